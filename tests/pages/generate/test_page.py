"""Generate's form: photo, scene, model and settings, and what it says where something is missing."""

import pytest
from PIL import Image

from core.stages.image import read_image
from pages.ui.generate import photo
from tests.pages.generating import PICTURES, PROMPT, Page
from tests.photos import cutout, png, scene


def test_the_empty_page_says_how_to_begin(page: Page) -> None:
    page.open()
    assert "Begin with a photo" in page.said
    assert page.at.button(key="generate").disabled
    assert "Choose a photo first." in page.said


def test_samples_show_their_licences(page: Page) -> None:
    page.open()
    assert "CC0" in page.said
    assert "public domain" in page.said


def test_a_photo_shows_its_cut_out_at_once(page: Page) -> None:
    page.open().photo()
    assert "Preview of a picture of" in page.said
    page.at.button_group(key="view").set_value("Cut-out")
    assert "96 × 64 px" in page.run().said
    assert not page.at.button(key="generate").disabled


def test_the_photo_is_still_there_after_a_visit_elsewhere(page: Page) -> None:
    page.ready("before a grey wall")
    page.at.session_state["draft_prompt"] = "before a grey wall"
    assert "cup.png" in page.run().said
    assert page.at.text_area(key=PROMPT).value == "before a grey wall"


def test_text_called_a_picture_is_refused_by_a_sentence(page: Page) -> None:
    page.open().photo(b"this is text", "words.png")
    assert "This file is not a photo that can be read" in page.said
    assert page.at.button(key="generate").disabled


def test_a_bad_file_leaves_the_photo_that_was_there(page: Page) -> None:
    page.open().photo().photo(b"this is text", "words.png")
    assert "not a photo" in page.said
    assert "cup.png" in page.said
    assert not page.at.button(key="generate").disabled


def test_a_file_that_is_too_large_is_refused(page: Page) -> None:
    page.open().photo(bytes(1_000_001))
    assert "larger than 1 MB" in page.said


def test_too_many_pixels_are_refused(page: Page) -> None:
    page.open().photo(png(scene(1100, 1000)))
    assert "make it smaller than 1 megapixels" in page.said


def test_a_file_name_is_shown_as_it_is(page: Page) -> None:
    page.open().photo(name="<b>**x**</b>.png")
    assert "<b>**x**</b>.png" in [text.value for text in page.at.text]


def test_an_example_fills_the_scene(page: Page) -> None:
    page.open().model()
    page.at.button_group(key="example").set_value("Beach")
    page.run()
    assert "beach" in str(page.at.text_area(key=PROMPT).value)


def test_an_empty_scene_is_told_and_nothing_typed_is_lost(page: Page) -> None:
    page.open().model().photo().number("draft_num_inference_steps", 33).click("generate")
    assert "The scene is empty" in page.said
    assert page.at.number_input(key="draft_num_inference_steps").value == 33
    assert page.runs == []


def test_a_complaint_goes_once_the_form_is_changed(page: Page) -> None:
    page.open().photo().click("generate")
    assert "The scene is empty" in page.run().said
    assert "The scene is empty" not in page.prompt("on white paper").said
    page.prompt("").click("generate")
    assert "The scene is empty" in page.said


def test_settings_that_do_not_fit_together_are_told(page: Page) -> None:
    page.ready().model().number("draft_control_guidance_start", 0.9).number("draft_control_guidance_end", 0.2)
    page.click("generate")
    assert "Control guidance start must be below Control guidance end" in page.said


def test_a_matte_without_a_subject_is_told_before_anything_is_made(page: Page) -> None:
    page.ready().number("draft_matte_grow", -64)
    assert "o subject" in page.said
    assert page.at.button(key="generate").disabled
    page.number("draft_matte_grow", 0)
    assert not page.at.button(key="generate").disabled


def test_room_around_the_photo_is_seen_at_once_and_asked_for(page: Page) -> None:
    page.open().model().photo(png(cutout(96, 64)))
    assert "96 × 64 px" in page.said
    page.at.slider(key="draft_margin").set_value(0.5)
    page.run()
    assert "192 × 160 px" in page.said
    assert "No room is added" not in page.said
    page.prompt("on a table").number(PICTURES, 1).click("generate").made()
    assert [run.request["margin"] for run in page.runs] == [0.5]


def test_the_side_that_cuts_the_subject_off_gets_no_room_and_that_is_said(page: Page) -> None:
    whole = cutout(96, 64)
    page.open().model().photo(png(whole.crop((0, 0, 96, 40))))
    page.at.slider(key="draft_margin").set_value(0.25)
    assert "No room is added where the photo cuts the subject off: bottom." in page.run().said


