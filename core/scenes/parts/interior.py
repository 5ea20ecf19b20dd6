"""The shapes that rooms are built of: bodies of flat faces, boxes and sheets. Room coordinates are those of
``interior_eye``; colours are linear reflectances."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, blur, noise
from core.scenes.parts.interior_eye import Canvas, Eye, Face, Place, covered, f32, lay_face, lost, window_of
from core.scenes.parts.same import while_small


@dataclass
class Solid:
    """Faces that make one body; ``soft`` rounds its outline by so many metres."""

    faces: Sequence[Face]
    bounds: Array
    soft: float = 0.0
    _counts: list[int] = field(default_factory=list[int])

    def spots(self) -> tuple[Array, Array]:
        """The faces' spots, one after the other."""
        both = [face.spots() for face in self.faces]
        self._counts = [len(points) for points, _ in both]
        return np.concatenate([points for points, _ in both]), np.concatenate(
            [normals for _, normals in both]
        )

    def draw(self, canvas: Canvas, eye: Eye, lit: Array) -> None:
        """Draw the faces over their common outline, so that nothing shines through their joints."""
        if eye.mirror and lost(self.bounds, eye):
            return
        parts = np.split(lit, np.cumsum(self._counts)[:-1])
        if len(self.faces) == 1:
            lay_face(self.faces[0], eye, lit, canvas.light, canvas.near, (0, 0))
            return
        places = tuple(face.place for face in self.faces)
        seen = while_small(_outline, eye.height)(places, eye, self.soft)
        if seen is None:
            return
        (left, top), outline, middle = seen
        # Sums by themselves: ``mean`` takes longer to find out what to do than to do it.
        means = [
            np.add.reduce(part, 0) / len(part) * flat(face)
            for face, part in zip(self.faces, parts, strict=True)
        ]
        mean = np.add.reduce(np.array(means), 0) / len(means)
        patch = np.broadcast_to(mean.astype(np.float32), (*outline.shape, 3)).copy()
        if min(outline.shape) < 7:
            # Too small to tell its faces apart.
            canvas.put(left, top, patch, outline, middle)
            return
        near = np.full(outline.shape, middle, np.float32)
        for face, part in zip(self.faces, parts, strict=True):
            if face.mirrored or not eye.mirror:
                lay_face(face, eye, part, patch, near, (left, top))
        canvas.put(left, top, patch, outline, near)


@lru_cache(maxsize=600)
def _outline(places: tuple[Place, ...], eye: Eye, soft: float) -> tuple[tuple[int, int], Array, float] | None:
    """Where the faces of a body are seen: the left and top of their common outline, how much of each px it
    covers, and 1/distance of its middle; ``None`` outside the frame."""
    corners = eye.project(np.concatenate([np.frombuffer(of, kind).reshape(4, 3) for kind, of in places]))
    middle = float(corners[:, 2].mean())
    hull = cv2.convexHull(np.ascontiguousarray(corners[:, :2]))[:, 0]
    box = window_of(hull, eye.width, eye.height)
    if box is None:
        return None
    left, top, right, bottom = box
    outline = covered([hull - np.array([left, top], np.float32)], (right - left, bottom - top))
    if soft:
        reach = soft * eye.focal * eye.height * middle
        outline = np.clip((blur(outline, reach * 0.6) - 0.5) * max(1.2 * reach, 1) + 0.5, 0, 1) * (
            outline > 0
        )
    return (left, top), outline, middle


def flat(face: Face) -> Array:
    """The face's one colour."""
    return face.mean


@lru_cache(maxsize=1)
def _ripples() -> Array:
    """How unevenly cloth that is drawn over something takes the light, 256² about 1."""
    rng = np.random.default_rng(11)
    broad, fine = noise(rng, 256, 256, 5, 3, gain=0.6), noise(rng, 256, 256, 16, 3, stretch=2)
    return (1 + 0.07 * broad + 0.045 * fine).astype(np.float32)


def draped(colour: Array, at: Array) -> Array:
    """A colour as cloth that lies at ``at``: 64×64×3, not quite even."""
    return _draped((colour.dtype.str, colour.tobytes()), (at.dtype.str, at.tobytes()))


@lru_cache(maxsize=400)
def _draped(of: tuple[str, bytes], place: tuple[str, bytes]) -> Array:
    colour, at = (np.frombuffer(values, kind) for kind, values in (of, place))
    row, column = (
        int(abs(at @ np.array(way))) % 190 for way in ((371.0, 913.0, 537.0), (811.0, 233.0, 419.0))
    )
    away = np.abs(np.linspace(-1, 1, 64, dtype=np.float32))
    seam = (
        1
        - 0.3 * np.maximum(away[:, None], away[None]) ** 9
        - 0.12 * (away[:, None] ** 4 + away[None] ** 4) / 2
    )
    return f32((_ripples()[row : row + 64, column : column + 64] * seam)[..., None] * colour)


