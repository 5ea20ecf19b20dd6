"""Cloths and rugs with a pattern: the colour of each of their points, and the stuff that they are made of.
Points are in metres from the middle, ``x`` across and ``y`` down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from core.scenes.parts.canvas import Array, Random, jitter, rgb
from core.scenes.parts.coverings import COVERINGS, covering
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.periodic import fetch

PALE = "f3efe6"
TOWELS = (
    ("2f5d8c", PALE),
    ("c8553d", "f4eadb"),
    ("2d7d7a", PALE),
    ("e0a53a", "f6f1e4"),
    ("26415f", "e9e4d8"),
)
PLAYFUL = (
    ("e08a74", "efc063", "86b9ac", "8fa9cf", "f2e8d5", "d69ab0"),
    ("d9705e", "f0c25a", "6fae9f", "5f86b5", "f4ead8", "9b7fb0"),
    ("efb3a5", "f5dba0", "b4d6c6", "b3c6e4", "f7f0e2", "dcb8d2"),
)
KILIMS = (
    ("8a3a2c", "27395a", "e2d3b3", "c08a3e", "3f5a4c", "1f1d1e"),
    ("a2482f", "2c3f4a", "e8dabd", "d29a4a", "6a7f6a", "332624"),
    ("6f2f33", "3a4c66", "ddceb0", "b9803c", "51614a", "241f22"),
)


COARSE = 0.0025
"""Width of a pixel in metres from which on a pattern is averaged over it."""


@dataclass(frozen=True)
class Dyes:
    """What a cloth is dyed with: the colours that were asked for (sRGB, none to two), and the ``seed`` and
    the random numbers of its own pattern."""

    asked: tuple[Array, ...]
    seed: tuple[int, int]
    own: Random

    @classmethod
    def of(cls, asked: tuple[Array, ...], seed: tuple[int, int]) -> "Dyes":
        """Those of a pattern that has not been drawn yet."""
        return cls(asked, seed, np.random.default_rng(seed))

    def again(self) -> "Dyes":
        """The same, its pattern to be drawn once more."""
        return Dyes.of(self.asked, self.seed)

    def pair(self, usual: tuple[tuple[str, str], ...]) -> tuple[Array, Array]:
        """Two colours: those asked for, a lone one with off-white."""
        one, two = (rgb(code) for code in usual[int(self.own.integers(len(usual)))])
        if not self.asked:
            return one, two
        pale = rgb(PALE) if float(self.asked[0].mean()) < 0.75 else np.clip(self.asked[0] * 0.62, 0, 1)
        return self.asked[0], self.asked[1] if len(self.asked) > 1 else pale

    def many(self, usual: tuple[tuple[str, ...], ...]) -> Array:
        """As many colours as a palette has; what was asked for comes first and tints the others."""
        codes = usual[int(self.own.integers(len(usual)))]
        tones = np.stack([jitter(self.own, rgb(code), 0.02) for code in codes])
        for number, colour in enumerate(self.asked):
            tones[number :: max(2, len(self.asked))] = (
                tones[number :: max(2, len(self.asked))] * 0.25 + 0.75 * colour
            )
        return f32(tones)


def towel(x: Array, y: Array, half: tuple[float, float], dyes: Dyes, blur: float) -> Array:
    """A beach towel: broad stripes along it, or groups of narrow ones, a plain border at its ends."""
    first, second = dyes.pair(TOWELS)
    count, kind = int(dyes.own.choice([7, 9, 11])), int(dyes.own.integers(3))
    at = (x / half[0] + 1) / 2 * count
    wide = blur / (2 * half[0]) * count
    share = _bands(at, wide)
    if kind == 1:
        part = at % 2 - 1
        share = np.maximum(share, _line(part, 0.28, 0.07, wide)) * (1 - _line(part, -0.5, 0.06, wide))
    elif kind == 2:
        part = at % 2 - 0.5
        share = np.clip(
            sum(_line(part, place, thick, wide) for place, thick in ((0, 0.3), (0.55, 0.1), (-0.55, 0.1))),
            0,
            1,
        )
    ends = ramp(np.abs(y), half[1] - 0.075, half[1] - 0.072) * (
        1 - ramp(np.abs(y), half[1] - 0.05, half[1] - 0.047)
    )
    share = share * (1 - ends)
    return f32(second + share[..., None] * (first - second))


def _bands(at: Array, wide: float) -> Array:
    """1 in every second unit, 0 between, its edges ``wide``."""
    part = np.abs((at % 2) - 0.5)
    part = np.minimum(part, 2 - part)
    return ramp(0.5 - part, -max(wide, 0.01), max(wide, 0.01))


def _line(part: Array, place: float, half: float, wide: float) -> Array:
    return ramp(half - np.abs(part - place), -max(wide, 0.008), max(wide, 0.008))


def playful(x: Array, y: Array, half: tuple[float, float], dyes: Dyes, blur: float) -> Array:
    """A rug for a child's room: rings, waves or dots in many friendly colours."""
    tones = dyes.many(PLAYFUL)
    kind, phase = int(dyes.own.integers(3)), float(dyes.own.uniform(0, 6))
    if kind == 0:
        centre = dyes.own.uniform(-0.25, 0.25, 2)
        away = np.hypot(x - centre[0], y - centre[1]) / 0.095
        return _stepped(tones, away, blur / 0.095)
    if kind == 1:
        sway = 0.05 * np.sin(x * 7 + phase) + 0.02 * np.sin(x * 15 + 2 * phase)
        return _stepped(tones, (y + sway + 4) / 0.105, blur / 0.105)
    ground = tones[4]
    made = f32(np.ones((*x.shape, 3)) * ground)
    pitch = 0.19
    row = np.floor(y / pitch)
    column = np.floor(x / pitch + 0.5 * (row % 2))
    picked = ((column * 7 + row * 13) % (len(tones) - 1)).astype(int)
    order = np.array([n for n in range(len(tones)) if n != 4])[picked]
    u = (x / pitch + 0.5 * (row % 2)) - column - 0.5
    v = y / pitch - row - 0.5
    share = ramp(0.31 - np.hypot(u, v), -blur / pitch, blur / pitch)[..., None]
    return f32(made + share * (tones[order] - made))


