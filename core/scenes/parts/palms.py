"""Palm trees far off or at the picture's side: RGBA layers, linear."""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, stream
from core.scenes.parts.grids import Numbers
from core.scenes.parts.outdoors import Day
from core.scenes.parts.palm_crowns import grown_palms
from core.scenes.parts.soils import linear
from core.scenes.spec import SceneSpec, is_anew


def palm_trees(
    spec: SceneSpec, shape: tuple[int, int], day: Day, foot: float, tall: tuple[float, float], count: int
) -> Array:
    """``count`` palms on the row ``foot``, to both sides of the middle."""
    rng = stream(spec, "palms")
    if is_anew(spec):
        return grown_palms(rng, shape, day, foot, tall, count)
    layer = np.zeros((*shape, 4), np.float32)
    height, width = shape
    for i in range(count):
        own = np.random.default_rng(rng.integers(2**62))
        side = (-1) ** i * own.uniform(0.24, 0.6) * (1 + i // 4)
        x, high = width / height / 2 + side, own.uniform(*tall)
        lean = -np.sign(side) * own.uniform(-0.05, 0.18)
        t = np.linspace(0, 1, 16)
        stem = np.stack([x + lean * high * t**1.7, foot - high * t], 1) * height
        bark = linear("7a6a55") * (day.sky * 0.6 + day.sun * 0.4)
        cv2.polylines(
            layer,
            [(stem * 8).astype(np.int32)],
            False,
            (*bark.tolist(), 1.0),
            max(1, int(0.03 * high * height)),
            cv2.LINE_8,
            3,
        )
        for turn in np.linspace(0, 2 * np.pi, 17)[:-1] + own.normal(0, 0.15, 16):
            _frond(own, layer, stem[-1] / height, float(turn), high * own.uniform(0.35, 0.5), day)
    return layer


def _frond(rng: Random, layer: Numbers, root: Numbers, turn: float, long: float, day: Day) -> None:
    """One arching leaf with its leaflets."""
    height = layer.shape[0]
    t = np.linspace(0, 1, 26)
    reach = np.cos(turn) * (0.75 + 0.25 * abs(np.cos(turn)))
    rib = np.stack(
        [root[0] + reach * long * t, root[1] - long * (0.4 + 0.3 * np.sin(turn)) * t + 0.75 * long * t**2], 1
    )
    facing = np.clip(0.5 + 0.5 * np.cos(turn) * day.toward[0] - 0.3 * day.toward[2], 0.1, 1)
    for i in range(2, 26):
        drop = long * 0.24 * np.sin(np.pi * min(1.0, 0.12 + 0.85 * (1 - t[i])))
        tone = rng.uniform(0.6, 1.3)
        colour = (linear("41592c") * day.sky * 0.8 + linear("7f9448") * day.sun * facing) * tone
        tip = rib[i] + np.array([reach * drop * 0.5 + rng.normal(0, 0.004), drop * rng.uniform(0.7, 1.0)])
        ends = (rib[i] * height).astype(int).tolist(), (tip * height).astype(int).tolist()
        cv2.line(layer, ends[0], ends[1], (*colour.tolist(), 1.0), max(1, int(long * height / 60)))
