"""A sports hall: a basketball court of varnished wood, its hoop behind the subject."""

import cv2
import numpy as np

from core.scenes.painters import room_common as common
from core.scenes.painters.room_public import WHITE
from core.scenes.painters.room_shell import Site, begin, end, lit_by_day, shell
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, blur
from core.scenes.parts.floor_marks import Mark, band, circle, rectangle
from core.scenes.parts.furnishings import lin, pick
from core.scenes.parts.interior import sheet
from core.scenes.parts.interior_round import Turned
from core.scenes.parts.openings import back_window, tinted
from core.scenes.spec import SceneSpec

LINE = 0.05
"""Width of a court's lines in metres."""
_BARS = (
    (2, 0, 10, 2),
    (0, 2, 2, 12),
    (12, 2, 2, 12),
    (2, 14, 10, 2),
    (0, 16, 2, 12),
    (12, 16, 2, 12),
    (2, 28, 10, 2),
)
"""The bars of a digit on a scoreboard: left, top, width and height in its own px."""
_SEGMENTS = ((0, 1, 2, 4, 5, 6), (2, 5), (0, 2, 3, 4, 6), (0, 2, 3, 5, 6), (1, 2, 3, 5), (0, 1, 3, 5, 6))
"""The bars of the digits 0 to 5."""


def sports_hall(spec: SceneSpec, view: View) -> Painting:
    """Half a basketball court toward its end wall."""
    deep = 8.0 if spec.camera.distance > 0.75 else 11.5
    site = begin(spec, view, walls="d9d8d2 cfccc4 c4c6c6 dcd6ca",
                 accents="3f5672 70403a 48604f 4a5b6a 80543f",
                 deep=deep, half=(6.0, 7.0), tall=6.0, turn=0.1, polished=True)  # fmt: skip
    room, rng = site.room, site.rng("hall")
    shell(site, "d9d8d4", skirting=False)
    lit_by_day(site)
    middle = float(rng.uniform(-0.9, 0.9))
    court(site, middle)
    padding(site)
    high_windows(site)
    hoop(site, middle, room.back - 1.2)
    if site.chance("stands", 0.5):
        stands(site)
    white = WHITE * tinted(0.7 * spec.light.warmth) * np.float32(7.0 if spec.light.time == "night" else 4.5)
    for x in (-3.6, 0.0, 3.6):
        for dz in (-2.0, 2.0, 5.5):
            common.ceiling_panel(site, x, site.stand + dz, (0.5, 2.2), white, 1.0)
    room.lights.fill += np.float32(0.1) * WHITE
    return end(site, 0.6 if spec.light.time == "night" else 0.76, 0.9)


def court(site: Site, middle: float) -> None:
    """The lines of half a court, its hoop on the line x = ``middle``, and its painted key."""
    room, white, key = site.room, lin("eeece6"), site.accent
    end_ = room.back - 2.3
    free = end_ - 5.8
    field = rectangle(middle - 2.45, free, middle + 2.45, end_)
    room.marks.append(Mark(field, key))
    ring = circle(middle, end_ - 1.58, 6.75)
    room.marks += [Mark(band(shape, LINE), white) for shape in (
        rectangle(middle - 7.5, end_ - 14.0, middle + 7.5, end_), field, circle(middle, free, 1.8),
        lambda x, z: np.where(z < end_, ring(x, z), np.float32(9.0)))]  # fmt: skip
    other = pick(site.rng("other lines"), "b5482f 2f5f8a 3f6f4a c9a23a")
    for dx in (-3.05, 3.05):
        line = rectangle(middle + dx - 0.02, -2.0, middle + dx + 0.02, room.back - 1.0)
        room.marks.append(Mark(line, other))


def padding(site: Site) -> None:
    """Mats along the end wall, and wall bars at its sides."""
    room, tone = site.room, site.accent
    wide, at = 1.0, room.left + 0.5
    while at < room.right:
        own = tone * float(site.rng(f"mat {at:.1f}").uniform(0.94, 1.06))
        room.block((at, 1.0, room.back - 0.06), (wide - 0.02, 1.9, 0.1), own, soft=0.03, fine=0.5)
        at += wide
    wood = lin("b08a5c")
    for side in (-1.0, 1.0):
        x = side * (min(room.right, -room.left) - 1.3)
        for dx in (-1.0, 0.0, 1.0):
            room.block((x + dx, 1.4, room.back - 0.2), (0.06, 2.7, 0.1), wood, fine=0.6)
        for y in np.arange(0.2, 2.7, 0.19):
            room.block((x, float(y), room.back - 0.22), (2.0, 0.035, 0.05), wood * 1.05, fine=0.8)