def _stepped(tones: Array, at: Array, wide: float) -> Array:
    """One colour after the other with each unit of ``at``, soft over ``wide``."""
    step = np.floor(at)
    share = ramp(at - step, 1 - 2 * max(wide, 0.02), 1.0)[..., None]
    one = tones[(step.astype(int)) % len(tones)]
    return f32(one + share * (tones[(step.astype(int) + 1) % len(tones)] - one))


def kilim(x: Array, y: Array, half: tuple[float, float], dyes: Dyes, blur: float) -> Array:
    """A flat-woven rug: bands with stepped diamonds and teeth between narrow stripes, worked thread by
    thread."""
    tones = dyes.many(KILIMS)
    step = 0.011
    # Each shape goes up by whole threads, as a weaver's does.
    u, v = (np.floor(x / step) + 0.5) * step, (np.floor(y / step) + 0.5) * step
    band = np.floor((y + 40) / 0.26).astype(int)
    down = ((y + 40) % 0.26) / 0.26
    stepped = ((v + 40) % 0.26) / 0.26
    picture = tones[(band * 2) % 3]
    pitch = 0.2
    across = np.abs(((u + 0.1 * (band % 2)) / pitch) % 1 - 0.5) * 2
    depth = 1 - np.abs(stepped - 0.5) * 2 / 0.72
    for level, number in ((0.0, 3), (0.22, 2), (0.42, 5), (0.6, 0), (0.8, 3)):
        inside = (across < depth - level) & (depth > 0)
        picture = np.where(inside[..., None], tones[(number + band) % len(tones)], picture)
    edge = np.minimum(down, 1 - down)
    for near, far, number in ((0.0, 0.035, 2), (0.035, 0.06, 5), (0.06, 0.085, 1)):
        picture = np.where(((edge >= near) & (edge < far))[..., None], tones[number], picture)
    teeth = (np.abs((u / 0.05) % 1 - 0.5) * 0.1 < (edge - 0.085)) & (edge < 0.14)
    picture = np.where((~teeth & (edge >= 0.085) & (edge < 0.135))[..., None], tones[2], picture)
    border = half[0] - np.abs(x)
    picture = np.where((border < 0.05)[..., None], tones[5] * 0.8 + 0.2 * tones[0], picture)
    return f32(np.where(((border > 0.04) & (border < 0.05))[..., None], tones[2], picture))


def berber(x: Array, y: Array, half: tuple[float, float], dyes: Dyes, blur: float) -> Array:
    """A thick cream rug with a lattice of dark, slightly crooked lines."""
    pale, dark = rgb("ece3d3"), rgb(str(dyes.own.choice(["3a332e", "4a3b30", "2f3134"])))
    if dyes.asked:
        pale = dyes.asked[0]
        dark = dyes.asked[1] if len(dyes.asked) > 1 else (rgb("3a332e") if pale.mean() > 0.4 else rgb(PALE))
    phase = float(dyes.own.uniform(0, 6))
    wave = 0.012 * np.sin(y * 13 + phase) + 0.006 * np.sin(x * 29 + 2 * phase)
    one = np.abs(((x + 0.8 * y + wave) / 0.34) % 1 - 0.5)
    two = np.abs(((x - 0.8 * y - wave) / 0.34) % 1 - 0.5)
    line = ramp(0.045 - np.minimum(one, two), -0.03, 0.03)
    return f32(pale + 0.85 * line[..., None] * (dark - pale))


