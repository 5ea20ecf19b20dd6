"""Coloured paper, light on walls, gradients and festive lights."""

import numpy as np

from training.scenes.canvas import (
    Array,
    Random,
    Scene,
    blur,
    discs,
    floor_depth,
    gradient,
    grid,
    jitter,
    noise,
    ramp,
    rgb,
)
from training.scenes.words import COLOURS, colour_word

LIGHTS = {
    "bright": (1.0, ["bright", "high key", "bright even light", "bright studio light", "airy"]),
    "soft": (0.92, ["soft light", "soft studio light", "softbox lighting", "even lighting", "gentle light"]),
    "dramatic": (0.62, ["dramatic light", "moody", "low key", "spotlight", "dark moody light"]),
    "window": (0.88, ["window light", "sunlight through a window", "morning light from the side", "sunlit"]),
}


def pick_colour(rng: Random) -> tuple[str, Array]:
    """A named colour; white twice as often and black sometimes, as product photographers choose."""
    name = (
        "white" if rng.random() < 0.12 else "black" if rng.random() < 0.06 else str(rng.choice(list(COLOURS)))
    )
    return name, jitter(rng, COLOURS[name], 0.02)


def gobo(rng: Random, height: int, width: int) -> Array:
    """Light through a window or leaves as it falls on a wall, 0…1."""
    y, x = grid(height, width)
    slant = x + y * rng.uniform(-0.8, 0.8)
    if rng.random() < 0.6:
        period = rng.uniform(0.25, 0.5)
        bars = ramp(np.abs((slant / period) % 1 - 0.5), 0.06, 0.12) * ramp(
            np.abs((y / rng.uniform(0.3, 0.5)) % 1 - 0.5), 0.05, 0.1
        )
        inside = ramp(0.5 - np.abs(slant - rng.uniform(0.2, 1)), 0, 0.06)
        return blur(bars * inside, rng.uniform(2, 5))
    return blur(0.5 + 0.5 * noise(rng, height, width, 3, 2), rng.uniform(5, 12))


def illuminate(rng: Random, image: Array, kind: str) -> Array:
    """Falloff, spot or window pattern over a backdrop."""
    height, width = image.shape[:2]
    y, x = grid(height, width)
    level = LIGHTS[kind][0]
    centre = (rng.uniform(0.2, 0.8) * width / height, rng.uniform(0.2, 0.6))
    away = np.hypot(x - centre[0], (y - centre[1]) * 1.1)
    if kind == "dramatic":
        return image * (0.18 + level * np.exp(-((away / rng.uniform(0.35, 0.6)) ** 2)))[..., None]
    shaded = image * (level * (1.03 - rng.uniform(0.04, 0.16) * away))[..., None]
    if kind == "window":
        shaded = shaded * (0.8 + 0.3 * gobo(rng, height, width))[..., None]
    return shaded


def light_kind(rng: Random, name: str) -> str:
    """White backdrops stay bright: nobody calls a dark grey frame white."""
    shares = [0.55, 0.35, 0.0, 0.1] if "white" in name else [0.25, 0.4, 0.15, 0.2]
    return str(rng.choice(list(LIGHTS), p=shares))


def studio(rng: Random, height: int, width: int) -> Scene:
    """A seamless sweep of coloured paper."""
    y, _ = grid(height, width)
    name, colour = pick_colour(rng)
    word, kind = colour_word(rng, name), light_kind(rng, name)
    bend = rng.uniform(0.55, 0.8)
    image = np.broadcast_to(colour, (height, width, 3)).astype(np.float32)
    image = image * (1 + (rng.uniform(-0.1, 0.1) * ramp(y, bend - 0.15, bend + 0.1)))[..., None]
    image = np.clip(illuminate(rng, image, kind), 0, 1)
    depth = np.maximum(floor_depth(y, bend, 0.15), 0.15).astype(np.float32)
    phrases = [
        f"{word} studio",
        f"{word} background",
        f"{word} studio background",
        f"plain {word} backdrop",
        f"seamless {word} paper",
        f"{word} seamless backdrop",
        f"{word} sweep",
        f"solid {word} background",
        f"minimal {word} background",
        f"{word} photo studio",
        f"studio with {word} background",
        f"{word} backdrop",
    ]
    return Scene(image, depth, "studio", phrases, bend, 0.35, [str(rng.choice(LIGHTS[kind][1]))])


def bokeh(rng: Random, height: int, width: int) -> Scene:
    """Festive lights or a soft gradient of one or two colours."""
    y, _ = grid(height, width)
    (name, colour), (other, second) = pick_colour(rng), pick_colour(rng)
    depth = floor_depth(y, 0.6, 0.1)
    if rng.random() < 0.5:
        image = gradient(y + 0.3 * noise(rng, height, width, 1.5, 2), [(0.1, colour), (0.9, second)])
        phrases = [
            f"{name} and {other} gradient",
            f"gradient background {name} to {other}",
            f"soft {name} gradient",
            f"abstract {name} background",
        ]
        return Scene(
            image,
            depth,
            "bokeh",
            phrases,
            0.7,
            0.2,
            [str(rng.choice(["soft", "smooth", "abstract", "pastel"]))],
        )
    image = np.broadcast_to(colour * rng.uniform(0.15, 0.5), (height, width, 3)).astype(np.float32)
    warm = [rgb("ffd27a"), rgb("ffe9b8"), rgb("ffb347")]
    image = discs(
        rng,
        image,
        int(rng.integers(20, 60)),
        [*warm, np.clip(colour * 1.3, 0, 1)],
        (0.015, 0.07),
        (0.0, 1.0),
        (0.2, 0.8),
    )
    phrases = [
        f"{name} bokeh lights",
        "festive lights",
        "golden bokeh",
        "christmas lights",
        "sparkling lights",
        "party lights",
    ]
    return Scene(
        image,
        depth,
        "bokeh",
        phrases,
        0.7,
        0.2,
        [str(rng.choice(["glowing", "festive", "christmas", "celebration"]))],
    )
