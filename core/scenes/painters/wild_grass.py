"""Grass that rises in sods and tufts, and single trees with boughs, for the open places of newer specs."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from core.scenes.painters.wild_plants import Sort, plants_on, tall_of
from core.scenes.painters.wild_woods import covered
from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.outdoors import Day
from core.scenes.parts.viewpoint import FOCAL, Viewpoint
from core.scenes.spec import SceneSpec, since

GRASSES: Mapping[str, tuple[Sort, ...]] = MappingProxyType(
    {
        "lawn": (Sort("sod", 1.0, 0.75, 1.0),),
        "meadow": (Sort("sod", 0.8, 0.8, 1.15), Sort("grass tuft", 0.2, 0.3, 0.5)),
        "tall": (Sort("sod", 0.25), Sort("grass tuft", 0.75, 0.5, 0.9)),
    }
)
"""What each sort of grass rises in."""
FAR = 9.0
"""How far away sods are drawn one by one, in distances of the subject."""


def tufted(
    canvas: Array,
    spec: SceneSpec,
    seen: Viewpoint,
    day: Day,
    edge: float,
    sort: str = "lawn",
    season: str = "",
) -> None:
    """Have the grass of the ``canvas`` (premultiplied RGBA, in place) rise in sods from the row ``edge`` to
    the front, where the spec's form means that. ``season`` is that of the grass, if not the spec's."""
    if not since(spec, 7) or spec.season == "winter":
        return
    far = seen.vanish + FOCAL * seen.eye / (FAR * FOCAL * seen.span)
    size = (0.55 if sort == "lawn" else 0.75) * min(1.0, seen.span / 2.5) + 0.25
    covered(canvas, spec, seen, day, GRASSES[sort], max(edge, far), size, season)


def row_of_boughs(
    spec: SceneSpec,
    rng: Random,
    seen: Viewpoint,
    day: Day,
    foot: float,
    tall: tuple[float, float],
    count: int,
    season: str = "",
) -> Array:
    """Leafy trees and shrubs on the row ``foot``, ``tall`` heights at least and at most, ``count`` to four
    picture heights: RGBA of the size of ``seen``. ``season`` is that of their leaves, if not the spec's."""
    layer = np.zeros((seen.height, seen.width, 4), np.float32)
    unit = 1 / tall_of(Sort("broadleaf"))
    low, high = tall
    sorts = (
        Sort("broadleaf", 0.4, low, high),
        Sort("broadleaf", 0.4, low, high, 1),
        Sort("bush", 0.2, low, high),
    )
    places = [
        (foot + 0.012 * j, seen.aspect / 2 + 4 * (x - 0.5), which, size)
        for x, j, which, size in rng.random((count, 4)).tolist()
    ]
    # A lens to which a metre is as long in every row.
    lens = replace(seen, vanish=-1000.0, foot=-999.0, span=1000 / unit)
    plants_on(layer, lens, day, season or spec.season, sorts, places)
    return layer
