"""``python -m bench.pages``: how soon a user sees the studio's pages, with thousands of runs in the store.

Beside ours, in turns in the same run: an empty Streamlit page (the floor of what any page takes), and
for the gallery the plain way of ``st.image`` for each of the 48 composites.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.fill import fill, picture
from bench.metering import seconds_of
from bench.serving import Server, browser, browser_path
from core.settings import Settings
from store.blobs import Blobs
from store.database import Database

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

EMPTY = 'import streamlit as st\n\nst.title("Empty")\n'
PLAIN = """from pathlib import Path

import streamlit as st

columns = st.columns(6)
for place, file in enumerate(sorted(Path({folder!r}).glob("*.png"))):
    columns[place % 6].image(file.read_bytes())
st.title("Plain")
"""
COMPOSITE = (768, 576)
"""Width and height, in px, of the pictures that the plain way shows; it has no thumbnails."""
WEIGHTS = Settings.from_environment().weights_dir
SECONDS = 60_000
SCREEN: "ViewportSize" = {"width": 1280, "height": 900}
KEYS = ("cold", "warm", "again", "memory")


@dataclass(frozen=True)
class Way:
    """One alternative: its name, the script that is served, the path asked for, and what tells that the
    page stands (given the browser's page)."""

    name: str
    script: Path | None
    path: str
    stands: Callable[["Page"], object]


@dataclass(frozen=True)
class Seen:
    """Seconds until the page stands: from the start of a server as a user starts it, before a browser that
    knows nothing of it yet; on a running server, from the question of a new browser, and of one that has seen
    the page before; resident memory of the first server then, in units of 10⁶ bytes."""

    cold: float
    warm: float
    again: float
    memory: float


def look(way: Way, folder: Path, chromium: "Browser") -> Seen:
    """Look at the page on a server that has just been started, then twice in one browser on a running one."""
    first, new = (chromium.new_context(viewport=SCREEN) for _ in range(2))
    page = first.new_page()
    began = time.perf_counter()
    with serve(way, folder) as server:
        visit(way, server, page)
        cold, memory = time.perf_counter() - began, server.resident_mb()
    # Its models would be read while the next two are measured.
    with serve(way, folder, STUDIO_PRELOAD="0") as server:
        visit_in_a_tab(way, server, first)
        warm, again = (seconds_of(lambda: visit_in_a_tab(way, server, new)) for _ in range(2))
    for context in (first, new):
        context.close()
    return Seen(cold, warm, again, memory)


def serve(way: Way, folder: Path, **environment: str) -> Server:
    """The server of an alternative on the store in ``folder``, not started yet."""
    around = {"STUDIO_DATA_DIR": str(folder), "STUDIO_WEIGHTS_DIR": str(WEIGHTS), **environment}
    return Server(folder / "server.log", around, **({"script": way.script} if way.script else {}))


def visit(way: Way, server: Server, page: "Page") -> None:
    """Go to the alternative's page and wait until it stands."""
    page.set_default_timeout(SECONDS)
    page.goto(f"{server.url}/{way.path}")
    way.stands(page)


def visit_in_a_tab(way: Way, server: Server, context: "BrowserContext") -> None:
    """The same in a tab of its own, which is closed again."""
    page = context.new_page()
    visit(way, server, page)
    page.close()


def _heading(words: str) -> Callable[["Page"], object]:
    return lambda page: page.get_by_role("heading", name=words, exact=True).first.wait_for()


def _pictures(count: int) -> Callable[["Page"], object]:
    """All ``count`` are laid out, and those within sight are painted."""
    test = f"""() => {{
        const found = [];
        const walk = node => {{
            for (const element of node.querySelectorAll('*')) {{
                if (element.tagName === 'IMG') found.push(element);
                if (element.shadowRoot) walk(element.shadowRoot);
            }}
        }};
        walk(document);
        const near = found.filter(image => image.getBoundingClientRect().top < innerHeight);
        return found.length >= {count} && near.every(image => image.complete && image.naturalWidth > 0);
    }}"""
    return lambda page: page.wait_for_function(test)


def ways(folder: Path) -> dict[str, tuple[Way, Way]]:
    """Ours and the alternative, by what is asked."""
    empty, plain = folder / "empty.py", folder / "plain.py"
    empty.write_text(EMPTY)
    pictures = folder / "composites"
    pictures.mkdir()
    for number in range(48):
        picture(number, COMPOSITE).save(pictures / f"{number:02}.png")
    plain.write_text(PLAIN.format(folder=str(pictures)))
    return {
        "the first page": (
            Way("ours, Home", None, "", _heading("Backdrop Studio")),
            Way("an empty Streamlit page", empty, "", _heading("Empty")),
        ),
        "48 pictures": (
            Way("ours, History", None, "history", _pictures(48)),
            Way("st.image for each of them", plain, "", _pictures(48)),
        ),
    }


def show(asked: str, ours: tuple[str, list[Seen]], other: tuple[str, list[Seen]]) -> None:
    """One table: medians, and ours as a multiple of the other."""
    heads = ("from the start", "a new browser", "seen before", "resident memory")
    print(f"\n{asked:<34}" + "".join(f"{head:>18}" for head in heads))
    middles: list[Seen] = []
    for name, seen in (ours, other):
        middle = Seen(*(median(getattr(one, key) for one in seen) for key in KEYS))
        middles.append(middle)
        seconds = "".join(f"{getattr(middle, key):>16.2f} s" for key in KEYS[:3])
        print(f"{name:<34}{seconds}{middle.memory:>15.0f} MB")
    first, second = middles
    parts = [getattr(first, key) / getattr(second, key) for key in KEYS]
    print(f"{'ours ÷ the other':<34}" + "".join(f"{part:>16.2f} ×" for part in parts))


def main(arguments: list[str] | None = None) -> int:
    """Measure and show; exit code 2 where there is no browser."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description="Measure the pages.")
    parser.add_argument("--runs", type=int, default=10_000, metavar="N", help="in the store (default 10000)")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="medians are shown (default 3)")
    asked = parser.parse_args(arguments)
    if browser_path() is None:
        print("There is no Chromium on this machine; install Debian's package chromium.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name, browser() as chromium:
        folder = Path(name)
        database = Database(None, folder)
        fill(database, Blobs(folder / "blobs"), asked.runs)
        database.close()
        print(f"{asked.runs:,} runs in the store; median of {asked.repeat} rounds in turns")
        for question, (ours, other) in ways(folder).items():
            seen: dict[str, list[Seen]] = {ours.name: [], other.name: []}
            for _ in range(asked.repeat):
                for way in (ours, other):
                    seen[way.name].append(look(way, folder, chromium))
            show(question, (ours.name, seen[ours.name]), (other.name, seen[other.name]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
