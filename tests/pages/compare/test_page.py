"""Compare: any number of runs, and only what differs."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.studio import Studio
from pages.ui.runs import callbacks
from pages.ui.shell import route
from pages.ui.shell.generate_address import COMPARED
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
from tests.store_runs import blob_file, finished, new_run, outcome, pictures, png, queued


def shown(at: AppTest) -> list[dict[str, Any]]:
    """What each viewer on the page is given to draw."""
    found = [part.proto for part in at.get("bidi_component") if part.proto.component_name == "studio_viewer"]
    return [json.loads(proto.json) for proto in found]


def linked(*runs: Run, **params: str) -> AppTest:
    return compare(runs=",".join(run.id for run in runs), **params)


@pytest.mark.usefixtures("studio")
def test_an_empty_studio_says_how_to_begin() -> None:
    at = compare()
    assert "Choose two or more pictures" in said(at)
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
    assert parts(at) == ["studio_viewer"]
    assert table(at, "What differs") == {
        "": ("A", "B"),
        "Scene": ("picture number 0", "picture number 1"),
        "Seed": ("0", "1"),
    }
    figures = table(at, "Seconds and figures")
    assert "All together" not in figures  # the same in both
    assert figures["PSNR to A"] == ("–", "identical")
    assert figures["SSIM to A"] == ("–", "1")
    assert figures["FLIP to A"] == ("–", "0")


def test_stages_that_took_no_time_have_no_line(studio: Studio) -> None:
    one, other = (
        finished(studio.runs, seconds={"matte": matte, "inpaint": inpaint, "upscale": 0.01 * inpaint})
        for matte, inpaint in ((0.5, 4.0), (0.5, 5.0))
    )
    figures = table(linked(one, other), "Seconds and figures")
    assert "0.0 s" not in str(figures)
    assert [name for name, row in figures.items() if row == ("4.0 s", "5.0 s")] == [
        "Painting of the background"
    ]


def test_psnr_is_of_the_pictures(studio: Studio) -> None:
    at = linked(finished(studio.runs, colour="#000000"), finished(studio.runs, colour="#ffffff"))
    assert table(at, "Seconds and figures")["PSNR to A"] == ("–", "0.0 dB")


def test_pictures_of_two_sizes_are_compared_at_the_smaller_one(studio: Studio) -> None:
    one = finished(studio.runs)
    (other,) = queued(studio.runs, new_run())
    studio.runs.start(other.id, "w")
    made = dict(pictures())
    made["composite"] = (png("teal", (32, 24)), "image/png", 32, 24)
    studio.runs.finish(other.id, outcome(width=32, height=24), made)
    at = linked(one, other)
    assert table(at, "Seconds and figures")["PSNR to A"] == ("–", "identical")
    assert table(at, "Seconds and figures")["Picture's size"] == ("64 × 48 px", "32 × 24 px")
    assert "B is of another size than A: compared at the smaller one, 32 × 24 px." in said(at)


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


def test_of_many_any_two_are_looked_at_and_the_link_says_which(studio: Studio) -> None:
    runs = several(studio, 5)
    at = linked(*runs, look="wipe", ref=runs[3].id, to=runs[1].id)
    assert parts(at)[0] == "studio_slider"
    assert (at.selectbox(key="compare_reference").value, at.selectbox(key="compare_other").value) == (
        runs[3].id,
        runs[1].id,
    )
    assert "PSNR to D" in table(at, "Seconds and figures")
    at.selectbox(key="compare_reference").set_value(runs[4].id)
    again(at)
    assert link(at)["ref"] == runs[4].id
    assert link(at)["look"] == "wipe"


def test_one_without_a_picture_is_not_offered_to_be_looked_at_and_leaves_the_looks(studio: Studio) -> None:
    first, second = several(studio, 2)
    broken = failed(studio, "It was not to be.")
    at = linked(first, second, broken, look="map", to=broken.id)
    (info,) = [one for one in at.info if "has no picture" in one.value]
    assert info.value.startswith("C has no picture")
    assert at.button_group(key="compare_layout").value == "map"
    at = linked(first, second, broken, look="map", to=second.id)
    assert len(at.selectbox(key="compare_other").options) == 2


def test_more_than_a_page_of_pictures_are_all_there(studio: Studio) -> None:
    at = linked(*several(studio, 28))
    rows = table(at, "What differs")
    assert rows[""][24:] == ("Y", "Z", "AA", "AB")
    assert rows["Seed"] == tuple(str(seed) for seed in range(28))
    assert len(shown(at)[0]["items"]) == 28


def test_more_than_a_link_holds_are_cut_and_told(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callbacks, "MAX_COMPARED", 4)
    at = linked(*several(studio, 6))
    assert "The first 4 are shown; 2 more were asked for." in said(at)
    assert table(at, "What differs")[""] == ("A", "B", "C", "D")


def test_each_header_has_the_settings_that_differ_with_the_words_marked(studio: Studio) -> None:
    one = finished(studio.runs, new_run("on a wooden table", 1))
    other = finished(studio.runs, new_run("on a marble table", 1))
    first, second = shown(linked(one, other))[0]["items"]
    assert first["facts"] == [["Scene", [["on a ", False], ["wooden", True], [" table", False]]]]
    assert second["facts"] == [["Scene", [["on a ", False], ["marble", True], [" table", False]]]]
    assert first["reference"]
    assert any("on a <mark>marble</mark> table" in html for html in bodies(linked(one, other)))


def test_the_map_has_an_address_a_scale_and_the_places_that_differ_most(studio: Studio) -> None:
    route.serve_by_route()
    one, other = finished(studio.runs, colour="#000000"), finished(studio.runs, colour="#100000")
    at = linked(one, other, look="map", gain="16")
    data = shown(at)[0]
    digests = [run.artifacts["composite"].sha256 for run in (one, other)]
    assert data["items"][2]["images"][0]["url"] == f"/blob/{digests[0]}/{digests[1]}/16"
    assert data["legend"]["most"] == "15 of 255"
    assert data["spots"][0]["difference"] == pytest.approx(16)
    at.button_group(key="compare_gain").set_value(1)
    assert link(again(at))["gain"] == "1"


def test_identical_pictures_are_said_to_be_so_on_the_map(studio: Studio) -> None:
    at = linked(*several(studio, 2), look="map")
    assert "A and B are identical, pixel by pixel." in said(at)
    assert shown(at)[0]["spots"] == []


def test_two_blink_in_one_place(studio: Studio) -> None:
    data = shown(linked(*several(studio, 3), look="blink"))[0]
    assert data["faces"] == ["A", "B"]
    assert len(data["items"][0]["images"]) == 2


def test_what_differs_of_the_environment_is_shown_and_the_rest_folded(studio: Studio) -> None:
    around = {"device": "cpu", "libraries": {"torch": "2.13.0"}}
    one = finished(studio.runs, environment={**around, "processor": "AMD"})
    other = finished(studio.runs, environment={**around, "processor": "Intel"})
    at = linked(one, other)
    assert table(at, "Models and environment that differ") == {"": ("A", "B"), "processor": ("AMD", "Intel")}
    assert table(at, "The same in all")["torch"] == ("2.13.0",)
    assert at.expander[0].label == "The rest is the same in all"


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


def test_what_was_compared_last_is_there_again(studio: Studio) -> None:
    one, other = several(studio, 2)
    at = compare()
    at.session_state[COMPARED] = [one.id, other.id]
    assert table(again(at), "What differs")[""] == ("A", "B")


def test_an_unfinished_run_says_so_and_can_be_opened(studio: Studio) -> None:
    one, bad = finished(studio.runs), failed(studio, "It went wrong.")
    at = linked(one, bad)
    card = shown(at)[0]["items"][1]
    assert card["note"] == "B has no picture: failed."
    assert (card["images"], card["id"]) == ([], bad.id)


def test_a_run_from_the_bin_is_shown_and_said_to_be_there(studio: Studio) -> None:
    one, other = several(studio, 2)
    studio.runs.delete([one.id])
    assert shown(linked(one, other))[0]["items"][0]["note"] == "A is in the bin."


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


def test_pictures_of_several_photos_are_named_by_those(studio: Studio) -> None:
    made = [finished(studio.runs, new_run(source_name=f"{name}.jpg")) for name in ("mug", "cup", "jug")]
    (reference,) = [one for one in linked(*made).selectbox if one.label == "Reference"]
    assert reference.options == ["A · mug.jpg", "B · cup.jpg", "C · jug.jpg"]
