"""Rooms that are open to everybody: a boutique, a museum's hall, a hotel's lobby, a gym."""

from dataclasses import replace

import numpy as np

from core.scenes.painters import room_common as common
from core.scenes.painters.room_halls import spots
from core.scenes.painters.room_shell import Site, begin, end, lit_by_day, shell
from core.scenes.painting import Painting, View
from core.scenes.parts import decoration as d
from core.scenes.parts import furnishings as f
from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.furnishings import lin, pick
from core.scenes.parts.interior import sheet
from core.scenes.parts.interior_eye import f32
from core.scenes.parts.interior_light import Spot, bulb
from core.scenes.parts.interior_round import Turned
from core.scenes.parts.openings import back_window, tinted
from core.scenes.parts.tableware import ball
from core.scenes.spec import SceneSpec

GARMENTS = "d9d2c6 b9ad9c 8f8a80 59646a 3a3d40 6f7a78 c9a68c a9694a e6e1d8 4d5a52 7d4a44 2a2a2e b7a58c"
WHITE = np.array([1.0, 0.97, 0.93], np.float32)


def ceiling_lamps(site: Site, count: int, bright: float, deep: float = 1.2) -> None:
    """Flat lamps in the ceiling in a row before the back wall, that light the room by day too."""
    room = site.room
    glow = WHITE * np.float32(bright)
    for index in range(count):
        x = room.left + (room.right - room.left) * (index + 0.5) / count
        common.ceiling_panel(site, x, site.stand + deep, (0.5, 0.9), glow, 0.9)


def boutique(spec: SceneSpec, view: View) -> Painting:
    """A clothes shop: rails full of garments, shelves with folded ones, a mirror, lamps."""
    site = begin(
        spec, view, walls="e9e4dd e2ddd3 d9d4cc cfc9c0", accents=f.CLOTHS, deep=2.6, half=(2.2, 2.9), tall=3.0
    )
    room, rng = site.room, site.rng("boutique")
    shell(site)
    lit_by_day(site)
    metal = pick(rng, "1f1f21 b08d4f 2a2a2c")
    side = 1.0 if rng.random() < 0.5 else -1.0
    clothes_on_rail(site, rng, side * 1.15, room.back - 0.5, 1.7, metal)
    if site.chance("rails", 0.8):
        clothes_on_rail(site, site.rng("second rail"), -side * 1.45, room.back - 0.55, 1.15, metal)
    folded_on_shelves(site, site.rng("folded"), -side * 0.35, metal)
    if site.chance("mirror", 0.5):
        at = -side * 2.15 + (0.0 if room.right > 2.4 else side * 0.2)
        room.block((at, 1.0, room.back - 0.06), (0.66, 1.9, 0.05), metal)
        glass = WHITE * 0.42 * site.hour.key
        corner, u, v = (at - 0.29, 1.9, room.back - 0.09), (0.58, 0, 0), (0, -1.8, 0)
        room.add(sheet(corner, u, v, lin("8f9294"), glow=glass, facing=(0, 0, -1)))
    if site.has("plant"):
        d.plant(room, site.rng("plant"), side * 2.1, room.back - 0.45, 1.6)
    if site.chance("pendants", 0.4):
        common.pendants(site, room.back - 1.2, 2.1, 3, "globe")
    ceiling_lamps(site, 4, 2.2 + 2.0 * site.hour.lamps)
    common.evening(site, 0.2)
    return end(site, 1.45 * site.hour.key)


def clothes_on_rail(site: Site, rng: Random, x: float, z: float, wide: float, metal: Array) -> None:
    """A rail on two feet with garments side by side, seen by their sleeves, in runs of a colour."""
    room = site.room
    for dx in (-wide / 2, wide / 2):
        room.block((x + dx, 0.8, z), (0.028, 1.6, 0.028), metal, fine=0.8)
        room.block((x + dx, 0.02, z), (0.04, 0.03, 0.5), metal, shades=True)
    room.block((x, 1.6, z), (wide + 0.03, 0.028, 0.028), metal, fine=0.8)
    garments(site, rng, x, 1.6, z, wide, metal)
    room.feet.append((x, z, wide / 2, 0.2))
    room.boxes.append(np.array([[x - wide / 2, 0.5, z - 0.2], [x + wide / 2, 1.5, z + 0.2]], np.float32))


