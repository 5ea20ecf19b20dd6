"""Generate's scenes: what is understood, the gallery, light and place changed by hand, what is asked for."""

from collections.abc import Callable, Sequence
from functools import partial

import pytest
import streamlit as st

from core.scenes.drawing import scene_for
from core.scenes.gallery import examples
from core.scenes.kinds import KINDS
from core.scenes.spec import SceneSpec
from pages.ui.generate import background, form, scene_gallery, staging
from pages.ui.runs.names import field_title
from pages.ui.widgets.gallery import Thumbnail
from tests.pages.generating import KEEP_SEED, PICTURES, PROMPT, SEED, Page
from tests.photos import cutout, png

SUNSET = "on calm water at sunset"


@pytest.fixture(autouse=True)
def parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain buttons in place of what is drawn by a browser: one for each thumbnail, and one that drags the
    sun."""

    def heard(key: str, state: dict[str, object], told: Callable[[], None]) -> None:
        st.session_state[key] = state
        told()

    def thumbnails(
        items: Sequence[Thumbnail], *, key: str, on_press: Callable[[], None], **_: object
    ) -> None:
        for item in items:
            st.button(
                item.words,
                key=f"press_{item.id}",
                on_click=partial(heard, key, {"pressed": item.id}, on_press),
            )

    def sun(
        direction: float, height: float, *, behind: bool, key: str, on_change: Callable[[], None], label: str
    ) -> None:
        st.button(label, key="drag", on_click=partial(heard, key, {"light": [30, 50]}, on_change))

    monkeypatch.setattr(scene_gallery, "thumbnails", thumbnails)
    monkeypatch.setattr(background, "sun", sun)


def scene(page: Page, at: int = -1) -> SceneSpec:
    """The scene of a run that was asked for."""
    return SceneSpec.parse(page.runs[at].request["scene"])


def switched(page: Page, to: str) -> Page:
    page.at.button_group(key="background").set_value(to)
    return page.run()


def begun_with_a_scene(page: Page) -> Page:
    page.at.toggle(key="draft_from_scene").set_value(True)
    return page.run()


def test_without_a_graphics_card_the_background_is_a_scene(page: Page) -> None:
    page.open()
    assert page.at.button_group(key="background").value == "Scene"
    assert not [box for box in page.at.selectbox if box.key == "draft_profile"]
    assert "no download" in page.said


def test_model_stays_one_press_away_and_so_does_the_way_back(page: Page) -> None:
    switched(page.open().prompt(SUNSET), "Model")
    assert page.at.selectbox(key="draft_profile").value == "mini"
    assert page.at.number_input(key="draft_num_inference_steps").value == 12
    switched(page, "Scene")
    assert page.at.text_area(key=PROMPT).value == SUNSET
    switched(page.run(), "Model")
    assert page.at.selectbox(key="draft_profile").value == "mini"


def test_a_model_that_was_chosen_is_there_again_after_a_scene(page: Page) -> None:
    page.open().model("mini-fast")
    switched(switched(page, "Scene"), "Model")
    assert page.at.selectbox(key="draft_profile").value == "mini-fast"


def test_what_is_understood_and_what_is_not_is_said(page: Page) -> None:
    page.open().prompt(f"{SUNSET} with a burning piano")
    assert "Understood:" in page.said
    assert "water" in page.said.partition("Understood:")[2].partition("\n")[0]
    assert "piano" in page.said.partition("Not painted:")[2].partition("\n")[0]
    assert "None of these words is known" not in page.said


def test_a_language_that_is_not_understood_is_said_beside_the_sentence(page: Page) -> None:
    page.open().prompt("на пляже у моря")
    assert "None of these words is known here" in page.said
    switched(page, "Model")
    assert "English works best" in page.said
    page.prompt("auf einem Holztisch, Morgenlicht")
    assert "This is German, and models read English" in page.said
    page.prompt("on a wooden table")
    assert "models read English" not in page.said


def test_a_thumbnail_fills_the_sentence_and_its_place(page: Page) -> None:
    page.open()
    group = page.at.button_group(key="scene_group").value
    example = next(one for one in examples() if one.group == group)
    page.at.button(key="drag").click()
    page.run().click(f"press_{example.name}")
    assert page.at.text_area(key=PROMPT).value == example.sentence
    page.photo().number(PICTURES, 1).click("generate").made()
    assert scene(page) == example.scene()


def test_every_group_has_thumbnails(page: Page) -> None:
    page.open()
    for group in {one.group for one in examples()}:
        page.at.button_group(key="scene_group").set_value(group)
        page.run()
        assert {f"press_{one.name}" for one in examples() if one.group == group} <= {
            button.key for button in page.at.button
        }


def test_what_is_shown_is_what_is_made(page: Page) -> None:
    page.ready(SUNSET)
    seed = int(page.at.number_input(key=SEED).value or 0)
    page.click("generate").made()
    assert page.runs[0].request["profile"] == "scene"
    assert (page.runs[0].seed, scene(page)) == (seed, scene_for(SUNSET, seed))


def test_beside_a_picture_it_is_said_how_many_times_its_photo_was_enlarged(page: Page) -> None:
    page.generators.scene = {"remarks": ["It is enlarged 2.5 times, which looks soft."]}
    page.ready(SUNSET).click("generate").made()
    assert "It is enlarged 2.5 times" in page.said
    page.generators.scene = {}
    assert "It is enlarged" not in page.model().click("generate").made().said


def test_a_scene_that_was_made_already_gives_way_to_another(page: Page) -> None:
    page.ready(SUNSET).click("generate").made().click("generate").made()
    first, second = page.runs
    assert first.seed != second.seed
    assert page.at.number_input(key=SEED).value == second.seed


def test_a_scene_that_was_made_before_a_reload_gives_way_to_another(page: Page, another: Page) -> None:
    page.ready(SUNSET, pictures=2).click("generate").made()
    address = {name: page.at.query_params[name] for name in ("draft", "group")}
    another.open(**address).click("generate").made()
    Page.on(page.studio, page.generators).open(group=address["group"]).click("generate").made()
    assert len({run.seed for run in page.runs}) == len(page.runs) == 2 + 2 + 4


def test_a_scene_that_was_made_and_binned_gives_way_to_another(page: Page) -> None:
    page.ready(SUNSET).click("generate").made()
    first = page.runs[0]
    page.studio.runs.delete([first.id])
    page.click("generate").made()
    assert page.runs[0].seed != first.seed


def test_the_place_that_is_shown_is_made_of_another_photo_too(page: Page) -> None:
    page.ready(SUNSET).click("generate").made()
    page.photo(png(cutout(90, 60)), "other.png").click("generate").made()
    first, second = page.runs
    assert first.seed == second.seed


def test_a_scene_of_a_seed_that_is_kept_is_made_again(page: Page) -> None:
    page.ready(SUNSET)
    page.at.toggle(key=KEEP_SEED).set_value(True)
    page.run().click("generate").made().click("generate").made()
    assert scene(page, 0) == scene(page, 1)


def test_each_picture_is_another_place_of_the_same_words(page: Page) -> None:
    page.ready(SUNSET, pictures=3).click("generate").made()
    scenes = [scene(page, at) for at in range(3)]
    assert {one.kind for one in scenes} == {"water"}
    assert len({one.seed for one in scenes}) == 3


def test_the_sun_that_is_dragged_sets_the_light_of_every_picture(page: Page) -> None:
    page.ready(SUNSET, pictures=2).click("drag")
    page.click("generate").made()
    for at in range(2):
        light = scene(page, at).light
        assert (abs(light.direction), light.height) in {(30.0, 50.0), (150.0, 50.0)}
    assert page.click("scene_reset").click("generate").made()
    assert (
        scene(page).light.height < 30
    )  # the low sun that the sentence asks for, not the one that was dragged


def test_other_light_is_the_same_place(page: Page) -> None:
    page.ready("in a meadow")
    before = scene_for("in a meadow", int(page.at.number_input(key=SEED).value or 0))
    page.click("other_light").click("generate").made()
    made = scene(page)
    assert made.light != before.light
    assert made.model_copy(update={"light": before.light}) == before


def test_another_place_has_another_seed_and_keeps_what_was_changed(page: Page) -> None:
    page.ready(SUNSET).click("drag")
    seed = page.at.number_input(key=SEED).value
    page.click("another_place").click("generate").made()
    assert page.runs[0].seed != seed
    assert scene(page).light.height == 50


def test_time_blur_and_colours_are_changed_by_hand(page: Page) -> None:
    page.ready("before a plain grey wall")
    blur = field_title("scene.camera.blur")
    next(one for one in page.at.slider if one.label == blur).set_value(0.85)
    page.run()
    page.at.color_picker[0].set_value("#123456")
    page.run().click("generate").made()
    made = scene(page)
    assert made.camera.blur == 0.85
    assert "#123456" in made.colours.model_dump().values()


def test_what_another_kind_does_not_have_is_left_as_it_is(page: Page) -> None:
    page.ready("before a plain grey wall")
    page.at.color_picker[0].set_value("#123456")
    page.run().prompt(SUNSET).click("generate").made()
    assert scene(page).kind == "water"


def test_the_subjects_pose_is_asked_for(page: Page) -> None:
    page.ready(SUNSET)
    assert "a guess" in page.said
    page.at.button_group(key="draft_pose").set_value("lies")
    page.run()
    assert "lies, seen from above" in page.said
    page.click("generate").made()
    assert page.runs[0].request["pose"] == "lies"


def test_it_is_told_what_the_subject_is_held_by(page: Page) -> None:
    page.ready("my painting over the sofa in a living room")
    assert "hangs flat on the wall" in page.said
    assert "a guess" in page.said
    page.at.button_group(key="draft_pose").set_value("stands")
    page.run()
    assert "stands and" in page.said
    page.click("generate").made()
    assert page.runs[0].request["pose"] == "stands"
    assert scene(page).held == "wall"


def test_the_subjects_size_is_asked_for(page: Page) -> None:
    page.ready(SUNSET)
    page.at.button_group(key="draft_size").set_value("hand")
    page.run()
    assert "stands and fits a hand" in page.said
    page.click("generate").made()
    assert page.runs[0].request["size"] == "hand"


def test_the_preview_stands_there_before_a_sentence(page: Page) -> None:
    page.open().photo()
    assert "Preview of a picture of" in page.said


def test_a_change_shows_before_the_form_is_drawn(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    page.ready(SUNSET)
    told: list[str] = []

    def drawn(made: staging.Staged, *_: object) -> None:
        assert made.scene is not None
        told.append(f"picture at {made.scene.light.height:.0f} degrees")

    def sentence(*, is_scene: bool) -> None:
        told.append("form")

    def finer(*_: object, **__: object) -> None:
        told.append("finer")

    monkeypatch.setattr(staging, "_draw", drawn)
    monkeypatch.setattr(staging, "finer", finer)
    monkeypatch.setattr(form, "scene", sentence)
    page.click("drag")
    assert told == ["picture at 50 degrees", "form", "finer"]


def test_opening_a_run_brings_its_very_scene_back(page: Page, another: Page) -> None:
    page.ready(SUNSET).click("drag").click("generate").made()
    another.open().click("other_light").open(**{"from": page.runs[0].id})
    another.number(PICTURES, 1).click("generate").made()
    assert scene(page, 1) == scene(page, 0)


def test_an_opened_scene_gives_way_to_new_words(page: Page, another: Page) -> None:
    page.ready(SUNSET).click("generate").made()
    another.open(**{"from": page.runs[0].id}).prompt("in a meadow").number(PICTURES, 1)
    another.click("generate").made()
    assert scene(page).kind == "meadow"


def test_a_preset_keeps_what_was_changed_by_hand(page: Page, another: Page) -> None:
    page.open().prompt(SUNSET).click("drag")
    page.at.text_input(key="preset_name").set_value("mine")
    page.click("preset_save")
    another.open().photo().number(PICTURES, 1).click("preset_load").click("generate").made()
    assert (scene(page).kind, scene(page).light.height) == ("water", 50.0)


def test_a_model_begins_with_a_scene_and_makes_it_anew_in_part(page: Page) -> None:
    begun_with_a_scene(page.ready(SUNSET).model())
    assert "Understood:" in page.said
    page.click("generate").made()
    request = page.runs[0].request
    assert (request["profile"], request["strength"]) == ("mini", 0.6)
    assert request["scene"]["kind"] == "water"


def test_a_model_without_a_scene_has_none(page: Page) -> None:
    page.ready(SUNSET).model().click("generate").made()
    assert "scene" not in page.runs[0].request


def test_a_models_run_with_a_scene_is_opened_with_it(page: Page, another: Page) -> None:
    begun_with_a_scene(page.ready(SUNSET).model()).click("generate").made()
    another.open(**{"from": page.runs[0].id})
    assert another.at.toggle(key="draft_from_scene").value
    another.number(PICTURES, 1).click("generate").made()
    assert scene(page, 1) == scene(page, 0)


def test_a_finished_picture_says_its_place(page: Page) -> None:
    page.ready(SUNSET).click("generate").made()
    assert f"seed {page.runs[0].seed} · scene · {KINDS['water'].title}" in page.said


def test_a_second_press_gives_ones_own_words_back(page: Page) -> None:
    page.open().prompt(SUNSET).number(SEED, 7)
    first, second = (one for one in examples() if one.group == "studio" and one.name in {"velvet", "silk"})
    page.click(f"press_{first.name}").click(f"press_{second.name}")
    assert page.at.text_area(key=PROMPT).value == second.sentence
    assert page.at.number_input(key=SEED).value == 7  # it was typed, hence is kept
    page.click(f"press_{second.name}")
    assert page.at.text_area(key=PROMPT).value == SUNSET
    assert not page.has("own_words")


def test_the_words_that_a_scene_replaced_are_offered_also_after_a_reload(page: Page) -> None:
    page.open().photo().prompt(SUNSET).click("press_velvet")
    again = Page.on(page.studio, page.generators).open(draft=page.at.session_state["draft_id"])
    again.click("own_words")
    assert again.at.text_area(key=PROMPT).value == SUNSET


def test_without_words_of_ones_own_a_second_press_leaves_none(page: Page) -> None:
    page.open().click("press_velvet")
    assert not page.has("own_words")
    page.click("press_velvet")
    assert page.at.text_area(key=PROMPT).value == ""