def plain(x: Array, y: Array, half: tuple[float, float], dyes: Dyes, blur: float) -> Array:
    """One colour, off-white where none was asked for."""
    tone = dyes.asked[0] if dyes.asked else rgb(str(dyes.own.choice(["ece4d6", "dfd5c5", "d8d3ca"])))
    return f32(np.ones((*x.shape, 3)) * tone)


RUGS = ("d9cdb9", "b9b3a8", "8f9a94", "a8b3bd", "c9a99a", "7f868c", "cdbfa6")


def heathered(x: Array, y: Array, half: tuple[float, float], dyes: Dyes, blur: float) -> Array:
    """A plain tufted rug: one colour with a paler band along its edge."""
    tone = dyes.asked[0] if dyes.asked else rgb(str(dyes.own.choice(RUGS)))
    edge = np.minimum(half[0] - np.abs(x), half[1] - np.abs(y))
    other = dyes.asked[1] if len(dyes.asked) > 1 else np.clip(tone * 0.45 + 0.5, 0, 1)
    band = ramp(f32(edge), 0.045, 0.052) * (1 - ramp(f32(edge), 0.07, 0.077))
    return f32(tone + 0.8 * band[..., None] * (other - tone))


Pattern = Callable[[Array, Array, tuple[float, float], Dyes, float], Array]


@dataclass(frozen=True)
class Cloth:
    """A pattern, the covering whose yarn or pile it is worked in, how far (m) pile carries a colour astray,
    and the length of its fringe (m)."""

    pattern: Pattern
    stuff: str
    astray: float = 0.002
    fringe: float = 0.0


CLOTHS: Mapping[str, Cloth] = MappingProxyType(
    {
        "beach towel": Cloth(towel, "terry", 0.0009, 0.0),
        "colourful rug": Cloth(playful, "short pile", 0.004),
        "soft rug": Cloth(heathered, "short pile", 0.002),
        "kilim": Cloth(kilim, "flat weave", 0.0012, 0.06),
        "berber rug": Cloth(berber, "wool rug", 0.012, 0.04),
        "shaggy rug": Cloth(plain, "wool rug", 0.0),
        "sheepskin": Cloth(plain, "fur", 0.0),
    }
)
"""Every cloth by the support that it is."""


@dataclass(frozen=True)
class Worked:
    """The stuff of a cloth: its ``albedo`` around 1, its ``height`` in metres, and the metres of a period."""

    albedo: Array
    height: Array
    span: float


def worked(stuff: str, texels: int, seed: tuple[int, int]) -> Worked:
    """The stuff as shares of whatever colour is worked in it, ``texels`` a side or fewer."""
    pale = "#c9c9c9"
    albedo, height = covering(stuff, texels, seed, pale)
    span = COVERINGS[stuff].span
    return Worked(f32(albedo / rgb(pale[1:])), f32(height * span), span)


def coloured(
    name: str, stuff: Worked, x: Array, y: Array, half: tuple[float, float], dyes: Dyes, blur: float
) -> Array:
    """The sRGB colour of a cloth at points in metres; ``blur`` is a pixel's width in metres."""
    if blur > COARSE:
        step = blur / 4
        parts = [
            coloured(name, stuff, f32(x + dx), f32(y + dy), half, dyes, blur / 2.01)
            for dx in (-step, step)
            for dy in (-step, step)
        ]
        return f32(sum(parts) / 4)
    cloth, dyes = CLOTHS[name], dyes.again()
    u, v = x / stuff.span, y / stuff.span
    tone = fetch(stuff.albedo, u, v)
    if cloth.astray:
        lean = (tone[..., 0] - 1) * 9
        other = fetch(stuff.albedo, v + 0.37, u + 0.11)[..., 0] - 1
        x, y = x + cloth.astray * np.clip(lean, -1.5, 1.5), y + cloth.astray * np.clip(9 * other, -1.5, 1.5)
    made = cloth.pattern(f32(x), f32(y), half, dyes, max(blur, 0.4 * cloth.astray))
    return f32(np.clip(made * tone, 0, 1))
