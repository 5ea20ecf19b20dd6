"""Walls of field stones as a mason builds them, and of corrugated metal: colour (sRGB), height in periods."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.periodic import Values, soften, tones_in, unit_range, weave_noise
from core.scenes.parts.stones import Skin

FIELD = ("a79d8e", "938b7f", "b8ad9a", "857d72", "a3957f", "9a9892", "b3a48c", "7d766d")
"""Stones as they are found, pale and dry."""
MORTAR = "a89f90"


def stone_wall(rng: Random, size: int, colour: Array | None) -> Skin:
    """Stones of many sizes fitted into courses and pointed with lime mortar."""
    which, edge = _fitted(rng, size, 6, 9)
    rough, fine = weave_noise(rng, size, 30, 4, gain=0.68), weave_noise(rng, size, 150, 3, gain=0.8)
    broad = weave_noise(rng, size, 7, 4, gain=0.6)
    count = int(which.max()) + 1
    own = rng.standard_normal((4, count))
    inner = edge - 0.006 - 0.0016 * rough
    body = ramp(f32(inner), -0.0012, 0.002)
    face = 1 - np.exp(-np.clip(inner, 0, None) / 0.009)
    codes = np.stack([rgb(code) for code in FIELD])
    if colour is not None:
        codes = np.clip(codes / codes.mean((0, 1)) * 0.6 + 0.4, 0, 2) * colour
    tones = codes[rng.integers(0, len(codes), count)] * (1 + 0.07 * own[0][:, None])
    light = 1 + 0.075 * broad + 0.085 * rough + 0.045 * fine
    stone = tones[which] * light[..., None]
    warm = 0.4 * ramp(f32(broad + 0.5 * rough + 0.6 * own[1][which]), 0.6, 2.0)
    stone = tones_in(stone, stone * np.array([1.08, 0.93, 0.74]), warm)
    lichen = 0.5 * ramp(weave_noise(rng, size, 13, 5, gain=0.7), 1.0, 1.8)
    stone = tones_in(stone, rgb("bdbba8") * (1 + 0.1 * fine)[..., None], lichen)
    mortar = rgb(MORTAR) * (1 + 0.08 * rough + 0.06 * fine)[..., None]
    picture = tones_in(mortar, stone, body)
    picture = picture * (1 - 0.35 * np.exp(-((inner / 0.0035) ** 2)))[..., None]
    tilt = own[2][which] * 0.002 + 0.003 * weave_noise(rng, size, 10, 3)
    height = (
        body * face * (0.014 + tilt) + body * (0.0016 * rough + 0.0004 * fine) + (1 - body) * 0.001 * rough
    )
    return unit_range(picture), f32(soften(f32(height), 0.0006))


def _fitted(rng: Random, size: int, columns: int, rows: int) -> tuple[Values, Array]:
    """The number of each point's stone, and how far it is from the next, in periods: courses that wander, of
    stones of any width, some of two courses."""
    y, x = grid(size, size)
    bend = 0.016 * weave_noise(rng, size, 4, 3, gain=0.55)
    ragged = 0.0022 * weave_noise(rng, size, 26, 3, gain=0.6)
    beds = np.concatenate([[0.0], np.cumsum(rng.uniform(0.6, 1.5, rows))])
    beds = beds / beds[-1]
    at = (y + bend + ragged) % 1
    row = np.clip(np.searchsorted(beds, at, side="right") - 1, 0, rows - 1)
    down = np.minimum(at - beds[row], beds[row + 1] - at)
    number, across = np.zeros((size, size), int), np.zeros((size, size))
    lean = 0.014 * weave_noise(rng, size, 7, 3)
    for course in range(rows):
        count = int(rng.integers(columns - 1, columns + 3))
        heads = np.concatenate([[0.0], np.cumsum(rng.uniform(0.5, 1.6, count))])
        heads = heads / heads[-1]
        place = (x + lean + 0.8 * ragged + rng.random()) % 1
        column = np.clip(np.searchsorted(heads, place, side="right") - 1, 0, count - 1)
        here = row == course
        number[here] = (course * (columns + 3) + column)[here]
        across[here] = np.minimum(place - heads[column], heads[column + 1] - place)[here]
    corner = 0.022
    edge = corner - np.hypot(np.clip(corner - across, 0, None), np.clip(corner - down, 0, None))
    edge = np.where(edge >= corner - 1e-6, np.minimum(across, down), edge)
    return number, f32(edge)


def corrugated(rng: Random, size: int, colour: Array | None) -> Skin:
    """Steel sheet with upright ribs, painted, as of a shipping container: scuffed, rust at its seams."""
    base = rgb("8f979b") if colour is None else colour
    _, x = grid(size, size)
    ribs = 7
    place = np.abs((x * ribs) % 1 - 0.5) * 2
    flank = ramp(f32(place), 0.34, 0.62)
    streak = weave_noise(rng, size, 4, 4, stretch=0.04, gain=0.75)
    cloud, fine = weave_noise(rng, size, 6, 5, gain=0.62), weave_noise(rng, size, 140, 2, gain=0.9)
    tone = 1 + 0.03 * cloud + 0.02 * streak + 0.012 * fine - 0.05 * (1 - flank)
    picture = base * tone[..., None]
    faded = 0.3 * ramp(f32(cloud + 0.5 * streak), 0.4, 2.0)
    picture = tones_in(picture, np.clip(base * 0.75 + 0.2, 0, 1), faded)
    run = ramp(f32(0.8 * streak + 0.5 * cloud), 1.5, 2.3)
    picture = tones_in(picture, rgb("7a4a2c") * (1 + 0.1 * fine)[..., None], 0.55 * run)
    chip = ramp(weave_noise(rng, size, 34, 4, gain=0.7), 2.2, 2.5)
    picture = tones_in(picture, rgb("6b4630"), 0.8 * chip)
    return unit_range(picture), f32(0.022 * flank + 0.0002 * fine - 0.0004 * chip)
