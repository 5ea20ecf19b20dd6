"""Pictures found, chosen, tagged and left again, in a real Chromium: nothing is done to what is not seen, and
one press of Back is one step."""

import re
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bench.serving import Server
from store.records import NewRun, Run, RunQuery
from tests.store_runs import Store, compared, finished, new_run, open_store

pytestmark = pytest.mark.slow
SEARCH = "Words, photo, seed"
DONE = "!!document.querySelector('[data-test-script-state=notRunning]')"


class Studio(Server):
    """A server behind a base path, as a reverse proxy has it."""

    @property
    def url(self) -> str:
        return f"{super().url}/studio"


def zebra(**more: Any) -> NewRun:
    return new_run("zebra red", 100, source_name="IMG_0042.jpg", **more)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Forty runs, the newest a re-run of another."""
    opened = open_store(tmp_path_factory.mktemp("marking") / "data")
    for seed in range(40):
        finished(opened.runs, new_run(f"on a shelf, number {seed}", seed), colour="teal")
    first = finished(opened.runs, zebra(), colour="red", upload=b"another photo")
    more: dict[str, Any] = {"comparison": compared().comparison, "upload": b"another photo"}
    finished(opened.runs, zebra(parent=first.id), colour="red", **more)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def zebras(store: Store) -> list[Run]:
    return list(store.runs.search(RunQuery(words="zebra")).runs)


@pytest.fixture(scope="module")
def server(store: Store) -> Generator[Studio]:
    around = {
        "STUDIO_DATA_DIR": str(store.database.folder),
        "STUDIO_PRELOAD": "0",
        "STREAMLIT_SERVER_BASE_URL_PATH": "studio",
    }
    with Studio(store.database.folder.parent / "server.log", around) as started:
        yield started


@pytest.fixture
def page(chromium: Browser, server: Studio) -> Generator[Page]:
    """A page of which every picture is found."""
    context = chromium.new_context(base_url=f"{server.url}/", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    missing: list[str] = []
    page.on(
        "response", lambda one: missing.append(one.url) if "blob" in one.url and one.status != 200 else None
    )
    yield page
    assert [url for url in missing if "/blob/" in url] == []
    context.close()


def at(page: Page, path: str) -> Page:
    page.goto(path)
    page.wait_for_function(DONE)
    page.wait_for_timeout(1000)
    return page


def tiles(page: Page | Locator) -> Locator:
    return page.locator("button.item")


def searched(page: Page, words: str) -> None:
    page.get_by_placeholder(SEARCH).first.fill(words)
    page.keyboard.press("Enter")


def chosen(page: Page, count: int) -> None:
    """Wait until so many are chosen."""
    words = f"{count} picture{'s' if count > 1 else ''} chosen"
    expect(page.locator(".st-key-chosen_actions")).to_contain_text(words)
    page.wait_for_function(DONE)
    page.wait_for_timeout(1000)


def test_pictures_are_found_behind_a_base_path(page: Page, zebras: list[Run]) -> None:
    at(page, "history?words=zebra")
    thumb = tiles(page).first.locator("img")
    expect(thumb).to_be_visible()
    # A proxy hands on only what begins so.
    expect(thumb).to_have_attribute("src", re.compile("^/studio/blob/"))
    page.wait_for_function("one => one.naturalWidth > 0", arg=thumb.element_handle())
    tiles(page).first.click()
    wiped = page.locator(".slider img").first
    expect(wiped).to_be_visible()
    expect(wiped).to_have_attribute("src", re.compile("^/studio/blob/"))
    page.wait_for_function("one => one.naturalWidth > 0", arg=wiped.element_handle())


def test_back_from_compare_leads_to_the_filtered_list_with_what_was_chosen(page: Page) -> None:
    at(page, "history?words=zebra&select=1")
    for place in (0, 1):
        tiles(page).nth(place).click()
        chosen(page, place + 1)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="Compare")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/history\?words=zebra&select=1$"))
    chosen(page, 2)
    expect(tiles(page)).to_have_count(2)


def test_back_from_a_comparison_with_the_parent_leads_to_the_picture(page: Page, zebras: list[Run]) -> None:
    at(page, f"history?words=zebra&run={zebras[0].id}")
    page.get_by_role("button", name="Compare").click()
    page.get_by_text("With what it was made from").click()
    expect(page.get_by_role("heading", name="Compare")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"runs={zebras[1].id}"))
    page.go_back()
    expect(page).to_have_url(re.compile(rf"/history\?words=zebra&run={zebras[0].id}$"))
    expect(page.get_by_role("button", name="Change and run")).to_be_visible()


def test_back_from_changing_a_picture_is_one_press(page: Page, zebras: list[Run]) -> None:
    at(page, f"history?words=zebra&run={zebras[0].id}")
    page.get_by_role("button", name="Change and run").click()
    expect(page.get_by_role("heading", name="Generate", exact=True)).to_be_visible()
    page.wait_for_function(DONE)
    page.go_back()
    expect(page).to_have_url(re.compile(rf"/history\?words=zebra&run={zebras[0].id}$"))
    expect(page.get_by_role("button", name="Change and run")).to_be_visible()


def test_each_search_and_each_opened_picture_is_a_step_of_its_own(page: Page) -> None:
    at(page, "history")
    searched(page, "shelf")
    expect(page).to_have_url(re.compile("words=shelf$"))
    searched(page, "zebra")
    expect(tiles(page)).to_have_count(2)
    tiles(page).first.click()
    expect(page.get_by_role("button", name="Back to the list")).to_be_visible()
    for address in (r"words=zebra$", r"words=shelf$", r"/history$"):
        page.go_back()
        expect(page).to_have_url(re.compile(address))
    expect(tiles(page)).to_have_count(42)


def test_the_sidebars_compare_has_what_was_compared_in_its_address(page: Page, zebras: list[Run]) -> None:
    ids = [run.id for run in zebras]
    at(page, f"compare?runs={','.join(ids)}")
    page.get_by_test_id("stSidebar").get_by_role("link", name="History").click()
    expect(tiles(page).first).to_be_visible()
    page.get_by_test_id("stSidebar").get_by_role("link", name="Compare").click()
    expect(page).to_have_url(re.compile(rf"/compare\?runs={ids[0]}"))
    page.reload()
    expect(page.get_by_role("heading", name="What differs")).to_be_visible()


def test_what_is_chosen_in_the_list_is_not_chosen_in_the_bin(page: Page, store: Store) -> None:
    gone = finished(store.runs, new_run("gone", 7))
    store.runs.delete([gone.id])
    at(page, "history?select=1")
    for place in (0, 1):
        tiles(page).nth(place).click()
        chosen(page, place + 1)
    to_bin = page.get_by_role("button", name="Bin (1)")
    before = to_bin.bounding_box()
    to_bin.click()
    expect(page.get_by_role("heading", name="Bin")).to_be_visible()
    page.wait_for_function(DONE)
    after = page.get_by_role("button", name="Empty the bin").bounding_box()
    # A second press at the same place empties nothing.
    assert before is not None
    assert after is not None
    assert not before["x"] < after["x"] + after["width"] or not after["x"] < before["x"] + before["width"]
    page.get_by_text("Select", exact=True).click()
    expect(page.get_by_text("Press pictures to choose them.")).to_be_visible()
    expect(page.locator(".st-key-chosen_actions")).to_have_count(0)
    tiles(page).first.click()
    chosen(page, 1)
    page.get_by_role("button", name="Delete for good").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete for good").click()
    expect(page.locator(".st-key-undo_bar")).to_contain_text("1 picture deleted for good.")
    assert store.runs.many([gone.id]) == []


def test_what_a_search_hides_is_not_chosen_either(page: Page) -> None:
    at(page, "history?select=1")
    for place in (0, 5):
        tiles(page).nth(place).click()
        chosen(page, 1 if place == 0 else 2)
    searched(page, "zebra")
    expect(tiles(page)).to_have_count(2)
    chosen(page, 1)


def test_the_bar_of_what_is_chosen_stays_in_sight_and_the_bin_can_be_undone(page: Page, store: Store) -> None:
    at(page, "history?select=1&words=shelf")
    tiles(page).first.click()
    chosen(page, 1)
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 900)")
    bar = page.locator(".st-key-chosen_actions").get_by_role("button", name="Bin")
    expect(bar).to_be_in_viewport()
    bar.click()
    undo = page.locator(".st-key-undo_bar")
    expect(undo).to_contain_text("1 picture moved to the bin.")
    assert store.runs.facets().binned == 1
    undo.get_by_role("button", name="Undo").click()
    expect(undo).to_have_count(0)
    assert store.runs.facets().binned == 0


def test_a_row_of_the_table_opens_and_back_leads_to_the_table(page: Page) -> None:
    at(page, "history?look=table&words=zebra")
    table = page.get_by_test_id("stDataFrame")
    expect(table).to_be_visible()
    page.wait_for_timeout(1000)
    table.click(position={"x": 300, "y": 38 + 28})
    expect(page.get_by_role("button", name="Change and run")).to_be_visible()
    page.go_back()
    expect(table).to_be_visible()
    expect(page).to_have_url(re.compile(r"look=table$|words=zebra$"))


@pytest.mark.parametrize("typed", ["🎄", "%", '"'])
def test_signs_find_only_the_pictures_that_have_them(page: Page, store: Store, typed: str) -> None:
    at(page, "history")
    searched(page, typed)
    expect(page.get_by_text("Nothing found")).to_be_visible()
    (run,) = store.runs.search(RunQuery(words="red")).runs[:1]
    store.runs.tag(run.id, [f"x {typed}"])
    page.reload()
    expect(tiles(page)).to_have_count(1)
    store.runs.tag(run.id, [])


def test_a_tag_has_one_spelling_whoever_types_it(page: Page, store: Store, zebras: list[Run]) -> None:
    spellings = ("caf\u00e9", "cafe\u0301", "CAF\u00c9")
    ids = [zebras[0].id, zebras[1].id, store.runs.search(RunQuery(words="shelf")).runs[0].id]
    for run_id, typed in zip(ids, spellings, strict=True):
        at(page, f"history?run={run_id}")
        page.get_by_label("Tags").last.fill(typed)
        page.keyboard.press("Enter")
        expect(page.get_by_text("caf\u00e9", exact=True).first).to_be_visible()
        page.wait_for_function(DONE)
        page.wait_for_timeout(500)
    assert {store.runs.get(run_id).tags for run_id in ids} == {("caf\u00e9",)}
    at(page, "history?tag=cafe%CC%81")
    expect(tiles(page)).to_have_count(3)
    for run_id in ids:
        store.runs.tag(run_id, [])


@pytest.mark.parametrize("typed", ["IMG_0042", "img 0042.jpg", "100"])
def test_a_picture_is_found_by_its_photos_name_and_by_its_seed(page: Page, typed: str) -> None:
    at(page, "history")
    searched(page, typed)
    expect(tiles(page)).to_have_count(2)


def test_a_product_is_found_by_its_photo(page: Page, zebras: list[Run]) -> None:
    at(page, "history")
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Photo", exact=True).last.click()
    page.get_by_role("option", name="IMG_0042.jpg (2)").click()
    expect(page).to_have_url(re.compile("photo="))
    expect(tiles(page)).to_have_count(2)
    at(page, f"history?run={zebras[0].id}")
    page.get_by_role("button", name="All pictures of this photo").click()
    expect(tiles(page)).to_have_count(2)


def test_two_tabs_on_one_picture_keep_both_tags_and_tell_of_the_other_note(
    page: Page, store: Store, zebras: list[Run]
) -> None:
    path = f"history?run={zebras[1].id}"
    other = page.context.new_page()
    for tab in (page, other):
        at(tab, path)
    for tab, tag in ((page, "mine"), (other, "yours")):
        tab.get_by_label("Tags").last.fill(tag)
        tab.keyboard.press("Enter")
        expect(tab.get_by_text(tag, exact=True).first).to_be_visible()
        tab.wait_for_function(DONE)
    page.wait_for_timeout(500)
    assert store.runs.get(zebras[1].id).tags == ("mine", "yours")
    for tab, words in ((page, "first"), (other, "second")):
        tab.get_by_label("Note").fill(words)
        tab.keyboard.press("Control+Enter")
        tab.wait_for_timeout(800)
    expect(other.get_by_text("The note was changed meanwhile")).to_contain_text("first")
    expect(other.get_by_label("Note")).to_have_value("second")
    assert store.runs.get(zebras[1].id).note == "first"
    store.runs.tag(zebras[1].id, [])


def test_a_new_search_in_the_dialog_begins_at_its_first_page(page: Page, server: Studio) -> None:
    at(page, "compare")
    page.get_by_role("button", name="Add from history").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Page 2").click()
    expect(tiles(dialog)).to_have_count(18)
    dialog.get_by_placeholder(SEARCH).fill("shelf")
    page.keyboard.press("Enter")
    expect(tiles(dialog)).to_have_count(24)
    log = server.log.read_text(errors="replace")
    assert "Traceback" not in log
    assert "default value" not in log


def test_the_verdict_of_a_rerun_is_seen_at_once(page: Page, zebras: list[Run]) -> None:
    at(page, f"history?run={zebras[0].id}")
    expect(page.get_by_text("Nearly the same as its parent")).to_be_in_viewport()


def test_a_phone_has_the_buttons_after_the_picture_and_compares_large_ones(
    page: Page, zebras: list[Run]
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    at(page, f"history?run={zebras[0].id}")
    expect(page.locator("button.press").first).to_be_attached()
    button = page.get_by_role("button", name="Change and run").bounding_box()
    stage = page.locator("button.press").first.bounding_box()
    assert button is not None
    assert stage is not None
    assert button["y"] < stage["y"]
    at(page, f"compare?runs={','.join(run.id for run in zebras)}")
    expect(page.locator(".pane").nth(1)).to_be_visible()
    widths = page.locator(".pane").evaluate_all("all => all.map(one => one.clientWidth)")
    assert min(widths) > 300


def test_a_samples_picture_begins(page: Page) -> None:
    at(page, "")
    page.get_by_role("button", name="Try the cat").click()
    expect(page.get_by_role("heading", name="Generate", exact=True)).to_be_visible()
    expect(page.get_by_text("chelsea.png").first).to_be_visible()
