"""Materials on the wall and the floor of a stage, each lit across its relief as its light falls."""

import cv2
import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array
from core.scenes.parts.illumination import Stage
from core.scenes.parts.surfaces import SURFACES, Seed, raked, skin

TALLER = 3
"""Rows per row in which a floor is read: it is seen aslant, and would flicker otherwise."""


def texels_for(span: float, metre: float) -> int:
    """A texture's size for a ``span`` in m seen at ``metre`` px per m."""
    return int(np.clip(128 * round(span * metre / 128), 256, 1536))


def textured(name: str, texels: int, seed: Seed, colour: str | None, light: Array, floor: bool) -> Array:
    """The material in linear light, its relief raked by ``light``: the vector toward it in the texture's own
    axes (right, up, out of the surface)."""
    albedo, height = skin(name, texels, seed, colour, floor)
    relief = SURFACES[name].relief
    linear = to_linear(albedo)
    if relief:
        steep = float(0.85 * relief / np.clip(light[2], 0.42, 1.0))
        linear = linear * raked(height, float(light[0]), float(light[1]), steep)[..., None]
    return linear.astype(np.float32)


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


def floor_colours(
    stage: Stage,
    size: tuple[int, int],
    name: str,
    seed: Seed,
    colour: str | None,
    toward: Array,
    turned: bool = False,
    span: float | None = None,
    level: float = 0.0,
    top: float | None = None,
) -> Array:
    """The floor's material H×W×3 from row ``top`` (its far edge) down, linear, under even light; above, its
    far row goes on. ``turned`` lets boards run away from the camera; ``level`` m is its height."""
    height, width = size
    span = SURFACES[name].span if span is None else span
    metre = height / stage.across * (stage.eye / max(stage.eye - level, 1e-3))
    first = int(np.clip(np.floor((stage.far if top is None else top) * height) - 1, 0, height - 1))
    # In the texture, up is away from the camera.
    light = np.array([toward[0], toward[2], max(toward[1], 0.3)], np.float32)
    if turned:
        light = np.array([-light[1], light[0], light[2]], np.float32)
    count = height - first
    x = (np.arange(width, dtype=np.float32) + 0.5)[None] / height
    y = (first + (np.arange(count * TALLER, dtype=np.float32) + 0.5) / TALLER)[:, None] / height
    across, away = stage.on_level(x, y, level)
    u, v = across / span + 0.21, -away / span + np.zeros_like(across)
    if name in ("oak", "walnut", "pine", "dark wood", "rustic wood", "white painted wood"):
        # Every second run of boards is shifted, or their repetition would show.
        shifted = np.floor(u if turned else v)
        shift = (shifted * 0.381966) % 1
        u, v = (u, v + shift) if turned else (u + shift, v)
    if turned:
        u, v = v, u
    sharp = texels_for(span, metre)
    made = _fetched(textured(name, sharp, seed, colour, light, True), u, v)
    far = float(height * stage.focal / away[0, 0])
    rough = texels_for(span, far)
    if rough < sharp * 0.8:
        coarse = _fetched(textured(name, max(rough, sharp // 2), seed, colour, light, True), u, v)
        here = np.clip((height * stage.focal / away / far - 1.0) / 0.8, 0, 1)[..., None]
        made = coarse + (made - coarse) * here
    made = cv2.resize(made.astype(np.float32), (width, count), interpolation=cv2.INTER_AREA)
    whole = np.empty((height, width, 3), np.float32)
    whole[first:] = made
    whole[:first] = made[:1]
    return whole
