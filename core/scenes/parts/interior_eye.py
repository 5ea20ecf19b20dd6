"""An interior in exact perspective: the camera in a room, and flat faces as it sees them.

Room coordinates are metres: x to the right, y up from the floor, z away from the camera, which stands at
x = z = 0 and may be turned about the point where the subject stands. Colours are linear reflectances.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Protocol

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array
from core.scenes.parts.channels import scaled
from core.scenes.parts.same import Same, while_small

Numbers = npt.NDArray[np.floating[Any]]


def f32(values: Numbers) -> Array:
    """The same numbers as float32, which is what pictures are made of."""
    return values.astype(np.float32, copy=False)


def mean_of(texture: Array) -> Array:
    """The one colour of a texture, remembered for those that are used again."""
    return _mean_of(Same(texture)) if texture.size > LARGE else texture.mean((0, 1))


LARGE = 30000
"""Numbers of a texture from which on it takes longer to add them up than to look its mean up."""


@lru_cache(maxsize=64)
def _mean_of(texture: Same) -> Array:
    return texture.values.mean((0, 1))


@dataclass(frozen=True)
class Eye:
    """A level pinhole camera: ``focal`` length in frame heights, ``vanish`` the row of the horizon, ``up``
    metres above the floor, turned by ``turn`` rad about the point ``pivot`` m in front of it; the frame in
    px. ``mirror`` sees what a polished floor reflects."""

    focal: float
    vanish: float
    up: float
    turn: float
    pivot: float
    height: int
    width: int
    mirror: bool = False

    def turned(self, points: Array) -> Array:
        """Room points …×3 in the camera's own axes."""
        (cos, sin), made = self._spin, np.empty(points.shape, np.float32)
        x, z = points[..., 0], points[..., 2] - self.pivot
        made[..., 0] = cos * x - sin * z
        made[..., 1] = -points[..., 1] if self.mirror else points[..., 1]
        made[..., 2] = sin * x + cos * z + self.pivot
        return made

    @cached_property
    def _spin(self) -> tuple[np.float32, np.float32]:
        return np.float32(np.cos(self.turn)), np.float32(np.sin(self.turn))

    def floor(self, column: Numbers, row: Numbers) -> tuple[Array, Array]:
        """Floor points (x, z) seen at ``column`` and ``row``, in shares of the height."""
        away = self.focal * self.up / np.clip(row - self.vanish, 1e-3, None)
        across = (column - self.width / self.height / 2) * away / self.focal
        cos, sin = self._spin
        x, z = across, away - self.pivot
        return f32(cos * x + sin * z), f32(-sin * x + cos * z + self.pivot)

    def project(self, points: Array) -> Array:
        """Room points …×3 as column and row in px and 1/distance, …×3."""
        at = self.turned(points)
        near = 1 / np.maximum(at[..., 2], 0.15)
        at[..., 0] = (self.focal * at[..., 0] * near + self.width / self.height / 2) * self.height - 0.5
        at[..., 1] = (self.vanish + self.focal * (self.up - at[..., 1]) * near) * self.height - 0.5
        at[..., 2] = near
        return at

    @cached_property
    def place(self) -> Array:
        """Where the camera is, in room coordinates."""
        cos, sin = np.cos(self.turn), np.sin(self.turn)
        return np.array([-sin * self.pivot, self.up, self.pivot - cos * self.pivot], np.float32)


@dataclass
class Canvas:
    """A picture in the making: linear light H×W×3 and 1/distance H×W."""

    light: Array
    near: Array

    def put(self, left: int, top: int, patch: Array, share: Array, near: Array | float) -> None:
        """Blend a patch of colour in at its place, by ``share`` 0…1."""
        area = slice(top, top + share.shape[0]), slice(left, left + share.shape[1])
        self.light[area] += scaled(patch - self.light[area], share)
        solid = share > 0.5
        self.near[area][solid] = near[solid] if isinstance(near, np.ndarray) else near


class Thing(Protocol):
    """Something in the room: its box, where light must be known on it, and how it is drawn."""

    bounds: Array

    def spots(self) -> tuple[Array, Array]:
        """Points and normals, N×3 each, at which the light is needed."""
        ...

    def draw(self, canvas: Canvas, eye: Eye, lit: Array) -> None:
        """Draw under the irradiance ``lit`` N×3 at those points."""
        ...


