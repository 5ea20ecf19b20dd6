"""Fields of a scene by dotted names, ``scene.light.height``: what an axis or a manifest's column may set
of the place that sentence and seed draw."""

from collections.abc import Mapping
from typing import Any

from PIL import ImageColor

from core.errors import RequestError, SceneError
from core.groups.values import numbers, words
from core.scenes.kinds import KINDS, Kind
from core.scenes.spec import PATTERNS, SEASONS, TIMES, SceneSpec

PREFIX = "scene."
_PARTS = ("light", "camera", "materials", "colours")
_ALONE = ("season", "backdrop")
_COLOURS = "scene.colours."
_AS_DRAWN = ("none", "-")
ALIASES: Mapping[str, str] = {
    "light": "scene.light.direction",
    "light_from": "scene.light.direction",
    "light_direction": "scene.light.direction",
    "light_height": "scene.light.height",
    "hardness": "scene.light.hardness",
    "warmth": "scene.light.warmth",
    "time": "scene.light.time",
    "time_of_day": "scene.light.time",
    "pattern": "scene.light.pattern",
    "horizon": "scene.camera.horizon",
    "distance": "scene.camera.distance",
    "blur": "scene.camera.blur",
    "blur_behind": "scene.camera.blur",
    "brightness": "scene.light.exposure",
    "contrast": "scene.camera.contrast",
    "ground": "scene.materials.ground",
    "wall": "scene.materials.wall",
    "ground_colour": "scene.colours.ground",
    "ground_color": "scene.colours.ground",
    "wall_colour": "scene.colours.wall",
    "wall_color": "scene.colours.wall",
    "accent": "scene.colours.accent",
    "accent_colour": "scene.colours.accent",
    "accent_color": "scene.colours.accent",
    "season": "scene.season",
    "behind": "scene.backdrop",
}
"""What people call them, beside their own names."""


def _read() -> Mapping[str, Any]:
    fields = {f"{PREFIX}{name}": SceneSpec.model_fields[name] for name in _ALONE}
    for part in _PARTS:
        model: Any = SceneSpec.model_fields[part].annotation
        fields |= {f"{PREFIX}{part}.{name}": field for name, field in model.model_fields.items()}
    return fields


FIELDS: Mapping[str, Any] = _read()
"""Pydantic's field by dotted name, of every field of a scene that can be set on its own."""


def scene_field_named(name: str) -> str | None:
    """The scene's field that a person means by ``name``; ``None`` where there is none."""
    plain = name.strip().lower().replace("-", "_").replace(" ", "_")
    for known in (plain, f"{PREFIX}{plain}"):
        if known in FIELDS:
            return known
    return ALIASES.get(plain)


def scene_title(field: str) -> str:
    """A scene's field in words."""
    return str(FIELDS[field].title)


def scene_limits(field: str) -> tuple[float, float] | None:
    """The least and the greatest value of a scene's field that is a number; ``None`` for the others."""
    if FIELDS[field].annotation is not float:
        return None
    found = {
        key: getattr(part, key)
        for part in FIELDS[field].metadata
        for key in ("ge", "le")
        if hasattr(part, key)
    }
    return found["ge"], found["le"]


def is_colour(field: str) -> bool:
    """Whether a scene's field is a colour."""
    return field.startswith(_COLOURS)


def scene_choices(field: str, kind: str | None = None) -> tuple[str, ...]:
    """The words that a scene's field takes, of one ``kind`` of scene or of all; none for numbers and
    colours."""
    kinds = [KINDS[kind]] if kind is not None and kind in KINDS else list(KINDS.values())
    found = {word for one in kinds for word in _of_kind(field, one) or ()}
    order: tuple[str, ...] = (*TIMES, *PATTERNS, *SEASONS, *KINDS)
    return tuple(sorted(found, key=lambda word: (order.index(word) if word in order else len(order), word)))


def scene_values(field: str, text: str) -> tuple[float | str | None, ...]:
    """What was typed as values of a scene's field; whether its kind has them is judged by cell. Raises
    ``RequestError``."""
    limits, name = scene_limits(field), scene_title(field)
    if limits is not None:
        found = tuple(float(value) for value in numbers(text, name, whole=False))
        wrong = next((value for value in found if not limits[0] <= value <= limits[1]), None)
        if wrong is not None:
            raise RequestError(f"{name} is from {limits[0]:g} to {limits[1]:g} (one is {wrong:g}).")
        return found
    if is_colour(field):
        return tuple(_colour(word, name) for word in words(text))
    known = scene_choices(field)
    found_words = tuple(word.lower() if word.lower() in known else word for word in words(text))
    unknown = next((word for word in found_words if word not in known), None)
    if unknown is not None:
        raise RequestError(f"{name} is one of {', '.join(known)} (one is {unknown!r}).")
    return found_words


def changed(scene: SceneSpec, changes: Mapping[str, Any]) -> SceneSpec:
    """``scene`` with fields by dotted names set. Raises ``SceneError`` for what its kind does not have: the
    picture would be that of the scene as it was."""
    values = scene.model_dump(mode="json")
    for field, value in changes.items():
        allowed = _of_kind(field, scene.place)
        if allowed is not None and value is not None and value not in allowed:
            have = f"it has {', '.join(allowed)}" if allowed else "it has none"
            raise SceneError(f"{scene.place.title}: {scene_title(field)} cannot be {value}; {have}.")
        if is_colour(field) and field.removeprefix(_COLOURS) not in scene.place.colours:
            raise SceneError(f"{scene.place.title} has no {scene_title(field).lower()} that can be set.")
        part, _, name = field.removeprefix(PREFIX).partition(".")
        if name:
            values[part] = {**values[part], name: value}
        else:
            values[part] = value
    return SceneSpec.parse(values)


def value_in(scene: SceneSpec, field: str) -> Any:
    """What a scene has in a field by its dotted name."""
    found: Any = scene
    for part in field.removeprefix(PREFIX).split("."):
        found = getattr(found, part)
    return found


def _of_kind(field: str, kind: Kind) -> tuple[str, ...] | None:
    """The words that a kind of scene takes in a field; ``None`` for numbers and colours."""
    words_of: Mapping[str, tuple[str, ...]] = {
        "scene.light.time": kind.times,
        "scene.light.pattern": kind.patterns,
        "scene.materials.ground": kind.grounds,
        "scene.materials.wall": kind.walls,
        "scene.season": kind.seasons,
        "scene.backdrop": kind.backdrops,
    }
    return words_of.get(field)


def _colour(word: str, name: str) -> str | None:
    """``#rrggbb`` of that or of a colour's English name; ``None`` for the kind's own."""
    if word.lower() in _AS_DRAWN:
        return None
    try:
        red, green, blue = ImageColor.getrgb(word)[:3]
    except ValueError as error:
        raise RequestError(f"{name} is a colour such as #c8a27c or teal (one is {word!r}).") from error
    return f"#{red:02x}{green:02x}{blue:02x}"
