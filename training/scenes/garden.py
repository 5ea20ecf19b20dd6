"""Gardens and fields: lawns with hedges, blossom, rows of lavender, tulips, sunflowers, vines, wheat."""

import numpy as np

from core.scenes.parts.camera import defocus, develop, to_linear
from core.scenes.parts.canvas import Array, Random, blur, grid, jitter, mix, noise, ramp, rgb, ridge
from training.scenes.captioned import Scene, place
from training.scenes.daylight import Day, day_sky, daytime, lit, over, palette, plane, shoot, terrain
from training.scenes.foliage import blades, clumps, heads, leaves
from training.scenes.land import shaded, treeline
from training.scenes.planes import floor_depth
from training.scenes.plants import BLOSSOM, FALLEN, FIELDS, LAWN, TERRACE, VINES
from training.scenes.underfoot import PLANKS, deck, slabs

GREEN = "16280f 315c24 5f9034 a6c860 e8f2b0"


GRAIN = ["summer grain field", "harvest field", "golden crops", "cereal field in the countryside"]
BLOOM = ["flower field", "field in bloom", "blossoming flowers", "field full of flowers"]


def backdrop(rng: Random, y: Array, x: Array, horizon: float, day: Day, codes: str) -> Array:
    """Linear light of trees and shrubs far out of focus, with sky through the gaps."""
    height, width = y.shape
    colours = shaded(codes, day)
    far = leaves(rng, height, width, colours[1:], 0.022, 0.03)
    gap = ramp(noise(rng, height, width, 3, 4) + rng.uniform(0.2, 0.9) - 2.2 * y, 0.0, 0.5)
    sky = day_sky(rng, height, width, day, horizon)
    far = mix(far, sky, gap)
    far = mix(far, day.light.horizon * 0.5 + day.light.tint * 0.5, 0.5 if day.key == "foggy" else 0.15)
    light = defocus(to_linear(far), height * rng.uniform(0.03, 0.05))
    near = leaves(rng, height, width, colours[:-1], 0.02, 0.02, 5)
    alpha = clumps(rng, height, width, 3, rng.uniform(0.1, 0.5), 0.25) * ramp(y, horizon, horizon - 0.3)
    return over(light, near, alpha * 0.9, height * rng.uniform(0.022, 0.04))


def hedge(rng: Random, light: Array, y: Array, horizon: float, day: Day) -> Array:
    """A clipped hedge or shrubs along the end of the lawn, out of focus, lit from above."""
    height, width = y.shape
    tall, flat = rng.uniform(0.05, 0.2), rng.random() < 0.5
    top = ridge(rng, width, horizon - tall, 0.003 if flat else 0.035, 5, octaves=4)[None]
    green = leaves(rng, height, width, shaded("14240e 2a5220 4f8030 8ab04e", day), 0.014, 0.006, 6)
    shade = 0.65 + 0.5 * np.exp(-np.clip(y - top, 0, 1) / 0.05)
    return over(
        light, green * shade[..., None], ramp(y - top, -0.006, 0.008), height * rng.uniform(0.01, 0.025)
    )


def turf(rng: Random, y: Array, x: Array, horizon: float, day: Day, strewn: bool) -> Array:
    """Lawn with blades and soft shade of trees; ``strewn`` with autumn leaves."""
    tones = [lit(jitter(rng, rgb(code)), day.light) for code in ("34561c", "528430", "76a83e", "a8ca64")]
    ground = palette(0.5 + 0.18 * terrain(rng, y, x, horizon, 0.5, 5, 0.9), tones)
    shadow = ramp(terrain(rng, y, x, horizon, 2.5, 3, 0.6, 1.5), -0.6, 0.5)
    ground = ground * (0.82 + 0.38 * shadow)[..., None]
    ground = blades(rng, np.clip(ground, 0, 1), horizon, tones[1:], 450, rng.uniform(0.05, 0.14))
    if strewn:
        reds = [lit(rgb(code), day.light) for code in ("7a3414", "c0661c", "e09a2c", "d8481c", "f0c040")]
        for size, cut in ((0.5, 0.1), (0.16, 0.0), (0.08, 0.2)):
            cover = ramp(terrain(rng, y, x, horizon, size, 2, 0.8), cut, cut + 0.35)
            ground = mix(
                ground, palette(0.5 + 0.35 * terrain(rng, y, x, horizon, size * 0.8, 1), reds), cover
            )
    return ground


def lawn(rng: Random, y: Array, x: Array, horizon: float, day: Day) -> tuple[Array, list[str], list[str]]:
    """Garden, park, orchard in bloom, or terrace: linear light behind and sRGB ground, merged; wordings."""
    kind = str(rng.choice(["lawn", "blossom", "fallen", "terrace"], p=[0.36, 0.22, 0.18, 0.24]))
    codes = {
        "blossom": "4a2c34 b86a86 ec9fba f8cddb fff2f4",
        "fallen": "3a1a0a 9a4a1c d0782b eab04a ffe29a",
    }.get(kind, GREEN)
    light = backdrop(rng, y, x, horizon, day, codes)
    if rng.random() < 0.7:
        light = hedge(rng, light, y, horizon, day)
    if kind == "terrace":
        wood = lit(jitter(rng, PLANKS[str(rng.choice(list(PLANKS)))]), day.light)
        stone = lit(jitter(rng, rgb("b4aa9a")), day.light)
        ground = deck(rng, y, x, horizon, wood) if rng.random() < 0.65 else slabs(rng, y, x, horizon, stone)
    else:
        ground = turf(rng, y, x, horizon, day, kind == "fallen")
    near = to_linear(shoot(ground, floor_depth(y, horizon), 0.6, y.shape[0] * 0.04, 3))
    edge = ramp(y, horizon - 0.012, horizon + 0.02)[..., None]
    words = {"lawn": LAWN, "blossom": BLOSSOM, "fallen": FALLEN, "terrace": TERRACE}[kind]
    season = {"blossom": ["spring", "in april", "springtime"], "fallen": ["autumn", "fall season", "october"]}
    made = develop(light * (1 - edge) + near * edge, 1.15)
    return made, words, season.get(kind, ["summer", "lush green", "summer day in the garden"])


