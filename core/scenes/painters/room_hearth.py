"""A fireplace and what belongs to it."""

import numpy as np

from core.scenes.painters.room_shell import Site, hexed, wall_texture
from core.scenes.parts import decoration as d
from core.scenes.parts import furnishings as f
from core.scenes.parts.canvas import Array, Random, blur, noise
from core.scenes.parts.furnishings import lin, pick
from core.scenes.parts.interior import sheet
from core.scenes.parts.interior_light import panel
from core.scenes.parts.interior_round import Leaves, Turned
from core.scenes.parts.surfaces import SURFACES
from core.scenes.parts.tableware import candle

WIDE, HIGH, LOW, DEEP = 0.86, 0.72, 0.16, 0.42
"""The fire's opening and its height above the floor, and how far the chimney stands out, in m."""


def chimney(site: Site) -> None:
    """The chimney breast with its fire, a chair, wood, and what was asked for."""
    room, rng = site.room, site.rng("chimney")
    x, z, side = float(rng.uniform(-0.35, 0.35)), room.back, site.lean
    breast(site, x, 1.75)
    fireside(site, x, z - DEEP - 0.004)
    on_mantel(site, x, LOW + HIGH + 0.285, z - DEEP - 0.084, WIDE)
    f.armchair(room, rng, x + side * 1.45, z - 0.95, site.accent, turn=float(-side * 0.7))
    log_stack(site, x - side * 1.25, z)
    if site.has("lamp"):
        f.floor_lamp(room, site.rng("lamp"), x + side * 1.5, z - 0.35, max(site.hour.lamps, 0.4))
    if site.has("rug"):
        cloth = pick(site.rng("rug"), "b9a58c 8a6a52 a39684 6a4a3a")
        room.rugs.append((d.rug(site.rng("rug"), cloth, 1.4), x, z - 1.75, 2.2, 1.5))
    if site.has("garland"):
        garland(site, x, LOW + HIGH + 0.25, z - DEEP - 0.244, WIDE + 0.5)


def breast(site: Site, x: float, wide: float) -> None:
    """The chimney of the wall's own material, open where the fire is."""
    room, z = site.room, site.room.back
    name = site.spec.materials.wall or site.spec.place.walls[0]
    colour = hexed(site.wall * 1.15) if SURFACES[name].recolours else site.spec.colours.wall
    texture = wall_texture(name, site.spec.stream("wall"), colour, wide, room.tall, 256)
    at, size = (x, room.tall / 2, z - DEEP / 2), (wide, room.tall, DEEP)
    room.block(at, size, texture.mean((0, 1)), front=texture, fine=0.25)
    room.boxes.append(np.array([[x - wide / 2, 0, z - DEEP], [x - WIDE / 2, room.tall, z]], np.float32))
    room.boxes.append(np.array([[x + WIDE / 2, 0, z - DEEP], [x + wide / 2, room.tall, z]], np.float32))
    room.feet.append((x, z - DEEP / 2, wide / 2, DEEP / 2))


