"""Leaves, trunks, grass and flowers, drawn sharp and left for the lens to blur."""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Colour, Random, noise, ramp, rgb
from training.scenes.daylight import palette


def leaves(
    rng: Random,
    height: int,
    width: int,
    colours: list[Array],
    size: float = 0.014,
    glints: float = 0.01,
    mass_cells: float = 3,
) -> Array:
    """A wall of leaves about ``size`` of the height across: ``colours`` from shade to sun, gathered in
    light and dark masses; a share ``glints`` of them flashes (up to 4), to become round discs in a blur."""
    mass = noise(rng, height, width, mass_cells, 4)
    rows, columns = max(4, round(1 / size)), max(4, round(width / height / size))
    scatter = rng.standard_normal((rows, columns)).astype(np.float32)
    flash = (rng.random((rows, columns)) < glints * 3).astype(np.float32) * rng.uniform(0.6, 2.6)
    shape = (width, height)
    each = cv2.resize(scatter, shape, interpolation=cv2.INTER_NEAREST)
    shine = cv2.resize(flash, shape, interpolation=cv2.INTER_NEAREST) * ramp(mass, -0.1, 0.5)
    image = palette(0.48 + 0.36 * mass + 0.2 * each, colours)
    return image * (1 + shine[..., None])


def clumps(rng: Random, height: int, width: int, cells: float, cut: float, softness: float = 0.12) -> Array:
    """Alpha of a layer of leafy boughs with ragged edges; higher ``cut`` covers less."""
    return ramp(noise(rng, height, width, cells, 5, gain=0.7), cut, cut + softness)


def trunks(
    rng: Random,
    shape: tuple[int, int],
    count: int,
    thick: tuple[float, float],
    foot: float,
    bark: Array,
    sun: float,
) -> tuple[Array, Array]:
    """``count`` tree trunks from the top down to y = ``foot``: colour lit from share ``sun`` of the width,
    and alpha. ``thick`` are half widths as shares of the height."""
    height, width = shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) / height
    colour, alpha = np.zeros((height, width, 3), np.float32), np.zeros(shape, np.float32)
    rough = noise(rng, height, width, 6, 3, stretch=0.25)
    for _ in range(count):
        half, centre = rng.uniform(*thick), rng.uniform(-0.05, width / height + 0.05)
        bend = rng.normal(0, 0.04) * (y - foot) + rng.normal(0, 0.008) * np.sin(y * rng.uniform(2, 5))
        flare = half * (1 + 0.5 * np.clip((y - foot + 0.12) / 0.12, 0, 1) ** 2 + 0.25 * (y - foot))
        across = (x - centre - bend) / np.maximum(flare, 1e-3)
        cover = ramp(1.0 - np.abs(across), 0.0, 0.25) * (y < foot + abs(rng.normal(0, 0.015)))
        side = np.sign(sun * width / height - centre + 1e-3)
        shade = (0.75 + 0.45 * side * across + 0.25 * rough) * rng.uniform(0.8, 1.15)
        colour = (
            colour * (1 - cover[..., None]) + np.clip(shade, 0.12, 1.3)[..., None] * bark * cover[..., None]
        )
        alpha = np.maximum(alpha, cover)
    return colour / np.maximum(alpha, 1e-3)[..., None], alpha


def _canvas(image: Array) -> np.ndarray:
    """An 8-bit copy on which cv2 draws antialiased."""
    return np.ascontiguousarray((np.clip(image, 0, 1) * 255).astype(np.uint8))


def _pen(colour: Array) -> Colour:
    """The colour as cv2 wants it for 8-bit pictures."""
    red, green, blue = (np.clip(colour, 0, 1) * 255).tolist()
    return red, green, blue


