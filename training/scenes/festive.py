"""Seasons and feasts: a tree's lights behind a table, parties, pumpkins, hearts, autumn leaves, candles, neon."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from training.scenes.behind import garden
from training.scenes.camera import develop, lens_blur, to_linear
from training.scenes.canvas import Array, Random, Scene, blur, gradient, grid, jitter, mix, noise, ramp, rgb
from training.scenes.materials import Material, boards, cloth, marble, of_wood
from training.scenes.planes import Plane, lay, look_down, mirrored

GOLD, WARM, RED = rgb("e8b552"), rgb("ffcf8c"), rgb("c0222b")
Sight = Callable[[Random, int, int], Array]


def points(
    rng: Random, light: Array, count: int, colours: list[Array], power: float, inside: Array | None = None
) -> Array:
    """Single bright texels in linear light, only where ``inside`` is true; ``power`` times white each."""
    rows, columns = light.shape[:2]
    for _ in range(count * 4 if inside is not None else count):
        row, column = int(rng.integers(rows)), int(rng.integers(columns))
        if inside is None or inside[row, column]:
            light[row, column] += colours[rng.integers(len(colours))] ** 2.2 * power * rng.uniform(0.3, 1)
    return light


def focus_out(light: Array, radius: float, height: int, width: int) -> Array:
    """Half-size linear light blurred by ``radius`` (share of the height) and brought to the frame's size."""
    made = develop(lens_blur(light, max(0.6, radius * light.shape[0])))
    return np.clip(cv2.resize(made, (width, height), interpolation=cv2.INTER_CUBIC), 0, 1)


def tree(rng: Random, height: int, width: int) -> Array:
    """A Christmas tree with lights and baubles in a dim or snowy-bright room."""
    rows, columns = height // 2, width // 2
    y, x = grid(rows, columns)
    bright = rng.random() < 0.3
    wall = jitter(
        rng,
        rgb(str(rng.choice(["d9d3cb", "e6e2dc"] if bright else ["4a3428", "2e2320", "5a2a24", "26322c"]))),
        0.06,
    )
    light = to_linear(np.ones((rows, columns, 3), np.float32) * wall) * (1.1 - 0.5 * y)[..., None]
    centre, slope = rng.uniform(0.1, 0.9) * columns / rows, rng.uniform(0.35, 0.55)
    rim = slope * (y + rng.uniform(0.0, 0.15)) + 0.05 * noise(rng, rows, columns, 9, 3)
    inside = np.abs(x - centre) < rim
    needles = np.clip(0.5 + 0.5 * noise(rng, rows, columns, 14, 4, gain=0.7), 0, 1)
    green = gradient(needles, [(0, rgb("0e1c12")), (1, rgb("3f6b44") if bright else rgb("2a4a2e"))])
    light = mix(light, to_linear(green), blur(inside.astype(np.float32), 1))
    for _ in range(int(rng.integers(6, 16))):
        at = int(rng.uniform(centre - 0.35, centre + 0.35) * rows), int(rng.uniform(0.1, 0.9) * rows)
        if 0 <= at[0] < columns and inside[at[1], at[0]]:
            tone = (RED, GOLD, rgb("d9dde2"), rgb("2f6b4a"))[rng.choice(4, p=[0.45, 0.35, 0.12, 0.08])]
            cv2.circle(light, at, int(rng.integers(2, 5)), (tone**2.2 * rng.uniform(0.7, 1.6)).tolist(), -1)
    radius = rng.uniform(0.022, 0.055)
    power = (radius * rows) ** 2 * 4.0
    points(rng, light, int(rng.integers(30, 80)), [WARM, WARM, rgb("ffe9c4"), GOLD], power, inside)
    points(rng, light, int(rng.integers(0, 18)), [WARM, RED, GOLD], power)
    return focus_out(light, radius, height, width)


def fairy(rng: Random, height: int, width: int, ground: tuple[str, ...], codes: tuple[str, ...]) -> Array:
    """Lights of given colours over a soft ground of one of given colours."""
    rows, columns = height // 2, width // 2
    tone = jitter(rng, rgb(str(rng.choice(ground))), 0.05)
    mottled = (0.9 + 0.25 * noise(rng, rows, columns, 2, 2))[..., None]
    light = to_linear(np.ones((rows, columns, 3), np.float32) * tone) * mottled
    radius = rng.uniform(0.02, 0.07)
    points(rng, light, int(rng.integers(20, 60)), [rgb(code) for code in codes], (radius * rows) ** 2 * 2.5)
    return focus_out(light, radius, height, width)


