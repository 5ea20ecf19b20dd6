"""What is found on a beach and taken there, modelled."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled.finish import matt, satin
from core.scenes.modelled.making import mottled, pick
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import (
    ball,
    bent,
    coloured,
    curve,
    grounded,
    lathe,
    mixed,
    noise,
    skin,
    tilted,
    tone,
    tube,
)
from core.scenes.parts.canvas import Random
from core.scenes.traced.meshes import Mesh, joined

SHELLS = ("e9d6c0", "e0b497", "d6bfae", "f0e6d8", "c99b80", "d9a79a")


def _scallop(rng: Random, size: float) -> Mesh:
    """A scallop's upper shell lying, its hinge toward -z."""
    ribs = int(rng.integers(11, 16))
    fan = np.linspace(-1.12, 1.12, 200)[None]
    reach = np.linspace(0.0, 1, 70)[:, None]
    rib = np.abs(np.cos(fan * ribs * 1.35)) ** 0.8
    edge = 1 - 0.1 * (fan / 1.12) ** 2 + 0.02 * rib
    r = reach * edge * size
    dome = (
        0.3
        * size
        * np.clip(np.sin(np.pi * np.clip(reach, 0, 1) ** 0.75), 0, 1) ** 0.7
        * np.cos(fan / 1.12 * 1.45) ** 0.5
    )
    high = dome + 0.014 * size * rib * np.clip(reach * 3, 0, 1) * np.clip((1.02 - reach) * 8, 0.5, 1)
    grid = np.stack([r * np.sin(fan), high + 0 * fan, r * np.cos(fan) - 0.5 * size + 0 * high], -1).astype(
        np.float32
    )
    mesh = skin(np.ascontiguousarray(grid), closed=False)
    if mesh.normals is not None and mesh.normals[:, 1].mean() < 0:
        mesh = Mesh(mesh.points, np.ascontiguousarray(mesh.faces[:, ::-1]), normals=-mesh.normals)
    base = tone(pick(rng, SHELLS))
    rings = np.sin(reach * 34 + 2 * np.sin(reach * 9 + rng.uniform(0, 6))) * 0.5 + 0.5
    share = (0.65 * rings * np.clip(reach * 2, 0, 1) + 0.25 * (1 - rib)).reshape(-1)
    colours = mixed(np.clip(base * 0.6 + 0.36, 0, 0.9), base * 0.8, share * 0.8)
    ears = [ball((0.2 * size, 0.05 * size, 0.07 * size), 12, 20).moved(0, 0.04 * size, -0.46 * size)]
    return joined([coloured(mesh, colours), coloured(joined(ears), base * 0.9)])


def _spiral(rng: Random, size: float) -> Mesh:
    """A snail's turreted shell, lying."""
    turns, count = 5.5, 340
    t = np.linspace(0, 1, count)
    grow = np.exp(2.6 * (t - 1))
    angle = 2 * np.pi * turns * t
    radius = 0.27 * size * grow
    path = np.stack([radius * np.cos(angle) * 0.8, size * (1 - grow), radius * np.sin(angle) * 0.8], 1)
    made = tube(path.astype(np.float32), (0.235 * size * grow).astype(np.float32), 26)
    bands = noise(made.points, size * 0.12, rng) * 0.25 + 0.5 * np.sin(made.points[:, 1] / size * 60)
    base = tone(pick(rng, SHELLS))
    made = coloured(
        made, mixed(np.clip(base * 0.55 + 0.38, 0, 0.9), base * 0.65, np.clip(0.4 + 0.5 * bands, 0, 1))
    )
    lying = tilted(made, 1.75, (1, 0, 0)).turned(float(rng.uniform(-0.8, 0.8)))
    return grounded(lying.moved(0, 0, 0.4 * size))


def shells(rng: Random) -> tuple[Part, ...]:
    """A few shells strewn."""
    made = list[Mesh]()
    for number in range(6):
        size = float(rng.uniform(0.032, 0.06))
        one = _scallop(rng, size) if number % 2 == 0 else _spiral(rng, size * 1.1)
        reach, turn = 0.035 + 0.062 * np.sqrt(number / 5), number * 2.4 + float(rng.normal(0, 0.2))
        made.append(
            one.turned(float(rng.uniform(0, 6.28))).moved(reach * np.cos(turn) * 1.2, 0, reach * np.sin(turn))
        )
    return (Part(joined(made), satin(0.45, 0.35)),)


