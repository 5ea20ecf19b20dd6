"""Table tops, walls over floors, and rooms out of focus."""

import numpy as np

from training.scenes.backdrops import LIGHTS, illuminate, light_kind, pick_colour
from training.scenes.canvas import (
    Array,
    Random,
    Scene,
    blur,
    discs,
    floor_depth,
    gradient,
    grid,
    jitter,
    mix,
    noise,
    ramp,
    rgb,
)
from training.scenes.land import forest, meadow
from training.scenes.materials import WOODS, surface, wood
from training.scenes.words import colour_word


def behind(rng: Random, height: int, width: int, horizon: float) -> tuple[Array, list[str], str]:
    """What stands out of focus behind a table: picture, wordings, light word."""
    draw = rng.random()
    if draw < 0.42:
        name, colour = pick_colour(rng)
        kind = light_kind(rng, name)
        wall = illuminate(rng, np.broadcast_to(colour, (height, width, 3)).astype(np.float32), kind)
        word = colour_word(rng, name)
        return (
            np.clip(wall, 0, 1),
            [f"{word} wall", f"{word} background", f"{word} wall behind"],
            str(rng.choice(LIGHTS[kind][1])),
        )
    if draw < 0.6:
        scene = (forest if rng.random() < 0.5 else meadow)(rng, height, width)
        return (
            blur(scene.image, height * 0.03),
            [
                "garden",
                "green garden background",
                "nature background",
                "greenery behind",
                "garden in the background",
            ],
            scene.details[0],
        )
    room = interior(rng, height, width)
    return (
        room.image,
        [phrase + " background" for phrase in room.phrases[:2]] + room.phrases[:3],
        room.details[0],
    )


def table(rng: Random, height: int, width: int) -> Scene:
    """A table top in front of a wall, a garden or a room."""
    y, x = grid(height, width)
    horizon = rng.uniform(0.45, 0.72)
    back, back_words, light = behind(rng, height, width, horizon)
    top, words, mirror = surface(rng, y, x, horizon)
    level = np.clip(blur(back, height * 0.2).mean(axis=(0, 1)) * 0.5 + 0.62, 0.45, 1.08)
    top = top * level * (0.86 + 0.16 * ramp(y, horizon, 1.0))[..., None]
    if mirror:
        rows = np.clip((2 * horizon - y[:, 0]) * height, 0, height - 1).astype(int)
        top = mix(top, blur(back[rows], height * 0.02), mirror * (1 - ramp(y, horizon, horizon + 0.35)) * 1.6)
    edge = ramp(y, horizon - 0.006, horizon + 0.008)
    image = mix(back, blur(np.clip(top, 0, 1), rng.uniform(0.4, 1.5)), edge)
    depth = np.maximum(floor_depth(y, horizon, 0.3), 0.1 * (y < horizon)).astype(np.float32)
    phrases = [f"{word}" for word in words]
    phrases += [f"on a {words[0]}", f"{words[-1]} with {back_words[0]}"]
    return Scene(
        np.clip(image, 0, 1),
        depth,
        "table",
        phrases,
        horizon + 0.03,
        0.5,
        [str(rng.choice(back_words)), light],
    )


def wall(rng: Random, height: int, width: int) -> Scene:
    """A coloured wall over a floor of another colour or wood."""
    y, x = grid(height, width)
    horizon = rng.uniform(0.6, 0.82)
    name, colour = pick_colour(rng)
    kind, word = light_kind(rng, name), colour_word(rng, name)
    image = np.broadcast_to(colour, (height, width, 3)).astype(np.float32)
    material = str(rng.choice(["plain", "brick", "plaster", "concrete"], p=[0.6, 0.12, 0.16, 0.12]))
    if material != "plain":
        image = image * (1 + 0.1 * noise(rng, height, width, 4, 5)[..., None])
    if material == "brick":
        row = np.floor(y * 16)
        joint = np.maximum(
            ramp(np.abs((y * 16) % 1 - 0.5), 0.4, 0.48),
            ramp(np.abs((x * 7 + row % 2 / 2) % 1 - 0.5), 0.45, 0.49),
        )
        image = image * (1 - 0.22 * joint)[..., None]
    if rng.random() < 0.5:
        floor_name = str(rng.choice(list(WOODS)))
        floor = wood(rng, y, x, horizon, jitter(rng, rgb(WOODS[floor_name])))
    else:
        floor_name, floor_colour = pick_colour(rng)
        floor = np.broadcast_to(floor_colour, image.shape).astype(np.float32)
    image = mix(image, floor * 0.95, ramp(y, horizon - 0.006, horizon + 0.008))
    image = blur(np.clip(illuminate(rng, image, kind), 0, 1), rng.uniform(0.6, 2.5))
    walls = f"{word} wall" if material == "plain" else f"{word} {material} wall"
    depth = np.maximum(floor_depth(y, horizon, 0.25), 0.2).astype(np.float32)
    return Scene(
        image,
        depth,
        "wall",
        [walls, f"in front of a {walls}", f"{walls}, {floor_name} floor", f"{walls} and {floor_name} floor"],
        horizon + 0.03,
        0.45,
        [str(rng.choice(LIGHTS[kind][1]))],
    )


