"""Trees as pictures of their own: clumps of leaves with normals, lit by the day they are put into."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, rgb
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.outdoors import Day
from core.scenes.parts.perspective import periodic
from core.scenes.parts.sheets import Sheet

LEAVES = {
    "summer": ("2e3a1f", "45552c", "5f7040", "869556"),
    "spring": ("52682f", "6f873f", "93a956", "bcc97f"),
    "autumn": ("6b3f1a", "985a22", "bb7d31", "d3a752"),
    "blossom": ("a8707e", "c9949e", "dfb6bb", "f0dcdc"),
    "scrub": ("4a4428", "665f38", "857a4c", "a39868"),
    "bare": ("4a4038", "62574c", "7a6f64", "aaa6a2"),
    "fir": ("17251a", "223423", "2f4530", "43583f"),
}
SIDE = 256


@lru_cache(maxsize=16)
def crown(variant: int, kind: str) -> Array:
    """A tree's leaves, 256×256×5: normal (right, up, towards us), tone 0…1, alpha. ``kind`` round, tall or
    fir; the crown fills the square, its stem's top in the middle of the lower edge."""
    rng = np.random.default_rng([variant, len(kind)])
    made = np.zeros((SIDE, SIDE, 5), np.float32)
    front = np.full((SIDE, SIDE), -9.0, np.float32)
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) / SIDE
    for at, depth, radius, number in _clumps(rng, kind):
        rows = slice(max(0, int((at[1] - radius) * SIDE)), min(SIDE, int((at[1] + radius) * SIDE) + 2))
        columns = slice(max(0, int((at[0] - radius) * SIDE)), min(SIDE, int((at[0] + radius) * SIDE) + 2))
        u, v = (x[rows, columns] - at[0]) / radius, (y[rows, columns] - at[1]) / (radius * 0.8)
        bulge = 1 - u * u - v * v
        near = depth + radius * np.sqrt(np.clip(bulge, 0, 1))
        shown = (bulge > 0) & (near > front[rows, columns])
        normal = np.dstack([u, -v, np.sqrt(np.clip(bulge, 0, 1)), np.full_like(u, number), np.ones_like(u)])
        made[rows, columns][shown] = normal[shown]
        front[rows, columns][shown] = near[shown]
    return _leafy(rng, made, x, y)


@lru_cache(maxsize=48)
def _reduced(variant: int, kind: str, level: int) -> Array:
    """The crown with 2**level times fewer pixels each way."""
    size = SIDE >> level
    return f32(cv2.resize(crown(variant, kind), (size, size), interpolation=cv2.INTER_AREA))


def _clumps(rng: Random, kind: str) -> list[tuple[tuple[float, float], float, float, float]]:
    """Clumps of leaves: place in the square, depth, radius, tone."""
    found: list[tuple[tuple[float, float], float, float, float]] = []
    if kind == "fir":
        return _boughs(rng)
    for _ in range(95):
        depth, number = float(rng.uniform(-0.4, 0.4)), float(rng.random())
        turn, reach = rng.uniform(0, 2 * np.pi), np.sqrt(rng.random()) * 0.4
        wide = 0.75 if kind == "tall" else 1.0
        at = (0.5 + float(reach * np.cos(turn)) * wide, 0.46 + float(reach * np.sin(turn)))
        found.append((at, depth * (1 - 2 * reach), float(rng.uniform(0.05, 0.115)), number))
    return found


def _boughs(rng: Random) -> list[tuple[tuple[float, float], float, float, float]]:
    """A conifer's boughs, tier below tier, each hanging towards its tip."""
    found: list[tuple[tuple[float, float], float, float, float]] = []
    slim = float(rng.uniform(0.17, 0.24))
    for down in np.linspace(0.02, 0.97, 25):
        reach = slim * float(down) ** 0.9 * float(rng.uniform(0.75, 1.2)) + 0.008
        for turn in rng.uniform(0, 2 * np.pi, 7):
            number, droop = float(rng.random()), float(rng.uniform(0.15, 0.45))
            for share in (0.15, 0.4, 0.65, 0.9):
                out = reach * share
                at = (0.5 + out * float(np.cos(turn)), float(down) + droop * out * (0.4 + share))
                found.append(
                    (
                        at,
                        out * float(np.sin(turn)),
                        (0.011 + 0.017 * float(down)) * (1.15 - 0.5 * share),
                        number,
                    )
                )
    return found


def _leafy(rng: Random, made: Array, x: Array, y: Array) -> Array:
    """Clumps broken up into leaves: ragged edges, gaps, each leaf turned its own way."""
    fine, finer = periodic(rng, SIDE, (44, 44), 2, 0.8), periodic(rng, SIDE, (90, 90), 1)
    bend = (
        np.dstack([periodic(rng, SIDE, (26, 26), 2, 0.7), periodic(rng, SIDE, (26, 26), 2, 0.7)])
        * 0.016
        * SIDE
    )
    moved = cv2.remap(
        made, x * SIDE + bend[..., 0], y * SIDE + bend[..., 1], cv2.INTER_LINEAR, borderValue=(0, 0, 0, 0)
    )
    moved[..., 0:2] += 0.55 * np.dstack([fine, finer])
    whole = (y - 0.46) * 2.2
    moved[..., 1] = 0.75 * moved[..., 1] - 0.5 * whole
    moved[..., 0] = 0.75 * moved[..., 0] + 1.1 * (x - 0.5)
    moved[..., 3] = np.clip(moved[..., 3] + 0.22 * finer, 0, 1)
    moved[..., 4] *= ramp(0.9 * fine + finer + 2.1 * moved[..., 2] + 0.4, -0.9, 0.1)
    return f32(moved)


def plant_crown(
    sheet: Sheet, day: Day, variant: int, kind: str, leaves: str, at: tuple[float, float, float], size: float
) -> None:
    """A crown with its lower edge's middle at ``at`` (across, up, away), ``size`` metres high and wide."""
    x, y = sheet.at(*at)
    tall = size * sheet.lens.focal / at[2]
    level = int(np.clip(np.floor(np.log2(SIDE / max(tall * sheet.lens.height, 1))), 0, 4))
    shape = _reduced(variant % 5, kind, level)
    tones = np.stack([to_linear(rgb(code)) for code in LEAVES[leaves]])
    right, up, away = day.toward
    facing = shape[..., 0] * right + shape[..., 1] * up - shape[..., 2] * away
    through = np.clip(-facing, 0, 1) * 0.35  # leaves let light through
    light = day.lit(
        f32(np.clip(facing, 0, 1.2) * 0.95 + through), 0.26 + 0.3 * np.clip(0.5 + 0.5 * shape[..., 1], 0, 1)
    )
    place = np.clip(shape[..., 3], 0, 1) * (len(tones) - 1)
    low = np.clip(place.astype(int), 0, len(tones) - 2)
    colour = tones[low] + (tones[low + 1] - tones[low]) * (place - low)[..., None]
    sheet.paste((colour * light).astype(np.float32), shape[..., 4], (x - tall / 2, y - tall), tall)
