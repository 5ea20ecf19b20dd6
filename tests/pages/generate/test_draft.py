"""A form that was begun is there again: after a reload, after Back, in its own tab."""

import pytest
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from core.variations import draw_seed
from pages.ui.generate import links
from pages.ui.shell.generate_address import DRAFT, NAMES, SEEN, new_draft
from pages.ui.shell.whole_callbacks import finish_callbacks
from tests.pages.generating import KEEP_SEED, PICTURES, PROMPT, SEED, Page
from tests.pages.studios import ROOT
from tests.photos import a1111_picture, cutout, png

STEPS = "draft_num_inference_steps"


@pytest.fixture
def as_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are run as app.py runs them."""
    for owner, name in (
        (ScriptRunner, "_maybe_handle_execution_control_request"),
        (SafeSessionState, "on_script_will_rerun"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    finish_callbacks()


def address(page: Page) -> dict[str, str]:
    """The page's address, as the browser was told it last."""
    found = {name: page.at.query_params[name] for name in NAMES if name in page.at.query_params}
    return {name: value if isinstance(value, str) else value[0] for name, value in found.items()}


def reloaded(page: Page) -> Page:
    """The same address in a browser that knows nothing else."""
    return Page.on(page.studio, page.generators).open(**address(page))


def goes_to(page: Page, where: dict[str, str]) -> Page:
    """Back or forward to an address of the same tab, whose browser has learned of the one before."""
    page.at.session_state[SEEN] = True
    for name in NAMES:
        if name in page.at.query_params:
            del page.at.query_params[name]
    return page.open(**where)


def words(page: Page) -> str:
    return str(page.at.text_area(key=PROMPT).value)


def test_an_untouched_page_adds_no_step_to_the_browsers_history(page: Page) -> None:
    assert address(page.open()) == {}


def test_a_reload_finds_photo_words_and_settings_again(page: Page) -> None:
    page.open().model().photo().prompt("before a grey wall").number(STEPS, 33).number(SEED, 5).number(
        PICTURES, 2
    )
    again = reloaded(page)
    assert words(again) == "before a grey wall"
    assert "cup.png" in again.said
    found = [again.at.number_input(key=key).value for key in (STEPS, SEED, PICTURES)]
    assert found == [33, 5, 2]
    assert again.at.toggle(key=KEEP_SEED).value is True
    assert again.at.selectbox(key="draft_profile").value == "mini"


def test_a_reload_after_change_and_run_keeps_what_was_changed(page: Page, another: Page) -> None:
    page.ready("before a grey wall").click("generate").made()
    parent = page.runs[0].id
    another.open(**{"from": parent, "draft": new_draft()}).prompt("in the snow")
    again = reloaded(another)
    assert words(again) == "in the snow"
    again.number(PICTURES, 1).click("generate").made()
    assert page.runs[-1].parent == parent


def test_back_from_the_pictures_finds_the_form_and_forward_the_pictures(page: Page) -> None:
    page.ready("before a grey wall")
    before = address(page)
    page.click("generate").made()
    after = address(page)
    assert after["draft"] != before["draft"]
    goes_to(page, before)
    assert page.at.session_state["group"] is None
    assert words(page) == "before a grey wall"
    assert "Preview of a picture of" in page.said
    goes_to(page, after)
    assert f"seed {page.runs[0].seed}" in page.said


def test_what_a_late_browser_still_shows_of_a_replaced_form_does_not_come_back(
    page: Page, as_served: None
) -> None:
    page.open()
    page.at.file_uploader[0].upload("made.png", a1111_picture(), "image/png")
    page.run().click("recipe_use").photo()
    assert page.at.selectbox(key="draft_profile").value == "mini"
    late = page.at._tree.get_widget_states()
    page.click("afresh").photo().prompt("in the snow")
    assert page.at.button_group(key="background").value == "Scene"
    # Of two presses the second comes with what the browser showed before the first.
    page.at._run(late)
    assert page.at.button_group(key="background").value == "Scene"
    assert words(page) == "in the snow"


def test_that_the_page_is_drawn_once_more_does_not_tell_that_the_browser_knows_its_address(
    page: Page,
) -> None:
    page.ready("before a grey wall").click("generate").made()
    first = address(page)
    page.prompt("in the snow").click("generate").made()
    page.at.session_state[SEEN] = False
    page.run()  # as st.rerun() has it, with the new address
    for name in NAMES:
        if name in page.at.query_params:
            del page.at.query_params[name]
    page.open(**first)
    assert words(page) == "in the snow"


def test_what_is_entered_after_a_form_was_replaced_counts(page: Page, as_served: None) -> None:
    page.ready("before a grey wall").click("afresh").photo().prompt("in the snow")
    page.at.button_group(key="background").set_value("Model")
    assert words(page.run()) == "in the snow"
    assert page.at.selectbox(key="draft_profile").value == "mini"


def test_back_to_former_pictures_brings_their_form(page: Page) -> None:
    page.ready("before a grey wall").click("generate").made()
    first = address(page)
    page.prompt("in the snow").photo(png(cutout(64, 48)), "street.png").click("generate").made()
    goes_to(page, first)
    assert (words(page), page.at.session_state["group"]) == ("before a grey wall", page.runs[0].group)
    assert "cup.png" in page.said


