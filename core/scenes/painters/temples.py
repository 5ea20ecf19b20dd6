"""Temple steps: worn stone stairs that rise behind the subject to a row of columns."""

from functools import lru_cache

import numpy as np

from core.scenes.painters.fields import foliage_of, row_of_trees
from core.scenes.painters.outside import at_foot, earth, far_canvas, open_ground, shaded, taken
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.distance import Foliage, crown
from core.scenes.parts.grids import Numbers, ramp
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.paving import slabs
from core.scenes.parts.soils import Seed, Tile, linear
from core.scenes.parts.solid_light import (
    Mood,
    Skin,
    in_depths,
    layer_view,
    lit_solids,
    set_among,
    shade_below,
    skin_of,
)
from core.scenes.parts.solids import Flat, Round, Solid, box, lying, wall
from core.scenes.parts.stonework import stained
from core.scenes.parts.viewpoint import FOCAL, Viewpoint, defocus, viewpoint_of
from core.scenes.parts.wild_trees import stands_at
from core.scenes.spec import SceneSpec

STONES = {"slabs": "a39a8a", "travertine": "c9b48f", "white marble": "d4cfc6"}
"""What the steps and columns are of, by the ground that one stands on."""
WIDE = 16.0
"""Half the width of the stair in metres."""
RISE, TREAD = 0.17, 0.36


def temple_steps(spec: SceneSpec, view: View) -> Painting:
    """A terrace of old stone, steps across the whole picture, and columns before a dark hall or open to trees
    and sky."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = _beyond(spec, seen, day)
    first = 1.42 * FOCAL * seen.span
    solids = _steps(spec, first) + _columns(spec, first)
    small = layer_view(seen, 0.35)
    layer, depth = lit_solids(
        small, day, solids, _skins(spec), Mood(reach=3.0, air=0.002, bounce=0.65 * linear(_stone(spec)))
    )
    _overgrown(spec, small, day, layer, depth, first)
    bounds = (first * 1.18, first * 1.7)
    edge = seen.vanish + FOCAL * seen.eye / first - 0.012
    canvas = earth(seen, edge, _paving(spec), day, 1.0, 1.0, 0.0)
    dark, close = shade_below(seen, day, solids, edge)
    lighter = 1 - 0.75 * at_foot(seen, 0.13)
    shaded(canvas, day, (0.9 * dark * lighter).astype(np.float32))
    canvas[..., :3] *= (1 - 0.55 * close)[..., None]
    place = open_ground(seen, shade=0.55, far=edge)
    return taken(
        spec, seen, day, back, canvas, place, 1.05 + 0.35 * day.behind, in_depths(small, layer, depth, bounds)
    )


def _beyond(spec: SceneSpec, seen: Viewpoint, day: Day) -> Array:
    """Trees and sky behind the columns, linear, out of focus."""
    back = far_canvas(spec, day, seen)
    foliage, foot = foliage_of(spec, "leaves", 0.005, 0.08), seen.vanish + 0.02
    high = (0.35, 0.7) if "trees" in spec.props else (0.12, 0.3)
    back = row_of_trees(stream(spec, "trees"), day, back, foot, high, 36, foliage, 0.35)
    return np.clip(defocus(back, seen.aperture), 0, None)


def _steps(spec: SceneSpec, first: float) -> list[Solid]:
    """The flight of steps from ``first`` metres away on, and the floor on top of it."""
    rng = stream(spec, "steps")
    count = int(rng.integers(5, 8))
    made: list[Solid] = []
    for i in range(count):
        near, low = first + i * TREAD, i * RISE
        # Each begins elsewhere, so that no joint or stain runs on from one to the next.
        made += [wall((-WIDE - float(rng.uniform(0, 4)), near), (WIDE, near), low, low + RISE, "step")]
        deep = TREAD + 0.02 if i < count - 1 else 9.0
        made.append(_floor(near, low + RISE, deep, "tread"))
    return made


def _floor(near: float, up: float, deep: float, skin: str, *, casts: bool = False) -> Flat:
    """A level face across the whole stair."""
    return lying((-WIDE, up, near), (2 * WIDE, deep), skin, casts=casts)


def _columns(spec: SceneSpec, first: float) -> list[Solid]:
    """A row of columns on the top step, some of them broken, and the hall behind them."""
    rng = stream(spec, "columns")
    count = int(stream(spec, "steps").integers(5, 8))
    floor, near = count * RISE, first + count * TREAD + 0.55
    gap, thick = float(rng.uniform(2.1, 2.7)), float(rng.uniform(0.36, 0.44))
    tall = float(rng.uniform(5.2, 6.5))
    shift = float(rng.uniform(-0.25, 0.25)) * gap + 0.5 * gap
    hall = rng.random() < 0.6
    broken = 0.0 if "columns" in spec.props else 0.22
    made: list[Solid] = []
    for place in range(-5, 5):
        whole = rng.random() >= broken
        high = floor + (tall if whole else float(rng.uniform(0.5, 2.2)))
        made += _column((place * gap + shift, near), (floor, high), thick, whole)
    lintel = floor + tall + 0.42
    if hall or broken == 0:
        made += [
            wall((-WIDE, near - thick), (WIDE, near - thick), lintel, lintel + 1.3, "block"),
            _floor(near - thick, lintel, 2 * thick, "block"),
        ]
    if hall:
        door = float(rng.choice([-1, 0, 1])) * gap + shift - 0.5 * gap
        made += _hall(near + 2.6, door, floor, lintel)
        made.append(_floor(near - thick, lintel + 1.3, 4.0, "block", casts=True))
    return made


def _column(at: tuple[float, float], up: tuple[float, float], thick: float, whole: bool) -> list[Solid]:
    """A fluted column at a place (right, away) between two heights on its base; its capital if ``whole``."""
    (x, near), (floor, high), half = at, up, 1.22 * thick
    foot, step = floor + 0.16, floor + 0.28
    made: list[Solid] = [
        *box((x - half, x + half), (floor, foot), (near - half, near + half), "step"),
        Round(middle=at, low=foot, high=step, base=1.18 * thick, top=1.1 * thick, skin="step"),
        Round(middle=at, low=step, high=high, base=thick, top=0.86 * thick, skin="shaft"),
    ]
    if whole:
        made.append(Round(middle=at, low=high, high=high + 0.25, base=0.86 * thick, top=half, skin="step"))
        made += box((x - half, x + half), (high + 0.25, high + 0.42), (near - half, near + half), "step")
    return made


def _hall(back: float, door: float, floor: float, lintel: float) -> list[Solid]:
    """The wall behind the columns, ``back`` metres away, and its dark door."""
    return [
        wall((-WIDE, back), (door - 0.8, back), floor, lintel + 1.3, "block"),
        wall((door + 0.8, back), (WIDE, back), floor, lintel + 1.3, "block"),
        wall((door - 0.8, back), (door + 0.8, back), floor + 3.4, lintel + 1.3, "block"),
        wall((door - 4.0, back + 1.2), (door + 4.0, back + 1.2), floor, floor + 4.4, "dark"),
    ]


def _stone(spec: SceneSpec) -> str:
    """The colour of the stone, ``rrggbb``."""
    return STONES[spec.materials.ground or "slabs"]


def _skins(spec: SceneSpec) -> dict[str, Skin]:
    """Stone for risers, treads, blocks and shafts, and darkness."""
    code = _stone(spec)
    mossy = 0.55 if "ferns" in spec.props else 0.25
    blocks, steps = spec.stream("blocks"), spec.stream("steps")
    worn = _worn(spec.stream("worn"), (blocks, 512, code, (0.95, 0.5), 0.008), mossy)
    step = _worn(spec.stream("worn steps"), (steps, 512, code, (1.3, 0.68), 0.01), mossy)
    dark = np.full((8, 8, 3), 0.012, np.float32)
    return {
        "block": skin_of(worn, 1.6),
        "step": skin_of(step, 1.4),
        "tread": skin_of(step, 1.0),
        "shaft": skin_of(_shaft(spec.stream("shaft"), code, mossy), 1.0),
        "dark": Skin(dark, np.zeros((8, 8, 2), np.float32), 1.0),
    }


Laid = tuple[Seed, int, str, tuple[float, float], float]
"""What slabs are laid by: ``slabs``' seed, size, colour, measures and joint."""


