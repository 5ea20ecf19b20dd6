"""Drinks in glasses."""

from collections.abc import Callable

import numpy as np

from core.scenes.modelled import finish
from core.scenes.modelled.model import Build, Part
from core.scenes.modelled.shapes import (
    Mesh,
    Profile,
    ball,
    coloured,
    curve,
    grounded,
    joined,
    lathe,
    mixed,
    noise,
    superquadric,
    tilted,
    tone,
    tube,
)
from core.scenes.parts.canvas import Array, Random

THICK = 0.0014
"""How thick glass is."""


def smoothed(points: Profile, count: int = 36) -> list[tuple[float, float]]:
    """A smooth profile through those points."""
    line, low = curve(points, count), points[0][1]
    return [(float(max(r, 0.0)), float(max(y, low))) for r, y in line]


def vessel(outer: Profile, wall: float, floor: float) -> list[tuple[float, float]]:
    """A closed shell: the ``outer`` profile from the foot to the rim, over it, and down inside to
    ``floor``."""
    line = [(float(r), float(y)) for r, y in outer]
    inner = [(r - wall, y) for r, y in line[::-1] if y > floor and r > wall * 1.5]
    rim = (line[-1][0] - wall / 2, line[-1][1] + wall * 0.5)
    last = inner[-1][0]
    return [(0.0, line[0][1]), *line, rim, *inner, (last * 0.75, floor), (0.0, floor)]


def filling(outer: Profile, wall: float, floor: float, level: float) -> list[tuple[float, float]]:
    """The closed profile of what fills that vessel up to ``level``; with no ``wall`` it is what one sees of a
    drink through clear glass, which shows it as wide as the glass is."""
    line = np.asarray([(r, y) for r, y in outer if y >= floor - 1e-6])
    heights = np.linspace(floor, level, 18)
    radii = np.interp(heights, line[:, 1], line[:, 0]) - wall
    body = [(float(r), float(y)) for r, y in zip(radii, heights, strict=True)]
    edge = [(radii[-1] - 0.0008, level + 0.0004), (radii[-1] - 0.003, level - 0.0006)]
    return [(0.0, floor), (radii[0] * 0.85, floor), *body, *edge, (0.0, level - 0.001)]


def upper(outer: Profile, level: float) -> list[tuple[float, float]]:
    """The part of a profile above ``level``."""
    line = np.asarray(outer)
    start = (float(np.interp(level, line[:, 1], line[:, 0])), level)
    return [start, *[(float(r), float(y)) for r, y in outer if y > level + 1e-4]]


def opaque(outer: Profile, level: float, floor: float, colour: Callable[[Array], Array]) -> tuple[Part, ...]:
    """A drink that one cannot see through: up to ``level`` it has the glass's own outside, above it and below
    the ``floor`` is clear glass."""
    drink = lathe(filling(outer, 0.0, floor, level), 56)
    above = upper(outer, level)
    rim = (above[-1][0] - THICK / 2, above[-1][1] + THICK / 2)
    shell = [*above, rim, *[(r - THICK, y) for r, y in above[::-1]], above[0]]
    glass = [lathe(shell, 56)]
    below = [(float(r), float(y)) for r, y in outer if y < floor]
    if len(below) > 1:
        glass.append(lathe([(0.0, below[0][1]), *below, (0.0, floor - 0.0005)], 56))
    body = coloured(drink, colour(drink.points))
    return Part(body, finish.satin(0.12, 0.5, coat=1.0)), Part(joined(glass), finish.glass())


def tumbler(tall: float, low: float, high: float) -> list[tuple[float, float]]:
    """A straight glass."""
    side = [(low + (high - low) * (y / tall) ** 0.85, y) for y in np.linspace(0.004, tall, 14)]
    return [(low * 0.88, 0.0), (low * 0.97, 0.001), *[(float(r), float(y)) for r, y in side]]


