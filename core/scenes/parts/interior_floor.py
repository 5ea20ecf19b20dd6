"""The floor of a room in perspective: its material as it is laid, rugs on it, and what it mirrors."""

from dataclasses import replace
from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.channels import scaled
from core.scenes.parts.floor_marks import painted
from core.scenes.parts.interior_eye import Canvas, Eye, Numbers, f32
from core.scenes.parts.interior_room import SHIFTS, Laid, Room, blank, picture
from core.scenes.parts.periodic import wrapped_at
from core.scenes.parts.same import Same, while_small


def floor_texture(room: Room, top: int) -> Array:
    """The floor's material below row ``top`` px, in perspective. Not to be written to."""
    material = room.floor
    laid = while_small(_floor_texture, room.eye.height)
    return laid(Same(material.texture), material.metres, material.laid, room.eye, room.turned, top)


@lru_cache(maxsize=4)
def _floor_texture(texture: Same, metres: float, way: Laid, eye: Eye, turned: bool, top: int) -> Array:
    """A texture laid from row ``top`` px down, made in bands so that memory stays small."""
    copies = [texture.values]
    while len(copies) < LEVELS:
        copies.append(cv2.resize(copies[-1], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
    bands = [
        _band(copies, metres, way, eye, turned, (start, min(start + BAND, eye.height)))
        for start in range(top, eye.height, BAND)
    ]
    return np.concatenate(bands)


LEVELS, BAND, TAPS = 6, 256, 4
"""Copies of a floor's texture, rows made at once, and samples along each pixel's depth."""


def _band(
    copies: list[Array], metres: float, way: Laid, eye: Eye, turned: bool, band: tuple[int, int]
) -> Array:
    """Some rows (from, to): several samples along each pixel's depth, from the copy whose texels are as
    coarse as a pixel is wide."""
    first, last = band
    row = first + (np.arange((last - first) * TAPS, dtype=np.float32) + 0.5) / TAPS
    wide = eye.up / np.maximum(row / eye.height - eye.vanish, 1e-3) / eye.height
    texels = np.maximum(wide * copies[0].shape[0] / metres * 1.1, 1)
    level = np.clip(np.round(np.log2(texels)), 0, LEVELS - 1).astype(int)
    made = np.empty((len(row), eye.width, 3), np.float32)
    column = (np.arange(eye.width, dtype=np.float32) + 0.5) / eye.height
    for step in range(int(level.min()), int(level.max()) + 1):
        rows = np.flatnonzero(level == step)
        if len(rows):
            x, z = eye.floor(column[None], row[rows][:, None] / eye.height)
            across, along = (z, x) if turned else (x, z)
            made[rows] = LAYERS[way](copies[step], across / metres, along / metres)
    return cv2.resize(made, (eye.width, last - first), interpolation=cv2.INTER_AREA)


def _sample(copy: Array, u: Numbers, v: Numbers) -> Array:
    """The texture at (u, v) in periods."""
    size = copy.shape[0]
    flags = cv2.INTER_LINEAR, cv2.BORDER_WRAP
    return cv2.remap(
        copy,
        (wrapped_at(u, 1) * size - 0.5).astype(np.float32),
        (wrapped_at(v, 1) * size - 0.5).astype(np.float32),
        flags[0],
        borderMode=flags[1],
    )


def _boards(copy: Array, u: Array, v: Array) -> Array:
    """Boards of 15 cm and up to 2 m, each period's shifted along itself."""
    v = v * 1.35
    return _sample(copy, u * 0.5 + SHIFTS[np.floor(v).astype(np.int32) % len(SHIFTS)], v)


def _slabs(copy: Array, u: Array, v: Array) -> Array:
    """Slabs three quarters of a period wide, each cut from its own part of the stone, with thin joints."""
    s, t = u / 0.75, v / 0.75
    own = (np.floor(s).astype(np.int32) * 7 + np.floor(t).astype(np.int32) * 13) % len(SHIFTS)
    made = _sample(copy, u + SHIFTS[own], v + SHIFTS[(own * 5 + 3) % len(SHIFTS)])
    edge = np.minimum(0.5 - np.abs(s % 1 - 0.5), 0.5 - np.abs(t % 1 - 0.5))
    joint = np.clip(1.3 - edge / 0.0025, 0, 1)
    return f32(scaled(made, 1 - 0.45 * joint + 0.03 * (SHIFTS[own] - 3.5) / 3.5))


def _poured(copy: Array, u: Array, v: Array) -> Array:
    """Two copies, one turned and smaller, that take turns."""
    first = _sample(copy, u, v)
    second = _sample(copy, 1.23 * (0.8 * u + 0.6 * v) + 0.31, 1.23 * (0.8 * v - 0.6 * u) + 0.17)
    share = 0.5 + 0.5 * np.tanh(
        1.5 * (np.sin(u * 2.1 + 1.3 * np.sin(v * 1.7)) + np.sin(v * 2.7 + 1.1 * np.sin(u * 1.9 + 1)))
    )
    return f32(first + scaled(second - first, f32(share)))


LAYERS = {"boards": _boards, "slabs": _slabs, "poured": _poured, "tiles": _sample}


def lay_floor(room: Room, canvas: Canvas, light: Array) -> tuple[int, Array]:
    """Draw the floor and its 1/distance; returns its first row and how much of it is bare of rugs (0…1)."""
    eye = room.eye
    top = max(0, int(np.ceil((eye.vanish + eye.focal * eye.up / (room.back * 1.25)) * eye.height)) - 2)
    # Before a wall that is faced from near no floor is seen: some rows are laid all the same, behind it.
    top = min(top, eye.height - 2)
    row = ((np.arange(top, eye.height, dtype=np.float32) + 0.5) / eye.height)[:, None]
    column = ((np.arange(eye.width, dtype=np.float32) + 0.5) / eye.height)[None]
    x, z = eye.floor(column, row)
    left, near, wide, deep = room.region()
    count = light.shape[0]
    u = ((x - left) / wide * count - 0.5).astype(np.float32)
    v = ((z - near) / deep * count - 0.5).astype(np.float32)
    shade = cv2.remap(light, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    texture = floor_texture(room, top)
    if room.marks:
        texture = painted(texture, room.marks, eye, top)
    bare = np.ones(x.shape, np.float32)
    for cloth, x0, z0, width, depth in room.rugs:
        s, t = (x - x0) / width + 0.5, (z - z0) / depth + 0.5
        inside = np.clip(np.minimum(np.minimum(s, 1 - s), np.minimum(t, 1 - t)) * 160 + 0.5, 0, 1)
        texture, bare = with_rug(texture, cloth, s, t, inside), bare * (1 - inside)
    canvas.light[top:] = shade * texture
    canvas.near[top:] = (row - eye.vanish) / (eye.focal * eye.up)
    return top, bare.astype(np.float32)


def with_rug(texture: Array, cloth: Array, s: Array, t: Array, inside: Numbers) -> Array:
    """The floor's colours with a rug laid on it, where ``s`` and ``t`` are in 0…1 of the rug."""
    rows, columns = cloth.shape[:2]
    if not inside.any():
        return texture
    made = cv2.remap(
        cloth,
        (s * columns - 0.5).astype(np.float32),
        ((1 - t) * rows - 0.5).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    rim = 1 - 0.35 * np.clip(1 - np.minimum(np.minimum(s, 1 - s), np.minimum(t, 1 - t)) * 90, 0, 1) * (
        inside > 0
    )
    return (texture + scaled(scaled(made, rim) - texture, inside)).astype(np.float32)


def reflection(room: Room, walls: list[Array], things: list[Array], top: int) -> Array:
    """What the floor mirrors, from row ``top`` px, blurred as its material does; made small."""
    eye = room.eye
    scale = min(1.0, (200 if room.floor.rough > 0.25 else 440) / eye.height)
    small = replace(eye, height=round(eye.height * scale), width=round(eye.width * scale), mirror=True)
    canvas = blank(small)
    picture(room, canvas, small, walls, things)
    rough = room.floor.rough * small.height
    soft = cv2.GaussianBlur(
        canvas.light,
        (0, 0),
        sigmaX=max(0.3, 0.012 * rough),
        sigmaY=max(0.3, 0.045 * rough),
        borderType=cv2.BORDER_REPLICATE,
    )
    large = cv2.resize(soft, (eye.width, eye.height), interpolation=cv2.INTER_CUBIC)
    return np.clip(large[top:], 0, None)


def fresnel(eye: Eye, row: Numbers) -> Array:
    """What a polished floor reflects at ``row`` (share of the height), 0…1."""
    away = eye.focal / np.maximum(row - eye.vanish, 1e-3)
    steep = 1 / np.sqrt(1 + away**2)
    return f32(0.04 + 0.96 * (1 - steep) ** 5)