def field(rng: Random, y: Array, x: Array, horizon: float, day: Day) -> tuple[Array, list[str]]:
    """A field of one flower (or wheat) to the horizon, with depth of field; its wordings."""
    height, width = y.shape
    name = str(rng.choice(list(FIELDS)))
    codes, kind, size, tall, rows, words = FIELDS[name]
    petals = [lit(jitter(rng, rgb(code)), day.light) for code in codes.split()]
    image = treeline(rng, day_sky(rng, height, width, day, horizon), y, horizon, day, rng.uniform(0.03, 0.1))
    more = GRAIN if name == "wheat" else BLOOM
    stalks = "7a6426 a8883c c8a854" if name == "wheat" else "24401a 3f6a2a 5f8c3a"
    greens = [lit(rgb(code), day.light) for code in stalks.split()]
    base = palette(0.4 + 0.25 * terrain(rng, y, x, horizon, 0.4, 4, 0.9), greens)
    across, _ = plane(y, x, horizon)
    ridges = 0.5 + 0.5 * np.sin(across * 2 * np.pi / 1.1 + rng.uniform(0, 6)) if rows else 1.0
    crowd = ramp(terrain(rng, y, x, horizon, size * 3, 3, 0.9), -0.5, 0.4) * ridges
    bloom = palette(0.5 + 0.3 * terrain(rng, y, x, horizon, size * 3, 2), petals) * 0.9
    base = mix(base, bloom, np.clip(crowd * (0.35 + 0.6 * ramp(y, horizon + 0.3, horizon)), 0, 1))
    image = np.clip(mix(image, base, ramp(y, horizon - 0.004, horizon + 0.012)), 0, 1)
    image = blades(rng, image, horizon, greens, 400, tall)
    image = heads(rng, image, horizon, petals, int(rng.integers(250, 420)), size, kind, tall, greens[1])
    return shoot(image, floor_depth(y, horizon), rng.uniform(0.5, 0.75), height * rng.uniform(0.035, 0.06)), [
        *words,
        *more,
    ]


def vineyard(rng: Random, y: Array, x: Array, horizon: float, day: Day) -> tuple[Array, Array]:
    """Rows of vines running to the horizon over grass, hills behind; picture and disparity."""
    height, width = y.shape
    image = treeline(rng, day_sky(rng, height, width, day, horizon), y, horizon, day, rng.uniform(0.05, 0.12))
    ground = turf(rng, y, x, horizon, day, False) * 0.95 + lit(rgb("6a5434"), day.light) * 0.1
    image = mix(image, ground, ramp(y, horizon - 0.004, horizon + 0.012))
    green = leaves(rng, height, width, shaded("1c3410 3f6a22 6f983a b4c860", day), 0.016, 0.004, 7)
    green, depth = blur(green, height * 0.009), floor_depth(y, horizon)
    middle, gap = x.max() * rng.uniform(0.35, 0.65), rng.uniform(2.2, 3.2)
    for row in (-3.5, 3.5, -2.5, 2.5, -1.5, 1.5, -0.5, 0.5):
        reach = (x - middle) / (row * gap)
        foot = horizon + np.clip(reach, 0, None)
        top = horizon - 0.55 * np.clip(reach, 0, None)
        rough = 0.012 * noise(rng, height, width, 12, 3)
        cover = ramp(foot - y + rough, 0, 0.01) * ramp(y - top + rough, 0, 0.012) * (reach > 0.004)
        shade = 0.55 + 0.6 * np.clip((foot - y) / np.maximum(foot - top, 1e-3), 0, 1)
        image = mix(image, green * shade[..., None], cover)
        depth = np.maximum(depth, cover * np.clip(reach / (1 - horizon), 0, 1))
    return shoot(image, depth, rng.uniform(0.5, 0.75), height * rng.uniform(0.03, 0.05)), depth


def garden(rng: Random, height: int, width: int) -> Scene:
    """A garden, park or terrace out of focus, a field of flowers or wheat, or a vineyard."""
    y, x = grid(height, width)
    day = daytime(rng, ("noon", "noon", "morning", "golden", "golden", "overcast"))
    kind, extra = rng.random(), []
    if kind < 0.56:
        horizon = rng.uniform(0.48, 0.68)
        (image, phrases, season), depth = lawn(rng, y, x, horizon, day), floor_depth(y, horizon)
        extra = [season]
    elif kind < 0.92:
        horizon = rng.uniform(0.32, 0.5)
        (image, phrases), depth = field(rng, y, x, horizon, day), floor_depth(y, horizon)
        extra = [["summer", "in bloom", "sunny field", "countryside"]]
    else:
        horizon = rng.uniform(0.36, 0.5)
        (image, depth), phrases = (
            vineyard(rng, y, x, horizon, day),
            [*VINES, "green vine rows", "winery landscape", "vineyard rows"],
        )
    return place(image, depth, "garden", list(phrases), horizon + 0.1, day, extra)
