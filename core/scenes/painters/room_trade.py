"""Rooms of trades: a supermarket, a wine cellar, a greenhouse, a restaurant."""

import numpy as np

from core.scenes.painters import room_common as common
from core.scenes.painters.room_public import WHITE, ceiling_lamps
from core.scenes.painters.room_shell import Site, begin, end, lit_by_day, shell
from core.scenes.painting import Painting, View
from core.scenes.parts import decoration as d
from core.scenes.parts import furnishings as f
from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.furnishings import WARM, lin, pick
from core.scenes.parts.interior_light import bulb
from core.scenes.parts.interior_round import Turned
from core.scenes.parts.openings import back_window
from core.scenes.spec import SceneSpec

PACKS = "b3402f d9a441 3f6f8f e6e1d8 6f8f4a c9743a 59646a e3c58a 8a2f3a a9c0cf 4d7a5a d9d2c6 7d5a86"


def store(spec: SceneSpec, view: View) -> Painting:
    """A supermarket's aisle: shelves of packs at the back and on both sides, under bright lamps."""
    site = begin(
        spec,
        view,
        walls="e4e4e1 dcdcd8 d6d9da",
        accents="59646a 8d8f92 2f3236 b3402f 4d7a5a",
        deep=3.4,
        half=(1.9, 2.3),
        tall=3.2,
        turn=0.1,
        polished=True,
    )
    room = site.room
    shell(site, "dfe0e0", skirting=False)
    lit_by_day(site)
    wide = (room.right - room.left) / 3
    for index in range(3):
        at = room.left + wide * (index + 0.5)
        _gondola(site, site.rng(f"back {index}"), (at, room.back - 0.25), wide, across=True)
    for side, wall in ((-1.0, room.left), (1.0, room.right)):
        for index in range(2):
            at = (wall - side * 0.3, room.back - 1.25 - 1.3 * index)
            _gondola(site, site.rng(f"side {side} {index}"), at, 1.3, across=False)
    if site.chance("shop signs", 0.5):
        for dx in (-0.9, 0.9):
            room.block((dx, 2.75, room.back - 1.2), (1.0, 0.26, 0.03), site.accent, fine=0.6)
    for x in (-1.0, 1.0):
        common.ceiling_panel(site, x, site.stand + 1.0, (0.18, 4.0), WHITE * np.float32(5.5), 1.0)
    room.lights.fill += np.float32(0.12) * WHITE
    return end(site, 0.5 if spec.light.time == "night" else 0.8)


def _gondola(site: Site, rng: Random, at: tuple[float, float], wide: float, *, across: bool) -> None:
    """A shelf of packs ``wide`` metres long in the middle of ``at`` (x, z), along the back wall or a side
    wall; each board carries runs of the same pack."""
    room, (x, z) = site.room, at
    out = 0.2 if across or x > 0 else -0.2

    turn = 0.0 if across else (-np.pi / 2 if x < 0 else np.pi / 2)

    def put(
        y: float, high: float, deep: float, tone: Array, away: float = 0.0, front: Array | None = None
    ) -> None:
        at = (x, y, z + away) if across else (x + away, y, z)
        room.block(at, (wide, high, deep), tone, turn=turn, fine=0.5, front=front)

    put(1.05, 2.1, 0.03, lin("c9cac8"), away=out)
    for y in (0.1, 0.52, 0.94, 1.36, 1.76):
        put(y, 0.045, 0.5, lin("f2f0ea") if y > 0.2 else site.accent)
        put(y + 0.19, 0.33, 0.36, lin("2a2a2c"), front=_packs(rng, wide, 0.33))


def _packs(rng: Random, wide: float, high: float, texels: int = 170) -> Array:
    """A row of packs ``wide`` × ``high`` metres from the front, linear: runs of the same box, carton or jar
    with its label, dark between and above them."""
    rows, columns = round(high * texels), max(8, round(wide * texels))
    made = np.full((rows, columns, 3), 0.03, np.float32)
    left, run, tone, size, label = 2, 0, lin("d9d2c6"), (16, 40), lin("f2f0ea")
    while left < columns - 6:
        if run <= 0:
            run, tone, label = int(rng.integers(2, 6)), pick(rng, PACKS), pick(rng, PACKS)
            size = (
                round(float(rng.uniform(0.075, 0.16)) * texels),
                round(float(rng.uniform(0.55, 0.97)) * rows),
            )
        run -= 1
        right, top = min(columns, left + size[0] - 1), rows - size[1]
        shade = np.linspace(0.82, 1.06, right - left, dtype=np.float32)[None, :, None]
        made[top:, left:right] = tone * shade * float(rng.uniform(0.94, 1.06))
        low, deep = top + size[1] // 4, max(2, size[1] // 3)
        made[low : low + deep, left + 2 : right - 2] = label
        left += size[0]
    return made


