"""Market stall: a wooden counter between crates of fruit and vegetables, the street behind out of focus."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from core.scenes.painters.outside import behind, lamplit, pooled, row_softness
from core.scenes.painters.stands import behind_stand, stand_view
from core.scenes.painting import Ground, Painting, View
from core.scenes.parts.camera import develop
from core.scenes.parts.canvas import Array, Random, blur, stream
from core.scenes.parts.channels import covered, dimmed, joined, scaled, spread
from core.scenes.parts.extruded import box_cover, lit_flat, on_side, on_top, side_of, top_of
from core.scenes.parts.fruits import fruit
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.paving import planks
from core.scenes.parts.ranges import land_tile
from core.scenes.parts.same import State, set_state, state_of, while_small
from core.scenes.parts.soils import linear, stretched
from core.scenes.parts.viewpoint import Viewpoint, defocus, focused, over
from core.scenes.spec import SceneSpec, is_latest


@dataclass(frozen=True)
class Goods:
    """What fills a crate: colours, half width and half height of one piece in picture heights, how glossy."""

    codes: tuple[str, ...]
    wide: float
    tall: float
    gloss: float = 0.3


GOODS: Mapping[str, tuple[Goods, ...]] = MappingProxyType(
    {
        "fruit": (
            Goods(("dd7f1c", "e28a24", "d6731a"), 0.034, 0.033),
            Goods(("a82a22", "b8402a", "962420", "c06a38"), 0.033, 0.031, 0.5),
            Goods(("e3c838", "d9bb2c", "e8d24e"), 0.036, 0.027),
            Goods(("93a83c", "a2b348", "849a34"), 0.033, 0.034, 0.4),
            Goods(("d99a6a", "c9744c", "e0ad72"), 0.031, 0.031, 0.05),
        ),
        "vegetables": (
            Goods(("b82c1e", "c43c26", "a8241a"), 0.031, 0.028, 0.6),
            Goods(("4f7030", "5d7d38", "6b8a42"), 0.042, 0.034, 0.05),
            Goods(("3a2238", "2e1c30", "472a44"), 0.036, 0.027, 0.6),
            Goods(("c9a678", "b8946a", "d2b288"), 0.033, 0.026, 0.05),
            Goods(("d9a426", "c43222", "5f7d2c"), 0.034, 0.035, 0.6),
        ),
    }
)
AWNINGS = (("b23a34", "ece6da"), ("2f5f4a", "ece6da"), ("35567d", "ece6da"), ("c98f3a", "f0e8d8"))


def market_stall(spec: SceneSpec, view: View) -> Painting:
    """A counter at a market by day, crates to both sides, awnings and people far out of focus behind."""
    day, seen = day_of(spec), stand_view(spec, view)
    back = behind_stall(spec, seen, day)
    top = top_of(seen)
    deep = 0.34
    cover = box_cover(seen, top, (9 * seen.span, deep * seen.span), 0.0, 0.0)
    code = {"oak": "b08a5c", "white painted wood": "d9d4c8"}.get(spec.materials.ground or "", "96806a")
    tile = planks(spec.stream("boards"), 1024, code, 0.12)
    scale = seen.span / 0.8
    tile = stretched(tile, scale, tile[2] * scale)
    face = stretched(tile, 0.4, tile[2] * 0.4)
    faces = on_side(seen, side_of(seen, cover, 3 * seen.span), face, day)
    above = on_top(seen, top, lit_flat(tile, day), tile[2])
    canvas = covered(faces, joined(scaled(above, cover), cover))
    _crates(spec, seen, day, canvas)
    softness = row_softness(seen)
    front = int(min(seen.height - 1, (seen.foot + 0.08) * seen.height))
    softness[front:] = softness[front]
    if is_latest(spec):
        softness = softness + _shallow(seen)
    lit = pooled(canvas, seen, day, 1.8)
    image = over(back, focused(lit, softness))
    rows = (np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height
    far = seen.foot - 0.06
    return Painting(
        image=develop(image.astype(np.float32), 1.1),
        disparity=np.repeat(seen.near(rows)[:, None], seen.width, axis=1),
        ground=Ground(vanish=seen.vanish, far=far - 0.06, foot=seen.foot, shade=0.5),
        tint=lamplit(day),
    )


def behind_stall(spec: SceneSpec, seen: Viewpoint, day: Day) -> Array:
    """The market behind a stall, linear: a street of old houses with people and awnings, out of focus."""
    return _awnings(spec, seen, day, behind_stand(spec, seen, "street", ("people", "old_houses")))


def _shallow(seen: Viewpoint) -> Array:
    """How much softer what stands behind the subject on the counter is, in heights, one value a row."""
    rows = (np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height
    return (0.2 * seen.aperture * ramp(seen.foot - rows, 0.015, 0.1)).astype(np.float32)


def _awnings(spec: SceneSpec, seen: Viewpoint, day: Day, back: Numbers) -> Array:
    """Striped awnings of other stalls to both sides, and the edge of the own one on top, out of focus."""
    small = seen.sized(256)
    y, x = (np.mgrid[0 : small.height, 0 : small.width].astype(np.float32) + 0.5) / small.height
    layer = np.zeros((small.height, small.width, 4), np.float32)
    rng = stream(spec, "awnings")
    light = day.sky * 0.75 + day.sun * 0.45
    for i in range(5):
        side = (-1) ** i
        middle = small.aspect / 2 + side * float(rng.uniform(0.2, 0.55)) * small.aspect
        top, tall, half = (
            float(rng.uniform(0.12, 0.3)),
            float(rng.uniform(0.07, 0.12)),
            float(rng.uniform(0.16, 0.28)),
        )
        dark, pale = (linear(code) for code in AWNINGS[int(rng.integers(len(AWNINGS)))])
        slope = top + 0.25 * (np.abs(x - middle) / half) * tall
        inside = (np.abs(x - middle) < half) & (y > slope) & (y < slope + tall)
        stripe = np.sin((x - middle) * 120) > 0
        layer[inside & stripe] = [*(dark * light), 1]
        layer[inside & ~stripe] = [*(pale * light), 1]
        under = (np.abs(x - middle) < 0.92 * half) & (y > slope + tall) & (y < slope + 3.2 * tall)
        layer[under] = [*(linear("4a4036") * light * 0.5 * 0.6), 0.6]
    dark, pale = (linear(code) for code in AWNINGS[spec.seed % len(AWNINGS)])
    hem = 0.055 + 0.012 * np.abs(np.sin(x * 14))
    stripe, inside = np.sin(x * 44) > 0, y < hem
    layer[inside & stripe] = [*(dark * light * 0.55), 1]
    layer[inside & ~stripe] = [*(pale * light * 0.55), 1]
    soft = defocus(layer, 0.014 + 0.02 * spec.camera.blur)
    return behind(back, soft, 0)


def _crates(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers) -> None:
    """Crates full of goods at both sides of the counter, on the canvas in place."""
    rng = stream(spec, "crates")
    named = set(GOODS) & set(spec.props) or set(GOODS)
    wanted = [goods for prop in sorted(named) for goods in GOODS[prop]]
    order = rng.permutation(len(wanted))
    number = 0
    rows = ((seen.foot - 0.055, 0.47), (seen.foot + 0.05, 0.55))
    if is_latest(spec):
        # Crates before the focus showed that they are drawn.
        rows = ((seen.foot - 0.07, 0.85), (seen.foot - 0.055, 0.42))
    for row, aside in rows:
        for side in (-1, 1):
            goods = wanted[int(order[number % len(wanted)])]
            number += 1
            own = np.random.default_rng(rng.integers(2**62))
            grow = (row - seen.vanish) / (seen.foot - seen.vanish)
            x = seen.aspect / 2 + side * aside * grow
            _crate(own, seen, day, canvas, goods, x, row, grow, spec.spec_version)


def _crate(
    rng: Random,
    seen: Viewpoint,
    day: Day,
    canvas: Numbers,
    goods: Goods,
    x: float,
    row: float,
    grow: float,
    version: int,
) -> None:
    """One crate whose foot's middle is at (x, row), ``grow`` its scale, heaped with goods. From the scene's
    ``version`` 2 on no two of them are of a shape, from 4 on nobody sees through the crate."""
    half, tall = 0.19 * grow, 0.1 * grow
    height, width = canvas.shape[:2]
    first, last = max(0, int((row - 1.2 * tall) * height)), min(height, int((row + 0.06) * height) + 2)
    left, right = max(0, int((x - 1.5 * half) * height)), min(width, int((x + 1.5 * half) * height) + 2)
    if right - left < 2 or last - first < 2:
        return
    y, u = (np.mgrid[first:last, left:right].astype(np.float32) + 0.5) / height
    box = canvas[first:last, left:right]
    shade = np.exp(-(((u - x) / (1.12 * half)) ** 6) - np.clip(y - row, 0, None) ** 2 / (0.018 * grow) ** 2)
    dimmed(box, [1 - 0.6 * shade * (y > row - 0.05 * grow)] * 3)
    pieces: list[tuple[float, float, float]] = []
    for deep in np.linspace(1, 0, 6):
        for across in np.arange(
            -half + goods.wide * grow, half - 0.5 * goods.wide * grow, 1.7 * goods.wide * grow
        ):
            heap = 0.035 * grow * (1 - (across / half) ** 2) * float(rng.uniform(0.6, 1.3))
            at = row - tall - 0.012 * grow - 0.065 * grow * deep - heap
            pieces.append((at, x + float(across) + float(rng.normal(0, 0.006)), 1 - 0.05 * deep))
    for at, column, size in pieces:
        code = goods.codes[int(rng.integers(len(goods.codes)))]
        half_axes = goods.wide * grow * size, goods.tall * grow * size
        if version > 1:
            fruit(rng, day, canvas, (column, at), half_axes, linear(code), goods.gloss)
        else:
            _piece(rng, day, canvas, (column, at), half_axes, code, goods.gloss)
    solid = version > 3
    aside = half - np.abs(u - x)
    if solid:
        whole = np.clip(np.minimum(np.minimum(y - row + tall, row - y), aside) * height + 0.5, 0, 1)
        box[:] = covered(box, joined(spread(whole, linear("1d1712")) * 0.6, whole))
    grain_tile = land_tile((5, 7), 0.9)
    lit = day.lit(np.full_like(y, max(0.12, -0.6 * day.toward[2] + 0.15)), 0.6)
    for i in range(3):
        top, end = row - tall + i * tall / 3 + 0.004 * grow, row - tall + (i + 1) * tall / 3 - 0.004 * grow
        inside = np.clip(np.minimum(np.minimum(y - top, end - y), aside) * height + 0.5, 0, 1)
        grain = tiled(grain_tile, (u - x) / grow * 90 + 70 * i, (y - row) / grow * 1500)
        colour = spread(np.clip(1 + 0.16 * grain, 0.5, 1.5), linear("b8986c"))
        if solid:
            colour = colour * _slat_light(y, top, end, aside / grow)[..., None]
        box[:] = covered(box, joined(scaled(colour * lit, inside), inside))


def _slat_light(y: Numbers, top: float, end: float, aside: Numbers) -> Numbers:
    """How bright a slat is over its face: less to its lower edge, and where the corner post stands behind it;
    ``aside`` is how far in from the crate's side, in its scale."""
    face = 1.06 - 0.3 * np.clip((y - top) / (end - top), 0, 1) ** 3
    return face * (1 - 0.22 * np.exp(-(((aside - 0.022) / 0.003) ** 2)) - 0.35 * np.exp(-aside / 0.004))


