"""The bodies of the things that a subject is put on, for ``underlay``: their outlines and what they are made
of. Lengths are heights of the picture where the subject stands; ``metre`` is a metre in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, rgb
from core.scenes.parts.coverings import COVERINGS, covering
from core.scenes.parts.dyed import CLOTHS, Dyes, coloured, worked
from core.scenes.parts.floats import Numbers, f32, ramp
from core.scenes.parts.periodic import fetch, weave_noise
from core.scenes.parts.surfaces import SURFACES, raked, skin
from core.scenes.parts.underlay import Body, Hit, Inside, Paint, laid_texture, toward
from core.scenes.spec import Light
from core.scenes.supports import SUPPORTS, Support

TEXELS = 512


@dataclass(frozen=True)
class Order:
    """What is to be made: its name, random numbers, the colours asked for (sRGB), the light, the cosine of
    the view onto its top, and a pixel's width."""

    name: str
    rng: Random
    asked: tuple[Array, ...]
    light: Light
    grazing: float
    pixel: float

    @property
    def known(self) -> Support:
        """Its measures."""
        return SUPPORTS[self.name]

    @property
    def metre(self) -> float:
        """Heights of the picture in a metre of it."""
        return 2 * self.known.half / self.known.metres

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


def rectangle(half: float, deep: float, corner: float, tall: float, bevel: float, foot: float = 0.0) -> Inside:
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
        notch = fetch(wave, x / coarse + 1.7 * t / coarse, z / coarse) + 0.5 * fetch(wave, z / coarse * 2.9, x / coarse * 2.9 + t * 40)
        return f32(inside(x, z, t) + deep * notch)

    return broken


def mirrored_share(gloss: float, order: Order, top: Array) -> Array:
    """How much a polished top mirrors at the angle that it is seen at."""
    share = gloss * (0.12 + 0.88 * (1 - order.grazing) ** 4)
    return f32(share * top)


def made_of(name: str, order: Order, colour: str | None, gloss: float = 0.0, turn: bool = False, squeezed: float = 0.42) -> Paint:
    """A material on the top and, upright, on the sides."""
    seed = order.seed()
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


def _edged(paint: Paint, inside: Inside, tall: float, amount: float, wide: float) -> Paint:
    """A worn or lighter edge of the top."""

    def edged(hit: Hit) -> tuple[Array, Array]:
        colour, mirror = paint(hit)
        near = np.exp(-np.clip(inside(hit.x, hit.z, np.float32(tall)), 0, None) / wide)
        return f32(colour * (1 + amount * near)[..., None]), mirror

    return edged


WOODEN = ("oak", "walnut", "oak", "pine", "walnut")


def _slab(order: Order) -> list[Body]:
    known, name, rng = order.known, order.name, order.rng
    half, deep, tall = known.half, known.deep, known.tall
    turn = float(rng.normal(0, 0.08))
    if name == "slate board":
        inside = ragged(rectangle(half, deep, 0.01, tall, 0.001), rng, 0.0022, 0.3)
        paint = made_of("black slate", order, order.code(("",)) if order.asked else None, 0.1)
        paint = _edged(paint, inside, tall, 0.35, 0.004)
    elif name == "marble board":
        inside = rectangle(half, deep, 0.03, tall, 0.0025)
        dark = bool(order.asked) and float(order.asked[0].mean()) < 0.35
        paint = made_of("black marble" if dark else "white marble", order, None, 0.5)
    elif name == "stone slab":
        stone = ("travertine", "granite", "slate")[int(rng.integers(3))]
        inside = ragged(rectangle(half, deep, 0.03, tall, 0.006), rng, 0.0035, 0.34)
        paint = made_of(stone, order, None, 0.12)
    else:
        inside = rectangle(half, deep, float(rng.choice([0.015, 0.05])), tall, 0.004)
        wood = WOODEN[int(rng.integers(len(WOODEN)))]
        paint = made_of(wood, order, order.code(("",)) if order.asked else None, 0.1)
        paint = _edged(paint, inside, tall, -0.12, 0.003)
    return [Body(turned(inside, turn), tall, spread(half, deep, turn), paint, 6)]


def _tray(order: Order) -> list[Body]:
    known, rng = order.known, order.rng
    half, deep, turn = known.half, known.deep, float(rng.normal(0, 0.07))
    wood = WOODEN[int(rng.integers(len(WOODEN)))]
    paint = made_of(wood, order, order.code(("",)) if order.asked else None, 0.15)
    base = rectangle(half, deep, 0.04, 0.006, 0.002)
    outer, inner = rectangle(half, deep, 0.04, known.tall, 0.004), rectangle(half - 0.016, deep - 0.016, 0.028, 1.0, 0.0)

    def rim(x: Array, z: Array, t: Numbers) -> Array:
        return np.minimum(outer(x, z, t), -inner(x, z, t) - 0.3 * rounded(t, known.tall, 0.004))

    reach = spread(half, deep, turn)
    return [
        Body(turned(base, turn), 0.006, reach, paint, 3),
        Body(turned(rim, turn), known.tall, reach, paint, 10),
    ]


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


