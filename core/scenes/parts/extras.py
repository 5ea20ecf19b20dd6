"""Food and drink that is set beside what was photographed: each drawn where it is put, soft out of focus."""

from collections.abc import Callable, Mapping

import numpy as np

from core.scenes.parts.canvas import Array, Random, jitter, ramp, rgb
from core.scenes.parts.leafage import GREEN
from core.scenes.parts.stilllife import Still, Values, ball, foliage, lathe, speckled, stem
from core.scenes.parts.vessels import BOWL, POT, STRAIGHT, clay

Spot = tuple[float, float]
Extra = Callable[[Still, Random, Spot, float], None]
HERB = ("4f7a35", "5f8a3f", "3f6a2f", "6f9a4a")
Paint = Callable[[Values, Values], Values]
"""The sRGB tone of a body by its own coordinates (-1…1 along, -1…1 across)."""


def body(
    still: Still,
    at: Spot,
    half: tuple[float, float],
    paint: Paint,
    turn: float = 0.0,
    gloss: float = 0.15,
    point: float = 0.0,
    lobes: int = 0,
) -> None:
    """A rounded thing about ``at`` of half axes ``half`` (shares of the height), turned by ``turn`` rad, its
    ends drawn out by ``point``; ``lobes`` ribs run from pole to pole."""
    reach = max(half) * 1.15
    found = still.window(at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach)
    if found is None:
        return
    area, y, x = found
    cos, sin = np.cos(turn), np.sin(turn)
    u = ((x - at[0]) * cos + (y - at[1]) * sin) / half[0]
    v = ((y - at[1]) * cos - (x - at[0]) * sin) / half[1]
    wide = np.clip(1 - np.abs(u), 0, 1) ** 0.5
    drawn_out = (1 - point) * np.sqrt(np.clip(1 - u * u, 0, 1)) + point * wide * (1.15 - 0.15 * np.abs(u))
    inside = np.minimum((drawn_out - np.abs(v)) * half[1], (1 - np.abs(u)) * half[0])
    w = np.clip(v / np.maximum(drawn_out, 0.05), -1, 1)
    bulge = 1.0
    if lobes:
        longitude = np.arcsin(np.clip(u / np.sqrt(np.clip(1 - 0.75 * v * v, 0.05, 1)), -1, 1))
        bulge = 0.72 + 0.28 * np.abs(np.cos(longitude * lobes / 2)) ** 0.6
    across, up = np.clip(u * cos - w * sin, -0.97, 0.97), np.clip(-(w * cos + u * sin), -0.97, 0.97)
    key = still.facing(across, up * np.sqrt(np.clip(1 - across**2, 0, 1))) * bulge
    made = still.coloured(np.clip(paint(u, w), 0, 1), key, (0.42 + 0.58 * ramp(up, -1, 0.6)) * bulge)
    shine = gloss * np.exp(-((across - 0.42 * np.sin(still.side)) ** 2 + (up - 0.5) ** 2) / 0.05)
    made = made + shine[..., None] * (still.key + 0.5 * still.fill)
    still.lay(area, made, still.edge(inside))


def plain(tone: Array) -> Paint:
    """One tone all over."""
    return lambda u, v: np.broadcast_to(tone, (*np.shape(u), 3))


def _grain(skin: Array, u: Values, v: Values) -> Array:
    """The speckles (96×96) of a skin at a body's own coordinates."""
    return skin[((u + 1) * 46).astype(int) % 96, ((v + 1) * 46).astype(int) % 96]


def _strewn(rng: Random, count: int, spread: float, deep: float, at: Spot) -> list[Spot]:
    """Places about ``at``, those farther away first."""
    found = [
        (at[0] + float(rng.normal(0, spread)), at[1] + float(rng.uniform(-0.4, 1.0)) * deep)
        for _ in range(count)
    ]
    return sorted(found, key=lambda spot: spot[1])


def _heaped(
    still: Still, rng: Random, at: Spot, size: float, count: int, within: str, put: Callable[[Spot], None]
) -> None:
    """A bowl with ``count`` small things heaped in it, each ``put`` with its middle there, far ones
    first; ``within`` is the tone between them."""
    tall, half = size * 0.24, size * 0.4
    lathe(still, at, tall, half, BOWL, clay(rng), 0.25, rgb(within))
    places = []
    while len(places) < count:
        x, z = rng.uniform(-1, 1, 2)
        if x * x + z * z < 1:
            places.append((float(x), float(z)))
    for x, z in sorted(places, key=lambda place: place[1]):
        high = 0.16 * size * (1 - x * x - z * z) * float(rng.uniform(0.6, 1.0))
        put((at[0] + 0.86 * x * half, at[1] - tall + 0.72 * z * half * still.tilt - 0.02 * size - high))


