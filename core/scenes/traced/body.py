"""The cut-out as geometry: a front with its own colours exactly behind its silhouette in the picture, and a
body behind it, so that it throws a shadow with volume, is mirrored, and lends its colours to what is near."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array, blur, ramp
from core.scenes.traced.lens import Lens
from core.scenes.traced.meshes import Mesh

Bytes = npt.NDArray[np.uint8]
Bools = npt.NDArray[np.bool_]
Pose = Literal["stands", "lies", "hangs"]
FINE, COARSE = 360, 144
"""Rows of the grids of the front and of the body."""
STEEPEST = 0.62
"""Steeper than this (rise over run in the picture) an outline's lower edge is no edge on the ground."""
BOUNCE = 0.55
"""The share of a photo's light that the subject gives off: the photo was lit more evenly than the set."""
DARK_FOOT = 0.08
"""Height, in heights of the picture, below which it gives off less: edges turn under and are in shade."""
LOW_BELLY = 0.09
"""Height above the ground, in heights of the picture, at which a belly is full."""
DEEPEST = 1.0
"""How deep a footprint may be, in widths of the subject."""


@dataclass(frozen=True)
class Subject:
    """What stands in the set, in the frame of the picture: ``image`` H×W×3 (sRGB) and ``matte`` H×W, 255 =
    subject; ``foot_row`` the share of the height at which it touches the ground (may lie below the picture
    where the subject is cut off by its edge); ``relief`` its own disparity H×W, 0…1, if known; ``metres`` how
    long its longer side is in truth, if that is known better than by the place it stands in."""

    image: Bytes
    matte: Bytes
    pose: Pose
    foot_row: float
    relief: Array | None = None
    metres: float | None = None


@dataclass(frozen=True)
class Footprint:
    """Where a standing subject touches the ground, in world units: from ``left`` to ``right``, ``near`` and
    ``far`` its nearest and farthest z; ``top`` its height."""

    left: float
    right: float
    near: float
    far: float
    top: float

    @property
    def middle(self) -> float:
        """Its middle across."""
        return (self.left + self.right) / 2

    @property
    def half(self) -> float:
        """Half its width."""
        return (self.right - self.left) / 2


@dataclass(frozen=True)
class Body:
    """The subject's ``front``, textured by the frame's own coordinates, its ``back``, and its footprint."""

    front: Mesh
    back: Mesh
    footprint: Footprint


def colours_beyond(subject: Subject, side: int) -> Array:
    """The subject's sRGB colours 0…1 at most ``side`` px high, continued beyond its matte."""
    height, width = subject.matte.shape
    share = min(1.0, side / height)
    size = (max(2, round(width * share)), max(2, round(height * share)))
    weight = cv2.resize(
        np.where(subject.matte > 200, 1.0, 0.0).astype(np.float32), size, interpolation=cv2.INTER_AREA
    )
    own = subject.image.astype(np.float32) / 255 * (subject.matte > 200)[..., None]
    colour = cv2.resize(own, size, interpolation=cv2.INTER_AREA)
    made = np.zeros_like(colour)
    filled = np.zeros_like(weight)
    for radius in (0.0, 1.5, 6.0, 24.0, 96.0):
        near = cv2.GaussianBlur(colour, (0, 0), radius) if radius else colour
        known = cv2.GaussianBlur(weight, (0, 0), radius) if radius else weight
        share_ = np.clip(known * 4, 0, 1) * (1 - filled)
        made += near / np.maximum(known, 1e-4)[..., None] * share_[..., None]
        filled += share_
    return np.clip(made / np.maximum(filled, 1e-4)[..., None], 0, 1).astype(np.float32)


def coverage(matte: Bytes, rows: int) -> Array:
    """The matte 0…1 on a grid of at most ``rows`` rows."""
    height, width = matte.shape
    rows = min(rows, height)
    size = (max(2, round(width * rows / height)), rows)
    return (cv2.resize(matte, size, interpolation=cv2.INTER_AREA) / 255).astype(np.float32)


