"""Materials on the wall and the floor of a stage, each lit across its relief as its light falls."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array
from core.scenes.parts.illumination import Stage
from core.scenes.parts.surfaces import SURFACES, Seed, raked, skin
from core.scenes.parts.woods import WOODS

TALLER = 3
"""Rows per row in which a floor is read: it is seen aslant, and would flicker otherwise."""


SIZES = (64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536)


def texels_for(span: float, metre: float) -> int:
    """A texture's size for a ``span`` in m at ``metre`` px per m: one of few, so that it is made once."""
    wanted = span * metre * 0.85
    return next((size for size in SIZES if size >= wanted), SIZES[-1])


def textured(name: str, texels: int, seed: Seed, colour: str | None, light: Array, floor: bool) -> Array:
    """The material in linear light, read-only, its relief raked by ``light``: the vector toward it in the
    texture's own axes (right, up, out of the surface)."""
    right, up, out = (round(float(value), 3) for value in light)
    return _textured(name, texels, seed, colour, (right, up, out), floor)


@lru_cache(maxsize=8)
def _textured(
    name: str, texels: int, seed: Seed, colour: str | None, light: tuple[float, float, float], floor: bool
) -> Array:
    # Raked as large as it is made, and reduced in linear light: so it is the same at every size.
    albedo, height = skin(name, max(texels, 256), seed, colour, floor)
    relief = SURFACES[name].relief
    linear = to_linear(albedo)
    if relief:
        steep = float(0.85 * relief / np.clip(light[2], 0.42, 1.0))
        linear = linear * raked(height, light[0], light[1], steep)[..., None]
    if linear.shape[0] > texels:
        linear = cv2.resize(linear, (texels, texels), interpolation=cv2.INTER_AREA)
    linear = linear.astype(np.float32)
    linear.setflags(write=False)
    return linear


def wall_colours(
    stage: Stage,
    size: tuple[int, int],
    name: str,
    seed: Seed,
    colour: str | None,
    toward: Array,
    span: float | None = None,
    upright: bool = False,
) -> Array:
    """The wall's material H×W×3, linear, under even light; ``upright`` turns boards to stand."""
    height, width = size
    span = SURFACES[name].span if span is None else span
    metre = height * stage.focal / stage.wall
    light = np.array([toward[0], toward[1], max(-toward[2], 0.35)], np.float32)
    if upright:
        light = np.array([-light[1], light[0], light[2]], np.float32)
    texture = textured(name, texels_for(span, metre), seed, colour, light, False)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    across, up = stage.on_wall((columns + 0.5) / height, (rows + 0.5) / height)
    u, v = across / span + 0.37, -up / span
    if upright:
        u, v = v, u
    if name in WOODS or name in ("brick", "white brick"):
        # Every run is shifted by whole bricks, or the repetition would show.
        u = u + 0.4 * np.floor(v)
    return _fetched(texture, u, v)


def _fetched(texture: Array, u: Array, v: Array) -> Array:
    side = texture.shape[0]
    columns, rows = (u % 1) * side - 0.5, (v % 1) * side - 0.5
    return cv2.remap(
        texture,
        columns.astype(np.float32),
        rows.astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_WRAP,
    )


@dataclass(frozen=True, kw_only=True)
class Lay:
    """How a material lies on a plane: ``turned`` lets boards run away from the camera, ``level`` m is the
    plane's height, ``joints`` says whether boards end, ``span`` m a period instead of the material's own."""

    turned: bool = False
    level: float = 0.0
    joints: bool = True
    span: float | None = None


def floor_colours(
    stage: Stage,
    size: tuple[int, int],
    name: str,
    seed: Seed,
    colour: str | None,
    toward: Array,
    lay: Lay = Lay(),
    part: tuple[int, int, int, int] | None = None,
) -> Array:
    """The floor's material, linear, under even light: H×W×3 from the wall's foot down (its far row goes on
    above), or only the ``part`` (first and last row, first and last column) of the picture."""
    height, width = size
    edge = int(np.clip(np.floor(stage.far * height) - 1, 0, height - 1))
    first, last, left, right = (edge, height, 0, width) if part is None else part
    span = SURFACES[name].span if lay.span is None else lay.span
    metre = height / stage.across
    # In the texture, up is away from the camera.
    light = np.array([toward[0], toward[2], max(toward[1], 0.3)], np.float32)
    if lay.turned:
        light = np.array([-light[1], light[0], light[2]], np.float32)
    count = last - first
    x = (np.arange(left, right, dtype=np.float32) + 0.5)[None] / height
    y = (first + (np.arange(count * TALLER, dtype=np.float32) + 0.5) / TALLER)[:, None] / height
    across, away = stage.on_level(x, y, lay.level)
    u, v = across / span + 0.21, -away / span + np.zeros_like(across)
    if lay.joints and name in WOODS:
        # Every run of boards is shifted, or their repetition would show.
        shift = (np.floor(u if lay.turned else v) * 0.381966) % 1
        u, v = (u, v + shift) if lay.turned else (u + shift, v)
    if lay.turned:
        u, v = v, u
    texture = textured(name, texels_for(span, metre), seed, colour, light, lay.joints)
    made = _fetched(texture, u, v)
    reach = away / float(away.min())
    if float(reach.max()) > 1.3 and texture.shape[0] >= 256:
        half = cv2.resize(texture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.float32)
        near = np.clip(2.0 - reach, 0, 1)[..., None]
        made = _fetched(half, u, v) * (1 - near) + made * near
    made = cv2.resize(made.astype(np.float32), (right - left, count), interpolation=cv2.INTER_AREA)
    if part is not None:
        return made.astype(np.float32)
    whole = np.empty((height, width, 3), np.float32)
    whole[first:] = made
    whole[:first] = made[:1]
    return whole
