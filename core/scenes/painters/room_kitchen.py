"""A kitchen along the back wall."""

from dataclasses import dataclass

import numpy as np

from core.scenes.painters.room_common import METAL_SHADES
from core.scenes.painters.room_shell import Site
from core.scenes.parts import decoration as d
from core.scenes.parts.canvas import Array
from core.scenes.parts.furnishings import WARM, lin, pick
from core.scenes.parts.interior import sheet
from core.scenes.parts.interior_light import panel
from core.scenes.parts.interior_round import Turned
from core.scenes.parts.openings import back_window
from core.scenes.parts.tableware import ball, things_on, tiled

CERAMIC = "e6e1d8 d8d0c4 b7a58c 3a3a3c 6e7a72"


@dataclass(frozen=True)
class Run:
    """A run of cupboards from ``left`` to ``right`` in ``count`` units, the oven's number among them, with
    its colours; ``win`` is the middle of the window above, if there is one."""

    left: float
    right: float
    count: int
    oven: int
    front: Array
    handle: Array
    win: float | None

    @property
    def each(self) -> float:
        """Width of a unit."""
        return (self.right - self.left) / self.count

    def at(self, unit: int) -> float:
        """Middle of a unit."""
        return self.left + self.each * (unit + 0.5)


DEEP, DECK = 0.6, 0.9


def kitchen_run(site: Site) -> None:
    """Base cupboards, worktop, tiles, and shelves or cupboards above, from wall to wall."""
    room, rng = site.room, site.rng("kitchen")
    fridge = int(rng.choice([-1, 1]))
    left = room.left + (0.68 if fridge < 0 else 0.01)
    right = room.right - (0.68 if fridge > 0 else 0.01)
    count = round((right - left) / 0.6)
    win = float(np.clip(site.lean * 0.75, left + 0.7, right - 0.7)) if site.has("window") else None
    run = Run(left, right, count, int(rng.integers(1, count - 1)), site.accent, pick(rng, METAL_SHADES), win)
    base(site, run)
    splash(site, run)
    above(site, run)
    deck_things(site, run.left, run.right, DECK + 0.003, run.at(run.oven))
    if site.has("plant"):
        at = 0.3 * site.lean - 0.5
        d.plant(room, site.rng("plant"), at, room.back - 0.25, 0.42, DECK)
    at, z = (room.left if fridge < 0 else room.right) - fridge * 0.34, room.back
    steel = lin("b9bbbd") if rng.random() < 0.6 else run.front
    room.block((at, 1.05, z - 0.33), (0.66, 2.1, 0.64), steel, shades=True)
    room.block((at, 0.72, z - 0.652), (0.65, 0.006, 0.004), lin("1a1a1a"))
    room.block((at - fridge * 0.26, 1.3, z - 0.68), (0.025, 0.5, 0.03), lin("8d8f92"))


def base(site: Site, run: Run) -> None:
    """Doors, drawers and the oven below the worktop."""
    room, rng, z = site.room, site.rng("base"), site.room.back
    mid, wide, front = (run.left + run.right) / 2, run.right - run.left, z - DEEP
    room.block((mid, 0.05, z - DEEP / 2 + 0.03), (wide, 0.1, DEEP - 0.06), run.front * 0.25, shades=True)
    room.block((mid, 0.49, z - DEEP / 2), (wide, 0.78, DEEP - 0.02), run.front * 0.5, shades=True)
    room.boxes.append(np.array([[run.left, 0, front], [run.right, DECK, z]], np.float32))
    for i in range(run.count):
        at, drawers = run.at(i), rng.random() < 0.4
        if i == run.oven:
            room.block((at, 0.5, front - 0.006), (run.each - 0.008, 0.6, 0.014), lin("1c1d1f"))
            room.block((at, 0.5, front - 0.015), (run.each - 0.12, 0.34, 0.006), lin("0a0a0b"))
            room.block((at, 0.74, front - 0.03), (run.each - 0.1, 0.02, 0.02), lin("a9abae"))
            room.block((at, 0.84, front - 0.006), (run.each - 0.008, 0.07, 0.014), lin("a9abae"))
            continue
        for low, high in ((0.11, 0.3), (0.42, 0.3), (0.73, 0.145)) if drawers else ((0.11, 0.765),):
            size = (run.each - 0.006, high - 0.006, 0.018)
            fine = 0.07 if room.lights.sun else 0.25
            room.block((at, low + high / 2, front - 0.004), size, run.front, fine=fine)
            grip = (min(0.2, run.each * 0.4), 0.012, 0.012)
            room.block((at, low + high - 0.045, front - 0.022), grip, run.handle)


