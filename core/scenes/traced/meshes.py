"""Triangles: the shapes that sets are built of, as arrays."""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array

Faces = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Mesh:
    """``points`` N×3, ``faces`` M×3, texture coordinates ``uv`` N×2 if any, unit ``normals`` N×3 if it is to
    look smooth, linear ``colours`` N×3 if any (mitsuba's ``vertex_color``)."""

    points: Array
    faces: Faces
    uv: Array | None = None
    normals: Array | None = None
    colours: Array | None = None

    def moved(self, x: float, y: float, z: float) -> "Mesh":
        """The same shape elsewhere."""
        points = (self.points + np.array([x, y, z], np.float32)).astype(np.float32)
        return replace(self, points=points)

    def turned(self, angle: float) -> "Mesh":
        """The same shape turned about the upright axis by ``angle`` rad."""
        cos, sin = np.cos(angle), np.sin(angle)
        return self.rotated(np.array([[cos, 0, -sin], [0, 1, 0], [sin, 0, cos]], np.float32).T)

    def rotated(self, turn: Array) -> "Mesh":
        """The same shape turned by a rotation matrix 3×3."""
        turn = turn.T.astype(np.float32)
        normals = None if self.normals is None else (self.normals @ turn).astype(np.float32)
        return replace(self, points=(self.points @ turn).astype(np.float32), normals=normals)

    def scaled(self, by: float) -> "Mesh":
        """The same shape ``by`` times as large."""
        return replace(self, points=(self.points * np.float32(by)).astype(np.float32))

    def turned_uv(self, angle: float) -> "Mesh":
        """The same shape with its texture turned by ``angle`` rad."""
        if self.uv is None:
            return self
        cos, sin = np.cos(angle), np.sin(angle)
        turn = np.array([[cos, -sin], [sin, cos]], np.float32)
        return replace(self, uv=(self.uv @ turn).astype(np.float32))

    def shape(self, name: str, bsdf: dict[str, Any], emitter: dict[str, Any] | None = None) -> Any:
        """The mesh as mitsuba's shape of that material."""
        import mitsuba

        mi: Any = mitsuba

        properties = mi.Properties()
        properties["mesh_bsdf"] = mi.load_dict(bsdf)
        if emitter is not None:
            properties["mesh_emitter"] = mi.load_dict(emitter)
        made = mi.Mesh(
            name,
            len(self.points),
            len(self.faces),
            has_vertex_normals=self.normals is not None,
            has_vertex_texcoords=self.uv is not None,
            props=properties,
        )
        if self.colours is not None:
            made.add_attribute("vertex_color", 3, np.ascontiguousarray(self.colours, np.float32).ravel())
        values = mi.traverse(made)
        values["vertex_positions"] = np.ascontiguousarray(self.points, np.float32).ravel()
        values["faces"] = np.ascontiguousarray(self.faces, np.uint32).ravel()
        if self.normals is not None:
            values["vertex_normals"] = np.ascontiguousarray(self.normals, np.float32).ravel()
        if self.uv is not None:
            values["vertex_texcoords"] = np.ascontiguousarray(self.uv, np.float32).ravel()
        values.update()
        return made


def joined(meshes: list[Mesh]) -> Mesh:
    """Several meshes as one; what else they have than points is kept where all have it."""
    starts = np.cumsum([0, *(len(mesh.points) for mesh in meshes)])
    faces = [mesh.faces + start for mesh, start in zip(meshes, starts, strict=False)]
    return Mesh(
        np.concatenate([mesh.points for mesh in meshes]),
        np.concatenate(faces).astype(np.uint32),
        _of_all([mesh.uv for mesh in meshes]),
        _of_all([mesh.normals for mesh in meshes]),
        _of_all([mesh.colours for mesh in meshes]),
    )


def _of_all(arrays: list[Array | None]) -> Array | None:
    have = [array for array in arrays if array is not None]
    return np.concatenate(have) if len(have) == len(arrays) else None


def lattice(rows: int, columns: int, closed: bool = False) -> Faces:
    """Faces between the points of a grid of ``rows`` × ``columns``; ``closed`` joins the last column to the
    first."""
    row, column = np.meshgrid(
        np.arange(rows - 1), np.arange(columns if closed else columns - 1), indexing="ij"
    )
    row, column = row.ravel(), column.ravel()
    beside = (column + 1) % columns
    a, b = row * columns + column, row * columns + beside
    c, d = a + columns, b + columns
    return np.concatenate([np.stack([a, c, d], 1), np.stack([a, d, b], 1)]).astype(np.uint32)


