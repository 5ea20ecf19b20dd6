"""A harbour: the quay, boats at their moorings before it, the town or hills across the water."""

from dataclasses import replace

import numpy as np

from core.scenes.painters.fields import foliage_of, row_of_trees
from core.scenes.painters.outside import behind, below_row, earth, far_canvas, open_ground, paved, taken
from core.scenes.painters.wet_ground import wetted
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, Random, stream
from core.scenes.parts.distance import Range, hazed, mountains
from core.scenes.parts.far_houses import town, town_lights
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.perspective import Lens
from core.scenes.parts.sheets import Sheet
from core.scenes.parts.soils import linear
from core.scenes.parts.viewpoint import FOCAL, Viewpoint, defocus, viewpoint_of
from core.scenes.parts.waves import Water
from core.scenes.parts.waves import water as water_surface
from core.scenes.spec import SceneSpec

QUAY = 0.5
"""Where the quay ends, as a share of the way from the horizon to the foot."""
WET = "wet asphalt"
"""What wet paving is called, of whatever stone."""
SLABS = {
    "slabs": ("b0a99d", (0.9, 0.6), 0.008, "857f76"),
    "concrete": ("aeaca7", (2.4, 2.4), 0.01, "8a8884"),
    "cobbles": ("99928a", (0.22, 0.16), 0.012, "6d6861"),
    WET: ("a39d93", (0.9, 0.6), 0.008, "7d776e"),
}
LIT = {"dusk": 0.8, "night": 1.0, "sunset": 0.25}
HULLS = ("f1f0ec", "f4f3f0", "e9e8e4", "26344e", "f2f2ee", "7a2c28", "ece7da")


def harbour(spec: SceneSpec, view: View) -> Painting:
    """The quay of a harbour with its boats."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = _shore(spec, seen, day)
    small = seen.sized(back.shape[0])
    edge = seen.vanish + QUAY * (seen.foot - seen.vanish)
    boats = _boats(spec, small, day)
    back = behind(back, boats, 0)
    made = Water(linear("33566a"), 0.03, 9.0)
    low = seen.vanish + 0.012
    # The quay's wall is above the water: boats float lower than the quay's edge.
    surface = water_surface(spec, replace(small, vanish=small.vanish), day, back, made, low)
    water = below_row(back, surface, low)
    back = water * (1 - boats[..., 3:]) + boats[..., :3]
    town_lights(stream(spec, "lamps"), back, day, low, 0.06, 0.006 + 0.5 * seen.aperture)
    canvas = earth(seen, edge, paved(spec, spec.materials.ground or "slabs", "9c8870", SLABS), day, slant=0)
    canvas = _kerb(seen, day, canvas, edge)
    back = np.clip(defocus(back, 0.8 * seen.aperture), 0, None)
    wet = spec.materials.ground == WET
    canvas = wetted(spec, seen, canvas, back, edge) if wet else canvas
    place = open_ground(seen, 0.32 if wet else 0.05, 0.35 if wet else 0.5, shade=0.55, far=edge)
    return taken(spec, seen, day, back, canvas, place, 1.03)


def _shore(spec: SceneSpec, seen: Viewpoint, day: Day) -> Array:
    """Sky, hills, the town's houses or trees along the far quay."""
    back = far_canvas(spec, day, seen)
    shape, row = (back.shape[0], back.shape[1]), seen.vanish + 0.012
    hills = Range(row, 0.13, 0.8, 0.3, linear("68724c"), linear("77705f"), 1.1, (0.4, 0.9), linear("3a4630"))
    back = behind(back, mountains(spec.stream("hills"), shape, hills, day), 0)
    back = row_of_trees(
        stream(spec, "trees"), day, back, row, (0.03, 0.07), 50, foliage_of(spec, "far", 0.003), 0.35
    )
    return behind(back, hazed(town(stream(spec, "town"), shape, day, row, 0.085), day, 0.22), 0)


def _boats(spec: SceneSpec, small: Viewpoint, day: Day) -> Array:
    """Boats at their moorings, far ones first: RGBA, sharp."""
    rng = stream(spec, "boats")
    lens = Lens(small.vanish, small.foot, small.span, FOCAL, 0.0, small.height, small.width)
    sheet = Sheet(lens)
    focus = FOCAL * small.span
    yachts = "yachts" in spec.props
    for away in (10.0, 8.0, 6.4, 5.0):
        z = away * focus
        reach = 0.62 * small.aspect * z / FOCAL
        count = int(np.clip(2 * reach / (4.6 if away > 6 else 6.0), 2, 16))
        for place in np.linspace(-reach, reach, count):
            x = float(place) + float(rng.uniform(-0.8, 0.8))
            if rng.random() < (0.4 if yachts else 0.12):
                _motor_yacht(rng, sheet, day, (x, z))
            else:
                _sailing_boat(rng, sheet, day, (x, z))
    return sheet.layer()


def _lit(day: Day, code: str, facing: float, open_: float = 0.6) -> Array:
    return linear(code) * day.lit(facing, open_)


