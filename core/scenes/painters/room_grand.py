"""Rooms where people meet: a classroom, a church, a palace's hall."""

import numpy as np

from core.scenes.painters import room_common as common
from core.scenes.painters.room_public import ceiling_lamps
from core.scenes.painters.room_shell import Site, begin, end, lit_by_day, shell
from core.scenes.painting import Painting, View
from core.scenes.parts import decoration as d
from core.scenes.parts import furnishings as f
from core.scenes.parts.canvas import Array
from core.scenes.parts.furnishings import WARM, lin, pick
from core.scenes.parts.interior_light import bulb
from core.scenes.parts.interior_round import Turned
from core.scenes.parts.openings import back_window
from core.scenes.spec import SceneSpec


def classroom(spec: SceneSpec, view: View) -> Painting:
    """A school's room: a green board, desks in rows, a map, tall windows."""
    site = begin(
        spec,
        view,
        walls="e2ddd0 d6d9d2 e6e1d8 cfd4d2",
        accents="3f5a4a 2f3a36 36454f",
        deep=3.2,
        half=(2.6, 3.2),
        tall=3.1,
    )
    room, rng = site.room, site.rng("classroom")
    shell(site)
    lit_by_day(site)
    wood, side = pick(rng, "b09a7c a38c6e c9b08a"), site.lean
    x = -side * 0.4
    room.block((x, 1.62, room.back - 0.025), (2.5, 1.2, 0.04), wood, fine=0.6)
    room.block((x, 1.62, room.back - 0.05), (2.4, 1.1, 0.02), site.accent, fine=0.4)
    room.block((x, 1.0, room.back - 0.08), (2.4, 0.03, 0.09), wood)
    for index in range(9):
        at = x - 0.9 + 0.2 * index, 1.95 - 0.16 * float(rng.integers(0, 3))
        room.block((*at, room.back - 0.063), (float(rng.uniform(0.1, 0.17)), 0.016, 0.004), lin("c9cfca"))
    if site.chance("window", 0.6):
        x0, x1 = sorted((side * 1.2, side * 2.4))
        back_window(room, site.rng("window"), site.hour, x0, x1, 0.85, 2.7, lin("e9e6e0"), bars=(2, 2))
    for row, z in enumerate((room.back - 0.95, room.back - 1.75)):
        for dx in (-1.7, -0.55, 0.6, 1.75):
            at = dx + 0.1 * row
            f.table(room, at, z, (0.7, 0.72, 0.48), wood, lin("3a3c40"))
            if rng.random() < 0.6:
                tone = pick(rng, f.BOOKS)
                room.block((at + 0.1, 0.75, z), (0.2, 0.04, 0.26), tone, turn=float(rng.normal(0, 0.3)))
            f.chair(room, rng, at, z - 0.45, np.pi, wood, wood)
    if site.has("plant"):
        d.plant(room, site.rng("plant"), -side * 2.2, room.back - 0.4, 1.2)
    ceiling_lamps(site, 3, 1.6 + 1.6 * site.hour.lamps)
    return end(site)


def church(spec: SceneSpec, view: View) -> Painting:
    """An aisle between pews towards tall windows, candles and flowers at its side."""
    site = begin(
        spec,
        view,
        walls="ddd5c6 e6dfd2 d0c8ba c4bcae",
        accents="5c4230 4a3524 80684f",
        deep=6.5,
        half=(3.0, 3.6),
        tall=6.0,
        turn=0.06,
    )
    room, rng = site.room, site.rng("church")
    shell(site, "e4ddd0", skirting=False)
    lit_by_day(site)
    count = 3
    for index in range(count):
        at = (index - 1) * 1.75
        high = 4.9 if index == 1 else 4.3
        how = site.rng(f"window {index}"), site.hour, at - 0.5, at + 0.5, 1.5, high, lin("4a443c")
        back_window(room, *how, bars=(3, 6), share=0.6)
    room.block((0.0, 0.5, room.back - 0.9), (1.5, 1.0, 0.6), lin("eeeae2"), soft=0.01, shades=True)
    for side in (-1.0, 1.0):
        for row in range(5):
            z = room.back - 1.8 - 0.95 * row
            x = side * 1.95
            room.block((x, 0.44, z - 0.2), (2.1, 0.05, 0.36), site.accent, shades=True)
            room.block((x, 0.68, z), (2.1, 0.5, 0.05), site.accent, shades=True)
            for dx in (-1.05, 1.05):
                room.block((x + dx, 0.46, z - 0.12), (0.06, 0.92, 0.42), site.accent * 0.9, shades=True)
            if site.chance("flowers", 0.5):
                d.vase(room, site.rng(f"posy {side} {row}"), side * 0.86, 0.72, z - 0.1, 0.24)
        for dx in (0.9, 1.25):
            room.add(
                Turned(
                    side * dx, room.back - 0.7, [[0, 0.07], [0.02, 0.02], [1.15, 0.02]], lin("b08d4f"), 0.3
                )
            )
            wax = [[1.15, 0.035], [1.42, 0.035]]
            room.add(Turned(side * dx, room.back - 0.7, wax, lin("efe6d2"), 0.0, WARM * 0.8))
    if rng.random() < 0.6:
        cloth = pick(site.rng("carpet"), "4a1e22 d9d2c6 502a2c")
        _runner(site, cloth, 1.1)
    common.evening(site, 0.3)
    return end(site)


