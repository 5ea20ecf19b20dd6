"""The large pieces of a room: shelves, seats, worktops. As in ``furniture``, each finds its own place."""

import numpy as np

from core.scenes.parts.canvas import Random, jitter, rgb
from training.scenes.furniture import BOOKS, WARM, Room


def shelves(room: Room, rng: Random) -> None:
    """A bookcase: boards and the backs of books."""
    left, wide = rng.uniform(-0.1, room.aspect - 0.35), rng.uniform(0.35, 0.75)
    top, rows = rng.uniform(-0.02, 0.15), int(rng.integers(3, 6))
    room.box(left, top, left + wide, room.floor + 0.01, room.wood * 0.55, 0.1)
    step = (room.floor - top) / rows
    for row in range(rows):
        at, shelf = left + 0.01, top + (row + 1) * step
        while at < left + wide - 0.02:
            thick, tall = rng.uniform(0.012, 0.04), step * rng.uniform(0.5, 0.85)
            if rng.random() < 0.85:
                room.box(
                    at,
                    shelf - tall,
                    at + thick,
                    shelf,
                    jitter(rng, BOOKS[rng.integers(len(BOOKS))], 0.1),
                    0.1,
                )
            at += thick + 0.002
        room.box(left, shelf - 0.006, left + wide, shelf + 0.006, room.wood, 0)


def goods(room: Room, rng: Random) -> None:
    """A shop's shelves: rows of packages under strip lights."""
    base = jitter(rng, room.accent, 0.1)
    rows = int(rng.integers(3, 5))
    for row in range(rows):
        shelf = 0.12 + (row + 1) * (room.floor - 0.12) / rows
        at, tone = -0.02, jitter(rng, base if row % 2 else BOOKS[rng.integers(len(BOOKS))], 0.1)
        room.box(-0.1, shelf - 0.2, room.aspect + 0.1, shelf, room.wall * 0.75, 0.1)
        while at < room.aspect:
            thick = rng.uniform(0.03, 0.07)
            tone = (
                tone
                if rng.random() < 0.6
                else jitter(rng, BOOKS[rng.integers(len(BOOKS))] * 0.6 + 0.35, 0.12)
            )
            room.box(at, shelf - rng.uniform(0.07, 0.12), at + thick - 0.006, shelf, tone, 0.12)
            at += thick
        room.box(-0.1, shelf, room.aspect + 0.1, shelf + 0.012, room.wall * 1.05, 0)
        room.light[room.region(-0.1, shelf + 0.016, 2, shelf + 0.024)] = rgb("fff3df") ** 2.2 * 2.2


def bottles(room: Room, rng: Random) -> None:
    """A back bar: lit shelves of bottles."""
    for row in range(3):
        shelf = 0.16 + row * 0.17
        area = room.region(0.0, shelf - 0.13, room.aspect, shelf)
        room.light[area] = WARM**2.2 * np.linspace(0.1, 0.9, room.light[area].shape[0])[:, None, None]
        at = 0.02
        while at < room.aspect:
            glass = rgb(
                str(rng.choice(["6b3a14", "2d4a2a", "d9c49a", "8a2418", "3a2a1c", "c98a3a", "e8e4da"]))
            )
            room.box(at, shelf - rng.uniform(0.08, 0.12), at + 0.024, shelf, glass, 0.1)
            room.box(at + 0.008, shelf - 0.13, at + 0.016, shelf - 0.08, glass * 0.8, 0)
            at += rng.uniform(0.03, 0.06)
        room.box(-0.1, shelf, 2, shelf + 0.012, room.wood * 0.5, 0)


def sofa(room: Room, rng: Random) -> None:
    """A sofa with cushions."""
    wide, colour = rng.uniform(0.5, 0.8), jitter(rng, room.accent, 0.12)
    left, foot = rng.uniform(-0.2, room.aspect - 0.4), room.floor + rng.uniform(0.05, 0.1)
    near = room.near(foot)
    room.box(left + 0.02, foot - 0.02, left + wide + 0.02, foot + 0.03, room.wood * 0.35, 0)
    room.box(left, foot - 0.27, left + wide, foot, colour * 0.92, 0.25, near)
    room.box(left, foot - 0.14, left + wide, foot - 0.01, colour * 1.06, 0.3, near)
    for at in (left - 0.02, left + wide - 0.06):
        room.box(at, foot - 0.19, at + 0.08, foot, colour * 1.02, 0.3, near)
    for _ in range(int(rng.integers(1, 4))):
        at = rng.uniform(left + 0.08, left + wide - 0.16)
        tone = rgb(str(rng.choice(["d8b26a", "e6ddcf", "5d7a78", "b5654a", "8c9a7b", "34424f"])))
        room.box(at, foot - 0.225, at + 0.115, foot - 0.125, tone * 0.95, 0.2, near)


