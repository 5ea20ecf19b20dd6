"""Rooms of a home and of work: as the place itself, and out of focus behind a table."""

from dataclasses import replace

from core.scenes.painters import room_common as common
from core.scenes.painters import room_halls, room_hearth, room_kitchen, room_work
from core.scenes.painters.room_shell import FACED, begin, end, lit_by_day, shell
from core.scenes.painting import Painting, View
from core.scenes.parts import decoration as d
from core.scenes.parts import furnishings as f
from core.scenes.spec import SceneSpec


def living_room(spec: SceneSpec, view: View) -> Painting:
    """A sofa against the wall, pictures, a lamp, a plant, a window."""
    site = begin(
        spec, view, walls="d9d2c6 cfc6b6 e2ddd3 b9bdb4 a9aea6 c9b8a6", accents=f.CLOTHS, deep=2.3, faced=FACED
    )
    room, rng = site.room, site.rng("living room")
    shell(site)
    lit_by_day(site)
    side = 1.0 if rng.random() < 0.5 else -1.0
    wide = float(rng.uniform(1.9, 2.4))
    middle = float(side * rng.uniform(0.1, 0.6))
    if site.faced:
        middle = 0.0
    elif site.chance("window", 0.6):
        common.tall_window(site)
        middle = -site.lean * 0.55
        side = -site.lean
    if site.chance("sofa", 0.75):
        f.sofa(room, rng, middle, room.back - 0.5, wide, site.accent)
    else:
        common.sideboard(site, middle, wide * 0.85)
    if not site.faced and site.chance("pictures", 0.75):
        common.pictures(site, middle)
    end_ = middle + side * (wide / 2 + 0.35)
    if site.has("lamp"):
        f.floor_lamp(room, site.rng("lamp"), end_, room.back - 0.4, max(site.hour.lamps, 0.12))
    else:
        common.side_table(site, end_, room.back - 0.45, site.hour.lamps)
    if site.chance("plant", 0.75):
        d.plant(
            room,
            site.rng("plant"),
            middle - side * (wide / 2 + 0.4),
            room.back - 0.45,
            float(rng.uniform(1.1, 1.7)),
        )
    common.coffee_table(site, middle, room.back - 1.35)
    if site.chance("rug", 0.6):
        cloth = f.pick(site.rng("rug"), "b9b0a2 a39684 8f8a80 c9c0b0 7d7468")
        room.rugs.append((d.rug(site.rng("rug"), cloth, 1.5), middle * 0.5, room.back - 1.55, 2.6, 1.7))
    common.evening(site)
    return end(site)


def bedroom(spec: SceneSpec, view: View) -> Painting:
    """A bed with its head to the wall, night tables, a window with a curtain."""
    site = begin(
        spec, view, walls="d6ccc0 c9c4b8 e0dad0 b4b8ae a8aba8 c4b3a4", accents=f.CLOTHS, deep=3.0, faced=FACED
    )
    room, rng = site.room, site.rng("bedroom")
    shell(site)
    lit_by_day(site)
    lean = site.lean
    wide = float(rng.uniform(1.5, 1.75))
    middle = float(-lean * rng.uniform(0.3, 0.7))
    if site.faced:
        site, middle = replace(site, spot=(1.66, 0.62, 0.36)), 0.0
    wood = f.pick(rng, "80684f 66503f b09a7c 3a2a1e")
    f.bed(room, rng, middle, room.back, wide, site.accent, wood)
    for side in (-1, 1):
        at = middle + side * (wide / 2 + 0.38)
        room.block((at, 0.25, room.back - 0.24), (0.46, 0.42, 0.38), wood, shades=True)
        room.block((at, 0.33, room.back - 0.435), (0.42, 0.16, 0.012), wood * 1.1)
        if site.chance("lamp", 0.6):
            f.table_lamp(room, rng, at, 0.46, room.back - 0.22, site.hour.lamps)
        else:
            d.vase(room, rng, at, 0.46, room.back - 0.22)
    if not site.faced and site.chance("window", 0.5):
        common.tall_window(site)
    if site.has("pictures"):
        common.pictures(site, middle, 1.75)
    if site.has("plant"):
        d.plant(room, site.rng("plant"), middle + lean * (wide / 2 + 0.95), room.back - 0.4, 1.3)
    cloth = f.pick(site.rng("rug"), "c9c0b0 b9b0a2 a39684 d4cdc0")
    room.rugs.append((d.rug(site.rng("rug"), cloth, 1.6), middle, room.back - 1.9, 2.7, 1.7))
    common.evening(site)
    return end(site)


