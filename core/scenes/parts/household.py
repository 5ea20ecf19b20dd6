"""The props of tables, counters, bathrooms and shelves, each drawn where it is put."""

from collections.abc import Callable, Mapping

import numpy as np

from core.scenes.parts.canvas import Array, Random, jitter, noise, ramp, rgb
from core.scenes.parts.extras import EXTRAS
from core.scenes.parts.leafage import GREEN
from core.scenes.parts.shelfware import books, frame, vase
from core.scenes.parts.stilllife import Still, ball, block, blossom, foliage, lathe, speckled, stem
from core.scenes.parts.vessels import BOTTLE, BOWL, CUP, JAR, KETTLE, POT, STRAIGHT, VASE, clay

Spot = tuple[float, float]
Prop = Callable[[Still, Random, Spot, float], None]
SILVER = ("8ea394", "7d9583", "a3b3a0", "6f8775", "93a58a")
"""Leaves of eucalyptus."""


def plant(still: Still, rng: Random, at: Spot, size: float) -> None:
    """A potted plant."""
    form, long, most, codes = (
        ("eucalyptus", (0.08, 0.17), 150, SILVER),
        ("beech", (0.18, 0.34), 80, GREEN),
        ("olive", (0.18, 0.3), 110, GREEN),
    )[int(rng.integers(3))]
    pot = size * rng.uniform(0.36, 0.46)
    lathe(still, at, pot, pot * rng.uniform(0.46, 0.58), POT, clay(rng), 0.08, rgb("2c231a"))
    top = (at[0], at[1] - pot)
    count = int(rng.integers(int(0.7 * most), most))
    for turn in np.linspace(-0.7, 0.7, 6) + rng.normal(0, 0.08, 6):
        tip = (top[0] + np.sin(turn) * size * 0.36, top[1] - np.cos(turn) * size * rng.uniform(0.4, 0.66))
        stem(still, (top[0], top[1] + 0.02 * size), tip, size * 0.012, rgb("5a5a36"))
    foliage(still, rng, top, (size * 0.42, size * 0.75), count, form, (long[0] * size, long[1] * size), codes)


def flowers(still: Still, rng: Random, at: Spot, size: float) -> None:
    """A vase of flowers."""
    tall = size * 0.5
    lathe(still, at, tall, tall * rng.uniform(0.3, 0.42), VASE, clay(rng), 0.3)
    mouth = (at[0], at[1] - tall)
    codes = (
        ("f0d9d6", "e8b9b8", "f6ebe4"),
        ("f4efe4", "efe3cf", "fbf8f1"),
        ("d98d7f", "c96f66", "efc4ae"),
        ("cdb7dc", "b59ac9", "e6dcee"),
    )
    look = codes[int(rng.integers(4))]
    heads = []
    for _ in range(int(rng.integers(6, 10))):
        turn = rng.normal(-np.pi / 2, 0.6)
        out = size * rng.uniform(0.28, 0.6)
        head = (mouth[0] + np.cos(turn) * out * 0.8, mouth[1] + np.sin(turn) * out)
        stem(still, mouth, head, size * 0.014, rgb("5f7142"))
        heads.append(head)
    foliage(still, rng, mouth, (size * 0.3, size * 0.4), 18, "olive", (0.16 * size, 0.26 * size), GREEN)
    for head in heads:
        blossom(still, rng, head, size * rng.uniform(0.17, 0.25), look)


def cups(still: Still, rng: Random, at: Spot, size: float) -> None:
    """A cup or two of coffee, with saucers."""
    tone, count = clay(rng), int(rng.integers(1, 3))
    for index in range(count):
        x, foot = at[0] + (index - (count - 1) / 2) * size * 0.62, at[1] + index * 0.012
        tall = size * 0.36
        lathe(still, (x, foot + 0.004), size * 0.04, tall * 0.95, BOWL, tone, 0.2, tone)
        ring = (x + tall * 0.62 * (1 if index else -1), foot - tall * 0.52)
        _ring(still, ring, tall * 0.24, tall * 0.075, tone)
        lathe(still, (x, foot), tall, tall * 0.58, CUP, tone, 0.3, rgb("3a2114"))


