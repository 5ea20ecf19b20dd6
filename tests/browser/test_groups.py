"""Grids, batches and sheets in a real Chromium: drafted, made, killed in the middle, looked at."""

import time
from collections.abc import Callable, Generator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError, expect

from bench.serving import Server, browser_path
from core.groups.axes import axis_of
from core.groups.grid import grid
from core.samples import load_sample
from scripts.browser.person import PATIENCE, Person
from store.records import RunQuery, RunStatus
from tests.browser.forms import picked, says, typed, varied
from tests.fakes import until
from tests.groups import REQUESTS, stock
from tests.photos import cutout, png, scene
from tests.store_runs import open_store
from tests.studios import opened

pytestmark = pytest.mark.slow
SHEET_SECONDS = 3.0
IN_SIGHT = """(scroll, which) => {
    const [outer, one] = [scroll, scroll.querySelector(which)].map(part => part.getBoundingClientRect());
    const within = (begin, end) => one[end] > outer[begin] && one[begin] < outer[end];
    return [within("left", "right"), within("top", "bottom")];
}"""


@pytest.fixture(scope="module")
def tenfold(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder with a finished grid of 10 × 10, and its id."""
    folder = tmp_path_factory.mktemp("groups") / "data"
    studio = opened(folder)
    photo = studio.library.group_photos.keep("mug.png", png(scene(320, 320)))
    axes = [axis_of(text, "a beach", stock()) for text in ("seed=1..10", "guidance=1..10")]
    base = {"profile": "mini", "num_inference_steps": 1, "prompt": "a beach", "seed": 1}
    group = studio.groups.begin(grid(axes, base, photo, REQUESTS))
    studio.group_runner.start(group)
    until(lambda: not studio.group_runner.working(group))
    studio.close()
    return folder, group


@pytest.fixture(scope="module")
def server(tenfold: tuple[Path, str]) -> Generator[Server]:
    if browser_path() is None:
        pytest.skip("there is no Chromium on this machine")
    around = {"STUDIO_DATA_DIR": str(tenfold[0]), "STUDIO_PRELOAD": "0"}
    with Server(tenfold[0].parent / "server.log", around) as started:
        yield started


def drawn_in(person: Person, path: str) -> float:
    """Seconds from asking for a sheet until its cells stand and the pictures in sight are there."""
    began = time.monotonic()
    person.page.goto(path)
    person.page.wait_for_function(
        """() => {
            const hosts = [...document.querySelectorAll('*')].filter(one => one.shadowRoot?.querySelector('.scroll'));
            const images = hosts.flatMap(one => [...one.shadowRoot.querySelectorAll('td img')]);
            const sight = images.filter(one => { const box = one.getBoundingClientRect(); return box.top < innerHeight && box.left < innerWidth; });
            return images.length === 100 && sight.every(one => one.complete && one.naturalWidth > 0);
        }""",  # noqa: E501
        timeout=PATIENCE,
    )
    return time.monotonic() - began


def test_a_sheet_of_a_hundred_is_drawn_at_once_zooms_and_opens_its_runs(
    comes: Callable[..., Person], server: Server, tenfold: tuple[Path, str]
) -> None:
    person, path = comes(server), f"/sheet?group={tenfold[1]}"
    person.open("/sheet", "Sheets")
    assert min(drawn_in(person, path) for _ in range(3)) < SHEET_SECONDS
    cell = person.page.locator("td .open").nth(12)
    before = cell.bounding_box()
    person.page.get_by_label("Size of the pictures").fill("320")
    after = cell.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > 1.5 * before["width"]
    star = person.page.locator("td .star").first
    star.click()
    expect(person.page.locator("td.best")).to_have_count(1)
    scroll = person.page.locator(".scroll")
    scroll.evaluate("one => one.scrollTo(700, 900)")
    assert scroll.evaluate(IN_SIGHT, "thead th:nth-child(4)") == [True, True]
    assert scroll.evaluate(IN_SIGHT, "tbody tr:nth-child(4) th") == [True, True]
    assert scroll.evaluate(IN_SIGHT, "tbody tr:nth-child(2) td") == [False, False]
    scroll.evaluate("one => one.scrollTo(0, 0)")
    cell.click()
    # Seed 3 across, guidance 2 down: the second row's third.
    person.stands("a beach")
    expect(person.page.get_by_text("seed 3").first).to_be_visible()
    person.page.go_back()
    expect(person.page.locator("td.best")).to_have_count(1)


def test_a_sheet_is_exported_as_a_page_that_needs_nothing_else(
    comes: Callable[..., Person], server: Server, tenfold: tuple[Path, str]
) -> None:
    person = comes(server)
    person.open(f"/sheet?group={tenfold[1]}", "Sheet")
    person.press("Export")
    for label, begins in (("HTML page", b"<!doctype html>"), ("Labelled PNG", b"\x89PNG")):
        with person.page.expect_download(timeout=PATIENCE) as file:
            person.press(label)
        assert Path(file.value.path()).read_bytes().startswith(begins)


def test_the_list_opens_a_sheet_and_bins_and_restores_it_at_a_press(
    comes: Callable[..., Person], server: Server, tenfold: tuple[Path, str]
) -> None:
    person = comes(server)
    page = person.page
    person.open("/sheet", "Sheets")
    page.locator(f".st-key-list_bin_{tenfold[1]} button").click()
    expect(page.locator(f".st-key-list_open_{tenfold[1]}")).to_have_count(0)
    says(person, "were moved to the bin")
    page.locator(".st-key-groups_bin button").click()
    says(person, "all 100 pictures")
    page.locator(f".st-key-list_open_{tenfold[1]} button").click()
    says(person, "100 pictures: 100 made.")
    expect(page.locator("td.made")).to_have_count(100)
    page.go_back()
    page.locator(f".st-key-list_restore_{tenfold[1]} button").click()
    says(person, "Nothing is in the bin")
    page.locator(".st-key-groups_all button").click()
    page.locator(f".st-key-list_open_{tenfold[1]} button").click()
    expect(page.locator("td .open").first).to_be_visible()


@pytest.mark.weights
def test_a_grid_killed_in_the_middle_is_finished_with_no_picture_twice(
    comes: Callable[..., Person], weights: Path, tmp_path: Path
) -> None:
    data, photo = tmp_path / "data", tmp_path / "mug.png"
    small = load_sample("coffee")
    small.thumbnail((160, 160))
    small.save(photo)
    around = {"STUDIO_DATA_DIR": str(data), "STUDIO_WEIGHTS_DIR": str(weights), "STUDIO_PRELOAD": "0"}
    with Server(tmp_path / "server.log", around) as server:
        person = comes(server)
        page = person.page
        person.open("/compare", "Compare")
        person.press("Grid")
        person.stands("Grid")
        page.locator("input[type=file]").first.set_input_files(photo)
        expect(page.get_by_text("mug.png").first).to_be_visible()
        typed(person, "Scene", "on a beach")  # painted: tracing takes seconds a picture
        varied(person, "x", "Across", "Seed", "1, 2, 3")
        varied(person, "y", "Down", "Matte grow", "0, 2, 4")
        varied(person, "z", "One sheet for each", "Matte feather", "0, 1.5")
        person.press("Make 18 pictures")
        person.stands("Sheet")
        expect(page.locator("td.made").nth(2)).to_be_visible(timeout=PATIENCE)
        server.kill()
        assert 0 < finished(data) < 18
        server.start()
        page.reload()
        page.get_by_role("button", name="Go on").first.click(timeout=PATIENCE)
        expect(page.get_by_text("18 made")).to_be_visible(timeout=2 * PATIENCE)
        person.complaints.clear()
        assert finished(data) == 18
        assert recorded(data) == 18


@pytest.mark.timeout(1800)
def test_words_presets_and_a_list_of_words_are_varied(comes: Callable[..., Person], tmp_path: Path) -> None:
    data, photo = tmp_path / "data", tmp_path / "mug.png"
    photo.write_bytes(png(cutout(96, 96)))
    studio = opened(data)
    studio.presets.save("Soft", {"matte_feather": 2.0})
    studio.presets.save("Wide", {"margin": 0.2})
    studio.close()
    (data / "wordlists").mkdir()
    (data / "wordlists" / "times.txt").write_text("# of day\nat sunset\nat night\n")
    with Server(tmp_path / "server.log", {"STUDIO_DATA_DIR": str(data), "STUDIO_PRELOAD": "0"}) as server:
        person = comes(server)
        person.open("/compare", "Compare")
        person.press("Grid")
        person.stands("Grid")
        person.page.locator("input[type=file]").first.set_input_files(photo)
        says(person, "mug.png")
        typed(person, "Scene", "by the sea")
        taken(person, "x", "Across", "Words of the sentence", "Words to replace")
        filled(person, "x", "Words to replace", "sea")
        filled(person, "x", "What to put in their place", "lake")
        echoed(person, "x", "sea · lake")
        taken(person, "y", "Down", "Preset", "Values")
        for name in ("Soft", "Wide"):
            picked(person, person.page.locator(".st-key-axis_y").get_by_role("combobox", name="Values"), name)
        echoed(person, "y", "Soft · Wide")
        taken(person, "z", "One sheet for each", "Scene (the sentence)", "Values")
        filled(person, "z", "Values", "by the sea __times__")
        echoed(person, "z", "by the sea at sunset · by the sea at night")
        person.press("Make 8 pictures")
        person.stands("Sheet")
        expect(person.page.get_by_text("8 made").first).to_be_visible(timeout=6 * PATIENCE)
    store = open_store(data)
    try:
        made = [run.request for run in store.runs.search(RunQuery()).runs]
    finally:
        store.close()
    assert {(one["prompt"], one["matte_feather"], one.get("margin", 0.0)) for one in made} == {
        (f"by the {place} at {time}", feather, margin)
        for place in ("sea", "lake")
        for time in ("sunset", "night")
        for feather, margin in ((2.0, 0.0), (0.0, 0.2))
    }


def taken(person: Person, axis: str, which: str, what: str, shows: str) -> None:
    """Choose what an axis varies, and another thing before where the page has not taken that."""
    field = person.page.locator(f".st-key-axis_{axis}").get_by_label(shows, exact=True)
    for _ in range(3):
        varied(person, axis, which, what, None)
        with suppress(TimeoutError):
            field.wait_for(timeout=15_000)
            return
        varied(person, axis, which, "Photo", None)
    expect(field).to_be_visible()


def filled(person: Person, axis: str, label: str, text: str) -> None:
    """Type into a field of an axis, and leave it."""
    person.settled()
    field = person.page.locator(f".st-key-axis_{axis}").get_by_label(label, exact=True)
    field.fill(text)
    field.press("Tab")
    person.settled()


def echoed(person: Person, axis: str, text: str) -> None:
    """Wait until an axis says how its values are understood."""
    expect(person.page.locator(f".st-key-axis_{axis}").get_by_text(text)).to_be_visible(timeout=PATIENCE)


def recorded(data: Path, *statuses: RunStatus) -> int:
    store = open_store(data)
    try:
        return store.runs.search(RunQuery(statuses=statuses)).total
    finally:
        store.close()


def finished(data: Path) -> int:
    return recorded(data, RunStatus.FINISHED)
