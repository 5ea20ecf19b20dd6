"""Pictures while they are made, in a real Chromium: seen where the user is, told once, and stopped in time.
Photos have a transparency of their own, so that no cut-out model is needed."""

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from bench.serving import Server
from pages.ui.shell.status_bar import TOO_LATE
from scripts.browser import generating
from scripts.browser.generating import CUT_OUT, PREVIEW, STAGED
from scripts.browser.person import Person
from store.records import RunQuery, RunStatus
from tests.fakes import until
from tests.photos import cutout, saved
from tests.store_runs import open_store
from tests.studios import locked

pytestmark = pytest.mark.slow
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}, "device_scale_factor": 1}
DOWN = "document.querySelector('[data-testid=stMain]').scrollTo({top: 1e6, behavior: 'instant'})"
FAR_DOWN = "main => main.scrollTop > 600"
MANY_STEPS = 60
"""Of a picture that is to be looked at while it is made."""


def come(comes: Callable[..., Person], server: Server, folder: Path, **look: Any) -> Person:
    """Somebody who has given a photo that is taller than wide."""
    person = comes(server, **look)
    person.open("/generate", "Generate")
    person.settled()
    photo = saved(cutout(300, 420), folder / "bottle.png")
    person.page.locator("input[type=file]").first.set_input_files(photo)
    expect(person.image(STAGED)).to_be_visible()
    person.settled()
    return person


def bars(person: Person) -> int:
    """How many bars of progress can be seen on the page, its sidebar included."""
    return person.page.locator("[data-testid=stProgress]:visible").count()


def test_a_phone_shows_at_once_what_came_of_a_press(
    comes: Callable[..., Person], server: Server, tmp_path: Path
) -> None:
    person = come(comes, server, tmp_path, **PHONE)
    expect(person.image(STAGED)).to_be_in_viewport(ratio=0.9)
    generating.number(person, "Pictures", 1)
    expect(generating.button(person, 1)).to_be_enabled()
    generating.write(person, "on an oak table")
    person.page.evaluate(DOWN)
    generating.button(person, 1).click()
    large = generating.done(person, "on an oak table")
    expect(large).to_be_in_viewport(ratio=0.5)


def test_a_phone_shows_how_far_a_picture_is_that_is_made_again(
    comes: Callable[..., Person], server: Server, tmp_path: Path
) -> None:
    person = come(comes, server, tmp_path, **PHONE)
    generating.number(person, "Pictures", 1)
    generating.write(person, "on an oak table")
    generating.button(person, 1).click()
    generating.done(person, "on an oak table")
    person.page.locator(".st-key-open").get_by_role("button").first.click()
    person.press("Re-run")
    expect(person.page.locator(".st-key-jobs [data-testid=stProgress]")).to_be_in_viewport()


def test_a_phone_shows_the_cut_out_of_a_new_photo(
    comes: Callable[..., Person], server: Server, tmp_path: Path
) -> None:
    person = comes(server, **PHONE)
    person.open("/generate", "Generate")
    generating.by_model(person)
    photo = saved(cutout(300, 420), tmp_path / "bottle.png")
    person.page.locator("input[type=file]").first.set_input_files(photo)
    expect(person.image(CUT_OUT)).to_be_in_viewport(ratio=0.9)


def test_what_is_shown_stays_in_sight_while_a_long_form_is_scrolled(
    comes: Callable[..., Person], server: Server, tmp_path: Path
) -> None:
    person = come(comes, server, tmp_path, **DESK)
    person.page.get_by_text("Advanced", exact=True).first.click()
    expect(person.page.get_by_text("Longest side")).to_be_visible()
    main = person.page.locator("[data-testid=stMain]")
    person.page.evaluate(DOWN)
    assert main.evaluate(FAR_DOWN)
    expect(person.image(STAGED)).to_be_in_viewport(ratio=0.9)
    generating.by_model(person)
    generating.number(person, "Inference steps", MANY_STEPS)
    generating.number(person, "Pictures", 1)
    generating.write(person, "in the snow")
    person.page.evaluate(DOWN)
    generating.button(person, 1).click()
    expect(person.image(PREVIEW)).to_be_in_viewport(ratio=0.9)
    large = generating.done(person, "in the snow")
    person.page.evaluate(DOWN)
    assert main.evaluate(FAR_DOWN)
    expect(large).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize("look", [DESK, PHONE], ids=["desk", "phone"])
def test_how_far_a_picture_is_stands_in_one_place(
    comes: Callable[..., Person], server: Server, tmp_path: Path, look: dict[str, Any]
) -> None:
    person = come(comes, server, tmp_path, **look)
    generating.by_model(person)
    generating.steps(person, MANY_STEPS)
    generating.number(person, "Pictures", 1)
    generating.write(person, "in a meadow")
    generating.button(person, 1).click()
    expect(person.page.get_by_text(generating.STEP).locator("visible=true").first).to_be_visible()
    assert bars(person) == 1
    generating.done(person, "in a meadow")


def test_a_cancel_in_a_pictures_last_second_says_that_it_is_too_late(
    comes: Callable[..., Person], server: Server, tmp_path: Path
) -> None:
    person, data = come(comes, server, tmp_path, **DESK), Path(server.environment["STUDIO_DATA_DIR"])

    def running() -> int:
        with closing(open_store(data)) as store:
            return store.runs.search(RunQuery(statuses=(RunStatus.RUNNING,))).total

    generating.generate(person, "on a red carpet")
    until(lambda: running() == 1)
    with locked(data):  # so that the last second lasts
        panel = generating.panel(person)
        expect(panel.get_by_text(re.compile("^Saving"))).to_be_visible()
        panel.get_by_role("button", name="Cancel this picture").click()
        expect(person.page.get_by_text(TOO_LATE)).to_be_visible()
    generating.done(person, "on a red carpet")
