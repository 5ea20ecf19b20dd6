"""Beach, pool side, lake, sea and water."""

import numpy as np

from core.scenes.painters.fields import foliage_of, turf_of
from core.scenes.painters.heights import shells, stones_about
from core.scenes.painters.outside import behind, earth, far_canvas, open_ground, row_softness, taken
from core.scenes.painters.wild_grass import tufted
from core.scenes.painting import Painting, View
from core.scenes.parts.blossoms import lit_sprite
from core.scenes.parts.canvas import Array, grid, stream
from core.scenes.parts.distance import firs, hazed, leaves_wall, trees
from core.scenes.parts.far_houses import town, town_lights
from core.scenes.parts.furnished import loungers, railing
from core.scenes.parts.grass import Flower, lawn, stick
from core.scenes.parts.grids import Numbers, ramp
from core.scenes.parts.ground_patterns import cast_pattern
from core.scenes.parts.jetties import jetty
from core.scenes.parts.outdoors import Day, day_of, glow
from core.scenes.parts.palms import palm_trees
from core.scenes.parts.paving import planks, slabs
from core.scenes.parts.ranges import Range, mountains
from core.scenes.parts.soils import linear, pebbles, rock, soil
from core.scenes.parts.soils import sand as sand_tile
from core.scenes.parts.viewpoint import Viewpoint, enlarged, focused, viewpoint_of
from core.scenes.parts.volcanoes import volcano
from core.scenes.parts.waves import Water, surf
from core.scenes.parts.waves import water as water_surface
from core.scenes.spec import SceneSpec, is_latest

HARBOUR = 0.03
"""The slope of the waves where a town keeps off the wind."""
COLOURED = {"blue water": "14559f", "turquoise water": "1fa3a8"}
"""The colour that a lake has of its own where it is called after it."""
SHALLOW = "shallow water"
"""The ground of those who stand in it."""
MIRROR = 0.4
"""The share of a standing thing that shallow water mirrors."""


def _soft(back: Numbers, small: Viewpoint) -> Array:
    """The far layer out of focus, as each of its rows is."""
    return np.clip(focused(back, row_softness(small)), 0, None)


def _far(spec: SceneSpec, seen: Viewpoint, small: Viewpoint, day: Day, back: Numbers) -> Array:
    """The same with the lamps of a town on the far shore, and in the water."""
    soft = _soft(back, small)
    if "town" in spec.props:
        wide = max(0.006, 0.5 * seen.aperture)
        town_lights(stream(spec, "town lights"), soft, day, seen.vanish + 0.01, 0.13, wide)
    return soft


def _town(spec: SceneSpec, small: Viewpoint, day: Day, back: Array) -> Array:
    """The linear ``back`` behind the houses on the far shore, where the spec has them."""
    if "town" not in spec.props:
        return back
    shape = back.shape[0], back.shape[1]
    layer = town(stream(spec, "town"), shape, day, small.vanish + 0.006, 0.1)
    return behind(back, hazed(layer, day, 0.35), 0)


def _to(back: Numbers, image: Numbers, edge: float) -> Array:
    """``image`` below the row ``edge``, ``back`` above."""
    rows = ((np.arange(back.shape[0], dtype=np.float32) + 0.5) / back.shape[0])[:, None, None]
    share = ramp(rows, edge - 0.003, edge + 0.003)
    return (back * (1 - share) + image * share).astype(np.float32)


def _sea(spec: SceneSpec, seen: Viewpoint, day: Day, tropical: bool, rough: float) -> tuple[Array, Viewpoint]:
    """Sky and sea, sharp, at the far layer's size."""
    back = far_canvas(spec, day, seen)
    small = seen.sized(back.shape[0])
    back = _town(spec, small, day, back)
    body = linear("3aa5a8" if tropical else ("2d5a72", "2f6672", "375f7c")[spec.seed % 3])
    sea = water_surface(spec, small, day, back, Water(body, rough, 22.0), seen.vanish)
    return _to(back, sea, seen.vanish), small