def balloons(rng: Random, height: int, width: int) -> Array:
    """Balloons and streamers before a pastel wall."""
    rows, columns = height // 2, width // 2
    tones = [rgb(code) for code in ("f3b8c8", "b8d8f0", "fae3a0", "c8e8d0", "d8c4ec", "ffffff", "f6c49a")]
    wall = tones[rng.integers(5)] * 0.4 + 0.55
    light = to_linear(np.ones((rows, columns, 3), np.float32) * wall)
    y, x = grid(rows, columns)
    for _ in range(int(rng.integers(6, 16))):
        at, size = (rng.uniform(0, columns / rows), rng.uniform(-0.05, 0.65)), rng.uniform(0.06, 0.13)
        u, v = (x - at[0]) / size, (y - at[1]) / (size * 1.18)
        round_ = np.clip(1 - u * u - v * v, 0, 1)
        shade = 0.68 + 0.36 * np.sqrt(round_) - 0.15 * v
        gleam = np.exp(-((u + 0.35) ** 2 + (v + 0.4) ** 2) / 0.03) * 0.9
        colour = tones[rng.integers(len(tones))] ** 2.2
        light = mix(light, colour * shade[..., None] + gleam[..., None], ramp(round_, 0, 0.06))
        cv2.line(
            light,
            (int(at[0] * rows), int((at[1] + size * 1.2) * rows)),
            (int((at[0] + rng.normal(0, 0.03)) * rows), rows),
            (0.7, 0.7, 0.7),
            1,
        )
    return focus_out(light, rng.uniform(0.012, 0.03), height, width)


def pumpkins(rng: Random, height: int, width: int) -> Array:
    """Pumpkins and candlelight in the dark, a moonlit violet or smoky orange behind."""
    rows, columns = height // 2, width // 2
    y, x = grid(rows, columns)
    sky = rgb(str(rng.choice(["2a1838", "1a1420", "3a1e0c", "14161f"])))
    light = to_linear(gradient(y + 0.2 * noise(rng, rows, columns, 2, 4), [(0, sky * 0.7), (0.7, sky * 1.3)]))
    for _ in range(int(rng.integers(2, 6))):
        at, size = (rng.uniform(0, columns / rows), rng.uniform(0.5, 0.62)), rng.uniform(0.07, 0.15)
        u, v = (x - at[0]) / size, (y - at[1]) / (size * 0.8)
        inside = np.clip(1 - u * u - v * v, 0, 1)
        ribs = 0.8 + 0.2 * np.abs(
            np.cos(np.arcsin(np.clip(u / (np.sqrt(np.clip(1 - v * v, 0.05, 1))), -1, 1)) * 4)
        )
        body = rgb("d8701c") ** 2.2 * (ribs * (0.35 + 0.75 * np.sqrt(inside)))[..., None]
        light = mix(light, body, ramp(inside, 0, 0.06))
        stem = int(at[0] * rows), int((at[1] - size * 0.82) * rows)
        cv2.rectangle(light, (stem[0] - 1, stem[1] - 4), (stem[0] + 1, stem[1] + 2), (0.05, 0.07, 0.02), -1)
    radius = rng.uniform(0.015, 0.04)
    points(
        rng,
        light,
        int(rng.integers(8, 40)),
        [rgb("ff9a3c"), rgb("ffb45e"), rgb("ff7a1c")],
        (radius * rows) ** 2 * 4,
    )
    return focus_out(light, radius, height, width)


