"""Batches, watched folders and longer grids in a real Chromium: given, counted, stopped, gone on with, taken
home. Photos have a transparency of their own, so that no cut-out model is needed; one without fails."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, expect

from bench.serving import Server
from scripts.browser.person import PATIENCE, Person
from store.records import Run, RunQuery, RunStatus
from tests.browser.forms import at_the_batch, given, picked, says, typed, varied
from tests.photos import cutout, png, scene
from tests.store_runs import open_store

pytestmark = pytest.mark.slow
SIDE = 96
LONG = 4 * PATIENCE
"""Milliseconds for dozens of pictures."""


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Eight small photos, each another one."""
    paths = [tmp_path / f"mug{number}.png" for number in range(1, 9)]
    for number, path in enumerate(paths):
        path.write_bytes(png(cutout(SIDE + number, SIDE)))
    return paths


def test_uploads_and_an_archive_are_counted_before_a_picture_is_made_and_a_manifest_says_its_own(
    comes: Callable[..., Person], server: Server, photos: list[Path], tmp_path: Path
) -> None:
    person = comes(server)
    at_the_batch(person)
    packed, table = tmp_path / "more.zip", tmp_path / "rows.csv"
    with zipfile.ZipFile(packed, "w") as archive:
        for photo in photos[1:3]:
            archive.write(photo, f"in/{photo.name}")
    given(person, photos[0], packed)
    says(person, "mug1.png, mug2.png, mug3.png")
    typed(person, "Scenes in words, one a line", "on an {oak|walnut} table\nby the sea")
    typed(person, "Seeds", "1..2")
    says(person, "18 pictures of 3 photos, 18 to make")
    expect(person.page.get_by_role("button", name="Make 18 pictures")).to_be_enabled()
    table.write_text("photo,sentence,seed,time of day\nmug1.png,by the sea,3,sunset\nmug3.png,on snow,4,\n")
    given(person, table)
    says(person, "2 pictures of 2 photos, 2 to make")
    says(person, "Files are named like mug1")
    person.press("Make 2 pictures")
    person.stands("Sheet")
    says(person, "2 pictures: 2 made.")
    expect(person.page.locator("td.made img")).to_have_count(2)
    person.page.go_back()
    person.stands("Batch")
    says(person, "2 pictures of 2 photos, 2 there already, 0 to make")


def test_one_photo_is_as_it_was_behind_a_batch_that_was_loaded_anew(
    comes: Callable[..., Person], server: Server, photos: list[Path]
) -> None:
    person = comes(server)
    person.open("/generate", "Generate")
    person.page.locator("input[type=file]").first.set_input_files(photos[0])
    says(person, photos[0].name)
    typed(person, "Scene", "a harbour in fog")
    person.press("Batch")
    person.stands("Batch")
    person.settled()
    person.page.reload()
    person.stands("Batch")
    person.settled()
    person.press("One photo")
    person.stands("Generate")
    expect(person.page.get_by_label("Scene", exact=True).first).to_have_value("a harbour in fog")
    says(person, photos[0].name)


def test_a_batch_is_stopped_and_gone_on_with_and_one_that_fails_stops_no_other(
    comes: Callable[..., Person], server: Server, photos: list[Path], tmp_path: Path
) -> None:
    person, opaque = comes(server), tmp_path / "opaque.png"
    opaque.write_bytes(png(scene(SIDE, SIDE)))
    at_the_batch(person)
    given(person, opaque, *photos[:3])
    typed(person, "Scenes in words, one a line", "on snow")
    typed(person, "Seeds", "1..3")
    says(person, "12 pictures of 4 photos, 12 to make")
    person.press("Make 12 pictures")
    person.stands("Sheet")
    person.press("Stop")
    on = person.page.get_by_role("button", name="Go on: make")
    expect(on).to_be_visible(timeout=PATIENCE)
    assert person.page.locator("td.made").count() < 9
    on.click()
    says(person, "12 pictures: 9 made, 3 failed.")
    expect(person.page.get_by_role("heading", name="Failed")).to_be_visible()
    expect(person.page.locator(".st-key-failed_0")).to_contain_text("u2net (176 MB) is not on this machine")
    expect(person.page.get_by_role("button", name="Try all 3 again")).to_be_visible()


@pytest.mark.timeout(1800)
def test_forty_photos_in_two_places_killed_midway_are_finished_with_eighty_pictures_and_none_twice(
    comes: Callable[..., Person], tmp_path: Path
) -> None:
    folder, around = tmp_path / "forty", {"STUDIO_DATA_DIR": str(tmp_path / "data"), "STUDIO_PRELOAD": "0"}
    folder.mkdir()
    for number in range(40):
        (folder / f"mug{number}.png").write_bytes(png(cutout(48 + number, 48)))
    with Server(tmp_path / "server.log", around) as server:
        person = comes(server)
        at_the_batch(person)
        typed(person, "Scenes in words, one a line", "on snow\nby the sea")
        typed(person, "Or a folder on this computer", str(folder))
        person.press("Take its photos")
        says(person, "80 pictures of 40 photos, 80 to make")
        person.press("Make 80 pictures")
        person.stands("Sheet")
        expect(person.page.locator("td.made").nth(9)).to_be_visible(timeout=LONG)
        server.kill()
        assert 10 <= len(runs_of(tmp_path / "data", RunStatus.FINISHED)) < 80
        server.start()
        person.page.reload()
        person.page.get_by_role("button", name="Go on").first.click(timeout=PATIENCE)
        expect(person.page.get_by_text("80 made").first).to_be_visible(timeout=LONG)
        person.complaints.clear()
        made = runs_of(tmp_path / "data")
        assert [run.status for run in made] == [RunStatus.FINISHED] * 80
        assert len({(run.digest, run.artifacts["upload"].sha256) for run in made}) == 80