def bed(room: Room, rng: Random) -> None:
    """A bed with its headboard, pillows and a throw."""
    left, wide, foot = rng.uniform(-0.15, 0.3), rng.uniform(0.7, 0.95), room.floor + 0.16
    room.box(left, foot - 0.42, left + wide, foot - 0.1, jitter(rng, room.accent, 0.1), 0.2)
    linen = rgb(str(rng.choice(["f2efe9", "e8e2d8", "dfe4e8"])))
    for at in np.linspace(left + 0.06, left + wide - 0.3, 3):
        room.spot(at + 0.12, foot - 0.2, 0.14, 0.075, linen * rng.uniform(0.88, 1.0))
    room.box(left - 0.02, foot - 0.16, left + wide + 0.02, foot + 0.1, linen, 0.12, 0.45)
    room.box(
        left - 0.02, foot - 0.06, left + wide + 0.02, foot + 0.03, jitter(rng, room.accent, 0.2), 0.15, 0.5
    )


def cabinets(room: Room, rng: Random) -> None:
    """A kitchen: hanging cabinets, a tiled splash-back, a worktop with things on it, drawers."""
    front, count = jitter(rng, room.accent, 0.06), int(rng.integers(4, 7))
    deck = room.floor - rng.uniform(0.12, 0.2)
    gap = int(rng.integers(0, count))
    room.box(-0.1, 0.22, 2, deck, np.clip(room.wall * 1.04, 0, 1), 0.08)
    for i in range(count):
        left, right = i * room.aspect / count, (i + 1) * room.aspect / count - 0.008
        if i == gap and rng.random() < 0.7:
            room.box(left + 0.05, -0.1, right - 0.05, 0.2, rgb("a9adb0"), 0.2)
            room.box(left, 0.18, right, 0.24, rgb("b9bdc0"), 0.2)
        else:
            room.box(left, -0.1, right, rng.choice([0.24, 0.24, 0.26]), front, 0.08)
        room.box(left, deck + 0.03, right, room.floor + 0.12, front * 0.9, 0.15)
        room.box(left + 0.04, deck + 0.05, right - 0.04, deck + 0.06, rgb("c8c4bc"), 0)
    room.light[room.region(-0.1, 0.245, 2, 0.262)] *= 0.45
    room.box(-0.1, deck, 2, deck + 0.028, room.wood if rng.random() < 0.5 else rgb("e6e4e0"), 0.05)
    for _ in range(int(rng.integers(4, 9))):
        at, tall = rng.uniform(0, room.aspect), rng.uniform(0.03, 0.13)
        tone = rgb(str(rng.choice(["e9e4da", "2d2d2f", "b5653a", "6d8a5e", "c9a66b", "a9c3cf", "d84f3a"])))
        room.box(at, deck - tall, at + rng.uniform(0.025, 0.07), deck, tone, 0.2)


def desk(room: Room, rng: Random) -> None:
    """An office desk with its screen, papers and a chair."""
    left, top = rng.uniform(-0.1, 0.4), room.floor - rng.uniform(0.02, 0.08)
    room.box(left, top, left + 0.7, top + 0.03, room.wood, 0.05)
    for at in (left + 0.02, left + 0.64):
        room.box(at, top + 0.03, at + 0.025, room.floor + 0.14, rgb("3a3b3e"), 0.1)
    screen = left + rng.uniform(0.1, 0.35)
    room.box(screen, top - 0.22, screen + 0.27, top - 0.05, rgb("222428"), 0.05)
    glass = rgb(str(rng.choice(["9fc3e6", "dfe9f2", "30343a", "7fa6c9"])))
    room.light[room.region(screen + 0.01, top - 0.21, screen + 0.26, top - 0.065)] = glass**2.2 * 1.2
    room.box(screen + 0.12, top - 0.05, screen + 0.15, top, rgb("4a4b4e"), 0)
    chair = rng.uniform(0.1, room.aspect - 0.1)
    room.box(
        chair, room.floor - 0.12, chair + 0.17, room.floor + 0.08, jitter(rng, rgb("33363b"), 0.2), 0.2, 0.35
    )


