"""Shapes that modelled things are made of: turned on a lathe, drawn along a curve, blown up from a ball. All
are smooth, closed where they can be, and face outward; lengths are metres."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from core.scenes.parts.canvas import Array, Random, rgb
from core.scenes.traced.materials import BRIGHTEST, linear
from core.scenes.traced.meshes import Faces, Mesh, joined, lattice

__all__ = ["Mesh", "joined"]
Profile = Sequence[tuple[float, float]]
"""Radius and height, from the foot outside upwards (and, of a vessel, down again inside)."""
Bump = Callable[[Array], Array]
"""How far, in metres, each of the points N×3 of the unit ball is pushed outward (N)."""


def normals_of(points: Array, faces: Faces) -> Array:
    """Unit normals N×3 at the points, the mean of the faces about each, weighed by area."""
    corners = points[faces]
    face = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    total = np.zeros_like(points)
    for corner in range(3):
        np.add.at(total, faces[:, corner], face)
    length = np.linalg.norm(total, axis=1, keepdims=True)
    return np.where(length > 1e-20, total / np.maximum(length, 1e-20), [0.0, 1.0, 0.0]).astype(np.float32)


def smooth(mesh: Mesh) -> Mesh:
    """The mesh with normals of its own points; points that lie in one place are taken as one."""
    size = max(float(np.ptp(mesh.points, axis=0).max()), 1e-6)
    _, same = np.unique(np.round(mesh.points / (size * 1e-6)).astype(np.int64), axis=0, return_inverse=True)
    same = same.ravel()
    kept = np.zeros((same.max() + 1, 3), np.float32)
    kept[same] = mesh.points
    normals = normals_of(kept, same[mesh.faces].astype(np.uint32))
    return replace(mesh, normals=normals[same])


def skin(points: Array, closed: bool = True) -> Mesh:
    """A grid of points R×C×3 as a smooth surface; ``closed`` joins the last column to the first. It faces
    along (row step) × (column step). Rows that repeat the one before make a crease; a row that is one point
    is a pole."""
    rows, columns = points.shape[:2]
    flat = np.ascontiguousarray(points.reshape(-1, 3), np.float32)
    faces = lattice(rows, columns, closed)
    corners = flat[faces]
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    faces = np.ascontiguousarray(faces[area > 1e-14])
    normals = normals_of(flat, faces).reshape(rows, columns, 3)
    for row in range(rows):
        if np.ptp(points[row], axis=0).max() < 1e-7:
            mean = normals[row].mean(0)
            normals[row] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return Mesh(flat, faces, normals=normals.reshape(-1, 3).astype(np.float32))


def lathe(profile: Profile, sides: int = 48, wobble: Callable[[Array, Array], Array] | None = None) -> Mesh:
    """A profile turned about the upright axis; ``wobble`` (angle, height) gives a factor on the radius. Give
    a point twice for a sharp edge; let it begin and end on the axis for a closed body."""
    line = np.asarray(profile, np.float32)
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False, dtype=np.float32)[None]
    radius, height = line[:, :1], np.broadcast_to(line[:, 1:], (len(line), sides))
    if wobble is not None:
        radius = radius * wobble(np.broadcast_to(turn, height.shape), height)
    grid = np.stack([radius * np.cos(turn), height, radius * np.sin(turn)], -1)
    return skin(grid.astype(np.float32))


def rounded(profile: Profile, steps: int = 4) -> list[tuple[float, float]]:
    """A profile with its corners cut round (Chaikin); its ends stay."""
    line = np.asarray(profile, np.float64)
    for _ in range(steps):
        near, far = 0.75 * line[:-1] + 0.25 * line[1:], 0.25 * line[:-1] + 0.75 * line[1:]
        mixed = np.stack([near, far], 1).reshape(-1, 2)
        line = np.concatenate([line[:1], mixed[1:-1], line[-1:]])
    return [(float(r), float(y)) for r, y in line]


def curve(points: Sequence[Sequence[float]], count: int) -> Array:
    """``count`` points on a smooth curve (Catmull-Rom) through ``points`` K×D."""
    known = np.asarray(points, np.float64)
    ends = np.concatenate([[2 * known[0] - known[1]], known, [2 * known[-1] - known[-2]]])
    at = np.linspace(0, len(known) - 1, count)
    piece = np.minimum(at.astype(int), len(known) - 2)
    t = (at - piece)[:, None]
    a, b, c, d = (ends[piece + step] for step in range(4))
    made = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    return made.astype(np.float32)


def frames(path: Array) -> tuple[Array, Array, Array]:
    """Tangents, and two directions across, N×3 each, that do not twist along the path."""
    ahead = np.gradient(path.astype(np.float64), axis=0)
    ahead /= np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-12)
    side = np.zeros_like(ahead)
    start = np.array([0.0, 1.0, 0.0]) if abs(ahead[0, 1]) < 0.9 else np.array([1.0, 0.0, 0.0])
    for number, along in enumerate(ahead):
        side[number] = start - along * float(start @ along)
        side[number] /= max(float(np.linalg.norm(side[number])), 1e-9)
        start = side[number]
    return ahead.astype(np.float32), side.astype(np.float32), np.cross(ahead, side).astype(np.float32)


def tube(
    path: Array, radius: float | Array, sides: int = 12, flat: float = 1.0, section: Array | None = None
) -> Mesh:
    """A round bar along a path N×3, closed at its ends; ``radius`` one or N; ``flat`` scales it across one
    way (in the first frame's up). ``section`` K×2 is its outline instead of a circle, anticlockwise."""
    _, up, across = frames(path)
    if section is None:
        turn = np.linspace(0, 2 * np.pi, sides, endpoint=False, dtype=np.float32)
        section = np.stack([np.cos(turn) * flat, np.sin(turn)], 1)
    wide = np.broadcast_to(np.asarray(radius, np.float32), (len(path),))[:, None, None]
    ring = section[None, :, :1] * up[:, None] + section[None, :, 1:] * across[:, None]
    grid = path[:, None] + wide * ring
    ends = [np.repeat(path[at][None, None], grid.shape[1], 1) for at in (0, -1)]
    grid = np.concatenate([ends[0], grid[:1], grid, grid[-1:], ends[1]])
    return skin(np.ascontiguousarray(grid[:, ::-1], np.float32))


def ball(radii: Sequence[float], rows: int = 24, sides: int = 32, bump: Bump | None = None) -> Mesh:
    """An ellipsoid about the origin of three half axes, its poles up and down, pushed out by ``bump``."""
    tilt = np.linspace(np.pi, 0, rows, dtype=np.float64)[:, None]
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)[None]
    low = np.sin(tilt) * (np.abs(np.sin(tilt)) > 1e-9)
    unit = np.stack(
        [low * np.cos(turn), np.broadcast_to(np.cos(tilt), (rows, sides)), low * np.sin(turn)], -1
    )
    grid = unit * np.asarray(radii)
    if bump is not None:
        grid = grid + unit * bump(unit.reshape(-1, 3).astype(np.float32)).reshape(rows, sides, 1)
    return skin(grid.astype(np.float32))