def juice(low: str, high: str) -> Build:
    """A tumbler of juice of those colours, froth at its rim."""

    def build(rng: Random) -> tuple[Part, ...]:
        outer = tumbler(0.122 + float(rng.uniform(-0.006, 0.01)), 0.029, 0.036)
        level = outer[-1][1] * float(rng.uniform(0.78, 0.88))

        def colour(points: Array) -> Array:
            cloud = 0.5 + 0.16 * noise(points, 0.04, rng) + 0.25 * (points[:, 1] / level - 0.5)
            made = mixed(tone(low), tone(high), cloud)
            near = np.clip(1 - np.abs(points[:, 1] - level) / 0.003, 0, 1)
            return mixed(made, tone(high) * 1.08, 0.7 * near)

        return opaque(outer, level, 0.008, colour)

    return build


def clear(outer: Profile, floor: float, level: float, tint: str, ior: float = 1.33) -> tuple[Part, ...]:
    """A drink that one sees through, in its glass."""
    body = lathe(filling(outer, 0.0, floor, level), 64)
    above = upper(outer, level)
    rim = (above[-1][0] - THICK / 2, above[-1][1] + THICK / 2)
    shell = lathe([*above, rim, *[(r - THICK, y) for r, y in above[::-1]], above[0]], 64)
    colour = {"type": "rgb", "value": [float(v) for v in tone(tint) / 0.9]}
    water = {"type": "dielectric", "int_ior": ior, "ext_ior": 1.0, "specular_transmittance": colour}
    parts = [Part(body, water), Part(shell, finish.glass())]
    below = [(float(r), float(y)) for r, y in outer if y < floor]
    if len(below) > 1:
        parts.append(Part(lathe([(0.0, below[0][1]), *below, (0.0, floor - 0.0005)], 48), finish.glass()))
    return tuple(parts)


def water(rng: Random) -> tuple[Part, ...]:
    """A glass of still water."""
    outer = tumbler(0.118 + float(rng.uniform(-0.01, 0.01)), 0.028, 0.035)
    return clear(outer, 0.007, outer[-1][1] * float(rng.uniform(0.66, 0.8)), "f6fbfb")


def goblet(rng: Random, grow: float = 1.0) -> tuple[list[tuple[float, float]], float]:
    """A wine glass's outer profile and the height of its bowl's floor."""
    wide = float(rng.uniform(0.94, 1.06)) * grow
    bowl = [(0.006, 0.088), (0.0215, 0.0965), (0.034, 0.113), (0.0395, 0.135), (0.0385, 0.162),
            (0.0345, 0.187), (0.031, 0.204)]  # fmt: skip
    foot = [(0.033, 0.0), (0.0345, 0.0008), (0.033, 0.0022), (0.012, 0.0055), (0.0048, 0.011),
            (0.0034, 0.024),
            (0.0032, 0.062), (0.0038, 0.08)]  # fmt: skip
    upper_ = [(r * wide, y) for r, y in smoothed(bowl, 26)]
    return [*foot, *upper_], 0.0905


def red_wine(rng: Random) -> tuple[Part, ...]:
    """A glass of red wine."""
    outer, floor = goblet(rng, 1.06)
    level = float(rng.uniform(0.128, 0.142))

    def colour(points: Array) -> Array:
        reach = np.hypot(points[:, 0], points[:, 2])
        thin = np.clip((points[:, 1] - level + 0.006) / 0.006, 0, 1) * np.clip(reach / 0.035 - 0.55, 0, 1) * 2
        deep = np.clip(1 - (points[:, 1] - floor) / 0.02, 0, 1)
        return mixed(tone("4a0714"), tone("8a1526"), 0.15 + 0.6 * thin + 0.3 * deep)

    return opaque(outer, level, floor, colour)


def white_wine(rng: Random) -> tuple[Part, ...]:
    """A glass of white wine."""
    outer, floor = goblet(rng)
    return clear(outer, floor, float(rng.uniform(0.128, 0.142)), "f3e7a8")


def rose_wine(rng: Random) -> tuple[Part, ...]:
    """A glass of rosé."""
    outer, floor = goblet(rng)
    return clear(outer, floor, float(rng.uniform(0.128, 0.142)), "f2b4a4")


def champagne(rng: Random) -> tuple[Part, ...]:
    """A flute of sparkling wine."""
    bowl = smoothed([(0.004, 0.083), (0.014, 0.094), (0.021, 0.118), (0.0235, 0.15), (0.0225, 0.185),
                     (0.0205, 0.212)], 26)  # fmt: skip
    foot = [(0.029, 0.0), (0.0305, 0.0008), (0.029, 0.0022), (0.009, 0.005), (0.0036, 0.012), (0.003, 0.06)]
    body = clear([*foot, *bowl], 0.086, float(rng.uniform(0.172, 0.186)), "f4dfa0")
    return body


