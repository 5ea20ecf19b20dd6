"""The whole story on the built-in model: a photo and a sentence become pictures, compared, found again,
marked, repeated, saved and read back. What a screen shows on the way is kept under out/screenshots."""

import re
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from bench.serving import Server
from core.metadata.recipe import read_recipe
from core.models.profiles import PROFILES
from scripts.browser import generating
from scripts.browser.generating import CUT_OUT, PREVIEW
from scripts.browser.person import PATIENCE, Person, seen

pytestmark = [pytest.mark.slow, pytest.mark.weights]
WORDS = "placed on a wooden table, green forest behind it, soft morning light"
FOUND = "forest morning"
PICTURE = re.compile("^The picture: placed on a wooden table")
LATE = re.compile(r"step 1[3-9] of 20")
SEED = 7


@dataclass(frozen=True)
class Made:
    """What the group of three came to: the address of Generate with it, and the two finished runs."""

    address: str
    runs: tuple[str, str]
    sentences: list[str]


@pytest.fixture(scope="module")
def maker(chromium: Browser, studio: Server) -> Generator[Person]:
    """Who makes the pictures that all tests here look at."""
    person = Person(chromium, studio.url)
    yield person
    person.close()


@pytest.fixture(scope="module")
def made(maker: Person) -> Made:
    """From the first page to two pictures, the third one cancelled while it is being made."""
    begins(maker)
    looks_at_the_photo(maker)
    sentences = generates_and_cancels_one(maker)
    picks = maker.page.get_by_role("list", name="The pictures of this group").locator("button.item")
    ids = [str(one.get_attribute("data-id")) for one in picks.filter(has=maker.page.locator("img")).all()]
    return Made(maker.page.url, (ids[0], ids[1]), sentences)


READY = re.compile("(scene|mini) ready")
"""Of the model that was loaded last: the default's, or what another test has made pictures with."""


def begins(person: Person) -> None:
    person.open("/", "Backdrop Studio")
    slider = person.page.get_by_role("slider", name="Divider between Before and After")
    expect(slider).to_be_visible()
    expect(person.page.get_by_text(READY).first).to_be_visible(timeout=PATIENCE)
    person.shot("home-first")
    person.page.get_by_role("button", name="Try the coffee").click()
    person.stands("Generate")


def looks_at_the_photo(person: Person) -> None:
    generating.by_model(person)
    cut = person.painted(person.image(CUT_OUT))
    person.page.get_by_role("radio", name="Black").click()
    black = person.painted(person.image("The subject, cut out, on black"))
    assert black.mean() < cut.mean() - 20
    person.page.get_by_role("radio", name="Depth").click()
    person.painted(person.image(re.compile("^What the model is shown of the photo's depth")))
    person.page.get_by_role("radio", name="Cut-out").click()
    person.page.get_by_role("radio", name="Checker").click()
    expect(person.image("The subject, cut out, on checker")).to_be_visible()


def generates_and_cancels_one(person: Person) -> list[str]:
    generating.steps(person, 20)  # More than the model's own: there must be time to cancel.
    generating.number(person, "Pictures", 3)
    generating.number(person, "Seed", SEED)
    expect(generating.keeps_seed(person)).to_be_checked()
    generating.write(person, WORDS)
    person.page.keyboard.press("Tab")
    person.shot("generate-before")
    generating.button(person, 3).click()
    expect(generating.progress(person)).to_be_visible(timeout=PATIENCE)
    preview = person.image(PREVIEW)
    expect(preview).to_be_visible(timeout=PATIENCE)
    sentences = [generating.progress(person).inner_text()]
    person.painted(preview)
    expect(generating.panel(person).get_by_text(LATE)).to_be_visible(timeout=PATIENCE)
    person.shot("generate-while")
    expect(generating.panel(person).get_by_text("1 picture of yours queued.")).to_be_visible(timeout=PATIENCE)
    expect(generating.progress(person)).to_be_visible(timeout=PATIENCE)
    sentences.append(generating.progress(person).inner_text())
    generating.panel(person).get_by_role("button", name="Cancel this picture").click()
    generating.done(person, WORDS)
    person.painted(person.image(PICTURE))
    person.shot("generate-after")
    return sentences


def test_two_are_made_with_live_progress_and_one_is_cancelled(maker: Person, made: Made) -> None:
    assert all(re.search(r"step \d+ of 20", sentence) for sentence in made.sentences), made.sentences
    group = maker.page.get_by_role("list", name="The pictures of this group").locator("button.item")
    assert len(set(made.runs)) == 2
    expect(group).to_have_count(3)
    expect(group.filter(has_text="cancelled")).to_have_count(1)