def superquadric(
    radii: Sequence[float], upright: float, around: float, rows: int = 24, sides: int = 32
) -> Mesh:
    """A box with round edges: exponents ``upright`` and ``around``, 1 for a ball … 0.1 for a box."""
    tilt = np.linspace(-np.pi / 2, np.pi / 2, rows)[:, None]
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)[None]

    def power(value: Array, by: float) -> Array:
        return np.sign(value) * np.abs(value) ** by

    low = power(np.where(np.abs(np.cos(tilt)) < 1e-9, 0, np.cos(tilt)), upright)
    high = np.broadcast_to(power(np.sin(tilt), upright), (rows, sides))
    grid = np.stack([low * power(np.cos(turn), around), high, low * power(np.sin(turn), around)], -1)
    return skin((grid * np.asarray(radii)).astype(np.float32))


def slab(outline: Array, thick: float, edge: float) -> Mesh:
    """An outline K×2 (x, z; star-shaped about its middle, anticlockwise seen from +y down onto x right, z
    towards one is clockwise) lying on y = 0, ``thick`` high, its edges rounded by ``edge``."""
    middle = outline.mean(0)
    away = outline - middle
    length = np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-9)
    turn = np.linspace(0, np.pi / 2, 4)
    low = [(edge * (1 - np.sin(t)), edge * (1 - np.cos(t))) for t in turn]
    rings = [(1e9, 0.0), (edge, 0.0), *low[1:], *[(i, thick - y) for i, y in low[::-1]], (1e9, thick)]
    grid = []
    for inset, y in rings:
        ring = middle + away * np.clip(1 - inset / length, 0, 1)
        grid.append(np.stack([ring[:, 0], np.full(len(ring), y), ring[:, 1]], 1))
    grid = np.asarray(grid, np.float32)
    ahead = np.roll(away, -1, axis=0)
    turned = float((away[:, 0] * ahead[:, 1] - away[:, 1] * ahead[:, 0]).sum()) < 0
    return skin(np.ascontiguousarray(grid[:, ::-1] if turned else grid))


