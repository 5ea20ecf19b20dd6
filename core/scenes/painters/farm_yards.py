"""A farm yard: a barn and what belongs to it, before trees, in every season."""

import numpy as np

from core.scenes.painters.fields import fallen_leaves, foliage_of, row_of_trees, turf_of
from core.scenes.painters.groves import fruit_tree, ground_metres
from core.scenes.painters.heights import aired, drifts
from core.scenes.painters.outside import (
    earth,
    far_canvas,
    ground_noise,
    open_ground,
    shaded,
    taken,
)
from core.scenes.painters.wild_grass import tufted
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, Random, stream
from core.scenes.parts.distance import hazed, land_tile
from core.scenes.parts.frontage import Face, Style, drawn, upright
from core.scenes.parts.fronts import Opening, boards, courses, gabled, roofing, slab, walled
from core.scenes.parts.grass import lawn, stick_all
from core.scenes.parts.grids import Numbers, ramp
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.perspective import Lens
from core.scenes.parts.roadside import tree
from core.scenes.parts.sheets import Sheet
from core.scenes.parts.soils import linear, pebbles, sand, snow, soil
from core.scenes.parts.viewpoint import FOCAL, Viewpoint, defocus, viewpoint_of
from core.scenes.spec import SceneSpec

EVENING = {"dusk": 0.7, "night": 1.0, "sunset": 0.3}
RED, TRIM = "8e2f26", "e6e0d4"


def lens_like(seen: Viewpoint) -> Lens:
    """The same view as a lens."""
    return Lens(seen.vanish, seen.foot, seen.span, FOCAL, seen.aperture, seen.height, seen.width)


def farm_yard(spec: SceneSpec, view: View) -> Painting:
    """The yard before a barn."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    rng = stream(spec, "yard")
    back = _land(spec, seen, day)
    small = seen.sized(back.shape[0])
    barn_away = FOCAL * seen.span + float(rng.uniform(17.0, 24.0))
    layers = [_layer(spec, small, day, _barn(spec, rng, barn_away), barn_away + 3.0)]
    layers.append(_trees(spec, rng, small, day, barn_away))
    edge = max(0.0, seen.vanish + 0.012)
    canvas = _ground(spec, seen, day, edge, barn_away)
    aired(canvas, seen, day, 0.02)
    back = np.clip(defocus(back, seen.aperture), 0, None)
    if "fence" in spec.props:
        fence_away = 0.72 * barn_away + 0.28 * FOCAL * seen.span
        layers.append(_layer(spec, small, day, _fence(rng, fence_away), fence_away))
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.55), 1.04, layers)


def riding_arena(spec: SceneSpec, view: View) -> Painting:
    """A riding arena of sand between white fences, trees and a stable beyond."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    rng = stream(spec, "arena")
    back = _land(spec, seen, day)
    small = seen.sized(back.shape[0])
    far = FOCAL * seen.span + float(rng.uniform(12.0, 18.0))
    layers = [_layer(spec, small, day, _barn(spec, rng, 2.1 * far), 2.1 * far)]
    layers.append(_trees(spec, rng, small, day, 1.6 * far))
    layers.append(_layer(spec, small, day, _rails(rng, far), far))
    edge = max(0.0, seen.vanish + 0.012)
    canvas = earth(seen, edge, soil(spec.stream("soil"), 512, "4d4b26"), day, 0.6)
    lawn(canvas, spec.stream("grass"), seen, turf_of(spec, 0.09), day, edge)
    tone = linear(spec.colours.ground or "cdb894")
    floor = earth(seen, edge, sand(spec.stream("sand"), 1024, False), day, tone)
    _, away = ground_metres(seen)
    share = (1 - ramp(away, far - 0.4, far + 0.2))[..., None]
    canvas = (canvas * (1 - share) + floor * share).astype(np.float32)
    drifts(canvas, spec, seen, day, edge, 7.0, 0.3)
    aired(canvas, seen, day, 0.02)
    back = np.clip(defocus(back, seen.aperture), 0, None)
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.55), 1.04, layers)


