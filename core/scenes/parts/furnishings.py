"""Furniture as solids in metres, for rooms that are photographed. Every function puts its piece into the
room at the place it is given; colours are linear reflectances."""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, blur, noise, rgb
from core.scenes.parts.interior import Leaves, Turned, box, sheet
from core.scenes.parts.interior_light import Bulb
from core.scenes.parts.interior_room import Room

WARM = np.array([1.0, 0.66, 0.36], np.float32)


def lin(code: str) -> Array:
    """Linear reflectance of ``rrggbb``, kept within what real paint reflects."""
    return (np.clip(rgb(code.removeprefix("#")) ** 2.2, 0.012, 0.86)).astype(np.float32)


def pick(rng: Random, codes: str) -> Array:
    """One of several colours, moved a little in brightness."""
    return (lin(str(rng.choice(codes.split()))) * rng.uniform(0.9, 1.1)).astype(np.float32)


METALS = "b08d4f 2a2a2c 8d8f92 2a2a2c"
CLOTHS = "8f8a80 a39a8c 6f7a78 59646a 7d6a58 b3a794 4d5a52 8a6a55"
CLAYS = "d8d0c4 a9694a 3a3a3c b7a58c 6e7a72 e4dfd6"
BOOKS = "7a4a3e 4a5864 b9a684 ddd5c6 45413d 68705f 94705a 77706f 3a4148 8c7e68 c9c2b4 5c4438 d6cdbb"


def sofa(room: Room, rng: Random, x: float, z: float, wide: float, cloth: Array, turn: float = 0.0) -> None:
    """A sofa with its back to +z (``turn`` 0), cushions and thin legs."""
    cos, sin = np.cos(turn), np.sin(turn)

    def put(dx: float, y: float, dz: float, size: tuple[float, float, float], colour: Array, soft: float, shades: bool = False) -> None:
        at = (x + cos * dx + sin * dz, y, z - sin * dx + cos * dz)
        room.add(box(room.eye, at, size, colour, turn=turn, soft=soft), shades=shades)

    seats = max(2, round(wide / 0.75))
    each = (wide - 0.34) / seats
    leg = pick(rng, "3a2a1e 5a4030 222222")
    for dx in (-wide / 2 + 0.1, wide / 2 - 0.1):
        for dz in (-0.36, 0.36):
            put(dx, 0.06, dz, (0.04, 0.12, 0.04), leg, 0.0)
    put(0, 0.24, 0, (wide, 0.2, 0.86), cloth * 0.92, 0.02, True)
    put(0, 0.56, 0.35, (wide - 0.1, 0.56, 0.2), cloth * 0.95, 0.05, True)
    for side in (-1, 1):
        put(side * (wide / 2 - 0.085), 0.42, -0.02, (0.17, 0.36, 0.86), cloth, 0.04, True)
    for i in range(seats):
        dx = -wide / 2 + 0.17 + each * (i + 0.5)
        put(dx, 0.41, -0.06, (each - 0.015, 0.16, 0.7), cloth * 1.03, 0.05)
        put(dx, 0.66, 0.2, (each - 0.02, 0.44, 0.17), cloth * 1.03, 0.07)
    for i, side in enumerate(rng.permutation([-1, 1])[: int(rng.integers(1, 3))]):
        tone = pick(rng, "d8c9ac b9805a 5d7370 e6ddcf 8c6a4a 3f4f58 a5826a")
        put(side * (wide / 2 - 0.36), 0.66, 0.02 - 0.05 * i, (0.44, 0.4, 0.15), tone, 0.09)


