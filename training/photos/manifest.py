"""Which file of which package is used, as ``manifest.toml`` beside this file holds it."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

WORK = Path(__file__).resolve().parents[1] / "work" / "photos"
ENDINGS = {"hdri": ".npy", "photo": ".jpg"}


@dataclass(frozen=True, kw_only=True, config=ConfigDict(extra="forbid"))
class File:
    """One picture inside a package. ``client`` is "apt" or "npm"; ``version`` is pinned for npm, for apt
    any version will do whose file has this ``sha256``; ``suite`` is the Debian release to ask when the
    system's own does not have the package."""

    name: str
    kind: Literal["hdri", "photo"]
    client: Literal["apt", "npm"]
    package: str
    path: str
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    author: str
    licence: str
    version: str = ""
    suite: str = ""


def ready_path(file: File, work: Path = WORK) -> Path:
    """Where the prepared picture lies, whether or not it is there yet."""
    return work / "ready" / (file.name + ENDINGS[file.kind])


def files_of(source: dict[str, Any]) -> Iterator[File]:
    """The files of one ``[[source]]``, each with the source's fields and its own; ``{}`` in name and path
    is the file's title. Raises pydantic's ``ValidationError`` (a ``ValueError``) for what is no file."""
    common = {name: value for name, value in source.items() if name != "file"}
    for row in source["file"]:
        own = {name: value for name, value in row.items() if name != "title"}
        titled = {name: common[name].format(row["title"]) for name in ("name", "path")}
        yield File(**common | titled | own)


_SOURCES = tomllib.loads(Path(__file__).with_name("manifest.toml").read_text(encoding="utf-8"))["source"]
FILES = tuple(file for source in _SOURCES for file in files_of(source))
