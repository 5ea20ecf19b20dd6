"""A background of one's own as a frozen spec: a plain colour, a gradient of two, nothing, or a picture."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, cast

from pydantic import Field, field_validator, model_validator

from core.models.parameters import Frozen

OwnKind = Literal["colour", "gradient", "transparent", "picture"]
WHITE = "#ffffff"
PARTS: Mapping[str, tuple[str, ...]] = {
    "colour": ("colour",),
    "gradient": ("colour", "second", "turn"),
    "transparent": (),
    "picture": ("picture", "blur", "darken", "zoom", "x", "y", "horizon"),
}
"""The fields that mean something, by kind."""
NOTHING = ("transparent", "nothing")
"""What is typed for no background."""
BETWEEN = ".."
"""What is between the two colours of a gradient."""


def _usual(value: object) -> bool:
    return value is None or value == 0


class OwnBackground(Frozen):
    """One background. ``colour`` and ``second`` are ``#rrggbb`` in sRGB; the gradient goes from the first to
    the second, from above to below where ``turn`` is 0, from left to right at 90 degrees. ``picture`` is the
    sha256 of a picture's bytes; it covers the canvas, ``zoom`` times as large as it must be, and shows its
    part at ``x`` and ``y`` (0 left or top … 1); ``blur`` 0 … 1 is how far out of focus it is, ``darken``
    0 … 1 how much of its light is taken, ``horizon`` the row at which its ground vanishes, as a share of the
    canvas's height, ``None`` where that is to be estimated. What its kind does not have is left out."""

    kind: Annotated[OwnKind, Field(title="Kind of background")]
    colour: Annotated[str, Field(title="Background colour", exclude_if=lambda value: value == WHITE)] = WHITE
    second: Annotated[str | None, Field(title="Second colour", exclude_if=_usual)] = None
    turn: Annotated[float, Field(ge=-180, le=180, title="Gradient's turn", exclude_if=_usual)] = 0.0
    picture: Annotated[
        str | None, Field(pattern="^[0-9a-f]{64}$", title="Background picture", exclude_if=_usual)
    ] = None
    blur: Annotated[float, Field(ge=0, le=1, title="Background blur", exclude_if=_usual)] = 0.0
    darken: Annotated[float, Field(ge=0, le=1, title="Background darkened", exclude_if=_usual)] = 0.0
    zoom: Annotated[
        float, Field(ge=1, le=4, title="Background zoom", exclude_if=lambda value: value == 1)
    ] = 1.0
    x: Annotated[
        float, Field(ge=0, le=1, title="Background across", exclude_if=lambda value: value == 0.5)
    ] = 0.5
    y: Annotated[float, Field(ge=0, le=1, title="Background down", exclude_if=lambda value: value == 0.5)] = (
        0.5
    )
    horizon: Annotated[
        float | None,
        Field(ge=-0.5, le=0.9, title="Background horizon", exclude_if=lambda value: value is None),
    ] = None

    @field_validator("turn", "horizon")
    @classmethod
    def _one_zero(cls, value: float | None) -> float | None:
        """Equal backgrounds must be written alike, and -0.0 equals 0.0."""
        return 0.0 if value == 0 else value

    @field_validator("colour", "second")
    @classmethod
    def _is_colour(cls, value: str | None) -> str | None:
        return None if value is None else hex_of(value)

    @model_validator(mode="before")
    @classmethod
    def _of_its_kind(cls, values: Any) -> Any:
        """Of equal backgrounds equal values: what has no part in its kind goes."""
        if isinstance(values, str):
            values = plain_values(values)
        if not isinstance(values, Mapping):
            return values
        given = cast(Mapping[str, Any], values)
        unused = {name for names in PARTS.values() for name in names} - set(
            PARTS.get(str(given.get("kind")), cls.model_fields)
        )
        return {name: value for name, value in given.items() if name not in unused}

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.kind == "picture" and self.picture is None:
            raise ValueError("picture must name a picture's content by its sha256")
        if self.kind == "gradient" and self.second is None:
            raise ValueError("second must be a gradient's other colour")
        return self

    @property
    def words(self) -> str:
        """What it is, for a sentence: ``on plain white``."""
        if self.kind == "colour":
            return f"on plain {_named(self.colour)}"
        if self.kind == "gradient":
            return f"on {_named(self.colour)} to {_named(self.second or WHITE)}"
        return "cut out, on nothing" if self.kind == "transparent" else "on a picture of my own"


def plain_values(text: str) -> dict[str, Any]:
    """The values of a background from what was typed: a colour (``white``, ``#f4f1ec``), two with ``..``
    between them, ``transparent``, or JSON. Raises ``ValueError`` for what is none of them."""
    typed = text.strip()
    if typed.startswith("{"):
        return json_values(typed)
    if typed.lower() in NOTHING:
        return {"kind": "transparent"}
    if BETWEEN in typed:
        first, second = typed.split(BETWEEN, 1)
        return {"kind": "gradient", "colour": first, "second": second}
    return {"kind": "colour", "colour": typed}


def json_values(text: str) -> dict[str, Any]:
    """The object that JSON describes; raises ``ValueError`` in words."""
    import json

    try:
        return dict(cast(Mapping[str, Any], json.loads(text)))
    except (ValueError, RecursionError) as error:
        raise ValueError("is no JSON; copy it whole, from its first brace to the last") from error


def hex_of(text: str) -> str:
    """``#rrggbb`` of a colour's name in CSS or its hexadecimal digits; raises ``ValueError`` in words."""
    from PIL import ImageColor

    typed = text.strip().lower()
    bare = typed.removeprefix("#")
    if len(bare) in (3, 6) and set(bare) <= set("0123456789abcdef"):
        return "#" + (bare if len(bare) == 6 else "".join(2 * digit for digit in bare))
    if typed in ImageColor.colormap:
        red, green, blue = ImageColor.getrgb(typed)[:3]
        return f"#{red:02x}{green:02x}{blue:02x}"
    raise ValueError(f"has no colour {text.strip()!r}; write one as white or #f4f1ec")


def rgb_of(colour: str) -> tuple[int, int, int]:
    """The levels 0…255 of ``#rrggbb``."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _named(colour: str) -> str:
    return {"#ffffff": "white", "#000000": "black"}.get(colour, colour)