def starfish(rng: Random) -> tuple[Part, ...]:
    """A dried starfish, grained, its arms a little bent."""
    turn = np.linspace(0, 2 * np.pi, 300, endpoint=False)[None]
    share = np.linspace(0, 1, 60)[:, None]
    sway = 0.12 * np.sin(turn * 2 + rng.uniform(0, 6))
    arm = np.abs(np.cos(2.5 * (turn + sway * 0.6)))
    outline = 0.0185 + 0.05 * arm**3.4 * (1 + 0.12 * np.sin(turn + rng.uniform(0, 6)))
    radius = outline * share
    fold = np.clip(1 - share**2.2, 0, 1) ** 0.6
    high = (0.0125 - 0.0065 * np.clip(radius / 0.07, 0, 1)) * fold + 0.002
    grid = np.stack([radius * np.cos(turn), high - 0.002 + 0 * turn, radius * np.sin(turn)], -1)
    mesh = skin(np.ascontiguousarray(grid.astype(np.float32)))
    if mesh.normals is not None and mesh.normals[:, 1].mean() < 0:
        mesh = Mesh(mesh.points, np.ascontiguousarray(mesh.faces[:, ::-1]), normals=-mesh.normals)
    knobs = np.clip(noise(mesh.points, 0.0042, rng, 2), 0, 2)
    mesh = bent(
        mesh,
        lambda points: points + np.array([0, 1, 0]) * (0.0011 * knobs * fold.repeat(300, 1).ravel())[:, None],
    )
    base = tone(pick(rng, ("d09a68", "c17f58", "dfc09a", "b9694a")))
    ridge = np.exp(-((np.sin(2.5 * (turn + sway * 0.6)) / 0.16) ** 2)).repeat(60, 0).ravel()
    colours = mixed(base, np.clip(base * 1.5 + 0.1, 0, 0.9), np.clip(0.3 * knobs + 0.3 * ridge, 0, 0.8))
    return (Part(coloured(mesh, colours), matt()),)


def pebbles(rng: Random) -> tuple[Part, ...]:
    """Smooth stones, a few piled and some beside."""
    made, high = list[Mesh](), 0.0
    codes = ("5b5a58", "75716b", "8f8a80", "4a4b4d", "a39b8e", "66625c")

    def stone(half: float, code: str) -> Mesh:
        flat = float(rng.uniform(0.4, 0.55))
        mesh = ball((half, half * flat, half * float(rng.uniform(0.75, 0.95))), 40, 56)
        push = half * 0.09 * noise(mesh.points, half * 1.6, rng, 2)
        mesh = bent(mesh, lambda points: points * (1 + (push / half))[:, None])
        grain = 1 + 0.07 * noise(mesh.points, 0.004, rng) + 0.1 * noise(mesh.points, half, rng)
        return coloured(grounded(mesh.turned(float(rng.uniform(0, 6)))), tone(code) * grain[:, None])

    for half in (0.042, 0.033, 0.024):
        one = stone(half, pick(rng, codes))
        made.append(one.moved(float(rng.normal(0, 0.003)), high, float(rng.normal(0, 0.003))))
        high += float(one.points[:, 1].max()) * 0.96
    for number in range(3):
        turn = number * 2.2 + float(rng.uniform(0, 0.8))
        made.append(
            stone(float(rng.uniform(0.012, 0.02)), pick(rng, codes)).moved(
                0.07 * np.cos(turn), 0, 0.05 * abs(np.sin(turn)) + 0.01
            )
        )
    return (Part(joined(made), satin(0.55, 0.25)),)


def driftwood(rng: Random) -> tuple[Part, ...]:
    """A weathered branch."""
    made = list[Mesh]()
    ways = (
        ([-0.19, 0.02, 0.02], [-0.06, 0.034, -0.012], [0.07, 0.024, 0.016], [0.2, 0.03, -0.01], 0.019),
        ([0.02, 0.03, 0.0], [0.07, 0.055, 0.03], [0.11, 0.075, 0.035], [0.15, 0.08, 0.06], 0.009),
    )
    for *points, thick in ways:
        line = curve(points, 120)
        radius = thick * (1 - 0.5 * np.linspace(0, 1, 120)) * (1 + 0.12 * np.sin(np.linspace(0, 19, 120)))
        mesh = tube(line, radius.astype(np.float32), 40)
        grain = noise(mesh.points * np.array([0.12, 1, 1]), 0.006, rng)
        mesh = bent(
            mesh,
            lambda points, g=grain, m=mesh: (
                points + (m.normals if m.normals is not None else 0) * (0.0009 * g)[:, None]
            ),
        )
        made.append(coloured(mesh, mixed(tone("a3988a"), tone("6f6558"), np.clip(0.4 - 0.4 * grain, 0, 1))))
    return (Part(grounded(joined(made)), matt()),)