def berries(still: Still, rng: Random, at: Spot, size: float) -> None:
    """A bowl of berries, some strewn before it."""
    mixes = (("39426a", "2f3658", "47507c"), ("a8263a", "b83246", "8f1c30"), ("39426a", "a8263a", "b8323f"))
    look, skin = mixes[int(rng.integers(3))], speckled(rng)
    radius = size * 0.062

    def put(spot: Spot) -> None:
        tone = jitter(rng, rgb(str(rng.choice(look))), 0.05)
        ball(still, (spot[0], spot[1] + radius), radius * float(rng.uniform(0.9, 1.1)), tone, skin, 0.16)

    _heaped(still, rng, at, size, 70, look[0], put)
    for spot in _strewn(rng, 10, size * 0.46, size * 0.12, (at[0], at[1] + 0.02 * size)):
        put((spot[0], spot[1] - radius))


def granola(still: Still, rng: Random, at: Spot, size: float) -> None:
    """A bowl heaped with oats, nuts and dried fruit, crumbs about it."""
    codes = ("c9995a", "b07d42", "d9b57c", "8a5a2e", "e2c48e", "6b2f2a", "a86a34")

    def put(spot: Spot) -> None:
        tone = jitter(rng, rgb(str(rng.choice(codes))), 0.06)
        axes = size * 0.034 * float(rng.uniform(0.7, 1.3)), size * 0.034 * float(rng.uniform(0.4, 0.8))
        body(still, spot, axes, plain(tone), float(rng.uniform(-0.8, 0.8)), 0.04)

    _heaped(still, rng, at, size, 170, "a87c45", put)
    for spot in _strewn(rng, 16, size * 0.44, size * 0.08, at):
        put(spot)


def herbs(still: Still, rng: Random, at: Spot, size: float) -> None:
    """Fresh herbs in a small pot: basil, or parsley and dill in finer leaves."""
    pot = size * 0.3
    lathe(still, at, pot, pot * 0.62, POT, clay(rng), 0.08, rgb("2c231a"))
    top = (at[0], at[1] - pot)
    fine = rng.random() < 0.5
    for turn in np.linspace(-0.8, 0.8, 11) + rng.normal(0, 0.06, 11):
        tip = (top[0] + np.sin(turn) * size * 0.34, top[1] - np.cos(turn) * size * rng.uniform(0.3, 0.5))
        stem(still, top, tip, size * 0.008, rgb("6a8a44"))
    long = (0.05, 0.1) if fine else (0.11, 0.19)
    leaves = (long[0] * size, long[1] * size)
    foliage(
        still,
        rng,
        top,
        (size * 0.4, size * 0.56),
        210 if fine else 95,
        "olive" if fine else "beech",
        leaves,
        HERB,
    )


def lemons(still: Still, rng: Random, at: Spot, size: float) -> None:
    """Lemons, one of them cut, with a leaf or two."""
    skin = speckled(rng)

    def rind(tone: Array) -> Paint:
        def paint(u: Values, v: Values) -> Values:
            grain = _grain(skin, u, v)
            ends = 1 - 0.1 * ramp(np.abs(u), 0.8, 1.0)
            return tone * (ends * (1 + 0.05 * grain))[..., None]

        return paint

    foliage(still, rng, (at[0] + 0.1 * size, at[1] - 0.2 * size), (0.34 * size, 0.2 * size), 5, "beech",
            (0.2 * size, 0.3 * size), GREEN)  # fmt: skip
    for x, up, turn in ((-0.3, 0.2, 0.3), (0.22, 0.24, -0.5), (-0.02, 0.15, 0.12)):
        tone = jitter(rng, rgb(str(rng.choice(["ecc62f", "e8bd2a", "f0d048"]))), 0.03)
        spot = at[0] + x * size, at[1] - up * size * (0.72 if x else 1.0)
        still.stands(spot[0], at[1] - 0.02 * size, 0.2 * size, 0.2 * size)
        body(still, spot, (0.225 * size, 0.165 * size), rind(tone), turn, 0.3, 0.35)
    _cut(still, (at[0] + float(rng.choice([-1, 1])) * 0.5 * size, at[1] - 0.11 * size), 0.15 * size, "f0d45a")


