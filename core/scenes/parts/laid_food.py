"""Food that lies strewn on a ground seen from above: fruit and its slices, berries, beans, nuts, herbs.
Lengths are in metres."""

from collections.abc import Callable

import numpy as np

from core.scenes.parts.canvas import Array, Random, jitter, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.gobos import blade, curve
from core.scenes.parts.lying import Lay, Spot, drawn

Paint = Callable[[Array, Array], Array]
"""The sRGB tone of a body by its own coordinates (-1…1 along, -1…1 across)."""


def lump(
    lay: Lay,
    at: Spot,
    half: tuple[float, float],
    turn: float,
    paint: Paint,
    tall: float,
    gloss: float = 0.08,
    point: float = 0.0,
) -> None:
    """A rounded body ``tall`` m high of half axes ``half``, its ends drawn out by ``point``."""
    window = lay.window(at, max(half) * 1.15, turn)
    if window is None:
        return
    u, v = window.x / half[0], window.y / half[1]
    wide = np.sqrt(np.clip(1 - u * u, 0, 1)) * (1 - point) + point * np.sqrt(np.clip(1 - np.abs(u), 0, 1))
    w = np.clip(v / np.maximum(wide, 0.05), -1, 1)
    inside = np.minimum((wide - np.abs(v)) * half[1], (1 - np.abs(u)) * half[0])
    near = wide * np.sqrt(np.clip(1 - w * w, 0, 1))
    lay.put(
        window,
        np.clip(paint(f32(u), f32(w)), 0, 1),
        f32(tall * (0.25 + 0.75 * near)),
        window.edge(inside),
        gloss,
    )


def plain(tone: Array) -> Paint:
    """One tone all over."""
    return lambda u, v: np.broadcast_to(tone, (*u.shape, 3)).astype(np.float32)


def lemon(lay: Lay, rng: Random, at: Spot) -> None:
    """A whole lemon on its side."""
    tone, phase = (
        jitter(rng, rgb(str(rng.choice(["ecc62f", "e8bd2a", "f0d048"]))), 0.03),
        rng.uniform(0, 6, 2),
    )

    def rind(u: Array, v: Array) -> Array:
        pores = np.sin(u * 38 + phase[0] + 2 * np.sin(v * 9)) * np.sin(v * 31 + phase[1] + 2 * np.sin(u * 11))
        return f32(tone * (1 + 0.035 * pores - 0.1 * ramp(np.abs(u), 0.82, 1.0))[..., None])

    lump(lay, at, (0.045, 0.031), float(rng.uniform(0, 6.28)), rind, 0.05, 0.12, 0.35)


def slice_of(lay: Lay, rng: Random, at: Spot, pulp: str = "f2d65e", rind: str = "e8bf2c") -> None:
    """A slice of citrus fruit: rind, pith and segments."""
    radius, turn = float(rng.uniform(0.026, 0.032)), float(rng.uniform(0, 6.28))
    window = lay.window(at, radius * 1.1, turn)
    if window is None:
        return
    reach, angle = np.hypot(window.x, window.y) / radius, np.arctan2(window.y, window.x)
    wall = np.abs((angle / (2 * np.pi) * 9) % 1 - 0.5) * 2
    flesh = ramp(0.8 - reach, 0.0, 0.04) * ramp(1 - wall, 0.05, 0.15) * ramp(reach, 0.05, 0.12)
    vesicle = 0.9 + 0.12 * np.sin(angle * 73 + 9 * np.sin(reach * 17))
    tone = rgb("f5eecb") + flesh[..., None] * (rgb(pulp) * vesicle[..., None] - rgb("f5eecb"))
    tone = tone + ramp(reach, 0.91, 0.96)[..., None] * (rgb(rind) - tone)
    tall = 0.006 + 0.0006 * flesh * np.sin(angle * 73)
    lay.put(window, np.clip(tone, 0, 1), f32(tall), window.edge((1 - reach) * radius), 0.25)


def berry(lay: Lay, rng: Random, at: Spot, look: str) -> None:
    """A blueberry with its crown, or a raspberry of many drupelets."""
    radius = float(rng.uniform(0.0065, 0.0085)) if look == "blue" else float(rng.uniform(0.009, 0.011))
    tone = jitter(
        rng, rgb(str(rng.choice(["3d4870", "333d62"] if look == "blue" else ["a8243a", "b83248"]))), 0.05
    )
    cx, cy = rng.uniform(-0.45, 0.45, 2)
    phase = rng.uniform(0, 6, 2)

    def skin(u: Array, v: Array) -> Array:
        if look == "blue":
            crown = np.hypot(u - cx, v - cy)
            bloom = 0.25 * np.clip(np.sin(u * 3 + phase[0]) * np.sin(v * 4 + phase[1]) + 0.5, 0, 1)
            made = tone + bloom[..., None] * (rgb("8f9ac0") - tone)
            return f32(
                made
                * (1 - 0.6 * np.exp(-(((crown - 0.22) / 0.1) ** 2)) - 0.3 * ramp(0.2 - crown, 0, 0.1))[
                    ..., None
                ]
            )
        beads = np.sin(u * 11 + phase[0]) * np.sin(v * 11 + phase[1] + 1.5 * np.round(u * 3))
        return f32(tone * (0.92 + 0.3 * beads)[..., None])

    lump(lay, at, (radius, radius * 0.95), float(rng.uniform(0, 6.28)), skin, radius * 1.7, 0.06)


