"""Bodies of a room that are not flat: what is turned on a lathe, and leaves."""

from collections.abc import Sequence
from dataclasses import InitVar, dataclass, field

import cv2
import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.interior import Canvas, Eye, f32, lost, window_of


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
        heights = np.linspace(self.profile[-1, 0], self.profile[0, 0], self.ROWS)
        radii = np.interp(heights, self.profile[:, 0], self.profile[:, 1])
        steps = np.linspace(heights[-1], heights[0], 9)
        slope = np.gradient(np.interp(steps, self.profile[:, 0], self.profile[:, 1]), steps)
        lean = np.interp(heights, steps, slope)
        points, normals = [], []
        for height, radius, tip in zip(heights, radii, lean, strict=True):
            side = np.stack([np.sin(self.ANGLES), np.full(5, -np.clip(tip, -3, 3)), -np.cos(self.ANGLES)], -1)
            side = side / np.linalg.norm(side, axis=1, keepdims=True)
            points.append(np.array([self.x, height, self.z]) + side * [radius, 0, radius])
            normals.append(side)
        return np.concatenate(points).astype(np.float32), np.concatenate(normals).astype(np.float32)

    def draw(self, canvas: Canvas, eye: Eye, lit: Array) -> None:
        """Its outline, shaded by the direction that each column faces."""
        if eye.mirror and self.glow is None and lost(self.bounds, eye):
            return
        axis = np.stack(
            [np.full(len(self.profile), self.x), self.profile[:, 0], np.full(len(self.profile), self.z)], 1
        )
        seen = eye.project(axis.astype(np.float32))
        near = float(seen[:, 2].mean())
        scale = eye.focal * eye.height * near
        radius = self.profile[:, 1] * scale
        flat_ = abs(eye.up - (-1 if eye.mirror else 1) * float(self.profile[:, 0].mean())) * near
        round_ = np.linspace(0, 2 * np.pi, 20, endpoint=False)
        rims = [
            np.stack(
                [seen[i, 0] + radius[i] * np.cos(round_), seen[i, 1] + radius[i] * flat_ * np.sin(round_)], 1
            )
            for i in (0, -1)
        ]
        edge = np.concatenate(
            [
                seen[:, :2] - np.stack([radius, 0 * radius], 1),
                (seen[:, :2] + np.stack([radius, 0 * radius], 1))[::-1],
            ]
        )
        shape = np.concatenate([edge, *rims]).astype(np.float32)
        frame = window_of(shape, eye.width, eye.height)
        if frame is None:
            return
        left, top, right, bottom = frame
        mask = np.zeros((bottom - top, right - left), np.uint8)
        for polygon in (edge, *rims):
            cv2.fillPoly(mask, [np.int32((polygon - [left, top]) * 16)], 255, cv2.LINE_AA, 4)
        row, column = np.arange(top, bottom, dtype=np.float32), np.arange(left, right, dtype=np.float32)
        order = np.argsort(seen[:, 1])
        wide = np.interp(row, seen[order, 1], radius[order])[:, None]
        side = np.clip((column[None] - seen[0, 0]) / np.maximum(wide, 0.3), -1, 1).astype(np.float32)
        across = (np.arcsin(side) / self.ANGLES[-1] * 2 + 2).astype(np.float32)
        down = np.interp(
            row, seen[order[[0, -1]], 1], [0, self.ROWS - 1] if not eye.mirror else [self.ROWS - 1, 0]
        )
        down = np.broadcast_to(down[:, None].astype(np.float32), across.shape).copy()
        shade = cv2.remap(
            lit.reshape(self.ROWS, 5, 3), across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        made = shade * self.albedo
        if self.gloss:
            bright = lit.reshape(self.ROWS, 5, 3).mean(0)
            spot = float(np.sin(self.ANGLES[int(bright.sum(1).argmax())])) * 0.7
            made = made + self.gloss * bright.max(0) * np.exp(-(((side - spot) / 0.13) ** 2))[..., None]
        if self.glow is not None:
            made = made + self.glow * (0.75 + 0.25 * np.sqrt(1 - side**2))[..., None]
        canvas.put(left, top, made.astype(np.float32), f32(mask / np.float32(255)), near)
        if self.hollow and not eye.mirror and eye.up > self.profile[-1, 0]:
            mouth = np.zeros_like(mask)
            cv2.fillPoly(mouth, [np.int32((rims[1] - [left, top]) * 16)], 255, cv2.LINE_AA, 4)
            canvas.put(
                left,
                top,
                np.broadcast_to(f32(made.mean((0, 1)) * 0.45), made.shape),
                f32(mouth / np.float32(255)),
                near,
            )


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
        front, back = lit[:count], lit[count:]
        light = np.maximum(front, back) * 0.75 + np.minimum(front, back) * 0.5
        nearness = seen[..., 2].mean(1)
        for i in np.argsort(nearness):
            cv2.fillPoly(
                canvas.light,
                [np.int32(seen[i, :, :2] * 16)],
                (light[i] * self.colours[i]).tolist(),
                cv2.LINE_AA,
                4,
            )
            cv2.fillPoly(canvas.near, [np.int32(seen[i, :, :2] * 16)], float(nearness[i]), cv2.LINE_8, 4)
