"""A hair salon or a barber's: places before mirrors, each with its counter, its chair and warm bulbs."""

import cv2
import numpy as np

from core.scenes.painters import room_common as common
from core.scenes.painters.room_public import WHITE, ceiling_lamps
from core.scenes.painters.room_shell import Site, begin, end, lit_by_day, shell
from core.scenes.painting import Painting, View
from core.scenes.parts import decoration as d
from core.scenes.parts.canvas import Array, Random, blur
from core.scenes.parts.furnishings import WARM, lin, pick
from core.scenes.parts.interior import sheet
from core.scenes.parts.interior_light import bulb
from core.scenes.parts.interior_round import Turned
from core.scenes.parts.openings import back_window
from core.scenes.spec import SceneSpec

EACH = 1.5
"""Metres from one place before a mirror to the next."""


def hair_salon(spec: SceneSpec, view: View) -> Painting:
    """A row of mirrors on the back wall."""
    site = begin(spec, view, walls="e6e0d8 d9d4cc cfd2cc d9c9c0 b9b9b0",
                 accents="2a2a2c 3a2f2a 6a4a38 59646a b7a58c",
                 deep=2.7, half=(2.4, 3.2), tall=3.0, turn=0.14)  # fmt: skip
    room, rng = site.room, site.rng("salon")
    shell(site)
    lit_by_day(site)
    metal, wood = pick(rng, "1f1f21 b08d4f 8d8f92"), pick(rng, "80684f b09a7c d9d2c6 4e3626")
    form = str(rng.choice(["tall", "round", "arch"]))
    shift = float(rng.uniform(-0.5, 0.5))
    for index in range(-2, 3):
        x = shift + index * EACH
        if room.left + 0.6 < x < room.right - 0.6:
            station(site, site.rng(f"station {index}"), x, form, metal, wood)
    if site.chance("plant", 0.5):
        d.plant(room, site.rng("plant"), site.lean * 2.05 + shift * 0.2, room.back - 0.5, 1.7)
    if site.has("barber pole"):
        barber_pole(site, -site.lean * 0.5 * EACH + shift)
    if site.has("window"):
        x0, x1 = sorted((site.lean * 1.4, site.lean * 2.3))
        how = site.rng("window"), site.hour, x0, x1, 0.5, 2.6, lin("2a2a2c")
        back_window(room, *how, bars=(2, 2), green=False)
    if site.chance("pendants", 0.4):
        common.pendants(site, room.back - 1.3, 2.15, 4, "globe")
    ceiling_lamps(site, 4, 2.0 + 1.6 * site.hour.lamps)
    common.evening(site, 0.3)
    return end(site, 1.3 * site.hour.key, 1.25)


def station(site: Site, rng: Random, x: float, form: str, metal: Array, wood: Array) -> None:
    """A mirror, the counter below it with its bottles, and the chair before it."""
    room, z = site.room, site.room.back
    wide, low, high = (0.74, 0.98, 2.15) if form != "round" else (0.9, 1.12, 2.02)
    glass(site, rng, x, (wide, low, high), form, metal)
    room.block((x, 0.86, z - 0.19), (1.1, 0.05, 0.36), wood, shades=True)
    room.block((x, 0.72, z - 0.16), (1.0, 0.22, 0.28), wood * 0.8, shades=True)
    at = x - 0.46
    while at < x + 0.46:
        if abs(at - x) > 0.12:
            cosmetic(site, rng, at, 0.885, z - float(rng.uniform(0.14, 0.26)))
        at += float(rng.uniform(0.07, 0.16))
    chair(site, rng, x + float(rng.uniform(-0.1, 0.1)), z - 0.95)


def glass(
    site: Site, rng: Random, x: float, size: tuple[float, float, float], form: str, metal: Array
) -> None:
    """The mirror, ``size`` wide and from low to high, with the room in it far out of focus, bulbs around."""
    room, (wide, low, high), z = site.room, size, site.room.back
    rows, columns = 160, max(24, round(160 * wide / (high - low)))
    y, u = np.mgrid[0:rows, 0:columns].astype(np.float32)
    y, u = (y + 0.5) / rows, ((u + 0.5) / columns - 0.5) * 2
    aspect = wide / (high - low)
    mask = np.ones((rows, columns), np.float32)
    if form == "round":
        mask = np.clip((1 - np.hypot(u, 2 * y - 1)) * columns / 2 + 0.5, 0, 1)
    elif form == "arch":
        top = np.hypot(u, np.clip(aspect / 2 - y, 0, None) / (aspect / 2))
        mask = np.clip((1 - top) * columns / 2 + 0.5, 0, 1)
    grown = 0.03
    at, across, down = (x - wide / 2, high, z - 0.05), (wide, 0, 0), (0, low - high, 0)
    edge = (
        (x - wide / 2 - grown, high + grown, z - 0.03),
        (wide + 2 * grown, 0, 0),
        (0, low - high - 2 * grown, 0),
    )
    room.add(sheet(*edge, metal, alpha=mask.astype(np.float32), facing=(0, 0, -1)))
    picture = reflected(site, rng, rows, columns)
    room.add(
        sheet(at, across, down, lin("1a1a1a"), glow=picture, alpha=mask.astype(np.float32), facing=(0, 0, -1))
    )
    lit = WARM * np.float32(3.0 + 5.0 * site.hour.lamps)
    for spot in bulbs_around(form, wide, low, high):
        turn = np.linspace(-1.5, 1.5, 7)
        profile = np.stack([spot[1] + 0.036 * np.sin(turn), 0.036 * np.cos(turn)], 1).astype(np.float32)
        room.add(Turned(x + spot[0], z - 0.1, profile, lin("f0ece4"), 0.0, lit))
    room.lights.bulbs.append(
        bulb([x, (low + high) / 2, z - 0.3], WARM * np.float32(0.16 + 0.3 * site.hour.lamps))
    )


