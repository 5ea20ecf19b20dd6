"""Mountain trail, jetty, jungle and pitch."""

from dataclasses import replace

import cv2
import numpy as np

from core.scenes.painters import wild_sorts, wild_woods
from core.scenes.painters.fields import foliage_of, turf_of
from core.scenes.painters.groves import ground_metres, lane, softened
from core.scenes.painters.heights import aired, drifts, stones_about
from core.scenes.painters.outside import (
    at_foot,
    behind,
    earth,
    far_canvas,
    far_shape,
    ground_noise,
    open_ground,
    shaded,
    taken,
)
from core.scenes.painters.summits import cooled
from core.scenes.painting import Painting, View
from core.scenes.parts.blossoms import lit_sprite
from core.scenes.parts.canvas import Array, Random, stream
from core.scenes.parts.distance import Foliage, firs, hazed, leaves_wall, stamp, trees
from core.scenes.parts.grass import Flower, lawn, stick, stick_all, strew
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.mosses import pelt
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.palms import palm_trees
from core.scenes.parts.paving import planks
from core.scenes.parts.ranges import Range, land_tile, mountains
from core.scenes.parts.soils import linear, litter, moss, pebbles, rock, soil
from core.scenes.parts.viewpoint import Viewpoint, defocus, viewpoint_of
from core.scenes.parts.waves import Water
from core.scenes.parts.waves import water as water_surface
from core.scenes.spec import SceneSpec, is_latest, since

BIG_LEAVES = (("broad", "4f7f38"), ("fern", "5d8a40"), ("broad", "3d6a30"), ("broad", "6f9a48"))
FALLEN = ("6a5a3a", "5f6a34", "7d5c3c", "4c5a2c", "8c6c48")


def mountain_trail(spec: SceneSpec, view: View) -> Painting:
    """A stony path through alpine grass and boulders towards bare peaks."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = far_canvas(spec, day, seen)
    shape = back.shape[0], back.shape[1]
    line = 0.45 if "snow_peaks" in spec.props or spec.season == "winter" else 0.8
    stone, grassy = (
        linear("7d7870"),
        linear({"autumn": "857545", "winter": "b0b2ae"}.get(spec.season, "6d7448")),
    )
    tall = min(0.4, 0.16 + 0.6 * seen.vanish)
    air = replace(cooled(day), air=0.6 * day.air) if since(spec, 7) else day
    far = Range(seen.vanish + 0.01, tall, 0.7, 1.0, stone, linear("69655f"), line, (0.5, 0.85))
    back = behind(back, mountains(spec.stream("far range"), shape, far, air), 0)
    near = Range(
        seen.vanish + 0.03, 0.55 * tall, 1.1, 0.9, grassy, linear("6e6a63"), line + 0.4, (0.12, 0.45)
    )
    back = behind(back, mountains(spec.stream("near range"), shape, near, air), 0)
    if "firs" in spec.props:
        wood = firs(stream(spec, "firs"), shape, seen.vanish + 0.04, (0.05, 0.13), 40, day)
        back = behind(back, hazed(wood, day, 0.18), 0)
    edge = max(0.0, seen.vanish + 0.025)
    canvas = earth(seen, edge, soil(spec.stream("soil"), 512, "57513a"), day, 0.7)
    lawn(canvas, spec.stream("grass"), seen, turf_of(spec, 0.07), day, edge)
    bare = rock(spec.stream("rock"), 1024, "958e83")
    scree = earth(seen, edge, (bare[0] * 0.5, bare[1], bare[2]), day)
    patch = ramp(ground_noise(seen, land_tile(spec.stream("patch"), 1.5), 7.0, edge), -0.5, 0.5)[..., None]
    canvas = (canvas * (1 - scree[..., 3:] * patch) + scree * patch).astype(np.float32)
    codes = ("9a948a", "837d74", "aea89c", "746f68", "8d8473")
    tile = pebbles(spec.stream("trail"), 1024, codes, (0.009, 0.055), 1.25)
    if spec.materials.ground == "path":
        tile = soil(spec.stream("trail"), 1024, "94806a", 0.012)
    lane(spec, seen, day, canvas, edge, 0.42 * seen.span, tile)
    drifts(canvas, spec, seen, day, edge, 16.0, 0.4)
    snowy = 0.8 if spec.season == "winter" else 0.0
    stones_about(spec, seen, day, canvas, edge, 16, "86817a", snowy, 0.15)
    aired(canvas, seen, day, 0.03)
    small = seen.sized(shape[0])
    return taken(spec, seen, day, softened(back, small), canvas, open_ground(seen, shade=0.5), 1.05)


def jetty(spec: SceneSpec, view: View) -> Painting:
    """A wooden jetty that runs out over a lake or the sea, with boats beside it."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = far_canvas(spec, day, seen)
    shape, small = (back.shape[0], back.shape[1]), seen.sized(back.shape[0])
    sea = spec.backdrop == "sea"
    bank = seen.vanish + 0.012
    if not sea or "mountains" in spec.props:
        made = Range(
            bank, 0.22, 0.8, 0.8, linear("6a7048"), linear("6b665f"), 0.85, (0.35, 0.85), linear("303c2a")
        )
        if "mountains" in spec.props:
            back = behind(back, mountains(spec.stream("range"), shape, made, day), 0)
        wood = trees(
            stream(spec, "trees"), shape, bank, (0.05, 0.12), 80, foliage_of(spec, "far leaves", 0.003), day
        )
        back = behind(back, hazed(wood, day, 0.35), 0)
    made_of = Water(linear("2d5a72" if sea else "35525a"), 0.06 if sea else 0.02, 12.0)
    surface = water_surface(spec, small, day, back, made_of, seen.vanish)
    rows = ((np.arange(shape[0], dtype=np.float32) + 0.5) / shape[0])[:, None, None]
    share = ramp(rows, bank - 0.003, bank + 0.003)
    back = (back * (1 - share) + surface * share).astype(np.float32)
    if "boats" in spec.props:
        back = behind(back, _boats(stream(spec, "boats"), small, day), 0)
    canvas = _boards(spec, seen, day)
    return taken(
        spec, seen, day, softened(back, small), canvas, open_ground(seen, shade=0.5, far=seen.vanish + 0.03)
    )