def beach(spec: SceneSpec, view: View) -> Painting:
    """Sand or pebbles before the sea."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back, small = _sea(spec, seen, day, "palms" in spec.props or spec.seed % 2 == 0, 0.07)
    shore = seen.vanish + 0.36 * (seen.foot - seen.vanish)
    surf(spec, small, day, back, shore, 4 if "waves" in spec.props else 2)
    if "palms" in spec.props:
        palms = palm_trees(spec, back.shape[:2], day, shore + 0.03, (0.3, 0.52), 4)
        back = behind(back, hazed(palms, day, 0.1), 0)
    soft = _soft(back, small)
    if spec.materials.ground == SHALLOW:
        return _waded(spec, seen, day, soft, linear("d9c39a"))
    canvas = _beach_ground(spec, seen, day, max(0.0, shore))
    if "shells" in spec.props:
        shells(spec, seen, day, canvas, max(0.0, shore) + 0.02)
    wet = spec.materials.ground == "wet sand"
    place = open_ground(seen, 0.3 if wet else 0.0, 0.35, 0.5, max(0.0, shore))
    return taken(spec, seen, day, soft, canvas, place)


def _waded(spec: SceneSpec, seen: Viewpoint, day: Day, back: Array, bottom: Array) -> Painting:
    """Clear water over a bottom of that linear colour, which whoever stands in it is mirrored by, before the
    place ``back``, which is out of focus already."""
    above = enlarged(back, seen)
    y, _ = grid(seen.height, seen.width)
    edge = max(0.0, seen.vanish + 0.01)
    made = Water(bottom * np.array([0.35, 0.5, 0.55], np.float32), 0.032, 2.4, bottom * 0.8)
    surface = water_surface(spec, seen, day, above, made, edge)
    alpha = ramp(y, edge, edge + 0.4 * (seen.foot - seen.vanish))
    canvas = np.dstack([surface * alpha[..., None], alpha]).astype(np.float32)
    return taken(spec, seen, day, back, canvas, open_ground(seen, MIRROR, 0.4, 0.35, edge + 0.04))


def _beach_ground(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """Sand, wet sand or pebbles, darker where the waves run out."""
    if spec.materials.ground == "pebbles":
        codes = ("8f8b84", "77736d", "aaa59b", "9a8a76", "c4beb2")
        canvas = earth(seen, edge, pebbles(spec.stream("pebbles"), 1024, codes, (0.01, 0.045), 2.0), day)
    else:
        canvas = earth(seen, edge, sand_tile(spec.stream("sand"), 1024, False), day, linear("dcc7a2"))
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None, None]
    whole = spec.materials.ground == "wet sand"
    wet = np.maximum(1 - ramp(rows, edge + 0.01, edge + 0.07), 0.92 if whole else 0.0)
    canvas[..., :3] *= 1 - 0.45 * wet
    grazing = np.clip((rows - seen.vanish) / 2.2, 0.02, 1)
    shine = wet * (0.04 + 0.7 * (1 - grazing) ** 7)
    canvas[..., :3] = (
        canvas[..., :3] * (1 - shine) + (0.6 * day.horizon + 0.4 * day.middle) * shine * canvas[..., 3:]
    )
    if "towel" in spec.props:
        _towel(spec, seen, day, canvas)
    return canvas


def _towel(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers) -> None:
    """A striped towel lying on the sand at one side."""
    y, x = grid(seen.height, seen.width)
    away = seen.away(y)
    side = (x - seen.aspect / 2) * away / 2.2
    turn = 1 if stream(spec, "towel").random() < 0.5 else -1
    u, v = (turn * side - 0.45) / 1.1, (away - seen.away(seen.foot) - 0.4) / 1.6
    inside = ramp(np.minimum(np.minimum(u, 1 - u) * 1.1, np.minimum(v, 1 - v) * 1.6), 0.0, 0.02) * (
        y > seen.vanish
    )
    stripes = ramp(np.sin(u * 38), -0.2, 0.2)[..., None]
    colour = linear("efe9dd") * (1 - stripes) + linear("5f86a8") * stripes
    lit = colour * day.lit(np.full_like(u, max(0.25, day.toward[1])), 0.9)
    canvas[..., :3] = canvas[..., :3] * (1 - inside[..., None]) + lit * inside[..., None]


def poolside(spec: SceneSpec, view: View) -> Painting:
    """The paved edge of a blue pool."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = far_canvas(spec, day, seen)
    small, shape = seen.sized(back.shape[0]), back.shape[:2]
    reach = seen.foot - seen.vanish
    rim, near = seen.vanish + 0.14 * reach, seen.vanish + 0.5 * reach
    green = leaves_wall(stream(spec, "hedge"), shape, foliage_of(spec, "hedge"), day, 0.15, 12000)
    back = _to(back, green, rim - 0.13)
    if "palms" in spec.props or stream(spec, "palms?").random() < 0.5:
        layer = palm_trees(spec, shape, day, rim, (0.26, 0.42), 4)
        back = behind(back, hazed(layer, day, 0.1), 0)
    stone = np.broadcast_to(linear("cfc6b8") * (day.sky * 0.8 + day.sun * 0.6), back.shape)
    back = _to(back, stone, rim - 0.03)
    if "loungers" in spec.props:
        back = behind(back, loungers(stream(spec, "loungers"), shape, small, day, rim - 0.008), 0)
    lit = {"night": 9.0, "dusk": 3.0}.get(day.time, 1.0)
    pool = Water(linear("3fa9bd"), 0.035, 3.2, linear("8fdbe2") * np.float32(lit))
    back = _to(back, water_surface(spec, small, day, back, pool, rim), rim)
    edge = max(0.0, near)
    canvas = earth(seen, edge, _pool_ground(spec), day, slant=0)
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None, None]
    canvas[..., :3] *= 1 - 0.35 * np.exp(-(((rows - edge) / 0.006) ** 2))
    cast_pattern(spec, seen, day, canvas, edge)
    if "leaves" in spec.props:
        _overhang(spec, seen, day, canvas, edge)
    return taken(spec, seen, day, _soft(back, small), canvas, open_ground(seen, 0.08, 0.5, 0.5, edge))


