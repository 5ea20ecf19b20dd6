"""Coffee and tea in cups, pots and jugs."""

import numpy as np

from core.scenes.modelled import finish
from core.scenes.modelled.drinks import filling, opaque, smoothed, tumbler, vessel
from core.scenes.modelled.model import Build, Part
from core.scenes.modelled.shapes import Mesh, coloured, curve, lathe, mixed, noise, skin, tone, tube
from core.scenes.parts.canvas import Array, Random

CHINA = ("f1eee8", "f4f2ee", "e6dfd2", "2f3a44", "8f9a92", "c9d3d3", "d8b9a4", "3b3a38")
"""Glazes of cups, white ones first."""


def glaze(rng: Random) -> str:
    """The glaze of a cup: mostly white."""
    return CHINA[int(rng.choice(len(CHINA), p=[0.26, 0.24, 0.14, 0.08, 0.08, 0.08, 0.06, 0.06]))]


def handle(x: float, low: float, high: float, out: float, thick: float) -> Mesh:
    """An ear at +x between two heights of a wall at ``x``, reaching ``out``."""
    points = [(x - 0.002, high, 0), (x + 0.55 * out, high + 0.004, 0), (x + out, (low + high) / 2 + 0.006, 0),
              (x + 0.6 * out, low + 0.004, 0), (x - 0.003, low, 0)]  # fmt: skip
    return tube(curve(points, 40), thick, 14, flat=1.5)


def _surface(kind: str, level: float, radius: float, rng: Random) -> tuple[Mesh, Array]:
    """The disc of a drink in a cup, and its colours: black coffee, one with latte art, or tea."""
    rings, sides = 26, 72
    reach = np.linspace(0, 1, rings) ** 0.9
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    x, z = reach[:, None] * np.cos(turn), reach[:, None] * np.sin(turn)
    rise = 0.0012 * np.clip((reach - 0.94) / 0.06, 0, 1)
    grid = np.stack([x * radius, level + rise[:, None] + 0 * x, z * radius], -1)
    mesh = skin(np.ascontiguousarray(grid[::-1], np.float32))
    x, z = mesh.points[:, 0] / radius, mesh.points[:, 2] / radius
    r = np.hypot(x, z)
    edge = np.clip((r - 0.86) / 0.1, 0, 1)
    if kind == "tea":
        return mesh, mixed(tone("8a3f0e"), tone("b8651c"), edge)
    if kind == "black":
        made = mixed(tone("1c0e07"), tone("6a3a18"), edge)
        froth = np.clip(noise(mesh.points, radius * 0.5, rng) - 0.9, 0, 1) * np.clip((r - 0.5) * 2, 0, 1)
        return mesh, mixed(made, tone("b07a45"), froth)
    crema = mixed(tone("a8703a"), tone("7a4520"), edge + 0.15 * noise(mesh.points, radius, rng))
    spin = float(rng.uniform(-0.4, 0.4))
    u, v = x * np.cos(spin) - z * np.sin(spin), x * np.sin(spin) + z * np.cos(spin)
    heart = (np.abs(u) / 0.62) ** 1.6 + ((v + 0.28 * np.abs(u) ** 0.8) / 0.6) ** 2
    leaf = np.sin((v * 1.1 + np.abs(u) * 0.9) * 13) * 0.3
    white = np.clip((1.0 - heart) * 4, 0, 1) * np.clip(0.75 + leaf * 1.6, 0, 1)
    ring = np.clip(1 - np.abs(r - 0.8) / 0.05, 0, 1) * 0.35
    return mesh, mixed(crema, tone("f2e4cd"), np.maximum(white, ring))


def cup(kind: str, saucer: bool = True) -> Build:
    """A cup, on a saucer or not, of ``black`` coffee, of a ``white`` one, or of ``tea``."""

    def build(rng: Random) -> tuple[Part, ...]:
        wide = {"tea": 1.06, "white": 1.08}.get(kind, 1.0)
        code = glaze(rng)
        side = [(0.02, 0.0), (0.022, 0.002), (0.029, 0.011), (0.0385, 0.03), (0.042, 0.05), (0.0435, 0.062)]
        outer = [(r * wide, y) for r, y in smoothed(side, 28)]
        lift = 0.0085 if saucer else 0.0
        wall, level = 0.0028, float(rng.uniform(0.05, 0.0545))
        body = lathe(vessel(outer, wall, 0.006), 64).moved(0, lift, 0)
        reach = float(np.interp(level, [y for _, y in outer], [r for r, _ in outer])) - wall
        ear = handle(0.0405 * wide, 0.018, 0.05, 0.026, 0.0038).moved(0, lift, 0)
        disc, colours = _surface(kind, level + lift, reach + 0.0006, rng)
        china = finish.glazed(code)
        parts = [Part(body, china), Part(ear, china), Part(coloured(disc, colours), finish.satin(0.15, 0.4))]
        if saucer:
            plate = [(0.028, 0.0), (0.03, 0.002), (0.045, 0.004), (0.064, 0.0105), (0.0735, 0.0155)]
            dish = vessel(smoothed(plate, 20), 0.0026, 0.0045)
            parts.append(Part(lathe(dish, 64), china))
        return _turned(parts, float(rng.choice([-0.5, 0.35, 2.7, 3.4])))

    return build


