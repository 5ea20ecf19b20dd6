"""Fronts of buildings as flat faces in true perspective, each point of them shaded by what it is made of.

World measures are metres: right of the picture's middle, up from the ground, away from the camera.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array
from core.scenes.parts.floats import f32
from core.scenes.parts.grids import Numbers, tiled
from core.scenes.parts.outdoors import Day, cloud_tile
from core.scenes.parts.perspective import Lens

FINER = 2
"""How much finer faces are drawn before they are reduced, where they are not out of focus anyway."""
SOFT = 2.5
"""Px of a far point's disc from which on they are."""
NEAREST = 0.4
"""Metres from the camera within which nothing is seen."""
TILE = (20, 4)
"""What seeds the tiles that all fronts share, each from another place of it on."""
Way = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Patch:
    """What is seen of a face, h×w each: its place (``u`` along, ``v`` up, metres), how many metres a pixel
    is (``px``), how far ``away`` it is, and the look at it (``along``, ``up``, ``into``, unit length).
    ``facing`` is how far it faces the sun, ``evening`` 0…1 how far lamps rule, ``seed`` what its chances
    come from."""

    u: Array
    v: Array
    px: Array
    away: Array
    along: Array
    up: Array
    into: Array
    facing: float | Array
    day: Day
    evening: float
    seed: tuple[int, ...]

    def chance(self, part: int, *keys: npt.NDArray[np.generic]) -> Array:
        """A number 0…1 for each combination of whole-numbered keys."""
        table = np.random.default_rng([*self.seed, part]).random(4093).astype(np.float32)
        index = np.zeros((1, 1), np.int64)
        for key in keys:
            index = index * 131 + key.astype(np.int64) + 17
        return table[index % 4093]

    def noise(self, slope: float, u: Numbers, v: Numbers) -> Array:
        """Unevenness of amplitude 1/f^``slope``, std 1, at places of its own tile of 512 texels."""
        shift = float(self.seed[0] % 509)
        return tiled(cloud_tile(TILE, slope), f32(u + shift), f32(v + 1.7 * shift))

    def line(self, distance: Numbers, half: float) -> Array:
        """1 on a line of half width ``half`` metres, by the ``distance`` from its middle."""
        wide = np.maximum(half, 0.5 * self.px)
        return np.asarray(
            np.clip((wide - np.abs(distance)) / self.px + 0.5, 0, 1) * (half / wide), np.float32
        )

    def inside(self, distance: Numbers) -> Array:
        """1 where ``distance`` (metres within an outline) is above 0, with an edge a pixel wide."""
        return np.asarray(np.clip(distance / self.px + 0.5, 0, 1), np.float32)

    def lit(self, tone: Numbers, open_: Numbers | float = 0.6) -> Array:
        """The linear ``tone`` (a colour or h×w×3) in the light of day."""
        seen = np.broadcast_to(np.asarray(open_, np.float32), self.u.shape)
        return f32(tone * self.day.lit(np.ones_like(self.u) * self.facing, seen))


Style = Callable[[Patch], tuple[Array, Array | None]]
"""The linear light h×w×3 of what is seen of a face, and how much of it is there (``None``: all)."""


@dataclass(frozen=True, kw_only=True)
class Face:
    """A flat rectangle: its ``origin`` at (0, 0), unit ways ``along`` (u) and ``rise`` (v), its ``size`` in
    metres, and the style that it is shaded with."""

    origin: Way
    along: Way
    rise: Way
    size: tuple[float, float]
    style: Style
    seed: tuple[int, ...] = (0,)


def upright(
    start: tuple[float, float],
    end: tuple[float, float],
    style: Style,
    rows: tuple[float, float],
    seed: tuple[int, ...] = (0,),
) -> Face:
    """An upright face on the ground from ``start`` to ``end`` (right, away), between two heights."""
    way = np.array([end[0] - start[0], end[1] - start[1]])
    wide = float(np.hypot(*way))
    x, z = (way / wide).tolist()
    return Face(
        origin=(start[0], rows[0], start[1]),
        along=(x, 0.0, z),
        rise=(0.0, 1.0, 0.0),
        size=(wide, rows[1] - rows[0]),
        style=style,
        seed=seed,
    )


