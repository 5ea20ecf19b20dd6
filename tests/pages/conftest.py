"""Pages' tests have a studio of their own behind ``pages.ui.shell.resources``."""

from collections.abc import Generator
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from core.pipeline import scene_preview
from core.pipeline.preview_layers import KeptPaintings
from core.studio import Studio
from pages.ui.generate import staging
from pages.ui.shell import resources, route
from tests.fakes import FakeGenerators
from tests.pages.generating import Page, opened_page
from tests.pages.studios import Opener, forget_studio, open_in
from tests.places import bare_place

_polled = local_script_runner.require_widgets_deltas


@pytest.fixture(autouse=True)
def _packages_are_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """For each tab AppTest reads the metadata of every installed package, to find components: ours are in
    none."""
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", list)


@pytest.fixture(autouse=True)
def _tabs_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest looks every millisecond whether the page has come to its end, and takes its time from it."""
    monkeypatch.setattr(local_script_runner, "require_widgets_deltas", _ended)


def _ended(runner: LocalScriptRunner, timeout: float = 3) -> None:
    assert runner._script_thread is not None
    runner._script_thread.join(timeout)
    _polled(runner, 0.1)


@pytest.fixture(autouse=True)
def _fields_look_for_one_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each number and choice on a page copies the whole session's state, to look for its own key in it: a
    sixth of a page's time."""
    monkeypatch.setattr(SafeSessionState, "filtered_state", property(lambda held: held._state))


@pytest.fixture(autouse=True)
def _previews_cost_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run of Generate paints its scene twice and waits between: a plain place and small here, and
    without the wait. What is painted is looked at by the tests of core/pipeline and core/scenes."""
    for name, value in {"QUICK_SIDE": 24, "SIDE": 32, "REST_SECONDS": 0.0}.items():
        monkeypatch.setattr(staging, name, value)
    monkeypatch.setattr(scene_preview, "KeptPaintings", lambda: KeptPaintings(bare_place))


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