@lru_cache(maxsize=6)
def _worn(seed: Seed, laid: Laid, mossy: float) -> Tile:
    """Slabs stained by rain, with lichen and moss."""
    return stained(seed, slabs(*laid), mossy)


@lru_cache(maxsize=4)
def _shaft(seed: Seed, code: str, mossy: float) -> Tile:
    """The stone of a column with its flutes, 20 around a shaft of 0.39 m, and joints between its drums."""
    size, metres = 512, 2.44
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size
    flute = np.abs(np.sin(np.pi * x * 20)) ** 0.8
    drum = np.abs((y * 2) % 1 - 0.5)
    joint = ramp(drum, 0.485, 0.5)
    heights = -0.022 * flute - 0.01 * joint
    tone = 1 - 0.3 * joint + 0.06 * np.sign(y - 0.5)
    colour = linear(code) * tone[..., None] * (1 - 0.16 * flute)[..., None]
    return stained(
        seed, ((heights - heights.min()).astype(np.float32), colour.astype(np.float32), metres), mossy
    )


def _paving(spec: SceneSpec) -> Tile:
    """The terrace's large worn slabs."""
    code = _stone(spec)
    mossy = 0.4 if "ferns" in spec.props else 0.15
    return _worn(spec.stream("worn paving"), (spec.stream("paving"), 1024, code, (0.9, 0.62), 0.014), mossy)


def _overgrown(
    spec: SceneSpec, small: Viewpoint, day: Day, layer: Numbers, depth: Array, first: float
) -> None:
    """Plants that grow on the steps to both sides, on the layer and its depth in place."""
    if "ferns" not in spec.props:
        return
    rng = stream(spec, "growth")
    foliage, own = Foliage(linear("26341a"), linear("6f8342"), 0.003, 0.0), np.zeros_like(layer)
    for step in reversed(range(7)):
        away = first + step * TREAD - 0.03
        for draw in rng.random((22, 4)).tolist():
            side = (-1.0 if draw[1] < 0.5 else 1.0) * (1.0 + 3.6 * draw[2])
            x, _, unit = stands_at(small, side, away)
            row = small.vanish + (small.eye - RISE * step) * unit
            size = (0.03 + 0.11 * draw[3] ** 3) * unit
            tuft = np.random.default_rng(int(draw[0] * 2**31))
            if -0.1 < x < small.aspect + 0.1:
                crown(tuft, own, (row - 0.7 * size, x), (size, 1.7 * size), foliage, day)
        set_among(layer, depth, away, own)