def drawn(lens: Lens, day: Day, evening: float, faces: Sequence[Face]) -> Array:
    """The faces, later ones over earlier ones, as premultiplied linear RGBA at the lens's size."""
    finer = FINER if lens.soft * lens.height < SOFT else 1
    fine = replace(lens, height=lens.height * finer, width=lens.width * finer)
    layer = np.zeros((fine.height, fine.width, 4), np.float32)
    for face in faces:
        part = _window(fine, face)
        if part is not None:
            _shaded(fine, day, evening, face, layer, part)
    return (
        layer
        if finer == 1
        else f32(cv2.resize(layer, (lens.width, lens.height), interpolation=cv2.INTER_AREA))
    )


def _window(lens: Lens, face: Face) -> tuple[slice, slice] | None:
    """Rows and columns in which the face lies; ``None`` where it is out of the picture."""
    corner, along, rise = (np.array(way, np.float32) for way in (face.origin, face.along, face.rise))
    points = np.array([corner + u * along + v * rise for u in (0, face.size[0]) for v in (0, face.size[1])])
    if points[:, 2].max() < NEAREST:
        return None
    if points[:, 2].min() < NEAREST:
        return slice(0, lens.height), slice(0, lens.width)
    x = (lens.focal * points[:, 0] / points[:, 2] + lens.axis) * lens.height + lens.width / 2
    y = (lens.vanish + lens.focal * (lens.up - points[:, 1]) / points[:, 2]) * lens.height
    rows = slice(max(0, int(y.min()) - 1), min(lens.height, int(y.max()) + 2))
    columns = slice(max(0, int(x.min()) - 1), min(lens.width, int(x.max()) + 2))
    return (rows, columns) if rows.stop > rows.start and columns.stop > columns.start else None


def _shaded(
    lens: Lens, day: Day, evening: float, face: Face, layer: Array, part: tuple[slice, slice]
) -> None:
    """Lay what is seen of the face over the layer, in place."""
    corner, along, rise = (np.array(way, np.float32) for way in (face.origin, face.along, face.rise))
    normal = np.cross(along, rise).astype(np.float32)
    # The axis is where what runs straight away vanishes: columns are counted from it.
    x, y = lens.columns[part[1]][None], (lens.vanish - lens.rows[part[0]])[:, None]
    ways = (x, y, np.float32(lens.focal))
    slant = x * normal[0] + y * normal[1] + lens.focal * normal[2]
    slant = np.where(np.abs(slant) < 1e-5, np.float32(1e-5), slant)
    eye = np.array([0.0, lens.up, 0.0], np.float32)
    far = float((corner - eye) @ normal) / slant
    u = far * (x * along[0] + y * along[1] + lens.focal * along[2]) - float((corner - eye) @ along)
    v = far * (x * rise[0] + y * rise[1] + lens.focal * rise[2]) - float((corner - eye) @ rise)
    length = np.sqrt(x**2 + y**2 + lens.focal**2)
    facing = 1.0 if float((corner - eye) @ normal) > 0 else -1.0
    looks = [
        np.broadcast_to(sum(w * part_ for w, part_ in zip(ways, way, strict=True)) / length, u.shape)
        for way in (along, rise, facing * normal)
    ]
    px = np.clip(far / lens.height, 1e-3, 5.0)
    patch = Patch(
        u=f32(u),
        v=f32(v),
        px=f32(px),
        away=f32(np.clip(far * lens.focal, 0.1, 1e4)),
        along=f32(looks[0]),
        up=f32(looks[1]),
        into=f32(np.maximum(looks[2], 1e-3)),
        facing=max(0.0, float(-facing * normal @ np.array(day.toward, np.float32))),
        day=day,
        evening=evening,
        seed=face.seed,
    )
    edge = np.minimum(np.minimum(u, face.size[0] - u), np.minimum(v, face.size[1] - v))
    there = np.where(far * lens.focal > NEAREST, np.clip(edge / px + 0.5, 0, 1), 0)
    if not there.any():
        return
    light, cover = face.style(patch)
    alpha = (there if cover is None else there * cover)[..., None].astype(np.float32)
    below = layer[part]
    below[...] = below * (1 - alpha) + np.concatenate([light * alpha, alpha], axis=2)
