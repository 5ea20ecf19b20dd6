"""A group of many pictures on Generate: all of them are there, a page of the grid at a time."""

import json
from typing import Any, cast

import pytest

from core.studio import Studio
from pages.ui.generate import links
from store.records import Run
from tests.pages.generating import Page
from tests.store_runs import new_run, outcome, pictures, queued


def finished_group(studio: Studio, count: int) -> list[Run]:
    """One group of finished runs with the seeds 0, 1, 2 …"""
    runs = queued(studio.runs, *(new_run(f"picture number {seed}", seed) for seed in range(count)))
    for run in runs:
        studio.runs.start(run.id, "a worker")
        studio.runs.finish(run.id, outcome(), pictures())
    return runs


def shown(page: Page) -> list[str]:
    """The ids in the grid, in its order."""
    (grid,) = (
        part
        for part in page.at.get("bidi_component")
        if cast(Any, part).proto.component_name == "studio_gallery"
    )
    return [item["id"] for item in json.loads(cast(Any, grid).proto.json)["items"]]


def test_no_picture_of_a_large_group_is_lost(page: Page) -> None:
    runs = finished_group(page.studio, 60)
    page.open(group=runs[0].group)
    assert shown(page) == [run.id for run in runs[:48]]
    page.at.pagination[0].set_value(2)
    assert shown(page.run()) == [run.id for run in runs[48:]]


def test_another_group_begins_on_its_first_page(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "LATE_SECONDS", 0.0)
    runs, others = finished_group(page.studio, 60), finished_group(page.studio, 60)
    page.open(group=runs[0].group)
    page.at.pagination[0].set_value(2)
    page.run().open(group=others[0].group)
    assert shown(page) == [run.id for run in others[:48]]
    assert page.at.pagination[0].value == 1


def test_a_small_group_has_no_pages(page: Page) -> None:
    runs = finished_group(page.studio, 3)
    page.open(group=runs[0].group)
    assert shown(page) == [run.id for run in runs]
    assert not page.at.pagination
