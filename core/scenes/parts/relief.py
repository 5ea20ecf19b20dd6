"""Ground with a real relief: a tile of heights and colours, shaded by the sun, seen in perspective.

A tile is seen from straight above: its rows run away from the camera, its columns to the right, both repeat.
Rows of the picture take the mean of the tile over all that falls into them, and what is higher hides what
lies behind it.
"""

from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array
from core.scenes.parts.channels import joined, picked, running, scaled
from core.scenes.parts.grids import Numbers, resized, tile_blurred
from core.scenes.parts.outdoors import Day
from core.scenes.parts.periodic import wrapped_at
from core.scenes.parts.same import SMALL, Same, while_small
from core.scenes.parts.viewpoint import FOCAL, Viewpoint

Rows = npt.NDArray[np.integer[Any]]
"""Numbers of rows or slices."""
SLANT = 0.382
"""How far a tile's next repeat is moved aside, in tiles."""


def sunlit(heights: Numbers, metres: float, day: Day, occlusion: float = 1.0) -> tuple[Array, Array]:
    """How much each point of the tile (N×N heights in metres, ``metres`` wide) faces the sun, cast shadows
    taken off, and how much of the sky it sees, hollows being darker by ``occlusion``."""
    size = heights.shape[0]
    texel = metres / size
    right, up, away = day.toward
    up = max(up, 0.12)
    east, north, length = while_small(_slopes, size)(Same(heights), metres)
    facing = (up - east * right - north * away) / length
    flat = float(np.hypot(right, away))
    blocked = np.zeros_like(heights)
    spread = float(heights.max() - heights.min())
    if flat > 0.05 and day.hard > 0.05:
        reach = min(spread * flat / up / texel, size / 5)
        for step in np.geomspace(1.5, max(2.0, reach), 7):
            matrix = np.array([[1, 0, step * right / flat], [0, 1, step * away / flat]], np.float32)
            flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
            there = cv2.warpAffine(heights, matrix, (size, size), flags=flags, borderMode=cv2.BORDER_WRAP)
            over = there - heights - step * texel * up / flat
            np.maximum(blocked, over / (0.4 * step * texel * up / flat + 1e-6), out=blocked)
    shadow = 1 - np.clip(blocked, 0, 1)
    open_ = while_small(_open, size, 2 * SMALL)(Same(heights), occlusion)
    return (np.clip(facing, 0, None) * shadow).astype(np.float32), open_


@lru_cache(maxsize=6)
def _slopes(tile: Same, metres: float) -> tuple[Numbers, Numbers, Numbers]:
    """How steeply the tile rises to the east and the north, and the length of its normal."""
    heights = tile.values
    texel = metres / heights.shape[0]
    east = (np.roll(heights, -1, 1) - np.roll(heights, 1, 1)) / (2 * texel)
    north = (np.roll(heights, -1, 0) - np.roll(heights, 1, 0)) / (2 * texel)
    return east, north, np.sqrt(1 + east**2 + north**2)


@lru_cache(maxsize=4)
def _open(tile: Same, occlusion: float) -> Array:
    """How much of the sky each point of the tile sees."""
    heights = tile.values
    spread = float(heights.max() - heights.min())
    open_ = np.ones_like(heights)
    for share in (0.004, 0.02):
        low = heights - tile_blurred(heights, share * heights.shape[0])
        open_ *= 1 / (1 + occlusion * np.exp(-low / (0.15 * spread + 1e-9)) * 0.35)
    return (open_ * 1.2).astype(np.float32)


def laid(
    tile: Numbers,
    metres: float,
    view: Viewpoint,
    rows: Numbers,
    shift: tuple[float, float] = (0, 0),
    slant: float = SLANT,
) -> Array:
    """The tile (N×N×C, ``metres`` wide) on the ground at ``rows`` (falling or rising evenly, below
    ``vanish``): R×W×C. ``shift`` in metres (right, away); each repeat lies ``slant`` tiles further aside."""
    if tile.ndim == 2:
        return laid(tile[..., None], metres, view, rows, shift, slant)[..., 0]
    size = tile.shape[0]
    mean = tile.mean(axis=0)
    sums = running(tile - mean)
    half = abs(float(rows[1] - rows[0])) / 2
    begin = (view.away(rows + half) + shift[1]) * size / metres
    end = np.maximum(
        (view.away(np.maximum(rows - half, view.vanish + half)) + shift[1]) * size / metres, begin
    )
    end = np.maximum(end, begin + 0.75)

    def summed(at: Numbers) -> Array:
        """The running sum along the tile's rows, read between them."""
        at = at % size
        low = at.astype(int)
        part = (at - low)[:, None, None].astype(np.float32)
        return (sums[low] * (1 - part) + sums[low + 1] * part).astype(np.float32)

    strips = mean + (summed(end) - summed(begin)) / (end - begin)[:, None, None].astype(np.float32)
    return _across(strips.astype(np.float32), metres, view, rows, shift[0], slant)