def _cut(still: Still, at: Spot, radius: float, pulp: str) -> None:
    """Half a citrus fruit that shows its cut: rind, pith, segments."""
    found = still.window(
        at[0] - radius * 1.1, at[1] - radius * 1.1, at[0] + radius * 1.1, at[1] + radius * 1.1
    )
    if found is None:
        return
    area, y, x = found
    u, v = (x - at[0]) / (0.88 * radius), (y - at[1]) / radius
    reach, turn = np.hypot(u, v), np.arctan2(v, u)
    wall = np.abs(((turn / (2 * np.pi) * 9) % 1) - 0.5) * 2
    flesh = ramp(0.8 - reach, 0.0, 0.04) * ramp(1 - wall, 0.06, 0.16) * ramp(reach, 0.06, 0.12)
    tone = rgb("f4ecc4") + flesh[..., None] * (
        rgb(pulp) * (0.94 + 0.1 * np.sin(turn * 61))[..., None] - rgb("f4ecc4")
    )
    tone = tone + ramp(reach, 0.92, 0.97)[..., None] * (rgb("e2b92a") - tone)
    still.stands(at[0], at[1] + 0.9 * radius, radius, radius)
    still.lay(area, still.coloured(np.clip(tone, 0, 1), 0.75, 0.95), still.edge((1 - reach) * radius))


def croissants(still: Still, rng: Random, at: Spot, size: float) -> None:
    """Croissants on a plate."""
    lathe(still, at, size * 0.035, size * 0.52, BOWL, rgb("ece8e0"), 0.25, rgb("e9e4da"))
    for x, up, way in ((-0.22, 0.13, 1.0), (0.24, 0.11, -1.0)):
        _croissant(
            still,
            rng,
            (at[0] + x * size, at[1] - up * size),
            0.3 * size,
            way * float(rng.uniform(0.05, 0.25)),
        )


def _croissant(still: Still, rng: Random, at: Spot, long: float, turn: float) -> None:
    """Rolled layers, the thickest in the middle, browned on their ridges."""
    grain = speckled(rng)

    def crust(u: Values, v: Values) -> Values:
        speck = _grain(grain, u, v)
        brown = np.clip(0.62 + 0.35 * np.cos(u * 2.2) * np.cos(v * 1.2) + 0.1 * speck, 0, 1)[..., None]
        return rgb("e6bf80") * (1 - brown) + rgb("b06c30") * brown

    order = sorted(range(-3, 4), key=lambda step: -abs(step))
    for step in order:
        share = step / 3
        x, y = share * long * 0.8, 0.3 * long * share * share
        spot = at[0] + x * np.cos(turn) - y * np.sin(turn), at[1] + x * np.sin(turn) + y * np.cos(turn)
        thick = long * (0.36 - 0.19 * abs(share) ** 1.3)
        body(still, spot, (0.26 * long, thick), crust, turn + 0.6 * share, 0.14)


def bread(still: Still, rng: Random, at: Spot, size: float) -> None:
    """A scored loaf dusted with flour, a slice before it."""
    grain = speckled(rng)

    def crust(u: Values, v: Values) -> Values:
        speck = _grain(grain, u, v)
        score = np.exp(-((((u * 2.6 + 0.5 * v) % 1 - 0.5) / 0.14) ** 2)) * ramp(0.4 - v, 0.0, 0.5)
        tone = rgb("9a5f2c") * (1 + 0.14 * speck)[..., None]
        tone = tone + score[..., None] * (rgb("dcb684") - tone)
        flour = np.clip(0.45 * ramp(-v, -0.1, 0.9) * (0.6 + 0.5 * speck), 0, 0.6)[..., None]
        return tone + flour * (rgb("efe6d6") - tone)

    still.stands(at[0], at[1] - 0.01 * size, 0.46 * size, 0.3 * size)
    body(
        still,
        (at[0], at[1] - 0.2 * size),
        (0.56 * size, 0.23 * size),
        crust,
        float(rng.uniform(-0.1, 0.1)),
        0.05,
    )


def cocktails(still: Still, rng: Random, at: Spot, size: float) -> None:
    """Two long drinks with ice, a straw and a slice on the rim."""
    looks = (("e0562a", "f2b23c"), ("c8324a", "f0907a"), ("d8a02c", "f4dc8a"), ("7aa83c", "d8e8a0"))
    for index, (x, foot) in enumerate(((-0.22, -0.015), (0.24, 0.0))):
        low, high = (rgb(code) for code in looks[int(rng.integers(4))])
        spot, tall, half = (at[0] + x * size, at[1] + foot * size), 0.62 * size, 0.13 * size
        ice = speckled(rng)

        def drink(t: Values, u: Values, low: Array = low, high: Array = high, ice: Array = ice) -> Values:
            cube = ice[(t * 95).astype(int), ((u + 1) * 47).astype(int)]
            tone = low + ramp(t, 0.1, 0.8)[..., None] * (high - low)
            tone = tone * (1 + 0.16 * np.clip(cube, -1, 1.5) * ramp(t, 0.35, 0.7))[..., None]
            rim = ramp(t, 0.86, 0.9)[..., None]
            edge = (0.55 * np.abs(u) ** 6)[..., None]
            return np.clip(tone + rim * (rgb("dfe4e2") - tone) + edge * (rgb("f4f4f0") - tone), 0, 1)

        lean = float(rng.uniform(0.06, 0.16)) * size * (1 if index else -1)
        top = (spot[0] + lean, spot[1] - tall * 1.3)
        stem(
            still,
            (spot[0], spot[1] - 0.8 * tall),
            top,
            0.022 * size,
            rgb(str(rng.choice(["d8d4c8", "2b2b2e", "c8404a"]))),
        )
        lathe(still, spot, tall, half, STRAIGHT, rgb("dfe4e2"), 0.7, high, drink)
        _cut(still, (spot[0] + half * (0.9 if index else -0.9), spot[1] - tall), 0.11 * size, "f0a53a")


