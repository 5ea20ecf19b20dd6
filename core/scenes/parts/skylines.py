"""A town seen from above its roofs: blocks of houses row behind row, towers among them, their windows."""

from dataclasses import dataclass, replace

import numpy as np

from core.scenes.parts.bokeh import Lamp
from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.frontage import Face, Patch, Style, drawn, upright
from core.scenes.parts.glazing import HOME, OFFICE
from core.scenes.parts.outdoors import Day
from core.scenes.parts.perspective import Lens
from core.scenes.parts.soils import linear
from core.scenes.parts.viewpoint import FOCAL, Viewpoint

ROWS = (90.0, 135.0, 195.0, 280.0, 400.0, 560.0, 800.0, 1200.0, 1800.0)
"""Metres to each row of blocks."""
WALLS = ("b6ada0", "9c958c", "c9c0b2", "8b7f74", "a88a74", "7c8288", "bcb8b2", "947060", "5f6a74")
LAMPS = (*OFFICE, *HOME, "dfe8ff")


@dataclass(frozen=True, kw_only=True)
class Tower:
    """How one front looks: wall (linear), bay and storey in metres, the share of a bay and a storey that is
    glass, how many windows are lit by night, whether its top shines."""

    wall: Array
    bay: float
    storey: float
    glass: tuple[float, float]
    lit: float
    crown: bool = False
    tall: float = 30.0


def seen_from(lens: Lens, high: float) -> Lens:
    """The same view with the camera ``high`` metres above the town's streets."""
    return replace(lens, metre=high / (lens.foot - lens.vanish))


def skyline(
    rng: Random,
    lens: Lens,
    day: Day,
    evening: float,
    high: float,
    heaven: Array,
    lowest: float,
    nearest: float = 0.0,
    many: int = 60,
) -> tuple[Array, list[Lamp]]:
    """The linear ``heaven`` with the town before it, seen from ``high`` metres up, no block nearer than
    ``nearest``; and ``many`` lights in it by night, none below the row ``lowest``, for the lens to make discs
    of."""
    above, made = seen_from(lens, high), heaven.copy()
    glow = day.horizon * 0.55 + linear("ffb066") * np.float32(0.05 * evening)
    below = ramp(lens.rows, lens.vanish - 0.002, lens.vanish + 0.01)[:, None, None]
    street = day.sky * 0.1 + linear("ffb468") * np.float32(0.07 * evening)
    made = made * (1 - below) + (0.6 * glow + 0.4 * street) * below
    if evening > 0.3:
        # A town lights its own haze.
        halo = np.exp(-np.abs(lens.rows - lens.vanish) / 0.16)[:, None, None]
        made = made + halo * linear("ffae70") * np.float32(0.05 * evening)
    heart = float(rng.uniform(-0.12, 0.12))
    for away in reversed(ROWS):
        faces = _row(rng, lens, away, high, heart) if away >= nearest else []
        if not faces:
            continue
        layer = drawn(above, day, evening, faces)
        air = 1 - np.exp(-away * (0.00035 + 0.0009 * day.air))
        tone = glow if day.time in {"night", "dusk"} else day.horizon * 0.72 + day.middle * 0.14
        layer[..., :3] += air * (layer[..., 3:] * tone - layer[..., :3]) * (1 - 0.45 * evening)
        made = made * (1 - layer[..., 3:]) + layer[..., :3]
    lamps = [lamp for lamp in _lights(rng, lens, high, evening, many) if lamp.y < lowest]
    return f32(made), lamps


def town_behind(rng: Random, view: Viewpoint, day: Day, back: Array) -> Array:
    """The linear ``back`` with a town's towers on its horizon, seen from the ground over what is before them;
    at the size of ``back``."""
    lens = Lens(view.vanish, view.foot, view.span, FOCAL, 0.0, view.height, view.width)
    evening = {"night": 1.0, "dusk": 0.8, "sunset": 0.3, "overcast": 0.1}.get(day.time, 0.0)
    return skyline(rng, lens, day, evening, 18.0, back, view.vanish, 260.0)[0]


def _row(rng: Random, lens: Lens, away: float, high: float, heart: float) -> list[Face]:
    """The blocks of one row, towers more often about the column ``heart``."""
    reach = (0.5 * lens.aspect + 0.3) * away / lens.focal
    found: list[Face] = []
    at = -reach
    while at < reach:
        wide = float(rng.uniform(14, 30)) * (1.0 if away < 500 else 1.35)
        near_heart = np.exp(-(((at / away * lens.focal - heart) / 0.3) ** 2))
        low = float(rng.uniform(0.3, 0.95)) * high
        tower = away > 250 and rng.random() < 0.2 + 0.5 * near_heart
        tall = float(rng.uniform(0.9, 1.5 + 1.6 * near_heart)) * max(high, 45.0) if tower else low
        style = _style(rng, tall, tower)
        seed = (int(rng.integers(2**31)), 7)
        depth = away + float(rng.uniform(0, 0.12)) * away
        corners = (at, at + 0.86 * wide) if tower else (at, at + wide)
        inner = corners[0] if at > 0 else corners[1]
        found += [
            upright((inner, depth), (inner, depth + 18.0), style, (0, tall), (*seed, 1)),
            upright((corners[0], depth), (corners[1], depth), style, (0, tall), seed),
        ]
        if not tower and tall < high:
            roof = Face(
                origin=(corners[0], tall, depth),
                along=(1.0, 0.0, 0.0),
                rise=(0.0, 0.0, 1.0),
                size=(corners[1] - corners[0], 18.0),
                style=_roof(rng),
                seed=seed,
            )
            found.insert(len(found) - 2, roof)
        at += wide + float(rng.choice([0.0, 0.0, 2.0, 12.0]))
    return found


