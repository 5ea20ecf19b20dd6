"""A bakery: shelves and baskets of bread behind a counter with a glass case, under warm lamps."""

import numpy as np

from core.scenes.painters import room_common as common
from core.scenes.painters.room_public import ceiling_lamps
from core.scenes.painters.room_shell import Site, begin, end, lit_by_day, shell
from core.scenes.painters.tables import table
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, Random, noise, stream
from core.scenes.parts.furnishings import WARM, lin, pick
from core.scenes.parts.interior import sheet
from core.scenes.parts.interior_light import bulb
from core.scenes.parts.interior_round import Turned
from core.scenes.parts.openings import back_window
from core.scenes.parts.tableware import tiled
from core.scenes.spec import SceneSpec
from core.scenes.unasked import BREAKFAST

CRUSTS = "a8743c 9a6632 b5864c 8a5a2e c29a62 7d5230"


def bakery(spec: SceneSpec, view: View) -> Painting:
    """The shop as a customer sees it."""
    site = begin(spec, view, walls="e6ddcc d9cdb8 efe6d8 cfd2c6 b9a88e",
                 accents="6a4a34 3a2f28 80684f 4d5a52",
                 deep=2.8, half=(2.3, 2.9), tall=3.0, turn=0.13)  # fmt: skip
    room, rng = site.room, site.rng("bakery")
    shell(site, "efe9de")
    lit_by_day(site)
    wood = pick(rng, "80684f a38c6e 6a4c38 b09a7c")
    side, z = site.lean, site.room.back
    if site.has("window"):
        x0, x1 = sorted((side * 0.7, side * 2.1))
        how = site.rng("window"), site.hour, x0, x1, 1.0, 2.5, lin("2a2a2c")
        back_window(room, *how, bars=(3, 2), green=False)
        shelves(site, -side * 1.0, 1.9, wood)
    else:
        if rng.random() < 0.6:
            tiles = tiled(site.rng("tiles"), room.right - room.left, 1.3, lin("ece9e2"))
            at = (room.left, 1.35, z - 0.012)
            room.add(sheet(at, (room.right - room.left, 0, 0), (0, -1.3, 0), tiles, facing=(0, 0, -1)))
        shelves(site, -1.05, 1.9, wood)
        shelves(site, 1.05, 1.9, wood)
    if site.chance("blackboard", 0.5):
        blackboard(site, side * 0.3)
    case(site, site.rng("case"), -side * 0.55, 2.3, wood)
    baskets(site, site.rng("baskets"), side * 1.55)
    common.pendants(site, z - 1.2, 2.0, 4, "dome" if rng.random() < 0.6 else "globe")
    ceiling_lamps(site, 4, 1.4 + 1.2 * site.hour.lamps)
    common.evening(site, 0.45)
    return end(site, 1.2 * site.hour.key, 1.2)


def bakery_counter(spec: SceneSpec, view: View) -> Painting:
    """The top of a bakery's counter, the shop far out of focus behind it."""
    return table(at_counter(spec), view)


def at_counter(spec: SceneSpec) -> SceneSpec:
    """A bakery's counter as a table: the shop behind it, something fresh on it."""
    props = spec.props
    if not BREAKFAST & set(props):
        fresh = str(stream(spec, "what is fresh").choice(["croissants", "croissants", "bread"]))
        props = (fresh, *props)
    return spec.model_copy(update={"backdrop": "bakery", "props": props})


def shelves(site: Site, x: float, wide: float, wood: Array) -> None:
    """Boards on the wall with loaves on each, lit from under the board above."""
    room, z = site.room, site.room.back
    for index, y in enumerate((1.22, 1.62, 2.02)):
        room.block((x, y, z - 0.2), (wide, 0.035, 0.38), wood, shades=True)
        loaves(site, site.rng(f"loaves {x:.1f} {index}"), (x - wide / 2, x + wide / 2), y + 0.018, z - 0.2)
    room.lights.bulbs.append(bulb([x, 1.95, z - 0.5], WARM * np.float32(0.3 + 0.2 * site.hour.lamps)))
    for dx in (-wide / 2 + 0.02, wide / 2 - 0.02):
        room.block((x + dx, 1.62, z - 0.12), (0.03, 0.95, 0.2), wood * 0.8)


