"""Ruins: stone terraces before steep green mountains, or a temple's stair in the jungle."""

import cv2
import numpy as np

from core.scenes.painters.fields import foliage_of, turf_of
from core.scenes.painters.heights import aired, drifts, stones_about
from core.scenes.painters.outside import behind, earth, far_canvas, far_shape, open_ground, taken
from core.scenes.painters.wild_grass import tufted
from core.scenes.painting import Painting, View
from core.scenes.parts.blossoms import lit_sprite
from core.scenes.parts.canvas import Array, grid, noise, stream
from core.scenes.parts.distance import Foliage, crown, hazed, land_tile, leaves_wall, trees
from core.scenes.parts.grass import lawn, stick_all, strew
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.mosses import pelt
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.poles import Pole, set_pole
from core.scenes.parts.soils import linear, moss, soil
from core.scenes.parts.stonework import lit_rubble, wall
from core.scenes.parts.terrain import in_air, terrain
from core.scenes.parts.timber import rubble
from core.scenes.parts.viewpoint import Viewpoint, defocus, viewpoint_of
from core.scenes.spec import SceneSpec, is_latest

FERNS, SMALL_FERNS = ("688a3c", 70, 0.03, (0.3, 0.6)), ("55673a", 190, 0.01, (0.1, 0.26))
"""Ferns in scenes of an earlier form, and small dull ones: their colour, how many there are, how far before
the ground's edge they begin, and how tall they are in metres."""


