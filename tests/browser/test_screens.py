"""The studio on a phone, in the dark, and with the keyboard alone."""

import re
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bench.serving import Server
from scripts.browser import generating
from scripts.browser.generating import STAGED
from scripts.browser.person import PATIENCE, Person, seen
from store.records import RunQuery, RunStatus
from tests.photos import cutout, saved
from tests.store_runs import open_store

pytestmark = [pytest.mark.slow, pytest.mark.weights]
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
PAGES = {
    "home": ("/", "Backdrop Studio", "Make a picture"),
    "generate": ("/generate?group={group}", "Generate", "Generate 4 pictures"),
    "history": ("/history", "History", "Filters"),
    "run": ("/history?run={one}", None, "Change and run"),
    "compare": ("/compare?runs={one},{other}", "Compare", "Add from history"),
}
"""Each page's address, heading, and the button that a person comes for."""
WIDE = """() => [document.scrollingElement, document.querySelector('[data-testid=stMain]')]
    .map(one => one.scrollWidth - one.clientWidth)"""

PRESS_AT_ONCE = """() => new MutationObserver((_, observer) => {
    const found = [...document.querySelectorAll('button')].find(one => one.innerText.trim() === 'Coffee');
    if (found) { observer.disconnect(); found.click(); }
}).observe(document.body, { childList: true, subtree: true })"""
"""Presses the sample's button the moment it is there, while the rest of the form is not."""


def finished(studio: Server) -> dict[str, str]:
    """Two finished pictures of the studio and the second one's group, as far as they are there."""
    store = open_store(Path(studio.environment["STUDIO_DATA_DIR"]))
    query = RunQuery(statuses=(RunStatus.FINISHED,), sort="oldest", page_size=2)
    runs = store.runs.search(query).runs
    store.close()
    return {} if len(runs) < 2 else {"one": runs[0].id, "other": runs[1].id, "group": runs[1].group}


@pytest.fixture(scope="module")
def pictures(chromium: Browser, studio: Server) -> dict[str, str]:
    """Two pictures to look at: those that others made here, else made now."""
    if not finished(studio):
        person = Person(chromium, studio.url)
        generating.with_sample(person)
        generating.steps(person, 6)
        generating.generate(person, "a quiet harbour", pictures=2)
        generating.done(person, "a quiet harbour")
        person.close()
    return finished(studio)


def come_to(person: Person, name: str, pictures: dict[str, str]) -> str:
    """Open a page with something on it; returns the name of its button."""
    path, heading, button = PAGES[name]
    person.page.goto(path.format(**pictures))
    if heading is not None:
        person.stands(heading)
    expect(person.page.get_by_role("button", name=button, exact=True).first).to_be_visible(timeout=PATIENCE)
    return button


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_each_page_without_scrolling_sideways(
    comes: Callable[..., Person], studio: Server, pictures: dict[str, str], name: str
) -> None:
    person = comes(studio, **PHONE)
    button = come_to(person, name, pictures)
    person.shot(f"phone-{name}")
    assert person.page.evaluate(WIDE) == [0, 0]
    person.page.get_by_role("button", name=button, exact=True).first.tap(trial=True)


