"""Library, café and office."""

import numpy as np

from core.scenes.painters.room_common import ceiling_panel, pendants
from core.scenes.painters.room_shell import Site
from core.scenes.parts import decoration as d
from core.scenes.parts import furnishings as f
from core.scenes.parts.canvas import Array, Random, blur
from core.scenes.parts.furnishings import lin, pick
from core.scenes.parts.interior import sheet
from core.scenes.parts.interior_round import Turned
from core.scenes.parts.openings import back_window
from core.scenes.parts.tableware import candle, things_on, tiled


def book_walls(site: Site) -> None:
    """Bookcases along the back wall, a reading chair, a lamp, a window between by wish."""
    room, rng = site.room, site.rng("books")
    wood = wood_of(site.spec.materials.wall or site.spec.place.walls[0])
    spans = [(room.left + 0.02, room.right - 0.02)]
    lean = site.lean
    if site.has("window"):
        at = lean * 0.6
        spans = [(room.left + 0.02, at - 0.55), (at + 0.55, room.right - 0.02)]
        back_window(
            room, site.rng("window"), site.hour, at - 0.5, at + 0.5, 0.7, 2.45, wood * 0.8, bars=(2, 3)
        )
    for i, (x0, x1) in enumerate(spans):
        d.bookcase(room, site.rng(f"books {i}"), x0, x1, room.back, 2.55, wood)
        room.block(((x0 + x1) / 2, 2.6, room.back - 0.17), (x1 - x0 + 0.05, 0.09, 0.36), wood)
    side = -lean
    f.armchair(room, rng, side * 1.25, room.back - 1.0, site.accent, turn=float(-side * 0.6))
    _reading_table(site, -side * 0.75, wood)
    if site.chance("lamp", 0.7):
        f.floor_lamp(room, site.rng("lamp"), side * 1.7, room.back - 0.75, max(site.hour.lamps, 0.25))
    if site.chance("plant", 0.5):
        d.plant(room, site.rng("plant"), -side * 1.75, room.back - 0.6, 1.5)
    cloth = pick(site.rng("rug"), "6a5048 4a4640 7d705e 8a8070")
    room.rugs.append((d.rug(site.rng("rug"), cloth, 1.5), side * 0.5, room.back - 1.15, 2.3, 1.4))


def _reading_table(site: Site, x: float, wood: Array) -> None:
    """A table with a shaded lamp, open and piled books, and a chair."""
    room, rng = site.room, site.rng("reading table")
    z = room.back - 1.0
    f.table(room, x, z, (1.2, 0.75, 0.6), wood * 0.9, wood * 0.7)
    f.table_lamp(room, rng, x - 0.4, 0.75, z + 0.1, max(site.hour.lamps, 0.35))
    for pile, dx in ((4, 0.38), (2, 0.12)):
        for index in range(pile):
            at = (x + dx, 0.77 + 0.035 * index, z + 0.06)
            room.block(at, (0.24, 0.033, 0.17), pick(rng, f.BOOKS), turn=float(rng.normal(0, 0.15)))
    f.chair(room, rng, x + 0.1, z - 0.5, float(rng.uniform(-0.4, 0.4)) + np.pi, wood * 0.8, site.accent)


def wood_of(name: str) -> Array:
    """The mean colour of a wood."""
    return lin({"walnut": "6a4c38", "oak": "a38c6e", "white painted wood": "dedad2"}.get(name, "4e3626"))


