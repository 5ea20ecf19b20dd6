"""Hats and caps, and what is worn before the eyes."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled.finish import glass, satin
from core.scenes.modelled.making import bar, ellipse, painted, pick, plain, put, settled, sheet, upright
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import (
    ball,
    bent,
    coloured,
    curve,
    lathe,
    mixed,
    noise,
    skin,
    slab,
    tilted,
    tone,
    tube,
)
from core.scenes.parts.canvas import Array, Random
from core.scenes.traced.meshes import Mesh

STRAW = ("e6cf9c", "b8935a")
WEFT = 0.0055
"""Width of one braid of straw in m."""


def _hat(crown: list[tuple[float, float]], brim: float, thick: float, step: float = 0.0018) -> Mesh:
    """A hat's felt or straw as a closed skin: its crown's profile from the brim up, (radius, height), and the
    brim's radius. Its points lie ``step`` m apart, so that a weave can be laid on them."""
    outer = [(brim, 0.0), *[(r, y) for r, y in crown]]
    line = np.asarray(curve(outer, 400), np.float64)
    line[:, 0] = np.maximum(line[:, 0], 0)
    length = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    even = np.arange(0, length[-1], step)
    top = np.stack([np.interp(even, length, line[:, 0]), np.interp(even, length, line[:, 1])], 1)
    inner = top[::-3] - np.array([0, thick])
    inner[:, 0] = np.where(inner[:, 1] > thick * 0.5, np.maximum(inner[:, 0] - thick, 0), inner[:, 0])
    inner[-1, 0] = brim
    profile = [*inner, *top, (0.0, float(top[-1, 1]))]
    profile[0] = (0.0, float(profile[0][1]))
    return lathe([(float(r), float(y)) for r, y in profile], 144)


def cowboy_hat(rng: Random) -> tuple[Part, ...]:
    """A felt hat, creased along its crown, its brim turned up at the sides."""
    code = pick(rng, ("7a5334", "3a2a20", "b08a5c", "221d1b"))

    def way(points: Array) -> Array:
        x, y, z = (points[:, axis].astype(np.float64) for axis in range(3))
        away = np.hypot(x, z)
        brim = np.clip((away - 0.1) / 0.1, 0, 1)
        up = 0.075 * brim**1.5 * np.abs(x / np.maximum(away, 1e-6)) ** 1.6
        down = 0.018 * brim * np.abs(z / np.maximum(away, 1e-6)) ** 3
        high = np.clip((y - 0.05) / 0.07, 0, 1)
        crease = 0.032 * np.exp(-((x / 0.02) ** 2)) * high**2
        pinch = 1 - 0.32 * high * np.clip((z + 0.02) / 0.1, 0, 1)
        return np.stack([x * pinch * 0.92, y + up - down - crease, z * 1.12], 1)

    crown = [(0.098, 0.005), (0.092, 0.03), (0.09, 0.08), (0.085, 0.108), (0.06, 0.124), (0.0, 0.126)]
    hat = bent(_hat(crown, 0.2, 0.004, 0.003), way)
    felt = coloured(
        hat, mixed(tone(code), tone(code) * 0.7, 0.4 + 0.35 * noise(hat.points, 0.03, rng, octaves=4))
    )
    band = bent(lathe([(0.0, 0.012), (0.1, 0.012), (0.0965, 0.03), (0.0, 0.03)], 96), way)
    return settled((Part(felt, satin(0.85, 0.15, sheen=0.8)), plain(band, "2a1a10", 0.45, 0.5)))


