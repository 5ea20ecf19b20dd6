"""What stands in a fridge or a larder: bottles, cartons, jars, tubs, eggs, vegetables and fruit. Sizes are in
metres times ``scale``, the room's units to a metre; colours are linear reflectances."""

from collections.abc import Callable

import numpy as np

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.furnishings import lin, pick
from core.scenes.parts.interior_room import Room
from core.scenes.parts.interior_round import Leaves, Turned

Spot = tuple[float, float, float]
Put = Callable[[Room, Random, Spot, float], None]
"""Puts one thing into a room with its foot's middle at (x, y, z), ``scale`` units to a metre."""


def _turned(room: Room, at: Spot, shape: list[list[float]], scale: float, tone: Array, gloss: float) -> None:
    profile = np.array(shape, np.float32) * np.float32(scale) + np.array([at[1], 0], np.float32)
    room.add(Turned(at[0], at[2], profile, tone.astype(np.float32), gloss))


def carton(room: Room, rng: Random, at: Spot, scale: float) -> None:
    """A carton of milk with a coloured field and a screw cap on its sloping top."""
    tone, turn = pick(rng, "8fa9bd 9db08a c9b48a b98a84 7d97a6"), float(rng.uniform(-0.25, 0.25))
    white, (x, y, z), s = lin("e9e8e3"), at, scale
    tall = float(rng.uniform(0.17, 0.21))
    room.block((x, y + tall / 2 * s, z), (0.07 * s, tall * s, 0.07 * s), white, turn=turn, soft=0.004 * s)
    low = float(rng.uniform(0.25, 0.5)) * tall
    room.block((x, y + low * s, z), (0.072 * s, 0.42 * tall * s, 0.072 * s), tone, turn=turn, soft=0.002 * s)
    room.block((x, y + (tall + 0.012) * s, z), (0.07 * s, 0.026 * s, 0.02 * s), white, turn=turn)


def bottle(room: Room, rng: Random, at: Spot, scale: float) -> None:
    """A bottle of juice, milk, water or beer with its cap, some with a label."""
    tone = pick(rng, "c9894a c4a45c e6e2d8 5d6f58 6a3a30 9fb0ac e2ddd0 b8b592")
    wide, tall = float(rng.uniform(0.032, 0.04)), float(rng.uniform(0.2, 0.27))
    shape = [[0, wide * 0.94], [0.01, wide], [tall * 0.58, wide], [tall * 0.7, wide * 0.82]]
    shape += [[tall * 0.82, wide * 0.44], [tall, wide * 0.4]]
    _turned(room, at, shape, scale, tone, 0.5)
    if rng.random() < 0.6:
        label = [[tall * 0.2, wide * 1.015], [tall * 0.46, wide * 1.015]]
        _turned(room, at, label, scale, pick(rng, "e6e1d8 d9cdb4 c9d0cc"), 0.05)
    cap = [[tall * 0.94, wide * 0.48], [tall * 1.03, wide * 0.46]]
    _turned(room, at, cap, scale, pick(rng, "d9d8d4 59646a 9a4a3a b08d4f"), 0.3)


def jar(room: Room, rng: Random, at: Spot, scale: float) -> None:
    """A preserving jar: jam, pickles or sauce under a lid."""
    wide, tall = float(rng.uniform(0.035, 0.045)), float(rng.uniform(0.08, 0.12))
    tone = pick(rng, "7a2f2c 8a8a4a b5722f c9b48a 6a2f3a a4562f")
    _turned(
        room, at, [[0, wide * 0.9], [0.008, wide], [tall * 0.8, wide], [tall, wide * 0.8]], scale, tone, 0.6
    )
    lid = [[tall * 0.92, wide * 0.86], [tall * 1.12, wide * 0.86]]
    _turned(room, at, lid, scale, pick(rng, "b9b9b4 b08d4f e6e4de 3a3d40"), 0.35)


def tubs(room: Room, rng: Random, at: Spot, scale: float) -> None:
    """Two or three tubs of yoghurt on each other."""
    tone = pick(rng, "e9e7e2 d4c3c6 bccad2 d9cfae")
    for index in range(int(rng.integers(1, 4))):
        low = 0.075 * index
        shape = [[low, 0.036], [low + 0.062, 0.045], [low + 0.064, 0.048], [low + 0.074, 0.048]]
        _turned(room, at, shape, scale, tone * float(rng.uniform(0.92, 1.05)), 0.15)


def cheese(room: Room, rng: Random, at: Spot, scale: float) -> None:
    """A block of cheese or butter on a dish."""
    (x, y, z), s = at, scale
    _turned(room, at, [[0, 0.05], [0.008, 0.085], [0.014, 0.09]], s, lin("e9e8e4"), 0.3)
    size = float(rng.uniform(0.09, 0.12)) * s, float(rng.uniform(0.035, 0.06)) * s, 0.07 * s
    room.block((x, y + 0.014 * s + size[1] / 2, z), size, pick(rng, "d9b25a e3cf96 dcbf72"),
               turn=float(rng.uniform(-0.5, 0.5)), soft=0.006 * s)  # fmt: skip


def eggs(room: Room, rng: Random, at: Spot, scale: float) -> None:
    """A tray of eggs."""
    (x, y, z), s = at, scale
    room.block((x, y + 0.018 * s, z), (0.2 * s, 0.036 * s, 0.1 * s), lin("9a9186"), soft=0.006 * s)
    for i in range(4):
        for dz in (0.022, -0.022):
            tone = pick(rng, "d9b493 e3cbb0 efe6da")
            _egg(room, (x + (i - 1.5) * 0.046 * s, y + 0.026 * s, z + dz * s), s, tone)


