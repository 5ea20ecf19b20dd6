"""Terrace: tiles, slabs or boards behind a balustrade, and what one looks out over from there."""

import cv2
import numpy as np

from core.scenes.painters.fields import foliage_of
from core.scenes.painters.outside import (
    behind,
    earth,
    far_canvas,
    open_ground,
    paved,
    pooled,
    row_softness,
    shaded,
    taken,
)
from core.scenes.painting import Painting, View
from core.scenes.parts.balusters import balustrade, iron_railing, under_it
from core.scenes.parts.bokeh import Lamp, add_lamps
from core.scenes.parts.canvas import Array, Random, stream
from core.scenes.parts.distance import Range, hazed, trees
from core.scenes.parts.distance import mountains as mountain_range
from core.scenes.parts.grids import Numbers, ramp
from core.scenes.parts.islands import sunk
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.pots import potted
from core.scenes.parts.soils import linear
from core.scenes.parts.viewpoint import Viewpoint, defocus, focused, viewpoint_of
from core.scenes.parts.waves import Water
from core.scenes.parts.waves import water as water_surface
from core.scenes.spec import SceneSpec

WALLS = ("efe9de", "e8d8be", "f3f0ea", "d9b48e", "e0c4a8", "d8cfc0")
ROOFS = ("a85c40", "b56a48", "9a5440", "c07a56")
SLABS = {
    "terracotta tiles": ("ad7f63", (0.33, 0.33), 0.009, "b09c86"),
    "slabs": ("bcb4a6", (0.6, 0.45), 0.006, "8f877a"),
    "travertine": ("dccdb2", (0.8, 0.8), 0.006, "b9ab94"),
}
"""What the terrace is laid with."""


