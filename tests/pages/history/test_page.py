"""History's list: found, filtered, sorted, ticked."""

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from core.studio import Studio
from pages.ui.runs import callbacks
from pages.ui.shell import route
from store.records import RunStatus
from tests.pages.finding import (
    BAD_IDS,
    HOSTILE,
    again,
    failed,
    has,
    history,
    link,
    parts,
    press,
    said,
    several,
    ticked,
)
from tests.places import at_first
from tests.store_runs import fill, finished, new_run


def search(at: AppTest, words: str) -> AppTest:
    at.text_input(key="history_words").set_value(words)
    return again(at)


def drawn(at: AppTest) -> list[str]:
    """Prompts in the table, from top to bottom."""
    return list(at.dataframe[0].value["Scene"])


@pytest.mark.usefixtures("studio")
def test_before_the_first_picture_it_says_how_to_make_one() -> None:
    at = history()
    assert "No pictures yet" in said(at)
    assert at.button(key="first").label == "Make the first picture"
    assert not at.text_input


def test_everything_is_shown_newest_first(studio: Studio) -> None:
    several(studio, 3)
    at = history(look="table")
    assert "3 pictures" in said(at)
    assert drawn(at) == ["picture number 2", "picture number 1", "picture number 0"]


def test_the_gallery_is_ours(studio: Studio) -> None:
    several(studio, 2)
    assert parts(history()) == ["studio_gallery"]


def test_words_are_searched_in_prompts_notes_and_tags(studio: Studio) -> None:
    runs = several(studio, 3)
    studio.runs.note(runs[0].id, "for the zebra calendar")
    studio.runs.tag(runs[1].id, ["zebra"])
    at = search(history(look="table"), " zebra ")
    assert drawn(at) == ["picture number 1", "picture number 0"]
    assert "2 pictures found" in said(at)
    assert link(at) == {"look": "table", "words": "zebra"}


def test_nothing_found_offers_to_clear_the_filters(studio: Studio) -> None:
    several(studio, 1)
    at = search(history(), "unicorn")
    assert "Nothing found" in said(at)
    at = press(at, "history_clear")
    assert link(at) == {}
    assert at.text_input(key="history_words").value == ""
    assert "1 picture" in said(at)


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"seed": "2"}, ["picture number 2"]),
        ({"status": "failed"}, ["on a bridge"]),
        ({"star": "1"}, ["picture number 0"]),
        ({"tag": "shop"}, ["picture number 1"]),
        ({"rating": "4"}, ["picture number 1"]),
        ({"rating": "5"}, []),
        ({"words": "number -1"}, ["picture number 2", "picture number 0"]),
        ({"profile": "mini", "words": "number", "seed": "1"}, ["picture number 1"]),
        ({"until": "2020-01-01"}, []),
        ({"since": "2020-01-01", "seed": "0"}, ["picture number 0"]),
        ({"sort": "oldest", "status": "finished"}, [f"picture number {seed}" for seed in range(3)]),
        ({"sort": "rating", "status": "finished"}, [f"picture number {seed}" for seed in (1, 2, 0)]),
    ],
)
def test_a_link_holds_filters_and_order(studio: Studio, params: dict[str, str], found: list[str]) -> None:
    runs = several(studio, 3)
    failed(studio, "It went wrong.")
    studio.runs.star(runs[0].id, True)
    studio.runs.tag(runs[1].id, ["shop"])
    studio.runs.rate(runs[1].id, 4)
    at = history(look="table", **params)
    assert (drawn(at) if at.dataframe else []) == found
    assert link(at) == {"look": "table", **params}


def test_the_group_of_a_link_can_be_left(studio: Studio) -> None:
    one, _ = several(studio, 2)
    at = history(group=one.group)
    assert "1 picture found" in said(at)
    at = press(at, "no_group")
    assert "2 pictures" in said(at)
    assert link(at) == {}


@pytest.mark.parametrize("place", ["wide", "narrow"])
def test_both_rows_of_filters_do_the_same(studio: Studio, place: str) -> None:
    several(studio, 1)
    failed(studio, "It went wrong.")
    at = history()
    at.selectbox(key=f"history_status_{place}").set_value(RunStatus.FAILED)
    again(at)
    assert link(at) == {"status": "failed"}
    other = {"wide": "narrow", "narrow": "wide"}[place]
    assert at.selectbox(key=f"history_status_{other}").value == RunStatus.FAILED


def test_seldom_used_filters_are_counted_where_they_are_folded(studio: Studio) -> None:
    several(studio, 1)
    at = history()
    at.number_input(key="history_seed").set_value(0)
    again(at)
    at.date_input(key="history_since").set_value(datetime(2020, 1, 1, tzinfo=UTC).date())
    again(at)
    assert link(at) == {"seed": "0", "since": "2020-01-01"}
    assert [block.proto.popover.label for block in at.get("popover")] == ["Filters (2)"]


def test_a_tag_that_no_run_has_any_more_is_shown_all_the_same(studio: Studio) -> None:
    several(studio, 1)
    at = history(tag="gone")
    assert at.selectbox(key="history_tag_wide").value == "gone"
    assert "Nothing found" in said(at)