def blades(
    rng: Random,
    image: Array,
    horizon: float,
    colours: list[Array],
    count: int,
    tall: float = 0.35,
    lean: float = 0.3,
) -> Array:
    """Grass standing on the ground from the horizon to below the frame, far ones first; blades are up to
    ``tall`` camera heights long, ``lean`` is how far their tips sway. sRGB 0…1."""
    height, width = image.shape[:2]
    made = _canvas(image)
    roots = horizon + 0.02 + (1.15 - horizon) * np.sort(rng.random(count) ** 0.8)
    centre, length = rng.uniform(0, width, count), tall * rng.uniform(0.4, 1, count)
    sway = rng.normal(0.1, lean, count)
    tone = rng.integers(0, len(colours), count)
    light = rng.uniform(0.7, 1.15, count)
    for i, root in enumerate(roots):
        long = length[i] * (root - horizon) * height
        base = (int(centre[i]), int(root * height))
        middle = (int(centre[i] + sway[i] * long * 0.35), int(root * height - long * 0.6))
        tip = (int(centre[i] + sway[i] * long), int(root * height - long))
        pen, thick = _pen(colours[tone[i]] * light[i]), max(1, int((root - horizon) * height * 0.016))
        cv2.line(made, base, middle, pen, thick, cv2.LINE_AA)
        cv2.line(made, middle, tip, pen, max(1, thick // 2), cv2.LINE_AA)
    return made.astype(np.float32) / 255


def heads(
    rng: Random,
    image: Array,
    horizon: float,
    colours: list[Array],
    count: int,
    size: float,
    kind: str = "round",
    tall: float = 0.35,
    stem: Array | None = None,
) -> Array:
    """Flowers on the ground like ``blades``; ``size`` is a head's radius in camera heights and ``kind`` one
    of round, daisy, sunflower, tulip, spike, ear."""
    height, width = image.shape[:2]
    made = _canvas(image)
    stem = rgb("4c7a34") if stem is None else stem
    for root in horizon + 0.015 + (1.2 - horizon) * np.sort(rng.random(count) ** 0.9):
        unit = (root - horizon) * height
        at = (float(rng.uniform(0, width)), float(root * height - tall * rng.uniform(0.6, 1.1) * unit))
        colour = colours[rng.integers(len(colours))] * rng.uniform(0.82, 1.08)
        foot = (int(at[0] + rng.normal(0, 0.03) * unit), int(root * height))
        cv2.line(made, (int(at[0]), int(at[1])), foot, _pen(stem), max(1, int(unit * 0.014)), cv2.LINE_AA)
        _head(rng, made, at, max(0.7, size * unit * rng.uniform(0.7, 1.2)), colour, kind)
    return made.astype(np.float32) / 255


def _oval(
    made: np.ndarray, at: tuple[float, float], axes: tuple[float, float], turn: float, colour: Array
) -> None:
    """A filled antialiased ellipse with sub-pixel place."""
    box = ((at[0], at[1]), (max(1.0, 2 * axes[0]), max(1.0, 2 * axes[1])), turn)
    cv2.ellipse(made, box, _pen(colour), -1, cv2.LINE_AA)


def _petals(rng: Random, made: np.ndarray, at: tuple[float, float], size: float, colour: Array) -> None:
    """A ring of pointed petals, or a mere oval where the flower is too small to show them."""
    if size < 4:
        _oval(made, at, (size, size * 0.8), 0, colour)
        return
    start = rng.uniform(0, np.pi)
    for turn in np.arange(0, 2 * np.pi, 2 * np.pi / 13) + start:
        spot = (at[0] + 0.62 * size * np.cos(turn), at[1] + 0.5 * size * np.sin(turn))
        slant = float(np.degrees(np.arctan2(0.8 * np.sin(turn), np.cos(turn))))
        _oval(made, spot, (size * 0.42, size * 0.15), slant, colour * rng.uniform(0.75, 1.1))


def _head(
    rng: Random, made: np.ndarray, at: tuple[float, float], size: float, colour: Array, kind: str
) -> None:
    """One flower head of radius ``size`` px."""
    if kind in ("daisy", "sunflower"):
        _petals(rng, made, at, size, colour)
        inner = 0.5 if kind == "sunflower" else 0.32
        _oval(
            made,
            at,
            (size * inner, size * inner * 0.85),
            0,
            rgb("4a2c14" if kind == "sunflower" else "e8b52c"),
        )
    elif kind == "tulip":
        _oval(made, at, (size * 0.62, size), 0, colour)
        _oval(made, (at[0] - size * 0.2, at[1]), (size * 0.25, size * 0.85), 8, np.clip(colour * 1.2, 0, 1))
    elif kind in ("spike", "ear"):
        for k in range(5):
            spot = (at[0] + rng.normal(0, 0.12) * size, at[1] + (k - 2) * size * 0.55)
            _oval(made, spot, (size * (0.34 - 0.03 * k), size * 0.36), 0, colour * rng.uniform(0.75, 1.1))
    else:
        _oval(made, at, (size, size * 0.75), float(rng.uniform(0, 180)), colour)
        _oval(made, (at[0], at[1] + size * 0.15), (size * 0.4, size * 0.25), 0, colour * 0.6)
