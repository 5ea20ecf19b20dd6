"""A run's family in a real Chromium."""

from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.serving import Server
from tests.store_runs import finished, new_run, open_store

pytestmark = pytest.mark.slow
PROMPT = "on an oak table"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A run with ten children, the first of which has one of its own."""
    folder = tmp_path_factory.mktemp("lineage") / "data"
    store = open_store(folder)
    first = finished(store.runs, new_run(PROMPT, 5))
    children = [finished(store.runs, new_run(PROMPT, seed, parent=first.id)) for seed in range(11, 21)]
    last = finished(store.runs, new_run("on ice", 11, parent=children[0].id))
    store.close()
    return folder, [first.id, children[0].id, last.id]


@pytest.fixture
def page(chromium: Browser, made: tuple[Path, list[str]]) -> Generator[Page]:
    """A page that asks nobody else."""
    around = {"STUDIO_DATA_DIR": str(made[0]), "STUDIO_PRELOAD": "0"}
    with Server(made[0].parent / "server.log", around) as server:
        context = chromium.new_context(base_url=server.url, viewport={"width": 1280, "height": 900})
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        yield page
        assert [one for one in asked if not one.startswith((server.url, "data:", "blob:"))] == []
        context.close()


def test_a_family_is_drawn_with_lines_and_unfolds_by_keyboard(
    page: Page, made: tuple[Path, list[str]]
) -> None:
    middle = made[1][1]
    page.goto(f"/history?run={middle}")
    nodes = page.locator(".tree .node:visible")
    expect(nodes).to_have_count(8, timeout=30_000)
    expect(page.locator(".tree .node[aria-current=true]")).to_have_attribute("data-id", middle)
    expect(page.locator(".tree path")).to_have_count(7)
    page.locator(".tree").get_by_role("button", name="4 more").press("Enter")
    expect(nodes).to_have_count(12)
    expect(page.locator(".tree path")).to_have_count(11)
