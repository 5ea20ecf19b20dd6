"""Garage and showroom: halls lit from their ceilings."""

import numpy as np

from core.scenes.painters.room_common import ceiling_panel
from core.scenes.painters.room_shell import Site
from core.scenes.parts import decoration as d
from core.scenes.parts.canvas import Array
from core.scenes.parts.furnishings import lin, pick
from core.scenes.parts.interior import box, sheet
from core.scenes.parts.interior_light import bulb
from core.scenes.parts.interior_round import Turned
from core.scenes.parts.openings import back_window
from core.scenes.parts.tableware import things_on


def workshop(site: Site) -> None:
    """Garage: rolling door or bench behind, cupboards, tyres, tubes of light along the ceiling."""
    room, rng, eye, spec = site.room, site.rng("workshop"), site.room.eye, site.spec
    night = spec.light.time == "night"
    tint = np.array([1 + 0.2 * spec.light.warmth, 1, 1 - 0.25 * spec.light.warmth], np.float32)
    tube = np.array([0.95, 1.0, 1.05], np.float32) * tint
    lean = float(np.sin(np.deg2rad(spec.light.direction)))
    shift = lean * 1.2
    for x in (-1.9 + shift, 0.0 + shift, 1.9 + shift):
        for z in (site.stand - 2.2, site.stand + 0.6, site.stand + 2.7):
            bright = 11.0 if site.has("lamps") or night else 8.0
            ceiling_panel(site, x, z, (0.14, 1.5), tube * bright, 0.9)
    room.lights.fill += np.float32(0.05) * tube
    z = room.back
    door = site.has("door") or rng.random() < 0.5
    mid = float(rng.uniform(-1.2, 1.2))
    if door:
        wide, high = 2.9, 2.5
        tone = pick(rng, "b9bab8 8f9294 d4d2cc 59646a")
        for i in range(14):
            low = high * i / 14
            room.add(
                box(
                    eye,
                    (mid, low + high / 28, z - 0.02),
                    (wide, high / 14 - 0.014, 0.035),
                    tone,
                    soft=0.0,
                    fine=0.8,
                )
            )
        for side in (-1, 1):
            room.add(
                box(
                    eye, (mid + side * (wide / 2 + 0.06), high / 2, z - 0.04), (0.12, high, 0.08), tone * 0.6
                ),
                shades=True,
            )
        room.add(box(eye, (mid, high + 0.12, z - 0.12), (wide + 0.24, 0.26, 0.24), tone * 0.7), shades=True)
    for k in range(3):
        room.add(
            box(
                eye,
                ((room.left + room.right) / 2, room.tall - 0.1, site.stand - 0.6 + 1.7 * k),
                (room.right - room.left, 0.2, 0.12),
                lin("c9c7c2"),
                fine=0.8,
            )
        )
    room.add(
        box(
            eye,
            ((room.left + room.right) / 2, room.tall - 0.32, z - 0.12),
            (room.right - room.left, 0.07, 0.07),
            lin("b9bbbd"),
            fine=0.8,
        )
    )
    spans = (
        ((room.left + 0.9, mid - 1.75), (mid + 1.75, room.right - 0.9))
        if door
        else ((room.left + 0.9, room.right - 0.9),)
    )
    for x0, x1 in spans:
        if x1 - x0 >= 0.9:
            cabinets(site, x0, x1, site.accent)
    for edge in (room.left + 0.45, room.right - 0.45):
        steel = pick(rng, "8f9294 59595b b3b1ac")
        room.add(box(eye, (edge, 1.0, z - 0.28), (0.86, 2.0, 0.5), steel), shades=True)
        for dx in (-0.215, 0.215):
            room.add(box(eye, (edge + dx, 1.0, z - 0.54), (0.42, 1.9, 0.016), steel * 1.05, fine=0.3))
            room.add(box(eye, (edge + dx * 0.25, 1.05, z - 0.555), (0.015, 0.16, 0.015), lin("2a2a2c")))
    if site.has("tyres") or rng.random() < 0.5:
        side = 1.0 if rng.random() < 0.5 else -1.0
        for k in range(4):
            tyre(site, (room.left + 0.6) if side < 0 else (room.right - 0.6), 0.2 * k, z - 1.1)


