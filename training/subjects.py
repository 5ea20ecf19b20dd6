"""Stand-in subjects: smooth solid shapes put on a scene's ground, with contact shade and disparity.

They teach the model that something known stands there, that the floor goes on around it, what shade it
throws, and that nothing of it is to be repainted. The shapes are silhouettes of revolution (bottles, jars,
cups), boxes, blobs and busts in random colours and patterns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from core.scenes.painting import Stand
from core.scenes.parts.canvas import Array, blur, grid, mix, noise, ramp
from training.boxes import Box, chosen_box, nearness
from training.scenes.captioned import Scene

Random = np.random.Generator


@dataclass(frozen=True)
class Composite:
    """A scene with a subject in it: the picture, the scene behind it with its contact shade, the
    disparity with it, and its coverage 0…1 (1 = subject)."""

    image: Array
    backdrop: Array
    depth: Array
    alpha: Array


@dataclass(frozen=True)
class Cutout:
    """A real subject: H×W×4 uint8, cropped to what is opaque."""

    pixels: npt.NDArray[np.uint8]

    def drawn(self, height: int, width: int, box: Box) -> tuple[Array, Array]:
        """Coverage H×W and colour H×W×3 of the subject fitted into ``box`` at its own aspect."""
        tall, wide = self.pixels.shape[:2]
        scale = min(box.tall * height / tall, box.wide * height / wide)
        left = (box.left + box.wide / 2) * height - wide * scale / 2
        matrix = np.array([[scale, 0, left], [0, scale, box.foot * height - tall * scale]], np.float32)
        small = cv2.warpAffine(self.pixels, matrix, (width, height), flags=cv2.INTER_AREA)
        return small[..., 3].astype(np.float32) / 255, small[..., :3].astype(np.float32) / 255


def load_cutouts(folder: Path | None) -> list[Cutout]:
    """The PNGs with transparency in ``folder``, at most 512 px; none without a folder."""
    made: list[Cutout] = []
    for path in sorted(folder.glob("*.png")) if folder else []:
        with Image.open(path) as opened:
            opened.thumbnail((512, 512))
            pixels = np.asarray(opened.convert("RGBA"))
        rows, columns = (np.flatnonzero(pixels[..., 3].max(axis=axis) > 127) for axis in (1, 0))
        if len(rows) and len(columns):
            made.append(Cutout(pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].copy()))
    return made


def silhouette(rng: Random, height: int, width: int, box: Box) -> Array:
    """Coverage 0…1 of one drawn shape that fills ``box``."""
    y, x = grid(height, width)
    u, v = (x - box.left) / box.wide * 2 - 1, (y - box.top) / box.tall
    kind = str(rng.choice(["turned", "box", "blob", "bust", "ellipse"], p=[0.35, 0.2, 0.2, 0.15, 0.1]))
    soft = 1.2 / (height * box.wide)
    if kind == "turned":
        knots = np.concatenate([rng.uniform(0.25, 0.8, 2), rng.uniform(0.5, 1.0, 4)])
        profile = np.interp(v, np.linspace(0, 1, 6), knots)
        inside = ramp(profile - np.abs(u), -soft, soft)
    elif kind == "box":
        corner = rng.uniform(0.0, 0.15)
        inside = ramp(
            1 - corner - np.maximum(np.abs(u) - corner * 2 * (np.abs(v - 0.5) > 0.45), 0), -soft, soft
        )
    elif kind == "blob":
        radius = 1 + 0.35 * noise(rng, height, width, 3, 2)
        inside = ramp(radius - np.hypot(u, (v - 0.5) * 2) * 1.15, -soft, soft)
    elif kind == "bust":
        head = 0.42 - np.hypot(u * 0.95, (v - 0.25) * 1.7)
        body = np.where(v > 0.45, 1.0 - np.abs(u) - 0.25 * np.exp(-(v - 0.45) / 0.12), -1.0)
        inside = ramp(np.maximum(head, body), -soft, soft)
    else:
        inside = ramp(1 - np.hypot(u, (v - 0.5) * 2), -soft, soft)
    return (inside * (v > 0) * (v < 1)).astype(np.float32)


def paint(rng: Random, alpha: Array, left: float, wide: float) -> Array:
    """Colour of the subject: plain, patterned or banded, shaded from one side."""
    height, width = alpha.shape
    y, x = grid(height, width)
    base, second = rng.uniform(0.03, 0.97, 3), rng.uniform(0.03, 0.97, 3)
    if rng.random() < 0.3:
        base = np.full(3, rng.uniform(0.03, 0.97)) + rng.normal(0, 0.02, 3)
    image = np.broadcast_to(base.astype(np.float32), (height, width, 3)).astype(np.float32)
    pattern = rng.random()
    if pattern < 0.35:
        image = mix(
            image,
            second.astype(np.float32),
            ramp(noise(rng, height, width, rng.uniform(3, 20), 3), -0.1, 0.3),
        )
    elif pattern < 0.6:
        band = ramp(np.abs(y - rng.uniform(0.3, 0.8)), 0.05, 0.06)
        image = mix(image, second.astype(np.float32), 1 - band)
    side = np.clip((x - left) / wide, 0, 1)
    turned = 0.75 + 0.45 * np.sin(
        np.pi * np.clip(side * rng.uniform(0.7, 1.3) + rng.uniform(-0.2, 0.2), 0, 1)
    )
    return np.clip(image * turned[..., None], 0, 1).astype(np.float32)


def place(rng: Random, scene: Scene, cutouts: Sequence[Cutout] = ()) -> Composite:
    """Stand one subject (sometimes two) on the scene's ground, cut off by the lower edge now and then.

    Drawn shapes, and half the time one of ``cutouts`` where there are any.
    """
    image, backdrop, depth = scene.image.copy(), scene.image.copy(), scene.depth.copy()
    coverage = np.zeros(scene.depth.shape, np.float32)
    for _ in range(1 if rng.random() < 0.88 else 2):
        box = chosen_box(rng, scene)
        if cutouts and rng.random() < 0.5:
            shape, colour = cutouts[int(rng.integers(len(cutouts)))].drawn(*scene.depth.shape, box)
            colour = np.clip(colour * rng.uniform(0.7, 1.2, 3).astype(np.float32), 0, 1)
        else:
            shape = silhouette(rng, *scene.depth.shape, box)
            colour = paint(rng, shape, box.left, box.wide)
        shade = ground_shade(rng, scene, shape, box)
        image, backdrop = image * (1 - shade), backdrop * (1 - shade)
        if scene.mirror > 0.02 and box.foot < 1 and not box.hangs:
            seen = reflection(shape, colour, box.foot, scene.mirror)
            image, backdrop = (mix(each, seen[0], seen[1]) for each in (image, backdrop))
        image = mix(image, colour, shape)
        depth = np.maximum(depth, shape * nearness(scene, box))
        coverage = np.maximum(coverage, shape)
    return Composite(np.clip(image, 0, 1), backdrop, np.clip(depth, 0, 1).astype(np.float32), coverage)


def ground_shade(rng: Random, scene: Scene, shape: Array, box: Box) -> Array:
    """Darkness H×W×1 that a subject brings to the ground: contact shade and the shadow that it casts."""
    height, width = shape.shape
    if box.foot >= 1.0 or box.hangs:
        return np.zeros((height, width, 1), np.float32)
    contact = contact_shade(rng, height, width, box) * scene.shade
    if box.stands_on is not None:
        # Beside a podium there is nothing at that height for a shade to fall on.
        return contact * surface(box.stands_on, height, width)[..., None]
    if scene.hardness < 0.15:
        return contact
    cast = cast_shadow(shape, box, scene.light_from, rng.uniform(-0.35, 0.1), scene.hardness)
    floor = ramp(grid(height, width)[0], scene.horizon - 0.04, scene.horizon + 0.02)
    dark = cast * floor * scene.shade * (0.35 + 0.55 * scene.hardness)
    return 1 - (1 - contact) * (1 - np.clip(dark, 0, 0.85)[..., None])


def surface(stand: Stand, height: int, width: int) -> Array:
    """Where a podium's top and front are, 0…1, its top taken for an ellipse."""
    y, x = grid(height, width)
    across = (x - stand.x) / stand.half
    top = 1 - np.hypot(across, (y - stand.y) / max(stand.deep, 1e-3))
    front = np.minimum(1 - np.abs(across), (y - stand.y) / max(stand.deep, 1e-3))
    return ramp(np.maximum(top, front), -0.03, 0.03)