def test_the_link_in_the_sidebar_leads_back_to_the_form(page: Page) -> None:
    page.ready("before a grey wall").run()
    home = AppTest.from_file(str(ROOT / "Home.py"), default_timeout=30)
    for key in (DRAFT, "generate_address"):
        home.session_state[key] = page.at.session_state[key]
    home.run()
    assert not home.exception
    (link,) = [one for one in home.get("page_link") if one.proto.label == "Generate"]
    assert link.proto.query_string == f"draft={address(page)['draft']}"


def test_two_tabs_on_one_form_do_not_overwrite_each_other(page: Page) -> None:
    page.ready("before a grey wall")
    other = reloaded(page).prompt("in the snow")
    page.prompt("on the moon")
    assert (words(reloaded(page)), words(reloaded(other))) == ("on the moon", "in the snow")


def test_a_draft_that_is_gone_is_an_empty_form(page: Page) -> None:
    page.open(draft=new_draft())
    assert words(page) == ""
    assert "Begin with a photo" in page.said


def test_a_draft_of_an_unknown_model_brings_what_it_can(page: Page) -> None:
    form = {"prompt": "before a grey wall", "profile": "gone", "pictures": 3, "keep_seed": "yes", "more": 1}
    page.studio.drafts.save("a" * 32, {"form": form, "photo": 3, "parent": ["x"]}, None, None)
    page.open(draft="a" * 32)
    assert words(page) == "before a grey wall"
    assert page.at.number_input(key=PICTURES).value == 3
    assert page.at.toggle(key=KEEP_SEED).value is False


def test_what_is_deleted_for_good_is_in_no_draft(page: Page) -> None:
    page.ready("before a grey wall").click("generate").made()
    (run,) = page.runs
    page.studio.runs.delete([run.id])
    page.studio.runs.purge([run.id])
    again = reloaded(page)
    assert "cup.png" not in again.said
    assert "Begin with a photo" in again.said or "Choose a photo first." in again.said


def test_start_afresh_empties_the_form_and_back_brings_it_again(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "LATE_SECONDS", 0.0)
    page.ready("before a grey wall")
    before = address(page)
    page.click("afresh")
    assert words(page) == ""
    assert "Choose a photo first." in page.said
    assert address(page)["draft"] != before["draft"]
    assert words(reloaded(page)) == ""
    goes_to(page, before)
    assert words(page) == "before a grey wall"
    assert "cup.png" in page.said


def test_back_from_a_recipe_s_settings_brings_the_form_that_they_replaced(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "LATE_SECONDS", 0.0)
    page.ready("before a grey wall")
    before = address(page)
    page.photo(a1111_picture(), "made.png")
    page.at.text_area(key=PROMPT).set_value("before a white wall")  # with the press itself
    page.click("recipe_use")
    assert words(page) == "in a forest"
    assert words(reloaded(page)) == "in a forest"
    goes_to(page, before)
    assert words(page) == "before a white wall"
    assert "cup.png" in page.said
    assert page.at.button_group(key="background").value == "Scene"


@pytest.mark.parametrize("typed", ["", "in the snow"])
def test_back_from_a_preset_brings_the_form_that_it_replaced(
    page: Page, another: Page, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setattr(links, "LATE_SECONDS", 0.0)
    page.open().prompt("before a grey wall").at.text_input(key="preset_name").set_value("mine")
    page.click("preset_save")
    another.open(draft=new_draft())
    if typed:
        another.prompt(typed)
    before = address(another)
    another.click("preset_load")
    assert words(another) == "before a grey wall"
    assert address(another)["draft"] != before["draft"]
    goes_to(another, before)
    assert words(another) == typed


def test_what_is_made_of_another_photo_descends_from_no_picture(page: Page, another: Page) -> None:
    page.ready("before a grey wall").click("generate").made()
    another.open(**{"from": page.runs[0].id})
    assert "Derived from this picture." in another.said
    another.photo(png(cutout(64, 48)), "street.png")
    assert "Derived" not in another.said
    another.number(PICTURES, 1).click("generate").made()
    assert page.runs[-1].parent is None


def test_the_same_photo_again_keeps_the_descent(page: Page, another: Page) -> None:
    page.ready("before a grey wall").click("generate").made()
    another.open(**{"from": page.runs[0].id}).photo(png(cutout()))
    assert "Derived from this picture." in another.said


def test_an_emptied_seed_is_drawn_and_not_kept(page: Page) -> None:
    page.open().number(SEED, 5)
    assert page.at.toggle(key=KEEP_SEED).value is True
    page.at.number_input(key=SEED).set_value(None)
    page.run()
    assert page.at.number_input(key=SEED).value not in (None, 0, 5)
    assert page.at.toggle(key=KEEP_SEED).value is False
    assert draw_seed() > 0


def test_an_emptied_number_is_the_usual_one(page: Page) -> None:
    page.open().model()
    usual = page.at.number_input(key=STEPS).value
    for key, expected in ((STEPS, usual), (PICTURES, 4)):
        page.number(key, 7).at.number_input(key=key).set_value(None)
        assert page.run().at.number_input(key=key).value == expected


def test_an_empty_scene_is_not_sent_again_over_what_is_typed_meanwhile(page: Page) -> None:
    assert not page.open().at.run().text_area(key=PROMPT).proto.set_value