def loaves(site: Site, rng: Random, ends: tuple[float, float], y: float, z: float) -> None:
    """Loaves side by side on a board, in runs of a sort."""
    at = ends[0] + 0.08
    while at < ends[1] - 0.25:
        form, tone = int(rng.integers(4)), pick(rng, CRUSTS)
        for _ in range(int(rng.integers(1, 4))):
            own = tone * float(rng.uniform(0.85, 1.15))
            need = loaf(site, rng, form, (at, y, z), own)
            at += need
            if at > ends[1] - 0.25:
                return
        at += float(rng.uniform(0.02, 0.07))


def loaf(site: Site, rng: Random, form: int, at: tuple[float, float, float], tone: Array) -> float:
    """One loaf with its left end at ``at``: round, long across, a tin's, or a sack of rolls; its width."""
    room, (x, y, z) = site.room, at
    if form == 0:
        size = float(rng.uniform(0.11, 0.14))
        dome = [[y, size * 0.8], [y + 0.03, size], [y + 0.075, size * 0.85], [y + 0.11, size * 0.45],
                [y + 0.12, 0.01]]  # fmt: skip
        room.add(Turned(x + size, z, dome, tone))
        room.add(Turned(x + size, z, [[y + 0.108, size * 0.46], [y + 0.121, 0.01]], tone * 0.5 + 0.3))
        return 2 * size + 0.015
    if form == 1:
        long = float(rng.uniform(0.24, 0.32))
        room.block((x + long / 2, y + 0.055, z), (long, 0.11, 0.13), tone, soft=0.05, front=crust(rng, tone))
        return long + 0.015
    if form == 2:
        room.block((x + 0.06, y + 0.075, z), (0.12, 0.15, 0.28), tone, soft=0.045, front=crust(rng, tone))
        return 0.13
    for dx, dy in ((0.045, 0.0), (0.13, 0.0), (0.0875, 0.06)):
        dome = [[y + dy, 0.032], [y + dy + 0.015, 0.043], [y + dy + 0.045, 0.034], [y + dy + 0.06, 0.006]]
        room.add(Turned(x + dx, z, dome, tone * float(rng.uniform(0.9, 1.1))))
    return 0.185


def crust(rng: Random, tone: Array) -> Array:
    """The face of a long loaf: darker above, floured cuts across it, linear."""
    rows, columns = 48, 96
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    made = np.ones((rows, columns, 3), np.float32) * tone
    made *= (0.75 + 0.5 * (y / rows))[..., None] * (1 + 0.15 * noise(rng, rows, columns, 7, 3))[..., None]
    cut = np.exp(-((((x + 0.55 * y) / columns * 3.4) % 1 - 0.5) ** 2) / 0.006) * (y < 0.62 * rows)
    pale = np.minimum(tone * 2.0 + 0.06, 0.75)
    return (made + cut[..., None] * 0.75 * (pale - made)).astype(np.float32)


def blackboard(site: Site, x: float) -> None:
    """A board with the day's prices in chalk, too far away to read."""
    room, rng, z = site.room, site.rng("chalk"), site.room.back
    rows, columns = 110, 190
    made = np.full((rows, columns, 3), 0.02, np.float32)
    for top in range(14, rows - 12, 13):
        at = 14
        while at < columns - 34:
            long = int(rng.integers(5, 22))
            made[top : top + 4, at : at + long] = 0.3 * float(rng.uniform(0.5, 1.0))
            at += long + 4
            if rng.random() < 0.2:
                break
        made[top : top + 4, columns - 26 : columns - 12] = 0.26
    room.block((x, 2.5, z - 0.03), (1.3, 0.62, 0.04), lin("5c4230"))
    at_ = (x - 0.62, 2.78, z - 0.06)
    room.add(sheet(at_, (1.24, 0, 0), (0, -0.56, 0), made, facing=(0, 0, -1)))