def cellar(spec: SceneSpec, view: View) -> Painting:
    """A wine cellar: barrels upright and racks of bottles against old stone, under warm lamps."""
    site = begin(
        spec,
        view,
        walls="8a7a66 9a8a74 7d7264 a39684",
        accents="4a3524 5c4230 6a4c38",
        deep=2.6,
        half=(2.0, 2.6),
        tall=2.7,
    )
    room, rng = site.room, site.rng("cellar")
    shell(site, "6a5c4c", skirting=False)
    side = site.lean
    _bottles(site, site.rng("bottles"), side * 1.15, 1.7)
    if site.chance("bottle rack", 0.4):
        _bottles(site, site.rng("more bottles"), -side * 1.3, 1.3)
    for index in range(3):
        _barrel(site, rng, -side * (0.75 + 0.75 * index), room.back - 0.55 - 0.25 * (index % 2))
    if site.chance("candles", 0.4):
        top = room.back - 0.55
        room.add(Turned(-side * 0.75, top, [[0.9, 0.03], [1.08, 0.03]], lin("e9dfcc"), 0.0, WARM * 0.5))
        room.lights.bulbs.append(bulb([-side * 0.75, 1.2, top - 0.05], WARM * 0.12))
    for dx in (-1.2, 0.2, 1.4):
        room.lights.bulbs.append(bulb([dx, 2.2, room.back - 0.6], WARM * np.float32(rng.uniform(0.5, 0.9))))
    common.pendants(site, room.back - 1.0, 2.0, 3, "globe")
    room.lights.fill += (WARM * 0.05).astype(np.float32)
    common.evening(site, 0.8)
    return end(site, 0.42)


def _barrel(site: Site, rng: Random, x: float, z: float) -> None:
    """An upright oak barrel with four hoops."""
    room, tall, wide = site.room, 0.9, float(rng.uniform(0.29, 0.33))
    wood, hoop = site.accent * float(rng.uniform(1.1, 1.6)), lin("4a4c50")
    bulge = np.sin(np.linspace(0, np.pi, 9))
    profile = np.stack([np.linspace(0, tall, 9), wide * (0.84 + 0.16 * bulge)], 1)
    room.add(Turned(x, z, profile.astype(np.float32), wood, 0.06))
    for y in (0.06, 0.26, 0.64, 0.84):
        radius = wide * (0.845 + 0.16 * float(np.sin(np.pi * y / tall))) + 0.004
        room.add(Turned(x, z, [[y - 0.02, radius], [y + 0.02, radius]], hoop, 0.25))
    f.top_of(room, x, z, wide * 0.83, tall + 0.001, wood * 1.1)
    room.feet.append((x, z, wide, wide))
    room.boxes.append(np.array([[x - wide, 0, z - wide], [x + wide, tall, z + wide]], np.float32))


def _bottles(site: Site, rng: Random, x: float, wide: float) -> None:
    """A rack of lying bottles, seen by their ends."""
    room, wood = site.room, site.accent
    room.block((x, 1.05, room.back - 0.16), (wide, 2.1, 0.3), wood * 0.35, fine=0.5)
    for at in np.arange(x - wide / 2, x + wide / 2 + 0.01, wide / 3):
        room.block((float(at), 1.05, room.back - 0.2), (0.035, 2.1, 0.34), wood)
    for y in np.arange(0.1, 2.11, 0.25):
        room.block((x, float(y), room.back - 0.2), (wide, 0.025, 0.34), wood)
        for at in np.arange(x - wide / 2 + 0.07, x + wide / 2 - 0.04, 0.1):
            if rng.random() < 0.86 and y < 2.0:
                tone = pick(rng, "1f2a22 2a1a1c 26301f 3a2a1e")
                room.block(
                    (float(at), float(y) + 0.06, room.back - 0.36), (0.075, 0.075, 0.05), tone, soft=0.03
                )
                cap = pick(rng, "6a2028 b08d4f 2a2a2c")
                room.block((float(at), float(y) + 0.06, room.back - 0.39), (0.03, 0.03, 0.02), cap, soft=0.01)


