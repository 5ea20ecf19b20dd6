"""The subject's place: set on the canvas or by numbers, undone, kept, asked for."""

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st

from pages.ui.generate import placing, staging
from pages.ui.widgets.canvas import Canvas, Told, told
from tests.pages.generating import Page
from tests.photos import cutout, png

PLACE = {"x": 0.312, "y": 0.6, "scale": 0.45, "turn": 3.5, "mirror": True}
TELLING = "telling"
"""Session key of what the canvas is to tell at the next press."""


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Canvas]:
    """A button in place of the canvas, which no browser draws here; every canvas that was drawn."""
    drawn: list[Canvas] = []

    def draw(shown: Canvas, *, key: str, on_told: Callable[[], None]) -> None:
        def pressed() -> None:
            st.session_state[key] = {"told": st.session_state[TELLING]}
            on_told()

        drawn.append(shown)
        st.button("Canvas", key="canvas_button", on_click=pressed)

    monkeypatch.setattr(staging, "draw_canvas", draw)
    return drawn


@pytest.fixture
def coloured(page: Page) -> Page:
    """Generate with a photo before a plain colour."""
    page.open().photo()
    page.at.button_group(key="background").set_value("Colour")
    return page.run()


def do(page: Page, *things: dict[str, Any]) -> Page:
    """Tell these things from the canvas, numbered from what was answered on."""
    state = page.at.session_state
    first = state["place_answered"] if "place_answered" in state else 0  # noqa: SIM401
    numbered = [{"seq": first + 1 + index, **thing} for index, thing in enumerate(things)]
    page.at.session_state[TELLING] = numbered
    return page.click("canvas_button")


def moved(gesture: str = "a", **changed: Any) -> dict[str, Any]:
    return {"gesture": gesture, "place": {**PLACE, **changed}}


def add(page: Page) -> Page:
    """One more subject."""
    other, rounds = png(cutout(40, 60)), page.at.session_state["also_round"]
    page.at.file_uploader(key=f"also_upload_{rounds}").upload("other.png", other, "image/png")
    return page.run()


def test_another_subject_is_taken_in_hand_and_moved(coloured: Page, shown: list[Canvas]) -> None:
    add(coloured)
    assert [len(shown[-1].boxes), shown[-1].which] == [2, 0]
    do(coloured, {"do": "choose", "which": 1}, {**moved(x=0.8), "which": 1})
    (row,) = coloured.at.session_state["draft"]["also"]
    assert (row["place"]["x"], place(coloured)) == (0.8, None)
    assert (shown[-1].which, shown[-1].place["x"]) == (1, 0.8)
    do(coloured, {**moved("b", x=0.3), "which": 0})
    do(coloured, {"do": "undo"}, {"do": "undo"})
    assert "place" not in coloured.at.session_state["draft"]["also"][0]
    do(coloured, {"do": "redo"})
    assert coloured.at.session_state["draft"]["also"][0]["place"]["x"] == 0.8


def test_what_is_told_of_a_subject_that_is_not_there_is_nothing(coloured: Page) -> None:
    do(coloured, {"do": "choose", "which": 7}, {**moved(), "which": 7}, {**moved(), "which": -1})
    assert place(coloured) is None
    assert not coloured.at.exception


def place(page: Page) -> Any:
    return page.at.session_state["draft"]["place"]


def asked(page: Page) -> dict[str, Any]:
    (run,) = page.click("generate").made().runs
    return dict(run.request)


def test_a_drag_is_in_the_request_as_the_number_fields_write_it(coloured: Page, another: Page) -> None:
    dragged = asked(do(coloured, moved()))
    another.open().photo()
    another.at.button_group(key="background").set_value("Colour")
    another.run().at.toggle(key="place_by_hand").set_value(True)
    another.run()
    for name in ("x", "y", "scale", "turn"):
        another.at.number_input(key=f"place_{name}").set_value(PLACE[name])
        another.run()
    another.at.toggle(key="place_mirror").set_value(True)
    another.run().click("generate").made()
    typed = dict(another.runs[-1].request)
    assert dragged["place"] == typed["place"] == PLACE
    assert {**dragged, "seed": 0} == {**typed, "seed": 0}


def test_the_number_fields_show_what_was_dragged(coloured: Page) -> None:
    do(coloured, moved())
    assert [coloured.at.number_input(key=f"place_{name}").value for name in ("x", "scale")] == [0.312, 0.45]
    coloured.at.number_input(key="place_x").set_value(0.7)
    coloured.run()
    assert place(coloured) == {**PLACE, "x": 0.7}


def test_a_gesture_is_one_step_back(coloured: Page, shown: list[Canvas]) -> None:
    do(coloured, moved("a", x=0.3))
    do(coloured, moved("a", x=0.4))
    do(coloured, moved("b", x=0.5))
    do(coloured, {"do": "undo"})
    assert place(coloured)["x"] == 0.4
    do(coloured, {"do": "undo"})
    assert place(coloured) is None
    assert (shown[-1].can_undo, shown[-1].can_redo, shown[-1].by_hand) == (False, True, False)
    do(coloured, {"do": "redo"}, {"do": "redo"})
    assert place(coloured)["x"] == 0.5