def ground_line(opaque: Bools, foot: float, lens: Lens) -> Array:
    """For each column of the grid the row (share of the height) at which what stands there meets the ground:
    the silhouette's lower hull, as far as it may be an edge on the ground. It does not rise above what a
    footprint as deep as the subject is wide would show."""
    rows, columns = opaque.shape
    used = np.flatnonzero(opaque.any(0))
    lowest = rows - np.argmax(opaque[::-1], axis=0)
    hull: list[tuple[int, float]] = []
    for column in used:
        point = (int(column), float(lowest[column]))
        while len(hull) > 1 and _above(hull[-2], hull[-1], point):
            hull.pop()
        hull.append(point)
    line = np.interp(np.arange(columns), [c for c, _ in hull], [r for _, r in hull])
    peak = int(np.argmax(line))
    for step, end in ((1, columns), (-1, -1)):
        for column in range(peak, end - step, step):
            if line[column] - line[column + step] > STEEPEST:
                line[column::step] = line[column]
                break
    line = line / rows
    line += min(0.0, foot - line.max()) if line.max() > foot + 0.1 else max(0.0, foot - line.max())
    width = (used[-1] + 1 - used[0]) / rows
    farthest = lens.vanish + lens.rise * lens.away / (lens.away + DEEPEST * width)
    return np.maximum(line, min(farthest, foot)).astype(np.float32)


def _above(first: tuple[int, float], middle: tuple[int, float], last: tuple[int, float]) -> bool:
    """Whether ``middle`` lies above the line from ``first`` to ``last`` in the picture (rows grow down)."""
    share = (middle[0] - first[0]) / (last[0] - first[0])
    return middle[1] <= first[1] + share * (last[1] - first[1])


def _corners(cells: Array) -> Array:
    """Values of cells averaged at the grid's corners, (R+1)×(C+1)."""
    wide = np.pad(cells, 1, mode="edge")
    return ((wide[:-1, :-1] + wide[1:, :-1] + wide[:-1, 1:] + wide[1:, 1:]) / 4).astype(np.float32)


def _at_edge(cover: Array) -> tuple[Array, Array]:
    """Rows and columns (in cells) of the grid's corners, those at the silhouette moved onto it."""
    corner = _corners(blur(cover, 0.7))
    down, across = np.gradient(corner)
    steep = np.maximum(down**2 + across**2, 1e-3)
    rows, columns = np.mgrid[0 : corner.shape[0], 0 : corner.shape[1]].astype(np.float32)
    step = np.where((corner > 0.02) & (corner < 0.98), 0.5 - corner, 0) / steep
    return rows + np.clip(step * down, -0.7, 0.7), columns + np.clip(step * across, -0.7, 0.7)


def _sheet(points: Array, opaque: Bools, uv: Array | None = None, *, turned: bool = False) -> Mesh:
    """The opaque cells of a grid of corner ``points`` (R+1)×(C+1)×3 as a mesh of used points only."""
    columns = opaque.shape[1]
    row, column = np.nonzero(opaque)
    a = row * (columns + 1) + column
    b, c, d = a + 1, a + columns + 1, a + columns + 2
    faces = np.concatenate([np.stack([a, c, d], 1), np.stack([a, d, b], 1)])
    used, faces = np.unique(faces, return_inverse=True)
    faces = faces.reshape(-1, 3).astype(np.uint32)
    return Mesh(
        points.reshape(-1, 3)[used].astype(np.float32),
        faces[:, ::-1].copy() if turned else faces,
        None if uv is None else uv.reshape(-1, 2)[used].astype(np.float32),
    )


def cut_sheet(cover: Array, placed: Callable[[Array, Array], Array]) -> Mesh:
    """What ``cover`` (0…1) shows as a flat sheet with its smooth outline, textured by its frame; ``placed``
    takes columns and rows (shares of the height) to points of the world."""
    rows, columns = _at_edge(cover)
    points = placed(columns / cover.shape[0], rows / cover.shape[0])
    return _sheet(points, cover > 0.5, _frame_uv(rows, columns, cover))


def _frame_uv(rows: Array, columns: Array, cover: Array) -> Array:
    """Texture coordinates of the frame; mitsuba's v runs down a bitmap."""
    return np.stack([columns / cover.shape[1], rows / cover.shape[0]], -1)


