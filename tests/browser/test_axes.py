"""A grid's axes of every kind in a real Chromium: drafted as they are typed or chosen, made, and what is
there already marked. Photos have a transparency of their own, so that no cut-out model is needed."""

import re
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bench.serving import Server
from scripts.browser.person import PATIENCE, Person
from store.records import RunQuery
from tests.browser.forms import picked, says, typed
from tests.photos import cutout, png
from tests.store_runs import open_store

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
MADE = 4 * PATIENCE
"""Milliseconds for a few small pictures, on a machine that has much to do."""
TYPED = {
    "Seed": ("1, 2, .., 10", "1 · 2 · 3 · 4 · 5 · 6 · 7 · 8 · 9 · 10"),
    "Inference steps": ("2..6 step 2", "2 · 4 · 6"),
    "ControlNet conditioning scale": ("0, 0.5", "0 · 0.5"),
    "Guidance scale": ("1, 1.5, .., 3", "1 · 1.5 · 2 · 2.5 · 3"),
}
CHOSEN = {
    "Scheduler": ("DDIM", "EulerDiscrete"),
    "Model": ("Mini (built in)", "Scene (built in)"),
    "Cut-out model": ("U²-Net, for all kinds of subjects", "U²-Net for people"),
}


@pytest.fixture
def grid(comes: Callable[..., Person], server: Server, tmp_path: Path) -> Person:
    """Somebody at the form of a grid, with a photo in a place."""
    person, photo = comes(server), tmp_path / "mug.png"
    photo.write_bytes(png(cutout(88, 88)))
    begun(person, photo)
    return person


def begun(person: Person, photo: Path) -> None:
    person.open("/compare", "Compare")
    person.press("Grid")
    person.stands("Grid")
    person.page.locator("input[type=file]").first.set_input_files(str(photo))
    says(person, photo.name)
    typed(person, "Scene", "on a lawn")


def taken(person: Person, axis: str, which: str, what: str, values: str | Sequence[str]) -> None:
    """Choose what an axis varies, and give its values: typed, or one after the other chosen."""
    box = person.page.locator(f".st-key-axis_{axis}")
    picked(person, box.get_by_label(which, exact=True), what)
    if not isinstance(values, str):
        for value in values:
            picked(person, box.get_by_role("combobox", name="Values"), value)
        return
    field = box.get_by_label("Values", exact=True)
    expect(field).to_be_visible()
    person.settled()
    field.fill(values)
    field.press("Tab")


def test_each_field_of_a_model_is_drafted_as_it_is_typed_or_chosen(grid: Person, server: Server) -> None:
    picked(grid, grid.page.get_by_label("Model", exact=True), "Mini (built in)")
    for what, (values, echo) in TYPED.items():
        taken(grid, "x", "Across", what, values)
        expect(grid.page.locator(".st-key-axis_x").get_by_text(echo)).to_be_visible()
        count = len(echo.split(" · "))
        says(grid, f"{count} pictures of 1 photo, {count} to make")
    for what, names in CHOSEN.items():
        taken(grid, "y", "Down", what, names)
        says(grid, "10 pictures of 1 photo, 10 to make")
    taken(grid, "x", "Across", "Guidance scale", "1, 2")
    taken(grid, "y", "Down", "Scheduler", CHOSEN["Scheduler"])
    taken(grid, "z", "One sheet for each", "Inference steps", "2")
    grid.press("Make 4 pictures")
    grid.stands("Sheet")
    expect(grid.page.get_by_text("4 pictures: 4 made.")).to_be_visible(timeout=MADE)
    with closing(open_store(Path(server.environment["STUDIO_DATA_DIR"]))) as store:
        made = [run.request for run in store.runs.search(RunQuery()).runs]
    varied = {(one["guidance_scale"], one["scheduler"], one["num_inference_steps"]) for one in made}
    assert varied == {(scale, name, 2) for scale in (1, 2) for name in CHOSEN["Scheduler"]}


def test_kinds_of_scene_and_placements_are_varied_and_what_is_there_is_marked_and_not_made_again(
    grid: Person,
) -> None:
    page = grid.page
    taken(grid, "x", "Across", "Kind of scene", ("Meadow", "Snow"))
    taken(grid, "y", "Down", "Placement", "0.5 0.6 0.7, 0.4 0.6 0.5")
    says(grid, "4 pictures of 1 photo, 4 to make")
    grid.press("Make 4 pictures")
    grid.stands("Sheet")
    expect(page.get_by_text("4 pictures: 4 made.")).to_be_visible(timeout=MADE)
    page.go_back()
    grid.stands("Grid")
    says(grid, "4 there already, 0 to make")
    picked(grid, page.locator(".st-key-axis_x").get_by_role("combobox", name="Values"), "Beach")
    page.keyboard.press("Escape")  # the open list hides all else from those who ask by role
    says(grid, "6 pictures of 1 photo, 4 there already, 2 to make")
    expect(page.get_by_text(re.compile(r"2 to make, about \d+ (s|min) and \d+ MB"))).to_be_visible()
    grid.press("Make 2 pictures")
    grid.stands("Sheet")
    expect(page.get_by_text("6 pictures: 2 made, 4 there already.")).to_be_visible(timeout=MADE)
    expect(page.locator("td.reused img")).to_have_count(4)
    expect(page.locator("td.reused").first).to_contain_text("there already")
