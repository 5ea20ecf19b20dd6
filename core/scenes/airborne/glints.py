"""Points of light in the air: embers of a fire, fireflies, sparkles."""

import numpy as np

from core.scenes.airborne.air import Air, Layer
from core.scenes.parts.bokeh import Lamp, add_lamps, bloom
from core.scenes.parts.canvas import Array
from core.scenes.parts.soils import linear


def _added(air: Air, light: Array) -> Layer:
    return Layer(np.clip(light, 0, None), np.zeros((air.height, air.width), np.float32))


def _dark(air: Air) -> Array:
    return np.zeros((air.height, air.width, 3), np.float32)


def dots(air: Air, part: str, code: str, many: int) -> Array:
    """Specks and small discs all over the air as light to add, H×W×3, in the colour ``code``."""
    rng, light = air.random(part), _dark(air)
    lamps: list[Lamp] = []
    for _ in range(round(many * max(air.aspect, 0.6))):
        x, y = float(rng.uniform(-0.5, 0.5)) * air.aspect, float(rng.uniform(0, 1))
        blurred = rng.random() < 0.25
        size = float(rng.uniform(0.003, 0.009)) if blurred else float(rng.uniform(0.0007, 0.0016))
        power = float(rng.beta(1.3, 3.0)) * (0.9 if blurred else 0.55)
        lamps.append(Lamp(x, y, 0.0, linear(code) * np.float32(power), size, 0.3))
    add_lamps(light, lamps)
    return light


def embers(air: Air) -> Layer:
    """Glowing embers that a fire sends up, most of them low, each drawn out along its way."""
    rng, light = air.random("embers"), _dark(air)
    for _ in range(round(90 * max(air.aspect, 0.6))):
        x, y = float(rng.uniform(-0.5, 0.5)) * air.aspect, 1.02 - float(rng.beta(1.2, 2.2))
        size, hot = float(rng.uniform(0.0007, 0.0026)), float(rng.uniform(0.25, 1.0))
        colour = linear("ff7a1e") * (1 - 0.4 * hot) + linear("ffc46a") * 0.5 * hot
        lean, long = float(rng.normal(0.2, 0.5)), float(rng.uniform(0.002, 0.012)) * (size / 0.0018)
        steps = max(1, round(long / 0.0012))
        power = np.float32(6 * hot * (size / 0.0018) ** 2 / steps)
        path = [(x + lean * long * at, y - long * at) for at in np.linspace(0, 1, steps)]
        add_lamps(light, [Lamp(*at, 0.0, colour * power, size) for at in path])
    return _added(air, bloom(light, 0.45, 0.008))


def fireflies(air: Air) -> Layer:
    """Fireflies over the ground: small, warm green lights, some nearer and out of focus."""
    rng, light = air.random("fireflies"), _dark(air)
    lamps: list[Lamp] = []
    for _ in range(round(34 * max(air.aspect, 0.6))):
        x, y = float(rng.uniform(-0.5, 0.5)) * air.aspect, float(np.clip(rng.normal(0.55, 0.2), 0.05, 0.95))
        size = float(rng.choice([0.0016, 0.0022, 0.006, 0.011], p=[0.45, 0.3, 0.17, 0.08]))
        colour = linear("d9f06a") * np.float32(float(rng.uniform(0.5, 1.0)) * (3.0 + 60 * size))
        lamps.append(Lamp(x, y, 0.0, colour, size, 0.5))
    add_lamps(light, lamps)
    return _added(air, bloom(light, 1.4, 0.014))


def sparkles(air: Air) -> Layer:
    """Sparkling points about the subject, the brightest with short rays, some out of focus as discs."""
    rng, light = air.random("sparkles"), _dark(air)
    base = linear(air.accent) if air.accent else linear("ffe2a6")
    middle = 0.5 if air.above else air.foot - 0.28
    strength = 1.0 if air.dark else 1.6
    lamps: list[Lamp] = []
    for _ in range(round(230 * max(air.aspect, 0.7))):
        turn, away = float(rng.uniform(0, 2 * np.pi)), float(rng.beta(1.6, 2.0)) * 0.68
        x, y = away * np.cos(turn) * max(1.0, air.aspect), middle + 0.85 * away * np.sin(turn)
        big = rng.random() < 0.2
        size = float(rng.uniform(0.005, 0.014)) if big else float(rng.uniform(0.0006, 0.002))
        colour = (base * 0.75 + 0.25) * np.float32(float(rng.beta(1.2, 3.0)) * strength)
        lamps.append(Lamp(float(x), float(y), 0.0, colour * np.float32(0.9 if big else 1.5), size, 0.25))
        if not big and rng.random() < 0.1:
            lamps += _rays(float(x), float(y), colour, float(rng.uniform(0.006, 0.017)))
    add_lamps(light, lamps)
    return _added(air, bloom(light, 0.8, 0.006))


def _rays(x: float, y: float, colour: Array, long: float) -> list[Lamp]:
    """The four rays of a bright point, as many small lights that fade outward."""
    found: list[Lamp] = []
    for right, down in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        for share in np.linspace(0.08, 1, max(4, round(long / 0.0012))):
            fading = colour * np.float32(0.3 * (1 - share) ** 2)
            found.append(Lamp(x + right * long * share, y + down * long * share, 0.0, fading, 0.0007))
    return found
