"""What several rooms have: windows with curtains, evening light, prints, lamps in a row."""

from dataclasses import replace

import numpy as np

from core.scenes.painters.room_shell import Site
from core.scenes.parts import decoration as d
from core.scenes.parts import furnishings as f
from core.scenes.parts.canvas import Array
from core.scenes.parts.furnishings import WARM, lin, pick
from core.scenes.parts.interior import sheet
from core.scenes.parts.interior_eye import f32
from core.scenes.parts.interior_light import Panel, panel
from core.scenes.parts.interior_round import Turned
from core.scenes.parts.openings import back_window

METAL_SHADES = "1f1f21 b08d4f e6e0d4 59645c 2a2a2c 8a5a40"


def tall_window(site: Site) -> None:
    """A tall window in the back wall on one side, with curtains."""
    room, rng = site.room, site.rng("window")
    wide = float(rng.uniform(0.95, 1.35))
    x0 = (
        float(
            np.clip(
                site.lean * rng.uniform(0.75, 1.1), room.left + wide / 2 + 0.3, room.right - wide / 2 - 0.3
            )
        )
        - wide / 2
    )
    low, high = float(rng.choice([0.08, 0.75])), 2.35
    back_window(
        room,
        rng,
        site.hour,
        x0,
        x0 + wide,
        low,
        high,
        lin("e9e6e0") if rng.random() < 0.7 else lin("2a2a2c"),
        bars=(2, 3),
    )
    cloth = pick(rng, "e6e0d4 d9d2c6 cfc8ba b9b4a8")
    through = np.array(site.hour.sky, np.float32) * cloth * 0.24
    room.block((x0 + wide / 2, 2.47, room.back - 0.11), (wide + 0.7, 0.025, 0.025), lin("3a3a3c"), fine=0.8)
    for left, right in ((x0 - 0.3, x0 + 0.12), (x0 + wide - 0.12, x0 + wide + 0.3)):
        d.curtain(room, rng, left, right, room.back - 0.11, 2.46, cloth, through)


def dimmed(site: Site, share: float) -> Site:
    """The site with that share of its daylight."""
    sky = tuple(share * value for value in site.hour.sky)
    return replace(site, hour=replace(site.hour, sky=sky))


def evening(site: Site, least: float = 0.0) -> None:
    """The light of the rest of the room when lamps are on: ceiling lamps outside the picture."""
    on = max(site.hour.lamps, least)
    if on > 0.25:
        room = site.room
        at = np.array([-1.0, room.tall - 0.1, site.stand - 1.4], np.float32)
        warm = WARM * 0.5 + 0.5 * np.array([1, 0.82, 0.62], np.float32)
        room.lights.panels.append(
            Panel(
                at,
                np.array([2, 0, 0], np.float32),
                np.array([0, 0, 1.6], np.float32),
                np.array([0, -1, 0], np.float32),
                f32(warm * 0.55 * on),
            )
        )
        room.lights.fill += f32(warm * 0.035 * on)


def pictures(site: Site, x: float, y: float = 1.55) -> None:
    """One large print, two, or three small ones on the back wall."""
    room, rng = site.room, site.rng("pictures")
    form = int(rng.integers(1, 4))
    size = {1: (0.95, 0.68), 2: (0.5, 0.68), 3: (0.38, 0.5)}[form]
    for i in range(form):
        d.picture_frame(room, rng, x + (i - (form - 1) / 2) * (size[0] + 0.12), y, room.back, *size)


def side_table(site: Site, x: float, z: float, on: float) -> None:
    """A small round table with a lamp on it."""
    room, rng = site.room, site.rng("side table")
    wood = pick(rng, "80684f 66503f 2a2a2c b09a7c")
    f.round_table(room, x, z, 0.22, 0.5, wood, lin("2a2a2c"))
    f.table_lamp(room, rng, x, 0.5, z, on)


def coffee_table(site: Site, x: float, z: float) -> None:
    """A low table with books, a bowl and a candle before the sofa."""
    room, rng = site.room, site.rng("coffee table")
    wood = pick(rng, "80684f b09a7c 66503f d9d2c6")
    radius = float(rng.uniform(0.32, 0.42))
    f.round_table(room, x, z, radius, 0.38, wood, lin("2a2a2c"))
    f.top_of(room, x, z, radius, 0.381, wood)
    for index in range(2):
        room.block(
            (x - 0.12, 0.395 + 0.025 * index, z), (0.24 - 0.03 * index, 0.024, 0.17), pick(rng, f.BOOKS)
        )
    d.vase(room, rng, x + 0.14, 0.38, z, float(rng.uniform(0.12, 0.2)))


