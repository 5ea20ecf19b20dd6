"""A grid that gets more columns, rows or sheets: cells that there are keep their places, new ones follow."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from core.errors import RequestError
from core.groups.axes import PHOTO_NAMES, Axis, AxisValue, Stock, axis_of, further_photos_axis, photo_axis
from core.groups.grid import TEMPLATE
from core.groups.naming import named
from core.groups.plan import MAX_CELLS, AxisHead, Cell, Plan, PlannedPhoto, planned
from core.groups.requests import Requests
from core.groups.scene_fields import FIELDS, changed, scene_title, value_in
from core.groups.values import title
from core.request import GenerationRequest
from core.scenes.drawing import scene_for
from core.scenes.spec import SceneSpec
from core.variations import with_scenes

PRESET_TITLE, PHOTO_TITLE, FURTHER_TITLE = "Preset", "Photo", title("also")


def axis_name(head: AxisHead) -> str:
    """What an axis is called where its values are typed: a field's name, ``photo``, ``preset``, or the words
    that it replaces."""
    if head.title == PHOTO_TITLE:
        return PHOTO_NAMES[0]
    if head.title == PRESET_TITLE:
        return PRESET_TITLE.lower()
    fields = [name for name in GenerationRequest.model_fields if title(name) == head.title]
    fields += [name for name in FIELDS if scene_title(name) == head.title]
    return fields[0] if fields else head.title.strip("“”")


def more_values(plan: Plan, which: int, typed: str, stock: Stock) -> Axis:
    """What was typed as more values of the axis ``which``, without those that it has. Raises
    ``RequestError`` where none is new, and what ``axis_of`` raises."""
    head = plan.axes[which]
    name = axis_name(head)
    # Words that are replaced are in the sentence of the first cell, which has them as they were.
    found = axis_of(f"{name}={typed}", name if head.title.startswith("“") else "", stock)
    if name == "room" and found.title != head.title:  # shares alone are the room around the photo
        raise RequestError(f"{head.title} is in per cent; write 0% for none.")
    new = tuple(value for value in found.values if value.label not in head.labels)
    if not new:
        raise RequestError(f"{head.title} has {typed.strip()!r} already; write a value that is not there.")
    return Axis(title=head.title, values=new, goes_first=found.goes_first)


def more_photos(plan: Plan, which: int, photos: Sequence[PlannedPhoto]) -> Axis:
    """Photos as more values of the axis ``which``, without those that it has; of equal names the later ones
    are numbered. Raises ``RequestError`` where none is new."""
    head = plan.axes[which]
    there = {plan.photos[cell.photo].sha256 for cell in plan.cells}
    new = list({photo.sha256: photo for photo in reversed(photos) if photo.sha256 not in there}.values())
    if not new:
        raise RequestError("These photos are in the grid already; add one that is not there.")
    old = [PlannedPhoto(name=label, sha256="", width=1, height=1) for label in head.labels]
    return Axis(title=head.title, values=photo_axis([*old, *reversed(new)]).values[len(old) :])


def more_further(
    plan: Plan, which: int, photos: Sequence[PlannedPhoto], keep: Callable[[PlannedPhoto], str]
) -> Axis:
    """Photos of further subjects as more values of the axis ``which``, without those that it has by name.
    Raises ``RequestError`` where none is new, and what ``keep`` raises."""
    head = plan.axes[which]
    found = further_photos_axis(photos, keep).values[1:]
    new = tuple(value for value in found if value.label not in head.labels)
    if not new:
        raise RequestError("These photos are in the grid already; add one that is not there.")
    return Axis(title=head.title, values=new)


def extended(plan: Plan, which: int, axis: Axis, requests: Requests) -> Plan:
    """The plan with ``axis``'s values after those of its axis ``which``. What the grid's other cells share
    with a new one is taken from the first of the same line. Raises ``InputError``."""
    head = plan.axes[which]
    labels = (*head.labels, *(value.label for value in axis.values))
    heads = tuple(replace(one, labels=labels) if at == which else one for at, one in enumerate(plan.axes))
    photos, cells = list(plan.photos), list(plan.cells)
    by_place = {cell.at: cell for cell in plan.cells}
    lines = itertools.product(
        *(range(len(one.labels)) if at != which else (0,) for at, one in enumerate(plan.axes))
    )
    fields = [
        name for number, one in enumerate(heads) if number != which and (name := axis_name(one)) in FIELDS
    ]
    count = len(plan.cells) // max(1, len(head.labels)) * len(axis.values)
    if len(plan.cells) + count > MAX_CELLS:
        raise RequestError(f"At most {MAX_CELLS:,} pictures can be made as one group; add fewer.")
    for line in lines:
        pattern = by_place[line]
        for step, value in enumerate(axis.values):
            request, digest = requests.of(_values(pattern.request, value, fields))
            photo = pattern.photo
            if value.photo is not None:
                if value.photo not in photos:
                    photos.append(value.photo)
                photo = photos.index(value.photo)
            at = tuple(
                len(head.labels) + step if number == which else place for number, place in enumerate(line)
            )
            cells.append(Cell(position=len(cells), photo=photo, request=request, digest=digest, at=at))
    fresh = named(TEMPLATE, cells[len(plan.cells) :], photos)
    return planned(plan.kind, photos, _unlike([*plan.cells, *fresh]), heads)


def _values(request: GenerationRequest, value: AxisValue, fields: Sequence[str]) -> dict[str, Any]:
    """The fields of a cell like that of ``request`` with another value; a scene that its prompt and seed drew
    is drawn anew, and what other axes set of it, ``fields``, is set again."""
    given: dict[str, Any] = {name: getattr(request, name) for name in GenerationRequest.model_fields}
    del given["schema_version"]
    own = [*fields, *(name for name in value.changes if name in FIELDS)]
    given |= {name: value_in(request.scene, name) for name in fields if request.scene is not None}
    given["scene"] = _asked_scene(request, own)
    given |= value.changes
    if isinstance(given["scene"], SceneSpec) and "seed" in value.changes and "scene" not in value.changes:
        given["scene"] = given["scene"].model_copy(update={"seed": value.changes["seed"]})
    if isinstance(given["scene"], SceneSpec) and (value.replaces or "prompt" in value.changes):
        given["scene"] = None
    if value.replaces is not None:
        old, new = value.replaces
        if old not in str(given["prompt"]):
            raise RequestError(f"{old!r} is not in the sentence {given['prompt']!r}; write it otherwise.")
        given["prompt"] = str(given["prompt"]).replace(old, new)
    return given


def _asked_scene(request: GenerationRequest, fields: Sequence[str]) -> Any:
    """What was asked for as a cell's scene: nothing, a kind, or the scene itself; what axes set of it,
    ``fields``, aside."""
    scene = request.scene
    if scene is None:
        return None

    def is_drawn(drawn: SceneSpec | None) -> bool:
        if drawn is None or drawn.kind != scene.kind:
            return False
        return changed(drawn, {name: value_in(scene, name) for name in fields}) == scene

    if is_drawn(with_scenes([request.model_copy(update={"scene": None})])[0].scene):
        return None
    return scene.kind if is_drawn(scene_for(request.prompt, request.seed, kind=scene.kind)) else scene


def _unlike(cells: Sequence[Cell]) -> list[Cell]:
    """The cells, each with another name."""
    taken: set[str] = set()
    found: list[Cell] = []
    for cell in cells:
        name, count = cell.name, 1
        while name.casefold() in taken:
            count += 1
            name = f"{cell.name}-{count}"
        taken.add(name.casefold())
        found.append(replace(cell, name=name))
    return found