def garments(site: Site, rng: Random, x: float, y: float, z: float, wide: float, metal: Array) -> None:
    """Garments side by side on a rail at the height ``y``, seen by their sleeves, in runs of a colour."""
    room = site.room
    at, run, tone, long = x - wide / 2 + 0.08, 0, lin("d9d2c6"), 0.9
    while at < x + wide / 2 - 0.08:
        if run <= 0:
            run, tone = int(rng.integers(2, 6)), pick(rng, GARMENTS)
            long = float(rng.uniform(0.62, 1.15))
        run -= 1
        thick = float(rng.uniform(0.032, 0.06))
        own = tone * float(rng.uniform(0.85, 1.12))
        room.block((at, y - 0.1, z), (0.008, 0.09, 0.02), metal)
        room.block(
            (at, y - 0.13 - long / 2, z),
            (thick, long, 0.42),
            own,
            soft=0.02,
            turn=float(rng.normal(0, 0.12)),
            fine=0.2,
        )
        at += thick + float(rng.uniform(0.004, 0.03))


def folded_on_shelves(site: Site, rng: Random, x: float, metal: Array) -> None:
    """Shelves on the wall with folded jerseys, bags and shoes."""
    room = site.room
    wood = pick(rng, "b09a7c 80684f d9d2c6")
    for y in (0.75, 1.2, 1.65, 2.05):
        room.block((x, y, room.back - 0.17), (1.1, 0.03, 0.32), wood, shades=True)
        at = x - 0.42
        while at < x + 0.45:
            tone, pile = pick(rng, GARMENTS), int(rng.integers(2, 6))
            if rng.random() < 0.25:
                room.block((at, y + 0.13, room.back - 0.2), (0.24, 0.2, 0.12), tone, soft=0.03)
            else:
                for layer in range(pile):
                    own = tone * float(rng.uniform(0.85, 1.12))
                    room.block(
                        (at, y + 0.035 + 0.04 * layer, room.back - 0.19), (0.25, 0.036, 0.26), own, soft=0.015
                    )
            at += float(rng.uniform(0.29, 0.36))
    for dx in (-0.56, 0.56):
        room.block((x + dx, 1.1, room.back - 0.17), (0.02, 2.2, 0.3), metal, fine=0.6)


def gallery(spec: SceneSpec, view: View) -> Painting:
    """A museum's white hall: large pictures in the light of spots, a bench, a sculpture."""
    site = begin(spec, view, walls="e9e8e5 e4e2de eceae6 dddbd7", accents="2f3236 59646a 8a6a46", deep=3.4,
                 half=(3.0, 4.2), tall=3.9, turn=0.12, polished=True, faced=3.0)  # fmt: skip
    room, rng = site.room, site.rng("gallery")
    shell(site, "efedea", skirting=False)
    lit_by_day(site)
    at = room.left + 0.5
    if site.faced:
        site = _picture_light(site, rng)
    while at < room.right - 0.9 and not site.faced:
        wide = float(rng.uniform(0.8, 1.7))
        high = float(np.clip(wide * rng.uniform(0.7, 1.25), 0.7, 1.7))
        if at + wide > room.right - 0.3:
            break
        d.picture_frame(room, rng, at + wide / 2, 1.65, room.back, wide, high)
        at += wide + float(rng.uniform(0.55, 1.0))
    if site.chance("bench", 0.4) and not site.faced:
        x = float(rng.uniform(-0.9, 0.9))
        room.block(
            (x, 0.42, room.back - 1.3), (1.5, 0.1, 0.42), pick(rng, "80684f 2a2420 b09a7c"), shades=True
        )
        for dx in (-0.55, 0.55):
            room.block((x + dx, 0.19, room.back - 1.3), (0.06, 0.38, 0.36), lin("2a2a2c"), shades=True)
    if site.chance("sculpture", 0.5):
        _plinth(site, site.rng("plinth"))
    if site.has("plant"):
        d.plant(room, site.rng("plant"), site.lean * 2.3, room.back - 0.6, 1.9)
    spots(site, WHITE)
    if site.has("spotlight"):
        return _spotlit(site)
    ceiling_lamps(site, 4, 3.0, 0.6)
    room.lights.fill += np.float32(0.1) * WHITE
    return end(site, 0.62 if spec.light.time == "night" else 0.86)


def _picture_light(site: Site, rng: Random) -> Site:
    """The gallery's wall with its middle left free, in the light of a spot; other pictures beside it."""
    room = site.room
    for side in (-1, 1):
        x, wide = float(side * rng.uniform(1.7, 1.9)), float(rng.uniform(0.7, 1.0))
        d.picture_frame(room, rng, x, 1.65, room.back, wide, float(wide * rng.uniform(0.8, 1.3)))
    room.lights.bulbs.append(bulb([0.0, 2.6, room.back - 0.6], WHITE * np.array([1.3, 1.2, 1.02])))
    return replace(site, spot=(1.62, 0.72, 0.62))