def test_a_hand_that_rests_has_all_of_the_page_drawn_once(coloured: Page) -> None:
    do(coloured, moved(), {"do": "rest"})
    assert place(coloured) == PLACE
    assert "place_rests" not in coloured.at.session_state


def test_number_fields_and_the_way_back_are_undone_too(coloured: Page) -> None:
    do(coloured, moved())
    coloured.at.number_input(key="place_x").set_value(0.7)
    coloured.run()
    do(coloured, {"do": "automatic"})
    assert place(coloured) is None
    do(coloured, {"do": "undo"}, {"do": "undo"})
    assert place(coloured) == PLACE


def test_a_drag_that_ends_where_it_began_is_no_step(coloured: Page, shown: list[Canvas]) -> None:
    do(coloured, moved("a"))
    do(coloured, moved("b", x=0.9))
    do(coloured, moved("b"))
    do(coloured, {"do": "undo"})
    assert place(coloured) is None
    assert not shown[-1].can_undo


def test_what_is_told_twice_is_done_once(coloured: Page) -> None:
    do(coloured, moved("a"), moved("b", x=0.5))
    coloured.at.session_state[TELLING] = [{"seq": 1, "do": "undo"}, {"seq": 3, "do": "undo"}]
    coloured.click("canvas_button")
    assert place(coloured) == PLACE
    assert coloured.at.session_state["place_answered"] == 3


def test_a_shop_leaves_nothing_to_undo(coloured: Page, shown: list[Canvas]) -> None:
    do(coloured, moved())
    coloured.at.selectbox(key="canvas_choice").select("shop:amazon")
    coloured.run()
    assert not shown[-1].can_undo
    zone = shown[-1].zone
    assert zone is not None
    assert (zone.least, zone.most, zone.scale) == (0.85, 1.0, 0.87)


def test_a_place_by_hand_begins_where_the_subject_is_by_itself(page: Page, shown: list[Canvas]) -> None:
    page.ready("on an oak table")
    by_itself = shown[-1].place
    page.at.toggle(key="place_by_hand").set_value(True)
    page.run()
    assert place(page) == pytest.approx(by_itself, abs=6e-4)


def test_a_drag_moves_the_subject_of_every_picture_in_a_scene(page: Page) -> None:
    do(page.ready("on an oak table", pictures=2), moved())
    page.click("generate").made()
    assert [run.request["place"] for run in page.runs] == [PLACE, PLACE]


def test_a_place_stays_whether_a_model_begins_with_a_scene_or_not(page: Page) -> None:
    page.ready("on an oak table").model()
    assert "A model paints around the subject" in page.said
    page.at.toggle(key="draft_from_scene").set_value(True)
    page.run().at.button_group(key="view").set_value("Staging")
    do(page.run(), moved())
    page.click("generate").made()
    assert page.runs[0].request["place"] == PLACE
    page.at.toggle(key="draft_from_scene").set_value(False)
    page.run()
    assert place(page) == PLACE
    page.click("generate").made()
    assert page.runs[-1].request["place"] == PLACE


def test_by_itself_a_models_subject_is_where_the_photo_has_it(page: Page) -> None:
    page.ready("on an oak table").model()
    page.at.toggle(key="place_by_hand").set_value(True)
    page.run().at.button_group(key="view").set_value("Staging")
    do(page.run(), {"do": "automatic"})
    assert place(page) is None
    page.click("generate").made()
    assert "place" not in page.runs[-1].request


def test_a_place_that_is_none_is_not_believed(coloured: Page) -> None:
    wrongs: tuple[dict[str, Any], ...] = (
        {"x": "0.5"}, {"x": None}, {"y": float("nan")}, {"scale": float("inf")}, {"x": 9.0}, {"turn": 90.0},
        {"scale": 0.0},
    )  # fmt: skip
    for wrong in wrongs:
        do(coloured, moved(**wrong))
        assert place(coloured) is None, wrong


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (None, []),
        ("undo", []),
        ([{"do": "undo"}, {"seq": True, "do": "undo"}, {"seq": 1, "do": "rm"}, 5], []),
        ([{"seq": 2, "do": "redo"}, {"seq": 1, "do": "undo"}], [Told(1, "undo"), Told(2, "redo")]),
        ([{"seq": 1, "do": "place"}], []),
    ],
)
def test_only_what_has_its_form_is_read(
    monkeypatch: pytest.MonkeyPatch, given: Any, read: list[Told]
) -> None:
    monkeypatch.setattr(st, "session_state", {placing.KEY: {"told": given}})
    assert told(placing.KEY) == read