def _ring(still: Still, at: Spot, radius: float, wide: float, tone: Array) -> None:
    found = still.window(
        at[0] - radius - wide, at[1] - radius - wide, at[0] + radius + wide, at[1] + radius + wide
    )
    if found is None:
        return
    area, y, x = found
    away = np.abs(np.hypot(x - at[0], (y - at[1]) * 0.85) - radius)
    made = still.coloured(
        np.broadcast_to(tone, (*y.shape, 3)), still.facing(np.clip((x - at[0]) / radius, -0.95, 0.95))
    )
    still.lay(area, made, still.edge(wide / 2 - away))


def fruit(still: Still, rng: Random, at: Spot, size: float) -> None:
    """Fruit in a bowl, some beside it."""
    codes = (
        ("dd8a2e", "e39a3a", "d67c24"),
        ("b3392f", "a32f2a", "c9553a", "b9a04a"),
        ("e3c64a", "e8cf5e", "d9b93c"),
        ("7f9a44", "93ab50", "a9b85a"),
    )
    look, skin = codes[int(rng.integers(4))], speckled(rng)
    radius, half = size * 0.15, size * 0.44
    for x, up in ((-0.55, 0.55), (0.55, 0.55), (0.0, 0.58), (-0.3, 0.95), (0.3, 0.97), (0.02, 1.3)):
        spot = (at[0] + x * half * 0.75, at[1] - up * size * 0.25)
        ball(
            still, spot, radius * rng.uniform(0.92, 1.06), jitter(rng, rgb(str(rng.choice(look))), 0.05), skin
        )
    lathe(still, at, size * 0.26, half, BOWL, clay(rng), 0.2)
    if rng.random() < 0.6:
        beside = (at[0] + half * rng.choice([-1.35, 1.35]), at[1] + 0.012)
        ball(still, beside, radius, jitter(rng, rgb(str(rng.choice(look))), 0.05), skin)


def jars(still: Still, rng: Random, at: Spot, size: float) -> None:
    """Glass jars with stores and wooden lids."""
    stores = ("d9bd84", "8a5a35", "e8dcc0", "b98a52", "6b3a24", "cfc3a6")
    for index in range(3):
        tall = size * rng.uniform(0.5, 0.85)
        x, half = at[0] + (index - 1) * size * 0.42, size * 0.17
        full, tone = rng.uniform(0.45, 0.8), rgb(str(rng.choice(stores)))
        grain = speckled(rng)

        def filled(t: Array, u: Array, full: float = full, tone: Array = tone, grain: Array = grain) -> Array:
            rows, columns = (t * 95).astype(int), ((u + 1) * 47).astype(int)
            store = tone * (1 + 0.2 * grain[rows, columns])[..., None]
            return np.where((t < full)[..., None], store, rgb("c9cfca")).astype(np.float32)

        lathe(still, (x, at[1]), tall, half, JAR, rgb("cfd4d0"), 0.45, None, filled)
        lathe(still, (x, at[1] - tall * 0.97), size * 0.07, half * 0.9, STRAIGHT, rgb("b98d5c"), 0.05)


def boards(still: Still, rng: Random, at: Spot, size: float) -> None:
    """Chopping boards that lean against the wall."""
    from core.scenes.parts.surfaces import surface

    for index, name in enumerate(("walnut", "oak")):
        wide, tall = size * rng.uniform(0.5, 0.62), size * rng.uniform(0.75, 1.0) * (1 - 0.22 * index)
        left = at[0] - wide / 2 + (index - 0.5) * size * 0.4
        texture = np.rot90(surface(name, 512, int(rng.integers(2**31))))
        still.stands(left + wide / 2, at[1] - 0.004, wide / 2, tall * 0.3)
        block(
            still,
            (left, at[1] - tall, left + wide, at[1]),
            rgb("a98155"),
            size * 0.07,
            0.0,
            np.ascontiguousarray(texture),
        )
        _ring(still, (left + wide / 2, at[1] - tall * 0.9), size * 0.016, size * 0.03, rgb("3a2a1c"))


