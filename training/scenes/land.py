"""Mountains, forest, meadow and snow."""

import numpy as np

from training.scenes.canvas import (
    Random,
    Scene,
    blur,
    discs,
    floor_depth,
    gradient,
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


def mountains(rng: Random, height: int, width: int) -> Scene:
    """Two to four ridges fading into haze behind a meadow, rocks or a lake."""
    y, _ = grid(height, width)
    _, light, word = pick_daylight(rng, ("noon", "morning", "golden", "sunset", "overcast", "foggy"))
    horizon = rng.uniform(0.5, 0.68)
    image = sky(rng, height, width, light, horizon)
    depth = floor_depth(y, horizon)
    layers, snowy = int(rng.integers(2, 5)), rng.random() < 0.5
    rock = rgb("55606e") if rng.random() < 0.6 else rgb("5c5a4e")
    for layer in range(layers):
        near = (layer + 1) / layers
        level = horizon - (1 - near) * rng.uniform(0.2, 0.34) - 0.05
        line = ridge(rng, width, level, 0.1 * (1.3 - near * 0.7), 3 + 2 * layer)
        inside = ramp(y - line[None], -0.004, 0.006)
        colour = mix(
            np.broadcast_to(lit(rock, light), (height, width, 3)), light.horizon, 0.75 * (1 - near) + 0.1
        )
        colour = colour * (1 + 0.15 * noise(rng, height, width, 7, 4)[..., None])
        if snowy and layer < max(1, layers - 1):
            cap = ramp(line[None] + 0.07 + 0.05 * noise(rng, height, width, 10, 3) - y, -0.01, 0.02)
            colour = mix(colour, lit(rgb("f4f7fb"), light), cap * 0.9)
        image = mix(image, np.clip(colour, 0, 1), inside)
        depth = np.maximum(depth, inside * 0.06 * near)
    kind = str(rng.choice(["meadow", "rock", "lake"]))
    far = lit({"meadow": rgb("6f8a4a"), "rock": rgb("7b756c"), "lake": rgb("5f86a0")}[kind], light)
    image = mix(
        image,
        ground(rng, y, horizon, jitter(rng, far * 0.9), far, 0.04 if kind == "lake" else 0.18),
        ramp(y, horizon - 0.01, horizon + 0.015),
    )
    phrases = [
        "mountains",
        "mountain landscape",
        "alpine scenery",
        "mountain range",
        "rocky peaks",
        "mountain valley",
    ]
    if snowy:
        phrases += ["snow-capped mountains", "snowy peaks"]
    extra = {"meadow": "green meadow in front", "rock": "rocky ground", "lake": "a lake in front"}[kind]
    return Scene(
        blur(image, rng.uniform(0.5, 3)), depth, "mountains", phrases, horizon + 0.1, 0.4, [word, extra]
    )


FORESTS = {
    "forest": (
        ("2f5a2c", "6f9a44", "a8c26a"),
        "4a3a28",
        ["forest", "green forest", "woods", "in the woods", "lush green forest", "woodland"],
    ),
    "pine": (
        ("1f3d2e", "35583f", "5f8560"),
        "3d3027",
        ["pine forest", "conifer forest", "dark green forest"],
    ),
    "autumn": (
        ("8a4a1c", "c9792b", "e3b04a"),
        "5a3c24",
        ["autumn forest", "fall foliage", "orange autumn leaves"],
    ),
    "jungle": (("1c4a26", "3f8a3a", "8ec45a"), "35402a", ["jungle", "tropical leaves", "rainforest"]),
}


def forest(rng: Random, height: int, width: int) -> Scene:
    """Foliage bokeh, trunks and a forest floor."""
    y, x = grid(height, width)
    name = str(rng.choice(list(FORESTS), p=[0.5, 0.2, 0.2, 0.1]))
    greens, floor, phrases = FORESTS[name]
    _, light, word = pick_daylight(rng, ("noon", "morning", "golden", "overcast", "foggy"))
    dark, middle, bright = (lit(jitter(rng, rgb(code)), light) for code in greens)
    image = gradient(y, [(0, bright * 0.6 + light.horizon * 0.4), (0.5, middle), (1, dark)])
    for cells, colour, cut in ((4, middle, -0.1), (7, bright, 0.3), (6, dark, 0.2)):
        image = mix(image, colour, ramp(noise(rng, height, width, cells, 4), cut, cut + 0.6) * 0.75)
    horizon = rng.uniform(0.58, 0.75)
    depth = floor_depth(y, horizon, 0.12)
    for _ in range(int(rng.integers(3, 12)) if name != "jungle" else 0):
        centre, thick, near = rng.uniform(0, width / height), rng.uniform(0.008, 0.035), rng.uniform(0.1, 0.5)
        foot = horizon + near * (1 - horizon) * 0.5
        lean = centre + rng.normal(0, 0.03) * (y - foot)
        trunk = (1 - ramp(np.abs(x - lean), thick * 0.7, thick * 1.3)) * ramp(foot - y, -0.005, 0.005)
        image = mix(
            image,
            lit(jitter(rng, rgb("4f4034")), light) * 0.55 + light.horizon * 0.12 * (1 - near),
            trunk * 0.85,
        )
        depth = np.maximum(depth, trunk * near * 0.8)
    moss = lit(rgb(floor) * 0.55 + rgb(greens[1]) * 0.35, light)
    image = mix(
        image, ground(rng, y, horizon, moss, middle * 0.9, 0.22), ramp(y, horizon - 0.06, horizon + 0.06)
    )
    image = blur(image, rng.uniform(1.5, 4))
    if rng.random() < 0.6:
        image = discs(
            rng,
            image,
            int(rng.integers(8, 40)),
            [bright, light.tint * 0.8],
            (0.012, 0.04),
            (0.02, 0.5),
            (0.1, 0.6),
        )
    return Scene(image, depth, "forest", phrases, horizon + 0.05, 0.45, [word])


def meadow(rng: Random, height: int, width: int) -> Scene:
    """Grass, sometimes flowers, a tree line and sky."""
    y, _ = grid(height, width)
    _, light, word = pick_daylight(rng, ("noon", "morning", "golden", "sunset", "overcast"))
    horizon = rng.uniform(0.35, 0.58)
    image = sky(rng, height, width, light, horizon)
    line = ridge(rng, width, horizon - 0.05, 0.035, 6)
    trees = lit(rgb("4c6b3c"), light) * 0.7 + light.horizon * 0.3
    image = mix(image, trees, ramp(y - line[None], -0.006, 0.01))
    grass = lit(jitter(rng, rgb("6fa23a")), light)
    image = mix(
        image,
        ground(rng, y, horizon, grass * 0.85, grass * 0.75 + light.horizon * 0.25, 0.16, 12),
        ramp(y, horizon - 0.01, horizon + 0.02),
    )
    phrases = [
        "meadow",
        "green field",
        "grass field",
        "grassy meadow",
        "green grass",
        "a lawn",
        "countryside",
        "in a park",
    ]
    image = blur(image, rng.uniform(0.8, 3))
    if rng.random() < 0.4:
        name, colour = [
            ("red", rgb("d2343a")),
            ("yellow", rgb("f2d23c")),
            ("purple", rgb("8a5bb5")),
            ("white", rgb("f6f4ee")),
            ("pink", rgb("ec8fb0")),
        ][rng.integers(5)]
        image = discs(
            rng, image, int(rng.integers(40, 120)), [lit(colour, light)], (0.006, 0.02), (horizon + 0.05, 1.0)
        )
        phrases = [
            f"meadow with {name} flowers",
            f"field of {name} flowers",
            "flower meadow",
            f"{name} wildflowers",
        ]
    return Scene(image, floor_depth(y, horizon), "meadow", phrases, horizon + 0.12, 0.45, [word])


def snow(rng: Random, height: int, width: int) -> Scene:
    """Snowy ground, frosted trees, pale sky."""
    y, _ = grid(height, width)
    _, light, word = pick_daylight(
        rng, ("noon", "morning", "overcast", "overcast", "foggy", "dusk", "golden")
    )
    horizon = rng.uniform(0.4, 0.6)
    image = mix(sky(rng, height, width, light, horizon), lit(rgb("eef3f8"), light), 0.35)
    for layer in range(2):
        line = horizon - rng.uniform(0.02, 0.1) - 0.05 * np.abs(noise(rng, 8, width, 1, 6, stretch=0.15)[3])
        spikes = line - 0.06 * np.abs(ridge(rng, width, 0, 1, 24, octaves=3))
        trees = lit(rgb("3d5049"), light) * (0.45 + 0.4 * layer) + lit(rgb("e8eef4"), light) * 0.35 * (
            1 - layer * 0.5
        )
        image = mix(image, np.clip(trees, 0, 1), ramp(y - spikes[None], -0.006, 0.012) * 0.9)
    white = lit(rgb("f3f6fa"), light)
    image = mix(
        image,
        ground(rng, y, horizon, white, white * 0.92 + light.zenith * 0.06, 0.04, 5),
        ramp(y, horizon - 0.02, horizon + 0.03),
    )
    image = blur(image, rng.uniform(0.8, 3))
    if rng.random() < 0.45:
        image = discs(
            rng, image, int(rng.integers(20, 80)), [rgb("ffffff")], (0.004, 0.016), (0.0, 1.0), (0.2, 0.8)
        )
    return Scene(
        image,
        floor_depth(y, horizon),
        "snow",
        [
            "snow",
            "snowy landscape",
            "winter landscape",
            "snowy field",
            "winter scene",
            "in the snow",
            "snow covered ground",
            "snowy forest",
            "snowy winter day",
        ],
        horizon + 0.1,
        0.3,
        [word],
    )
