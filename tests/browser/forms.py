"""Filling the forms of grid and batch, as somebody before a browser does."""

from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Locator, TimeoutError, expect

from scripts.browser.person import PATIENCE, Person

TRIES = 6
SCROLLED = 500
"""Milliseconds in which the page has come to rest after it was scrolled."""


def typed(person: Person, label: str, text: str) -> None:
    """Fill a field and leave it."""
    field = person.page.get_by_label(label, exact=True).last
    field.fill(text)
    field.press("Tab")
    person.page.wait_for_timeout(1_000)  # until the page begins to be drawn anew
    person.settled()


def varied(person: Person, axis: str, which: str, what: str, values: str | None) -> None:
    """Choose what an axis varies, and type its values, if it has any to be typed."""
    box = person.page.locator(f".st-key-axis_{axis}")
    picked(person, box.get_by_label(which, exact=True), what)
    if values is None:
        return
    field = box.get_by_label("Values", exact=True)
    expect(field).to_be_visible()
    person.settled()
    field.fill(values)
    field.press("Tab")
    expect(box.get_by_text(f"{len(values.split(','))} values: ").first).to_be_visible()
    person.settled()


def picked(person: Person, list_of: Locator, what: str) -> None:
    """Choose an entry of a list by its words, or one more of a list of which several are chosen."""
    option = person.page.get_by_role("option", name=what, exact=True)
    for _ in range(TRIES):
        person.settled()
        # What scrolls or is drawn anew meanwhile closes the list, which then opens for other words only.
        list_of.scroll_into_view_if_needed()
        person.page.wait_for_timeout(SCROLLED)
        list_of.click()
        list_of.fill("")
        list_of.fill(what)
        with suppress(TimeoutError):
            option.click(timeout=5_000)
            person.settled()
            return
        list_of.press("Escape")
    raise AssertionError(f"there is no {what!r} to be chosen")


def at_the_batch(person: Person) -> None:
    """Come to the form of a batch."""
    person.open("/generate", "Generate")
    person.press("Batch")
    person.stands("Batch")


def given(person: Person, *paths: Path) -> None:
    """Upload files to the form in sight."""
    person.settled()
    # Not that of the page before, which may be in sight a moment longer.
    box = person.page.locator("[class*=st-key-batch_upload] input[type=file]").first
    box.set_input_files([str(path) for path in paths])
    says(person, paths[0].name)
    person.settled()


def says(person: Person, text: str) -> Locator:
    """Wait until the page says so."""
    found = person.page.get_by_text(text, exact=False).first
    expect(found).to_be_visible(timeout=PATIENCE)
    return found