def _roof(rng: Random) -> Style:
    """A flat roof: gravel or tar, boxes on it."""
    tone = linear(str(rng.choice(["8d8a86", "6f6c6a", "a39f98", "7d6a60"])))

    def style(patch: Patch) -> tuple[Array, None]:
        own = 0.8 + 0.4 * patch.chance(61, np.floor(patch.u / 3), np.floor(patch.v / 3))
        light = patch.day.lit(np.full_like(patch.u, max(0.1, patch.day.toward[1])), 0.9 + 0 * patch.u)
        return f32(tone * own[..., None] * light), None

    return style


def _style(rng: Random, tall: float, tower: bool) -> Style:
    """The front of a block or a tower."""
    glassy = tower and rng.random() < 0.6
    code = str(rng.choice(("3c464e", "55606a", "6a747c") if glassy else WALLS))
    look = Tower(
        wall=f32(linear(code) * rng.uniform(0.8, 1.1)),
        bay=float(rng.uniform(1.8, 3.2)),
        storey=float(rng.uniform(3.1, 3.8)),
        glass=(float(rng.uniform(0.75, 0.95)), 0.78) if glassy else (float(rng.uniform(0.35, 0.6)), 0.5),
        lit=float(rng.uniform(0.2, 0.65)),
        crown=bool(tower and rng.random() < 0.3),
        tall=tall,
    )

    def style(patch: Patch) -> tuple[Array, None]:
        return _front(patch, look), None

    return style


def _front(patch: Patch, look: Tower) -> Array:
    """Windows of a front in their grid, their mean where they are finer than pixels."""
    u, v = patch.u / look.bay, patch.v / look.storey
    fade = np.clip(1.6 - 2.2 * patch.px / look.bay, 0, 1)
    hole = ramp(look.glass[0] / 2 - np.abs(u % 1 - 0.5), -0.06, 0.06)
    hole = hole * ramp(look.glass[1] / 2 - np.abs(v % 1 - 0.5), -0.06, 0.06)
    mean = look.glass[0] * look.glass[1]
    hole = mean + (hole - mean) * fade
    number = patch.chance(70, np.floor(u), np.floor(v))
    floor = patch.chance(71, np.floor(v))
    day = patch.day
    high = patch.up / np.hypot(patch.along, patch.into)
    sky = day.middle * 0.5 + day.horizon * (0.55 - 0.3 * np.clip(high, 0, 1))[..., None]
    glass = sky * (0.18 + 0.5 * number**2 + 0.12 * (look.glass[0] > 0.7))[..., None]
    own = 0.96 + 0.08 * patch.chance(72, np.floor(patch.u / 6), np.floor(patch.v / 12))
    wall = patch.lit(look.wall * own[..., None], 0.55)
    light = wall * (1 - hole[..., None]) + glass * hole[..., None]
    if patch.evening > 0.05:
        tints = np.stack([linear(code) for code in LAMPS])
        tint = tints[(number * 331 % 1 * len(tints)).astype(int) % len(tints)]
        # Where windows are finer than pixels, some still outshine their neighbours.
        on = (number * 7 % 1 < look.lit + 0.4 * (floor > 0.88)) * (0.18 + 1.3 * (number * 53 % 1) ** 3)
        light = light + tint * (on * hole * patch.evening * 1.1)[..., None]
        if look.crown:
            top = ramp(patch.v, look.tall - 7.0, look.tall - 5.0)
            light = light + (0.8 * top * patch.evening)[..., None] * linear("ffe2b0")
    return f32(light)


def _lights(rng: Random, lens: Lens, high: float, evening: float, many: int) -> list[Lamp]:
    """Lamps of streets between the houses, and beacons on towers."""
    found: list[Lamp] = []
    for _ in range(round(many * max(0.0, evening - 0.2))):
        away = float(rng.uniform(120, 900) ** 1.0)
        up = float(rng.uniform(2, 0.9 * high))
        column = float(rng.uniform(-0.55, 0.55)) * lens.aspect
        tone = linear(str(rng.choice(["ffb25e", "ffca8a", "ffe6c4", "dfe9ff"])))
        power = np.float32(evening * float(rng.uniform(0.2, 1.0)) ** 2 * 5.0)
        row = lens.vanish + lens.focal * (high - up) / away
        found.append(Lamp(column, row, 2 * lens.vanish - row, tone * power, lens.disc(away), 0.3))
    return found
