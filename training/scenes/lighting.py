"""Light as it falls on backdrops and tables: even, from a side, as a spot, or through windows and leaves."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, blur, grid, ramp

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
STRIKING = ("side", "dramatic", *GOBOS)
"""Kinds of light that nobody who describes the picture would leave out."""
PALE = 0.76
"""Mean of the channels from which on a colour is pale: beige, cream and the pastels are."""
SIDES = {-1: ["light from the left", "lit from the left"], 1: ["light from the right", "lit from the right"]}


@dataclass(frozen=True)
class Light:
    """How bright each pixel is lit (H×W×3, about 0…1.15), its wordings, and what ``Scene`` wants to know."""

    level: Array
    words: list[str]
    side: float
    hardness: float
    kind: str = "soft"

    def spoken(self, rng: Random, phrases: Sequence[str]) -> list[str]:
        """``phrases``, and each once more with the light in it where that is half of the picture: what a
        scene shows without saying so is learned as a blur of all that it might show."""
        if self.kind not in STRIKING:
            return list(phrases)
        said = [self.words, *([SIDES[int(np.sign(self.side))]] if self.kind not in GOBOS else [])]
        return [
            *phrases,
            *(f"{phrase}, {rng.choice(said[int(rng.integers(len(said)))])}" for phrase in phrases),
        ]

    def details(self) -> list[str | list[str]]:
        """The light as caption facts."""
        facts: list[str | list[str]] = [self.words]
        if self.side:
            facts.append(SIDES[int(np.sign(self.side))])
        return facts


def is_pale(*colours: Array) -> bool:
    """Whether one of the colours is so light that in the shade nobody would call it by its name."""
    return any(float(colour.mean()) > PALE for colour in colours)


def light_kind(rng: Random, pale: bool, two_colours: bool = False) -> str:
    """A light for a backdrop; a ``pale`` one stays bright: nobody calls a dark grey frame white. Where
    ``two_colours`` have to be told apart the frame is seldom dark."""
    shares = [0.17, 0.22, 0.13, 0.12, 0.05, 0.07, 0.05, 0.09, 0.10]
    if two_colours:
        shares = [0.28, 0.32, 0.14, 0.05, 0.02, 0.06, 0.04, 0.05, 0.04]
    if pale:
        shares = [0.4, 0.3, 0.1, 0, 0, 0.06, 0.04, 0.05, 0.05]
    return str(rng.choice(list(LIGHTS), p=shares))


def enough(level: Array, pale: bool) -> Array:
    """The light on what a sentence calls by its colour: half as far from full light, if ``pale`` a third."""
    share = 0.33 if pale else 0.5
    return (1 + share * (level - 1)).astype(np.float32)


def light(rng: Random, height: int, width: int, kind: str, pale: bool = False) -> Light:
    """One of ``LIGHTS`` over a frame; ``pale`` keeps its shadows light, so that white stays white."""
    y, x = grid(height, width)
    aspect = width / height
    if kind in GOBOS:
        side = float(rng.choice([-1, 1]))
        warm = np.array([1.0, 0.965, 0.9], np.float32) if rng.random() < 0.7 else np.ones(3, np.float32)
        lit = gobo(rng, height, width, kind)[..., None]
        shade = rng.uniform(0.5, 0.72) * (1 - pale) + rng.uniform(0.8, 0.9) * pale
        shade = shade * np.array([0.97, 0.99, 1.03], np.float32)
        return Light((shade + (1.06 * warm - shade) * lit).astype(np.float32), LIGHTS[kind], side, 0.7, kind)
    side = float(rng.choice([-1, 1])) if kind in ("side", "dramatic") or rng.random() < 0.3 else 0.0
    across = (x / aspect - 0.5) * (side or rng.uniform(-0.3, 0.3))
    if kind in ("glow", "dramatic"):
        centre = (rng.uniform(0.45, 0.55) + side * rng.uniform(0.1, 0.25)) * aspect, rng.uniform(0.25, 0.45)
        away = np.hypot(x - centre[0], (y - centre[1]) * 1.15) / rng.uniform(0.45, 0.65)
        floor = rng.uniform(0.12, 0.3) if kind == "dramatic" else rng.uniform(0.5, 0.7)
        level = floor + (1.05 - floor) * np.exp(-(away**2))
    else:
        steep = {"bright": 0.05, "soft": 0.14, "side": 0.45}[kind] * rng.uniform(0.7, 1.2)
        level = 1.0 - 0.02 * (kind != "bright") + steep * across - 0.06 * (y - 0.4) ** 2
    return Light(np.repeat(level[..., None], 3, 2).astype(np.float32), LIGHTS[kind], side, 0.25, kind)


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
    soft = blur(lit, rng.uniform(1.0, 3.5))
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
        side = rng.choice([-1, 1])
        root = np.array([0.5 + side * rng.uniform(0.5, 0.7), rng.uniform(-0.2, 0.7)])
        frond(
            rng,
            lit,
            root * size,
            np.pi * (side > 0) + rng.uniform(-0.5, 0.6) * -side,
            rng.uniform(0.7, 1.1) * size,
        )
    return lit


def frond(rng: Random, lit: Array, at: Array, course: float, length: float) -> None:
    """One palm frond: a bending stem with long narrow leaflets that lean toward its tip."""
    count, bend = int(rng.integers(22, 34)), rng.normal(0, 0.02)
    for i in range(count):
        course += bend
        step = np.array([np.cos(course), np.sin(course)]) * length / count
        cv2.line(lit, *(tuple(int(v) for v in p) for p in (at, at + step)), 0.0, 2)
        at = at + step
        reach = 0.42 * length * np.sin(np.pi * (0.12 + 0.83 * i / count)) * rng.uniform(0.85, 1.05)
        for sign in (-1, 1):
            lean = course + sign * (0.95 - 0.5 * i / count) + rng.normal(0, 0.05)
            aim = np.array([np.cos(lean), np.sin(lean)])
            aside = np.array([-aim[1], aim[0]]) * max(1.2, length * 0.011)
            leaf = [at, at + aim * reach * 0.45 + aside, at + aim * reach, at + aim * reach * 0.45 - aside]
            cv2.fillPoly(lit, [np.array(leaf, np.int32)], 0.0)


def dapple(rng: Random, size: int, _: bool) -> Array:
    """Sun through a tree: leaves' shadows in clusters, near ones sharper, round spots between them."""
    lit = np.ones((size, size), np.float32)
    for soft, count in ((5.0, 90), (1.5, 60)):
        layer = np.ones((size, size), np.float32)
        stems = rng.uniform(0, size, (int(rng.integers(4, 8)), 2))
        for _ in range(count):
            at = stems[rng.integers(len(stems))] + rng.normal(0, size * 0.13, 2)
            long = rng.uniform(0.03, 0.07) * size
            axes = int(long), int(long * rng.uniform(0.3, 0.5))
            cv2.ellipse(layer, (int(at[0]), int(at[1])), axes, rng.uniform(0, 180), 0, 360, 0.0, -1)
        lit *= blur(layer, soft)
    return lit
