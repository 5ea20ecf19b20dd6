"""History and Compare in a real Chromium, before a real server with some hundred runs in its store."""

import re
from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.serving import Server
from pages.ui.shell.text import JOINER
from tests.store_runs import fill, finished, new_run, open_store

pytestmark = pytest.mark.slow
HOSTILE = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) $\\LaTeX$ :red[hi]"
PLACE = "document.querySelector('[data-testid=stMain]').scrollTop"
SEARCH = "Words, photo, seed"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A data folder with three runs to be found, the last one hostile, before some hundred others."""
    folder = tmp_path_factory.mktemp("finding") / "data"
    store = open_store(folder)
    fill(store.database, store.blobs, 300)
    runs = [
        finished(store.runs, new_run(f"zebra {colour}", seed), colour=colour)
        for seed, colour in enumerate(("red", "blue"))
    ]
    runs.append(finished(store.runs, new_run(HOSTILE, 5, negative_prompt=HOSTILE, source_name=HOSTILE)))
    store.runs.note(runs[2].id, HOSTILE)
    store.runs.tag(runs[2].id, [HOSTILE[:40]])
    store.close()
    return folder, [run.id for run in runs]


@pytest.fixture(scope="module")
def server(made: tuple[Path, list[str]]) -> Generator[str]:
    around = {"STUDIO_DATA_DIR": str(made[0]), "STUDIO_PRELOAD": "0"}
    with Server(made[0].parent / "server.log", around) as started:
        yield started.url


@pytest.fixture
def page(chromium: Browser, server: str) -> Generator[Page]:
    """A page that asks nobody else and shows no dialog of its own accord."""
    context = chromium.new_context(base_url=server, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    yield page
    assert [one for one in asked if not one.startswith((server, "data:", "blob:"))] == []
    context.close()


def opened(page: Page, path: str) -> Page:
    page.goto(path)
    expect(page.locator("button.item").first).to_be_visible(timeout=30_000)
    return page


def searched(page: Page, words: str) -> None:
    page.get_by_placeholder(SEARCH).first.fill(words)
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-history_bar")).to_contain_text("found")


def test_a_search_survives_reload_and_back(page: Page) -> None:
    opened(page, "/history")
    searched(page, "zebra")
    expect(page.locator("button.item")).to_have_count(2)
    page.reload()
    expect(page.locator("button.item")).to_have_count(2, timeout=30_000)
    expect(page.get_by_placeholder(SEARCH).first).to_have_value("zebra")
    page.go_back()
    expect(page.locator("button.item")).to_have_count(48)
    expect(page.get_by_placeholder(SEARCH).first).to_have_value("")


def test_a_run_is_opened_by_keyboard_and_left_to_the_same_place(page: Page) -> None:
    opened(page, "/history?page=2")
    expect(page.get_by_role("button", name="Page 2")).to_be_visible()
    item = page.locator("button.item").nth(40)
    item.focus()
    page.wait_for_timeout(300)
    before = page.evaluate(PLACE)
    assert before > 100
    page.keyboard.press("Enter")
    back = page.get_by_role("button", name="Back to the list")
    expect(back).to_be_visible()
    page.wait_for_function(f"{PLACE} === 0")
    back.click()
    expect(page).to_have_url(re.compile(r"page=2$"))
    page.wait_for_function(f"Math.abs({PLACE} - {before}) < 2")


def test_another_page_begins_at_its_top(page: Page) -> None:
    opened(page, "/history")
    page.get_by_role("button", name="Page 2").click()
    expect(page).to_have_url(re.compile("page=2"))
    page.wait_for_function(f"{PLACE} === 0")


def test_a_stage_opens_large_and_closes_by_escape(page: Page, made: tuple[Path, list[str]]) -> None:
    page.goto(f"/history?run={made[1][0]}")
    cut_out = page.get_by_role("img", name="The matte: white is the subject").first
    cut_out.wait_for(timeout=30_000)
    page.locator("button.press").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog.large")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.large")).to_be_hidden()


def test_every_picture_is_put_into_words(page: Page, made: tuple[Path, list[str]]) -> None:
    page.goto(f"/history?run={made[1][0]}")
    page.locator("button.press img").first.wait_for(timeout=30_000)
    alts = page.locator("button.press img, .slider img").evaluate_all("all => all.map(one => one.alt)")
    assert len(alts) == 7
    assert all(alts)


def test_runs_are_chosen_in_the_dialog_and_seen_under_the_slider(
    page: Page, made: tuple[Path, list[str]]
) -> None:
    page.goto(f"/compare?runs={made[1][0]}")
    page.get_by_role("button", name="Add from history").click(timeout=30_000)
    dialog = page.get_by_role("dialog")
    dialog.get_by_placeholder(SEARCH).fill("zebra")
    page.keyboard.press("Enter")
    expect(dialog.locator("button.item")).to_have_count(2)
    dialog.locator("button.item").first.click()
    expect(dialog.locator("button.item[aria-pressed=true]")).to_have_count(2)
    dialog.get_by_role("button", name="Show 2 pictures").click()
    expect(page).to_have_url(re.compile(f"runs={made[1][0]}(,|%2C){made[1][1]}"))
    page.get_by_text("Wipe A to B").click()
    expect(page.get_by_role("slider")).to_have_count(1)
    expect(page).to_have_url(re.compile("look=wipe"))


def test_rows_of_the_table_are_ticked_and_compared(page: Page) -> None:
    page.goto("/history?look=table&words=zebra")
    table = page.get_by_test_id("stDataFrame")
    table.wait_for(timeout=30_000)
    page.wait_for_timeout(1000)
    for row in (0, 1):
        table.click(position={"x": 16, "y": 38 + 28 + 56 * row})
        expect(page.locator(".st-key-chosen_actions")).to_contain_text(f"{row + 1} picture")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("What differs").first).to_be_visible()


def test_hostile_words_are_shown_and_do_nothing(page: Page, made: tuple[Path, list[str]]) -> None:
    page.goto(f"/history?run={made[1][2]}")
    expect(page.get_by_test_id("stText").filter(has_text=HOSTILE).first).to_be_visible(timeout=30_000)
    expect(page.get_by_role("cell", name=HOSTILE).first).to_be_visible()
    heading = page.locator("h3").first.text_content() or ""
    assert heading.replace(JOINER, "").strip() == HOSTILE
    assert page.locator("a[href^=javascript], img[src=x], .katex").count() == 0


@pytest.mark.parametrize(
    "path", ["/history", "/history?look=table", "/history?run={0}", "/compare?runs={0},{1},{2}"]
)
def test_a_phone_shows_everything_without_scrolling_sideways(
    page: Page, made: tuple[Path, list[str]], path: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(path.format(*made[1]))
    expect(page.locator("h1, h3").first).to_be_visible(timeout=30_000)
    page.wait_for_timeout(1500)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth") == 390


def test_the_filters_fold_away_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, "/history")
    expect(page.locator(".st-key-filters_wide")).to_be_hidden()
    page.get_by_role("button", name="Filters").click()
    page.locator(".st-key-filters_narrow").get_by_role("combobox").nth(1).click()
    page.get_by_role("option", name="Failed").click()
    expect(page).to_have_url(re.compile("status=failed"))
