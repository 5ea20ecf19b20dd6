"""A big rock close before the camera, its top level enough to stand on: a relief cut into slices."""

import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.grids import Numbers, ramp, resized, tiled
from core.scenes.parts.outdoors import Day
from core.scenes.parts.ranges import land_tile
from core.scenes.parts.relief import unhidden
from core.scenes.parts.soils import Seed, linear
from core.scenes.parts.viewpoint import FOCAL, Viewpoint

TALL = 0.55
"""Height of the rock in spans: its foot lies below the picture."""
SLICES = 900


def mound(
    seed: Seed, view: Viewpoint, day: Day, wet: bool, snowy: bool, *, bare: str | None = None
) -> tuple[Array, float, float]:
    """The rock as premultiplied RGBA, sharp; half the width and depth of its level top in picture heights.
    ``wet`` is a dark smooth one by the sea, ``bare`` one of that colour in a dry place, else it is mossy."""
    rng = np.random.default_rng(seed)
    fine = 2 if view.height <= 320 else 1
    close = view.sized(view.height * fine)
    wide, long = float(rng.uniform(0.5, 0.6)), float(rng.uniform(0.36, 0.44))
    z = FOCAL + np.concatenate(
        [np.linspace(0.9 * long, -0.45 * long, 260), np.linspace(-0.45 * long, -1.3 * long, SLICES)[1:]]
    )
    z = z.astype(np.float32)[:, None]
    x = ((np.arange(close.width, dtype=np.float32) + 0.5) / close.height - close.aspect / 2)[None] * z / FOCAL
    away = np.broadcast_to(z - FOCAL, x.shape)
    tile, small = land_tile((seed[0], seed[1] ^ 21), 1.75), land_tile((seed[0], seed[1] ^ 22), 1.1)
    at = rng.uniform(0, 512, 2)
    lump = tiled(tile, x * 130 + at[0], away * 130 + at[1])
    gone = (np.abs(x / wide) ** 2.6 + np.abs(away / long) ** 2.6) ** (1 / 2.6) + 0.07 * lump
    body = 1 - ramp(gone, 0.72, 1.35) ** 0.8
    smooth = 0.35 if wet or bare is not None else 1.0
    edges = ramp(gone, 0.35, 0.8)
    down = TALL * (1 - body)
    grain = tiled(small, x * 300 + at[1], (away - down) * 300 + at[0])
    finest = tiled(small, x * 1100 + at[0], (away - down) * 1100)
    crack = np.exp(-((np.abs(tiled(tile, x * 90 + 40, (away - 0.6 * down) * 90 + 200)) / 0.05) ** 2))
    rise = TALL * body + smooth * (0.02 * lump * edges + 0.004 * grain - 0.012 * crack * (0.3 + edges))
    rise = rise + 0.0016 * finest * (0.5 if wet or bare is not None else 1.0)
    fields = lump, grain, finest, crack, gone
    colour = _skin(rng, close, day, (x, away, z), rise, fields, wet, snowy, bare)
    # Rows of the slices' tops: the level top lies on the view's own plane.
    eye = close.foot - close.vanish
    rows = close.vanish + FOCAL * (eye + TALL - rise) / z
    tops = rows * close.height
    made, alpha = unhidden(colour, tops.astype(np.float32), close.height)
    layer = np.dstack([made, alpha])
    squeezed = eye / FOCAL
    return resized(layer, view.height, view.width).clip(0), 0.66 * wide, 0.5 * long * squeezed


def _skin(
    rng: np.random.Generator,
    view: Viewpoint,
    day: Day,
    at: tuple[Numbers, Numbers, Numbers],
    rise: Numbers,
    fields: tuple[Numbers, Numbers, Numbers, Numbers, Numbers],
    wet: bool,
    snowy: bool,
    bare: str | None,
) -> Array:
    """The rock's colour in the light of day, S×W×3."""
    x, _, z = at
    lump, grain, finest, crack, gone = fields
    step = np.gradient(z[:, 0])[:, None]
    north = np.gradient(rise, axis=0) / step
    east = np.gradient(rise, axis=1) / np.maximum(np.gradient(x, axis=1), 1e-6)
    length = np.sqrt(1 + north**2 + east**2)
    right, up, far = day.toward
    facing = np.clip((up - east * right - north * far) / length, 0, None)
    upward = 1 / length
    open_ = (0.42 + 0.62 * upward) * (1 - 0.5 * crack) * np.clip(1 + 0.07 * grain, 0.5, 1.3)
    code = str(rng.choice(["4f5052", "5a564f", "474b50"] if wet else ["8b857a", "7d7a74", "93897a"]))
    code = code if bare is None else bare
    tone = np.clip(1 + 0.12 * grain + 0.09 * finest + 0.1 * lump - 0.5 * crack, 0.15, 1.8)
    albedo = linear(code) * tone[..., None]
    warm = ramp(lump, -1, 1.5)[..., None] * np.array([0.12, 0.03, -0.08], np.float32)
    albedo = albedo * (1 + warm)
    if not wet and bare is None:
        lichen = (0.5 * ramp(grain + 0.4 * finest, 1.1, 1.8))[..., None]
        albedo = albedo * (1 - lichen) + lichen * linear("b2b197")
        crowned = ramp(gone, 0.15, 0.55)
        cover = ramp(0.75 * lump + 0.45 * grain + 0.25 * finest + 1.3 * crowned + 0.5 * upward, 0.9, 1.6)[
            ..., None
        ]
        tip = ramp(finest + 0.5 * grain, -1.2, 1.6)[..., None]
        green = linear("3f4a20") * (1 - tip) + linear("808a3e") * tip
        albedo = albedo * (1 - cover) + cover * green
        open_ = open_ * (1 - 0.25 * cover[..., 0] * (1 - tip[..., 0]))
    if snowy:
        white = ramp(upward + 0.12 * lump + 0.5 * gone, 0.95, 1.2)[..., None]
        albedo = albedo * (1 - white) + white * np.array([0.84, 0.88, 0.93], np.float32)
    made = albedo * day.lit(facing, open_)
    if wet:
        shine = np.clip((0.06 + 0.5 * (1 - upward) ** 2) * (1 + 0.5 * grain), 0, 0.6)[..., None]
        glint = np.clip(facing / max(up, 0.2) - 1.02, 0, 1)[..., None] * day.sun * 0.5
        made = made * 0.85 + shine * 0.35 * day.middle + glint * day.hard
    return made.astype(np.float32)
