"""Round fruit by the piece, as it lies heaped: no two of one shape, blushed, with dimple and stalk."""

import numpy as np

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.distance import land_tile
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.grids import tiled
from core.scenes.parts.outdoors import Day
from core.scenes.parts.soils import linear

STALK, CALYX = linear("4a3a22"), linear("5f6b34")


def fruit(
    rng: Random, day: Day, canvas: Array, at: tuple[float, float], size: tuple[float, float], colour: Array,
    gloss: float,
) -> None:  # fmt: skip
    """One piece about (x, y) of half axes ``size`` (picture heights) and a linear ``colour``, on the
    premultiplied canvas in place."""
    height, width = canvas.shape[:2]
    own, phase, start = rng.uniform(-1, 1, 6), rng.uniform(0, 6.28, 3), rng.uniform(0, 512, 2)
    left, right = (
        int(np.clip((at[0] + way * 1.25 * size[0]) * height + (way > 0) * 2, 0, width)) for way in (-1, 1)
    )
    top, end = (
        int(np.clip((at[1] + way * 1.25 * size[1]) * height + (way > 0) * 2, 0, height)) for way in (-1, 1)
    )
    if right <= left or end <= top:
        return
    v, u = np.mgrid[top:end, left:right].astype(np.float32) + 0.5
    u, v = (u / height - at[0]) / size[0], (v / height - at[1]) / size[1]
    angle = np.arctan2(v, u)
    rim = 1 + 0.035 * own[0] * np.cos(2 * angle + phase[0]) + 0.04 * own[1] * np.cos(3 * angle + phase[1])
    away = np.hypot(u, v) / rim
    front = np.sqrt(np.clip(1 - away**2, 0, 1))
    cover = np.clip((1 - away) * size[0] * height + 0.5, 0, 1)
    # The stalk's end points up, to a side or to the camera.
    pole = np.array([0.75 * own[2], -0.35 - 0.4 * abs(own[3])], np.float32)
    near = np.hypot(u - pole[0], (v - pole[1]) * 1.25)
    dimple = np.exp(-((near / 0.3) ** 2))
    lean = dimple * 1.4
    n = np.stack([u + lean * (pole[0] - u), v + lean * (pole[1] - v), front + 0.15], -1)
    n = n / np.linalg.norm(n, axis=-1, keepdims=True)
    right_, up, far = day.toward
    facing = n[..., 0] * right_ - n[..., 1] * up - n[..., 2] * far
    facing = np.clip((facing + 0.18) / 1.18, 0, 1)
    open_ = np.clip(0.55 - 0.5 * n[..., 1], 0.1, 1) * (1 - 0.45 * dimple)
    light = day.lit(facing, open_)
    paint = _skin(u, v, colour, start, own, dimple)
    half = np.array([right_, up, far - 1.0], np.float32)
    half = half / max(float(np.linalg.norm(half)), 1e-3)
    gleam = np.clip(n[..., 0] * half[0] - n[..., 1] * half[1] - n[..., 2] * half[2], 0, 1)
    waxy = tiled(land_tile((5, 8), 0.8), u * 60 + start[0], v * 60 + start[1])
    shine = gloss * (0.1 * gleam**9 + 0.28 * gleam**45) * np.clip(1 + 0.35 * waxy, 0.2, 2)
    edge = (1 - front) ** 3
    made = paint * light + shine[..., None] * (day.sun + day.sky) + (0.05 * edge * open_)[..., None] * day.sky
    stalk = ramp(0.075 - near, -0.03, 0.03)[..., None]
    made = made + stalk * ((STALK if own[4] > 0 else CALYX) * light * 0.8 - made)
    part = canvas[top:end, left:right]
    ring = ramp(f32(1.22 - away), 0.0, 0.3)
    part[..., :3] *= (1 - 0.5 * ring * (1 - cover))[..., None]
    part *= 1 - cover[..., None]
    part += np.dstack([made * cover[..., None], cover]).astype(np.float32)


def _skin(u: Array, v: Array, colour: Array, start: Array, own: Array, dimple: Array) -> Array:
    """The linear colour of a skin: streaks from the stalk, a blush on one side, freckles."""
    broad = tiled(land_tile((5, 9), 1.6), u * 34 + start[1], v * 34 + start[0])
    fine = tiled(land_tile((5, 8), 0.8), u * 90 + start[0], v * 90 + start[1])
    blush = ramp(f32(0.7 * own[5] * u + 0.5 * own[3] * v + 0.25 * broad), -0.5, 0.8)[..., None]
    ripe = colour * np.array([1.12, 0.86, 0.8], np.float32)
    pale = colour * np.array([0.98, 1.12, 1.02], np.float32)
    made = pale + blush * (ripe - pale)
    made = made * (1 + 0.05 * fine + 0.06 * broad)[..., None] * (1 + 0.1 * own[0])
    freckle = ramp(fine, 1.5, 2.1)[..., None] * 0.18
    made = made + freckle * (linear("cdb98a") * 0.6 - made)
    return f32(np.clip(made * (1 - 0.25 * dimple)[..., None] * 0.95, 0.002, 1))
