"""Forest and meadow."""

import cv2
import numpy as np

from core.scenes.parts.camera import defocus, develop, to_linear
from core.scenes.parts.canvas import Array, Random, grid, jitter, mix, noise, ramp, rgb, ridge
from training.scenes.captioned import Scene, place
from training.scenes.daylight import Day, day_sky, daytime, lit, over, palette, shoot, terrain
from training.scenes.foliage import blades, clumps, heads, leaves, trunks
from training.scenes.places import FLOWERS, GRASS
from training.scenes.planes import floor_depth
from training.scenes.plants import FORESTS, SHARES
from training.scenes.underfoot import stones


def shaded(codes: str, day: Day) -> list[Array]:
    """Leaf colours under the day's light; the sunniest take the sun's own colour and may exceed 1."""
    tones = [lit(rgb(code), day.light) for code in codes.split()]
    boost = 1.35 if day.backlit else 1.1
    return [*tones[:-1], tones[-1] * boost * (0.6 + 0.4 * day.light.tint)]


def canopy(rng: Random, height: int, width: int, colours: list[Array], day: Day, open_sky: float) -> Array:
    """Linear light of foliage far out of focus: a bright distance, boughs in front of it, sky in the gaps."""
    y, x = grid(height, width)
    far = leaves(rng, height, width, colours[1:], 0.02, 0.02)
    gap = ramp(noise(rng, height, width, 4, 4) + open_sky - 1.6 * y, 0.1, 0.7)
    far = mix(far, day.light.horizon * 1.05, gap * 0.9)
    glow = np.exp(-(((x - day.sun * width / height) / 0.45) ** 2 + ((y - 0.25) / 0.35) ** 2))
    air = 0.65 if day.key == "foggy" else 0.3 + 0.35 * day.backlit
    far = mix(far, day.light.horizon * 0.5 + day.light.tint * 0.55, air * glow + 0.3 * (day.key == "foggy"))
    light = defocus(to_linear(far), height * rng.uniform(0.03, 0.05))
    near = leaves(rng, height, width, colours[:-1], 0.02, 0.012, 4)
    alpha = clumps(rng, height, width, 3, rng.uniform(0.05, 0.4), 0.2) * ramp(y, 0.75, 0.3)
    return over(light, near, alpha * 0.9, height * rng.uniform(0.022, 0.042))


def floor(rng: Random, y: Array, x: Array, horizon: float, tones: list[Array], leaf: list[Array]) -> Array:
    """Forest floor: soil and moss patches strewn with leaves of ``leaf`` colours, dappled by the sun."""
    soil = palette(0.5 + 0.22 * terrain(rng, y, x, horizon, 0.9, 5, 0.75), tones)
    litter = terrain(rng, y, x, horizon, 0.09, 3, 0.9)
    image = mix(soil, palette(0.5 + 0.3 * terrain(rng, y, x, horizon, 0.06, 2), leaf), ramp(litter, 0.2, 0.9))
    dapple = ramp(terrain(rng, y, x, horizon, 5.0, 6, 0.85), 0.1, 1.1)
    return image * (0.95 + 0.9 * dapple)[..., None]


def undergrowth(rng: Random, light: Array, y: Array, horizon: float, colours: list[Array], day: Day) -> Array:
    """Linear ``light`` with bushes and ferns along the horizon, out of focus."""
    height, width = y.shape
    top = ridge(rng, width, horizon - rng.uniform(-0.01, 0.05), 0.035, 6, octaves=5)
    bush = leaves(rng, height, width, colours[:-1], 0.018, 0.008, 5) * 0.85 + day.light.horizon * 0.1
    return over(light, bush, ramp(y - top[None], -0.01, 0.02) * 0.95, height * rng.uniform(0.012, 0.025))


