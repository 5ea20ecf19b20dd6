"""Plants and twigs in vases as cut-outs: drawn once at one size, and reduced to where they stand."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, rgb
from core.scenes.parts.gobos import blade, curve

PIXELS = 896
"""Height of a cut-out as it is drawn; half of it is kept."""
GREENS = ("4d6146", "5c7050", "6e7f5e", "7d8c72", "3f5240")
DRIED = ("c9b18d", "b99c74", "d8c6a6", "a98a66")
Drawing = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Cutout:
    """Colour H×W×3 (linear) and coverage H×W, its foot at the bottom's middle; read-only."""

    colour: Array
    cover: Array


class _Sheet:
    """A drawing of colours and coverage, in units of its height: x from the middle, y up from the foot."""

    def __init__(self) -> None:
        self.colour: Drawing = np.zeros((PIXELS, PIXELS, 3), np.uint8)
        self.cover: Drawing = np.zeros((PIXELS, PIXELS), np.uint8)

    def fill(self, points: Array, colour: Array) -> None:
        """A polygon of one colour (sRGB)."""
        texels = np.stack([points[:, 0] + 0.5, 1 - points[:, 1]], 1) * PIXELS - 0.5
        shape = [np.round(texels * 16).astype(np.int32)]
        tone = tuple(int(value) for value in np.clip(colour * 255, 0, 255))
        cv2.fillPoly(self.colour, shape, tone, cv2.LINE_8, 4)
        cv2.fillPoly(self.cover, shape, 255, cv2.LINE_AA, 4)


def _leaf(
    sheet: _Sheet,
    rng: Random,
    base: Array,
    course: float,
    length: float,
    wide: float,
    tone: Array,
    side: float,
) -> None:
    """A leaf in two halves along its midrib, the one that faces the light lighter."""
    whole = blade(base, course, length, wide, float(rng.normal(0, 0.45)), 0.8)
    half = len(whole) // 2
    spine = (whole[:half] + whole[half:][::-1]) / 2
    bow, lean = float(rng.uniform(-0.22, 0.22)), 0.12 * float(np.sin(course))
    for edge, lit in ((whole[:half], 0.12), (whole[half:][::-1], -0.1)):
        for index in range(half - 1):
            # A leaf bends along its length, and its margins turn down: neither half is one tone.
            share = index / (half - 1)
            level = 0.97 + lean + lit * (1 if side * np.sin(course) <= 0 else -1) + bow * (2 * share - 1)
            last = min(index + 2, half - 1)
            middle = (edge + spine) / 2
            for inner, outer, tone_by in ((spine, middle, 1.03), (middle, edge, 0.95)):
                piece = np.concatenate([inner[index : last + 1], outer[index : last + 1][::-1]])
                sheet.fill(piece.astype(np.float32), tone * level * tone_by)
    rib = np.stack([-np.gradient(spine[:, 1]), np.gradient(spine[:, 0])], 1)
    rib = rib / (np.linalg.norm(rib, axis=1, keepdims=True) + 1e-9) * wide * 0.02
    sheet.fill(np.concatenate([spine + rib, (spine - rib)[::-1]]).astype(np.float32), tone * 1.1)


def _vase(sheet: _Sheet, rng: Random, tall: float, wide: float, tone: Array, side: float) -> None:
    """A thrown vase: a turned profile, shaded round."""
    share = np.linspace(0, 1, 40)
    belly = float(rng.uniform(0.3, 0.5))
    half = wide / 2 * (0.55 + 0.45 * np.exp(-(((share - belly) / 0.5) ** 2)) - 0.2 * share**3)
    count = 36
    for index in range(count):
        low, high = -1 + 2 * index / count, -1 + 2 * (index + 1.2) / count
        middle = (low + high) / 2
        lit = 0.55 + 0.5 * np.clip(0.55 + 0.6 * side * middle - 0.35 * middle**2, 0, 1)
        strip = np.concatenate(
            [np.stack([half * low, share * tall], 1), np.stack([half * min(high, 1), share * tall], 1)[::-1]]
        )
        sheet.fill(strip.astype(np.float32), tone * lit)