def case(site: Site, rng: Random, x: float, wide: float, wood: Array) -> None:
    """The counter: a panelled front, and on it a glass case with trays of pastries in its own light."""
    room, z = site.room, site.room.back - 1.05
    front = pick(rng, "e6e0d4 6a4a34 4d5a52 d9d4ca")
    room.block((x, 0.42, z), (wide, 0.84, 0.55), front, shades=True)
    for at in np.arange(x - wide / 2 + 0.1, x + wide / 2, 0.2):
        room.block((float(at), 0.42, z - 0.28), (0.16, 0.66, 0.02), front * 1.06, fine=0.5)
    room.block((x, 0.87, z), (wide + 0.06, 0.05, 0.62), wood, shades=True)
    glow = WARM * np.float32(0.5) + np.float32(0.5)
    for index, y in enumerate((0.9, 1.1)):
        room.block((x, y, z), (wide - 0.04, 0.015, 0.5), lin("b3b4b6"))
        _pastries(
            site, site.rng(f"tray {index}"), (x - wide / 2 + 0.08, x + wide / 2 - 0.08), y + 0.01, z - 0.08
        )
    room.block((x, 1.34, z), (wide, 0.025, 0.5), lin("9a9ca0"))
    at, u = (x - wide / 2 + 0.05, 1.325, z - 0.22), (wide - 0.1, 0, 0)
    room.add(
        sheet(
            at, u, (0, -0.012, 0), lin("ffffff"), glow=glow * np.float32(1.5), cells=(1, 1), facing=(0, 0, -1)
        )
    )
    for dx in (-0.7, 0.0, 0.7):
        room.lights.bulbs.append(bulb([x + dx, 1.29, z - 0.12], glow * np.float32(0.12)))
    shine = np.full((8, 8), 0.1, np.float32)
    at = (x - wide / 2, 1.34, z - 0.26)
    room.add(sheet(at, (wide, 0, 0), (0, -0.45, 0), lin("d9e0e0"), alpha=shine, facing=(0, 0, -1)))


def _pastries(site: Site, rng: Random, ends: tuple[float, float], y: float, z: float) -> None:
    """Rows of one sort of pastry after the other: buns, croissants' humps, tarts with fruit, éclairs."""
    room, at = site.room, ends[0] + 0.05
    while at < ends[1] - 0.06:
        tone = pick(rng, "b5803f c2924f a8703a 8a5228 d9b98a 6a3a24")
        top, form = pick(rng, "8a2f2a b9a04a e6ddcc 4a2a1e"), int(rng.integers(3))
        for _ in range(int(rng.integers(3, 6))):
            if at > ends[1] - 0.06:
                return
            for dz in (0.0, 0.16)[: 1 + (y < 1.0)]:
                if form == 0:
                    room.block((at, y + 0.028, z + dz), (0.085, 0.056, 0.06), tone, soft=0.025, turn=0.3)
                    room.block(
                        (at, y + 0.036, z + dz), (0.04, 0.062, 0.065), tone * 0.85, soft=0.025, turn=0.3
                    )
                else:
                    dome = [[y, 0.036], [y + 0.025, 0.042], [y + 0.045, 0.026], [y + 0.05, 0.004]]
                    room.add(Turned(at, z + dz, dome, tone))
                    if form == 2:
                        room.add(Turned(at, z + dz, [[y + 0.032, 0.036], [y + 0.046, 0.028]], top, 0.2))
            at += 0.1
        at += 0.03


def baskets(site: Site, rng: Random, x: float) -> None:
    """Baskets of upright baguettes beside the counter."""
    room = site.room
    for dx in (-0.17, 0.19):
        z = room.back - 0.75 - 0.1 * float(rng.random())
        room.add(Turned(x + dx, z, [[0.45, 0.13], [0.78, 0.17]], lin("8a6a42"), hollow=True))
        room.block((x + dx, 0.225, z), (0.32, 0.45, 0.32), lin("6a5238"), shades=True)
        for _ in range(7):
            turn, out = float(rng.uniform(0, 6.28)), float(rng.uniform(0, 0.11))
            tone = pick(rng, "b5864c a8743c c29a62")
            high = float(rng.uniform(1.05, 1.22))
            shape = [[0.6, 0.03], [high - 0.05, 0.032], [high - 0.01, 0.02], [high, 0.004]]
            room.add(Turned(x + dx + out * np.cos(turn), z + out * np.sin(turn), shape, tone))