def extruded(profile: Array, half: float, tile: float) -> Mesh:
    """A profile of points (z, y) drawn along x from -``half`` to ``half``; textured by its length, one tile
    every ``tile`` units."""
    length = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(profile, axis=0).T))])
    ends = np.array([-half, half], np.float32)
    points = np.stack(
        [
            np.tile(ends, len(profile)),
            np.repeat(profile[:, 1], 2),
            np.repeat(profile[:, 0], 2),
        ],
        1,
    )
    uv = np.stack([np.tile(ends, len(profile)), np.repeat(length, 2)], 1) / tile + 0.5
    return Mesh(points.astype(np.float32), lattice(len(profile), 2), uv.astype(np.float32))


def sweep(front: float, back: float, radius: float, top: float, half: float, tile: float) -> Mesh:
    """Paper from z = ``front`` over the floor to -``back``, curved up by ``radius``, and up to ``top``."""
    turn = np.linspace(0, np.pi / 2, 40)
    curve = np.stack([-back - radius * np.sin(turn), radius - radius * np.cos(turn)], 1)
    profile = np.concatenate([[(front, 0.0)], curve, [(-back - radius, top)]])
    return extruded(profile.astype(np.float32), half, tile)


def floor(front: float, back: float, half: float, tile: float, level: float = 0.0) -> Mesh:
    """Level ground from z = ``front`` to -``back``."""
    profile = np.array([(front, level), (-back, level)], np.float32)
    return extruded(profile, half, tile)


def wall(z: float, bottom: float, top: float, half: float, tile: float) -> Mesh:
    """An upright wall at ``z``; v runs up from 0 at its foot."""
    corners = np.array([(-half, bottom, z), (half, bottom, z), (half, top, z), (-half, top, z)], np.float32)
    uv = np.array([(x / tile, (y - bottom) / tile) for x, y, _ in corners], np.float32)
    return Mesh(corners, np.array([(0, 1, 2), (0, 2, 3)], np.uint32), uv)


def box(
    low: tuple[float, float, float], high: tuple[float, float, float], tile: float, bevel: float = 0.006
) -> Mesh:
    """A block between two corners, its upper edges bevelled so that they catch the light."""
    (x0, y0, z0), (x1, y1, z1) = low, high
    rings = []
    for inset, y in ((0.0, y0), (0.0, y1 - bevel), (bevel * 0.3, y1 - bevel * 0.3), (bevel, y1)):
        rings.append(
            [
                (x0 + inset, y, z1 - inset),
                (x1 - inset, y, z1 - inset),
                (x1 - inset, y, z0 + inset),
                (x0 + inset, y, z0 + inset),
            ]
        )
    parts: list[Mesh] = []
    for lower, upper in pairwise(rings):
        for side in range(4):
            other = (side + 1) % 4
            quad = np.array([lower[side], lower[other], upper[other], upper[side]], np.float32)
            across = quad[:, 2] if side % 2 else quad[:, 0]
            uv = np.stack([across + 0.37 * side, quad[:, 1]], 1) / tile
            parts.append(Mesh(quad, np.array([(0, 1, 2), (0, 2, 3)], np.uint32), uv.astype(np.float32)))
    lid = np.array(rings[-1], np.float32)
    parts.append(Mesh(lid, np.array([(0, 1, 2), (0, 2, 3)], np.uint32), lid[:, [0, 2]] / tile))
    return joined(parts)


def drum(radius: float, height: float, tile: float, bevel: float = 0.015, sides: int = 160) -> Mesh:
    """A round block standing on y = -``height`` with its top at y = 0, its upper edge rounded."""
    turn = np.linspace(0, 2 * np.pi, sides + 1, dtype=np.float32)
    arc = np.linspace(0, np.pi / 2, 7)
    rim = [(radius - bevel + bevel * np.sin(a), -bevel + bevel * np.cos(a)) for a in arc]
    points, uv = list[Array](), list[Array]()
    for number, (r, y) in enumerate([(1e-3, 0.0), *rim, rim[-1], (radius, -height)]):
        ring = np.stack([r * np.cos(turn), np.full(sides + 1, y), r * np.sin(turn)], 1)
        side = number > len(rim)
        points.append(ring)
        uv.append(np.stack([turn * radius, ring[:, 1]], 1) if side else ring[:, [0, 2]])
    made = np.concatenate(points).astype(np.float32), (np.concatenate(uv) / tile).astype(np.float32)
    return Mesh(made[0], lattice(len(rim) + 3, sides + 1)[:, ::-1].copy(), made[1])


