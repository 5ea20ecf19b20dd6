"""Many pictures compared in a real Chromium: zoomed together, blinking, with the map of where they differ."""

import re
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect

from bench.serving import Server, browser_path
from scripts.browser.person import Person
from store.records import Role
from store.runs import Picture
from tests.photos import png as photo_png
from tests.store_runs import Store, new_run, open_store, outcome, queued

pytestmark = pytest.mark.slow
COUNT = 24
SIZE = (720, 480)
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def picture(number: int) -> bytes:
    image = Image.new("RGB", SIZE, (90, 110, 130))
    draw = ImageDraw.Draw(image)
    draw.rectangle((75, 75, 315, 315), fill=(200, 180, 40))
    draw.ellipse((450, 45 + 13 * number, 510, 105 + 13 * number), fill=(220, 40, 40))
    return photo_png(image)


def matte() -> bytes:
    """The yellow square is the subject."""
    image = Image.new("L", SIZE)
    ImageDraw.Draw(image).rectangle((75, 75, 315, 315), fill=255)
    return photo_png(image)


MATTE, MATTES = matte(), 2
"""Of so many of the runs the subject is known."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Generator[tuple[Store, Path, list[str]]]:
    """A store with pictures that differ in seed, words and where a red spot is."""
    folder = tmp_path_factory.mktemp("comparing") / "data"
    store, ids = open_store(folder), list[str]()
    roles: tuple[Role, ...] = ("source", "composite", "thumbnail")
    for number in range(COUNT):
        file = picture(number)
        words = f"on {'an oak' if number % 2 else 'a marble'} table, <b>by</b> a window"
        (run,) = queued(store.runs, new_run(words, number))
        store.runs.start(run.id, "a worker")
        pictures: dict[Role, Picture] = dict.fromkeys(roles, (file, "image/png", *SIZE))
        if number < MATTES:
            pictures["matte"] = (MATTE, "image/png", *SIZE)
        # Painting takes longer each time, the cut-out as long, and the edges hardly any time.
        spent = {"matte": 0.5, "edges": 0.01 * number, "inpaint": 4.0 + number}
        store.runs.finish(run.id, outcome(width=SIZE[0], height=SIZE[1], seconds=spent), pictures)
        ids.append(run.id)
    yield store, folder, ids
    store.close()


@pytest.fixture(scope="module")
def server(made: tuple[Store, Path, list[str]]) -> Generator[Server]:
    if browser_path() is None:
        pytest.skip("there is no Chromium on this machine")
    around = {"STUDIO_DATA_DIR": str(made[1]), "STUDIO_PRELOAD": "0"}
    with Server(made[1].parent / "server.log", around) as started:
        yield started


@pytest.fixture
def compares(
    comes: Callable[..., Person], server: Server, made: tuple[Store, Path, list[str]]
) -> Callable[..., Page]:
    """Has a person compare the first so many of the pictures."""

    def compare(count: int, more: str = "", **look: Any) -> Page:
        person = comes(server, **{"device_scale_factor": 1, **look})
        person.open(f"/compare?runs={','.join(made[2][:count])}{more}", "Compare")
        expect(person.page.get_by_role("heading", name="Models and environment")).to_be_visible()
        person.settled()
        return person.page

    return compare


def boxes(page: Page) -> list[list[float]]:
    """Where each picture's sheet lies in its frame, as shares of the frame."""
    return page.locator(".pane .sheet").evaluate_all(
        """sheets => sheets.map(sheet => {
            const [inner, outer] = [sheet, sheet.parentElement].map(one => one.getBoundingClientRect());
            return [(inner.left - outer.left) / outer.width, (inner.top - outer.top) / outer.height,
                inner.width / outer.width].map(one => Math.round(one * 100) / 100);
        })"""
    )


def together(page: Page) -> list[float]:
    """The one place and size that all sheets have."""
    found = boxes(page)
    assert all(one == found[0] for one in found)
    return found[0]


