"""One thing has one word on every page, in a real Chromium: a run's settings are called as the form calls
them, and no code name is shown."""

import re
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bench.serving import Server, browser_path
from core.scenes.drawing import scene_for
from scripts.browser import generating
from scripts.browser.person import Person
from tests.store_runs import finished, new_run, open_store

pytestmark = pytest.mark.slow
CODE_NAME = re.compile(r"\b[a-z]+_[a-z_]+\b")
OF_A_SCENE = {"Pose", "Subject's size", "Time of day"}
"""Some that the form has widgets for; others of a scene are drawn, and only told."""
LABELS = "[data-testid=stWidgetLabel], label"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Two pictures of a model with other settings than its own, and one of a scene."""
    folder = tmp_path_factory.mktemp("words") / "data"
    store = open_store(folder)
    scene = scene_for("on an oak table, morning light", 3).model_dump(mode="json")
    asked = [
        new_run("on an oak table", 1, num_inference_steps=80),
        new_run("on an oak table", 2, matte_grow=3, matte_feather=2.0),
        new_run("on an oak table", 3, profile="scene", scene=scene, pose="stands", size="hand"),
    ]
    ids = [finished(store.runs, one).id for one in asked]
    store.close()
    return folder, ids


@pytest.fixture
def person(comes: Callable[..., Person], made: tuple[Path, list[str]]) -> Generator[Person]:
    if browser_path() is None:
        pytest.skip("there is no Chromium on this machine")
    around = {"STUDIO_DATA_DIR": str(made[0]), "STUDIO_PRELOAD": "0"}
    with Server(made[0].parent / "server.log", around) as server:
        yield comes(server)


def called(person: Person) -> set[str]:
    """What the form calls its fields, for scenes and for models."""
    found = set[str]()
    person.open("/generate", "Generate")
    for background in ("Scene", "Model"):
        if background == "Model":
            generating.by_model(person)
        else:
            generating.write(person, "on an oak table, light through a window")
            person.page.get_by_role("textbox", name="Scene").blur()
            expect(person.page.get_by_text("Understood:")).to_be_visible()
            person.page.get_by_text("Advanced", exact=True).first.click()
        expect(person.page.get_by_text("Longest side")).to_be_visible()
        person.settled()
        found |= {text.strip() for text in person.page.locator(LABELS).all_inner_texts()}
    return found


def test_settings_are_called_as_the_form_calls_them_on_every_page(
    person: Person, made: tuple[Path, list[str]]
) -> None:
    form, ids = called(person), made[1]
    for run_id in ids:
        person.page.goto(f"/history?run={run_id}")
        settings = person.page.locator("table.facts").filter(has_text="Settings").first
        expect(settings).to_be_visible()
        names = {name.strip() for name in settings.locator("tbody th").all_inner_texts()}
        assert len(names) > 8
        assert not any(map(CODE_NAME.search, names))
        if run_id == ids[2]:
            assert names & form >= OF_A_SCENE
        else:
            assert names - form == set()
    person.page.goto(f"/history?run={ids[0]}")
    row = person.page.get_by_role("row").filter(has_text="Inference steps").first
    expect(row).to_contain_text("80 (12 by default)")
    person.open(f"/compare?runs={ids[0]},{ids[1]}", "Compare")
    expect(person.page.get_by_role("rowheader", name="Matte grow")).to_be_visible()
    differs = person.page.locator("table.facts").filter(has_text="Matte grow").first
    names = {name.strip() for name in differs.locator("tbody th").all_inner_texts()}
    assert {"Inference steps", "Matte grow", "Matte feather"} <= names
    assert names - form == set()
