"""What stands out of focus behind a table: walls, gardens, rooms, windows, lights."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.parts.camera import develop, lens_blur, to_linear
from core.scenes.parts.canvas import Array, Random, blur, gradient, grid, jitter, mix, noise, ramp, rgb
from training.scenes.backdrops import abstract_lights, lamps
from training.scenes.lighting import light, light_kind
from training.scenes.palette import pick_colour, say
from training.scenes.rooms import view
from training.scenes.textures import boards, marble, plaster, speckle, tiles


@dataclass(frozen=True)
class Behind:
    """A background H×W×3 with wordings of it, its light for caption and scene, and whether it is a wall
    whose light also falls on the table (``level`` H×W×3, else None)."""

    image: Array
    names: list[str]
    light: list[str | list[str]]
    side: float = 0.0
    hardness: float = 0.2
    level: Array | None = None


def wall_texture(rng: Random, size: int) -> tuple[Array, list[str], str]:
    """A wall as a square texture, its wordings, and its colour's name."""
    name, colour = pick_colour(rng)
    word = say(rng, name)
    draw = rng.random()
    if draw < 0.48:
        texture = colour * (1 + 0.015 * noise(rng, size, size, 3, 4))[..., None]
        return texture.astype(np.float32), [f"{word} wall", f"{word} wall", f"{word} painted wall"], name
    if draw < 0.66:
        return (
            plaster(rng, size, colour),
            [f"{word} plaster wall", f"{word} textured wall", f"{word} wall"],
            name,
        )
    if draw < 0.72:
        count = int(rng.integers(6, 12))
        laid = tiles(rng, size, colour, count, count // 2, rng.random() < 0.4)
        return laid, [f"{word} tiled wall", f"{word} tiles", f"wall of {word} tiles"], name
    if draw < 0.77:
        return tiles(rng, size, colour, 13, 5, True), [f"{word} brick wall", f"wall of {word} bricks"], name
    return built_wall(rng, size)


def built_wall(rng: Random, size: int) -> tuple[Array, list[str], str]:
    """A wall in its material's own colour: red brick, concrete, wood, marble."""
    kind = str(rng.choice(["brick", "concrete", "wood", "marble"], p=[0.3, 0.28, 0.28, 0.14]))
    if kind == "brick":
        red = tiles(rng, size, jitter(rng, rgb("8f4a38"), 0.08), int(rng.integers(11, 17)), 5, True)
        return red, ["brick wall", "red brick wall", "old brick wall", "exposed brick"], "brick"
    if kind == "concrete":
        tone = rgb(str(rng.choice(["a7a5a1", "8a8987", "66676a"])))
        names = ["concrete wall", "grey concrete wall", "raw concrete wall", "cement wall"]
        return speckle(rng, size, tone, tone * 0.86, "concrete"), names, "grey"
    if kind == "wood":
        base, late = (("b98a58", "7d5530"), ("5f402b", "3a2517"), ("e0c9a2", "bd9c6b"))[rng.integers(3)]
        panel = boards(rng, size, rgb(base), rgb(late), int(rng.integers(7, 13)))
        panel = np.ascontiguousarray(panel.transpose(1, 0, 2)) if rng.random() < 0.6 else panel
        return panel, ["wooden wall", "wood panel wall", "wall of wooden planks", "wood panelling"], "brown"
    names = ["white marble wall", "marble wall", "white marble slab behind"]
    return marble(rng, size, rgb("ebe9e6"), rgb("a2a3a8")), names, "white"


def wall(rng: Random, height: int, width: int) -> Behind:
    """A wall of some material under some light, a little out of focus."""
    texture, names, name = wall_texture(rng, max(height, width, 160))
    falls = light(rng, height, width, light_kind(rng, "white" in name), "white" in name)
    image = blur(texture[:height, :width], height * rng.uniform(0.001, 0.01)) * blur(
        falls.level, height * 0.004
    )
    return Behind(np.clip(image, 0, 1), names, falls.details(), falls.side, falls.hardness, falls.level)


SUMMER, AUTUMN = ("1f3319", "4c7233", "93b054"), ("5a2f12", "b5701f", "e0a848")


def foliage(rng: Random, height: int, width: int, codes: tuple[str, ...], sunny: bool) -> Array:
    """Trees and bushes far out of focus: masses of leaf and shade, sky, trunks, a lawn, discs of sun.

    ``codes`` are the leaves' colours in shade, in daylight and in the sun.
    """
    rows, columns = height // 2, width // 2
    y, x = grid(rows, columns)
    dark, leaf, bright = (jitter(rng, rgb(code), 0.06) for code in codes)
    masses = noise(rng, rows, columns, rng.uniform(2.5, 5), 5, gain=0.7)
    tone = np.clip(0.45 + 0.45 * masses + rng.uniform(-0.1, 0.3) * (0.5 - y), 0, 1)
    ground = gradient(tone, [(0.1, dark), (0.5, leaf), (0.9, bright)])
    if rng.random() < 0.5:
        sky = ramp(0.45 - y, 0, 0.45) * ramp(masses, -0.2, 0.6)
        ground = mix(ground, rgb(str(rng.choice(["e8f0ee", "f6efd8", "d5e6f2"]))), sky * 0.85)
    for _ in range(int(rng.integers(0, 5))):
        at, wide = rng.uniform(0, columns / rows), rng.uniform(0.008, 0.035)
        trunk = ramp(wide - np.abs(x - at - rng.normal(0, 0.04) * y), 0, 0.006)
        ground = mix(ground, rgb("3a2e22") * rng.uniform(0.7, 1.3), trunk * 0.75)
    if rng.random() < 0.5:
        rise = rng.uniform(0.35, 0.6) + 0.03 * noise(rng, rows, columns, 3, 3)
        stripes = 0.5 + 0.5 * noise(rng, rows, columns, 6, 3, stretch=6)
        lawn = gradient(stripes, [(0, leaf), (1, bright)])
        ground = mix(ground, lawn, ramp(y - rise, 0, 0.03))
    linear = to_linear(np.clip(ground, 0, 1)) * (1.25 if sunny else 0.95)
    radius = rng.uniform(0.02, 0.06)
    if sunny:
        spots = np.zeros_like(linear)
        lamps(
            rng,
            spots,
            int(rng.integers(15, 60)),
            [bright, rgb("fffbe0"), leaf],
            0.004,
            (0, 0, 1, rng.uniform(0.3, 0.8)),
        )
        linear = linear + spots * (np.pi * (radius * rows) ** 2 / 150)
    return cv2.resize(
        develop(lens_blur(linear, radius * rows)), (width, height), interpolation=cv2.INTER_CUBIC
    )


def garden(rng: Random, height: int, width: int) -> Behind:
    """Greenery, or trees in autumn."""
    sunny, fall = rng.random() < 0.65, rng.random() < 0.12
    image = foliage(rng, height, width, AUTUMN if fall else SUMMER, sunny)
    names = [
        "garden",
        "green garden",
        "greenery",
        "green foliage",
        "blurred nature",
        "park",
        "trees",
        "backyard",
    ]
    names = ["autumn trees", "autumn garden", "golden foliage", "autumn park"] if fall else names
    day = (
        ["sunny", "sunlight", "summer day", "morning sun", "bright daylight"]
        if sunny
        else ["overcast", "soft light"]
    )
    return Behind(np.clip(image, 0, 1), names, [day], float(rng.choice([-1, 0, 1])), 0.4)


def curtained(rng: Random, height: int, width: int) -> Behind:
    """A bright window behind sheer curtains."""
    y, x = grid(height, width)
    tone = rgb(str(rng.choice(["f7f5f0", "f4ecdf", "eef2f4"])))
    left, wide = rng.uniform(-0.1, 0.4), rng.uniform(0.5, 0.8)
    pane = ramp(wide / 2 - np.abs(x - left - wide / 2), -0.03, 0.05) * ramp(0.75 - y, 0, 0.05)
    folds = np.sin(x * rng.uniform(40, 80) + 3 * noise(rng, height, width, 1.5, 2, 0.5)) * 0.5 + 0.5
    view_out = gradient(
        y + 0.15 * noise(rng, height, width, 4, 3), [(0.1, rgb("f4f8fa")), (0.6, rgb("cfdcc4"))]
    )
    inside = np.abs(x - left - wide / 2) < wide * 0.28
    sheer = blur((1 - inside * 0.75).astype(np.float32), height * 0.012) * (0.86 + 0.14 * folds)
    image = tone * rng.uniform(0.7, 0.9) + (pane * 0.9)[..., None] * (view_out - 0.66)
    image = image * (1 - sheer[..., None] * 0.5) + tone * (sheer * (0.6 + 0.4 * pane) * 0.5)[..., None]
    image = blur(np.clip(image, 0, 1), height * rng.uniform(0.008, 0.02))
    names = ["window", "bright window", "window with curtains", "white curtains", "sheer curtains"]
    side = float(np.sign(round(left + wide / 2 - width / height / 2, 1)))
    return Behind(image, names, [["window light", "daylight", "morning light", "bright and airy"]], side, 0.3)


def room(rng: Random, height: int, width: int) -> Behind:
    """A room far out of focus."""
    seen = view(rng, height, width, rng.uniform(0.6, 0.8), rng.uniform(0.025, 0.055))
    return Behind(seen.image, [*seen.names, f"blurred {seen.names[0]}"], [seen.light], 0.0, 0.2)


def lights(rng: Random, height: int, width: int) -> Behind:
    """Lights as large discs over the dark."""
    name, colour = ("golden", rgb("c98a3a")) if rng.random() < 0.5 else pick_colour(rng)
    image = abstract_lights(
        rng, height, width, colour * 0.6, [colour, rgb("ffdf9e"), np.clip(colour + 0.3, 0, 1)]
    )
    names = [f"{name} bokeh", f"{name} bokeh lights", f"blurred {name} lights", f"{name} light circles"]
    return Behind(np.clip(image, 0, 1), names, [["glowing", "evening", "night mood"]])


def photograph(rng: Random, height: int, width: int) -> Behind:
    """A real place far out of focus, where photographs were fetched; else a room."""
    # Not at the top: the photographs' own scenes use this package.
    from training.photos.scenes import photo_behind

    seen = photo_behind(rng, height, width)
    return Behind(seen[0], seen[1], []) if seen else room(rng, height, width)


SIGHTS: list[tuple[Callable[[Random, int, int], Behind], float]] = [
    (wall, 0.45),
    (photograph, 0.17),
    (garden, 0.11),
    (room, 0.15),
    (curtained, 0.06),
    (lights, 0.06),
]


def behind(rng: Random, height: int, width: int) -> Behind:
    """Something behind a table, drawn by share."""
    return SIGHTS[int(rng.choice(len(SIGHTS), p=[share for _, share in SIGHTS]))][0](rng, height, width)
