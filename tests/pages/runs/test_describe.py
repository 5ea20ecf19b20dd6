"""What pages say of runs: rows, sentences and tables."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from core.library.comparison import OF_ONE_NUMBER
from core.models.profiles import PROFILES
from pages.ui.compare.differences import Row, differences, environments, figures
from pages.ui.runs.describe import (
    environment,
    models,
    picture_name,
    seconds_text,
    settings,
    size_text,
    subject_text,
    summary,
    time_text,
    timings,
    value_text,
    verdict,
)
from pages.ui.widgets.tables import Cell, html_table
from store.records import Comparison, Run
from store.runs import Runs
from tests.pages.finding import HOSTILE
from tests.store_runs import finished, new_run, open_store, outcome, queued


@pytest.fixture
def runs(tmp_path) -> Runs:
    return open_store(tmp_path).runs


def named(rows: list[Row]) -> dict[str, tuple[str, ...]]:
    return {row.name: row.values for row in rows}


def test_settings_mark_what_is_not_the_profiles_own(runs: Runs) -> None:
    run = finished(runs, new_run(guidance_scale=4.0, matte_grow=2))
    marked = {row.name: (row.value, row.default) for row in settings(run, PROFILES["mini"]) if row.default}
    assert marked == {"Guidance scale": ("4", "3.5"), "Matte grow": ("2", "0")}


def test_settings_of_an_unknown_profile_mark_nothing(runs: Runs) -> None:
    rows = settings(finished(runs), None)
    assert ("profile", "Model", "Mini (built in)", None) in rows
    assert not [row for row in rows if row.default is not None]


def test_a_field_of_a_newer_program_is_shown_as_well(runs: Runs) -> None:
    run = finished(runs)
    newer = replace(run, request={**run.request, "sharpness": 3})
    assert ("sharpness", "Sharpness", "3", None) in settings(newer, PROFILES["mini"])


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), ("", "–"), (True, "yes"), (False, "no"), (7.50, "7.5"), (1.0, "1"), (3, "3")],
)
def test_values_are_written_short(value: object, text: str) -> None:
    assert value_text(value) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(None, "–"), (0.04, "0.0 s"), (99.9, "99.9 s"), (125, "2 min 05 s")]
)
def test_seconds_are_readable(seconds: float | None, text: str) -> None:
    assert seconds_text(seconds) == text


def test_a_finished_run_tells_what_made_it(runs: Runs) -> None:
    run = finished(runs, seconds={"matte": 0.5, "inpaint": 4.0}, subject_max_difference=3)
    assert timings(run) == [
        ("Cut-out", "0.5 s"),
        ("Painting of the background", "4.0 s"),
        ("All together", "4.5 s"),
    ]
    assert models(run) == [("base", "models/mini", "–", "–")]
    assert environment(run) == [("device", "cpu"), ("torch", "2.13.0")]
    assert size_text(run) == "64 × 48 px"
    assert subject_text(run) == "subject differs by up to 3 of 255"


def test_an_unfinished_run_has_no_figures(runs: Runs) -> None:
    (run,) = queued(runs)
    assert (timings(run), models(run), environment(run)) == ([], [], [])
    assert (size_text(run), subject_text(run)) == ("–", "–")


def test_times_are_the_readers(runs: Runs) -> None:
    moment = datetime(2026, 1, 1, 23, 30, tzinfo=UTC)
    assert time_text(moment, ZoneInfo("Asia/Tokyo")) == "2026-01-02 08:30"
    assert time_text(None, UTC) == "–"


def test_a_picture_is_named_by_its_first_words(runs: Runs) -> None:
    assert picture_name(finished(runs, new_run("on a beach", 5))) == "on a beach, seed 5"


@pytest.mark.parametrize(
    ("comparison", "sentence"),
    [
        (Comparison(verdict="identical", psnr=None), "Identical to its parent, pixel by pixel."),
        (
            Comparison(verdict="near", psnr=47.21),
            "Nearly the same as its parent (PSNR 47.2 dB): no difference that an eye would see.",
        ),
        (Comparison(verdict="different", psnr=20.0), "Different from its parent (PSNR 20.0 dB)."),
        (Comparison(verdict="different", psnr=None), "Different from its parent."),
    ],
)
def test_a_comparison_is_a_sentence(comparison: Comparison, sentence: str) -> None:
    assert verdict(comparison) == sentence


def test_only_what_differs_is_a_row(runs: Runs) -> None:
    one = finished(runs, new_run("on a beach", 1))
    other = finished(runs, new_run("on a beach", 2, guidance_scale=4.0), environment={"device": "cuda"})
    assert named(differences([one, other])) == {
        "Seed": ("1", "2"),
        "Guidance scale": ("3.5", "4"),
    }
    apart, _ = environments([one, other])
    assert named(apart) == {"device": ("cpu", "cuda"), "torch": ("2.13.0", "–")}


def test_equal_runs_differ_in_nothing(runs: Runs) -> None:
    assert differences([finished(runs), finished(runs)]) == []


def test_photos_of_one_name_are_told_apart(runs: Runs) -> None:
    one, other = queued(runs, upload=b"one")[0], queued(runs, upload=b"other")[0]
    (row,) = differences([one, other])
    assert row.name == "Photo"
    assert row.values[0].startswith("mug.jpg (")
    assert row.values[0] != row.values[1]


def test_photos_of_two_names_are_told_by_those(runs: Runs) -> None:
    one, other = (
        queued(runs, new_run(source_name=name), upload=name.encode())[0] for name in ("mug.jpg", "cup.jpg")
    )
    (row,) = differences([one, other])
    assert row.values == ("mug.jpg", "cup.jpg")


def test_what_is_not_known_yet_does_not_differ(runs: Runs) -> None:
    assert differences([finished(runs, colour="red"), _same_photo(runs)]) == []


def _same_photo(runs: Runs) -> Run:
    return queued(runs)[0]


def test_a_model_that_only_one_run_has_differs(runs: Runs) -> None:
    lora = {"role": "lora", "name": "lcm", "revision": "abc"}
    one, other = finished(runs), finished(runs, models=(*outcome().models, lora))
    apart, _ = environments([one, other])
    assert named(apart) == {"Model: lora": ("–", "lcm, revision abc")}


def test_figures_have_every_stage_of_any_run_that_took_some_time_and_another_one(runs: Runs) -> None:
    rows = named(
        figures(
            [
                finished(runs),
                finished(runs, seconds={"matte": 1.0, "depth": 2.0, "fit": 0.04}),
                _same_photo(runs),
            ]
        )
    )
    assert rows["Painting of the background"] == ("4.0 s", "–", "–")
    assert rows["Depth"] == ("–", "2.0 s", "–")
    assert rows["All together"] == ("4.5 s", "3.0 s", "–")
    assert rows["Subject's share"] == ("25.0%", "25.0%", "–")
    assert rows["Picture's size"] == ("64 × 48 px", "64 × 48 px", "–")
    assert "Fitting of the photo" not in rows


def test_figures_that_are_the_same_have_no_row(runs: Runs) -> None:
    assert figures([finished(runs), finished(runs)]) == []


def test_a_table_escapes_every_cell() -> None:
    drawn = html_table(HOSTILE, [(HOSTILE, Cell(HOSTILE, True, HOSTILE))], (HOSTILE,))
    assert "<script" not in drawn
    assert "<b>" not in drawn
    assert drawn.count("&lt;script&gt;") == 5


def test_a_run_of_one_number_for_all_stages_has_the_rows_of_todays(runs: Runs) -> None:
    def rows(stages: object) -> list[tuple[str, str]]:
        run = finished(runs)
        assert run.outcome is not None
        return environment(replace(run, outcome=replace(run.outcome, environment={"stages": stages})))

    today = rows(dict.fromkeys(OF_ONE_NUMBER, 4))
    assert ("Contact shadow, version", "4") in today
    assert rows(4) == today
    assert set(rows(3)) ^ set(today) == {("Contact shadow, version", "3"), ("Contact shadow, version", "4")}


SCENE = {"kind": "beach", "seed": 3}
PAINTED = {"matte": 0.5, "scene": 1.0}


def test_a_scene_is_told_by_its_place_and_not_by_steps(runs: Runs) -> None:
    painted = finished(runs, new_run(profile="scene", scene=SCENE), seconds=PAINTED)
    size = f"{painted.outcome.width} × {painted.outcome.height} px" if painted.outcome else ""
    assert summary(painted) == f"seed 7 · scene · Beach · {size} · 1.5 s · subject untouched ✓"
    begun = finished(runs, new_run(profile="mini", scene=SCENE))
    assert summary(begun).startswith("seed 7 · mini · Beach · 12 steps · ")
    assert summary(finished(runs)).startswith("seed 7 · mini · 12 steps · ")


def test_what_was_harmonised_bears_no_mark_of_the_untouched(runs: Runs) -> None:
    toned = finished(runs, new_run(profile="scene", scene=SCENE, harmonise=0.5), seconds=PAINTED)
    assert summary(toned).endswith("harmonised 0.5")


def test_a_kind_that_is_gone_is_not_told(runs: Runs) -> None:
    run = finished(runs, new_run(profile="scene", scene=SCENE), seconds=PAINTED)
    gone = replace(run, request={**run.request, "scene": {**run.request["scene"], "kind": "moon"}})
    assert summary(gone).startswith("seed 7 · scene · 30 steps")


def test_what_is_said_of_a_scene_is_a_setting(runs: Runs) -> None:
    run = finished(runs, new_run(profile="scene", scene=SCENE, pose="lies"))
    rows = {row.field: row.value for row in settings(run, PROFILES["scene"])}
    assert (rows["scene.kind"], rows["scene.seed"], rows["pose"]) == ("Beach", "3", "Lies")
    assert rows["scene.light.height"] == "45"
    assert "scene.props" not in rows


def test_the_painter_of_a_scene_is_told_without_the_spec(runs: Runs) -> None:
    facts = {"pose": "stands", "painter": "traced", "variant": "scalar_rgb", "painted": SCENE}
    run = finished(runs, environment={"scene": facts})
    assert environment(run) == [
        ("Scene: pose", "stands"),
        ("Scene: painter", "traced"),
        ("Scene: variant", "scalar_rgb"),
    ]


def test_a_background_of_ones_own_is_told_by_its_kind_and_not_by_steps(runs: Runs) -> None:
    run = finished(runs)
    request = {**run.request, "profile": "scene", "background": {"kind": "gradient"}}
    own = replace(run, request=request)
    assert summary(own).startswith("seed 7 · scene · Gradient · ")
    assert "steps" not in summary(own)
