"""A body with a level top and upright sides, as a stump, a crate or a wall, close before the camera."""

from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, blur
from core.scenes.parts.channels import joined, scaled
from core.scenes.parts.grids import Numbers, ramp
from core.scenes.parts.outdoors import Day
from core.scenes.parts.relief import sunlit
from core.scenes.parts.soils import Tile
from core.scenes.parts.viewpoint import FOCAL, Viewpoint


@dataclass(frozen=True)
class Top:
    """Where each point of the picture lies on the plane of the top: metres ``across`` (to the right) and
    ``deep`` (away) of the foot's middle, H×W; rows above ``first`` see nothing of it."""

    across: Array
    deep: Array
    first: int


def top_of(view: Viewpoint) -> Top:
    """The plane that ``view`` stands on, on which ``view.foot`` is in focus."""
    rows = ((np.arange(view.height, dtype=np.float32) + 0.5) / view.height)[:, None]
    columns = ((np.arange(view.width, dtype=np.float32) + 0.5) / view.height - view.aspect / 2)[None]
    first = int(np.clip((view.vanish + 0.25 * (view.foot - view.vanish)) * view.height, 0, view.height - 2))
    away = view.away(np.maximum(rows, (first + 0.5) / view.height))
    return Top(
        columns * away / FOCAL, np.broadcast_to(away - FOCAL * view.span, (view.height, view.width)), first
    )


def on_top(view: Viewpoint, top: Top, picture: Numbers, metres: float) -> Array:
    """A square picture (N×N×C, ``metres`` wide, its middle at the foot, repeating) on the top: H×W×C."""
    size = picture.shape[0]
    step = view.span / view.height  # metres a px at the foot
    down = step * FOCAL / (view.foot - view.vanish)
    rows = int(np.clip(size * metres / size / down, 8, size))
    columns = int(np.clip(metres / step, 8, size))
    small = cv2.resize(picture, (columns, rows), interpolation=cv2.INTER_AREA).reshape(rows, columns, -1)
    u = (0.5 + top.across / metres) * columns - 0.5
    v = (0.5 - top.deep / metres) * rows - 0.5
    made = cv2.remap(
        small,
        (u % columns).astype(np.float32),
        (v % rows).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_WRAP,
    )
    return made.reshape(view.height, view.width, -1).astype(np.float32)


def lit_flat(tile: Tile, day: Day, occlusion: float = 1.0) -> Array:
    """A tile lying level in the light of day, linear N×N×3."""
    heights, colour, metres = tile
    facing, open_ = sunlit(heights, metres, day, occlusion)
    return (colour * day.lit(facing, open_)).astype(np.float32)


@dataclass(frozen=True)
class Side:
    """Upright faces below a top: for each point of the picture how many metres it lies ``along`` the outline
    and ``below`` its edge, the face's normal (``right``, ``toward`` the camera), and its ``cover``."""

    along: Array
    below: Array
    right: Array
    toward: Array
    cover: Array


