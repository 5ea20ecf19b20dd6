"""What the bodies under a subject are made from: their outlines, and materials on them. Lengths are heights
of the picture where the subject stands."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.coverings import COVERINGS, covering
from core.scenes.parts.floats import Numbers, f32
from core.scenes.parts.periodic import fetch, weave_noise
from core.scenes.parts.surfaces import SURFACES, raked, skin
from core.scenes.parts.underlay import Hit, Inside, Paint, laid_texture, toward
from core.scenes.parts.woods import GRAINED
from core.scenes.spec import Light
from core.scenes.supports import SUPPORTS, Support

TEXELS = 512


@dataclass(frozen=True)
class Order:
    """What is to be made: its name, random numbers, the colours asked for (sRGB), the light, the cosine of
    the view onto its top, a pixel's width, and whether wood is drawn anew (``newer``)
    and edges straight (``latest``)."""

    name: str
    rng: Random
    asked: tuple[Array, ...]
    light: Light
    grazing: float
    pixel: float
    newer: bool = False
    latest: bool = False

    @property
    def known(self) -> Support:
        """Its measures."""
        return SUPPORTS[self.name]

    @property
    def metre(self) -> float:
        """Heights of the picture in a metre of it."""
        return 2 * self.known.half / self.known.metres

    def texels(self, span: float) -> int:
        """Texels of a period of ``span`` metres, as fine as the picture shows it."""
        return int(np.clip(2 ** np.ceil(np.log2(span * self.metre / self.pixel)), 32, TEXELS))

    def seed(self) -> tuple[int, int]:
        """A seed of its own for a material."""
        return int(self.rng.integers(1 << 31)), 11

    def code(self, usual: tuple[str, ...]) -> str:
        """The colour asked for, or a usual one, as ``#rrggbb``."""
        own = str(self.rng.choice(usual))
        if not self.asked:
            return f"#{own}"
        return "#" + "".join(f"{round(float(value) * 255):02x}" for value in self.asked[0])


def turned(inside: Inside, turn: float) -> Inside:
    """The outline turned about its middle."""
    cos, sin = np.float32(np.cos(turn)), np.float32(np.sin(turn))
    return lambda x, z, t: inside(f32(x * cos + z * sin), f32(z * cos - x * sin), t)


def spread(half: float, deep: float, turn: float) -> tuple[float, float]:
    """How far a box turned by ``turn`` rad reaches from its middle, with a little to spare."""
    cos, sin = abs(np.cos(turn)), abs(np.sin(turn))
    return float(half * cos + deep * sin) * 1.03 + 0.01, float(deep * cos + half * sin) * 1.03 + 0.01


def rounded(t: Numbers, tall: float, bevel: float, foot: float = 0.0) -> Array:
    """How far edges are drawn in at a height: rounded by ``bevel`` above and by ``foot`` below."""
    above = np.clip((t - (tall - bevel)) / max(bevel, 1e-4), 0, 1)
    below = np.clip((foot - t) / max(foot, 1e-4), 0, 1)
    return f32(bevel * (1 - np.sqrt(1 - above**2 + 1e-6)) + foot * (1 - np.sqrt(1 - below**2 + 1e-6)))


def rectangle(
    half: float, deep: float, corner: float, tall: float, bevel: float, foot: float = 0.0
) -> Inside:
    """A box with round corners and rounded edges."""

    def inside(x: Array, z: Array, t: Numbers) -> Array:
        across, away = np.abs(x) - half + corner, np.abs(z) - deep + corner
        outside = np.hypot(np.maximum(across, 0), np.maximum(away, 0))
        flat = corner - outside - np.minimum(np.maximum(across, away), 0)
        return f32(flat - rounded(t, tall, bevel, foot))

    return inside


def turned_on_lathe(profile: Callable[[Numbers], Array]) -> Inside:
    """A round thing of a radius by height."""
    return lambda x, z, t: f32(profile(t) - np.hypot(x, z))