def armchair(room: Room, rng: Random, x: float, z: float, cloth: Array, turn: float) -> None:
    """A deep chair, turned to the room."""
    cos, sin = np.cos(turn), np.sin(turn)

    def put(dx: float, y: float, dz: float, size: tuple[float, float, float], colour: Array, soft: float, shades: bool = False) -> None:
        at = (x + cos * dx + sin * dz, y, z - sin * dx + cos * dz)
        room.add(box(room.eye, at, size, colour, turn=turn, soft=soft), shades=shades)

    leg = pick(rng, "3a2a1e 5a4030 222222")
    for dx in (-0.3, 0.3):
        for dz in (-0.3, 0.3):
            put(dx, 0.08, dz, (0.035, 0.16, 0.035), leg, 0.0)
    put(0, 0.26, 0, (0.74, 0.2, 0.74), cloth * 0.92, 0.03, True)
    put(0, 0.62, 0.3, (0.72, 0.62, 0.16), cloth, 0.07, True)
    for side in (-1, 1):
        put(side * 0.33, 0.42, -0.02, (0.13, 0.34, 0.7), cloth, 0.05)
    put(0, 0.42, -0.06, (0.53, 0.15, 0.6), cloth * 1.05, 0.06)


def bed(room: Room, rng: Random, x: float, z: float, wide: float, cloth: Array, wood: Array) -> None:
    """A double bed with its head at ``z`` (the wall), covers, pillows and a throw."""
    eye = room.eye
    linen = pick(rng, "eeeae2 e6e0d6 dfe2e4 d9d2c6")
    if rng.random() < 0.5:
        for i in range(8):
            at = x - wide / 2 - 0.1 + (wide + 0.2) * (i + 0.5) / 8
            room.add(box(eye, (at, 0.62, z - 0.06), ((wide + 0.2) / 8 - 0.006, 1.1, 0.09), cloth, soft=0.03))
    else:
        room.add(box(eye, (x, 0.55, z - 0.05), (wide + 0.14, 1.1, 0.07), wood))
    long = 1.95
    middle = z - 0.1 - long / 2
    room.boxes.append(np.array([[x - wide / 2 - 0.1, 0, z - 0.12], [x + wide / 2 + 0.1, 1.15, z]], np.float32))
    room.boxes.append(np.array([[x - wide / 2, 0.1, middle - long / 2], [x + wide / 2, 0.5, z - 0.1]], np.float32))
    room.feet.append((x, middle, wide / 2, long / 2))
    room.add(box(eye, (x, 0.16, middle), (wide + 0.02, 0.18, long), wood * 0.9))
    throw = pick(rng, CLOTHS)
    room.add(box(eye, (x, 0.36, middle - 0.02), (wide + 0.12, 0.36, long), linen, soft=0.09))
    room.add(box(eye, (x, 0.36, middle - long / 2 + 0.32), (wide + 0.15, 0.4, 0.66), throw, soft=0.08))
    room.add(box(eye, (x, 0.555, middle + 0.42), (wide + 0.06, 0.07, 0.36), linen * 0.96, soft=0.035))
    for row, (count, size, tone) in enumerate(((2, 0.7, linen), (2, 0.64, linen * 0.96), (1, 0.5, throw * 1.1))):
        for i in range(count):
            at = x + (i - (count - 1) / 2) * (wide / 2 - 0.04)
            lean = (size, 0.46 - 0.06 * row, 0.17)
            room.add(box(eye, (at, 0.76 - 0.04 * row, z - 0.22 - 0.18 * row), lean, tone, turn=float(rng.uniform(-0.08, 0.08)), soft=0.13))


def table(room: Room, x: float, z: float, size: tuple[float, float, float], wood: Array, leg: Array) -> None:
    """A table ``size`` metres wide, high and deep on four legs."""
    wide, high, deep = size
    room.add(box(room.eye, (x, high - 0.018, z), (wide, 0.036, deep), wood), shades=True)
    for dx in (-1, 1):
        for dz in (-1, 1):
            at = (x + dx * (wide / 2 - 0.06), (high - 0.036) / 2, z + dz * (deep / 2 - 0.06))
            room.add(box(room.eye, at, (0.045, high - 0.036, 0.045), leg), shades=True)


def round_table(room: Room, x: float, z: float, radius: float, high: float, wood: Array, iron: Array) -> None:
    """A bistro table: a round top on one foot."""
    room.add(Turned(x, z, np.array([[0, 0.2], [0.025, 0.19], [0.03, 0.03], [high - 0.04, 0.03]], np.float32), iron, 0.1))
    room.add(Turned(x, z, np.array([[high - 0.035, radius], [high, radius]], np.float32), wood, 0.0))
    room.boxes.append(np.array([[x - radius, high - 0.03, z - radius], [x + radius, high, z + radius]], np.float32))
    room.feet.append((x, z, 0.18, 0.18))