def _egg(room: Room, at: Spot, scale: float, tone: Array) -> None:
    turn = np.linspace(-1.5, 1.5, 7)
    shape = np.stack([0.027 + 0.028 * np.sin(turn), 0.021 * np.cos(turn)], 1)
    _turned(room, at, shape.tolist(), scale, tone, 0.15)


def tomatoes(room: Room, rng: Random, at: Spot, scale: float) -> None:
    """Tomatoes or peppers in a shallow bowl."""
    _bowl(room, rng, at, scale, str(rng.choice(["94402f 8a3a2a", "b98a3a a97d36 8a3f2c"])))


def fruit(room: Room, rng: Random, at: Spot, scale: float) -> None:
    """Lemons, apples or oranges in a shallow bowl."""
    _bowl(room, rng, at, scale, str(rng.choice(["cdb45a c4a94f", "84964f 8e9c58", "b97d42 ad7239"])))


def _bowl(room: Room, rng: Random, at: Spot, scale: float, tones: str) -> None:
    (x, y, z), s = at, scale
    _turned(room, at, [[0, 0.045], [0.012, 0.07], [0.055, 0.1]], s, pick(rng, "e4e2dc a9aca8 d8d0c4"), 0.25)
    for dx, dy, dz in ((-0.055, 0.06, 0.0), (0.0, 0.062, 0.04), (0.05, 0.058, 0.0), (-0.01, 0.066, -0.05),
                       (0.012, 0.102, 0.0), (-0.05, 0.088, 0.03)):  # fmt: skip
        size = float(rng.uniform(0.028, 0.034)) * s
        _round(room, (x + dx * s, y + dy * s, z + dz * s), size, pick(rng, tones))


def _round(room: Room, at: Spot, size: float, tone: Array) -> None:
    turn = np.linspace(-1.5, 1.5, 9)
    profile = np.stack([at[1] + size * np.sin(turn), size * np.cos(turn)], 1)
    room.add(Turned(at[0], at[2], profile.astype(np.float32), tone))


def greens(room: Room, rng: Random, at: Spot, scale: float) -> None:
    """A head of lettuce, herbs or leek's leaves: broad leaves out of one middle."""
    count = 150
    turn, rise = rng.uniform(0, 2 * np.pi, count), rng.uniform(-0.1, 1.3, count)
    out = rng.uniform(0.35, 1.0, count) * 0.075 * scale
    middle = np.array([at[0], at[1] + 0.045 * scale, at[2]], np.float32)
    ahead = np.stack([np.cos(turn) * np.cos(rise), np.sin(rise), np.sin(turn) * np.cos(rise)], 1)
    side = np.cross(ahead, rng.normal(0, 1, (count, 3)))
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    ring = np.linspace(0, 2 * np.pi, 10, endpoint=False)
    size = rng.uniform(0.012, 0.026, count)[:, None, None] * scale
    up = np.cross(side, ahead)
    frill = 1 + 0.25 * rng.normal(0, 1, (count, 10, 1))
    shape = np.cos(ring)[None, :, None] * side[:, None] + np.sin(ring)[None, :, None] * up[:, None]
    outline = middle + out[:, None, None] * ahead[:, None] + size * frill * shape
    outline[..., 1] = np.maximum(outline[..., 1], at[1])
    green = pick(rng, "74884f 687f48 86985f 56693f")
    tones = green * (0.55 + 0.6 * (out / out.max())[:, None]) * rng.uniform(0.85, 1.15, (count, 1))
    room.add(Leaves(outline.astype(np.float32), tones.astype(np.float32)))


def punnet(room: Room, rng: Random, at: Spot, scale: float) -> None:
    """A box of berries."""
    (x, y, z), s = at, scale
    room.block((x, y + 0.025 * s, z), (0.13 * s, 0.05 * s, 0.1 * s), lin("dfe2e0"), soft=0.004 * s)
    tones = str(rng.choice(["2f3550 3a4060 282d48", "8f2430 a02c34 7a1f2a", "6a1f36 7d2a44"]))
    for _ in range(26):
        spot = (x + float(rng.uniform(-0.055, 0.055)) * s, z + float(rng.uniform(-0.04, 0.04)) * s)
        _round(
            room, (spot[0], y + float(rng.uniform(0.05, 0.066)) * s, spot[1]), 0.0105 * s, pick(rng, tones)
        )


TALL: tuple[Put, ...] = (carton, bottle, bottle, jar)
LOW: tuple[Put, ...] = (tubs, cheese, eggs, fruit, greens, punnet, jar, tomatoes, greens)
WIDTHS: dict[Put, float] = {
    **{carton: 0.075, bottle: 0.08, jar: 0.09, tubs: 0.1, cheese: 0.18, eggs: 0.21},
    **{fruit: 0.21, tomatoes: 0.21, greens: 0.19, punnet: 0.14},
}
"""How much room a thing needs, in metres."""


def row(room: Room, rng: Random, ends: tuple[float, float], at: tuple[float, float], scale: float,
        choice: tuple[Put, ...], gap: float = 0.03) -> None:  # fmt: skip
    """Things side by side from ``ends[0]`` to ``ends[1]`` at (y, z), each of the ``choice``."""
    x, fails = ends[0], 0
    while fails < 6:
        put = choice[int(rng.integers(len(choice)))]
        need = WIDTHS[put] * scale
        if x + need > ends[1]:
            fails += 1
            continue
        z = at[1] + float(rng.uniform(-0.02, 0.02)) * scale
        put(room, rng, (x + need / 2, at[0], z), scale)
        x += need + float(rng.uniform(0.1, 1.0)) * gap * scale