def _boards(spec: SceneSpec, seen: Viewpoint, day: Day) -> Array:
    """The jetty's planks with the water's shade along both sides and posts."""
    edge = seen.vanish + 0.03
    code = "a98c68" if spec.materials.ground == "deck" else ("9c8e7a", "8f8069", "a39786")[spec.seed % 3]
    canvas = earth(seen, edge, planks(spec.stream("planks"), 1024, code, 0.15), day, slant=0)
    side, away = ground_metres(seen)
    half = 0.62 * seen.span
    end = float(seen.away(edge)) * 0.98
    inside = 1 - ramp(np.abs(side), half - 0.02, half)
    inside = inside * (1 - ramp(away, end * 0.96, end))
    rim = ramp(np.abs(side), half - 0.16, half - 0.13) * (1 - ramp(np.abs(side), half - 0.02, half))
    canvas[..., :3] *= 1 - 0.35 * rim[..., None]
    canvas *= inside[..., None]
    height = seen.height
    for place in np.geomspace(14, 1.25, 7) * 2.2 * seen.span / 2:
        unit, row = 2.2 / place, seen.vanish + 2.2 * seen.eye / place
        for turn in (-1, 1):
            x = seen.aspect / 2 + turn * (half + 0.08) * unit
            _post(canvas, day, (x, row), (0.1 * unit, 0.75 * unit), height)
    return canvas


def _post(canvas: Numbers, day: Day, at: tuple[float, float], size: tuple[float, float], height: int) -> None:
    """A round post at (x, row) of half width and height ``size`` in heights, on the canvas in place."""
    half = size[0]
    left, right = int((at[0] - half) * height), int((at[0] + half) * height) + 1
    top, end = int((at[1] - size[1]) * height), int((at[1] + 0.6 * size[1]) * height)
    left, right, top, end = max(0, left), min(canvas.shape[1], right), max(0, top), min(height, end)
    if right <= left or end <= top:
        return
    u = ((np.arange(left, right) + 0.5) / height - at[0]) / half
    v = (np.arange(top, end) + 0.5) / height
    grain = tiled(land_tile((3, 9), 1.0), *np.meshgrid(u * 26, v * 90))
    facing = np.clip(u * day.toward[0] - np.sqrt(np.clip(1 - u**2, 0, 1)) * day.toward[2], 0, 1)
    light = day.lit(np.broadcast_to(facing, grain.shape), 0.6)
    colour = linear("7d6c58") * np.clip(1 + 0.25 * grain, 0.3, 1.7)[..., None] * light
    cover = np.broadcast_to(np.clip((1 - np.abs(u)) * half * height + 0.5, 0, 1), grain.shape)[..., None]
    part = canvas[top:end, left:right]
    part *= 1 - cover
    part += np.concatenate([colour * cover, cover], axis=2)