def middle(part: Locator) -> tuple[float, float]:
    box = part.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_all_pictures_are_zoomed_and_moved_together(compares: Callable[..., Page]) -> None:
    page = compares(3)
    first = page.locator(".pane").first
    assert together(page) == [0, 0, 1]
    x, y = middle(first)
    page.mouse.move(x, y)
    page.mouse.wheel(0, -300)
    assert together(page) == [0, 0, 1]  # a wheel that only passes by scrolls the page
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 0)")
    page.mouse.click(x, y)
    page.mouse.wheel(0, -300)
    expect(first).to_have_class(re.compile("near"))
    near = together(page)
    assert near[2] > 1.5
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 20, steps=4)
    page.mouse.up()
    moved = together(page)
    assert moved[0] > near[0]
    first.press("ArrowRight")
    assert together(page)[0] < moved[0]
    first.press("1")
    assert "100" in page.locator(".zoom").inner_text()
    width = page.locator(".sheet img").first.evaluate("one => one.getBoundingClientRect().width")
    assert width == pytest.approx(SIZE[0], abs=1)
    page.get_by_role("button", name="Fit").click()
    assert together(page) == [0, 0, 1]
    page.get_by_role("button", name="Nearer").click()
    assert together(page)[2] == 1.5


def test_what_is_compared_outlives_the_grid_and_a_reload_elsewhere(compares: Callable[..., Page]) -> None:
    page = compares(3)
    asked = page.url
    page.get_by_role("button", name="Grid").click()
    expect(page.get_by_role("heading", name="Grid")).to_be_visible()
    page.get_by_role("button", name="Side by side").click()
    expect(page.get_by_role("heading", name="Models and environment")).to_be_visible()
    assert unquote(page.url) == asked
    looks = page.get_by_role("radiogroup", name="Look")
    expect(looks.get_by_role("radio", name="Side by side")).to_be_checked()
    sidebar = page.get_by_test_id("stSidebar")
    sidebar.get_by_role("link", name="History").click()
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    page.wait_for_function("sessionStorage.getItem('studio-left')?.includes('runs=')")
    page.reload()
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    expect(sidebar.get_by_role("link", name="Compare")).to_have_attribute("href", re.compile("runs="))
    sidebar.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", name="Models and environment")).to_be_visible()
    assert unquote(page.url) == asked


