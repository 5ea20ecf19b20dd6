"""Leaves by the thousand: one leaf's sheet set at many places at once, and what such leaves are made of."""

from typing import Any

import numpy as np

from core.scenes.modelled.finish import OWN
from core.scenes.modelled.shapes import coloured, curve, tone, tube
from core.scenes.parts.canvas import Array, Random
from core.scenes.traced.meshes import Mesh, lattice


def translucent(rough: float = 0.5, through: float = 0.9) -> dict[str, Any]:
    """Thin leaves that light shines through, in the mesh's own colours; ``through`` 0 … 2."""
    return {
        "type": "principledthin",
        "base_color": dict(OWN),
        "roughness": rough,
        "diff_trans": through,
        "spec_trans": 0.0,
        "eta": 1.35,
    }


def sheet(rows: int = 5, bend: float = 0.35, fold: float = 0.2, low: float = 0.45) -> Array:
    """A folded, bent leaf of length and width 1 along +z, its upper side to +y: ``rows``×3×3 points."""
    t = np.linspace(0, 1, rows)
    warped = np.where(t < low, 0.5 * t / low, 0.5 + 0.5 * (t - low) / (1 - low))
    half = 0.5 * np.sin(np.pi * np.clip(warped, 0.02, 0.985)) ** 0.8
    along, drop = np.sin(bend * t) / bend, (1 - np.cos(bend * t)) / bend
    made = [
        np.stack([u * half * np.cos(fold), np.abs(u) * half * np.sin(fold) - drop, along], 1)
        for u in (-1.0, 0.0, 1.0)
    ]
    return np.stack(made, 1).astype(np.float32)


def ways(ahead: Array, up: Array) -> Array:
    """N rotations that turn +z to ``ahead`` and +y as near as can be to ``up`` (each N×3)."""
    z = ahead / np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-9)
    x = np.cross(up, z)
    x /= np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)
    return np.stack([x, np.cross(z, x), z], 2).astype(np.float32)


def many(
    leaf: Array, at: Array, turned: Array, long: Array | float, wide: Array | float, tones: Array
) -> Mesh:
    """The ``leaf`` (rows×columns×3) at N places with N rotations, lengths, widths and colours N×3."""
    rows, columns = leaf.shape[:2]
    count = len(at)
    size = np.stack(
        [np.broadcast_to(wide, count), np.broadcast_to(long, count), np.broadcast_to(long, count)], 1
    )
    points = leaf.reshape(1, -1, 3) * size[:, None]
    points = np.einsum("nij,nkj->nki", turned, points) + at[:, None]
    faces = lattice(rows, columns)[:, ::-1][None] + (np.arange(count) * rows * columns)[:, None, None]
    # Darker toward the base, as leaves shade each other there.
    shade = np.linspace(0.88, 1.06, rows).repeat(columns)[None, :, None]
    colours = np.clip(tones[:, None] * shade, 0.002, 0.92)
    return Mesh(
        points.reshape(-1, 3).astype(np.float32),
        faces.reshape(-1, 3).astype(np.uint32),
        colours=colours.reshape(-1, 3).astype(np.float32),
    )


def toned(rng: Random, count: int, codes: tuple[str, ...], spread: float = 0.12) -> Array:
    """N albedos between the ``codes``, no two alike."""
    known = np.stack([tone(code) for code in codes])
    place = rng.random(count) * (len(codes) - 1)
    low = np.minimum(place.astype(int), len(codes) - 2) if len(codes) > 1 else np.zeros(count, int)
    share = (place - low)[:, None]
    made = known[low] * (1 - share) + known[np.minimum(low + 1, len(codes) - 1)] * share
    return (made * np.exp(rng.normal(0, spread, (count, 1)))).astype(np.float32)


def limb(
    rng: Random,
    start: Array,
    end: Array,
    thick: tuple[float, float],
    code: str,
    sag: float = 0.0,
    crook: float = 0.05,
) -> Mesh:
    """A bough from ``start`` to ``end``, crooked and sagging by those shares of its length."""
    long = float(np.linalg.norm(end - start))
    inner = [start + (end - start) * t + rng.normal(0, crook * long, 3) for t in (0.35, 0.7)]
    for number, point in enumerate(inner):
        point[1] -= sag * long * (0.8 if number else 0.5)
    line = curve([start.tolist(), *(point.tolist() for point in inner), end.tolist()], 14)
    radius = np.linspace(*thick, 14).astype(np.float32)
    made = tube(line, radius, 7)
    grain = 1 + 0.25 * rng.standard_normal(len(made.points))[:, None]
    return coloured(made, np.clip(tone(code) * grain, 0.004, 0.9).astype(np.float32))


def spread_ways(rng: Random, count: int, lift: float = 0.0) -> Array:
    """N unit vectors all around, drawn upward by ``lift``."""
    made = rng.normal(0, 1, (count, 3))
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    made[:, 1] += lift
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
