"""Small helpers of modelled things: a part in one colour, outlines, bands, hair. Lengths are metres."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from core.scenes.modelled.finish import matt, satin
from core.scenes.modelled.model import Part
from core.scenes.modelled.shapes import coloured, curve, lathe, noise, slab, tone, tube
from core.scenes.parts.canvas import Array, Random
from core.scenes.traced.meshes import Mesh, joined

UP = (0.0, 1.0, 0.0)


def plain(mesh: Mesh | list[Mesh], code: str, rough: float = 0.5, specular: float = 0.35) -> Part:
    """A part of one colour ``rrggbb``; matt at a roughness of 1."""
    whole = joined(mesh) if isinstance(mesh, list) else mesh
    return Part(coloured(whole, tone(code)), matt() if rough >= 1 else satin(rough, specular))


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


def ellipse(wide: float, deep: float, steps: int = 40) -> Array:
    """The outline K×2 of an ellipse about the origin."""
    turn = np.linspace(0, 2 * np.pi, steps, endpoint=False)
    return np.stack([wide / 2 * np.cos(turn), deep / 2 * np.sin(turn)], 1).astype(np.float32)


def block(wide: float, tall: float, deep: float, edge: float = 0.002, corner: float | None = None) -> Mesh:
    """A box standing on the ground about the origin, its edges rounded by ``edge``."""
    return slab(rectangle(wide, deep, corner if corner is not None else edge), tall, edge)


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
    from core.scenes.modelled.shapes import skin, smooth

    whole = np.concatenate([ends[0], grid, ends[1]]).astype(np.float32)
    made = skin(np.ascontiguousarray(whole[:, ::-1]))
    return smooth(Mesh(made.points, made.faces))


def ring(radius: float, thick: float, sides: int = 48, flat: float = 1.0) -> Mesh:
    """A closed round bar lying on y = 0 about the origin."""
    turn = np.linspace(0, 2 * np.pi, 15)
    line = [(radius + thick * np.cos(t), thick * flat * (1 + np.sin(t))) for t in turn]
    return lathe([(float(r), float(y)) for r, y in line], sides)


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


def bar(points: Sequence[Sequence[float]], thick: float, count: int = 40, sides: int = 12) -> Mesh:
    """A round bar on a smooth curve through ``points``."""
    return tube(curve(points, count), thick, sides)


def upright(mesh: Mesh) -> Mesh:
    """What lies on the ground with its upper side up, stood up so that this side faces +z."""
    return mesh.rotated(np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]], np.float32))
