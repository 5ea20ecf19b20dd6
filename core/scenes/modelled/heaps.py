"""Small things heaped in bowls and strewn on the ground, none in another."""

from collections.abc import Callable
from typing import Any

import numpy as np

from core.scenes.modelled import finish
from core.scenes.modelled.drinks import smoothed, vessel
from core.scenes.modelled.model import Build, Part
from core.scenes.modelled.shapes import (
    Mesh,
    ball,
    bent,
    coloured,
    grounded,
    joined,
    lathe,
    mixed,
    noise,
    skin,
    superquadric,
    tilted,
    tone,
    tumbled,
)
from core.scenes.parts.canvas import Array, Random

Grain = Callable[[Random], Mesh]
"""Makes one small thing about the origin."""
BOWLS = ("efece5", "e6ded0", "f3f1ec", "3d4750", "8b9a8e", "c9b49a", "2e2e30", "b9c7cb")
TRIES = 14


def dropped(rng: Random, radius: float, count: int, reach: float, floor: Callable[[float], float]) -> Array:
    """Middles ``count``×3 of balls of that ``radius`` dropped one after another within ``reach`` of the axis,
    where of some places each comes to rest lowest; ``floor`` gives the ground's height by the distance from
    the axis."""
    made = np.zeros((0, 3))
    for _ in range(count):
        r = (reach - radius * 0.6) * np.sqrt(rng.random(TRIES))
        turn = rng.uniform(0, 2 * np.pi, TRIES)
        x, z = r * np.cos(turn), r * np.sin(turn)
        rest = np.array([floor(float(one)) for one in r]) + radius
        if len(made):
            across = (x[:, None] - made[None, :, 0]) ** 2 + (z[:, None] - made[None, :, 2]) ** 2
            on = made[None, :, 1] + np.sqrt(np.clip((2 * radius * 0.93) ** 2 - across, 0, None))
            rest = np.maximum(rest, np.where(across < (2 * radius * 0.93) ** 2, on, -1.0).max(1))
        best = int(np.argmin(rest + r * 0.25))
        made = np.concatenate([made, [[x[best], rest[best], z[best]]]])
    return made


def heap(rng: Random, grain: Grain, places: Array) -> Mesh:
    """One thing at each place, turned any way."""
    kinds = [_centred(grain(rng)) for _ in range(min(7, len(places)))]
    made: list[Mesh] = []
    for number, place in enumerate(places):
        one = tumbled(kinds[number % len(kinds)], rng)
        made.append(one.moved(*(float(value) for value in place)))
    return joined(made)


def _centred(mesh: Mesh) -> Mesh:
    middle = (mesh.points.min(0) + mesh.points.max(0)) / 2
    return mesh.moved(*(-float(value) for value in middle))


def bowl(
    rng: Random, wide: float, tall: float, code: str | None = None
) -> tuple[Part, Callable[[float], float]]:
    """A bowl of that radius and height, and the height of its inside by the distance from its axis."""
    side = [(wide * 0.42, 0.0), (wide * 0.47, 0.001), (wide * 0.5, 0.005), (wide * 0.8, tall * 0.42),
            (wide * 0.95, tall * 0.75), (wide, tall)]  # fmt: skip
    outer = smoothed(side, 30)
    wall, floor = 0.0032, 0.008
    mesh = lathe(vessel(outer, wall, floor), 64)
    line = np.asarray([(r - wall, y) for r, y in outer if y > floor])
    code = code or str(rng.choice(BOWLS))

    def inside(r: float) -> float:
        return float(np.interp(r, line[:, 0], line[:, 1], left=floor))

    return Part(mesh, finish.glazed(code, 0.28)), inside


def bowl_of(
    grain: Grain,
    size: float,
    count: int,
    bsdf: dict[str, Any],
    *,
    wide: float = 0.058,
    tall: float = 0.05,
    below: str = "2a2420",
) -> Build:
    """A bowl heaped with ``count`` things of that radius; ``below`` is the tone between them."""

    def build(rng: Random) -> tuple[Part, ...]:
        dish, inside = bowl(rng, wide, tall)
        level = tall * 0.62
        under = ball((wide * 0.82, 0.004, wide * 0.82), 8, 32).moved(0, level, 0)

        def floor(r: float) -> float:
            return max(inside(r), level)

        places = dropped(rng, size, count, wide * 0.94 - size * 0.7, floor)
        filled = heap(rng, grain, places)
        return dish, Part(coloured(under, tone(below)), finish.matt()), Part(filled, bsdf)

    return build


