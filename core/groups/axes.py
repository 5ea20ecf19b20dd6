"""A grid's axes, as people type them: ``seed=1..4``, ``guidance=1, 2, .., 5``, ``forest=beach|city``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from core.errors import RequestError
from core.groups.further import ALSO, Keep, Rows, further_label, further_of, further_values
from core.groups.plan import AxisHead, PlannedPhoto
from core.groups.requests import field_meant
from core.groups.scene_fields import scene_field_named, scene_title, scene_values
from core.groups.values import sentences, shown, title, values_of, words
from core.groups.variants import variants
from core.request import GenerationRequest
from core.scenes.spec import SceneSpec

PHOTO_NAMES = ("photo", "source")
PRESET, SCENE = "preset", "scene"
MAX_LABEL = 120
AS_DRAWN = "as drawn"
"""The label of a colour that is the place's own."""


@dataclass(frozen=True, kw_only=True)
class AxisValue:
    """One step of an axis: what is shown of it, the fields that it sets, the words of the sentence that it
    puts in place of others, and the photo that it takes."""

    label: str
    changes: Mapping[str, Any] = field(default_factory=dict[str, Any])
    replaces: tuple[str, str] | None = None
    photo: PlannedPhoto | None = None


@dataclass(frozen=True, kw_only=True)
class Axis:
    """What is varied, and its values in order. What ``goes_first`` sets many fields, which others change."""

    title: str
    values: tuple[AxisValue, ...]
    goes_first: bool = False

    @property
    def head(self) -> AxisHead:
        """What a plan keeps of it."""
        return AxisHead(title=self.title, labels=tuple(value.label for value in self.values))


@dataclass(frozen=True, kw_only=True)
class Stock:
    """What axes take values from: ``preset`` gives a preset's fields, ``photos`` the photos that were named,
    ``scene`` a scene's JSON or kind as it was typed; ``lists`` is the folder of lists of words; ``also`` keeps
    the photo of a further subject."""

    preset: Callable[[str], Mapping[str, Any]]
    photos: Callable[[str], Sequence[PlannedPhoto]]
    scene: Callable[[str], str]
    lists: Path
    also: Keep


def axis_of(text: str, prompt: str, stock: Stock) -> Axis:
    """The axis that ``text`` describes, ``NAME=VALUES``; a name that is no field but is in ``prompt`` has its
    words replaced. Raises ``RequestError``, and what ``stock`` raises."""
    name, separator, typed = text.partition("=")
    name = name.strip()
    if not separator or not name or not typed.strip():
        raise RequestError(f"Write an axis as NAME=VALUES, such as seed=1..4 (it is {text!r}).")
    plain = name.lower().replace("-", "_")
    if plain in PHOTO_NAMES:
        return photo_axis(stock.photos(typed))
    if plain == PRESET:
        found = tuple(AxisValue(label=word, changes=_fields(stock.preset(word))) for word in words(typed))
        return _unlike(Axis(title="Preset", values=found, goes_first=True), text)
    known = field_meant(name, typed)
    if known is None:
        try:
            return _of_scene(name, typed, text) or words_axis(name, typed, prompt)
        except RequestError:
            if name not in prompt:
                raise
            return words_axis(name, typed, prompt)
    if known == SCENE:
        scenes = tuple(AxisValue(label=word, changes={SCENE: stock.scene(word)}) for word in words(typed))
        return _unlike(Axis(title=title(known), values=scenes), text)
    if known == ALSO:
        return _unlike(further_axis(further_values(typed), stock.also), text)
    values = values_of(known, typed)
    if known in ("prompt", "negative_prompt"):
        values = tuple(one for value in values for one in variants(str(value), stock.lists))
    steps = tuple(AxisValue(label=_short(shown(value)), changes={known: value}) for value in values)
    return _unlike(Axis(title=title(known), values=steps), text)


def _of_scene(name: str, typed: str, text: str) -> Axis | None:
    """The axis of a scene's field; ``None`` where ``name`` is none."""
    field = scene_field_named(name)
    if field is None:
        return None
    steps = tuple(
        AxisValue(label=_short(AS_DRAWN if value is None else shown(value)), changes={field: value})
        for value in scene_values(field, typed)
    )
    return _unlike(Axis(title=scene_title(field), values=steps), text)


def sentence_axis(prompts: Sequence[str]) -> Axis:
    """The axis of a sentence that stands for several."""
    steps = tuple(AxisValue(label=_short(prompt), changes={"prompt": prompt}) for prompt in prompts)
    return Axis(title=title("prompt"), values=steps)


