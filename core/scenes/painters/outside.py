"""How outdoor places are put together: a far layer out of focus, ground in front of it, a lens and a film."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import cv2
import numpy as np

from core.scenes.painting import Ground, Painting, View
from core.scenes.parts.camera import develop
from core.scenes.parts.canvas import Array, grid, stream
from core.scenes.parts.channels import dimmed, mixed, scaled
from core.scenes.parts.grids import Numbers, ramp, resized
from core.scenes.parts.outdoors import Day, sky
from core.scenes.parts.paving import planks, slabs
from core.scenes.parts.relief import SLANT, ground, laid, sunlit
from core.scenes.parts.same import Same, while_small
from core.scenes.parts.soils import Tile, linear, reduced
from core.scenes.parts.viewpoint import FOCAL, Viewpoint, defocus, enlarged, far_height, focused, over
from core.scenes.spec import SceneSpec


def far_canvas(spec: SceneSpec, day: Day, view: Viewpoint, cover: float | None = None) -> Array:
    """The sky at the size that the far layer needs, linear. ``cover`` as for ``sky``; drawn when None."""
    height = far_height(view, view.aperture)
    if cover is None:
        cover = float(stream(spec, "cover").uniform(0.1, 0.42 if day.time == "day" else 0.6))
    return sky(spec, day, height, round(height * view.aspect), view.vanish, cover)


def far_shape(view: Viewpoint, share: float = 1.0) -> tuple[int, int]:
    """Height and width in px of a layer that will be out of focus by that share of the aperture."""
    height = far_height(view, view.aperture * share)
    return height, round(height * view.aspect)


def behind(back: Numbers, layer: Numbers, radius: float) -> Array:
    """``layer`` (RGBA, sharp) out of focus by ``radius`` heights over the linear ``back``."""
    soft = defocus(layer, radius)
    return over(back, resized(soft, *back.shape[:2]).clip(0))


def texels(view: Viewpoint) -> int:
    """How many texels a side a tile of ground needs for the view."""
    return 1024 if view.height > 512 else 512


def earth(
    view: Viewpoint,
    edge: float,
    tile: Tile,
    day: Day,
    tint: Numbers | float = 1.0,
    occlusion: float = 1.0,
    slant: float = SLANT,
) -> Array:
    """The tile as ground under the light of day, from the row ``edge`` down: premultiplied RGBA, sharp.
    ``slant`` 0 for what is laid in straight rows."""
    heights, colour, metres = _sized(Same(tile[0]), Same(tile[1]), tile[2], texels(view))
    facing, open_ = sunlit(heights, metres, day, occlusion)
    lit = (colour * tint * day.lit(facing, open_)).astype(np.float32)
    return ground(view, edge, lit, heights, metres, slant)


Slabs = tuple[str, tuple[float, float], float, str]
"""A colour, each slab's two measures and its joints' width in metres, the joints' colour."""


def paved(spec: SceneSpec, ground: str, boards: str, sorts: Mapping[str, Slabs]) -> Tile:
    """The tile of a terrace: a deck of ``boards`` in that colour, else one of the ``sorts`` of slabs."""
    if ground == "deck":
        return planks(spec.stream("deck"), 1024, boards, 0.13, spec.seed % 2 == 0)
    code, each, joint, grout = sorts[ground]
    return slabs(spec.stream("slabs"), 1024, code, each, joint, grout)


@lru_cache(maxsize=6)
def _sized(heights: Same, colour: Same, metres: float, size: int) -> Tile:
    """The tile at the size that a view needs."""
    return reduced((heights.values, colour.values, metres), size)


def shaded(canvas: Numbers, day: Day, dark: Numbers) -> None:
    """Take the sun off the canvas (in place) where ``dark`` (H×W, 0…1) is 1; sky light stays."""
    sun = day.sun * max(0.25, day.toward[1])
    share = sun / (sun + day.sky)
    dimmed(canvas, [1 - dark * part for part in share])


def at_foot(view: Viewpoint, reach: float) -> Array:
    """1 in the row of the subject's foot, falling to 0 within about twice ``reach`` heights of it: H×1."""
    rows = ((np.arange(view.height, dtype=np.float32) + 0.5) / view.height)[:, None]
    return np.exp(-(((rows - view.foot) / reach) ** 2))


def below_row(back: Numbers, image: Numbers, row: float, soft: float = 0.002) -> Array:
    """``image`` from the ``row`` down, ``back`` above it (pictures of one size); they pass into each other
    within ``soft`` heights of it."""
    rows = ((np.arange(back.shape[0], dtype=np.float32) + 0.5) / back.shape[0])[:, None]
    return mixed(back, image, ramp(rows, row - soft, row + soft)).astype(np.float32, copy=False)


def ground_noise(view: Viewpoint, tile: Numbers, metres: float, edge: float) -> Array:
    """The tile (N×N) on the ground at the view's own rows, H×W; 0 above ``edge``."""
    return while_small(_ground_noise, view.height)(view, Same(tile), metres, edge).copy()


