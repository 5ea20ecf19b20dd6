"""What a caption of an environment map or a photograph holds, and those that the TOML files beside this one
hold: ``VIEWS`` by environment map, ``SHOTS`` by photograph."""

import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

Share = Annotated[float, Field(ge=0, le=1)]
Degrees = Annotated[float, Field(ge=0, le=720)]
Phrases = Annotated[tuple[str, ...], Field(min_length=1)]
Details = tuple[str | list[str], ...]
STRICT = ConfigDict(extra="forbid")
"""Fields that a file misspells are an error, not left out."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class View:
    """A range of directions of an environment map that look alike. ``yaws`` are degrees of the camera's
    direction from the map's left edge (a range may pass 360). ``phrases`` are wordings of the place,
    ``details`` facts, each one wording or several. ``far`` is the disparity of what stands behind the
    ground (0 = infinity), ``key`` the brightness to expose for (linear, 0.18 = mid grey), ``mirror`` how
    much the ground reflects, ``hardness`` how sharp shadows are, ``shade`` how dark a contact shadow is."""

    yaws: tuple[Degrees, Degrees]
    family: str
    phrases: Phrases
    details: Details = ()
    far: Share = 0.05
    key: Share = 0.2
    mirror: Share = 0.03
    hardness: Share = 0.2
    shade: Share = 0.4


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Shot:
    """``crop`` is the part that serves, (left, top, right, bottom) in 0…1 of the photograph; ``horizon`` the
    y in 0…1 of the photograph above which nothing can stand; ``light_from`` the light's side, -1 left … 1
    right; the rest as in ``View``."""

    crop: tuple[Share, Share, Share, Share]
    horizon: Share
    family: str
    phrases: Phrases
    details: Details = ()
    far: Share = 0.05
    mirror: Share = 0.0
    light_from: Annotated[float, Field(ge=-1, le=1)] = 0.0
    hardness: Share = 0.2
    shade: Share = 0.35


def table(name: str) -> dict[str, Any]:
    """What ``name``.toml beside this file holds."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


def views(name: str) -> dict[str, tuple[View, ...]]:
    """The views of the environment maps in ``name``.toml by map, in the file's order; a detail ``@night``
    stands for the file's alternatives of that name. Raises pydantic's ``ValidationError`` (a
    ``ValueError``) for what is no view, ``KeyError`` for a name without alternatives."""
    held, made = table(name), dict[str, tuple[View, ...]]()
    alternatives = held["alternatives"]
    for row in held["view"]:
        maps, details = row.pop("maps"), row.pop("details", ())
        view = View(**row, details=tuple(spelled(detail, alternatives) for detail in details))
        for each in maps:
            made[each] = (*made.get(each, ()), view)
    return made


def spelled(detail: str | list[str], alternatives: dict[str, list[str]]) -> str | list[str]:
    """The detail itself, or the alternatives that ``@name`` stands for."""
    named = isinstance(detail, str) and detail.startswith("@")
    return alternatives[detail.removeprefix("@")] if named else detail


VIEWS = views("indoors") | views("outdoors")
SHOTS = {name: Shot(**row) for name, row in table("shots").items()}
