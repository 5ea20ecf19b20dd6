"""What is on a breakfast table: croissants, bread and berries, each drawn where it is put."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, jitter, ramp, rgb
from core.scenes.parts.stilllife import Still, ball, lathe
from core.scenes.parts.vessels import BOWL, STRAIGHT

Spot = tuple[float, float]


def lump(
    still: Still,
    at: Spot,
    half: tuple[float, float],
    turn: float,
    tone: Array,
    baked: Array,
    rough: float = 0.0,
) -> None:
    """A baked body of half axes ``half`` about ``at``, turned by ``turn`` rad: ``baked`` above, paler
    ``tone`` at its sides and below."""
    reach = max(half)
    found = still.window(at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach)
    if found is None:
        return
    area, y, x = found
    dx, dy = x - at[0], y - at[1]
    u = (dx * np.cos(turn) + dy * np.sin(turn)) / half[0]
    v = (dy * np.cos(turn) - dx * np.sin(turn)) / half[1]
    away = np.hypot(u, v)
    up = -(dy / reach) * 0.9
    key = still.facing(np.clip(dx / reach, -0.95, 0.95), np.clip(up, -0.95, 0.95))
    crown = ramp(-v + 0.25 * np.cos(3 * u), -0.7, 0.55)[..., None]
    colour = tone * (1 - crown) + baked * crown
    if rough:
        colour = colour * (1 + rough * np.sin(u * 9 + 2 * np.sin(v * 5)))[..., None]
    made = still.coloured(np.clip(colour, 0, 1), key, 0.65 + 0.5 * ramp(-v, -1, 0.5))
    shine = 0.1 * np.exp(-((u - 0.3 * np.sin(still.side)) ** 2 + (v + 0.45) ** 2) / 0.08)
    made = made + shine[..., None] * still.key
    still.lay(area, made, still.edge((1 - away) * min(half)))


def _china(rng: Random) -> Array:
    return jitter(rng, rgb(str(rng.choice(["f3f1ec", "efece6", "e9e6e0", "f4f2ee"]))), 0.03)


def _croissant(still: Still, rng: Random, at: Spot, size: float) -> None:
    """One croissant lying, its middle's foot ``at``, ``size`` long: ridges that shrink to both horns."""
    tone, baked = jitter(rng, rgb("edc98a"), 0.03), jitter(rng, rgb("c48a48"), 0.04)
    still.stands(at[0], at[1], 0.46 * size, 0.3 * size)
    bend, way = float(rng.uniform(0.1, 0.2)), float(rng.choice([-1.0, 1.0]))
    for share in (-1.0, 1.0, -0.74, 0.74, -0.48, 0.48, -0.24, 0.24, 0.0):
        tall = size * (0.24 - 0.15 * abs(share) ** 1.3)
        x = at[0] + 0.46 * size * share
        y = at[1] - 0.82 * tall + bend * size * share**2 * 0.5
        own = baked * float(rng.uniform(0.9, 1.1))
        lump(still, (x, y), (size * 0.13, tall), 0.28 * share + 0.16 * way, tone, own, 0.05)


def croissants(still: Still, rng: Random, at: Spot, size: float) -> None:
    """Croissants on a plate, one leaning on the others."""
    lathe(still, (at[0], at[1] + 0.006), size * 0.05, size * 0.62, BOWL, _china(rng), 0.2)
    foot = at[1] - size * 0.04
    for dx, up in ((-0.24, 0.06), (0.26, 0.04), (0.02, 0.2)):
        _croissant(still, rng, (at[0] + dx * size, foot - up * size), size * float(rng.uniform(0.62, 0.7)))


def bread(still: Still, rng: Random, at: Spot, size: float) -> None:
    """A loaf with floured cuts on a board, and a slice before it."""
    wood = rgb(str(rng.choice(["a8794a", "8a5f3a", "b98d5c"])))
    lathe(still, (at[0], at[1] + 0.008), size * 0.05, size * 0.6, STRAIGHT, wood, 0.05)
    foot = at[1] - size * 0.05
    tone, baked = jitter(rng, rgb("dcb27a"), 0.03), jitter(rng, rgb("ad7a44"), 0.04)
    still.stands(at[0], foot, 0.45 * size, 0.3 * size)
    lump(still, (at[0], foot - 0.17 * size), (0.46 * size, 0.21 * size), 0.0, tone, baked, 0.06)
    for share in (-0.5, -0.15, 0.2, 0.55):
        spot = (at[0] + share * 0.36 * size, foot - size * (0.3 - 0.12 * share**2))
        lump(still, spot, (0.035 * size, 0.085 * size), 0.5, rgb("ead9b8"), rgb("dcc096"))
    crumb = (at[0] + 0.3 * size * float(rng.choice([-1.0, 1.0])), foot - 0.04 * size)
    lump(still, crumb, (0.19 * size, 0.14 * size), 0.1, rgb("b07a40"), rgb("a06a34"))
    lump(still, (crumb[0], crumb[1]), (0.165 * size, 0.115 * size), 0.1, rgb("ecdcb8"), rgb("e6d2a8"), 0.03)


def berries(still: Still, rng: Random, at: Spot, size: float) -> None:
    """A bowl heaped with berries, a few of them beside it."""
    codes = (
        ("56648f", "64729c", "4a5880"),
        ("bf4652", "cc5560", "a83a44"),
        ("b04450", "46527a", "84405a", "c25560"),
    )[int(rng.integers(3))]
    half, small, tall = size * 0.4, size * 0.066, size * 0.27
    glaze = jitter(rng, rgb(str(rng.choice(["c2ad92", "8b9ca1", "d9cfbd", "7a857e"]))), 0.03)
    lathe(still, at, tall, half, BOWL, glaze, 0.25)
    rim = half * still.tilt
    for row in range(7):
        deep = -0.75 + 0.22 * row
        wide = half * 0.86 * np.sqrt(1 - deep**2)
        count = max(2, round(1.7 * wide / small))
        for index in range(count):
            u = (index + 0.5) / count * 2 - 1
            heaped = small * 1.6 * (1 - u**2) * (1 - deep**2)
            y = at[1] - tall + deep * rim + 0.5 * small - heaped + float(rng.normal(0, 0.12)) * small
            tone = jitter(rng, rgb(str(rng.choice(codes))), 0.08)
            ball(still, (at[0] + u * wide, y), small * float(rng.uniform(0.85, 1.1)), tone)
    for _ in range(4):
        beside = at[0] + half * float(rng.uniform(1.1, 1.9)) * float(rng.choice([-1.0, 1.0]))
        tone = jitter(rng, rgb(str(rng.choice(codes))), 0.08)
        ball(still, (beside, at[1] + float(rng.uniform(0.0, 0.02))), small, tone)
