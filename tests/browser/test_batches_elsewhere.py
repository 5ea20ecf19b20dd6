"""Batches beyond one plain server, in a real Chromium: pictures that are denoised together, and a data folder
that is copied while it is being worked on. Photos have a transparency of their own."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bench.serving import Server, browser_path
from scripts.browser.person import PATIENCE, Person
from store.records import Run, RunQuery, RunStatus
from tests.browser.forms import at_the_batch, given, picked, says, typed
from tests.photos import cutout, png
from tests.store_runs import open_store

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(browser_path() is None, reason="there is no Chromium on this machine"),
]
MADE = 5 * PATIENCE
"""Milliseconds for a few small pictures, on a machine that has much to do."""


def photos_in(folder: Path, count: int) -> list[Path]:
    """So many photos of one size, each another one."""
    paths = [folder / f"mug{number}.png" for number in range(1, count + 1)]
    for number, path in enumerate(paths):
        picture = cutout(88, 88)
        picture.putpixel((44, 44), (number, 0, 0, 255))
        path.write_bytes(png(picture))
    return paths


def runs_of(data: Path) -> list[Run]:
    with closing(open_store(data)) as store:
        return list(store.runs.search(RunQuery(sort="oldest", page_size=100)).runs)


def test_pictures_of_one_size_are_denoised_together_and_say_so(
    comes: Callable[..., Person], tmp_path: Path
) -> None:
    around = {"STUDIO_DATA_DIR": str(tmp_path / "data"), "STUDIO_PRELOAD": "0", "STUDIO_TOGETHER": "3"}
    with Server(tmp_path / "server.log", around) as server:
        person = comes(server)
        at_the_batch(person)
        given(person, *photos_in(tmp_path, 4))
        picked(person, person.page.get_by_label("Model", exact=True), "Mini (built in)")
        typed(person, "Scenes in words, one a line", "on snow")
        says(person, "4 pictures of 4 photos, 4 to make")
        person.press("Make 4 pictures")
        person.stands("Sheet")
        expect(person.page.get_by_text("4 pictures: 4 made.")).to_be_visible(timeout=MADE)
        runs = runs_of(tmp_path / "data")
        told = {run.id: run.outcome.environment.get("together") for run in runs if run.outcome is not None}
        assert len(told) == 4
        joined = [one for one, count in told.items() if count]
        assert len(joined) > 1, told
        person.open(f"/compare?runs={runs[0].id},{joined[-1]}", "Compare")
        head = person.page.get_by_role("rowheader", name="together", exact=True)
        row = person.page.get_by_role("row").filter(has=head)
        person.page.get_by_text("same in all").first.click()
        expect(row.get_by_role("cell").last).to_have_text(str(told[joined[-1]]))


def test_a_data_folder_that_is_copied_in_the_middle_is_gone_on_with(
    comes: Callable[..., Person], tmp_path: Path
) -> None:
    data, copied = tmp_path / "data", tmp_path / "copied"
    with Server(tmp_path / "server.log", {"STUDIO_DATA_DIR": str(data), "STUDIO_PRELOAD": "0"}) as server:
        person = comes(server)
        at_the_batch(person)
        given(person, *photos_in(tmp_path, 4))
        typed(person, "Scenes in words, one a line", "on snow\nin a meadow\non a beach")
        person.press("Make 12 pictures")
        person.stands("Sheet")
        expect(person.page.locator("td.made").nth(1)).to_be_visible(timeout=MADE)
        server.kill()
        address = person.page.url.partition("?")[2]
        shutil.copytree(data, copied)
        person.complaints.clear()
    assert {run.status for run in runs_of(copied)} > {RunStatus.FINISHED}
    with Server(tmp_path / "copy.log", {"STUDIO_DATA_DIR": str(copied), "STUDIO_PRELOAD": "0"}) as server:
        person = comes(server)
        person.open(f"/sheet?{address}", "Sheet")
        says(person, "interrupted")
        person.page.get_by_role("button", name="Go on").first.click(timeout=PATIENCE)
        expect(person.page.get_by_text("12 pictures: 12 made.")).to_be_visible(timeout=MADE)
    made = runs_of(copied)
    assert [run.status for run in made] == [RunStatus.FINISHED] * 12
