"""Packaged goods as they stand in rows on a shop's shelf: cartons, boxes, tins, bottles and jars with printed
labels that nobody can read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.scenes.modelled.shapes import lathe, rounded
from core.scenes.parts.canvas import Random, rgb
from core.scenes.traced import meshes
from core.scenes.traced.materials import linear, picture
from core.scenes.traced.meshes import Mesh

BASES = ("e9e4d8", "f2f0ea", "2f5f8a", "b5342c", "e0a22a", "3f7a4a", "8fb7c9", "d98aa0", "5a3f6e", "e8c84a",
         "1f2a3a", "c9d8b0")  # fmt: skip
ROWS, COLUMNS = 96, 64


@dataclass(frozen=True)
class Pack:
    """One packaged thing in metres on y = 0: its mesh with texture coordinates, and how wide and deep it
    stands."""

    mesh: Mesh
    wide: float
    deep: float


def label(rng: Random, pack: Pack) -> dict[str, Any]:
    """A printed front for that pack: a ground, a band, a picture's blot and lines of print, as a material."""
    tall = float(pack.mesh.points[:, 1].max())
    base, band, blot = (linear(rgb(str(code))) for code in rng.permutation(np.array(BASES))[:3])
    made = np.ones((ROWS, COLUMNS, 3), np.float32) * base
    y, x = np.mgrid[0:ROWS, 0:COLUMNS].astype(np.float32)
    low = rng.uniform(0.1, 0.35) * ROWS
    made[(y > low) & (y < low + rng.uniform(0.12, 0.3) * ROWS)] = band
    middle, radius = rng.uniform(0.55, 0.75) * ROWS, rng.uniform(0.18, 0.36) * pack.wide
    off = np.hypot((x / COLUMNS - 0.5) * pack.wide, (y - middle) / ROWS * tall)
    made[off < radius] = blot
    made[off < 0.55 * radius] = 0.5 * blot + 0.5 * base
    ink = band if float(base.mean()) > 0.3 else np.full(3, 0.8, np.float32)
    for row in range(int(low) + 3, int(low) + 12, 4):
        wide = rng.uniform(0.15, 0.35) * COLUMNS
        made[(np.abs(y - row) < 1.2) & (np.abs(x - COLUMNS / 2) < wide)] = 1 - ink * 0.8
    for row in range(ROWS - 12, ROWS - 3, 3):
        made[(np.abs(y - row) < 0.8) & (np.abs(x - COLUMNS / 2) < 0.3 * COLUMNS)] = ink
    return picture(made)


def _box(wide: float, tall: float, deep: float) -> Mesh:
    mesh = meshes.box((-wide / 2, 0, -deep / 2), (wide / 2, tall, deep / 2), 1.0, 0.002)
    points = mesh.points
    across = np.where(
        np.abs(np.abs(points[:, 2]) - deep / 2) < 0.003, points[:, 0] / wide, points[:, 2] / deep
    )
    uv = np.stack([across + 0.5, 1 - points[:, 1] / tall], 1).astype(np.float32)
    return Mesh(points, mesh.faces, uv)


def carton(rng: Random) -> Pack:
    """A carton of a litre, with or without a gable."""
    tall = float(rng.uniform(0.19, 0.24))
    body = _box(0.075, tall, 0.072)
    if rng.random() < 0.5:
        return Pack(body, 0.075, 0.072)
    profile = np.array([(0.036, tall), (0.004, tall + 0.035), (0.003, tall + 0.05), (-0.003, tall + 0.05),
                        (-0.004, tall + 0.035), (-0.036, tall)], np.float32)  # fmt: skip
    gable = meshes.extruded(profile, 0.037, 1.0)
    assert gable.uv is not None
    top = Mesh(gable.points, gable.faces, (gable.uv * 0 + np.array([0.02, 0.02])).astype(np.float32))
    return Pack(meshes.joined([body, top]), 0.075, 0.072)


def packet(rng: Random) -> Pack:
    """A cardboard box, as of cereal or pasta."""
    wide, tall = float(rng.uniform(0.1, 0.17)), float(rng.uniform(0.18, 0.26))
    return Pack(_box(wide, tall, 0.055), wide, 0.055)


def _turned(profile: list[tuple[float, float]], tall: float) -> Mesh:
    mesh = lathe(profile, 40)
    turn = np.arctan2(mesh.points[:, 0], mesh.points[:, 2])
    uv = np.stack([turn / np.pi + 0.5, 1 - mesh.points[:, 1] / tall], 1).astype(np.float32)
    return Mesh(mesh.points, mesh.faces, uv, mesh.normals)


def tin(rng: Random) -> Pack:
    """A tin."""
    radius, tall = 0.037, float(rng.uniform(0.09, 0.12))
    line = [(radius, 0.0), (radius, 0.0), (radius, tall), (radius, tall)]
    return Pack(_turned([(0.0, 0.0), *line, (0.0, tall)], tall), 2 * radius, 2 * radius)


def bottle(rng: Random) -> Pack:
    """A bottle."""
    radius, tall = float(rng.uniform(0.033, 0.04)), float(rng.uniform(0.22, 0.27))
    line = rounded(
        [(radius, 0.0), (radius, 0.58 * tall), (0.4 * radius, 0.8 * tall), (0.38 * radius, tall)], 3
    )
    return Pack(_turned([(0.0, 0.0), *line, (0.0, tall)], tall), 2 * radius, 2 * radius)


def jar(rng: Random) -> Pack:
    """A jar with its lid."""
    radius, tall = float(rng.uniform(0.035, 0.045)), float(rng.uniform(0.1, 0.14))
    line = rounded(
        [(radius, 0.0), (radius, 0.8 * tall), (0.85 * radius, 0.86 * tall), (0.87 * radius, tall)], 2
    )
    return Pack(_turned([(0.0, 0.0), *line, (0.0, tall)], tall), 2 * radius, 2 * radius)


SORTS: tuple[Callable[[Random], Pack], ...] = (carton, packet, bottle, carton, jar, tin, carton)
"""What stands on a shelf, by how often."""