def splash(site: Site, run: Run) -> None:
    """The worktop and the tiles behind it."""
    room, rng, z = site.room, site.rng("splash"), site.room.back
    mid, wide = (run.left + run.right) / 2, run.right - run.left
    top = pick(rng, "e6e3dd b09a7c 3a3b3d cfcac2 80684f")
    room.block((mid, DECK - 0.015, z - DEEP / 2 - 0.012), (wide, 0.036, DEEP + 0.03), top, shades=True)
    tile = pick(rng, "e6e3dd dcd8d0 cfd4d0 b9c0b8 e9e6e0")
    laid = tiled(site.rng("tiles"), wide, 0.56, tile)
    at, u, v = (run.left, 1.46, z - 0.006), (wide, 0, 0), (0, -0.56, 0)
    room.add(sheet(at, u, v, laid, cells=(5, 9), facing=(0, 0, -1)))


def above(site: Site, run: Run) -> None:
    """The window, the hood, and cupboards or open shelves."""
    room, z, steel = site.room, site.room.back, lin("a9abae")
    closed = site.rng("above").random() < 0.5
    if run.win is not None:
        x0, x1, rng = run.win - 0.55, run.win + 0.55, site.rng("window")
        back_window(room, rng, site.hour, x0, x1, 1.08, 2.1, lin("e9e6e0"), bars=(2, 1))
    for i in range(run.count):
        at = run.at(i)
        if run.win is not None and abs(at - run.win) < 0.55 + run.each / 2 + 0.04:
            continue
        if i == run.oven:
            room.block((at, 1.62, z - 0.24), (run.each, 0.08, 0.46), steel, shades=True)
            room.block((at, 2.2, z - 0.15), (0.28, 1.1, 0.28), steel)
        elif closed:
            room.block((at, 1.83, z - 0.175), (run.each - 0.005, 0.72, 0.35), run.front * 1.02, shades=True)
            room.block((at + run.each * 0.3, 1.52, z - 0.36), (0.012, 0.1, 0.012), run.handle)
    if not closed:
        open_shelves(site, run.left, run.right, run.win, run.at(run.oven))
    elif site.hour.lamps > 0.3:
        light, wide = (WARM * 0.4 + 0.6) * np.array([7, 5.6, 4]), run.right - run.left - 1.4
        strip = panel([run.left + 0.7, 1.465, z - 0.3], [wide, 0, 0], [0, 0, 0.06], [0, -1, 0], light)
        room.lights.panels.append(strip)


def open_shelves(site: Site, left: float, right: float, win: float | None, hood: float) -> None:
    """Boards with plates, cups and jars above the worktop."""
    room, rng, z = site.room, site.rng("shelves"), site.room.back
    wood = pick(rng, "b09a7c 80684f e6e2da")
    spans = [(left + 0.1, hood - 0.4), (hood + 0.4, right - 0.1)]
    if win is not None:
        spans = [part for a, b in spans for part in ((a, min(b, win - 0.7)), (max(a, win + 0.7), b))]
    for x0, x1 in spans:
        if x1 - x0 < 0.35:
            continue
        for y in (1.56, 1.92):
            room.block(((x0 + x1) / 2, y, z - 0.12), (x1 - x0, 0.03, 0.22), wood, shades=True)
            at = x0 + 0.1
            while at < x1 - 0.08:
                things_on(room, rng, at, y + 0.015, z - 0.12)
                at += float(rng.uniform(0.11, 0.24))


def deck_things(site: Site, left: float, right: float, y: float, hob: float) -> None:
    """What stands on a worktop: boards, jars, a kettle, a bowl of fruit, a tap."""
    room, rng, z = site.room, site.rng("worktop"), site.room.back
    wood = pick(rng, "b09a7c 80684f 66503f")
    at = left + 0.75
    while at < right - 0.7:
        if abs(at - hob) > 0.4:
            form = int(rng.integers(5))
            if form == 0:
                room.block((at, y + 0.17, z - 0.05), (0.26, 0.34, 0.025), wood, soft=0.02)
                room.block((at + 0.1, y + 0.13, z - 0.09), (0.2, 0.26, 0.02), wood * 0.75, soft=0.02)
            elif form == 1:
                bowl = pick(rng, CERAMIC)
                room.add(Turned(at, z - 0.3, [[y, 0.05], [y + 0.03, 0.1], [y + 0.09, 0.15]], bowl, 0.15))
                for k in range(5):
                    ball(
                        room,
                        at + 0.075 * np.cos(k * 1.26),
                        y + 0.1,
                        z - 0.3 + 0.06 * np.sin(k * 1.26),
                        0.038,
                        pick(rng, "c9a23f b5862e a9442f 7d8a3f"),
                    )
            else:
                things_on(room, rng, at, y, z - 0.2)
                things_on(room, rng, at + 0.13, y, z - 0.16)
        at += float(rng.uniform(0.35, 0.7))
    room.add(
        Turned(
            hob,
            z - 0.3,
            [[y, 0.1], [y + 0.13, 0.1], [y + 0.14, 0.09], [y + 0.15, 0.02], [y + 0.17, 0.02]],
            pick(rng, "2a2a2c b9bbbd a9442f e6e1d8"),
            0.5,
        )
    )
