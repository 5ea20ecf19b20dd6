"""Backgrounds of one's own, canvas, placement and shadow on the page Generate: chosen, kept, asked for."""

import hashlib
from typing import Any

import pytest

from tests.pages.generating import PICTURES, PROMPT, Page
from tests.photos import png, scene


def turned(page: Page, kind: str = "Colour") -> Page:
    page.open().photo()
    page.at.button_group(key="background").set_value(kind)
    return page.run()


def asked(page: Page) -> dict[str, Any]:
    """What Generate asks for, pressed now."""
    (run,) = page.click("generate").made().runs
    return dict(run.request)


def test_a_colour_needs_no_words_and_makes_one_picture(page: Page) -> None:
    turned(page)
    assert page.at.button(key="generate").label == "Generate 1 picture"
    page.at.color_picker(key="own_colour").set_value("#f4f1ec")
    page.run()
    request = asked(page)
    assert request["background"] == {"kind": "colour", "colour": "#f4f1ec"}
    assert (request["profile"], request["prompt"]) == ("scene", "on plain #f4f1ec")


def test_canvas_placement_and_shadow_stay_from_a_scene_to_a_model_and_back(page: Page) -> None:
    page.ready()
    page.at.selectbox(key="canvas_choice").select("1:1")
    page.at.slider(key="slider_shadow_strength").set_value(0.4)
    page.at.toggle(key="place_by_hand").set_value(True)
    page.run().model().number("place_x", 0.3)
    page.at.slider(key="slider_harmonise").set_value(0.5)
    request = asked(page.run())
    assert (request["profile"], request["canvas"], request["place"]["x"]) == ("mini", "1:1", 0.3)
    assert (request["shadow_strength"], request["harmonise"]) == (0.4, 0.5)
    page.at.button_group(key="background").set_value("Scene")
    page.run()
    assert page.at.number_input(key="place_x").value == 0.3


def test_a_model_is_not_offered_the_size_of_any_photo(page: Page) -> None:
    page.ready()
    assert "The photo's own size" in page.at.selectbox(key="canvas_choice").options
    page.model()
    assert "The photo's own size" not in page.at.selectbox(key="canvas_choice").options


def test_where_a_model_is_to_paint_around_the_subject_is_seen_once_it_is_placed(page: Page) -> None:
    page.ready().model()
    views = page.at.button_group(key="view")
    assert "Staging" not in views.options
    page.at.toggle(key="place_by_hand").set_value(True)
    page.run()
    assert "Staging" in page.at.button_group(key="view").options
    page.at.button_group(key="view").set_value("Staging")
    page.run()
    assert "the model paints around it" in page.said


def test_transparent_begins_without_a_shadow_and_plain_with_one(page: Page) -> None:
    turned(page)
    page.at.button_group(key="own_kind").set_value("transparent")
    page.run()
    assert page.at.slider(key="slider_shadow_strength").value == 0
    assert asked(page)["shadow_strength"] == 0


def test_a_gradient_has_two_colours_and_a_turn(page: Page) -> None:
    turned(page)
    page.at.button_group(key="own_kind").set_value("gradient")
    page.run()
    page.at.slider(key="own_turn").set_value(90.0)
    page.run()
    assert asked(page)["background"] == {"kind": "gradient", "second": "#d8dde2", "turn": 90.0}


def test_a_picture_is_chosen_first_and_then_kept(page: Page) -> None:
    turned(page, "My picture")
    page.click("generate")
    assert not page.runs
    assert "Choose a picture for the background first." in page.said
    behind = png(scene(64, 48))
    page.at.file_uploader(key="own_upload_0").upload("words.txt", b"words", "text/plain")
    assert "not a photo that can be read" in page.run().said
    # Each is an event of its own, and none stays in the uploader.
    page.at.file_uploader(key="own_upload_1").upload("behind.png", behind, "image/png")
    page.run()
    assert page.at.file_uploader(key="own_upload_2").value is None
    name = hashlib.sha256(behind).hexdigest()
    page.at.slider(key="own_blur").set_value(0.5)
    page.run()
    request = asked(page)
    assert request["background"] == {"kind": "picture", "picture": name, "blur": 0.5}