def thickness(opaque: Bools) -> Array:
    """How thick the subject is at each cell, in cells: across each run of a row a rounded box about as deep
    as the widest disc that fits into that part of the silhouette."""
    padded = np.pad(opaque.astype(np.uint8), 1)
    inner = cv2.distanceTransform(padded, cv2.DIST_L2, 5)[1:-1, 1:-1]
    reach = max(1, round(float(inner.max())))
    near = cv2.dilate(inner, np.ones((2 * reach + 1, 1), np.uint8))
    made = np.zeros(opaque.shape, np.float32)
    for row in np.flatnonzero(opaque.any(1)):
        edges = np.flatnonzero(np.diff(np.concatenate([[False], opaque[row], [False]])))
        for start, end in edges.reshape(-1, 2):
            half = (end - start) / 2
            deep = 1.25 * min(half, float(near[row, start:end].max()))
            u = np.abs((np.arange(start, end) + 0.5 - start - half) / half)
            made[row, start:end] = deep * (1 - u**3.5) ** (1 / 2.2)
    return made


def standing(subject: Subject, lens: Lens) -> Body:
    """The subject stood on the ground along its lower outline: rows that lie higher in the picture stand
    farther back."""
    cover = coverage(subject.matte, FINE)
    line = ground_line(cover > 0.5, subject.foot_row, lens)
    rows, columns = _at_edge(cover)
    front = _upright(cover, line, lens, _belly(cover > 0.5, line))[0]
    faced = _sheet(front, cover > 0.5, _frame_uv(rows, columns, cover))
    rough = coverage(subject.matte, COARSE)
    opaque = rough > 0.45
    base, depth = _upright(rough, ground_line(opaque, subject.foot_row, lens), lens)
    back = base.copy()
    back[..., 2] -= _corners(thickness(opaque) * ~_rim(opaque)) / rough.shape[0] + _chord(opaque, depth)
    behind = _sheet(back, opaque, turned=True)
    points = faced.points
    low = points[points[:, 1] < 0.04]
    low = low if len(low) else points
    footprint = Footprint(
        float(points[:, 0].min()),
        float(points[:, 0].max()),
        float(low[:, 2].max()),
        float(min(low[:, 2].min(), behind.points[:, 2].min())),
        float(points[:, 1].max()),
    )
    return Body(faced, behind, footprint)


def _belly(opaque: Bools, line: Array) -> Array:
    """How far each corner of the front bulges towards the camera, in heights of the picture: much where only
    a little of the outline rests on the ground (fruit, wheels, feet), so that what overhangs shades the
    ground; hardly where all of it does (cartons)."""
    rows = len(opaque)
    lowest = (rows - np.argmax(opaque[::-1], axis=0)) / rows
    used = opaque.any(0)
    resting = float((np.abs(lowest - line)[used] < 0.012).mean())
    round_ = float(np.clip((0.95 - resting) / 0.4, 0.04, 1))
    above = np.clip((line[None] * rows - np.arange(rows)[:, None] - 0.5) / rows, 0, None)
    swell = np.sqrt(np.clip(1 - (1 - np.clip(above / LOW_BELLY, 0, 1)) ** 2, 0, 1))
    return _corners((0.32 * round_ * thickness(opaque) / rows * swell).astype(np.float32))


def _upright(cover: Array, line: Array, lens: Lens, belly: Array | float = 0.0) -> tuple[Array, Array]:
    """World points of the grid's corners, each column as deep as the ground in its row of ``line`` less its
    ``belly``, and the depth of each column."""
    rows, columns = _at_edge(cover)
    depth = np.interp(columns, np.arange(cover.shape[1]) + 0.5, lens.ground_depth(line)) - belly
    depth = depth.astype(np.float32)
    points = lens.place(columns / cover.shape[0], rows / cover.shape[0], depth)
    points[..., 1] = np.maximum(points[..., 1], 0)
    return points, depth


def _rim(opaque: Bools) -> Bools:
    """Opaque cells whose left, right or upper neighbour is empty: there the back meets the front."""
    padded = np.pad(opaque, 1)
    return opaque & ~(padded[1:-1, :-2] & padded[1:-1, 2:] & padded[:-2, 1:-1])


