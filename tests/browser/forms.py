"""Filling the forms of grid and batch, as somebody before a browser does."""

from contextlib import suppress

from playwright.sync_api import TimeoutError, expect

from scripts.browser.person import Person

TRIES = 6


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
    option = person.page.get_by_role("option", name=what, exact=True)
    for _ in range(TRIES):  # what is drawn anew meanwhile closes the list
        person.settled()
        box.get_by_label(which, exact=True).fill(what)
        with suppress(TimeoutError):
            option.click(timeout=5_000)
            break
    if values is None:
        return
    field = box.get_by_label("Values", exact=True)
    expect(field).to_be_visible()
    person.settled()
    field.fill(values)
    field.press("Tab")
    expect(box.get_by_text(f"{len(values.split(','))} values: ").first).to_be_visible()
    person.settled()
