"""Built things as flat faces and upright round walls in true perspective: what is seen of each, and what
stands in whose way.

World measures are metres: right of the camera, above the ground, away from the camera.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.grids import Numbers
from core.scenes.parts.viewpoint import FOCAL, Viewpoint

Point = tuple[float, float, float]
Kept = Callable[[Array, Array], Array]
"""Which points (u, v) of a face are there, where it has holes or teeth."""
NEAREST = 0.5
"""Metres from the camera within which nothing is seen."""


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
    glow: Point | None = None


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


UPRIGHT: Point = (0.0, 1.0, 0.0)


def rectangle(
    corner: Point,
    along: Point,
    up: Point,
    size: tuple[float, float],
    skin: str,
    *,
    kept: Kept | None = None,
    casts: bool = True,
    glow: Point | None = None,
) -> Flat:
    """A face of ``size`` (along, up) in metres whose lower left corner is ``corner``."""
    wide, tall = size
    outline = ((0.0, 0.0), (wide, 0.0), (wide, tall), (0.0, tall))
    return Flat(
        corner=corner, along=along, up=up, outline=outline, skin=skin, kept=kept, casts=casts, glow=glow
    )


def lying(corner: Point, size: tuple[float, float], skin: str, *, casts: bool = True) -> Flat:
    """A level face of ``size`` (right, away) in metres whose near left corner is ``corner``."""
    return rectangle(corner, (1.0, 0.0, 0.0), (0.0, 0.0, 1.0), size, skin, casts=casts)


def wall(
    start: tuple[float, float],
    end: tuple[float, float],
    low: float,
    high: float,
    skin: str,
    *,
    kept: Kept | None = None,
    casts: bool = True,
) -> Flat:
    """An upright wall between two places (right, away) on the ground plan, from the height ``low`` to
    ``high``."""
    dx, dz = end[0] - start[0], end[1] - start[1]
    long = float(np.hypot(dx, dz))
    corner, along = (start[0], low, start[1]), (dx / long, 0.0, dz / long)
    return rectangle(corner, along, UPRIGHT, (long, high - low), skin, kept=kept, casts=casts)


def box(x: tuple[float, float], y: tuple[float, float], z: tuple[float, float], skin: str) -> list[Flat]:
    """A box's front, sides and top."""
    (left, right), (near, far) = x, z
    return [
        wall((left, near), (right, near), *y, skin),
        wall((left, far), (left, near), *y, skin),
        wall((right, near), (right, far), *y, skin),
        lying((left, y[1], near), (right - left, far - near), skin),
    ]


def bar(start: Point, end: Point, thick: float, skin: str, *, casts: bool = True) -> Flat:
    """A straight bar between two points, seen as a strip ``thick`` wide that faces the camera."""
    along = np.array(end) - np.array(start)
    long = float(np.linalg.norm(along))
    along = along / long
    up = np.cross(along, np.array([0.0, 0.0, 1.0]))
    size = float(np.linalg.norm(up))
    up = up / size if size > 1e-3 else np.array([1.0, 0.0, 0.0])
    half = thick / 2
    outline = ((0.0, -half), (long, -half), (long, half), (0.0, half))
    return Flat(corner=start, along=point(along), up=point(up), outline=outline, skin=skin, casts=casts)


def point(values: Numbers) -> Point:
    """Three numbers as a point or a way of the world."""
    x, y, z = (float(value) for value in values)
    return x, y, z