def test_the_browser_asked_nobody_else_and_complained_of_nothing(maker: Person, made: Made) -> None:
    assert maker.strangers() == []
    assert maker.complaints == []
    assert any("/blob/" in url for url in maker.asked)


def test_two_are_compared_under_a_divider_that_keys_and_pointer_move(person: Person, made: Made) -> None:
    person.open(f"/compare?runs={','.join(made.runs)}", "Compare")
    person.page.get_by_text("Wipe A to B").click()
    slider = person.page.get_by_role("slider", name="Divider between A and B")
    expect(slider).to_have_attribute("aria-valuenow", "50")
    person.settled()
    person.shot("compare")
    slider.focus()
    slider.press("Home")
    expect(slider).to_have_attribute("aria-valuenow", "0")
    only_b = seen(person.page)
    slider.press("End")
    expect(slider).to_have_attribute("aria-valuenow", "100")
    only_a = seen(person.page)
    assert np.abs(only_a.astype(int) - only_b).max() > 60
    drag(person.page, 0.25)
    expect(slider).to_have_attribute("aria-valuenow", "25")


def drag(page: Page, share: float) -> None:
    """Pull the divider to a share of the picture's width."""
    box = page.locator("figure.slider").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * share, box["y"] + 60, steps=4)
    page.mouse.up()


def test_the_wanted_picture_is_found_by_words_opened_and_marked(person: Person, made: Made) -> None:
    person.open("/history", "History")
    search(person, FOUND)
    gallery = person.page.get_by_role("list", name="Pictures", exact=True)
    found = gallery.locator(f"button[data-id='{made.runs[0]}']")
    person.painted(found.locator("img"))
    person.shot("history")
    found.click()
    note = person.page.get_by_role("textbox", name="Note")
    note.fill("for the shop window")
    note.press("Control+Enter")
    person.press("Star")
    expect(person.page.get_by_role("button", name="Starred", exact=True)).to_be_visible()
    person.page.reload()
    expect(person.page.get_by_role("textbox", name="Note")).to_have_value(
        "for the shop window", timeout=PATIENCE
    )
    expect(person.page.get_by_role("button", name="Starred", exact=True)).to_be_visible()
    person.painted(person.image(PICTURE))
    person.shot("run")


def search(person: Person, words: str) -> None:
    """Look for words in History, and wait for the answer."""
    person.page.get_by_placeholder("Words, photo, seed").first.fill(words)
    person.page.keyboard.press("Enter")
    expect(person.page.get_by_text(re.compile(r"\d pictures? found"))).to_be_visible()


def test_words_that_are_nowhere_find_nothing(person: Person, made: Made) -> None:
    person.open("/history", "History")
    person.page.get_by_placeholder("Words, photo, seed").first.fill("submarine")
    person.page.keyboard.press("Enter")
    expect(person.page.get_by_text("Nothing found")).to_be_visible()


def test_a_picture_made_again_is_identical(person: Person, made: Made) -> None:
    person.open(f"/history?run={made.runs[0]}", WORDS)
    person.press("Re-run")
    expect(person.page).not_to_have_url(re.compile(made.runs[0]))
    expect(person.page.get_by_text("Identical to its parent, pixel by pixel.")).to_be_visible(
        timeout=PATIENCE
    )
    expect(person.page.get_by_role("group", name="Made from", exact=True)).to_be_visible()


def test_a_saved_picture_holds_its_recipe_and_fills_the_form(
    person: Person, comes: Callable[..., Person], studio: Server, made: Made, tmp_path: Path
) -> None:
    person.page.goto(made.address)
    person.press("Download")
    with person.page.expect_download() as saving:
        person.press("Save as PNG")
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)
    restored = read_recipe(file.read_bytes(), PROFILES)
    assert restored is not None
    assert (restored.values["prompt"], restored.values["seed"]) == (WORDS, SEED)
    drops_it(comes(studio), file)


def drops_it(other: Person, file: Path) -> None:
    """Somebody else drops the file on Generate and takes its settings."""
    other.open("/generate", "Generate")
    other.page.get_by_test_id("stFileUploader").locator("input[type=file]").first.set_input_files(file)
    other.press("Use its settings")
    expect(other.page.get_by_role("textbox", name="Scene")).to_have_value(WORDS)
    expect(other.page.get_by_role("spinbutton", name="Seed", exact=True)).to_have_value(str(SEED))


def test_home_shows_the_latest_pictures(person: Person, made: Made) -> None:
    person.open("/", "Backdrop Studio")
    latest = person.page.get_by_role("list", name="Latest pictures")
    person.painted(latest.locator("img").first)
    person.painted(person.image(re.compile("^The latest picture: ")))
    person.shot("home")
