"""Single stones and logs that lie on the ground, with their shadow, drawn on a canvas of RGBA."""

import numpy as np

from core.scenes.parts.canvas import Array, blur
from core.scenes.parts.channels import dimmed, joined, mixed, scaled, spread
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.outdoors import Day
from core.scenes.parts.ranges import land_tile
from core.scenes.parts.soils import Seed, linear
from core.scenes.parts.viewpoint import Viewpoint


def boulder(
    canvas: Numbers,
    view: Viewpoint,
    day: Day,
    row: float,
    x: float,
    half: float,
    seed: Seed,
    code: str = "77726a",
    mossy: float = 0.0,
    white: float = 0.0,
) -> None:
    """A weathered stone whose foot is at (``x``, ``row``), ``half`` heights of the picture wide to each side
    at the foot's distance; ``mossy`` and ``white`` (snow) are how much of its top is covered."""
    rng = np.random.default_rng(seed)
    height, width = canvas.shape[:2]
    half = half * (row - view.vanish) / (view.foot - view.vanish)
    rows = slice(max(0, int((row - 2.2 * half) * height)), min(height, int((row + half) * height) + 2))
    columns = slice(max(0, int((x - 2.6 * half) * height)), min(width, int((x + 2.6 * half) * height) + 2))
    if rows.stop - rows.start < 3 or columns.stop - columns.start < 3:
        return
    v, u = np.mgrid[rows, columns].astype(np.float32) + 0.5
    u, v = (u / height - x) / half, (v / height - row) / half
    tile = land_tile((seed[0] & 3, 5), 1.7)
    grainy = land_tile((seed[0] & 3, 6), 1.0)
    start = rng.uniform(0, 512, 2).tolist()
    flat, squash = float(rng.uniform(0.75, 1.0)), float(rng.uniform(0.5, 0.8))
    bump = tiled(tile, u * 60 + start[0], v * 60 + start[1])
    rise = -v / (1.1 * squash)
    away = np.abs(u) ** 2.5 / flat + np.abs(rise * 1.15 - 0.42) ** 2.6 * 4.2 + 0.1 * bump
    cover = ramp(1 - away, 0.0, 0.05 + 1.2 / (half * height)) * (rise > -0.12 + 0.05 * bump)
    _stone_shadow(canvas[rows, columns], day, u, v, squash)
    east, up = u * 0.9 + 0.2 * _slope(bump, 1), np.clip(rise * 1.1 - 0.1, -0.5, 1) - 0.2 * _slope(bump, 0)
    front = np.sqrt(np.clip(1 - east**2 - up**2, 0.05, 1))
    length = np.sqrt(east**2 + up**2 + front**2)
    right, high, far = day.toward
    facing = np.clip((east * right + up * high - front * far) / length, 0, 1)
    open_ = np.clip(0.45 + 0.6 * up, 0.12, 1) * ramp(rise, -0.12, 0.25)
    grain = tiled(grainy, u * 210 + start[1], v * 210 + start[0])
    albedo = spread(np.clip(1 + 0.16 * grain + 0.12 * bump, 0.3, 1.9), linear(code))
    green = ramp(up + 0.3 * bump + 0.2 * grain, 0.75 - 0.7 * mossy, 1.2 - 0.7 * mossy) * (mossy > 0)
    albedo = mixed(albedo, spread(np.clip(1 + 0.4 * grain, 0.3, 2), linear("6f7a30")), green)
    snow = ramp(up + 0.15 * bump, 0.9 - 0.6 * white, 1.1 - 0.6 * white) * (white > 0)
    albedo = mixed(albedo, np.array([0.86, 0.89, 0.93], np.float32), snow)
    colour = albedo * day.lit(facing, open_)
    part = canvas[rows, columns]
    dimmed(part, [1 - cover] * 4)
    part += joined(scaled(colour, cover), cover)


def _slope(field: Numbers, axis: int) -> Array:
    """How steeply the field rises, in units of its own spread a tenth of the window."""
    return np.gradient(field, axis=axis).astype(np.float32) * field.shape[axis] / 25


def _stone_shadow(part: Numbers, day: Day, u: Numbers, v: Numbers, squash: float) -> None:
    """Contact darkening and the shadow that the sun casts, on the canvas in place."""
    contact = 0.75 * np.exp(-((u / 1.1) ** 4) - (np.clip(v - 0.02, 0, None) / 0.13) ** 2) * (v > -0.4)
    long = min(2.2, squash * float(np.hypot(day.toward[0], day.toward[2])) / max(day.toward[1], 0.2))
    aside, down = -day.toward[0] * long, day.toward[2] * long * 0.22
    cast = np.zeros_like(u)
    for t in np.linspace(0.15, 1, 7):
        size = 1.0 - 0.45 * t
        cast = np.maximum(
            cast,
            np.exp(-((((u - aside * t) / (0.95 * size)) ** 2 + ((v - down * t) / (0.2 * size)) ** 2) ** 2)),
        )
    sun = day.sun * max(0.3, day.toward[1])
    soft, bright = 0.85 * blur(cast.astype(np.float32), 1.5), sun + day.sky
    dimmed(part, [(1 - contact) * (1 - soft * sun[i] / bright[i]) for i in range(3)])


def log(canvas: Numbers, view: Viewpoint, day: Day, row: float, thick: float, seed: Seed) -> None:
    """A mossy fallen trunk lying across the picture at ``row``, ``thick`` heights high."""
    rng = np.random.default_rng(seed)
    height, width = canvas.shape[:2]
    rows = slice(max(0, int((row - 1.6 * thick) * height)), min(height, int((row + 0.8 * thick) * height)))
    v, u = np.mgrid[rows, 0:width].astype(np.float32) + 0.5
    u, v = u / height, v / height
    tile = land_tile((seed[0] & 3, 8), 1.3)
    slope = rng.uniform(-0.06, 0.06)
    bend = 0.008 * tiled(tile, u * 40 + 9, v * 0)
    at = (row - thick / 2 + slope * (u - view.aspect / 2) + bend - v) / (thick / 2)
    cover = ramp(1 - np.abs(at), 0, 0.05 + 1.5 / (thick * height))
    under = np.exp(-((np.clip(-1 - at, 0, None) / 0.45) ** 2)) * (at < -0.6)
    part = canvas[rows]
    part[..., :3] *= 1 - 0.75 * under[..., None]
    depth = np.sqrt(np.clip(1 - at**2, 0, 1))
    facing = np.clip(0.25 + at * day.toward[1] - depth * day.toward[2], 0, 1)
    furrow = tiled(tile, u * 120, at * 60 + 40)
    albedo = linear("8a7254") * np.clip(1 + 0.35 * furrow, 0.3, 1.8)[..., None]
    green = ramp(at + 0.35 * furrow, 0.05, 0.7)[..., None]
    albedo = albedo * (1 - green) + linear("8d9a44") * np.clip(1 + 0.4 * furrow, 0.4, 2)[..., None] * green
    colour = albedo * day.lit(facing, np.clip(0.6 + 0.5 * at, 0.15, 1))
    part *= 1 - cover[..., None]
    part += np.dstack([colour * cover[..., None], cover]).astype(np.float32)