def kitchen(spec: SceneSpec, view: View) -> Painting:
    """A run of cupboards with a worktop, tiles behind it, shelves or cupboards above."""
    site = begin(
        spec,
        view,
        walls="e2ddd3 d9d4ca cfd2cc e6e2da",
        accents="e6e2da c9c4b8 7d8a7c 4d5a66 b09a7c a9aea6 3a3d40 8f9a94",
        deep=2.1,
    )
    shell(site, skirting=False)
    lit_by_day(site)
    room_kitchen.kitchen_run(site)
    if site.chance("pendants", 0.35):
        common.pendants(site, site.stand + 1.0, 1.75, 3)
    common.evening(site)
    return end(site)


def fireplace(spec: SceneSpec, view: View) -> Painting:
    """A chimney breast with a fire, a mantelpiece, a chair beside it."""
    site = begin(
        spec,
        view,
        walls="6a625a 4d4a46 7d7468 8f887c",
        accents="6a4a34 4d4238 59463a 3f4a46",
        deep=1.9,
        turn=0.1,
    )
    site = common.dimmed(site, 0.35)
    shell(site)
    lit_by_day(site)
    room_hearth.chimney(site)
    common.evening(site, 0.27)
    return end(site)


def library(spec: SceneSpec, view: View) -> Painting:
    """Walls of books."""
    site = begin(spec, view, walls="6a4931 80684f 4e3626 7d756a", accents="5a3a2c 3f4a44 4a3a30", deep=2.2)
    shell(site, skirting=False)
    lit_by_day(site)
    room_work.book_walls(site)
    common.evening(site)
    return end(site)


def cafe(spec: SceneSpec, view: View) -> Painting:
    """A counter with its shelves, small tables, lamps in a row."""
    site = begin(
        spec,
        view,
        walls="8a6a52 6f6a62 b3a694 59645c 4d4a46",
        accents="3a2a20 4d5a52 59463a",
        deep=3.2,
        half=(2.6, 3.4),
        tall=3.1,
    )
    shell(site, "d9d4cc")
    lit_by_day(site)
    room_work.counter(site)
    common.evening(site)
    return end(site)


def office(spec: SceneSpec, view: View) -> Painting:
    """Desks with screens, a shelf, a window with blinds."""
    site = begin(spec, view, walls="e0e0de d4d6d6 c9ccca e6e3dd", accents="59646a 3a3d40 8f8a80", deep=2.6)
    shell(site)
    lit_by_day(site)
    room_work.desks(site)
    common.evening(site)
    return end(site)


def garage(spec: SceneSpec, view: View) -> Painting:
    """A workshop with a rolling door, shelves, tubes at the ceiling."""
    site = begin(
        spec,
        view,
        walls="b3b1ac c4c2bc 9a9894 d0cdc6",
        accents="8a2f2a 3f4f58 59646a 2f3236",
        deep=4.6,
        half=(3.6, 4.6),
        tall=3.2,
        turn=0.1,
        polished=True,
    )
    shell(site, "e6e4df", skirting=False)
    room_halls.workshop(site)
    return end(site, 0.5 if spec.light.time == "night" else 0.8)


def showroom(spec: SceneSpec, view: View) -> Painting:
    """A wide hall with a polished floor, panels of light above, glass or panels behind."""
    site = begin(
        spec,
        view,
        walls="d9d8d6 c4c4c4 8f9092 59595b e6e4e0",
        accents="2f3236 59646a",
        deep=5.0,
        half=(5.5, 8.0),
        tall=4.4,
        turn=0.12,
        polished=True,
    )
    shell(site, "e2e0dc", skirting=False)
    room_halls.hall(site)
    return end(site, 0.62 if spec.light.time == "night" else 0.9)


def window(spec: SceneSpec, view: View) -> Painting:
    """A wide window close behind, with curtains; its light falls toward the camera."""
    site = begin(
        spec, view, walls="e0dad0 d6d0c6 e6e2da c9c6bc", accents=f.CLOTHS, deep=1.15, half=(1.5, 2.2)
    )
    shell(site)
    lit_by_day(site)
    common.wide_window(site)
    common.evening(site)
    return end(site)
