"""History and Sheets with thousands of runs: pages ask the database a bounded number of things."""

from collections.abc import Generator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from core.studio import Studio
from tests.groups import batch_of
from tests.pages.groups.test_pages import at_page, ran
from tests.store_runs import fill

RUNS = 5_000
PAGE = 24
MOST = 40


@contextmanager
def asked() -> Generator[list[str]]:
    """What is asked of any database meanwhile."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            found.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


VIEWS: tuple[dict[str, str], ...] = ({}, {"layout": "table"}, {"page": "5"}, {"q": "oak"})


@pytest.mark.parametrize("count", [200, pytest.param(RUNS, marks=[pytest.mark.slow, pytest.mark.thorough])])
def test_history_asks_the_same_few_things_of_however_many_runs(studio: Studio, count: int) -> None:
    fill(studio.library.database, studio.blobs, count)
    for params in VIEWS:
        at = at_page("history", **params)
        with asked() as statements:
            ran(at)
        assert 0 < len(statements) <= MOST


def test_the_list_of_sheets_asks_of_all_groups_together(studio: Studio) -> None:
    names = [f"{number}.png" for number in range(8)]
    for number in range(PAGE + 1):
        studio.groups.begin(batch_of(names, [f"a beach {number}", f"a wood {number}"], seeds=13))
    at = at_page("sheet")
    with asked() as statements:
        ran(at)
    assert len(statements) <= MOST // 2


def test_a_sheet_of_thousands_asks_by_hundreds(studio: Studio) -> None:
    plan = batch_of([f"{number}.png" for number in range(25)], ["a beach", "a wood"], seeds=100)
    at = at_page("sheet", group=studio.groups.begin(plan))
    with asked() as statements:
        ran(at)
    assert len(statements) <= RUNS // 500 + 10
