"""People who share one studio take turns, and what they asked for goes on without them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from bench.serving import Server
from scripts.browser import generating
from scripts.browser.generating import PREVIEW
from scripts.browser.person import PATIENCE, Person
from store.records import Run, RunQuery
from tests.store_runs import open_store

pytestmark = [pytest.mark.slow, pytest.mark.weights]
STEPS = 5
"""Of pictures that only have to be made; on the slowest machines a step takes half a second."""


def recorded(studio: Server, words: str) -> list[Run]:
    """The runs with these words, in the order they were asked for, as the store has them."""
    store = open_store(Path(studio.environment["STUDIO_DATA_DIR"]))
    try:
        return list(store.runs.search(RunQuery(words=words, sort="oldest")).runs)
    finally:
        store.close()


def tiles(person: Person, words: str) -> Locator:
    """History's tiles of the pictures with these words; of several made at once only the first says them."""
    items = person.page.get_by_role("list", name="Pictures", exact=True)
    return items.locator(f'button[title*="{words}"]')


def strip(person: Person) -> Locator:
    return person.page.locator(".st-key-worker-strip")


def test_two_people_take_turns_and_see_each_other(comes: Callable[..., Person], studio: Server) -> None:
    patient, hurried = comes(studio), comes(studio)
    for one in (patient, hurried):
        generating.with_sample(one)
        generating.steps(one, STEPS)
    generating.generate(patient, "a snowy mountain", pictures=3)
    generating.generate(hurried, "a sunny beach")
    expect(strip(hurried)).to_contain_text("a snowy mountain")
    expect(strip(hurried)).to_contain_text("queued")
    expect(strip(patient)).to_contain_text("a sunny beach", timeout=PATIENCE)
    generating.done(hurried, "a sunny beach")
    generating.done(patient, "a snowy mountain")
    (quick,), slow = recorded(studio, "beach"), recorded(studio, "snowy")
    assert quick.ended is not None
    assert len(slow) == 3
    assert slow[2].started is not None
    assert quick.ended <= slow[2].started
    for one in (patient, hurried):
        one.turn("History", "History")
        expect(tiles(one, "a snowy mountain")).to_have_count(3)
        expect(tiles(one, "a sunny beach")).to_have_count(1)


def test_a_closed_tab_does_not_stop_what_was_asked_for(person: Person, studio: Server) -> None:
    generating.with_sample(person)
    generating.steps(person, 10 * STEPS)  # so that they are not done before the other tab is open
    generating.generate(person, "a field of lavender", pictures=2)
    expect(generating.progress(person)).to_be_visible(timeout=PATIENCE)
    person.page.close()
    person.page = person.tab()
    person.open("/generate", "Generate")
    person.page.get_by_role("radio", name="Pictures").click()
    expect(person.page.get_by_text(re.compile("in the queue, asked for in another tab"))).to_be_visible()
    person.press("Show them")
    expect(generating.panel(person)).to_be_visible()
    generating.done(person, "a field of lavender")
    assert [run.status.value for run in recorded(studio, "lavender")] == ["finished", "finished"]
    person.turn("History", "History")
    expect(tiles(person, "lavender").locator("img")).to_have_count(2)


def test_the_live_preview_is_there_again_after_a_look_at_another_page(person: Person) -> None:
    generating.with_sample(person)
    generating.generate(person, "a quiet library")
    expect(generating.progress(person)).to_be_visible(timeout=PATIENCE)
    person.turn("History", "History")
    expect(strip(person)).to_contain_text("a quiet library")
    person.turn("Generate", "Generate")
    expect(generating.progress(person)).to_be_visible()
    expect(person.image(PREVIEW)).to_be_visible(timeout=PATIENCE)
    person.painted(generating.done(person, "a quiet library"))


def test_pictures_are_still_ones_own_after_a_reload(person: Person) -> None:
    generating.with_sample(person)
    generating.steps(person, 10 * STEPS)
    generating.generate(person, "a desert road", pictures=3)
    expect(generating.progress(person)).to_be_visible(timeout=PATIENCE)
    person.turn("History", "History")
    person.settled()
    person.page.reload()
    person.stands("History")
    strip(person).get_by_role("button", name=re.compile("Cancel all . of mine")).click()
    expect(strip(person)).to_contain_text("Idle", timeout=PATIENCE)