def test_a_shop_sets_canvas_placement_and_background(page: Page) -> None:
    turned(page)
    page.at.color_picker(key="own_colour").set_value("#123456")
    page.at.selectbox(key="canvas_choice").select("shop:amazon")
    page.run()
    request = asked(page)
    assert (request["canvas"], request["place"]["scale"], request["shadow_strength"]) == (
        "2000x2000",
        0.87,
        0,
    )
    assert request["background"] == {"kind": "colour"}


def test_what_a_shop_took_the_place_of_is_found_again(page: Page) -> None:
    turned(page)
    page.at.toggle(key="place_by_hand").set_value(True)
    page.run()
    page.at.number_input(key="place_x").set_value(0.3)
    page.at.slider(key="slider_shadow_strength").set_value(0.6)
    page.run()
    own = page.at.session_state["draft"]["place"]
    for shop in ("shop:amazon", "shop:ebay"):
        page.at.selectbox(key="canvas_choice").select(shop)
        page.run()
        assert page.at.session_state["draft"]["place"] != own
    page.at.selectbox(key="canvas_choice").select("photo")
    page.run()
    request = asked(page)
    assert request["place"] == own
    assert request["shadow_strength"] == 0.6
    assert "canvas" not in request or request["canvas"] == "photo"


def test_what_was_placed_by_hand_in_a_shop_stays_after_it(page: Page) -> None:
    turned(page)
    page.at.selectbox(key="canvas_choice").select("shop:amazon")
    page.run()
    page.at.number_input(key="place_x").set_value(0.4)
    page.run()
    page.at.selectbox(key="canvas_choice").select("1:1")
    page.run()
    assert asked(page)["place"]["x"] == 0.4


def test_a_shop_s_canvas_before_a_scene_says_that_the_background_is_another_and_mends_it(page: Page) -> None:
    turned(page, "Scene")
    page.at.selectbox(key="canvas_choice").select("shop:amazon")
    page.run()
    assert "the background is not" in page.said
    page.click("canvas_whiten")
    assert "the background is not" not in page.said
    request = asked(page)
    assert (request["background"], request["shadow_strength"]) == ({"kind": "colour"}, 0)


@pytest.mark.parametrize("kind", ["Scene", "Colour"])
def test_placement_and_shadow_are_in_the_request(page: Page, kind: str) -> None:
    turned(page, kind)
    page.at.toggle(key="place_by_hand").set_value(True)
    page.at.toggle(key="shadow_set").set_value(True)
    page.run()
    shown = page.at.session_state["place_shown"][0]
    page.at.number_input(key="place_x").set_value(0.3)
    page.at.slider(key="slider_shadow_length").set_value(1.5)
    if kind == "Scene":
        page.at.number_input(key=PICTURES).set_value(1)
        page.at.text_area(key=PROMPT).set_value("on a beach")
    page.run()
    request = asked(page)
    assert request["place"] == {**shown, "x": 0.3}  # by hand it begins where it was by itself
    assert (request["shadow_length"], request["shadow_direction"]) == (1.5, 40.0)


def test_back_from_a_scene_the_colour_is_what_it_was(page: Page) -> None:
    turned(page)
    page.at.color_picker(key="own_colour").set_value("#123456")
    page.run()
    for kind in ("Scene", "Colour"):
        page.at.button_group(key="background").set_value(kind)
        page.run()
    assert page.at.color_picker(key="own_colour").value == "#123456"
    page.model()
    assert page.at.session_state["draft"]["background"] is None


def test_a_picture_is_checked_for_a_shop_and_mended_in_one_press(page: Page) -> None:
    turned(page)
    (first,) = page.click("generate").made().runs
    assert not page.has("shop_mend")
    page.at.button_group(key="shop_checked").set_value("amazon")
    page.run()
    assert any(
        "take JPEG under Download" in one.value or "take PNG under Download" in one.value
        for one in page.at.caption
    )
    page.click("shop_mend").made()
    last = page.runs[-1]
    assert last.parent == first.id
    assert (last.request["canvas"], last.request["background"]) == ("2000x2000", {"kind": "colour"})


def test_before_a_colour_nothing_is_said_of_a_size_that_has_no_field(page: Page) -> None:
    turned(page)
    told = " ".join(one.value for one in page.at.caption)
    assert "Preview of a picture" in told
    assert "life-sized" not in told
    assert "fits a hand" not in told