def _turned(parts: list[Part], angle: float) -> tuple[Part, ...]:
    return tuple(Part(part.mesh.turned(angle), part.bsdf) for part in parts)


def mug(kind: str = "black") -> Build:
    """A straight mug of stoneware."""

    def build(rng: Random) -> tuple[Part, ...]:
        code = str(rng.choice(["e9e4da", "d9cbb8", "5a6a70", "b8897a", "39424a", "a8b0a0", "f0ece4"]))
        wide = float(rng.uniform(0.95, 1.05))
        side = [
            (0.034, 0.0),
            (0.0365, 0.001),
            (0.0385, 0.004),
            (0.041, 0.012),
            (0.0412, 0.05),
            (0.0412, 0.092),
        ]
        outer = [(r * wide, y) for r, y in smoothed(side, 30)]
        body = lathe(vessel(outer, 0.0038, 0.007), 64)
        level = 0.078
        disc, colours = _surface(kind, level, 0.0412 * wide - 0.0036, rng)
        ear = handle(0.04 * wide, 0.022, 0.07, 0.03, 0.0046)
        bsdf = finish.satin(0.32, 0.5)
        parts = [
            Part(coloured(body, tone(code)), bsdf),
            Part(coloured(ear, tone(code)), bsdf),
            Part(coloured(disc, colours), finish.satin(0.15, 0.4)),
        ]
        return _turned(parts, float(rng.choice([-0.6, 0.3, 2.8, 3.6])))

    return build


def latte(rng: Random) -> tuple[Part, ...]:
    """Milk and coffee in a tall glass, in layers."""
    outer = tumbler(0.135, 0.028, 0.038)
    level = 0.122

    def colour(points: Array) -> Array:
        high = points[:, 1] / level + 0.03 * noise(points, 0.02, rng)
        made = mixed(tone("e8d3b4"), tone("a56a38"), np.clip((high - 0.2) / 0.5, 0, 1))
        made = mixed(made, tone("8a5226"), np.clip(1 - np.abs(high - 0.76) / 0.08, 0, 1))
        return mixed(made, tone("f4ead8"), np.clip((high - 0.82) / 0.03, 0, 1))

    return opaque(outer, level, 0.009, colour)


def spout(low: tuple[float, float], high: tuple[float, float], thick: float) -> Mesh:
    """A curved spout at -x from (x, y) ``low`` to ``high``."""
    (x0, y0), (x1, y1) = low, high
    path = curve([(x0, y0, 0), ((x0 + x1) / 2 - 0.004, y0 + 0.3 * (y1 - y0), 0), (x1, y1, 0)], 26)
    return tube(path, np.linspace(thick, thick * 0.45, 26), 16)


def teapot(rng: Random) -> tuple[Part, ...]:
    """A round teapot with its lid."""
    code = str(rng.choice(["f0ece4", "e3dccf", "3a4a52", "5d7268", "2c2c2e", "b8c4c6"]))
    side = [
        (0.04, 0.0),
        (0.043, 0.002),
        (0.062, 0.022),
        (0.073, 0.052),
        (0.066, 0.084),
        (0.046, 0.1),
        (0.034, 0.104),
    ]
    lid = [(0.036, 0.1035), (0.0355, 0.107), (0.026, 0.114), (0.008, 0.119), (0.006, 0.123), (0.0095, 0.129),
           (0.008, 0.135), (0.0, 0.137)]  # fmt: skip
    body = lathe([(0.0, 0.0), *smoothed(side, 40), (0.0, 0.1045)], 64)
    cap = lathe([(0.0, 0.103), *smoothed(lid, 34)], 56)
    ear = handle(0.064, 0.034, 0.088, 0.044, 0.0055)
    china = finish.glazed(code, 0.22)
    parts = [body, cap, ear, spout((-0.06, 0.036), (-0.112, 0.1), 0.017)]
    turn = float(rng.choice([0.25, -0.3, 2.9, 3.4]))
    return tuple(Part(mesh.turned(turn), china) for mesh in parts)


def jug(rng: Random) -> tuple[Part, ...]:
    """A small jug of milk."""
    code = glaze(rng)
    side = [
        (0.026, 0.0),
        (0.029, 0.002),
        (0.038, 0.02),
        (0.04, 0.04),
        (0.031, 0.07),
        (0.03, 0.084),
        (0.034, 0.095),
    ]
    outer = smoothed(side, 34)

    def lip(turn: Array, height: Array) -> Array:
        near = np.exp(-(((np.abs(turn - np.pi)) / 0.38) ** 2))
        return 1 + 0.3 * near * np.clip((height - 0.07) / 0.025, 0, 1)

    body = lathe(vessel(outer, 0.0026, 0.006), 64, lip)
    white = lathe(filling(outer, 0.0022, 0.008, 0.078), 48)
    china = finish.glazed(code)
    parts = [
        Part(body, china),
        Part(handle(0.034, 0.026, 0.082, 0.03, 0.0042), china),
        Part(coloured(white, tone("f8f4ea")), finish.satin(0.2, 0.4)),
    ]
    return _turned(parts, float(rng.choice([-0.4, 0.4, 2.9, 3.5])))