def test_a_missing_model_shows_its_size_and_the_download(page: Page) -> None:
    page.open().model().photo()
    page.at.selectbox(key="draft_profile").set_value("photo-background")
    page.run()
    assert page.has("fetch-photo-background")
    assert "Apache-2.0" in page.said
    assert "python -m core fetch photo-background" in [code.value for code in page.at.code]
    assert page.at.button(key="generate").disabled


def test_a_missing_cut_out_model_has_a_download_of_its_own(page: Page) -> None:
    page.open().photo(png(scene(96, 64)))
    page.at.selectbox(key="draft_matting_model").set_value("silueta")
    page.run()
    assert page.at.button(key="fetch-silueta").label.startswith("Download ")
    assert "python -m core fetch silueta" in [code.value for code in page.at.code]
    assert "The cut-out model silueta" in page.said
    assert page.at.button(key="generate").disabled


def test_a_missing_depth_model_has_a_download_of_its_own(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", "/nowhere")
    page.ready().model()
    page.at.selectbox(key="draft_depth_model").set_value("dpt-large")
    page.run()
    assert page.at.button(key="fetch-dpt-large").label == "Download 1.4 GB"
    assert "python -m core fetch dpt-large" in [code.value for code in page.at.code]
    assert "The depth model Intel/dpt-large (Apache-2.0, 1.4 GB) is not on this machine yet." in page.said
    assert page.at.button(key="generate").disabled


def test_a_model_that_is_shown_the_outline_asks_for_no_depth_model(page: Page) -> None:
    page.open().model()
    page.at.selectbox(key="draft_profile").set_value("photo-background")
    page.run()
    assert not [box for box in page.at.selectbox if box.key in ("draft_depth_model", "draft_depth_scope")]
    assert page.at.number_input(key="draft_controlnet_conditioning_scale").value == 1.0


def test_another_model_brings_its_defaults_but_leaves_what_was_touched(page: Page) -> None:
    page.open().model().number("draft_guidance_scale", 9.0)
    page.at.selectbox(key="draft_profile").set_value("photo-background")
    page.run()
    assert page.at.selectbox(key="draft_scheduler").value == "UniPCMultistep"
    assert page.at.number_input(key="draft_guidance_scale").value == 9.0
    page.click("reset")
    assert page.at.number_input(key="draft_guidance_scale").value == 7.5


def test_the_samples_photo_is_taken_by_a_link(page: Page) -> None:
    page.open(sample="nonsense")
    assert "There is no sample 'nonsense'" in page.said


def test_pictures_are_counted_on_the_button(page: Page) -> None:
    page.open().number(PICTURES, 1)
    assert page.at.button(key="generate").label == "Generate 1 picture"
    assert page.number(PICTURES, 8).at.button(key="generate").label == "Generate 8 pictures"


def test_the_cut_out_is_shown_although_the_models_depth_is_not_here(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", "/nowhere")
    page.ready().model()
    page.at.selectbox(key="draft_depth_model").set_value("dpt-large")
    page.run()
    assert "the subject takes" in page.said
    assert page.at.button(key="generate").disabled
    assert "The depth model Intel/dpt-large" in page.said
    page.at.button_group(key="view").set_value("Depth")
    assert "Intel/dpt-large" in page.run().said


def test_a_model_that_is_shown_the_mask_says_so(page: Page) -> None:
    page.open().model().photo()
    page.at.selectbox(key="draft_profile").set_value("photo-background")
    page.at.button_group(key="view").set_value("Depth")
    assert "shown the mask in place of depth" in page.run().said


def test_a_large_photo_that_the_settings_allow_is_no_trouble(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed: list[int] = []

    def reading(content: bytes, *, max_pixels: int = 0) -> Image.Image:
        allowed.append(max_pixels)
        return read_image(content)

    monkeypatch.setattr(photo, "read_image", reading)
    page.open().photo(png(cutout(70, 50)))
    assert len(allowed) > 1
    assert set(allowed) == {page.studio.settings.max_pixels}


def test_a_photo_that_is_cut_out_needs_no_cut_out_model(page: Page) -> None:
    page.open().photo()
    page.at.selectbox(key="draft_matting_model").set_value("silueta")
    assert "The cut-out model silueta" not in page.run().said
    assert not page.at.button(key="generate").disabled
    page.at.toggle(key="draft_keep_source_alpha").set_value(False)
    page.run()
    assert "The cut-out model silueta" in page.said
    assert page.at.button(key="generate").disabled


def test_a_chosen_depth_models_licence_is_shown(page: Page) -> None:
    page.open().model()
    page.at.selectbox(key="draft_depth_model").set_value("depth-anything-v2-small")
    assert "depth-anything/Depth-Anything-V2-Small-hf: Apache-2.0, 99 MB." in page.run().said