def arch(half: float, thick: float, tall: float, deep: float, tile: float, sides: int = 48) -> Mesh:
    """An arch of opening 2 × ``half`` standing on y = 0: straight up to ``tall``, then round; its front at
    z = 0, ``deep`` back, ``thick`` walls."""
    turn = np.linspace(0, np.pi, sides)
    ring = [(np.cos(turn) * r, tall + np.sin(turn) * r) for r in (half, half + thick)]
    outlines: list[Array] = []
    for (x, y), foot in zip(ring, (half, half + thick), strict=True):
        outline = np.stack([np.concatenate([[foot], x, [-foot]]), np.concatenate([[0], y, [0]])], 1)
        outlines.append(outline.astype(np.float32))
    inner, outer = outlines
    bevel = np.float32(0.006)
    toward = (outer - inner) / np.linalg.norm(outer - inner, axis=1, keepdims=True) * bevel
    rings = [
        (inner, -deep),
        (inner, -bevel),
        (inner + toward, 0.0),
        (outer - toward, 0.0),
        (outer, -bevel),
        (outer, -deep),
    ]
    points = np.concatenate([np.column_stack([ring_, np.full(len(ring_), z)]) for ring_, z in rings])
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(inner, axis=0), axis=1))])
    uv: list[Array] = []
    for ring_, z in rings:
        flat = z > -bevel * 0.5
        uv.append(ring_ if flat else np.stack([np.full(len(length), z), length], 1))
    made = np.concatenate(uv).astype(np.float32) / tile
    return Mesh(points.astype(np.float32), lattice(len(rings), len(inner)), made)


def plate(outline: Array, thick: float, tile: float) -> Mesh:
    """A convex outline K×2 (x, y) as a plate whose face is at z = 0, ``thick`` deep, its edge bevelled."""
    bevel = min(0.004, thick * 0.4)
    middle = outline.mean(0)
    away = outline - middle
    inner = middle + away * (1 - bevel / np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-3))
    rings = [(outline, -thick), (outline, -bevel), (inner, 0.0)]
    closed = [np.concatenate([ring, ring[:1]]) for ring, _ in rings]
    points = [
        np.column_stack([ring, np.full(len(ring), z)]) for ring, (_, z) in zip(closed, rings, strict=True)
    ]
    count = len(outline) + 1
    sides = Mesh(
        np.concatenate(points).astype(np.float32),
        lattice(3, count),
        (np.concatenate([p[:, :2] + p[:, 2:] for p in points]) / tile).astype(np.float32),
    )
    face = np.concatenate([[[*middle, 0.0]], points[-1]]).astype(np.float32)
    k = np.arange(1, count, dtype=np.uint32)
    fan = np.stack([np.zeros_like(k), k, k + 1], 1)
    return joined([sides, Mesh(face, fan, (face[:, :2] / tile).astype(np.float32))])


def arch_outline(half: float, spring: float, sides: int = 48) -> Array:
    """A closed arch's outline on y = 0: straight up to ``spring``, then round."""
    turn = np.linspace(0, np.pi, sides)
    x = np.concatenate([[-half, half], np.cos(turn) * half])
    y = np.concatenate([[0.0, 0.0], spring + np.sin(turn) * half])
    return np.stack([x, y], 1).astype(np.float32)


def ball(radius: float, sides: int = 96) -> Mesh:
    """A ball resting on y = 0."""
    turn = np.linspace(0, 2 * np.pi, sides + 1, dtype=np.float32)
    tilt = np.linspace(1e-3, np.pi - 1e-3, sides // 2, dtype=np.float32)[:, None]
    x, z = np.sin(tilt) * np.cos(turn), np.sin(tilt) * np.sin(turn)
    points = radius * np.stack([x, np.broadcast_to(np.cos(tilt), x.shape) + 1, z], -1).reshape(-1, 3)
    return Mesh(points.astype(np.float32), lattice(sides // 2, sides + 1)[:, ::-1].copy())