def _pool_ground(spec: SceneSpec):
    """The tile of the pool's edge."""
    ground = spec.materials.ground or "slabs"
    if ground == "deck":
        return planks(spec.stream("deck"), 1024, "a6825c", 0.12, spec.seed % 2 == 0)
    codes = {
        "slabs": ("c4bcae", (0.6, 0.4)),
        "travertine": ("d8c8ac", (0.6, 0.6)),
        "tiles": ("d8dcda", (0.2, 0.2)),
    }
    code, each = codes[ground]
    return slabs(spec.stream("slabs"), 1024, code, each, 0.006, "a59d90")


def _overhang(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, edge: float) -> None:
    """Leaves growing in from both sides."""
    sprites = [lit_sprite((spec.seed, 140 + i), "fern", "5f8a44", day) for i in range(3)]
    rng = stream(spec, "leaves")
    for i in range(8):
        x = seen.aspect / 2 + (-1) ** i * float(rng.uniform(0.44, 0.6))
        row = edge + float(rng.uniform(0.05, 0.5))
        tall = 0.4 / seen.unit(row)
        stick(canvas, sprites[i % 3], seen, Flower(row, x, tall, 0, bool(i % 2)))


def lake(spec: SceneSpec, view: View) -> Painting:
    """A still lake from a pier or its shore."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = far_canvas(spec, day, seen)
    small, shape = seen.sized(back.shape[0]), (back.shape[0], back.shape[1])
    bank = seen.vanish + 0.012
    if "volcano" in spec.props:
        back = behind(back, volcano(stream(spec, "volcano"), shape, day, bank, 0.34, 0.5), 0)
    elif "mountains" in spec.props or stream(spec, "range").random() < 0.4:
        snow = 0.4 if spec.season == "winter" else 0.75
        # The ridge itself is seen, whatever the horizon.
        tall = min(0.26, 0.62 * seen.vanish) if is_latest(spec) else 0.26
        made = Range(
            bank, tall, 0.8, 0.9, linear("6a7048"), linear("6b665f"), snow, (0.35, 0.85), linear("303c2a")
        )
        back = behind(back, mountains(spec.stream("range"), shape, made, day), 0)
    snowy = 0.6 * (spec.season == "winter")
    if "firs" in spec.props:
        wood = firs(stream(spec, "firs"), shape, bank, (0.06, 0.15), 170, day, snowy)
    else:
        wood = trees(
            stream(spec, "trees"), shape, bank, (0.06, 0.14), 80, foliage_of(spec, "far leaves", 0.003), day
        )
    back = behind(back, hazed(wood, day, 0.35), 0)
    back = _town(spec, small, day, back)
    lake_water = _lake_water(spec, small, day, back)
    back = _to(back, lake_water, bank)
    edge = max(0.0, seen.vanish + 0.45 * (seen.foot - seen.vanish))
    if "jetty" in spec.props:
        back = behind(back, jetty(stream(spec, "jetty"), small, day, edge), 0)
    soft = _far(spec, seen, small, day, back)
    if spec.materials.ground == SHALLOW:
        return _waded(spec, seen, day, soft, linear("8f8468"))
    canvas = _shore(spec, seen, day, edge)
    if "reeds" in spec.props:
        sprites = [lit_sprite((spec.seed, 160 + i), "reed", "8f9a54", day) for i in range(3)]
        rng = stream(spec, "reeds")
        for i in range(16):
            x = seen.aspect / 2 + (-1) ** i * float(rng.uniform(0.3, 0.7))
            stick(
                canvas,
                sprites[i % 3],
                seen,
                Flower(edge + 0.01 + 0.004 * i, x, float(rng.uniform(0.9, 1.6)), 0, i % 3 == 0),
            )
    place = open_ground(seen, 0.12 if spec.materials.ground == "slabs" else 0.0, shade=0.5, far=edge)
    return taken(spec, seen, day, soft, canvas, place)


def _lake_water(spec: SceneSpec, small: Viewpoint, day: Day, back: Numbers) -> Array:
    """Still water that mirrors ``back``, under it the colour that it is called after."""
    own = next((code for name, code in COLOURED.items() if name in spec.props), None)
    made = Water(linear(own or "35525a"), 0.018, 9.0)
    surface = water_surface(spec, small, day, back, made, small.vanish)
    if own is None:
        return surface
    rows = ((np.arange(small.height, dtype=np.float32) + 0.5) / small.height)[:, None, None]
    share = 0.45 + 0.35 * ramp(rows, small.vanish + 0.02, small.vanish + 0.25)
    return (surface * (1 - share) + linear(own) * (day.sky * 0.9 + day.sun * 0.35) * share).astype(np.float32)


def _quay(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """The stones of a quay up to its edge over the water."""
    stones = slabs(spec.stream("quay"), 1024, "9a948a", (0.9, 0.6), 0.008, "6f6a62")
    canvas = earth(seen, edge, stones, day, slant=0)
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None, None]
    canvas[..., :3] *= 1 - 0.4 * np.exp(-(((rows - edge) / 0.008) ** 2))
    return canvas


def _shore(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """Pier, grass or pebbles."""
    ground = spec.materials.ground or "pier"
    if ground == "grass":
        canvas = earth(seen, edge, soil(spec.stream("soil"), 512, "4d4b2a"), day, 0.6)
        lawn(canvas, spec.stream("grass"), seen, turf_of(spec, 0.08), day, edge)
        tufted(canvas, spec, seen, day, edge, "meadow")
        return canvas
    if ground == "slabs":
        return _quay(spec, seen, day, edge)
    if ground == "pebbles":
        codes = ("8a8680", "706c66", "a39e94", "8d7f6c")
        return earth(seen, edge, pebbles(spec.stream("pebbles"), 1024, codes, (0.012, 0.05), 2.2), day)
    return earth(seen, edge, planks(spec.stream("pier"), 1024, "a0917c", 0.15, True), day, slant=0)


def sea(spec: SceneSpec, view: View) -> Painting:
    """The open sea from a deck, a rock or sand."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    rough = 0.11 if "waves" in spec.props else HARBOUR if "town" in spec.props else 0.075
    back, small = _sea(spec, seen, day, False, rough)
    ground = spec.materials.ground or "deck"
    edge = max(0.0, seen.vanish + 0.42 * (seen.foot - seen.vanish))
    if ground == "sand":
        surf(spec, small, day, back, edge, 3)
        canvas = _beach_ground(spec, seen, day, edge)
    elif ground == "slabs":
        canvas = _quay(spec, seen, day, edge)
    elif ground == SHALLOW:
        return _waded(spec, seen, day, _far(spec, seen, small, day, back), linear("a9a68c"))
    elif ground == "rock":
        surf(spec, small, day, back, edge, 1)
        heights, colour, metres = rock(spec.stream("rock"), 1024, "7b7871")
        canvas = earth(seen, edge, (heights * 0.6, colour, metres), day)
    else:
        canvas = earth(
            seen, edge, planks(spec.stream("deck"), 1024, "a98c68", 0.14, spec.seed % 2 == 0), day, slant=0
        )
    if "railing" in spec.props:
        rail = railing((seen.height, seen.width), seen, day, edge)
        canvas = canvas * (1 - rail[..., 3:]) + rail
    place = open_ground(seen, 0.12 if ground == "slabs" else 0.0, shade=0.5, far=edge)
    return taken(spec, seen, day, _far(spec, seen, small, day, back), canvas.astype(np.float32), place)