CORNERS = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], np.float32)
SIDES = (((0, 0, -1), (1, 0, 0)), ((0, 0, 1), (-1, 0, 0)), ((-1, 0, 0), (0, 0, -1)), ((1, 0, 0), (0, 0, 1)))


def box(
    eye: Eye,
    middle: Sequence[float],
    size: Sequence[float],
    albedo: Array,
    *,
    turn: float = 0.0,
    soft: float = 0.0,
    fine: float = 0.3,
    front: Array | None = None,
    glow: Array | None = None,
) -> Solid:
    """A box around ``middle``, ``size`` metres wide, high and deep, turned by ``turn`` rad, its edges rounded
    by ``soft`` metres. ``front`` is a texture for its nearest long side;
    light is known every ``fine`` metres."""
    sides, bounds = _sides(eye.place.tobytes(), tuple(middle), tuple(size), turn, soft, fine)
    faces: list[Face] = []
    for face, nearest in sides:
        colour = front if front is not None and nearest else albedo
        if soft and colour.ndim == 1:
            colour = draped(colour, face.at)
        faces.append(face.painted(colour, glow))
    return Solid(faces, bounds, soft)


UNPAINTED = np.zeros(3, np.float32)


@lru_cache(maxsize=1200, typed=True)
def _sides(
    camera: bytes, middle: tuple[float, ...], size: tuple[float, ...], turn: float, soft: float, fine: float
) -> tuple[list[tuple[Face, bool]], Array]:
    """The sides of a ``box`` that a camera there sees, unpainted, each with whether it is the nearest long
    one, and the box's bounds."""
    place = np.frombuffer(camera, np.float32)
    centre, half = np.array(middle, np.float32), np.array(size, np.float32) / 2
    spin = np.array(
        [[np.cos(turn), 0, np.sin(turn)], [0, 1, 0], [-np.sin(turn), 0, np.cos(turn)]], np.float32
    )
    faces: list[tuple[Face, bool]] = []
    upright = [(np.array(n, np.float32), np.array(u, np.float32)) for n, u in SIDES]
    level = [(np.array([0, s, 0], np.float32), np.array([1, 0, 0], np.float32)) for s in (1.0, -1.0)]
    for normal, u in (*upright, *level):
        v = np.array([0, -1, 0], np.float32) if not normal[1] else np.array([0, 0, -normal[1]], np.float32)
        out = f32(spin @ normal)
        at = f32(centre + spin @ (half * (normal - u - v)))
        if (place - at) @ out <= 1e-3:
            continue
        across, down = f32(spin @ (2 * half * u)), f32(spin @ (2 * half * v))
        most = 6 if fine > 0.1 else 12
        rows, columns = (int(np.clip(np.linalg.norm(edge) / fine + 2, 2, most)) for edge in (down, across))
        bend = 0.0
        if soft:
            rows, columns = max(rows, 6), max(columns, 8)
            bend = float(np.clip(4 * soft / max(np.linalg.norm(across), np.linalg.norm(down)), 0.15, 0.9))
        face = Face(at, across, down, out, UNPAINTED, (rows, columns), None, None, bend, normal[1] != 1)
        for learn in (face.spots, face.corners):
            learn()  # what every copy then knows
        faces.append((face, bool(normal[2] == -1)))
    points = centre + (CORNERS * half) @ spin.T
    return faces, np.stack([points.min(0), points.max(0)]).astype(np.float32)


def sheet(
    at: Sequence[float],
    u: Sequence[float],
    v: Sequence[float],
    albedo: Array,
    *,
    cells: tuple[int, int] = (3, 3),
    glow: Array | None = None,
    alpha: Array | None = None,
    facing: Sequence[float] | None = None,
) -> Solid:
    """One flat face from its upper left corner; its normal toward the camera's side, or ``facing``."""
    first, across, down = (np.array(vector, np.float32) for vector in (at, u, v))
    normal = np.cross(down, across) if facing is None else np.array(facing, np.float32)
    normal = (normal / np.linalg.norm(normal)).astype(np.float32)
    if facing is None and normal[2] > 0:
        normal = -normal
    face = Face(first, across, down, normal, albedo, cells, glow, alpha)
    points = face.corners()
    return Solid([face], np.stack([points.min(0), points.max(0)]))
