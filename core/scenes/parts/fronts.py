"""What fronts of buildings are made of: curtain walls, plaster, boards, sheet metal, with their openings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.frontage import Patch, Style
from core.scenes.parts.glazing import Glazing, behind_glass
from core.scenes.parts.grids import Numbers
from core.scenes.parts.soils import linear

Cladding = Callable[[Patch], Array]
"""The linear reflectance h×w×3 of a wall."""
Rect = tuple[float, float, float, float]
"""From where to where along a front, and from which height to which, in metres."""


ROOM = Glazing(bay=1.2, storey=3.2, wide=3, deep=4.5, mirror=0.2)
"""Rooms of no particular house."""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A hole in a wall: its ``at``, what is in it (``glass``, ``door``, ``roller``, ``cross``, ``open``), its
    colour and its frame's, panes across and up, the frame's half width in metres."""

    at: Rect
    sort: str = "glass"
    tone: str = "8a8f94"
    frame: str = "3a3c40"
    panes: tuple[int, int] = (2, 1)
    half: float = 0.045
    look: Glazing = ROOM


def worn(patch: Patch, slope: float = 1.7, size: float = 40.0) -> Array:
    """Unevenness of a surface, std 1."""
    return patch.noise(slope, patch.u * size, patch.v * size)


def plaster(code: str) -> Cladding:
    """Smooth render, a little stained below and under the eaves."""

    def tone(patch: Patch) -> Array:
        stain = 1 + 0.03 * worn(patch, 1.7, 26) - 0.12 * np.exp(-np.clip(patch.v, 0, None) / 0.35)
        return f32(linear(code) * stain[..., None])

    return tone


def courses(code: str, each: tuple[float, float], joint: str, part: float = 0.012) -> Cladding:
    """Bricks, slabs or panels ``each`` (along, up) metres, half ``part`` of joint between them."""

    def tone(patch: Patch) -> Array:
        row = np.floor(patch.v / each[1])
        across = patch.u / each[0] + 0.5 * (row % 2)
        own = 1 + 0.22 * (patch.chance(21, np.floor(across), row) - 0.5) + 0.04 * worn(patch)
        gap = np.maximum(
            patch.line((0.5 - np.abs(across % 1 - 0.5)) * each[0], part),
            patch.line((0.5 - np.abs(patch.v / each[1] % 1 - 0.5)) * each[1], part),
        )[..., None]
        return f32(linear(code) * own[..., None] * (1 - gap) + linear(joint) * gap)

    return tone


def boards(code: str, each: float = 0.22, *, level: bool = False, aged: float = 0.16) -> Cladding:
    """Boards ``each`` metres wide, upright or ``level``, weathered by ``aged``."""

    def tone(patch: Patch) -> Array:
        across = (patch.v if level else patch.u) / each
        own = 1 + 2.0 * aged * (patch.chance(22, np.floor(across)) - 0.5) + 0.4 * aged * worn(patch, 1.6, 60)
        gap = patch.line((0.5 - np.abs(across % 1 - 0.5)) * each, 0.012)
        foot = 1 - 0.35 * np.exp(-np.clip(patch.v, 0, None) / 0.5) * aged / 0.16
        return f32(linear(code) * (own * (1 - 0.75 * gap) * foot)[..., None])

    return tone


def sheet_metal(code: str, each: float = 0.3) -> Cladding:
    """Corrugated sheets with upright ribs."""

    def tone(patch: Patch) -> Array:
        rib = patch.u / each % 1
        fade = np.clip(1.4 - patch.px / each * 3, 0, 1)
        lift = 1 + 0.2 * np.sin(2 * np.pi * rib) * fade
        seam = patch.line((0.5 - np.abs(patch.u / (each * 4) % 1 - 0.5)) * each * 4, 0.012)
        own = 1 + 0.05 * worn(patch, 1.7, 14) - 0.1 * np.exp(-np.clip(patch.v, 0, None) / 0.6)
        return f32(linear(code) * (lift * own * (1 - 0.4 * seam))[..., None])

    return tone


Sconce = tuple[float, float, float]
"""A lamp on a wall: where along it, how high, and how bright."""


def walled(
    cladding: Cladding,
    openings: Sequence[Opening] = (),
    open_: float = 0.62,
    sconces: Sequence[Sconce] = (),
    lamp: str = "ffdcb0",
) -> Style:
    """A wall with its openings; darker near the ground, where it sees less of the sky. In the evening its
    ``sconces`` throw light down on it."""

    def style(patch: Patch) -> tuple[Array, None]:
        low = 1 - 0.3 * np.exp(-np.clip(patch.v, 0, None) / 1.2)
        tone = cladding(patch)
        light = patch.lit(tone, open_ * low)
        if patch.evening > 0.2:
            light = light + tone * _washed(patch, sconces, lamp)
        for number, opening in enumerate(openings):
            light = _opened(patch, light, opening, number)
        return f32(light), None

    return style