def _piece(
    rng: Random,
    day: Day,
    canvas: Numbers,
    at: tuple[float, float],
    size: tuple[float, float],
    code: str,
    gloss: float,
) -> None:
    """One round fruit at (x, y) of half axes ``size``, on the canvas in place."""
    height, width = canvas.shape[:2]
    left, right = (
        max(0, int((at[0] - 1.1 * size[0]) * height)),
        min(width, int((at[0] + 1.1 * size[0]) * height) + 2),
    )
    top, end = (
        max(0, int((at[1] - 1.1 * size[1]) * height)),
        min(height, int((at[1] + 1.1 * size[1]) * height) + 2),
    )
    if right <= left or end <= top:
        return
    made, then = while_small(_round, height)(state_of(rng), at, size, code, (left, right, top, end), height)
    set_state(rng, then)
    right_, up, far = day.toward
    facing = np.clip(made.across * right_ - made.down * up - made.front * far, 0, 1)
    open_ = np.clip(0.5 - 0.55 * made.down, 0.08, 1)
    shine = gloss * 0.6 * np.clip(made.normal @ _half_way(day), 0, 1) ** 40
    colour = made.colour * day.lit(facing, open_) + spread(shine, day.sun + day.sky)
    part = canvas[top:end, left:right]
    dimmed(part, [made.ring] * 3)
    dimmed(part, [1 - made.cover] * 4)
    part += joined(scaled(colour, made.cover), made.cover)


