"""A nursery, a stable, a stage."""

from dataclasses import replace

import numpy as np

from core.scenes.painters import room_common as common
from core.scenes.painters.room_shell import Site, begin, end, lit_by_day, shell
from core.scenes.painting import Painting, View
from core.scenes.parts import decoration as d
from core.scenes.parts import furnishings as f
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, grid, ramp
from core.scenes.parts.floats import f32
from core.scenes.parts.furnishings import WARM, lin, pick
from core.scenes.parts.interior_light import bulb
from core.scenes.parts.interior_room import Room
from core.scenes.parts.interior_round import Leaves, Turned
from core.scenes.parts.openings import back_window
from core.scenes.parts.tableware import ball
from core.scenes.spec import SceneSpec

TOYS = "d9a08f e3c58a 9fb8a6 a9c0cf c9b0c9 e6ddcf b98f7c 8fa8b3"


def nursery(spec: SceneSpec, view: View) -> Painting:
    """A children's room: a low shelf with toys, a tent or a cot, bunting, a soft bear."""
    site = begin(
        spec,
        view,
        walls="e8e2d8 e3e4de ece2da e0e4e4",
        accents="d9a08f 9fb8a6 a9c0cf e3c58a c9b0c9",
        deep=2.3,
    )
    room, rng = site.room, site.rng("nursery")
    shell(site)
    lit_by_day(site)
    side = 1.0 if rng.random() < 0.5 else -1.0
    wood = pick(rng, "d9c8a8 e6ddcf c9b088")
    _toy_shelf(site, rng, side * 0.75, wood)
    if site.chance("tent", 0.55):
        _tent(site, -side * 1.25, room.back - 0.8)
    else:
        _cot(site, -side * 1.2, room.back - 0.65, wood)
    if site.chance("garland", 0.6):
        _bunting(site, site.rng("bunting"))
    if site.has("window"):
        common.tall_window(site)
    if site.has("pictures"):
        common.pictures(site, side * 0.75, 1.5)
    if site.has("lamp"):
        f.floor_lamp(room, site.rng("lamp"), side * 1.75, room.back - 0.4, max(site.hour.lamps, 0.15))
    toys(site, site.rng("toys"), side)
    common.evening(site)
    return end(site)


def _toy_shelf(site: Site, rng: Random, x: float, wood: Array) -> None:
    """A low open shelf: boxes, books, blocks and a bear."""
    room, z = site.room, site.room.back - 0.2
    for y in (0.05, 0.42, 0.79):
        room.block((x, y, z), (1.5, 0.03, 0.36), wood, shades=True)
    for dx in (-0.75, -0.25, 0.25, 0.75):
        room.block((x + dx, 0.42, z), (0.028, 0.76, 0.36), wood, fine=0.5)
    for y in (0.07, 0.44):
        for dx in (-0.5, 0.0, 0.5):
            if rng.random() < 0.45:
                tone = pick(rng, TOYS)
                room.block((x + dx, y + 0.14, z - 0.02), (0.4, 0.26, 0.3), tone, soft=0.02)
            else:
                for index in range(6):
                    tall = float(rng.uniform(0.18, 0.28))
                    at = x + dx - 0.17 + 0.06 * index
                    room.block((at, y + tall / 2, z - 0.04), (0.035, tall, 0.22), pick(rng, TOYS))
    bear(room, x - 0.45, 0.8, z - 0.05, 0.9, pick(rng, "a9835c c9a87c d9ccb8"))
    for index in range(3):
        size = 0.09 - 0.015 * index
        room.block(
            (x + 0.3, 0.85 + 0.085 * index, z - 0.05), (size, size, size), pick(rng, TOYS), turn=0.4 * index
        )
    ball(room, x + 0.58, 0.805, z - 0.05, 0.07, pick(rng, TOYS))


def bear(room: Room, x: float, y: float, z: float, size: float, tone: Array) -> None:
    """A teddy bear that sits, seen from the front."""
    for dx, dy, dz, radius, shade in (
        (0.0, 0.0, 0.0, 0.11, 1.0), (0.0, 0.18, -0.01, 0.085, 1.04), (-0.065, 0.3, 0.0, 0.03, 0.9),
        (0.065, 0.3, 0.0, 0.03, 0.9), (-0.09, 0.0, -0.09, 0.05, 1.02), (0.09, 0.0, -0.09, 0.05, 1.02),
        (0.0, 0.2, -0.085, 0.032, 1.2),
    ):  # fmt: skip
        ball(room, x + dx * size, y + dy * size, z + dz * size, radius * size, np.clip(tone * shade, 0, 0.86))


