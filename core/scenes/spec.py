"""A scene as a frozen spec: everything that decides how a place looks, as JSON has it.

A spec is whole: what a sentence left open has been drawn from its seed, so that the same spec is the same
place on every machine and at every size. It holds no pixels; ``core.scenes.painting`` makes those.
"""

from collections.abc import Sequence
from typing import Annotated, Literal, Self, get_args
from zlib import crc32

from pydantic import Field, ValidationError, field_validator, model_validator

from core.errors import SceneError
from core.models.parameters import Frozen
from core.scenes.kinds import KINDS, Kind, kind_named

MAX_SCENE_SEED = 2**32 - 1

Time = Literal["morning", "day", "overcast", "foggy", "golden", "sunset", "dusk", "night"]
Season = Literal["spring", "summer", "autumn", "winter"]
Pattern = Literal["none", "window", "blinds", "palm", "leaves", "spot"]
TIMES: tuple[Time, ...] = get_args(Time)
SEASONS: tuple[Season, ...] = get_args(Season)
PATTERNS: tuple[Pattern, ...] = get_args(Pattern)
Held = Literal["clips", "wall", "support", "ground"]
"""What holds up, before a place that is seen level, what was photographed lying: the clips of a hanger, the
wall itself, or what the place has to stand on; the ground what hung in its photo and is to lie. Left out of a
spec's JSON where nothing does."""


class Light(Frozen):
    """The main light. ``direction`` is where it comes from, in degrees around the subject: -90 left, 0 from
    the camera, 90 right, ±180 from behind; ``height`` degrees above the ground; ``hardness`` 0 (overcast) …
    1 (a small sun); ``warmth`` -1 (blue) … 1 (orange); ``pattern`` is what it falls through; ``exposure`` how
    much less or more of it there is, in stops, farther from the subject most, left out of the JSON at 0."""

    direction: Annotated[float, Field(ge=-180, le=180, title="Light from")] = -45.0
    height: Annotated[float, Field(ge=5, le=90, title="Light height")] = 45.0
    hardness: Annotated[float, Field(ge=0, le=1, title="Hardness")] = 0.3
    warmth: Annotated[float, Field(ge=-1, le=1, title="Warmth")] = 0.0
    time: Annotated[Time, Field(title="Time of day")] = "day"
    pattern: Annotated[Pattern, Field(title="Light falls through")] = "none"
    exposure: Annotated[
        float, Field(ge=-2.5, le=1, title="Brightness", exclude_if=lambda value: value == 0)
    ] = 0.0


class Camera(Frozen):
    """``horizon`` is the row at which flat ground vanishes, as a share of the height from the top (may lie
    above the picture); ``distance`` 1 as one photographs such a thing, more shows more of the place;
    ``blur`` how far the place behind the subject is out of focus, 0 (all sharp) … 1; ``contrast`` how far the
    picture is developed (exposure, tone curve, vibrance), 0 … 1, left out of the JSON at 0, as in specs from
    before there was one; ``nearer`` by how much of the way to the ground at the picture's foot the lens is
    focused before it, as on somebody whom the picture's edge cuts off, left out at 0."""

    horizon: Annotated[float, Field(ge=-0.5, le=0.9, title="Horizon")] = 0.45
    distance: Annotated[float, Field(ge=0.5, le=2.5, title="Distance")] = 1.0
    blur: Annotated[float, Field(ge=0, le=1, title="Blur behind")] = 0.4
    contrast: Annotated[float, Field(ge=0, le=1, title="Contrast", exclude_if=lambda value: value == 0)] = 0.0
    nearer: Annotated[
        float, Field(ge=0, le=0.9, title="Focused before it", exclude_if=lambda value: value == 0)
    ] = 0.0


class Materials(Frozen):
    """What the ground and the wall are made of, of the kind's own lists; ``None`` where it has none."""

    ground: Annotated[str | None, Field(title="Ground")] = None
    wall: Annotated[str | None, Field(title="Wall")] = None


class Colours(Frozen):
    """Colours by place, each ``#rrggbb`` in sRGB; ``None`` where the kind or its material decides."""

    ground: Annotated[str | None, Field(title="Ground colour")] = None
    wall: Annotated[str | None, Field(title="Wall colour")] = None
    accent: Annotated[str | None, Field(title="Accent colour")] = None

    @field_validator("ground", "wall", "accent")
    @classmethod
    def _is_hex(cls, value: str | None) -> str | None:
        digits = "" if value is None else value.removeprefix("#").lower()
        if value is not None and (len(digits) != 6 or not set(digits) <= set("0123456789abcdef")):
            raise ValueError("must be a colour such as #c8a27c")
        return None if value is None else f"#{digits}"


