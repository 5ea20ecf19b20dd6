"""Upright solids on a floor in exact perspective: polygons extruded to a height, with shading, disparity
and the shadow they cast. A pinhole camera at height 1 looks level; ground points are (across, away)."""

from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, blur, grid


@dataclass(frozen=True)
class Camera:
    """Focal length in frame heights, y of the vanishing line, x of the view's middle, frame in px."""

    focal: float
    vanish: float
    middle: float
    height: int
    width: int

    def project(self, ground: Array, up: float) -> Array:
        """Ground points K×2 lifted by ``up``, as frame positions K×2 in shares of the height."""
        x = self.middle + self.focal * ground[:, 0] / ground[:, 1]
        y = self.vanish + self.focal * (1 - up) / ground[:, 1]
        return np.stack([x, y], 1).astype(np.float32)

    def away(self, y: float) -> float:
        """Distance of the floor seen at row ``y``."""
        return self.focal / (y - self.vanish)


def disc_outline(x: float, away: float, radius: float) -> Array:
    """A circle on the ground."""
    turn = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    return np.stack([x + radius * np.cos(turn), away + radius * np.sin(turn)], 1).astype(np.float32)


def square_outline(x: float, away: float, half: float, deep: float, turn: float) -> Array:
    """A rectangle on the ground, ``half`` wide and ``deep`` deep each way, turned by ``turn`` rad."""
    corners = np.array([[-half, -deep], [half, -deep], [half, deep], [-half, deep]])
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return (corners @ spin.T + [x, away]).astype(np.float32)


def cover(points: Array, camera: Camera) -> Array:
    """Coverage 0…1 of a polygon given in shares of the height."""
    mask = np.zeros((camera.height, camera.width), np.uint8)
    cv2.fillPoly(mask, [np.int32(points * camera.height * 16)], 255, cv2.LINE_AA, 4)
    return mask.astype(np.float32) / 255


def side_light(
    outline: Array, camera: Camera, bottom: float, light_from: float
) -> tuple[Array, Array, Array]:
    """The front faces' columns, their shade 0.76…1.08 by direction to the light, and their disparity."""
    following = np.roll(outline, -1, 0)
    edge = following - outline
    normal = np.stack([edge[:, 1], -edge[:, 0]], 1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True) + 1e-6
    toward = (normal * (outline + following)).sum(1) < 0
    first, second = camera.project(outline, bottom), camera.project(following, bottom)
    # The room's light fills the faces: darker ones would no longer be white or orange to who sees them.
    shade = 0.9 - 0.07 * normal[:, 1] + 0.14 * light_from * normal[:, 0]
    if len(outline) > 8:
        # Many faces stand for a round body: one shade at each face's middle, smooth between.
        columns, shades = (first[toward, 0] + second[toward, 0]) / 2, shade[toward]
        near = (1 / outline[toward, 1] + 1 / following[toward, 1]) / 2
    else:
        columns = np.concatenate([first[toward, 0] + 1e-4, second[toward, 0] - 1e-4])
        shades = np.concatenate([shade[toward], shade[toward]])
        near = np.concatenate([1 / outline[toward, 1], 1 / following[toward, 1]])
    order = np.argsort(columns)
    return columns[order], shades[order], near[order]


def solid(
    image: Array,
    depth: Array,
    camera: Camera,
    outline: Array,
    span: tuple[float, float],
    colour: Array,
    light: float,
) -> None:
    """Draw the extruded outline from ``span[0]`` up to ``span[1]`` into image and depth (1/distance)."""
    y, x = grid(camera.height, camera.width)
    low, high = camera.project(outline, span[0]), camera.project(outline, span[1])
    body = cover(cv2.convexHull(np.concatenate([low, high]))[:, 0], camera)
    columns, shades, near = side_light(outline, camera, span[0], light)
    tall = max(float(low[:, 1].max() - high[:, 1].max()), 1e-3)
    foot = 1 - 0.1 * np.clip((y - high[:, 1].max()) / tall, 0, 1)
    paint(
        image,
        depth,
        body,
        colour * (np.interp(x[0], columns, shades)[None] * foot)[..., None],
        np.interp(x, columns, near),
    )
    top = cover(high, camera)
    across = 1.0 + 0.06 * light * np.clip((x - high[:, 0].mean()) / (np.ptp(high[:, 0]) + 1e-3), -1, 1)
    upward = (y - camera.vanish) / (camera.focal * (1 - span[1]))
    paint(image, depth, top, np.clip(colour * 1.06, 0, 1) * across[..., None], upward)
    # The rim catches the light, as a real edge is never perfectly sharp.
    rim = np.clip(blur(top, 1.0) - blur(np.roll(top, -2, 0), 1.0), 0, 1) * body
    image += 0.06 * rim[..., None]


def paint(image: Array, depth: Array, share: Array, colour: Array, near: Array) -> None:
    """Put colour and disparity where ``share`` covers."""
    image += share[..., None] * (colour - image)
    depth[share > 0.5] = near[share > 0.5]


def shadow(rng: Random, camera: Camera, outline: Array, tall: float, light: float, hard: float) -> Array:
    """Darkness 0…1 on the floor: close contact all around and a cast shadow away from the light."""
    foot = cover(camera.project(outline, 0), camera)
    close = blur(foot, 0.018 * camera.height) * 0.55 + blur(foot, 0.06 * camera.height) * 0.35
    reach = np.array([-light * tall * rng.uniform(0.5, 1.1), tall * rng.uniform(0.15, 0.5)], np.float32)
    thrown = np.concatenate([outline, outline + reach])
    hull = cv2.convexHull(thrown.astype(np.float32))[:, 0]
    cast = blur(cover(camera.project(hull, 0), camera), (0.03 - 0.022 * hard) * camera.height)
    return np.clip(close + cast * (0.25 + 0.25 * hard) * (light != 0), 0, 0.8).astype(np.float32)