@pytest.mark.parametrize("name", PAGES)
def test_the_dark_scheme_is_dark_on_each_page(
    comes: Callable[..., Person], studio: Server, pictures: dict[str, str], name: str
) -> None:
    person = comes(studio, color_scheme="dark")
    button = come_to(person, name, pictures)
    person.shot(f"dark-{name}")
    assert person.page.evaluate(WIDE) == [0, 0]
    person.page.get_by_role("button", name=button, exact=True).first.click(trial=True)
    middle = seen(person.page).reshape(-1, 3).astype(int)
    assert sorted(middle.max(axis=1))[len(middle) // 2] < 60


def test_the_keyboard_alone_comes_from_home_to_a_picture(person: Person) -> None:
    keys = person.page.keyboard
    person.open("/", "Backdrop Studio")
    person.settled()
    person.tab_to(re.compile("Make (a|the first) picture"))
    keys.press("Enter")
    person.stands("Generate")
    person.tab_to(re.compile("Coffee$"))
    keys.press("Space")
    expect(person.image(STAGED)).to_be_visible(timeout=PATIENCE)
    person.tab_to(re.compile("^Scene"))  # the switch between scenes and models
    person.tab_to(re.compile("^Scene"))
    keys.type("a marble table by a window")
    person.tab_to(re.compile("^Pictures$"))
    keys.press("Control+a")
    keys.type("1")
    keys.press("Enter")
    expect(generating.button(person, 1)).to_be_enabled()
    person.tab_to("Generate 1 picture")
    keys.press("Enter")
    expect(generating.panel(person)).to_be_visible()
    person.painted(generating.done(person, "a marble table by a window"))


def test_a_press_before_all_is_drawn_leaves_the_form_as_it_was(
    person: Person, pictures: dict[str, str]
) -> None:
    person.open("/", "Backdrop Studio")
    person.page.evaluate(PRESS_AT_ONCE)
    person.press("Make a picture")
    expect(person.image(STAGED)).to_be_visible(timeout=PATIENCE)
    expect(person.page.get_by_role("spinbutton", name="Pictures", exact=True)).to_have_value("4")
    expect(person.page.get_by_role("spinbutton", name="Seed", exact=True)).not_to_have_value("0")
    expect(generating.keeps_seed(person)).not_to_be_checked()


@pytest.fixture(scope="module")
def on_phone(
    chromium: Browser, studio: Server, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Person]:
    """Somebody with a photo in the form, who sees its place above it."""
    person = Person(chromium, studio.url, **PHONE, is_mobile=True)
    person.open("/generate", "Generate")
    photo = saved(cutout(), tmp_path_factory.mktemp("photo") / "cup.png")
    person.page.locator("input[type=file]").first.set_input_files(photo)
    expect(person.page.get_by_role("button", name="Generate 4 pictures")).to_be_enabled()
    expect(person.page.locator(".st-key-stage")).to_be_visible(timeout=PATIENCE)
    person.settled()
    yield person
    person.close()


def test_a_list_that_was_chosen_from_gives_the_picture_its_place_back(on_phone: Person) -> None:
    page = on_phone.page
    stage = page.locator("[data-testid=stLayoutWrapper]:has(> .st-key-stage)")
    canvas = page.get_by_label("Canvas", exact=True).first
    canvas.tap()
    page.get_by_role("option").nth(1).tap()
    expect(canvas).to_be_focused()
    expect(stage).to_have_css("position", "sticky")
    sentence = page.get_by_label("Scene", exact=True).first
    sentence.tap()
    expect(stage).to_have_css("position", "static")
    sentence.blur()


def test_the_help_beside_a_switch_shows_itself_and_leaves_the_switch(on_phone: Person) -> None:
    for name in ("Room per side", "Keep this seed"):
        switch = on_phone.page.get_by_role("switch", name=name)
        was = switch.is_checked()
        on_phone.page.get_by_role("button", name=f"Help for {name}").tap()
        expect(on_phone.page.get_by_role("tooltip")).to_be_visible()
        on_phone.settled()
        assert switch.is_checked() is was
        on_phone.page.locator("label", has=switch).tap(position={"x": 8, "y": 10})
        expect(switch).to_be_checked(checked=not was)


def test_a_connection_that_is_gone_is_told_until_it_is_back(on_phone: Person) -> None:
    told = on_phone.page.get_by_text("No connection. It goes on by itself when it is back.")
    expect(told).to_be_hidden()
    on_phone.context.set_offline(True)
    expect(told).to_be_visible()
    on_phone.shot("phone-cut", settle=False)
    on_phone.context.set_offline(False)
    expect(told).to_be_hidden()
