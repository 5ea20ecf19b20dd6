"""Strings of small lamps and candles behind the subject, as far out of focus as the place is."""

import numpy as np

from core.scenes.airborne.air import Air, Layer
from core.scenes.parts.bokeh import Lamp, add_lamps, bloom
from core.scenes.parts.canvas import Array, Random, blur, ramp
from core.scenes.parts.soils import linear

WARM = ("ffc680", "ffcf92", "ffbb6c")
WIRE = 0.0011
"""Half the width of a wire in heights."""


def fairy_lights(air: Air) -> Layer:
    """Strings of warm lamps: swung across above the subject, or hung down side by side."""
    rng = air.random("fairy lights")
    hangs = rng.random() < 0.35 and air.aspect > 0.6
    strings = _hung(air, rng) if hangs else _swung(air, rng)
    soft = 0.0028 + 0.012 * air.spec.camera.blur
    power = 2.4 if air.dark else 3.2
    lamps: list[Lamp] = []
    for line in strings:
        for x, y in line:
            colour = linear(str(rng.choice(WARM))) * np.float32(power * float(rng.uniform(0.7, 1.15)))
            size = soft * float(rng.uniform(0.9, 1.1))
            # A lamp that is out of focus is dimmer by the area that it covers, as film has it much less.
            area = (size / 0.0034) ** 1.35
            lamps.append(Lamp(float(x), float(y), 0.0, colour * np.float32(0.5 * area), size, 0.16))
    light = np.zeros((air.height, air.width, 3), np.float32)
    add_lamps(light, lamps, 0.3)
    light = bloom(light, 0.7 if air.dark else 0.3, 0.02)
    cover, free = _wires(air, strings, soft), _behind(air)
    return Layer(np.clip(light, 0, None) * free[..., None], cover * free)


def _behind(air: Air) -> Array:
    """Where what hangs over the far edge of the ground is seen, 0…1: behind all that stands nearer."""
    row = int(np.clip(air.far * air.height, 0, air.height - 1))
    edge = max(float(np.percentile(air.nearness[row], 25)), 0.02)
    near = blur(air.nearness, 0.002 * air.height)
    return 1 - ramp(near, 1.03 * edge + 0.01, 1.12 * edge + 0.02)


def _swung(air: Air, rng: Random) -> list[Array]:
    """Two or three strings that sag from side to side, over the upper part of the picture."""
    found: list[Array] = []
    half = air.aspect / 2
    for number in range(int(rng.integers(2, 4))):
        left, right = (0.02 + 0.085 * number + float(rng.uniform(-0.05, 0.05)) for _ in range(2))
        sag, spread = float(rng.uniform(0.06, 0.13)), half + float(rng.uniform(0.08, 0.4))
        middle = float(rng.uniform(-0.25, 0.25)) * air.aspect
        x = np.arange(-spread, spread, float(rng.uniform(0.058, 0.075))) + middle
        share = (x - middle) / spread
        y = left + (right - left) * (share + 1) / 2 + sag * (1 - share**2)
        found.append(np.stack([x + rng.normal(0, 0.004, x.size), y + rng.normal(0, 0.003, x.size)], 1))
    return found


def _hung(air: Air, rng: Random) -> list[Array]:
    """A curtain of lights: strings that hang down from above the picture."""
    found: list[Array] = []
    half, step = air.aspect / 2, float(rng.uniform(0.085, 0.12))
    low = min(0.72, max(0.35, air.far))
    for x in np.arange(-half - step / 2, half + step, step):
        y = np.arange(-float(rng.uniform(0, 0.06)), low * float(rng.uniform(0.75, 1.0)), 0.062)
        sway = 0.006 * np.sin(9 * y + float(rng.uniform(0, 6)))
        found.append(np.stack([x + sway + rng.normal(0, 0.003, y.size), y + rng.normal(0, 0.006, y.size)], 1))
    return found


def _wires(air: Air, strings: list[Array], soft: float) -> Array:
    """How much of each pixel the dark wires cover."""
    import cv2

    cover = np.zeros((air.height, air.width), np.float32)
    for line in strings:
        at = (line + np.array([air.aspect / 2, 0])) * air.height
        points = np.round(at * 256).astype(np.int32).reshape(-1, 1, 2)
        cv2.polylines(cover, [points], False, 1.0, 1, cv2.LINE_AA, 8)
    thin = 2 * WIRE * air.height
    return np.clip(blur(cover, soft * 0.6 * air.height) * np.float32(0.55 * min(thin, 4.0)), 0, 0.8)


def candle_lights(air: Air) -> Layer:
    """Candles that burn behind the subject, to its left and right, out of focus."""
    rng = air.random("candles")
    light = np.zeros((air.height, air.width, 3), np.float32)
    cover = np.zeros((air.height, air.width), np.float32)
    near = min(air.foot - 0.02, max(air.far, air.vanish + 0.03) + 0.05)
    far = max(air.far, air.vanish + 0.03) + 0.005
    tall = float(np.clip(0.16 / (air.spec.place.width * air.spec.camera.distance), 0.05, 0.16))
    soft = 0.0035 + 0.009 * air.spec.camera.blur
    y, x = air.grid()
    lamps: list[Lamp] = []
    for number in range(6):
        side = -1 if number % 2 else 1
        across = side * float(rng.uniform(0.17, 0.5)) * max(1.0, air.aspect)
        row = far + (near - far) * float(rng.random())
        grow = (row - air.vanish) / max(air.foot - air.vanish, 0.05)
        high, half = tall * grow * float(rng.uniform(0.6, 1.2)), tall * grow * 0.17
        _pillar(light, cover, (x - across, y - row), (high, half, soft), air)
        flame = np.float32(8.0 * grow)
        top = row - high - 0.16 * tall * grow
        lamps.append(Lamp(across, top, 0.0, linear("ffb860") * flame, soft + 0.05 * tall * grow, 0.35))
    glow = np.zeros_like(light)
    add_lamps(glow, lamps, 0.1)
    glow = bloom(glow, 1.1 if air.dark else 0.5, 0.03)
    return Layer(np.clip(light + glow, 0, None), cover)


def _pillar(
    light: Array, cover: Array, at: tuple[Array, Array], size: tuple[float, float, float], air: Air
) -> None:
    """One candle's wax on the premultiplied layer in place: how far pixels are from its foot, and its height,
    half its width and its blur."""
    (x, y), (high, half, soft) = at, size
    share = ramp(half - np.abs(x), -soft, soft) * ramp(-y, -soft, soft) * ramp(y + high, -soft, soft)
    round_ = 0.75 - 0.25 * np.clip(x / half, -1, 1) * -air.side
    lit = np.exp(-np.clip(y + high, 0, None) / (0.35 * high))
    wax = linear("efe3cc") * air.light * 0.8 * round_[..., None]
    wax = wax + linear("ffae58") * (0.9 * lit)[..., None]
    light *= (1 - share)[..., None]
    light += wax * share[..., None]
    cover += share * (1 - cover)