def side_of(view: Viewpoint, cover: Numbers, tall: float, wobble: Numbers | None = None) -> Side:
    """The faces below the top of ``cover`` (H×W, 0…1), ``tall`` metres high; ``wobble`` (H, heights) moves
    their outline aside."""
    height, width = cover.shape
    seen = np.asarray(cover > 0.5)
    shown_at = np.flatnonzero(seen.any(axis=0))
    edge = np.where(seen.any(axis=0), height - np.argmax(seen[::-1], axis=0), 0).astype(np.float32)
    left, right = (int(shown_at[0]), int(shown_at[-1])) if len(shown_at) else (0, 0)
    edge = np.interp(np.arange(width), np.arange(left, right + 1), edge[left : right + 1])
    edge = blur(edge[None].astype(np.float32), max(0.6, 0.004 * height))[0]
    away = view.away((edge / height).astype(np.float32))
    plain = blur(away[None], 0.025 * height)[0]  # rows are whole px: their steps would crease the faces
    dx, dz = np.full(width, view.span / height), np.gradient(plain)
    length = np.hypot(dx, dz) + 1e-9
    along = np.cumsum(length) - np.cumsum(length)[width // 2]
    rows = np.arange(height, dtype=np.float32)[:, None] + 0.5
    columns = np.broadcast_to(np.arange(width, dtype=np.float32)[None], (height, width))
    if wobble is not None:
        columns = columns + wobble[:, None] * height
    at = columns.astype(np.float32)

    def each(values: Numbers) -> Array:
        """Values of the columns at the moved ones."""
        line = np.ascontiguousarray(values[None].astype(np.float32))
        return cv2.remap(line, at, np.zeros_like(at), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)

    below = (rows - each(edge)) / height * each(away) / FOCAL
    inside = np.clip(np.minimum(at - left + 0.5, right + 0.5 - at), 0, 1)
    px = view.span / height
    shown = inside * np.clip(below / px + 0.5, 0, 1) * np.clip((tall - below) / px + 0.5, 0, 1)
    return Side(
        each(along), below.astype(np.float32), each(dz / length), each(dx / length), shown.astype(np.float32)
    )


def on_side(view: Viewpoint, side: Side, tile: Tile, day: Day, dark: float = 0.65) -> Array:
    """The tile (rows running down) on the faces in the light of day, premultiplied RGBA; hollows and what
    lies low are darker by ``dark``."""
    heights, colour, metres = tile
    size = heights.shape[0]
    step = view.span / view.height
    few = int(np.clip(metres / step, 8, size))
    if few < size:
        heights = cv2.resize(heights, (few, few), interpolation=cv2.INTER_AREA)
        colour = cv2.resize(colour, (few, few), interpolation=cv2.INTER_AREA)
    texel = metres / heights.shape[0]
    east = (np.roll(heights, -1, 1) - np.roll(heights, 1, 1)) / (2 * texel)
    south = (np.roll(heights, -1, 0) - np.roll(heights, 1, 0)) / (2 * texel)
    hollow = heights - cv2.blur(heights, (0, 0) if few < 9 else (few // 24 * 2 + 1,) * 2)
    sunk = np.clip(0.9 + 0.25 * hollow / (heights.std() + 1e-6), 0.35, 1.2)
    stack = np.dstack([colour, east, south, sunk]).astype(np.float32)
    u = (side.along / metres) * few - 0.5
    v = (side.below / metres) * few - 0.5
    got = (
        cv2.remap(
            stack,
            (u % few).astype(np.float32),
            (v % few).astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_WRAP,
        )
        if stack.shape[2] <= 4
        else _many(stack, u % few, v % few)
    )
    right, up, far = day.toward
    slope_x, slope_y = got[..., 3], got[..., 4]
    # The tangent along the face is (toward, -right) in (right, away); the normal leans with the relief.
    nx = side.right - slope_x * side.toward
    nz = -side.toward - slope_x * side.right
    ny = slope_y
    facing = (nx * right + ny * up + nz * far) / np.sqrt(nx**2 + ny**2 + nz**2 + 1e-6)
    low = np.exp(-np.clip(side.below, 0, None) / 0.35)
    open_ = got[..., 5] * (0.62 + 0.1 * ny.clip(-1, 1)) * (1 - dark * 0.4 * (1 - low))
    light = day.lit(np.clip(facing, 0, None) * got[..., 5].clip(0, 1), open_)
    return joined(scaled(got[..., :3] * light, side.cover), side.cover)


def _many(stack: Numbers, u: Numbers, v: Numbers) -> Array:
    """``cv2.remap`` of more channels than it takes at once."""
    parts = [
        cv2.remap(
            np.ascontiguousarray(stack[..., i : i + 3]),
            u.astype(np.float32),
            v.astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_WRAP,
        )
        for i in range(0, stack.shape[2], 3)
    ]
    return np.concatenate(parts, axis=2)


def round_cover(view: Viewpoint, top: Top, radius: float, rim: Numbers) -> Array:
    """Cover of a round top of ``radius`` metres, whose rim is moved by ``rim`` (all around, metres)."""
    angle = np.arctan2(top.deep, top.across)
    edge = radius + np.interp(angle, np.linspace(-np.pi, np.pi, len(rim)), rim)
    away = np.hypot(top.across, top.deep)
    # Px a metre along the way out, so that the edge is one px soft wherever it is.
    unit = view.height / view.span
    squeezed = (view.foot - view.vanish) / FOCAL
    down = np.abs(np.sin(angle)) * squeezed + np.abs(np.cos(angle))
    cover = np.clip((edge - away) * unit * down + 0.5, 0, 1)
    cover[: top.first] = 0
    return cover.astype(np.float32)


def box_cover(
    view: Viewpoint, top: Top, half: tuple[float, float], turn: float, ragged: Numbers | float = 0.0
) -> Array:
    """Cover of a rectangle of half sides ``half`` (across, deep; metres) turned by ``turn`` rad, its edges
    moved by ``ragged`` (metres)."""
    cos, sin = np.cos(turn), np.sin(turn)
    a = top.across * cos + top.deep * sin
    b = top.deep * cos - top.across * sin
    unit = view.height / view.span
    squeezed = (view.foot - view.vanish) / FOCAL
    inside = np.minimum(
        (half[0] - np.abs(a) + ragged) * unit, (half[1] - np.abs(b) + ragged) * unit * squeezed
    )
    cover = np.clip(inside + 0.5, 0, 1)
    cover[: top.first] = 0
    return cover.astype(np.float32)


def rim_shade(cover: Numbers, reach: float) -> Array:
    """How near the edge of a covered place is, 1 at it … 0 by ``reach`` px inside."""
    inside = blur(cover.astype(np.float32), max(0.5, reach))
    return (1 - ramp(inside, 0.5, 0.95)).astype(np.float32)
