"""Rooms of a home where clothes and shoes are kept: a hallway, a walk-in closet, a loft."""

from dataclasses import replace

import numpy as np

from core.scenes.painters import room_common as common
from core.scenes.painters.room_public import GARMENTS, ceiling_lamps, garments
from core.scenes.painters.room_shell import FACED, Site, begin, end, lit_by_day, shell
from core.scenes.painting import Painting, View
from core.scenes.parts import decoration as d
from core.scenes.parts import furnishings as f
from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.furnishings import WARM, lin, pick
from core.scenes.parts.interior import sheet
from core.scenes.parts.interior_round import Turned
from core.scenes.parts.openings import back_window, view_out
from core.scenes.spec import SceneSpec

DOORS = "3f4a46 59646a 8a5a40 6a4c38 e6e1d8 2f3a44 7d4a44"
WOODS = "80684f 66503f b09a7c a38c6e"


def hallway(spec: SceneSpec, view: View) -> Painting:
    """An entrance: the front door, a board with hooks, a bench with shoes under it, an umbrella."""
    site = begin(
        spec,
        view,
        walls="e6e1d8 dcd7cd d2d4d0 c9ccc8 ddd3c6",
        accents=DOORS,
        deep=2.2,
        half=(1.45, 1.95),
        faced=FACED,
    )
    room, rng = site.room, site.rng("hallway")
    shell(site)
    lit_by_day(site)
    side = site.lean
    wood = pick(rng, WOODS)
    _front_door(site, site.rng("door"), side * (1.35 if site.faced else 0.8))
    middle = 0.0 if site.faced else -side * 0.55
    if site.faced:
        site = replace(site, spot=(1.62, 0.55, 0.4))
    elif site.chance("coats", 0.8):
        _hooks(site, site.rng("coats"), middle, wood)
    else:
        common.pictures(site, middle)
    if site.chance("bench", 0.75):
        _shoe_bench(site, site.rng("bench"), middle, wood)
    else:
        common.sideboard(site, middle, 0.9)
    if site.chance("umbrella", 0.6) and not site.faced:
        _umbrellas(site, site.rng("umbrella"), side * 0.16, room.back - 0.18)
    if site.chance("plant", 0.4):
        d.plant(room, site.rng("plant"), side * 1.4, room.back - 0.3, float(rng.uniform(0.7, 1.2)))
    if site.has("mirror"):
        glass = lin("8f9294") * 0.4 * site.hour.key
        room.block((side * 0.0, 1.5, room.back - 0.02), (0.44, 0.9, 0.03), wood)
        room.block((side * 0.0, 1.5, room.back - 0.04), (0.38, 0.84, 0.01), lin("8f9294"), glow=glass)
    if site.chance("pendants", 0.5):
        common.pendants(site, room.back - 0.8, 2.1, 1)
    common.evening(site, 0.1)
    return end(site)


def _front_door(site: Site, rng: Random, x: float) -> None:
    """A panelled door with a pane above, in its frame, a mat before it."""
    room, z, tone = site.room, site.room.back, site.accent
    frame = lin("e9e6e0") if rng.random() < 0.7 else tone * 0.9
    room.block((x, 1.05, z - 0.012), (1.14, 2.18, 0.03), frame, fine=0.6)
    room.block((x, 1.03, z - 0.03), (0.94, 2.06, 0.04), tone, fine=0.3)
    for low, high in ((0.2, 0.75), (0.85, 1.2)):
        for dx in (-0.21, 0.21):
            room.block((x + dx, (low + high) / 2, z - 0.052), (0.32, high - low, 0.012), tone * 0.9)
    wide, tall = 0.66, 0.62
    made = view_out(rng, site.hour, wide, tall)
    corner, across, down = (x - wide / 2, 1.94, z - 0.055), (wide, 0, 0), (0, -tall, 0)
    room.add(sheet(corner, across, down, lin("050505"), glow=made, cells=(1, 1), facing=(0, 0, -1)))
    for dx in (-wide / 2, 0.0, wide / 2):
        room.block((x + dx, 1.63, z - 0.06), (0.03, tall, 0.02), tone, fine=0.8)
    for y in (1.32, 1.63, 1.94):
        room.block((x, y, z - 0.06), (wide, 0.03, 0.02), tone, fine=0.8)
    metal = pick(rng, "b08d4f 8d8f92 2a2a2c")
    handle = x + (0.4 if x < 0 else -0.4)
    room.block((handle, 1.02, z - 0.08), (0.13, 0.025, 0.04), metal, soft=0.008)
    room.block((x, 0.008, z - 0.42), (0.8, 0.016, 0.5), pick(rng, "8a6f4e 4a4038 5c5f63"), shades=True)


