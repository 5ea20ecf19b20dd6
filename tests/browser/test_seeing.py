"""What can be seen: words stand out from their ground, nothing is cut off or out of sight, and where a photo
is transparent so is what shows it."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from bench.serving import Server, browser_path
from core.settings import ROOT
from scripts.browser.generating import STAGED
from scripts.browser.person import Person, seen
from store.records import Role, Run
from store.runs import Picture
from tests.photos import cutout
from tests.photos import png as photo_png
from tests.store_runs import compared, new_run, open_store, outcome, png, queued

pytestmark = pytest.mark.slow
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LOW: dict[str, Any] = {"viewport": {"width": 1280, "height": 560}, "device_scale_factor": 1}
SIZE = (300, 600)
CONTRAST = (ROOT / "tests" / "browser" / "contrast.js").read_text(encoding="utf-8")
CLIPPED = """() => [...document.querySelectorAll('[role=radiogroup], [role=group], button, label')]
    .filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0
        && getComputedStyle(one).overflowX !== 'visible')
    .map(one => one.getAttribute('aria-label') || one.innerText)"""
PAGES = {
    "home": ("/", "Backdrop Studio"),
    "generate": ("/generate?from={one}", "Generate"),
    "pictures": ("/generate?group={group}", "Generate"),
    "history": ("/history?select=1", "History"),
    "run": ("/history?run={one}", None),
    "compare": ("/compare?runs={one},{other}", "Compare"),
}


def tall(colour: str) -> dict[Role, Picture]:
    """The pictures of a run, tall ones; of the photo only the lower half shows anything."""
    photo = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    photo.paste((200, 30, 30, 255), (0, 300, *SIZE))
    roles: tuple[Role, ...] = ("matte", "control", "background", "composite")
    made: dict[Role, Picture] = {role: (png(colour, SIZE), "image/png", *SIZE) for role in roles}
    small = png(colour, (160, 320), "WEBP")
    return {
        **made,
        "source": (photo_png(photo), "image/png", *SIZE),
        "thumbnail": (small, "image/webp", 160, 320),
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A data folder with two pictures of a transparent photo, the second a re-run of the first."""
    folder = tmp_path_factory.mktemp("seeing") / "data"
    store = open_store(folder)

    def finished(result: Any, **more: Any) -> Run:
        asked = new_run("on a beach at sunset", 5, profile="scene", source_name="cup.png", **more)
        (run,) = queued(store.runs, asked, upload=photo_png(cutout(320, 480)))
        store.runs.start(run.id, "a worker")
        store.runs.finish(run.id, result, tall("navy"))
        return run

    size = {"width": SIZE[0], "height": SIZE[1]}
    one = finished(outcome(**size))
    other = finished(compared(**size), parent=one.id)
    store.runs.tag(one.id, ["shop"])
    store.close()
    return folder, {"one": other.id, "other": one.id, "group": other.group}


@pytest.fixture(scope="module")
def server(made: tuple[Path, dict[str, str]]) -> Generator[Server]:
    """A studio that reads no models."""
    if browser_path() is None:
        pytest.skip("there is no Chromium on this machine")
    around = {"STUDIO_DATA_DIR": str(made[0]), "STUDIO_PRELOAD": "0"}
    with Server(made[0].parent / "server.log", around) as started:
        yield started


@pytest.fixture
def visits(
    comes: Callable[..., Person], server: Server, made: tuple[Path, dict[str, str]]
) -> Callable[..., Person]:
    """Has a person come to one of ``PAGES`` and wait until it stands."""

    def visit(name: str, **look: Any) -> Person:
        person, (path, heading) = comes(server, **look), PAGES[name]
        person.page.goto(path.format(**made[1]))
        if heading is not None:
            person.stands(heading)
        if name == "generate":
            expect(person.image(STAGED)).to_be_visible()
        person.settled()
        return person

    return visit