def cap(rng: Random) -> tuple[Part, ...]:
    """A baseball cap with six panels and a curved visor, lying as it is worn."""
    code = pick(rng, ("20304a", "262626", "d9d2c4", "8a2c2c", "3d5a48"))
    tilt = np.linspace(0.0, np.pi / 2, 40)[:, None]
    turn = np.linspace(0, 2 * np.pi, 96, endpoint=False)[None]
    seam = 1 - 0.012 * np.exp(-(((turn / (np.pi / 3) + 0.5) % 1 - 0.5) ** 2) / 0.002)
    low = np.cos(tilt) ** 0.85
    wide, tall = 0.084, 0.092
    x, z = wide * low * np.cos(turn) * seam, wide * 1.14 * low * np.sin(turn) * seam
    y = tall * np.sin(tilt) ** 0.9 + 0 * turn
    grid = np.stack([x, y, z], -1)
    inside = grid[::-1] * np.array([0.965, 0.97, 0.965])
    shell = np.concatenate([inside, grid])
    made = skin(shell.astype(np.float32))
    about = np.arctan2(made.points[:, 2] / 1.14, made.points[:, 0]) / (np.pi / 3)
    stitched = np.exp(-(((about + 0.5) % 1 - 0.5) ** 2) / 0.0006)
    dome = coloured(made, mixed(tone(code), tone(code) * 0.55, stitched))
    across = np.linspace(-1, 1, 41)[None]
    out = np.linspace(0, 1, 14)[:, None]
    start = np.arcsin(np.clip(across * 0.92, -1, 1))
    reach = 0.085 * (1 - 0.55 * np.abs(across) ** 2.6)
    vx = wide * np.sin(start) * (1 - 0.05 * out)
    vz = wide * 1.14 * np.cos(start) * 0.98 + reach * out
    vy = 0.006 + 0.016 * (1 - across**2) * (0.4 + 0.6 * out) - 0.010 * out
    visor = sheet(np.stack([vx + 0 * vz, vy + 0 * vz, vz], -1), 0.0025)
    button = ball((0.007, 0.004, 0.007), 10, 16).moved(0, tall + 0.001, 0)
    cloth = satin(0.85, 0.15, sheen=0.4)
    return settled((Part(dome, cloth), Part(painted(visor, code), cloth), Part(painted(button, code), cloth)))


def _lens(side: int) -> tuple[Array, Array]:
    """A lens's outline as a plate's (x, z) and as a path about it."""
    outline = ellipse(0.055, 0.044, 48, 0.74) + np.array([side * 0.034, 0.0])
    outline[:, 0] += side * 0.004 * (outline[:, 1] / 0.02)
    return outline, np.stack([outline[:, 0], np.zeros(len(outline)), outline[:, 1]], 1)


def _glasses(frame: str, lens: dict[str, object], thick: float) -> tuple[Part, ...]:
    parts: list[Part] = []
    rims: list[Mesh] = []
    for side in (-1, 1):
        outline, path = _lens(side)
        plate = slab(outline, 0.0016, 0.0005)
        closed = np.concatenate([path, path[:3]]) + np.array([0, 0.0008, 0])
        rims.append(tube(closed.astype(np.float32), thick, 10))
        parts.append(Part(plate, dict(lens)))
    bridge = bar([(-0.011, 0.001, -0.008), (0, 0.003, -0.012), (0.011, 0.001, -0.008)], thick)
    front = [*parts, *(plain(mesh, frame, 0.2, 0.6, coat=0.6) for mesh in (*rims, bridge))]
    # The front stands up; seen from it, the temples reach back.
    stands = list(put(front, upright))
    for side in (-1, 1):
        way = [
            (side * 0.056, 0.013, 0.0),
            (side * 0.066, 0.013, -0.006),
            (side * 0.067, 0.012, -0.04),
            (side * 0.067, 0.01, -0.1),
            (side * 0.062, -0.012, -0.145),
        ]
        stands.append(plain(bar(way, thick * 0.95, 30), frame, 0.2, 0.6, coat=0.6))
    return settled(put(stands, lambda mesh: tilted(mesh, -0.05, (1, 0, 0))))


def spectacles(rng: Random) -> tuple[Part, ...]:
    """Reading glasses, open, with clear lenses in a thin frame."""
    frame = pick(rng, ("2a1c12", "1a1a1a", "8a6a2e"))
    return _glasses(frame, glass("f4f8f8"), 0.0016)


HEADWEAR: Mapping[str, Model] = {
    "cowboy hat": Model(cowboy_hat, 0.15, 0.45),
    "cap": Model(cap, 0.1, 0.28, lies=True),
    "spectacles": Model(spectacles, 0.048, 0.2, lies=True),
}
"""By name."""
