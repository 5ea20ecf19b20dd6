"""What table tops and floors are made of."""

import numpy as np

from training.scenes.backdrops import pick_colour
from training.scenes.canvas import (
    Array,
    Random,
    blur,
    jitter,
    mix,
    noise,
    ramp,
    rgb,
)
from training.scenes.words import colour_word

WOODS = {
    "oak": "b98a58",
    "walnut": "5f402b",
    "pine": "d6ae78",
    "dark wood": "46301f",
    "light wood": "d9bb90",
    "rustic wood": "7d5a3c",
    "mahogany": "6b2f20",
    "birch": "e0c9a2",
}


STONES = {
    "white marble": ("eeecea", "a9a9ad"),
    "black marble": ("1d1d20", "8d8d90"),
    "grey marble": ("b4b5b8", "77787c"),
    "concrete": ("a7a5a1", "8b8986"),
    "slate": ("41464b", "565c62"),
    "granite": ("77736f", "4d4a48"),
    "terrazzo": ("e3ddd4", "c08a72"),
}


def perspective_rows(y: Array, horizon: float) -> Array:
    """Ground distance of each row, larger further away, for texture that shrinks toward the horizon."""
    return (1 / np.clip((y - horizon) / (1 - horizon) + 0.12, 0.05, None)).astype(np.float32)


def wood(rng: Random, y: Array, x: Array, horizon: float, colour: Array) -> Array:
    """Boards with grain running across the table."""
    height, width = y.shape
    distance = perspective_rows(y, horizon)
    grain = (
        noise(rng, height, width, 30, 3, stretch=14) * 0.5 + noise(rng, height, width, 6, 3, stretch=5) * 0.5
    )
    boards = np.abs(((distance * rng.uniform(1.0, 2.0)) % 1) - 0.5)
    seam = ramp(boards, 0.47, 0.497) * 0.35 * (distance < 4) if rng.random() < 0.6 else 0.0
    return np.clip(colour * (1 + 0.16 * grain - seam)[..., None], 0, 1)


def stone(rng: Random, y: Array, base: Array, vein: Array, veined: bool) -> Array:
    """Marble veins or speckled stone."""
    height, width = y.shape
    if veined:
        lines = blur(1 - ramp(np.abs(noise(rng, height, width, 2.2, 4, stretch=1.6)), 0.0, 0.14), 1.5)
        return mix(np.broadcast_to(base, (height, width, 3)), vein, lines * rng.uniform(0.25, 0.6))
    return mix(np.broadcast_to(base, (height, width, 3)), vein, 0.5 + 0.4 * noise(rng, height, width, 8, 5))


def surface(rng: Random, y: Array, x: Array, horizon: float) -> tuple[Array, list[str], float]:
    """A table top: its picture, its wordings, how much it mirrors."""
    shape = (*y.shape, 3)
    draw = rng.random()
    if draw < 0.45:
        name = str(rng.choice(list(WOODS)))
        words = [
            "wooden table",
            "wood table",
            f"{name} table",
            f"{name} table top",
            f"{name} surface",
            "wooden surface",
        ]
        if "wood" not in name:
            words += [f"{name} wood table", f"{name} wooden desk"]
        return wood(rng, y, x, horizon, jitter(rng, rgb(WOODS[name]))), words[-4:], 0.08
    if draw < 0.75:
        name = str(rng.choice(list(STONES)))
        base, vein = (rgb(code) for code in STONES[name])
        words = [f"{name} table", f"{name} surface", f"{name} counter", f"{name} countertop"]
        return stone(rng, y, jitter(rng, base, 0.02), vein, "marble" in name), words, 0.2
    name, colour = pick_colour(rng)
    word, kind = colour_word(rng, name), str(rng.choice(["table", "tablecloth", "podium"]))
    image = np.broadcast_to(colour, shape).astype(np.float32)
    if kind == "tablecloth":
        image = image * (1 + 0.09 * noise(rng, *y.shape, 4, 4)[..., None])
        return image, [f"{word} tablecloth", f"{word} linen cloth", f"{word} fabric"], 0.0
    return (
        image,
        [f"{word} {kind}", f"{word} surface", f"{word} tabletop" if kind == "table" else f"{word} pedestal"],
        0.12,
    )
