"""Beach, sea, desert and clouds."""

import numpy as np

from training.scenes.canvas import (
    Random,
    Scene,
    blur,
    floor_depth,
    grid,
    jitter,
    mix,
    noise,
    ramp,
    rgb,
    ridge,
)
from training.scenes.nature import ground, lit, sky
from training.scenes.words import pick_daylight


def beach(rng: Random, height: int, width: int) -> Scene:
    """Sand in front, a band of sea, sky."""
    y, _ = grid(height, width)
    _, light, word = pick_daylight(rng, ("noon", "noon", "morning", "golden", "sunset", "overcast"))
    horizon = rng.uniform(0.3, 0.5)
    shore = horizon + rng.uniform(0.1, 0.25) + 0.02 * noise(rng, height, width, 1.5, 3, stretch=3)
    image = sky(rng, height, width, light, horizon)
    tropical = rng.random() < 0.6
    sea = (
        lit(rgb("2fa7b5") if tropical else rgb("2d6f9c"), light) * 0.5 + (light.horizon + light.zenith) * 0.22
    )
    water = ground(rng, y, horizon, np.clip(sea * 1.15, 0, 1), sea * 0.85, 0.12, 14)
    sand = ground(rng, y, horizon, lit(jitter(rng, rgb("e3cb9c")), light), lit(rgb("cdb48a"), light), 0.06)
    image = mix(image, water, ramp(y, horizon - 0.004, horizon + 0.004))
    image = mix(image, sand, ramp(y - shore, -0.01, 0.015))
    foam = np.exp(-(((y - shore) / 0.012) ** 2)) * (0.6 + 0.4 * noise(rng, height, width, 6, 3, stretch=4))
    image = mix(image, np.clip(light.tint * (0.3 + 0.7 * light.strength), 0, 1), np.clip(foam, 0, 1) * 0.85)
    kind = "tropical beach" if tropical else "beach"
    return Scene(
        blur(image, rng.uniform(0.5, 3)),
        floor_depth(y, horizon),
        "beach",
        [
            kind,
            "sandy beach",
            "a beach by the sea",
            f"{kind} with sand and sea",
            "sand by the ocean",
            "seaside",
            "blue sea and golden sand",
            "ocean shore",
        ],
        horizon + 0.2,
        0.4,
        [word],
    )


def sea(rng: Random, height: int, width: int) -> Scene:
    """Open water under a low sun, or by day."""
    y, x = grid(height, width)
    key, light, word = pick_daylight(rng, ("sunset", "sunset", "sunset", "golden", "dusk", "noon"))
    horizon = rng.uniform(0.38, 0.6)
    image = sky(rng, height, width, light, horizon)
    mirrored = image[np.clip((2 * horizon - y[:, 0]) * height, 0, height - 1).astype(int)]
    deep = lit(rgb("1d4a6b"), light)
    water = mix(mirrored * 0.85, deep, np.clip((y - horizon) / (1 - horizon), 0, 1) * 0.6 + 0.15)
    water *= 1 + 0.22 * noise(rng, height, width, 14, 3, stretch=6)[..., None]
    if key in ("sunset", "golden"):
        centre, size = rng.uniform(0.15, 0.85) * width / height, rng.uniform(0.025, 0.05)
        sun_y = horizon - rng.uniform(0.0, 0.12)
        away = np.hypot(x - centre, y - sun_y)
        image = mix(image, light.tint * 0.5 + rgb("fff2c0") * 0.5, 1 - ramp(away, size * 0.8, size * 1.2))
        image = mix(image, light.tint, np.exp(-away / 0.14) * 0.6)
        path = np.exp(-(((x - centre) / (0.03 + 0.25 * np.clip(y - horizon, 0, 1))) ** 2))
        sparkle = np.clip(0.6 + 0.6 * noise(rng, height, width, 22, 2, stretch=5), 0, 1)
        water = mix(water, light.tint * 0.7 + rgb("ffe7b0") * 0.3, path * sparkle * 0.8)
    image = mix(image, np.clip(water, 0, 1), ramp(y, horizon - 0.004, horizon + 0.004))
    return Scene(
        blur(image, rng.uniform(0.5, 2.5)),
        floor_depth(y, horizon),
        "sea",
        [
            "the sea",
            "ocean",
            "calm sea",
            "open ocean",
            "sea and sky",
            "water reflecting the sky",
            "ocean waves",
        ]
        if key == "noon"
        else [
            "sea at sunset" if key == "sunset" else "the sea",
            "ocean",
            "sun over the sea",
            "sea horizon",
            "sky over the ocean",
        ],
        horizon + 0.12,
        0.3,
        [word],
    )


def desert(rng: Random, height: int, width: int) -> Scene:
    """Dunes under a clear sky."""
    y, _ = grid(height, width)
    _, light, word = pick_daylight(rng, ("noon", "golden", "sunset", "morning"))
    horizon = rng.uniform(0.35, 0.55)
    image = sky(rng, height, width, light, horizon, clouds=rng.uniform(0, 0.3))
    sand = lit(jitter(rng, rgb("dd9f5c") if rng.random() < 0.6 else rgb("e2c08a")), light)
    depth = floor_depth(y, horizon)
    for layer in range(4):
        near = layer / 3
        line = blur(
            ridge(rng, width, horizon + near * (1 - horizon) * 0.6, 0.06, 2, octaves=2)[None], width / 40
        )[0]
        inside = ramp(y - line[None], -0.004, 0.006)
        slope = np.gradient(line) * width
        shade = 0.85 + 0.25 * np.tanh(slope * 1.5)[None] * np.exp(-np.clip(y - line[None], 0, 1) / 0.15)
        ripples = 1 + 0.04 * np.sin((y * 60 * (1.4 - near) + 3 * noise(rng, height, width, 3, 3)) * 2)
        colour = (
            mix(np.broadcast_to(sand, image.shape), light.horizon, 0.35 * (1 - near))
            * (shade * ripples)[..., None]
        )
        image = mix(image, np.clip(colour, 0, 1), inside)
    return Scene(
        blur(image, rng.uniform(0.5, 2.5)),
        depth,
        "desert",
        ["desert", "sand dunes", "desert dunes", "in the desert", "sahara desert", "hot desert sand"],
        horizon + 0.2,
        0.4,
        [word],
    )


def clouds(rng: Random, height: int, width: int) -> Scene:
    """Nothing but sky, the subject resting on cloud."""
    y, _ = grid(height, width)
    key, light, word = pick_daylight(rng, ("noon", "noon", "morning", "golden", "sunset", "dusk", "overcast"))
    image = sky(rng, height, width, light, 1.1, clouds=rng.uniform(0.3, 0.9))
    bank = ramp(y + 0.12 * noise(rng, height, width, 3, 5), 0.65, 0.95)
    fluffy = np.clip(
        light.tint
        * (0.35 + 0.65 * light.strength)
        * (0.9 + 0.15 * noise(rng, height, width, 5, 5)[..., None]),
        0,
        1,
    )
    image = mix(image, fluffy, bank * 0.9)
    return Scene(
        blur(image, rng.uniform(0.8, 3)),
        bank * np.clip((y - 0.5) * 1.6, 0, 1),
        "sky",
        ["sky", "clouds", "sky with clouds", "cloudy sky", "above the clouds", "on a cloud", "dreamy sky"]
        + (["blue sky", "blue sky with white clouds"] if key == "noon" else []),
        0.75,
        0.15,
        [word],
    )