@dataclass
class Face:
    """A flat parallelogram from ``at`` along ``u`` (columns) and ``v`` (rows), seen from the side of
    ``normal``. ``albedo`` is one colour or a texture; ``glow`` what it emits, likewise; ``alpha`` a mask;
    ``cells`` how finely its light is known; ``bend`` rounds its edges' shading, as a share of its size."""

    at: Array
    u: Array
    v: Array
    normal: Array
    albedo: Array
    cells: tuple[int, int] = (3, 3)
    glow: Array | None = None
    alpha: Array | None = None
    bend: float = 0.0
    mirrored: bool = True

    @cached_property
    def mean(self) -> Array:
        """Its one colour."""
        return self.albedo if self.albedo.ndim == 1 else mean_of(self.albedo)

    def spots(self) -> tuple[Array, Array]:
        """Centres of the cells, row by row, and their normals."""
        return self._spotted

    @cached_property
    def _spotted(self) -> tuple[Array, Array]:
        vectors = (self.at, self.u, self.v, self.normal)
        place = tuple((vector.dtype.str, vector.tobytes()) for vector in vectors)
        return _spots(place, self.cells, self.bend)

    def corners(self) -> Array:
        """The four corners, 4×3."""
        return np.frombuffer(self.place[1], self.place[0]).reshape(4, 3)

    @cached_property
    def place(self) -> "Place":
        """The four corners as a key."""
        corners = np.stack([self.at, self.at + self.u, self.at + self.u + self.v, self.at + self.v])
        return corners.dtype.str, corners.tobytes()

    def painted(self, albedo: Array, glow: Array | None) -> "Face":
        """The same face in other colours."""
        made = copy(self)
        made.__dict__.pop("mean", None)
        made.albedo, made.glow = albedo, glow
        return made

    def radiance(self, lit: Array, texels: float) -> Array:
        """Its own light as a texture, no finer than ``texels`` along the longer side."""
        shade = lit.reshape(*self.cells, 3)
        given = self.albedo if self.albedo.ndim == 3 else self.glow
        if given is None or given.ndim == 1:
            fine = tuple(n if n > 12 else 4 * n for n in self.cells)
            made = cv2.resize(shade, fine[::-1], interpolation=cv2.INTER_CUBIC) * self.albedo
            return made if self.glow is None else made + self.glow
        shrink = min(1.0, max(8.0, texels) / max(given.shape[:2]))
        size = (max(2, round(given.shape[1] * shrink)), max(2, round(given.shape[0] * shrink)))
        shade = cv2.resize(shade, size, interpolation=cv2.INTER_LINEAR)
        made = shade * (_sized(self.albedo, size) if self.albedo.ndim == 3 else self.albedo)
        if self.glow is not None:
            made = made + (_sized(self.glow, size) if self.glow.ndim == 3 else self.glow)
        return made.astype(np.float32)


@lru_cache(maxsize=4096)
def _spots(place: tuple[tuple[str, bytes], ...], cells: tuple[int, int], bend: float) -> tuple[Array, Array]:
    """A face's spots, which are the same in other light; ``place`` as types and bytes."""
    at, u, v, normal = (np.frombuffer(values, kind) for kind, values in place)
    rows, columns = cells
    t, s = np.meshgrid((np.arange(rows) + 0.5) / rows, (np.arange(columns) + 0.5) / columns, indexing="ij")
    points = at + s[..., None] * u + t[..., None] * v
    normals = np.broadcast_to(normal, points.shape).astype(np.float32)
    if bend:
        across, down = (vector / np.linalg.norm(vector) for vector in (u, v))
        lean = [np.clip((np.abs(2 * a - 1) - 1 + bend) / bend, 0, 1) * np.sign(a - 0.5) for a in (s, t)]
        normals = normals + 0.9 * (lean[0][..., None] * across + lean[1][..., None] * down)
        normals = normals / np.linalg.norm(normals, axis=-1, keepdims=True)
    made = points.reshape(-1, 3).astype(np.float32), normals.reshape(-1, 3).astype(np.float32)
    for values in made:
        values.setflags(write=False)
    return made


def _sized(texture: Array, size: tuple[int, int]) -> Array:
    if texture.shape[1::-1] == size:
        return texture
    return cv2.resize(texture, size, interpolation=cv2.INTER_AREA)


def window_of(shape: Array, width: int, height: int) -> tuple[int, int, int, int] | None:
    """Left, top, right, bottom px of what a polygon covers of the frame; ``None`` for nothing."""
    low, high = np.floor(shape.min(0)) - 1, np.ceil(shape.max(0)) + 2
    left, top = max(0, int(low[0])), max(0, int(low[1]))
    right, bottom = min(width, int(high[0])), min(height, int(high[1]))
    return (left, top, right, bottom) if right > left and bottom > top else None


def covered(shapes: Sequence[Numbers], size: tuple[int, int]) -> Array:
    """Coverage 0…1 of polygons in px on a patch of (width, height), drawn finer and reduced: OpenCV's own
    antialiasing makes every shape half a pixel wider, so that small pictures would differ from large ones."""
    zoom = 4 if max(size) < 300 else 2
    corners = [(np.clip((shape + 0.5) * zoom - 0.5, -30000, 30000) * 16).astype(np.int32) for shape in shapes]
    if size[0] * size[1] > SMALL:
        return _filled(corners, size, zoom)
    return _remembered(tuple(points.tobytes() for points in corners), size, zoom)


