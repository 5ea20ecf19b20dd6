"""The hook that a hanging subject's photo cut off, drawn behind it: over the rail, in its hanger's colour."""

from itertools import pairwise

import numpy as np

from core.stages.arrays import Floats, Pixels
from core.stages.hanger import Hook
from core.stages.placement import HOOK

ROUND = 0.016
"""Radius of the hook, as a share of the picture's height."""
THIN, THICK = 0.0032, 0.007
"""Thickness of its wire at least and at most, as shares of the picture's height."""
STEEL = (112.0, 114.0, 116.0)
"""Its colour where nothing is seen of a hanger."""
NEAR = 0.025
"""How far from the hook's lower end its wire's colour and thickness are looked at, as a share of the
height."""
GLEAM = 0.35
"""How much of the light it mirrors where it is brightest."""
ENDS = 200.0
"""Degrees, counted from the right over the top, at which it ends."""
SWIVEL, OVER = 0.26, 118.0
"""How broad a hook is seen that is turned to lie over a rail, in shares of its height, and the degrees at
which it goes out of sight behind that."""
PIECES = 24
"""Straight pieces of its arc."""


def with_hook(background: Pixels, source: Pixels, matte: Pixels, hook: Hook) -> Pixels:
    """``background`` H×W×3 with a hook from where the subject of ``source`` H×W×3 and ``matte`` H×W ends
    above, in px of the picture, up to row ``HOOK`` of it; and behind the subject along the ``way`` of its own
    wire, which may be too faint to be seen; itself where the subject's own one is whole or there is no room.
    """
    height, width = matte.shape
    colour, thick = _wire(source, matte, hook)
    radius = ROUND * height
    centre = HOOK * height + thick / 2 + radius
    if hook.whole or hook.y <= centre:
        return background
    reach = radius + thick + 2
    beside = [hook.x, *(x for x, _ in hook.way)]
    low = max(hook.y + 5, *(y + thick + 2 for _, y in hook.way)) if hook.way else hook.y + 5
    left, right = max(0, int(min(beside) - reach)), min(width, int(max(beside) + reach) + 1)
    part = slice(max(0, int(centre - reach)), min(height, int(low))), slice(left, right)
    y, x = np.mgrid[part].astype(np.float32)
    arc = over_rail if hook.held == "rail" else from_arc
    away, along = arc(x - hook.x, y - centre, radius)
    pieces = [from_line(x - hook.x, y, centre + radius, hook.y + 2)]
    pieces += [_from_piece(x, y, *ends) for ends in pairwise(hook.way)]
    for line, on_line in pieces:
        away, along = np.minimum(away, line), np.where(away < line, along, on_line)
    cover = np.clip((thick / 2 - away) + 0.5, 0, 1)[..., None]
    # Round, lit from the upper left: dark at its far side, a gleam off its middle.
    across = np.clip(2 * along / thick, -1, 1)
    shade = 0.5 + 0.42 * np.sqrt(1 - across**2) - 0.2 * across
    gleam = GLEAM * np.exp(-(((across + 0.35) / 0.25) ** 2))
    lit = colour * shade[..., None]
    made = background.copy()
    drawn = made[part] * (1 - cover) + (lit + (255 - lit) * gleam[..., None]) * cover
    made[part] = np.rint(drawn).astype(np.uint8)
    return made


def _from_piece(
    x: Floats, y: Floats, first: tuple[float, float], last: tuple[float, float]
) -> tuple[Floats, Floats]:
    """How far points are from a piece of straight wire, and how far they are off its middle to the right."""
    across, down = last[0] - first[0], last[1] - first[1]
    long = max(float(np.hypot(across, down)), 1e-6)
    along = ((x - first[0]) * across + (y - first[1]) * down) / long
    off = ((x - first[0]) * down - (y - first[1]) * across) / long
    beyond = np.maximum(np.maximum(-along, along - long), 0)
    return np.hypot(off, beyond).astype(np.float32), off.astype(np.float32)


def _wire(source: Pixels, matte: Pixels, hook: Hook) -> tuple[Floats, float]:
    """Colour (3 levels) and thickness in px of the subject's own wire below its end, within bounds."""
    height, width = matte.shape
    reach = max(3, round(NEAR * height))
    rows = slice(max(0, round(hook.y)), min(height, round(hook.y) + reach))
    columns = slice(max(0, round(hook.x) - reach), min(width, round(hook.x) + reach + 1))
    opaque = matte[rows, columns] > 200
    widths = opaque.sum(1)
    slim = THICK * height * 2
    if not opaque.any() or float(np.median(widths)) > slim:
        return np.array(STEEL, np.float32), THIN * height * 1.3
    colour = np.median(source[rows, columns][opaque].astype(np.float32), axis=0).astype(np.float32)
    return colour, float(np.clip(np.median(widths[widths > 0]), THIN * height, THICK * height))


def from_arc(x: Floats, y: Floats, radius: float) -> tuple[Floats, Floats]:
    """How far points are from an arc around (0, 0) that goes from below to the right, over the top and ends
    on the left; and how far they are off its middle on the side away from the light."""
    angle = np.degrees(np.arctan2(-y, x))
    along = np.where(angle < -90, angle + 360, angle)
    end = np.radians(ENDS)
    outward = np.hypot(x, y) - radius
    from_end = np.hypot(x - radius * np.cos(end), y + radius * np.sin(end))
    away = np.where(along <= ENDS, np.abs(outward), np.minimum(from_end, np.hypot(x, y - radius)))
    lit = (-x - y) / np.maximum(np.hypot(x, y), 1e-3) / np.sqrt(2)
    return away.astype(np.float32), (-outward * lit).astype(np.float32)


def over_rail(x: Floats, y: Floats, radius: float) -> tuple[Floats, Floats]:
    """The same of a hook that lies over a rail across the picture: its plane is turned to the camera, so that
    it is seen slim, and its end is behind the rail."""
    angle = np.radians(np.linspace(-90, OVER, PIECES + 1))
    points = list(zip(SWIVEL * radius * np.cos(angle), -radius * np.sin(angle), strict=True))
    away, along = np.full(x.shape, np.inf, np.float32), np.zeros(x.shape, np.float32)
    for first, last in pairwise(points):
        piece, off = _from_piece(x, y, last, first)
        away, along = np.minimum(away, piece), np.where(piece < away, off, along)
    return away, along.astype(np.float32)


def from_line(x: Floats, y: Floats, top: float, bottom: float) -> tuple[Floats, Floats]:
    """The same of a line straight down from row ``top`` to ``bottom`` at x = 0."""
    beyond = np.maximum(np.maximum(top - y, y - bottom), 0)
    return np.hypot(x, beyond).astype(np.float32), x