@lru_cache(maxsize=16)
def cutout(kind: str, seed: tuple[int, int], side: int) -> Cutout:
    """A ``plant`` in a pot or a ``branch`` in a vase, lit from ``side`` (-1 left, 1 right)."""
    rng = np.random.default_rng(seed)
    sheet = _Sheet()
    clay = rgb(str(rng.choice(["e4ddd2", "c9b9a6", "a8795f", "77736d", "d8cfc4"])))
    if kind == "branch":
        _branches(sheet, rng, side)
        _vase(sheet, rng, 0.3, float(rng.uniform(0.14, 0.2)), clay, side)
    else:
        _foliage(sheet, rng, side)
        _vase(sheet, rng, 0.26, float(rng.uniform(0.24, 0.3)), clay, side)
    kept = PIXELS // 2
    cover = cv2.resize(sheet.cover, (kept, kept), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    # Colours run on beyond the edge, or the edge would darken when it is reduced.
    weight = cv2.GaussianBlur(cover, (0, 0), 1.5) + 1e-4
    colour = to_linear(
        cv2.resize(sheet.colour, (kept, kept), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    )
    spread = cv2.GaussianBlur(colour * cover[..., None], (0, 0), 1.5) / weight[..., None]
    inside = np.clip(cover * 2 - 1, 0, 1)[..., None]
    made = (spread * (1 - inside) + colour * inside).astype(np.float32)
    made.setflags(write=False)
    cover.setflags(write=False)
    return Cutout(made, cover)


def _branches(sheet: _Sheet, rng: Random, side: int) -> None:
    """Three to five twigs with small leaves, green or dried."""
    codes = DRIED if rng.random() < 0.45 else GREENS
    slim = float(rng.uniform(0.3, 0.6))
    for _ in range(int(rng.integers(3, 6))):
        start = np.array([rng.normal(0, 0.012), 0.27], np.float32)
        course, length = float(np.pi / 2 + rng.normal(0, 0.28)), float(rng.uniform(0.4, 0.62))
        points, turn = curve(start, course, float(rng.normal(0, 0.5)), length, 50)
        normal = np.stack([-np.sin(turn), np.cos(turn)], 1) * 0.0025
        sheet.fill(
            np.concatenate([points + normal, (points - normal)[::-1]]).astype(np.float32), rgb("6a5845")
        )
        for index in range(12, 50, 2):
            way = (1 if index % 4 else -1) * rng.uniform(0.4, 1.1)
            reach = rng.uniform(0.05, 0.085) * (1.1 - 0.5 * index / 50)
            tone = rgb(str(rng.choice(codes))) * rng.uniform(0.8, 1.12)
            _leaf(sheet, rng, points[index], float(turn[index] + way), reach, reach * slim, tone, side)


def _foliage(sheet: _Sheet, rng: Random, side: int) -> None:
    """A bushy plant of large leaves on stems, those at the back darker."""
    wide = float(rng.uniform(0.3, 0.55))
    codes = GREENS[:3] if rng.random() < 0.6 else GREENS[1:4]
    count = int(rng.integers(16, 26))
    for index in range(count):
        course = float(np.pi / 2 + np.clip(rng.normal(0, 0.45), -0.7, 0.7))
        start = np.array([rng.normal(0, 0.02), 0.24], np.float32)
        length = float(rng.uniform(0.14, 0.42))
        points, turn = curve(start, course, float(0.35 * (course - np.pi / 2)), length, 24)
        normal = np.stack([-np.sin(turn), np.cos(turn)], 1) * 0.003
        deep = 0.5 + 0.55 * index / count
        sheet.fill(
            np.concatenate([points + normal, (points - normal)[::-1]]).astype(np.float32),
            rgb("5d6b48") * deep,
        )
        reach = float(rng.uniform(0.13, 0.2))
        tone = rgb(str(rng.choice(codes))) * deep * rng.uniform(0.9, 1.1)
        _leaf(sheet, rng, points[-1], float(turn[-1] + rng.normal(0, 0.4)), reach, reach * wide, tone, side)
