"""Faces and round walls in the light of day: their materials, the shadows that they throw on each other and
on the ground, and how far out of focus each is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array
from core.scenes.parts.grids import Numbers, resized, tiled
from core.scenes.parts.outdoors import Day
from core.scenes.parts.same import Same
from core.scenes.parts.soils import Tile
from core.scenes.parts.solids import Point, Seen, Solid, blocked, seen_of
from core.scenes.parts.viewpoint import FOCAL, Viewpoint, defocus, far_height

Haze = Callable[[Numbers], Array]
"""A layer seen through air."""
Pixels = npt.NDArray[np.integer[Any] | np.floating[Any]]
"""Rows or columns of the picture."""
SHADED_ROWS = 176
"""In about how many rows of the picture shadows are looked for."""


@dataclass(frozen=True)
class Skin:
    """A material: linear ``colour`` N×N×3 and ``slopes`` N×N×2 (right, up) of its relief, ``metres`` wide."""

    colour: Array
    slopes: Array
    metres: float


def skin_of(tile: Tile, deep: float = 1.0) -> Skin:
    """The tile as what stands upright, its relief ``deep`` times as deep."""
    return _skin_of(Same(tile[0]), Same(tile[1]), tile[2], deep)


@lru_cache(maxsize=24)
def _skin_of(heights: Same, colour: Same, metres: float, deep: float) -> Skin:
    up = heights.values
    texel = metres / up.shape[0]
    east = (np.roll(up, -1, 1) - np.roll(up, 1, 1)) * (deep / (2 * texel))
    rise = (np.roll(up, 1, 0) - np.roll(up, -1, 0)) * (deep / (2 * texel))
    return Skin(colour.values, np.tanh(np.dstack([east, rise])).astype(np.float32), metres)


HEMISPHERE = ((0.0, 1.0, 0.0), (0.75, 0.6, 0.0), (-0.75, 0.6, 0.0), (0.0, 0.6, -0.75), (0.0, 0.35, 0.9))
"""Directions in which the sky is looked for."""


def _across(view: Viewpoint, columns: Pixels, far: Array) -> Numbers:
    """Metres to the right of the camera of what is seen in those columns (px), ``far`` metres away."""
    return ((columns + 0.5) / view.height - view.aspect / 2) / FOCAL * far


def _upward(view: Viewpoint, rows: Pixels, far: Array) -> Numbers:
    """Metres above the ground of what is seen in those rows (px), ``far`` metres away."""
    return view.eye + (view.vanish - (rows + 0.5) / view.height) / FOCAL * far


def _points(view: Viewpoint, seen: Seen) -> tuple[Array, Array, Array, Array]:
    """Evenly strewn places at which a solid is seen: rows and columns (N), world points N×3, and which of the
    few places (h×w) they are."""
    step = max(1, round(view.height / SHADED_ROWS))
    few = np.isfinite(seen.depth[::step, ::step])
    rows, columns = (at * step for at in np.nonzero(few))
    far = seen.depth[rows, columns]
    at = np.stack([_across(view, columns, far), _upward(view, rows, far), far], -1)
    return rows, columns, at.astype(np.float32), few


def _sun_on(view: Viewpoint, seen: Seen, solids: Sequence[Solid], day: Day) -> Array:
    """How much of the sun each place of the solids sees, H×W, 0…1, found at a few of them."""
    rows, columns, points, few = _points(view, seen)
    normal = seen.normal[rows, columns]
    faced = (normal @ np.array(day.toward, np.float32)) > 0
    shade = np.ones(len(points), np.float32)
    if faced.any():
        shade[faced] = blocked((points + 0.03 * normal)[faced], day.toward, solids)
    return _spread(1 - shade, few, seen.depth.shape)


@lru_cache(maxsize=2)
def _sky_on(view: Viewpoint, solids: tuple[Solid, ...], reach: float) -> Array:
    """How much of the sky each place of the solids sees, H×W, 0…1, which is the same in other light."""
    seen = seen_of(view, solids)
    rows, columns, points, few = _points(view, seen)
    normal = seen.normal[rows, columns]
    start = points + 0.03 * normal
    open_, whole = np.zeros(len(points), np.float32), np.zeros(len(points), np.float32)
    for toward in HEMISPHERE:
        weight = np.clip(normal @ np.array(toward, np.float32), 0, None) + 0.05
        open_ += weight * (1 - blocked(start, toward, solids, reach))
        whole += weight
    return _spread(open_ / whole, few, seen.depth.shape)


def _spread(values: Numbers, few: Array, shape: tuple[int, ...]) -> Array:
    """Values of the places ``few`` (h×w) over the whole picture."""
    made = np.ones(few.shape, np.float32)
    made[few] = values
    # What lies beside a solid counts as the solid does, or its edges would be light.
    wide = cv2.resize(_filled(made, few), (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(wide, np.float32)


def _filled(values: Array, known: Array) -> Array:
    """The values with those of their neighbours where they are not ``known``."""
    weight = known.astype(np.float32)
    soft, share = cv2.blur(values * weight, (5, 5)), cv2.blur(weight, (5, 5))
    return np.where(known, values, soft / np.maximum(share, 1e-4)).astype(np.float32)


@dataclass(frozen=True, kw_only=True)
class Mood:
    """How solids are lit besides the sun: the linear ``bounce`` of the ground, how far (metres) another solid
    may be to take sky away, how hazy the air is (share for each metre), and ``lamps``: where each hangs, and
    its linear light on what is a metre away."""

    bounce: Array = field(default_factory=lambda: np.array([0.2, 0.18, 0.15], np.float32))
    reach: float = 4.0
    air: float = 0.0025
    lamps: tuple[tuple[Point, Point], ...] = ()


def lit_solids(
    view: Viewpoint, day: Day, solids: Sequence[Solid], skins: Mapping[str, Skin], mood: Mood
) -> tuple[Array, Array]:
    """The solids under the light of day at the view's size: premultiplied linear RGBA, and their depth in
    metres H×W."""
    seen = seen_of(view, solids)
    there = np.isfinite(seen.depth)
    if not there.any():
        return np.zeros((*there.shape, 4), np.float32), seen.depth.copy()
    colour, normal = np.zeros((*there.shape, 3), np.float32), seen.normal.copy()
    glow = np.zeros_like(colour)
    names = np.array([solid.skin for solid in solids])
    own = np.where(there, names[seen.which], "")
    for name in sorted(set(names.tolist())):
        _clothe(seen, own == name, skins[name], colour, normal)
    for number, solid in enumerate(solids):
        if solid.glow is not None:
            glow[seen.which == number] = solid.glow
    sun, sky = _sun_on(view, seen, solids, day), _sky_on(view, tuple(solids), mood.reach)
    facing = np.clip(normal @ np.array(day.toward, np.float32), 0, None) * sun
    open_ = (0.6 + 0.4 * normal[..., 1]) * (0.25 + 0.75 * sky)
    below = np.clip(0.5 - 0.5 * normal[..., 1], 0, 1) * (0.35 + 0.65 * sky)
    ground = mood.bounce * (day.sun * max(0.2, day.toward[1]) + day.sky * 0.6)
    light = day.lit(facing, open_) + ground * below[..., None]
    if mood.lamps:
        light = light + _lamplight(view, seen, normal, mood)
    light = colour * light + glow
    far = np.where(there, seen.depth, 0)
    share = (1 - np.exp(-mood.air * (0.4 + day.air) * far))[..., None]
    light = light * (1 - share) + (day.horizon * 0.66 + day.sky * 0.22) * share
    alpha = there.astype(np.float32)
    return np.dstack([light * alpha[..., None], alpha]).astype(np.float32), seen.depth.copy()


def _lamplight(view: Viewpoint, seen: Seen, normal: Array, mood: Mood) -> Array:
    """The light of the lamps, H×W×3."""
    far = np.where(np.isfinite(seen.depth), seen.depth, 1e6)
    height, width = far.shape
    x = _across(view, np.arange(width, dtype=np.float32)[None], far)
    y = _upward(view, np.arange(height, dtype=np.float32)[:, None], far)
    made = np.zeros((height, width, 3), np.float32)
    for place, colour in mood.lamps:
        dx, dy, dz = place[0] - x, place[1] - y, place[2] - far
        gone = dx**2 + dy**2 + dz**2
        facing = (dx * normal[..., 0] + dy * normal[..., 1] + dz * normal[..., 2]) / np.sqrt(gone + 1e-6)
        share = np.clip(0.15 + facing, 0, 1) / (gone + 0.25)
        for i in range(3):
            made[..., i] += colour[i] * share
    return made


def set_among(layer: Numbers, depth: Array, away: float, own: Numbers, haze: Haze | None = None) -> None:
    """What was drawn on the layer ``own`` as standing ``away`` metres off, seen through its ``haze``, set
    among the lit solids (their layer and depth, in place). ``own`` is empty afterwards."""
    drawn = own[..., 3] > 0
    rows, columns = np.flatnonzero(drawn.any(1)), np.flatnonzero(drawn.any(0))
    if not len(rows):
        return
    part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    made = own[part] if haze is None else haze(own[part])
    there = (made[..., 3] > 0.5) & (depth[part] > away)
    layer[part][there] = made[there]
    depth[part][there] = away
    own[part] = 0


def _clothe(seen: Seen, mask: Array, skin: Skin, colour: Array, normal: Array) -> None:
    """Lay a skin where the mask is, on the colours and normals in place."""
    found = np.argwhere(mask)
    if not len(found):
        return
    (top, left), (end, right) = found.min(0), found.max(0) + 1
    part = slice(top, end), slice(left, right)
    here, size = mask[part], skin.colour.shape[0]
    u, v = seen.u[part] * (size / skin.metres), -seen.v[part] * (size / skin.metres)
    colour[part][here] = tiled(skin.colour, u, v)[here]
    slopes = tiled(skin.slopes, u, v)[here]
    old = normal[part][here]
    # Along a wall u runs level: the way that is square to its normal and to the vertical.
    aside = np.stack([-old[:, 2], np.zeros(len(old)), old[:, 0]], -1)
    aside /= np.linalg.norm(aside, axis=1, keepdims=True) + 1e-6
    upward = np.cross(old, aside)
    upward *= np.where(upward[:, 1:2] < 0, -1, 1)
    bent = old - slopes[:, :1] * aside - slopes[:, 1:] * upward
    normal[part][here] = bent / np.linalg.norm(bent, axis=1, keepdims=True)


def layer_view(view: Viewpoint, share: float) -> Viewpoint:
    """The view at the size that a layer of solids needs which will be out of focus by that share of the
    aperture."""
    rows = min(far_height(view, view.aperture * share), max(256, round(0.8 * view.height)))
    return view.sized(rows)


def in_depths(view: Viewpoint, layer: Array, depth: Array, bounds: Sequence[float]) -> list[Array]:
    """The lit layer out of focus as its depth asks for: layers to lay over each other, far ones first. Each
    has what is nearer too, so that no seam shows what lies behind."""
    focus = FOCAL * view.span
    edges = [float("inf"), *sorted(bounds, reverse=True)]
    made: list[Array] = []
    for far, near in zip(edges, [*edges[1:], 0.0], strict=True):
        own = depth[(depth < far) & (depth >= near)]
        if not len(own):
            continue
        radius = view.aperture * abs(1 - focus / float(np.median(own)))
        nearer = layer if np.isinf(far) else layer * (depth < far)[..., None]
        made.append(defocus(nearer.astype(np.float32), radius))
    return made


def shade_below(view: Viewpoint, day: Day, solids: Sequence[Solid], edge: float) -> tuple[Array, Array]:
    """How much sun and sky the solids take off the ground from the row ``edge`` down, H×W each, 0…1."""
    few = view.sized(128)
    points, below = _on_ground(few, edge)
    dark = np.zeros((few.height, few.width), np.float32)
    if len(points):
        dark[below] = blocked(points, day.toward, solids).reshape(-1, few.width)
    close = _close_below(few, tuple(solids), edge)
    dark, close = (
        resized(cv2.GaussianBlur(one, (0, 0), 1.1), view.height, view.width).clip(0, 1)
        for one in (dark, close)
    )
    return dark, close


@lru_cache(maxsize=2)
def _close_below(few: Viewpoint, solids: tuple[Solid, ...], edge: float) -> Array:
    """How much of the sky near solids take off the ground, h×w, which is the same in other light."""
    points, below = _on_ground(few, edge)
    close = np.zeros((few.height, few.width), np.float32)
    for toward in HEMISPHERE[1:] if len(points) else ():
        close[below] += blocked(points, toward, solids, 1.2).reshape(-1, few.width) / 4
    return close


def _on_ground(few: Viewpoint, edge: float) -> tuple[Array, Array]:
    """World points N×3 of every px of the ground from the row ``edge`` down, and which rows those are."""
    rows = (np.arange(few.height, dtype=np.float32) + 0.5) / few.height
    below = rows > max(edge, few.vanish + 0.01)
    away = few.away(rows[below])[:, None]
    columns = (np.arange(few.width, dtype=np.float32) + 0.5) / few.height - few.aspect / 2
    x = columns[None] * away / FOCAL
    at = np.stack([x, np.full_like(x, 0.02), np.broadcast_to(away, x.shape)], -1)
    return at.reshape(-1, 3).astype(np.float32), below