def _sailing_boat(rng: Random, sheet: Sheet, day: Day, at: tuple[float, float]) -> None:
    """A sailing boat seen nearly from its bow or stern: hull, cabin, mast with its stays and furled sail."""
    x, z = at
    code = str(rng.choice(HULLS))
    half, free, drop = float(rng.uniform(1.3, 1.75)), float(rng.uniform(0.9, 1.2)), -0.35
    front = max(0.1, -day.toward[2])
    hull = [
        (-half, free, z),
        (half, free, z),
        (0.86 * half, 0.35, z),
        (0.4 * half, drop, z),
        (-0.4 * half, drop, z),
        (-0.86 * half, 0.35, z),
    ]
    sheet.quad([(x + a, b, c) for a, b, c in hull], _lit(day, code, 0.8 * front))
    sheet.quad(
        [
            (x - half, free - 0.16, z),
            (x + half, free - 0.16, z),
            (x + half, free - 0.06, z),
            (x - half, free - 0.06, z),
        ],
        _lit(day, "2f4a6e", 0.6 * front),
    )
    sheet.quad(
        [
            (x - 0.6 * half, free, z),
            (x + 0.6 * half, free, z),
            (x + 0.5 * half, free + 0.5, z),
            (x - 0.5 * half, free + 0.5, z),
        ],
        _lit(day, "e8e6e0", 0.7 * front, 0.75),
    )
    sheet.quad(
        [
            (x - 0.42 * half, free + 0.14, z),
            (x + 0.42 * half, free + 0.14, z),
            (x + 0.38 * half, free + 0.36, z),
            (x - 0.38 * half, free + 0.36, z),
        ],
        0.02 + 0.2 * day.middle,
    )
    tall, unit = float(rng.uniform(8.5, 13.5)), sheet.lens.focal / z
    mast = _lit(day, "d9dbdc", 0.5, 0.7)
    lean = float(rng.normal(0, 0.012))
    top = sheet.at(x + lean * tall, tall, z)
    sheet.stroke([sheet.at(x, free, z), top], [0.085 * unit, 0.06 * unit], mast)
    for share, reach in ((0.55, 0.75), (0.8, 0.5)):
        high = share * tall
        sheet.stroke([sheet.at(x - reach, high, z), sheet.at(x + reach, high, z)], [0.03 * unit] * 2, mast)
    stay = _lit(day, "8b8f92", 0.3, 0.6)
    for side in (-1, 1):
        ends = [sheet.at(x + side * half * 0.95, free, z), sheet.at(x + side * 0.75, 0.55 * tall, z), top]
        sheet.stroke(ends, [0.014 * unit] * 3, stay)
    cloth = str(rng.choice(["2c4468", "e6e1d4", "7c2d2a", "3d5a4a", "d9d3c4"]))
    sheet.stroke(
        [sheet.at(x - 0.1, free + 1.3, z), sheet.at(x + float(rng.choice([-1.3, 1.3])), free + 1.35, z)],
        [0.17 * unit, 0.12 * unit],
        _lit(day, cloth, 0.5),
    )


def _motor_yacht(rng: Random, sheet: Sheet, day: Day, at: tuple[float, float]) -> None:
    """A motor yacht seen from its stern's side: white decks one over the other, dark windows between."""
    x, z = at
    front, evening = max(0.1, -day.toward[2]), LIT.get(day.time, 0.0)
    wide = float(rng.uniform(2.3, 3.2))
    glass = 0.02 + 0.25 * day.middle + np.float32(0.5 * evening) * linear("ffd9a4")
    white = _lit(day, "f4f3f0", 0.85 * front, 0.7)
    rows = (
        (0.0, 1.5, 1.0, 0.94),
        (1.5, 2.3, 0.86, 0.84),
        (3.0, 3.15, 0.9, 0.9),
        (3.15, 3.85, 0.66, 0.62),
        (4.2, 4.32, 0.7, 0.66),
    )
    sheet.quad(
        [(x - 0.92 * wide, -0.35, z), (x + 0.92 * wide, -0.35, z), (x + wide, 0.3, z), (x - wide, 0.3, z)],
        _lit(day, "2b3648", 0.5),
    )
    for low, high, lower, upper in rows:
        corners = [(-lower, low), (lower, low), (upper, high), (-upper, high)]
        sheet.quad([(x + a * wide, b, z) for a, b in corners], white * (1.0 if low < 3.5 else 0.95))
    for low, high, part in ((0.55, 1.25, 0.7), (1.62, 2.15, 0.74), (2.3, 3.0, 0.8), (3.3, 3.75, 0.55)):
        corners = [(-part, low), (part, low), (0.96 * part, high), (-0.96 * part, high)]
        sheet.quad([(x + a * wide, b, z) for a, b in corners], glass)
    unit = sheet.lens.focal / z
    sheet.stroke([sheet.at(x, 4.3, z), sheet.at(x + 0.2, 6.2, z)], [0.05 * unit, 0.03 * unit], white)


def _kerb(seen: Viewpoint, day: Day, canvas: Array, edge: float) -> Array:
    """The quay's stone edge, a lighter course along the water."""
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None]
    away, last = seen.away(np.maximum(rows, seen.vanish + 1e-3)), float(seen.away(edge))
    inner = last - away
    share = np.clip((0.5 - inner) / 0.06 + 0.5, 0, 1) * (inner > -0.05)
    joint = 1 - 0.35 * np.exp(-(((inner - 0.5) / 0.04) ** 2))
    made = canvas.copy()
    made[..., :3] *= ((1 + 0.22 * share) * joint)[..., None]
    return made.astype(np.float32)