def pumpkins(still: Still, rng: Random, at: Spot, size: float) -> None:
    """Pumpkins of several sizes."""
    codes = ("d9772a", "e08a3a", "c9652a", "e6d9c0", "b8632c", "7f8a5a")
    for x, grow, back in ((-0.28, 0.34, -0.05), (0.3, 0.27, -0.02), (0.04, 0.2, 0.03)):
        radius = grow * size * float(rng.uniform(0.9, 1.1))
        spot = at[0] + x * size, at[1] + back * size - 0.74 * radius
        tone = jitter(rng, rgb(str(rng.choice(codes))), 0.05)
        still.stands(spot[0], at[1] + back * size, radius, radius)
        crown = (spot[0], spot[1] - 0.66 * radius)
        body(still, spot, (radius, 0.76 * radius), plain(tone), 0.0, 0.12, lobes=11)
        tip = (crown[0] + 0.12 * radius * float(rng.choice([-1, 1])), crown[1] - 0.3 * radius)
        stem(still, (crown[0], crown[1] + 0.1 * radius), tip, 0.15 * radius, rgb("6a6a3a"))


def beans(still: Still, rng: Random, at: Spot, size: float) -> None:
    """Roasted coffee beans, heaped and strewn."""
    _heap(still, rng, at, size, ("3f2413", "4c2c18", "341d10", "5a351e"), (0.036, 0.026), True)


def nuts(still: Still, rng: Random, at: Spot, size: float) -> None:
    """Almonds and hazelnuts, heaped and strewn."""
    _heap(still, rng, at, size, ("a9713f", "96602f", "b98450", "8a5428"), (0.055, 0.036), False)


def _heap(
    still: Still,
    rng: Random,
    at: Spot,
    size: float,
    codes: tuple[str, ...],
    half: tuple[float, float],
    split: bool,
) -> None:
    """Many small rounded things, one over the other in the middle, single ones at the sides."""
    spots = [(at[0] + float(rng.normal(0, 0.26)) * size, float(rng.uniform(0, 1))) for _ in range(120)]
    still.stands(at[0], at[1] - 0.01 * size, 0.4 * size, 0.1 * size)
    for x, depth in sorted(spots, key=lambda spot: spot[1]):
        high = 0.16 * size * np.exp(-(((x - at[0]) / (0.24 * size)) ** 2)) * (1 - depth)
        tone = jitter(rng, rgb(str(rng.choice(codes))), 0.05)

        def paint(u: Values, v: Values, tone: Array = tone) -> Values:
            crease = (
                np.exp(-(((v - 0.1 * np.sin(3 * u)) / 0.16) ** 2)) if split else 0.2 * np.abs(np.sin(9 * v))
            )
            return tone * (1 - 0.55 * np.asarray(crease))[..., None]

        axes = half[0] * size * float(rng.uniform(0.85, 1.15)), half[1] * size
        body(
            still,
            (x, at[1] - high - 0.02 * size + 0.07 * size * (depth - 0.4)),
            axes,
            paint,
            float(rng.uniform(-1.2, 1.2)),
            0.22,
        )


EXTRAS: Mapping[str, tuple[Extra, float]] = {
    "berries": (berries, 0.24),
    "granola": (granola, 0.24),
    "herbs": (herbs, 0.3),
    "lemons": (lemons, 0.24),
    "croissants": (croissants, 0.27),
    "bread": (bread, 0.3),
    "cocktails": (cocktails, 0.34),
    "pumpkins": (pumpkins, 0.3),
    "coffee beans": (beans, 0.27),
    "nuts": (nuts, 0.25),
}
"""What draws each, and how tall it is on a table seen at distance 1 (shares of the height)."""
