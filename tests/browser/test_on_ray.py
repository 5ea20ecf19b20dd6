"""The studio on a Ray cluster of this machine, before a real Chromium: the same pages and buttons."""

from collections.abc import Callable, Generator
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bench.serving import Server, browser_path
from scripts.browser import generating
from scripts.browser.person import PATIENCE, Person
from store.records import RunQuery, RunStatus
from tests.browser.forms import at_the_batch, given, says, typed
from tests.photos import cutout, png
from tests.store_runs import open_store

pytestmark = [
    pytest.mark.server,
    pytest.mark.slow,
    pytest.mark.weights,
    pytest.mark.skipif(
        find_spec("ray") is None, reason="Ray is not installed: pip install -r requirements-ray.txt"
    ),
]
WORKERS = 3 * PATIENCE
"""Milliseconds until the first of a cluster's workers has begun: processes that import all that there is."""


@pytest.fixture(scope="module")
def server(weights: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """A studio of its own, whose cluster begins with the first picture and ends with it."""
    if browser_path() is None:
        pytest.skip("there is no Chromium on this machine")
    folder = tmp_path_factory.mktemp("on-ray")
    around = {
        "STUDIO_DATA_DIR": str(folder / "data"),
        "STUDIO_WEIGHTS_DIR": str(weights),
        "STUDIO_ENGINE": "ray",
        "STUDIO_RAY_WORKERS": "2",
        "STUDIO_PRELOAD": "0",
    }
    with Server(folder / "server.log", around) as started:
        yield started


def statuses(server: Server) -> list[RunStatus]:
    """Of all runs, the oldest first."""
    store = open_store(Path(server.environment["STUDIO_DATA_DIR"]))
    try:
        return [run.status for run in store.runs.search(RunQuery(sort="oldest")).runs]
    finally:
        store.close()


@pytest.mark.timeout(900)
def test_a_batch_is_made(comes: Callable[..., Person], server: Server, tmp_path: Path) -> None:
    person = comes(server)
    photos = [tmp_path / f"mug{number}.png" for number in range(3)]
    for number, photo in enumerate(photos):
        photo.write_bytes(png(cutout(96 + number, 96)))
    at_the_batch(person)
    given(person, *photos)
    typed(person, "Scenes in words, one a line", "on snow\nby the sea")
    says(person, "6 pictures of 3 photos, 6 to make")
    person.press("Make 6 pictures")
    person.stands("Sheet")
    expect(person.page.get_by_text("6 pictures: 6 made.")).to_be_visible(timeout=WORKERS)
    expect(person.page.locator("td.made img")).to_have_count(6)
    assert statuses(server)[-6:] == ["finished"] * 6


@pytest.mark.timeout(900)
def test_a_running_picture_tells_how_far_it_is_and_is_cancelled(
    comes: Callable[..., Person], server: Server
) -> None:
    person = comes(server)
    generating.with_sample(person)
    generating.steps(person, 150)
    generating.generate(person, "a city at night")
    told = generating.progress(person)
    expect(told).to_be_visible(timeout=WORKERS)
    before = told.inner_text()
    expect(told).not_to_have_text(before, timeout=PATIENCE)
    expect(person.image(generating.PREVIEW)).to_be_visible(timeout=PATIENCE)
    generating.panel(person).get_by_role("button", name="Cancel").first.click()
    expect(generating.panel(person)).to_have_count(0, timeout=PATIENCE)
    assert statuses(server)[-1] == "cancelled"