def top(part: Locator) -> float:
    box = part.bounding_box()
    assert box is not None
    return box["y"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_words_stand_out_from_their_ground(visits: Callable[..., Person], name: str, scheme: str) -> None:
    page = visits(name, color_scheme=scheme).page
    if name == "generate":
        page.get_by_text("Advanced", exact=True).first.click()
        expect(page.get_by_text("Longest side")).to_be_visible()
    found = page.evaluate(CONTRAST, 4.5)
    assert found["count"] > 15
    assert found["faint"] == []


@pytest.mark.parametrize("width", [390, 1024, 1440])
@pytest.mark.parametrize("name", ["generate", "history", "compare"])
def test_no_control_is_cut_off(visits: Callable[..., Person], name: str, width: int) -> None:
    page = visits(name, viewport={"width": width, "height": 900}).page
    if name == "generate":
        page.get_by_text("Advanced", exact=True).first.click()
        expect(page.get_by_text("Longest side")).to_be_visible()
    assert page.evaluate(CLIPPED) == []


def test_a_phone_shows_the_staging_under_the_photo_and_keeps_it_while_the_light_is_set(
    visits: Callable[..., Person],
) -> None:
    person = visits("generate", **PHONE)
    page, staged = person.page, person.image(STAGED)
    order = [page.get_by_text("cup.png", exact=True), staged, page.locator(".st-key-background")]
    assert [top(part) for part in order] == sorted(top(part) for part in order)
    page.get_by_role("slider", name="Light: drag the sun").scroll_into_view_if_needed()
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollBy(0, 200)")
    expect(staged).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Generate", exact=False).last).to_be_in_viewport()
    page.get_by_label("Pictures", exact=True).first.focus()
    expect(staged).not_to_be_in_viewport()


def test_a_phone_checks_for_a_shop_in_two_taps(visits: Callable[..., Person]) -> None:
    person = visits("pictures", **PHONE)
    person.page.get_by_role("button", name="Shop check").locator("visible=true").tap()
    person.page.get_by_role("radio", name="Amazon, main picture").tap()
    expect(person.page.get_by_role("table", name="Shop check")).to_be_in_viewport()


def test_a_phone_has_a_runs_stages_two_by_two(visits: Callable[..., Person]) -> None:
    stages = visits("run", **PHONE).page.get_by_role("list", name="How it was made").locator("button")
    expect(stages).to_have_count(5)
    tops = [top(stage) for stage in stages.all()]
    assert (tops[0], tops[2]) == (tops[1], tops[3])


@pytest.mark.parametrize("name", ["run", "compare"])
def test_a_wipe_is_no_taller_than_the_window(visits: Callable[..., Person], name: str) -> None:
    page = visits(name, **LOW).page
    if name == "compare":
        page.get_by_text("A and its photo").click()
    box = page.locator("figure.slider").bounding_box()
    assert box is not None
    assert box["height"] <= LOW["viewport"]["height"] - 100
    assert box["height"] / box["width"] == pytest.approx(2, abs=0.02)


@pytest.mark.parametrize("height", [700, 900])
def test_a_wipe_is_whole_in_the_window_under_what_is_above_it(
    visits: Callable[..., Person], height: int
) -> None:
    page = visits("compare", viewport={"width": 1366, "height": height}).page
    page.get_by_text("Wipe A to B").click()
    expect(page.locator("figure.slider")).to_be_in_viewport(ratio=1)


def test_a_tall_picture_is_whole_in_a_low_window(visits: Callable[..., Person]) -> None:
    picture = visits("pictures", **LOW).page.locator(".st-key-large img")
    box = picture.bounding_box()
    assert box is not None
    assert box["height"] <= LOW["viewport"]["height"] - 100
    assert picture.evaluate("one => getComputedStyle(one).objectFit") == "contain"


@pytest.mark.parametrize(("scheme", "ground"), [("light", 220), ("dark", 40)])
@pytest.mark.parametrize("name", ["run", "compare"])
def test_where_a_photo_shows_nothing_neither_does_the_wipe(
    visits: Callable[..., Person], name: str, scheme: str, ground: int
) -> None:
    page = visits(name, color_scheme=scheme, device_scale_factor=1).page
    if name == "compare":
        page.get_by_text("A and its photo").click()
    grip = page.get_by_role("slider")
    grip.press("End")
    expect(grip).to_have_attribute("aria-valuenow", "100")
    pixels = seen(page.locator("figure.slider")).astype(int)
    height, width = pixels.shape[:2]
    above = pixels[height // 8 : height // 4, width // 4 : width * 3 // 4].reshape(-1, 3)
    assert np.ptp(above, axis=1).max() < 8  # squares of the page's greys: neither the picture nor its colour
    assert abs(int(np.median(above)) - ground) < 36
    assert len(np.unique(above, axis=0)) >= 2
    below = pixels[height * 3 // 4, width // 8]
    assert tuple(below) == pytest.approx((200, 30, 30), abs=4)


def test_a_transparent_photo_among_the_stages_is_on_squares_too(visits: Callable[..., Person]) -> None:
    page = visits("run", device_scale_factor=1).page
    photo = seen(page.get_by_role("list", name="How it was made").locator("img").first).astype(int)
    above = photo[20 : photo.shape[0] // 3, 20:-20].reshape(-1, 3)
    assert above.min() > 200
    assert len(np.unique(above, axis=0)) >= 2


@pytest.mark.parametrize("width", [1100, 1280, 1360])
def test_the_seed_and_its_dice_stand_in_one_row(visits: Callable[..., Person], width: int) -> None:
    page = visits("generate", viewport={"width": width, "height": 900}).page
    seed, dice = (
        page.get_by_label("Seed", exact=True).first,
        page.get_by_role("button", name="New", exact=True),
    )
    assert abs(top(seed) - top(dice.first)) < 12


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_bar_of_generate_stands_on_the_pages_own_colour(
    visits: Callable[..., Person], scheme: str
) -> None:
    person = visits("generate", color_scheme=scheme, device_scale_factor=1)
    ground = person.page.locator(".stApp").evaluate("one => getComputedStyle(one).backgroundColor")
    bar = person.page.locator(".st-key-generate_bar")
    around = """one => {
        const found = [];
        for (let at = one; at && !at.matches('.stApp'); at = at.parentElement) {
            const style = getComputedStyle(at);
            found.push(style.backdropFilter, style.filter);
        }
        return found;
    }"""
    assert set(bar.evaluate(around)) == {"none"}
    assert bar.evaluate("one => getComputedStyle(one).backgroundColor") == ground
