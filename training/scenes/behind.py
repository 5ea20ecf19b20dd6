"""What stands out of focus behind a table: walls, gardens, rooms, windows, lights."""

from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np

from training.scenes.backdrops import abstract_lights, lamps
from training.scenes.camera import develop, lens_blur, to_linear
from training.scenes.canvas import Array, Random, blur, gradient, grid, jitter, noise, ramp, rgb
from training.scenes.lighting import SIDES, light, light_kind
from training.scenes.materials import boards, marble, plaster, speckle, tiles
from training.scenes.palette import pick_colour, say
from training.scenes.rooms import view


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
    places: list[str] = field(default_factory=list)


def wall_texture(rng: Random, size: int) -> tuple[Array, list[str], str]:
    """A wall as a square texture, its wordings, and its colour's name."""
    name, colour = pick_colour(rng)
    word = say(rng, name)
    draw = rng.random()
    if draw < 0.5:
        texture = colour * (1 + 0.015 * noise(rng, size, size, 3, 4))[..., None]
        return texture.astype(np.float32), [f"{word} wall", f"{word} wall", f"{word} painted wall"], name
    if draw < 0.66:
        return (
            plaster(rng, size, colour),
            [f"{word} plaster wall", f"{word} textured wall", f"{word} wall"],
            name,
        )
    if draw < 0.76:
        name, colour = ("red brick", rgb("8f4a38")) if rng.random() < 0.5 else (f"{word} brick", colour)
        return tiles(rng, size, colour, 13, 5, True), [f"{name} wall", f"wall of {name}s"], name
    if draw < 0.83:
        tone = rgb(str(rng.choice(["a7a5a1", "8a8987", "66676a"])))
        return (
            speckle(rng, size, tone, tone * 0.86, "concrete"),
            ["concrete wall", "grey concrete wall"],
            "grey",
        )
    if draw < 0.9:
        base, late = (("b98a58", "7d5530"), ("5f402b", "3a2517"), ("e0c9a2", "bd9c6b"))[rng.integers(3)]
        panel = boards(rng, size, rgb(base), rgb(late), int(rng.integers(5, 9)))
        panel = np.ascontiguousarray(panel.transpose(1, 0, 2)) if rng.random() < 0.6 else panel
        return panel, ["wooden wall", "wood panel wall", "wall of wooden planks"], "brown"
    if draw < 0.96:
        count = int(rng.integers(6, 12))
        return (
            tiles(rng, size, colour, count, count // 2, rng.random() < 0.4),
            [f"{word} tiled wall", f"{word} tiles"],
            name,
        )
    return marble(rng, size, rgb("ebe9e6"), rgb("a2a3a8")), ["white marble wall", "marble wall"], "white"


def wall(rng: Random, height: int, width: int) -> Behind:
    """A wall of some material under some light, a little out of focus."""
    texture, names, name = wall_texture(rng, 256)
    falls = light(rng, height, width, light_kind(rng, name))
    sized = cv2.resize(texture, (max(width, height),) * 2, interpolation=cv2.INTER_LINEAR)[:height, :width]
    image = blur(sized, height * rng.uniform(0.001, 0.01)) * blur(falls.level, height * 0.004)
    return Behind(np.clip(image, 0, 1), names, falls.details(), falls.side, falls.hardness, falls.level)


def garden(rng: Random, height: int, width: int) -> Behind:
    """Foliage far out of focus: masses of leaf and shade, sky between, discs of sun."""
    rows, columns = height // 2, width // 2
    y, _ = grid(rows, columns)
    sunny = rng.random() < 0.7
    autumn = rng.random() < 0.15
    codes = ("7a4a1c", "c9822a", "e0b04a") if autumn else ("22391d", "4c7233", "93b054")
    dark, leaf, bright = (jitter(rng, rgb(code), 0.06) for code in codes)
    masses = noise(rng, rows, columns, 3, 5, gain=0.65)
    ground = gradient(
        np.clip(0.5 + 0.45 * masses + 0.15 * (0.5 - y), 0, 1), [(0.1, dark), (0.5, leaf), (0.9, bright)]
    )
    if rng.random() < 0.5:
        ground = ground + (ramp(0.45 - y, 0, 0.45) * ramp(masses, -0.2, 0.6))[..., None] * rgb("dfe8e4") * 0.6
    linear = to_linear(np.clip(ground, 0, 1))
    radius = rng.uniform(0.025, 0.06)
    if sunny:
        area = np.pi * (radius * rows) ** 2
        points = np.zeros_like(linear)
        points = lamps(
            rng, points, int(rng.integers(20, 70)), [bright, rgb("fffbe0"), leaf], 0.004, (0, 0, 1, 0.75)
        )
        linear = linear + points * (area / 150)
    image = cv2.resize(
        develop(lens_blur(linear, radius * rows)), (width, height), interpolation=cv2.INTER_CUBIC
    )
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
    names = ["autumn trees", "autumn garden", "golden foliage", "autumn park"] if autumn else names
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
    image = tone * rng.uniform(0.62, 0.8) + (pane * 0.9)[..., None] * (view_out - 0.66)
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


SIGHTS: list[tuple[Callable[[Random, int, int], Behind], float]] = [
    (wall, 0.45),
    (garden, 0.15),
    (room, 0.25),
    (curtained, 0.07),
    (lights, 0.08),
]


def behind(rng: Random, height: int, width: int) -> Behind:
    """Something behind a table, drawn by share."""
    return SIGHTS[int(rng.choice(len(SIGHTS), p=[share for _, share in SIGHTS]))][0](rng, height, width)


__all__ = ["SIDES", "Behind", "behind", "garden", "wall", "wall_texture"]
