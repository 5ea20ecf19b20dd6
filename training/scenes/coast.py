"""Beach, open sea, lake, and nothing but sky."""

import numpy as np

from core.scenes.parts.camera import develop, to_linear
from core.scenes.parts.canvas import Array, Random, grid, jitter, mix, noise, ramp, rgb, ridge
from training.scenes.captioned import Scene, place
from training.scenes.clouds import bank
from training.scenes.daylight import Day, day_sky, daytime, lit, over, plane, shoot, sky
from training.scenes.places import BEACH, LAKE, PIER, SEA, SKY, TROPICAL
from training.scenes.planes import floor_depth
from training.scenes.underfoot import PLANKS, deck, sand, stones
from training.scenes.water import (
    breakers,
    mirrored,
    palms,
    sea_colour,
    softened,
    surface,
    wash,
)


def shoreline(rng: Random, y: Array, shore: float) -> Array:
    """The water's edge as y per column (1×W), slanted and scalloped."""
    height, width = y.shape
    slant = rng.uniform(-0.08, 0.08) * np.linspace(-1, 1, width)
    return (shore + slant + 0.022 * noise(rng, height, width, 1.3, 3)[height // 2])[None].astype(np.float32)


def beach(rng: Random, height: int, width: int) -> Scene:
    """Sand in front with depth of field, a wet edge with foam, sea to the horizon, sometimes palms."""
    y, x = grid(height, width)
    day = daytime(rng, ("noon", "noon", "noon", "morning", "golden", "sunset", "overcast"))
    tropical = rng.random() < 0.5
    horizon = rng.uniform(0.28, 0.48)
    edge = shoreline(rng, y, horizon + rng.uniform(0.1, 0.26))
    above = day_sky(rng, height, width, day, horizon)
    own = sea_colour(rng, day, tropical)
    shallow = own * 0.55 + lit(rgb("d8e4d0"), day.light) * 0.4
    body = mix(np.broadcast_to(own, above.shape), shallow, ramp(edge - y, 0.1, 0.0))
    water = surface(rng, y, x, horizon, above, body, day, rng.uniform(0.35, 0.9))
    white = np.clip(lit(rgb("fbfcfc"), day.light) * 1.06, 0, 1)
    water = breakers(rng, water, y, x, horizon, edge, white)
    tone = (
        rgb("efe6d4")
        if tropical and rng.random() < 0.6
        else rgb(str(rng.choice(["e3cb9c", "dcc39a", "cfb48a"])))
    )
    dry = sand(rng, y, x, horizon, lit(jitter(rng, tone), day.light))
    wet = dry * 0.66 * (1 - 0.35) + softened(mirrored(np.clip(above, 0, 1), y, horizon, 0 * y), 0.02) * 0.35
    beach_floor = mix(dry, wet, ramp(y - edge, 0.1, 0.03))
    image = mix(above, water, ramp(y, horizon - 0.002, horizon + 0.003))
    image = mix(image, beach_floor, ramp(y - edge, -0.006, 0.006))
    image = mix(image, white, 0.92 * wash(rng, y, x, horizon, edge))
    depth = floor_depth(y, horizon)
    made = shoot(image, depth, rng.uniform(0.55, 0.85), height * rng.uniform(0.014, 0.045))
    phrases, extra = (TROPICAL + BEACH[:8] if tropical else list(BEACH)), []
    if rng.random() < (0.45 if tropical else 0.08):
        made, depth = with_palms(rng, made, depth, day, float(edge.max()) + 0.05)
        extra = [["palm trees", "with palms", "palm leaves", "palm tree in the background"]]
    return place(made, depth, "beach", phrases, horizon + 0.2, day, extra, 0.4)


def with_palms(rng: Random, image: Array, depth: Array, day: Day, foot: float) -> tuple[Array, Array]:
    """Picture and disparity with palms at one side, out of focus."""
    height, width = depth.shape
    alpha = palms(rng, (height, width), foot)
    leaf = lit(rgb("2f5a2a"), day.light) * (0.45 if day.backlit else 0.9)
    rough = 1 + 0.35 * noise(rng, height, width, 20, 2)[..., None]
    made = over(to_linear(image), np.clip(leaf * rough, 0, 1), alpha, height * rng.uniform(0.006, 0.02))
    return develop(made), np.maximum(depth, 0.15 * alpha)


def sea(rng: Random, height: int, width: int) -> Scene:
    """Open water to the horizon, often under a low sun with its glitter; sometimes seen from a pier."""
    y, x = grid(height, width)
    day = daytime(rng, ("sunset", "sunset", "golden", "dusk", "noon", "noon", "morning", "overcast", "night"))
    horizon = rng.uniform(0.35, 0.58)
    above = day_sky(rng, height, width, day, horizon)
    own = sea_colour(rng, day, rng.random() < 0.15)
    water = surface(rng, y, x, horizon, above, own, day, rng.uniform(0.3, 1.0))
    image = mix(above, water, ramp(y, horizon - 0.002, horizon + 0.003))
    phrases, mirror = list(SEA), 0.25
    if day.key in ("sunset", "golden"):
        phrases += [
            "sun over the sea",
            "sea at sunset",
            "sunset over the ocean",
            "golden sea",
            "sun reflecting on water",
        ]
    if rng.random() < 0.3:
        image, phrases, mirror = (
            from_pier(rng, image, y, x, horizon, day),
            [*PIER, "wooden pier at the sea", "pier", "jetty into the sea"],
            0.0,
        )
    depth = floor_depth(y, horizon)
    made = shoot(image, depth, rng.uniform(0.5, 0.8), height * rng.uniform(0.012, 0.05))
    return place(made, depth, "sea", phrases, horizon + 0.12, day, None, 0.3, mirror)


def from_pier(rng: Random, image: Array, y: Array, x: Array, horizon: float, day: Day) -> Array:
    """``image`` with planks in front of the water, or a jetty leading out into it."""
    tone = lit(jitter(rng, PLANKS[str(rng.choice(list(PLANKS)))]), day.light)
    planks = deck(rng, y, x, horizon, tone)
    across, _ = plane(y, x, horizon)
    if rng.random() < 0.5:
        cover = ramp(y, (edge := horizon + rng.uniform(0.18, 0.34)) - 0.003, edge + 0.003)
    else:
        half, shift = rng.uniform(0.8, 1.5), rng.uniform(-0.3, 0.3)
        cover = ramp(half - np.abs(across - shift), -0.01, 0.02) * ramp(y, horizon + 0.03, horizon + 0.035)
    return mix(image, np.clip(planks, 0, 1), cover)


def hills(rng: Random, image: Array, y: Array, horizon: float, day: Day) -> Array:
    """Wooded hills in two or three hazy layers above the far shore."""
    height, width = y.shape
    layers = int(rng.integers(2, 4))
    for layer in range(layers):
        near = (layer + 1) / layers
        line = ridge(rng, width, horizon - 0.04 - (1 - near) * 0.14, 0.05, 2 + 3 * layer, octaves=4 + layer)
        wood = lit(rgb("2f4a30"), day.light) * (
            0.8 + 0.3 * noise(rng, height, width, 18, 3)[..., None] * near
        )
        air = (0.8 if day.key == "foggy" else 0.55) * (1 - near) + 0.18
        image = mix(image, wood * (1 - air) + day.light.horizon * air, ramp(y - line[None], -0.003, 0.006))
    return image


def lake(rng: Random, height: int, width: int) -> Scene:
    """Still water mirroring hills; stones, a pier or grass in front."""
    y, x = grid(height, width)
    day = daytime(rng, ("noon", "morning", "morning", "golden", "sunset", "overcast", "foggy", "dusk"))
    horizon = rng.uniform(0.38, 0.55)
    above = hills(rng, day_sky(rng, height, width, day, horizon), y, horizon, day)
    own = lit(rgb(str(rng.choice(["1c3a44", "24464a", "1f4a3c"]))), day.light)
    water = surface(rng, y, x, horizon, above, own, day, rng.uniform(0.02, 0.25))
    image = mix(above, water, ramp(y, horizon - 0.002, horizon + 0.003))
    front = str(rng.choice(["water", "pier", "stones"], p=[0.6, 0.22, 0.18]))
    phrases, mirror = list(LAKE), 0.4
    if front == "pier":
        image, mirror = from_pier(rng, image, y, x, horizon, day), 0.0
        phrases = ["wooden pier on a lake", "jetty at the lake", "wooden deck by the lake", *LAKE[:5]]
    if front == "stones":
        tones = [lit(rgb(code), day.light) for code in ("8a867e", "6f6a64", "a49c90", "5c5a56")]
        image = stones(
            rng, image, horizon, tones, int(rng.integers(60, 160)), 0.09, horizon + rng.uniform(0.2, 0.3)
        )
        phrases = ["stones by the water", "rocky lake shore", "pebbles at the lake", "rocks by the water"]
        phrases += ["lake shore with stones", "stony shore of a lake", "boulders at the lakeside"]
        mirror = 0.0
    depth = floor_depth(y, horizon)
    made = shoot(image, depth, rng.uniform(0.55, 0.8), height * rng.uniform(0.012, 0.04))
    return place(made, depth, "lake", phrases, horizon + 0.15, day, None, 0.35, mirror)


def clouds(rng: Random, height: int, width: int) -> Scene:
    """Nothing but sky, or the subject resting on a sea of cloud."""
    y, x = grid(height, width)
    keys = ("noon", "noon", "noon", "morning", "golden", "sunset", "sunset", "dusk", "night", "overcast")
    day = daytime(rng, keys)
    image = (
        day_sky(rng, height, width, day, 1.0)
        if day.backlit
        else sky(rng, height, width, day.light, 1.05, rng.uniform(0.2, 0.8))
    )
    phrases, depth = list(SKY), np.clip(y - 0.5, 0, 1) * 0.1
    if day.key == "noon":
        phrases += ["blue sky", "blue sky with white clouds", "bright blue sky"]
    if day.key == "night":
        phrases = [
            "starry night sky",
            "stars",
            "night sky full of stars",
            "starry sky",
            "the milky way",
            "night sky",
            "sky with stars",
            "galaxy",
        ]
    elif rng.random() < 0.55:
        colour, alpha = bank(rng, y, x, day.light)
        image, depth = mix(image, colour, alpha), alpha * np.clip((y - 0.5) * 1.8, 0, 1)
    made = shoot(image, np.full_like(y, 0.0), 1.0, rng.uniform(0.6, 0.02 * height), 2)
    return place(made, depth, "sky", phrases, 0.75, day, None, 0.15)