def ragged(inside: Inside, rng: Random, deep: float, coarse: float) -> Inside:
    """The outline broken by ``deep``, its notches ``coarse`` long."""
    wave = weave_noise(rng, 256, 5, 5, gain=0.6)

    def broken(x: Array, z: Array, t: Numbers) -> Array:
        notch = fetch(wave, x / coarse + 1.7 * t / coarse, z / coarse) + 0.5 * fetch(
            wave, z / coarse * 2.9, x / coarse * 2.9 + t * 40
        )
        return f32(inside(x, z, t) + deep * notch)

    return broken


def mirrored_share(gloss: float, order: Order, top: Array) -> Array:
    """How much a polished top mirrors at the angle that it is seen at."""
    share = gloss * (0.12 + 0.88 * (1 - order.grazing) ** 4)
    return f32(share * top)


def made_of(
    name: str,
    order: Order,
    colour: str | None,
    gloss: float = 0.0,
    turn: bool = False,
    squeezed: float = 0.42,
) -> Paint:
    """A material on the top and, upright, on the sides."""
    seed = order.seed()
    name = GRAINED.get(name, name) if order.newer else name
    if name in SURFACES:
        span = SURFACES[name].span * order.metre
        albedo, height = skin(name, TEXELS, seed, colour)
    else:
        span = COVERINGS[name].span * order.metre
        albedo, height = covering(name, TEXELS, seed, colour)
    right, up, away = toward(order.light)
    relief = raked(height, right, away, 0.9 * min(1 / max(up, 0.3), 2.2))
    seen = f32(to_linear(albedo) * relief[..., None])

    def paint(hit: Hit) -> tuple[Array, Array]:
        across, along = (hit.z, hit.x) if turn else (hit.x, hit.z)
        top = laid_texture(seen, across / span, -along / span, 1.0 if turn else squeezed)
        level = np.where(np.abs(hit.normal[2]) > np.abs(hit.normal[0]), hit.x, hit.z)
        side = laid_texture(seen, level / span, hit.t / span + 0.37, 1.0) * np.float32(0.94)
        share = hit.top[..., None]
        return f32(side + share * (top - side)), mirrored_share(gloss, order, hit.top)

    return paint


def edged(paint: Paint, inside: Inside, tall: float, amount: float, wide: float) -> Paint:
    """A worn or lighter edge of the top."""

    def edged(hit: Hit) -> tuple[Array, Array]:
        colour, mirror = paint(hit)
        near = np.exp(-np.clip(inside(hit.x, hit.z, np.float32(tall)), 0, None) / wide)
        return f32(colour * (1 + amount * near)[..., None]), mirror

    return edged


WOODEN = ("oak", "walnut", "oak", "pine", "walnut")


CERAMIC = ("f2efe9", "ece7de", "e3e5e2", "f4f1ea", "c9cdc6")


def glazed(order: Order, tone: Array, shape: Callable[[Array], Array], speckled: bool) -> Paint:
    """Glaze over a top whose slope outward by radius is ``shape``."""
    wave = weave_noise(order.rng, 256, 6, 4)
    right, up, away = toward(order.light)

    def paint(hit: Hit) -> tuple[Array, Array]:
        reach = np.hypot(hit.x, hit.z)
        slope = shape(reach)
        across, back = hit.x / np.maximum(reach, 1e-4), hit.z / np.maximum(reach, 1e-4)
        # A slope outward faces outward: it takes more of a lamp on that side.
        lean = -slope * (across * right + back * away) / max(up, 0.35)
        dull = 1 - 0.1 * np.clip(np.abs(slope), 0, 1)
        cloud = 1 + 0.012 * fetch(wave, hit.x / 0.4, hit.z / 0.4)
        speck = np.clip(fetch(wave, hit.x / 0.035, hit.z / 0.05) - 2.0, 0, 1) * (0.5 if speckled else 0.0)
        level = np.clip(1 + hit.top * lean, 0.55, 1.5) * dull * cloud * (1 - speck)
        return f32(to_linear(tone) * level[..., None]), f32(0.1 + 0.12 * hit.top * np.abs(slope))

    return paint
