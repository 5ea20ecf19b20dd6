"""The shared parts of pages in a real browser: words stay words, and the keyboard reaches everything."""

import re
from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bench.serving import ROOT, Server
from pages.ui.shell.text import JOINER
from tests.browser.hostile import PROMPTS, WORDS

SHOWN = '[data-testid="stMarkdownContainer"], [data-testid="stCaptionContainer"]'
TEXT_ONLY = """
boxes => boxes.map(one => ({
  words: one.textContent,
  more: [...one.querySelectorAll('*')].map(part => part.tagName).filter(tag => tag !== 'P' && tag !== 'DIV'),
}))
"""

INSIDE = """frames => frames.map(frame => {
    const [outer, inner] = [frame, frame.querySelector('img')].map(one => one.getBoundingClientRect());
    return inner.height > 0 && inner.top >= outer.top && inner.bottom <= outer.bottom
        && inner.left >= outer.left && inner.right <= outer.right
        && getComputedStyle(frame.querySelector('img')).objectFit === 'contain';
})"""


@pytest.fixture(scope="module")
def page(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Generator[Page]:
    """The page of parts, with all outside addresses it asks for in ``page.outside``."""
    log, around = tmp_path_factory.mktemp("parts") / "server.log", {"PYTHONPATH": str(ROOT)}
    with Server(log, around, script=Path(__file__).parent / "parts_page.py") as server:
        url, page = server.url, chromium.new_page(viewport={"width": 900, "height": 900})
        outside: list[str] = []
        page.on("request", lambda request: outside.append(request.url))
        page.goto(url)
        page.get_by_test_id("stAlert").nth(len(WORDS) - 1).wait_for()
        yield page
        assert [one for one in outside if not one.startswith((url, "data:", "blob:"))] == []


@pytest.fixture
def slider(page: Page) -> Locator:
    slider = page.get_by_role("slider")
    slider.focus()
    slider.press("Home")
    return slider


def value(slider: Locator) -> int:
    return int(slider.get_attribute("aria-valuenow") or -1)


def test_words_are_shown_as_they_were_written_and_as_nothing_else(page: Page) -> None:
    for number, word in enumerate(WORDS):
        wanted = re.sub(r"[\x00-\x20\x7f-\x9f]+", " ", word).strip()
        shown = page.locator(f".st-key-words-{number}").locator(SHOWN)
        shown.nth(2).wait_for()
        found = shown.evaluate_all(TEXT_ONLY)
        assert [one["words"].replace(JOINER, "").strip() for one in found] == [wanted] * 3, word
        assert [one["more"] for one in found] == [[], [], []], word


def test_no_word_was_run_as_a_program(page: Page) -> None:
    assert "taken" not in page.title()


def test_arrows_pages_and_ends_move_the_divider(slider: Locator) -> None:
    up = [("ArrowRight", 2), ("PageUp", 12), ("ArrowUp", 14)]
    down = [("PageDown", 4), ("ArrowLeft", 2), ("ArrowDown", 0), ("End", 100)]
    for key, expected in up + down:
        slider.press(key)
        assert value(slider) == expected


def test_the_divider_stops_at_both_ends(slider: Locator) -> None:
    slider.press("ArrowLeft")
    assert value(slider) == 0
    slider.press("End")
    slider.press("PageUp")
    assert value(slider) == 100


def test_the_divider_follows_the_pointer(page: Page, slider: Locator) -> None:
    box = page.locator(".slider").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 30)
    page.mouse.up()
    page.mouse.move(box["x"], box["y"])
    assert value(slider) == 75


def test_the_pictures_have_their_shape_and_their_alt_texts(page: Page) -> None:
    box = page.locator(".slider").bounding_box()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(1.5, abs=0.01)
    alts = page.locator(".slider img").evaluate_all("images => images.map(image => image.alt)")
    assert sorted(alts) == ["black", "red"]


def test_the_gallery_opens_by_keyboard_and_shows_words_only(page: Page) -> None:
    items = page.get_by_role("list", name="To open").get_by_role("button")
    assert items.count() == len(PROMPTS)
    assert items.locator(".words").all_inner_texts() == list(PROMPTS)
    items.nth(2).press("Enter")
    page.get_by_text(f"opened {2:032x}").wait_for()


def test_several_are_chosen_in_order_and_no_more_than_allowed(page: Page) -> None:
    items = page.get_by_role("list", name="To choose").get_by_role("button")
    items.nth(3).press("Enter")
    page.get_by_text(f"chosen {3:032x}").wait_for()
    items.nth(1).click()
    page.get_by_text(f"chosen {3:032x} {1:032x}").wait_for()
    assert items.nth(0).is_disabled()
    assert items.nth(3).get_attribute("aria-pressed") == "true"
    items.nth(3).click()
    page.get_by_text(re.compile(rf"chosen {1:032x}$")).wait_for()
    assert items.nth(0).is_enabled()


def test_a_press_counts_that_is_let_go_after_the_answer_to_the_one_before(page: Page) -> None:
    items = page.get_by_role("list", name="To choose").get_by_role("button")
    for item in items.all():
        if item.get_attribute("aria-pressed") == "true":
            item.click()
            expect(item).to_have_attribute("aria-pressed", "false")
    items.nth(0).hover()
    page.mouse.down()
    items.nth(3).evaluate("one => one.click()")
    expect(items.nth(3)).to_have_attribute("aria-pressed", "true")
    page.mouse.up()
    page.get_by_text(f"chosen {3:032x} {0:032x}").wait_for()


def test_tall_and_wide_pictures_are_whole_in_their_tiles(page: Page) -> None:
    shown = page.get_by_role("list", name="Shapes").locator(".frame").evaluate_all(INSIDE)
    assert shown == [True, True, True]