def ice(rng: Random, count: int, level: float, reach: float, side: float = 0.021) -> Mesh:
    """Cubes that float at ``level`` within ``reach`` of the middle."""
    made: list[Mesh] = []
    spots = list[tuple[float, float]]()
    for _ in range(60):
        x, z = rng.uniform(-reach, reach, 2)
        if np.hypot(x, z) < reach and all(np.hypot(x - a, z - b) > side * 0.9 for a, b in spots):
            spots.append((float(x), float(z)))
        if len(spots) == count:
            break
    for x, z in spots:
        cube = superquadric((side / 2, side / 2, side / 2), 0.3, 0.3, 14, 20)
        cube = tilted(cube, float(rng.uniform(-0.5, 0.5)), (1, 0, float(rng.uniform(-1, 1)) or 0.5))
        made.append(
            cube.turned(float(rng.uniform(0, 3))).moved(x, level + float(rng.uniform(-0.004, 0.004)), z)
        )
    return joined(made)


def ice_cube(rng: Random) -> tuple[Part, ...]:
    """A cube of ice, lying."""
    cube = superquadric((0.0145, 0.0145, 0.0145), 0.3, 0.3, 24, 32)
    cube = tilted(cube, float(rng.uniform(-0.12, 0.12)), (1, 0, 0.5))
    made = Part(grounded(cube), {"type": "dielectric", "int_ior": 1.31, "ext_ior": 1.0})
    core = ball((0.007, 0.006, 0.006), 14, 18, lambda unit: 0.0016 * noise(unit, 0.9, rng, 2))
    return made, Part(coloured(core.moved(0, 0.0148, 0), tone("f4f8fa")), finish.glass("f2f6f8"))


def whisky(rng: Random) -> tuple[Part, ...]:
    """A low heavy glass of whisky with ice."""
    outer = tumbler(0.088, 0.036, 0.041)
    level = 0.036 + float(rng.uniform(-0.004, 0.004))
    cubes = ice(rng, 2, level + 0.002, 0.02, 0.026)
    frosted = finish.glass("eef4f6")
    return (*clear(outer, 0.012, level, "d98a34"), Part(cubes, frosted))


def beer(rng: Random) -> tuple[Part, ...]:
    """A glass of lager with its head."""
    tall = 0.165
    outer = [(0.027, 0.0), (0.029, 0.001), *smoothed([(0.0295, 0.004), (0.0305, 0.05), (0.036, 0.11),
             (0.0365, tall)], 18)]  # fmt: skip
    level = tall * 0.97
    head = float(rng.uniform(0.02, 0.028))

    def colour(points: Array) -> Array:
        amber = mixed(tone("c87a12"), tone("e8a52a"), points[:, 1] / tall + 0.15 * noise(points, 0.03, rng))
        foam = np.clip((points[:, 1] - (level - head) - 0.0015 * noise(points, 0.012, rng)) / 0.002, 0, 1)
        return mixed(amber, tone("f6efdd"), foam)

    return opaque(outer, level, 0.01, colour)


def milk(rng: Random) -> tuple[Part, ...]:
    """A glass of milk."""
    outer = tumbler(0.118, 0.029, 0.035)
    level = 0.118 * float(rng.uniform(0.8, 0.9))
    return opaque(outer, level, 0.008, lambda points: np.broadcast_to(tone("f7f3ea"), points.shape))


def straw(rng: Random, outer_tall: float, reach: float, code: str) -> Part:
    """A straw that leans on the rim."""
    way = float(rng.uniform(0, 2 * np.pi))
    low = np.array([-np.cos(way) * reach * 0.5, 0.012, -np.sin(way) * reach * 0.5])
    rim = np.array([np.cos(way) * reach * 0.86, outer_tall, np.sin(way) * reach * 0.86])
    path = np.linspace(0, 1.5, 24)[:, None] * (rim - low) + low
    return Part(coloured(tube(path.astype(np.float32), 0.003, 12), tone(code)), finish.satin(0.4))


