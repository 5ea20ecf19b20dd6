"""Built things as flat faces and upright round walls in true perspective: what is seen of each, in the light
of day with the shadows that they throw on each other and on the ground.

World measures are metres: right of the camera, above the ground, away from the camera.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.grids import Numbers, resized, tiled
from core.scenes.parts.outdoors import Day
from core.scenes.parts.same import Same
from core.scenes.parts.soils import Tile
from core.scenes.parts.viewpoint import FOCAL, Viewpoint, defocus, far_height

Point = tuple[float, float, float]
Kept = Callable[[Array, Array], Array]
"""Which points (u, v) of a face are there, where it has holes or teeth."""
Haze = Callable[[Numbers], Array]
"""A layer seen through air."""
NEAREST = 0.5
"""Metres from the camera within which nothing is seen."""
SHADED_ROWS = 176
"""In about how many rows of the picture shadows are looked for."""


@dataclass(frozen=True, kw_only=True)
class Flat:
    """A convex face: the world ``corner`` at (0, 0), unit vectors ``along`` (u) and ``up`` (v), its
    ``outline`` in metres (u, v), and the name of its ``skin``. ``casts`` whether it throws shadows; ``glow``
    is light of its own, linear, where it is lit from within."""

    corner: Point
    along: Point
    up: Point
    outline: tuple[tuple[float, float], ...]
    skin: str
    kept: Kept | None = None
    casts: bool = True
    glow: tuple[float, float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Round:
    """An upright wall or roof that is round in plan: its ``middle`` (right, away), from the height ``low`` up
    to ``high``, with radii ``base`` and ``top``; u runs around it at its mean radius, v upwards."""

    middle: tuple[float, float]
    low: float
    high: float
    base: float
    top: float
    skin: str
    kept: Kept | None = None
    casts: bool = True
    glow: tuple[float, float, float] | None = None


Solid = Flat | Round


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


@dataclass(frozen=True)
class Seen:
    """What is seen of solids, H×W each: ``depth`` in metres away (infinite where there is none), the number
    of the solid, its place (``u``, ``v``), and the unit ``normal`` H×W×3."""

    depth: Array
    which: Array
    u: Array
    v: Array
    normal: Array


def _unit(vector: Numbers) -> Array:
    return (vector / (np.linalg.norm(vector) + 1e-12)).astype(np.float32)


@lru_cache(maxsize=4096)
def _frame(solid: Flat) -> tuple[Array, Array, Array, Array]:
    """The face's corner, its two ways and its normal."""
    corner, along, up = (np.array(values, np.float32) for values in (solid.corner, solid.along, solid.up))
    return corner, along, up, _unit(np.cross(along, up))


def _facing(solid: Flat, eye: Numbers) -> Array:
    """The face's unit normal, towards the point ``eye``."""
    *_, normal = _frame(solid)
    return -normal if float(normal @ (np.array(solid.corner) - eye)) > 0 else normal


def _inside(outline: Sequence[tuple[float, float]], u: Array, v: Array) -> Array:
    """Whether points lie in a convex outline."""
    corners = np.array(outline, np.float32)
    after = np.roll(corners, -1, 0)
    turn = np.sign((corners[:, 0] * after[:, 1] - after[:, 0] * corners[:, 1]).sum())
    kept = np.ones(u.shape, bool)
    for (a, b), (c, d) in zip(corners.tolist(), after.tolist(), strict=True):
        kept &= turn * ((c - a) * (v - b) - (d - b) * (u - a)) >= 0
    return kept


Vector = tuple[Numbers | float, Numbers | float, Numbers | float]
"""Right, up, away: numbers, or arrays that fit together."""


def _dot(one: Vector, other: Numbers) -> Array:
    return np.asarray(one[0] * other[0] + one[1] * other[1] + one[2] * other[2], np.float32)


def _hit_flat(solid: Flat, start: Vector, rays: Vector) -> tuple[Array, Array, Array, Array]:
    """How far along ``rays`` from ``start`` the face is struck, where (u, v), and whether."""
    corner, along, up, normal = _frame(solid)
    slant = _dot(rays, normal)
    slant = np.where(np.abs(slant) < 1e-6, np.float32(1e-6), slant)
    far = (np.float32(corner @ normal) - _dot(start, normal)) / slant
    u = _dot(start, along) - np.float32(corner @ along) + far * _dot(rays, along)
    v = _dot(start, up) - np.float32(corner @ up) + far * _dot(rays, up)
    return far, u, v, (far > 1e-3) & _inside(solid.outline, u, v)