def ruins(spec: SceneSpec, view: View) -> Painting:
    """Terraces and roofless houses high in the mountains, or a temple grown over by the jungle."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    temple = "temple" in spec.props or ("terraces" not in spec.props and stream(spec, "look").random() < 0.25)
    back = _jungle(spec, seen, day) if temple else _mountains(spec, seen, day)
    back = np.clip(defocus(back, seen.aperture * 0.9), 0, None)
    edge = max(0.0, seen.vanish + (0.1 if temple else 0.16))
    built = _temple(spec, seen, day, edge) if temple else _terraces(spec, seen, day, edge)
    back = behind(back, hazed(built, day, 0.18), float(seen.softness(edge)) * 0.55)
    canvas = _ground(spec, seen, day, edge)
    _about(spec, seen, day, canvas, edge)
    aired(canvas, seen, day, 0.02)
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.5, far=edge), 1.08)


def _mountains(spec: SceneSpec, seen: Viewpoint, day: Day) -> Array:
    """Sheer green peaks with mist between them, linear."""
    back = far_canvas(spec, day, seen, float(stream(spec, "cover").uniform(0.25, 0.6)))
    rng = stream(spec, "peaks")
    tile, start = land_tile(spec.stream("relief"), 1.9), rng.uniform(0, 512, 2).tolist()
    peaks = [(float(rng.choice([-1, 1]) * rng.uniform(0.3, 0.9)), 5.2, float(rng.uniform(1.9, 2.4)), 0.62)]
    peaks += [
        (float(rng.uniform(-1, 1)) * z * 0.32, z, float(rng.uniform(1.2, 2.2)) * (0.6 + 0.07 * z), 0.16 * z)
        for z in (7.5, 9, 10.5, 12, 14, 16)
    ]
    peaks += [
        (side * float(rng.uniform(2.2, 3.2)), float(rng.uniform(4, 6)), float(rng.uniform(1.6, 2.4)), 1.0)
        for side in (-1, 1)
    ]

    def height_at(across: Numbers, away: Numbers) -> Array:
        """Steep cones with ribs, a deep valley around them."""
        broad = tiled(tile, across * 40 + start[0], away * 40 + start[1])
        fine = tiled(tile, across * 130 + start[1], away * 130 + start[0])
        finest = tiled(tile, across * 380 + start[0], away * 380 + start[1])
        made = np.full_like(across, 0.0)
        for x, z, tall, wide in peaks:
            gone = np.hypot(across - x + 0.1 * wide * broad, (away - z) * 0.8) / wide * (1 + 0.2 * fine)
            made = np.maximum(made, tall * np.exp(-(np.clip(gone + 0.3 * np.abs(broad), 0, 4) ** 1.5)))
        ribs = (0.16 * np.abs(fine) + 0.07 * finest) * ramp(made, 0.1, 0.5) * (1 - 0.6 * ramp(made, 1.4, 2.2))
        return (made * (1.12 + 0.12 * broad) - ribs - 0.75).astype(np.float32)

    found = terrain((back.shape[0], back.shape[1]), seen.vanish, (2.2, 19.0), height_at, day)
    speck = tiled(tile, found.across * 900, found.away * 900 + found.up * 900)
    streak = tiled(tile, (found.across + found.away) * 420, found.up * 60)
    wood = linear("46582e") * np.clip(1 + 0.4 * speck, 0.3, 2.1)[..., None]
    bare = linear("7d776c") * np.clip(1 + 0.15 * speck + 0.2 * streak, 0.3, 1.8)[..., None]
    rocky = (ramp(found.steep + 0.1 * streak, 0.62, 0.78) * ramp(streak, 0.0, 0.9))[..., None]
    colour = (wood * (1 - rocky) + bare * rocky) * day.lit(found.facing(day), found.open)
    lit = in_air(colour, np.clip(found.away - 2.5, 0, None), day, 0.085)
    height, width = back.shape[:2]
    mist = noise(stream(spec, "mist"), height, width, 3.0, 4, stretch=2.0)
    low = (
        np.exp(-np.clip(found.up + 0.55, 0, None) / 0.28)
        * np.clip(0.55 + 0.6 * mist, 0, 1)
        * ramp(found.away, 3, 7)
    )
    share = np.clip(low * (1.6 if day.time == "foggy" else 0.8), 0, 0.95)[..., None]
    lit = lit * (1 - share) + (day.horizon * 0.65 + day.sky * 0.2) * share
    return behind(back, np.dstack([lit * found.alpha[..., None], found.alpha]).astype(np.float32), 0)


def _built(seen: Viewpoint) -> tuple[Array, Viewpoint]:
    """An empty layer for what is built, and its view."""
    small = seen.sized(min(seen.height, 768))
    return np.zeros((small.height, small.width, 4), np.float32), small


def _terraces(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """Walls in steps with grass on them at both sides, gables of roofless houses: RGBA."""
    layer, small = _built(seen)
    y, x = grid(small.height, small.width)
    x = x - small.aspect / 2
    stones, rng = lit_rubble(spec.stream("stones"), day), stream(spec, "terraces")
    tile = land_tile(spec.stream("edges"), 1.7)
    grass = linear({"autumn": "807a48"}.get(spec.season, "66753f"))
    turf_light = day.lit(max(day.toward[1], 0.25), 0.9)
    for side in (-1.0, 1.0):
        count, inner = int(rng.integers(4, 7)), float(rng.uniform(0.1, 0.2))
        for k in reversed(range(count)):
            unit = small.unit(edge) * (0.82 - 0.07 * k)
            low = edge + 0.012 - 0.0 * k - sum(0.62 * small.unit(edge) * (0.82 - 0.07 * j) for j in range(k))
            top = low - 0.62 * unit
            wave = 0.006 * tiled(tile, x * 90 + 40 * k, np.zeros_like(x) + 30 * side)
            start = inner + 0.04 * k + 0.02 * k**1.3
            beyond = side * x - start
            curve = 0.035 * np.exp(-np.clip(beyond, 0, None) / 0.12)
            at = y + wave - curve * 0.5
            inside = ramp(beyond, -0.004, 0.006)
            face = inside * ramp(at - top, -0.001, 0.0015) * (1 - ramp(at - low, -0.001, 0.0015))
            wall(layer, face, stones, 0.62 * unit, day, spec.stream(f"wall {k} {side}"), 0.25)
            strip = inside * ramp(at - (top - 0.018), -0.004, 0.004) * (1 - ramp(at - top, -0.002, 0.002))
            speck = tiled(tile, x * 900, y * 900)
            green = grass * np.clip(1 + 0.25 * speck, 0.4, 1.7)[..., None] * turf_light
            layer *= 1 - strip[..., None]
            layer += np.dstack([green * strip[..., None], strip])
            under = face * np.exp(-np.clip(at - top, 0, None) / 0.006)
            layer[..., :3] *= (1 - 0.3 * under)[..., None]
        on = count - 2
        base = edge + 0.016 - sum(0.62 * small.unit(edge) * (0.82 - 0.07 * j) for j in range(on))
        for i in range(2):
            size = small.unit(edge) * float(rng.uniform(0.34, 0.46))
            start = inner + 0.04 * on + 0.02 * on**1.3 + 1.9 * size + 3.6 * size * i
            _house(spec, layer, small, day, stones, (side * start, base), size, rng)
    return layer.astype(np.float32)


def _house(
    spec: SceneSpec,
    layer: Numbers,
    small: Viewpoint,
    day: Day,
    stones: Array,
    at: tuple[float, float],
    unit: float,
    rng: np.random.Generator,
) -> None:
    """A gabled house without its roof, with a door that narrows upwards, on the layer in place."""
    height, (x, row) = layer.shape[0], (at[0] + small.aspect / 2, at[1])
    half, tall, peak = 1.5 * unit, 1.9 * unit, float(rng.uniform(2.7, 3.3)) * unit
    mask = np.zeros(layer.shape[:2], np.float32)
    notch = float(rng.uniform(-0.4, 0.4)) * unit
    outline = [
        (x - half, row),
        (x - 0.96 * half, row - tall),
        (x + notch - 0.12 * unit, row - peak),
        (x + notch + 0.14 * unit, row - peak + 0.1 * unit),
        (x + 0.96 * half, row - tall),
        (x + half, row),
    ]
    cv2.fillPoly(mask, [(np.array(outline) * height * 16).astype(np.int32)], 1.0, cv2.LINE_AA, 4)
    wall(layer, mask, stones, 0.7 * unit, day, spec.stream(f"house {x:.3f}"), 0.2)
    for off in (-0.62, 0.5):
        door = [
            (x + off * half - 0.26 * unit, row),
            (x + off * half - 0.18 * unit, row - 1.25 * unit),
            (x + off * half + 0.18 * unit, row - 1.25 * unit),
            (x + off * half + 0.26 * unit, row),
        ]
        dark = (linear("1d1b18") * day.sky * 0.7).tolist()
        cv2.fillPoly(layer, [(np.array(door) * height * 16).astype(np.int32)], (*dark, 1.0), cv2.LINE_8, 4)


def _jungle(spec: SceneSpec, seen: Viewpoint, day: Day) -> Array:
    """High trees around the temple, mist between them, linear."""
    shape = far_shape(seen)
    foliage = Foliage(linear("182a1a"), linear("6a9440"), 0.008)
    back = leaves_wall(stream(spec, "leaves"), shape, foliage, day, 0.3 + 0.3 * day.behind, 10000)
    y, x = grid(*shape)
    light = np.exp(-(((x - seen.aspect / 2) / 0.42) ** 2) - ((y / 0.3) ** 2))[..., None] * 0.8
    back = back * (1 - light) + (day.horizon * 0.85 + day.sun * 0.1) * light
    wood = trees(
        stream(spec, "trees"),
        shape,
        seen.vanish + 0.03,
        (0.3, 0.6),
        34,
        foliage_of(spec, "hedge", 0.006),
        day,
    )
    return behind(back.astype(np.float32), hazed(wood, day, 0.5), 0)


def _temple(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """A stepped temple with its stair and shrine, leaves growing over both ends: RGBA."""
    layer, small = _built(seen)
    y, x = grid(small.height, small.width)
    rng = stream(spec, "temple")
    middle = small.aspect / 2 + float(rng.choice([-1, 1]) * rng.uniform(0.0, 0.14))
    stones, low = lit_rubble(spec.stream("stones"), day), edge + 0.02
    tiers, half = int(rng.integers(4, 6)), float(rng.uniform(0.62, 0.8))
    step = (low - 0.13 * seen.vanish - 0.1) / (tiers + 1.8)
    tile = land_tile(spec.stream("edges"), 1.6)
    ragged = 0.006 * tiled(tile, x * 240, y * 240)
    lit_top = day.lit(max(day.toward[1], 0.25), 0.8)
    for k in range(tiers):
        wide, top = half * (1 - 0.16 * k), low - step * (k + 1)
        inside = ramp(wide - np.abs(x - middle) + ragged, -0.002, 0.004)
        face = inside * ramp(y - top + 0.3 * ragged, -0.001, 0.002) * (1 - ramp(y - top - step, 0.0, 0.002))
        wall(layer, face, stones, 0.11, day, spec.stream(f"tier {k}"), 0.42)
        ledge = face * np.exp(-np.clip(y - top, 0, None) / 0.006)
        layer[..., :3] += (0.5 * ledge)[..., None] * linear("8a9060") * lit_top * 0.5
        layer[..., :3] *= (1 - 0.35 * face * np.exp(-np.clip(top + step - y, 0, None) / 0.008))[..., None]
    _stair(spec, layer, day, (middle, low), (0.2 * half, step * tiers), (x, y), tile)
    _shrine(spec, layer, day, (middle, low - step * tiers), (0.3 * half, 1.45 * step), stones)
    foliage = Foliage(linear("1c3018"), linear("739a44"), 0.006, 0.0)
    for i in range(44):
        side = (-1) ** i
        k = int(float(rng.random()) ** 1.4 * tiers)
        at = (
            middle + side * half * (1 - 0.16 * k) * float(rng.uniform(0.86, 1.03)),
            low - step * (k + float(rng.choice([0.0, 1.0]))),
        )
        size = float(rng.uniform(0.012, 0.04)) * (1.3 - 0.15 * k)
        crown(
            np.random.default_rng(spec.stream(f"growth {i}")),
            layer,
            (at[1], at[0]),
            (size, 1.4 * size),
            foliage,
            day,
        )
    return layer


def _stair(
    spec: SceneSpec,
    layer: Numbers,
    day: Day,
    at: tuple[float, float],
    size: tuple[float, float],
    places: tuple[Array, Array],
    tile: Array,
) -> None:
    """A steep flight of worn steps between side walls, on the layer in place."""
    (x0, low), (half, tall), (x, y) = at, size, places
    up = (low - y) / tall
    wide = half * (1 - 0.16 * np.clip(up, 0, 1))
    mask = ramp(wide - np.abs(x - x0), -0.001, 0.002) * (up > 0) * (up < 1)
    number = up * 26 + 0.05 * tiled(tile, x * 400, y * 60)
    tread = ramp(number % 1, 0.55, 0.7)
    grain = tiled(tile, x * 700, y * 700)
    worn = tiled(tile, (x - x0) * 130, np.floor(number) * 37)
    stone = linear("9a9282") * np.clip(1 + 0.14 * grain + 0.12 * worn, 0.4, 1.6)[..., None]
    green = (0.8 * ramp(worn + 0.6 * grain + 0.6 * (np.abs(x - x0) / wide), 0.6, 1.5))[..., None]
    stone = stone * (1 - green) + linear("657538") * green
    facing = tread * max(day.toward[1], 0.2) + (1 - tread) * max(-day.toward[2], 0.0)
    colour = stone * day.lit(facing, 0.3 + 0.55 * tread)
    layer *= 1 - mask[..., None]
    layer += np.dstack([colour * mask[..., None], mask]).astype(np.float32)


def _shrine(
    spec: SceneSpec,
    layer: Numbers,
    day: Day,
    at: tuple[float, float],
    size: tuple[float, float],
    stones: Array,
) -> None:
    """The house on top with its dark door and a carved crest, on the layer in place."""
    height, (x, low), (half, tall) = layer.shape[0], at, size
    mask = np.zeros(layer.shape[:2], np.float32)
    outline = [
        (x - half, low),
        (x - half, low - 0.6 * tall),
        (x - 1.08 * half, low - 0.62 * tall),
        (x - 0.8 * half, low - 0.86 * tall),
        (x - 0.42 * half, low - 0.88 * tall),
        (x - 0.36 * half, low - 1.25 * tall),
        (x + 0.36 * half, low - 1.22 * tall),
        (x + 0.42 * half, low - 0.88 * tall),
        (x + 0.8 * half, low - 0.86 * tall),
        (x + 1.08 * half, low - 0.62 * tall),
        (x + half, low - 0.6 * tall),
        (x + half, low),
    ]
    cv2.fillPoly(mask, [(np.array(outline) * height * 16).astype(np.int32)], 1.0, cv2.LINE_AA, 4)
    wall(layer, mask, stones, 0.09, day, spec.stream("shrine"), 0.36)
    dark = (linear("14130f") * day.sky * 0.7).tolist()
    for off, wide in ((0.0, 0.17), (-0.56, 0.1), (0.56, 0.1)):
        door = np.array(
            [
                (x + (off - wide) * half, low),
                (x + (off - wide) * half, low - 0.46 * tall),
                (x + (off + wide) * half, low - 0.46 * tall),
                (x + (off + wide) * half, low),
            ]
        )
        cv2.fillPoly(layer, [(door * height * 16).astype(np.int32)], (*dark, 1.0), cv2.LINE_8, 4)


def _ground(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """Old paving, grass or moss."""
    ground = spec.materials.ground or "slabs"
    if ground == "grass":
        canvas = earth(seen, edge, soil(spec.stream("soil"), 512, "4d4a2c"), day, 0.7)
        lawn(canvas, spec.stream("grass"), seen, turf_of(spec, 0.07, wild=True), day, edge)
        tufted(canvas, spec, seen, day, edge, "lawn")
    elif ground == "moss":
        grown = pelt if is_latest(spec) else moss
        canvas = earth(seen, edge, grown(spec.stream("moss"), 1024), day, 1.6, 0.7)
    else:
        heights, colour, metres = rubble(spec.stream("paving"), 1024, True)
        canvas = earth(seen, edge, (heights * 1.2, colour, metres * 1.7), day)
    drifts(canvas, spec, seen, day, edge, 8.0, 0.35)
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None, None]
    canvas[..., :3] *= 1 - 0.4 * np.exp(-np.clip(rows - edge, 0, None) / 0.03)
    return canvas.astype(np.float32)


def _about(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, edge: float) -> None:
    """Fallen stones, columns and ferns at both sides, on the canvas in place."""
    stones_about(spec, seen, day, canvas, edge + 0.02, 8, "8d8678", 0.0, 0.5)
    if "columns" in spec.props:
        _columns(spec, seen, day, canvas, edge)
    if "ferns" in spec.props or spec.materials.ground == "moss":
        code, many, first, tall = SMALL_FERNS if is_latest(spec) else FERNS
        sprites = [lit_sprite((spec.seed, 80 + i), "fern", code, day) for i in range(3)]
        found = strew(stream(spec, "ferns"), seen, many, edge + first, tall, 3)
        stick_all(
            canvas,
            sprites,
            seen,
            sorted((one for one in found if abs(one.x - seen.aspect / 2) > 0.34), key=lambda one: one.row),
        )


def _columns(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, edge: float) -> None:
    """Broken columns in two rows, farther ones first, on the canvas in place."""
    tile, rng = land_tile(spec.stream("column"), 1.2), stream(spec, "columns")

    def skin(along: Array, around: Array) -> Array:
        """Weathered stone with flutes and the joints of its drums."""
        grain = tiled(tile, around * 60, along * 40)
        flute = np.cos(around * 16)
        joint = np.exp(-(((along % 1.3) - 0.65) ** 2) / 0.0004)
        tone = np.clip(1 + 0.12 * grain + 0.13 * flute - 0.45 * joint, 0.3, 1.5)
        green = (0.7 * ramp(grain + 0.4 * flute, 0.9, 1.8))[..., None]
        return linear("aca392") * tone[..., None] * (1 - green) + linear("67743c") * green

    reach = seen.foot - seen.vanish
    for far in (2.6, 1.9, 1.35):
        row, unit = seen.vanish + reach / far, seen.unit(seen.foot) / far
        if row < edge + 0.005:
            continue
        for side in (-1.0, 1.0):
            x, tall = seen.aspect / 2 + side * 0.62 / far**0.55, float(rng.uniform(0.9, 3.2)) * unit
            pole = Pole((x, row - tall), (x, row), 0.24 * unit, 0.75)
            set_pole(canvas, day, pole, skin)
            set_pole(canvas, day, Pole((x, row - 0.02 * unit), (x, row + 0.1 * unit), 0.33 * unit, 0.6), skin)