ROOMS = {
    "living room": (
        "d8cbbb",
        "8a6f55",
        ["living room", "cozy living room", "modern living room", "home interior"],
    ),
    "kitchen": ("e6e3dd", "b9a184", ["kitchen", "modern kitchen", "bright kitchen", "kitchen interior"]),
    "cafe": ("6b4a33", "2e211a", ["cafe", "coffee shop", "cozy cafe", "restaurant"]),
    "office": ("d5d9dc", "7d858c", ["office", "modern office", "workspace", "office interior"]),
    "bedroom": ("e3d6cc", "b79e8c", ["bedroom", "cozy bedroom", "bright bedroom"]),
    "bathroom": ("e4eced", "9fb9bd", ["bathroom", "spa", "bright bathroom", "tiled bathroom"]),
}


def interior(rng: Random, height: int, width: int) -> Scene:
    """A room out of focus: furniture as soft blocks, a window or lamps."""
    y, x = grid(height, width)
    name = str(rng.choice(list(ROOMS)))
    wall_code, accent, phrases = ROOMS[name]
    base, dark = jitter(rng, rgb(wall_code), 0.06), jitter(rng, rgb(accent), 0.08)
    horizon = rng.uniform(0.6, 0.78)
    image = gradient(y, [(0, base), (horizon - 0.02, base * 0.9), (horizon + 0.02, dark), (1, dark * 0.9)])
    for _ in range(int(rng.integers(4, 9))):
        left, top = rng.uniform(-0.1, width / height), rng.uniform(0.25, horizon)
        box = (rng.uniform(0.08, 0.4), rng.uniform(0.06, 0.35))
        inside = ramp(box[0] / 2 - np.abs(x - left), 0, 0.01) * ramp(box[1] / 2 - np.abs(y - top), 0, 0.01)
        image = mix(image, jitter(rng, base if rng.random() < 0.5 else dark, 0.25), inside * 0.8)
    if rng.random() < 0.3:
        image = mix(
            image,
            rgb("4f7d46"),
            ramp(noise(rng, height, width, 4, 4) - np.abs(x - rng.uniform(0, 1)) * 3, -0.3, 0.3) * 0.8,
        )
    cosy = name == "cafe" or rng.random() < 0.25
    word = str(
        rng.choice(
            ["warm light", "cozy evening light", "lamp light"]
            if cosy
            else ["daylight", "morning light", "bright", "window light"]
        )
    )
    image = image * (np.array([1.0, 0.86, 0.68], np.float32) * 0.75 if cosy else 1.0)
    if not cosy:
        centre, size = rng.uniform(0, width / height), rng.uniform(0.12, 0.25)
        pane = ramp(size - np.abs(x - centre), 0, 0.02) * ramp(0.22 - np.abs(y - 0.3), 0, 0.02)
        image = mix(image, rgb("fbfbf4"), pane * 0.95)
        image = image * 0.88 + 0.1 * np.exp(-((np.hypot(x - centre, y - 0.3) / 0.4) ** 2))[..., None]
    image = blur(np.clip(image, 0, 1), height * rng.uniform(0.015, 0.035))
    if cosy:
        image = discs(
            rng,
            image,
            int(rng.integers(4, 18)),
            [rgb("ffd08a"), rgb("ffb45e"), rgb("fff0cf")],
            (0.015, 0.05),
            (0.0, 0.5),
            (0.5, 1.2),
        )
    depth = np.maximum(floor_depth(y, horizon, 0.15), 0.1).astype(np.float32)
    return Scene(np.clip(image, 0, 1), depth, "interior", phrases, horizon + 0.03, 0.45, [word])