def kettle(still: Still, rng: Random, at: Spot, size: float) -> None:
    """A kettle with a gooseneck."""
    tone = rgb(str(rng.choice(["2b2c2e", "e9e6df", "a9aaa8", "7d8f86"])))
    tall, turn = size * 0.48, float(rng.choice([-1, 1]))
    stem(
        still,
        (at[0] + turn * size * 0.22, at[1] - 0.1 * tall),
        (at[0] + turn * size * 0.4, at[1] - 0.62 * tall),
        size * 0.035,
        tone,
    )
    stem(
        still,
        (at[0] + turn * size * 0.4, at[1] - 0.62 * tall),
        (at[0] + turn * size * 0.46, at[1] - 0.95 * tall),
        size * 0.03,
        tone,
    )
    _ring(still, (at[0] - turn * size * 0.3, at[1] - tall * 0.62), size * 0.15, size * 0.04, rgb("2a211a"))
    lathe(still, at, tall, size * 0.3, KETTLE, tone, 0.55)
    lathe(still, (at[0], at[1] - tall), size * 0.05, size * 0.13, POT, tone, 0.4)
    ball(still, (at[0], at[1] - tall - size * 0.05), size * 0.03, rgb("2a211a"))


def towels(still: Still, rng: Random, at: Spot, size: float) -> None:
    """A stack of folded towels."""
    wide, thick = size * rng.uniform(0.75, 0.95), size * 0.14
    look = (("f1ede5", "e6dfd3", "f4f1ea"), ("d9c9b6", "efe8dc", "c9b8a4"), ("b9c4bb", "e9ece6", "dfe4dd"))[
        int(rng.integers(3))
    ]
    pile = 0.5 + 0.5 * noise(rng, 256, 256, 60, 3, gain=0.95)
    still.stands(at[0], at[1] - 0.006, wide * 0.55, size * 0.4)
    for index in range(int(rng.integers(3, 5))):
        tone = rgb(str(rng.choice(look)))
        low = at[1] - index * thick
        texture = np.clip(tone * (0.86 + 0.2 * pile)[..., None], 0, 1).astype(np.float32)
        shift = rng.normal(0, 0.012)
        box = (at[0] - wide / 2 + shift, low - thick * 1.04, at[0] + wide / 2 + shift, low)
        block(still, box, tone, thick * 0.45, 0.25, texture)
        fold = (box[0] + thick * 0.3, (box[1] + box[3]) / 2 + thick * 0.02)
        stem(still, fold, (box[2] - thick * 0.12, fold[1]), thick * 0.07, tone * 0.62)


def bottles(still: Still, rng: Random, at: Spot, size: float) -> None:
    """Soap and lotion in bottles with pumps."""
    looks = ("5a2f12", "e9e6e0", "2f3331", "c9b9a6", "7d8a80")
    tone = rgb(str(rng.choice(looks)))
    for index in range(int(rng.integers(2, 4))):
        tall = size * rng.uniform(0.5, 0.75)
        x, half = at[0] + (index - 1) * size * 0.36, size * 0.135
        lathe(still, (x, at[1] + 0.006 * (index % 2)), tall, half, BOTTLE, tone, 0.4)
        block(
            still,
            (x - half * 0.62, at[1] - tall * 0.48, x + half * 0.62, at[1] - tall * 0.2),
            rgb("efece4"),
            0.003,
            0.6,
        )
        top = at[1] - tall
        stem(still, (x, top + 0.01), (x, top - size * 0.09), size * 0.035, rgb("1d1d1e"))
        stem(still, (x, top - size * 0.09), (x + size * 0.12, top - size * 0.085), size * 0.03, rgb("1d1d1e"))


def candle(still: Still, rng: Random, at: Spot, size: float) -> None:
    """A candle burning in a glass."""
    tone = rgb(str(rng.choice(["efe6d6", "6b3a1c", "d8cfc4"])))
    tall, half = size * 0.34, size * 0.15

    def glowing(t: Array, u: Array) -> Array:
        return np.clip(tone * (0.8 + 0.5 * ramp(t, 0.3, 1.0))[..., None] + u[..., None] * 0, 0, 1).astype(
            np.float32
        )

    lathe(still, at, tall, half, STRAIGHT, tone, 0.35, rgb("f7dfae"), glowing)
    x, y = at[0], at[1] - tall * 1.12
    found = still.window(x - 0.1, y - 0.1, x + 0.1, y + 0.06)
    if found is None:
        return
    area, row, column = found
    flame = np.exp(-(((column - x) / (size * 0.018)) ** 2 + ((row - y) / (size * 0.055)) ** 2))
    still.lay(
        area,
        np.ones((*row.shape, 3), np.float32) * np.array([6.0, 3.6, 1.2], np.float32),
        ramp(flame, 0.3, 0.7),
    )


