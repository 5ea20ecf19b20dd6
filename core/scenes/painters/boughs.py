"""A bough to sit on, level before a place that lies far out of focus: bare, mossy, or under snow."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import cv2
import numpy as np

from core.scenes.painters.outside import POOLS, lamplit, veil
from core.scenes.painters.wild_plants import BLOSSOM, Sort, plants_on, sprite, tall_of
from core.scenes.painting import Ground, Painting, Stand
from core.scenes.parts.camera import develop
from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.soils import linear
from core.scenes.parts.viewpoint import Viewpoint, defocus, enlarged, over
from core.scenes.spec import SceneSpec

BOUGHS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "branch": ("mossy bough", "snowy bough"),
        "mossy branch": ("mossy bough", "snowy bough"),
        "bare branch": ("bare bough", "snowy bough"),
        "snowy branch": ("snowy bough", "snowy bough"),
        "log": ("lying trunk", "lying trunk"),
        "mossy log": ("mossy trunk", "mossy trunk"),
    }
)
"""The grounds that are boughs: what each is baked as, and in winter."""
METRE = 0.94
"""Heights of the picture that a metre of the bough takes."""
TRUNKS = frozenset({"log", "mossy log"})
"""Those that lie on the ground."""
LEAFY = frozenset(
    {"forest", "jungle", "garden", "park", "orchard", "meadow", "autumn_leaves", "river_bank", "lake"}
)
"""Places whose boughs have leaves."""


def of_bough(spec: SceneSpec, seen: Viewpoint, back: Array) -> Painting:
    """The bough across the picture before ``back`` (linear, out of focus), its top at the foot's row."""
    day = day_of(spec)
    seen = replace(seen, foot=0.76)
    image = over(back, enlarged(_leaves(spec, seen, day, behind=True), seen))
    layer, thick = _bough(spec, seen, day)
    image = over(image, layer) + 0.6 * veil(seen, day)
    image = over(image, enlarged(_leaves(spec, seen, day, behind=False), seen))
    rows = (np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height
    near = np.clip(layer[..., 3], 0, 1) * 0.8
    return Painting(
        image=develop(image.astype(np.float32), 1.12),
        disparity=np.maximum(np.repeat(0.1 * rows[:, None], seen.width, axis=1), near).astype(np.float32),
        ground=Ground(
            vanish=min(seen.vanish, 0.4),
            far=seen.foot - 0.03,
            foot=seen.foot,
            shade=0.6,
            stand=Stand(
                x=seen.aspect / 2, y=seen.foot, half=0.46 * seen.aspect, deep=0.3 * thick, round=False
            ),
        ),
        tint=lamplit(day),
    )


def _bough(spec: SceneSpec, seen: Viewpoint, day: Day) -> tuple[Array, float]:
    """The bough as it lies in the picture (premultiplied RGBA), and how thick it is there in heights."""
    ground = spec.materials.ground or "branch"
    name = BOUGHS[ground][spec.season == "winter"]
    mirrored = spec.seed % 2 == 1
    own = sprite(Sort(name), seen, day, "summer", mirrored=mirrored)
    middle = own.shape[1] // 2
    column = own[:, middle - 6 : middle + 6, 3].mean(axis=1)
    inside = np.flatnonzero(column > 0.5)
    top, end = (int(inside[0]), int(inside[-1])) if len(inside) else (0, own.shape[0])
    grain = own.shape[0] / tall_of(Sort(name))
    scale = METRE * seen.height / grain
    rng = stream(spec, "bough")
    turn = float(rng.uniform(-0.05, 0.05))
    cos, sin = np.cos(turn) * scale, np.sin(turn) * scale
    # The top's middle lies a little below the foot's row: what sits there sinks into moss or snow.
    x, y = seen.aspect / 2 * seen.height, (seen.foot - 0.006) * seen.height
    matrix = np.array([[cos, -sin, x - cos * middle + sin * top], [sin, cos, y - sin * middle - cos * top]])
    if scale < 0.75:
        step = max(1, round(0.8 / scale))
        own = cv2.resize(own, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
        matrix[:, :2] *= step
    wide = np.pad(own, ((2, 2), (2, 2), (0, 0)))
    matrix[:, 2] -= matrix[:, :2] @ [2, 2]
    made = cv2.warpAffine(wide, matrix, (seen.width, seen.height), flags=cv2.INTER_LINEAR).clip(0)
    if day.time in POOLS:
        # As bright beside its subject as the ground would be: a lamp near the camera.
        power, code = POOLS[day.time]
        made[..., :3] *= 1 + 0.7 * power * linear(code)
    return np.asarray(made, np.float32), (end - top) / grain * METRE


def _leaves(spec: SceneSpec, seen: Viewpoint, day: Day, *, behind: bool) -> Array:
    """Sprays of leaves about the bough, at the picture's sides, out of focus: RGBA."""
    small = seen.sized(256)
    layer = np.zeros((small.height, small.width, 4), np.float32)
    season = BLOSSOM if "blossoms" in spec.props and spec.season == "spring" else spec.season
    bare = (
        spec.materials.ground in TRUNKS
        or spec.season == "winter"
        or spec.materials.ground in ("bare branch", "snowy branch")
    )
    if bare or (spec.backdrop or "forest") not in LEAFY:
        return layer[:1, :1].repeat(2, 0).repeat(2, 1)
    rng = stream(spec, f"sprays {behind}")
    places: list[tuple[float, float, float, float]] = []
    for side in (-1, 1):
        for _ in range(4 if behind else 1):
            x = seen.aspect / 2 + side * float(rng.uniform(0.36, 0.56)) * seen.aspect
            row = float(rng.uniform(0.1, 0.6)) if behind else float(rng.choice([0.15, 1.2]))
            places.append((row, x, float(rng.random()), float(rng.random())))
    unit = 0.3 if behind else 0.7
    lens = replace(small, vanish=-1000.0, foot=-999.0, span=1000 / unit)
    sorts = (Sort("bush", 0.6, 0.5, 1.1), Sort("leafy spray", 0.4, 1.0, 1.5))
    plants_on(layer, lens, day, season, sorts, places)
    layer[..., :3] *= 0.85
    return defocus(layer, 0.02 if behind else 0.035).clip(0)
