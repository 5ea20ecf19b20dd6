"""Further subjects as the command line names them: a photo's file, and where it is put."""

import argparse
import hashlib
import os
from collections.abc import Sequence
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


def _parts(text: str) -> tuple[Path, str | None]:
    """The photo's file and its place; an ``@`` may also be a part of the file's name."""
    name, at, place = text.rpartition("@")
    if not at or os.path.exists(text):
        return Path(text), None
    return Path(name), place
