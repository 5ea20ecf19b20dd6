"""What people write is shown and never obeyed; what the server hands out is a picture and nothing else."""

import re
from collections.abc import Callable, Generator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from bench.serving import Server, browser_path
from pages.ui.shell.text import JOINER
from scripts.browser.person import Person
from store.records import Run
from tests.studios import asked, made, opened

pytestmark = pytest.mark.slow
TAG = "<img src=x onerror=window.hacked=1>"
HOSTILE = f"{TAG} **bold** [x](javascript:alert(1)) $x$ :red[x]"
OBEYED = "img[src=x], a[href^=javascript], .katex, strong:has-text('bold'), .stMarkdownColoredText"


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Run]]:
    """A data folder with two pictures whose words would like to be a page of their own."""
    folder = tmp_path_factory.mktemp("hostile") / "data"
    studio = opened(folder)
    pair = made(studio, asked(HOSTILE), asked(HOSTILE, seed=2))
    studio.runs.note(pair[0].id, HOSTILE)
    studio.runs.tag(pair[0].id, [TAG])
    studio.close()
    return folder, pair


@pytest.fixture(scope="module")
def server(runs: tuple[Path, list[Run]], tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """A studio that reads no models."""
    if browser_path() is None:
        pytest.skip("there is no Chromium on this machine")
    log = tmp_path_factory.mktemp("hostile-server") / "server.log"
    with Server(log, {"STUDIO_DATA_DIR": str(runs[0]), "STUDIO_PRELOAD": "0"}) as server:
        yield server


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/", TAG),
        ("/history", TAG),
        ("/history?look=table", "2 pictures"),
        ("/history?run={0}", HOSTILE),
        ("/compare?runs={0},{1}", "Seed"),  # two of the same words are told apart by their seeds
        ("/generate?group={2}", HOSTILE),
    ],
)
def test_hostile_words_are_shown_as_they_are_and_do_nothing(
    comes: Callable[..., Person], server: Server, runs: tuple[Path, list[Run]], path: str, shown: str
) -> None:
    person = comes(server)
    first, second = runs[1]
    person.page.goto(path.format(first.id, second.id, first.group))
    expect(person.page.get_by_text(re.compile(loosely(shown))).first).to_be_visible()
    person.settled()
    assert person.page.evaluate("typeof window.hacked") == "undefined"
    assert person.page.locator(OBEYED).count() == 0


def loosely(words: str) -> str:
    """The words, also where something without a width keeps Streamlit from reading more into them."""
    return f"{JOINER}?".join(re.escape(sign) for sign in words)


def test_a_recorded_picture_is_served_as_a_picture_for_good(
    server: Server, runs: tuple[Path, list[Run]]
) -> None:
    sha256 = runs[1][0].artifacts["composite"].sha256
    with urlopen(f"{server.url}/blob/{sha256}") as answer:
        assert answer.read().startswith(b"\x89PNG")
        said = answer.headers
    assert said["Content-Type"] == "image/png"
    assert said["Cache-Control"] == "private, max-age=31536000, immutable"
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert said["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("name", ["0" * 64, "studio.db", "..%2fstudio.db", "A" * 64])
def test_nothing_else_is_served_as_a_picture(server: Server, name: str) -> None:
    with pytest.raises(HTTPError) as caught:
        urlopen(f"{server.url}/blob/{name}")
    with caught.value as answer:
        assert answer.code in {400, 404}
