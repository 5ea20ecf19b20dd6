"""Brick as a bricklayer leaves it: no two of one size, burnt unevenly, soft-edged, mortar lying back."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.periodic import fetch, soften, tones_in, unit_range, weave_noise
from core.scenes.parts.stones import Skin

ROWS, COLUMNS = 16, 5
BURNT = ("9a5f4a", "8a5040", "a86f55", "74473a", "b28468", "5f4540", "94644f")
"""Colours of bricks from one kiln."""


def _laid(rng: Random, size: int) -> tuple[Array, Array, Array]:
    """The number of each point's brick, and how far inside it is across and down, in periods."""
    y, x = grid(size, size)
    wander = weave_noise(rng, size, 7, 3, gain=0.5)
    rough = weave_noise(rng, size, 34, 4, gain=0.62)
    y = y + 0.0016 * wander + 0.0007 * rough
    x = x + 0.0012 * fetch(wander, x + 0.31, y + 0.17) + 0.0009 * fetch(rough, x + 0.4, y)
    row = np.floor(y * ROWS).astype(int) % ROWS
    bed = rng.normal(0, 0.0014, ROWS)
    down = np.minimum((y * ROWS) % 1, 1 - (y * ROWS) % 1) / ROWS + bed[row] * 0.5
    # Every course starts a little off, and its heads are not evenly spaced.
    start = (np.arange(ROWS) % 2) * 0.5 + rng.normal(0, 0.05, ROWS)
    heads = rng.normal(0, 0.03, (ROWS, COLUMNS))
    at = x * COLUMNS + start[row]
    column = np.floor(at).astype(int) % COLUMNS
    part = at - np.floor(at)
    left = part - heads[row, column]
    right = 1 + heads[row, (column + 1) % COLUMNS] - part
    number = np.where(left < 0, (column - 1) % COLUMNS, np.where(right < 0, (column + 1) % COLUMNS, column))
    across = np.minimum(np.abs(left), np.abs(right)) / COLUMNS
    return row * COLUMNS + number, f32(across), f32(down)


def _body(rng: Random, size: int) -> tuple[Array, Array, Array, Array]:
    """Each point's brick, how much it is brick (0…1), its height, and the roughness of all of it."""
    number, across, down = _laid(rng, size)
    rough, fine = weave_noise(rng, size, 48, 4, gain=0.7), weave_noise(rng, size, 200, 2, gain=0.9)
    chip = weave_noise(rng, size, 22, 4, gain=0.62)
    corner = 0.009
    edge = corner - np.hypot(np.clip(corner - across, 0, None), np.clip(corner - down, 0, None))
    edge = np.where(edge >= corner - 1e-6, np.minimum(across, down), edge)
    edge = edge - 0.0048 - 0.0011 * chip - 0.0005 * rough
    own = rng.standard_normal((3, ROWS * COLUMNS))
    # Arrises are worn round: the face rises softly over half a centimetre.
    face = 1 - np.exp(-np.clip(edge, 0, None) / 0.0028)
    share = ramp(f32(edge), -0.0012, 0.0012)
    _, x = grid(size, size)
    tilt = own[1][number] * np.sin(2 * np.pi * COLUMNS * x) * 0.0004
    pits = np.clip(weave_noise(rng, size, 62, 3, gain=0.7) - 1.75, 0, 1.4) * share
    height = share * face * (0.0058 + 0.0012 * own[0][number] + tilt) + 0.00045 * rough + 0.0002 * fine
    height = height - 0.0016 * pits + (1 - share) * (0.0006 * chip + 0.0004 * fine)
    return number, share, f32(soften(f32(height), 0.0007)), f32(rough + 0.5 * fine - 1.5 * pits)


def aged_brick(rng: Random, size: int, colour: Array | None) -> Skin:
    """Old facing bricks, from orange to nearly black, lime bloom on them, in pale recessed mortar."""
    number, share, height, rough = _body(rng, size)
    tones = np.stack([rgb(code) for code in BURNT])
    if colour is not None:
        tones = np.clip(tones / tones.mean((0, 1)) * 0.35 + 0.65, 0, 2) * colour
    picked = rng.choice(len(tones), ROWS * COLUMNS, p=[0.24, 0.2, 0.18, 0.12, 0.1, 0.06, 0.1])
    own = tones[picked] * rng.normal(1, 0.045, (ROWS * COLUMNS, 1))
    cloud = weave_noise(rng, size, 17, 5, gain=0.66)
    smoke = ramp(weave_noise(rng, size, 9, 4, gain=0.6), 0.5, 1.9)
    brick = own[number] * (1 + 0.085 * cloud + 0.05 * rough)[..., None]
    brick = tones_in(brick, brick * np.array([0.62, 0.6, 0.62]), 0.5 * smoke)
    bloom = np.clip(weave_noise(rng, size, 12, 5, gain=0.68) - 0.9, 0, 1.4) * 0.2
    brick = tones_in(brick, rgb("cdc3b6"), bloom)
    mortar = rgb("b5ada1") * (1 + 0.05 * rough + 0.05 * cloud)[..., None]
    picture = mortar + share[..., None] * (brick - mortar)
    return unit_range(picture), height


def dark_brick(rng: Random, size: int, colour: Array | None) -> Skin:
    """Bricks burnt nearly black, in grey mortar."""
    picture, height = aged_brick(rng, size, rgb("4b403c") if colour is None else colour)
    return unit_range(picture * np.array([0.82, 0.82, 0.84])), height


def painted_brick(rng: Random, size: int, colour: Array | None) -> Skin:
    """Bricks under several coats of paint: edges and joints are filled and soft, a little shows through."""
    base = rgb("e7e4dd") if colour is None else colour
    number, share, height, rough = _body(rng, size)
    own = rng.standard_normal(ROWS * COLUMNS)[number]
    cloud = weave_noise(rng, size, 5, 5, gain=0.6)
    tone = 1 + 0.012 * own * share + 0.014 * cloud + 0.01 * rough - 0.035 * (1 - share)
    grime = ramp(weave_noise(rng, size, 8, 5, gain=0.66), 0.9, 2.2) * (1 - 0.6 * share)
    picture = base * tone[..., None]
    worn = np.clip(weave_noise(rng, size, 24, 5, gain=0.7) - 2.05, 0, 1) * share
    picture = tones_in(picture, base * np.array([0.84, 0.8, 0.75]), 0.45 * grime)
    picture = tones_in(picture, base * 0.55 + 0.45 * rgb("b0806a"), 0.7 * worn)
    return unit_range(picture), f32(0.62 * soften(height, 0.0016))
