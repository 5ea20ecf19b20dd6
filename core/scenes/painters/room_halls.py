"""Garage and showroom: halls lit from their ceilings."""

import numpy as np

from core.scenes.painters.room_common import ceiling_panel
from core.scenes.painters.room_shell import Site
from core.scenes.parts import decoration as d
from core.scenes.parts.canvas import Array
from core.scenes.parts.furnishings import lin, pick
from core.scenes.parts.interior import sheet
from core.scenes.parts.interior_light import bulb
from core.scenes.parts.interior_round import Turned
from core.scenes.parts.openings import back_window, tinted
from core.scenes.parts.tableware import things_on


def uneven(site: Site, x: float) -> float:
    """How bright a lamp at ``x`` burns: those on the side that the light is to come from are brighter."""
    lean = float(np.sin(np.deg2rad(site.spec.light.direction)))
    return float(np.clip(1 + 0.75 * lean * np.clip(x / 2.5, -1, 1), 0.25, 1.75))


def workshop(site: Site) -> None:
    """Garage: rolling door or bench behind, cupboards, tyres, tubes of light along the ceiling."""
    room, rng, spec = site.room, site.rng("workshop"), site.spec
    tube = np.array([0.95, 1.0, 1.05], np.float32) * tinted(0.7 * spec.light.warmth)
    tube *= np.float32(11.0 if site.has("lamps") or spec.light.time == "night" else 8.0)
    for x in (-1.9, 0.0, 1.9):
        for dz in (-4.8, -2.2, 0.6, 2.7):
            ceiling_panel(site, x, site.stand + dz, (0.14, 1.5), tube * np.float32(uneven(site, x)), 0.9)
    room.lights.fill += np.float32(0.013) * tube
    mid, z, across = float(rng.uniform(-1.2, 1.2)), room.back, room.right - room.left
    door = site.chance("door", 0.5)
    if door:
        rolling_door(site, mid)
    middle = (room.left + room.right) / 2
    for k in range(5):
        at = (middle, room.tall - 0.1, site.stand - 3.6 + 1.6 * k)
        room.block(at, (across, 0.2, 0.12), lin("c9c7c2"), fine=0.8)
    room.block((middle, room.tall - 0.32, z - 0.12), (across, 0.07, 0.07), lin("b9bbbd"), fine=0.8)
    spans = [(room.left + 0.9, mid - 1.75), (mid + 1.75, room.right - 0.9)]
    for x0, x1 in spans if door else [(room.left + 0.9, room.right - 0.9)]:
        if x1 - x0 >= 0.9:
            bench(site, x0, x1, site.accent)
    for edge in (room.left + 0.45, room.right - 0.45):
        steel = pick(rng, "8f9294 59595b b3b1ac")
        room.block((edge, 1.0, z - 0.28), (0.86, 2.0, 0.5), steel, shades=True)
        for dx in (-0.215, 0.215):
            room.block((edge + dx, 1.0, z - 0.54), (0.42, 1.9, 0.016), steel * 1.05, fine=0.3)
            room.block((edge + dx * 0.25, 1.05, z - 0.555), (0.015, 0.16, 0.015), lin("2a2a2c"))
    if site.chance("tyres", 0.5):
        x = (room.left + 0.6) if site.lean < 0 else (room.right - 0.6)
        for k in range(4):
            tyre(site, x, 0.2 * k, z - 1.1)


def rolling_door(site: Site, mid: float) -> None:
    """A closed door of slats with its rails and its box."""
    room, z, wide, high = site.room, site.room.back, 2.9, 2.5
    tone = pick(site.rng("door"), "b9bab8 8f9294 d4d2cc 59646a")
    for i in range(14):
        at = (mid, high * (i + 0.5) / 14, z - 0.02)
        room.block(at, (wide, high / 14 - 0.014, 0.035), tone, fine=0.8)
    for side in (-1, 1):
        at = (mid + side * (wide / 2 + 0.06), high / 2, z - 0.04)
        room.block(at, (0.12, high, 0.08), tone * 0.6, shades=True)
    room.block((mid, high + 0.12, z - 0.12), (wide + 0.24, 0.26, 0.24), tone * 0.7, shades=True)


def bench(site: Site, x0: float, x1: float, tone: Array) -> None:
    """A bench of steel drawers, tools on the wall above it and perhaps a shelf with boxes."""
    room, rng, z = site.room, site.rng(f"bench {x0:.1f}"), site.room.back
    count = max(1, round((x1 - x0) / 0.7))
    each, mid, wide = (x1 - x0) / count, (x0 + x1) / 2, x1 - x0
    room.block((mid, 0.45, z - 0.3), (wide, 0.86, 0.56), tone * 0.5, shades=True)
    room.boxes.append(np.array([[x0, 0, z - 0.58], [x1, 0.9, z]], np.float32))
    for i in range(count):
        at, rows = x0 + each * (i + 0.5), 5 if rng.random() < 0.6 else 1
        high = 0.8 / rows
        for k in range(rows):
            room.block((at, 0.07 + high * (k + 0.5), z - 0.59), (each - 0.02, high - 0.015, 0.02), tone)
            handle = (at, 0.07 + high * (k + 1) - 0.035, z - 0.605)
            room.block(handle, (each * 0.7, 0.014, 0.014), lin("a9abae"))
    worktop = pick(rng, "b09a7c 59595b 80684f")
    room.block((mid, 0.91, z - 0.31), (wide + 0.02, 0.04, 0.62), worktop, shades=True)
    board = lin("59595b") if rng.random() < 0.5 else lin("c9c7c2")
    room.block((mid, 1.45, z - 0.012), (wide, 0.8, 0.024), board)
    tools(site, x0, x1)
    for _ in range(4):
        things_on(room, rng, float(rng.uniform(x0 + 0.2, x1 - 0.2)), 0.93, z - 0.3)
    if site.chance("shelves", 0.5):
        room.block((mid, 2.05, z - 0.2), (wide, 0.035, 0.4), lin("59595b"), shades=True)
        at = x0 + 0.15
        while at < x1 - 0.3:
            size, high = float(rng.uniform(0.2, 0.42)), float(rng.uniform(0.15, 0.32))
            card = pick(rng, "b09a7c 80684f 3f4f58 59595b 2f3236 c9c4b8")
            room.block((at + size / 2, 2.07 + high / 2, z - 0.2), (size, high, 0.32), card)
            at += size + float(rng.uniform(0.02, 0.15))


