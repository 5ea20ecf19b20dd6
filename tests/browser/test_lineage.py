"""A run's family in a real Chromium."""

import re
from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.serving import Server
from tests.store_runs import finished, new_run, open_store

pytestmark = pytest.mark.slow
PROMPT = "on an oak table"
PATIENCE = 60_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A run with ten children, the first of which has one of its own; and one that another machine made."""
    folder = tmp_path_factory.mktemp("lineage") / "data"
    store = open_store(folder)
    first = finished(store.runs, new_run(PROMPT, 5))
    children = [finished(store.runs, new_run(PROMPT, seed, parent=first.id)) for seed in range(11, 21)]
    last = finished(store.runs, new_run("on ice", 21, parent=children[0].id, num_inference_steps=7))
    around = {"device": "cpu", "python": "2.7", "processor": "another one"}
    elsewhere = finished(store.runs, new_run("on felt", 22), colour="red", environment=around)
    store.close()
    return folder, [first.id, children[0].id, last.id, elsewhere.id]


@pytest.fixture(scope="module")
def server(chromium: Browser, made: tuple[Path, list[str]]) -> Generator[Server]:
    with Server(
        made[0].parent / "server.log", {"STUDIO_DATA_DIR": str(made[0]), "STUDIO_PRELOAD": "0"}
    ) as started:
        yield started


@pytest.fixture
def page(chromium: Browser, server: Server) -> Generator[Page]:
    """A page that asks nobody else."""
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


def test_the_family_is_walked_and_its_sheet_saved(page: Page, made: tuple[Path, list[str]]) -> None:
    _, middle, last, _ = made[1]
    page.goto(f"/history?run={middle}")
    expect(page.get_by_text(re.compile(r"Since its parent:\W+Seed 5 → 11\."))).to_be_visible(timeout=PATIENCE)
    page.locator(f'.tree .node[data-id="{last}"]').press("Enter")
    expect(page).to_have_url(re.compile(f"run={last}"))
    page.get_by_role("button", name="The family's sheet").click()
    expect(page).to_have_url(re.compile("family=1"))
    expect(page.locator("button.item")).to_have_count(12)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as PNG").click()
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")


def test_what_another_machine_made_says_so_before_it_is_made_again_and_beside_others(
    page: Page, made: tuple[Path, list[str]]
) -> None:
    first, _, _, elsewhere = made[1]
    page.goto(f"/history?run={elsewhere}")
    page.get_by_text("A re-run here may differ").click(timeout=PATIENCE)
    expect(page.get_by_text("Python was 2.7 then")).to_be_visible()
    page.goto(f"/compare?runs={first},{elsewhere}")
    row = page.get_by_role("row").filter(has_text="processor").first
    expect(row).to_contain_text("another one", timeout=PATIENCE)
    for figure in ("PSNR", "SSIM"):
        told = page.get_by_role("row").filter(has_text=figure).first
        expect(told).to_be_visible(timeout=PATIENCE)
        expect(told).not_to_contain_text("…", timeout=PATIENCE)


TAKEN = {
    "Its sentence": ("the sentence", {"prompt": "on ice"}),
    "Its seed": ("the seed", {"prompt": "", "seed": "21"}),
    "Its settings": ("the settings", {"prompt": "", "num_inference_steps": "7"}),
    "Remix: all but the seed": ("all but the seed", {"prompt": "on ice", "num_inference_steps": "7"}),
}
"""By part of a run, what the form says of it, and what its fields have then."""


@pytest.mark.parametrize("part", TAKEN)
def test_each_part_of_a_run_is_laid_into_the_form_alone_and_taken_back(
    page: Page, made: tuple[Path, list[str]], part: str
) -> None:
    told, fields = TAKEN[part]
    page.goto(f"/history?run={made[1][2]}")
    page.get_by_role("button", name="Use").click(timeout=PATIENCE)
    page.get_by_text(part, exact=True).click()
    expect(page.get_by_text(re.compile(rf"Taken from “on ice”:\W+{told}\."))).to_be_visible(timeout=PATIENCE)
    if "num_inference_steps" in fields:
        page.get_by_text("Advanced").first.click()
    for name, value in fields.items():
        field = page.locator(f".st-key-draft_{name}").locator("input, textarea").first
        expect(field).to_have_value(value)
    if part != "Its seed":
        expect(page.locator(".st-key-draft_seed input")).not_to_have_value("21")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken from")).to_have_count(0)
    # While the page is drawn anew the old field stands beside the new one for a moment.
    expect(page.locator(".st-key-draft_prompt textarea").last).to_have_value("")
    expect(page.locator(".st-key-draft_prompt textarea")).to_have_count(1)
