"""The measurements' machinery on tiny models; nothing here is timed."""

import argparse
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench import overhead, table
from bench.__main__ import main
from bench.metering import Measured, Ratios, Reading, check_equal_work, percent_more
from bench.plan import Plan, let_rembg_find_weights
from bench.several import ANCESTOR, OURS, OURS_FIRST, Several
from core.diffusion.inpainting import Inpainter
from core.errors import ProfileError
from core.models.matting_weights import is_present
from core.models.parameters import GenerationParameters
from core.models.profile import ModelProfile, ModelRef
from core.settings import Settings
from tests.tiny import TinyModels


@pytest.fixture
def plan(tiny_models: TinyModels) -> Plan:
    profile = ModelProfile(
        name="tiny",
        title="Tiny",
        base=ModelRef(role="base", name=str(tiny_models.base), licence="MIT"),
        controlnet=ModelRef(role="controlnet", name=str(tiny_models.controlnet), licence="MIT"),
        depth=ModelRef(role="depth", name=str(tiny_models.depth), licence="MIT"),
        defaults=GenerationParameters(matting_model="u2netp", eta=1.0),
        memory_gb=1,
    )
    settings = Settings.from_environment()
    return Plan(profile=profile, settings=settings, steps=2, max_side=96, pictures=2, repeat=1)


@pytest.fixture
def weights_dir(plan: Plan) -> Path:
    if not is_present("u2netp", plan.settings.weights_dir):
        pytest.skip("the weights of u2netp are not here; make setup fetches them")
    return plan.settings.weights_dir


def reading(total: float, loop: float, **changes: Any) -> Reading:
    values: dict[str, Any] = {
        "total": total,
        "call": loop + 0.5,
        "loop": loop,
        "stages": {"matte": 0.25, "inpaint": loop + 0.75},
        "steps": 4,
        "sizes": ((96, 64),),
    }
    return Reading(**{**values, **changes})


def test_our_stage_makes_the_pixels_of_a_bare_call(plan: Plan) -> None:
    measured = overhead.measure(plan)
    assert measured.identical
    assert measured.size == (96, 64)
    assert list(measured.seconds) == [overhead.BARE, overhead.PLAIN, overhead.WATCHED]


def test_other_pixels_are_told(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Inpainter.background
    monkeypatch.setattr(
        Inpainter, "background", lambda *arguments, **options: 255 - original(*arguments, **options)
    )
    measured = overhead.measure(plan)
    assert not measured.identical
    assert "pixels differ" in table.overhead_table(measured)


@pytest.mark.weights
@pytest.mark.slow
@pytest.mark.server
def test_the_alternatives_denoise_equally_and_differ_in_what_they_load(
    plan: Plan, weights_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import rembg

    sessions: list[str] = []
    new_session = rembg.new_session
    monkeypatch.setattr(rembg, "new_session", lambda name: [sessions.append(name), new_session(name)][1])
    monkeypatch.setenv("U2NET_HOME", "")
    let_rembg_find_weights(plan.settings)
    assert os.environ["U2NET_HOME"] == str(weights_dir)
    readings = Several(plan, tmp_path).measure().middle
    assert list(readings) == [ANCESTOR, OURS, OURS_FIRST]
    assert {(each.steps, each.sizes) for each in readings.values()} == {(2 * 2, ((96, 64), (96, 64)))}
    assert sessions == ["u2netp"] * 2 * (1 + plan.pictures)  # the first picture is for warming up


@pytest.mark.weights
@pytest.mark.slow
@pytest.mark.server
def test_one_command_measures_everything(
    plan: Plan,
    weights_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    refs = {role: getattr(plan.profile, role) for role in ("base", "controlnet", "depth")}
    lines = ['[profiles.tiny]\ntitle = "Tiny"\nmemory_gb = 1\ndefaults = { matting_model = "u2netp" }']
    lines += [f'{role} = {{ name = "{ref.name}", licence = "MIT" }}' for role, ref in refs.items()]
    (tmp_path / "profiles.toml").write_text("\n".join(lines))
    monkeypatch.setenv("STUDIO_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("STUDIO_WEIGHTS_DIR", str(weights_dir))
    monkeypatch.setenv("U2NET_HOME", "")
    monkeypatch.setattr("bench.ray.installed", lambda: False)  # a cluster is measured by a test of its own
    target = tmp_path / "bench.json"
    sizes = ["--steps", "1", "--pictures", "2", "--max-side", "96", "--repeat", "1"]
    assert main(["--profile", "tiny", *sizes, "--json", str(target)]) == 0
    measured = json.loads(target.read_text())
    assert list(measured["several"]) == [ANCESTOR, OURS, OURS_FIRST]
    assert list(measured["cold"]) == [ANCESTOR, OURS]
    assert {each["steps"] for each in measured["cold"].values()} == {1}
    shown = capsys.readouterr().out
    for title in ("identical pixels", "one picture, cold", "2 pictures of one photo"):
        assert title in shown


def test_a_table_has_a_row_for_each_alternative_and_each_ratio() -> None:
    measured = Measured.of([{ANCESTOR: reading(10, 2), OURS: reading(4, 2)}])
    lines = table.readings_table("title", measured).splitlines()
    assert [len(line) for line in lines] == [len(lines[0])] * 4
    assert lines[3].split()[-6:] == ["2.5", "×", "4.0", "×", "5.0", "×"]


def test_the_stages_add_up_to_what_is_outside_the_loop() -> None:
    spent = table.stages_outside(reading(4, 2))
    assert spent == {"matte": 0.25, "inpaint": 0.75, "": 1.0}
    assert "matte" in table.stages_table({OURS: reading(4, 2)})


def test_the_last_sentence_is_computed_from_the_measurements() -> None:
    said = table.bound_by({ANCESTOR: reading(10, 2), OURS: reading(4, 2)})
    assert "50% of our 4.0 s (500 ms a step)" in said
    assert "5.0 × as fast" in said
    assert "the most goes to inpaint (0.75 s of 2.00 s)" in said


@pytest.mark.parametrize("changes", [{"steps": 5}, {"sizes": ((96, 72),)}])
def test_unequal_work_is_refused(changes: dict[str, Any]) -> None:
    check_equal_work([reading(4, 2), reading(5, 3)])
    with pytest.raises(RuntimeError, match="unequal work"):
        check_equal_work([reading(4, 2), reading(4, 2, **changes)])


def test_the_middle_of_several_readings_is_one_of_them_whatever_the_loop_took() -> None:
    readings = [reading(9 + 7, 8), reading(3 + 90, 91), reading(5 + 8, 8)]
    assert Reading.middle(readings).outside == 5


def test_ratios_are_taken_round_by_round() -> None:
    old, new = (
        [reading(12, 4), reading(24, 8), reading(90, 10)],
        [reading(6, 4), reading(12, 8), reading(40, 30)],
    )
    assert Ratios.of(old, new) == Ratios(total=2, outside=4, outside_call=5)


def test_per_cents_are_taken_round_by_round() -> None:
    assert percent_more([2.2, 1.1, 30], [2, 1, 20]) == pytest.approx(10)


def test_a_profile_without_depth_is_refused(plan: Plan) -> None:
    parsed = argparse.Namespace(profile="photo-background", steps=1, max_side=None, pictures=1, repeat=1)
    with pytest.raises(ProfileError, match="plain depth profile"):
        plan.from_arguments(parsed)


def test_pixels_differ_by_share() -> None:
    picture = np.zeros((2, 2, 3), np.uint8)
    other = picture.copy()
    other[0, 0, 1] = 1
    assert overhead.differing_share(picture, other) == 0.25