def water(spec: SceneSpec, view: View) -> Painting:
    """Shallow clear water that a thing stands in, with ripples and the net of light, before a plain wall."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    own = linear(spec.colours.ground or ("9fd0d6", "a9d4dc", "8fbfcf")[spec.seed % 3])
    wall = linear(spec.colours.wall) if spec.colours.wall else own * np.array([1.05, 1.02, 1.0], np.float32)
    y, x = grid(seen.height, seen.width)
    side = 1 + 0.2 * np.sign(day.toward[0]) * (x / seen.aspect - 0.5)
    light = day.sun * 0.5 + day.sky * 0.65
    back = (wall * light * (side * (1.05 - 0.2 * np.abs(y - 0.15)))[..., None]).astype(np.float32)
    back = back + 0.25 * glow(day, y, x, seen.vanish)
    slope = 0.05 if "ripples" in spec.props else 0.028
    made = Water(own * 0.8, slope, 1.3, own)
    edge = max(0.0, seen.vanish + 0.02)
    surface = water_surface(spec, seen, day, back, made, edge)
    alpha = ramp((y - edge), -0.002, 0.002)
    canvas = np.dstack([surface * alpha[..., None], alpha]).astype(np.float32)
    if "stones" in spec.props:
        stones_about(spec, seen, day, canvas, edge + 0.05, 6, "75736f")
    return taken(spec, seen, day, back, canvas, open_ground(seen, 0.45, 0.3, 0.35, edge))