def _plate(order: Order) -> list[Body]:
    known, rng = order.known, order.rng
    radius, tall = known.half, known.tall
    tone = rgb(order.code(CERAMIC)[1:])

    def profile(t: Numbers) -> Array:
        return f32(radius * (0.62 + 0.38 * np.clip(t / tall, 0, 1) ** 0.55) - rounded(t, tall, 0.002))

    def slope(reach: Array) -> Array:
        share = reach / radius
        well = np.exp(-(((share - 0.66) / 0.035) ** 2))
        lip = np.exp(-(((share - 0.985) / 0.012) ** 2))
        return f32(0.6 * well + 0.12 * ramp(share, 0.66, 0.72) - 0.5 * lip)

    paint = glazed(order, tone, slope, bool(rng.random() < 0.3))
    return [Body(turned_on_lathe(profile), tall, (radius, radius), paint, 7)]


def _cake_stand(order: Order) -> list[Body]:
    known = order.known
    radius, tall, plate = known.half, known.tall, 0.016
    tone = rgb(order.code(("f4f1ea", "efece4", "dfe7e4", "ecd9d4"))[1:])

    def profile(t: Numbers) -> Array:
        height = tall - plate
        share = np.clip(t / height, 0, 1)
        stem = 0.028 + 0.34 * radius * np.exp(-share / 0.07) + 0.02 * np.exp(-(((share - 0.55) / 0.08) ** 2))
        stem = stem + 0.1 * np.exp(-(1 - share) / 0.06)
        disc = radius - rounded(t, tall, 0.005, 0.0) - 0.2 * np.clip(tall - 0.006 - t, 0, None)
        return f32(np.where(t > height, disc, np.minimum(stem, 0.42 * radius)))

    def slope(reach: Array) -> Array:
        return f32(-0.5 * np.exp(-(((reach / radius - 0.97) / 0.015) ** 2)))

    paint = glazed(order, tone, slope, False)
    return [Body(turned_on_lathe(profile), tall, (radius, radius), paint, 22)]


def _pedestal(order: Order) -> list[Body]:
    known = order.known
    tone = order.code(("e7e1d6", "dcd5ca", "e9e6e0", "d9c7b4"))
    inside = turned_on_lathe(lambda t: f32(known.half - rounded(t, known.tall, 0.003)))
    return [Body(inside, known.tall, (known.half, known.half), made_of("plaster", order, tone), 9)]


def _log(order: Order) -> list[Body]:
    from core.scenes.parts.timber import bark, end_grain

    known, rng = order.known, order.rng
    wave = weave_noise(rng, 256, 4, 4)
    rings, rind = end_grain(order.seed(), TEXELS), bark(order.seed(), 256)
    scale = 0.42 / known.half

    def inside(x: Array, z: Array, t: Numbers) -> Array:
        angle = f32(np.arctan2(z, x) / (2 * np.pi))
        ridge = fetch(rind[0], angle * 2, t / 0.1 + 0 * angle) * 0.25
        return f32(known.half * (1 + 0.03 * fetch(wave, angle, 0 * angle + 0.3)) + ridge - np.hypot(x, z) - rounded(t, known.tall, 0.003))

    def paint(hit: Hit) -> tuple[Array, Array]:
        top = laid_texture(rings[1], hit.x * scale + 0.5, 0.5 - hit.z * scale, 0.5)
        angle = f32(np.arctan2(hit.z, hit.x) / (2 * np.pi))
        side = fetch(rind[1], angle * 2, hit.t / 0.1)
        rim = 1 - ramp(inside(hit.x, hit.z, np.float32(known.tall)), 0.009, 0.013)
        share = (hit.top * (1 - 0.85 * rim))[..., None]
        return f32(side + share * (top - side)), np.zeros_like(hit.t)

    return [Body(inside, known.tall, (known.half * 1.06, known.half * 1.06), paint, 7)]


