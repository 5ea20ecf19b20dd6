"""Walls of cloth that hangs in pleats, and of logs, as textures that repeat: colour (sRGB) and height in
periods."""

from dataclasses import replace

import numpy as np

from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.periodic import slopes, soften, tones_in, unit_range, weave_noise
from core.scenes.parts.stones import Skin
from core.scenes.parts.woods import WOODS, wood

PLEATS = 9
"""Pleats a period, about."""


def _hung(rng: Random, size: int, deep: float) -> Array:
    """Heights of a curtain: full pleats of uneven width that sway a little and run from top to bottom."""
    _, x = grid(size, size)
    sway = 0.011 * weave_noise(rng, size, 2, 2, stretch=0.4) + 0.004 * weave_noise(
        rng, size, 4, 2, stretch=0.3
    )
    pace = np.repeat(weave_noise(rng, size, 4, 2)[:1] * 0.022, size, 0)
    turn = 2 * np.pi * PLEATS * (x + sway + pace)
    full = 0.5 + 0.5 * np.sin(turn + 0.7 * np.sin(turn))
    second = 0.5 + 0.5 * np.sin(2 * turn + 2.2 + 40 * sway)
    swell = np.clip(0.8 + 0.3 * np.repeat(weave_noise(rng, size, 7, 2)[1:2], size, 0), 0.35, 1.25)
    return f32(deep * soften(f32(swell * (full + 0.16 * second)), 0.002))


def velvet_curtain(rng: Random, size: int, colour: Array | None) -> Skin:
    """A velvet curtain: its pile is dark where one looks along it and shines on the pleats' flanks."""
    base = rgb("6d1f33") if colour is None else colour
    height = _hung(rng, size, 0.036)
    across, _ = slopes(height)
    flank = np.clip(np.abs(across) / 1.2, 0, 1)
    brushed = weave_noise(rng, size, 9, 4, stretch=0.5, gain=0.6)
    pile = weave_noise(rng, size, 260, 2, gain=0.9)
    deep = ramp(f32(height / max(float(height.max()), 1e-6)), 0.0, 0.55)
    tone = (0.5 + 0.5 * deep) * (0.78 + 0.32 * flank**1.4 + 0.03 * brushed + 0.03 * pile)
    tone = tone * np.float32(0.9 / float(tone.mean()))
    picture = tones_in(base * tone[..., None], np.clip(base * 1.2 + 0.07, 0, 1), 0.35 * flank**3)
    return unit_range(picture), f32(0.6 * height + 0.0001 * pile)


def silk_curtain(rng: Random, size: int, colour: Array | None) -> Skin:
    """A satin curtain: soft bands of light along its pleats."""
    base = rgb("d9cfc4") if colour is None else colour
    height = _hung(rng, size, 0.03)
    across, _ = slopes(height)
    lean = across / max(2.2 * float(across.std()), 1e-6)
    gleam = np.exp(-(((lean + 0.55) / 0.34) ** 2)) + 0.45 * np.exp(-(((lean - 0.7) / 0.4) ** 2))
    thread = weave_noise(rng, size, 240, 1, stretch=14)
    tone = 0.84 + 0.12 * ramp(f32(height / max(float(height.max()), 1e-6)), 0.0, 0.7) + 0.005 * thread
    picture = tones_in(base * tone[..., None], np.clip(base * 0.6 + 0.4, 0, 1), 0.45 * gleam)
    return unit_range(picture), f32(0.5 * height)


def linen_curtain(rng: Random, size: int, colour: Array | None) -> Skin:
    """A linen curtain: soft pleats, slubs across its weave."""
    base = rgb("e4ddd0") if colour is None else colour
    height = _hung(rng, size, 0.024)
    slub = weave_noise(rng, size, 260, 1, stretch=18) + weave_noise(rng, size, 260, 1, stretch=18).T
    thread = weave_noise(rng, size, 330, 1)
    deep = ramp(f32(height / max(float(height.max()), 1e-6)), -0.2, 0.6)
    tone = (0.8 + 0.2 * deep) * (1 + 0.014 * slub + 0.012 * thread)
    return unit_range(base * tone[..., None]), f32(0.55 * height + 0.00008 * slub)


LOGS = 5


def logs(rng: Random, size: int, colour: Array | None) -> Skin:
    """A cabin's wall of round logs laid level, pale chinking between, checks along the grain."""
    look = replace(WOODS["rustic wood"], early="a07a52", late="5b4028", boards=LOGS, gap=0.0, knots=5)
    picture, grain = wood(rng, size, look, colour, False)
    y, _ = grid(size, size)
    waver = 0.004 * weave_noise(rng, size, 2, 2, stretch=1.5)
    row = (y + waver) * LOGS
    own = rng.normal(0, 1, (3, LOGS)).astype(np.float32)[:, np.floor(row).astype(int) % LOGS]
    t = 2 * (row % 1) - 1
    joint = 0.93 + 0.012 * weave_noise(rng, size, 16, 3)
    body = np.sqrt(np.clip(1 - (t / joint) ** 2, 0, 1))
    chink = ramp(f32(np.abs(t) - joint), -0.02, 0.0)
    check = np.exp(
        -((np.abs(t - 0.25 * own[0] - 0.08 * weave_noise(rng, size, 4, 3, stretch=3)) / 0.02) ** 2)
    )
    check = check * ramp(weave_noise(rng, size, 3, 2, stretch=3), 0.1, 0.8)
    tone = (0.62 + 0.4 * body) * (1 + 0.06 * own[1]) * (1 - 0.6 * check)
    if colour is not None:
        tone = tone / float(tone.mean())
    rough = weave_noise(rng, size, 60, 4, gain=0.7)
    mortar = rgb("b5ab9a") * (0.8 + 0.06 * rough)[..., None]
    made = tones_in(picture * tone[..., None], mortar, chink)
    height = 0.05 * body * (1 - chink) + grain + 0.012 * chink - 0.003 * check + 0.0012 * rough * chink
    return unit_range(made), f32(height)
