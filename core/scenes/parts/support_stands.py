"""What raises a subject: a cake stand, a pedestal, a crate, a stack of books, a cushion; and every support by
name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, rgb
from core.scenes.parts.floats import Numbers, f32, ramp
from core.scenes.parts.periodic import fetch, weave_noise
from core.scenes.parts.support_flats import cloth, log, mat, plate, slab, tray
from core.scenes.parts.support_forms import (
    Order,
    glazed,
    made_of,
    rectangle,
    rounded,
    spread,
    turned,
    turned_on_lathe,
)
from core.scenes.parts.underlay import Body, Hit, Inside


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
    return [Body(turned(inside, turn), tall, spread(half, deep, turn), paint, 8, order.latest)]


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


def _book(
    order: Order,
    cover: Inside,
    paper: Inside,
    tall: float,
    tone: Array,
    turn: float,
    reach: tuple[float, float],
) -> Body:
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
        # Thickest along its seam, resting on a wide foot, and nearly flat where something lies on it.
        bulge = ((t / tall - 0.42) / 0.6) ** 2
        out = ((np.abs(x) / half) ** 3.4 + (np.abs(z) / deep) ** 3.4) ** 1.3
        sag = 0.05 * fetch(wave, x / 0.9, z / 0.9)
        return f32(0.3 * deep * (1 + sag - bulge - out))

    code = order.code(("c9b79f", "8f9a8c", "b5706a", "6f7f93", "d8cdbb", "5f4a4f"))
    paint = made_of("plush" if rng.random() < 0.5 else "linen", order, code, 0.0)
    turn = float(rng.normal(0, 0.1))
    return [Body(turned(inside, turn), tall, spread(half, deep, turn), paint, 10)]


MAKERS: Mapping[str, Callable[[Order], list[Body]]] = MappingProxyType(
    {
        "wooden board": slab,
        "slate board": slab,
        "marble board": slab,
        "stone slab": slab,
        "tray": tray,
        "plate": plate,
        "cake stand": _cake_stand,
        "pedestal": _pedestal,
        "log slice": log,
        "crate": _crate,
        "book stack": _books,
        "cushion": _cushion,
        "placemat": mat,
    }
)
"""How each support is made; the others are cloths."""


def bodies(order: Order) -> list[Body]:
    """The solid things that a support is made of; each stands on the one before it, but a tray's rim."""
    return MAKERS.get(order.name, cloth)(order)