def tilted(mesh: Mesh, angle: float, about: Sequence[float]) -> Mesh:
    """The mesh turned by ``angle`` rad about an axis through the origin."""
    return mesh.rotated(rotation(angle, about))


def rotation(angle: float, about: Sequence[float]) -> Array:
    """The matrix of a turn by ``angle`` rad about an axis."""
    x, y, z = np.asarray(about, np.float64) / np.linalg.norm(about)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return (np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross).astype(np.float32)


def tumbled(mesh: Mesh, rng: Random) -> Mesh:
    """The mesh turned any way about the origin."""
    quaternion = rng.normal(0, 1, 4)
    w, x, y, z = quaternion / np.linalg.norm(quaternion)
    angle = 2 * float(np.arccos(np.clip(w, -1, 1)))
    return tilted(mesh, angle, (x + 1e-9, y, z))


def grounded(mesh: Mesh, sink: float = 0.0) -> Mesh:
    """The mesh put down on y = 0, sunk in by ``sink``."""
    return mesh.moved(0, -float(mesh.points[:, 1].min()) - sink, 0)


def stretched(mesh: Mesh, x: float, y: float, z: float) -> Mesh:
    """The mesh scaled by three factors, smooth again."""
    points = (mesh.points * np.array([x, y, z], np.float32)).astype(np.float32)
    if mesh.normals is None:
        return replace(mesh, points=points)
    normals = mesh.normals / np.array([x, y, z], np.float32)
    normals = normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    return replace(mesh, points=points, normals=normals.astype(np.float32))


def noise(points: Array, scale: float, rng: Random, octaves: int = 3, waves: int = 14) -> Array:
    """Smooth noise N about 0 (deviation about 1) of that scale (metres from hill to hill) at points N×3."""
    total = np.zeros(len(points), np.float64)
    for octave in range(octaves):
        ways = rng.normal(0, 1, (waves, 3))
        ways *= (2 * np.pi * 2**octave / scale) / np.linalg.norm(ways, axis=1, keepdims=True)
        ways *= rng.uniform(0.6, 1.4, (waves, 1))
        phase = rng.uniform(0, 2 * np.pi, waves)
        total += np.sin(points @ ways.T + phase).sum(1) * 0.5**octave
    power = sum(0.25**octave for octave in range(octaves)) * waves / 2
    return (total / np.sqrt(power)).astype(np.float32)


def tone(code: str) -> Array:
    """The albedo, three numbers, of what looks ``rrggbb`` in full light."""
    return (linear(rgb(code.removeprefix("#"))) * BRIGHTEST).astype(np.float32)


def mixed(low: Array, high: Array, share: Array) -> Array:
    """Colours N×3 between two (each 3 or N×3) by the ``share`` N of the second."""
    part = np.clip(share, 0, 1)[:, None]
    return (low * (1 - part) + high * part).astype(np.float32)


def coloured(mesh: Mesh, colours: Array) -> Mesh:
    """The mesh in those albedos: three numbers or N×3."""
    made = np.broadcast_to(np.clip(colours, 0.0, BRIGHTEST), mesh.points.shape)
    return replace(mesh, colours=np.ascontiguousarray(made, np.float32))


def bent(mesh: Mesh, way: Callable[[Array], Array]) -> Mesh:
    """The mesh with its points moved by ``way`` (N×3 → N×3), smooth again."""
    return smooth(replace(mesh, points=way(mesh.points).astype(np.float32)))