class SceneSpec(Frozen):
    """One place. ``seed`` decides what no other field says; ``backdrop`` is the kind that is seen behind a
    table or a sill, or past the edge of a wall; ``props`` are things of the kind's list. From
    ``spec_version`` 2 on a carpet has its pile and a stall's fruit its shapes, from 3 on woods, large
    leaves, fields and signs are drawn anew, from 4 on what was hardly seen before is: graffiti, a street's
    autumn, the sea beside a road; from 5 on a thin wire that a garment hangs by is drawn whole and the
    outline of cloth is evened out, places out of doors and flat lays have a photograph's air, falloff and
    grain, wood its pores, rugs their depth; from 6 on what is set beside the subject is modelled where that
    can be shown, places that are seen level are shown as film does, what hangs throws a shadow that is seen
    to fall, and so does its hanger; what is newer asks ``since`` for its form. Older ones are painted as
    they were. Raises ``ValueError`` (``parse``: ``SceneError``) for what its kind has not."""

    spec_version: Annotated[Literal[1, 2, 3, 4, 5, 6, 7], Field(title="Version of the scene's form")] = 1
    kind: Annotated[str, Field(title="Kind of scene")]
    seed: Annotated[int, Field(ge=0, le=MAX_SCENE_SEED, title="Scene seed")]
    backdrop: Annotated[str | None, Field(title="Behind it")] = None
    materials: Annotated[Materials, Field(title="Materials")] = Materials()
    colours: Annotated[Colours, Field(title="Colours")] = Colours()
    light: Annotated[Light, Field(title="Light")] = Light()
    camera: Annotated[Camera, Field(title="Camera")] = Camera()
    season: Annotated[Season, Field(title="Season")] = "summer"
    props: Annotated[tuple[str, ...], Field(title="Props")] = ()
    held: Annotated[Held | None, Field(title="Held by", exclude_if=lambda value: value is None)] = None

    @field_validator("props")
    @classmethod
    def _sorted(cls, props: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(set(props)))

    @model_validator(mode="after")
    def _belongs_to_its_kind(self) -> Self:
        kind = KINDS.get(self.kind)
        if kind is None:
            raise ValueError(f"kind must be one of {', '.join(KINDS)} (it is {self.kind})")
        _one_of("materials.ground", self.materials.ground, kind.grounds)
        _one_of("materials.wall", self.materials.wall, kind.walls)
        _one_of("backdrop", self.backdrop, (*kind.backdrops, *kind.beside))
        for prop in self.props:
            _one_of("props", prop, (*kind.things, *kind.lain, *kind.modelled))
        return self

    @property
    def place(self) -> Kind:
        """The kind's entry in ``KINDS``."""
        return kind_named(self.kind)

    @classmethod
    def parse(cls, values: object) -> Self:
        """A spec from plain values; raises ``SceneError`` in one sentence."""
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise SceneError(sentence(error)) from error

    @classmethod
    def from_json(cls, text: str) -> Self:
        """A spec from JSON; raises ``SceneError`` in one sentence, also for what is no JSON."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise SceneError(sentence(error)) from error

    def to_json(self) -> str:
        """Compact JSON that ``from_json`` reads back as an equal spec."""
        return self.model_dump_json()

    def stream(self, part: str) -> tuple[int, int]:
        """What seeds the random numbers of one ``part`` of the place: parts do not disturb each other, so
        that other light falls on the same place."""
        return self.seed, crc32(part.encode())


def _one_of(field: str, value: str | None, allowed: tuple[str, ...]) -> None:
    if value is not None and value not in allowed:
        have = f"must be one of {', '.join(allowed)}" if allowed else "must be left out for this kind"
        raise ValueError(f"{field} {have} (it is {value})")


def sentence(error: ValidationError) -> str:
    """The first thing that is wrong with a scene, with its field and value."""
    first = error.errors()[0]
    return fault(first["type"], [str(part) for part in first["loc"]], first["msg"], first["input"])


def fault(kind: str, where: Sequence[str], message: str, value: object) -> str:
    """pydantic's complaint about a scene in one sentence: its ``kind``, ``where`` it is, the ``message`` and
    the ``value`` that was given."""
    field = ".".join(where)
    message = message.removeprefix("Value error, ").replace("Input should be", "must be")
    if kind == "json_invalid":
        return "The scene is no JSON; copy it whole, from its first brace to the last."
    if kind == "missing":
        return f"The scene has no {field}; a scene needs a kind and a seed."
    if kind == "extra_forbidden":
        return f"A scene has no field {field}; it has {', '.join(SceneSpec.model_fields)}."
    given = "" if "(it is" in message or not field else f" (it is {str(value)[:80]})"
    return f"The scene will not do: {field}{' ' if field else ''}{message}{given}."


NEWEST_FORM = 7
"""The ``spec_version`` that scenes are drawn with; what was painted in an older one stays as it was."""


def since(spec: SceneSpec, form: int) -> bool:
    """Whether ``spec`` is painted as in the ``form`` (a ``spec_version``) or a newer one."""
    return spec.spec_version >= form


ANEW = 6
"""The ``spec_version`` of the look that came with modelled things."""


def is_anew(spec: SceneSpec) -> bool:
    """Whether the look that came with modelled things is meant."""
    return since(spec, ANEW)


LATEST = 5
"""The ``spec_version`` from which on subjects are staged as they are now."""


def is_latest(spec: SceneSpec) -> bool:
    """Whether a subject is staged in ``spec`` as it is now: hung by a whole wire, with an even outline."""
    return since(spec, LATEST)
