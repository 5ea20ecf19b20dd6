"""How things are put together: outlines, boards, bars, bands, hair and skins of one colour or of wood.
Lengths are metres."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from core.scenes.modelled.finish import matt, metal, satin
from core.scenes.modelled.model import Part
from core.scenes.modelled.shapes import (
    coloured,
    curve,
    joined,
    lathe,
    mixed,
    noise,
    skin,
    slab,
    smooth,
    tone,
    tube,
)
from core.scenes.parts.canvas import Array, Random
from core.scenes.traced.materials import Material
from core.scenes.traced.meshes import Mesh

UP = (0.0, 1.0, 0.0)


def painted(mesh: Mesh, code: str) -> Mesh:
    """The mesh in the colour ``rrggbb``."""
    return coloured(mesh, tone(code))


def two_toned(
    mesh: Mesh, rng: Random, codes: tuple[str, str], scale: float, bsdf: dict[str, Any], sharp: float = 0.5
) -> Part:
    """A part whose colour goes between two in patches of ``scale`` m."""
    share = 0.5 + sharp * noise(mesh.points, scale, rng)
    return Part(coloured(mesh, mixed(tone(codes[0]), tone(codes[1]), share)), bsdf)


def metallic(mesh: Mesh, code: str = "d0d0ce", rough: float = 0.25) -> Part:
    """A part of metal."""
    return Part(mesh, metal(code, rough))


def rod(start: Sequence[float], end: Sequence[float], radius: float, sides: int = 14) -> Mesh:
    """A straight round bar."""
    return tube(np.linspace(start, end, 3).astype(np.float32), radius, sides)


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


def plain(
    mesh: Mesh | list[Mesh],
    code: str,
    rough: float = 0.5,
    specular: float = 0.4,
    sheen: float = 0.0,
    *,
    coat: float = 0.0,
) -> Part:
    """A part of one colour ``rrggbb``; matt at a roughness of 1."""
    whole = joined(mesh) if isinstance(mesh, list) else mesh
    return Part(painted(whole, code), matt() if rough >= 1 else satin(rough, specular, coat, sheen))


def mottled(
    mesh: Mesh,
    code: str,
    rng: Random,
    scale: float,
    amount: float = 0.08,
    rough: float = 0.5,
    specular: float = 0.35,
) -> Part:
    """A part whose colour varies by ``amount`` over ``scale`` m."""
    shade = 1 + amount * noise(mesh.points, scale, rng)
    return Part(coloured(mesh, tone(code) * shade[:, None]), matt() if rough >= 1 else satin(rough, specular))


def pick(rng: Random, codes: Sequence[str]) -> str:
    """One of the colours."""
    return str(codes[int(rng.integers(len(codes)))])


def rectangle(wide: float, deep: float, corner: float, steps: int = 6) -> Array:
    """The outline K×2 of a rectangle about the origin with round corners, for ``slab``."""
    corner = min(corner, 0.499 * min(wide, deep))
    made = list[Array]()
    for number, (x, z) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        turn = np.linspace(0, np.pi / 2, steps) + number * np.pi / 2
        middle = np.array([x * (wide / 2 - corner), z * (deep / 2 - corner)])
        made.append(middle + corner * np.stack([np.cos(turn), np.sin(turn)], 1))
    return np.concatenate(made).astype(np.float32)


def ellipse(wide: float, deep: float, count: int = 48, power: float = 1.0) -> Array:
    """The outline K×2 of an ellipse about the origin; ``power`` below 1 squares it."""
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)
    x, z = np.cos(turn), np.sin(turn)
    squared = [np.sign(x) * np.abs(x) ** power * wide / 2, np.sign(z) * np.abs(z) ** power * deep / 2]
    return np.stack(squared, 1).astype(np.float32)


def block(wide: float, tall: float, deep: float, edge: float = 0.002, corner: float | None = None) -> Mesh:
    """A box standing on the ground about the origin, its edges rounded by ``edge``."""
    return slab(rectangle(wide, deep, corner if corner is not None else edge), tall, edge)


def bar(points: Sequence[Sequence[float]], thick: float, count: int = 40, sides: int = 12) -> Mesh:
    """A round bar on a smooth curve through ``points``."""
    return tube(curve(points, count), thick, sides)


def hoop(radius: float, thick: float, sides: int = 48, flat: float = 1.0) -> Mesh:
    """A closed round bar lying on y = 0 about the origin."""
    turn = np.linspace(0, 2 * np.pi, 15)
    line = [(radius + thick * np.cos(t), thick * flat * (1 + np.sin(t))) for t in turn]
    return lathe([(float(r), float(y)) for r, y in line], sides)


def band(points: Sequence[Sequence[float]], wide: float, thick: float, count: int = 60) -> Mesh:
    """A flat strip along a smooth curve, ``wide`` across the way it is seen from above."""
    line = curve(points, count)
    ahead = np.gradient(line, axis=0)
    ahead /= np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-9)
    return strip(line, np.cross(ahead, UP), wide, thick)


def strip(line: Array, across: Array, wide: float, thick: float) -> Mesh:
    """A flat strip along the points N×3 whose width lies along ``across`` (N×3 or 3)."""
    side = np.broadcast_to(across, line.shape).astype(np.float64)
    side = side / np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-9)
    ahead = np.gradient(line, axis=0)
    over = np.cross(side, ahead)
    over /= np.maximum(np.linalg.norm(over, axis=1, keepdims=True), 1e-9)
    turn = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    a = np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** 0.5 * wide / 2
    b = np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** 0.6 * thick / 2
    grid = line[:, None] + a[None, :, None] * side[:, None] + b[None, :, None] * over[:, None]
    ends = [np.repeat(line[at][None, None], 16, 1) for at in (0, -1)]
    whole = np.concatenate([ends[0], grid, ends[1]]).astype(np.float32)
    made = skin(np.ascontiguousarray(whole[:, ::-1]))
    return smooth(Mesh(made.points, made.faces))


def hair(
    mesh: Mesh, rng: Random, count: int, long: float, code: str, spread: float = 0.5, thick: float = 0.0006,
    keep: Callable[[Array], Array] | None = None,
) -> Mesh:  # fmt: skip
    """Short hairs all over a mesh, each a thin blade; ``keep`` says of points N×3 where there is any."""
    corners = mesh.points[mesh.faces]
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    face = rng.choice(len(area), count, p=area / area.sum())
    share = rng.dirichlet((1, 1, 1), count)[..., None]
    root = (corners[face] * share).sum(1)
    normal = np.cross(corners[face, 1] - corners[face, 0], corners[face, 2] - corners[face, 0])
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)
    if keep is not None:
        kept = keep(root)
        root, normal = root[kept], normal[kept]
    way = normal + spread * rng.normal(0, 1, root.shape) + np.array([0, -0.15, 0])
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    side = np.cross(way, rng.normal(0, 1, root.shape))
    side *= thick / np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-9)
    tip = root + way * long * rng.uniform(0.5, 1.1, (len(root), 1))
    points = np.stack([root - side, root + side, tip], 1).reshape(-1, 3).astype(np.float32)
    faces = np.arange(len(points), dtype=np.uint32).reshape(-1, 3)
    shade = np.repeat(rng.uniform(0.75, 1.2, (len(root), 1)), 3, 0) * np.tile(
        [[0.7], [0.7], [1.1]], (len(root), 1)
    )
    return Mesh(points, faces, normals=np.repeat(normal, 3, 0).astype(np.float32),
                colours=np.clip(tone(code) * shade, 0, 0.9).astype(np.float32))  # fmt: skip


def glowing(mesh: Mesh, light: Sequence[float]) -> Part:
    """What gives light by itself, as far as a surface can: brighter than all that is lit."""
    colours = np.broadcast_to(np.asarray(light, np.float32), mesh.points.shape)
    return Part(replace(mesh, colours=np.ascontiguousarray(colours, np.float32)), matt())


def upright(mesh: Mesh) -> Mesh:
    """What lies on the ground with its upper side up, stood up so that this side faces +z."""
    return mesh.rotated(np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]], np.float32))
