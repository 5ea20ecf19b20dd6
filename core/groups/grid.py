"""A grid: one picture for every combination of its axes' values."""

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

from core.errors import RequestError
from core.groups.axes import Axis, applied
from core.groups.naming import named
from core.groups.plan import MAX_CELLS, Cell, Plan, PlannedPhoto, planned
from core.groups.requests import Requests, sentence_of_kind

MAX_AXES = 3
TEMPLATE = "{source}-{x}-{y}-{z}"


def grid(
    axes: Sequence[Axis],
    base: Mapping[str, Any],
    photo: PlannedPhoto | None,
    requests: Requests,
    *,
    template: str = TEMPLATE,
) -> Plan:
    """The plan of a grid of 1 to 3 axes: across, down, and one sheet behind the other. ``base`` are the
    fields that all cells share, ``photo`` the photo of all unless an axis has photos.

    Cells of one profile, and of one photo, are made one after the other, whichever axis they are on: each
    cell knows its place. Raises ``InputError``.
    """
    _check(axes, photo)
    photos = list(dict.fromkeys(_photos(axes, photo)))
    places = {one: place for place, one in enumerate(photos)}
    cells: list[Cell] = []
    for steps in itertools.product(*(tuple(enumerate(axis.values)) for axis in axes)):
        chosen = [(axis, value) for axis, (_, value) in zip(axes, steps, strict=True)]
        values = applied(base, chosen)
        if not values.get("prompt") and isinstance(values.get("scene"), str):
            values["prompt"] = sentence_of_kind(values["scene"])
        request, digest = requests.of(values)
        taken = next((value.photo for _, value in chosen if value.photo is not None), photo)
        assert taken is not None  # checked
        at = tuple(place for place, _ in steps)
        cells.append(Cell(position=len(cells), photo=places[taken], request=request, digest=digest, at=at))
    profiles = list(dict.fromkeys(cell.request.profile for cell in cells))
    cells.sort(key=lambda cell: (profiles.index(cell.request.profile), cell.photo))
    ordered = [
        Cell(position=position, photo=one.photo, request=one.request, digest=one.digest, at=one.at)
        for position, one in enumerate(cells)
    ]
    return planned("grid", photos, named(template, ordered, photos), [axis.head for axis in axes])


def _check(axes: Sequence[Axis], photo: PlannedPhoto | None) -> None:
    if not 1 <= len(axes) <= MAX_AXES:
        raise RequestError(f"A grid has 1 to {MAX_AXES} axes (there are {len(axes)}).")
    titles = [axis.title for axis in axes]
    if len(set(titles)) < len(titles):
        raise RequestError(f"Two axes vary {next(one for one in titles if titles.count(one) > 1)}; take one.")
    count = math.prod(len(axis.values) for axis in axes)
    if count > MAX_CELLS:
        raise RequestError(f"These are {count:,} pictures; at most {MAX_CELLS:,} can be made as one group.")
    if photo is None and not any(value.photo for axis in axes for value in axis.values):
        raise RequestError("Name the photo, or give an axis of photos: photo=a.jpg, b.jpg.")


def _photos(axes: Sequence[Axis], photo: PlannedPhoto | None) -> list[PlannedPhoto]:
    on_axes = [value.photo for axis in axes for value in axis.values if value.photo is not None]
    if on_axes or photo is None:
        return on_axes
    return [photo]
