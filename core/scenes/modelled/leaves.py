"""Leaves, blades and petals as curved sheets, and how they are set on a stem. Lengths are metres."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.scenes.modelled.shapes import coloured, curve, normals_of, rotation, tone, tube
from core.scenes.parts.canvas import Array, Random
from core.scenes.traced.meshes import Mesh, joined, lattice

Outline = Callable[[Array], Array]
"""Half the width (1 = the widest) by the way from the base 0 … 1 tip."""


def oval(point: float = 1.0, low: float = 0.42) -> Outline:
    """The outline of a leaf that is widest at ``low``, its tip drawn out the more the larger ``point``."""

    def outline(t: Array) -> Array:
        warped = np.where(t < low, 0.5 * t / low, 0.5 + 0.5 * (t - low) / (1 - low))
        return np.sin(np.pi * np.clip(warped, 0, 1)) ** np.where(t < low, 0.65, 0.75 * point)

    return outline


def blade(t: Array) -> Array:
    """The outline of a blade: about as wide all along, then a point."""
    return np.clip((1 - t) * 3.2, 0, 1) ** 0.75 * (0.72 + 0.28 * np.sin(np.pi * np.clip(t * 1.2, 0, 1)))


def heart(t: Array) -> Array:
    """The outline of a broad leaf, almost as wide at its base."""
    return np.clip(t / 0.06, 0, 1) ** 0.5 * np.clip(1 - t, 0, 1) ** 0.62 * (0.86 + 0.5 * t)


@dataclass(frozen=True)
class Leaf:
    """A kind of leaf: its ``outline``, ``long`` and ``wide`` (m), how far its tip sinks (``bend``, rad), its
    sides rise (``fold``, rad) and its rim is wavy (``wave``); ``tones`` are ``rrggbb``, the veins' last;
    ``veins`` to a side, ``slits`` cut in from the rim between them (0…1), ``slant`` how far these run on."""

    outline: Outline
    long: float
    wide: float
    tones: tuple[str, ...]
    bend: float = 0.6
    fold: float = 0.25
    wave: float = 0.03
    veins: int = 0
    slits: float = 0.0
    slant: float = 0.35
    rows: int = 18
    columns: int = 9


def leaf(kind: Leaf, rng: Random, size: float = 1.0) -> Mesh:
    """One leaf of that kind from the origin along +z, its upper side to +y."""
    rows, columns = (kind.rows * 4 if kind.slits else kind.rows), kind.columns
    t = np.linspace(0, 1, rows)[:, None]
    u = np.linspace(-1, 1, columns)[None]
    half = kind.outline(t) * kind.wide / 2
    side = 0.5 * (1 + np.sign(u))
    if kind.slits:
        phase = t * kind.veins + rng.uniform(0, 0.3) + 0.25 * side
        cut = np.clip(np.cos(2 * np.pi * phase) * 2.6 - 1.5, 0, 1) * np.clip((t - 0.12) * 6, 0, 1)
        half = half * (1 - kind.slits * cut * np.clip((0.97 - t) * 8, 0, 1))
    reach = t + kind.slant * (kind.wide / kind.long) * 0.5 * np.abs(u) * kind.outline(t) * (1 - t)
    bend = kind.bend * float(rng.uniform(0.6, 1.4))
    sink = bend * reach
    along = np.where(abs(bend) < 1e-3, reach, np.sin(sink) / np.where(abs(bend) < 1e-3, 1, bend))
    drop = np.where(abs(bend) < 1e-3, 0 * reach, (1 - np.cos(sink)) / np.where(abs(bend) < 1e-3, 1, bend))
    fold = kind.fold * float(rng.uniform(0.5, 1.3))
    across = u * half * np.cos(fold)
    wave = np.sin(2 * np.pi * (reach * rng.uniform(1.4, 2.8) + rng.random() + 0.4 * side)) * u**2
    rise = np.abs(u) * half * np.sin(fold) + kind.wave * kind.wide * wave * kind.outline(t)
    rise = rise + 0.02 * kind.wide * _veined(kind, t, u) * np.abs(u)
    grid = np.stack([across + 0 * t, rise - kind.long * drop, kind.long * along], -1) * size
    points = grid.reshape(-1, 3).astype(np.float32)
    faces = np.ascontiguousarray(lattice(rows, columns)[:, ::-1])
    normals = normals_of(points, faces)
    if normals[:, 1].mean() < 0:
        faces, normals = np.ascontiguousarray(faces[:, ::-1]), -normals
    return Mesh(points, faces, normals=normals, colours=_tones(kind, rng, t, u))


def _veined(kind: Leaf, t: Array, u: Array) -> Array:
    """Where side veins run, 0…1, on the grid."""
    if not kind.veins:
        return 0 * (t + u)
    phase = (t - 0.28 * np.abs(u) * (1 - t)) * kind.veins
    return np.clip(np.cos(2 * np.pi * phase) * 4 - 3, 0, 1)


def _tones(kind: Leaf, rng: Random, t: Array, u: Array) -> Array:
    """The leaf's colours, N×3: mottled between its tones, pale veins, a little apart from other leaves."""
    light, dark, vein = tone(kind.tones[0]), tone(kind.tones[1 % len(kind.tones)]), tone(kind.tones[-1])
    phase = rng.uniform(0, 6.28, 4)
    mottle = np.sin(9 * t + phase[0] + 3 * u) + np.sin(17 * t - 5 * u + phase[1]) + np.sin(6 * u + phase[2])
    share = np.clip(0.5 + 0.16 * mottle + rng.normal(0, 0.25), 0, 1)[..., None]
    made = light * share + dark * (1 - share)
    rib = np.exp(-((u / 0.09) ** 2)) * np.clip(1.1 - t, 0, 1) * 0.7 + 0.4 * _veined(kind, t, u)
    rib = np.clip(rib, 0, 1)[..., None] * (len(kind.tones) > 2)
    made = made * (1 - rib) + vein * rib
    made = made * float(rng.normal(1, 0.08))
    return np.clip(made, 0.002, 0.9).reshape(-1, 3).astype(np.float32)