def cocktail(rng: Random) -> tuple[Part, ...]:
    """A long drink with ice, a straw, and a slice of citrus on its rim."""
    from core.scenes.modelled.citrus import wheel

    looks = (("d9481f", "f08a2c"), ("c22f45", "ee7f5a"), ("e9a13a", "f3cf6a"), ("e86a2a", "f4b04a"))
    low, high = looks[int(rng.integers(len(looks)))]
    tall = 0.15
    outer = tumbler(tall, 0.029, 0.033)
    level = tall * 0.84

    def colour(points: Array) -> Array:
        made = mixed(
            tone(low), tone(high), points[:, 1] / level * 1.3 - 0.2 + 0.12 * noise(points, 0.03, rng)
        )
        cubes = np.clip(noise(points, 0.022, rng, 1) * 2 - 0.6, 0, 1) * np.clip(
            points[:, 1] / level * 2 - 0.9, 0, 1
        )
        return mixed(made, np.clip(tone(high) * 1.2 + 0.08, 0, 0.9), 0.5 * cubes)

    made = opaque(outer, level, 0.009, colour)
    cubes = Part(ice(rng, 3, level + 0.004, 0.018), finish.glass("f2f7f8"))
    slice_ = wheel(rng, 0.026, "orange").rotated(_upright(rng)).moved(0.03, tall + 0.004, 0.008)
    return (*made, cubes, straw(rng, tall, 0.033, str(rng.choice(["2b2b2e", "e8e4da", "c8404a"]))),
            Part(slice_, finish.satin(0.35, 0.5, coat=0.3)))  # fmt: skip


def _upright(rng: Random) -> Array:
    """Stands a lying disc up, facing the front a little aslant."""
    from core.scenes.modelled.shapes import rotation

    return rotation(float(rng.uniform(-0.5, 0.5)), (0, 1, 0)) @ rotation(np.pi / 2 - 0.12, (1, 0, 0))


def bottle(rng: Random) -> tuple[Part, ...]:
    """A bottle of red wine with its label and capsule."""
    side = [(0.034, 0.0), (0.0365, 0.0015), (0.0372, 0.006), (0.0375, 0.17), (0.037, 0.19), (0.032, 0.208),
            (0.0215, 0.224), (0.0155, 0.238), (0.0143, 0.252)]  # fmt: skip
    neck = [
        (0.0143, 0.252),
        (0.0142, 0.292),
        (0.0155, 0.293),
        (0.0155, 0.303),
        (0.0148, 0.3045),
        (0.0, 0.305),
    ]
    glass = lathe([(0.0, 0.0), *smoothed(side, 60)], 64)
    dark = coloured(glass, tone(str(rng.choice(["1a2a18", "1d1a12", "142216"]))))
    capsule = coloured(lathe([(0.01, 0.248), (0.0149, 0.2485), *neck[1:]], 40),
                       tone(str(rng.choice(["5a1420", "1a1a1c", "8a6a2a"]))))  # fmt: skip
    turn = np.linspace(-1.15, 1.15, 40) + np.pi / 2
    high = np.linspace(0.055, 0.145, 40)
    grid = np.stack([
        0.0379 * np.cos(turn)[None] + 0 * high[:, None],
        high[:, None] + 0 * turn[None],
        0.0379 * np.sin(turn)[None] + 0 * high[:, None],
    ], -1)  # fmt: skip
    from core.scenes.modelled.shapes import skin

    label = skin(grid.astype(np.float32), closed=False)
    u, v = np.meshgrid(np.linspace(-1, 1, 40), np.linspace(0, 1, 40))
    ink = ((np.abs(v - 0.72) < 0.045) & (np.abs(u) < 0.5)) | ((np.abs(v - 0.5) < 0.025) & (np.abs(u) < 0.32))
    ink |= (np.abs(v - 0.25) < 0.012) & (np.abs(u) < 0.6)
    paper = mixed(tone("efe8d8"), tone("4a3a2a"), ink.ravel() * 0.85)
    return (
        Part(dark, finish.satin(0.1, 0.6, coat=1.0)),
        Part(capsule, finish.satin(0.35, 0.6)),
        Part(coloured(label, paper), finish.matt()),
    )
