"""Candles with their flames, and wrapped presents; shaded, for the lens to blur."""

import numpy as np

from core.scenes.parts.bokeh import Lamp
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Random, rgb
from core.scenes.parts.floats import Numbers, ramp
from core.scenes.parts.keepsakes import FLAME, Glow, Stage, lit


def candle(
    rng: Random,
    stage: Stage,
    at: tuple[float, float],
    tall: float,
    radius: float,
    wax: Numbers,
    glow: Glow,
    lit_: bool = True,
) -> list[Lamp]:
    """A pillar candle at (across, away); gives its flame as a lamp."""
    lens, unit = stage.lens, stage.lens.focal / at[1]
    x, foot, top = lens.column(*at), lens.row(at[1]), lens.row(at[1], tall)
    half, high = radius * unit, (foot - top) / 2
    flat = half * max(0.05, (lens.up - tall) / at[1])
    stage.shade(x, foot, half * 1.1, half * 0.4, 0.6)
    found = stage.window(x, (foot + top) / 2, half * 1.05, high + abs(flat) + half * 0.2)
    if found is None:
        return []
    where, u, v, pixel = found
    u, v = u * 1.05 + 0 * v, v * (high + abs(flat) + half * 0.2) + 0 * u
    bow = np.sqrt(np.clip(1 - u * u, 0, 1))
    bottom = -high - abs(flat) * 1.4 * bow
    ragged = 0.03 * half * np.sin(u * 5 + float(rng.uniform(0, 6)))
    upper = high + ragged + abs(flat) * bow
    side = np.clip((1 - np.abs(u)) / (pixel * 1.05) + 0.5, 0, 1)
    line = 1 / lens.height
    alpha = side * np.clip((v - bottom) / line + 0.5, 0, 1) * np.clip((upper - v) / line + 0.5, 0, 1)
    down = np.clip(high - v, 0, None) / unit
    inner = (
        FLAME * ((0.95 * np.exp(-down / 0.028) + 0.3 * np.exp(-down / 0.09)) * (0.5 + 0.5 * bow))[..., None]
    )
    body = wax * (lit(glow, u, 0 * u, bow) + (inner * 1.1 if lit_ else 0))
    rim = np.clip(
        1
        - np.abs(np.hypot(u * half, (v - high - ragged) / max(abs(flat) / half, 0.05)) / half - 0.92) / 0.07,
        0,
        1,
    )
    pool = (np.hypot(u, (v - high) / max(abs(flat), 1e-4)) < 0.9)[..., None]
    body = (
        body * (1 - 0.3 * pool)
        + wax * FLAME * 0.75 * pool * lit_
        + 0.12 * rim[..., None] * (FLAME if lit_ else glow.key)
    )
    stage.put(where, body.astype(np.float32), alpha)
    return _flame(rng, stage, (x, top), unit, at[1]) if lit_ else []


def _flame(rng: Random, stage: Stage, top: tuple[float, float], unit: float, away: float) -> list[Lamp]:
    """A flame on a wick at ``top``."""
    tall, wide = float(rng.uniform(0.026, 0.036)) * unit, 0.0062 * unit
    x, y = top[0], top[1] - 0.006 * unit
    found = stage.window(x, y - tall * 0.5, wide * 4, tall * 0.95)
    if found is None:
        return []
    where, u, v, _ = found
    u, v = u * 4, (v * 0.95 / 0.5 + 1) / 2 + 0 * u
    lean = float(rng.normal(0, 0.25))
    middle = lean * np.clip(v, 0, 1) ** 2
    girth = np.sqrt(np.clip(v + 0.04, 0, None)) * np.clip(1 - v, 0, 1) ** 0.75 * 2.1
    inside = 1 - ((u - middle) / np.maximum(girth, 1e-3)) ** 2
    core = ramp(inside, 0.0, 0.75) * (v > -0.04) * (v < 1)
    heart = ramp(inside, 0.3, 1.0) * np.exp(-(((v - 0.38) / 0.3) ** 2))
    colour = to_linear(rgb("ff9a35")) * 2.2 + to_linear(rgb("ffd890")) * (7.0 * heart)[..., None]
    blue = to_linear(rgb("4a6aff")) * (0.6 * np.exp(-((v / 0.1) ** 2)))[..., None]
    stage.put(
        where,
        (colour * (0.35 + 0.65 * ramp(v, 0.02, 0.3))[..., None] + blue).astype(np.float32),
        core.astype(np.float32),
    )
    wick = stage.window(x, top[1] - 0.003 * unit, 0.0012 * unit, 0.006 * unit)
    if wick is not None:
        stage.put(
            wick[0], np.zeros(3, np.float32) + 0.01, np.clip(1.2 - np.abs(wick[1]) ** 2 + 0 * wick[2], 0, 1)
        )
    lens = stage.lens
    return [
        Lamp(
            x,
            y - tall * 0.4,
            2 * lens.row(away) - y,
            FLAME * np.float32(9 * (unit * 0.03) ** 2 * 1e4 * 0.06),
            max(lens.disc(away), 0.5 * tall),
        )
    ]


