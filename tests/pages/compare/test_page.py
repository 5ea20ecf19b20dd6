"""Compare: two to four runs side by side, and only what differs."""

import pytest
from streamlit.testing.v1 import AppTest

from core.studio import Studio
from pages.ui.runs import callbacks
from pages.ui.shell import route
from store.errors import StoreBusyError
from store.records import Run
from tests.pages.finding import (
    BAD_IDS,
    HOSTILE,
    again,
    bodies,
    compare,
    failed,
    has,
    link,
    parts,
    press,
    said,
    several,
    table,
)
from tests.pages.studios import make
from tests.store_runs import blob_file, finished, new_run, outcome, pictures, queued


def linked(*runs: Run, **params: str) -> AppTest:
    return compare(runs=",".join(run.id for run in runs), **params)


@pytest.mark.usefixtures("studio")
def test_an_empty_studio_says_how_to_begin() -> None:
    at = compare()
    assert "Choose 2 to 4 pictures" in said(at)
    assert at.button(key="first").label == "Make the first picture"


def test_without_a_choice_it_offers_one(studio: Studio) -> None:
    several(studio, 1)
    at = compare()
    assert has(at, "compare_add")
    assert not has(at, "first")


def test_one_alone_asks_for_another(studio: Studio) -> None:
    at = linked(*several(studio, 1))
    assert "Choose at least one more" in said(at)
    assert "What differs" not in said(at)


def test_two_are_side_by_side_with_what_differs(studio: Studio) -> None:
    one, other = several(studio, 2)
    at = linked(one, other)
    assert parts(at) == ["studio_pictures"]
    assert table(at, "What differs") == {
        "": ("A", "B"),
        "Scene": ("picture number 0", "picture number 1"),
        "Seed": ("0", "1"),
    }
    figures = table(at, "Seconds and figures")
    assert figures["All together"] == ("4.5 s", "4.5 s")
    assert figures["PSNR to A"] == ("–", "identical")


def test_psnr_is_of_the_pictures(studio: Studio) -> None:
    at = linked(finished(studio.runs, colour="#000000"), finished(studio.runs, colour="#ffffff"))
    assert table(at, "Seconds and figures")["PSNR to A"] == ("–", "0.0 dB")


def test_pictures_of_two_sizes_have_no_psnr(studio: Studio) -> None:
    one = finished(studio.runs)
    (other,) = queued(studio.runs, new_run())
    studio.runs.start(other.id, "w")
    made = dict(pictures())
    made["composite"] = (made["composite"][0], "image/png", 32, 24)
    studio.runs.finish(other.id, outcome(width=32, height=24), made)
    at = linked(one, other)
    assert table(at, "Seconds and figures")["PSNR to A"] == ("–", "–")
    assert table(at, "Seconds and figures")["Picture's size"] == ("64 × 48 px", "32 × 24 px")


def test_a_missing_file_costs_one_figure(studio: Studio) -> None:
    one, other = finished(studio.runs, colour="red"), finished(studio.runs, colour="blue")
    route.serve_by_route()
    blob_file(studio.library.blobs, other.artifacts["composite"].sha256).unlink()
    assert table(linked(one, other), "Seconds and figures")["PSNR to A"] == ("–", "–")


def test_equal_runs_differ_in_nothing(studio: Studio) -> None:
    assert "Nothing that is recorded" in said(linked(finished(studio.runs), finished(studio.runs)))


@pytest.mark.parametrize("look", ["wipe", "first", "second"])
def test_two_can_be_seen_under_the_slider(studio: Studio, look: str) -> None:
    one, other = several(studio, 2)
    at = linked(one, other)
    at.button_group(key="compare_layout").set_value(look)
    again(at)
    assert link(at) == {"runs": f"{one.id},{other.id}", "look": look}
    assert parts(at).count("studio_slider") == 1


def test_an_unknown_look_is_side_by_side(studio: Studio) -> None:
    at = linked(*several(studio, 2), look="<script>")
    assert at.button_group(key="compare_layout").value == "side"


def test_four_have_no_slider(studio: Studio) -> None:
    at = linked(*several(studio, 4), look="wipe")
    assert "studio_slider" not in parts(at)
    assert not at.button_group
    assert not has(at, "compare_add")


def test_more_than_four_are_cut_and_told(studio: Studio) -> None:
    at = linked(*several(studio, 6))
    assert "The first 4 are shown; 2 more were asked for." in said(at)
    assert table(at, "What differs")[""] == ("A", "B", "C", "D")


