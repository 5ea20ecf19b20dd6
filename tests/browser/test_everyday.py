"""What a person runs into on an everyday: a photo that is small, tabs that come and go."""

import re
from collections.abc import Callable, Generator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import WebSocketRoute, expect

from bench.serving import Server, browser_path
from scripts.browser.generating import button, number
from scripts.browser.person import Person
from tests.fakes import until
from tests.photos import cutout, png

pytestmark = pytest.mark.slow
TABS = 6
SPARE = 6
"""Descriptors that a server may have more of at one moment than at another, be it left alone."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """A studio that reads no models."""
    if browser_path() is None:
        pytest.skip("there is no Chromium on this machine")
    folder: Path = tmp_path_factory.mktemp("everyday")
    around = {"STUDIO_DATA_DIR": str(folder / "data"), "STUDIO_PRELOAD": "0"}
    with Server(folder / "server.log", around) as started:
        yield started


@pytest.mark.parametrize(("side", "told"), [(198, True), (1000, False)])
def test_a_photo_too_small_to_sell_with_is_called_small(
    comes: Callable[..., Person], server: Server, tmp_path: Path, side: int, told: bool
) -> None:
    person = comes(server)
    (tmp_path / "cup.png").write_bytes(png(cutout(side, side)))
    person.open("/generate", "Generate")
    person.page.locator("input[type=file]").first.set_input_files(tmp_path / "cup.png")
    expect(person.page.locator(".st-key-photo_chosen")).to_be_visible()
    person.settled()
    said = person.page.get_by_text(f"A small photo: {side} × {side} px.")
    expect(said).to_have_count(1 if told else 0)


def test_closed_tabs_leave_no_file_descriptors(comes: Callable[..., Person], server: Server) -> None:
    process = psutil.Process(server.process.pid)
    first = comes(server)  # after whom everything that is opened once is open
    first.open("/history", "History")
    first.settled()
    first.page.close()
    before = process.num_fds()
    for _ in range(TABS):
        first.page = first.tab()
        first.open("/history", "History")
        first.settled()
        first.page.close()
    until(lambda: process.num_fds() <= before + SPARE)


def test_a_tab_that_lost_its_connection_goes_on_where_it_was(
    comes: Callable[..., Person], server: Server
) -> None:
    person, lines = comes(server), list[tuple[WebSocketRoute, WebSocketRoute]]()
    person.page.route_web_socket(
        re.compile("_stcore/stream"), lambda line: lines.append((line, line.connect_to_server()))
    )
    person.open("/generate", "Generate")
    number(person, "Pictures", 3)
    expect(button(person, 3)).to_be_visible()
    person.settled()
    for end in lines[0]:
        end.close()
    expect(person.page.locator("[data-test-connection-state=CONNECTED]")).to_be_visible()
    number(person, "Pictures", 2)
    expect(button(person, 2)).to_be_visible()
    assert len(lines) > 1
    assert "event loop" not in server.log.read_text(encoding="utf-8")