def flames(rng: Random, height: int, width: int) -> Array:
    """Candles in the dark, out of focus."""
    rows, columns = height // 2, width // 2
    y, x = grid(rows, columns)
    tone = rgb(str(rng.choice(["2a1a12", "1c1512", "3a2018"])))
    light = to_linear(np.ones((rows, columns, 3), np.float32) * tone)
    for _ in range(int(rng.integers(3, 9))):
        at = rng.uniform(0, columns / rows), rng.uniform(0.3, 0.58)
        away = np.hypot(x - at[0], y - at[1])
        light += (0.5 * np.exp(-((away / 0.16) ** 2)))[..., None] * rgb("ffa54a") ** 2.2
        wax = (np.abs(x - at[0]) < 0.035) & (y > at[1] + 0.04)
        light = mix(
            light,
            rgb("f0c890") ** 2.2 * np.clip(1.3 - 3.5 * (y - at[1]), 0.08, 1)[..., None],
            wax.astype(np.float32),
        )
        flame = ((x - at[0]) / 0.013) ** 2 + ((y - at[1]) / 0.032) ** 2 < 1
        light[flame] = rgb("ffc46e") ** 2.2 * 14
    return focus_out(light, rng.uniform(0.012, 0.035), height, width)


def tubes(rng: Random, height: int, width: int) -> Array:
    """Neon tubes on a dark wall: two colours of glow."""
    rows, columns = height // 2, width // 2
    light = (
        np.ones((rows, columns, 3), np.float32)
        * rgb("14121c") ** 2.2
        * (1 + 0.3 * noise(rng, rows, columns, 6, 4))[..., None]
    )
    tubes_ = np.zeros_like(light)
    pair = [
        ("ff2fa0", "28c8ff"),
        ("ff4a5a", "7a4aff"),
        ("28ffc8", "ff3fd0"),
        ("ffb02a", "ff2a6a"),
        ("4a6aff", "c83fff"),
    ]
    colours = [rgb(code) for code in pair[rng.integers(len(pair))]]
    for i in range(int(rng.integers(2, 6))):
        tone = (colours[i % 2] ** 2.2 * 9).tolist()
        start = rng.uniform(0, 1, 2) * (columns, rows * 0.6)
        if rng.random() < 0.35:
            cv2.circle(
                tubes_, tuple(int(v) for v in start), int(rng.uniform(0.1, 0.25) * rows), tone, 2, cv2.LINE_AA
            )
            continue
        turn = rng.choice([0, np.pi / 2, rng.uniform(0, np.pi)])
        end = start + np.array([np.cos(turn), np.sin(turn)]) * rows * rng.uniform(0.3, 0.9)
        cv2.line(tubes_, tuple(int(v) for v in start), tuple(int(v) for v in end), tone, 2, cv2.LINE_AA)
    halo = blur(tubes_, rows * 0.07) * 1.5 + blur(tubes_, rows * 0.2) * 1.5
    return focus_out(light + tubes_ + halo, rng.uniform(0.008, 0.03), height, width)


def autumn(rng: Random, height: int, width: int) -> Array:
    """Autumn trees far out of focus."""
    seen = garden(rng, height, width).image
    grey = seen.mean(axis=2)
    warm = [
        (0.0, rgb("2a160a")),
        (0.35, rgb("8a4416")),
        (0.6, rgb("d0822a")),
        (0.85, rgb("f0c870")),
        (1.0, rgb("fff3d8")),
    ]
    return gradient(np.clip(grey * 1.15, 0, 1), warm)


@dataclass(frozen=True)
class Feast:
    """A feast or season: what is behind, which tops, what lies on the table (colours), wordings, moods."""

    sight: Sight
    tops: tuple[str, ...]
    strewn: tuple[str, ...]
    form: str
    names: tuple[str, ...]
    moods: tuple[str, ...]


