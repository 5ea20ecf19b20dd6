"""River bank: moss, pebbles or grass beside a stream with stones, before a wood."""

import cv2
import numpy as np

from core.scenes.painters.fields import turf_of
from core.scenes.painters.forests import CANOPY
from core.scenes.painters.outside import (
    at_foot,
    behind,
    earth,
    far_shape,
    ground_noise,
    open_ground,
    shaded,
    taken,
)
from core.scenes.painters.wild_grass import tufted
from core.scenes.painters.wild_plants import Sort, plants_on
from core.scenes.painters.wild_woods import covered
from core.scenes.painting import Painting, View
from core.scenes.parts.blossoms import lit_sprite
from core.scenes.parts.boulders import boulder
from core.scenes.parts.canvas import Array, grid, stream
from core.scenes.parts.distance import Foliage, crown, hazed, land_tile, leaves_wall, trunks
from core.scenes.parts.grass import lawn, stick_all, strew
from core.scenes.parts.grids import Numbers, ramp, resized, tiled
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.soils import linear, moss, pebbles, rock, soil
from core.scenes.parts.soils import snow as snow_tile
from core.scenes.parts.stems import dappled
from core.scenes.parts.viewpoint import Viewpoint, defocus, viewpoint_of
from core.scenes.parts.waves import Water
from core.scenes.parts.waves import water as water_surface
from core.scenes.spec import SceneSpec, is_latest, since


