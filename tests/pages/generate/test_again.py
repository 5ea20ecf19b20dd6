"""Ways back into Generate: presets, links, and pictures that carry their recipe."""

from io import BytesIO

import pytest

from core.library.recorder import new_run
from core.metadata.recipe import embed
from core.request import GenerationRequest
from pages.ui.generate import links
from pages.ui.shell import generate_address
from store.records import RunStatus
from tests.pages.generating import PICTURES, PROMPT, SEED, Page
from tests.photos import a1111_picture, cutout, png
from tests.places import few

LAKE = {"prompt": "before a grey wall", "seed": 1, "profile": "mini"}
STEPS = "draft_num_inference_steps"


def saved(page: Page, name: str) -> Page:
    page.at.text_input(key="preset_name").set_value(name)
    return page.click("preset_save")


def test_a_preset_brings_words_and_settings_back_in_another_tab(page: Page, another: Page) -> None:
    saved(page.open().model().prompt("before a grey wall").number(STEPS, 33), "mine")
    assert "Saved as mine." in page.said
    another.open().click("preset_load")
    assert another.at.text_area(key=PROMPT).value == "before a grey wall"
    assert another.at.number_input(key=STEPS).value == 33


def test_a_preset_holds_no_seed(page: Page) -> None:
    saved(page.open().prompt("before a grey wall").number(SEED, 5), "mine")
    page.number(SEED, 6).click("preset_load")
    assert page.at.number_input(key=SEED).value == 6
    assert "seed" not in page.studio.presets.get("mine").values


def test_a_preset_is_deleted(page: Page) -> None:
    saved(page.open(), "mine").click("preset_delete")
    assert "Delete mine for good?" in page.said
    page.click("preset_delete_no").click("preset_delete").click("preset_delete_sure")
    assert page.studio.presets.all() == []
    assert "No presets yet" in page.said


def test_a_preset_is_replaced_only_when_asked_to(page: Page) -> None:
    saved(page.open().prompt("before a grey wall"), "mine")
    saved(page.prompt("in the snow"), "mine")
    assert "There is a preset called mine." in page.said
    assert page.studio.presets.get("mine").values["prompt"] == "before a grey wall"
    page.click("preset_save")
    assert page.studio.presets.get("mine").values["prompt"] == "in the snow"


def test_a_preset_is_updated_in_place(page: Page) -> None:
    saved(page.open().prompt("before a grey wall"), "mine")
    page.prompt("on the moon").click("preset_update")
    assert page.studio.presets.get("mine").values["prompt"] == "on the moon"


def test_a_preset_without_a_name_is_told(page: Page) -> None:
    saved(page.open(), "  ")
    assert "Give the preset a name first." in page.said
    assert page.studio.presets.all() == []


def test_a_preset_of_another_version_changes_nothing(page: Page) -> None:
    page.studio.presets.save("old", {"num_inference_steps": 9_999, "prompt": "x", "gone": 1})
    page.open().prompt("mine").click("preset_load")
    assert "These settings cannot be used" in page.said
    assert page.at.text_area(key=PROMPT).value == "mine"


def test_a_preset_of_an_unknown_model_leaves_the_chosen_one(page: Page) -> None:
    page.studio.presets.save("far", {"profile": "nowhere", "prompt": "before a grey wall"})
    page.open().model().click("preset_load")
    assert "'nowhere' is not known here" in page.said
    assert page.at.selectbox(key="draft_profile").value == "mini"
    assert page.at.text_area(key=PROMPT).value == "before a grey wall"


def test_a_link_from_a_run_fills_the_form_and_makes_its_child(page: Page, another: Page) -> None:
    page.ready("before a grey wall").model().number(STEPS, 7).click("generate").made()
    (parent,) = page.runs
    another.open(**{"from": parent.id})
    assert another.at.text_area(key=PROMPT).value == "before a grey wall"
    assert another.at.number_input(key=SEED).value == parent.seed
    assert "cup.png" in another.said
    another.number(PICTURES, 1).number(STEPS, 8).click("generate").made()
    child = page.runs[-1]
    assert (child.parent, child.seed) == (parent.id, parent.seed)
    assert child.request["num_inference_steps"] == 8


def test_a_person_can_start_afresh_from_a_parent(page: Page) -> None:
    page.ready().click("generate").made()
    page.open(**{"from": page.runs[0].id}).click("no_parent").click("generate").made()
    assert page.runs[-1].parent is None


