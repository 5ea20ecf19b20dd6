"""Light that is seen by what hangs in its way: shafts of light, motes of dust, flour."""

import cv2
import numpy as np

from core.scenes.airborne.air import VAPOUR_ROWS, Air, Layer
from core.scenes.airborne.glints import dots
from core.scenes.parts.canvas import Array, blur, noise, ramp
from core.scenes.parts.soils import linear

FOCAL = 1.7
"""Focal length of the camera in picture heights."""


def _shafts(air: Air) -> Array:
    """How much of the light's shafts each pixel of a small layer looks through, 0…1."""
    rng = air.random("shafts")
    y, x = air.grid(VAPOUR_ROWS)
    source = (air.side * (0.5 * air.aspect + float(rng.uniform(0.05, 0.3))), -float(rng.uniform(0.25, 0.5)))
    turn = np.arctan2((x - source[0]) * -air.side, y - source[1])
    middle, wide = float(rng.uniform(0.62, 0.78)), float(rng.uniform(0.22, 0.3))
    knots = np.interp(np.linspace(0, 1, 256), np.linspace(0, 1, 14), rng.random(14))
    fine = np.interp(np.linspace(0, 1, 256), np.linspace(0, 1, 34), rng.random(34))
    at = np.clip((turn - middle) / (2 * wide) + 0.5, 0, 1)
    bars = np.interp(at, np.linspace(0, 1, 256), ramp(0.72 * knots + 0.28 * fine, 0.3, 0.75))
    edge = ramp(at, 0.0, 0.12) * (1 - ramp(at, 0.88, 1.0))
    fade = 1 - 0.75 * ramp(np.hypot(x - source[0], y - source[1]), 0.45, 1.5)
    haze = 1 + 0.22 * noise(rng, y.shape[0], y.shape[1], 3.0, 4)
    return blur((bars * edge * fade * haze).astype(np.float32), 0.006 * y.shape[0])


def light_beam(air: Air) -> Layer:
    """Shafts of light that fall in from the light's side."""
    shafts = _shafts(air)
    tone = air.light * linear("fff0d2") * np.float32(0.6 if air.dark else 0.75)
    cover = np.clip(0.25 * shafts, 0, 1)
    return Layer((shafts[..., None] * tone).astype(np.float32), cover.astype(np.float32))


def dust_motes(air: Air) -> Layer:
    """Motes of dust that shine where light falls in, most of them sharp specks, some discs out of focus."""
    shafts = _shafts(air)
    beam = cv2.resize(shafts, (air.width, air.height), interpolation=cv2.INTER_LINEAR)
    light = dots(air, "motes", "fff2d8", 420) * (0.15 + 1.6 * beam)[..., None]
    tone = air.light * linear("fff0d2") * np.float32(0.34)
    return Layer(light + beam[..., None] * tone, 0.1 * beam)


def flour(air: Air) -> Layer:
    """Flour dusted over what the subject stands on: thick in places, single specks between, and a little of
    it in the air."""
    rng = air.random("flour")
    height, width = air.height, air.width
    y, x = air.grid()
    if air.above:
        cloud = noise(rng, height, width, 2.4, 5, gain=0.6)
        fine = noise(rng, height, width, 130.0, 2, gain=0.8)
        share = 1.0 - 0.5 * ramp(np.hypot(x, y - 0.5), 0.25, 0.6)
    else:
        deep = FOCAL * (air.foot - air.vanish) / np.maximum(y - air.vanish, 0.02)
        cloud, fine = (_laid(rng, air, deep, cells) for cells in (2.6, 130.0))
        share = ramp(y, max(air.far, air.vanish) + 0.01, max(air.far, air.vanish) + 0.12)
        share = share * (1 - 0.6 * ramp(np.abs(x), 0.3, 0.75))
    # Thick where it was spilled, and single grains beyond.
    thick = ramp(cloud + 0.55 * fine, 0.1, 1.1) * 0.7 + ramp(fine + 0.5 * cloud, 0.55, 1.0) * 0.7
    cover = np.clip(thick * share, 0, 0.92).astype(np.float32)
    tone = air.light * linear("fbf8f2") * (0.92 + 0.06 * fine)[..., None]
    return Layer((cover[..., None] * tone).astype(np.float32), cover)


def _laid(rng: np.random.Generator, air: Air, deep: Array, cells: float) -> Array:
    """Noise that lies on the ground, as it is seen from the camera."""
    side = 768
    tile = noise(rng, side, side * 2, cells, 4, gain=0.65)
    _, x = air.grid()
    across = (x * deep / FOCAL * side + side) % (2 * side - 1)
    along = (deep * side * 0.8) % (side - 1)
    return np.asarray(
        cv2.remap(tile, across.astype(np.float32), along.astype(np.float32), cv2.INTER_LINEAR), np.float32
    )