def fries(rng: Random) -> tuple[Part, ...]:
    """A bowl of French fries that stand and lean in it."""
    dish, _ = bowl(rng, 0.052, 0.062)
    made: list[Mesh] = []
    for _ in range(34):
        reach, turn = 0.036 * float(np.sqrt(rng.random())), float(rng.uniform(0, 2 * np.pi))
        one = tilted(chip(rng), np.pi / 2, (1, 0, 0))
        lean = 0.1 + 11.0 * reach * float(rng.uniform(0.6, 1.2))
        one = tilted(one.turned(float(rng.uniform(0, 3))), lean, (np.sin(turn), 0, -np.cos(turn)))
        high = 0.064 + float(rng.uniform(-0.006, 0.02)) * (1 - reach / 0.05)
        made.append(one.moved(reach * np.cos(turn), high, reach * np.sin(turn)))
    return dish, Part(joined(made), finish.satin(0.5, 0.4))


def pile(grain: Grain, size: float, count: int, reach: float, bsdf: dict[str, Any]) -> Build:
    """``count`` things of that radius in a loose heap on the ground."""

    def build(rng: Random) -> tuple[Part, ...]:
        places = dropped(rng, size, count, reach, lambda r: 0.0)
        return (Part(grounded(heap(rng, grain, places)), bsdf),)

    return build


def one_of(grain: Grain, bsdf: dict[str, Any]) -> Build:
    """One thing, lying."""

    def build(rng: Random) -> tuple[Part, ...]:
        mesh = tilted(
            _centred(grain(rng)), float(rng.uniform(-0.35, 0.35)), (1, 0, float(rng.uniform(-1, 1)))
        )
        return (Part(grounded(mesh), bsdf),)

    return build


def coffee_bean(rng: Random) -> Mesh:
    """A roasted bean: half round, a crease along its flat side."""
    mesh = ball((0.0046, 0.0035, 0.0062), 18, 24)
    p = mesh.points.copy()
    p[:, 1] = np.where(p[:, 1] > 0, p[:, 1] * 0.35, p[:, 1])
    crease = np.exp(-((p[:, 0] / 0.0006) ** 2)) * (p[:, 1] > 0)
    p[:, 1] -= 0.0011 * crease
    made = bent(mesh, lambda _: p)
    dark = 0.5 + 0.35 * noise(p, 0.004, rng) + float(rng.normal(0, 0.2))
    colour = mixed(tone("2a150a"), tone("5a3218"), dark)
    return coloured(made, mixed(colour, tone("8a6038"), crease * 0.35))


def almond(rng: Random) -> Mesh:
    """An almond in its skin, or a hazelnut or walnut piece."""
    kind = int(rng.integers(3))
    if kind == 0:
        mesh = ball((0.0062, 0.0042, 0.0115), 20, 28)
        mesh = bent(mesh, lambda p: p * np.stack([1 - 0.45 * p[:, 2] / 0.0115 * (p[:, 2] > 0),
                                                  np.ones(len(p)), np.ones(len(p))], 1))  # fmt: skip
        turn = np.arctan2(mesh.points[:, 0], mesh.points[:, 1])
        share = 0.5 + 0.25 * np.sin(turn * 16) + 0.3 * noise(mesh.points, 0.008, rng)
        return coloured(mesh, mixed(tone("8a4f22"), tone("b9793f"), share))
    if kind == 1:
        mesh = ball((0.0072, 0.0078, 0.0072), 18, 24)
        share = 0.5 + 0.3 * noise(mesh.points, 0.012, rng)
        colour = mixed(tone("8a4a1c"), tone("b06a2c"), share)
        pale = np.clip((mesh.points[:, 1] / 0.0078 - 0.72) * 8, 0, 1)
        return coloured(mesh, mixed(colour, tone("d8b88a"), pale))
    mesh = ball((0.0105, 0.006, 0.0085), 30, 38)
    folds = 0.0016 * np.sin(noise(mesh.points, 0.013, rng, 2) * 3.2)
    normals = mesh.normals if mesh.normals is not None else mesh.points
    mesh = bent(mesh, lambda p: p + normals * folds[:, None])
    return coloured(mesh, mixed(tone("a8743a"), tone("dcb47a"), 0.5 + folds / 0.0032))


def olive(rng: Random) -> Mesh:
    """A green or a black olive."""
    mesh = ball((0.0075, 0.0095, 0.0075), 18, 24)
    low, high = (("6a7428", "98a048"), ("2a1a22", "4a2c3a"), ("5a6a24", "8a9640"))[int(rng.integers(3))]
    share = 0.5 + 0.35 * noise(mesh.points, 0.015, rng)
    hole = np.clip((mesh.points[:, 1] / 0.0095 - 0.93) * 30, 0, 1)
    return coloured(mesh, mixed(mixed(tone(low), tone(high), share), tone("1c1a10"), hole))


def popcorn_grain(rng: Random) -> Mesh:
    """A popped kernel: lobes about a brown middle."""
    lobes: list[Mesh] = []
    for _ in range(int(rng.integers(4, 7))):
        way = rng.normal(0, 1, 3)
        way /= np.linalg.norm(way)
        size = float(rng.uniform(0.0048, 0.0072))
        lobe = ball((size, size, size), 10, 12, lambda unit: 0.0011 * noise(unit, 1.4, rng, 2))
        colour = mixed(tone("f3e4b8"), tone("fbf6e6"), 0.6 + 0.4 * noise(lobe.points, 0.006, rng))
        lobes.append(coloured(lobe, colour).moved(*(float(v) * 0.006 for v in way)))
    lobes.append(coloured(ball((0.003, 0.003, 0.003), 8, 10), tone("b8823a")))
    return joined(lobes)