def terrace(spec: SceneSpec, view: View) -> Painting:
    """A terrace high over the sea, a lake, a town or mountains."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    reach = seen.foot - seen.vanish
    back, lamps = _beyond(spec, seen, day)
    back = np.clip(defocus(back, seen.aperture), 0, None)
    far = float(stream(spec, "wall").uniform(1.7, 2.1))
    foot, unit = seen.vanish + reach / far, seen.unit(seen.foot) / far
    canvas = earth(
        seen, foot, paved(spec, spec.materials.ground or "terracotta tiles", "a6865f", SLABS), day, slant=0
    )
    rows = (np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height
    under_it(canvas, rows, foot, unit)
    _barred(spec, seen, day, canvas, foot, unit)
    whole = cv2.resize(back, (seen.width, seen.height), interpolation=cv2.INTER_CUBIC).clip(0)
    for lamp in lamps:
        add_lamps(whole, [lamp])
    layer = _edge(spec, seen, day, foot, unit)
    made = behind(whole, layer, float(seen.softness(foot)))
    ground = focused(pooled(canvas, seen, day), row_softness(seen))
    made = made * (1 - ground[..., 3:]) + ground[..., :3]
    made = _pots(spec, seen, day, made.astype(np.float32))
    if "lights" in spec.props or day.time == "night":
        add_lamps(made, _bulbs(spec, seen, day))
    empty = np.zeros((seen.height, seen.width, 4), np.float32)
    return taken(spec, seen, day, made, empty, open_ground(seen, 0.05, 0.5, 0.5, foot), 1.05)


def _barred(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, foot: float, unit: float) -> None:
    """The balustrade's shade on the floor when the sun stands behind it, and leaves' shade from one side."""
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None]
    if day.behind > 0.3:
        away = np.maximum(float(seen.away(foot)) - seen.away(np.maximum(rows, seen.vanish + 1e-3)), 0)
        long = 0.95 * day.toward[2] / max(day.toward[1], 0.12)
        side = (np.arange(seen.width, dtype=np.float32)[None] + 0.5) / seen.height - seen.aspect / 2
        metres = side / np.maximum(
            seen.scale(np.maximum(rows, seen.vanish + 1e-3)), 1e-3
        ) + away * day.toward[0] / max(day.toward[2], 0.2)
        bars = ramp(np.abs((metres % 0.2) - 0.1), 0.05 + 0.03 * away, 0.045)
        rail = ramp(away, 0.84 * long, 0.88 * long) * (1 - ramp(away, long, 1.06 * long))
        dark = np.maximum(bars * (1 - ramp(away, 0.85 * long, 0.9 * long)) * np.exp(-away / 2.5), rail)
        shaded(canvas, day, (0.75 * day.hard * dark * (away > 0)).astype(np.float32))


def _low_hills(spec: SceneSpec, seen: Viewpoint, day: Day, shape: tuple[int, int]) -> Array:
    """The hills beyond a town."""
    hills = Range(
        seen.vanish + 0.015,
        0.08,
        0.8,
        0.3,
        linear("6d7458"),
        linear("77705f"),
        1.1,
        (0.6, 0.9),
        linear("3c4a34"),
    )
    return mountain_range(spec.stream("hills"), shape, hills, day)


def _near_hills(spec: SceneSpec, seen: Viewpoint, day: Day, shape: tuple[int, int]) -> Array:
    """The wooded slopes before high mountains."""
    near = Range(
        seen.vanish + 0.2,
        0.2,
        1.1,
        0.5,
        linear("69764a"),
        linear("6f675a"),
        1.1,
        (0.1, 0.35),
        linear("33432a"),
    )
    return mountain_range(spec.stream("near hills"), shape, near, day)


def _beyond(spec: SceneSpec, seen: Viewpoint, day: Day) -> tuple[Array, list[Lamp]]:
    """What is seen over the balustrade, linear and sharp; and its lamps in the evening."""
    back = far_canvas(spec, day, seen)
    view = spec.backdrop or "sea"
    small = seen.sized(back.shape[0])
    shape, rng = (back.shape[0], back.shape[1]), stream(spec, "beyond")
    if view == "street":
        back = behind(back, _low_hills(spec, seen, day, shape), 0)
        town, lamps = _town(rng, small, day, (seen.vanish + 0.005, 1.0), 420)
        return behind(back, town, 0), lamps
    bank = seen.vanish + (0.004 if view == "sea" else 0.03)
    tall = {"sea": 0.1, "lake": 0.2, "mountains": 0.32}[view]
    snow = 0.7 if view == "mountains" else 1.1
    hills = Range(
        bank,
        tall,
        0.75,
        0.55 if view == "sea" else 0.9,
        linear("6a7350"),
        linear("857b68"),
        snow,
        (0.35, 0.8),
        linear("38462e"),
    )
    made = hazed(mountain_range(spec.stream("hills"), shape, hills, day), day, 0.25)
    if view == "sea":
        made = _headland(made, small, float(rng.choice([-1, 1])))
    back = behind(back, made, 0)
    if view == "mountains":
        return behind(back, _near_hills(spec, seen, day, shape), 0), []
    body = Water(linear("24688a" if view == "sea" else "35565e"), 0.05 if view == "sea" else 0.02, 40.0)
    surface = water_surface(spec, small, day, back, body, seen.vanish)
    rows = ((np.arange(shape[0], dtype=np.float32) + 0.5) / shape[0])[:, None, None]
    share = ramp(rows, bank - 0.002, bank + 0.002)
    back = (back * (1 - share) + surface * share).astype(np.float32)
    slope = trees(
        stream(spec, "below"),
        shape,
        seen.vanish + 0.34,
        (0.05, 0.12),
        60,
        foliage_of(spec, "far leaves", 0.005),
        day,
    )
    town, lamps = _town(rng, small, day, (seen.vanish + 0.12, seen.vanish + 0.4), 46, 0.35)
    back = behind(back, town, 0)
    return behind(back, hazed(slope, day, 0.1), 0), lamps


def _headland(layer: Numbers, small: Viewpoint, turn: float) -> Array:
    """The hills only at one side, running out into the sea."""
    x = (np.arange(small.width, dtype=np.float32) + 0.5) / small.height - small.aspect / 2
    return sunk(layer, 0.13 * ramp(turn * x, 0.35, -0.12), small.vanish + 0.005)


def _town(
    rng: Random, small: Viewpoint, day: Day, rows: tuple[float, float], count: int, clear: float = 0.0
) -> tuple[Array, list[Lamp]]:
    """Houses with tiled roofs down a slope between ``rows``, far ones first, none within ``clear`` of the
    middle: RGBA; and lit windows by dusk and night."""
    height = small.height
    layer = np.zeros((height, small.width, 4), np.float32)
    evening = {"dusk": 1.0, "night": 1.6, "sunset": 0.25}.get(day.time, 0.0)
    draws, lamps = rng.random((count, 8)), list[Lamp]()
    right, up, away = day.toward
    for draw in sorted(draws.tolist()):
        near = draw[0] ** 1.4
        row, x = rows[0] + (rows[1] - rows[0]) * near, (draw[1] - 0.5) * 2.6
        if abs(x) < clear:
            continue
        size = 0.014 + 0.13 * (row - small.vanish) ** 1.1 * (0.6 + 0.8 * draw[2])
        wide, tall = size * (0.7 + 0.9 * draw[3]), size * (0.7 + 0.8 * draw[4])
        left, top = small.aspect / 2 + x - wide, row - tall
        wall = linear(WALLS[int(draw[5] * len(WALLS))]) * (0.8 + 0.3 * draw[6])
        front = wall * day.lit(max(0.0, -away) * 0.9 + 0.1 * max(0.0, right), 0.5)
        side = wall * day.lit(max(0.0, right if draw[7] < 0.5 else -right), 0.4)
        roof = linear(ROOFS[int(draw[6] * len(ROOFS))]) * (0.7 + 0.5 * draw[2]) * day.lit(max(0.15, up), 0.85)
        turn = -1.0 if draw[7] < 0.5 else 1.0
        _box(layer, height, (left, top, 2 * wide, tall), front)
        _box(layer, height, (left + (1.5 * wide if turn > 0 else 0), top, 0.5 * wide, tall), side)
        peak = top - 0.35 * size
        shape_ = [
            (left - 0.1 * wide, top),
            (left + 2.1 * wide, top),
            (left + 1.8 * wide, peak),
            (left + 0.2 * wide, peak),
        ]
        cv2.fillPoly(
            layer, [(np.array(shape_) * height * 8).astype(np.int32)], (*roof.tolist(), 1.0), cv2.LINE_8, 3
        )
        for i in range(3):
            spot = left + wide * (0.3 + 0.5 * i), top + 0.35 * tall
            lit = evening and rng.random() < 0.45
            pane = linear("ffc680") * evening * 1.4 if lit else linear("3a3f46") * day.sky
            _box(layer, height, (spot[0], spot[1], 0.22 * wide, 0.34 * tall), pane)
            if lit and rng.random() < 0.5:
                tone = linear("ffb868") * np.float32(1.2 * evening * (size / 0.03))
                lamps.append(
                    Lamp(spot[0] - small.aspect / 2, spot[1], spot[1], tone, max(0.003, small.aperture))
                )
    return hazed(layer, day, 0.25), lamps


def _box(layer: Numbers, height: int, box: tuple[float, float, float, float], colour: Array) -> None:
    x, y, wide, tall = box
    corners = np.array([(x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall)]) * height * 8
    cv2.fillConvexPoly(
        layer, corners.astype(np.int32), (*np.asarray(colour).reshape(-1).tolist(), 1.0), cv2.LINE_8, 3
    )


def _edge(spec: SceneSpec, seen: Viewpoint, day: Day, foot: float, unit: float) -> Array:
    """Balustrade, railing or a low wall along the far side: RGBA."""
    shape = seen.height, seen.width
    if "railing" in spec.props:
        return iron_railing(shape, day, foot, unit)
    code = ("d9d2c4", "e6e0d4", "cbbfa8", "eee9df")[spec.seed % 4]
    return balustrade(spec.stream("balustrade"), shape, day, foot, unit, code)


def _pots(spec: SceneSpec, seen: Viewpoint, day: Day, made: Array) -> Array:
    """Plants in pots at both sides, before and behind the subject, over the linear picture."""
    rng = stream(spec, "pots")
    count = 6 if "plants" in spec.props else 3
    reach = seen.foot - seen.vanish
    spots = sorted(
        (float(rng.uniform(1.2, 1.62)), (-1) ** i * float(rng.uniform(0.33, 0.56)), i) for i in range(count)
    )
    small = seen.sized(min(seen.height, 768))
    for far, side, i in reversed(spots):
        layer = np.zeros((small.height, small.width, 4), np.float32)
        row, unit = seen.vanish + reach / far, seen.unit(seen.foot) / far
        x = seen.aspect / 2 + side * max(0.9, seen.aspect) * (1.3 / far + 0.2)
        own = np.random.default_rng(spec.stream(f"pot {i}"))
        dark = np.zeros((small.height, small.width), np.float32)
        tall = unit * float(own.uniform(0.55, 1.15))
        cv2.ellipse(
            dark,
            (int(x * small.height), int(row * small.height)),
            (int(0.3 * tall * small.height), max(1, int(0.06 * tall * small.height))),
            0,
            0,
            360,
            0.7,
            -1,
        )
        dark = cv2.GaussianBlur(dark, (0, 0), 0.02 * tall * small.height + 0.5)
        layer[..., 3] = dark
        potted(own, layer, day, (x, row), tall)
        layer[..., :3] *= 1 + {"night": 5.0, "dusk": 2.0}.get(day.time, 0.0) * linear("ffd9ae")
        made = behind(made, layer, float(seen.softness(row)))
    return made


def _bulbs(spec: SceneSpec, seen: Viewpoint, day: Day) -> list[Lamp]:
    """A string of bulbs over the terrace."""
    power = {"night": 6.0, "dusk": 5.0, "sunset": 3.5}.get(day.time, 2.0)
    rng, found = stream(spec, "bulbs"), list[Lamp]()
    radius = max(0.008, 0.6 * seen.aperture)
    for high, slant in ((0.05, 0.03), (0.12, -0.05)):
        for share in np.linspace(-1, 1, 13):
            y = high + 0.05 * (1 - float(share) ** 2) + slant * float(share) + float(rng.normal(0, 0.002))
            found.append(
                Lamp(float(share) * 0.6 * seen.aspect, y, y, linear("ffca8c") * np.float32(power), radius)
            )
    return found