def counter(site: Site) -> None:
    """A café's bar with machine and shelves, tables and chairs before it."""
    room, rng = site.room, site.rng("counter")
    side = 1.0 if rng.random() < 0.5 else -1.0
    wood = pick(rng, "80684f 66503f b09a7c 3a2a1e")
    x0, x1 = (-0.6, room.right) if side > 0 else (room.left, 0.6)
    mid, wide = (x0 + x1) / 2, x1 - x0
    z = room.back - 1.05
    tiles = tiled(site.rng("bar tiles"), wide, 1.0, pick(rng, "3f4a44 59463a d9d4ca 2f3a40 8a8279"))
    room.block((mid, 0.52, z), (wide, 1.04, 0.5), tiles.mean((0, 1)), front=tiles, shades=True)
    room.boxes.append(np.array([[x0, 0, z - 0.25], [x1, 1.04, z + 0.25]], np.float32))
    room.block((mid, 1.06, z - 0.03), (wide + 0.06, 0.05, 0.62), wood, shades=True)
    machine = mid + side * -0.1 * wide
    room.block((machine, 1.27, z), (0.62, 0.36, 0.4), lin("b3b4b6"), soft=0.03)
    room.block((machine, 1.21, z - 0.205), (0.5, 0.12, 0.02), lin("1c1c1e"))
    for k in range(8):
        things_on(room, rng, machine - 0.24 + 0.07 * k, 1.45, z)
    for dx in (0.55, 0.75, 0.95):
        things_on(room, rng, machine - side * dx, 1.085, z - 0.1)
    for y in (1.55, 1.95, 2.3) if site.chance("shelves", 0.7) else ():
        room.block((mid, y, room.back - 0.13), (wide - 0.3, 0.035, 0.24), wood, shades=True)
        at = x0 + 0.25
        while at < x1 - 0.25:
            things_on(room, rng, at, y + 0.018, room.back - 0.13)
            at += float(rng.uniform(0.09, 0.2))
    if site.chance("window", 0.5):
        a, b = (room.left + 0.25, -0.95) if side > 0 else (0.95, room.right - 0.25)
        back_window(
            room, site.rng("window"), site.hour, a, b, 0.5, 2.6, lin("1f1f21"), bars=(3, 2), green=False
        )
    iron, seat = lin("1f1f21"), pick(rng, "80684f 3a2a1e 66503f 59645c")
    candles = rng.random() < 0.5
    for i, (dx, dz) in enumerate(((-side * 1.35, 1.5), (side * 1.75, 0.9), (-side * 2.2, 0.6))):
        at_z = room.back - 1.35 - dz * 0.45
        f.round_table(room, dx, at_z, 0.33, 0.74, wood, iron)
        f.top_of(room, dx, at_z, 0.33, 0.741, wood)
        for turn in (1.3, -1.2):
            f.chair(room, rng, dx + 0.52 * np.sign(turn) * 1.0, at_z + 0.1 * i, turn, iron, seat)
        if candles:
            candle(room, dx, 0.745, at_z, 0.06)
        else:
            d.vase(room, rng, dx, 0.745, at_z, 0.14)
    if site.chance("pendants", 0.75):
        pendants(site, z - 0.2, 1.85, 4)
    if site.chance("plant", 0.7):
        d.plant(room, site.rng("plant"), -side * 1.9, room.back - 0.5, 1.5)
    _menu(site, mid)


def _menu(site: Site, x: float) -> None:
    """A black board with chalked lines on the wall above the bar, pastries under glass below it."""
    room, rng = site.room, site.rng("menu")
    rows, columns = 60, 120
    board = np.full((rows, columns, 3), 0.018, np.float32)
    for row in range(8, rows - 8, 7):
        for start in (8, 66):
            board[row : row + 2, start : start + int(rng.integers(20, 46))] = 0.42
    room.block((x, 2.62, room.back - 0.03), (1.5, 0.62, 0.04), lin("5a4630"))
    at, u, v = (x - 0.7, 2.88, room.back - 0.06), (1.4, 0, 0), (0, -0.52, 0)
    room.add(sheet(at, u, v, blur(board, 0.8), facing=(0, 0, -1)))
    for index in range(5):
        tone = pick(rng, "b9804a c9a06a 8a5a30 d9b98a")
        room.block((x + 0.1 * index - 0.75, 1.12, room.back - 1.15), (0.085, 0.06, 0.1), tone, soft=0.03)


def desks(site: Site) -> None:
    """A desk with its screens and chair, a window with blinds, shelves, a plant."""
    room, rng = site.room, site.rng("desks")
    wood = pick(rng, "b09a7c d9d2c6 80684f e6e3dd")
    window = site.chance("window", 0.85)
    if window:
        blinds(site)
    x, z = float(-site.lean * rng.uniform(0.35, 0.7)), room.back - 0.75
    desk(site, x, z, wood)
    office_chair(site, x + float(rng.uniform(-0.2, 0.25)), z - 0.62)
    if site.chance("shelves", 0.4):
        edge = room.left + 0.05 if site.lean > 0 else room.right - 1.15
        if not window:
            edge = -site.lean * 0.6 + 0.45 if site.lean < 0 else edge
        d.bookcase(room, site.rng("shelf"), edge, edge + 1.1, room.back, 2.0, wood, 0.3)
    second_desk(site, wood)
    if site.chance("plant", 0.9):
        tall = float(rng.uniform(1.3, 1.8))
        d.plant(room, site.rng("plant"), site.lean * 2.0, room.back - 0.45, tall)
        d.plant(room, site.rng("small plant"), -site.lean * 1.75, room.back - 0.4, 1.1)
    if site.rng("hung lamps").random() < 0.6:
        pendants(site, room.back - 0.9, 1.95, 3)
    if site.has("lamp"):
        on = max(site.hour.lamps, 0.2)
        f.table_lamp(room, site.rng("lamp"), x + 0.62 * site.lean, 0.74, z + 0.12, on)
    glow = np.array([1.0, 0.97, 0.92], np.float32) * np.float32(1.6 + 2.2 * site.hour.lamps)
    for dx in (-1.1, 0.9):
        ceiling_panel(site, dx, site.stand + 1.0, (0.6, 1.2), glow, 0.55)