def high_windows(site: Site) -> None:
    """A row of windows under the roof, or a scoreboard."""
    room = site.room
    if site.chance("window", 0.65):
        x0, x1 = room.left + 0.6, room.right - 0.6
        how = site.rng("window"), site.hour, x0, x1, 4.3, 5.6, lin("8d8f92")
        back_window(room, *how, bars=(9, 1), share=0.8)
    x, board = site.lean * 3.4, np.zeros((48, 96, 3), np.uint8)
    for left in (6, 26, 54, 74):
        for digit in _SEGMENTS[int(site.rng(f"digit {left}").integers(len(_SEGMENTS)))]:
            u, v, wide, high = _BARS[digit]
            cv2.rectangle(board, (left + u, 8 + v), (left + u + wide, 8 + v + high), (255, 60, 12), -1)
    lit = (blur(board.astype(np.float32), 0.6) / 255 * np.float32(1.4)).astype(np.float32)
    room.block((x, 3.4, room.back - 0.06), (1.7, 0.9, 0.1), lin("1f1f21"))
    at = (x - 0.8, 3.8, room.back - 0.12)
    room.add(sheet(at, (1.6, 0, 0), (0, -0.8, 0), lin("1a1a1a"), glow=lit, facing=(0, 0, -1)))


def hoop(site: Site, x: float, z: float) -> None:
    """Backboard with its square, ring and net, on a boom from the wall."""
    room, steel = site.room, lin("59595b")
    for dx in (-0.5, 0.5):
        room.block((x + dx, 3.6, (z + room.back) / 2), (0.06, 0.06, room.back - z), steel)
    room.block((x, 3.43, z + 0.03), (1.84, 1.09, 0.04), lin("3a3c40"))
    rows, columns = 105, 180
    board = np.ones((rows, columns, 3), np.float32) * lin("e4e6e6")
    edge, square = lin("f0f0ee"), lin("a8382a")
    cv2.rectangle(board, (1, 1), (columns - 2, rows - 2), edge.tolist(), 4)
    cv2.rectangle(board, (60, 42), (119, 87), square.tolist(), 4)
    room.add(sheet((x - 0.9, 3.95, z), (1.8, 0, 0), (0, -1.05, 0), board, facing=(0, 0, -1)))
    room.block((x, 3.02, z - 0.1), (0.12, 0.1, 0.22), lin("b5482a"))
    _ring(site, x, 3.05, z - 0.38)


def _ring(site: Site, x: float, y: float, z: float) -> None:
    """The ring and its net of cords that narrow downward."""
    room, orange, cord = site.room, lin("c4512a"), lin("e9e7e2")
    room.add(Turned(x, z, [[y - 0.02, 0.232], [y, 0.238], [y + 0.012, 0.232]], orange, 0.3))
    size = 96
    v, u = np.mgrid[0:size, 0:size].astype(np.float32) / size
    narrow = 1 - 0.42 * v**0.7
    across = (2 * u - 1) / narrow
    turn = np.arcsin(np.clip(across, -1, 1)) / np.pi * 12
    one, two = np.abs((turn + 4 * v) % 2 - 1), np.abs((turn - 4 * v) % 2 - 1)
    mask = np.clip((0.17 - np.minimum(one, two)) * 12, 0, 1) * (np.abs(across) < 1)
    at, across_, down = (x - 0.23, y - 0.01, z), (0.46, 0, 0), (0, -0.42, 0)
    room.add(sheet(at, across_, down, cord, alpha=mask.astype(np.float32), facing=(0, 0, -1)))


def stands(site: Site) -> None:
    """Rows of seats that rise toward a side wall."""
    room, tone = site.room, pick(site.rng("seats"), "2f4f7a 59646a 8a2f2a b09a7c")
    side = site.lean
    wall = room.right if side > 0 else room.left
    for index in range(4):
        x = wall - side * (0.4 + 0.75 * (3 - index))
        high = 0.35 + 0.38 * index
        _step(site, (x, high / 2, room.back - 3.4), (0.75, high, 5.0), lin("8d8f92"))
        _step(site, (x, high + 0.04, room.back - 3.4), (0.4, 0.07, 4.9), tone)


def _step(site: Site, at: tuple[float, float, float], size: tuple[float, float, float], tone: Array) -> None:
    site.room.block(at, size, tone, shades=True, fine=0.6)
