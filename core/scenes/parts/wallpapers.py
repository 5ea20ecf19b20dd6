"""Printed wallpapers, flowers and stripes: colour (sRGB) and height in periods."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.heightfield import Relief
from core.scenes.parts.leafage import sprite, stamp
from core.scenes.parts.periodic import tones_in, unit_range, weave_noise
from core.scenes.parts.stones import Skin

PRINTS = (
    ("e9e2d3", ("b98a86", "c9a39a", "a8736f"), ("8a9a7d", "75876c", "a3ad92")),
    ("dfe3dd", ("d9a7a0", "e3c3b4", "c98f8a"), ("6f8a78", "87a08c", "5d7766")),
    ("2f3d44", ("d8a79a", "e6cdb8", "b97f78"), ("7f947f", "5f7a6c", "98a88a")),
    ("e6dcc8", ("8fa3b5", "b3c0c9", "6f87a0"), ("9aa182", "7f8b6b", "b4b597")),
    ("d9c7bf", ("f0e4da", "e3cfc4", "c8a79c"), ("93987f", "7b8269", "aab096")),
)
"""Grounds, flowers and leaves of papers."""
JUNGLE = (
    ("ece7da", ("4f7350", "6d8a5c", "3d5c48", "87a074")),
    ("1f2f2b", ("3f6a4c", "577f52", "2f5443", "7a9a68")),
    ("e6ddd0", ("5f7f6a", "7d9a80", "49665a", "98ad8c")),
)
"""Grounds and leaves of tropical papers."""


def flowered(rng: Random, size: int, colour: Array | None) -> Skin:
    """Sprays of flowers and leaves printed on a ground of ``colour``."""
    ground, petals, leaves = PRINTS[int(rng.integers(len(PRINTS)))]
    base = rgb(ground) if colour is None else colour
    sheet = Relief(
        np.broadcast_to(base, (size, size, 3)).astype(np.float32).copy(), np.zeros((size, size), np.float32)
    )
    for column in range(3):
        for row in range(4):
            at = (column + 0.5 * (row % 2) + rng.normal(0, 0.09)) / 3, (row + rng.normal(0, 0.09)) / 4
            _spray(rng, sheet, at, petals, leaves, float(rng.choice((0.7, 0.95, 1.1))))
    fibre = weave_noise(rng, size, 180, 2, gain=0.9)
    made = sheet.albedo * (1 + 0.008 * fibre)[..., None]
    return unit_range(tones_in(made, base, np.full((size, size), 0.12))), f32(0.00002 * fibre)


def _spray(
    rng: Random,
    sheet: Relief,
    at: tuple[float, float],
    petals: tuple[str, ...],
    leaves: tuple[str, ...],
    scale: float,
) -> None:
    """One flower head with its leaves and two buds, by ``scale`` of the usual size."""
    turn = float(rng.uniform(0, 2 * np.pi))
    for i in range(7):
        way = turn + i * 2 * np.pi / 7 + float(rng.normal(0, 0.25))
        far = scale * float(rng.uniform(0.085, 0.14))
        spot = at[0] + far * np.cos(way), at[1] + far * np.sin(way)
        tone = rgb(str(rng.choice(leaves)))
        _print(
            sheet,
            ("beech", "olive")[i % 2],
            int(rng.integers(5)),
            spot,
            scale * float(rng.uniform(0.09, 0.15)),
            way,
            tone,
        )
    for ring, count, reach, size in ((0, 8, 0.052, 0.085), (1, 7, 0.032, 0.068), (2, 5, 0.014, 0.046)):
        tone = rgb(petals[ring % len(petals)])
        for i in range(count):
            way = turn + 0.4 * ring + i * 2 * np.pi / count
            spot = at[0] + scale * reach * np.cos(way), at[1] + scale * reach * np.sin(way)
            _print(
                sheet,
                "petal",
                int(rng.integers(5)),
                spot,
                scale * size,
                way,
                tone * float(rng.normal(1, 0.04)),
            )
    for side in (-1, 1):
        way = turn + side * 1.9
        spot = at[0] + 0.16 * scale * np.cos(way), at[1] + 0.16 * scale * np.sin(way)
        for i in range(3):
            _print(sheet, "petal", i, spot, 0.042, way + 0.5 * (i - 1), rgb(petals[i % len(petals)]))


def _print(
    sheet: Relief, form: str, number: int, at: tuple[float, float], size: float, turn: float, tone: Array
) -> None:
    """A leaf in flat colours, over the seams of the paper as well."""
    two = np.stack([tone, tone * 0.84]).astype(np.float32)
    for right in (-1, 0, 1):
        for below in (-1, 0, 1):
            spot = at[0] % 1 + right, at[1] % 1 + below
            if all(-size < place < 1 + size for place in spot):
                stamp(sheet, sprite(form, number), spot, size, turn, two)


def tropical(rng: Random, size: int, colour: Array | None) -> Skin:
    """Large leaves of palms and bananas over one another on a pale or dark ground."""
    ground, greens = JUNGLE[int(rng.integers(len(JUNGLE)))]
    base = rgb(ground) if colour is None else colour
    sheet = Relief(
        np.broadcast_to(base, (size, size, 3)).astype(np.float32).copy(), np.zeros((size, size), np.float32)
    )
    for number in range(26):
        at = float(rng.random()), float(rng.random())
        way = float(rng.uniform(0, 2 * np.pi))
        tone = rgb(str(rng.choice(greens))) * float(rng.uniform(0.85, 1.1))
        if number % 3 == 2:
            _print(sheet, "olive", int(rng.integers(5)), at, float(rng.uniform(0.4, 0.55)), way, tone)
            _print(
                sheet, "beech", int(rng.integers(5)), at, float(rng.uniform(0.3, 0.4)), way + 0.7, tone * 0.85
            )
            continue
        _palm_leaf(rng, sheet, at, way, tone)
    fibre = weave_noise(rng, size, 180, 2, gain=0.9)
    return unit_range(sheet.albedo * (1 + 0.008 * fibre)[..., None]), f32(0.00002 * fibre)


def _palm_leaf(rng: Random, sheet: Relief, at: tuple[float, float], way: float, tone: Array) -> None:
    """One feathered leaf: narrow leaflets on both sides of its bent rib."""
    long = float(rng.uniform(0.34, 0.48))
    for place in range(15):
        share = place / 14
        turn = way + 0.5 * share
        spot = at[0] + long * share * np.cos(turn), at[1] + long * share * np.sin(turn)
        size = 0.2 * np.sin(np.pi * (0.12 + 0.84 * share)) + 0.03
        for flank in (-1, 1):
            lean = turn + flank * 0.8
            middle = spot[0] + 0.5 * size * np.cos(lean), spot[1] + 0.5 * size * np.sin(lean)
            _print(sheet, "olive", int(rng.integers(5)), middle, float(size), float(lean), tone)


def striped(rng: Random, size: int, colour: Array | None) -> Skin:
    """Upright stripes of ``colour`` and of a paler tone of it."""
    base = rgb("b9c3b4") if colour is None else colour
    _, x = grid(size, size)
    pale = np.clip(base * 0.35 + 0.65 * np.array([0.96, 0.95, 0.92], np.float32), 0, 1)
    if base.mean() > 0.82:
        pale = base * np.array([0.86, 0.84, 0.8], np.float32)
    away = np.abs((x * 6) % 1 - 0.5)
    share = ramp(f32(0.25 - away), -0.006, 0.006)
    fibre = weave_noise(rng, size, 180, 2, gain=0.9)
    picture = tones_in(np.broadcast_to(pale, (size, size, 3)), base, share)
    return unit_range(picture * (1 + 0.008 * fibre)[..., None]), f32(0.00002 * fibre)