def raspberry(lay: Lay, rng: Random, at: Spot) -> None:
    """A raspberry on its side: drupelets in staggered rows round a blunt cone, their hollows dark."""
    long, turn = float(rng.uniform(0.011, 0.0135)), float(rng.uniform(0, 6.28))
    tone = jitter(rng, rgb(str(rng.choice(["9c1f33", "ad2a40", "b53a4c"]))), 0.05)
    own = rng.uniform(0, 1, 2)
    window = lay.window(at, long * 1.2, turn)
    if window is None:
        return
    u, v = window.x / long, window.y / (0.86 * long)
    wide = np.sqrt(np.clip(1 - u * u, 0, 1)) * (1 - 0.14 * u)
    w = np.clip(v / np.maximum(wide, 0.05), -1, 1)
    near = wide * np.sqrt(np.clip(1 - w * w, 0, 1))
    row = u * 3.1 + own[0]
    across = np.arcsin(w) * 2.2 + 0.5 * np.floor(row) + own[1]
    a, b = 2 * (row % 1) - 1, 2 * (across % 1) - 1
    bead = np.sqrt(np.clip(1 - 0.85 * (a * a + b * b), 0, 1))
    colour = tone * (0.34 + 0.72 * bead)[..., None] + 0.1 * np.clip(bead - 0.8, 0, 1)[..., None]
    inside = np.minimum((wide - np.abs(v)) * 0.86 * long, (1 - np.abs(u)) * long) + 0.0006 * (bead - 0.6)
    tall = long * (0.3 + 0.9 * near) + 0.0012 * bead
    lay.put(window, np.clip(colour, 0, 1), f32(tall), window.edge(f32(inside)), 0.1)


def bean(lay: Lay, rng: Random, at: Spot) -> None:
    """A roasted coffee bean, split or on its back."""
    tone, back = (
        jitter(rng, rgb(str(rng.choice(["3f2413", "4a2a17", "341d10", "57331c"]))), 0.05),
        rng.random() < 0.4,
    )

    def roast(u: Array, v: Array) -> Array:
        crease = 0.0 if back else 0.7 * np.exp(-(((v - 0.14 * np.sin(2.6 * u)) / 0.13) ** 2))
        return f32(tone * (1 - crease + 0.06 * np.sin(u * 7))[..., None]) if not back else plain(tone)(u, v)

    lump(lay, at, (0.0062, 0.0044), float(rng.uniform(0, 6.28)), roast, 0.005, 0.14)


def nut(lay: Lay, rng: Random, at: Spot) -> None:
    """An almond, or a hazelnut."""
    tone, round_ = jitter(rng, rgb(str(rng.choice(["a9713f", "96602f", "b98450"]))), 0.05), rng.random() < 0.3

    def skin(u: Array, v: Array) -> Array:
        return f32(tone * (1 + 0.1 * np.sin(v * 16 + 2 * np.sin(u * 3)))[..., None])

    half = (0.008, 0.0075) if round_ else (0.0125, 0.007)
    lump(lay, at, half, float(rng.uniform(0, 6.28)), skin, 0.009, 0.06, 0.0 if round_ else 0.25)


def dill(lay: Lay, rng: Random, at: Spot, course: float, long: float) -> None:
    """A sprig of dill or rosemary: a stem with side stems, all in fine leaves."""
    shapes = list[tuple[Array, Array, float]]()
    greens = ("4f7a35", "5f8a3f", "6f9a4a", "3f6a2f")
    spine, bearing = curve(np.array(at, np.float32), course, float(rng.normal(0, 0.4)), long, 40)
    stems = [(spine, bearing)]
    for index in range(6, 38, 3):
        side = 1 if index % 2 else -1
        away = float(bearing[index] + side * rng.uniform(0.5, 0.9))
        reach = long * float(rng.uniform(0.22, 0.36)) * (1.15 - 0.6 * index / 40)
        stems.append(curve(spine[index], away, side * float(rng.uniform(0, 0.4)), reach, 24))
    for order, (points, turn) in enumerate(stems[::-1]):
        level = 0.35 + 0.6 * order / len(stems)
        normal = np.stack([-np.sin(turn), np.cos(turn)], 1) * 0.0007
        shapes.append((f32(np.concatenate([points + normal, (points - normal)[::-1]])), rgb("6f8a48"), level))
        for index in range(2, len(points), 1 if order < len(stems) - 1 else 3):
            for side in (-1, 1):
                away = float(turn[index] + side * rng.uniform(0.35, 0.9))
                tone = rgb(str(rng.choice(greens))) * rng.uniform(0.8, 1.2)
                shape = blade(
                    points[index], away, rng.uniform(0.008, 0.014), 0.0012, float(rng.normal(0, 0.3)), 0.8
                )
                shapes.append((shape, tone.astype(np.float32), level * rng.uniform(0.6, 1.0)))
    drawn(lay, shapes, 0.008)