def _crate(order: Order) -> list[Body]:
    known, rng = order.known, order.rng
    half, deep, tall = known.half, known.deep, known.tall
    wood = ("pine", "oak", "rustic wood")[int(rng.integers(3))]
    board = made_of(wood, order, order.code(("",)) if order.asked else None)
    boards = 4
    shades = rng.uniform(0.82, 1.12, 16).astype(np.float32)

    def paint(hit: Hit) -> tuple[Array, Array]:
        colour, _ = board(hit)
        # Slats run from side to side: three up the front, four across the top.
        place = np.where(hit.top > 0.5, (hit.z / deep + 1) / 2 * boards, 8 + (hit.t / tall) * 3 + 0.0)
        number = np.clip(np.floor(place), 0, 15).astype(int)
        part = place - np.floor(place)
        gap = np.minimum(part, 1 - part)
        wide = np.where(hit.top > 0.5, 0.035, 0.075)
        dark = 1 - ramp(gap, 0.4 * wide, wide)
        corner = (np.abs(hit.x) > half - 0.055) & (hit.top < 0.5)
        dark = np.where(corner, 0.6 * np.exp(-(((np.abs(hit.x) - half + 0.055) / 0.003) ** 2)), dark)
        made = colour * (np.where(corner, 1.02, shades[number]) * (1 - 0.88 * dark))[..., None]
        return f32(made), np.zeros_like(hit.t)

    inside = rectangle(half, deep, 0.004, tall, 0.002)
    turn = float(rng.normal(0, 0.05))
    return [Body(turned(inside, turn), tall, spread(half, deep, turn), paint, 8)]


COVERS = ("7a3b33", "31465c", "4d5a45", "b59a6a", "2f2c2a", "8d6b4f", "c9beab", "5c3f55")


def _books(order: Order) -> list[Body]:
    known, rng = order.known, order.rng
    found: list[Body] = []
    count = 3
    thick = known.tall / count
    codes = rng.permutation(np.array(COVERS))[:count]
    for number in range(count):
        half = known.half * (1.06 - 0.05 * number) * float(rng.uniform(0.95, 1.02))
        deep = known.deep * (1.05 - 0.05 * number)
        tone = order.asked[0] if order.asked and number == count - 1 else rgb(str(codes[number]))
        high = thick * float(rng.uniform(0.85, 1.15))
        cover = rectangle(half, deep, 0.004, high, 0.0012)
        paper = rectangle(half - 0.007, deep - 0.007, 0.002, high, 0.0)
        found.append(_book(order, cover, paper, high, tone, float(rng.normal(0, 0.12)), (half, deep)))
    return found


def _book(order: Order, cover: Inside, paper: Inside, tall: float, tone: Array, turn: float, reach: tuple[float, float]) -> Body:  # noqa: PLR0917
    board = 0.1 * tall
    cloth = made_of("linen", order, "#" + "".join(f"{round(float(v) * 255):02x}" for v in tone), 0.0)

    def inside(x: Array, z: Array, t: Numbers) -> Array:
        pages = (t > board) & (t < tall - board)
        return f32(np.where(pages, paper(x, z, t), cover(x, z, t)))

    def paint(hit: Hit) -> tuple[Array, Array]:
        own, _ = cloth(hit)
        pages = (hit.top < 0.5) & (hit.t > board) & (hit.t < tall - board)
        leaf = 0.9 + 0.07 * np.sin(hit.t / tall * 190) + 0.04 * np.sin(hit.t / tall * 71 + hit.x * 40)
        pale = to_linear(rgb("e9dfca")) * (0.8 * leaf)[..., None]
        return f32(np.where(pages[..., None], pale, own)), np.zeros_like(hit.t)

    return Body(turned(inside, turn), tall, spread(*reach, turn), paint, 10)


def _cushion(order: Order) -> list[Body]:
    known, rng = order.known, order.rng
    half, deep, tall = known.half, known.deep, known.tall
    wave = weave_noise(rng, 256, 3, 3)

    def inside(x: Array, z: Array, t: Numbers) -> Array:
        share = np.clip(t / tall, 0, 1)
        girth = np.sqrt(np.clip(1 - (2 * share - 0.9) ** 2 / 1.25, 0.02, 1))
        u, v = np.abs(x) / half, np.abs(z) / deep
        reach = (u**3.2 + v**3.2) ** (1 / 3.2)
        sag = 1 + 0.035 * fetch(wave, x / 0.5, z / 0.5 + t)
        return f32((0.62 + 0.38 * girth) * sag * deep - reach * deep)

    code = order.code(("c9b79f", "8f9a8c", "b5706a", "6f7f93", "d8cdbb", "5f4a4f"))
    paint = made_of("plush" if rng.random() < 0.5 else "linen", order, code, 0.0)
    turn = float(rng.normal(0, 0.1))
    return [Body(turned(inside, turn), tall, spread(half, deep, turn), paint, 10)]