def _washed(patch: Patch, sconces: Sequence[Sconce], code: str) -> Array:
    """The light that lamps throw down a wall."""
    made = np.full(patch.u.shape, 0.05, np.float32)
    for at, high, power in sconces:
        down = high - patch.v
        wide = 0.35 + 0.55 * np.abs(down)
        fall = power * np.exp(-(((patch.u - at) / wide) ** 2)) / (0.35 + 0.2 * np.abs(down)) ** 1.5
        made += f32(fall * np.where(down > -0.1, 1.0, 0.16) * 0.42)
    return f32((patch.evening * made)[..., None] * linear(code))


def _opened(patch: Patch, light: Array, opening: Opening, number: int) -> Array:
    """The wall's light with one opening in it."""
    left, right, low, high = opening.at
    inner = np.minimum(np.minimum(patch.u - left, right - patch.u), np.minimum(patch.v - low, high - patch.v))
    share = patch.inside(inner)[..., None]
    if not share.any():
        return light
    light = light * (1 - 0.45 * np.exp(-(((inner + 0.05) / 0.06) ** 2)))[..., None]
    made = _filling(patch, opening, number)
    shade = 1 - 0.5 * np.exp(-np.clip(high - patch.v, 0, None) / 0.22)
    made = made * (shade if opening.sort != "glass" else 0.5 + 0.5 * shade)[..., None]
    if opening.half:
        frame = patch.inside(opening.half * 1.6 - inner)
        across, up = opening.panes
        for count, at, span in ((across, patch.u - left, right - left), (up, patch.v - low, high - low)):
            step = span / count
            frame = np.maximum(frame, patch.line((0.5 - np.abs(at / step % 1 - 0.5)) * step, opening.half))
        made = made * (1 - frame[..., None]) + patch.lit(linear(opening.frame)) * frame[..., None]
    return f32(light * (1 - share) + made * share)


def _filling(patch: Patch, opening: Opening, number: int) -> Array:
    """What fills an opening, without its frame."""
    if opening.sort == "glass":
        return behind_glass(patch, opening.look)
    if opening.sort == "open":
        deep = np.exp(-np.clip(patch.v - opening.at[2], 0, None) / 1.1)
        return f32(patch.day.sky * (0.02 + 0.1 * deep)[..., None] * linear("b09a80"))
    if opening.sort == "roller":
        slat = patch.v / 0.11 % 1
        fade = np.clip(1.3 - patch.px / 0.05, 0, 1)
        tone = linear(opening.tone) * (0.82 + 0.3 * fade * (slat - 0.5) + 0.03 * worn(patch))[..., None]
        return patch.lit(tone, 0.55)
    board = (
        1
        + 0.22 * (patch.chance(30 + number, np.floor(patch.u / 0.2)) - 0.5)
        - 0.6 * patch.line((0.5 - np.abs(patch.u / 0.2 % 1 - 0.5)) * 0.2, 0.008)
    )
    light = patch.lit(linear(opening.tone) * board[..., None], 0.55)
    return _braced(patch, light, opening) if opening.sort == "cross" else light


def _braced(patch: Patch, light: Array, opening: Opening) -> Array:
    """The braces of a barn's door: a frame and a cross on each wing."""
    left, right, low, high = opening.at
    wide, tall = (right - left) / opening.panes[0], high - low
    x, y = (patch.u - left) % wide, patch.v - low
    edge = np.minimum(np.minimum(x, wide - x), np.minimum(y, tall - y))
    slope = float(np.hypot(wide, tall))
    cross = np.minimum(np.abs(x * tall - y * wide), np.abs((wide - x) * tall - y * wide)) / slope
    share = np.maximum(patch.line(edge - 0.09, 0.09), patch.line(cross, 0.08))[..., None]
    return f32(light * (1 - share) + patch.lit(linear(opening.frame)) * share)


def curtain_wall(
    look: Glazing, frame: str = "4a4e54", band: float = 0.0, tone: str = "2c3238", lobby: float = 0.0
) -> Style:
    """A wall all of glass: posts and bars, ``band`` metres of closed panels in each storey, and a ground
    floor of clear glass ``lobby`` metres high."""

    def style(patch: Patch) -> tuple[Array, None]:
        light = behind_glass(patch, look)
        v = patch.v % look.storey
        if band:
            closed = patch.inside(band - v)[..., None]
            panel = 0.55 * light + patch.lit(linear(tone), 0.6) * 0.8
            light = light * (1 - closed) + panel * closed
        bars = np.maximum(
            patch.line((0.5 - np.abs(patch.u / look.bay % 1 - 0.5)) * look.bay, 0.035),
            patch.line(np.minimum(v, look.storey - v), 0.09),
        )
        bars = np.maximum(bars, 0.7 * patch.line(v - 1.05, 0.025))
        light = light * (1 - bars[..., None]) + patch.lit(linear(frame)) * bars[..., None]
        if lobby:
            light = _lobby(patch, light, look, lobby, frame)
        return f32(light), None

    return style