def _hit_round(solid: Round, start: Vector, rays: Vector) -> tuple[Array, Array, Array, Array]:
    """The same for a round wall: the nearer of its two sides."""
    grow = (solid.top - solid.base) / (solid.high - solid.low)
    dx, dz = start[0] - solid.middle[0], start[2] - solid.middle[1]
    begin = solid.base + grow * (start[1] - solid.low)
    a = np.asarray(rays[0] ** 2 + rays[2] ** 2 - (grow * rays[1]) ** 2, np.float32)
    half = dx * rays[0] + dz * rays[2] - grow * begin * rays[1]
    c = dx**2 + dz**2 - begin**2
    root = np.asarray(half**2 - a * c, np.float32)
    a = np.where(np.abs(a) < 1e-9, np.float32(1e-9), a)
    far = ((-half - np.sqrt(np.clip(root, 0, None))) / a).astype(np.float32)
    up = start[1] + far * rays[1]
    angle = np.arctan2(dx + far * rays[0], -(dz + far * rays[2]))
    u = (angle * np.float32((solid.base + solid.top) / 2)).astype(np.float32)
    kept = (root > 0) & (far > 1e-3) & (up >= solid.low) & (up <= solid.high)
    return far, u, np.asarray(up - solid.low, np.float32), kept


def _hit(solid: Solid, start: Vector, rays: Vector) -> tuple[Array, Array, Array, Array]:
    if isinstance(solid, Flat):
        return _hit_flat(solid, start, rays)
    return _hit_round(solid, start, rays)


@lru_cache(maxsize=4096)
def _corners(solid: Solid) -> Array:
    """World points around all of the solid, N×3."""
    if isinstance(solid, Flat):
        at = [
            np.array(solid.corner) + u * np.array(solid.along) + v * np.array(solid.up)
            for u, v in solid.outline
        ]
        return np.array(at, np.float32)
    (x, z), far = solid.middle, max(solid.base, solid.top)
    sides = [(x + a * far, y, z + b * far) for a in (-1, 1) for b in (-1, 1) for y in (solid.low, solid.high)]
    return np.array(sides, np.float32)


def _window(solid: Solid, view: Viewpoint) -> tuple[slice, slice] | None:
    """Rows and columns of the picture in which the solid lies; ``None`` where it is out of it."""
    points = _corners(solid)
    if points[:, 2].max() < NEAREST:
        return None
    if points[:, 2].min() < NEAREST:
        return slice(0, view.height), slice(0, view.width)
    unit = FOCAL / points[:, 2] * view.height
    x = view.aspect / 2 * view.height + points[:, 0] * unit
    y = view.vanish * view.height - (points[:, 1] - view.eye) * unit
    rows = slice(max(0, int(y.min()) - 1), min(view.height, int(y.max()) + 2))
    columns = slice(max(0, int(x.min()) - 1), min(view.width, int(x.max()) + 2))
    return (rows, columns) if rows.stop > rows.start and columns.stop > columns.start else None


def _normals(solid: Solid, u: Array, eye: Numbers) -> Array:
    """The unit normal at each struck point N×3."""
    if isinstance(solid, Flat):
        return np.broadcast_to(_facing(solid, eye), (*u.shape, 3))
    angle = u / ((solid.base + solid.top) / 2)
    lean = (solid.base - solid.top) / (solid.high - solid.low)
    length = np.sqrt(1 + lean**2)
    up = np.full_like(angle, lean / length)
    return np.stack([np.sin(angle) / length, up, -np.cos(angle) / length], -1).astype(np.float32)


def seen_of(view: Viewpoint, solids: Sequence[Solid]) -> Seen:
    """What the camera sees of the solids, at the view's size. Not to be written to."""
    return _seen_of(view, tuple(solids))


@lru_cache(maxsize=2)
def _seen_of(view: Viewpoint, solids: tuple[Solid, ...]) -> Seen:
    """What ``seen_of`` gives, which is the same in other light."""
    height, width = view.height, view.width
    depth = np.full((height, width), np.inf, np.float32)
    which = np.full((height, width), -1, np.int32)
    u, v = np.zeros((height, width), np.float32), np.zeros((height, width), np.float32)
    normal = np.zeros((height, width, 3), np.float32)
    rows = (view.vanish - (np.arange(height, dtype=np.float32) + 0.5) / height) / FOCAL
    columns = ((np.arange(width, dtype=np.float32) + 0.5) / height - view.aspect / 2) / FOCAL
    eye = np.array([0.0, view.eye, 0.0], np.float32)
    for number, solid in enumerate(solids):
        window = _window(solid, view)
        if window is None:
            continue
        across, down = columns[window[1]][None], rows[window[0]][:, None]
        far, at_u, at_v, kept = _hit(solid, (0.0, view.eye, 0.0), (across, down, 1.0))
        kept &= (far > NEAREST) & (far < depth[window])
        if solid.kept is not None:
            kept &= solid.kept(at_u, at_v)
        if not kept.any():
            continue
        for whole, own in ((depth, far), (u, at_u), (v, at_v)):
            whole[window][kept] = own[kept]
        which[window][kept] = number
        normal[window][kept] = _normals(solid, at_u[kept], eye)
    return Seen(depth, which, u, v, normal)


