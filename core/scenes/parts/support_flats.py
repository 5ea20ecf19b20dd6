"""What lies flat under a subject: boards, a tray, a plate, a mat, a slice of a trunk, towels and rugs."""

import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, rgb
from core.scenes.parts.coverings import COVERINGS
from core.scenes.parts.dyed import CLOTHS, Dyes, coloured, worked
from core.scenes.parts.floats import Numbers, f32, ramp
from core.scenes.parts.periodic import fetch, weave_noise
from core.scenes.parts.support_forms import (
    CERAMIC,
    TEXELS,
    WOODEN,
    Order,
    edged,
    glazed,
    made_of,
    ragged,
    rectangle,
    rounded,
    spread,
    turned,
    turned_on_lathe,
)
from core.scenes.parts.surfaces import raked
from core.scenes.parts.underlay import Body, Hit, laid_texture, toward


def slab(order: Order) -> list[Body]:
    """A board of wood, slate or marble, or a slab of stone."""
    known, name, rng = order.known, order.name, order.rng
    half, deep, tall = known.half, known.deep, known.tall
    turn = float(rng.normal(0, 0.08))
    if name == "slate board":
        inside = ragged(rectangle(half, deep, 0.01, tall, 0.001), rng, 0.0022, 0.3)
        paint = made_of("black slate", order, order.code(("",)) if order.asked else None, 0.1)
        paint = edged(paint, inside, tall, 0.35, 0.004)
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
        paint = edged(paint, inside, tall, -0.12, 0.003)
    return [Body(turned(inside, turn), tall, spread(half, deep, turn), paint, 6)]


def tray(order: Order) -> list[Body]:
    """A wooden tray: a floor within a raised rim."""
    known, rng = order.known, order.rng
    half, deep, turn = known.half, known.deep, float(rng.normal(0, 0.07))
    wood = WOODEN[int(rng.integers(len(WOODEN)))]
    paint = made_of(wood, order, order.code(("",)) if order.asked else None, 0.15)
    base = rectangle(half, deep, 0.04, 0.006, 0.002)
    outer, inner = (
        rectangle(half, deep, 0.04, known.tall, 0.004),
        rectangle(half - 0.016, deep - 0.016, 0.028, 1.0, 0.0),
    )

    def rim(x: Array, z: Array, t: Numbers) -> Array:
        return np.minimum(outer(x, z, t), -inner(x, z, t) - 0.3 * rounded(t, known.tall, 0.004))

    reach = spread(half, deep, turn)
    return [
        Body(turned(base, turn), 0.006, reach, paint, 3),
        Body(turned(rim, turn), known.tall, reach, paint, 10),
    ]


def plate(order: Order) -> list[Body]:
    """A ceramic plate with its well and lip."""
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


def log(order: Order) -> list[Body]:
    """A slice of a trunk: end grain above, bark around."""
    from core.scenes.parts.timber import bark, end_grain

    known, rng = order.known, order.rng
    wave = weave_noise(rng, 256, 4, 4)
    rings, rind = end_grain(order.seed(), TEXELS), bark(order.seed(), 256)
    scale = 0.42 / known.half

    def inside(x: Array, z: Array, t: Numbers) -> Array:
        angle = f32(np.arctan2(z, x) / (2 * np.pi))
        ridge = fetch(rind[0], angle * 2, t / 0.1 + 0 * angle) * 0.25
        return f32(
            known.half * (1 + 0.03 * fetch(wave, angle, 0 * angle + 0.3))
            + ridge
            - np.hypot(x, z)
            - rounded(t, known.tall, 0.003)
        )

    def paint(hit: Hit) -> tuple[Array, Array]:
        top = laid_texture(rings[1], hit.x * scale + 0.5, 0.5 - hit.z * scale, 0.5)
        angle = f32(np.arctan2(hit.z, hit.x) / (2 * np.pi))
        side = fetch(rind[1], angle * 2, hit.t / 0.1)
        rim = 1 - ramp(inside(hit.x, hit.z, np.float32(known.tall)), 0.009, 0.013)
        share = (hit.top * (1 - 0.85 * rim))[..., None]
        return f32(side + share * (top - side)), np.zeros_like(hit.t)

    return [Body(inside, known.tall, (known.half * 1.06, known.half * 1.06), paint, 7)]


def mat(order: Order) -> list[Body]:
    """A linen placemat, its edges a little wavy."""
    known, rng = order.known, order.rng
    code = order.code(("e6dfd2", "c9bda8", "a9b0a0", "8d98a3", "d8c4b4"))
    wave = weave_noise(rng, 128, 3, 3)
    flat = rectangle(known.half, known.deep, 0.004, known.tall, 0.001)

    def inside(x: Array, z: Array, t: Numbers) -> Array:
        return flat(
            f32(x + 0.004 * fetch(wave, z / 0.4, 0 * x)),
            f32(z + 0.004 * fetch(wave, x / 0.4, 0 * z + 0.5)),
            t,
        )

    linen = made_of("linen", order, code, 0.0)

    def paint(hit: Hit) -> tuple[Array, Array]:
        colour, mirror = linen(hit)
        away = inside(hit.x, hit.z, np.float32(known.tall))
        hem = np.exp(-(((away - 0.016) / 0.0022) ** 2))
        crease = 0.05 * fetch(wave, hit.x / 0.7, hit.z / 0.5)
        return f32(colour * (1 - 0.2 * hem + crease)[..., None]), mirror

    turn = float(rng.normal(0, 0.06))
    return [Body(turned(inside, turn), known.tall, spread(known.half, known.deep, turn), paint, 3)]


def cloth(order: Order) -> list[Body]:
    """A towel or rug on the ground."""
    known, rng, name = order.known, order.rng, order.name
    cloth, dyes = CLOTHS[name], Dyes.of(order.asked, order.seed())
    stuff = worked(cloth.stuff, order.texels(COVERINGS[cloth.stuff].span), order.seed())
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
        colour = coloured(
            name,
            lit,
            x,
            z,
            half,
            dyes,
            1.5 * order.pixel / float(metre),
        )
        fold = 0.07 * fetch(wave, hit.x / 0.8, hit.z / 0.6) + 0.04 * fetch(wave, hit.z / 0.3, hit.x / 0.5)
        return f32(to_linear(colour) * (1 + (fold if soft else 0.4 * fold))[..., None]), np.zeros_like(hit.t)

    turn = float(rng.normal(0, 0.1))
    return [Body(turned(inside, turn), known.tall, spread(known.half, known.deep, turn), paint, 3)]
