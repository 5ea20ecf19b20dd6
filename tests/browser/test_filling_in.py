"""Generate's form in a real Chromium: what is typed, begun, kept as a preset and derived is what was meant.
Photos have a transparency of their own, so that no cut-out model is needed."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from bench.serving import Server
from core.request import MAX_SEED
from pages.ui.generate.prompt_examples import EXAMPLES
from scripts.browser import generating
from scripts.browser.generating import STAGED
from scripts.browser.person import Person
from tests.photos import a1111_picture, cutout, saved

pytestmark = pytest.mark.slow
WORDS = "in a meadow"  # painted: tracing takes longer than the test should
OTHER_LANGUAGES = [
    ("auf einem Holztisch am Fenster", "German"),
    ("sobre una mesa de madera junto a la ventana", "Spanish"),
    ("sur une table en bois près de la fenêtre", "French"),
]


@pytest.fixture
def person(comes: Callable[..., Person], server: Server) -> Person:
    """Somebody before an empty form."""
    somebody = comes(server)
    somebody.open("/generate", "Generate")
    somebody.settled()
    return somebody


def given(person: Person, folder: Path, name: str = "cup.png", width: int = 96) -> None:
    """Give a photo and wait until it is looked at."""
    person.settled()
    photo = saved(cutout(width, 64), folder / name)
    person.page.locator("input[type=file]").first.set_input_files(photo)
    expect(person.page.locator(".st-key-photo_chosen").get_by_text(name, exact=True)).to_be_visible()
    person.settled()


def sentence(person: Person) -> Locator:
    return person.page.get_by_role("textbox", name="Scene", exact=True)


def seed(person: Person) -> Locator:
    return person.page.get_by_role("spinbutton", name="Seed", exact=True)


def made(person: Person, words: str) -> None:
    """Make one picture, and wait for it."""
    generating.generate(person, words)
    generating.done(person, words)
    person.settled()


def test_an_emptied_seed_is_drawn_and_not_nought(person: Person) -> None:
    generating.number(person, "Seed", 7)
    expect(generating.keeps_seed(person)).to_be_checked()
    seed(person).fill("")
    seed(person).press("Tab")
    expect(generating.keeps_seed(person)).not_to_be_checked()
    expect(seed(person)).to_have_value(re.compile(r"^\d+$"))
    assert int(seed(person).input_value()) not in {0, 7}
    assert int(seed(person).input_value()) <= MAX_SEED


@pytest.mark.parametrize(("words", "language"), OTHER_LANGUAGES)
def test_a_sentence_that_a_model_does_not_read_is_remarked_on_beside_it(
    person: Person, words: str, language: str
) -> None:
    generating.by_model(person)
    sentence(person).fill(words)
    sentence(person).blur()
    told = person.page.get_by_text(f"This is {language}, and models read English")
    expect(told).to_be_visible()
    field, remark = sentence(person).bounding_box(), told.bounding_box()
    assert field is not None
    assert remark is not None
    assert 0 <= remark["y"] - field["y"] - field["height"] < 60
    sentence(person).fill("on a wooden table by the window")
    sentence(person).blur()
    expect(told).to_have_count(0)


@pytest.mark.parametrize("background", ["Scene", "Model"])
def test_a_sentence_of_no_known_word_is_never_passed_over_in_silence(person: Person, background: str) -> None:
    if background == "Model":
        generating.by_model(person)
    sentence(person).fill("木のテーブルの上、朝の光")
    sentence(person).blur()
    expect(person.page.get_by_text(re.compile(r"is known here[.;: ]"))).to_be_visible()


def test_an_example_takes_the_place_of_another_and_its_words_back(person: Person) -> None:
    generating.by_model(person)
    sentence(person).fill("for a brochure")
    sentence(person).blur()
    examples = person.page.get_by_role("radiogroup", name="Examples")
    for name in ("Table", "Beach"):
        examples.get_by_role("radio", name=name, exact=True).click()
        expect(sentence(person)).to_have_value(f"for a brochure, {EXAMPLES[name]}")
        person.settled()
    examples.get_by_role("radio", name="Beach", exact=True).click()
    expect(sentence(person)).to_have_value("for a brochure")


def test_a_preset_is_saved_updated_replaced_and_deleted_only_when_that_is_meant(person: Person) -> None:
    popover, body = (
        person.page.get_by_text("Presets", exact=True),
        person.page.locator("[data-testid=stPopoverBody]:visible"),
    )

    def says(words: str) -> None:
        expect(body.get_by_text(words, exact=True)).to_be_visible()
        person.settled()

    def save() -> None:
        field = body.get_by_label("Save the form as")
        field.fill("mornings")
        field.press("Enter")

    sentence(person).fill(WORDS)
    sentence(person).blur()
    person.settled()
    popover.first.click()
    save()
    says("Saved as mornings.")
    # Another under that name is announced, and only then made.
    save()
    says("There is a preset called mornings. Replace it, or choose another name.")
    body.get_by_role("button", name="Replace it").click()
    says("Saved as mornings.")
    person.page.keyboard.press("Escape")
    sentence(person).fill("on a beach")
    sentence(person).blur()
    person.settled()
    popover.first.click()
    body.get_by_role("button", name="Update").click()
    says("Saved as mornings.")
    person.page.keyboard.press("Escape")
    sentence(person).fill("in the snow")
    sentence(person).blur()
    person.settled()
    popover.first.click()
    body.get_by_role("button", name="Load").click()
    says("mornings is in the form.")
    expect(sentence(person)).to_have_value("on a beach")
    body.get_by_role("button", name="Delete", exact=True).click()
    says("Delete mornings for good?")
    body.get_by_role("button", name="Keep it").click()
    person.settled()
    body.get_by_role("button", name="Delete", exact=True).click()
    body.get_by_role("button", name="Delete for good").click()
    says("mornings is deleted.")
    expect(body.get_by_role("button", name="Load")).to_have_count(0)


def test_a_parent_is_shown_and_goes_with_its_photo(person: Person, tmp_path: Path) -> None:
    given(person, tmp_path)
    made(person, WORDS)
    person.page.locator(".st-key-open button:visible").click()
    person.press("Change and run")
    person.stands("Generate")
    descent = person.page.locator(".st-key-descent")
    small = descent.get_by_role("img", name=f"The picture: {WORDS}")
    expect(small).to_be_visible()
    person.painted(small)
    expect(descent).not_to_contain_text(re.compile("[0-9a-f]{8}"))
    given(person, tmp_path, "bottle.png", 112)
    expect(descent).to_have_count(0)
    expect(sentence(person)).to_have_value(WORDS)


def test_not_derived_forgets_the_parent_alone_and_afresh_forgets_all(person: Person, tmp_path: Path) -> None:
    given(person, tmp_path)
    made(person, WORDS)
    person.page.locator(".st-key-open button:visible").click()
    person.press("Change and run")
    person.stands("Generate")
    descent = person.page.locator(".st-key-descent")
    descent.get_by_role("button", name="Not derived").click()
    expect(descent).to_have_count(0)
    expect(person.page.get_by_text("cup.png", exact=True)).to_be_visible()
    person.settled()
    generating.number(person, "Pictures", 2)
    expect(generating.button(person, 2)).to_be_visible()
    person.settled()
    person.press("Start afresh")
    expect(person.page.get_by_text("cup.png", exact=True)).to_have_count(0)
    expect(sentence(person)).to_have_value("")
    expect(generating.button(person, 4)).to_be_visible()
    expect(person.page.get_by_role("button", name="Start afresh")).to_have_count(0)
    person.settled()
    person.page.go_back()
    expect(person.page.get_by_text("cup.png", exact=True)).to_be_visible()
    expect(sentence(person)).to_have_value(WORDS)


def test_a_changed_picture_is_compared_with_what_it_was_made_from(person: Person, tmp_path: Path) -> None:
    given(person, tmp_path)
    made(person, WORDS)
    expect(person.page.locator(".st-key-compare")).to_have_count(0)
    person.page.locator(".st-key-open button:visible").click()
    person.press("Change and run")
    person.stands("Generate")
    expect(person.image(STAGED)).to_be_visible()
    person.settled()
    made(person, "in the snow")
    person.page.locator(".st-key-compare button:visible").click()
    person.stands("Compare")
    expect(person.page.locator(".pane")).to_have_count(2)
    person.settled()
    person.page.go_back()
    person.stands("Generate")
    expect(person.image(re.compile("^The picture: in the snow"))).to_be_visible()


def test_back_from_a_recipe_s_settings_is_the_form_before_and_then_the_page_before(
    person: Person, tmp_path: Path
) -> None:
    person.open("/", "Backdrop Studio")
    person.open("/generate", "Generate")
    given(person, tmp_path)
    sentence(person).fill(WORDS)
    sentence(person).blur()
    person.settled()
    (tmp_path / "made.png").write_bytes(a1111_picture())
    person.page.locator("input[type=file]").first.set_input_files(tmp_path / "made.png")
    person.press("Use its settings")
    expect(sentence(person)).to_have_value("in a forest")
    expect(person.page.get_by_role("radio", name="Model", exact=True)).to_be_checked()
    person.settled()
    person.page.go_back()
    expect(sentence(person)).to_have_value(WORDS)
    expect(person.page.get_by_role("radio", name="Scene", exact=True)).to_be_checked()
    expect(person.page.get_by_text("cup.png", exact=True)).to_be_visible()
    person.settled()
    # That the page was given an address for a reload is no step of anybody's.
    person.page.go_back()
    expect(person.page).to_have_url(re.compile(r":\d+/$"))
    person.page.go_forward()
    expect(sentence(person)).to_have_value(WORDS)


def test_ctrl_enter_generates_from_within_the_sentence(person: Person, tmp_path: Path) -> None:
    given(person, tmp_path)
    generating.number(person, "Pictures", 1)
    expect(generating.button(person, 1)).to_be_enabled()
    person.settled()
    sentence(person).fill("on a lawn")
    sentence(person).press("Control+Enter")
    generating.done(person, "on a lawn")
