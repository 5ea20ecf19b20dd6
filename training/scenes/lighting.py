"""Light as it falls on backdrops and tables: even, from a side, as a spot, or through windows and leaves."""

from dataclasses import dataclass

import cv2
import numpy as np

from training.scenes.canvas import Array, Random, blur, grid, noise, ramp

GOBOS = {
    "panes": ["window light", "sunlight through a window", "window shadow on the wall", "sunlit"],
    "blinds": ["light through blinds", "venetian blind shadows", "striped shadows", "blinds shadow"],
    "palm": ["palm leaf shadow", "palm shadows", "tropical leaf shadows", "shadow of palm leaves"],
    "leaves": ["leaf shadows", "dappled light", "sunlight through leaves", "plant shadow on the wall"],
}
LIGHTS = {
    "bright": ["bright", "high key", "bright even light", "bright studio light", "airy", "light and airy"],
    "soft": ["soft light", "soft studio light", "softbox lighting", "even lighting", "gentle light"],
    "side": ["light from the side", "directional light", "soft side light", "soft shadows"],
    "glow": ["spotlight", "glowing center", "soft glow behind", "vignette", "spot of light"],
    "dramatic": ["dramatic light", "moody", "low key", "dark moody light", "dark and moody"],
    **GOBOS,
}
SIDES = {-1: ["light from the left", "lit from the left"], 1: ["light from the right", "lit from the right"]}


@dataclass(frozen=True)
class Light:
    """How bright each pixel is lit (H×W×3, about 0…1.15), its wordings, and what ``Scene`` wants to know."""

    level: Array
    words: list[str]
    side: float
    hardness: float

    def details(self) -> list[str | list[str]]:
        """The light as caption facts."""
        facts: list[str | list[str]] = [self.words]
        if self.side:
            facts.append(SIDES[int(np.sign(self.side))])
        return facts


def light_kind(rng: Random, name: str) -> str:
    """A light for a backdrop of that colour; white stays bright: nobody calls a dark grey frame white."""
    shares = [0.4, 0.3, 0.1, 0, 0, 0.06, 0.04, 0.05, 0.05]
    if "white" not in name:
        shares = [0.13, 0.23, 0.17, 0.14, 0.1, 0.07, 0.05, 0.06, 0.05]
    return str(rng.choice(list(LIGHTS), p=shares))


def light(rng: Random, height: int, width: int, kind: str) -> Light:
    """One of ``LIGHTS`` over a frame."""
    y, x = grid(height, width)
    aspect = width / height
    if kind in GOBOS:
        side = float(rng.choice([-1, 1]))
        warm = np.array([1.0, 0.965, 0.9], np.float32) if rng.random() < 0.7 else np.ones(3, np.float32)
        lit = gobo(rng, height, width, kind)[..., None]
        shade = rng.uniform(0.6, 0.8) * np.array([0.97, 0.99, 1.03], np.float32)
        return Light((shade + (1.06 * warm - shade) * lit).astype(np.float32), LIGHTS[kind], side, 0.7)
    side = float(rng.choice([-1, 1])) if kind in ("side", "dramatic") or rng.random() < 0.3 else 0.0
    across = (x / aspect - 0.5) * (side or rng.uniform(-0.3, 0.3))
    if kind in ("glow", "dramatic"):
        centre = (rng.uniform(0.35, 0.65) + side * rng.uniform(0, 0.25)) * aspect, rng.uniform(0.25, 0.5)
        away = np.hypot(x - centre[0], (y - centre[1]) * 1.15) / rng.uniform(0.45, 0.75)
        floor = rng.uniform(0.12, 0.3) if kind == "dramatic" else rng.uniform(0.5, 0.7)
        level = floor + (1.05 - floor) * np.exp(-(away**2))
    else:
        steep = {"bright": 0.05, "soft": 0.14, "side": 0.45}[kind] * rng.uniform(0.7, 1.2)
        level = 1.0 - 0.02 * (kind != "bright") + steep * across - 0.06 * (y - 0.4) ** 2
    return Light(np.repeat(level[..., None], 3, 2).astype(np.float32), LIGHTS[kind], side, 0.25)