def greenhouse(spec: SceneSpec, view: View) -> Painting:
    """Glass all around, benches with plants in pots, tall plants between them."""
    site = begin(
        spec,
        view,
        walls="e4e4df dcded8",
        accents="4d5a52 2a2a2c e6e1d8 6a4c38",
        deep=2.8,
        half=(2.0, 2.6),
        tall=3.4,
    )
    room, rng = site.room, site.rng("greenhouse")
    shell(site, "e9ecec", skirting=False)
    lit_by_day(site)
    x0, x1 = room.left + 0.05, room.right - 0.05
    how = site.rng("window"), site.hour, x0, x1, 0.45, 3.3, site.accent
    back_window(room, *how, bars=(6, 3), share=0.45)
    wood, tones = pick(rng, "80684f 8a7a66 a38c6e"), "a9694a b7805c 8f8a80 d8d0c4"
    for side in (-1.0, 1.0):
        x, z = side * float(rng.uniform(1.15, 1.45)), room.back - 0.5
        room.block((x, 0.78, z), (1.5, 0.04, 0.5), wood, shades=True)
        for dx in (-0.7, 0.7):
            room.block((x + dx, 0.38, z), (0.05, 0.76, 0.44), wood, shades=True)
        for at in np.arange(x - 0.55, x + 0.6, 0.36):
            own = site.rng(f"pot {side} {at:.1f}")
            d.plant(room, own, float(at), z, float(own.uniform(0.5, 0.85)), 0.8)
        for at in (x - 0.4, x + 0.3):
            room.add(Turned(at, z, [[0.02, 0.1], [0.24, 0.13]], pick(rng, tones), 0.04, hollow=True))
        d.plant(room, site.rng(f"tall {side}"), side * 0.42, room.back - 0.25, float(rng.uniform(1.5, 2.2)))
    room.lights.fill += np.float32(0.1) * WHITE
    return end(site)


def restaurant(spec: SceneSpec, view: View) -> Painting:
    """Tables laid with white cloths, glasses and candles, lamps above them, panelled walls."""
    site = begin(
        spec,
        view,
        walls="4a4038 5c5046 3f4a46 8a7460 d9d0c2",
        accents="6a3a34 3f4a46 8a6a46 59646a",
        deep=3.2,
        half=(2.6, 3.3),
        tall=3.1,
    )
    room, rng = site.room, site.rng("restaurant")
    shell(site, "d9d2c6")
    lit_by_day(site)
    side, linen = site.lean, pick(rng, "eeeae2 e6e0d6 f0ede6")
    if site.chance("window", 0.5):
        x0, x1 = sorted((side * 0.5, side * 2.2))
        how = site.rng("window"), site.hour, x0, x1, 0.6, 2.6, lin("2a2a2c")
        back_window(room, *how, bars=(3, 2), green=False, share=0.7)
    else:
        common.pictures(site, side * 1.2, 1.7)
    room.block((-side * 1.6, 0.72, room.back - 0.3), (2.0, 0.9, 0.2), site.accent, soft=0.06, shades=True)
    for dx, away in ((-1.7, 0.95), (-0.3, 1.15), (1.1, 0.9), (2.2, 1.3)):
        x, z = side * dx, room.back - away
        room.block((x, 0.42, z), (0.82, 0.68, 0.82), linen * 0.97, soft=0.05, shades=True)
        room.block((x, 0.765, z), (0.86, 0.02, 0.86), linen, soft=0.01)
        _laid(site, rng, x, z)
        f.chair(room, rng, x + 0.1, z - 0.62, np.pi, pick(rng, "3a2a1e 5c4230"), site.accent)
    common.pendants(site, room.back - 1.1, 1.9, 4, "dome" if rng.random() < 0.5 else "globe")
    if site.has("plant"):
        d.plant(room, site.rng("plant"), -side * 2.6, room.back - 0.4, 1.7)
    ceiling_lamps(site, 3, 0.6 + 1.0 * site.hour.lamps)
    common.evening(site, 0.45)
    return end(site, 1.1 * site.hour.key)


def _laid(site: Site, rng: Random, x: float, z: float) -> None:
    """Glasses, plates and a candle on a table."""
    room, top = site.room, 0.775
    for dx in (-0.2, 0.22):
        room.add(Turned(x + dx, z - 0.1, [[top, 0.11], [top + 0.012, 0.13]], lin("efede8"), 0.2))
        stem = [
            [top, 0.035],
            [top + 0.006, 0.006],
            [top + 0.09, 0.006],
            [top + 0.13, 0.04],
            [top + 0.2, 0.034],
        ]
        room.add(Turned(x + dx * 0.6, z + 0.16, stem, lin("aab0b0"), 0.5))
    room.add(Turned(x, z, [[top, 0.035], [top + 0.08, 0.035]], lin("e9dfcc"), 0.1, WARM * 0.9))
    if rng.random() < 0.4:
        d.vase(room, rng, x + 0.05, top, z + 0.22, 0.2)