def _mat(order: Order) -> list[Body]:
    known, rng = order.known, order.rng
    code = order.code(("e6dfd2", "c9bda8", "a9b0a0", "8d98a3", "d8c4b4"))
    wave = weave_noise(rng, 128, 3, 3)
    flat = rectangle(known.half, known.deep, 0.004, known.tall, 0.001)

    def inside(x: Array, z: Array, t: Numbers) -> Array:
        return flat(f32(x + 0.004 * fetch(wave, z / 0.4, 0 * x)), f32(z + 0.004 * fetch(wave, x / 0.4, 0 * z + 0.5)), t)

    linen = made_of("linen", order, code, 0.0)

    def paint(hit: Hit) -> tuple[Array, Array]:
        colour, mirror = linen(hit)
        away = inside(hit.x, hit.z, np.float32(known.tall))
        hem = np.exp(-(((away - 0.016) / 0.0022) ** 2))
        crease = 0.05 * fetch(wave, hit.x / 0.7, hit.z / 0.5)
        return f32(colour * (1 - 0.2 * hem + crease)[..., None]), mirror

    turn = float(rng.normal(0, 0.06))
    return [Body(turned(inside, turn), known.tall, spread(known.half, known.deep, turn), paint, 3)]


def _cloth(order: Order) -> list[Body]:
    """A towel or rug on the ground."""
    known, rng, name = order.known, order.rng, order.name
    cloth, dyes = CLOTHS[name], Dyes(order.asked, rng)
    stuff = worked(cloth.stuff, TEXELS, order.seed())
    wave = weave_noise(rng, 128, 3, 4)
    metre = np.float32(order.metre)
    half = (known.half / float(metre), known.deep / float(metre))
    right, up, away = toward(order.light)
    relief = raked(f32(stuff.height / stuff.span), right, away, 0.9 * min(1 / max(up, 0.3), 2.2))
    lit = type(stuff)(f32(stuff.albedo * relief[..., None] ** np.float32(1 / 2.2)), stuff.height, stuff.span)
    round_ = name == "colourful rug"
    flat = rectangle(known.half, known.deep, 0.012, known.tall, 0.6 * known.tall)
    soft = name == "beach towel"

    def inside(x: Array, z: Array, t: Numbers) -> Array:
        bend = (0.012 if soft else 0.006) * fetch(wave, z / 0.9, 0 * x)
        bow = (0.012 if soft else 0.006) * fetch(wave, x / 0.9, 0 * z + 0.5)
        x, z = f32(x + bend), f32(z + bow)
        rag = 0.006 * fetch(wave, x / 0.21, z / 0.21) if cloth.stuff in ("wool rug", "fur") else 0.0
        if round_:
            reach = np.hypot(x / known.half, z / known.deep)
            return f32((1 - reach) * known.deep - rounded(t, known.tall, 0.6 * known.tall))
        if name == "sheepskin":
            reach = (np.abs(x / known.half) ** 2.6 + np.abs(z / known.deep) ** 2.6) ** (1 / 2.6)
            return f32((0.95 - reach + 0.05 * fetch(wave, x / 1.1, z / 1.1)) * known.deep + rag)
        return f32(flat(x, z, t) + rag)

    def paint(hit: Hit) -> tuple[Array, Array]:
        x, z = f32(hit.x / metre), f32(-hit.z / metre)
        colour = coloured(name, lit, x, z, half, Dyes(dyes.asked, np.random.default_rng(seed)), 1.5 * order.pixel / float(metre))
        fold = 0.07 * fetch(wave, hit.x / 0.8, hit.z / 0.6) + 0.04 * fetch(wave, hit.z / 0.3, hit.x / 0.5)
        return f32(to_linear(colour) * (1 + (fold if soft else 0.4 * fold))[..., None]), np.zeros_like(hit.t)

    seed = order.seed()
    turn = float(rng.normal(0, 0.1))
    return [Body(turned(inside, turn), known.tall, spread(known.half, known.deep, turn), paint, 3)]


MAKERS: Mapping[str, Callable[[Order], list[Body]]] = MappingProxyType(
    {
        "wooden board": _slab,
        "slate board": _slab,
        "marble board": _slab,
        "stone slab": _slab,
        "tray": _tray,
        "plate": _plate,
        "cake stand": _cake_stand,
        "pedestal": _pedestal,
        "log slice": _log,
        "crate": _crate,
        "book stack": _books,
        "cushion": _cushion,
        "placemat": _mat,
    }
)
"""How each support is made; the others are cloths."""


def bodies(order: Order) -> list[Body]:
    """The solid things that a support is made of; each stands on the one before it, but a tray's rim."""
    return MAKERS.get(order.name, _cloth)(order)