def box(
    rng: Random,
    stage: Stage,
    at: tuple[float, float],
    size: tuple[float, float, float],
    colour: Numbers,
    ribbon: Numbers,
    glow: Glow,
) -> None:
    """A wrapped present with a ribbon at (across, away), ``size`` wide, tall, deep, seen from the front."""
    lens, (wide, tall, deep) = stage.lens, size
    unit = lens.focal / at[1]
    x, foot, top = lens.column(*at), lens.row(at[1]), lens.row(at[1], tall)
    back_top, back_x = lens.row(at[1] + deep, tall), lens.column(at[0], at[1] + deep)
    stage.shade(x, foot, wide * unit * 0.55, wide * unit * 0.14, 0.85)
    half = wide / 2 * unit
    found = stage.window(x, (foot + back_top) / 2, half * 1.3, (foot - back_top) / 2 + 0.01)
    if found is None:
        return
    where, u, v, pixel = found
    rows = (foot + back_top) / 2 - v * ((foot - back_top) / 2 + 0.01) + 0 * u
    u = u * 1.3 + 0 * v
    px = pixel * 1.3
    line = 1 / lens.height
    front = (
        np.clip((1 - np.abs(u)) / px + 0.5, 0, 1)
        * np.clip((rows - top) / line + 0.5, 0, 1)
        * np.clip((foot - rows) / line + 0.5, 0, 1)
    )
    share = np.clip((top - rows) / max(top - back_top, 1e-4), 0, 1)
    squeeze = 1 + (at[1] / (at[1] + deep) - 1) * share
    shift = (back_x - x) / half * share
    lid_u = (u - shift) / squeeze
    lid = (
        np.clip((1 - np.abs(lid_u)) / px + 0.5, 0, 1)
        * np.clip((top - rows) / line + 0.5, 0, 1)
        * np.clip((rows - back_top) / line + 0.5, 0, 1)
    )
    print_ = 1 + 0.06 * np.sin(u * 60 + 3 * np.sin(rows * 300))
    tone = (
        lit(glow, np.zeros_like(u), np.zeros_like(u), np.ones_like(u))
        * (0.75 + 0.25 * np.clip((foot - rows) / max(foot - top, 1e-3), 0, 1))[..., None]
    )
    band = np.clip((0.13 - np.abs(u)) / px + 0.5, 0, 1)[..., None]
    stage.put(where, (colour * print_[..., None] * (1 - band) + ribbon * band) * tone, front)
    above = lit(glow, np.zeros_like(u), np.ones_like(u), np.zeros_like(u))
    cross = np.maximum(
        np.clip((0.13 - np.abs(lid_u)) / px + 0.5, 0, 1), np.clip((0.16 - np.abs(share - 0.5)) * 12, 0, 1)
    )[..., None]
    stage.put(where, (colour * (1 - cross) + ribbon * cross) * above, lid)
    _bow(stage, (x, (back_x - x) * 0.5, (top + back_top) / 2), half, ribbon, glow)


def _bow(stage: Stage, at: tuple[float, float, float], half: float, ribbon: Numbers, glow: Glow) -> None:
    """The two loops of a present's bow: column, how far that is moved, and row ``at`` which they meet;
    ``half`` the present's width."""
    x, moved, row = at
    for side in (-1, 1):
        loop = stage.window(
            x + side * half * 0.24 + moved,
            row - half * 0.12,
            half * 0.26,
            half * 0.2,
        )
        if loop is not None:
            ring = np.hypot(loop[1], loop[2])
            fold = 0.6 + 0.4 * np.cos(3 * np.arctan2(loop[2], loop[1]) + side)
            stage.put(
                loop[0],
                ribbon * fold[..., None] * (glow.key * 0.6 + glow.fill),
                np.clip((0.95 - ring) * 9, 0, 1) * (0.35 + 0.65 * ramp(ring, 0.3, 0.55)),
            )
