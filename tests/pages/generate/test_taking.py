"""Parts of a run laid into the form as it stands."""

import pytest

from tests.pages.generating import PICTURES, PROMPT, SEED, Page
from tests.photos import cutout, png
from tests.places import few

STEPS = "draft_num_inference_steps"


@pytest.fixture
def run_id(page: Page) -> str:
    """A model's picture before a grey wall, seed 41, in 7 steps."""
    page.ready("before a grey wall").model()
    page.at.toggle(key="draft_keep_seed").set_value(True)
    page.numbers(**{STEPS: 7, SEED: 41}).click("generate").made()
    return page.runs[0].id


def form(page: Page) -> tuple[str, int, int]:
    return (
        page.at.text_area(key=PROMPT).value or "",
        int(page.at.number_input(key=SEED).value or 0),
        int(page.at.number_input(key=STEPS).value or 0),
    )


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("sentence", ("before a grey wall", 5, 9)),
        ("seed", ("in the snow", 41, 9)),
        ("settings", ("in the snow", 5, 7)),
        ("remix", ("before a grey wall", 5, 7)),
    ],
)
def test_one_part_is_taken_and_the_others_stay(
    page: Page, another: Page, run_id: str, what: str, expected: tuple[str, int, int]
) -> None:
    another.open().photo(name="mine.png").model()
    another.at.text_area(key=PROMPT).set_value("in the snow")
    another.numbers(**{SEED: 5, STEPS: 9, PICTURES: 3})
    another.open(take=what, of=run_id, draft="ab" * 16)
    assert form(another) == expected
    assert another.at.number_input(key=PICTURES).value == 3
    assert "mine.png" in another.said
    assert "Taken from “before a grey wall”" in another.said
    another.click("taken_undo")
    assert form(another) == ("in the snow", 5, 9)
    assert not another.has("taken_undo")


def test_a_reload_finds_what_was_taken_with_the_rest(page: Page, another: Page, run_id: str) -> None:
    page.open(draft="cd" * 16).prompt("in the snow")
    page.open(take="seed", of=run_id, draft="ab" * 16)
    another.open(take="seed", of=run_id, draft="ab" * 16)
    assert form(another)[:2] == ("in the snow", 41)


def test_a_remix_brings_its_photo_where_there_is_none_and_makes_a_child(
    page: Page, another: Page, run_id: str
) -> None:
    another.open(take="remix", of=run_id, draft="ab" * 16)
    assert "cup.png" in another.said
    another.number(PICTURES, 1).click("generate").made()
    child = page.runs[-1]
    assert (child.parent, child.seed != 41) == (run_id, True)
    assert not another.has("taken_undo")


def test_a_scene_comes_with_its_staging(page: Page, another: Page) -> None:
    page.ready("on an oak table").click("generate").made()
    scene = page.runs[0].request["scene"]
    another.open().prompt("in the snow").number(SEED, 5)
    another.open(take="settings", of=page.runs[0].id, draft="ab" * 16)
    draft = another.at.session_state["draft"]
    assert (draft["prompt"], draft["seed"], draft["scene"]) == ("in the snow", 5, None)
    assert draft["scene_changes"]["light.direction"] == scene["light"]["direction"]
    assert "of its scene the light alone" in another.said
    another.click("taken_undo")
    assert another.at.session_state["draft"]["scene_changes"] == {}
    another.prompt("").open(take="settings", of=page.runs[0].id, draft="ef" * 16)
    assert another.at.session_state["draft"]["scene"] == {**scene, "seed": 5}
    another.open(take="sentence", of=page.runs[0].id, draft="cd" * 16)
    assert another.at.session_state["draft"]["scene"] is None


def test_settings_bring_no_further_photo_and_leave_ones_own(page: Page, another: Page) -> None:
    page.ready("on an oak table")
    page.at.session_state["draft"]["also"] = [{"photo": page.studio.keep_picture(png(cutout(40, 60)))}]
    page.click("generate").made()
    assert page.runs[0].request["also"]
    another.open().prompt("in the snow").open(take="settings", of=page.runs[0].id, draft="ab" * 16)
    assert not another.at.session_state["draft"]["also"]
    another.open(take="remix", of=page.runs[0].id, draft="cd" * 16)
    assert len(another.at.session_state["draft"]["also"]) == 1


@pytest.mark.parametrize("of", few(["0" * 32, "<b>", ""], "<b>"))
def test_a_run_that_is_not_known_changes_nothing(page: Page, of: str) -> None:
    page.open().prompt("in the snow").open(take="seed", of=of, draft="ab" * 16)
    assert "names no run that is known here" in page.said
    assert page.at.text_area(key=PROMPT).value == "in the snow"


def test_a_part_that_is_none_changes_nothing(page: Page, run_id: str) -> None:
    page.prompt("in the snow").open(take="everything", of=run_id, draft="ab" * 16)
    assert page.at.text_area(key=PROMPT).value == "in the snow"
    assert not page.has("taken_undo")