def _across(
    strips: Numbers, metres: float, view: Viewpoint, rows: Numbers, shift: float, slant: float
) -> Array:
    """Each row of the tile stretched to its width in the picture, far rows from a reduced copy."""
    size = strips.shape[1]
    texels = view.away(rows) / FOCAL * size / metres  # in one picture height
    level = np.clip(np.log2(texels / view.height), 0, np.log2(size) - 2)
    made = np.zeros((len(rows), view.width, strips.shape[2]), np.float32)
    x = (np.arange(view.width, dtype=np.float32) + 0.5) / view.height - view.aspect / 2
    for step in range(int(np.ceil(level.max())) + 1):
        share = np.clip(1 - np.abs(level - step), 0, 1).astype(np.float32)
        seen = np.nonzero(share)[0]
        if len(seen):
            top, end = seen[0], seen[-1] + 1
            # Slanted, or the repeats would line up towards the vanishing point.
            start = (shift + slant * view.away(rows[top:end]))[:, None] * size / metres
            column = (x[None] * texels[top:end, None] + start) / 2**step - 0.5
            row = np.broadcast_to(np.arange(end - top, dtype=np.float32)[:, None], column.shape)
            wide = np.ascontiguousarray(strips[top:end])
            column = wrapped_at(column, wide.shape[1]).astype(np.float32)
            got = cv2.remap(
                wide, column, np.ascontiguousarray(row), cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP
            )
            made[top:end] += got.reshape(end - top, view.width, -1) * share[top:end, None, None]
        halved = cv2.resize(strips, (strips.shape[1] // 2, len(rows)), interpolation=cv2.INTER_AREA)
        strips = np.asarray(halved, np.float32).reshape(len(rows), -1, made.shape[2])
    return made


def raised(colour: Numbers, heights: Numbers, view: Viewpoint, rows: Numbers) -> tuple[Array, Array]:
    """Ground with its relief: ``colour`` R×W×C and ``heights`` R×W (metres, 0 or more) of the flat ground's
    ``rows`` from the far edge to below the picture. Premultiplied colour H×W×C and alpha H×W."""
    tops = (rows[:, None] - heights * view.scale(rows)[:, None]) * view.height
    return unhidden(colour, tops, view.height)


def unhidden(colour: Numbers, tops: Numbers, height: int) -> tuple[Array, Array]:
    """What is seen of a relief that was cut into slices from far to near: ``colour`` R×W×C and the row in px
    at which each slice ends on top, R×W. Premultiplied colour, ``height``×W×C, and alpha."""
    at, alpha = visible(tops, height)
    return scaled(picked(colour, at), alpha), alpha


def visible(tops: Numbers, height: int) -> tuple[Rows, Array]:
    """Which slice is seen at each px of such a relief, ``height``×W, and whether one is, 0 or 1."""
    hidden = np.minimum.accumulate(tops[::-1], axis=0)  # nearest first
    pixel = np.clip(np.ceil(hidden - 0.5), 0, height).astype(np.int32)
    count, width = tops.shape
    new = np.ones_like(pixel, bool)
    new[1:] = pixel[1:] < pixel[:-1]
    order, column = np.nonzero(new)
    first = np.full((height + 1, width), count, np.int32)
    first[pixel[order, column], column] = order
    seen = np.minimum.accumulate(first[:height], axis=0)
    alpha = (seen < count).astype(np.float32)
    return count - 1 - np.minimum(seen, count - 1), alpha


def ground_rows(view: Viewpoint, edge: float, tallest: float = 0.0, density: float = 1.5) -> Array:
    """Rows of flat ground from ``edge`` to below the picture, so that what is ``tallest`` metres high and
    stands there still reaches into it; ``density`` rows a pixel."""
    room = min(0.9, tallest / view.eye)
    end = view.vanish + (1 - view.vanish) / (1 - room)
    count = max(8, round((end - edge) * view.height * density))
    return (edge + (np.arange(count, dtype=np.float32) + 0.5) * (end - edge) / count).astype(np.float32)


def ground(
    view: Viewpoint,
    edge: float,
    tile: Numbers,
    heights: Numbers,
    metres: float,
    slant: float = SLANT,
) -> Array:
    """The lit tile (N×N×3 linear) with its ``heights`` (metres) from the row ``edge`` down: premultiplied
    RGBA at the view's size, all sharp."""
    rows, (at, alpha) = while_small(_seen, view.height)(Same(heights), view, edge, metres, slant)
    full = laid(tile, metres, _close(view), rows, (0, 0), slant)
    return resized(joined(scaled(picked(full, at), alpha), alpha), view.height, view.width)


def _close(view: Viewpoint) -> Viewpoint:
    """The view at the size at which ground is made."""
    return view.sized(view.height * (2 if view.height <= 320 else 1))


@lru_cache(maxsize=6)
def _seen(
    tile: Same, view: Viewpoint, edge: float, metres: float, slant: float
) -> tuple[Array, tuple[Rows, Array]]:
    """The rows that ground with the heights of the tile is cut into, and what is seen of them."""
    close, heights = _close(view), tile.values
    rows = ground_rows(close, edge, float(heights.max()))
    risen = np.clip(laid(heights, metres, close, rows, (0, 0), slant), 0, None)
    tops = (rows[:, None] - risen * close.scale(rows)[:, None]) * close.height
    return rows, visible(tops, close.height)