def tools(site: Site, x0: float, x1: float) -> None:
    """Tools on a board, in families from large to small."""
    room, rng, z = site.room, site.rng(f"tools {x0:.1f}"), site.room.back
    at = x0 + 0.15
    while at < x1 - 0.4:
        count, tone = int(rng.integers(3, 7)), pick(rng, "9a9ca0 2a2a2c 8d8f92 59595b 7a3a30 3f4f58")
        tall, thick, y = (float(rng.uniform(*ends)) for ends in ((0.16, 0.42), (0.016, 0.04), (1.6, 1.78)))
        for k in range(count):
            high = tall * (1 - 0.1 * k)
            room.block((at, y - high / 2, z - 0.035), (thick, high, 0.02), tone)
            room.block((at, y - high * 0.1, z - 0.037), (thick * 1.9, high * 0.16, 0.02), tone * 0.8)
            at += thick * 2.1 + 0.03
        at += float(rng.uniform(0.06, 0.3))


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
    room, rng = site.room, site.rng("hall")
    white = np.array([1.0, 0.98, 0.96], np.float32) * tinted(0.7 * site.spec.light.warmth)
    ceiling(site, white)
    room.lights.fill += np.float32(0.12) * white
    if site.chance("window", 0.2):
        x0, x1, frame = room.left + 0.6, room.right - 0.6, lin("2a2a2c")
        back_window(room, site.rng("window"), site.hour, x0, x1, 0.06, 3.6, frame, bars=(7, 2), share=0.25)
    else:
        panelled(site, white)
    if site.has("plant"):
        for side in (-1, 1):
            at = side * float(rng.uniform(3.0, 3.8))
            d.plant(room, site.rng(f"plant {side}"), at, room.back - 0.9, 2.0)
    if site.has("lamps"):
        spots(site, white)


def ceiling(site: Site, white: Array) -> None:
    """One large panel of light, long bars toward the back, or lines across."""
    form = str(site.rng("ceiling").choice(["bars", "large", "lines"]))
    if form == "large":
        ceiling_panel(site, 0, site.stand + 0.3, (5.2, 2.6), white * 3.2, 1.0)
    elif form == "bars":
        for x in (-3.0, -1.0, 1.0, 3.0):
            bright = np.float32(5.5 * uneven(site, x))
            ceiling_panel(site, x, site.stand + 1.2, (0.5, 5.5), white * bright, 1.0)
    else:
        for z in (-1.6, 0.4, 2.4, 4.2):
            ceiling_panel(site, 0, site.stand + z, (7.0, 0.22), white * 8.5, 1.0)


def panelled(site: Site, white: Array) -> None:
    """Large panels along the back wall with a line of light above them."""
    room, panels = site.room, int(site.rng("panels").integers(3, 6))
    wide = room.right - room.left
    each = wide / panels
    for i in range(panels):
        tone = np.clip(site.wall * (1.0 + 0.03 * (i % 2)), 0, 0.86).astype(np.float32)
        at = (room.left + each * (i + 0.5), 1.75, room.back - 0.04)
        room.block(at, (each - 0.03, 3.3, 0.06), tone, fine=0.5)
    at, u, v = (room.left + 0.2, 3.48, room.back - 0.09), (wide - 0.4, 0, 0), (0, -0.05, 0)
    room.add(sheet(at, u, v, lin("ffffff"), glow=white * 6, cells=(1, 1), facing=(0, 0, -1)))


def spots(site: Site, white: Array) -> None:
    """Small lamps along the ceiling that wash the wall with light."""
    room, z, top = site.room, site.room.back - 0.7, site.room.tall
    for x in np.arange(room.left + 0.8, room.right - 0.4, 1.5):
        at, bright = float(x), np.float32(uneven(site, float(x)))
        room.add(Turned(at, z, [[top - 0.16, 0.05], [top - 0.15, 0.075], [top, 0.075]], lin("1f1f21"), 0.2))
        lens = [[top - 0.175, 0.03], [top - 0.165, 0.055]]
        room.add(Turned(at, z, lens, lin("ffffff"), 0, white * 22 * bright))
        room.lights.bulbs.append(bulb([at, top - 0.5, z + 0.25], white * bright * np.array([0.5, 0.46, 0.4])))
