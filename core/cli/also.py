"""Further subjects as the command line names them: a photo's file, and where it is put."""

import argparse
import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from core.cli.backgrounds import kept_content
from core.request import description
from core.settings import Settings

ALSO = (
    f"{description('also')}, as --place has it, beside the first one unless given; the option once for each"
)
"""Help of the option."""


def add_also(parser: argparse.ArgumentParser) -> None:
    """The option of further subjects."""
    parser.add_argument("--also", action="append", default=[], metavar="PHOTO[@X,Y,SCALE]", help=ALSO)


def also_of(typed: Sequence[str], settings: Settings) -> tuple[list[dict[str, Any]], list[bytes]]:
    """The further subjects as a request has them, and the content of their photos. Raises ``ImageError`` for
    a photo that cannot be read."""
    rows, contents = list[dict[str, Any]](), list[bytes]()
    for text in typed:
        path, place = _parts(text)
        content = kept_content(path, settings, "photo")
        row: dict[str, Any] = {"photo": hashlib.sha256(content).hexdigest()}
        rows.append(row if place is None else {**row, "place": place})
        contents.append(content)
    return rows, contents


class Further:
    """The photos of further subjects that an axis or a manifest names: each is read once, and again when the
    group is begun and it is to be kept."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._known = settings, dict[Path, str]()

    def sha256(self, path: Path) -> str:
        """The sha256 of a photo's content; raises ``ImageError`` for one that cannot be read."""
        if path not in self._known:
            content = kept_content(path, self._settings, "photo")
            self._known[path] = hashlib.sha256(content).hexdigest()
        return self._known[path]

    def contents(self) -> Iterator[bytes]:
        """The content of each, one after the other."""
        for path in self._known:
            yield kept_content(path, self._settings, "photo")


def _parts(text: str) -> tuple[Path, str | None]:
    """The photo's file and its place; an ``@`` may also be a part of the file's name."""
    name, at, place = text.rpartition("@")
    if not at or os.path.exists(text):
        return Path(text), None
    return Path(name), place