def cast_shadow(shape: Array, box: Box, light_from: float, lie: float, hardness: float) -> Array:
    """The silhouette laid on the ground, away from the light, softer the farther it falls (0…1).

    ``lie`` says how far back (below 0) or forward it falls, as a share of the subject's height.
    """
    height, width = shape.shape
    foot = box.foot * height
    lean = -light_from * 0.9
    # A point h above the foot falls to x + lean·h, foot + lie·h: the inverse map, for warpAffine.
    forward = np.array([[1, -lean, lean * foot], [0, -lie, foot * (1 + lie)]], np.float32)
    if abs(lie) < 0.05:
        forward[1] = [0, 0.05, foot * 0.95]
    laid = cv2.warpAffine(shape, forward, (width, height))
    soft = height * (0.035 - 0.025 * hardness)
    away = np.clip(np.abs(np.arange(height) - foot) / (0.4 * height), 0, 1)[:, None]
    return (blur(laid, soft * 0.5) * (1 - away) + blur(laid, soft * 2) * away).astype(np.float32)


def reflection(shape: Array, colour: Array, foot: float, strength: float) -> tuple[Array, Array]:
    """Colour and share of what a polished ground shows of the subject, fading with distance."""
    height = shape.shape[0]
    rows = 2 * foot * height - np.arange(height)
    index = np.clip(rows, 0, height - 1).astype(int)
    below = (np.arange(height) > foot * height) & (rows >= 0)
    fade = below * np.exp(-(np.arange(height) / height - foot) / 0.18) * strength
    share = blur(shape[index] * fade[:, None].astype(np.float32), height * 0.006)
    return blur(np.ascontiguousarray(colour[index]), height * 0.01), share


def contact_shade(rng: Random, height: int, width: int, box: Box) -> Array:
    """Darkness H×W×1 on the ground where the subject stands: a narrow core and a wide soft halo."""
    y, x = grid(height, width)
    centre = box.left + box.wide / 2 + box.wide * rng.uniform(-0.12, 0.12)
    away = np.hypot((x - centre) / (box.wide * 0.55), (y - box.foot) / (0.035 + 0.05 * box.wide))
    return np.clip(0.9 * np.exp(-(away**2)) + 0.3 * np.exp(-((away / 2.2) ** 2)), 0, 1.2)[..., None].astype(
        np.float32
    )


def control_map(depth: Array, alpha: Array, scope: str) -> Array:
    """Depth as the model will be given it: the whole frame's, or faded out away from the subject.

    Mirrors ``core.stages.depth.limit_to_subject``: the subject mask is grown by 4 % of the longest
    side and blurred by as much.
    """
    if scope == "frame":
        return depth
    radius = max(1, round(0.04 * max(depth.shape)))
    grown = cv2.dilate(alpha, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)))
    return depth * blur(grown, radius)
