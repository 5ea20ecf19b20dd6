"""A roof's eave of palm leaves or reed that hangs into the picture from above."""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.outdoors import Day
from core.scenes.parts.soils import linear


def eave(rng: Random, shape: tuple[int, int], day: Day, low: float, sag: float = 0.02) -> Array:
    """Thatch down to about the row ``low``, its fringe uneven, dark underneath: RGBA, premultiplied."""
    height, width = shape
    layer = np.zeros((height, width, 4), np.float32)
    aspect = width / height
    light = day.sky * 0.5 + day.sun * (0.22 + 0.45 * max(0.0, -day.toward[2]))
    codes = ("b39a68", "9a8050", "c8b27e", "7d673f", "8f774a", "d2bf90")
    under = (linear("3a2f20") * light * 0.5).tolist()
    y_of = low + sag * np.cos(np.linspace(-1.2, 1.2, 9))
    edge = [
        (0, -9),
        *[(int(x), int(y * height * 0.86)) for x, y in zip(np.linspace(0, width, 9), y_of, strict=True)],
        (width, -9),
    ]
    cv2.fillPoly(layer, [np.array(edge, np.int32)], (*under, 1.0))
    draws = rng.random((2600, 6))
    for turn, share, tone, lean, long, wide in sorted(draws.tolist(), key=lambda draw: draw[1]):
        x = (4 * turn - 2) + aspect / 2
        if not -0.1 < x < aspect + 0.1:
            continue
        base = low + sag * np.cos((x / aspect - 0.5) * 2.4)
        start = base * (share * 1.0 - 0.15)
        reach = (0.05 + 0.07 * long) * (0.6 + 0.6 * share)
        tip = (x + (lean - 0.5) * 0.05, min(start + reach, base * (1.0 + 0.28 * (long - 0.3))))
        colour = linear(codes[int(tone * len(codes))]) * light * (0.35 + 0.75 * (1 - share) + 0.35 * tone)
        ends = [(int(a * height * 8), int(b * height * 8)) for a, b in ((x, start), tip)]
        cv2.line(
            layer,
            ends[0],
            ends[1],
            (*colour.tolist(), 1.0),
            max(1, int((0.002 + 0.0035 * wide) * height)),
            cv2.LINE_8,
            3,
        )
    return layer
