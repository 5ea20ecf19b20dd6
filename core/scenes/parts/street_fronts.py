"""The fronts along a street as faces: plaster, brick, stone and glass, shops on the ground floor."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.frontage import Face, Patch, Style, drawn, upright
from core.scenes.parts.fronts import courses, curtain_wall, plaster, punched
from core.scenes.parts.glazing import HOME, Glazing, behind_glass
from core.scenes.parts.outdoors import Day
from core.scenes.parts.perspective import Lens
from core.scenes.parts.soils import linear

OLD = ("d9c7a6", "c9a888", "e2d6c0", "cdb48c", "b98a74", "dfd8cc", "b3a390", "c6bcae", "d2c0ae", "a8786a")
NEW = ("b4b8bc", "8f9aa6", "c9c6be", "9aa4ac", "a39a90", "d5d1c8")
BRICKS = ("8a5846", "9c6a52", "7c5248", "a77c62")
SHOPS = ("2a2c30", "4a2f28", "2f4038", "38322c", "6e2a2a", "d8d2c6", "26344a", "8a6a3a")
FARTHEST = 140.0
"""Metres at which the street closes."""


def street_sides(
    rng: Random,
    lens: Lens,
    day: Day,
    evening: float,
    offs: tuple[float, float],
    tall: tuple[float, float],
    old: bool,
) -> Array:
    """The fronts on both sides, ``offs`` metres left and right of the camera, between two heights: RGBA."""
    faces: list[Face] = []
    for off in offs:
        faces += _side(rng, day, off, tall, old)
    end = _house(rng, old, day, 0.0, 20.0)
    closing = upright(
        (offs[0], FARTHEST), (offs[1], FARTHEST), end, (0, 0.8 * tall[1]), (int(rng.integers(2**31)),)
    )
    far_first = sorted(faces, key=lambda face: -face.origin[2])
    return drawn(lens, day, evening, [closing, *far_first])


def _side(rng: Random, day: Day, off: float, tall: tuple[float, float], old: bool) -> list[Face]:
    """The houses of one side, and the ends of roofs that stand above their neighbours."""
    faces: list[Face] = []
    at, far_tall = float(rng.uniform(-8, 0)), 0.5 * sum(tall)
    while at < FARTHEST:
        wide = float(rng.uniform(7, 13)) if old else float(rng.uniform(10, 22))
        high = float(rng.uniform(*tall))
        style = _house(rng, old, day, off, far_tall)
        seed = (int(rng.integers(2**31)), 3)
        end = min(at + wide, FARTHEST)
        if end > 1.0:
            near = max(at, 0.6)
            faces.append(upright((off, near), (off, end), style, (0, high), seed))
            back = off + float(np.sign(off)) * 9.0
            faces.append(upright((off, end), (back, end), _plain(rng), (0, high), seed))
        at += wide
    return faces


def _plain(rng: Random) -> Style:
    """The bare side of a house that stands above its neighbour."""
    tone = plaster(str(rng.choice(OLD)))

    def style(patch: Patch) -> tuple[Array, None]:
        return patch.lit(tone(patch), 0.5), None

    return style


def _house(rng: Random, old: bool, day: Day, off: float, far_tall: float) -> Style:
    """One house by chance, with the shade of those opposite and the air before it."""
    storey = float(rng.uniform(3.0, 3.6))
    lit = float(rng.uniform(0.3, 0.6))
    home = Glazing(
        bay=float(rng.uniform(2.0, 2.8)), storey=storey, wide=2, deep=4.5, lamps=HOME, lit=lit, mirror=0.2
    )
    if not old and rng.random() < 0.5:
        base = curtain_wall(
            replace(home, bay=1.6, wide=4, mirror=0.34), "5a6068", float(rng.choice([0.0, 1.0]))
        )
    elif rng.random() < (0.3 if old else 0.15):
        base = punched(courses(str(rng.choice(BRICKS)), (0.26, 0.085), "a89a8c", 0.007), home, (0.46, 0.6))
    else:
        code = str(rng.choice(OLD if old else NEW))
        base = punched(plaster(code), home, (0.46, 0.6) if old else (0.66, 0.58))
    front = _shop(rng) if rng.random() < 0.75 else None
    side = -1.0 if off > 0 else 1.0
    facing = side * day.toward[0]
    air = 0.0022 + 0.0045 * day.air

    def style(patch: Patch) -> tuple[Array, None]:
        shade = patch
        if facing > 0.02 and off:
            reach = far_tall - 2 * abs(off) * day.toward[1] / max(facing, 0.05)
            shade = replace(patch, facing=patch.facing * ramp(patch.v, reach - 0.6, reach + 0.6))
        light, _ = base(shade)
        if front is not None:
            light = front(shade, light)
        share = (1 - np.exp(-patch.away * air))[..., None]
        return f32(light * (1 - share) + patch.day.horizon * 0.85 * share), None

    return style


def _shop(rng: Random) -> Callable[[Patch, Array], Array]:
    """A ground floor with a shop: frame, panes with goods in them, a sign, maybe an awning."""
    code, cloth = str(rng.choice(SHOPS)), str(rng.choice(SHOPS))
    awning = rng.random() < 0.45
    glow = float(rng.uniform(0.5, 1.1))
    look = Glazing(
        bay=2.4,
        storey=3.4,
        wide=3,
        deep=3.2,
        lit=2.0,
        lamps=("ffe0b0", "fff0dc", "ffd49a"),
        power=glow,
        mirror=0.16,
        blinds=0.0,
    )

    def laid(patch: Patch, light: Array) -> Array:
        pane = patch.inside(1.05 - np.abs(patch.u % 2.4 - 1.2)) * patch.inside(1.15 - np.abs(patch.v - 1.65))
        frame = patch.lit(linear(code), 0.5)
        goods = 0.6 + 0.8 * patch.chance(95, np.floor(patch.u / 0.35), np.floor(patch.v / 0.5))
        shown = ramp(patch.v, 0.4, 0.6) * ramp(1.7 - patch.v, 0.0, 0.2)
        inner = behind_glass(patch, look) * (1 + shown * (goods - 1))[..., None]
        made = frame * (1 - pane[..., None]) + inner * pane[..., None]
        word = patch.inside(0.16 - np.abs(patch.v - 3.15)) * (
            patch.chance(96, np.floor(patch.u / 0.28)) < 0.6
        )
        word = word * patch.inside(1.5 - np.abs(patch.u % 6.0 - 3.0))
        sign = patch.lit(linear("e8e2d6"), 0.6) + np.float32(0.9 * patch.evening) * linear("ffe2b4")
        made = made * (1 - word[..., None]) + sign * word[..., None]
        if awning:
            stripe = (np.floor(patch.u / 0.3) % 2)[..., None]
            tone = linear(cloth) * (1 - stripe) + linear("e9e4da") * stripe
            share = patch.inside(0.32 - np.abs(patch.v - 2.75))[..., None]
            made = made * (1 - share) + patch.lit(tone, 0.75) * share
        below = patch.inside(3.5 - patch.v)[..., None]
        return f32(light * (1 - below) + made * below)

    return laid
