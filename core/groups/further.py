"""Further subjects as an axis or a manifest names them: ``mug.jpg``, ``mug.jpg@0.7,0.6,0.3 + pen.jpg``, or
``none``."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from core.errors import RequestError
from core.groups.values import sentences
from core.scenes.several import MOST_ALSO

ALSO = "also"
"""The request's field."""
NONE = "none"
Rows = tuple[Mapping[str, Any], ...]
"""Further subjects, each its ``photo`` by the name that was typed, with the ``place`` where one was."""
Keep = Callable[[str], str]
"""Keeps the photo of that name for the group; its sha256. Raises ``InputError``."""
_AND = re.compile(r"(?<=\s)\+(?=\s)")
_PLACED = re.compile(r"(.+?)\s*@\s*([-+.\d][-+.,\s\w]*)", re.DOTALL)
_SHA256 = re.compile(r"[0-9a-f]{64}")


def further_typed(typed: object) -> Rows:
    """The subjects that a cell or one value of an axis names: text, or in JSON a list of texts or of objects
    with ``photo`` and ``place``. Raises ``RequestError``."""
    if isinstance(typed, str):
        typed = [] if typed.strip().lower() in ("", NONE, "-") else _AND.split(typed.strip())
    if not isinstance(typed, list | tuple):
        raise RequestError(f"Further subjects are photos, such as mug.jpg + pen.jpg (it is {typed!r}).")
    rows = tuple(_row(one) for one in cast(Sequence[object], typed))
    if len(rows) > MOST_ALSO:
        raise RequestError(f"A picture has at most {MOST_ALSO} further subjects (there are {len(rows)}).")
    return rows


def further_values(text: str) -> tuple[Rows, ...]:
    """The values of an axis, between bars: places have commas of their own. Raises ``RequestError``."""
    return tuple(further_typed(one) for one in sentences(text))


def further_of(rows: Rows, keep: Keep) -> list[dict[str, Any]]:
    """The subjects as a request has them. A photo that is kept already may be named by its sha256. Raises
    what ``keep`` raises."""
    return [
        {**row, "photo": photo if _SHA256.fullmatch(photo := str(row["photo"])) else keep(photo)}
        for row in rows
    ]


def further_label(rows: Rows) -> str:
    """The subjects as the head of an axis shows them."""
    told = [f"{row['photo']}@{row['place']}" if "place" in row else str(row["photo"]) for row in rows]
    return " + ".join(told) or NONE


def with_further(values: Mapping[str, Any], keep: Keep) -> dict[str, Any]:
    """The fields of a manifest's row, its further subjects as a request has them. Raises ``InputError``."""
    found = dict(values)
    if ALSO in found:
        found[ALSO] = further_of(found[ALSO], keep)
    return found


def _row(one: object) -> dict[str, Any]:
    if isinstance(one, dict):
        told = cast(dict[str, Any], one)
        if not isinstance(told.get("photo"), str) or told.keys() - {"photo", "place"}:
            raise RequestError(f"A further subject has a photo and, where it is put, a place (it is {one}).")
        return {name: value for name, value in told.items() if value is not None}
    text = str(one).strip()
    if not isinstance(one, str) or not text:
        raise RequestError("The photo of a further subject is missing; write its file's name.")
    placed = _PLACED.fullmatch(text)
    return {"photo": text} if placed is None else {"photo": placed[1], "place": placed[2].strip()}