def _chord(opaque: Bools, depth: Array) -> Array:
    """How much farther back than the front each corner lies on the straight line between its run's ends."""
    made = np.zeros(depth.shape, np.float32)
    for row in np.flatnonzero(opaque.any(1)):
        edges = np.flatnonzero(np.diff(np.concatenate([[False], opaque[row], [False]])))
        for start, end in edges.reshape(-1, 2):
            for at in (row, row + 1):
                own = depth[at, start : end + 1]
                line = np.linspace(own[0], own[-1], len(own))
                made[at, start : end + 1] = np.maximum(made[at, start : end + 1], np.maximum(line - own, 0))
    return made


def facing(subject: Subject, lens: Lens, gap: float, thick: float) -> Body:
    """The subject lying flat or hanging: ``gap`` before the surface z = 0, at most ``thick``, thinner towards
    its edge; a relief makes it uneven."""
    made: list[Mesh] = []
    for rows_, bulge in ((FINE, True), (COARSE, False)):
        cover = coverage(subject.matte, rows_)
        opaque = cover > 0.5
        height = np.full(cover.shape, gap, np.float32)
        if bulge:
            height += _bulge(subject, cover, thick)
        rows, columns = _at_edge(cover)
        points = lens.place(columns / cover.shape[0], rows / cover.shape[0], lens.away - _corners(height))
        made.append(
            _sheet(points, opaque, _frame_uv(rows, columns, cover) if bulge else None, turned=not bulge)
        )
    x, y = made[0].points[:, 0], made[0].points[:, 1]
    return Body(
        made[0], made[1], Footprint(float(x.min()), float(x.max()), float(y.min()), 0.0, float(y.max()))
    )


def _bulge(subject: Subject, cover: Array, thick: float) -> Array:
    """Height of the front above the back, in heights of the picture."""
    inner = cv2.distanceTransform(np.pad((cover > 0.5).astype(np.uint8), 1), cv2.DIST_L2, 5)[1:-1, 1:-1]
    inside = np.clip(inner / cover.shape[0] / max(thick * 1.6, 1e-3), 0, 1)
    made = thick * np.sqrt(1 - (1 - inside) ** 2)
    if subject.relief is not None:
        relief = cv2.resize(subject.relief, cover.shape[::-1], interpolation=cv2.INTER_AREA)
        made = made * (0.6 + 0.8 * np.clip(relief, 0, 1))
    return made.astype(np.float32)


def shapes(body: Body, subject: Subject, brightness: float) -> dict[str, Any]:
    """The body as mitsuba's shapes. Both parts are emitters, the back a hardly glowing one, so that
    ``hide_emitters`` keeps the camera from seeing them: the photo itself is laid over the picture, and
    no rim of geometry shows around it."""
    import mitsuba as mi

    from core.scenes.traced.materials import linear

    colours = colours_beyond(subject, 512)
    light = linear(colours) * (BOUNCE / brightness)
    if subject.pose == "stands":
        rows = (np.arange(len(light), dtype=np.float32) + 0.5) / len(light)
        lowest = (np.flatnonzero((subject.matte > 127).any(1))[-1] + 1) / len(subject.matte)
        light *= ramp(lowest - rows, 0.0, DARK_FOOT)[:, None, None]
    light = np.ascontiguousarray(light, np.float32)
    inside = cv2.resize(subject.matte, light.shape[1::-1], interpolation=cv2.INTER_AREA) > 200
    mean = linear(colours[inside]).mean(0) if inside.any() else np.full(3, 0.3)
    texture = {"type": "bitmap", "bitmap": mi.Bitmap(light), "raw": True, "wrap_mode": "clamp"}
    front = {"type": "area", "radiance": texture, "sampling_weight": 0.0}
    hidden = {"type": "area", "radiance": {"type": "rgb", "value": 1e-5}, "sampling_weight": 0.0}
    black = {"type": "diffuse", "reflectance": {"type": "rgb", "value": 0.0}}
    own = {"type": "rgb", "value": [float(c) for c in np.clip(mean, 0.005, 0.8)]}
    behind = {"type": "twosided", "bsdf": {"type": "diffuse", "reflectance": own}}
    return {
        "subject_front": body.front.shape("subject_front", black, front),
        "subject_back": body.back.shape("subject_back", behind, hidden),
    }
