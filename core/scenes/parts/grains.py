"""Boards as they are photographed: arches and straight grain, frayed growth rings, fibre, pores, knots,
boards that differ, thin joints. Colour in sRGB, height in periods of ``span`` metres."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.periodic import (
    Whole,
    fetch,
    slopes,
    soften,
    tones,
    tones_in,
    unit_range,
    vector,
    weave_noise,
)
from core.scenes.parts.woods import RINGS, STEPS, Wood, boards_of, ring_table, stained

ARCHED = 0.45
"""The share of boards that are sawn through the middle of the trunk, and so show arches."""
FEWER_ARCHED = 0.25
"""The same of the sharp ones, whose arches are long."""


def grained(
    rng: Random, size: int, look: Wood, colour: Array | None, joints: bool, span: float
) -> tuple[Array, Array]:
    """Boards along x; ``joints`` where boards end, as on a floor; ``colour`` stains or paints them."""
    y, x = grid(size, size)
    number, along, across, ends = boards_of(rng, x, y, look, joints)
    count = look.boards * 2
    own = rng.standard_normal((4, count)).astype(np.float32)
    shift_u, shift_v = rng.random((2, count)).astype(np.float32)
    u, v = along + shift_u[number], y + shift_v[number]
    patch = fetch(weave_noise(rng, size, 6, 4, stretch=3, gain=0.6), u, v)
    fibre = fetch(weave_noise(rng, size, 170 * span, 3, stretch=45, gain=0.95), u, v)
    streak = fetch(weave_noise(rng, size, 38 * span, 3, stretch=30, gain=0.75), u, v)
    rings, knots, bark = _growth(rng, size, look, (number, u, across, x, y), fibre, span)
    finest = look.sharp
    pores = (_thin_pores if finest else _pores)(rng, size, u, v, span) * (1.1 - 0.9 * rings)
    strength = look.rings * np.clip(0.8 + 0.3 * patch, 0.35, 1.4)
    share = 0.3 + 1.25 * strength * (rings - 0.3) + 0.1 * streak + 0.075 * fibre + 0.07 * patch
    share = share + 0.8 * look.pores * pores + (0.2 if finest else 0.13) * np.tanh(own[0])[number]
    early, late = rgb(look.early), rgb(look.late)
    if colour is not None:
        early, late = stained(colour, early, late)
    hidden = 1 - look.paint
    picture = tones(early, late, f32(0.22 + (share - 0.22) * (1 - 0.75 * look.paint)))
    light = 1 + (0.05 * np.tanh(own[1])[number] + 0.014 * fibre + 0.02 * streak) * (0.35 + 0.65 * hidden)
    if finest:
        thread = fetch(weave_noise(rng, size, 330 * span, 2, stretch=48, gain=0.9), u, v)
        light = light + (0.045 * np.tanh(own[3])[number] + 0.026 * thread) * (0.35 + 0.65 * hidden)
    hue = (0.6 * np.tanh(own[2])[number] + 0.35 * streak + 0.3 * patch) * hidden
    picture = picture * light[..., None] * (1 + hue[..., None] * vector(0.009, 0, -0.016))
    picture = tones_in(picture, late * 0.5, f32(0.8 * knots * (0.15 + 0.85 * hidden)))
    picture = tones_in(picture, late * 0.85, f32(0.5 * bark * (0.15 + 0.85 * hidden)))
    filled = 0.35 if finest and look.paint else 1.0
    height = filled * (0.00016 * fibre - 0.0004 * look.pores * pores - 0.00025 * look.rings * rings) / span
    if look.worn:
        picture, height = _aged(rng, picture, f32(height), look, (u, v), late, span)
    gap, shade = _joints(rng, across, look, size, ends, span)
    picture = picture * ((1 - 0.78 * gap) * (1 - shade))[..., None]
    edge = np.minimum(across, 1 / look.boards - across) * span
    height = height - (0.0016 * gap + 0.0005 * np.exp(-edge / 0.0016)) / span
    return unit_range(picture), f32(height)


def _growth(
    rng: Random, size: int, look: Wood, where: tuple[Whole, Array, Array, Array, Array], fibre: Array,
    span: float,
) -> tuple[Array, Array, Array]:  # fmt: skip
    """Darkness of the growth rings 0…1, of the knots, and of the grain about them."""
    number, u, across, x, y = where
    count, board = look.boards * 2, span / look.boards
    arched = rng.random(count) < (FEWER_ARCHED if look.sharp else ARCHED)
    aside = np.where(
        arched, rng.normal(0, 0.22, count), rng.choice((-1, 1), count) * rng.uniform(0.9, 2.6, count)
    )
    deep = np.where(arched, rng.uniform(0.016, 0.05, count), rng.uniform(0.02, 0.12, count))
    phase = rng.random((2, count)).astype(np.float32)
    deep, aside = f32(deep)[number], f32(aside * board)[number]
    # The depth of the saw's cut below the heart changes along a board: rings come out as arches.
    turn = 2 * np.pi * (u + phase[0][number]), 4 * np.pi * (u + phase[1][number])
    bent = (0.3, 0.04) if look.sharp else (0.75, 0.16)
    depth = deep * (1 + bent[0] * np.cos(turn[0]) + bent[1] * np.cos(turn[1]))
    sway = fetch(weave_noise(rng, size, 9, 4, stretch=5, gain=0.5), u, y + f32(number * 0.137))
    a = across * span - 0.5 * board - aside
    radius = np.sqrt(a**2 + depth**2) + 0.0017 * sway
    knots, bark = np.zeros_like(radius), np.zeros_like(radius)
    for _ in range(round(look.knots * 0.5) if look.sharp else look.knots):
        at, row, wide = rng.random(), int(rng.integers(look.boards)), rng.uniform(0.004, 0.011)
        level = (row + rng.uniform(0.25, 0.75)) / look.boards
        du = ((x - at + 0.5) % 1 - 0.5) * span
        dv = ((y - level + 0.5) % 1 - 0.5) * span
        same = (y * look.boards).astype(np.int32) == row
        away = np.hypot(0.75 * du, dv) * (1 + 0.12 * sway) + 0.0004 * fibre
        pushed = np.sign(dv) * 0.018 * np.exp(-((du / (4.5 * wide)) ** 2) - np.abs(dv) / (2.2 * wide))
        radius = radius + same * pushed
        growth = 0.6 + 0.25 * np.sin(away / 0.0009) + 0.4 * ramp(away, 0.7 * wide, wide)
        knots = np.maximum(knots, same * ramp(wide - away, -0.0008, 0.0012) * np.clip(growth, 0, 1))
        bark = np.maximum(bark, same * np.exp(-np.clip(away - wide, 0, None) / (0.8 * wide)))
    table = ring_table(rng)
    fine = np.hypot(np.gradient(radius, axis=0), np.gradient(radius, axis=1)) / look.ring
    # A ring's edge is frayed along the fibres: it is grown, not drawn.
    ring = radius / look.ring + f32(number * 17.3) + 0.11 * fibre
    lit = table[((ring % RINGS) * STEPS).astype(np.int32) % len(table)]
    kept = np.clip(1.6 - 3.2 * fine, 0, 1)
    mean = float(table.mean())
    return f32(mean + kept * (lit - mean)), f32(knots), f32(bark * (1 - knots))


def _pores(rng: Random, size: int, u: Array, v: Array, span: float) -> Array:
    """Short fine dashes along the grain, 0…1, in drifts."""
    fine = fetch(weave_noise(rng, size, 420 * span, 2, stretch=12, gain=0.9), u, v)
    drift = fetch(weave_noise(rng, size, 26 * span, 2, stretch=12), u, v)
    return f32(np.clip((fine - 0.75 + 0.4 * drift) * 0.75, 0, 1))


def _thin_pores(rng: Random, size: int, u: Array, v: Array, span: float) -> Array:
    """Pores as a camera sees them: hair-thin dark lines along the grain, 0…1, thick in bands."""
    fine = fetch(weave_noise(rng, size, 480 * span, 2, stretch=34, gain=0.9), u, v)
    drift = fetch(weave_noise(rng, size, 44 * span, 3, stretch=26), u, v)
    return f32(np.clip((fine - 1.0 + 0.45 * drift) * 0.6, 0, 1))


def _joints(
    rng: Random, across: Array, look: Wood, size: int, ends: Array, span: float
) -> tuple[Array, Array]:
    """The dark line between boards, here wider and there nearly closed, and the shade along it, 0…1 each."""
    edge = np.minimum(across, 1 / look.boards - across)
    uneven = weave_noise(rng, size, 9, 4, stretch=2, gain=0.6)
    half = (0.5 + 0.1 * look.worn) * look.gap / span * np.clip(1 + (0.3 + 0.1 * look.worn) * uneven, 0.25, 2)
    line = np.clip((half - edge) * size + 0.5, 0, 1) * np.clip(2 * half * size, 0, 1)
    strength = np.clip(0.82 + 0.16 * uneven, 0.3, 1)
    gap = np.maximum(line * strength, 0.85 * ends)
    shade = 0.16 * np.exp(-edge * span / 0.0022) + 0.05 * np.exp(-edge * span / 0.008)
    if look.sharp:
        # A joint holds dust and stray light: it is a soft line, hardly ever black.
        gap = 0.72 * soften(f32(gap), 0.0005 / span)
    return f32(gap), f32(shade * strength)


def _aged(
    rng: Random, picture: Array, height: Array, look: Wood, at: tuple[Array, Array], late: Array, span: float
) -> tuple[Array, Array]:
    """Splits along the grain, weather, wear, and where paint has gone the wood below."""
    size, (u, v) = picture.shape[0], at
    long = fetch(weave_noise(rng, size, 30 * span, 2, stretch=34, gain=0.5), u, v)
    where = fetch(weave_noise(rng, size, 4, 3, stretch=2), u, v)
    line = np.abs(long) / (0.012 + 0.025 * np.clip(where - 0.7, 0, 1))
    rare = 0.55 if look.sharp else 0.0
    split = f32((1 - ramp(line, 0.5, 1.4)) * ramp(where, 0.65 + rare, 1.3 + rare) * look.worn)
    if look.sharp:
        # A split runs along the grain and ends in a point: where the noise turns round there is none.
        split = f32(split * ramp(np.abs(slopes(long)[1]), 22 * span, 70 * span))
    cloud = weave_noise(rng, size, 3, 6, stretch=1.6, gain=0.62)
    rough = fetch(weave_noise(rng, size, 90 * span, 3, stretch=20, gain=0.85), u, v)
    if look.paint:
        bare = f32(ramp(0.7 * where + 0.5 * rough + 0.3 * cloud, 1.25, 1.9))
        below = rgb("a08a70") * (1 + 0.1 * rough)[..., None]
        picture = picture + (0.85 * bare * look.worn)[..., None] * (below - picture)
        picture = picture * (1 + 0.014 * cloud)[..., None]
    else:
        picture = picture * (1 + look.worn * (0.06 * cloud + 0.045 * rough))[..., None]
        grey = f32(0.22 * ramp(cloud, 0.2, 2.0) * look.worn)
        picture = tones_in(picture, picture.mean(2, keepdims=True), grey)
    picture = tones_in(picture, late * 0.28, f32(0.85 * split))
    deep = 0.0003 * look.worn * rough - 0.0012 * soften(split, 0.0009)
    return f32(picture), f32(height + deep / span)
