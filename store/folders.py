"""Texts without the folders of this machine: the data folder may be moved, and paths tell who the user is."""

import os
import re
import sysconfig
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
    user's own folder with ``~``. Of any other path only its last part stays: ``…/my-model``.
    """
    for folder, name in _known(data.absolute()):

        def shortened(found: re.Match[str], name: str = name) -> str:
            if name:
                return name + found[1]
            return "" if found[1] else _last(found[0])

        text = folder.sub(shortened, text)
    return _ELSEWHERE.sub(lambda found: found["address"] or _last(found[0]), text)


@lru_cache(maxsize=4)
def _known(data: Path) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Folders that are called by a name: a pattern that finds the folder and the slash after it, and the
    name; folders inside others come first."""
    names = {Path(os.path.expanduser("~")): "~"}
    names |= {Path(sysconfig.get_path(library)): "" for library in _LIBRARIES}
    names |= {_PROGRAM: "", data: "data"}  # the last counts, where two are the same folder
    named = {str(folder): name for folder, name in names.items() if folder.is_absolute() and folder.name}
    # No more than the folder itself: not the end of a longer path, nor the beginning of a longer name.
    return tuple(
        (re.compile(rf"(?<![\w.~…-]){re.escape(folder)}(?![\w-]|\.\w)([/\\]?)"), named[folder])
        for folder in sorted(named, key=len, reverse=True)
    )


def _last(path: str) -> str:
    return "…/" + re.split(r"[/\\]", path.rstrip("/\\"))[-1]