def bulbs_around(form: str, wide: float, low: float, high: float) -> list[tuple[float, float]]:
    """Where a mirror's bulbs are: up both sides, or around it."""
    if form == "tall":
        return [
            (side * (wide / 2 + 0.07), float(y))
            for side in (-1, 1)
            for y in np.linspace(low + 0.1, high - 0.1, 6)
        ]
    if form == "round":
        turn = np.linspace(0, 2 * np.pi, 13)[:-1]
        return [(0.52 * float(np.cos(a)), (low + high) / 2 + 0.52 * float(np.sin(a))) for a in turn]
    return [(float(x), high + 0.14) for x in (-0.22, 0.0, 0.22)]


def reflected(site: Site, rng: Random, rows: int, columns: int) -> Array:
    """What a mirror shows: the far side of the room with its windows, and the dark back of the chair."""
    sky = np.array(site.hour.sky, np.float32) / 4.6 + WARM * np.float32(0.4 * site.hour.lamps)
    made = np.ones((rows, columns, 3), np.float32) * (site.wall * sky * 0.42)
    for _ in range(2):
        left = int(rng.uniform(-0.1, 0.8) * columns)
        box = (left, int(0.1 * rows)), (left + int(0.3 * columns), int(rng.uniform(0.5, 0.62) * rows))
        cv2.rectangle(made, *box, (sky * 0.85).tolist(), -1)
    for _ in range(3):
        at = int(rng.uniform(0, columns)), int(rng.uniform(0.05, 0.3) * rows)
        cv2.circle(made, at, rows // 30, (WARM * np.float32(1.6)).tolist(), -1)
    floor = int(0.78 * rows)
    made[floor:] *= np.float32(0.6) * np.array([1.0, 0.9, 0.78], np.float32)
    seat = int(0.28 * columns), int(0.66 * rows)
    cv2.rectangle(made, seat, (columns - seat[0], rows), (site.accent * 0.22).tolist(), -1)
    return blur(made, 0.02 * rows)


def cosmetic(site: Site, rng: Random, x: float, y: float, z: float) -> None:
    """A bottle, a pump, a jar or a brush in a cup."""
    tone = pick(rng, "e6e1d8 2a2a2c b7a58c 8fa09a c9b09a d9d4cc 6a4a38")
    wide, tall = float(rng.uniform(0.024, 0.034)), float(rng.uniform(0.09, 0.22))
    shape = [[y, wide], [y + tall * 0.78, wide], [y + tall * 0.84, wide * 0.45], [y + tall, wide * 0.42]]
    site.room.add(Turned(x, z, shape, tone, 0.35))
    if rng.random() < 0.4:
        site.room.block((x - 0.012, y + tall + 0.02, z), (0.045, 0.014, 0.016), lin("2a2a2c"))


def chair(site: Site, rng: Random, x: float, z: float) -> None:
    """A hairdresser's chair of leather on a round chromed foot, turned a little."""
    room, leather, chrome = site.room, site.accent, lin("a9abae")
    turn = float(rng.uniform(-0.5, 0.5))
    cos, sin = np.cos(turn), np.sin(turn)

    def put(
        dx: float, y: float, dz: float, size: tuple[float, float, float], tone: Array, soft: float
    ) -> None:
        at = (x + cos * dx + sin * dz, y, z - sin * dx + cos * dz)
        room.block(at, size, tone, turn=turn, soft=soft, shades=y < 0.6)

    room.add(
        Turned(x, z, [[0, 0.28], [0.025, 0.27], [0.05, 0.06], [0.06, 0.035], [0.44, 0.035]], chrome, 0.6)
    )
    room.feet.append((x, z, 0.25, 0.25))
    put(0, 0.5, 0, (0.52, 0.13, 0.52), leather, 0.04)
    put(0, 0.84, -0.25, (0.5, 0.52, 0.11), leather * 1.05, 0.05)
    for side in (-1, 1):
        put(side * 0.29, 0.66, -0.02, (0.06, 0.05, 0.44), leather * 0.9, 0.02)
        put(side * 0.29, 0.56, -0.1, (0.03, 0.2, 0.05), chrome, 0.0)
    put(0, 0.2, 0.34, (0.4, 0.025, 0.16), chrome, 0.0)


def barber_pole(site: Site, x: float) -> None:
    """A barber's pole on the wall between two mirrors: red, white and blue stripes behind glass."""
    room, z, rows = site.room, site.room.back - 0.12, 192
    y, u = np.mgrid[0:rows, 0:48].astype(np.float32)
    band = ((y / rows * 3.2 + u / 48 * 0.8) % 1 * 4).astype(int)
    tones = np.stack([lin("e6e4e0"), lin("a83232"), lin("e6e4e0"), lin("2f4a80")])
    round_ = 0.55 + 0.45 * np.sqrt(np.clip(1 - ((u + 0.5) / 24 - 1) ** 2, 0, 1))
    picture = (tones[band] * round_[..., None]).astype(np.float32)
    at, across, down = (x - 0.065, 2.1, z - 0.05), (0.13, 0, 0), (0, -0.62, 0)
    room.add(sheet(at, across, down, picture, glow=picture * np.float32(0.5) * WHITE, facing=(0, 0, -1)))
    for y0 in (1.42, 2.1):
        room.add(Turned(x, z, [[y0, 0.08], [y0 + 0.08, 0.085], [y0 + 0.11, 0.05]], lin("a9abae"), 0.6))