FEASTS: dict[str, Feast] = {
    "christmas": Feast(
        tree,
        ("wood", "wood", "dark", "white", "red cloth", "marble"),
        ("b3202a", "e8b552", "f4f3f1"),
        "ball",
        (
            "christmas table",
            "christmas background",
            "christmas scene with a tree",
            "christmas tree lights behind a table",
            "xmas backdrop",
            "holiday table with christmas tree",
            "festive christmas bokeh",
            "cozy christmas interior",
            "christmas decorations",
            "table in front of a christmas tree",
        ),
        ("festive", "warm lights", "cozy holiday mood", "red and gold", "winter holidays", "christmas eve"),
    ),
    "new year": Feast(
        lambda r, h, w: fairy(
            r, h, w, ("141416", "1a2030", "2a2418"), ("ffd27a", "ffe9b8", "ffffff", "e8b552")
        ),
        ("dark", "gold cloth", "marble"),
        ("e8b552", "f4e3b0", "d9dde2"),
        "confetti",
        (
            "new year party",
            "new year's eve background",
            "golden glitter celebration",
            "gold and black party background",
            "new year celebration with confetti",
            "festive gold bokeh",
            "luxury gold celebration",
            "golden party lights",
        ),
        ("festive", "celebration", "golden", "sparkling", "glamorous", "night"),
    ),
    "birthday": Feast(
        balloons,
        ("white", "pink cloth", "blue cloth", "light"),
        ("f3b8c8", "b8d8f0", "fae3a0", "c8e8d0"),
        "confetti",
        (
            "birthday party",
            "birthday background with balloons",
            "pastel balloons",
            "party table with confetti",
            "kids birthday party",
            "celebration with pastel balloons",
            "baby shower party",
            "balloons behind a table",
        ),
        ("festive", "cheerful", "pastel colours", "joyful", "playful", "bright"),
    ),
    "halloween": Feast(
        pumpkins,
        ("dark", "dark", "wood"),
        ("d8701c", "1a1a1c", "7a3a1c"),
        "leaf",
        (
            "halloween table",
            "halloween background",
            "pumpkins in the dark",
            "spooky halloween scene",
            "halloween pumpkins behind",
            "jack o lantern night",
            "halloween night with pumpkins",
            "spooky dark background",
        ),
        ("spooky", "dark", "orange glow", "october night", "eerie mood", "candlelight"),
    ),
    "valentine": Feast(
        lambda r, h, w: fairy(
            r, h, w, ("b3303f", "e8a0b0", "8a1a2c", "f3ccd6"), ("ff8fa3", "ffd0d8", "ffffff", "ff5a70")
        ),
        ("white", "red cloth", "pink cloth", "wood"),
        ("b3202a", "ec8fb0", "f3ccd6"),
        "petal",
        (
            "valentine's day",
            "valentines background",
            "romantic red and pink bokeh",
            "rose petals on a table",
            "valentine table with petals",
            "romantic scene with rose petals",
            "love background",
            "romantic pink lights",
        ),
        ("romantic", "love", "red and pink", "tender", "february", "soft glow"),
    ),
    "easter": Feast(
        lambda r, h, w: fairy(
            r, h, w, ("c8e0b0", "f5ebb0", "d8ecd0", "cfe3f3"), ("fffbe0", "f3ccd6", "ffffff", "e0f0c0")
        ),
        ("light", "white", "wood", "green cloth"),
        ("f3ccd6", "c3d9ee", "f5ebb0", "b5dfc8", "c7bbe3"),
        "egg",
        (
            "easter table",
            "easter background",
            "spring easter scene",
            "pastel easter eggs",
            "easter eggs on a table",
            "easter decoration",
            "happy easter backdrop",
            "spring table with eggs",
        ),
        ("spring", "pastel", "fresh", "cheerful", "soft spring light", "bright"),
    ),
    "autumn": Feast(
        autumn,
        ("wood", "wood", "dark"),
        ("b5531c", "d99a2e", "8a2f1c", "c97a2a"),
        "leaf",
        (
            "autumn table",
            "autumn leaves on a wooden table",
            "fall background",
            "fall leaves",
            "autumn scene",
            "table with autumn leaves",
            "autumn harvest table",
            "thanksgiving table",
        ),
        ("autumn", "warm light", "october", "golden fall colours", "cozy", "november"),
    ),
    "candles": Feast(
        flames,
        ("wood", "dark", "marble"),
        ("f0c890", "8a1a2c"),
        "petal",
        (
            "candlelight",
            "candles behind a table",
            "table by candlelight",
            "romantic candles",
            "burning candles",
            "candles in the dark",
            "candlelit table",
            "warm candle glow",
        ),
        ("romantic", "warm glow", "dark", "cozy", "intimate", "evening"),
    ),
    "neon": Feast(
        tubes,
        ("dark", "gloss", "gloss"),
        ("28c8ff", "ff2fa0"),
        "none",
        (
            "neon lights",
            "neon background",
            "cyberpunk neon",
            "neon tubes on a dark wall",
            "glowing neon signs",
            "neon lit room",
            "pink and blue neon light",
            "club with neon lights",
        ),
        ("futuristic", "night", "vivid", "synthwave", "glowing", "dark"),
    ),
    "winter": Feast(
        lambda r, h, w: fairy(
            r, h, w, ("a9c3dc", "dfe8f0", "6a86a8", "34506e"), ("ffffff", "e8f4ff", "cfe4ff")
        ),
        ("white", "wood", "light"),
        ("ffffff", "f0f6fc", "e4eef8"),
        "confetti",
        (
            "winter background with snow",
            "snowy winter table",
            "winter bokeh",
            "frosty winter scene",
            "snow on a wooden table",
            "falling snow behind a table",
            "icy blue winter background",
            "winter wonderland",
        ),
        ("cold", "frosty", "winter", "snowing", "december", "crisp"),
    ),
}


