"""A small jetty that runs out over still water from a shore, seen beside the subject."""

import numpy as np

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.outdoors import Day
from core.scenes.parts.ranges import land_tile
from core.scenes.parts.soils import linear
from core.scenes.parts.viewpoint import FOCAL, Viewpoint

WIDE, TALL = 1.5, 0.32
"""Metres across, and how high its boards lie above the water."""
BOARD = 0.14
"""Metres of one board along the jetty."""
POSTS = 6


def jetty(rng: Random, seen: Viewpoint, day: Day, edge: float) -> Array:
    """A jetty out from the shore at the row ``edge`` to the left or right of the middle: H×W×4,
    premultiplied, at the view's size, above the water's row alone."""
    turn = float(rng.choice([-1, 1]))
    start = float(seen.away(edge)) * 0.9
    middle = turn * (0.3 * seen.aspect * start / FOCAL + 0.5 * WIDE)
    slant = turn * float(rng.uniform(0.02, 0.1))
    end = start + float(rng.uniform(7.0, 10.0))
    across, away = _metres(seen, 1 - TALL / seen.eye)
    low, low_away = _metres(seen, 1.0)
    tile = land_tile((5, 17), 1.2)
    row = np.floor(away / BOARD)
    grain = 0.16 * np.sin(row * 12.9) + 0.1 * tiled(tile, row * 37.0, across * 60)
    gap = 1 - 0.55 * np.exp(-(((away / BOARD) % 1 / 0.09) ** 2))
    level = day.lit(np.full(away.shape, max(day.toward[1], 0.1), np.float32), 1.0)
    boards = linear("a1927d") * (np.clip(1 + grain, 0.5, 1.5) * gap)[..., None] * level
    top = _within(across - middle - slant * (away - start), away, (start, end), seen)
    under = _within(low - middle - slant * (low_away - start), low_away, (start, end), seen)
    layer = np.zeros((seen.height, seen.width, 4), np.float32)
    _over(layer, linear("3a342b") * day.sky * 0.35, under)
    for away_at in np.geomspace(start + 0.4, end, POSTS)[::-1]:
        for side in (-1, 1):
            _post(layer, seen, day, middle + slant * (away_at - start) + side * 0.5 * WIDE, float(away_at))
    _over(layer, boards, top)
    return layer


def _metres(seen: Viewpoint, share: float) -> tuple[Array, Array]:
    """Metres to the right and away on a level plane that lies ``share`` of the eye's height below the eye."""
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None]
    columns = ((np.arange(seen.width, dtype=np.float32) + 0.5) / seen.height - seen.aspect / 2)[None]
    away = share * seen.away(np.maximum(rows, seen.vanish + 2e-3))
    return (columns * away / FOCAL).astype(np.float32), np.broadcast_to(away, (seen.height, seen.width))


def _within(aside: Numbers, away: Numbers, reach: tuple[float, float], seen: Viewpoint) -> Array:
    """How much of each pixel the jetty covers on a plane."""
    pixel = away / FOCAL / seen.height
    inside = np.clip((0.5 * WIDE - np.abs(aside)) / pixel + 0.5, 0, 1)
    below = np.arange(seen.height)[:, None] / seen.height > seen.vanish + 2e-3
    return inside * ramp(away, reach[0] - 0.02, reach[0]) * (1 - ramp(away, reach[1] - 0.1, reach[1])) * below


def _over(layer: Array, colour: Array, cover: Array) -> None:
    layer *= 1 - cover[..., None]
    layer[..., :3] += colour * cover[..., None]
    layer[..., 3] += cover


def _post(layer: Array, seen: Viewpoint, day: Day, across: float, away: float) -> None:
    """A round post in the water that stands a little higher than the boards."""
    unit = FOCAL / away
    x, foot = seen.aspect / 2 + across * unit, seen.vanish + seen.eye * unit
    half = 0.07 * unit
    y, columns = np.mgrid[0 : layer.shape[0], 0 : layer.shape[1]].astype(np.float32) / seen.height
    u = np.clip((columns - x) / half, -1, 1)
    cover = np.clip((half - np.abs(columns - x)) * seen.height + 0.5, 0, 1)
    cover = cover * (y < foot) * (y > foot - (TALL + 0.18) * unit)
    facing = np.clip(u * day.toward[0] - np.sqrt(1 - u**2) * day.toward[2], 0, 1)
    _over(layer, linear("6d5f4f") * day.lit(facing, 0.7), cover.astype(np.float32))
