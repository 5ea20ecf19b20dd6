"""Small things that lie about on a table: balls, eggs, leaves, petals, confetti."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, blur, jitter, ramp, rgb
from training.scenes.planes import Plane


def strew(rng: Random, image: Array, plane: Plane, form: str, codes: tuple[str, ...]) -> None:
    """Small things on the table, mostly at its sides: balls, eggs, leaves, petals, confetti."""
    height, width = image.shape[:2]
    counts = {
        "ball": (2, 7),
        "egg": (2, 6),
        "leaf": (5, 16),
        "petal": (6, 22),
        "confetti": (25, 90),
        "none": (0, 1),
    }
    aspect = width / height
    places = []
    for _ in range(int(rng.integers(*counts[form]))):
        x = aspect * (rng.beta(0.5, 0.5) if form != "confetti" else rng.uniform())
        places.append((rng.uniform(plane.edge + 0.03, 1.0), x))
    base = {"ball": 0.055, "egg": 0.05, "leaf": 0.06, "petal": 0.03, "confetti": 0.009, "none": 0}[form]
    for y, x in sorted(places):
        near = (y - plane.vanish) / (1 - plane.vanish)
        size = base * near * rng.uniform(0.7, 1.2)
        colour = jitter(rng, rgb(str(rng.choice(codes))), 0.06)
        piece(rng, image, x, y, size, colour, form, max(0.15, near * 0.5), abs(near - 0.85) * 0.02)


def piece(
    rng: Random,
    image: Array,
    x: float,
    y: float,
    size: float,
    colour: Array,
    form: str,
    flat: float,
    soft: float,
) -> None:
    """One small thing whose foot is at (x, y), blurred by ``soft``, within its own window of the picture."""
    height, width = image.shape[:2]
    reach = int((size * 3 + soft * 2) * height) + 3
    column, row = int(x * height), int(y * height)
    rows = slice(max(0, row - reach), min(height, row + reach))
    columns = slice(max(0, column - reach), min(width, column + reach))
    window = image[rows, columns]
    if window.size == 0:
        return
    v, u = np.mgrid[rows, columns].astype(np.float32) + 0.5
    u, v = (u / height - x) / size, (v / height - y) / size
    solid = form in ("ball", "egg")
    shape, shade = upright(u, v, form) if solid else lying(rng, u, v / flat, form)
    dark = np.exp(-((u / 1.2) ** 2) - (v / (1.2 * flat)) ** 2) * (0.5 if solid else 0.3)
    window *= (1 - dark)[..., None]
    shape = blur(shape.astype(np.float32), max(0.5, soft * height))[..., None]
    window += shape * (np.clip(colour * shade[..., None], 0, 1.2) - window)


def upright(u: Array, v: Array, form: str) -> tuple[Array, Array]:
    """Coverage and shade of a ball or an egg standing on v = 0."""
    tall = 1.0 if form == "ball" else 1.25
    v = (v + tall * 0.85) / tall
    inside = 1 - u * u - v * v
    gleam = np.exp(-((u + 0.35) ** 2 + (v + 0.4) ** 2) / 0.05) * (1.2 if form == "ball" else 0.25)
    return ramp(inside, 0, 0.15), 0.55 + 0.45 * np.sqrt(np.clip(inside, 0, 1)) - 0.2 * v + gleam


def lying(rng: Random, u: Array, v: Array, form: str) -> tuple[Array, Array]:
    """Coverage and shade of a leaf, a petal or a scrap of paper on the table."""
    turn = rng.uniform(0, 2 * np.pi)
    along, across = u * np.cos(turn) + v * np.sin(turn), v * np.cos(turn) - u * np.sin(turn)
    if form == "leaf":
        angle, away = np.arctan2(across, along), np.hypot(along, across)
        rim = 0.62 + 0.38 * np.cos(angle * 5 / 2) ** 2 * np.cos(angle / 2) ** 2 + 0.05 * np.cos(angle * 15)
        return ramp(rim - away, 0, 0.1), 0.85 + 0.3 * across - 0.25 * np.exp(-((across / 0.05) ** 2))
    round_ = 1 - along**2 - (across / 0.7) ** 2
    return ramp(round_, 0, 0.25), 0.9 + 0.25 * across
