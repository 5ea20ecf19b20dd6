"""Grid, batch, sheet and the list of sheets can be seen: in the light and the dark, on a phone and a wide
screen."""

from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bench.serving import Server, browser_path
from scripts.browser.person import Person
from tests.browser.test_screens import WIDE
from tests.browser.test_seeing import CLIPPED, CONTRAST
from tests.fakes import FakeGenerators, until
from tests.groups import batch_of, grid_of, keep_photos
from tests.studios import opened

pytestmark = pytest.mark.slow
PAGES = {
    "grid": ("/compare?grid=seen", "Grid"),
    "batch": ("/generate?batch=seen", "Batch"),
    "sheets": ("/sheet", "Sheets"),
    "sheet of a grid": ("/sheet?group={grid}", "Sheet"),
    "sheet of a batch": ("/sheet?group={batch}", "Sheet"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A data folder with a grid of three axes, and a batch in which every second picture failed."""
    folder, found = tmp_path_factory.mktemp("groups") / "data", dict[str, str]()
    studio = opened(folder, FakeGenerators(raises={"a wood": ValueError("the brush broke")}))
    for kind, plan in (("grid", grid_of(4, 3, 2)), ("batch", batch_of())):
        found[kind] = studio.groups.begin(keep_photos(studio, plan))
        studio.group_runner.start(found[kind])
        until(lambda group=found[kind]: not studio.group_runner.working(group))
    studio.close()
    return folder, found


@pytest.fixture(scope="module")
def server(made: tuple[Path, dict[str, str]]) -> Generator[Server]:
    if browser_path() is None:
        pytest.skip("there is no Chromium on this machine")
    around = {"STUDIO_DATA_DIR": str(made[0]), "STUDIO_PRELOAD": "0"}
    with Server(made[0].parent / "server.log", around) as started:
        yield started


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 390), ("dark", 390), ("light", 1440), ("dark", 1440)]
)
def test_words_stand_out_and_nothing_is_cut_off(
    comes: Callable[..., Person],
    server: Server,
    made: tuple[Path, dict[str, str]],
    scheme: str,
    width: int,
) -> None:
    person = comes(server, viewport={"width": width, "height": 900}, color_scheme=scheme)
    for name, (path, heading) in PAGES.items():
        person.open(path.format(**made[1]), heading)
        person.settled()
        found = person.page.evaluate(CONTRAST, 4.5)
        assert found["count"] > 10, name
        assert found["faint"] == [], name
        assert person.page.evaluate(CLIPPED) == [], name
        assert all(beyond <= 1 for beyond in wide(person.page)), name
        person.shot(f"{name} {scheme} {width}")


def wide(page: Page) -> list[int]:
    """By how many px the page is wider than its window."""
    return page.evaluate(WIDE)
