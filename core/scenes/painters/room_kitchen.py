"""A kitchen along the back wall."""

import numpy as np

from core.scenes.painters.room_common import METAL_SHADES
from core.scenes.painters.room_shell import Site
from core.scenes.parts import decoration as d
from core.scenes.parts.furnishings import WARM, lin, pick
from core.scenes.parts.interior import box, sheet
from core.scenes.parts.interior_light import Panel
from core.scenes.parts.interior_round import Turned
from core.scenes.parts.openings import back_window
from core.scenes.parts.tableware import ball, things_on, tiled

CERAMIC = "e6e1d8 d8d0c4 b7a58c 3a3a3c 6e7a72"


def kitchen_run(site: Site) -> None:
    """Base cupboards, worktop, tiles, and shelves or cupboards above, from wall to wall."""
    room, rng, eye = site.room, site.rng("kitchen"), site.room.eye
    front, z = site.accent, room.back
    deep, deck = 0.6, 0.9
    tall_side = int(rng.choice([-1, 1]))
    left = room.left + (0.68 if tall_side < 0 else 0.01)
    right = room.right - (0.68 if tall_side > 0 else 0.01)
    wide = right - left
    top = pick(rng, "e6e3dd b09a7c 3a3b3d cfcac2 80684f")
    handle = pick(rng, METAL_SHADES)
    count = round(wide / 0.6)
    each = wide / count
    oven = int(rng.integers(1, count - 1))
    mid = (left + right) / 2
    room.add(box(eye, (mid, 0.05, z - deep / 2 + 0.03), (wide, 0.1, deep - 0.06), front * 0.25), shades=True)
    room.add(box(eye, (mid, 0.49, z - deep / 2), (wide, 0.78, deep - 0.02), front * 0.5), shades=True)
    room.boxes.append(np.array([[left, 0, z - deep], [right, deck, z]], np.float32))
    for i in range(count):
        at = left + each * (i + 0.5)
        if i == oven:
            room.add(box(eye, (at, 0.5, z - deep - 0.006), (each - 0.008, 0.6, 0.014), lin("1c1d1f")))
            room.add(box(eye, (at, 0.5, z - deep - 0.015), (each - 0.12, 0.34, 0.006), lin("0a0a0b")))
            room.add(box(eye, (at, 0.74, z - deep - 0.03), (each - 0.1, 0.02, 0.02), lin("a9abae")))
            room.add(box(eye, (at, 0.84, z - deep - 0.006), (each - 0.008, 0.07, 0.014), lin("a9abae")))
            continue
        drawers = rng.random() < 0.4
        rows = ((0.11, 0.3), (0.42, 0.3), (0.73, 0.145)) if drawers else ((0.11, 0.765),)
        for low, high in rows:
            room.add(
                box(
                    eye,
                    (at, low + high / 2, z - deep - 0.004),
                    (each - 0.006, high - 0.006, 0.018),
                    front,
                    fine=0.07 if room.lights.sun else 0.25,
                )
            )
            room.add(
                box(
                    eye,
                    (at, low + high - 0.045, z - deep - 0.022),
                    (min(0.2, each * 0.4), 0.012, 0.012),
                    handle,
                )
            )
    room.add(
        box(eye, (mid, deck - 0.015, z - deep / 2 - 0.012), (wide, 0.036, deep + 0.03), top), shades=True
    )
    seen_window = site.has("window")
    tile = pick(rng, "e6e3dd dcd8d0 cfd4d0 b9c0b8 e9e6e0") if rng.random() < 0.8 or top.mean() < 0.2 else top
    room.add(
        sheet(
            (left, 1.46, z - 0.006),
            (wide, 0, 0),
            (0, -0.56, 0),
            tiled(site.rng("tiles"), wide, 0.56, tile),
            cells=(5, 9),
            facing=(0, 0, -1),
        )
    )
    lean = -1.0 if site.spec.light.direction < 0 else 1.0
    win = float(np.clip(lean * 0.75, left + 0.7, right - 0.7))
    if seen_window:
        back_window(
            room, site.rng("window"), site.hour, win - 0.55, win + 0.55, 1.08, 2.1, lin("e9e6e0"), bars=(2, 1)
        )
    closed = rng.random() < 0.5
    for i in range(count):
        at = left + each * (i + 0.5)
        if seen_window and abs(at - win) < 0.55 + each / 2 + 0.04:
            continue
        if i == oven:
            room.add(box(eye, (at, 1.62, z - 0.24), (each, 0.08, 0.46), lin("a9abae")), shades=True)
            room.add(box(eye, (at, 2.2, z - 0.15), (0.28, 1.1, 0.28), lin("a9abae")))
        elif closed:
            room.add(box(eye, (at, 1.83, z - 0.175), (each - 0.005, 0.72, 0.35), front * 1.02), shades=True)
            room.add(box(eye, (at + each * 0.3, 1.52, z - 0.36), (0.012, 0.1, 0.012), handle))
    if closed and site.hour.lamps > 0.3:
        strip = np.array([left + 0.7, 1.465, z - 0.3], np.float32)
        room.lights.panels.append(
            Panel(
                strip,
                np.array([wide - 1.4, 0, 0], np.float32),
                np.array([0, 0, 0.06], np.float32),
                np.array([0, -1, 0], np.float32),
                ((WARM * 0.4 + 0.6) * np.array([7, 5.6, 4])).astype(np.float32),
            )
        )
    if not closed:
        open_shelves(site, left, right, win if seen_window else None, left + each * (oven + 0.5))
    deck_things(site, left, right, deck + 0.003, left + each * (oven + 0.5))
    if site.has("plant"):
        d.plant(room, site.rng("plant"), win * 0.4 - 0.5, z - 0.25, 0.42, deck)
    at = (room.left if tall_side < 0 else room.right) - tall_side * 0.34
    steel = lin("b9bbbd") if rng.random() < 0.6 else front
    room.add(box(eye, (at, 1.05, z - 0.33), (0.66, 2.1, 0.64), steel), shades=True)
    room.add(box(eye, (at, 0.72, z - 0.652), (0.65, 0.006, 0.004), lin("1a1a1a")))
    room.add(box(eye, (at - tall_side * 0.26, 1.3, z - 0.68), (0.025, 0.5, 0.03), lin("8d8f92")))


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
            room.add(box(room.eye, ((x0 + x1) / 2, y, z - 0.12), (x1 - x0, 0.03, 0.22), wood), shades=True)
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
                room.add(box(room.eye, (at, y + 0.17, z - 0.05), (0.26, 0.34, 0.025), wood, soft=0.02))
                room.add(
                    box(room.eye, (at + 0.1, y + 0.13, z - 0.09), (0.2, 0.26, 0.02), wood * 0.75, soft=0.02)
                )
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
