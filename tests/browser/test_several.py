"""Several subjects on one canvas: another one is taken in hand by mouse, finger and keys, and moved."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from core.pipeline.scene_painter import SEVERAL, tracing_variant
from scripts.browser import generating
from scripts.browser.person import PATIENCE, Person
from tests.browser.test_seeing import CLIPPED, CONTRAST
from tests.browser.test_staging import (
    DESK,
    FRAME,
    LAGS,
    PHONE,
    SOON,
    drag,
    lamp,
    middle,
    server,
    stages,
    stands,
    subject,
    touch,
    undone,
    where,
)
from tests.photos import png

pytestmark = pytest.mark.slow
__all__ = ["server", "stages"]


@pytest.fixture
def two(stages: Callable[..., Person]) -> Callable[..., Person]:
    """Has a person come to a canvas with two subjects."""

    def come(**look: Any) -> Person:
        person = stages("Scene" if look.get("is_mobile") else "Colour", **look)
        page = person.page
        another(page)
        stands(person)
        return person

    return come


def another(page: Page) -> None:
    """A further subject is added."""
    page.get_by_text("Add another subject").click()
    page.locator("input[type=file]").nth(1).set_input_files(
        {"name": "other.png", "mimeType": "image/png", "buffer": png(lamp(160, 240))}
    )
    expect(page.get_by_text("Subject 2", exact=True)).to_be_visible(timeout=PATIENCE)


def take(page: Page, number: int) -> None:
    """The subject of that number is in hand."""
    expect(subject(page)).to_have_attribute("aria-label", re.compile(f"^Subject {number}: "))


def test_another_subject_is_dragged_scaled_turned_and_undone(two: Callable[..., Person]) -> None:
    person = two(**DESK)
    page = person.page
    first = where(page)
    page.mouse.click(*middle(page.get_by_role("button", name="Take subject 2 in hand")))
    take(page, 2)
    person.settled()
    before = where(page)
    assert before["x"] > first["x"]
    frame = page.evaluate_handle(FRAME)
    frame.evaluate(LAGS)
    drag(page, subject(page), 40, -60, steps=20)
    assert float(np.median([lag for lag, _ in page.evaluate("() => window.lags")])) <= SOON
    moved = where(page)
    assert moved["y"] < before["y"] - 0.05
    page.keyboard.press("+")
    page.keyboard.press("]")
    page.keyboard.press("m")
    now = where(page)
    assert (now["turn"], now["mirror"]) == (1.0, True)
    assert now["scale"] > moved["scale"]
    person.settled()
    page.keyboard.press("n")
    take(page, 1)
    assert where(page) == first
    undone(person)
    take(page, 2)
    assert where(page) == before
    assert person.complaints == []


def test_the_nearer_subject_stays_before_the_one_in_hand_also_once_that_is_undone(
    two: Callable[..., Person],
) -> None:
    person = two(**DESK)
    page = person.page
    layers = """frame => [...frame.children].filter(one => !one.hidden)
        .map(one => one.className).filter(name => ['behind', 'cut', 'before'].includes(name))"""

    def layers_of(number: int) -> list[str]:
        """What is drawn with that subject in hand, the farthest first."""
        if f"Subject {number}: " not in (subject(page).get_attribute("aria-label") or ""):
            page.mouse.click(*middle(page.get_by_role("button", name=f"Take subject {number} in hand")))
            take(page, number)
        person.settled()
        return page.evaluate_handle(FRAME).evaluate(layers)

    first_is_nearer = layers_of(1) == ["behind", "cut"]
    assert (layers_of(2) == ["behind", "cut"]) != first_is_nearer
    up = ["behind", "cut", "before"]
    drag(page, subject(page), -20, -60 if not first_is_nearer else 60, steps=10)
    assert (layers_of(2) == up) != first_is_nearer
    undone(person)
    assert (layers_of(2) == up) == first_is_nearer
    assert (layers_of(1) == up) != first_is_nearer
    assert person.complaints == []


def test_a_finger_takes_another_subject_and_moves_it(two: Callable[..., Person]) -> None:
    person = two(**PHONE)
    page = person.page
    subject(page).scroll_into_view_if_needed()
    page.touchscreen.tap(*middle(page.get_by_role("button", name="Take subject 2 in hand")))
    take(page, 2)
    person.settled()
    before, (x, y) = where(page), middle(subject(page))
    touch(page, [((x, y), (x - 20, y - 50))])
    assert where(page)["y"] < before["y"] - 0.05


@pytest.mark.parametrize("slow", [False, True])
def test_another_subject_is_taken_and_dragged_in_one_movement(two: Callable[..., Person], slow: bool) -> None:
    person = two(**DESK)
    page = person.page
    other = page.get_by_role("button", name="Take subject 2 in hand")
    (x, y), width = middle(other), page.evaluate_handle(FRAME).evaluate("frame => frame.clientWidth")
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(x - 6 * step, y - 3 * step)
        page.wait_for_timeout(200 if slow else 16)
    page.mouse.up()
    take(page, 2)
    person.settled()
    left = page.evaluate_handle(FRAME).evaluate("frame => frame.getBoundingClientRect().left")
    assert where(page)["x"] == pytest.approx((x - 60 - left) / width, abs=0.03)
    undone(person)
    assert where(page)["x"] == pytest.approx((x - left) / width, abs=0.03)
    assert person.complaints == []


def test_a_finger_drags_another_subject_at_once(two: Callable[..., Person]) -> None:
    person = two(**PHONE)
    page = person.page
    subject(page).scroll_into_view_if_needed()
    other = page.get_by_role("button", name="Take subject 2 in hand")
    (x, y), height = middle(other), page.evaluate_handle(FRAME).evaluate("frame => frame.clientHeight")
    touch(page, [((x, y), (x - 20, y - 50))])
    take(page, 2)
    person.settled()
    top = page.evaluate_handle(FRAME).evaluate("frame => frame.getBoundingClientRect().top")
    assert where(page)["y"] == pytest.approx((y - 50 - top) / height, abs=0.04)


@pytest.mark.skipif(tracing_variant() is None, reason="the path tracer does not run on this machine")
def test_a_place_is_told_to_be_painted_where_there_are_several_subjects(
    stages: Callable[..., Person],
) -> None:
    person = stages("Scene", **DESK)
    page = person.page
    traced, painted = page.get_by_text("traced with true light").first, page.get_by_text(SEVERAL).first
    generating.write(person, "on a wooden table")
    page.get_by_role("textbox", name="Scene").blur()
    expect(traced).to_be_visible()
    expect(painted).to_have_count(0)
    another(page)
    expect(painted).to_be_visible()
    expect(traced).to_have_count(0)
    person.settled()
    page.locator(".st-key-also_remove_0 button").click()
    expect(traced).to_be_visible()
    expect(painted).to_have_count(0)
    assert person.complaints == []


def test_steps_back_outlive_a_reload(stages: Callable[..., Person]) -> None:
    person = stages(**DESK)
    page = person.page
    first = where(page)
    drag(page, subject(page), 90, 30)
    moved = where(page)
    person.settled()
    page.wait_for_timeout(1500)
    page.reload()
    stands(person)
    assert where(page) == moved
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
    assert where(page) == first


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_it_is_all_in_sight(two: Callable[..., Person], width: int, scheme: str, tmp_path: Any) -> None:
    person = two(**(PHONE if width == 390 else DESK), color_scheme=scheme)
    page = person.page
    page.get_by_role("button", name="Next subject").click()
    take(page, 2)
    person.settled()
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(CONTRAST, 4.5)["faint"] == []
    page.screenshot(path=tmp_path / "two.png")