@pytest.mark.parametrize("run", few(["0" * 32, "../x", "<b>", "", "A" * 32], "0" * 32, "<b>"))
def test_a_link_from_an_unknown_run_is_answered_by_a_sentence(page: Page, run: str) -> None:
    page.open(**{"from": run})
    assert "names no run that is known here" in page.said


def test_a_link_to_an_unknown_group_is_answered_by_a_sentence(page: Page) -> None:
    page.open(group="0" * 32)
    assert "names no group" in page.said
    assert "group" not in page.at.query_params


def test_new_pictures_are_shown_although_the_address_still_names_the_former(page: Page) -> None:
    page.ready("on white paper").click("generate").made()
    former = page.runs[0].group
    page.prompt("in the snow").run()
    address = {name: page.at.query_params[name] for name in ("draft", "group")}
    page.click("generate")
    for name, value in address.items():  # the browser has not learned the new one yet
        page.at.query_params[name] = value
    page.run()
    assert page.at.session_state["group"] == page.runs[-1].group != former


def test_an_address_of_before_two_changes_is_late_too(page: Page) -> None:
    page.ready("on white paper").click("generate").made()
    address = {name: page.at.query_params[name] for name in ("draft", "group")}
    page.prompt("in the snow")
    for _ in range(2):
        page.click("generate")
        for name, value in address.items():  # the browser has learned of neither
            page.at.query_params[name] = value
    page.run()
    assert page.at.session_state["group"] == page.runs[-1].group != page.runs[0].group