def river_bank(spec: SceneSpec, view: View) -> Painting:
    """A bank at the near side of a stream; stones in it, ferns and a wood beyond."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    reach = seen.foot - seen.vanish
    far_bank, near_bank = seen.vanish + 0.16 * reach, seen.vanish + 0.66 * reach
    back = np.clip(defocus(_wood(spec, seen, day, far_bank), seen.aperture * 0.9), 0, None)
    stream_ = _water(spec, seen, day, back, far_bank)
    canvas = bank(spec, seen, day, near_bank)
    canvas = stream_ * (1 - canvas[..., 3:]) + canvas
    place = open_ground(seen, shade=0.55, far=near_bank)
    return taken(spec, seen, day, back, canvas.astype(np.float32), place, 1.15)


def _wood(spec: SceneSpec, seen: Viewpoint, day: Day, bank: float) -> Array:
    """The wood beyond the stream down to its bank, linear."""
    shape = far_shape(seen)
    shade, sunny = CANOPY[spec.season]
    foliage = Foliage(linear(shade), linear(sunny), 0.007)
    back = leaves_wall(stream(spec, "leaves"), shape, foliage, day, 0.4 + 0.25 * day.behind, 11000)
    y, x = grid(*shape)
    at = seen.aspect / 2 + float(stream(spec, "gap").uniform(-0.25, 0.25))
    gap = (0.55 * np.exp(-(((x - at) / 0.3) ** 2) - (((y - seen.vanish + 0.16) / 0.2) ** 2)))[..., None]
    back = back * (1 - gap) + (day.horizon * 0.7 + foliage.sunny * day.sun * 0.7) * gap
    birch = "birches" in spec.props
    for i, (count, wide, air) in enumerate(((40, (0.006, 0.014), 0.6), (18, (0.016, 0.032), 0.25))):
        foot = seen.vanish + 0.01 + 0.03 * i, bank - 0.01
        bark = linear("d8d2c8" if birch else "5f5042")
        layer = trunks(stream(spec, f"trunks {i}"), shape, foot, wide, count, bark, day, birch, 0.0)
        layer = dappled(spec.stream("dapple on bark"), layer) if is_latest(spec) and not birch else layer
        back = behind(back, hazed(layer, day, air), 0)
    layer = np.zeros((*shape, 4), np.float32)
    rng = stream(spec, "bushes")
    for _ in range(46):
        size, x_at, seed = (
            float(rng.uniform(0.018, 0.05)),
            float(rng.uniform(-2, 2)),
            int(rng.integers(2**31)),
        )
        crown(
            np.random.default_rng(seed),
            layer,
            (bank - size * 0.5, seen.aspect / 2 + x_at),
            (size, size * 1.8),
            foliage,
            day,
        )
    back = behind(back.astype(np.float32), hazed(layer, day, 0.2), 0)
    if "waterfall" in spec.props:
        back = _fall(spec, seen, day, back, bank)
    return back


def _fall(spec: SceneSpec, seen: Viewpoint, day: Day, back: Numbers, bank: float) -> Array:
    """A small waterfall over dark ledges in the far bank."""
    shape = back.shape[:2]
    y, x = grid(*shape)
    rng = stream(spec, "fall")
    at = seen.aspect / 2 + float(rng.choice([-1, 1]) * rng.uniform(0.16, 0.27))
    tile = land_tile(spec.stream("fall tile"), 1.3)
    top, wide = bank - float(rng.uniform(0.2, 0.28)), float(rng.uniform(0.035, 0.055))
    rough, ragged = tiled(tile, x * 240, y * 240), tiled(tile, x * 110 + 40, y * 150)
    hill = top - 0.03 + 0.32 * np.abs(x - at) + 0.045 * ragged
    cliff = ramp(y - hill, 0.0, 0.035) * (0.95 - 0.35 * ramp(np.abs(x - at), 0.2, 0.6))
    ledge = tiled(tile, x * 60, y * 520)
    stone = linear("5c584e") * np.clip(1 + 0.25 * rough + 0.35 * ledge, 0.25, 1.9)[..., None]
    green = ramp(ragged + 0.7 * ledge + 1.4 * np.abs(x - at), 0.0, 0.9)[..., None]
    stone = stone * (1 - green) + linear("61752f") * np.clip(1 + 0.4 * rough, 0.3, 2)[..., None] * green
    stone = stone * (day.sky * 0.7 + day.sun * 0.3)
    back = back * (1 - cliff[..., None]) + stone * cliff[..., None]
    fallen = np.clip((y - top) / (bank - top), 0, 1)
    bend = at + 0.012 * tiled(tile, y * 90, np.zeros_like(y))
    spread = wide * (0.5 + 0.5 * ramp(fallen, 0.0, 0.25) + 0.35 * ramp(fallen, 0.55, 0.62))
    strands = tiled(tile, (x - bend) * 1300, y * 40) + 0.5 * tiled(tile, (x - bend) * 3300, y * 90)
    white = (
        ramp(1 - np.abs((x - bend) / spread), 0.0, 0.35)
        * np.clip(0.62 + 0.42 * strands, 0, 1)
        * (y > top)
        * (y < bank + 0.01)
    )
    light = day.sky * 0.85 + day.sun * 0.3
    back = back * (1 - white[..., None]) + light * white[..., None]
    mist = 0.5 * np.exp(-(((x - at) / (2.2 * wide)) ** 2) - (((y - bank) / 0.035) ** 2))
    return (back * (1 - mist[..., None]) + light * mist[..., None]).astype(np.float32)


def mirrored_from(back: Numbers, seen: Viewpoint, row: float) -> Array:
    """The linear ``back`` at the view's size as water must see it that begins at the ``row``: moved up so
    that what stands there is mirrored from there, not from the horizon."""
    above = resized(back, seen.height, seen.width).clip(0)
    shift = round((row - seen.vanish) * seen.height)
    return np.concatenate([above[shift:], above[-1:].repeat(shift, 0)]) if shift > 0 else above


def _water(spec: SceneSpec, seen: Viewpoint, day: Day, back: Numbers, far_bank: float) -> Array:
    """The stream from the far bank down, with riffles and its stones: RGBA, sharp."""
    above = mirrored_from(back, seen, far_bank)
    surface = water_surface(spec, seen, day, above, Water(linear("3b4634"), 0.035, 5.0), far_bank)
    rows = (np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height
    riffle = ground_noise(seen, land_tile(spec.stream("riffle"), 1.25), 2.6, far_bank)
    lace = ground_noise(seen, land_tile(spec.stream("lace"), 0.7), 1.1, far_bank)
    white = ramp(riffle + 0.45 * lace, 1.1, 2.2) * 0.75
    light = day.sky * 0.8 + day.sun * 0.35
    surface = surface * (1 - white[..., None]) + light * white[..., None]
    alpha = ramp(rows - far_bank, -0.002, 0.002)[:, None]
    canvas = np.dstack([surface * alpha[..., None], np.repeat(alpha, seen.width, 1)]).astype(np.float32)
    _stones(spec, seen, day, canvas, far_bank)
    return canvas


def _stones(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, far_bank: float) -> None:
    """Mossy boulders in the stream with white water at their feet, along the far bank too."""
    rng = stream(spec, "in the stream")
    reach = seen.foot - seen.vanish
    count = 30 if "stones" in spec.props else 18
    draws = rng.random((count, 4))
    bank = np.linspace(-1.4, 1.4, 26)
    spots = [
        (
            far_bank + 0.05 * reach * float(rng.random()),
            float(x + rng.normal(0, 0.05)),
            float(rng.uniform(0.03, 0.11)),
            0.7,
        )
        for x in bank
    ]
    spots += [
        (
            far_bank + (0.06 + 0.44 * d[0]) * reach,
            (d[1] - 0.5) * 2.4,
            0.04 + 0.13 * d[2] ** 2,
            0.35 + 0.5 * d[3],
        )
        for d in draws.tolist()
    ]
    white = np.clip(day.sky * 0.75 + day.sun * 0.3, 0, 1)
    height = seen.height
    for i, (row, x, half, green) in enumerate(sorted(spots)):
        at, unit = seen.aspect / 2 + x, (row - seen.vanish) / reach
        tone = (*(white * 0.6).tolist(), 1.0)
        size = (max(1, int(1.12 * half * unit * height)), max(1, int(0.13 * half * unit * height)))
        cv2.ellipse(canvas, (int(at * height), int((row + 0.01 * unit) * height)), size, 0, 0, 360, tone, -1)
        snowy = 0.8 if spec.season == "winter" else 0.0
        boulder(canvas, seen, day, row, at, half, spec.stream(f"wet stone {i}"), "5d5a54", green, snowy)


def bank(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """What one stands on, running out in a ragged, wet edge: RGBA, sharp."""
    ground = spec.materials.ground or "moss"
    begin = edge - 0.06
    if spec.season == "winter" and ground != "pebbles":
        canvas = earth(seen, begin, snow_tile(spec.stream("snow"), 1024), day, 0.95, 0.4)
    elif ground == "pebbles":
        codes = ("8a8880", "6f6d68", "9f9a90", "7d7466", "585752")
        canvas = earth(seen, begin, pebbles(spec.stream("pebbles"), 1024, codes, (0.01, 0.05), 2.0), day)
    elif ground == "rock":
        heights, colour, metres = rock(spec.stream("rock"), 1024, "77746d")
        canvas = earth(seen, begin, (heights * 0.4, colour, metres * 0.6), day)
    elif ground == "grass":
        canvas = earth(seen, begin, soil(spec.stream("soil"), 512, "463f26"), day, 0.7)
    else:
        canvas = earth(seen, begin, moss(spec.stream("moss"), 1024), day, 1.6, 0.7)
    y, x = grid(seen.height, seen.width)
    tile = land_tile(spec.stream("shore"), 1.7)
    still = np.zeros_like(x)
    shore = edge + 0.03 * tiled(tile, x * 85, still) + 0.007 * tiled(tile, x * 420, still + 7)
    wet = np.exp(-np.clip(y - shore, 0, None) / 0.022)
    canvas[..., :3] *= (1 - 0.6 * wet)[..., None]
    canvas *= ramp(y - shore, -0.003, 0.003)[..., None]
    canvas = canvas.astype(np.float32)
    if ground == "grass" and spec.season != "winter":
        lawn(canvas, spec.stream("grass"), seen, turf_of(spec, 0.1, wild=True), day, edge + 0.03)
        tufted(canvas, spec, seen, day, edge + 0.03, "meadow")
    if since(spec, 7) and spec.season != "winter":
        _overgrown(spec, seen, day, canvas, edge, ground)
        _flecked(spec, seen, day, canvas, edge)
        return canvas
    _flecked(spec, seen, day, canvas, edge)
    _grown(spec, seen, day, canvas, edge, ground)
    return canvas


def _overgrown(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Array, edge: float, ground: str) -> None:
    """What rises from the bank in newer specs: cushions of moss, stones, ferns and reeds at both sides."""
    if ground == "moss":
        clumps = (Sort("moss cushion", 0.8), Sort("sod", 0.12), Sort("litter", 0.08))
        covered(canvas, spec, seen, day, clumps, edge + 0.035, 0.6 * seen.span / 2.5 + 0.25)
    _grown(spec, seen, day, canvas, edge, ground, plants=False)
    rng, places = stream(spec, "growth on the bank"), list[tuple[float, float, float, float]]()
    for deep, side, which, size in rng.random((26, 4)).tolist():
        x = seen.aspect / 2 + float(np.copysign(0.34 + 0.6 * abs(2 * side - 1), side - 0.5))
        places.append((edge + 0.02 + 0.6 * (1 - edge) * deep**1.5, x, which, size))
    sorts = (
        Sort("reeds", 0.45, 0.3, 0.5),
        Sort("wild fern", 0.3, 0.4, 0.7),
        Sort("grass tuft", 0.25, 0.6, 1.0),
    )
    sorts = (Sort("reeds", 1.0, 0.4, 0.75),) if "reeds" in spec.props else sorts
    plants_on(canvas, seen, day, spec.season, sorts, places, min(1.0, seen.span / 2.2))


def _flecked(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, edge: float) -> None:
    """Shade of the trees with flecks of sun, light where the subject stands."""
    dark = 1 - ramp(ground_noise(seen, land_tile(spec.stream("flecks"), 1.25), 6.0, edge), 0.0, 0.9)
    shaded(canvas, day, (dark * (0.6 - 0.3 * at_foot(seen, 0.16))).astype(np.float32))


def _grown(
    spec: SceneSpec,
    seen: Viewpoint,
    day: Day,
    canvas: Numbers,
    edge: float,
    ground: str,
    *,
    plants: bool = True,
) -> None:
    """Stones, ferns and grass on the bank, at both sides."""
    rng = stream(spec, "on the bank")
    snowy = 0.8 if spec.season == "winter" else 0.0
    for i, draw in enumerate(sorted(rng.random((9, 4)).tolist())):
        row = edge + 0.02 + (1.0 - edge) * draw[0]
        side = np.copysign(0.3 + 0.55 * draw[1], draw[2] - 0.5)
        boulder(
            canvas,
            seen,
            day,
            row,
            seen.aspect / 2 + side,
            0.03 + 0.1 * draw[3] ** 2,
            spec.stream(f"bank {i}"),
            "6f6c65",
            0.6 if ground == "moss" else 0.3,
            snowy,
        )
    if spec.season == "winter" or not plants:
        return
    code = {"autumn": "a8823c"}.get(spec.season, "6f8f3e")
    sprites = [lit_sprite((spec.seed, 80 + i), "fern", code, day) for i in range(3)]
    if "ferns" in spec.props or ground in ("moss", "grass"):
        found = strew(
            stream(spec, "ferns"), seen, 90 if "ferns" in spec.props else 30, edge + 0.03, (0.3, 0.6), 3
        )
        aside = [fern for fern in found if abs(fern.x - seen.aspect / 2) > 0.32]
        stick_all(canvas, sprites, seen, sorted(aside, key=lambda fern: fern.row))
