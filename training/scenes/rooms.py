"""Rooms out of focus: what stands in a living room, a kitchen, a bar, and how their light falls."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.parts.camera import develop, lens_blur, to_linear
from core.scenes.parts.canvas import Array, Random, grid, jitter, noise, ramp, rgb
from training.scenes import fittings as g
from training.scenes import furniture as f
from training.scenes.captioned import Scene
from training.scenes.planes import floor_depth

Piece = Callable[[f.Room, Random], None]


@dataclass(frozen=True)
class Kind:
    """A sort of room: wall and accent colours, what stands there (piece, chance), names, how often dim."""

    walls: tuple[str, ...]
    accents: tuple[str, ...]
    pieces: tuple[tuple[Piece, float], ...]
    names: tuple[str, ...]
    dim: float = 0.2


ROOMS: dict[str, Kind] = {
    "living room": Kind(
        ("e4ddd2", "d8cbbb", "cfd5d2", "e9e4dc", "7d8f86"),
        ("8d9aa0", "b9a78f", "5d7a78", "c7bdb0", "3f5468", "a8654a"),
        ((f.window, 0.7), (f.pictures, 0.5), (g.shelves, 0.3), (f.lamp, 0.6), (f.plant, 0.6), (g.sofa, 0.95)),
        (
            "living room",
            "cozy living room",
            "modern living room",
            "home interior",
            "lounge",
            "sitting room with a sofa",
        ),
        0.3,
    ),
    "kitchen": Kind(
        ("eeebe6", "e6e3dd", "dfe6e4"),
        ("f2f0ec", "d9d4ca", "5f7a6a", "34495e", "b9a184", "8fa3a8", "2e2f32"),
        ((g.cabinets, 1.0), (f.window, 0.3), (f.pendants, 0.5), (f.plant, 0.3)),
        (
            "kitchen",
            "modern kitchen",
            "kitchen interior",
            "home kitchen",
            "kitchen with cabinets",
            "kitchen counter",
        ),
        0.15,
    ),
    "cafe": Kind(
        ("6b4a33", "54423a", "3f4a44", "8a6a4e"),
        ("2e211a", "7a4a2c", "38302a", "4d5a4c"),
        ((f.window, 0.4), (g.shelves, 0.4), (f.plant, 0.4), (g.seats, 0.9), (f.pendants, 0.9)),
        ("cafe", "coffee shop", "cozy cafe", "coffee house interior", "busy cafe"),
        0.8,
    ),
    "bar": Kind(
        ("2a1f1c", "1f2328", "3a2420"),
        ("5a2c20", "7a5a2c", "2f3a40"),
        ((g.bottles, 1.0), (g.counter, 0.9), (f.pendants, 0.7)),
        ("bar", "cocktail bar", "pub", "bar counter with bottles", "night club bar", "whisky bar"),
        1.0,
    ),
    "restaurant": Kind(
        ("4a3a30", "5d4a3c", "30363a", "7a6554"),
        ("8a2f2a", "34423a", "2a2422", "b08a5a"),
        ((f.window, 0.3), (f.pictures, 0.4), (g.seats, 1.0), (f.pendants, 0.8), (f.candles, 0.4)),
        ("restaurant", "elegant restaurant", "fine dining restaurant", "bistro", "dining room"),
        0.85,
    ),
    "office": Kind(
        ("e2e6e8", "d5d9dc", "eceae6"),
        ("7d858c", "4a6a8a", "b9bfc4"),
        ((f.window, 0.8), (g.shelves, 0.4), (g.desk, 1.0), (g.desk, 0.4), (f.plant, 0.5), (f.pendants, 0.2)),
        ("office", "modern office", "workspace", "office interior", "open plan office", "home office"),
        0.1,
    ),
    "bedroom": Kind(
        ("e3d6cc", "e8e4de", "cfd4d8", "b8c2b8"),
        ("b79e8c", "8c9aa3", "7a8a72", "c9b6a6", "6a5348"),
        ((f.window, 0.6), (f.pictures, 0.4), (f.lamp, 0.7), (g.bed, 1.0), (f.plant, 0.3)),
        ("bedroom", "cozy bedroom", "bedroom with a bed and pillows", "hotel room"),
        0.3,
    ),
    "bathroom": Kind(
        ("e4eced", "eef0ee", "cfdcd8", "d8d4cc"),
        ("9fb9bd", "b9c6be", "c9b8a0"),
        ((f.window, 0.4), (g.basin, 1.0), (f.plant, 0.5)),
        ("bathroom", "modern bathroom", "washroom", "clean bathroom"),
        0.05,
    ),
    "spa": Kind(
        ("b9a68c", "8a7a66", "cfc6b4", "6f7d6c"),
        ("a3b394", "c9b8a0", "6a5a48"),
        ((g.basin, 0.7), (f.plant, 0.9), (f.plant, 0.5), (f.candles, 0.9)),
        ("spa", "wellness spa", "spa with candles", "relaxing spa", "zen spa", "massage room"),
        0.7,
    ),
    "library": Kind(
        ("5a4030", "4a3a2c", "6b5844"),
        ("3a4a3c", "6a2f24", "3a2a20"),
        ((g.shelves, 1.0), (g.shelves, 1.0), (g.shelves, 0.7), (f.lamp, 0.5), (f.pendants, 0.3)),
        (
            "library",
            "old library",
            "bookshelves",
            "bookcase behind",
            "study full of books",
            "shelves of books",
        ),
        0.6,
    ),
    "shop": Kind(
        ("eceae6", "e4e6e8", "f0ece4"),
        ("d8b26a", "7fa3b5", "c98a8a", "8fae8a"),
        ((g.goods, 1.0), (g.rail, 0.4), (f.pendants, 0.3), (f.plant, 0.2)),
        ("shop", "store interior", "boutique", "supermarket shelves", "retail store", "shop shelves"),
        0.1,
    ),
    "loft": Kind(
        ("8a5444", "9a6450", "b9b6b0", "7a6a60"),
        ("5a4a40", "3a3c40", "8a5a34"),
        ((f.loft_window, 0.95), (g.shelves, 0.2), (g.sofa, 0.6), (f.plant, 0.5), (f.pendants, 0.5)),
        ("loft", "industrial loft", "loft apartment", "brick loft with big windows", "warehouse loft"),
        0.2,
    ),
}
DIM = ["warm light", "cozy evening light", "lamp light", "dim warm light", "candlelit mood", "evening"]
DAY = ["daylight", "morning light", "bright", "window light", "bright and airy", "natural light"]


def shell(rng: Random, kind: Kind, rows: int, columns: int, floor: float) -> f.Room:
    """The empty room: back wall, perhaps a side wall in shade, floor, skirting."""
    y, x = grid(rows, columns)
    wall, accent = (jitter(rng, rgb(str(rng.choice(codes))), 0.05) for codes in (kind.walls, kind.accents))
    ground = f.random_wood(rng) * 0.85 if rng.random() < 0.6 else jitter(rng, wall * 0.75, 0.05)
    picture = np.where(
        (y < floor)[..., None],
        wall * (1.02 - 0.12 * y[..., None]),
        ground * (0.75 + 0.3 * ramp(y, floor, 1))[..., None],
    )
    corner = rng.uniform(-0.3, 0.35) if rng.random() < 0.5 else columns / rows * rng.uniform(0.75, 1.3)
    side = -1 if corner < 0.4 else 1
    aside = ramp((x - corner) * side, -0.004, 0.004) * (y < floor + np.abs(x - corner) * 0.5)
    picture = picture * (1 - 0.2 * aside[..., None]) if rng.random() < 0.7 else picture
    depth = np.maximum(floor_depth(y, floor - 0.03, 0.08), 0.1).astype(np.float32)
    room = f.Room(to_linear(picture), depth, floor, wall, f.random_wood(rng), accent)
    room.box(-0.1, floor - 0.02, 2, floor, np.clip(wall * 1.05, 0, 1), 0.05)
    return room


def uneven(rng: Random, room: f.Room) -> None:
    """Light that no room spreads evenly: clouds of it, brighter to one side, dark where the floor begins."""
    rows, columns = room.depth.shape
    y, x = grid(rows, columns)
    clouds = 0.09 * noise(rng, rows, columns, 2.2, 3) + rng.uniform(-0.3, 0.3) * (x / room.aspect - 0.5)
    floor_line = 0.25 * np.exp(-(((y - room.floor - 0.01) / 0.04) ** 2))
    room.light *= (1 + clouds - floor_line - 0.12 * ramp(0.25 - y, 0, 0.25))[..., None]


@dataclass(frozen=True)
class View:
    """A finished room: sRGB picture, disparity, its names, its light's words, the floor's y,
    the sort of room, whether it is dim."""

    image: Array
    depth: Array
    names: list[str]
    light: list[str]
    floor: float
    kind: str
    dim: bool


def view(rng: Random, height: int, width: int, floor: float, radius: float) -> View:
    """A room of any kind, out of focus by discs of ``radius`` (share of the height).

    Drawn at half size: the blur is wider than that takes away.
    """
    rows, columns = max(32, height // 2), max(32, width // 2)
    name = str(rng.choice(list(ROOMS)))
    kind = ROOMS[name]
    room = shell(rng, kind, rows, columns, floor)
    dim = rng.random() < kind.dim
    for piece, chance in kind.pieces:
        lit = dim and piece in (f.lamp, f.pendants, f.candles)
        if not (dim and piece is f.window) and rng.random() < max(chance, 0.8 * lit):
            piece(room, rng)
    if dim and rng.random() < 0.35:
        f.fairy_lights(room, rng)
    uneven(rng, room)
    room.light *= np.array([0.72, 0.52, 0.36] if dim else [1.1, 1.1, 1.1], np.float32)
    made = develop(lens_blur(room.light, radius * rows), float(rng.uniform(0.85, 1.15)))
    image = cv2.resize(made, (width, height), interpolation=cv2.INTER_CUBIC)
    depth = cv2.resize(cv2.blur(room.depth, (3, 3)), (width, height))
    return View(np.clip(image, 0, 1), depth, list(kind.names), DIM if dim else DAY, floor, name, dim)


def interior(rng: Random, height: int, width: int) -> Scene:
    """A room out of focus, with a floor to stand on."""
    floor = rng.uniform(0.58, 0.76)
    seen = view(rng, height, width, floor, rng.uniform(0.016, 0.045))
    mood = ("dimly lit", "cozy", "warm") if seen.dim else ("bright", "sunny", "airy", "light-filled")
    phrases = [
        *seen.names,
        f"in a {seen.kind}",
        f"inside a {seen.kind}",
        f"{seen.kind} interior",
        f"blurred {seen.kind}",
        *(f"{word} {seen.kind}" for word in mood),
    ]
    blurred = ["blurred interior", "out of focus room", "soft background", "defocused interior"]
    return Scene(seen.image, seen.depth, "interior", phrases, floor + 0.05, 0.45, [seen.light, blurred])