def gobo(rng: Random, height: int, width: int, kind: str) -> Array:
    """What the sun leaves on a wall behind a window or leaves: 1 lit, 0 shaded, penumbra soft."""
    size = 160
    lit = {"panes": panes, "blinds": panes, "palm": palms, "leaves": dapple}[kind](
        rng, size, kind == "blinds"
    )
    slant = rng.uniform(-0.5, 0.5)
    corners = np.array([[0, 0], [size, 0], [0, size]], np.float32)
    moved = corners + np.array([[0, slant * 40], [0, -slant * 40], [slant * 120, 0]], np.float32)
    lit = cv2.warpAffine(
        lit, cv2.getAffineTransform(corners, moved), (size, size), borderMode=cv2.BORDER_REFLECT
    )
    soft = blur(lit, rng.uniform(1.2, 4.0))
    # Shadows soften with the distance to what casts them: one corner of the frame is softer than the other.
    mild = blur(lit, 7.0)
    share = ramp(grid(size, size)[1] * rng.choice([-1, 1]), -1.0, 1.0)
    return np.clip(cv2.resize(soft + (mild - soft) * share * 0.8, (width, height)), 0, 1)


def panes(rng: Random, size: int, blinds: bool) -> Array:
    """A window's panes, or the gaps of its blinds."""
    lit = np.zeros((size, size), np.float32)
    rows = int(rng.integers(8, 14)) if blinds else int(rng.integers(2, 4))
    columns = 1 if blinds else int(rng.integers(2, 4))
    left, top = rng.uniform(-0.1, 0.35) * size, rng.uniform(-0.1, 0.2) * size
    wide, tall = rng.uniform(0.5, 0.8) * size / columns, rng.uniform(0.6, 0.9) * size / rows
    gap = (0.45 * tall, 0.0) if blinds else (0.1 * tall, 0.12 * wide)
    for row in range(rows):
        for column in range(columns):
            start = int(left + column * wide), int(top + row * tall)
            end = int(left + (column + 1) * wide - gap[1]), int(top + (row + 1) * tall - gap[0])
            cv2.rectangle(lit, start, end, 1.0, -1)
    return lit


def palms(rng: Random, size: int, _: bool) -> Array:
    """Fronds that reach into the light from the rim."""
    lit = np.ones((size, size), np.float32)
    for _ in range(int(rng.integers(1, 4))):
        root = np.array([rng.choice([-0.1, 1.1]) * size, rng.uniform(-0.1, 0.8) * size])
        target = np.array([rng.uniform(0.35, 0.65), rng.uniform(0.2, 0.8)]) * size
        side = np.array([root[1] - target[1], target[0] - root[0]]) / 160
        count = int(rng.integers(14, 22))
        for i in range(count):
            along = root + (target - root) * (i / count * 1.3) + side * 25 * (i / count) ** 2
            reach = 0.34 * size * np.sin(np.pi * (0.15 + 0.8 * i / count))
            for sign in (-1, 1):
                aim = (target - root) / np.linalg.norm(target - root) * 0.8 + sign * side / np.linalg.norm(
                    side
                )
                tip = along + aim * reach * 0.75 + np.array([0, 0.12 * reach])
                middle = (along + tip) / 2 + aim[::-1] * np.array([-1, 1]) * 2.6
                other = (along + tip) / 2 - aim[::-1] * np.array([-1, 1]) * 2.6
                cv2.fillPoly(lit, [np.array([along, middle, tip, other], np.int32)], 0.0, cv2.LINE_AA)
    return lit


def dapple(rng: Random, size: int, _: bool) -> Array:
    """Sun through a tree's leaves: round spots where it gets through, dense shade elsewhere."""
    cover = noise(rng, size, size, rng.uniform(2.5, 4), 4, gain=0.6)
    return ramp(cover, -0.25, 0.12)
