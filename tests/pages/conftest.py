"""Pages' tests have a studio of their own behind ``pages.ui.shell.resources``."""

from collections.abc import Generator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner

from core.studio import Studio
from pages.ui.generate import staging
from pages.ui.shell import resources, route
from tests.fakes import FakeGenerators
from tests.pages.generating import Page, opened_page
from tests.pages.studios import Opener, forget_studio, open_in

_scan = manifest_scanner.scan_component_manifests


@pytest.fixture(autouse=True)
def _packages_are_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For each tab AppTest reads the metadata of every installed package, to find components."""
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", _manifests)


@cache
def _manifests() -> Any:
    return _scan()


@pytest.fixture(autouse=True)
def _previews_cost_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run of Generate paints its scene twice and waits between: small here, and without the wait."""
    for name, value in {"QUICK_SIDE": 24, "SIDE": 32, "REST_SECONDS": 0.0}.items():
        monkeypatch.setattr(staging, name, value)


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Opener]:
    """Opens the studio that all pages of this test then find."""
    studios: list[Studio] = []

    def open_with(generators: FakeGenerators) -> Studio:
        studios.append(open_in(tmp_path / "data", generators))
        monkeypatch.setattr(resources, "open_studio", lambda: studios[0])
        return studios[0]

    forget_studio()
    route.serve_by_route(False)
    yield open_with
    route.serve_by_route(False)
    forget_studio()
    for studio in studios:
        studio.close()


@pytest.fixture
def studio(opened: Opener) -> Studio:
    """A studio with nothing in it yet."""
    return opened(FakeGenerators())


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Page]:
    """Generate, on a studio of its own."""
    yield from opened_page(tmp_path, monkeypatch)


@pytest.fixture
def another(page: Page) -> Page:
    """Another browser's tab on the same studio."""
    return Page.on(page.studio, page.generators)