def photo_axis(photos: Sequence[PlannedPhoto]) -> Axis:
    """The axis of these photos; of equal names the later ones are numbered."""
    labels: list[str] = []
    for photo in photos:
        name, count = photo.name, 1
        while name in labels:
            count += 1
            name = f"{photo.name} ({count})"
        labels.append(name)
    steps = [AxisValue(label=_short(name), photo=photo) for name, photo in zip(labels, photos, strict=True)]
    return Axis(title="Photo", values=tuple(steps))


def further_axis(values: Sequence[Rows], keep: Keep) -> Axis:
    """The axis of further subjects. Raises what ``keep`` raises."""
    steps = tuple(
        AxisValue(label=_short(further_label(rows)), changes={ALSO: further_of(rows, keep)})
        for rows in values
    )
    return Axis(title=title(ALSO), values=steps)


def further_photos_axis(photos: Sequence[PlannedPhoto], keep: Callable[[PlannedPhoto], str]) -> Axis:
    """The axis of no further subject, then of each of these photos as one. Raises what ``keep`` raises."""
    steps = [
        AxisValue(label=value.label, changes={ALSO: [{"photo": keep(photo)}]})
        for value, photo in zip(photo_axis(photos).values, photos, strict=True)
    ]
    nothing = AxisValue(label=further_label(()), changes={ALSO: []})
    return Axis(title=title(ALSO), values=(nothing, *steps))


def words_axis(words_in: str, typed: str, prompt: str) -> Axis:
    """The axis of what is put in place of some words of ``prompt``, those themselves first. Raises
    ``RequestError`` where they are not in it."""
    if words_in not in prompt:
        raise RequestError(
            f"There is no field {words_in!r} to vary, and the sentence has no such word; "
            "see python -m core grid --help."
        )
    steps = [AxisValue(label=_short(words_in), replaces=(words_in, words_in))]
    steps += [AxisValue(label=_short(word), replaces=(words_in, word)) for word in sentences(typed)]
    return _unlike(Axis(title=f"“{words_in}”", values=tuple(steps)), f"{words_in}={typed}")


def with_scene(axes: Sequence[Axis], scene: SceneSpec) -> tuple[list[Axis], SceneSpec | None]:
    """The axes of a grid whose pictures begin with a scene that was set by hand, and that scene: with another
    seed it is another place of the same kind, and with other words or another kind it is drawn anew."""
    changed = {name for axis in axes for value in axis.values for name in value.changes}
    if changed & {"prompt", "scene"} or any(value.replaces for axis in axes for value in axis.values):
        return list(axes), None
    return [_seeded(axis, scene) for axis in axes], scene


def _seeded(axis: Axis, scene: SceneSpec) -> Axis:
    def step(value: AxisValue) -> AxisValue:
        if "seed" not in value.changes:
            return value
        place = scene.model_copy(update={"seed": value.changes["seed"]})
        return replace(value, changes={**value.changes, SCENE: place})

    return replace(axis, values=tuple(step(value) for value in axis.values))


def applied(base: Mapping[str, Any], steps: Sequence[tuple[Axis, AxisValue]]) -> dict[str, Any]:
    """The fields of a cell: ``base`` with the step of each axis. Raises ``RequestError`` where words to be
    replaced are in no sentence."""
    values = dict(base)
    for _, value in sorted(steps, key=lambda step: not step[0].goes_first):
        values |= value.changes
    for _, value in steps:
        if value.replaces is not None:
            old, new = value.replaces
            sentence = str(values.get("prompt") or "")
            if old not in sentence:
                raise RequestError(
                    f"{old!r} is not in the sentence {sentence!r}; nothing can be put in its place."
                )
            values["prompt"] = sentence.replace(old, new)
    return values


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """A preset's fields, but for what is a grid's own."""
    known = GenerationRequest.model_fields.keys() - {"seed", "schema_version"}
    return {name: value for name, value in values.items() if name in known and value not in (None, "")}


def _unlike(axis: Axis, text: str) -> Axis:
    labels = axis.head.labels
    twice = next((label for place, label in enumerate(labels) if label in labels[:place]), None)
    if twice is not None:
        raise RequestError(f"The axis {text!r} has {twice!r} twice; each value once is enough.")
    return axis


def _short(label: str) -> str:
    return label if len(label) <= MAX_LABEL else f"{label[: MAX_LABEL - 1]}…"