def _hooks(site: Site, rng: Random, x: float, wood: Array) -> None:
    """A board with pegs on the wall, coats, a bag and a hat on some of them."""
    room, z = site.room, site.room.back
    room.block((x, 1.72, z - 0.015), (1.2, 0.11, 0.025), wood, fine=0.5)
    if rng.random() < 0.6:
        room.block((x, 1.98, z - 0.13), (1.24, 0.03, 0.26), wood, shades=True)
        for dx in (-0.32, 0.12, 0.4):
            room.block(
                (x + dx, 2.07, z - 0.14),
                (0.24, 0.14, 0.2),
                pick(rng, "b79a6e cfc0a2 8f8a80 6f7a78"),
                soft=0.03,
            )
    metal = pick(rng, "2a2a2c b08d4f 8d8f92")
    for index in range(5):
        at = x - 0.48 + 0.24 * index
        room.block((at, 1.72, z - 0.06), (0.022, 0.022, 0.08), metal)
        if rng.random() < 0.62:
            long, tone = float(rng.uniform(0.5, 1.0)), pick(rng, GARMENTS)
            deep, wide = float(rng.uniform(0.09, 0.14)), float(rng.uniform(0.26, 0.4))
            room.block((at, 1.74 - 0.07, z - 0.09), (wide * 0.45, 0.16, deep * 0.8), tone, soft=0.05)
            room.block((at, 1.66 - long / 2, z - 0.1), (wide, long, deep), tone, soft=0.06, fine=0.2)


def _shoe_bench(site: Site, rng: Random, x: float, wood: Array) -> None:
    """A bench with a cushion, boots and shoes in pairs under it."""
    room, z = site.room, site.room.back - 0.22
    room.block((x, 0.45, z), (1.2, 0.04, 0.36), wood, shades=True)
    for dx in (-0.57, 0.57):
        room.block((x + dx, 0.22, z), (0.04, 0.44, 0.34), wood, shades=True)
    room.block((x, 0.16, z), (1.1, 0.025, 0.32), wood)
    if rng.random() < 0.6:
        room.block((x - 0.1, 0.5, z), (0.6, 0.07, 0.33), pick(rng, f.CLOTHS), soft=0.03)
    for index in range(3):
        at = x - 0.4 + 0.4 * index
        tone, tall = pick(rng, "4e3626 2a2420 8a5a40 6f7a78 cfc0a2"), float(rng.choice([0.1, 0.1, 0.22]))
        for dx in (-0.065, 0.065):
            room.block((at + dx, 0.18 + tall / 2, z + 0.02), (0.095, tall, 0.1), tone, soft=0.02)
            room.block((at + dx, 0.21, z - 0.06), (0.095, 0.08, 0.2), tone, soft=0.03)


def _umbrellas(site: Site, rng: Random, x: float, z: float) -> None:
    """A stand with two umbrellas."""
    room = site.room
    room.add(Turned(x, z, [[0, 0.1], [0.5, 0.12]], pick(rng, "2a2a2c b08d4f 8d8f92"), 0.2, hollow=True))
    for dx in (-0.04, 0.05):
        shape = [[0.2, 0.02], [0.45, 0.035], [0.72, 0.02], [0.78, 0.01], [0.92, 0.01]]
        room.add(Turned(x + dx, z + dx, shape, pick(rng, "2f3a44 7d4a44 2a2a2c 4d5a52"), 0.1))
    room.feet.append((x, z, 0.1, 0.1))


def closet(spec: SceneSpec, view: View) -> Painting:
    """A walk-in wardrobe: rails and shelves all along the walls, lit from above."""
    site = begin(
        spec,
        view,
        walls="d9d0c2 cfc6b8 b9ad9c e2ddd3",
        accents="4e3626 3a2a1e 66503f d9d2c6 8a7460",
        deep=2.0,
        half=(1.5, 1.9),
        tall=2.7,
        polished=True,
    )
    room, rng = site.room, site.rng("closet")
    shell(site)
    lit_by_day(site)
    wood, metal = site.accent, pick(rng, "b08d4f 8d8f92 2a2a2c")
    count = 3 if rng.random() < 0.6 else 4
    wide = (room.right - room.left) / count
    for index in range(count):
        _bay(site, site.rng(f"bay {index}"), room.left + wide * (index + 0.5), wide, wood, metal)
    if site.chance("ottoman", 0.6):
        room.block(
            (site.lean * 0.5, 0.22, room.back - 1.15),
            (0.8, 0.4, 0.5),
            pick(rng, f.CLOTHS),
            soft=0.06,
            shades=True,
        )
    if site.has("plant"):
        d.plant(room, site.rng("plant"), -site.lean * 1.2, room.back - 0.9, 1.3)
    ceiling_lamps(site, 4, 2.4 + 1.4 * site.hour.lamps, deep=0.9)
    room.lights.fill += (WARM * 0.5 + 0.5).astype(np.float32) * np.float32(0.06)
    common.evening(site, 0.3)
    return end(site, 1.2 * site.hour.key)


