"""Bodies of a room that are not flat: what is turned on a lathe, and leaves."""

from collections.abc import Sequence
from dataclasses import InitVar, dataclass, field
from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.channels import spread
from core.scenes.parts.interior_eye import Canvas, Eye, covered, f32, lost, window_of
from core.scenes.parts.same import while_small

ROUND = np.linspace(0, 2 * np.pi, 20, endpoint=False)


@dataclass
class Turned:
    """A body turned on a lathe, upright at (x, z): ``shape`` K×2 of height and radius from its foot up.
    ``gloss`` is how bright its highlight is; ``glow`` what it emits; ``hollow`` shows a dark inside from
    above."""

    x: float
    z: float
    shape: InitVar[Sequence[Sequence[float]] | Array]
    albedo: Array
    gloss: float = 0.0
    glow: Array | None = None
    hollow: bool = False
    profile: Array = field(init=False)
    bounds: Array = field(init=False)

    def __post_init__(self, shape: Sequence[Sequence[float]] | Array) -> None:
        self.profile = np.array(shape, np.float32)
        reach, low, high = self.profile[:, 1].max(), self.profile[:, 0].min(), self.profile[:, 0].max()
        self.bounds = np.array(
            [[self.x - reach, low, self.z - reach], [self.x + reach, high, self.z + reach]], np.float32
        )

    ANGLES = np.deg2rad([-80, -40, 0, 40, 80]).astype(np.float32)
    ROWS = 4

    def spots(self) -> tuple[Array, Array]:
        """Five directions around at four heights, from the top down."""
        return _spots(self.profile.tobytes(), float(self.x), float(self.z))

    def draw(self, canvas: Canvas, eye: Eye, lit: Array) -> None:
        """Its outline, shaded by the direction that each column faces."""
        if eye.mirror and self.glow is None and lost(self.bounds, eye):
            return
        seen = while_small(_seen, eye.height)(self.profile.tobytes(), self.x, self.z, eye)
        if seen is None:
            return
        (left, top), near = seen.corner, seen.near
        made = self._shaded(seen, lit)
        canvas.put(left, top, made, seen.mask, near)
        if self.hollow and not eye.mirror and eye.up > self.profile[-1, 0]:
            inside = np.broadcast_to(f32(made.mean((0, 1)) * 0.45), made.shape)
            canvas.put(left, top, inside, seen.rim, near)

    def _shaded(self, seen: "Seen", lit: Array) -> Array:
        """The light of every px of what is seen."""
        known = lit.reshape(self.ROWS, 5, 3)
        shade = cv2.remap(known, seen.across, seen.down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        made = shade * self.albedo
        if self.gloss:
            bright = known.mean(0)
            spot = float(np.sin(self.ANGLES[int(bright.sum(1).argmax())])) * 0.7
            shine = np.exp(-(((seen.side - spot) / 0.13) ** 2))
            made = made + spread(shine, self.gloss * bright.max(0))
        if self.glow is not None:
            made = made + spread(0.75 + 0.25 * np.sqrt(1 - seen.side**2), self.glow)
        return f32(made)


@dataclass(frozen=True)
class Seen:
    """What is turned as an eye sees it in any light: the left and top ``corner`` of its frame, 1/distance,
    how much of each px it covers and its upper opening, how far aside (``side``) a px lies, and where in
    what is known of its light (``across``, ``down``)."""

    corner: tuple[int, int]
    near: float
    mask: Array
    rim: Array
    side: Array
    across: Array
    down: Array


@lru_cache(maxsize=400)
def _seen(shape: bytes, x: float, z: float, eye: Eye) -> Seen | None:
    """How an eye sees what is turned by that profile at (x, z); ``None`` outside the frame."""
    profile = np.frombuffer(shape, np.float32).reshape(-1, 2)
    count = len(profile)
    axis = np.stack([np.full(count, x), profile[:, 0], np.full(count, z)], 1)
    seen = eye.project(f32(axis))
    near = float(seen[0, 2])
    radius = profile[:, 1] * eye.focal * eye.height * near
    tilt = abs(eye.up - (-1 if eye.mirror else 1) * float(profile[:, 0].mean())) * near
    ring = np.stack([np.cos(ROUND), tilt * np.sin(ROUND)], 1)
    foot, rim = (seen[i, :2] + radius[i] * ring for i in (0, -1))
    aside = np.stack([radius, np.zeros(count)], 1)
    edge = np.concatenate([seen[:, :2] - aside, (seen[:, :2] + aside)[::-1]])
    frame = window_of(f32(np.concatenate([edge, foot, rim])), eye.width, eye.height)
    if frame is None:
        return None
    left, top, right, bottom = frame
    size, corner = (right - left, bottom - top), np.array([left, top])
    mask = covered([polygon - corner for polygon in (edge, foot, rim)], size)
    row, column = np.arange(top, bottom, dtype=np.float32), np.arange(left, right, dtype=np.float32)
    order = np.argsort(seen[:, 1])
    wide = np.interp(row, seen[order, 1], f32(radius)[order])[:, None]
    side = f32(np.clip((column[None] - seen[0, 0]) / np.maximum(wide, 0.3), -1, 1))
    across = f32(np.arcsin(side) / Turned.ANGLES[-1] * 2 + 2)
    ends = [Turned.ROWS - 1, 0] if eye.mirror else [0, Turned.ROWS - 1]
    down = f32(np.interp(row, seen[order[[0, -1]], 1], ends))[:, None]
    down = np.ascontiguousarray(np.broadcast_to(down, across.shape))
    return Seen((left, top), near, mask, covered([rim - corner], size), side, across, down)


@lru_cache(maxsize=512)
def _spots(profile: bytes, x: float, z: float) -> tuple[Array, Array]:
    """The spots of what is turned, which are the same in other light."""
    height, radius = np.frombuffer(profile, np.float32).reshape(-1, 2).T
    rows = np.linspace(height[-1], height[0], Turned.ROWS)
    step = 0.06 * (height[-1] - height[0])
    wide, above, below = (np.interp(rows + shift, height, radius) for shift in (0.0, step, -step))
    tip = np.clip((below - above) / (2 * step), -3, 3)
    long = np.sqrt(1 + tip**2)
    across, toward = np.outer(1 / long, np.sin(Turned.ANGLES)), np.outer(1 / long, -np.cos(Turned.ANGLES))
    normals = np.stack([across, np.repeat((tip / long)[:, None], 5, 1), toward], -1)
    around = normals * np.array([1, 0, 1]) * wide[:, None, None]
    points = around + np.array([x, 0, z]) + rows[:, None, None] * np.array([0, 1, 0])
    made = f32(points).reshape(-1, 3), f32(normals).reshape(-1, 3)
    for values in made:
        values.setflags(write=False)
    return made


@dataclass
class Leaves:
    """Leaves K×P×3 (points of each outline in the room), their colours K×3, drawn from the farthest; light
    passes through them in part."""

    outlines: Array
    colours: Array
    bounds: Array = field(init=False)

    def __post_init__(self) -> None:
        points = self.outlines.reshape(-1, 3)
        self.bounds = np.stack([points.min(0), points.max(0)])

    def spots(self) -> tuple[Array, Array]:
        """Each leaf's middle, with both its normals."""
        middle = self.outlines.mean(1)
        count = self.outlines.shape[1]
        normal = np.cross(
            self.outlines[:, count // 4] - self.outlines[:, 0],
            self.outlines[:, -(count // 4)] - self.outlines[:, 0],
        )
        normal = normal / (np.linalg.norm(normal, axis=1, keepdims=True) + 1e-9)
        return np.concatenate([middle, middle]).astype(np.float32), np.concatenate([normal, -normal]).astype(
            np.float32
        )

    def draw(self, canvas: Canvas, eye: Eye, lit: Array) -> None:
        """Each leaf in one colour: what falls on its brighter side, and part of what falls on the other."""
        count = len(self.outlines)
        seen = eye.project(self.outlines)
        frame = window_of(seen[..., :2].reshape(-1, 2), eye.width, eye.height)
        if frame is None:
            return
        left, top, right, bottom = frame
        front, back = lit[:count], lit[count:]
        light = (np.maximum(front, back) * 0.75 + np.minimum(front, back) * 0.5) * self.colours
        zoom, size = 3, (right - left, bottom - top)
        patch = np.zeros((size[1] * zoom, size[0] * zoom, 4), np.float32)
        shapes = (((seen[..., :2] - [left, top] + 0.5) * zoom - 0.5) * 16).astype(np.int32)
        for i in np.argsort(seen[..., 2].mean(1)):
            cv2.fillPoly(patch, [shapes[i]], (*light[i].tolist(), 1.0), cv2.LINE_8, 4)
        small = cv2.resize(patch, size, interpolation=cv2.INTER_AREA)
        share = small[..., 3]
        colour = small[..., :3] / np.maximum(share, 1e-3)[..., None]
        canvas.put(left, top, f32(colour), share, float(seen[..., 2].mean()))
