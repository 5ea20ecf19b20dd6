"""Each thing that staging offers, in a browser: what is set is seen on the canvas at once, in all looks."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from scripts.browser.generating import button
from scripts.browser.person import PATIENCE, Person
from tests.browser.test_seeing import CLIPPED, CONTRAST
from tests.browser.test_staging import DESK, FRAME, PHONE, field, server, stages, stands
from tests.photos import png, scene

pytestmark = pytest.mark.slow
__all__ = ["server", "stages"]
FADES = 15
"""How often what is faint is looked at again before it is taken to stay so."""
LOOKS = [
    pytest.param({**size, "color_scheme": scheme}, id=f"{size['viewport']['width']}-{scheme}")
    for size in (PHONE, DESK)
    for scheme in ("light", "dark")
]


class Canvas:
    """What is behind the subject, as the browser shows it."""

    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page
        stands(person)
        self.seen = self._now()

    def _now(self) -> str:
        seen = "frame => frame ? frame.querySelector('.behind').src + frame.clientWidth : ''"
        return str(self.page.evaluate_handle(FRAME).evaluate(seen))

    def changed(self) -> None:
        """Another picture is seen than before."""
        for _ in range(300):
            if (now := self._now()) and now != self.seen:
                break
            self.page.wait_for_timeout(100)
        else:
            raise AssertionError("the canvas stayed as it was")
        self.seen = now
        stands(self.person)
        self.seen = self._now()


def press(page: Page, role: Any, name: str) -> None:
    """By script: on a phone what is pinned may lie over it."""
    page.get_by_role(role, name=name, exact=True).first.evaluate("one => one.click()")


def slide(page: Page, name: str, keys: str) -> None:
    thumb = page.get_by_role("slider", name=re.compile(f"^{name}")).first
    thumb.scroll_into_view_if_needed()
    for key in keys.split():
        thumb.press(key)


def chosen(page: Page, option: str) -> None:
    # By keys: on a phone the list closes where the page scrolls under a tap.
    box = page.get_by_role("combobox", name="Canvas")
    box.focus()
    box.fill(option)
    expect(page.get_by_role("option", name=option, exact=True)).to_be_attached()
    box.press("Enter")


def readable(person: Person) -> None:
    person.settled()
    assert person.page.evaluate(CLIPPED) == []
    faint: list[str] = []
    for _ in range(FADES):
        faint = person.page.evaluate(CONTRAST, 4.5)["faint"]
        if not faint:
            break
        person.page.wait_for_timeout(200)  # a slider's number, which fades out behind a press
    assert faint == []


@pytest.mark.parametrize("look", LOOKS)
def test_every_background_of_ones_own_is_seen_on_the_canvas(
    stages: Callable[..., Person], look: dict[str, Any], tmp_path: Path
) -> None:
    person = stages("Colour", **look)
    page, canvas = person.page, Canvas(person)
    for kind in ("Gradient", "Transparent", "Plain"):
        press(page, "radio", kind)
        canvas.changed()
    press(page, "radio", "My picture")
    page.locator("[class*=st-key-own_upload_] input[type=file]").set_input_files(
        {"name": "behind.png", "mimeType": "image/png", "buffer": png(scene(600, 400))}
    )
    canvas.changed()
    for name in ("Background blur", "Background zoom", "Background darkened"):
        slide(page, name, "End")
        canvas.changed()
    readable(person)
    page.screenshot(path=tmp_path / "own.png", full_page=True)
    assert person.complaints == []


@pytest.mark.parametrize("look", LOOKS)
def test_canvas_room_shadow_and_tone_are_seen_at_once(
    stages: Callable[..., Person], look: dict[str, Any], tmp_path: Path
) -> None:
    person = stages("Scene", **look)
    page, canvas = person.page, Canvas(person)
    for shape in ("16:9", "The photo's own size"):
        chosen(page, shape)
        canvas.changed()
    press(page, "switch", "Room per side")
    canvas.changed()
    expect(field(page, "Room left")).to_be_visible()
    press(page, "switch", "Another shadow than the light's")
    canvas.changed()
    for name, keys in (
        ("Shadow strength", "ArrowRight " * 8),
        ("Shadow falls", "Home"),
        ("Shadow length", "End"),
        ("Shadow softness", "Home"),
    ):
        slide(page, name, keys)
        canvas.changed()
    readable(person)
    page.screenshot(path=tmp_path / "shade.png", full_page=True)
    assert person.complaints == []


def test_the_picture_is_as_it_was_set_says_so_and_compare_lists_it(stages: Callable[..., Person]) -> None:
    person = stages("Colour", **DESK)
    page = person.page
    button(person, 1).click()
    expect(page.get_by_text(re.compile("subject untouched")).first).to_be_visible(timeout=PATIENCE)
    page.get_by_role("radio", name="Staging", exact=True).first.click()
    stands(person)
    slide(page, "Shadow strength", "End")
    slide(page, "Harmonise", "End")
    chosen(page, "1:1")
    person.settled()
    button(person, 1).click()
    expect(page.get_by_text(re.compile("harmonised", re.IGNORECASE)).first).to_be_visible(timeout=PATIENCE)
    person.settled()
    page.goto("/compare")
    page.get_by_role("button", name="Add from history").click()
    dialog = page.get_by_role("dialog")
    items = dialog.locator("button.item")
    expect(items.nth(1)).to_be_visible()
    for number in range(2):
        items.nth(number).click()
        expect(dialog.locator("button.item[aria-pressed=true]")).to_have_count(number + 1)
    dialog.get_by_role("button", name="Show 2 pictures").click()
    for row in ("Canvas", "Harmonise", "Shadow strength"):
        header, cell = (page.get_by_role(role, name=row) for role in ("rowheader", "cell"))
        expect(header.or_(cell).first).to_be_visible()