def runs_of(data: Path, *statuses: RunStatus) -> list[Run]:
    """All that is recorded there, or what is of these statuses."""
    store = open_store(data)
    try:
        return list(store.runs.search(RunQuery(statuses=statuses, page_size=200)).runs)
    finally:
        store.close()


def test_kinds_of_scene_are_made_of_each_photo_and_taken_home_by_the_names_that_were_asked_for(
    comes: Callable[..., Person], server: Server, photos: list[Path]
) -> None:
    person = comes(server)
    at_the_batch(person)
    given(person, *photos[:2])
    for kind in ("Meadow", "Snow"):
        picked(person, person.page.get_by_role("combobox", name="Kinds of scene"), kind)
    typed(person, "Names of the files", "{seed}-{source}_{scene}")
    says(person, "4 pictures of 2 photos, 4 to make")
    person.press("Make 4 pictures")
    person.stands("Sheet")
    expect(person.page.get_by_text("4 pictures: 4 made.")).to_be_visible(timeout=LONG)
    person.press("Export")
    with zipfile.ZipFile(io.BytesIO(taken_home(person, "All in a ZIP"))) as archive:
        names = set(archive.namelist())
        rows = list(csv.DictReader(io.StringIO(archive.read("report.csv").decode("utf-8-sig"))))
    pictures = {f"1-mug{number}_{kind}.png" for number in (1, 2) for kind in ("meadow", "snow")}
    assert names == {f"pictures/{name}" for name in pictures} | {"sheet.html", "report.csv"}
    assert {row["became"] for row in rows} == {"made"}


def test_a_folder_is_watched_and_watching_outlives_the_server(
    comes: Callable[..., Person], server: Server, photos: list[Path], tmp_path: Path
) -> None:
    person, folder = comes(server), tmp_path / "incoming"
    folder.mkdir()
    at_the_batch(person)
    typed(person, "Scenes in words, one a line", "on a lawn")
    typed(person, "Or a folder on this computer", str(folder))
    person.press("Watch the folder")
    says(person, "Watching")
    photos[0].rename(folder / "first.png")
    says(person, ": 1 photo")
    server.kill()
    server.start()
    photos[1].rename(folder / "second.png")
    person.page.reload()
    person.stands("Batch")
    says(person, ": 2 photos")
    person.press("Open its sheet")
    person.stands("Sheet")
    says(person, "2 pictures: ")
    expect(person.page.locator("td.made img")).to_have_count(2, timeout=PATIENCE)
    person.page.go_back()
    person.press("Stop watching")
    says(person, "Watched")
    person.complaints.clear()


def test_a_grid_of_photos_and_light_gets_longer_and_is_taken_home(
    comes: Callable[..., Person], chromium: Browser, server: Server, photos: list[Path], tmp_path: Path
) -> None:
    person = comes(server)
    person.open("/compare", "Compare")
    person.press("Grid")
    person.stands("Grid")
    typed(person, "Scene", "by the sea")
    varied(person, "x", "Across", "Light from", "-60, 60")
    axis = person.page.locator(".st-key-axis_y")
    varied(person, "y", "Down", "Photo", None)
    axis.locator("input[type=file]").set_input_files([str(photo) for photo in photos[:2]])
    says(person, "4 pictures of 2 photos, 4 to make")
    person.press("Make 4 pictures")
    person.stands("Sheet")
    says(person, "4 pictures: 4 made.")
    lengthened(person, photos[2])
    says(person, "9 pictures: 9 made.")
    person.press("Export")
    table = list(csv.DictReader(io.StringIO(taken_home(person, "Table (CSV)").decode("utf-8-sig"))))
    assert {(row["Light from"], row["Photo"]) for row in table} == {
        (light, f"mug{number}.png") for light in ("-60", "60", "0") for number in (1, 2, 3)
    }
    with Image.open(io.BytesIO(taken_home(person, "Labelled PNG"))) as picture:
        assert min(picture.size) > 3 * 300
    page = taken_home(person, "HTML page").decode()
    with zipfile.ZipFile(io.BytesIO(taken_home(person, "All in a ZIP"))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert sum(name.startswith("pictures/") for name in names) == 9
    assert {"sheet.html", "sheet.png", "report.csv"} <= set(names)
    opened = chromium.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.set_content(page)
    assert opened.locator("thead th").all_inner_texts()[1:] == ["-60", "60", "0"]
    assert opened.locator("tbody th").all_inner_texts() == ["mug1.png", "mug2.png", "mug3.png"]
    expect(opened.get_by_alt_text("Light from 0, Photo mug3.png")).to_be_visible()
    assert [url for url in asked if not url.startswith("data:")] == []
    opened.close()


def lengthened(person: Person, photo: Path) -> None:
    """Add a column, and then a row of another photo, to the grid in sight."""
    page = person.page
    page.get_by_text("Add columns or rows").click()
    typed(person, "Values to add", "0")
    person.press("Add 2 pictures")
    says(person, "6 pictures: 6 made.")
    box = page.locator(".st-key-extend")
    choose(person, box.get_by_label("What gets longer"), "Photo: more rows")
    box.locator("input[type=file]").set_input_files(str(photo))
    says(person, "3 more pictures, for mug3.png.")
    person.press("Add 3 pictures")


def choose(person: Person, field: Locator, option: str) -> None:
    field.click()
    person.page.get_by_role("option", name=option, exact=True).click()
    person.settled()


def taken_home(person: Person, label: str) -> bytes:
    with person.page.expect_download(timeout=PATIENCE) as file:
        person.page.get_by_text(label, exact=True).first.click()
    return Path(file.value.path()).read_bytes()
