"""What makes a room lived in: plants, books, curtains, prints and rugs, each put where it is told."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, blur, noise
from core.scenes.parts.furnishings import BOOKS, CLAYS, lin, pick
from core.scenes.parts.interior import sheet
from core.scenes.parts.interior_eye import f32
from core.scenes.parts.interior_room import Room
from core.scenes.parts.interior_round import Leaves, Turned
from core.scenes.parts.same import State, set_state, state_of


def plant(room: Room, rng: Random, x: float, z: float, tall: float, foot: float = 0.0) -> None:
    """A pot plant ``tall`` metres high over all: a rubber tree, an olive or a palm by chance."""
    pot = pick(rng, CLAYS)
    size = 0.13 * (tall / 1.2) ** 0.6
    high = size * 1.7
    room.add(
        Turned(
            x,
            z,
            [[foot, size * 0.72], [foot + high * 0.7, size], [foot + high, size * 1.02]],
            pot,
            0.12,
            hollow=True,
        )
    )
    if foot < 0.02:
        room.feet.append((x, z, size * 0.7, size * 0.7))
        room.boxes.append(np.array([[x - size, 0, z - size], [x + size, high, z + size]], np.float32))
    form = str(rng.choice(["broad", "fine", "palm"]))
    count, long, slim = {"broad": (64, 0.25, 0.44), "fine": (330, 0.105, 0.36), "palm": (90, 0.42, 0.1)}[form]
    long *= 0.55 + 0.45 * tall / 1.2
    crown = tall - high
    room.block((x, foot + high + crown * 0.28, z), (0.014 + 0.008 * tall, crown * 0.56, 0.016), lin("5a4634"))
    rise = rng.uniform(0.12, 1.0, count) ** 0.8
    turn = rng.uniform(0, 2 * np.pi, count)
    spread = (
        crown
        * {"broad": 0.3, "fine": 0.34, "palm": 0.16}[form]
        * np.sin(np.pi * np.clip(rise, 0.1, 0.93))
        * rng.uniform(0.3, 1, count)
    )
    base = np.stack(
        [x + spread * np.cos(turn), foot + high + crown * rise * 0.82, z + spread * np.sin(turn)], 1
    )
    pitch = rng.uniform(-0.5, 0.9, count) if form != "palm" else rng.uniform(-0.6, 1.1, count) * (1.3 - rise)
    ahead = np.stack([np.cos(turn) * np.cos(pitch), np.sin(pitch), np.sin(turn) * np.cos(pitch)], 1)
    side = np.cross(ahead, [0, 1, 0]) + rng.normal(0, 0.25, (count, 3))
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    length = long * rng.uniform(0.6, 1.15, count)
    steps = np.array([0, 0.2, 0.5, 0.8, 1.0, 0.8, 0.5, 0.2])
    wide = np.array([0.02, 0.35, 0.5, 0.3, 0, -0.3, -0.5, -0.35]) * slim
    droop = -(steps**2) * (0.25 if form != "palm" else 0.5)
    outline = base[:, None] + length[:, None, None] * (
        steps[None, :, None] * ahead[:, None] + wide[None, :, None] * side[:, None]
    )
    outline[..., 1] += length[:, None] * droop
    green = pick(rng, "4a6b3a 5a7548 3f5e3c 6b7d55")
    tones = green * rng.uniform(0.55, 1.35, (count, 1)) * rng.uniform(0.92, 1.08, (count, 3))
    room.add(Leaves(outline.astype(np.float32), tones.astype(np.float32)))


def vase(room: Room, rng: Random, x: float, y: float, z: float, size: float = 0.2) -> None:
    """A clay vessel of some shape."""
    form = rng.uniform(0.4, 1, 5) * size * 0.36
    heights = np.linspace(0, 1, 5) * size + y
    form[2] = size * 0.36
    room.add(
        Turned(x, z, np.stack([heights, form], 1).astype(np.float32), pick(rng, CLAYS), 0.2, hollow=True)
    )


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
            run, tone = (
                int(rng.choice([1, 2, 5], p=[0.5, 0.3, 0.2])),
                palette[int(rng.integers(7))] * rng.uniform(0.65, 1.2),
            )
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
                picture[y0:y1, left + inset : right - inset] += 0.55 * (
                    label - picture[y0:y1, left + inset : right - inset]
                )
            mask[top:, left:right] = 1
        at += thick + 0.001
    return picture, mask


@lru_cache(maxsize=48)
def _books(state: State, wide: float, high: float) -> tuple[Array, Array, State]:
    """A row of books in the shade of the board above it, drawn from there, and where the draws go on."""
    rng = np.random.default_rng(0)
    set_state(rng, state)
    picture, mask = books_row(rng, wide, high)
    dark = np.linspace(0.32, 1.0, picture.shape[0], dtype=np.float32)[:, None] ** 0.8
    return f32(picture * dark[..., None]), mask, state_of(rng)


def bookcase(
    room: Room,
    rng: Random,
    x0: float,
    x1: float,
    z: float,
    high: float,
    wood: Array,
    deep: float = 0.3,
    foot: float = 0.0,
) -> None:
    """Shelves from x0 to x1 with their back at ``z``, full of books and a few things."""
    wide = x1 - x0
    bays = max(1, round(wide / 0.85))
    each = wide / bays
    shelves = max(1, round((high - foot) / 0.36))
    step = (high - foot - 0.08) / shelves
    room.block(((x0 + x1) / 2, (high + foot) / 2, z - 0.01), (wide, high - foot, 0.02), wood * 0.5)
    room.boxes.append(np.array([[x0, foot, z - deep], [x1, high, z - deep + 0.1]], np.float32))
    room.feet.append(((x0 + x1) / 2, z - deep / 2, wide / 2, deep / 2))
    for i in range(bays + 1):
        room.block(
            (x0 + i * each, (high + foot) / 2, z - deep / 2 - 0.01),
            (0.028, high - foot, deep),
            wood,
            fine=0.5,
        )
    for row in range(shelves + 1):
        y = foot + 0.06 + row * step
        room.block(((x0 + x1) / 2, y, z - deep / 2 - 0.012), (wide, 0.026, deep + 0.004), wood, fine=0.5)
        if row == shelves:
            break
        for i in range(bays):
            left = x0 + i * each + 0.02
            room_for, clear = each - 0.04, step - 0.03
            picture, mask, then = _books(state_of(rng), room_for, clear)
            set_state(rng, then)
            face = sheet(
                (left, y + 0.013 + clear, z - deep * 0.78),
                (room_for, 0, 0),
                (0, -clear, 0),
                picture,
                alpha=mask,
                cells=(2, 2),
                facing=(0, 0, -1),
            )
            room.add(face)


def curtain(
    room: Room,
    rng: Random,
    x0: float,
    x1: float,
    z: float,
    top: float,
    cloth: Array,
    through: Array,
    foot: float = 0.02,
) -> None:
    """Cloth in folds from x0 to x1, hung at ``top``; ``through`` is the daylight that it lets pass."""
    columns, rows = 160, 40
    s = np.linspace(0, 1, columns, dtype=np.float32)
    pace = np.interp(s, np.linspace(0, 1, 12), rng.uniform(0.5, 1.6, 12))
    phase = np.cumsum(pace) / pace.sum() * max(2.5, (x1 - x0) * 9)
    t = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    drift = 0.1 * noise(rng, rows, columns, 1.5, 2) * t
    depth = np.interp(s, np.linspace(0, 1, 9), rng.uniform(0.45, 1.0, 9))
    folds = (
        0.5
        + 0.5 * depth * np.sin(2 * np.pi * (phase + drift))
        + 0.12 * np.sin(4 * np.pi * (phase + drift) + 1)
    )
    folds = blur(folds.astype(np.float32), 0.8)
    texture = ((0.62 + 0.42 * folds)[..., None] * cloth).astype(np.float32)
    glow = ((0.45 + 0.6 * folds)[..., None] * through * (1 - 0.25 * t[..., None])).astype(np.float32)
    room.add(
        sheet(
            (x0, top, z),
            (x1 - x0, 0, 0),
            (0, foot - top, 0),
            texture,
            glow=glow,
            cells=(6, 3),
            facing=(0, 0, -1),
        )
    )
    room.feet.append(((x0 + x1) / 2, z, (x1 - x0) / 2, 0.05))


def picture_frame(room: Room, rng: Random, x: float, y: float, z: float, wide: float, high: float) -> None:
    """A framed print on the wall at ``z``: soft abstract fields on pale paper."""
    frame = pick(rng, "2a2420 8a6a46 d9d4ca 1c1c1c b89a6a")
    room.block((x, y, z - 0.015), (wide, high, 0.03), frame)
    rows, columns = 96, max(24, round(96 * wide / high))
    paper = np.ones((rows, columns, 3), np.float32) * lin("e6e1d6")
    mat = 0.2
    yy, xx = np.mgrid[0:rows, 0:columns].astype(np.float32)
    inside = (np.abs(yy / rows - 0.5) < 0.5 - mat) & (np.abs(xx / columns - 0.5) < 0.5 - mat)
    ink, other = (
        pick(rng, "5d7370 8c6a4a 3f4f58 a5826a 59646a b98a6a"),
        pick(rng, "d8c9ac b9a48a c9c2b4 8f9a94"),
    )
    level = rows * rng.uniform(0.42, 0.62) + 6 * noise(rng, rows, columns, 2, 2)
    art = np.where((yy > level)[..., None], ink, other).astype(np.float32)
    cv2.circle(
        art,
        (round(columns * rng.uniform(0.35, 0.65)), round(rows * rng.uniform(0.35, 0.6))),
        rows // 9,
        pick(rng, "b9805a d8c9ac 3f4f58").tolist(),
        -1,
        cv2.LINE_AA,
    )
    paper = np.where(inside[..., None], blur(art, 1.0), paper)
    border = 0.022
    room.add(
        sheet(
            (x - wide / 2 + border, y + high / 2 - border, z - 0.032),
            (wide - 2 * border, 0, 0),
            (0, 2 * border - high, 0),
            paper,
            facing=(0, 0, -1),
        )
    )


def rug(rng: Random, cloth: Array, aspect: float) -> Array:
    """A woven rug's colours, rows×columns×3 linear."""
    rows, columns = 300, round(300 * aspect)
    tone = 1 + 0.1 * noise(rng, rows, columns, 90, 2, gain=0.8) + 0.05 * noise(rng, rows, columns, 4, 3)
    made = cloth * tone[..., None]
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    rim = np.minimum(np.minimum(y, rows - 1 - y), np.minimum(x, columns - 1 - x)) / rows
    band = np.exp(-(((rim - 0.09) / 0.012) ** 2)) + 0.6 * np.exp(-(((rim - 0.13) / 0.005) ** 2))
    return (made * (1 - 0.4 * np.clip(band, 0, 1))[..., None]).astype(np.float32)
