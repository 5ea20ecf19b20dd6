"""Texts without the folders of this machine: the data folder may be moved, and paths tell who a person is."""

import os
import re
import sysconfig
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_PROGRAM = Path(__file__).resolve().parents[1]
_LIBRARIES = ("purelib", "platlib", "stdlib", "platstdlib")
_ELSEWHERE = re.compile(
    r"""(?P<address>\b[a-z][a-z0-9+.-]{1,30}://[^/\s]\S*)  # https://host/path is no place on this machine
    | (?<=["'`])(?:[A-Za-z]:[/\\]|/)[^"'`\n]+(?=["'`])    # in quotes spaces belong to it
    | (?:(?<![\w.~…)/\\<-])|(?<=:///)|(?<=://))(?:[A-Za-z]:[/\\]|/)(?![/\\])[^\s"'`<>|;,()]+""",
    re.VERBOSE,
)


def without_folders(text: str, data: Path) -> str:
    """``text`` with every absolute path made relative, so that it says the same on any machine.

    What lies in the program's folder or in Python's libraries loses that folder (``core/engine/local.py``,
    ``torch/nn/functional.py``); what lies in the ``data`` folder begins with ``data``, elsewhere in the
    person's own folder with ``~``. Of any other path only its last part stays: ``…/my-model``.
    """
    for folder, name in _known(data.absolute()):
        text = folder.sub(lambda found, name=name: _in_place(name, found), text)
    return _ELSEWHERE.sub(lambda found: found["address"] or _last(found[0]), text)


@lru_cache(maxsize=4)
def _known(data: Path) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Folders that are told by a name, as what finds them and what follows; those inside others first."""
    named = {str(folder): name for folder, name in _named(data) if folder.is_absolute() and folder.name}
    # No more than the folder itself: not the end of a longer path, nor the beginning of a longer name.
    return tuple(
        (re.compile(rf"(?<![\w.~…-]){re.escape(folder)}(?![\w-]|\.\w)([/\\]?)"), named[folder])
        for folder in sorted(named, key=len, reverse=True)
    )


def _named(data: Path) -> Iterator[tuple[Path, str]]:
    """What is named last counts, where two are the same folder."""
    yield Path(os.path.expanduser("~")), "~"
    for library in _LIBRARIES:
        yield Path(sysconfig.get_path(library)), ""
    yield _PROGRAM, ""
    yield data, "data"


def _in_place(name: str, found: re.Match[str]) -> str:
    return name + found[1] if name else "" if found[1] else _last(found[0])


def _last(path: str) -> str:
    return "…/" + re.split(r"[/\\]", path.rstrip("/\\"))[-1]