def stones(still: Still, rng: Random, at: Spot, size: float) -> None:
    """Smooth dark stones, one on the other."""
    foot, half = at[1], size * 0.4
    still.stands(at[0], foot, half, size * 0.5)
    for _ in range(int(rng.integers(3, 5))):
        tall = half * float(rng.uniform(0.5, 0.64))
        tone = jitter(rng, rgb(str(rng.choice(["4a4b4d", "5a5957", "63605b", "3c3e40"]))), 0.04)
        _pebble(still, (at[0] + float(rng.normal(0, 0.04)) * size, foot - tall), half, tall, tone)
        foot, half = foot - 1.86 * tall, half * float(rng.uniform(0.7, 0.85))


def _pebble(still: Still, at: Spot, half: float, tall: float, tone: Array) -> None:
    """A flattened stone about ``at``, ``half`` wide and ``tall`` high to each side."""
    found = still.window(at[0] - half, at[1] - tall, at[0] + half, at[1] + tall)
    if found is None:
        return
    area, y, x = found
    u, v = (x - at[0]) / half, (y - at[1]) / tall
    reach = (np.abs(u) ** 2.3 + np.abs(v) ** 2.3) ** (1 / 2.3)
    up = np.clip(-v, -1, 1) * 0.8
    key = still.facing(np.clip(u, -1, 1) * 0.55, up)
    made = still.coloured(tone, key, 0.5 + 0.4 * up)
    shine = 0.1 * np.exp(-(((u - 0.4 * np.sin(still.side)) / 0.4) ** 2) - ((v + 0.5) / 0.25) ** 2)
    still.lay(area, made + shine[..., None] * (still.key + still.fill), still.edge((1 - reach) * tall))


def mirror(still: Still, rng: Random, at: Spot, size: float) -> None:
    """A round mirror on the wall with a thin frame."""
    radius = size * 0.62
    x0, y0 = at[0], at[1] - size * 0.55 - radius
    found = still.window(x0 - radius * 1.4, y0 - radius * 1.4, x0 + radius * 1.4, y0 + radius * 1.4)
    if found is None:
        return
    area, y, x = found
    reach = np.hypot(x - x0, y - y0)
    away = np.hypot(x - x0 + 0.05 * radius * np.sin(still.side), y - y0 - 0.05 * radius) - radius
    still.shade[area] = np.maximum(still.shade[area], 0.4 * np.exp(-np.clip(away, 0, None) / (0.06 * radius)))
    frame = rgb(str(rng.choice(["1d1d1e", "b08d57", "8a6a45"])))
    still.lay(area, still.coloured(np.broadcast_to(frame, (*y.shape, 3)), 0.8), still.edge(radius - reach))
    # The room that it shows lies far behind the camera: soft walls, a window, a darker floor.
    u, v = (x - x0) / radius - 0.3 * np.sin(still.side), (y - y0) / radius
    glass = rgb("c3c2bd") * (0.92 - 0.1 * v + 0.16 * u * np.sin(still.side))[..., None]
    glass = glass * (1 - 0.3 * ramp(v, 0.35, 0.75) - 0.12 * ramp(np.abs(u + 0.62), 0.16, 0.06))[..., None]
    light = still.coloured(np.clip(glass, 0, 1), 0.62, 0.75)
    pane = ramp(np.abs(u), 0.4, 0.26) * ramp(v, 0.38, 0.2) * (1 - 0.5 * ramp(np.abs(u), 0.06, 0.02))
    light = light + (pane * 0.3)[..., None] * (still.key + still.fill)
    still.lay(area, light, still.edge(radius * 0.955 - reach))


PROPS: Mapping[str, tuple[Prop, float]] = {
    "plant": (plant, 0.3),
    "flowers": (flowers, 0.34),
    "cups": (cups, 0.24),
    "fruit": (fruit, 0.22),
    "jars": (jars, 0.24),
    "boards": (boards, 0.32),
    "kettle": (kettle, 0.3),
    "towels": (towels, 0.22),
    "bottles": (bottles, 0.24),
    "candle": (candle, 0.24),
    "stones": (stones, 0.24),
    "mirror": (mirror, 0.34),
    "books": (books, 0.24),
    "vase": (vase, 0.3),
    "frame": (frame, 0.3),
    **EXTRAS,
}
"""What draws each prop, and how tall it is on a table seen at distance 1 (shares of the height)."""