def test_two_fingers_zoom(compares: Callable[..., Page]) -> None:
    page = compares(2, **PHONE)
    x, y = middle(page.locator(".pane").first)
    touch = page.context.new_cdp_session(page)
    for kind, apart in (("touchStart", 30), ("touchMove", 60), ("touchMove", 110)):
        points = [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert together(page)[2] > 2


def test_two_blink_until_a_key_stops_them(compares: Callable[..., Page]) -> None:
    page = compares(3, "&look=blink")
    viewer = page.locator(".viewer").first
    for face in ("0", "1", "0"):
        expect(viewer).to_have_attribute("data-face", face)
    page.locator(".pane").focus()
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    still = viewer.get_attribute("data-face")
    page.wait_for_timeout(900)
    assert viewer.get_attribute("data-face") == still
    page.keyboard.press("x")
    expect(viewer).not_to_have_attribute("data-face", still or "")
    expect(page.locator(".shown")).to_have_text("AB"[1 - int(still or 0)])
    page.get_by_role("slider", name=re.compile("each")).press("Home")
    expect(page.get_by_text("0.25 s each")).to_be_visible()


def test_the_map_marks_where_two_differ_and_leads_there(compares: Callable[..., Page]) -> None:
    page = compares(3, "&look=map")
    difference = page.get_by_role("img", name="Map of where A and B differ, 4 times as bright")
    expect(difference).to_be_visible()
    page.wait_for_function(f"one => one.naturalWidth == {SIZE[0]}", arg=difference.element_handle())
    expect(page.get_by_role("img", name="Scale from no difference")).to_be_visible()
    page.get_by_role("button", name="Place 1").click()
    left, top, width = together(page)
    assert width > 1.5
    seen = [-left / width, (1 - left) / width, -top / width, (1 - top) / width]
    assert seen[0] < 480 / 720 < seen[1]  # the red spot
    assert seen[2] < 82 / 480 < seen[3]
    page.get_by_text("16 ×").click()
    expect(page).to_have_url(re.compile("gain=16"))
    page.reload()
    expect(page.get_by_role("img", name=re.compile("16 times as bright"))).to_be_visible()


def test_pictures_are_measured_whole_and_without_their_subject(compares: Callable[..., Page]) -> None:
    page = compares(2)
    for figure, shape in (("PSNR", r"\d\d\.\d dB"), ("SSIM", r"0\.\d{3}"), ("FLIP", r"0\.\d{3}")):
        for name in (f"{figure} to A", f"{figure} to A, background"):
            cells = page.get_by_role("row").filter(has=page.get_by_text(name, exact=True)).get_by_role("cell")
            expect(cells.last).to_have_text(re.compile(shape))


def test_what_is_the_same_in_all_has_no_row_and_no_picture_is_shown_twice(
    compares: Callable[..., Page],
) -> None:
    page = compares(3)
    table = page.get_by_role("table", name="Seconds and figures")
    expect(table).to_contain_text("6.0 s")
    assert "0.0 s" not in table.inner_text()
    assert "Cut-out" not in table.inner_text()
    differs = page.get_by_role("table", name="What differs").inner_text()
    assert "Seed" in differs
    assert "Model" not in differs
    drawn = page.locator("img:visible").evaluate_all("images => images.map(one => one.currentSrc)")
    blobs = [url for url in drawn if "/blob/" in url]
    assert len(blobs) == len(set(blobs)) == 3
    expect(page.locator(".st-key-picks img")).to_have_count(0)


def test_words_that_differ_are_marked_and_stay_words(compares: Callable[..., Page]) -> None:
    page = compares(2)
    expect(page.locator(".facts mark").first).to_have_text("a marble")
    expect(page.locator("table mark").nth(1)).to_have_text("an oak")
    expect(page.locator(".card .facts").first).to_contain_text("<b>by</b>")
    expect(page.get_by_role("cell").filter(has_text="<b>by</b>").first).to_be_visible()


def test_stars_ratings_download_and_leaving_out_are_on_the_cards(
    compares: Callable[..., Page], made: tuple[Store, Path, list[str]]
) -> None:
    store, _, ids = made
    page = compares(3)
    page.get_by_role("button", name="Star B", exact=True).press("Enter")
    expect(page.get_by_role("button", name="Take the star from B")).to_be_focused()
    page.get_by_role("button", name="Rate C 4 of 5").click()
    expect(page.get_by_role("button", name="Take the rating from C")).to_be_visible()
    assert store.runs.get(ids[1]).starred
    assert store.runs.get(ids[2]).rating == 4
    page.get_by_role("button", name="Download C").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as PNG").click()
    assert saved.value.suggested_filename.endswith(".png")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Leave B out").click()
    expect(page).to_have_url(re.compile(f"{ids[0]}(,|%2C){ids[2]}$"))
    expect(page.locator(".pane")).to_have_count(2)
    page.get_by_role("button", name="Open A").click()
    expect(page).to_have_url(re.compile(f"/history.*run={ids[0]}"))


@pytest.mark.parametrize("width", [390, 1440])
def test_two_dozen_stay_in_sight_and_are_all_measured(compares: Callable[..., Page], width: int) -> None:
    page = compares(COUNT, viewport={"width": width, "height": 900})
    expect(page.locator(".pane")).to_have_count(COUNT)
    expect(page.get_by_role("cell", name="…", exact=True)).to_have_count(0)
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth <= main.clientWidth")
    page.get_by_role("button", name="Nearer").click()
    assert together(page)[2] == 1.5
    if width > 640:
        tops = [round(middle(one)[1]) for one in page.locator(".pane").all()[:4]]
        assert len(set(tops)) == 1


def test_settings_of_narrow_cards_have_their_whole_width(compares: Callable[..., Page]) -> None:
    page = compares(4, viewport={"width": 1440, "height": 900})
    words = page.locator(".head .facts").first
    expect(words).to_be_visible()
    inside, card = words.bounding_box(), page.locator(".card").first.bounding_box()
    assert inside is not None
    assert card is not None
    assert inside["width"] > 0.95 * card["width"]