def chip(rng: Random) -> Mesh:
    """A French fry."""
    long = float(rng.uniform(0.026, 0.042))
    mesh = superquadric((0.0045, 0.0045, long), 0.25, 0.25, 14, 20)
    bow = float(rng.uniform(-0.003, 0.003))
    mesh = bent(mesh, lambda p: p + np.stack([bow * (p[:, 2] / long) ** 2, 0 * p[:, 0], 0 * p[:, 0]], 1))
    share = 0.55 + 0.3 * noise(mesh.points, 0.012, rng)
    colour = mixed(tone("d9982f"), tone("f2c965"), share)
    ends = np.clip((np.abs(mesh.points[:, 2]) / long - 0.86) * 6, 0, 1)
    return coloured(mesh, mixed(colour, tone("b06f22"), ends * 0.7))


def oat(rng: Random) -> Mesh:
    """A piece of granola: oats, a nut, a dried berry."""
    code = str(rng.choice(["c9995a", "b98445", "d9b57c", "a8703a", "e2c48e", "6b2a24", "c89a52"]))
    size = float(rng.uniform(0.0035, 0.0068))
    mesh = ball((size, size * 0.65, size * 1.15), 12, 16, lambda unit: size * 0.2 * noise(unit, 1.2, rng, 2))
    return coloured(
        mesh, mixed(tone(code) * 0.75, tone(code) * 1.1, 0.5 + 0.4 * noise(mesh.points, 0.004, rng))
    )


def chocolate_piece(rng: Random) -> Mesh:
    """A broken piece of dark chocolate."""
    mesh = superquadric(
        (float(rng.uniform(0.008, 0.016)), 0.0042, float(rng.uniform(0.008, 0.014))), 0.2, 0.3, 14, 24
    )
    mesh = bent(mesh, lambda p: p * (1 + 0.12 * noise(p, 0.014, rng, 2))[:, None])
    return coloured(mesh, mixed(tone("2c160c"), tone("4a2716"), 0.5 + 0.35 * noise(mesh.points, 0.01, rng)))


def peppercorn(rng: Random) -> Mesh:
    """A peppercorn."""
    mesh = ball((0.0026, 0.0026, 0.0026), 12, 14, lambda unit: 0.0003 * noise(unit, 0.8, rng, 2))
    code = str(rng.choice(["2a211c", "3a2c22", "241c18", "7a3a2a"]))
    return coloured(mesh, tone(code))


def spice(codes: tuple[str, str], rough: float = 0.0016) -> Build:
    """A small bowl of ground spice, heaped."""

    def build(rng: Random) -> tuple[Part, ...]:
        dish, _ = bowl(rng, 0.036, 0.026)
        rings, sides = 40, 72
        reach = np.linspace(0, 0.0345, rings)[:, None]
        turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)[None]
        x, z = reach * np.cos(turn), reach * np.sin(turn)
        y = 0.0185 + 0.016 * np.clip(1 - (reach / 0.034) ** 1.5, 0, 1) + 0 * turn
        mesh = skin(np.stack([x, y, z], -1)[::-1].astype(np.float32))
        lift = rough * (0.5 * noise(mesh.points, 0.016, rng, 2) + 0.22 * noise(mesh.points, 0.0035, rng, 1))
        mesh = bent(mesh, lambda p: p + np.array([0, 1, 0]) * lift[:, None])
        share = 0.5 + 0.25 * noise(mesh.points, 0.003, rng, 1) + 0.25 * lift / rough
        return dish, Part(coloured(mesh, mixed(tone(codes[0]), tone(codes[1]), share)), finish.matt())

    return build


def dip(codes: tuple[str, str]) -> Build:
    """A small bowl of sauce, stirred."""

    def build(rng: Random) -> tuple[Part, ...]:
        dish, _ = bowl(rng, 0.038, 0.03)
        rings, sides = 44, 72
        reach = np.linspace(0, 0.0352, rings)[:, None]
        turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)[None]
        swirl = np.sin(turn * 1.0 + reach / 0.0352 * 11) * np.clip(reach / 0.012, 0, 1) * (1 - reach / 0.037)
        y = 0.0255 + 0.0014 * swirl
        mesh = skin(np.stack([reach * np.cos(turn), y, reach * np.sin(turn)], -1)[::-1].astype(np.float32))
        share = 0.5 + 0.3 * noise(mesh.points, 0.012, rng)
        return dish, Part(coloured(mesh, mixed(tone(codes[0]), tone(codes[1]), share)),
                          finish.satin(0.16, 0.5, coat=0.5))  # fmt: skip

    return build
