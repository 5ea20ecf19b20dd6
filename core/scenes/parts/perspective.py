"""A camera over flat ground, and textures laid on planes as it sees them, out of focus where they are.

World measures are metres: across (0 = middle of the picture), up (0 = ground), away from the camera. Rows and
columns are shares of the picture's height.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

import cv2
import numpy as np

from core.scenes.groups import OUTDOORS
from core.scenes.painting import View
from core.scenes.parts.canvas import Array, Random
from core.scenes.spec import SceneSpec, since

WIDEST, WIDE_OPEN = 0.034, 0.05
"""Radius of the disc that a far point becomes at blur 1, in heights; from form 7 on out of doors."""


@dataclass(frozen=True)
class Lens:
    """A level camera. ``vanish`` is the row of the horizon, ``foot`` the row that is in focus, ``metre`` how
    many metres the picture's height spans there, ``focal`` the focal length in heights, ``soft`` the radius
    of a far point's disc, ``height`` and ``width`` in px, ``axis`` the column (from the middle) at which what
    runs straight away vanishes; ``nearer`` by how much of the way to the foot the focus is before it."""

    vanish: float
    foot: float
    metre: float
    focal: float
    soft: float
    height: int
    width: int
    axis: float = 0.0
    nearer: float = 0.0

    @cached_property
    def rows(self) -> Array:
        """Middle of each row, H."""
        return ((np.arange(self.height) + 0.5) / self.height).astype(np.float32)

    @cached_property
    def columns(self) -> Array:
        """Middle of each column, 0 at the axis, W."""
        return ((np.arange(self.width) + 0.5 - self.width / 2) / self.height - self.axis).astype(np.float32)

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.width / self.height

    @property
    def up(self) -> float:
        """The camera's height above the ground in metres."""
        return (self.foot - self.vanish) * self.metre

    @property
    def focus(self) -> float:
        """Metres to the ground at the foot, which is in focus."""
        return self.focal * self.metre

    def away(self, row: float) -> float:
        """Metres to the ground seen at ``row``."""
        return self.focal * self.up / max(row - self.vanish, 1e-4)

    def row(self, away: float, up: float = 0.0) -> float:
        """The row at which a point ``up`` metres over the ground is seen."""
        return self.vanish + self.focal * (self.up - up) / away

    def column(self, across: float, away: float) -> float:
        """The column at which a point is seen, 0 in the middle of the picture."""
        return self.focal * across / away + self.axis

    def disc(self, away: float) -> float:
        """Radius of the disc that a point there becomes, in shares of the height."""
        return self.soft * abs(1 - (1 - self.nearer) * self.focus / away)

    def reduced(self, factor: int) -> "Lens":
        """The same view with ``factor`` times fewer pixels each way."""
        return replace(self, height=max(8, self.height // factor), width=max(8, self.width // factor))

    def disparity(self) -> Array:
        """Disparity of the ground H×W: 1 at the bottom, 0 at the horizon and above."""
        line = np.clip((self.rows - self.vanish) / (1 - self.vanish), 0, 1)
        return np.repeat(line[:, None], self.width, 1).astype(np.float32)


def lens_of(spec: SceneSpec, view: View, focal: float = 1.7, axis: float = 0.0, lowest: float = 0.78) -> Lens:
    """The spec's camera on a place of its kind's width; the horizon no lower than ``lowest``."""
    vanish = min(spec.camera.horizon, lowest)
    foot = float(np.clip(vanish + 0.16, 0.86, 0.94))
    metre = spec.place.width * spec.camera.distance
    soft = spec.camera.blur * (WIDE_OPEN if since(spec, 7) and spec.place.group in OUTDOORS else WIDEST)
    return Lens(vanish, foot, metre, focal, soft, view.height, view.width, axis, spec.camera.nearer)


@dataclass(frozen=True, eq=False)
class Tile:
    """A square texture N×N×C that repeats every ``metres``, with its reduced copies."""

    texture: Array
    metres: float
    _levels: dict[tuple[int, int], Array] = field(default_factory=dict[tuple[int, int], Array])

    def level(self, wide: int, deep: int) -> Array:
        """The texture with 2**wide times fewer columns and 2**deep times fewer rows."""
        if (wide, deep) not in self._levels:
            rows, columns = self.texture.shape[:2]
            size = (max(1, columns >> wide), max(1, rows >> deep))
            made = np.asarray(cv2.resize(self.texture, size, interpolation=cv2.INTER_AREA), np.float32)
            self._levels[wide, deep] = made.reshape(size[1], size[0], -1)
        return self._levels[wide, deep]


@dataclass(frozen=True)
class Plane:
    """A plane that the camera looks along: ``gap`` is each line's distance from the line where it vanishes,
    ``lateral`` each point's place along a line, both in heights; ``off`` metres lie between the camera and
    the plane; ``soft`` is each line's blur (radius, heights)."""

    gap: Array
    lateral: Array
    off: float
    focal: float
    soft: Array
    pixel: float

    @property
    def metre(self) -> Array:
        """Metres per height on each line."""
        return (self.off / self.gap).astype(np.float32)

    @property
    def away(self) -> Array:
        """Metres from the camera to each line."""
        return self.metre * self.focal

    @property
    def grain(self) -> tuple[Array, Array]:
        """Standard deviation in metres of what one pixel gathers, across and along the view, per line."""
        across = self.metre * np.sqrt((0.4 * self.pixel) ** 2 + (0.62 * self.soft) ** 2)
        return across.astype(np.float32), (across * self.focal / self.gap).astype(np.float32)


def ground_plane(lens: Lens, first: int) -> Plane:
    """The ground from pixel row ``first`` down. What is nearer than the focus is kept half as soft as a lens
    would, since a picture's lower edge is looked at."""
    gap = np.maximum(lens.rows[first:] - lens.vanish, 0.004).astype(np.float32)
    out = 1 - (1 - lens.nearer) * gap / (lens.foot - lens.vanish)
    soft = lens.soft * np.where(out < 0, -0.5 * out, out)
    return Plane(gap, lens.columns, lens.up, lens.focal, soft.astype(np.float32), 1 / lens.height)


def wall_plane(lens: Lens, columns: slice, off: float) -> Plane:
    """An upright wall along the view at ``off`` metres beside the camera (positive right), its lines being
    the picture's ``columns``, its points the rows; up is against the row."""
    gap = np.maximum(np.abs(lens.columns[columns]), 0.004).astype(np.float32)
    away = lens.focal * abs(off) / gap
    soft = lens.soft * np.abs(1 - lens.focus / away)
    lateral = lens.rows - lens.vanish
    return Plane(gap, lateral, abs(off), lens.focal, soft.astype(np.float32), 1 / lens.height)


def lay(tile: Tile, plane: Plane, shift: tuple[float, float]) -> Array:
    """The tile on the plane, lines×points×C, ``shift`` metres along and across; what a pixel and the lens
    gather is averaged, so that a small picture equals the reduced large one."""
    size = tile.texture.shape[0]
    texel = tile.metres / size
    across, along = plane.grain
    top = float(np.log2(size)) - 1
    wide = np.clip(np.log2(np.maximum(across / texel / 0.7, 1)), 0, top)
    deep = np.clip(np.log2(np.maximum(along / texel / 0.7, 1)), 0, top)
    made = np.zeros((len(plane.gap), len(plane.lateral), tile.texture.shape[2]), np.float32)
    for step in range(int(np.floor(deep.min())), int(np.ceil(deep.max())) + 1):
        weight = np.clip(1 - np.abs(deep - step), 0, 1)
        lines = np.flatnonzero(weight > 1e-3)
        if not len(lines):
            continue
        narrow = round(float(np.mean(wide[lines])))
        level = tile.level(narrow, step)
        column = (plane.lateral[None] * plane.metre[lines, None] + shift[1]) / texel / 2**narrow - 0.5
        row = (plane.away[lines] + shift[0]) / texel / 2**step - 0.5
        row = np.repeat((row % level.shape[0])[:, None], len(plane.lateral), 1)
        seen = cv2.remap(
            level,
            (column % level.shape[1]).astype(np.float32),
            row.astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_WRAP,
        )
        made[lines] += seen.reshape(len(lines), len(plane.lateral), -1) * weight[lines, None, None]
    return made


def periodic(
    rng: Random, size: int, cells: tuple[float, float], octaves: int = 4, gain: float = 0.5
) -> Array:
    """Fractal noise size×size that repeats, std about 1; ``cells`` blobs down and across at first. The same
    ``rng`` gives the same pattern at every size, what is finer than two texels left out."""
    total, power, weight = np.zeros((size, size), np.float32), 0.0, 1.0
    for octave, seed in enumerate(rng.integers(0, 2**63, octaves)):
        rows, columns = max(1, round(cells[0] * 2**octave)), max(1, round(cells[1] * 2**octave))
        kept = float(np.clip(size / max(rows, columns) - 1, 0, 1))
        power += weight**2
        if kept:
            coarse = np.random.default_rng(seed).standard_normal((rows, columns), np.float32)
            total += weight * kept * _stretched(coarse, size)
        weight *= gain
    return (total * 1.25 / np.sqrt(power)).astype(np.float32)


def _stretched(coarse: Array, size: int) -> Array:
    """A small repeating picture, smoothly brought to size×size."""
    padded = np.pad(coarse, 3, mode="wrap")
    rows, columns = coarse.shape
    matrix = np.array(
        [[columns / size, 0, 2.5 + 0.5 * columns / size], [0, rows / size, 2.5 + 0.5 * rows / size]],
        np.float32,
    )
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    border = cv2.BORDER_REPLICATE
    made = cv2.warpAffine(padded, matrix, (size, size), flags=flags, borderMode=border)
    return np.asarray(made, np.float32)


def slopes(height: Array, metres: float, deep: float) -> Array:
    """Slopes across and along of a repeating height field whose unit is ``deep`` metres, N×N×2, each softly
    limited to ±1."""
    texel = metres / height.shape[0]
    across = (np.roll(height, -1, 1) - np.roll(height, 1, 1)) * (deep / (2 * texel))
    along = (np.roll(height, -1, 0) - np.roll(height, 1, 0)) * (deep / (2 * texel))
    return np.tanh(np.dstack([across, along])).astype(np.float32)