def _rails(rng: Random, away: float) -> list[Face]:
    """White rails on posts across the arena's far end and towards us at one side."""
    made: list[Face] = []
    turn = float(rng.choice([-1, 1]))
    ends = [
        ((-0.7 * away, away), (0.7 * away, away)),
        ((turn * 0.36 * away, away), (turn * 0.4 * away, 0.35 * away)),
    ]
    for start, end in ends:
        for up in (0.5, 0.95, 1.35):
            made.append(upright(start, end, slab("f4f3ee", 1.15), (up, up + 0.12)))
        count = int(np.hypot(end[0] - start[0], end[1] - start[1]) / 2.6)
        for step in range(count + 1):
            share = step / count
            x, z = (a + share * (b - a) for a, b in zip(start, end, strict=True))
            made.append(upright((x - 0.06, z - 0.02), (x + 0.06, z - 0.02), slab("f4f3ee", 1.0), (0.0, 1.5)))
    return made


def _land(spec: SceneSpec, seen: Viewpoint, day: Day) -> Array:
    """The sky, a far wood and a nearer row of trees."""
    back = far_canvas(spec, day, seen)
    row = seen.vanish + 0.012
    far, near = foliage_of(spec, "far leaves", 0.003), foliage_of(spec, "near leaves", 0.004)
    back = row_of_trees(stream(spec, "far"), day, back, row, (0.04, 0.1), 70, far, 0.5)
    return row_of_trees(stream(spec, "near"), day, back, row + 0.01, (0.12, 0.26), 22, near, 0.22)


def _layer(spec: SceneSpec, small: Viewpoint, day: Day, faces: list[Face], away: float) -> Array:
    """Faces out of focus as they stand there: RGBA."""
    made = drawn(lens_like(small), day, EVENING.get(day.time, 0.0), faces)
    radius = small.aperture * abs(1 - FOCAL * small.span / away)
    return defocus(hazed(made, day, 0.007 * away), radius)


def _trees(spec: SceneSpec, rng: Random, small: Viewpoint, day: Day, away: float) -> Array:
    """Two or three trees beside the barn."""
    layer = np.zeros((small.height, small.width, 4), np.float32)
    foliage, bare = foliage_of(spec, "leaves", 0.005, 0.06), Sheet(lens_like(small))
    for side in (-1, 1, 1):
        at = away * float(rng.uniform(0.9, 1.25))
        across = side * float(rng.uniform(0.2, 0.3)) * at
        tall = float(rng.uniform(5.5, 8.0))
        if spec.season == "winter":
            tree(rng, bare, day, (across, at), spec.season, tall)
        else:
            fruit_tree(rng, layer, small, day, (across, at), tall, foliage, "")
    layer = bare.layer() if spec.season == "winter" else layer
    return defocus(hazed(layer, day, 0.08), small.aperture * abs(1 - FOCAL * small.span / away))


def _barn(spec: SceneSpec, rng: Random, near: float) -> list[Face]:
    """A barn seen over its corner: the gable with its doors, a long side, the roof."""
    code = (spec.colours.wall or RED).removeprefix("#")
    wall = spec.materials.wall or "barn boards"
    skin = {
        "barn boards": boards(code, 0.24),
        "rustic wood": boards(spec.colours.wall or "75604a", 0.24, aged=0.3),
        "stone wall": courses(spec.colours.wall or "a39a8a", (0.42, 0.2), "8d857a", 0.014),
    }[wall]
    trim = TRIM if wall == "barn boards" else "5d4c3c"
    side = float(rng.choice([-1, 1]))
    wide, long, eaves, ridge = 9.0, 17.0, 4.2, 8.0
    yaw = float(rng.uniform(0.16, 0.36))
    corner = np.array([side * float(rng.uniform(0.05, 0.11)) * near, near])
    front = np.array([-side * np.cos(yaw), np.sin(yaw)])
    flank = np.array([side * np.sin(yaw), np.cos(yaw)])
    left, back = corner + wide * front, corner + long * flank
    middle = wide / 2
    doors = Opening(
        at=(middle - 1.9, middle + 1.9, 0.0, 3.5),
        sort="cross",
        tone=code if wall == "barn boards" else "6b543f",
        frame=trim,
        panes=(2, 1),
        half=0.0,
    )
    loft = Opening(
        at=(middle - 0.8, middle + 0.8, 4.6, 6.2),
        sort="cross",
        tone=code if wall == "barn boards" else "6b543f",
        frame=trim,
        half=0.0,
        panes=(1, 1),
    )
    panes = [
        Opening(at=(x - 0.55, x + 0.55, 1.4, 2.6), frame=trim, half=0.06, panes=(2, 2))
        for x in (3.0, 7.0, 11.0, 14.5)
    ]
    lamps = [(middle, 4.2, 1.4)]
    gable = gabled(walled(skin, [doors, loft], sconces=lamps), wide, eaves, ridge, trim)
    sides = walled(skin, panes)
    slope = np.array([front[0] * middle, ridge - eaves, front[1] * middle])
    length = float(np.linalg.norm(slope))
    rise = (slope / length).tolist()
    start = corner - 0.5 * flank - 0.35 * front
    roof = Face(
        origin=(float(start[0]), eaves - 0.3, float(start[1])),
        along=(float(flank[0]), 0.0, float(flank[1])),
        rise=(float(rise[0]), float(rise[1]), float(rise[2])),
        size=(long + 1.0, length + 0.45),
        style=_covered(spec, roofing(str(rng.choice(["5b534d", "6e4a3c", "77736f"])))),
        seed=spec.stream("roof"),
    )
    at = [(float(p[0]), float(p[1])) for p in (corner, left, back)]
    return [
        upright(at[0], at[2], sides, (0, eaves), spec.stream("side")),
        roof,
        upright(at[0], at[1], gable, (0, ridge), spec.stream("gable")),
    ]


