"""Studios, walls, table tops, rooms and the city: the families made by people."""

import cv2
import numpy as np

from training.scenes.canvas import (
    Array,
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
from training.scenes.outdoors import Random, forest, ground, lit, meadow, sky
from training.scenes.words import COLOURS, colour_word, pick_daylight

LIGHTS = {
    "bright": (1.0, ["bright", "high key", "bright even light", "bright studio light", "airy"]),
    "soft": (0.92, ["soft light", "soft studio light", "softbox lighting", "even lighting", "gentle light"]),
    "dramatic": (0.62, ["dramatic light", "moody", "low key", "spotlight", "dark moody light"]),
    "window": (0.88, ["window light", "sunlight through a window", "morning light from the side", "sunlit"]),
}


def pick_colour(rng: Random) -> tuple[str, Array]:
    """A named colour; white twice as often and black sometimes, as product photographers choose."""
    name = (
        "white" if rng.random() < 0.12 else "black" if rng.random() < 0.06 else str(rng.choice(list(COLOURS)))
    )
    return name, jitter(rng, COLOURS[name], 0.02)


def gobo(rng: Random, height: int, width: int) -> Array:
    """Light through a window or leaves as it falls on a wall, 0…1."""
    y, x = grid(height, width)
    slant = x + y * rng.uniform(-0.8, 0.8)
    if rng.random() < 0.6:
        period = rng.uniform(0.25, 0.5)
        bars = ramp(np.abs((slant / period) % 1 - 0.5), 0.06, 0.12) * ramp(
            np.abs((y / rng.uniform(0.3, 0.5)) % 1 - 0.5), 0.05, 0.1
        )
        inside = ramp(0.5 - np.abs(slant - rng.uniform(0.2, 1)), 0, 0.06)
        return blur(bars * inside, rng.uniform(2, 5))
    return blur(0.5 + 0.5 * noise(rng, height, width, 3, 2), rng.uniform(5, 12))


def illuminate(rng: Random, image: Array, kind: str) -> Array:
    """Falloff, spot or window pattern over a backdrop."""
    height, width = image.shape[:2]
    y, x = grid(height, width)
    level = LIGHTS[kind][0]
    centre = (rng.uniform(0.2, 0.8) * width / height, rng.uniform(0.2, 0.6))
    away = np.hypot(x - centre[0], (y - centre[1]) * 1.1)
    if kind == "dramatic":
        return image * (0.18 + level * np.exp(-((away / rng.uniform(0.35, 0.6)) ** 2)))[..., None]
    shaded = image * (level * (1.03 - rng.uniform(0.04, 0.16) * away))[..., None]
    if kind == "window":
        shaded = shaded * (0.8 + 0.3 * gobo(rng, height, width))[..., None]
    return shaded


def light_kind(rng: Random, name: str) -> str:
    """White backdrops stay bright: nobody calls a dark grey frame white."""
    shares = [0.55, 0.35, 0.0, 0.1] if "white" in name else [0.25, 0.4, 0.15, 0.2]
    return str(rng.choice(list(LIGHTS), p=shares))


def studio(rng: Random, height: int, width: int) -> Scene:
    """A seamless sweep of coloured paper."""
    y, _ = grid(height, width)
    name, colour = pick_colour(rng)
    word, kind = colour_word(rng, name), light_kind(rng, name)
    bend = rng.uniform(0.55, 0.8)
    image = np.broadcast_to(colour, (height, width, 3)).astype(np.float32)
    image = image * (1 + (rng.uniform(-0.1, 0.1) * ramp(y, bend - 0.15, bend + 0.1)))[..., None]
    image = np.clip(illuminate(rng, image, kind), 0, 1)
    depth = np.maximum(floor_depth(y, bend, 0.15), 0.15).astype(np.float32)
    phrases = [
        f"{word} studio",
        f"{word} background",
        f"{word} studio background",
        f"plain {word} backdrop",
        f"seamless {word} paper",
        f"{word} seamless backdrop",
        f"{word} sweep",
        f"solid {word} background",
        f"minimal {word} background",
        f"{word} photo studio",
        f"studio with {word} background",
        f"{word} backdrop",
    ]
    return Scene(image, depth, "studio", phrases, bend, 0.35, [str(rng.choice(LIGHTS[kind][1]))])


WOODS = {
    "oak": "b98a58",
    "walnut": "5f402b",
    "pine": "d6ae78",
    "dark wood": "46301f",
    "light wood": "d9bb90",
    "rustic wood": "7d5a3c",
    "mahogany": "6b2f20",
    "birch": "e0c9a2",
}
STONES = {
    "white marble": ("eeecea", "a9a9ad"),
    "black marble": ("1d1d20", "8d8d90"),
    "grey marble": ("b4b5b8", "77787c"),
    "concrete": ("a7a5a1", "8b8986"),
    "slate": ("41464b", "565c62"),
    "granite": ("77736f", "4d4a48"),
    "terrazzo": ("e3ddd4", "c08a72"),
}


def perspective_rows(y: Array, horizon: float) -> Array:
    """Ground distance of each row, larger further away, for texture that shrinks toward the horizon."""
    return (1 / np.clip((y - horizon) / (1 - horizon) + 0.12, 0.05, None)).astype(np.float32)


def wood(rng: Random, y: Array, x: Array, horizon: float, colour: Array) -> Array:
    """Boards with grain running across the table."""
    height, width = y.shape
    distance = perspective_rows(y, horizon)
    grain = (
        noise(rng, height, width, 30, 3, stretch=14) * 0.5 + noise(rng, height, width, 6, 3, stretch=5) * 0.5
    )
    boards = np.abs(((distance * rng.uniform(1.0, 2.0)) % 1) - 0.5)
    seam = ramp(boards, 0.47, 0.497) * 0.35 * (distance < 4) if rng.random() < 0.6 else 0.0
    return np.clip(colour * (1 + 0.16 * grain - seam)[..., None], 0, 1)


def stone(rng: Random, y: Array, base: Array, vein: Array, veined: bool) -> Array:
    """Marble veins or speckled stone."""
    height, width = y.shape
    if veined:
        lines = blur(1 - ramp(np.abs(noise(rng, height, width, 2.2, 4, stretch=1.6)), 0.0, 0.14), 1.5)
        return mix(np.broadcast_to(base, (height, width, 3)), vein, lines * rng.uniform(0.25, 0.6))
    return mix(np.broadcast_to(base, (height, width, 3)), vein, 0.5 + 0.4 * noise(rng, height, width, 8, 5))


def surface(rng: Random, y: Array, x: Array, horizon: float) -> tuple[Array, list[str], float]:
    """A table top: its picture, its wordings, how much it mirrors."""
    shape = (*y.shape, 3)
    draw = rng.random()
    if draw < 0.45:
        name = str(rng.choice(list(WOODS)))
        words = [
            "wooden table",
            "wood table",
            f"{name} table",
            f"{name} table top",
            f"{name} surface",
            "wooden surface",
        ]
        if "wood" not in name:
            words += [f"{name} wood table", f"{name} wooden desk"]
        return wood(rng, y, x, horizon, jitter(rng, rgb(WOODS[name]))), words[-4:], 0.08
    if draw < 0.75:
        name = str(rng.choice(list(STONES)))
        base, vein = (rgb(code) for code in STONES[name])
        words = [f"{name} table", f"{name} surface", f"{name} counter", f"{name} countertop"]
        return stone(rng, y, jitter(rng, base, 0.02), vein, "marble" in name), words, 0.2
    name, colour = pick_colour(rng)
    word, kind = colour_word(rng, name), str(rng.choice(["table", "tablecloth", "podium"]))
    image = np.broadcast_to(colour, shape).astype(np.float32)
    if kind == "tablecloth":
        image = image * (1 + 0.09 * noise(rng, *y.shape, 4, 4)[..., None])
        return image, [f"{word} tablecloth", f"{word} linen cloth", f"{word} fabric"], 0.0
    return (
        image,
        [f"{word} {kind}", f"{word} surface", f"{word} tabletop" if kind == "table" else f"{word} pedestal"],
        0.12,
    )


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


NEON = [
    rgb(code)
    for code in ("ffb25a", "ffd89a", "ff5f4a", "4fa8ff", "b46bff", "46e0c0", "ff4fa0", "fff1d0", "ffb25a")
]


def city(rng: Random, height: int, width: int) -> Scene:
    """A street: lights out of focus at night, pale facades by day."""
    y, x = grid(height, width)
    night = rng.random() < 0.7
    _, light, word = pick_daylight(
        rng, ("night", "night", "dusk") if night else ("noon", "morning", "golden", "overcast")
    )
    horizon = rng.uniform(0.55, 0.72)
    image = sky(rng, height, width, light, horizon, clouds=0)
    for _ in range(int(rng.integers(6, 14))):
        left, top, half = (
            rng.uniform(0, width / height),
            rng.uniform(0.05, horizon - 0.1),
            rng.uniform(0.05, 0.16),
        )
        block = ramp(half - np.abs(x - left), 0, 0.01) * ramp(y - top, 0, 0.01)
        facade = jitter(rng, rgb(str(rng.choice(["b9a894", "8f8d8a", "a5856b", "c9c4ba", "6e7a86"]))), 0.1)
        image = mix(image, facade * 0.1 + light.zenith * 0.5 if night else lit(facade, light), block * 0.85)
    street = rgb("15171d") if night else lit(rgb("8b8a88"), light)
    image = mix(
        image,
        ground(rng, y, horizon, street, street * 1.1 + light.horizon * 0.1, 0.1),
        ramp(y, horizon - 0.02, horizon + 0.03),
    )
    image = blur(image, height * rng.uniform(0.012, 0.03))
    if night:
        lights = discs(
            rng,
            np.zeros_like(image),
            int(rng.integers(25, 70)),
            NEON,
            (0.01, 0.045),
            (0.15, horizon),
            (0.3, 1.1),
        )
        image = 1 - (1 - image) * (1 - lights)
        rows = np.clip((2 * horizon - y[:, 0]) * height, 0, height - 1).astype(int)
        wet = cv2.GaussianBlur(lights[rows], (0, 0), sigmaX=height * 0.01, sigmaY=height * 0.06)
        image = 1 - (1 - image) * (1 - wet * 0.55 * ramp(y, horizon, horizon + 0.05)[..., None])
    phrases = (
        [
            "city lights at night",
            "city street at night",
            "night city",
            "city at night",
            "neon lights",
            "urban night bokeh",
            "downtown at night",
            "rainy street at night",
        ]
        if night
        else ["city street", "urban street", "city", "downtown", "street with buildings", "european street"]
    )
    return Scene(
        np.clip(image, 0, 1), floor_depth(y, horizon, 0.08), "city", phrases, horizon + 0.05, 0.4, [word]
    )


def bokeh(rng: Random, height: int, width: int) -> Scene:
    """Festive lights or a soft gradient of one or two colours."""
    y, _ = grid(height, width)
    (name, colour), (other, second) = pick_colour(rng), pick_colour(rng)
    depth = floor_depth(y, 0.6, 0.1)
    if rng.random() < 0.5:
        image = gradient(y + 0.3 * noise(rng, height, width, 1.5, 2), [(0.1, colour), (0.9, second)])
        phrases = [
            f"{name} and {other} gradient",
            f"gradient background {name} to {other}",
            f"soft {name} gradient",
            f"abstract {name} background",
        ]
        return Scene(
            image,
            depth,
            "bokeh",
            phrases,
            0.7,
            0.2,
            [str(rng.choice(["soft", "smooth", "abstract", "pastel"]))],
        )
    image = np.broadcast_to(colour * rng.uniform(0.15, 0.5), (height, width, 3)).astype(np.float32)
    warm = [rgb("ffd27a"), rgb("ffe9b8"), rgb("ffb347")]
    image = discs(
        rng,
        image,
        int(rng.integers(20, 60)),
        [*warm, np.clip(colour * 1.3, 0, 1)],
        (0.015, 0.07),
        (0.0, 1.0),
        (0.2, 0.8),
    )
    phrases = [
        f"{name} bokeh lights",
        "festive lights",
        "golden bokeh",
        "christmas lights",
        "sparkling lights",
        "party lights",
    ]
    return Scene(
        image,
        depth,
        "bokeh",
        phrases,
        0.7,
        0.2,
        [str(rng.choice(["glowing", "festive", "christmas", "celebration"]))],
    )