def _runner(site: Site, cloth: Array, wide: float) -> None:
    """A carpet ``wide`` m across from the back wall to before the subject."""
    room = site.room
    near, far = max(0.35, site.stand - 1.1), room.back - 0.15
    made = d.rug(site.rng("carpet"), cloth, wide / (far - near))
    room.rugs.append((made, 0.0, (near + far) / 2, wide, far - near))


def palace(spec: SceneSpec, view: View) -> Painting:
    """A hall of columns with gilded frames and a carpet, under a chandelier."""
    site = begin(
        spec,
        view,
        walls="e6dcc6 ddd0b4 d9cfc0 c9b896 8a3a34",
        accents="4e1e22 4e1e22 2a3248 46201f",
        deep=4.2,
        half=(3.0, 3.8),
        tall=4.8,
        turn=0.08,
        polished=True,
    )
    room, rng = site.room, site.rng("palace")
    shell(site, "efe7d6")
    lit_by_day(site)
    gold, stone = lin("b8923f"), pick(rng, "e6dfd2 d9cfbe e9e4da")
    for side in (-1.0, 1.0):
        for away in (0.5, 2.1):
            _column(site, side * 2.15, room.back - away, stone, gold)
    for dx, wide, high in ((-1.25, 0.9, 1.3), (1.25, 0.9, 1.3)):
        room.block((dx, 2.1, room.back - 0.02), (wide + 0.2, high + 0.2, 0.06), gold, fine=0.5)
        d.picture_frame(room, rng, dx, 2.1, room.back - 0.05, wide, high)
    room.block((0.0, 1.35, room.back - 0.03), (1.3, 2.7, 0.05), gold * 0.9, fine=0.5)
    room.block((0.0, 1.33, room.back - 0.05), (1.15, 2.6, 0.04), stone * 0.95, fine=0.5)
    for y in (0.7, 1.95):
        room.block((0.0, y, room.back - 0.075), (0.8, 0.95, 0.012), stone * 0.86)
    room.block((0.0, 4.0, room.back - 0.03), (room.right - room.left, 0.1, 0.08), gold, fine=0.8)
    if site.chance("runner", 0.75):
        _runner(site, site.accent, 2.0)
    _chandelier(site, room.back - 1.4)
    common.evening(site, 0.4)
    room.lights.fill += (WARM * 0.04 + 0.03).astype(np.float32)
    return end(site, 1.15 * site.hour.key)


def _column(site: Site, x: float, z: float, stone: Array, gold: Array) -> None:
    """A column with a base and a gilded capital."""
    room, top = site.room, 4.2
    base = [[0, 0.34], [0.12, 0.34], [0.14, 0.29], [0.26, 0.27]]
    room.add(Turned(x, z, base, stone * 0.95, 0.1))
    room.add(Turned(x, z, [[0.26, 0.24], [2.0, 0.235], [top - 0.3, 0.205]], stone, 0.15))
    room.add(Turned(x, z, [[top - 0.3, 0.21], [top - 0.1, 0.3], [top, 0.33]], gold, 0.3))
    room.feet.append((x, z, 0.32, 0.32))
    room.boxes.append(np.array([[x - 0.22, 0, z - 0.22], [x + 0.22, top, z + 0.22]], np.float32))


def _chandelier(site: Site, z: float) -> None:
    """A ring of lit candles hung from the ceiling."""
    room, y = site.room, 3.35
    room.block((0.0, (y + room.tall) / 2, z), (0.02, room.tall - y, 0.02), lin("b8923f"))
    room.add(Turned(0.0, z, [[y - 0.1, 0.05], [y, 0.1], [y + 0.3, 0.04]], lin("b8923f"), 0.4))
    on = max(site.hour.lamps, 0.55)
    for turn in np.linspace(0, 2 * np.pi, 10, endpoint=False):
        x, away = 0.55 * float(np.cos(turn)), 0.55 * float(np.sin(turn))
        room.add(
            Turned(x, z + away, [[y + 0.06, 0.022], [y + 0.18, 0.03]], lin("ffffff"), 0.0, WARM * 7 * on)
        )
    room.block((0.0, y + 0.03, z), (1.1, 0.02, 0.02), lin("b8923f"))
    room.block((0.0, y + 0.03, z), (0.02, 0.02, 1.1), lin("b8923f"))
    room.lights.bulbs.append(bulb([0.0, y - 0.1, z - 0.2], WARM * np.float32(1.4 * on)))