def _tent(site: Site, x: float, z: float) -> None:
    """A cloth tent on poles, its front a little open."""
    room, rng = site.room, site.rng("tent")
    cloth = pick(rng, "e6ddcf ece6da d9ccb8")
    steps = np.linspace(0, 1, 9)
    shape = np.stack([1.55 * steps, 0.6 * (1 - steps) ** 0.92 + 0.03], 1)
    room.add(Turned(x, z, shape.astype(np.float32), cloth))
    front = [[-0.2, 0.0], [0.2, 0.0], [0.0, 0.95]]
    points = [[x + px, py, z - 0.62 + 0.5 * py / 1.55] for px, py in front]
    room.add(Leaves(np.array([points], np.float32), np.array([lin("4a4038")], np.float32)))
    for dx in (-0.05, 0.06):
        room.block((x + dx, 1.68, z), (0.022, 0.34, 0.022), lin("c9a87c"))
    room.feet.append((x, z, 0.55, 0.5))
    room.boxes.append(np.array([[x - 0.4, 0, z - 0.4], [x + 0.4, 1.0, z + 0.4]], np.float32))


def _cot(site: Site, x: float, z: float, wood: Array) -> None:
    """A cot with bars, a mattress and a blanket."""
    room = site.room
    for dx in (-0.62, 0.62):
        for dz in (-0.32, 0.32):
            room.block((x + dx, 0.45, z + dz), (0.045, 0.9, 0.045), wood, shades=True)
    for y in (0.3, 0.86):
        for dz in (-0.32, 0.32):
            room.block((x, y, z + dz), (1.24, 0.045, 0.03), wood)
    for dx in np.arange(-0.55, 0.56, 0.1):
        room.block((x + float(dx), 0.58, z - 0.32), (0.02, 0.54, 0.02), wood)
    room.block((x, 0.38, z), (1.16, 0.12, 0.58), lin("ece6da"), soft=0.04, shades=True)
    room.block((x + 0.25, 0.46, z), (0.6, 0.06, 0.6), site.accent, soft=0.03)
    room.feet.append((x, z, 0.62, 0.32))


def _bunting(site: Site, rng: Random) -> None:
    """Flags on a line along the back wall."""
    room, count = site.room, 15
    flags, tones = list[Array](), list[Array]()
    for index in range(count):
        at = room.left + 0.3 + (room.right - room.left - 0.6) * (index + 0.5) / count
        sag = 0.16 * (2 * abs(((index + 0.5) / 5) % 1 - 0.5)) ** 2
        top = 2.05 + sag
        z = room.back - 0.02
        corners = [[at - 0.1, top, z], [at + 0.1, top, z], [at, top - 0.22, z]]
        flags.append(np.array(corners, np.float32))
        tones.append(pick(rng, TOYS))
    room.add(Leaves(np.stack(flags), np.stack(tones)))


def toys(site: Site, rng: Random, side: float) -> None:
    """Toys left on the floor at the back: balls, blocks, rings."""
    room = site.room
    for index in range(5):
        x = float(side * rng.uniform(-0.2, 1.7)) if index % 2 else float(rng.uniform(-1.6, 1.6))
        z = room.back - float(rng.uniform(0.65, 1.2))
        if index % 3 == 0:
            ball(room, x, 0.0, z, float(rng.uniform(0.08, 0.13)), pick(rng, TOYS))
        else:
            size = float(rng.uniform(0.09, 0.14))
            room.block(
                (x, size / 2, z),
                (size, size, size),
                pick(rng, TOYS),
                turn=float(rng.uniform(-0.7, 0.7)),
                shades=True,
            )
    bear(room, side * 0.1, 0.1, room.back - 0.75, 1.25, pick(rng, "a9835c c9a87c d9ccb8"))


def stable(spec: SceneSpec, view: View) -> Painting:
    """A stable's aisle: boxes of planks with bars above, bales, a lamp, straw on the floor."""
    site = begin(spec, view, walls="6f5238 7d6043 59432f", accents="3f4a44 4a3a30 2f3a40", deep=3.0,
                 half=(2.9, 3.6), tall=3.2, turn=0.12)  # fmt: skip
    room, rng = site.room, site.rng("stable")
    shell(site, "5c4632", skirting=False)
    lit_by_day(site)
    wood = pick(rng, "80603f 6a4c33 8f7050")
    _boxes(site, rng, wood)
    for x in np.arange(room.left, room.right, 1.6):
        room.block((float(x), room.tall - 0.14, site.stand + 1.2), (0.16, 0.22, 4.5), wood * 0.6, fine=0.8)
    if site.chance("bales", 0.6):
        _bales(site, site.rng("bales"))
    if site.chance("lamp", 0.5):
        common.pendants(site, room.back - 1.4, 2.2, 2, "dome")
    room.lights.fill += np.float32(0.05 + 0.1 * site.hour.key) * np.array([1.0, 0.93, 0.82], np.float32)
    common.evening(site, 0.25)
    return end(site, 0.42 if spec.light.time == "night" else 0.66)


