"""What table tops, walls and floors are made of, as square textures seen from straight above.

A texture is N×N×3 sRGB float32; ``planes.lay`` puts it into perspective.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from training.scenes.canvas import Array, Random, blur, grid, jitter, mix, noise, ramp, rgb
from training.scenes.palette import pick_colour, say

WOODS = {
    "oak": ("bd9263", "8a6238"),
    "walnut": ("6a4931", "3a2517"),
    "pine": ("dcb885", "b58850"),
    "dark wood": ("46301f", "241710"),
    "light wood": ("dcc29a", "b99767"),
    "rustic wood": ("83603f", "42301f"),
    "mahogany": ("70331f", "421a10"),
    "birch": ("e4d2b0", "c4a77b"),
    "weathered grey wood": ("9b948a", "6a645c"),
    "white painted wood": ("e9e6df", "c4bfb4"),
    "teak": ("a06a38", "6d4320"),
    "cherry wood": ("9a5533", "6b3519"),
    "bamboo": ("d8bd7e", "b3934f"),
    "black wood": ("262321", "121110"),
}
MARBLES = {
    "white marble": ("efedea", "9b9ca1"),
    "black marble": ("18181b", "a5a19a"),
    "grey marble": ("b0b1b4", "6d6e74"),
    "green marble": ("23443a", "8fae9e"),
    "pink marble": ("e6c8c1", "b08a86"),
    "beige marble": ("e2d4be", "b39873"),
    "travertine": ("dccbb0", "b79f7c"),
}
STONES = {
    "concrete": ("a7a5a1", "8b8986"),
    "dark concrete": ("5f5f60", "4b4b4c"),
    "slate": ("41464b", "585f66"),
    "dark stone": ("4a4642", "35322f"),
    "granite": ("77736f", "3f3c3a"),
    "sandstone": ("cfb48a", "b39468"),
    "limestone": ("d6cfc0", "bdb4a2"),
}
TERRAZZO = ("c98a6f", "7c8b86", "3f4a52", "e0b890", "a7b8a9", "d8a8a0")
CLOTHS = ("linen", "cotton", "silk", "satin", "velvet")


@dataclass(frozen=True)
class Material:
    """A texture with the names of what it is, its share of mirrored light, and its plain base colour."""

    texture: Array
    names: list[str]
    mirror: float
    kind: str


def boards(rng: Random, size: int, base: Array, late: Array, count: int) -> Array:
    """Planks along x: growth rings cut lengthwise, fine pores, each plank a little different."""
    y, _ = grid(size, size)
    row = np.minimum((y * count).astype(int), count - 1)
    shift = rng.normal(0, 1, count).astype(np.float32)[row]
    warp = noise(rng, size, size, 2.5 * count / 2, 3, stretch=rng.uniform(4, 8), gain=0.45)
    rings = (y * rng.uniform(3, 7) + warp * rng.uniform(0.7, 1.5) + shift * 3) % 1
    grain = ramp(rings, 0.15, 0.95) * (1 - ramp(rings, 0.95, 1.0))
    pores = noise(rng, size, size, 70, 2, stretch=30, gain=0.8)
    tone = noise(rng, size, size, 3, 3, stretch=3)
    picture = mix(
        np.broadcast_to(base, (size, size, 3)), late, np.clip(0.1 + 0.42 * grain + 0.16 * pores, 0, 1)
    )
    picture = picture * (1 + 0.05 * tone + 0.07 * shift)[..., None]
    if count > 1:
        edge = np.abs((y * count) % 1 - 0.5) * 2
        gap = ramp(edge, 1 - 0.018 * count / 4, 1.0) * (0.5 + 0.2 * shift.clip(-1, 1))
        picture = picture * (1 - 0.75 * gap)[..., None]
    return picture.astype(np.float32)


def marble(rng: Random, size: int, base: Array, vein: Array) -> Array:
    """Polished marble: clouds, a few long veins of changing width, and hair-fine side veins."""
    bend = noise(rng, size, size, 2, 3) * 0.35
    y, x = grid(size, size)
    turn = rng.uniform(-1.2, 1.2)
    course = x * np.cos(turn) + y * np.sin(turn) + bend
    picture = mix(
        np.broadcast_to(base, (size, size, 3)), vein, 0.16 * ramp(noise(rng, size, size, 2.5, 4), -0.4, 0.9)
    )
    for count, wide, strength in ((1.6, 0.05, 0.75), (3.5, 0.03, 0.45), (7, 0.03, 0.25)):
        field = course * count + noise(rng, size, size, count * 1.3, 4, gain=0.6) * 0.55 + rng.uniform(0, 1)
        away = np.abs(field % 1 - 0.5)
        swell = ramp(noise(rng, size, size, 2.5, 2), -0.35, 0.6)
        thin, halo = 1 - ramp(away, 0.0, wide * 0.5), (1 - ramp(away, 0, wide * 4)) * 0.35
        picture = mix(picture, vein, np.clip(thin + halo, 0, 1) * swell * strength)
    return picture.astype(np.float32)


def speckle(rng: Random, size: int, base: Array, other: Array, name: str) -> Array:
    """Concrete, slate, granite: stains, grain and pores, as coarse as the stone is."""
    stains = noise(rng, size, size, 2.5, 5, gain=0.6)
    fine = noise(rng, size, size, 110 if name == "granite" else 70, 2, gain=0.8)
    coarse = 0.85 if name == "granite" else 0.12
    picture = mix(
        np.broadcast_to(base, (size, size, 3)), other, np.clip(0.45 + 0.35 * stains + coarse * fine, 0, 1)
    )
    if name in ("slate", "dark stone", "sandstone"):
        picture = picture * relief(noise(rng, size, size, 6, 5, stretch=3, gain=0.6), 7.0)[..., None]
    pits = ramp(noise(rng, size, size, 45, 1), 0.72, 0.9) * 0.25
    return (picture * (1 - pits)[..., None]).astype(np.float32)


def terrazzo(rng: Random, size: int) -> Array:
    """Chips of several colours in pale or dark cement."""
    ground = rgb(str(rng.choice(["e9e4da", "dedbd5", "efe7df", "3c3c40"])))
    picture = np.ones((size, size, 3), np.float32) * ground
    chips = [rgb(str(code)) for code in rng.choice(TERRAZZO, 3, replace=False)]
    for _ in range(420):
        turn = np.sort(rng.uniform(0, 2 * np.pi, int(rng.integers(4, 7))))
        reach = rng.uniform(0.3, 1.0, len(turn)) * rng.choice([3, 5, 9], p=[0.5, 0.35, 0.15])
        at = rng.uniform(0, size, 2) + np.stack([np.cos(turn) * reach, np.sin(turn) * reach], 1)
        colour = chips[rng.integers(3)] * rng.uniform(0.85, 1.1)
        cv2.fillPoly(picture, [np.int32(at * 16)], colour.tolist(), cv2.LINE_AA, 4)
    return picture


def relief(surface: Array, steep: float) -> Array:
    """Shading of a height field lit from the upper left, about 0.6…1.4."""
    slope = cv2.Sobel(surface, -1, 1, 0, ksize=3) + 0.7 * cv2.Sobel(surface, -1, 0, 1, ksize=3)
    return np.clip(1 + steep * slope / 8, 0.6, 1.35).astype(np.float32)


def cloth(rng: Random, size: int, colour: Array, kind: str) -> Array:
    """Fabric in folds; linen shows its weave, silk and satin a sheen on broad folds, velvet a deep nap."""
    shiny = kind in ("silk", "satin", "velvet")
    warp = noise(rng, size, size, 1.6, 2)
    y, x = grid(size, size)
    turn = rng.uniform(-0.9, 0.9)
    along = x * np.cos(turn) + y * np.sin(turn)
    folds = (
        np.sin((along + 0.22 * warp) * rng.uniform(9, 20) + 2 * warp)
        if shiny
        else noise(rng, size, size, 3, 2, 2.5)
    )
    heights = folds * rng.uniform(0.6, 1.0) + 0.5 * noise(rng, size, size, 2.5, 3, gain=0.4)
    shade = relief(heights, 90.0 if shiny else 24.0)
    picture = colour * shade[..., None] + (0.3 * (shade - 1.12).clip(0))[..., None] * shiny
    if not shiny:
        rows, columns = rng.standard_normal((2, size)).astype(np.float32)
        weave = 0.6 * rows[:, None] + 0.6 * columns[None] + 0.6 * noise(rng, size, size, 120, 1)
        picture = picture * (1 + (0.045 if kind == "linen" else 0.02) * weave)[..., None]
    return np.clip(picture, 0, 1).astype(np.float32)


def tiles(rng: Random, size: int, colour: Array, rows: int, columns: int, brick: bool) -> Array:
    """Tiles or bricks with joints, each a little different and a little rounded."""
    y, x = grid(size, size)
    row = np.floor(y * rows)
    across = x * columns + (row % 2) / 2 * brick
    own = rng.normal(0, 1, (rows + 1, columns + 2)).astype(np.float32)[
        row.astype(int), np.floor(across).astype(int)
    ]
    rough = noise(rng, size, size, 30, 3, gain=0.7)
    ragged = rough * (0.035 if brick else 0.004)
    edge_y = np.abs((y * rows + ragged) % 1 - 0.5)
    edge_x = np.abs((across + ragged) % 1 - 0.5)
    joint = np.maximum(
        ramp(edge_y, 0.42, 0.47), ramp(edge_x, 0.5 - 0.08 * columns / rows, 0.5 - 0.03 * columns / rows)
    )
    tone = 1 + own * (0.11 if brick else 0.03) + rough * (0.1 if brick else 0.01)
    picture = colour * tone[..., None]
    grout = np.clip(colour * 0.3 + (0.55 if colour.mean() > 0.25 else 0.2), 0, 1) * 0.95
    picture = mix(picture, grout, joint)
    return np.clip(picture * relief(blur(1 - joint, 1.2), 1.1 if brick else 0.7)[..., None], 0, 1).astype(
        np.float32
    )


def leather(rng: Random, size: int, colour: Array) -> Array:
    """Grained leather, worn unevenly."""
    grain = np.abs(noise(rng, size, size, 55, 1)) + 0.5 * np.abs(noise(rng, size, size, 90, 1))
    worn = 1 + 0.1 * noise(rng, size, size, 2.5, 3)
    return np.clip(colour * (relief(grain, 1.6) * worn)[..., None], 0, 1).astype(np.float32)


def plaster(rng: Random, size: int, colour: Array) -> Array:
    """Trowelled plaster or limewash: broad strokes and a soft relief."""
    strokes = noise(rng, size, size, 5, 4, stretch=2.0, gain=0.6)
    clouds = noise(rng, size, size, 2.2, 3)
    return np.clip(colour * (relief(strokes, 1.5) * (1 + 0.06 * clouds + 0.04 * strokes))[..., None], 0, 1)


def of_wood(rng: Random, size: int) -> Material:
    """A wooden top of planks or a single board."""
    name = str(rng.choice(list(WOODS)))
    base, late = (jitter(rng, rgb(code)) for code in WOODS[name])
    count = int(rng.choice([1, 3, 4, 5, 6], p=[0.25, 0.2, 0.2, 0.2, 0.15]))
    names = (
        [name, f"{name} wood", f"{name} wooden"]
        if "wood" not in name
        else [name, name.replace("wood", "wooden")]
    )
    return Material(boards(rng, size, base, late, count), [*names, name], 0.1, "wood")


def of_marble(rng: Random, size: int) -> Material:
    """Polished marble."""
    name = str(rng.choice(list(MARBLES), p=[0.34, 0.18, 0.12, 0.09, 0.09, 0.09, 0.09]))
    base, vein = (rgb(code) for code in MARBLES[name])
    return Material(
        marble(rng, size, jitter(rng, base, 0.02), vein), [name, f"polished {name}"], 0.25, "marble"
    )


def of_stone(rng: Random, size: int) -> Material:
    """Concrete, slate, granite and their like, or terrazzo."""
    if rng.random() < 0.15:
        return Material(terrazzo(rng, size), ["terrazzo", "terrazzo stone"], 0.12, "stone")
    name = str(rng.choice(list(STONES)))
    base, other = (jitter(rng, rgb(code), 0.03) for code in STONES[name])
    rough = f"rough {name}" if rng.random() < 0.5 else f"{name} stone" if "stone" not in name else name
    return Material(speckle(rng, size, base, other, name), [name, rough], 0.06, "stone")


def of_cloth(rng: Random, size: int) -> Material:
    """Fabric of a named colour."""
    name, colour = pick_colour(rng)
    kind, word = str(rng.choice(CLOTHS)), say(rng, name)
    names = [f"{word} {kind}", f"{word} {kind} fabric", f"{word} draped {kind}", f"folded {word} {kind}"]
    return Material(cloth(rng, size, colour, kind), names, 0.0, "cloth")


def of_paint(rng: Random, size: int) -> Material:
    """A plain top of a named colour: matt, lacquered, or glass."""
    name, colour = pick_colour(rng)
    word, glossy = say(rng, name), rng.random() < 0.3
    texture = colour * (1 + 0.012 * noise(rng, size, size, 4, 4))[..., None]
    names = (
        [word, f"glossy {word}", f"{word} acrylic", f"{word} glass"]
        if glossy
        else [word, word, f"plain {word}"]
    )
    return Material(texture.astype(np.float32), names, 0.5 if glossy else 0.05, "paint")


def of_tiles(rng: Random, size: int) -> Material:
    """Glazed tiles of a named colour."""
    name, colour = pick_colour(rng)
    count = int(rng.integers(5, 9))
    names = [f"{say(rng, name)} tile", f"{name} tiled", f"{name} ceramic tile"]
    return Material(tiles(rng, size, colour, count, count, False), names, 0.15, "tiles")


def of_leather(rng: Random, size: int) -> Material:
    """Leather, brown more often than not."""
    name, colour = ("brown", rgb("6a4028")) if rng.random() < 0.4 else pick_colour(rng)
    return Material(leather(rng, size, colour), [f"{name} leather", f"{name} leather"], 0.05, "leather")


TOPS: list[tuple[Callable[[Random, int], Material], float]] = [
    (of_wood, 0.38),
    (of_marble, 0.16),
    (of_stone, 0.13),
    (of_cloth, 0.1),
    (of_paint, 0.17),
    (of_tiles, 0.03),
    (of_leather, 0.03),
]


def top(rng: Random, size: int = 320) -> Material:
    """A material for a table top, drawn by share."""
    shares = np.array([share for _, share in TOPS])
    return TOPS[int(rng.choice(len(TOPS), p=shares / shares.sum()))][0](rng, size)
