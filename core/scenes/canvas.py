"""The canvas that is asked for, and where by hand a subject is put on it."""

import re
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from core.models.parameters import Frozen
from core.scenes.own import json_values

AS_PHOTO = "photo"
FULL = "full"
"""The photo's own width and height."""
RATIOS = ("1:1", "4:5", "3:4", "2:3", "9:16", "3:2", "4:3", "16:9")
LEAST, MOST = 64, 8192
"""Px of a side of a canvas."""
MOST_PIXELS = 40_000_000
SLIMMEST = 8
"""How many times longer one side may be than the other."""
_SIZE = re.compile(r"(\d{1,5})\s*[x×]\s*(\d{1,5})", re.ASCII | re.IGNORECASE)
_RATIO = re.compile(r"(\d{1,3})\s*:\s*(\d{1,3})", re.ASCII)
_PARTS = re.compile(r"[\s,;]+")


class Place(Frozen):
    """Where a subject is put: ``x`` and ``y`` are the middle of its box in shares of the canvas, ``scale`` is
    the share of the canvas's width or height that the box takes, whichever it takes more of. ``turn`` is in
    degrees, clockwise; ``mirror`` swaps left and right."""

    x: Annotated[float, Field(ge=-0.5, le=1.5, title="Placed across")] = 0.5
    y: Annotated[float, Field(ge=-0.5, le=1.5, title="Placed down")] = 0.5
    scale: Annotated[float, Field(ge=0.02, le=4, title="Placed size")] = 0.8
    turn: Annotated[float, Field(ge=-45, le=45, title="Turned")] = 0.0
    mirror: Annotated[bool, Field(title="Mirrored")] = False

    @field_validator("*")
    @classmethod
    def _one_zero(cls, value: Any) -> Any:
        """Equal places must be written alike, and -0.0 equals 0.0."""
        return abs(value) if value == 0.0 and isinstance(value, float) else value

    @model_validator(mode="before")
    @classmethod
    def _typed(cls, values: Any) -> Any:
        return plain_place(values) if isinstance(values, str) else values


def plain_place(text: str) -> dict[str, Any]:
    """The values of a place from what was typed: ``X,Y,SCALE``, then the turn and ``mirror`` where wanted, or
    JSON. Raises ``ValueError``."""
    typed = text.strip()
    if typed.startswith("{"):
        return json_values(typed)
    parts = [part for part in _PARTS.split(typed) if part]
    mirror = bool(parts) and parts[-1].lower() in ("mirror", "mirrored")
    numbers = parts[:-1] if mirror else parts
    try:
        given = dict(zip(("x", "y", "scale", "turn"), map(float, numbers), strict=False))
    except ValueError as error:
        raise ValueError("is X,Y,SCALE, such as 0.5,0.6,0.7") from error
    if not 3 <= len(numbers) <= 4:
        raise ValueError("is X,Y,SCALE, such as 0.5,0.6,0.7, then a turn")
    return {**given, "mirror": mirror}


def plain_canvas(text: str) -> str:
    """A canvas as requests have it: ``photo``, ``full``, ``4:5`` or ``2000x2000``. Raises ``ValueError`` for
    what is none, and for sides that are too long, too short or too unlike."""
    typed = text.strip().lower()
    if typed in (AS_PHOTO, "as the photo", ""):
        return AS_PHOTO
    if typed in (FULL, "full size", "the photo's own size"):
        return FULL
    if ratio := _RATIO.fullmatch(typed):
        across, down = int(ratio[1]), int(ratio[2])
        if not across or not down or not Fraction(1, SLIMMEST) <= Fraction(across, down) <= SLIMMEST:
            raise ValueError(f"must not be longer than {SLIMMEST} times its other side")
        return f"{across}:{down}"
    if size := _SIZE.fullmatch(typed):
        width, height = int(size[1]), int(size[2])
        if not all(LEAST <= side <= MOST for side in (width, height)) or width * height > MOST_PIXELS:
            raise ValueError(f"has sides of {LEAST} to {MOST} px and at most 40 megapixels")
        return f"{width}x{height}"
    raise ValueError("is photo, full, a ratio such as 4:5, or a size such as 2000x2000")


def size_asked(canvas: str) -> tuple[int, int] | None:
    """Width and height in px of a canvas that names them, ``None`` of others."""
    size = _SIZE.fullmatch(canvas)
    return None if size is None else (int(size[1]), int(size[2]))


def ratio_asked(canvas: str) -> float | None:
    """Width over height of a canvas that names a ratio, ``None`` of others."""
    ratio = _RATIO.fullmatch(canvas)
    return None if ratio is None else int(ratio[1]) / int(ratio[2])
