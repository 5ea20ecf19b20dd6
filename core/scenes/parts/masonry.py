"""Walls as they are built and coated: plaster, paint, brick, tiles, panelling. Colour (sRGB) and height."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb
from core.scenes.parts.periodic import (
    Values,
    Whole,
    covered,
    soften,
    tones,
    tones_in,
    unit_range,
    vector,
    weave_noise,
)
from core.scenes.parts.stones import Skin


def plaster(rng: Random, size: int, colour: Array | None) -> Skin:
    """Trowelled plaster: overlapping flat sweeps with their ridges, burnished clouds, a few pits."""
    base = rgb("d9d2c7") if colour is None else colour
    height = np.zeros((size, size), np.float32)
    for cells, high, across in ((3, 0.0016, 1.5), (4, 0.0012, 0.6), (7, 0.0008, 1.8)):
        layer = weave_noise(rng, size, cells, 4, stretch=across, gain=0.4) * 0.9
        part = layer - np.floor(layer)
        # A sweep of the trowel ends in a ridge: heights rise slowly and drop at once.
        ridge = part * np.clip((1 - part) / 0.1, 0, 1)
        swell = np.clip(0.4 + 0.6 * weave_noise(rng, size, 5, 3), 0, 1.2)
        height += (high * ridge * swell).astype(np.float32)
    height = 0.75 * soften(height, 0.0016)
    rough = weave_noise(rng, size, 40, 4, gain=0.65)
    cloud = weave_noise(rng, size, 2, 5, gain=0.55)
    pits = np.clip((weave_noise(rng, size, 110, 1) - 2.75) * 2, 0, 1)
    height = height + 0.00018 * rough - 0.001 * pits
    tone = 1 + 0.03 * cloud + 0.012 * rough + 14 * (height - height.mean()) - 0.1 * pits
    warm = vector(0.004, 0, -0.006) * cloud[..., None]
    return unit_range(base * (tone[..., None] + warm)), height.astype(np.float32)


def paint(rng: Random, size: int, colour: Array | None) -> Skin:
    """A wall rolled with matt paint: a fine orange peel, hardly uneven."""
    base = rgb("d8d4cc") if colour is None else colour
    peel = weave_noise(rng, size, 130, 2, gain=0.7)
    wavy = weave_noise(rng, size, 3, 3)
    tone = 1 + 0.004 * peel + 0.006 * wavy
    return unit_range(base * tone[..., None]), (0.000025 * peel + 0.0006 * soften(wavy, 0.02)).astype(
        np.float32
    )


def paper(rng: Random, size: int, colour: Array | None) -> Skin:
    """Seamless paper or card: a felted, barely visible fibre."""
    base = rgb("e9e6e0") if colour is None else colour
    fibre = weave_noise(rng, size, 200, 2, stretch=1.5, gain=0.9)
    cloud = weave_noise(rng, size, 12, 4, gain=0.7)
    tone = 1 + 0.006 * fibre + 0.004 * cloud
    return unit_range(base * tone[..., None]), (0.00004 * fibre).astype(np.float32)


def _courses(size: int, rows: int, columns: int, bond: float) -> tuple[Whole, Array, Array]:
    """Courses that repeat: number of each stone, its share across and down (0…1)."""
    y, x = grid(size, size)
    row = np.minimum((y * rows).astype(np.int32), rows - 1)
    across = x * columns + (row % 2) * bond
    number = (row * columns + np.floor(across).astype(np.int32) % columns).astype(np.int32)
    return number, (across % 1).astype(np.float32), ((y * rows) % 1).astype(np.float32)


def brick(rng: Random, size: int, white: bool, colour: Array | None) -> Skin:
    """Brick in running bond, 16 courses of 5: fired unevenly, chipped edges, sanded mortar. ``white`` is
    painted over."""
    rows, columns = 16, 5
    number, u, v = _courses(size, rows, columns, 0.5)
    count = rows * columns
    u_away, v_away = np.minimum(u, 1 - u) / columns, np.minimum(v, 1 - v) / rows
    wobble = weave_noise(rng, size, 26, 4, gain=0.6)
    rough = weave_noise(rng, size, 60, 4, gain=0.75)
    half = 0.0042 + 0.0009 * wobble
    # Rounded corners: the two distances to the joint are joined smoothly.
    corner = 0.006
    edge = -np.hypot(np.clip(corner - u_away, 0, None), np.clip(corner - v_away, 0, None)) + corner
    edge = np.where(edge >= corner - 1e-6, np.minimum(u_away, v_away), edge)
    body = ramp((edge - half).astype(np.float32), -0.0009, 0.0022)
    own = rng.standard_normal((4, count)).astype(np.float32)
    tilt = own[2][number] * (u - 0.5) * 0.0022 + own[3][number] * (v - 0.5) * 0.0012
    height = body * (0.006 + 0.0008 * own[0][number] + tilt) + 0.0005 * rough * (0.5 + 0.5 * body)
    pits = np.clip((weave_noise(rng, size, 75, 2) - 1.7) * 1.2, 0, 1) * body
    height = height - 0.0022 * pits
    if white:
        base = rgb("e6e3dd") if colour is None else colour
        tone = 1 + 0.02 * rough * body + 0.025 * own[0][number] * body - 0.05 * (1 - body) - 0.1 * pits
        return unit_range(base * tone[..., None]), (height * 0.75).astype(np.float32)
    fired = rng.random(count)
    bricks = _fired(fired, own[1], colour)[number]
    cloud = weave_noise(rng, size, 22, 4, gain=0.65)
    picture = bricks * (1 + 0.09 * cloud + 0.055 * rough - 0.3 * pits)[..., None]
    bloom = np.clip(weave_noise(rng, size, 9, 5, gain=0.65) - 1.0, 0, 1) * 0.22
    picture = tones_in(picture, rgb("cfc4b6"), bloom)
    mortar = rgb("b3aba0") * (1 + 0.07 * rough + 0.03 * cloud)[..., None]
    picture = mortar + body[..., None] * (picture - mortar)
    return unit_range(picture), height.astype(np.float32)


def _fired(fired: Values, own: Array, colour: Array | None) -> Array:
    """Colours of single bricks: orange red, deep red, some burnt dark, or around ``colour``."""
    codes = ["9c6350", "8d5346", "a8735c", "7a4d42", "5c433e"]
    stops = np.array([0.0, 0.35, 0.62, 0.86, 1.0])
    table = np.stack([rgb(code) for code in codes])
    if colour is not None:
        table = np.clip(colour * np.array([[1.05], [0.95], [1.1], [0.82], [0.66]]), 0, 1)
    made = np.stack([np.interp(fired, stops, table[:, c]) for c in range(3)], -1)
    return np.clip(made * (1 + 0.05 * own[:, None]), 0, 1).astype(np.float32)


def tiles(rng: Random, size: int, colour: Array | None, form: str) -> Skin:
    """Glazed tiles. ``form``: ``square``, ``metro`` (long, in bond) or ``zellige`` (small, hand made)."""
    rows, columns, bond = {"square": (6, 6, 0.0), "metro": (12, 6, 0.5), "zellige": (10, 10, 0.0)}[form]
    hand = form == "zellige"
    base = (rgb("dfe3de") if hand else rgb("eeece6")) if colour is None else colour
    number, u, v = _courses(size, rows, columns, bond)
    own = rng.standard_normal((4, rows * columns)).astype(np.float32)
    wobble = weave_noise(rng, size, 30, 3)
    u_away, v_away = np.minimum(u, 1 - u) / columns, np.minimum(v, 1 - v) / rows
    edge = np.minimum(u_away, v_away) + (0.0012 if hand else 0.0001) * wobble
    half = 0.0016 if hand else 0.0019
    joint = covered(edge.astype(np.float32), half, size)
    wave = weave_noise(rng, size, 14 if hand else 5, 3)
    loose = 0.0028 if hand else 0.0005
    dome = np.exp(-np.clip(edge - half, 0, None) / (0.0035 if hand else 0.0022))
    height = loose * (own[2][number] * (u - 0.5) + own[3][number] * (v - 0.5)) - 0.0022 * dome
    height = height + (0.0009 if hand else 0.0001) * wave - 0.0012 * joint
    tone = 1 + (0.075 if hand else 0.012) * own[0][number] + (0.03 if hand else 0.006) * wave - 0.05 * dome
    picture = base * tone[..., None]
    if hand:
        picture = picture * (1 + own[1][number][..., None] * vector(0.012, 0.0, -0.012))
        pooled = weave_noise(rng, size, 40, 3, gain=0.7)
        picture = picture * (1 + 0.02 * pooled)[..., None]
    grey = rgb("cdc9c1") * (0.55 + 0.45 * float(np.clip(base.mean() * 1.2, 0.35, 1)))
    grout = grey * (1 + 0.03 * weave_noise(rng, size, 120, 2, gain=0.8))[..., None]
    picture = picture + joint[..., None] * (grout - picture)
    return unit_range(picture), height.astype(np.float32)


def panelling(rng: Random, size: int, colour: Array | None) -> Skin:
    """Painted wall panels: two fields a period, framed by moulding."""
    base = rgb("dcd9d0") if colour is None else colour
    y, x = grid(size, size)
    u = np.abs((x * 2) % 1 - 0.5) / 2
    v = np.abs(y - 0.5)
    inset = np.minimum(0.205 - u, 0.44 - v)
    profile = np.clip(inset / 0.004, 0, 1) - np.clip((inset - 0.008) / 0.01, 0, 1) * 1.3
    profile = profile + np.clip((inset - 0.022) / 0.004, 0, 1) * 0.7
    height = 0.009 * soften(profile.astype(np.float32), 0.0012)
    peel = weave_noise(rng, size, 130, 2, gain=0.7)
    crease = np.exp(-((inset / 0.0025) ** 2)) + np.exp(-(((inset - 0.02) / 0.003) ** 2))
    picture = base * (1 + 0.004 * peel - 0.07 * crease)[..., None]
    return unit_range(picture), (height + 0.00006 * peel).astype(np.float32)


def plain(rng: Random, size: int, colour: Array) -> Skin:
    """Acrylic, glass, a mirror: one colour, hardly a trace of dust."""
    dust = weave_noise(rng, size, 12, 3)
    made = tones(colour, np.clip(colour + 0.01, 0, 1), 0.5 + 0.3 * dust)
    return made, np.zeros((size, size), np.float32)