def _spotlit(site: Site) -> Painting:
    """The hall with its other lamps down: spots on the pictures, one on the subject."""
    room, light = site.room, site.spec.light
    lamp = WHITE * tinted(light.warmth) * np.array([1.0, 0.97, 0.93], np.float32)
    lean, top = float(np.sin(np.deg2rad(light.direction))), room.tall - 0.25
    wide = 0.03 + 0.12 * (1 - light.hardness)
    at = np.array([1.7 * lean, top, site.stand - 1.1 - 0.9 * (1 - light.height / 90)], np.float32)
    aim = np.array([0, 0.35, site.stand + 0.1], np.float32)
    room.lights.spots.append(Spot(at, aim, 0.2 - wide / 2, 0.23 + wide, f32(lamp * 26)))
    # Where a picture hangs, one is on it and one on each beside it.
    columns = np.array([-1.8, 0.0, 1.8]) if site.faced else np.arange(room.left + 0.9, room.right - 0.5, 1.5)
    for index, x in enumerate(columns):
        bright = 9.0 if index % 2 == site.faced else 6.0
        beam = np.array([x, top, room.back - 1.3], np.float32), np.array([x, 1.5, room.back], np.float32)
        room.lights.spots.append(Spot(*beam, 0.2, 0.48, f32(lamp * bright)))
    room.lights.panels = [replace(panel, radiance=f32(panel.radiance * 0.12)) for panel in room.lights.panels]
    room.lights.sun = None
    room.lights.fill = f32(room.lights.fill * 0.2 + np.float32(0.05) * WHITE)
    return end(site, 0.56, 1.2)


def _plinth(site: Site, rng: Random) -> None:
    """A white plinth with a turned figure."""
    room = site.room
    x, z = float(-site.lean * rng.uniform(1.3, 1.9)), room.back - 1.0
    room.block((x, 0.5, z), (0.42, 1.0, 0.42), lin("e6e4e0"), shades=True)
    heights = np.linspace(1.0, 1.62, 9)
    radius = 0.05 + 0.1 * np.abs(np.sin(np.linspace(0.4, 6.2, 9) * rng.uniform(0.8, 1.2) + rng.uniform(0, 3)))
    tone = pick(rng, "b9b4ac 4a4038 d9d4cc 7d6a52")
    room.add(Turned(x, z, np.stack([heights, radius], 1).astype(np.float32), tone, 0.25))


def lobby(spec: SceneSpec, view: View) -> Painting:
    """A hotel's lobby: a desk before a panelled wall, lamps, armchairs, palms."""
    site = begin(
        spec,
        view,
        walls="d9d0c2 cfc6b8 8a7460 b9ad9c",
        accents="3f4a46 59463a 6a4a34 b3a794",
        deep=3.6,
        half=(3.0, 3.8),
        tall=3.6,
        turn=0.14,
        polished=True,
    )
    room, rng = site.room, site.rng("lobby")
    shell(site, "e9e4da")
    lit_by_day(site)
    wood = pick(rng, "6a4c38 80684f 4e3626 a38c6e")
    side = 1.0 if rng.random() < 0.5 else -1.0
    _reception(site, rng, side * 0.7, wood)
    for index, dx in enumerate((-1.75, -2.75)):
        f.armchair(room, site.rng(f"chair {index}"), side * dx, room.back - 1.5 - 0.5 * index, site.accent,
                   turn=float(side * (0.5 - 0.5 * index)))  # fmt: skip
    f.round_table(room, side * -2.2, room.back - 1.9, 0.3, 0.45, wood, lin("2a2a2c"))
    if site.chance("plant", 0.8):
        d.plant(room, site.rng("plant"), -side * 2.9, room.back - 0.6, 2.1)
        d.plant(room, site.rng("plant 2"), side * 2.4, room.back - 0.5, 1.8)
    if site.chance("window", 0.3):
        x0, x1 = sorted((-side * 1.1, -side * 2.6))
        back_window(
            room, site.rng("window"), site.hour, x0, x1, 0.3, 3.0, lin("2a2a2c"), bars=(2, 3), green=False
        )
    if site.chance("pendants", 0.7):
        common.pendants(site, room.back - 1.0, 2.25, 4, "globe")
    ceiling_lamps(site, 4, 2.2, 1.4)
    common.evening(site, 0.35)
    return end(site, 1.35 * site.hour.key)


def _reception(site: Site, rng: Random, x: float, wood: Array) -> None:
    """A desk of wood and stone with a lamp before upright slats."""
    room = site.room
    for index in range(14):
        at = x + (index - 6.5) * 0.2
        room.block(
            (at, 1.5, room.back - 0.03), (0.17, 2.7, 0.05), wood * float(rng.uniform(0.9, 1.1)), fine=0.8
        )
    stone = pick(rng, "d9d2c6 b9b4ac 3a3a3c")
    room.block((x, 0.52, room.back - 0.9), (2.3, 1.04, 0.6), wood * 0.9, shades=True)
    room.block((x, 1.07, room.back - 0.92), (2.42, 0.06, 0.72), stone, shades=True)
    f.table_lamp(room, rng, x - 0.85, 1.1, room.back - 0.9, max(site.hour.lamps, 0.3))
    d.vase(room, rng, x + 0.8, 1.1, room.back - 0.9, 0.34)