def second_desk(site: Site, wood: Array) -> None:
    """Another desk across the room, with its screen, chair and things."""
    room, rng = site.room, site.rng("second desk")
    x, z = float(site.lean * rng.uniform(1.0, 1.25)), room.back - float(rng.uniform(1.0, 1.3))
    steel = lin("2f3032")
    f.table(room, x, z, (1.4, 0.74, 0.7), wood, steel)
    room.block((x, 1.06, z + 0.16), (0.6, 0.36, 0.03), lin("1a1b1d"), shades=True)
    room.block((x, 0.8, z + 0.18), (0.05, 0.16, 0.04), steel)
    at, u, v = (x - 0.28, 1.22, z + 0.143), (0.56, 0, 0), (0, -0.32, 0)
    glow = screen(site.rng("second screen"))
    room.add(sheet(at, u, v, lin("0a0a0b"), glow=glow, cells=(1, 1), facing=(0, 0, -1)))
    for dx in (-0.5, 0.45, 0.55):
        things_on(room, rng, x + dx, 0.742, z - 0.05)
    d.vase(room, rng, x - 0.42, 0.742, z + 0.15, 0.2)
    office_chair(site, x + 0.1, z - 0.6)


def blinds(site: Site) -> None:
    """A wide window with its blinds half up."""
    room, rng = site.room, site.rng("window")
    half = float(rng.uniform(1.2, 1.9))
    x0, x1 = max(room.left + 0.15, site.lean * 0.6 - half), min(room.right - 0.15, site.lean * 0.6 + half)
    green, slats = bool(rng.random() < 0.35), int(rng.integers(2, 9))
    back_window(room, rng, site.hour, x0, x1, 0.8, 2.4, lin("d0d0ce"), bars=(4, 1), green=green)
    for i in range(slats):
        at = ((x0 + x1) / 2, 2.4 - 0.055 * (i + 0.5), room.back - 0.07)
        room.block(at, (x1 - x0, 0.03, 0.035), lin("e6e4e0"), fine=0.8)


def desk(site: Site, x: float, z: float, wood: Array) -> None:
    """A desk with one screen or two, keyboard, cup and books."""
    room, rng = site.room, site.rng("desk")
    steel = lin("2f3032") if rng.random() < 0.6 else lin("d0d0ce")
    f.table(room, x, z, (1.6, 0.74, 0.75), wood, steel)
    shine = screen(site.rng("screen"))
    for dx in (-0.32, 0.36) if rng.random() < 0.4 else (0.05,):
        room.block((x + dx, 1.08, z + 0.18), (0.62, 0.37, 0.03), lin("1a1b1d"), shades=True)
        room.block((x + dx, 0.82, z + 0.2), (0.05, 0.18, 0.04), steel)
        room.block((x + dx, 0.75, z + 0.18), (0.24, 0.012, 0.18), steel)
        at, u, v = (x + dx - 0.3, 1.255, z + 0.163), (0.6, 0, 0), (0, -0.345, 0)
        room.add(sheet(at, u, v, lin("0a0a0b"), glow=shine, cells=(1, 1), facing=(0, 0, -1)))
    room.block((x + 0.02, 0.755, z - 0.16), (0.44, 0.02, 0.14), lin("d6d6d4"))
    things_on(room, rng, x + 0.6, 0.742, z + 0.05)
    for i in range(4):
        room.block((x - 0.6, 0.752 + 0.022 * i, z + 0.06), (0.26 - 0.02 * i, 0.02, 0.2), pick(rng, f.BOOKS))


def screen(rng: Random) -> Array:
    """What a monitor shows, out of focus: pale windows with lines."""
    made = np.full((60, 104, 3), 0.55, np.float32) * np.array([0.86, 0.95, 1.1], np.float32)
    for _ in range(3):
        x, y = int(rng.integers(2, 60)), int(rng.integers(2, 30))
        made[y : y + 24, x : x + 38] = rng.uniform(0.5, 0.95)
        for k in range(5):
            made[y + 3 + 4 * k : y + 5 + 4 * k, x + 3 : x + int(rng.integers(12, 34))] *= 0.55
    return blur(made * 0.8, 1.2)


def office_chair(site: Site, x: float, z: float) -> None:
    """A swivel chair from behind."""
    room, rng = site.room, site.rng("chair")
    cloth, steel = site.accent, lin("2a2a2c")
    turn = float(rng.uniform(-0.5, 0.5))
    room.block((x, 0.46, z), (0.5, 0.09, 0.48), cloth, turn=turn, soft=0.04, shades=True)
    room.block(
        (x - 0.22 * np.sin(turn), 0.82, z - 0.22 * np.cos(turn)),
        (0.46, 0.56, 0.07),
        cloth,
        turn=turn,
        soft=0.06,
        shades=True,
    )
    room.add(Turned(x, z, [[0.1, 0.035], [0.42, 0.03]], steel, 0.3))
    for k in range(5):
        at = turn + k * 2 * np.pi / 5
        room.block(
            (x + 0.14 * np.cos(at), 0.085, z + 0.14 * np.sin(at)),
            (0.28, 0.03, 0.045),
            steel,
            turn=float(-at),
            shades=False,
        )
    room.feet.append((x, z, 0.25, 0.25))