@pytest.mark.parametrize("text", [text for text in BAD_IDS if text])
def test_an_id_of_nothing_is_told_and_the_others_shown(studio: Studio, text: str) -> None:
    one, other = several(studio, 2)
    at = compare(runs=f"{one.id},{text},{other.id}")
    assert "One of the pictures is not here" in said(at)
    assert table(at, "What differs")[""] == ("A", "B")


def test_only_unknown_ids_offer_a_choice(studio: Studio) -> None:
    several(studio, 1)
    at = compare(runs="x,y")
    assert "2 of the pictures are not here" in said(at)
    assert has(at, "compare_add")


def test_one_is_left_out(studio: Studio) -> None:
    one, other, third = several(studio, 3)
    at = press(linked(one, other, third), f"remove_{other.id}")
    assert link(at) == {"runs": f"{one.id},{third.id}"}
    at = press(press(at, f"remove_{one.id}"), f"remove_{third.id}")
    assert link(at) == {}
    assert "Choose 2 to 4 pictures" in said(at)


def test_what_was_compared_last_is_there_again(studio: Studio) -> None:
    one, other = several(studio, 2)
    at = compare()
    at.session_state[callbacks.COMPARED] = [one.id, other.id]
    assert table(again(at), "What differs")[""] == ("A", "B")


def test_an_unfinished_run_says_so_and_leads_to_its_page(studio: Studio) -> None:
    one, bad = finished(studio.runs), failed(studio, "It went wrong.")
    at = linked(one, bad)
    assert "B has no picture: failed." in said(at)
    at.button(key=f"open_{bad.id}").click().run()
    assert link(at) == {"run": bad.id}


def test_a_run_from_the_bin_is_shown_and_said_to_be_there(studio: Studio) -> None:
    one, other = several(studio, 2)
    studio.runs.delete([one.id])
    assert "A is in the bin." in said(linked(one, other))


def test_one_alone_cannot_be_taken_from_the_dialog(studio: Studio) -> None:
    at = press(linked(*several(studio, 1)), "compare_add")
    assert at.button(key="compare_take").disabled


def test_runs_are_added_from_history(studio: Studio) -> None:
    one, other = several(studio, 2)
    at = press(press(linked(one, other), "compare_add"), "compare_take")
    assert link(at) == {"runs": f"{one.id},{other.id}"}


def test_a_group_made_together_differs_in_its_seeds(studio: Studio) -> None:
    ids = make(studio, "on a beach", "on a beach")
    at = compare(runs=",".join(ids))
    assert table(at, "What differs") == {"": ("A", "B"), "Seed": ("1", "2")}


def test_hostile_words_are_only_words(studio: Studio) -> None:
    one = finished(studio.runs, new_run(HOSTILE, source_name=HOSTILE))
    other = finished(studio.runs, new_run("plain", negative_prompt=HOSTILE))
    at = linked(one, other)
    assert table(at, "What differs")["Scene"] == (HOSTILE, "plain")
    assert all("<script" not in html for html in bodies(at))


def test_a_store_that_is_out_of_reach_is_told_in_a_sentence(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise StoreBusyError("Another program holds the database.")

    one, other = several(studio, 2)
    monkeypatch.setattr(studio.library.runs, "many", away)
    at = linked(one, other)
    assert "Another program holds the database." in said(at)
    assert not at.exception


def test_of_two_scenes_only_the_fields_that_differ_are_listed(studio: Studio) -> None:
    light = {"direction": 40, "height": 20}
    one = finished(studio.runs, new_run(profile="scene", scene={"kind": "beach", "seed": 3, "light": light}))
    other = finished(
        studio.runs,
        new_run(profile="scene", scene={"kind": "beach", "seed": 4, "light": {**light, "height": 35}}),
    )
    rows = table(linked(one, other), "What differs")
    assert rows["Scene seed"] == ("3", "4")
    assert rows["Light height"] == ("20", "35")
    assert rows.keys() == {"", "Scene seed", "Light height"}


def test_a_scene_and_a_run_without_one_are_compared(studio: Studio) -> None:
    plain = finished(studio.runs, new_run())
    scene = finished(studio.runs, new_run(profile="scene", scene={"kind": "beach", "seed": 3}))
    rows = table(linked(plain, scene), "What differs")
    assert rows["Kind of scene"] == ("–", "Beach")