def _bay(site: Site, rng: Random, x: float, wide: float, wood: Array, metal: Array) -> None:
    """One part of a wardrobe: a lit shelf above, a rail or shelves, drawers below."""
    room, z = site.room, site.room.back
    room.block((x, 1.25, z - 0.02), (wide, 2.5, 0.03), wood * 0.85, fine=0.6)
    for dx in (-wide / 2, wide / 2):
        room.block((x + dx, 1.25, z - 0.28), (0.03, 2.5, 0.54), wood, fine=0.5)
    room.block((x, 2.12, z - 0.28), (wide, 0.03, 0.52), wood, shades=True)
    room.block((x, 2.095, z - 0.16), (wide * 0.9, 0.012, 0.03), lin("ffffff"), glow=WARM * 2.6 + 0.6)
    for at in np.arange(x - wide * 0.32, x + wide * 0.36, 0.3):
        tone = pick(rng, "d9c8a8 8a7460 b9ad9c 4e3626 e6dfd3")
        room.block(
            (float(at), 2.24, z - 0.26), (0.25, float(rng.uniform(0.14, 0.24)), 0.34), tone, soft=0.012
        )
    for y in (0.14, 0.38):
        room.block((x, y, z - 0.29), (wide * 0.95, 0.225, 0.5), wood, shades=True)
        room.block((x, y + 0.06, z - 0.55), (wide * 0.3, 0.015, 0.015), metal)
    if rng.random() < 0.68:
        room.block((x, 1.98, z - 0.27), (wide, 0.025, 0.025), metal, fine=0.8)
        garments(site, rng, x, 1.98, z - 0.28, wide * 0.94, metal)
    else:
        for y in (0.62, 0.98, 1.34, 1.7):
            room.block((x, y, z - 0.27), (wide, 0.025, 0.5), wood, shades=True)
            for at in np.arange(x - wide * 0.3, x + wide * 0.34, 0.31):
                tone = pick(rng, GARMENTS)
                for layer in range(int(rng.integers(2, 5))):
                    own = tone * float(rng.uniform(0.88, 1.1))
                    room.block(
                        (float(at), y + 0.035 + 0.045 * layer, z - 0.28), (0.26, 0.04, 0.3), own, soft=0.015
                    )


def loft(spec: SceneSpec, view: View) -> Painting:
    """A factory floor to live in: tall steel windows, concrete or brick, pipes, few pieces of furniture."""
    site = begin(
        spec, view, walls="c9c6c0 b9b4ac d9d5ce a8a49c", accents=f.CLOTHS, deep=3.4, half=(2.8, 3.6), tall=3.8
    )
    room, rng = site.room, site.rng("loft")
    shell(site, "d9d7d2", skirting=False)
    lit_by_day(site)
    steel, side = lin("1d1e20"), site.lean
    count = 3 if room.right - room.left > 6 else 2
    step = (room.right - room.left) / count
    for index in range(count):
        x0 = room.left + step * index + 0.22
        how = room, site.rng(f"window {index}"), site.hour, x0, x0 + step - 0.44, 0.75, 3.35, steel
        back_window(*how, bars=(3, 4), green=False, share=0.6)
    for y, z in ((3.6, 0.5), (3.5, 0.9)):
        room.block((0.0, y, room.back - z), (room.right - room.left, 0.12, 0.12), lin("8d8f92"), soft=0.05)
    if site.chance("sofa", 0.6):
        f.sofa(room, site.rng("sofa"), -side * 1.0, room.back - 0.75, 2.1, site.accent)
        common.coffee_table(site, -side * 0.9, room.back - 1.7)
    else:
        common.sideboard(site, -side * 1.0, 1.8)
    if site.chance("plant", 0.75):
        d.plant(room, site.rng("plant"), side * float(rng.uniform(1.3, 2.2)), room.back - 0.6, 1.8)
    if site.chance("lamp", 0.4):
        f.floor_lamp(room, site.rng("lamp"), side * 0.6, room.back - 0.6, max(site.hour.lamps, 0.1))
    if site.chance("pendants", 0.5):
        common.pendants(site, room.back - 1.2, 2.5, 3)
    common.evening(site, 0.1)
    return end(site)
