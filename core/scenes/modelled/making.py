"""How worn, carried and worked things are put together: boards, bars and skins of one colour or of wood."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from core.scenes.modelled.finish import metal, satin
from core.scenes.modelled.model import Part
from core.scenes.modelled.shapes import (
    coloured,
    curve,
    joined,
    mixed,
    noise,
    skin,
    slab,
    tilted,
    tone,
    tube,
)
from core.scenes.parts.canvas import Array, Random
from core.scenes.traced.materials import Material
from core.scenes.traced.meshes import Mesh

UPRIGHT = np.pi / 2


def rect(wide: float, deep: float, corner: float, steps: int = 6) -> Array:
    """The outline K×2 of a rectangle about the origin with round corners."""
    corner = min(corner, wide / 2 * 0.999, deep / 2 * 0.999)
    turn = np.linspace(0, np.pi / 2, steps)
    points: list[Array] = []
    for quarter, (x, z) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        at = np.array([x * (wide / 2 - corner), z * (deep / 2 - corner)])
        angle = turn + quarter * np.pi / 2
        points.append(at + corner * np.stack([np.cos(angle), np.sin(angle)], 1))
    return np.concatenate(points)


def oval(wide: float, deep: float, count: int = 48, power: float = 1.0) -> Array:
    """The outline K×2 of an ellipse; ``power`` below 1 squares it."""
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)
    x, z = np.cos(turn), np.sin(turn)
    return np.stack(
        [wide / 2 * np.sign(x) * np.abs(x) ** power, deep / 2 * np.sign(z) * np.abs(z) ** power], 1
    )


def block(wide: float, tall: float, deep: float, edge: float = 0.002, corner: float | None = None) -> Mesh:
    """A board or box on y = 0, its edges rounded."""
    return slab(rect(wide, deep, corner if corner is not None else edge * 1.5), tall, edge)


def stood(mesh: Mesh) -> Mesh:
    """What lay on y = 0 stood up, its upper side to the front."""
    return tilted(mesh, UPRIGHT, (1, 0, 0))


def painted(mesh: Mesh, code: str) -> Mesh:
    """The mesh in the colour ``rrggbb``."""
    return coloured(mesh, tone(code))


def solid(
    mesh: Mesh,
    code: str,
    rough: float = 0.5,
    specular: float = 0.4,
    sheen: float = 0.0,
    *,
    coat: float = 0.0,
) -> Part:
    """A part of one colour."""
    return Part(painted(mesh, code), satin(rough, specular, coat, sheen))


def mottled(
    mesh: Mesh, rng: Random, codes: tuple[str, str], scale: float, bsdf: dict[str, Any], sharp: float = 0.5
) -> Part:
    """A part whose colour goes between two in patches of ``scale`` m."""
    share = 0.5 + sharp * noise(mesh.points, scale, rng)
    return Part(coloured(mesh, mixed(tone(codes[0]), tone(codes[1]), share)), bsdf)


def metallic(mesh: Mesh, code: str = "d0d0ce", rough: float = 0.25) -> Part:
    """A part of metal."""
    return Part(mesh, metal(code, rough))


def bar(points: Sequence[Sequence[float]], radius: float, count: int = 24, sides: int = 12) -> Mesh:
    """A round bar along a smooth curve through those points."""
    return tube(curve(points, count), radius, sides)


def rod(start: Sequence[float], end: Sequence[float], radius: float, sides: int = 14) -> Mesh:
    """A straight round bar."""
    return tube(np.linspace(start, end, 3).astype(np.float32), radius, sides)


def hoop(radius: float, thick: float, sides: int = 48, round_: int = 10) -> Mesh:
    """A ring that lies on y = 0 about the upright axis."""
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)[None]
    lap = np.linspace(0, 2 * np.pi, round_, endpoint=False)[:, None]
    away = radius + thick * np.cos(lap)
    grid = np.stack([away * np.cos(turn), thick * (1 + np.sin(lap)) + 0 * turn, away * np.sin(turn)], -1)
    grid = np.concatenate([grid, grid[:1]])
    return skin(grid.astype(np.float32))


def sheet(grid: Array, thick: float) -> Mesh:
    """A grid R×C×3 as a thin closed skin, thickened downward along its normals, its front along
    (row step) × (column step)."""
    front = skin(grid.astype(np.float32), closed=False)
    assert front.normals is not None
    shape = grid.shape
    back = (front.points - thick * front.normals).reshape(shape)
    rim = [
        np.stack([grid[0], back[0]]),
        np.stack([back[-1], grid[-1]]),
        np.stack([back[:, 0], grid[:, 0]]),
        np.stack([grid[:, -1], back[:, -1]]),
    ]
    behind = skin(np.ascontiguousarray(back[:, ::-1]).astype(np.float32), closed=False)
    return joined([front, behind, *(skin(one.astype(np.float32)[:, ::-1], closed=False) for one in rim)])


def wooden(mesh: Mesh, name: str, rng: Random, *, along: str = "x", colour: str | None = None) -> Part:
    """A part of one of the woods of ``SURFACES``, its grain ``along`` x, y or z."""
    made = Material(name, (int(rng.integers(1 << 20)), 7), colour, 512, 1.0)
    x, y, z = mesh.points.T
    long, other = {"x": (x, z + y), "y": (y, x + z), "z": (z, x + y)}[along]
    moved = rng.uniform(0, 1, 2)
    uv = np.stack([long, other], 1) / made.tile + moved
    return Part(replace(mesh, uv=uv.astype(np.float32)), made.bsdf())


def printed(mesh: Mesh, picture: Array, box: tuple[float, float, float, float], rough: float = 0.5) -> Part:
    """A part with a picture H×W×3 (sRGB) laid on it from above: ``box`` is its left, back, width and depth in
    m (x, z)."""
    import mitsuba as mi

    from core.scenes.traced.materials import BRIGHTEST, linear

    left, back, wide, deep = box
    uv = np.stack([(mesh.points[:, 0] - left) / wide, (mesh.points[:, 2] - back) / deep], 1)
    texture = {
        "type": "bitmap",
        "bitmap": mi.Bitmap(np.ascontiguousarray(linear(picture) * BRIGHTEST, np.float32)),
        "raw": True,
        "wrap_mode": "clamp",
    }
    made = {"type": "principled", "base_color": texture, "roughness": rough, "specular": 0.4}
    return Part(replace(mesh, uv=uv.astype(np.float32)), {"type": "twosided", "bsdf": made})


def put(parts: Sequence[Part], way: Callable[[Mesh], Mesh]) -> tuple[Part, ...]:
    """The parts of a thing, each moved or turned in that ``way``."""
    return tuple(replace(part, mesh=way(part.mesh)) for part in parts)


def settled(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts as they stand on y = 0, their middle over the origin."""
    points = np.concatenate([part.mesh.points for part in parts])
    low, high = points.min(0), points.max(0)
    return put(
        parts,
        lambda mesh: mesh.moved(-float(low[0] + high[0]) / 2, -float(low[1]), -float(low[2] + high[2]) / 2),
    )


def one_of(rng: Random, codes: Sequence[str]) -> str:
    """One of several colours."""
    return str(codes[int(rng.integers(len(codes)))])
