"""Reload and Back: what was begun is there again, and one press is one step."""

import re

import pytest
from playwright.sync_api import Locator, expect

from scripts.browser.person import PATIENCE, SETTLED, Person
from tests.photos import cutout, saved

pytestmark = [pytest.mark.slow, pytest.mark.weights]
WORDS = "in a meadow"  # painted: tracing takes longer than the test should
PICTURE = re.compile(f"^The picture: {WORDS}")


@pytest.fixture
def begun(person: Person, tmp_path_factory: pytest.TempPathFactory) -> Person:
    """Somebody who has given a photo and a sentence, for one picture."""
    person.open("/generate", "Generate")
    photo = saved(cutout(), tmp_path_factory.mktemp("photo") / "cup.png")
    person.page.locator("input[type=file]").first.set_input_files(photo)
    expect(person.page.get_by_text("cup.png", exact=True)).to_be_visible(timeout=PATIENCE)
    pictures = person.page.get_by_label("Pictures", exact=True).first
    pictures.fill("1")
    pictures.press("Enter")
    expect(person.page.get_by_role("button", name="Generate 1 picture")).to_be_enabled()
    return person


def sentence(person: Person) -> Locator:
    return person.page.get_by_label("Scene", exact=True).first


def test_a_reload_before_the_first_picture_loses_nothing(begun: Person) -> None:
    sentence(begun).fill(WORDS)
    sentence(begun).press("Control+Enter")
    expect(begun.page).to_have_url(re.compile("group="), timeout=PATIENCE)
    begun.page.go_back()
    expect(begun.page).not_to_have_url(re.compile("group="))
    begun.page.reload()
    expect(sentence(begun)).to_have_value(WORDS)
    expect(begun.page.get_by_text("cup.png", exact=True)).to_be_visible()
    expect(begun.page.get_by_role("button", name="Generate 1 picture")).to_be_enabled()


def test_change_and_run_is_one_step_of_back(begun: Person) -> None:
    sentence(begun).fill(WORDS)
    sentence(begun).press("Control+Enter")
    expect(begun.image(PICTURE)).to_be_visible(timeout=PATIENCE)
    begun.page.locator(".st-key-open button").first.click()
    begun.press("Change and run")
    begun.stands("Generate")
    expect(sentence(begun)).to_have_value(WORDS)
    sentence(begun).fill("in the snow")
    sentence(begun).blur()
    expect(begun.page.get_by_text(re.compile(r"^Understood:\W*snow"))).to_be_visible()
    begun.page.reload()
    expect(sentence(begun)).to_have_value("in the snow")
    begun.page.go_back()
    expect(begun.page.get_by_role("button", name="Change and run")).to_be_visible()
    begun.page.go_back()
    begun.stands("Generate")
    expect(begun.image(PICTURE)).to_be_visible(timeout=PATIENCE)
    expect(sentence(begun)).to_have_value(WORDS)


def test_another_tab_offers_what_was_begun_in_one_that_was_closed(begun: Person) -> None:
    sentence(begun).fill(WORDS)
    sentence(begun).blur()
    begun.settled()
    tab = begun.tab()
    begun.page.close()
    told = tab.get_by_text(f"You were at work with cup.png, on “{WORDS}”.")
    for path in ("/", "/generate"):
        tab.goto(path)
        expect(told).to_be_visible()
    tab.get_by_role("link", name="Go on with it").click()
    expect(tab.get_by_label("Scene", exact=True).first).to_have_value(WORDS)
    expect(tab.get_by_text("cup.png", exact=True)).to_be_visible()
    assert begun.complaints == []


def test_an_empty_form_does_not_take_the_place_of_what_was_begun(begun: Person) -> None:
    sentence(begun).fill(WORDS)
    sentence(begun).blur()
    begun.settled()
    tab = begun.tab()
    begun.page.close()
    tab.goto("/")
    told = tab.get_by_text(f"You were at work with cup.png, on “{WORDS}”.")
    expect(told).to_be_visible()
    tab.get_by_role("button", name=re.compile("^Make ")).click()
    expect(tab).to_have_url(re.compile("draft="))
    tab.get_by_role("radio", name="Colour", exact=True).evaluate("one => one.click()")
    expect(tab.get_by_role("radio", name="Plain", exact=True)).to_be_visible()
    tab.wait_for_function(SETTLED)
    another = begun.context.new_page()
    for page in (tab, another):
        page.goto("/")
        expect(told).to_be_visible()
    assert begun.complaints == []
