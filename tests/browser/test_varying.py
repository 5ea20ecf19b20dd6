"""Where a batch's photos come from, in a real Chromium; and a batch of a server that is killed.
Photos have a transparency of their own, so that no cut-out model is needed."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bench.serving import Server
from scripts.browser.person import PATIENCE, Person
from store.records import RunQuery, RunStatus
from tests.browser.forms import at_the_batch, given, says, typed
from tests.photos import cutout, png
from tests.store_runs import open_store

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
MADE = 3 * PATIENCE
"""Milliseconds for a dozen small pictures, on a machine that has much to do."""
PHOTOS = 6
"""Of the batch whose server is killed."""


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Small photos, each another one, in a folder of their own."""
    folder = tmp_path / "photos"
    folder.mkdir()
    paths = [folder / f"mug{number}.png" for number in range(1, PHOTOS + 1)]
    for number, path in enumerate(paths):
        path.write_bytes(png(cutout(90 + number, 90)))
    return paths


def test_a_folder_and_json_lines_are_photos_of_a_batch(
    comes: Callable[..., Person], server: Server, photos: list[Path], tmp_path: Path
) -> None:
    person, rows = comes(server), tmp_path / "rows.jsonl"
    at_the_batch(person)
    typed(person, "Scenes in words, one a line", "on snow")
    typed(person, "Or a folder on this computer", str(photos[0].parent))
    person.press("Take its photos")
    says(person, f"{PHOTOS} pictures of {PHOTOS} photos, {PHOTOS} to make")
    typed(person, "Names of the files", "{seed}_{source}")
    says(person, "Files are named like 1_mug1.png")
    person.press("Remove")
    told = [{"photo": f"mug{number}.png", "sentence": "on a lawn", "seed": number} for number in (1, 2)]
    rows.write_text("\n".join(map(json.dumps, told)))
    given(person, photos[0], photos[1], rows)
    says(person, "2 pictures of 2 photos, 2 to make")
    says(person, "Files are named like 1_mug1.png")
    person.press("Make 2 pictures")
    person.stands("Sheet")
    expect(person.page.get_by_text("2 pictures: 2 made.")).to_be_visible(timeout=MADE)
    person.press("Export")
    with person.page.expect_download(timeout=PATIENCE) as file:
        person.page.get_by_text("HTML page", exact=True).first.click()
    assert "mug2" in Path(file.value.path()).read_text(encoding="utf-8")


def finished(data: Path) -> int:
    with closing(open_store(data)) as store:
        return store.runs.search(RunQuery(statuses=(RunStatus.FINISHED,))).total


def test_a_batch_killed_in_the_middle_is_finished_with_no_picture_twice(
    comes: Callable[..., Person], server: Server, photos: list[Path]
) -> None:
    person = comes(server)
    page, data = person.page, Path(server.environment["STUDIO_DATA_DIR"])
    before, count = finished(data), 2 * len(photos)
    at_the_batch(person)
    typed(person, "Or a folder on this computer", str(photos[0].parent))
    person.press("Take its photos")
    typed(person, "Scenes in words, one a line", "in a meadow\non a beach")
    person.press(f"Make {count} pictures")
    person.stands("Sheet")
    expect(page.locator("td.made").nth(count // 3)).to_be_visible(timeout=MADE)
    server.kill()
    left = finished(data) - before
    assert 0 < left < count
    server.start()
    page.reload()
    page.get_by_role("button", name="Go on").first.click(timeout=MADE)
    expect(page.get_by_text(f"{count} pictures: {count} made.")).to_be_visible(timeout=count * MADE / 12)
    person.complaints.clear()
    assert finished(data) == before + count
    with closing(open_store(data)) as store:
        runs = store.runs.search(RunQuery(page_size=500)).runs
    assert len({(run.digest, run.artifacts["upload"].sha256) for run in runs}) == len(runs)
