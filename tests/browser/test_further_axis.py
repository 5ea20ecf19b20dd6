"""Further subjects as an axis, sheets as tabs, and cells that are there already, in a real Chromium. Photos
have a transparency of their own, so that no cut-out model is needed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bench.serving import Server
from scripts.browser.person import PATIENCE, Person
from tests.browser.forms import at_the_batch, given, picked, says, typed, varied
from tests.photos import cutout, png

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
MADE = 3 * PATIENCE
"""Milliseconds for a few small pictures, on a machine that has much to do."""


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """A mug, and two that are put beside it."""
    paths = [tmp_path / f"{name}.png" for name in ("mug", "blue", "green")]
    for number, path in enumerate(paths):
        path.write_bytes(png(cutout(90 + number, 90)))
    return paths


def test_subjects_are_put_beside_on_sheets_that_are_turned_and_made_once(
    comes: Callable[..., Person], server: Server, photos: list[Path]
) -> None:
    person = comes(server)
    page = person.page
    begun(person, photos[0])
    picked(person, page.locator(".st-key-axis_x").get_by_label("Across", exact=True), "Further subjects")
    page.locator(".st-key-axis_x input[type=file]").set_input_files(str(photos[1]))
    expect(page.locator(".st-key-axis_x").get_by_text("none · blue.png")).to_be_visible()
    varied(person, "y", "Down", "Shadow strength", "0, 1")
    varied(person, "z", "One sheet for each", "Seed", "1, 2")
    says(person, "8 pictures of 1 photo, 8 to make")
    person.press("Make 8 pictures")
    person.stands("Sheet")
    expect(page.get_by_text("8 pictures: 8 made.")).to_be_visible(timeout=MADE)
    assert page.locator("thead th").all_inner_texts()[1:] == ["none", "blue.png"]
    page.get_by_role("tab").nth(1).click()
    expect(page.get_by_role("tab").nth(1)).to_have_attribute("aria-selected", "true")
    expect(page.get_by_alt_text("Further subjects blue.png, Shadow strength 1, Seed 2")).to_be_visible()
    page.reload()
    expect(page.get_by_role("tab").nth(1)).to_have_attribute("aria-selected", "true", timeout=PATIENCE)
    page.get_by_text("Add columns or rows").click()
    page.locator(".st-key-extend input[type=file]").set_input_files(str(photos[2]))
    says(person, "4 more pictures, for green.png.")
    person.press("Add 4 pictures")
    expect(page.get_by_text("12 pictures: 12 made.")).to_be_visible(timeout=MADE)


def test_a_manifest_names_them_and_what_is_there_is_not_made_twice(
    comes: Callable[..., Person], server: Server, photos: list[Path], tmp_path: Path
) -> None:
    person, rows = comes(server), tmp_path / "rows.csv"
    rows.write_text('photo,also\nmug.png,none\nmug.png,"green.png@0.8,0.6,0.3"\n')
    at_the_batch(person)
    typed(person, "Scenes in words, one a line", "by the sea")
    given(person, photos[0], photos[2], rows)
    says(person, "2 pictures of 1 photo, 2 to make")
    person.press("Make 2 pictures")
    person.stands("Sheet")
    expect(person.page.get_by_text("2 pictures: 2 made.")).to_be_visible(timeout=MADE)
    person.page.go_back()
    person.stands("Batch")
    says(person, "2 there already, 0 to make")
    typed(person, "Seeds", "1, 2")
    says(person, "4 pictures of 1 photo, 2 there already, 2 to make, about ")


def begun(person: Person, photo: Path) -> None:
    """At the form of a grid, with a photo in a place."""
    person.open("/compare", "Compare")
    person.press("Grid")
    person.stands("Grid")
    person.page.locator("input[type=file]").first.set_input_files(str(photo))
    says(person, photo.name)
    typed(person, "Scene", "on a lawn")