@dataclass(frozen=True)
class Round:
    """A round fruit in any light: how far each px lies ``across`` and ``down`` from its middle (-1…1) and
    bulges to the ``front``, its normal, its linear colour, how much of the px it covers, and what its shade
    leaves of the light around it."""

    across: Array
    down: Array
    front: Array
    normal: Array
    colour: Array
    cover: Array
    ring: Array


@lru_cache(maxsize=512)
def _round(
    state: State,
    at: tuple[float, float],
    size: tuple[float, float],
    code: str,
    box: tuple[int, int, int, int],
    height: int,
) -> tuple[Round, State]:
    """The fruit of ``_piece`` in its ``box`` (left, right, top, end; px) drawn from there, and where the
    draws go on."""
    rng = np.random.default_rng(0)
    set_state(rng, state)
    left, right, top, end = box
    v, u = np.mgrid[top:end, left:right].astype(np.float32) + 0.5
    u, v = (u / height - at[0]) / size[0], (v / height - at[1]) / size[1]
    away = np.hypot(u, v)
    front = np.sqrt(np.clip(1 - away**2, 0, 1))
    cover = np.clip((1 - away) * size[0] * height + 0.5, 0, 1)
    start = rng.uniform(0, 512, 2)
    skin = tiled(land_tile((5, 8), 0.8), u * 22 + start[0], v * 22 + start[1])
    broad = tiled(land_tile((5, 9), 1.6), u * 40 + start[1], v * 40 + start[0])
    tone = np.clip(1 + 0.06 * skin + 0.1 * broad, 0.5, 1.5) * rng.uniform(0.85, 1.12)
    hue = linear(code) * (1 + broad[..., None] * np.array([0.04, 0.1, 0.0], np.float32))
    normal = np.array([u, -v, -front]).transpose(1, 2, 0)
    ring = 1 - 0.35 * blur((ramp(1.35 - away, 0.0, 0.5)).astype(np.float32), 1)
    return Round(u, v, front, normal, hue * tone[..., None], cover, ring), state_of(rng)


def _half_way(day: Day) -> Array:
    """Between the sun and the camera (right, up, away), unit length."""
    made = np.array([day.toward[0], day.toward[1], day.toward[2] - 1.0], np.float32)
    return made / max(float(np.linalg.norm(made)), 1e-3)
