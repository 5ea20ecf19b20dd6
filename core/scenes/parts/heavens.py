"""The sky of a clear night far from towns: many stars of several colours, and the band of the Milky Way."""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, grid
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.periodic import fractal
from core.scenes.parts.soils import linear
from core.scenes.spec import SceneSpec

FEW, MANY = 2600, 5200
"""Stars of the whole sky, and those of the band besides, in a sky four heights wide."""
HUES = ("ffffff", "cfdcff", "fff0d8", "ffd9b0", "e4ecff")


def starry(spec: SceneSpec, height: int, width: int, vanish: float) -> Array:
    """What the stars add to a night sky, linear H×W×3, dimmer towards the row ``vanish``: the same sky at
    every size, each star of the same total light."""
    rng = np.random.default_rng(spec.stream("heavens"))
    lean, middle = float(rng.choice([-1, 1]) * rng.uniform(0.5, 0.95)), float(rng.uniform(-0.25, 0.25))
    y, x = grid(height, width)
    x = x - width / height / 2
    band, dust = _band(spec, y, x, lean, middle)
    made = _points(rng, height, width, lean, middle)
    clear = ramp(vanish - y, -0.02, 0.25)[..., None]
    core = linear("c9b8a8") * 0.6 + linear("8fa0d0") * 0.5
    haze = (0.26 * band * (1 - 0.8 * dust))[..., None] * core
    return ((haze + made * (1 - 0.5 * dust[..., None])) * clear).astype(np.float32)


def _band(spec: SceneSpec, y: Numbers, x: Numbers, lean: float, middle: float) -> tuple[Array, Array]:
    """How bright the band is at each point, and how much dark dust lies before it, both 0…1."""
    tile = fractal(np.random.default_rng(spec.stream("milky way")), 512, 1.7)
    off = (x - middle - lean * (y - 0.35)) / np.hypot(1, lean)
    along = (y - 0.35) + lean * (x - middle)
    cloud = tiled(tile, along * 110, off * 170)
    fine = tiled(tile, along * 330 + 90, off * 420)
    wide = 0.15 * (1 + 0.25 * cloud)
    band = np.exp(-((off / wide) ** 2)) * np.clip(0.75 + 0.3 * cloud + 0.16 * fine, 0, 2)
    lane = np.exp(-(((off - 0.02 * cloud) / 0.035) ** 2)) + 0.5 * ramp(-fine, 0.4, 1.6)
    return np.clip(band, 0, 2).astype(np.float32), np.clip(lane * ramp(band, 0.1, 0.8), 0, 1).astype(
        np.float32
    )


def _points(rng: np.random.Generator, height: int, width: int, lean: float, middle: float) -> Array:
    """The stars as points, more of them along the band."""
    rows, columns = rng.random(FEW), rng.uniform(-2, 2, FEW)
    along, off = rng.uniform(-1.6, 1.6, MANY), rng.normal(0, 0.1, MANY)
    long = np.hypot(1, lean)
    rows = np.concatenate([rows, 0.35 + (along - lean * off) / long])
    columns = np.concatenate([columns, middle + (lean * along + off) / long])
    bright = np.minimum(0.06 + 0.06 * rng.pareto(1.4, FEW + MANY), 3.5)
    bright[FEW:] *= 0.5
    hues = np.stack([linear(code) for code in HUES])[rng.integers(0, len(HUES), FEW + MANY)]
    row = np.floor(rows * height).astype(int)
    column = np.floor((columns + width / height / 2) * height).astype(int)
    seen = (row >= 0) & (row < height) & (column >= 0) & (column < width)
    made = np.zeros((height, width, 3), np.float32)
    light = bright[:, None] * hues * (height / 512) ** 2
    np.add.at(made, (row[seen], column[seen]), light[seen].astype(np.float32))
    soft = cv2.GaussianBlur(made, (0, 0), max(0.3, height * 0.0008))
    large = cv2.GaussianBlur(
        np.where(made > 1.2 * (height / 512) ** 2, made, 0), (0, 0), max(0.5, height * 0.003)
    )
    return np.asarray(soft + 0.5 * large, np.float32)
