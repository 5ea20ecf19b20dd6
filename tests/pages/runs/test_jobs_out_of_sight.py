"""Pictures being made that the page does not follow in its panel: out of sight, or by another program."""

import re
from collections.abc import Generator
from threading import Event

import pytest

from core.studio import Studio
from store.records import RunStatus
from tests.fakes import FakeGenerators, until
from tests.pages.generating import Page
from tests.pages.studios import open_in, submit

STEP = re.compile(r"step \d+ of \d+")
Elsewhere = tuple[Studio, FakeGenerators]


@pytest.fixture
def elsewhere(page: Page) -> Generator[Elsewhere]:
    """Another program's studio on the same data; its pictures wait after their first step."""
    generators = FakeGenerators(gate=Event())
    studio = open_in(page.studio.settings.data_dir, generators)
    yield studio, generators
    assert generators.gate is not None
    generators.gate.set()
    studio.close()


def bars(page: Page) -> list[str]:
    """The words over the bars of the page itself, without its sidebar's."""
    return [bar.proto.text for bar in page.at.main.get("progress")]


def turn_to(page: Page, view: str) -> Page:
    page.at.button_group(key="view").set_value(view)
    return page.run()


def waits(page: Page) -> None:
    """Ask for a picture that is not done until the gate is opened."""
    page.generators.gate = Event()
    page.ready().click("generate")
    assert page.generators.reached.wait(20)


def test_a_line_says_how_far_it_is_where_the_panel_is_out_of_sight(page: Page) -> None:
    waits(page)
    (line,) = bars(turn_to(page, "Cut-out"))
    assert STEP.search(line)
    assert not page.has("cancel_group")


def test_the_line_goes_once_nothing_is_being_made(page: Page) -> None:
    waits(page)
    assert bars(turn_to(page, "Cut-out"))
    assert page.generators.gate is not None
    page.generators.gate.set()
    assert bars(page.made()) == []


def test_the_line_of_one_who_waits_counts_the_pictures_before(page: Page) -> None:
    waits(page)
    other = Page.on(page.studio, page.generators)
    other.ready("in a forest").click("generate")
    (line,) = bars(turn_to(other, "Cut-out"))
    assert "1 picture" in line


def test_there_is_no_line_for_the_pictures_of_others(page: Page) -> None:
    waits(page)
    other = Page.on(page.studio, page.generators)
    assert bars(other.open()) == []


def test_what_another_program_makes_is_told_and_cannot_be_stopped_here(
    page: Page, elsewhere: Elsewhere
) -> None:
    studio, generators = elsewhere
    ids = submit(studio, "by a lake", "in a forest")
    assert generators.reached.wait(20)
    page.open(group=studio.runs.get(ids[0]).group)
    assert [info for info in page.at.info if "2 pictures" in info.value]
    assert not page.has("cancel_group")
    assert not page.has(f"again_{ids[0]}")


def test_what_another_program_has_made_is_shown(page: Page, elsewhere: Elsewhere) -> None:
    studio, generators = elsewhere
    (one,) = submit(studio, "by a lake")
    page.open(group=studio.runs.get(one).group)
    assert page.at.info
    assert generators.gate is not None
    generators.gate.set()
    until(lambda: studio.runs.get(one).status is RunStatus.FINISHED)
    assert "seed 1 · mini" in page.run().said
    assert not page.at.info


def test_what_another_program_has_stopped_is_shown_beside_what_it_makes(
    page: Page, elsewhere: Elsewhere
) -> None:
    studio, generators = elsewhere
    ids = submit(studio, "by a lake", "in a forest")
    assert generators.reached.wait(20)
    studio.cancel(ids[1])
    until(lambda: studio.runs.get(ids[1]).status is RunStatus.CANCELLED)
    page.open(group=studio.runs.get(ids[0]).group)
    assert [info for info in page.at.info if "1 picture" in info.value]
    assert page.has(f"again_{ids[1]}")