def forest(rng: Random, height: int, width: int) -> Scene:
    """Foliage bokeh with sun in the gaps, trunks out of focus and a forest floor."""
    y, x = grid(height, width)
    name = str(rng.choice(list(FORESTS), p=SHARES))
    codes, soil, bark, phrases, season = FORESTS[name]
    day = daytime(rng, ("noon", "noon", "morning", "golden", "golden", "overcast", "foggy"))
    colours = shaded(codes, day)
    horizon = rng.uniform(0.52, 0.72)
    # So blurred a layer loses nothing at half size.
    light = canopy(
        rng,
        (height + 1) // 2,
        (width + 1) // 2,
        colours,
        day,
        0.9 if name == "bare" else rng.uniform(0.1, 0.6),
    )
    light = cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR)
    depth = floor_depth(y, horizon, 0.06)
    wood, slim = lit(jitter(rng, rgb(bark)), day.light), 0.5 if name == "bamboo" else 1.0
    misty = wood * 0.5 + day.light.horizon * (0.45 if day.key == "foggy" else 0.25)
    counts = {"jungle": (2, 1), "bamboo": (14, 6)}.get(
        name, (int(rng.integers(4, 9)), int(rng.integers(1, 4)))
    )
    earth = [rgb(soil) * 0.55, rgb(soil) * 0.95, rgb(soil) * 0.6 + rgb(codes.split()[2]) * 0.5]
    image = floor(rng, y, x, horizon, [lit(c, day.light) for c in earth], colours[1:4])
    image = mix(image, colours[2] * 0.7 + day.light.horizon * 0.12, 0.6 * ramp(y, horizon + 0.2, horizon))
    for count, tone, thick, foot, soft in (
        (counts[0], misty, (0.006 * slim, 0.018 * slim), horizon + 0.015, 0.014),
        (counts[1], wood * 0.9, (0.025 * slim, 0.05 * slim), horizon + 0.07, 0.022),
    ):
        colour, alpha = trunks(rng, (height, width), count, thick, foot, tone, day.sun)
        light = over(light, colour, alpha, height * soft)
        depth = np.maximum(depth, alpha * floor_depth(np.full_like(y, foot), horizon, 0.06))
    light = undergrowth(rng, light, y, horizon, colours, day)
    if rng.random() < 0.18 and name != "bamboo":
        moss = [lit(rgb(code), day.light) for code in ("5a5f4a", "5f7040", "6c6a60", "4a5a34")]
        image = stones(
            rng, np.clip(image, 0, 1), horizon, moss, int(rng.integers(4, 16)), 0.22, horizon + 0.08
        )
        phrases = [f"mossy rocks in the {name if name == 'jungle' else 'forest'}", "mossy stones", *phrases]
    ground_light = to_linear(shoot(image, floor_depth(y, horizon), 0.55, height * 0.035, 3))
    edge = ramp(y + 0.01 * noise(rng, height, width, 6, 3), horizon - 0.015, horizon + 0.05)
    made = develop(light * (1 - edge[..., None]) + ground_light * edge[..., None], rng.uniform(0.95, 1.25))
    return place(made, depth, "forest", phrases, horizon + 0.08, day, [season])


def treeline(rng: Random, image: Array, y: Array, horizon: float, day: Day, tall: float) -> Array:
    """Hills and a row of leafy trees standing at the horizon, in haze."""
    height, width = y.shape
    hills = ridge(rng, width, horizon - tall * 1.3, tall * 0.4, 2, octaves=3)
    hill = lit(rgb("6f8a6a"), day.light) * 0.45 + day.light.horizon * 0.5
    image = mix(image, hill, ramp(y - hills[None], -0.004, 0.008))
    crowns = ridge(rng, width, horizon - tall * 0.6, tall * 0.5, 7, octaves=5)
    tones = shaded("1c3014 3c5f2c 6a8f40 a8bf68", day)
    wood = leaves(rng, height, width, tones, 0.016, 0.004, 6) * 0.7 + day.light.horizon * 0.22
    return mix(image, wood, ramp(y - crowns[None], -0.006, 0.01))


def meadow(rng: Random, height: int, width: int) -> Scene:
    """Grass with depth of field, often flowers, before trees and sky."""
    y, x = grid(height, width)
    day = daytime(rng, ("noon", "noon", "morning", "golden", "sunset", "overcast", "foggy"))
    horizon = rng.uniform(0.32, 0.55)
    image = day_sky(rng, height, width, day, horizon)
    image = treeline(rng, image, y, horizon, day, rng.uniform(0.03, 0.14))
    dry = rng.random() < 0.15
    codes = "4a4a1c 8f8440 c2b060 e6d890" if dry else "1f3d12 447022 6f9e34 a8c858"
    tones = [lit(jitter(rng, rgb(code)), day.light) for code in codes.split()]
    tones[-1] = tones[-1] * 0.7 + day.light.tint * 0.3
    turf = palette(0.55 + 0.2 * terrain(rng, y, x, horizon, 0.8, 5, 0.8), tones)
    turf = mix(turf, tones[2] * 0.6 + day.light.horizon * 0.35, ramp(y, horizon + 0.2, horizon) * 0.7)
    image = mix(image, turf, ramp(y, horizon - 0.004, horizon + 0.012))
    image = np.clip(image, 0, 1)
    image = blades(rng, image, horizon, tones[1:], int(rng.integers(500, 900)), rng.uniform(0.12, 0.4))
    phrases, extra = [words for words in GRASS if not (dry and "green" in words)], []
    phrases += ["dry grass", "yellow grass field"] if dry else []
    if rng.random() < 0.65 and not dry:
        name = str(rng.choice(list(FLOWERS)))
        code, kind, words = FLOWERS[name]
        petals = [lit(jitter(rng, rgb(code)), day.light) for _ in range(3)]
        image = heads(rng, image, horizon, petals, int(rng.integers(260, 420)), rng.uniform(0.03, 0.05), kind)
        phrases = [
            f"meadow with {name} flowers",
            f"field of {name} flowers",
            "flower meadow",
            "blooming meadow",
            *words,
        ]
        phrases += [
            f"{name} wildflowers",
            f"{name} flowers in the grass",
            f"wildflower meadow, {name} blossoms",
        ]
        extra = [["spring", "summer", "blooming", "in bloom"]]
    depth = floor_depth(y, horizon)
    made = shoot(image, depth, rng.uniform(0.5, 0.75), height * rng.uniform(0.03, 0.055))
    return place(made, depth, "meadow", phrases, horizon + 0.14, day, extra)