def _lobby(patch: Patch, light: Numbers, look: Glazing, high: float, frame: str) -> Numbers:
    """The ground floor: clear glass before a lit hall, wide posts, a slab over it."""
    hall = Glazing(
        bay=2 * look.bay,
        storey=high,
        wide=4,
        deep=11.0,
        lit=2.0,
        lamps=("ffe2b4", "ffd9a2"),
        power=0.8,
        mirror=0.3 * look.mirror,
        tint="f2f4f2",
        blinds=0.0,
    )
    made = behind_glass(patch, hall)
    posts = patch.line((0.5 - np.abs(patch.u / hall.bay % 1 - 0.5)) * hall.bay, 0.05)
    posts = np.maximum(posts, patch.line(patch.v - 2.6, 0.04))
    made = made * (1 - posts[..., None]) + patch.lit(linear(frame), 0.4) * posts[..., None]
    slab = patch.inside(0.3 - np.abs(patch.v - high))[..., None]
    share = patch.inside(high - patch.v)[..., None]
    light = light * (1 - share) + made * share
    return light * (1 - slab) + patch.lit(linear("8e9296"), 0.7) * slab


def punched(cladding: Cladding, look: Glazing, share: tuple[float, float] = (0.55, 0.58)) -> Style:
    """A wall with a window in each bay of each storey, that takes up ``share`` (across, up) of it."""

    def style(patch: Patch) -> tuple[Array, None]:
        light = patch.lit(cladding(patch), 0.62)
        u, v = patch.u % look.bay, patch.v % look.storey
        half, low = share[0] * look.bay / 2, 0.28 * look.storey
        high = low + share[1] * look.storey
        inner = np.minimum(half - np.abs(u - look.bay / 2), np.minimum(v - low, high - v))
        hole = patch.inside(inner)[..., None]
        reveal = 1 - 0.5 * np.exp(-np.clip(high - v, 0, None) / 0.25)
        glass = behind_glass(patch, look) * (0.45 + 0.55 * reveal)[..., None]
        frame = np.maximum(patch.inside(0.07 - inner), patch.line(u - look.bay / 2, 0.03))[..., None]
        glass = glass * (1 - frame) + patch.lit(linear("d6d4ce"), 0.5) * frame
        light = light * (1 - hole) + glass * hole
        sill = patch.inside(0.06 - np.abs(v - low + 0.05)) * patch.inside(
            half + 0.1 - np.abs(u - look.bay / 2)
        )
        light = light * (1 + 0.3 * sill)[..., None]
        return f32(light), None

    return style


def slab(code: str, open_: float = 0.7, glow: Sequence[float] | Array = (0.0, 0.0, 0.0)) -> Style:
    """One colour; ``glow`` is linear light of its own in the evening."""

    def style(patch: Patch) -> tuple[Array, None]:
        own = np.asarray(glow, np.float32) * np.float32(patch.evening)
        return f32(patch.lit(linear(code), open_) + own), None

    return style


def gabled(style: Style, wide: float, eaves: float, ridge: float, rim: str | None = None) -> Style:
    """The style on a front that ends in a gable: ``eaves`` and ``ridge`` metres high; a board of the colour
    ``rim`` along its edges."""

    def cut(patch: Patch) -> tuple[Array, Array]:
        light, _ = style(patch)
        top = ridge - (ridge - eaves) * np.abs(patch.u / wide * 2 - 1)
        if rim is not None:
            share = patch.inside(0.24 - (top - patch.v))[..., None]
            light = light * (1 - share) + patch.lit(linear(rim), 0.7) * share
        return f32(light), patch.inside(top - patch.v)

    return cut


def roofing(code: str, each: float = 0.28) -> Style:
    """A roof in courses that catch the light, u along the eaves, v up the slope."""

    def style(patch: Patch) -> tuple[Array, None]:
        row = np.floor(patch.v / each)
        own = 1 + 0.24 * (patch.chance(40, np.floor(patch.u / 0.3), row) - 0.5) + 0.06 * worn(patch, 1.7, 10)
        edge = 1 - 0.45 * ramp(patch.v / each % 1, 0.75, 1.0)
        return patch.lit(linear(code) * (own * edge)[..., None], 0.95), None

    return style