def _boats(rng: Random, small: Viewpoint, day: Day) -> Array:
    """Moored sailing boats and dinghies: RGBA."""
    layer = np.zeros((small.height, small.width, 4), np.float32)
    height = small.height
    light = day.sky * 0.7 + day.sun * 0.6
    for i in range(9):
        row = small.vanish + float(rng.uniform(0.02, 0.09))
        x = small.aspect / 2 + (-1) ** i * float(rng.uniform(0.14, 0.75))
        unit = small.unit(row)
        long, high = 2.6 * unit * float(rng.uniform(0.7, 1.4)), 0.9 * unit
        code = ("e8e6e0", "2f4a66", "8a3a2c", "d9d2c2", "4c6a5a")[int(rng.integers(5))]
        hull = [
            (x - long, row - high),
            (x + long, row - high * 0.9),
            (x + 0.82 * long, row),
            (x - 0.85 * long, row),
        ]
        points = (np.array(hull) * height * 8).astype(np.int32)
        cv2.fillPoly(layer, [points], (*(linear(code) * light).tolist(), 1.0), cv2.LINE_8, 3)
        cabin = [
            (x - 0.3 * long, row - high),
            (x - 0.25 * long, row - 1.5 * high),
            (x + 0.3 * long, row - 1.5 * high),
            (x + 0.4 * long, row - high),
        ]
        cv2.fillPoly(
            layer,
            [(np.array(cabin) * height * 8).astype(np.int32)],
            (*(linear("d5d2ca") * light).tolist(), 1.0),
            cv2.LINE_8,
            3,
        )
        mast = (
            (int(x * height), int((row - high) * height)),
            (int(x * height), int((row - 7 * unit) * height)),
        )
        cv2.line(
            layer,
            mast[0],
            mast[1],
            (*(linear("b9b4aa") * light).tolist(), 1.0),
            max(1, int(0.1 * unit * height)),
        )
    return layer


def jungle(spec: SceneSpec, view: View) -> Painting:
    """A tropical wood: big leaves and palms, moss, earth or leaves underfoot."""
    if since(spec, 7):
        return wild_woods.painted(spec, view, wild_sorts.jungle(spec))
    seen, day = viewpoint_of(spec, view), day_of(spec)
    shape = far_shape(seen)
    foliage = Foliage(linear("12261a"), linear("5f8f3c"), 0.011)
    back = leaves_wall(stream(spec, "leaves"), shape, foliage, day, 0.3 + 0.3 * day.behind, 9000)
    small = seen.sized(shape[0])
    back = behind(
        back,
        hazed(palm_trees(spec, shape, day, seen.vanish + 0.05, (0.4, 0.75), 7), day, 0.25),
        0,
    )
    sprites = [lit_sprite((spec.seed, 300 + i), *leaf, day) for i, leaf in enumerate(BIG_LEAVES)]
    layer = _understory(stream(spec, "understory"), shape, small, sprites)
    back = behind(back, hazed(layer, day, 0.06), 0)
    back = np.clip(defocus(back, seen.aperture), 0, None)
    edge = max(0.0, seen.vanish + 0.04)
    canvas = _jungle_floor(spec, seen, day, edge)
    found = strew(stream(spec, "plants"), seen, 150, max(edge, seen.vanish + 0.06), (0.5, 1.0), 4)
    aside = [
        plant for plant in found if abs(plant.x - seen.aspect / 2) > 0.36 or plant.row < seen.vanish + 0.1
    ]
    aside.sort(key=lambda plant: plant.row)
    plants = np.zeros((*shape, 4), np.float32)
    if is_latest(spec):
        # Leaves that are sharp all over look cut out: these are beside the plane of focus.
        stick_all(plants, sprites, small, aside)
        plants[..., :3] *= 0.5
        plants = np.clip(defocus(plants, 0.5 * max(seen.aperture, 0.014)), 0, None)
    else:
        stick_all(canvas, sprites, seen, aside)
    flecks = 1 - ramp(ground_noise(seen, land_tile(spec.stream("flecks"), 1.25), 6.0, edge), 0.1, 0.9)
    shaded(canvas, day, (flecks * (0.7 - 0.4 * at_foot(seen, 0.16))).astype(np.float32))
    before = (plants,) if is_latest(spec) else ()
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.55, far=edge), 1.15, before)


