"""Palms and table mountains, for the far and middle distance."""

import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, rgb
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.outdoors import Day
from core.scenes.parts.palm_crowns import FOOT, WIDE, palm_picture
from core.scenes.parts.perspective import Lens, periodic
from core.scenes.parts.sheets import Sheet


def palm(rng: Random, sheet: Sheet, day: Day, at: tuple[float, float], tall: float) -> None:
    """A palm tree: a leaning trunk, fronds that arch and hang."""
    across, away = at
    unit = sheet.lens.focal / away
    bark = to_linear(rgb("7a6650")) * day.lit(0.45, 0.5)
    lean = float(rng.normal(0, 0.09))
    stem = [sheet.at(across + lean * tall * s**1.8, tall * s, away) for s in np.linspace(0, 1, 8)]
    sheet.stroke(stem, [0.17 * unit * (1 - 0.45 * s) for s in np.linspace(0, 1, 8)], bark)
    crown, greens = stem[-1], [to_linear(rgb(code)) for code in ("3f4a22", "55642e", "6f7c40")]
    turns = np.linspace(0, 2 * np.pi, 17, endpoint=False) + rng.normal(0, 0.2, 17)
    for turn in turns[np.argsort(np.sin(turns))]:
        long, out, rise = tall * float(rng.uniform(0.3, 0.4)), np.cos(turn), 0.45 + 0.5 * np.sin(turn)
        facing = np.clip(0.5 + 0.4 * out * day.toward[0] - 0.3 * np.sin(turn) * day.toward[2], 0.1, 1)
        colour = greens[int(rng.integers(3))] * day.lit(float(facing), 0.45)
        s = np.linspace(0, 1, 13)
        reach = out * long * s * (0.55 + 0.45 * abs(out))
        high = long * (rise * s - 1.05 * s**2)
        rib = np.stack([crown[0] + reach * unit, crown[1] - high * unit], 1)
        for i in range(1, 13):
            drop = long * 0.3 * np.sin(np.pi * min(1.0, 0.12 + 0.9 * s[i]))
            for lean_ in (0.35, -0.12):
                tip = (rib[i, 0] + np.sign(out + 1e-3) * drop * lean_ * unit, rib[i, 1] + drop * 0.85 * unit)
                root = (float(rib[i, 0]), float(rib[i, 1]))
                sheet.stroke(
                    [root, tip], [0.045 * unit, 0.012 * unit], colour * float(rng.uniform(0.75, 1.2))
                )


LARGEST = 1400
"""Rows of a palm's own picture at most."""


def grown_palm(rng: Random, sheet: Sheet, day: Day, at: tuple[float, float], tall: float) -> None:
    """A palm tree as it grows, ``tall`` m high."""
    across, away = at
    size = tall * sheet.lens.focal / away / 0.69
    made = palm_picture(rng, day, int(np.clip(size * sheet.lens.height, 24, LARGEST)))
    x, foot = sheet.at(across, 0.0, away)
    sheet.paste(made[..., :3], made[..., 3], (x - size * WIDE / 2, foot - FOOT * size), size)


def mesas(rng: Random, lens: Lens, day: Day) -> Array:
    """Table mountains at the horizon, premultiplied linear H×W×4: cliffs in strata over slopes of rubble."""
    made = np.zeros((lens.height, lens.width, 4), np.float32)
    strata = periodic(rng, 256, (40, 1), 3, 0.8)[:, 0]
    flutes = periodic(rng, 256, (4, 46), 4, 0.7)
    rows, columns = lens.rows[:, None], lens.columns[None]
    for layer in range(2):
        for _ in range(int(rng.integers(2, 4))):
            middle, half = float(rng.uniform(-0.9, 0.9)), float(rng.uniform(0.06, 0.24))
            high = float(rng.uniform(0.06, 0.14)) * (0.8 + 0.5 * layer)
            ragged = flutes[7][((columns[0] * 90) % 256).astype(int)] * 0.012
            inside = half - np.abs(columns[0] - middle) + ragged
            steps = 0.5 * ramp(inside, 0, 0.012) + 0.32 * ramp(inside, 0.02, 0.03)
            talus = 0.45 * ramp(inside, -high * 1.1, 0.0)
            top = (
                lens.vanish
                + 0.004
                - high * np.maximum(talus, 0.45 + steps * 0.7) * ramp(inside, -high * 1.1, -high)
            )
            top = np.where(inside > 0, top, lens.vanish + 0.004 - high * talus)
            alpha = np.clip((rows - top[None]) * lens.height + 0.5, 0, 1) * (rows < lens.vanish + 0.012)
            up = (lens.vanish - rows) / high
            band = strata[((up * 50) % 256).astype(int)]
            flute = flutes[((up * 30) % 256).astype(int), ((columns * 180 / 1) % 256).astype(int)]
            cliff = (up > 0.42).astype(np.float32)
            stone = (
                to_linear(rgb("a8643f"))
                * (1 + (0.16 * band * cliff + 0.2 * flute * cliff + 0.08 * flute))[..., None]
            )
            side = np.tanh((columns - middle) / half * 1.5) * day.toward[0]
            facing = np.clip(0.35 + 0.45 * side - 0.4 * day.toward[2] + 0.35 * flute * cliff, 0.02, 1)
            body = stone * day.lit(f32(facing), 0.6)
            air = 1 - np.exp(-day.air * (0.75 - 0.35 * layer))
            body = body * (1 - air) + (day.horizon * 0.7 + day.middle * 0.2) * air
            made = made * (1 - alpha[..., None]) + np.dstack([body * alpha[..., None], alpha])
    return made.astype(np.float32)