def straw_hat(rng: Random) -> tuple[Part, ...]:
    """A woven sun hat with a ribbon."""
    t = np.linspace(0, 1, 90)
    crown = [(0.085 * np.sin(a), 0.098 + 0.016 * np.cos(a)) for a in np.linspace(0.02, np.pi / 2, 24)]
    side = [(0.085 + 0.006 * s, 0.098 - 0.088 * s) for s in np.linspace(0.03, 1, 40)]
    brim = [(0.093 + 0.105 * s, 0.009 - 0.006 * np.sin(np.pi * s) + 0.012 * s**3) for s in t[1:]]
    line = [(0.0, 0.114), *crown, *side, *brim]
    under = [(r, y - 0.0025) for r, y in reversed(line)]
    mesh = lathe([(float(r), float(y)) for r, y in [*line, *under]][::-1], 200)
    phase = rng.uniform(0, 6, 3)

    def waved(points: np.ndarray) -> np.ndarray:
        reach, turn = np.hypot(points[:, 0], points[:, 2]), np.arctan2(points[:, 2], points[:, 0])
        out = np.clip((reach - 0.095) / 0.1, 0, 1) ** 1.5
        wave = (
            0.013 * np.sin(2 * turn + phase[0])
            + 0.006 * np.sin(3 * turn + phase[1])
            + 0.003 * np.sin(5 * turn + phase[2])
        )
        made = points.copy()
        made[:, 1] += out * (wave + 0.012)
        return made

    mesh = bent(mesh, waved)
    reach, turn = (
        np.hypot(mesh.points[:, 0], mesh.points[:, 2]),
        np.arctan2(mesh.points[:, 2], mesh.points[:, 0]),
    )
    along = np.where(reach > 0.0945, reach, 0.2 - mesh.points[:, 1])
    braid = np.sin(along * 2 * np.pi / 0.0075)
    cross = np.sin(turn * 160 + 2.5 * np.sin(along * 2 * np.pi / 0.015))
    push = 0.0007 * np.abs(braid) + 0.0003 * cross
    mesh = bent(
        mesh, lambda points: points + (mesh.normals if mesh.normals is not None else 0) * push[:, None]
    )
    tint = 0.5 + 0.3 * braid + 0.22 * cross * np.abs(braid) + 0.2 * noise(mesh.points, 0.01, rng)
    straw = Part(coloured(mesh, mixed(tone("b58f58"), tone("e6cd98"), np.clip(tint, 0, 1))), matt())
    strap = [(0.0945, 0.012), (0.0955, 0.013), (0.0915, 0.042), (0.0885, 0.043)]
    code = pick(rng, ("2b2a2d", "7b3b32", "e8dfd0", "3c4f63"))
    return straw, mottled(lathe(strap, 120), code, rng, 0.003, 0.06, 0.6)


def beach_ball(rng: Random) -> tuple[Part, ...]:
    """A blown-up ball in coloured panels."""
    mesh = ball((0.15, 0.15, 0.15), 80, 120)
    turn = np.arctan2(mesh.points[:, 2], mesh.points[:, 0])
    pane = ((turn / (2 * np.pi) + 0.5) * 6).astype(int) % 6
    codes = np.stack([tone(code) for code in ("d8402f", "f3f0e8", "f1c232", "f3f0e8", "2f76b8", "f3f0e8")])
    colours = np.where((np.abs(mesh.points[:, 1]) > 0.144)[:, None], tone("f3f0e8"), codes[pane])
    return (Part(grounded(tilted(coloured(mesh, colours), 0.7, (1, 0, 0.4))), satin(0.2, 0.5)),)


BEACH: Mapping[str, Model] = {
    "shells": Model(shells, 0.025, 0.22, True),
    "starfish": Model(starfish, 0.014, 0.135, True),
    "pebbles": Model(pebbles, 0.09, 0.16, True),
    "driftwood": Model(driftwood, 0.1, 0.4, True),
    "straw hat": Model(straw_hat, 0.115, 0.4, True),
    "beach ball": Model(beach_ball, 0.3, 0.3),
}
"""What lies on a beach."""