def cabinets(site: Site, x0: float, x1: float, tone: Array) -> None:
    """A bench of steel drawers with a pegboard and shelves above."""
    room, rng, eye, z = site.room, site.rng(f"bench {x0:.1f}"), site.room.eye, site.room.back
    count = max(1, round((x1 - x0) / 0.7))
    each = (x1 - x0) / count
    mid, wide = (x0 + x1) / 2, x1 - x0
    room.add(box(eye, (mid, 0.45, z - 0.3), (wide, 0.86, 0.56), tone * 0.5), shades=True)
    room.boxes.append(np.array([[x0, 0, z - 0.58], [x1, 0.9, z]], np.float32))
    for i in range(count):
        at = x0 + each * (i + 0.5)
        rows = 5 if rng.random() < 0.6 else 1
        for k in range(rows):
            high = 0.8 / rows
            room.add(
                box(eye, (at, 0.07 + high * (k + 0.5), z - 0.59), (each - 0.02, high - 0.015, 0.02), tone)
            )
            room.add(
                box(
                    eye,
                    (at, 0.07 + high * (k + 1) - 0.035, z - 0.605),
                    (each * 0.7, 0.014, 0.014),
                    lin("a9abae"),
                )
            )
    room.add(
        box(eye, (mid, 0.91, z - 0.31), (wide + 0.02, 0.04, 0.62), pick(rng, "b09a7c 59595b 80684f")),
        shades=True,
    )
    board = lin("59595b") if rng.random() < 0.5 else lin("c9c7c2")
    room.add(box(eye, (mid, 1.45, z - 0.012), (wide, 0.8, 0.024), board))
    at = x0 + 0.15
    while at < x1 - 0.4:
        # Tools hang in families, from large to small.
        count, tone = int(rng.integers(3, 7)), pick(rng, "9a9ca0 2a2a2c 8d8f92 59595b 7a3a30 3f4f58")
        tall, thick, y = (
            float(rng.uniform(0.16, 0.42)),
            float(rng.uniform(0.016, 0.04)),
            float(rng.uniform(1.6, 1.78)),
        )
        for k in range(count):
            high = tall * (1 - 0.1 * k)
            room.add(box(eye, (at, y - high / 2, z - 0.035), (thick, high, 0.02), tone))
            room.add(box(eye, (at, y - high * 0.1, z - 0.037), (thick * 1.9, high * 0.16, 0.02), tone * 0.8))
            at += thick * 2.1 + 0.03
        at += float(rng.uniform(0.06, 0.3))
    if site.has("shelves") or rng.random() < 0.5:
        room.add(box(eye, (mid, 2.05, z - 0.2), (wide, 0.035, 0.4), lin("59595b")), shades=True)
        at = x0 + 0.15
        while at < x1 - 0.3:
            size = float(rng.uniform(0.2, 0.42))
            high = float(rng.uniform(0.15, 0.32))
            room.add(
                box(
                    eye,
                    (at + size / 2, 2.07 + high / 2, z - 0.2),
                    (size, high, 0.32),
                    pick(rng, "b09a7c 80684f 3f4f58 59595b 2f3236 c9c4b8"),
                )
            )
            at += size + float(rng.uniform(0.02, 0.15))
    for _ in range(4):
        things_on(room, rng, float(rng.uniform(x0 + 0.2, x1 - 0.2)), 0.93, z - 0.3)


def tyre(site: Site, x: float, y: float, z: float) -> None:
    """One tyre of a pile, lying."""
    turn = np.linspace(-1.4, 1.4, 7)
    profile = np.stack([y + 0.1 + 0.1 * np.sin(turn), 0.26 + 0.06 * np.cos(turn)], 1).astype(np.float32)
    site.room.add(Turned(x, z, profile, lin("1c1c1d"), 0.06, hollow=True))
    if y < 0.01:
        site.room.feet.append((x, z, 0.28, 0.28))
        site.room.boxes.append(np.array([[x - 0.26, 0, z - 0.26], [x + 0.26, 0.8, z + 0.26]], np.float32))


def hall(site: Site) -> None:
    """Showroom: light panels above, a wall of glass or of panels, plants."""
    room, rng, eye, spec = site.room, site.rng("hall"), site.room.eye, site.spec
    tint = np.array([1 + 0.2 * spec.light.warmth, 1, 1 - 0.25 * spec.light.warmth], np.float32)
    lean = float(np.sin(np.deg2rad(spec.light.direction)))
    white = np.array([1.0, 0.98, 0.96], np.float32) * tint
    form = str(rng.choice(["bars", "large", "lines"]))
    if form == "large":
        ceiling_panel(site, lean * 1.5, site.stand + 0.3, (5.2, 2.6), white * 3.2, 1.0)
    elif form == "bars":
        for x in (-3.0, -1.0, 1.0, 3.0):
            ceiling_panel(site, x + lean, site.stand + 1.2, (0.5, 5.5), white * 5.5, 1.0)
    else:
        for z in (-1.6, 0.4, 2.4, 4.2):
            ceiling_panel(site, lean, site.stand + z, (7.0, 0.22), white * 8.5, 1.0)
    room.lights.fill += np.float32(0.12) * white
    if site.has("window") or (spec.light.time != "night" and rng.random() < 0.25):
        back_window(
            room,
            site.rng("window"),
            site.hour,
            room.left + 0.6,
            room.right - 0.6,
            0.06,
            3.6,
            lin("2a2a2c"),
            bars=(7, 2),
            share=0.25,
        )
    else:
        panels = int(rng.integers(3, 6))
        each = (room.right - room.left) / panels
        for i in range(panels):
            at = room.left + each * (i + 0.5)
            room.add(
                box(
                    eye,
                    (at, 1.75, room.back - 0.04),
                    (each - 0.03, 3.3, 0.06),
                    np.clip(site.wall * (1.0 + 0.03 * (i % 2)), 0, 0.86),
                    fine=0.5,
                )
            )
        strip = sheet(
            (room.left + 0.2, 3.48, room.back - 0.09),
            (room.right - room.left - 0.4, 0, 0),
            (0, -0.05, 0),
            lin("ffffff"),
            glow=white * 6,
            cells=(1, 1),
            facing=(0, 0, -1),
        )
        room.add(strip)
    if site.has("plant"):
        for side in (-1, 1):
            d.plant(
                room, site.rng(f"plant {side}"), side * float(rng.uniform(3.0, 3.8)), room.back - 0.9, 2.0
            )
    if site.has("lamps"):
        for x in np.arange(room.left + 0.8, room.right - 0.4, 1.5):
            spot = np.array(
                [[room.tall - 0.16, 0.05], [room.tall - 0.15, 0.075], [room.tall, 0.075]], np.float32
            )
            room.add(Turned(float(x), room.back - 0.7, spot, lin("1f1f21"), 0.2))
            lens = np.array([[room.tall - 0.175, 0.03], [room.tall - 0.165, 0.055]], np.float32)
            room.add(Turned(float(x), room.back - 0.7, lens, lin("ffffff"), 0, white * 22))
            room.lights.bulbs.append(
                bulb([x, room.tall - 0.5, room.back - 0.45], white * np.array([0.5, 0.46, 0.4]))
            )
