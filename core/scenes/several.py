"""Further subjects of a picture: each a photo of its own and a place; and the room around a subject."""

from collections.abc import Mapping
from typing import Annotated, Any, cast

from pydantic import Field, field_validator, model_validator

from core.models.parameters import Frozen
from core.scenes.canvas import Place
from core.scenes.own import json_values

MOST_ALSO = 5
"""Subjects beside the first one."""
MOST_ROOM = 90
"""Per cent of the canvas that the room on two opposite sides takes together at most."""
SIDES = ("left", "right", "top", "bottom")


class Also(Frozen):
    """A further subject: ``photo`` is the sha256 of its photo's bytes, ``place`` where it is put; beside the
    first one where that is ``None``."""

    photo: Annotated[str, Field(pattern="^[0-9a-f]{64}$", title="Further photo")]
    place: Annotated[Place | None, Field(title="Its placement", exclude_if=lambda value: value is None)] = (
        None
    )


class Room(Frozen):
    """Room around a subject on each side, in per cent of the canvas's width or height."""

    left: Annotated[float, Field(ge=0, le=MOST_ROOM, title="Room left")] = 0.0
    right: Annotated[float, Field(ge=0, le=MOST_ROOM, title="Room right")] = 0.0
    top: Annotated[float, Field(ge=0, le=MOST_ROOM, title="Room above")] = 0.0
    bottom: Annotated[float, Field(ge=0, le=MOST_ROOM, title="Room below")] = 0.0

    @field_validator("*")
    @classmethod
    def _one_zero(cls, value: Any) -> Any:
        """Equal rooms must be written alike, and -0.0 equals 0.0."""
        return 0.0 if value == 0 else value

    @model_validator(mode="before")
    @classmethod
    def _typed(cls, values: Any) -> Any:
        return plain_room(values) if isinstance(values, str) else values

    @model_validator(mode="after")
    def _leaves_some(self) -> "Room":
        if max(self.left + self.right, self.top + self.bottom) > MOST_ROOM:
            raise ValueError(f"must leave the subject {100 - MOST_ROOM} per cent of the canvas or more")
        return self


def plain_room(text: str) -> dict[str, Any]:
    """The values of a room from what was typed: one number for all sides, ``LEFT,RIGHT,TOP,BOTTOM``, or JSON.
    Raises ``ValueError``."""
    typed = text.strip()
    if typed.startswith("{"):
        return json_values(typed)
    try:
        numbers = [float(part) for part in typed.replace("%", "").split(",")]
    except ValueError as error:
        raise ValueError("is LEFT,RIGHT,TOP,BOTTOM in per cent, such as 10,10,20,5") from error
    if len(numbers) not in (1, len(SIDES)):
        raise ValueError("is LEFT,RIGHT,TOP,BOTTOM in per cent, such as 10,10,20,5, or one number for all")
    return dict(zip(SIDES, numbers * (len(SIDES) if len(numbers) == 1 else 1), strict=True))


def also_words(also: object) -> str:
    """A recorded request's ``also`` in words: each photo by the beginning of its sha256, and its place."""
    rows = cast(list[Mapping[str, Any]], also) if isinstance(also, list) else []
    told = list[str]()
    for row in rows:
        place = cast(Mapping[str, Any], row.get("place") or {})
        names = ("x", "y", "scale", "turn") if place.get("turn") else ("x", "y", "scale")
        numbers = [f"{place[name]:g}" for name in names if name in place]
        where = ", ".join(numbers) + (" mirrored" if place.get("mirror") else "")
        told.append(f"{str(row.get('photo'))[:8]} {f'at {where}' if place else 'beside'}")
    return "; ".join(told)
