"""Soap bubbles: thin films that show the light's colours at their rims and mirror the window twice."""

import numpy as np

from core.scenes.airborne.air import Air, Layer
from core.scenes.parts.canvas import Array, Random, blur, ramp

COUNT = 26
"""Bubbles in a square picture."""


def soap_bubbles(air: Air) -> Layer:
    """Bubbles that float about, small ones far off, a few large and near."""
    rng = air.random("bubbles")
    made = air.empty()
    sizes = np.sort(0.008 + 0.05 * rng.beta(1.1, 3.2, round(COUNT * max(air.aspect, 0.7))))
    for size in sizes.tolist():
        x, y = float(rng.uniform(0, air.aspect)), float(np.clip(rng.normal(0.42, 0.25), -0.02, 0.95))
        _bubble(made, air, rng, (x, y, size))
    return Layer(np.clip(made[..., :3], 0, None), np.clip(made[..., 3], 0, 1))


def _bubble(layer: Array, air: Air, rng: Random, at: tuple[float, float, float]) -> None:
    """One bubble at (column, row) of that radius, on the premultiplied layer in place."""
    x, y, size = at
    reach = size * 1.15
    rows = slice(max(0, int((y - reach) * air.height)), min(air.height, int((y + reach) * air.height) + 2))
    columns = slice(max(0, int((x - reach) * air.height)), min(air.width, int((x + reach) * air.height) + 2))
    phase, tilt = float(rng.uniform(0, 6.28)), float(rng.uniform(-0.6, 0.6))
    if rows.start >= rows.stop or columns.start >= columns.stop:
        return
    v = ((np.arange(rows.start, rows.stop) + 0.5) / air.height - y)[:, None] / size
    u = ((np.arange(columns.start, columns.stop) + 0.5) / air.height - x)[None] / size
    away = np.hypot(u, v)
    pixel = 1 / (size * air.height)
    inside = np.clip((1 - away) / pixel + 0.5, 0, 1).astype(np.float32)
    # The film is thicker below, and looked through more obliquely towards the rim (Fresnel).
    thick = 5.0 * v + 3.5 * away**3 + phase + tilt * u * 3
    film = np.stack([0.5 + 0.5 * np.cos(thick + shift) for shift in (0.0, 2.1, 4.2)], -1)
    rim = 0.05 + 0.55 * np.clip(away, 0, 1) ** 7
    light = (0.35 + 0.65 * film) * rim[..., None] * air.light
    for sign, strength in ((1, 1.6), (-1, 0.55)):
        a, b = u - sign * 0.5 * air.side, v + sign * 0.52
        shine = ramp(1 - np.hypot((a + 0.55 * b * air.side) / 0.17, (b - 0.3 * a * air.side) / 0.11), 0, 0.5)
        light = light + (strength * shine)[..., None] * air.light
    cover = 0.1 * inside * ramp(away, 0.7, 1.0)
    soft = np.dstack([light * inside[..., None], cover]).astype(np.float32)
    soft = blur(soft, max(0.0, size - 0.03) * 0.12 * air.height)
    part = layer[rows, columns]
    part *= 1 - soft[..., 3:]
    part += soft