SMALL = 3000
"""Px of a patch whose coverage is remembered, since it is the same in other light."""


@lru_cache(maxsize=2048)
def _remembered(corners: tuple[bytes, ...], size: tuple[int, int], zoom: int) -> Array:
    made = _filled([np.frombuffer(points, np.int32).reshape(-1, 2) for points in corners], size, zoom)
    made.setflags(write=False)
    return made


def _filled(corners: Sequence[npt.NDArray[np.int32]], size: tuple[int, int], zoom: int) -> Array:
    mask = np.zeros((size[1] * zoom, size[0] * zoom), np.uint8)
    for points in corners:
        cv2.fillPoly(mask, [points], 255, cv2.LINE_8, 4)
    return f32(cv2.resize(mask, size, interpolation=cv2.INTER_AREA) / np.float32(255))


def lay_face(face: Face, eye: Eye, lit: Array, patch: Array, near: Array, corner: tuple[int, int]) -> None:
    """Draw one face into a patch of colour and 1/distance whose upper left is ``corner`` of the frame."""
    seat = while_small(_seat, eye.height)(face.place, eye, (patch.shape[1], patch.shape[0]), corner)
    if seat is None:
        return
    (left, top, right, bottom), shape, share = seat.box, seat.shape, seat.share
    inner = (right - left, bottom - top)
    texture = face.radiance(lit, seat.longest)
    rows, columns = texture.shape[:2]
    source = np.array([[-0.5, -0.5], [columns - 0.5, -0.5], [columns - 0.5, rows - 0.5], [-0.5, rows - 0.5]])
    matrix = cv2.getPerspectiveTransform(source.astype(np.float32), shape)
    made = cv2.warpPerspective(
        texture, matrix, inner, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    if face.alpha is not None:
        mask = _sized(face.alpha, (columns, rows)) if rows <= face.alpha.shape[0] else face.alpha
        scale = np.array([mask.shape[1] / columns, mask.shape[0] / rows])
        matrix = cv2.getPerspectiveTransform(((source + 0.5) * scale - 0.5).astype(np.float32), shape)
        share = share * cv2.warpPerspective(mask, matrix, inner, flags=cv2.INTER_LINEAR)
    area = slice(top, bottom), slice(left, right)
    patch[area] += scaled(made - patch[area], share)
    solid = share > 0.5
    near[area][solid] = seat.near[solid]


Place = tuple[str, bytes]
"""A face's corners as type and bytes."""


@dataclass(frozen=True)
class Seat:
    """Where a face lies on a patch, in any light: its ``box`` (left, top, right, bottom) and in it the
    corners' ``shape``, how much of each px it covers and its 1/distance; px of its longest side."""

    box: tuple[int, int, int, int]
    shape: Array
    share: Array
    near: Array
    longest: float


@lru_cache(maxsize=1500)
def _seat(place: Place, eye: Eye, size: tuple[int, int], corner: tuple[int, int]) -> Seat | None:
    """The seat of a face on a patch of (width, height) whose upper left is ``corner``; ``None`` off it."""
    seen = eye.project(np.frombuffer(place[1], place[0]).reshape(4, 3))
    shape = seen[:, :2] - np.array(corner, np.float32)
    box = window_of(shape, *size)
    if box is None:
        return None
    inner = (box[2] - box[0], box[3] - box[1])
    shape = (shape - np.array(box[:2])).astype(np.float32)
    longest = float(np.ptp(shape, 0).max())
    return Seat(box, shape, covered([shape], inner), tilted(shape, seen[:, 2], inner), longest)


def tilted(shape: Array, near: Array, size: tuple[int, int]) -> Array:
    """1/distance of a flat face over a patch of (width, height), linear in the frame; ``near`` at the
    corners ``shape``."""
    (ax, ay), (bx, by) = shape[1] - shape[0], shape[3] - shape[0]
    area, a, b = float(ax * by - ay * bx), float(near[1] - near[0]), float(near[3] - near[0])
    if abs(area) < 1e-3:
        return np.full(size[::-1], near.mean(), np.float32)
    right, down = (a * by - b * ay) / area, (b * ax - a * bx) / area
    x, y = (
        np.arange(size[0], dtype=np.float32) - shape[0, 0],
        np.arange(size[1], dtype=np.float32) - shape[0, 1],
    )
    return np.clip(near[0] + right * x[None] + down * y[:, None], near.min(), near.max()).astype(np.float32)


def lost(bounds: Array, eye: Eye) -> bool:
    """Whether a thing is too small to be made out in a floor's soft reflection."""
    size, away = float(np.ptp(bounds, 0).max()), float(eye.turned(bounds.mean(0))[2])
    return size * eye.focal * eye.height < 12 * away