def gym(spec: SceneSpec, view: View) -> Painting:
    """A gym: a rack of weights, a power cage, balls and a bench before mirrors or windows."""
    site = begin(spec, view, walls="c9c9c7 9a9c9e 5c5f63 e0e0de", accents="2f3236 8a2f2a 3f4f58", deep=3.2,
                 half=(2.8, 3.6), tall=3.3, turn=0.14)  # fmt: skip
    room, rng = site.room, site.rng("gym")
    shell(site, "d0d0ce", skirting=False)
    lit_by_day(site)
    side = 1.0 if rng.random() < 0.5 else -1.0
    steel, red = lin("1d1d1f"), site.accent
    if site.chance("window", 0.45):
        x0, x1, green = room.left + 0.5, room.right - 0.5, bool(rng.random() < 0.5)
        how = site.rng("window"), site.hour, x0, x1, 0.9, 2.9, lin("2a2a2c")
        back_window(room, *how, bars=(5, 1), green=green, share=0.8)
    else:
        at, u, v = (
            (room.left + 0.4, 2.6, room.back - 0.02),
            (room.right - room.left - 0.8, 0, 0),
            (0, -2.2, 0),
        )
        room.add(sheet(at, u, v, lin("7a7d80"), glow=WHITE * 0.14 * site.hour.key, facing=(0, 0, -1)))
    _weights(site, rng, side * 1.2, room.back - 0.5, steel)
    _cage(site, -side * 1.45, room.back - 1.2, steel)
    for index in range(3):
        tone = (lin("3f6f8f"), red, lin("8f9294"))[index]
        x = side * (2.35 - 0.1 * index) + 0.02 * index
        ball(room, x - side * 0.55 * index, 0.0, room.back - 1.5 - 0.2 * index, 0.3, tone)
    room.block((side * 0.5, 0.42, room.back - 1.7), (0.3, 0.08, 1.2), steel, soft=0.02, shades=True)
    for dz in (-0.45, 0.45):
        room.block((side * 0.5, 0.19, room.back - 1.7 + dz), (0.28, 0.38, 0.05), lin("8d8f92"), shades=True)
    if site.has("plant"):
        d.plant(room, site.rng("plant"), -side * 2.6, room.back - 0.5, 1.6)
    for x in (-1.6, 0.0, 1.6):
        common.ceiling_panel(site, x, site.stand + 1.0, (0.16, 3.6), WHITE * np.float32(6.0), 1.0)
    return end(site, 0.5 if spec.light.time == "night" else 0.76)


def _weights(site: Site, rng: Random, x: float, z: float, steel: Array) -> None:
    """A rack with dumb-bells in three rows, and discs on a stand."""
    room = site.room
    for y in (0.3, 0.62, 0.94):
        room.block((x, y, z), (1.9, 0.04, 0.36), lin("4a4c50"), shades=True)
        at = x - 0.84
        while at < x + 0.86:
            size = float(rng.uniform(0.06, 0.09)) * (1.2 - 0.3 * y)
            for dx in (-0.055, 0.055):
                room.block((at + dx, y + 0.03 + size, z - 0.05), (0.07, 2 * size, 2 * size), steel, soft=0.02)
            room.block((at, y + 0.03 + size, z - 0.05), (0.06, 0.03, 0.03), lin("b3b4b6"))
            at += 0.24
    for dx in (-0.97, 0.97):
        room.block((x + dx, 0.5, z), (0.05, 1.0, 0.4), lin("3a3c40"), shades=True)


def _cage(site: Site, x: float, z: float, steel: Array) -> None:
    """A power cage with a loaded barbell."""
    room = site.room
    for dx in (-0.55, 0.55):
        for dz in (-0.5, 0.5):
            room.block((x + dx, 1.15, z + dz), (0.07, 2.3, 0.07), steel, shades=True)
        room.block((x + dx, 2.27, z), (0.07, 0.07, 1.0), steel)
    for dz in (-0.5, 0.5):
        room.block((x, 2.27, z + dz), (1.1, 0.07, 0.07), steel)
    room.block((x, 1.25, z - 0.55), (2.0, 0.03, 0.03), lin("b3b4b6"))
    for dx in (-0.85, 0.85):
        for index, size in enumerate((0.44, 0.44, 0.34)):
            tone = site.accent if index == 0 else steel
            room.block((x + dx * (1 + 0.06 * index), 1.25, z - 0.55), (0.045, size, size), tone, soft=0.05)