@lru_cache(maxsize=12)
def _ground_noise(view: Viewpoint, tile: Same, metres: float, edge: float) -> Array:
    """What ``ground_noise`` gives, which is the same in other light."""
    rows = (np.arange(view.height, dtype=np.float32) + 0.5) / view.height
    made = np.zeros((view.height, view.width), np.float32)
    below = rows > max(edge, view.vanish + 1e-3)
    if below.sum() > 1:
        made[below] = laid(tile.values, metres, view, rows[below])
    return made


def row_softness(view: Viewpoint) -> Array:
    """How far each row of the picture is out of focus, in heights."""
    rows = (np.arange(view.height, dtype=np.float32) + 0.5) / view.height
    soft = view.softness(np.maximum(rows, view.vanish))
    return np.clip(soft, 0, view.aperture)


def taken(
    spec: SceneSpec,
    view: Viewpoint,
    day: Day,
    back: Numbers,
    front: Numbers,
    place: Ground,
    exposure: float = 1.0,
    before: Sequence[Array] = (),
) -> Painting:
    """The photograph: the linear ``back`` (already out of focus, any size) behind the ground ``front``
    (RGBA, sharp), what stands ``before`` the ground's far part (RGBA, already out of focus, far ones first),
    veiled by the sun where it shines into the lens."""
    image = over(enlarged(back, view), focused(pooled(front, view, day), row_softness(view)))
    for layer in before:
        image = over(image, enlarged(layer, view))
    image = image + veil(view, day)
    image = scaled(image, corners(view))
    rows = (np.arange(view.height, dtype=np.float32) + 0.5) / view.height
    disparity = np.repeat(view.near(rows)[:, None], view.width, axis=1)
    return Painting(
        image=develop(image.astype(np.float32), exposure),
        disparity=disparity,
        ground=place,
        tint=lamplit(day),
    )


POOLS = {"night": (6.5, "ffd9ae"), "dusk": (3.2, "ffd9b4")}
"""By how much a lamp near the camera outshines the evening where the subject stands, and its colour."""


def pooled(canvas: Numbers, view: Viewpoint, day: Day, gain: float = 1.0) -> Array:
    """The ground (premultiplied RGBA) with a pool of lamplight around the foot by dusk and night, bright
    enough for a subject that was photographed by day; what lies farther stays dark. ``gain`` is
    for dark stuff, close to the lamp."""
    if day.time not in POOLS:
        return canvas.astype(np.float32, copy=False)
    power, code = POOLS[day.time]
    rows = (np.arange(view.height, dtype=np.float32)[:, None] + 0.5) / view.height
    columns = (np.arange(view.width, dtype=np.float32)[None] + 0.5) / view.height - view.aspect / 2
    away = view.away(np.maximum(rows, view.vanish + 1e-3)) / view.span
    deep = (away - FOCAL) / np.where(away > FOCAL, 1.1, 0.9)
    gone = np.hypot(columns * away / FOCAL / 0.62, deep)
    pool = gain * power / (1 + (gone / 0.9) ** 2) ** 2
    made = canvas.astype(np.float32)
    made[..., :3] *= 1 + pool[..., None] * linear(code)
    return made


def lamplit(day: Day) -> tuple[float, float, float]:
    """The light on a white thing where the subject stands in sRGB, its brightest channel 1; by dusk and night
    with that of the lamp."""
    if day.time not in POOLS:
        return day.tint
    power, code = POOLS[day.time]
    light = ((day.sun * 0.6 + day.sky * 0.8) * (1 + power * linear(code))) ** (1 / 2.2)
    red, green, blue = (light / light.max()).tolist()
    return red, green, blue


def veil(view: Viewpoint, day: Day) -> Array:
    """Light scattered in the lens when the sun shines into it, H×W×3."""
    at = day.seen_at(view.vanish, view.aspect)
    if at is None or day.time in ("foggy", "overcast", "night"):
        return np.zeros((1, 1, 3), np.float32)
    small = View(max(2, round(64 * view.aspect)), 64)
    y, x = grid(small.height, small.width)
    away = np.hypot(x - at[1], y - at[0])
    made = (0.05 * day.behind * np.exp(-away / 0.55))[..., None] * day.sun / day.sun.max()
    return cv2.resize(made.astype(np.float32), (view.width, view.height), interpolation=cv2.INTER_CUBIC)


def corners(view: Viewpoint) -> Array:
    """How much of the light reaches each point of the picture, H×W: a little less in the corners."""
    return while_small(_corners, view.height)(view)


@lru_cache(maxsize=4)
def _corners(view: Viewpoint) -> Array:
    y, x = grid(view.height, view.width)
    away = ((y - 0.5) / 0.5) ** 2 + ((x - view.aspect / 2) / (view.aspect / 2)) ** 2
    return (1 - 0.13 * np.clip(away / 2, 0, 1) ** 1.5).astype(np.float32)


def open_ground(
    view: Viewpoint, mirror: float = 0.0, rough: float = 0.5, shade: float = 0.55, far: float | None = None
) -> Ground:
    """Natural ground as the subject sees it."""
    edge = max(0.0, view.vanish + 0.015) if far is None else far
    return Ground(vanish=view.vanish, far=edge, foot=view.foot, mirror=mirror, rough=rough, shade=shade)