def seats(room: Room, rng: Random) -> None:
    """Tables and chairs of a cafe or restaurant, some near, some far."""
    for foot in np.sort(rng.uniform(room.floor + 0.03, room.floor + 0.24, int(rng.integers(3, 6)))):
        size = 0.16 + (foot - room.floor) * 1.1
        at, near = rng.uniform(0, room.aspect), room.near(foot)
        room.box(at - size * 0.05, foot - size * 0.8, at + size * 0.05, foot, rgb("2a2420"), 0.1)
        room.box(
            at - size * 0.7, foot - size * 0.86, at + size * 0.7, foot - size * 0.74, room.wood, 0.1, near
        )
        tone = jitter(rng, room.accent, 0.15)
        for side in (-1, 1):
            seat = at + side * size * 0.95
            room.box(
                seat - size * 0.25,
                foot - size * 1.15,
                seat + size * 0.25,
                foot - size * 0.45,
                tone,
                0.2,
                near,
            )
            room.box(seat - size * 0.22, foot - size * 0.45, seat - size * 0.16, foot, tone * 0.5, 0)
            room.box(seat + size * 0.16, foot - size * 0.45, seat + size * 0.22, foot, tone * 0.5, 0)
        if rng.random() < 0.5:
            room.spot(at, foot - size * 0.92, 0.012, 0.02, WARM, 6)


def counter(room: Room, rng: Random) -> None:
    """A bar's counter with stools."""
    deck = room.floor - 0.1
    room.box(-0.1, deck, 2, deck + 0.035, room.wood * 1.2, 0.05, 0.25)
    room.box(-0.1, deck + 0.035, 2, room.floor + 0.1, room.wood * 0.6, 0.25, 0.25)
    for at in np.arange(rng.uniform(0, 0.2), room.aspect, 0.26):
        room.spot(at, room.floor - 0.02, 0.06, 0.022, room.accent)
        room.box(at - 0.006, room.floor, at + 0.006, room.floor + 0.16, rgb("151515"), 0)


def basin(room: Room, rng: Random) -> None:
    """A wash stand with its mirror, or a bathtub; towels beside it."""
    left = rng.uniform(0, 0.4)
    if rng.random() < 0.5:
        room.box(left, 0.08, left + 0.4, 0.4, rgb("c9d6da"), -0.08)
        room.box(left - 0.05, room.floor - 0.14, left + 0.5, room.floor - 0.1, rgb("f0efec"), 0.05)
        room.box(left - 0.03, room.floor - 0.1, left + 0.48, room.floor + 0.05, room.wood, 0.15)
        room.spot(left + 0.22, room.floor - 0.16, 0.1, 0.035, rgb("fafafa"))
    else:
        room.spot(left + 0.3, room.floor + 0.0, 0.38, 0.14, rgb("f4f4f2"))
        room.box(left - 0.08, room.floor - 0.14, left + 0.68, room.floor - 0.02, rgb("f8f8f6"), 0.05, 0.3)
    at = rng.uniform(0.6, room.aspect)
    for i in range(3):
        tone = rgb(str(rng.choice(["f0ece4", "d8c9b5", "a9bfb6", "e8d9d2"])))
        room.box(at, room.floor - 0.06 - 0.045 * i, at + 0.2, room.floor - 0.02 - 0.045 * i, tone, 0.15)


def rail(room: Room, rng: Random) -> None:
    """Clothes on a rail."""
    left, wide, top = rng.uniform(0, 0.4), rng.uniform(0.4, 0.7), rng.uniform(0.2, 0.3)
    tones = [jitter(rng, BOOKS[i], 0.15) * 0.7 + 0.2 for i in rng.integers(0, len(BOOKS), 3)]
    at = left
    while at < left + wide:
        thick = rng.uniform(0.025, 0.06)
        room.box(
            at,
            top + rng.uniform(0, 0.02),
            at + thick,
            top + rng.uniform(0.25, 0.4),
            tones[rng.integers(3)],
            0.15,
        )
        at += thick + 0.005
    room.box(left - 0.05, top - 0.015, left + wide + 0.05, top - 0.005, rgb("1a1a1a"), 0)
