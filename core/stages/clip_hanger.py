"""The hanger that a garment without one is hung from: a hook, a rod, and two clips that hold its waistband;
or the arms of one in its neck.

Drawn behind the subject, in steel that takes some of the place's colour. Lengths are shares of the distance
between the clips or of the picture's height, so that a small picture is the reduced large one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.stages.arrays import Floats, Pixels
from core.stages.hanger import Hook
from core.stages.hook_wire import ROUND, STEEL, from_arc, from_line, over_rail
from core.stages.placement import HOOK

Numbers = npt.NDArray[np.floating[Any]]
Arc = Callable[[Floats, Floats, float], tuple[Floats, Floats]]

FINER = 3
"""Samples of a pixel across and down."""
WIRE, ROD = 0.0042, 0.0056
"""Thickness of the hook's wire and of the rod, in heights of the picture."""
CLIP, SMALLEST, LARGEST = 0.125, 0.024, 0.042
"""Width of a clip, as a share of the distance between the two, and its bounds in heights of the picture."""
TALL, BITE = 1.35, 0.12
"""Height of a clip above the waistband's edge and how far it goes on behind it, in clip widths."""
AT_ROD, BEYOND = 0.74, 0.75
"""How far above the edge the rod passes, and how far it reaches beyond the clips, in clip widths."""
ARM, WOOD = 0.0135, (196.0, 158.0, 112.0)
"""Thickness of a hanger's arms in heights of the picture, and their colour."""
SLIM_ARM = 0.0095
"""The same thickness of one that stands for another."""
MIRRORED = 0.3
"""Share of a steel thing's colour that is the place's."""


@dataclass(frozen=True)
class _Sheet:
    """Points of the picture in px, and what is drawn over them: colour, and cover 0…1."""

    x: Floats
    y: Floats
    colour: Floats
    cover: Floats

    def draw(self, shape: Numbers, shade: Numbers, tone: Numbers) -> None:
        """Lay a thing over what is there, in place: ``shape`` is how many px inside of it each point is,
        ``shade`` its light and ``tone`` its colour."""
        share = np.clip(shape * FINER + 0.5, 0, 1)
        lit = np.clip(tone * shade[..., None], 0, 255)
        self.colour[:] = self.colour * (1 - share[..., None]) + lit * share[..., None]
        self.cover[:] = np.maximum(self.cover, share)


def with_clips(background: Pixels, hook: Hook) -> Pixels:
    """``background`` H×W×3 with a hanger whose clips are those of ``hook``, in px of the picture, and whose
    hook lies over row ``HOOK`` of it; itself where there is no room, or the garment lies on its side."""
    height, width = background.shape[:2]
    first, second = _from_left(hook.clips)
    apart = float(np.hypot(*(second - first)))
    clip = float(np.clip(CLIP * apart, SMALLEST * height, LARGEST * height))
    rod = (first + second) / 2 - (0, AT_ROD * clip)
    radius, thick = ROUND * height, WIRE * height
    centre = HOOK * height + thick / 2 + radius
    if rod[1] <= centre + radius or abs(second[1] - first[1]) > second[0] - first[0]:
        return background
    reach = clip * (BEYOND + 1)
    rows = _within(HOOK * height - thick, max(first[1], second[1]) + clip, height)
    columns = _within(
        min(first[0], rod[0] - 2 * radius) - reach, max(second[0], rod[0] + 2 * radius) + reach, width
    )
    if rows.stop <= rows.start or columns.stop <= columns.start:
        return background  # put beside the picture by hand
    sheet = _sheet(rows, columns)
    around = background[rows, columns].reshape(-1, 3).mean(0)
    steel = _steel(around.astype(np.float32))
    arc = over_rail if hook.held == "rail" else from_arc
    _draw_hook(sheet, arc, (float(rod[0]), centre, float(rod[1])), radius, thick, steel)
    _draw_rod(sheet, first, second, clip, ROD * height, steel)
    for place in (first, second):
        _draw_clip(sheet, place, second - first, clip, steel)
    return _laid(background, sheet, rows)