@pytest.mark.parametrize("text", at_first(4, [text for text in BAD_IDS if not text.isdigit()]))
def test_nonsense_in_a_link_shows_the_plain_list(studio: Studio, text: str) -> None:
    several(studio, 1)
    names = ("group", "page", "seed", "status", "since", "until", "sort", "look", "star", "bin")
    at = history(**dict.fromkeys(names, text))
    assert "1 picture" in said(at)
    assert "found" not in said(at)


def test_pages_are_of_48_and_in_the_link(studio: Studio) -> None:
    several(studio, 49)
    at = history(look="table")
    assert len(drawn(at)) == 48
    at.pagination[0].set_value(2)
    again(at)
    assert drawn(at) == ["picture number 0"]
    assert link(at) == {"look": "table", "page": "2"}
    search(at, "number")
    assert "page" not in link(at)


def test_a_page_past_the_last_is_the_last(studio: Studio) -> None:
    several(studio, 49)
    at = history(look="table", page="99")
    assert drawn(at) == ["picture number 0"]
    assert at.pagination[0].value == 2


def test_the_look_is_kept_in_the_link(studio: Studio) -> None:
    several(studio, 1)
    at = history(words="picture")
    at.button_group(key="history_layout").set_value("table")
    again(at)
    assert link(at) == {"words": "picture", "look": "table"}
    assert drawn(at) == ["picture number 0"]


def test_ticked_rows_can_be_compared(studio: Studio) -> None:
    runs = several(studio, 3)
    at = ticked(studio, 0, 2)
    assert "2 pictures chosen" in said(at)
    at.button(key="chosen_compare").click().run()
    assert link(at) == {"runs": f"{runs[2].id},{runs[0].id}"}


def test_one_ticked_row_can_be_opened(studio: Studio) -> None:
    runs = several(studio, 2)
    at = press(ticked(studio, 1), "chosen_open")
    assert link(at) == {"look": "table", "run": runs[0].id}


def test_more_than_fit_on_compare_cannot_be_compared(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    several(studio, 5)
    assert has(ticked(studio, *range(5)), "chosen_compare")
    monkeypatch.setattr(callbacks, "MAX_COMPARED", 4)
    assert not has(ticked(studio, *range(5)), "chosen_compare")


def test_pictures_are_chosen_in_the_gallery_too(studio: Studio) -> None:
    runs = several(studio, 2)
    at = history()
    at.toggle(key="history_selecting").set_value(True)
    again(at)
    assert link(at) == {"select": "1"}
    assert "Press pictures to choose them." in said(at)
    at.session_state[callbacks.CHOSEN] = [run.id for run in runs]
    assert "2 pictures chosen" in said(again(at))
    at.toggle(key="history_selecting").set_value(False)
    assert "chosen" not in said(again(at))


def test_hostile_words_are_only_words(studio: Studio) -> None:
    run = finished(studio.runs, new_run(HOSTILE), colour="red")
    studio.runs.tag(run.id, ["<b>x</b>", ":red[t]"])
    for look in ("gallery", "table"):
        at = history(look=look, tag=":red[t]", words="<script> script")
        assert "1 picture found" in said(at)
    assert drawn(at)[0].startswith("<script>alert(1)</script>")


def test_pictures_are_never_read_for_the_list(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(studio.library.database, studio.library.blobs, 100)
    route.serve_by_route()

    def refuse(sha256: str) -> bytes:
        raise AssertionError(f"{sha256} was read")

    monkeypatch.setattr(studio.library.blobs, "get", refuse)
    assert "pictures" in said(history())
    assert "pictures" in said(history(look="table"))


BEACH, MEADOW = ({"kind": kind, "seed": 3} for kind in ("beach", "meadow"))


def in_scenes(studio: Studio) -> None:
    """A run without a scene, and one in each of two."""
    finished(studio.runs, new_run("plain", 1))
    finished(studio.runs, new_run("on a beach", 2, profile="scene", scene=BEACH))
    finished(studio.runs, new_run("in a meadow", 3, profile="scene", scene=MEADOW))


def test_runs_are_filtered_by_their_scene(studio: Studio) -> None:
    in_scenes(studio)
    at = history(look="table")
    assert at.selectbox(key="history_scene").options == ["Beach", "Meadow"]
    at.selectbox(key="history_scene").set_value("meadow")
    again(at)
    assert drawn(at) == ["in a meadow"]
    assert link(at) == {"look": "table", "scene": "meadow"}
    assert [block.proto.popover.label for block in at.get("popover")] == ["Filters (1)"]


def test_a_link_holds_the_scene(studio: Studio) -> None:
    in_scenes(studio)
    assert drawn(history(look="table", scene="beach")) == ["on a beach"]
    at = history(scene="moon")
    assert "Nothing found" in said(at)
    assert "3 pictures" in said(press(at, "history_clear"))


def test_without_a_scene_there_is_nothing_to_filter_by(studio: Studio) -> None:
    several(studio, 1)
    assert not [box for box in history().selectbox if box.key == "history_scene"]
