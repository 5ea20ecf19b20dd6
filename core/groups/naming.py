"""Names of the files that a group's pictures are exported to: ``{source}-{scene}-{seed}``."""

import re
import string
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.errors import RequestError
from core.groups.plan import Cell, PlannedPhoto
from core.groups.requests import field_named
from core.groups.values import shown
from core.request import GenerationRequest

TEMPLATE = "{source}-{scene}-{seed}"
WORDS = ("source", "scene", "seed", "number", "sentence", "profile", "x", "y", "z")
"""What a template may name beside the request's fields."""
LONGEST = 120
_MOST_WORDS = 5
_KEPT = re.compile(r"[^\w.,+-]+")


def checked_template(template: str) -> str:
    """The template; raises ``RequestError`` where it names what there is not, or a folder."""
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as error:
        raise RequestError(f"The naming template {template!r} has a brace too many or too few.") from error
    for _, name, form, conversion in parts:
        if name is None:
            continue
        if form or conversion or (name not in WORDS and field_named(name) is None):
            known = ", ".join(f"{{{word}}}" for word in WORDS)
            raise RequestError(
                f"The naming template knows no {{{name}}}; it knows {known} and the request's fields."
            )
    if "/" in template or "\\" in template or not template.strip():
        raise RequestError("The naming template names files, not folders; leave out / and \\.")
    return template


def named(
    template: str, cells: Sequence[Cell], photos: Sequence[PlannedPhoto], taken: Iterable[str] = ()
) -> list[Cell]:
    """The cells with names by the template, which ``checked_template`` passed: each another one, and none of
    those that are ``taken``, also where the template gives several the same, or names differ in case only."""
    taken = {name.casefold() for name in taken}
    found: list[Cell] = []
    for cell in cells:
        base = _clean(template.format_map(_words(cell, photos[cell.photo]))) or f"picture-{cell.position + 1}"
        name, count = base, 1
        while name.casefold() in taken:
            count += 1
            name = f"{base}-{count}"
        taken.add(name.casefold())
        found.append(replace(cell, name=name))
    return found


def _words(cell: Cell, photo: PlannedPhoto) -> Mapping[str, str]:
    request = cell.request
    sentence = "-".join(re.findall(r"\w+", request.prompt)[:_MOST_WORDS])
    fields: dict[str, Any] = {name: getattr(request, name) for name in GenerationRequest.model_fields}
    known = {name: shown(value) for name, value in fields.items()}
    at = {axis: str(place + 1) for axis, place in zip("xyz", cell.at, strict=False)}
    own = {
        "source": photo.name.rpartition(".")[0] or photo.name,
        "scene": sentence if request.scene is None else request.scene.kind,
        "number": str(cell.position + 1),
        "sentence": sentence,
    }
    return _Found({**known, **dict.fromkeys("xyz", "1"), **at, **own})


class _Found(dict[str, str]):
    """Also by the names that people call fields by."""

    def __missing__(self, name: str) -> str:
        return self[field_named(name) or "number"]


def _clean(name: str) -> str:
    """What every system takes as a file's name: no signs that separate or steer, no dot at either end."""
    plain = unicodedata.normalize("NFC", name.encode(errors="ignore").decode())
    return _KEPT.sub("-", plain)[:LONGEST].strip("-. ")