def sideboard(site: Site, x: float, wide: float) -> None:
    """A low cupboard with a few things on it."""
    room, rng = site.room, site.rng("sideboard")
    wood = pick(rng, "80684f 66503f b09a7c d9d2c6")
    z = room.back - 0.24
    room.block((x, 0.4, z), (wide, 0.52, 0.42), wood, shades=True)
    room.boxes.append(np.array([[x - wide / 2, 0.14, z - 0.21], [x + wide / 2, 0.66, z + 0.21]], np.float32))
    count = 3
    for i in range(count):
        at = x - wide / 2 + wide * (i + 0.5) / count
        room.block((at, 0.4, z - 0.215), (wide / count - 0.012, 0.49, 0.012), wood * 1.06)
    for dx in (-wide / 2 + 0.12, wide / 2 - 0.12):
        room.block((x + dx, 0.07, z - 0.1), (0.04, 0.14, 0.04), lin("3a2a1e"), shades=True)
    f.table_lamp(room, rng, x - wide * 0.36, 0.66, z, site.hour.lamps)
    for dx in (0.12, 0.22, 0.36):
        d.vase(room, rng, x + wide * dx, 0.66, z, float(rng.uniform(0.14, 0.3)))


def pendants(site: Site, z: float, y: float, count: int, form: str | None = None) -> None:
    """Lamps in a row across the room."""
    room, rng = site.room, site.rng("pendants")
    shade = pick(rng, METAL_SHADES)
    chosen = form or str(rng.choice(["dome", "globe", "dome"]))
    size = float(rng.uniform(0.13, 0.2))
    on = max(site.hour.lamps, 0.35)
    shift = float(rng.uniform(-0.3, 0.3))
    for i in range(count):
        f.pendant(room, shift + (i - (count - 1) / 2) * 0.85, y, z, shade, on, size, chosen)


def ceiling_panel(
    site: Site, x: float, z: float, size: tuple[float, float], radiance: Array, share: float
) -> None:
    """A flat lamp in the ceiling, ``size`` across and deep; ``share`` of its look that lights the room."""
    room = site.room
    y = room.tall - 0.01
    at = (x - size[0] / 2, y, z - size[1] / 2)
    u, v = (size[0], 0, 0), (0, 0, size[1])
    room.add(sheet(at, u, v, lin("ffffff"), glow=radiance, cells=(1, 1), facing=(0, -1, 0)))
    room.lights.panels.append(panel(at, u, v, [0, -1, 0], radiance * share))


def wide_window(site: Site) -> None:
    """A wide window close behind the subject, its curtains, a plant on the floor."""
    room, rng = site.room, site.rng("wide window")
    shift = site.lean * float(rng.uniform(0.1, 0.5))
    wide = float(rng.uniform(1.5, 1.9))
    low, high = float(rng.choice([0.06, 0.42])), 2.4
    x0, x1 = max(room.left + 0.15, shift - wide / 2), min(room.right - 0.15, shift + wide / 2)
    frame = lin("e9e6e0") if rng.random() < 0.75 else lin("2a2a2c")
    back_window(
        room,
        site.rng("window"),
        site.hour,
        x0,
        x1,
        low,
        high,
        frame,
        bars=(int(rng.choice([2, 3])), int(rng.choice([1, 3]))),
    )
    if site.has("rain"):
        drops(site, x0, x1, low, high)
    if site.chance("curtain", 0.4):
        cloth = pick(rng, "ece8e0 e6e0d4 d9d2c6")
        through = np.array(site.hour.sky, np.float32) * cloth * 0.28
        for left, right in ((x0 - 0.3, x0 + 0.3), (x1 - 0.3, x1 + 0.3)):
            d.curtain(room, rng, left, right, room.back - 0.12, 2.5, cloth, through)
    if site.chance("plant", 0.3):
        side = 1.0 if shift < 0 else -1.0
        d.plant(room, site.rng("plant"), side * 0.75, room.back - 0.35, float(rng.uniform(0.8, 1.3)))


def drops(site: Site, x0: float, x1: float, low: float, high: float) -> None:
    """Rain on the panes: small lenses that show the sky bright and the ground dark."""
    room, rng = site.room, site.rng("rain")
    sky = np.array(site.hour.sky, np.float32)
    for _ in range(260):
        x, y = float(rng.uniform(x0, x1)), float(rng.uniform(low, high))
        size = float(rng.uniform(0.002, 0.0065))
        turn = np.linspace(-1.5, 1.5, 5)
        profile = np.stack([y + size * 1.3 * np.sin(turn), size * np.cos(turn)], 1).astype(np.float32)
        room.add(Turned(x, room.back - 0.012, profile, lin("000000"), 0, sky * float(rng.uniform(0.2, 1.0))))