def _covered(spec: SceneSpec, style: Style) -> Style:
    """The roof's style, or snow."""
    return slab("e9edf2", 0.95) if spec.season == "winter" else style


def _fence(rng: Random, away: float) -> list[Face]:
    """A fence of white boards on posts across the yard's far part, with a gap in its middle."""
    code = str(rng.choice(["d9d4c8", "8a7a66"]))
    made: list[Face] = []
    for side in (-1, 1):
        near, far = side * 0.09 * away, side * 0.62 * away
        for up in (0.45, 0.8, 1.12):
            made.append(upright((near, away), (far, away + 1.5), slab(code, 0.7), (up, up + 0.13)))
        for step in range(9):
            share = step / 8
            x = near + share * (far - near)
            z = away + 1.5 * share
            made.append(upright((x - 0.07, z - 0.05), (x + 0.07, z - 0.05), slab(code, 0.65), (0.0, 1.35)))
    return made


def _ground(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float, barn: float) -> Array:
    """Trodden earth, gravel, cobbles or grass, with leaves or snow by season."""
    ground = spec.materials.ground or "path"
    if spec.season == "winter":
        return earth(seen, edge, snow(spec.stream("snow"), 1024), day, 1.0, 0.4)
    canvas = earth(seen, edge, soil(spec.stream("soil"), 512, "4d4b26"), day, 0.6)
    lawn(canvas, spec.stream("grass"), seen, turf_of(spec, 0.07), day, edge)
    if ground == "grass":
        tufted(canvas, spec, seen, day, edge)
    else:
        tile = (
            pebbles(
                spec.stream("gravel"), 1024, ("a89a84", "948671", "bcae96", "857862"), (0.004, 0.018), 1.6
            )
            if ground == "gravel"
            else soil(spec.stream("path"), 1024, "a08a6c")
        )
        made = earth(seen, edge, tile, day, 1.0)
        side, away = ground_metres(seen)
        ragged = 0.8 * ground_noise(seen, land_tile(spec.stream("rim"), 1.4), 9.0, edge)
        half = 2.6 + 0.16 * np.clip(away - FOCAL * seen.span, 0, None)
        share = (1 - ramp(np.abs(side) + ragged, half * 0.85, half * 1.15))[..., None]
        canvas = canvas * (1 - share) + made * share
    drifts(canvas, spec, seen, day, edge, 9.0, 0.3)
    if spec.season == "autumn":
        found, leaves = fallen_leaves(spec, seen, day, edge + 0.02, 13000, (0.08, 0.15))
        stick_all(canvas, leaves, seen, sorted(found, key=lambda leaf: leaf.row))
    _shade(spec, seen, day, canvas, barn)
    return canvas.astype(np.float32)


def _shade(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, barn: float) -> None:
    """The shade at the barn's foot, and its shadow where the sun stands behind it."""
    _, away = ground_metres(seen)
    reach = 6.0 * max(0.0, day.toward[2]) / max(day.toward[1], 0.15)
    dark = ramp(away, barn - reach - 1.5, barn - reach + 0.5) * 0.8
    shaded(canvas, day, dark.astype(np.float32))
