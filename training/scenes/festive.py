"""Tables at a feast or in a season: Christmas, birthdays, Halloween, autumn, candlelight, neon."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.scenes.parts.canvas import Array, Random, blur, grid, mix, ramp, rgb
from training.scenes.captioned import Scene
from training.scenes.feasts import RED, autumn, balloons, fairy, flames, pumpkins, tree, tubes
from training.scenes.materials import Material, of_wood
from training.scenes.palette import an
from training.scenes.planes import lay, look_down, mirrored
from training.scenes.strewn import strew
from training.scenes.textures import boards, cloth, marble

Sight = Callable[[Random, int, int], Array]


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
            "christmas table", "christmas background", "christmas scene with a tree",
            "christmas tree lights behind a table", "xmas backdrop", "holiday table with christmas tree",
            "festive christmas bokeh", "cozy christmas interior", "christmas decorations",
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
            "new year party", "new year's eve background", "golden glitter celebration",
            "gold and black party background", "new year celebration with confetti", "festive gold bokeh",
            "luxury gold celebration", "golden party lights",
        ),
        ("festive", "celebration", "golden", "sparkling", "glamorous", "night"),
    ),
    "birthday": Feast(
        balloons,
        ("white", "pink cloth", "blue cloth", "light"),
        ("f3b8c8", "b8d8f0", "fae3a0", "c8e8d0"),
        "confetti",
        (
            "birthday party", "birthday background with balloons", "pastel balloons",
            "party table with confetti", "kids birthday party", "celebration with pastel balloons",
            "baby shower party", "balloons behind a table",
        ),
        ("festive", "cheerful", "pastel colours", "joyful", "playful", "bright"),
    ),
    "halloween": Feast(
        pumpkins,
        ("dark", "dark", "wood"),
        ("d8701c", "1a1a1c", "7a3a1c"),
        "leaf",
        (
            "halloween table", "halloween background", "pumpkins in the dark", "spooky halloween scene",
            "halloween pumpkins behind", "jack o lantern night", "halloween night with pumpkins",
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
            "valentine's day", "valentines background", "romantic red and pink bokeh",
            "rose petals on a table", "valentine table with petals", "romantic scene with rose petals",
            "love background", "romantic pink lights",
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
            "easter table", "easter background", "spring easter scene", "pastel easter eggs",
            "easter eggs on a table", "easter decoration", "happy easter backdrop",
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
            "autumn table", "autumn leaves on a wooden table", "fall background", "fall leaves",
            "autumn scene", "table with autumn leaves", "autumn harvest table", "thanksgiving table",
        ),
        ("autumn", "warm light", "october", "golden fall colours", "cozy", "november"),
    ),
    "candles": Feast(
        flames,
        ("wood", "dark", "marble"),
        ("f0c890", "8a1a2c"),
        "petal",
        (
            "candlelight", "candles behind a table", "table by candlelight", "romantic candles",
            "burning candles", "candles in the dark", "candlelit table", "warm candle glow",
        ),
        ("romantic", "warm glow", "dark", "cozy", "intimate", "evening"),
    ),
    "neon": Feast(
        tubes,
        ("dark", "gloss", "gloss"),
        ("28c8ff", "ff2fa0"),
        "none",
        (
            "neon lights", "neon background", "cyberpunk neon", "neon tubes on a dark wall",
            "glowing neon signs", "neon lit room", "pink and blue neon light", "club with neon lights",
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
            "winter background with snow", "snowy winter table", "winter bokeh", "frosty winter scene",
            "snow on a wooden table", "falling snow behind a table", "icy blue winter background",
            "winter wonderland",
        ),
        ("cold", "frosty", "winter", "snowing", "december", "crisp"),
    ),
}  # fmt: skip


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
        "gold": rgb("d9ae54"),
        "pink": rgb("f3ccd6"),
        "blue": rgb("c3d9ee"),
        "green": rgb("b8d4a0"),
    }
    name = kind.split(maxsplit=1)[0]
    return Material(cloth(rng, size, tone[name], "linen"), [f"{name} cloth"], 0.0, "cloth")


def festive(rng: Random, height: int, width: int) -> Scene:
    """A table at a feast or in a season, its lights out of focus behind."""
    y, _ = grid(height, width)
    name = str(rng.choice(list(FEASTS), p=[0.36, 0.08, 0.09, 0.08, 0.07, 0.07, 0.09, 0.06, 0.05, 0.05]))
    feast, plane = FEASTS[name], look_down(rng, rng.uniform(0.5, 0.72))
    back, material = feast.sight(rng, height, width), feast_top(rng, str(rng.choice(feast.tops)))
    turn = rng.normal(0, 0.05) if material.kind == "wood" else rng.uniform(-0.5, 0.5)
    scale = 0.55 if material.kind == "cloth" else 1.0
    top = lay(rng, material.texture, plane, height, width, scale, turn)
    mean = back[: int(plane.edge * height)].mean(axis=(0, 1))
    level = (mean / (mean.mean() + 0.05)) ** 0.3 * np.clip(0.5 + 0.6 * mean.mean(), 0.42, 1.02)
    grazing = (1 - ramp(y, plane.edge, plane.edge + 0.4))[..., None]
    share = (material.mirror + 0.06) * (0.4 + 0.9 * grazing) * (material.kind != "cloth")
    top = top * level * (1 - 0.7 * share) + mirrored(back, plane.edge, height * 0.02) * share
    soft = rng.uniform(0.004, 0.014)
    top = top + (blur(top, 2.0) - top) * ramp(0.5 - plane.disparity(y), 0, 0.4)[..., None]
    image = np.ascontiguousarray(mix(back, top, ramp(y, plane.edge - soft, plane.edge + soft)), np.float32)
    if rng.random() < 0.7:
        strew(rng, image, plane, feast.form, feast.strewn)
    depth = np.where(y < plane.edge, plane.at_edge() * rng.uniform(0.15, 0.6), plane.disparity(y)).astype(
        np.float32
    )
    scene = Scene(np.clip(image, 0, 1), depth, "festive", list(feast.names), plane.edge + 0.03, 0.5)
    wording = f"{material.names[0]} table" if "cloth" not in material.names[0] else material.names[0]
    scene.phrases += [
        f"{name} background with {wording}",
        f"{wording}, {name}",
        f"{name} mood on {an(wording)}",
    ]
    scene.details, scene.mirror = [list(feast.moods), [wording, f"on {an(wording)}"]], material.mirror * 0.6
    return scene