def test_back_is_followed_at_once(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    page.ready("on white paper").click("generate").made()
    former = page.runs[0].group
    address = {name: page.at.query_params[name] for name in ("draft", "group")}
    page.prompt("in the snow").click("generate")
    monkeypatch.setattr(generate_address, "went_back", lambda: True)
    for name, value in address.items():
        page.at.query_params[name] = value
    page.run()
    assert page.at.session_state["group"] == former


def test_the_address_of_former_pictures_shows_them_again(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "LATE_SECONDS", 0.0)
    page.ready("on white paper").click("generate").made().prompt("in the snow").click("generate").made()
    former = page.runs[0].group
    page.open(group=former)
    assert page.at.session_state["group"] == former


def test_a_link_to_a_group_shows_its_pictures(page: Page, another: Page) -> None:
    page.ready().click("generate").made()
    another.open(group=page.runs[0].group)
    assert f"seed {page.runs[0].seed}" in another.said


def test_a_page_loaded_anew_has_photo_and_scene_again(page: Page, another: Page) -> None:
    page.ready("before a grey wall").click("generate").made()
    another.open(group=page.runs[0].group)
    assert "cup.png" in another.said
    assert another.at.text_area(key=PROMPT).value == "before a grey wall"
    assert not another.at.toggle(key="draft_keep_seed").value
    assert another.at.session_state["view"] == "Pictures"


def test_a_picture_of_ours_offers_its_settings(page: Page, another: Page) -> None:
    page.ready("before a grey wall").model().number(STEPS, 7).click("generate").made()
    run = page.runs[0]
    another.open().photo(page.studio.export(run.id, "png")[0], "result.png")
    assert "carries its recipe, as Backdrop Studio writes it" in another.said
    another.click("recipe_use")
    assert another.at.text_area(key=PROMPT).value == "before a grey wall"
    assert another.at.number_input(key=SEED).value == run.seed
    assert another.at.number_input(key=STEPS).value == 7
    assert another.at.toggle(key="draft_keep_seed").value


def test_with_its_photo_where_the_run_is_still_here(page: Page, another: Page) -> None:
    page.ready().click("generate").made()
    another.open().photo(page.studio.export(page.runs[0].id, "webp")[0], "result.webp").click("recipe_both")
    assert "cup.png" in another.said
    assert not another.at.button(key="generate").disabled


def test_a_picture_with_a_recipe_can_be_the_photo_itself(page: Page) -> None:
    page.open().photo(a1111_picture(), "made.png").click("recipe_photo")
    assert "made.png" in page.said
    assert not page.has("recipe_use")


def test_another_programs_settings_come_with_remarks(page: Page) -> None:
    page.open().model().photo(a1111_picture(), "made.png")
    assert "as AUTOMATIC1111 writes it" in page.said
    page.click("recipe_use")
    assert page.at.text_area(key=PROMPT).value == "in a forest"
    assert page.at.number_input(key="draft_guidance_scale").value == 3.5


def test_another_programs_settings_turn_a_scene_to_a_model_and_say_so(page: Page) -> None:
    page.open().photo(a1111_picture(), "made.png").click("recipe_use")
    assert page.at.button_group(key="background").value == "Model"
    assert "The background is a model's now" in page.said
    assert page.at.number_input(key="draft_guidance_scale").value == 3.5


def test_what_another_programs_settings_are_silent_about_stays(page: Page) -> None:
    kept = {"margin": 0.3, "matting_model": "u2netp", "matte_feather": 2.0, "eta": 0.5}
    page.open().model()
    page.at.session_state["draft"] |= {**kept, "negative_prompt": "a long default"}
    page.at.session_state["draft_unseen"] = {}
    for name in (*kept, "negative_prompt"):
        page.at.session_state[f"draft_{name}"] = page.at.session_state["draft"][name]
    page.photo(a1111_picture(), "made.png").click("recipe_use")
    draft = page.at.session_state["draft"]
    assert {name: draft[name] for name in kept} == kept
    assert draft["guidance_scale"] == 3.5


def test_a_photo_is_taken_by_what_is_in_it_whatever_its_name(page: Page) -> None:
    file = BytesIO()
    cutout().convert("RGB").save(file, "JPEG")
    for name in ("photo.jfif", "photo.mpo", "photo"):
        assert name in page.open().photo(file.getvalue(), name).said
    page.photo(b"no photo", "notes.txt")
    assert "not a photo that can be read" in page.said


def test_a_picture_without_recipe_is_just_a_photo(page: Page) -> None:
    plain = embed(png(cutout()), "png", None)
    page.open().photo(plain)
    assert not page.has("recipe_use")
    assert "cup.png" in page.said


def test_after_a_restart_the_picture_can_be_made_now(page: Page) -> None:
    new = new_run(GenerationRequest.parse(LAKE), "cup.png", "ann", None)
    upload = png(cutout())
    (run,) = page.studio.runs.open([new], upload, kind="single", worker="gone", media_type="image/png")
    page.studio.runs.interrupt(run.id)
    page.open(group=run.group)
    assert "The studio was closed" in page.said
    page.click(f"again_{run.id}").made()
    assert page.runs[0].status is RunStatus.FINISHED


@pytest.mark.parametrize(
    "how", few(["afresh", "recipe_use", "recipe_both", "preset_load"], "afresh", "recipe_both")
)
def test_what_took_the_forms_place_is_taken_back(page: Page, another: Page, how: str) -> None:
    page.ready("before a grey wall").click("generate").made()
    picture = page.studio.export(page.runs[0].id, "png")[0]
    saved(page, "mine")
    another.open().photo(name="own.png").prompt("in the snow").number(PICTURES, 2)
    if how.startswith("recipe"):
        another.photo(picture, "result.png")
    assert not another.has("taken_undo")
    another.click(how)
    assert another.at.text_area(key=PROMPT).value != "in the snow"
    another.click("taken_undo")
    assert not another.has("taken_undo")
    assert another.at.text_area(key=PROMPT).value == "in the snow"
    assert another.at.number_input(key=PICTURES).value == 2
    assert "own.png" in another.said


def test_what_is_put_back_has_its_pictures_beside_it(page: Page) -> None:
    page.ready("before a grey wall").click("generate").made()
    group = page.at.session_state["group"]
    page.click("afresh").click("taken_undo")
    assert page.at.session_state["group"] == group
    assert page.at.query_params["group"] in {group, (group,)}


def test_an_empty_form_that_is_replaced_needs_no_way_back(page: Page) -> None:
    saved(page.open(), "mine").click("preset_load")
    assert not page.has("taken_undo")


@pytest.mark.parametrize("draft", few(["0" * 32, "zzz", "<b>"], "0" * 32, "zzz"))
def test_a_link_to_an_unknown_form_is_answered_by_a_sentence(page: Page, draft: str) -> None:
    assert "names no form that is kept here" in page.open(draft=draft).said


def test_an_untouched_form_that_is_loaded_anew_is_known(page: Page, another: Page) -> None:
    page.open()
    draft = page.at.session_state[generate_address.DRAFT]
    assert "names no form" not in another.open(draft=draft).said