def top_of(room: Room, x: float, z: float, radius: float, high: float, colour: Array) -> None:
    """The lit upper side of a round table, seen from above."""
    turn = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    ring = np.stack([x + radius * np.cos(turn), np.full(28, high), z + radius * np.sin(turn)], 1)
    room.add(Leaves(ring[None].astype(np.float32), colour[None]))


def chair(room: Room, rng: Random, x: float, z: float, turn: float, wood: Array, seat: Array) -> None:
    """A plain chair: seat, back and four legs."""
    cos, sin = np.cos(turn), np.sin(turn)

    def put(dx: float, y: float, dz: float, size: tuple[float, float, float], colour: Array, soft: float = 0.0, shades: bool = False) -> None:
        at = (x + cos * dx + sin * dz, y, z - sin * dx + cos * dz)
        room.add(box(room.eye, at, size, colour, turn=turn, soft=soft), shades=shades)

    for dx in (-0.19, 0.19):
        put(dx, 0.22, -0.18, (0.03, 0.44, 0.03), wood, shades=True)
        put(dx, 0.42, 0.19, (0.03, 0.84, 0.03), wood, shades=True)
    put(0, 0.45, 0, (0.44, 0.045, 0.42), seat, 0.015, True)
    put(0, 0.76, 0.2, (0.42, 0.16, 0.03), seat, 0.02)
    put(0, 0.6, 0.2, (0.38, 0.04, 0.025), wood)


def pendant(room: Room, x: float, y: float, z: float, shade: Array, on: float, size: float = 0.16, form: str = "dome") -> None:
    """A lamp on a cord; ``on`` is how bright it burns."""
    room.add(box(room.eye, (x, (y + size + room.tall) / 2, z), (0.012, room.tall - y - size, 0.012), lin("1a1a1a")))
    glow = WARM * (0.25 + 9 * on)
    if form == "globe":
        turn = np.linspace(-1.45, 1.45, 9)
        room.add(Turned(x, z, np.stack([y + size * 0.8 * (1 + np.sin(turn)), size * 0.8 * np.cos(turn)], 1).astype(np.float32), lin("f0ece4"), 0.2, glow * 0.55 if on else None))
    else:
        room.add(Turned(x, z, np.array([[y, size], [y + size * 0.45, size * 0.85], [y + size * 0.85, size * 0.45], [y + size, size * 0.14]], np.float32), shade, 0.25))
        if on:
            room.add(Turned(x, z, np.array([[y - 0.035, 0.02], [y - 0.02, size * 0.42], [y + 0.004, size * 0.5]], np.float32), lin("ffffff"), 0, glow))
    if on:
        room.lights.bulbs.append(Bulb(np.array([x, y - 0.06, z], np.float32), WARM * 0.42 * on))


def table_lamp(room: Room, rng: Random, x: float, y: float, z: float, on: float) -> None:
    """A lamp with a cloth shade that stands at height ``y``."""
    foot = pick(rng, CLAYS)
    room.add(Turned(x, z, np.array([[y, 0.07], [y + 0.06, 0.1], [y + 0.16, 0.08], [y + 0.24, 0.025], [y + 0.3, 0.015]], np.float32), foot, 0.25))
    shade = pick(rng, "e9dfcc d9c8a8 efe9dd")
    room.add(Turned(x, z, np.array([[y + 0.27, 0.17], [y + 0.49, 0.13]], np.float32), shade, 0, WARM * 3.0 * on if on else None))
    if on:
        room.lights.bulbs.append(Bulb(np.array([x, y + 0.56, z - 0.03], np.float32), WARM * 0.35 * on))
        room.lights.bulbs.append(Bulb(np.array([x, y + 0.22, z - 0.2], np.float32), WARM * 0.2 * on))


