"""Further subjects and room per side on the page Generate: chosen, placed, removed, asked for, refused."""

import hashlib
from typing import Any

import pytest

from tests.pages.generating import PROMPT, Page
from tests.photos import cutout, png

OTHER = png(cutout(40, 60))
NAME = hashlib.sha256(OTHER).hexdigest()


@pytest.fixture
def coloured(page: Page) -> Page:
    """Generate with a photo before a plain colour."""
    page.open().photo()
    page.at.button_group(key="background").set_value("Colour")
    return page.run()


def add(page: Page) -> Page:
    rounds = page.at.session_state["also_round"]
    page.at.file_uploader(key=f"also_upload_{rounds}").upload("other.png", OTHER, "image/png")
    return page.run()


def asked(page: Page) -> dict[str, Any]:
    (run,) = page.click("generate").made().runs
    return dict(run.request)


def test_there_is_no_further_subject_before_a_first_one(page: Page) -> None:
    page.open()
    assert len(page.at.file_uploader) == 1


def test_a_further_subject_is_beside_the_first_until_it_is_placed(coloured: Page) -> None:
    add(coloured)
    add(coloured).at.toggle(key="also_by_hand_1").set_value(True)
    coloured.run().number("also_x_1", 0.3)
    first, second = asked(coloured)["also"]
    assert first == {"photo": NAME}
    assert (second["photo"], second["place"]["x"]) == (NAME, 0.3)
    # By hand it begins where it is shown, and not anywhere else.
    assert second["place"]["y"] != 0.6


def test_it_can_be_removed_again(coloured: Page) -> None:
    add(coloured).click("also_remove_0")
    assert "also" not in asked(coloured)


def test_photos_that_there_is_no_room_for_are_told_to_be_left_out(coloured: Page) -> None:
    rounds = coloured.at.session_state["also_round"]
    uploader = coloured.at.file_uploader(key=f"also_upload_{rounds}")
    for side in range(40, 47):
        uploader.upload(f"{side}.png", png(cutout(side, 60)), "image/png")
    coloured.run()
    assert len(coloured.at.session_state["draft"]["also"]) == 5
    assert "at most 6 subjects; 2 of these were left out" in coloured.said


def test_a_file_that_is_no_picture_is_refused_in_a_sentence(coloured: Page) -> None:
    rounds = coloured.at.session_state["also_round"]
    coloured.at.file_uploader(key=f"also_upload_{rounds}").upload("other.png", b"no", "image/png")
    coloured.run()
    assert coloured.at.session_state["draft"]["also"] == []
    assert "picture" in coloured.said or "photo" in coloured.said


def test_a_model_says_that_it_paints_around_one(coloured: Page) -> None:
    add(coloured).model()
    assert "paints around one subject" in coloured.said
    coloured.at.text_area(key=PROMPT).set_value("on a beach")
    coloured.run().click("generate")
    assert not coloured.runs
    assert "choose the profile scene" in coloured.said


def test_room_is_in_place_of_a_place(coloured: Page) -> None:
    coloured.at.toggle(key="place_by_hand").set_value(True)
    coloured.run().at.toggle(key="room_set").set_value(True)
    coloured.run().number("room_top", 25.0)
    request = asked(coloured)
    assert "place" not in request
    assert request["room"] == {"left": 10.0, "right": 10.0, "top": 25.0, "bottom": 10.0}
    coloured.at.toggle(key="place_by_hand").set_value(True)
    coloured.run()
    assert coloured.at.session_state["draft"]["room"] is None


def test_a_preset_keeps_no_photos_and_leaves_those_there_are(coloured: Page) -> None:
    coloured.at.text_input(key="preset_name").set_value("white")
    coloured.click("preset_save")
    add(coloured).click("preset_load")
    assert coloured.at.session_state["draft"]["also"] == [{"photo": NAME}]
