"""Real servers, and people before a real Chromium; skipped with a reason where either cannot be."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from bench.serving import Server, browser, browser_path
from core.models.matting_weights import is_present
from core.settings import Settings
from scripts.browser.person import PATIENCE, Person

CUT_OUT_MODEL = "u2net"

# How long a page takes is measured elsewhere; here five seconds would fail on a busy machine.
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def chromium() -> Generator[Browser]:
    """A browser for one module: its loop must not outlive it, where other tests run theirs."""
    if browser_path() is None:
        pytest.skip("there is no Chromium on this machine")
    with browser() as launched:
        yield launched


@pytest.fixture(scope="session")
def weights() -> Path:
    """The folder of the cut-out weights that ``make setup`` fetched."""
    folder = Settings.from_environment().weights_dir
    if not is_present(CUT_OUT_MODEL, folder):
        pytest.skip(f"the cut-out weights {CUT_OUT_MODEL} are not on this machine")
    return folder


@pytest.fixture(scope="session")
def studio(weights: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """The studio that most people here share, as ``make run`` starts it, on a data folder of its own."""
    if browser_path() is None:
        pytest.skip("there is no Chromium on this machine")
    folder = tmp_path_factory.mktemp("studio")
    around = {"STUDIO_DATA_DIR": str(folder / "data"), "STUDIO_WEIGHTS_DIR": str(weights)}
    with Server(folder / "server.log", around) as server:
        yield server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """A studio of the module's own, which has no cut-out weights."""
    if browser_path() is None:
        pytest.skip("there is no Chromium on this machine")
    folder = tmp_path_factory.mktemp("bare")
    around = {
        "STUDIO_DATA_DIR": str(folder / "data"),
        "STUDIO_WEIGHTS_DIR": str(folder / "no weights"),
        "STUDIO_PRELOAD": "0",
    }
    with Server(folder / "server.log", around) as started:
        yield started


@pytest.fixture
def comes(chromium: Browser) -> Generator[Callable[..., Person]]:
    """Lets a person come to a server; they all leave at the end, having reached nobody else."""
    people: list[Person] = []

    def come(server: Server, **look: Any) -> Person:
        people.append(Person(chromium, server.url, **look))
        return people[-1]

    yield come
    for person in people:
        person.close()
    assert [url for person in people for url in person.strangers()] == []


@pytest.fixture
def person(comes: Callable[..., Person], studio: Server) -> Person:
    """Somebody at the shared studio."""
    return comes(studio)