def with_arms(background: Pixels, hook: Hook, tone: Numbers | None = None) -> Pixels:
    """``background`` H×W×3 with the arms of a hanger, from where the wire of ``hook`` ends to those in the
    subject's neck, in px of the picture: wooden ones, or of that ``tone`` (3 levels) and as thin as those of
    plastic are."""
    height, width = background.shape[:2]
    thick = (ARM if tone is None else SLIM_ARM) * height
    ends = _from_left(hook.arms)
    rows = _within(hook.y - thick, max(end[1] for end in ends) + thick, height)
    columns = _within(min(ends[0][0], hook.x) - thick, max(ends[1][0], hook.x) + thick, width)
    if rows.stop <= rows.start or columns.stop <= columns.start:
        return background
    sheet = _sheet(rows, columns)
    level = _level(background[rows].reshape(-1, 3).mean(0))
    own = np.array(WOOD, np.float32) * level if tone is None else np.asarray(tone, np.float32)
    for end in ends:
        way = end - (hook.x, hook.y)
        along, off = _turned(sheet, np.array([hook.x, hook.y]), way if way[0] > 0 else -way)
        beyond = np.maximum(np.abs(along - np.sign(way[0]) * np.hypot(*way) / 2) - np.hypot(*way) / 2, 0)
        sheet.draw(thick / 2 - np.hypot(off, beyond), _round(2 * off / thick) * 0.5 + 0.45, own)
    return _laid(background, sheet, rows)


def _from_left(places: tuple[tuple[float, float], ...]) -> list[npt.NDArray[np.float64]]:
    """Places as points, also those of a mirrored photo from the left."""
    return [np.array(place, np.float64) for place in sorted(places)]


def _within(first: float, last: float, size: int) -> slice:
    return slice(max(0, int(first)), min(size, int(last) + 2))


def _sheet(rows: slice, columns: slice) -> _Sheet:
    tall, wide = (rows.stop - rows.start) * FINER, (columns.stop - columns.start) * FINER
    y, x = np.mgrid[:tall, :wide].astype(np.float32)
    x, y = (x + 0.5) / FINER + columns.start - 0.5, (y + 0.5) / FINER + rows.start - 0.5
    empty = np.zeros((tall, wide), np.float32)
    return _Sheet(x, y, np.zeros((tall, wide, 3), np.float32), empty)


def _laid(background: Pixels, sheet: _Sheet, rows: slice) -> Pixels:
    """A picture with what is drawn on a sheet over its ``rows``."""
    cover = _reduced(sheet.cover)[..., None]
    # Colour times cover is what has to be reduced: beside the hanger a point has no colour.
    laid = _reduced(sheet.colour * sheet.cover[..., None])
    first = round(float(sheet.x[0, 0]) + 0.5 - 0.5 / FINER)
    columns = slice(first, first + cover.shape[1])
    made = background.copy()
    made[rows, columns] = np.rint(made[rows, columns] * (1 - cover) + laid).clip(0, 255).astype(np.uint8)
    return made


def _reduced(samples: Numbers) -> Floats:
    tall, wide = samples.shape[0] // FINER, samples.shape[1] // FINER
    return samples.reshape(tall, FINER, wide, FINER, *samples.shape[2:]).mean((1, 3)).astype(np.float32)


def _level(around: Numbers) -> float:
    """How bright a thing is in a place of that mean colour, of what it is in a light one."""
    return float(np.clip(0.5 + around.mean() / 240, 0.6, 1.15))


def _steel(around: Numbers) -> Floats:
    """The colour of steel in a place of that mean colour: it mirrors some of it, and is as dark."""
    own = np.array(STEEL, np.float32) * 1.25
    return (((1 - MIRRORED) * own + MIRRORED * around) * _level(around)).astype(np.float32)


def _round(across: Numbers) -> Floats:
    """The light on something round, lit from the upper left, by how far off its middle it is, -1…1."""
    across = np.clip(across, -1, 1)
    gleam = 0.9 * np.exp(-(((across + 0.35) / 0.22) ** 2))
    return (0.42 + 0.5 * np.sqrt(1 - across**2) - 0.22 * across + gleam).astype(np.float32)


def _draw_hook(  # noqa: PLR0917
    sheet: _Sheet, round_of: Arc, at: tuple[float, float, float], radius: float, thick: float, steel: Floats
) -> None:
    """The hook, whose arc is ``round_of``, and its stem down to the rod; ``at`` are its column and the rows
    of its middle and the rod."""
    x, y = sheet.x - at[0], sheet.y
    arc, on_arc = round_of(x, y - at[1], radius)
    line, on_line = from_line(x, y, at[1] + radius, at[2])
    away, along = np.minimum(arc, line), np.where(arc < line, on_arc, on_line)
    sheet.draw(thick / 2 - away, _round(2 * along / thick), steel)