def floor_lamp(room: Room, rng: Random, x: float, z: float, on: float) -> None:
    """A standing lamp."""
    iron = pick(rng, METALS)
    room.add(Turned(x, z, np.array([[0, 0.15], [0.02, 0.145], [0.03, 0.014], [1.32, 0.012]], np.float32), iron, 0.3))
    shade = pick(rng, "e9dfcc d9c8a8 efe9dd")
    room.add(Turned(x, z, np.array([[1.28, 0.21], [1.56, 0.16]], np.float32), shade, 0, WARM * 3.0 * on if on else None))
    room.feet.append((x, z, 0.13, 0.13))
    if on:
        room.lights.bulbs.append(Bulb(np.array([x, 1.66, z], np.float32), WARM * 0.45 * on))
        room.lights.bulbs.append(Bulb(np.array([x, 1.2, z - 0.15], np.float32), WARM * 0.3 * on))


def plant(room: Room, rng: Random, x: float, z: float, tall: float, foot: float = 0.0) -> None:
    """A pot plant ``tall`` metres high over all: a rubber tree, an olive or a palm by chance."""
    pot = pick(rng, CLAYS)
    size = 0.13 * (tall / 1.2) ** 0.6
    high = size * 1.7
    room.add(Turned(x, z, np.array([[foot, size * 0.72], [foot + high * 0.7, size], [foot + high, size * 1.02]], np.float32), pot, 0.12, hollow=True))
    if foot < 0.02:
        room.feet.append((x, z, size * 0.7, size * 0.7))
        room.boxes.append(np.array([[x - size, 0, z - size], [x + size, high, z + size]], np.float32))
    form = str(rng.choice(["broad", "fine", "palm"]))
    count, long, slim = {"broad": (64, 0.25, 0.44), "fine": (330, 0.105, 0.36), "palm": (90, 0.42, 0.1)}[form]
    long *= 0.55 + 0.45 * tall / 1.2
    crown = tall - high
    room.add(box(room.eye, (x, foot + high + crown * 0.28, z), (0.014 + 0.008 * tall, crown * 0.56, 0.016), lin("5a4634")))
    rise = rng.uniform(0.12, 1.0, count) ** 0.8
    turn = rng.uniform(0, 2 * np.pi, count)
    spread = crown * {"broad": 0.3, "fine": 0.34, "palm": 0.16}[form] * np.sin(np.pi * np.clip(rise, 0.1, 0.93)) * rng.uniform(0.3, 1, count)
    base = np.stack([x + spread * np.cos(turn), foot + high + crown * rise * 0.82, z + spread * np.sin(turn)], 1)
    pitch = rng.uniform(-0.5, 0.9, count) if form != "palm" else rng.uniform(-0.6, 1.1, count) * (1.3 - rise)
    ahead = np.stack([np.cos(turn) * np.cos(pitch), np.sin(pitch), np.sin(turn) * np.cos(pitch)], 1)
    side = np.cross(ahead, [0, 1, 0]) + rng.normal(0, 0.25, (count, 3))
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    length = long * rng.uniform(0.6, 1.15, count)
    steps = np.array([0, 0.2, 0.5, 0.8, 1.0, 0.8, 0.5, 0.2])
    wide = np.array([0.02, 0.35, 0.5, 0.3, 0, -0.3, -0.5, -0.35]) * slim
    droop = -(steps**2) * (0.25 if form != "palm" else 0.5)
    outline = base[:, None] + length[:, None, None] * (steps[None, :, None] * ahead[:, None] + wide[None, :, None] * side[:, None])
    outline[..., 1] += length[:, None] * droop
    green = pick(rng, "4a6b3a 5a7548 3f5e3c 6b7d55")
    tones = green * rng.uniform(0.55, 1.35, (count, 1)) * rng.uniform(0.92, 1.08, (count, 3))
    room.add(Leaves(outline.astype(np.float32), tones.astype(np.float32)))


def vase(room: Room, rng: Random, x: float, y: float, z: float, size: float = 0.2) -> None:
    """A clay vessel of some shape."""
    form = rng.uniform(0.4, 1, 5) * size * 0.36
    heights = np.linspace(0, 1, 5) * size + y
    form[2] = size * 0.36
    room.add(Turned(x, z, np.stack([heights, form], 1).astype(np.float32), pick(rng, CLAYS), 0.2, hollow=True))