def _understory(rng: Random, shape: tuple[int, int], small: Viewpoint, sprites: list[Array]) -> Array:
    """Big leaves between the trees, with a gap for the subject: RGBA."""
    layer = np.zeros((*shape, 4), np.float32)
    for row in np.linspace(small.vanish + 0.05, small.vanish + 0.2, 44).tolist():
        x = small.aspect / 2 + float(rng.uniform(-1.1, 1.1))
        if abs(x - small.aspect / 2) > 0.16 or row < small.vanish + 0.09:
            sprite = sprites[int(rng.integers(4))]
            tall = float(rng.uniform(0.28, 0.55)) / small.unit(row)
            stick(layer, sprite, small, Flower(row, x, tall, 0, bool(rng.random() < 0.5)))
    return layer


def _jungle_floor(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """Moss, fallen leaves or bare soil from ``edge`` to the front."""
    ground = spec.materials.ground or "moss"
    if ground == "moss":
        if is_latest(spec):
            return earth(seen, edge, pelt(spec.stream("moss"), 1024), day, 1.6, 0.7)
        tile = moss(spec.stream("moss"), 1024)
        return earth(seen, edge, tile, day, np.array([1.0, 1.25, 1.0], np.float32), 0.7)
    if ground == "leaves":
        return earth(seen, edge, litter(spec.stream("litter"), 1024, FALLEN), day, 1.0)
    return earth(seen, edge, soil(spec.stream("soil"), 1024, "6a5038"), day, 1.0)


def pitch(spec: SceneSpec, view: View) -> Painting:
    """A football pitch, a tennis court or a running track before blurred stands and trees."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = far_canvas(spec, day, seen)
    shape, small = (back.shape[0], back.shape[1]), seen.sized(back.shape[0])
    foliage = foliage_of(spec, "far leaves", 0.004, 0.05)
    wood = trees(stream(spec, "trees"), shape, seen.vanish + 0.015, (0.1, 0.2), 60, foliage, day)
    back = behind(back, hazed(wood, day, 0.3), 0)
    if "stands" in spec.props or stream(spec, "stands?").random() < 0.6:
        back = behind(back, _stands(stream(spec, "stands"), small, day), 0)
    if "floodlights" in spec.props or day.time in ("dusk", "night"):
        back = _floodlights(stream(spec, "lights"), back, small, day)
    edge = max(0.0, seen.vanish + 0.012)
    canvas = _court(spec, seen, day, edge)
    return taken(spec, seen, day, softened(back, small), canvas, open_ground(seen, shade=0.5))


def _stands(rng: Random, small: Viewpoint, day: Day) -> Array:
    """Stands full of people under a roof, across the far end: RGBA."""
    layer = np.zeros((small.height, small.width, 4), np.float32)
    top, end = small.vanish - float(rng.uniform(0.16, 0.24)), small.vanish + 0.008
    light = day.sky * 0.5 + day.sun * 0.2
    height = small.height
    first, last = int(max(0, top) * height), int(end * height)
    layer[first:last, :, :3] = linear("565b64") * light
    layer[first:last, :, 3] = 1
    count = 9000
    rows, columns = (
        rng.uniform(top + 0.05, end - 0.02, count),
        rng.uniform(-1.5, 1.5, count) + small.aspect / 2,
    )
    codes = ("c8c4be", "8a3030", "30466a", "d9d4c8", "2c2c30", "b8935a", "5a7a5a", "c9b8a4")
    paints = np.stack([linear(code) for code in codes])[rng.integers(0, len(codes), count)]
    stamp(
        layer,
        rows,
        columns,
        np.full(count, max(0.6, 0.0035 * height)),
        paints * light * rng.uniform(0.6, 1.5, (count, 1)),
    )
    board = slice(int((end - 0.024) * height), last)
    for x in np.arange(0, small.width, max(2, int(0.22 * height))):
        code = ("e0ddd6", "2c4a7a", "b03a34", "3a3d42")[int(rng.integers(4))]
        layer[board, x : x + int(0.22 * height), :3] = linear(code) * (day.sky * 0.6 + day.sun * 0.4)
    layer[first : first + int(0.03 * height), :, :3] = linear("3c4046") * day.sky * 0.6
    return layer


def _floodlights(rng: Random, back: Numbers, small: Viewpoint, day: Day) -> Array:
    """Banks of lamps high over the stands, their glow in the air by night."""
    made = back.copy()
    power = {"night": 14.0, "dusk": 9.0}.get(day.time, 1.2)
    y, x = np.mgrid[0 : small.height, 0 : small.width].astype(np.float32) / small.height
    for side in (-0.42, 0.42, -0.16, 0.2):
        at = small.vanish - float(rng.uniform(0.27, 0.33)), small.aspect / 2 + side
        away = np.hypot(y - at[0], x - at[1])
        made = made + (0.012 * power * np.exp(-away / 0.09))[..., None] * linear("eef4ff")
        for down in range(3):
            for aside in range(5):
                row, column = (
                    int((at[0] + 0.012 * down) * small.height),
                    int((at[1] + 0.014 * (aside - 2)) * small.height),
                )
                cv2.circle(
                    made,
                    (column, row),
                    max(1, int(0.004 * small.height)),
                    (power * linear("f4f8ff")).tolist(),
                    -1,
                )
    return made.astype(np.float32)


def _court(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """The ground with its lines."""
    ground = spec.materials.ground or "football pitch"
    side, away = ground_metres(seen)
    home = float(seen.away(seen.foot))
    white = linear("eceae4")
    if ground == "football pitch":
        canvas = earth(seen, edge, soil(spec.stream("soil"), 512, "3f4a20"), day, 0.6)
        lawn(
            canvas,
            spec.stream("grass"),
            seen,
            turf_of(spec.model_copy(update={"season": "spring"}), 0.04),
            day,
            edge,
        )
        mown = 1 + 0.13 * np.tanh(4 * np.sin(2 * np.pi * (away - home) / (5 * seen.span) + 1))
        canvas[..., :3] *= mown[..., None]
        lines = [
            (np.abs(away - home - 0.6 * seen.span), 0.05 * seen.span),
            (np.abs(side - 2.6 * seen.span), 0.05 * seen.span),
        ]
    else:
        code = {"clay court": "b06a44", "running track": "a84a38"}.get(ground, "3f6f94")
        heights, colour, metres = soil(spec.stream("court"), 1024, code, 0.0012)
        canvas = earth(
            seen,
            edge,
            (heights, (0.75 * linear(code) + 0.25 * colour).astype(np.float32), metres * 0.4),
            day,
            1.0,
        )
        if ground == "running track":
            lines = [(np.abs(side / (0.62 * seen.span) % 1 - 0.5) * 0.62 * seen.span, 0.022 * seen.span)]
        else:
            lines = [
                (np.abs(away - home - 0.5 * seen.span), 0.035 * seen.span),
                (np.abs(side + 0.7 * seen.span), 0.03 * seen.span),
            ]
    worn = 0.8 + 0.15 * ground_noise(seen, land_tile(spec.stream("chalk"), 0.7), 0.8, edge)
    light = day.lit(np.full_like(side, max(0.28, day.toward[1])), 0.95)
    for gone, half in lines:
        soft = np.maximum(0.004 * away / seen.span, 0.004) * seen.span
        share = ((1 - ramp(gone, half - soft, half + soft)) * np.clip(worn, 0, 0.95))[..., None] * canvas[
            ..., 3:
        ]
        canvas[..., :3] = canvas[..., :3] * (1 - share) + white * light * share
    aired(canvas, seen, day, 0.02)
    return canvas