def set_at(mesh: Mesh, at: Sequence[float], turn: float, rise: float, roll: float = 0.0) -> Mesh:
    """A leaf that points along +z put at ``at``, turned about the upright axis, risen by ``rise`` rad."""
    way = rotation(turn, (0, 1, 0)) @ rotation(-rise, (1, 0, 0)) @ rotation(roll, (0, 0, 1))
    return mesh.rotated(way).moved(float(at[0]), float(at[1]), float(at[2]))


def stalk(points: Sequence[Sequence[float]], thick: float | tuple[float, float], code: str) -> Mesh:
    """A stem on a smooth curve through ``points``; ``thick`` its radius, or those of its ends."""
    count = 6 * len(points)
    first, last = thick if isinstance(thick, tuple) else (thick, thick)
    radius = np.linspace(first, last, count).astype(np.float32)
    return coloured(tube(curve(points, count), radius, 8), tone(code))


def way_of(turn: float, rise: float) -> Array:
    """The unit vector that a leaf so turned and risen points along."""
    return np.array([np.sin(turn) * np.cos(rise), np.sin(rise), np.cos(turn) * np.cos(rise)], np.float32)


def sprig(
    points: Sequence[Sequence[float]],
    kind: Leaf,
    rng: Random,
    count: int,
    *,
    first: float = 0.15,
    pairs: bool = True,
    open_to: float = 0.9,
    code: str = "7a7455",
    thick: float = 0.0016,
    taper: float = 0.5,
) -> Mesh:
    """A stem through ``points`` with leaves along it, in pairs or by turns, the upper ones smaller."""
    line = curve(points, 60)
    ahead = np.gradient(line, axis=0)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    made = [coloured(tube(line, np.linspace(thick, thick * 0.4, 60).astype(np.float32), 7), tone(code))]
    spin = float(rng.uniform(0, 6.28))
    for number in range(count):
        share = first + (1 - first) * number / max(count - 1, 1)
        index = int(np.clip(share * 59 + rng.normal(0, 0.6), 0, 59))
        size = (1 - taper * share) * float(rng.uniform(0.82, 1.12))
        spin += float(rng.normal(1.57 if pairs else 2.4, 0.25))
        for half in (0.0, np.pi) if pairs else (0.0,):
            made.append(_on_stem(leaf(kind, rng, size), line[index], ahead[index], spin + half,
                                 open_to * float(rng.normal(1, 0.15)) * (1 - 0.35 * share)))  # fmt: skip
    tip = leaf(kind, rng, 1 - taper)
    made.append(_on_stem(tip, line[-1], ahead[-1], spin, 0.15))
    return joined(made)


def _on_stem(mesh: Mesh, at: Array, ahead: Array, spin: float, opened: float) -> Mesh:
    """A leaf from a stem that runs ``ahead`` there, at the angle ``spin`` about it, ``opened`` rad away."""
    other = np.array([0.0, 1.0, 0.0]) if abs(ahead[1]) < 0.9 else np.array([1.0, 0.0, 0.0])
    side = np.cross(ahead, other)
    side /= np.linalg.norm(side)
    up = np.cross(side, ahead)
    out = side * np.cos(spin) + up * np.sin(spin)
    along = ahead * np.cos(opened) + out * np.sin(opened)
    face = ahead * np.sin(opened) - out * np.cos(opened)
    matrix = np.stack([np.cross(face, along), face, along], 1)
    return mesh.rotated(matrix.astype(np.float32)).moved(float(at[0]), float(at[1]), float(at[2]))