def feast_top(rng: Random, kind: str) -> Material:
    """A table top of one of the sorts the feasts name."""
    size = 320
    if kind in ("wood", "dark", "light"):
        if kind == "wood":
            return of_wood(rng, size)
        base, late = ("46301f", "241710") if kind == "dark" else ("dcc29a", "b99767")
        name = "dark wood" if kind == "dark" else "light wood"
        return Material(
            boards(rng, size, rgb(base), rgb(late), int(rng.integers(3, 6))), [name], 0.12, "wood"
        )
    if kind == "marble":
        return Material(marble(rng, size, rgb("efedea"), rgb("9b9ca1")), ["white marble"], 0.3, "marble")
    if kind == "gloss":
        return Material(np.ones((size, size, 3), np.float32) * rgb("16161a"), ["glossy black"], 0.75, "paint")
    if kind == "white":
        return Material(np.ones((size, size, 3), np.float32) * rgb("efece7"), ["white"], 0.1, "paint")
    tone = {
        "red": RED,
        "gold": rgb("c99a3e"),
        "pink": rgb("f3ccd6"),
        "blue": rgb("c3d9ee"),
        "green": rgb("b8d4a0"),
    }
    name = kind.split(maxsplit=1)[0]
    return Material(cloth(rng, size, tone[name], "linen"), [f"{name} cloth"], 0.0, "cloth")


def strew(rng: Random, image: Array, plane: Plane, feast: Feast) -> None:
    """Small things on the table, mostly at its sides: balls, eggs, leaves, petals, confetti."""
    height, width = image.shape[:2]
    counts = {
        "ball": (2, 7),
        "egg": (2, 6),
        "leaf": (5, 16),
        "petal": (6, 22),
        "confetti": (25, 90),
        "none": (0, 1),
    }
    aspect = width / height
    places = []
    for _ in range(int(rng.integers(*counts[feast.form]))):
        x = aspect * (rng.beta(0.5, 0.5) if feast.form != "confetti" else rng.uniform())
        places.append((rng.uniform(plane.edge + 0.03, 1.0), x))
    base = {"ball": 0.055, "egg": 0.05, "leaf": 0.06, "petal": 0.03, "confetti": 0.009, "none": 0}[feast.form]
    for y, x in sorted(places):
        near = (y - plane.vanish) / (1 - plane.vanish)
        size = base * near * rng.uniform(0.7, 1.2)
        colour = jitter(rng, rgb(str(rng.choice(feast.strewn))), 0.06)
        piece(rng, image, x, y, size, colour, feast.form, max(0.15, near * 0.5), abs(near - 0.85) * 0.02)


def piece(
    rng: Random,
    image: Array,
    x: float,
    y: float,
    size: float,
    colour: Array,
    form: str,
    flat: float,
    soft: float,
) -> None:
    """One small thing whose foot is at (x, y), blurred by ``soft``, within its own window of the picture."""
    height, width = image.shape[:2]
    reach = int((size * 3 + soft * 2) * height) + 3
    column, row = int(x * height), int(y * height)
    rows = slice(max(0, row - reach), min(height, row + reach))
    columns = slice(max(0, column - reach), min(width, column + reach))
    window = image[rows, columns]
    if window.size == 0:
        return
    v, u = np.mgrid[rows, columns].astype(np.float32) + 0.5
    u, v = (u / height - x) / size, (v / height - y) / size
    solid = form in ("ball", "egg")
    shape, shade = upright(u, v, form) if solid else lying(rng, u, v / flat, form)
    dark = np.exp(-((u / 1.2) ** 2) - (v / (1.2 * flat)) ** 2) * (0.5 if solid else 0.3)
    window *= (1 - dark)[..., None]
    shape = blur(shape.astype(np.float32), max(0.5, soft * height))[..., None]
    window += shape * (np.clip(colour * shade[..., None], 0, 1.2) - window)