def blocked(points: Numbers, toward: Sequence[float], solids: Sequence[Solid], reach: float = 1e9) -> Array:
    """Whether something stands between each of the ``points`` N×3 and what lies ``toward`` within ``reach``
    metres: N, 0 or 1."""
    way = np.array(toward, np.float32)
    start: Vector = (points[:, 0], points[:, 1], points[:, 2])
    rays: Vector = (float(toward[0]), float(toward[1]), float(toward[2]))
    made = np.zeros(len(points), bool)
    low, high = points.min(0), points.max(0)
    begin = float((points @ way).min())
    for solid in solids:
        if not solid.casts:
            continue
        corners = _corners(solid)
        apart = np.maximum(corners.min(0) - high, low - corners.max(0)).max()
        if float((corners @ way).max()) < begin or apart > reach:
            continue
        far, *_, kept = _hit(solid, start, rays)
        made |= kept & (far < reach) & (far > 0.02)
    return made.astype(np.float32)


HEMISPHERE = ((0.0, 1.0, 0.0), (0.75, 0.6, 0.0), (-0.75, 0.6, 0.0), (0.0, 0.6, -0.75), (0.0, 0.35, 0.9))
"""Directions in which the sky is looked for."""


def _points(view: Viewpoint, seen: Seen) -> tuple[Array, Array, Array, Array]:
    """Evenly strewn places at which a solid is seen: rows and columns (N), world points N×3, and which of the
    few places (h×w) they are."""
    step = max(1, round(view.height / SHADED_ROWS))
    few = np.isfinite(seen.depth[::step, ::step])
    rows, columns = (at * step for at in np.nonzero(few))
    far = seen.depth[rows, columns]
    x = ((columns + 0.5) / view.height - view.aspect / 2) / FOCAL * far
    y = view.eye + (view.vanish - (rows + 0.5) / view.height) / FOCAL * far
    return rows, columns, np.stack([x, y, far], -1).astype(np.float32), few


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
    lamps: tuple[tuple[Point, tuple[float, float, float]], ...] = ()


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
    x = ((np.arange(width, dtype=np.float32) + 0.5) / height - view.aspect / 2)[None] / FOCAL * far
    y = (
        view.eye
        + (view.vanish - ((np.arange(height, dtype=np.float32) + 0.5) / height))[:, None] / FOCAL * far
    )
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


def wall(
    start: tuple[float, float], end: tuple[float, float], low: float, high: float, skin: str, **more: object
) -> Flat:
    """An upright wall between two places (right, away) on the ground plan, from the height ``low`` to
    ``high``."""
    dx, dz = end[0] - start[0], end[1] - start[1]
    long = float(np.hypot(dx, dz))
    tall = high - low
    outline = ((0.0, 0.0), (long, 0.0), (long, tall), (0.0, tall))
    return Flat(
        corner=(start[0], low, start[1]),
        along=(dx / long, 0.0, dz / long),
        up=(0.0, 1.0, 0.0),
        outline=outline,
        skin=skin,
        **more,  # pyright: ignore[reportArgumentType]
    )


def box(
    x: tuple[float, float], y: tuple[float, float], z: tuple[float, float], skin: str, top: str | None = None
) -> list[Flat]:
    """A box's front, sides and top."""
    (left, right), (near, far) = x, z
    made = [
        wall((left, near), (right, near), *y, skin),
        wall((left, far), (left, near), *y, skin),
        wall((right, near), (right, far), *y, skin),
    ]
    lid = Flat(
        corner=(left, y[1], near),
        along=(1.0, 0.0, 0.0),
        up=(0.0, 0.0, 1.0),
        outline=((0.0, 0.0), (right - left, 0.0), (right - left, far - near), (0.0, far - near)),
        skin=top or skin,
    )
    return [*made, lid]