def books_row(rng: Random, wide: float, high: float, texels: int = 150) -> tuple[Array, Array]:
    """Backs of books as a texture of a shelf's opening (linear) and where there are any; ``wide`` and
    ``high`` in metres."""
    rows, columns = texels, max(8, round(texels * wide / high))
    picture = np.full((rows, columns, 3), 0.02, np.float32)
    mask = np.zeros((rows, columns), np.float32)
    at, scale = 0.0, texels / high
    palette = [pick(rng, BOOKS) for _ in range(7)]
    run, tone, tall = 0, palette[0], 0.7
    while at < wide - 0.012:
        if run <= 0:
            run, tone = int(rng.choice([1, 2, 5], p=[0.5, 0.3, 0.2])), palette[int(rng.integers(7))] * rng.uniform(0.65, 1.2)
            tall = rng.uniform(0.55, 0.93)
            if rng.random() < 0.05:
                at += rng.uniform(0.04, 0.14)
        run -= 1
        thick = rng.uniform(0.014, 0.045)
        left, right = int(at * scale), min(columns, int((at + thick) * scale))
        top = int(rows * (1 - tall * rng.uniform(0.97, 1.0)))
        if right > left:
            round_ = 1 - 0.45 * np.abs(np.linspace(-1, 1, right - left, dtype=np.float32)) ** 3
            back = tone * rng.uniform(0.9, 1.1)
            picture[top:, left:right] = back * round_[None, :, None]
            band = rng.random()
            if band < 0.6:
                y0 = top + int((rows - top) * rng.uniform(0.12, 0.3))
                y1 = y0 + max(1, int((rows - top) * rng.uniform(0.04, 0.28)))
                label = np.clip(back * 2.4 + 0.05, 0, 0.6) if back.mean() < 0.2 else back * 0.4
                inset = max(0, (right - left) // 5)
                picture[y0:y1, left + inset : right - inset] += 0.55 * (label - picture[y0:y1, left + inset : right - inset])
            mask[top:, left:right] = 1
        at += thick + 0.001
    return picture, mask


def bookcase(room: Room, rng: Random, x0: float, x1: float, z: float, high: float, wood: Array, deep: float = 0.3, foot: float = 0.0) -> None:
    """Shelves from x0 to x1 with their back at ``z``, full of books and a few things."""
    eye, wide = room.eye, x1 - x0
    bays = max(1, round(wide / 0.85))
    each = wide / bays
    shelves = max(1, round((high - foot) / 0.36))
    step = (high - foot - 0.08) / shelves
    room.add(box(eye, ((x0 + x1) / 2, (high + foot) / 2, z - 0.01), (wide, high - foot, 0.02), wood * 0.5))
    room.boxes.append(np.array([[x0, foot, z - deep], [x1, high, z - deep + 0.1]], np.float32))
    room.feet.append(((x0 + x1) / 2, z - deep / 2, wide / 2, deep / 2))
    for i in range(bays + 1):
        room.add(box(eye, (x0 + i * each, (high + foot) / 2, z - deep / 2 - 0.01), (0.028, high - foot, deep), wood, fine=0.5))
    for row in range(shelves + 1):
        y = foot + 0.06 + row * step
        room.add(box(eye, ((x0 + x1) / 2, y, z - deep / 2 - 0.012), (wide, 0.026, deep + 0.004), wood, fine=0.5))
        if row == shelves:
            break
        for i in range(bays):
            left = x0 + i * each + 0.02
            room_for, clear = each - 0.04, step - 0.03
            picture, mask = books_row(rng, room_for, clear)
            dark = np.linspace(0.32, 1.0, picture.shape[0], dtype=np.float32)[:, None] ** 0.8
            picture = picture * dark[..., None]
            face = sheet((left, y + 0.013 + clear, z - deep * 0.78), (room_for, 0, 0), (0, -clear, 0), picture, alpha=mask, cells=(2, 2), facing=(0, 0, -1))
            room.add(face)


def curtain(room: Room, rng: Random, x0: float, x1: float, z: float, top: float, cloth: Array, through: Array, foot: float = 0.02) -> None:
    """Cloth in folds from x0 to x1, hung at ``top``; ``through`` is the daylight that it lets pass."""
    columns, rows = 160, 40
    s = np.linspace(0, 1, columns, dtype=np.float32)
    pace = np.interp(s, np.linspace(0, 1, 12), rng.uniform(0.5, 1.6, 12))
    phase = np.cumsum(pace) / pace.sum() * max(2.5, (x1 - x0) * 9)
    t = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    drift = 0.1 * noise(rng, rows, columns, 1.5, 2) * t
    depth = np.interp(s, np.linspace(0, 1, 9), rng.uniform(0.45, 1.0, 9))
    folds = 0.5 + 0.5 * depth * np.sin(2 * np.pi * (phase + drift)) + 0.12 * np.sin(4 * np.pi * (phase + drift) + 1)
    folds = blur(folds.astype(np.float32), 0.8)
    texture = ((0.62 + 0.42 * folds)[..., None] * cloth).astype(np.float32)
    glow = ((0.45 + 0.6 * folds)[..., None] * through * (1 - 0.25 * t[..., None])).astype(np.float32)
    room.add(sheet((x0, top, z), (x1 - x0, 0, 0), (0, foot - top, 0), texture, glow=glow, cells=(6, 3), facing=(0, 0, -1)))
    room.feet.append(((x0 + x1) / 2, z, (x1 - x0) / 2, 0.05))


def picture_frame(room: Room, rng: Random, x: float, y: float, z: float, wide: float, high: float) -> None:
    """A framed print on the wall at ``z``: soft abstract fields on pale paper."""
    frame = pick(rng, "2a2420 8a6a46 d9d4ca 1c1c1c b89a6a")
    room.add(box(room.eye, (x, y, z - 0.015), (wide, high, 0.03), frame))
    rows, columns = 96, max(24, round(96 * wide / high))
    paper = np.ones((rows, columns, 3), np.float32) * lin("e6e1d6")
    mat = 0.2
    yy, xx = np.mgrid[0:rows, 0:columns].astype(np.float32)
    inside = (np.abs(yy / rows - 0.5) < 0.5 - mat) & (np.abs(xx / columns - 0.5) < 0.5 - mat)
    ink, other = pick(rng, "5d7370 8c6a4a 3f4f58 a5826a 59646a b98a6a"), pick(rng, "d8c9ac b9a48a c9c2b4 8f9a94")
    level = rows * rng.uniform(0.42, 0.62) + 6 * noise(rng, rows, columns, 2, 2)
    art = np.where((yy > level)[..., None], ink, other).astype(np.float32)
    cv2.circle(art, (round(columns * rng.uniform(0.35, 0.65)), round(rows * rng.uniform(0.35, 0.6))), rows // 9, pick(rng, "b9805a d8c9ac 3f4f58").tolist(), -1, cv2.LINE_AA)
    paper = np.where(inside[..., None], blur(art, 1.0), paper)
    border = 0.022
    room.add(sheet((x - wide / 2 + border, y + high / 2 - border, z - 0.032), (wide - 2 * border, 0, 0), (0, 2 * border - high, 0), paper, facing=(0, 0, -1)))


def rug(rng: Random, cloth: Array, aspect: float) -> Array:
    """A woven rug's colours, rows×columns×3 linear."""
    rows, columns = 300, round(300 * aspect)
    tone = 1 + 0.1 * noise(rng, rows, columns, 90, 2, gain=0.8) + 0.05 * noise(rng, rows, columns, 4, 3)
    made = cloth * tone[..., None]
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    rim = np.minimum(np.minimum(y, rows - 1 - y), np.minimum(x, columns - 1 - x)) / rows
    band = np.exp(-(((rim - 0.09) / 0.012) ** 2)) + 0.6 * np.exp(-(((rim - 0.13) / 0.005) ** 2))
    return (made * (1 - 0.4 * np.clip(band, 0, 1))[..., None]).astype(np.float32)