def upright(u: Array, v: Array, form: str) -> tuple[Array, Array]:
    """Coverage and shade of a ball or an egg standing on v = 0."""
    tall = 1.0 if form == "ball" else 1.25
    v = (v + tall * 0.85) / tall
    inside = 1 - u * u - v * v
    gleam = np.exp(-((u + 0.35) ** 2 + (v + 0.4) ** 2) / 0.05) * (1.2 if form == "ball" else 0.25)
    return ramp(inside, 0, 0.15), 0.55 + 0.45 * np.sqrt(np.clip(inside, 0, 1)) - 0.2 * v + gleam


def lying(rng: Random, u: Array, v: Array, form: str) -> tuple[Array, Array]:
    """Coverage and shade of a leaf, a petal or a scrap of paper on the table."""
    turn = rng.uniform(0, 2 * np.pi)
    along, across = u * np.cos(turn) + v * np.sin(turn), v * np.cos(turn) - u * np.sin(turn)
    if form == "leaf":
        angle, away = np.arctan2(across, along), np.hypot(along, across)
        rim = 0.62 + 0.38 * np.cos(angle * 5 / 2) ** 2 * np.cos(angle / 2) ** 2 + 0.05 * np.cos(angle * 15)
        return ramp(rim - away, 0, 0.1), 0.85 + 0.3 * across - 0.25 * np.exp(-((across / 0.05) ** 2))
    round_ = 1 - along**2 - (across / 0.7) ** 2
    return ramp(round_, 0, 0.25), 0.9 + 0.25 * across


def festive(rng: Random, height: int, width: int) -> Scene:
    """A table at a feast or in a season, its lights out of focus behind."""
    y, _ = grid(height, width)
    name = str(rng.choice(list(FEASTS), p=[0.24, 0.1, 0.11, 0.1, 0.08, 0.08, 0.1, 0.07, 0.07, 0.05]))
    feast, plane = FEASTS[name], look_down(rng, rng.uniform(0.5, 0.72))
    back, material = feast.sight(rng, height, width), feast_top(rng, str(rng.choice(feast.tops)))
    turn = rng.normal(0, 0.05) if material.kind == "wood" else rng.uniform(-0.5, 0.5)
    top = lay(rng, material.texture, plane, height, width, 1.0, turn)
    mean = back[: int(plane.edge * height)].mean(axis=(0, 1))
    level = (mean / (mean.mean() + 0.05)) ** 0.4 * np.clip(0.5 + 0.6 * mean.mean(), 0.42, 1.02)
    grazing = (1 - ramp(y, plane.edge, plane.edge + 0.4))[..., None]
    share = (material.mirror + 0.06) * (0.4 + 0.9 * grazing) * (material.kind != "cloth")
    top = top * level * (1 - 0.7 * share) + mirrored(back, plane.edge, height * 0.02) * share
    soft = rng.uniform(0.004, 0.014)
    top = top + (blur(top, 2.0) - top) * ramp(0.5 - plane.disparity(y), 0, 0.4)[..., None]
    image = np.ascontiguousarray(mix(back, top, ramp(y, plane.edge - soft, plane.edge + soft)), np.float32)
    if rng.random() < 0.7:
        strew(rng, image, plane, feast)
    depth = np.where(y < plane.edge, plane.at_edge() * rng.uniform(0.15, 0.6), plane.disparity(y)).astype(
        np.float32
    )
    scene = Scene(np.clip(image, 0, 1), depth, "festive", list(feast.names), plane.edge + 0.03, 0.5)
    wording = f"{material.names[0]} table" if "cloth" not in material.names[0] else material.names[0]
    scene.phrases += [
        f"{name} background with {wording}",
        f"{wording}, {name}",
        f"{name} mood on a {wording}",
    ]
    scene.details, scene.mirror = [list(feast.moods), [wording, f"on a {wording}"]], material.mirror * 0.6
    return scene