def fireside(site: Site, x: float, front: float) -> None:
    """Flames and logs in their opening, the surround, the mantelpiece and the hearth stone."""
    room, rng = site.room, site.rng("fireside")
    glow = firelight(site.rng("fire"), 160, 130)
    at, u, v = (x - WIDE / 2, LOW + HIGH, front), (WIDE, 0, 0), (0, -HIGH, 0)
    room.add(sheet(at, u, v, lin("17120f"), glow=glow, cells=(1, 1), facing=(0, 0, -1)))
    stone = pick(rng, "cfc8bc 3a3836 8a8279 d9d2c6 5a4632")
    for side in (-1, 1):
        at = (x + side * (WIDE / 2 + 0.1), (LOW + HIGH) / 2 + 0.02, front - 0.05)
        room.block(at, (0.2, LOW + HIGH + 0.04, 0.1), stone, shades=True)
    room.block((x, LOW + HIGH + 0.11, front - 0.05), (WIDE + 0.4, 0.2, 0.1), stone)
    shelf = pick(rng, "66503f 80684f 3a2a1e d9d2c6")
    room.block((x, LOW + HIGH + 0.25, front - 0.09), (WIDE + 0.62, 0.07, 0.26), shelf, shades=True)
    room.block((x, 0.04, front - 0.2), (WIDE + 0.55, 0.08, 0.5), lin("55504a"), shades=True)
    room.block((x, LOW - 0.04, front - 0.03), (WIDE, 0.08, 0.06), lin("2a2725"))
    ember = np.array([0.07, 0.018, 0.004], np.float32)
    for i in range(4):
        tone = pick(rng, "3a2618 4a3220 2a1c12")
        shift, long, turn = (float(rng.uniform(*ends)) for ends in ((-0.1, 0.1), (0.42, 0.6), (-0.2, 0.2)))
        at = (x + shift, LOW + 0.035 + 0.045 * (i // 2), front - 0.05 - 0.04 * (i % 2))
        room.block(at, (long, 0.06, 0.07), tone, turn=turn, soft=0.03, glow=ember)
    fire = np.array([1.0, 0.42, 0.13], np.float32) * np.float32(4.2)
    corner, u, v = [x - WIDE / 2, LOW, front - 0.12], [WIDE, 0, 0], [0, HIGH * 0.8, 0]
    room.lights.panels.insert(0, panel(corner, u, v, [0, 0, -1], fire))


def firelight(rng: Random, rows: int, columns: int) -> Array:
    """Flames in a dark opening: linear radiance."""
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    s, t = (x + 0.5) / columns * 2 - 1, 1 - (y + 0.5) / rows
    bend = 0.2 * noise(rng, rows, columns, 3.5, 3, stretch=0.8)
    body = np.zeros((rows, columns), np.float32)
    for _ in range(16):
        at, tall, wide = rng.uniform(-0.58, 0.58), rng.uniform(0.35, 0.95), rng.uniform(0.06, 0.17)
        tall *= 1 - 0.6 * abs(at)
        rise = np.clip(t / tall, 0, 1)
        centre = at * (1 - 0.25 * rise) + bend * rise * (0.5 + rise)
        slim = wide * (1 - rise) ** 0.75 * (0.5 + 0.9 * np.sqrt(rise)) + 1e-3
        tongue = np.clip(1.15 - np.abs(s - centre) / slim, 0, 1) * (1 - 0.55 * rise) * (t < tall)
        body = body + 0.62 * tongue * rng.uniform(0.5, 1.0)
    body = blur(body, rows * 0.01) * (0.72 + 0.4 * noise(rng, rows, columns, 8, 3, stretch=0.5))
    hot = np.clip(body, 0, 1.3)[..., None]
    flame = hot * np.array([2.6, 0.72, 0.09]) + hot**3 * np.array([2.2, 1.5, 0.45])
    ember = (
        np.exp(-t / 0.06)[..., None]
        * (0.8 + 0.8 * noise(rng, rows, columns, 22, 2))[..., None]
        * np.array([1.6, 0.3, 0.04])
    )
    halo = np.exp(-((s / 0.75) ** 2) - t / 0.55)[..., None] * np.array([0.3, 0.1, 0.03])
    bricks = 1 - 0.4 * (
        (np.abs((t * 9) % 1 - 0.5) > 0.44) | (np.abs((s * 3 + np.floor(t * 9) * 0.5) % 1 - 0.5) > 0.47)
    )
    return np.clip(
        flame + np.clip(ember, 0, None) * (np.abs(s) < 0.75)[..., None] + halo * bricks[..., None], 0, None
    ).astype(np.float32)


def on_mantel(site: Site, x: float, y: float, z: float, wide: float) -> None:
    """Candles, vases and a leaning picture."""
    room, rng = site.room, site.rng("mantel")
    d.picture_frame(room, rng, x + float(rng.uniform(-0.15, 0.15)), y + 0.36, room.back - 0.43, 0.5, 0.66)
    for side in (-1, 1):
        if site.has("candles"):
            for i in range(3):
                candle(room, x + side * (wide * 0.34 + 0.1 * i), y, z, 0.1 + 0.06 * float(rng.random()))
        else:
            d.vase(room, rng, x + side * wide * 0.5, y, z, float(rng.uniform(0.16, 0.28)))


def log_stack(site: Site, x: float, z: float) -> None:
    """Firewood in a pile beside the chimney."""
    room, rng = site.room, site.rng("logs")
    for row in range(5):
        for i in range(5 - row % 2):
            at = x + (i - 2 + 0.5 * (row % 2)) * 0.105
            tone = pick(rng, "b09a7c a58a6c c9a878 80684f")
            radius = float(rng.uniform(0.042, 0.052))
            turn = np.linspace(0, 2 * np.pi, 14, endpoint=False)
            centre = 0.055 + row * 0.092
            room.block(
                (at, centre, z - 0.2),
                (radius * 1.9, radius * 1.9, 0.36),
                lin("3a2a1e"),
                soft=0.03,
                shades=row == 0,
            )
            ring = np.stack(
                [
                    at + radius * 0.9 * np.cos(turn),
                    centre + radius * 0.9 * np.sin(turn),
                    np.full(14, z - 0.385),
                ],
                1,
            )
            room.add(Leaves(ring[None].astype(np.float32), tone[None]))


def garland(site: Site, x: float, y: float, z: float, wide: float) -> None:
    """Fir twigs with small lights along the mantelpiece."""
    room, rng = site.room, site.rng("garland")
    count = 420
    s = rng.uniform(-0.5, 0.5, count)
    base = np.stack(
        [
            x + s * wide,
            y + 0.03 - 0.05 * np.abs(np.sin(s * 9)) + rng.normal(0, 0.02, count),
            z + rng.normal(0, 0.03, count),
        ],
        1,
    )
    way = rng.normal(0, 1, (count, 3))
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    side = np.cross(way, rng.normal(0, 1, (count, 3)))
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    outline = (
        base[:, None]
        + 0.075 * way[:, None] * np.array([0, 0.5, 1, 0.5])[None, :, None]
        + 0.007 * side[:, None] * np.array([0, 1, 0, -1])[None, :, None]
    )
    tones = lin("3a5a36") * rng.uniform(0.5, 1.4, (count, 1))
    room.add(Leaves(outline.astype(np.float32), tones.astype(np.float32)))
    for t in np.linspace(-0.5, 0.5, 18):
        at = np.array([[0, 0.002], [0.008, 0.009], [0.016, 0.002]], np.float32) + np.array(
            [y + 0.02 - 0.05 * abs(np.sin(t * 9)), 0], np.float32
        )
        room.add(
            Turned(x + float(t) * wide, z - 0.05, at, lin("000000"), 0, np.array([6, 3.4, 1.3], np.float32))
        )
