"""Flowers and leaves as sprites: premultiplied linear RGBA, the foot of the stem at the lower middle."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.channels import joined
from core.scenes.parts.grids import Numbers, resized
from core.scenes.parts.outdoors import Day
from core.scenes.parts.soils import Seed, linear

SIDE = 160
Picture = tuple[Array, Array]


@lru_cache(maxsize=64)
def sprite(seed: Seed, kind: str, code: str) -> Array:
    """A plant of ``kind`` (daisy, poppy, bell, spike, tuft, fern, reed, rose) whose blossom has the colour
    ``code``: albedo (linear) and alpha, premultiplied, about 160 rows."""
    rng = np.random.default_rng(seed)
    scale = 2
    made = np.zeros((SIDE * scale, SIDE * scale, 4), np.float32)
    _DRAW[kind](rng, made, float(SIDE * scale), linear(code))
    return resized(made, SIDE, SIDE)


def lit_sprite(seed: Seed, kind: str, code: str, day: Day) -> Array:
    """The sprite under the light of day."""
    made = sprite(seed, kind, code)
    light = day.sun * (0.42 + 0.3 * day.behind) + day.sky * 0.9
    return joined(*(made[..., i] * light[i] for i in range(3)), made[..., 3])


def _stem(rng: Random, made: Numbers, size: float, top: tuple[float, float], wide: float = 0.012) -> None:
    """A bent green stem from the lower middle to ``top`` (x, y)."""
    t = np.linspace(0, 1, 14)
    x = size / 2 + (top[0] - size / 2) * t**1.6
    y = size + (top[1] - size) * t
    green = linear("5f7a35") * rng.uniform(0.7, 1.1)
    points = (np.stack([x, y], 1) * 8).astype(np.int32)
    cv2.polylines(made, [points], False, (*green.tolist(), 1.0), max(1, int(size * wide)), cv2.LINE_8, 3)


def _petal(
    made: Numbers, at: tuple[float, float], axes: tuple[float, float], turn: float, colour: Array
) -> None:
    box = ((float(at[0]), float(at[1])), (2 * axes[0], 2 * axes[1]), float(turn))
    cv2.ellipse(made, box, (*np.clip(colour, 0, 4).tolist(), 1.0), -1)


def _daisy(rng: Random, made: Numbers, size: float, colour: Numbers) -> None:
    at = (size * rng.uniform(0.42, 0.58), size * 0.2)
    _stem(rng, made, size, at)
    flat = rng.uniform(0.4, 0.75)
    for turn in np.linspace(0, 2 * np.pi, 15)[:-1] + rng.uniform(0, 1):
        spot = (at[0] + 0.1 * size * np.cos(turn), at[1] + 0.1 * size * flat * np.sin(turn))
        slant = np.degrees(np.arctan2(flat * np.sin(turn), np.cos(turn)))
        _petal(
            made,
            spot,
            (size * 0.075, size * 0.024),
            slant,
            colour * rng.uniform(0.65, 1.05) * (1 - 0.15 * np.sin(turn)),
        )
    _petal(made, (at[0], at[1] - size * 0.01), (size * 0.045, size * 0.045 * flat), 0, linear("d9a520"))
    _petal(
        made,
        (at[0] - size * 0.01, at[1] - size * 0.02),
        (size * 0.02, size * 0.02 * flat),
        0,
        linear("f2cf4a"),
    )


def _poppy(rng: Random, made: Numbers, size: float, colour: Numbers) -> None:
    at = (size * rng.uniform(0.4, 0.6), size * 0.2)
    _stem(rng, made, size, at, 0.01)
    for turn, shade in ((-2.4, 0.6), (-0.7, 0.7), (2.6, 0.95), (0.5, 1.05), (1.57, 0.85)):
        spot = (at[0] + 0.075 * size * np.cos(turn), at[1] + 0.045 * size * np.sin(turn))
        for grow, tone in ((1.0, 0.75), (0.8, 1.0), (0.45, 1.12)):
            axes = (size * 0.085 * grow, size * 0.07 * grow)
            _petal(
                made,
                (spot[0], spot[1] - (1 - grow) * 0.02 * size),
                axes,
                rng.uniform(-20, 20),
                colour * shade * tone,
            )
    _petal(made, (at[0], at[1] - size * 0.005), (size * 0.022, size * 0.018), 0, linear("2a2420"))


def _bell(rng: Random, made: Numbers, size: float, colour: Numbers) -> None:
    """A cornflower or a wild pink: a ragged small head."""
    at = (size * rng.uniform(0.4, 0.6), size * 0.17)
    _stem(rng, made, size, at, 0.01)
    for _ in range(26):
        turn, far = rng.uniform(0, 2 * np.pi), rng.uniform(0.2, 1) * size * 0.085
        spot = (at[0] + far * np.cos(turn), at[1] + 0.7 * far * np.sin(turn) - size * 0.01)
        _petal(made, spot, (size * 0.03, size * 0.013), np.degrees(turn), colour * rng.uniform(0.5, 1.25))


def _spike(rng: Random, made: Numbers, size: float, colour: Numbers) -> None:
    """Lavender, lupin or sage: florets up a stalk."""
    top = (size * rng.uniform(0.42, 0.58), size * 0.06)
    _stem(rng, made, size, top, 0.01)
    for t in np.linspace(0, 1, 34):
        y = size * (0.46 - 0.41 * t)
        x = size / 2 + (top[0] - size / 2) * ((size - y) / (size - top[1])) ** 1.6
        for _ in range(2):
            spot = (x + rng.normal(0, 0.022) * size * (1.1 - 0.7 * t), y + rng.normal(0, 0.008) * size)
            _petal(
                made,
                spot,
                (size * 0.019, size * 0.014),
                rng.uniform(0, 180),
                colour * rng.uniform(0.45, 1.35),
            )


def _fern(rng: Random, made: Numbers, size: float, colour: Numbers) -> None:
    """A clump of arching fronds."""
    for _ in range(int(rng.integers(9, 14))):
        bend, long = rng.normal(0, 0.5), size * rng.uniform(0.6, 0.95)
        t = np.linspace(0, 1, 34)
        x = size / 2 + long * (bend * t * 0.55 + 0.25 * bend * t**2)
        y = size - long * (t - 0.35 * (0.3 + abs(bend)) * t**2)
        tone = rng.uniform(0.5, 1.2)
        for i in range(3, 33):
            slope = np.arctan2(y[i] - y[i - 1], x[i] - x[i - 1])
            wide = (
                long
                * 0.13
                * np.sin(np.pi * min(1, 0.12 + 0.88 * (1 - t[i]) ** 0.8))
                * (0.4 + 0.6 * (1 - t[i]))
            )
            for side in (-1, 1):
                turn = slope + side * 1.15
                spot = (x[i] + 0.5 * wide * np.cos(turn), y[i] + 0.5 * wide * np.sin(turn))
                shade = tone * (0.9 + 0.22 * side) * (0.55 + 0.55 * t[i]) * rng.uniform(0.85, 1.1)
                _petal(made, spot, (0.5 * wide + 1, 0.012 * long), np.degrees(turn), colour * shade)


def _reed(rng: Random, made: Numbers, size: float, colour: Numbers) -> None:
    """A clump of reeds, some with brown heads."""
    for _ in range(26):
        root, bend, long = size * rng.normal(0.5, 0.12), rng.normal(0, 0.12), size * rng.uniform(0.45, 0.97)
        t = np.linspace(0, 1, 12)
        points = np.stack([root + long * bend * t**2, size - long * t], 1)
        shade = colour * rng.uniform(0.5, 1.25)
        cv2.polylines(made, [(points * 8).astype(np.int32)], False, (*shade.tolist(), 1.0), 3, cv2.LINE_8, 3)
        if rng.random() < 0.22:
            _petal(made, tuple(points[-2]), (size * 0.012, size * 0.055), np.degrees(bend), linear("5a3c22"))


def _rose(rng: Random, made: Numbers, size: float, colour: Numbers) -> None:
    """A bush of leaves with several blossoms."""
    for _ in range(420):
        turn, far = rng.uniform(0, 2 * np.pi), np.sqrt(rng.random())
        spot = (size * (0.5 + 0.44 * far * np.cos(turn)), size * (0.55 + 0.42 * far * np.sin(turn)))
        up = 0.45 + 0.6 * (1 - spot[1] / size)
        axes = (size * 0.028, size * 0.015)
        _petal(made, spot, axes, rng.uniform(0, 180), linear("5d7a3a") * up * rng.uniform(0.4, 1.2))
    for _ in range(int(rng.integers(5, 11))):
        turn, far = rng.uniform(0, 2 * np.pi), np.sqrt(rng.random()) * 0.9
        at = (size * (0.5 + 0.38 * far * np.cos(turn)), size * (0.5 + 0.36 * far * np.sin(turn)))
        wide = size * rng.uniform(0.04, 0.065)
        for ring in (1.0, 0.8, 0.6, 0.42, 0.25):
            for _ in range(5):
                a = rng.uniform(0, 2 * np.pi)
                spot = (at[0] + 0.45 * ring * wide * np.cos(a), at[1] + 0.4 * ring * wide * np.sin(a))
                tone = rng.uniform(0.6, 1.15) * (0.75 + 0.35 * (1 - ring))
                _petal(
                    made,
                    spot,
                    (wide * 0.55 * ring + 1, wide * 0.45 * ring + 1),
                    rng.uniform(0, 180),
                    colour * tone,
                )


def _leaf(rng: Random, made: Numbers, size: float, colour: Numbers) -> None:
    """A fallen leaf lying flat, as seen from low."""
    turn, wide = rng.uniform(0, 2 * np.pi), rng.uniform(0.35, 0.55)
    t = np.linspace(0, 2 * np.pi, 40)
    a, b = np.cos(t), wide * np.sin(t) * (1.1 - 0.4 * np.cos(t)) * (1 + 0.12 * np.cos(9 * t))
    x, y = a * np.cos(turn) - b * np.sin(turn), (a * np.sin(turn) + b * np.cos(turn)) * 0.42
    for grow, tone in ((1.0, 0.7), (0.93, 1.0), (0.6, 1.12)):
        points = np.stack([0.5 + 0.46 * grow * x, 0.78 + 0.46 * grow * y - 0.02 * (1 - grow)], 1) * size * 8
        cv2.fillPoly(made, [points.astype(np.int32)], (*(colour * tone).tolist(), 1.0), cv2.LINE_8, 3)
    ends = np.array(
        [
            [0.5 - 0.44 * np.cos(turn), 0.78 - 0.2 * np.sin(turn)],
            [0.5 + 0.44 * np.cos(turn), 0.78 + 0.2 * np.sin(turn)],
        ]
    )
    cv2.line(
        made,
        tuple((ends[0] * size).astype(int).tolist()),
        tuple((ends[1] * size).astype(int).tolist()),
        (*(colour * 1.5).tolist(), 1.0),
        3,
    )


def _shell(rng: Random, made: Numbers, size: float, colour: Numbers) -> None:
    """A scallop or cockle lying on the ground, with its ribs and a dark edge below."""
    turn = rng.uniform(-0.5, 0.5)
    hinge = np.array([0.5 + 0.1 * np.sin(turn), 0.95])
    _petal(made, (size * 0.5, size * 0.93), (size * 0.4, size * 0.05), 0, colour * 0.12)
    for grow, shade in ((1.0, 0.7), (0.96, 1.0)):
        angles = np.linspace(-1.15, 1.15, 40) + turn
        far = 0.46 * grow * (1 + 0.03 * np.cos(angles * 18))
        rim = np.stack([hinge[0] + far * np.sin(angles), hinge[1] - 0.72 * far * np.cos(angles)], 1)
        points = np.concatenate([[hinge], rim]) * size * 8
        cv2.fillPoly(made, [points.astype(np.int32)], (*(colour * shade).tolist(), 1.0), cv2.LINE_8, 3)
    for i, angle in enumerate(np.linspace(-1.0, 1.0, 15) + turn):
        tip = hinge + 0.43 * np.array([np.sin(angle), -0.72 * np.cos(angle)])
        tone = 0.72 if i % 2 else 1.12
        ends = (hinge * size).astype(int).tolist(), (tip * size).astype(int).tolist()
        cv2.line(made, ends[0], ends[1], (*(colour * tone).tolist(), 1.0), 3)


def _sunflower(rng: Random, made: Numbers, size: float, colour: Numbers) -> None:
    """A sunflower with its leaves: a ring of petals around a dark disc."""
    at = (size * rng.uniform(0.44, 0.56), size * 0.16)
    _stem(rng, made, size, at, 0.02)
    for side in (-1, 1, -1, 1, 1, -1):
        spot = (size * (0.5 + 0.07 * side), size * rng.uniform(0.4, 0.8))
        tone = rng.uniform(0.7, 1.1)
        _petal(
            made, spot, (size * 0.075, size * 0.034), side * rng.uniform(-40, -10), linear("56683a") * tone
        )
    flat = rng.uniform(0.75, 1.0)
    for far, count, shade in ((0.082, 22, 0.8), (0.072, 20, 1.05)):
        for turn in np.linspace(0, 2 * np.pi, count + 1)[:-1] + rng.uniform(0, 1):
            spot = (at[0] + far * size * np.cos(turn), at[1] + far * size * flat * np.sin(turn))
            slant = np.degrees(np.arctan2(flat * np.sin(turn), np.cos(turn)))
            _petal(made, spot, (size * 0.036, size * 0.012), slant, colour * shade * rng.uniform(0.8, 1.1))
    for grow, code in ((1.0, "3a2614"), (0.75, "54381c"), (0.4, "33210f")):
        _petal(made, at, (size * 0.05 * grow, size * 0.05 * grow * flat), 0, linear(code))


def _tulip(rng: Random, made: Numbers, size: float, colour: Numbers) -> None:
    """A tulip: a closed cup on a straight stem between two long leaves."""
    at = (size * rng.uniform(0.46, 0.54), size * 0.16)
    for side in (-1, 1):
        spot = (size * (0.5 + 0.09 * side), size * 0.72)
        _petal(
            made, spot, (size * 0.27, size * 0.035), 90 + 18 * side, linear("5a7f45") * rng.uniform(0.7, 1.1)
        )
    _stem(rng, made, size, at, 0.02)
    for x, wide, tone in ((-0.05, 0.05, 0.72), (0.05, 0.05, 0.85), (0.0, 0.06, 1.05)):
        _petal(made, (at[0] + x * size, at[1]), (size * 0.115, size * wide), 90 + 90 * x, colour * tone)
    _petal(made, (at[0], at[1] - size * 0.06), (size * 0.02, size * 0.05), 0, colour * 0.6)


def _wheat(rng: Random, made: Numbers, size: float, colour: Numbers) -> None:
    """A tuft of ripe wheat, its ears bent, with awns."""
    for _ in range(9):
        root, bend, long = size * rng.normal(0.5, 0.14), rng.normal(0, 0.14), size * rng.uniform(0.65, 0.97)
        t = np.linspace(0, 1, 14)
        points = np.stack([root + long * bend * t**2.2, size - long * t], 1)
        shade = colour * rng.uniform(0.6, 1.2)
        cv2.polylines(made, [(points * 8).astype(np.int32)], False, (*shade.tolist(), 1.0), 2, cv2.LINE_8, 3)
        for x, y in points[-5:]:
            for side in (-1, 1):
                turn = 90 + side * 24 + 40 * bend
                spot = (x + side * size * 0.008, y)
                _petal(made, spot, (size * 0.022, size * 0.008), turn, shade * rng.uniform(0.8, 1.25))


def _broad(rng: Random, made: Numbers, size: float, colour: Numbers) -> None:
    """A clump of big tropical leaves on arching stalks, each with its rib."""
    for _ in range(int(rng.integers(7, 11))):
        bend, long = rng.normal(0, 0.42), size * rng.uniform(0.55, 0.9)
        tip = np.array([size / 2 + long * bend, size - long * (1 - 0.35 * abs(bend))])
        _stem(rng, made, size, (float(tip[0]), float(tip[1])), 0.014)
        turn = np.degrees(np.arctan2(-1 + 0.9 * abs(bend), 1.6 * bend))
        axes = (size * rng.uniform(0.13, 0.2), size * rng.uniform(0.05, 0.085))
        tone = rng.uniform(0.45, 1.2)
        spot = (float(tip[0]), float(tip[1]))
        _petal(made, spot, axes, turn, colour * tone * 0.8)
        _petal(
            made,
            (spot[0], spot[1] - 0.012 * size),
            (axes[0] * 0.93, axes[1] * 0.62),
            turn,
            colour * tone * 1.1,
        )
        _petal(made, spot, (axes[0] * 0.95, size * 0.005), turn, colour * tone * 1.7)


_DRAW = {
    "sunflower": _sunflower,
    "tulip": _tulip,
    "wheat": _wheat,
    "broad": _broad,
    "shell": _shell,
    "leaf": _leaf,
    "daisy": _daisy,
    "poppy": _poppy,
    "bell": _bell,
    "spike": _spike,
    "fern": _fern,
    "reed": _reed,
    "rose": _rose,
}