def _draw_rod(  # noqa: PLR0917
    sheet: _Sheet, first: Numbers, second: Numbers, clip: float, thick: float, steel: Floats
) -> None:
    along, down = _turned(sheet, (first + second) / 2, second - first)
    half = float(np.hypot(*(second - first))) / 2 + BEYOND * clip
    off = down + AT_ROD * clip
    beyond = np.maximum(np.abs(along) - half, 0)
    sheet.draw(thick / 2 - np.hypot(off, beyond), _round(2 * off / thick), steel)
    # A collar where the stem comes in, and a knob at each end.
    collar = np.maximum(np.abs(along) - 1.1 * thick, np.abs(off) - 0.8 * thick)
    sheet.draw(-collar, _round(off / (0.8 * thick)), steel * 0.9)
    for end in (-half, half):
        knob = np.hypot(along - end, off)
        sheet.draw(0.85 * thick - knob, _round(off / (0.85 * thick)), steel * 0.55)


def _draw_clip(sheet: _Sheet, place: Numbers, way: Numbers, clip: float, steel: Numbers) -> None:
    """A sprung clip of bent sheet metal, seen from the front: a lever that stands off above the rod, a jaw
    that widens down to the cloth, and the lip of dark rubber that holds it."""
    along, down = _turned(sheet, place, way)
    u, v = along / clip, down / clip
    lever = _box(u / (1 - 0.22 * (v + 0.8)), v, (0.36, -TALL, -0.66), 0.07) * clip
    tilted = (
        0.95 - 0.5 * np.clip((v + TALL) / 0.7, 0, 1) + 0.25 * np.exp(-(((u + 0.2) / 0.09) ** 2)) - 0.14 * u
    )
    sheet.draw(lever, _rimmed(tilted, lever, clip), steel)
    jaw = _box(u / (1 + 0.16 * (v + 0.8)), v, (0.45, -0.84, BITE), 0.05) * clip
    bend = 0.5 * np.exp(-(((v + 0.77) / 0.045) ** 2)) - 0.4 * np.exp(-(((v + 0.66) / 0.05) ** 2))
    face = 0.66 + 0.26 * np.clip((v + 0.7) / 0.5, 0, 1) + 0.16 * np.exp(-(((u - 0.12) / 0.1) ** 2)) - 0.14 * u
    sheet.draw(jaw, _rimmed(face + bend, jaw, clip), steel)
    lip = _box(u / (1 + 0.16 * (v + 0.8)), v, (0.5, -0.19, BITE), 0.05) * clip
    edge = 1.0 - 0.25 * u + 0.7 * np.exp(-(((v + 0.155) / 0.03) ** 2))
    sheet.draw(lip, edge.astype(np.float32), steel * 0.25)


def _rimmed(face: Numbers, inside: Numbers, clip: float) -> Floats:
    """The light on a plate with its bent rim, which is darker."""
    return (face * (0.62 + 0.38 * np.clip(inside / (0.09 * clip), 0, 1))).astype(np.float32)


def _turned(sheet: _Sheet, place: Numbers, way: Numbers) -> tuple[Floats, Floats]:
    """The sheet's points along ``way`` and square to it, from ``place`` on, in px."""
    (cos, sin) = way / max(float(np.hypot(*way)), 1e-6)
    x, y = sheet.x - place[0], sheet.y - place[1]
    return (x * cos + y * sin).astype(np.float32), (y * cos - x * sin).astype(np.float32)


def _box(u: Numbers, v: Numbers, size: tuple[float, float, float], corner: float) -> Floats:
    """How far inside a box with round corners points are: half as wide as the first of ``size``, from the
    second to the third."""
    half, top, bottom = size
    right = np.abs(u) - half + corner
    below = np.abs(v - (top + bottom) / 2) - (bottom - top) / 2 + corner
    outside = np.hypot(np.maximum(right, 0), np.maximum(below, 0))
    return (corner - outside - np.minimum(np.maximum(right, below), 0)).astype(np.float32)