def _boxes(site: Site, rng: Random, wood: Array) -> None:
    """A row of boxes: planks below, bars above, a window to the yard in some."""
    room, iron, each = site.room, site.accent, 1.5
    boxes = int((room.right - room.left) / each) + 1
    for index in range(boxes):
        x = room.left + each * (index + 0.5)
        for board in range(7):
            y = 0.12 + 0.17 * board
            room.block(
                (x, y, room.back - 0.72),
                (each - 0.1, 0.162, 0.05),
                wood * float(rng.uniform(0.82, 1.14)),
                fine=0.5,
            )
        for bar in np.arange(-0.62, 0.63, 0.105):
            room.block((x + float(bar), 1.68, room.back - 0.72), (0.022, 0.85, 0.022), iron, fine=0.8)
        room.block((x, 1.27, room.back - 0.72), (each - 0.08, 0.06, 0.08), wood * 0.9)
        room.block((x, 2.12, room.back - 0.72), (each - 0.08, 0.06, 0.08), wood * 0.9)
        room.block((x - each / 2, 1.4, room.back - 0.72), (0.16, 2.8, 0.16), wood * 0.8, shades=True)
        if site.chance("window", 0.6) and index % 2 == 0:
            back_window(
                room,
                site.rng(f"window {index}"),
                site.hour,
                x - 0.4,
                x + 0.4,
                1.55,
                2.25,
                wood * 0.7,
                bars=(2, 1),
            )


def _bales(site: Site, rng: Random) -> None:
    """Bales of straw, stacked at one side."""
    room, side = site.room, -site.lean
    texture = np.clip(0.75 + 0.35 * rng.standard_normal((60, 120)), 0.3, 1.3).astype(np.float32)
    face = f32(texture[..., None] * lin("c9a861"))
    for dx, y in ((1.6, 0.2), (2.35, 0.2), (1.95, 0.6)):
        at, turn = (side * dx, y, room.back - 1.2), float(rng.normal(0, 0.08))
        room.block(at, (0.74, 0.39, 0.42), lin("b8975a"), turn=turn, front=face, soft=0.02, shades=True)


def stage(spec: SceneSpec, view: View) -> Painting:
    """A theatre's stage: a curtain in folds behind, boards, beams of light from above."""
    dark = spec.model_copy(update={"light": spec.light.model_copy(update={"pattern": "none"})})
    site = begin(dark, view, walls="2a2422 1f1d20 241c1e", accents="8a2430 8a2430 4a2f4a 2f4a5a", deep=2.2,
                 half=(3.2, 4.0), tall=4.6, turn=0.06)  # fmt: skip
    site = replace(common.dimmed(site, 0.02), hour=replace(site.hour, sky=(0.03, 0.03, 0.035), lamps=0.0))
    room = site.room
    shell(site, "141416", skirting=False)
    cloth = lin(spec.colours.wall) if spec.colours.wall else site.accent
    step = (room.right - room.left) / 4
    for index in range(4):
        x0 = room.left + step * index
        d.curtain(
            room,
            site.rng(f"curtain {index}"),
            x0,
            x0 + step * 1.02,
            room.back - 0.12,
            room.tall - 0.1,
            cloth,
            np.zeros(3, np.float32),
        )
    warm = np.array([1.0, 0.86, 0.66], np.float32) * (
        1 + 0.25 * spec.light.warmth * np.array([1, 0, -1], np.float32)
    )
    for x in (-1.4, 1.4):
        room.lights.bulbs.append(bulb([x, 3.9, site.stand - 0.6], warm * 2.4))
    room.lights.bulbs.append(bulb([0.0, 3.4, room.back - 0.9], warm * 0.7))
    room.lights.fill += np.float32(0.02) * WARM
    made = end(site, 0.5)
    image = _beams(spec, view, to_linear(made.image), made.ground.foot, warm)
    return replace(made, image=np.clip(image, 0, 1) ** np.float32(1 / 2.2))


def _beams(spec: SceneSpec, view: View, light: Array, foot: float, warm: Array) -> Array:
    """A pool of light about the foot, beams that reach down to it through haze, and lamps above."""
    y, x = grid(view.height, view.width)
    x = x - np.float32(view.aspect / 2)
    pool = np.exp(-(((x / 0.42) ** 2 + ((y - foot) / 0.13) ** 2) ** 1.3))
    level = 0.8 + 2.6 * pool + 0.25 * np.exp(-((x / 0.5) ** 2)) * ramp(y, 0.0, 0.7)
    made = light * level[..., None]
    places = (-0.42, 0.42) if "beams" not in spec.props else (-0.62, -0.3, 0.3, 0.62)
    for at in places:
        course = at * (1 - y / foot)
        wide = 0.02 + 0.2 * y / foot
        ray = np.exp(-(((x - course) / wide) ** 2)) * np.exp(-1.5 * y) * 0.12
        made = made + ray[..., None] * warm
        lamp = np.exp(-((np.hypot(x - at, y + 0.004) / 0.03) ** 4))
        made = made + (1.4 * lamp + 0.16 * np.exp(-np.hypot(x - at, y) / 0.07))[..., None] * warm
    return f32(made / (1 + 0.22 * np.clip(made - 0.5, 0, None)))
