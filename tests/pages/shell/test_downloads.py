"""A download on the pages: how far it is, when it is here, and the button that stops it."""

from collections.abc import Generator
from dataclasses import replace
from threading import Event

import pytest
from streamlit.testing.v1 import AppTest

from core.models.download_manager import Downloads, Fetchable
from core.models.download_sources import OnBytes
from core.settings import Settings
from core.studio import Studio
from pages.ui.shell.machine import download_sentence
from pages.ui.shell.text import JOINER
from tests.fakes import FakeGenerators, until
from tests.pages.generating import Page
from tests.pages.studios import Opener, home

NAME = "photo-background"


class Slow:
    """Fetches for as long as nobody stops it."""

    def __init__(self) -> None:
        self.over = Event()

    def __call__(self, models: Fetchable, settings: Settings, on_bytes: OnBytes) -> None:
        while not self.over.is_set():
            on_bytes("some/model", 3_000_000, 12_000_000)
            self.over.wait(0.01)


@pytest.fixture
def slow() -> Generator[Slow]:
    made = Slow()
    yield made
    made.over.set()


def bars(at: AppTest) -> list[str]:
    return [bar.proto.text.replace("\\", "").replace(JOINER, "") for bar in at.get("progress")]


def fetching(studio: Studio, slow: Slow) -> Studio:
    studio.downloads = Downloads(studio.settings, lambda: None, slow)
    studio.downloads.start(NAME)
    until(lambda: studio.downloads.states()[NAME].total > 0)
    return studio


def test_home_follows_it_and_stops_it(opened: Opener, slow: Slow) -> None:
    studio = fetching(opened(FakeGenerators()), slow)
    at = home()
    assert any(text.startswith("Downloading some/model, 3 MB of 12 MB") for text in bars(at))
    at.button(key=f"stop-{NAME}").click().run()
    until(lambda: not studio.downloads.states()[NAME].active)
    assert studio.downloads.states()[NAME].status == "cancelled"
    assert at.run().button(key=f"fetch-{NAME}").label.startswith("Download ")


def test_generate_follows_it_and_stops_it(slow: Slow, page: Page) -> None:
    studio = fetching(page.studio, slow)
    page.open().model(NAME)
    assert any(text.startswith("Downloading some/model, 3 MB of 12 MB") for text in bars(page.at))
    page.click(f"stop-{NAME}")
    until(lambda: not studio.downloads.states()[NAME].active)
    page.run()
    assert page.at.button(key=f"fetch-{NAME}").label.startswith("Download ")


def test_the_sentence_says_as_much_as_is_known(studio: Studio, slow: Slow) -> None:
    state = fetching(studio, slow).downloads.states()[NAME]
    told = [
        download_sentence(replace(state, status="waiting")),
        download_sentence(replace(state, total=0)),
        download_sentence(replace(state, seconds_left=80.2)),
        download_sentence(replace(state, seconds_left=None)),
    ]
    assert told == [
        "Waiting for the download before it",
        "Downloading some/model",
        "Downloading some/model, 3 MB of 12 MB, 1 min 20 s left",
        "Downloading some/model, 3 MB of 12 MB",
    ]
