"""Seamless paper in any colour, gradients and abstract lights."""

import cv2
import numpy as np

from core.scenes.parts.camera import develop, lens_blur, to_linear
from core.scenes.parts.canvas import Array, Random, blur, gradient, grid, noise, ramp, rgb
from training.scenes.captioned import Scene
from training.scenes.lighting import Light, enough, is_pale, light, light_kind
from training.scenes.palette import pick_colour, say, two
from training.scenes.planes import floor_depth

DRAPED_SHARE = 0.1
HANGINGS = ("velvet", "satin", "linen", "cotton")
DARK = 0.2
"""Mean of the channels below which paper is nearly black under any light."""


def sweep(rng: Random, height: int, width: int, bend: float) -> Array:
    """Brightness of a cyclorama: darker in the bend, where the paper turns away, lighter on its floor."""
    y, _ = grid(height, width)
    broad = rng.uniform(0.08, 0.2)
    turn = np.exp(-(((y - bend) / broad) ** 2))
    return (
        1 - rng.uniform(0.0, 0.06) * turn + rng.uniform(0.0, 0.07) * ramp(y, bend, bend + 3 * broad)
    ).astype(np.float32)


def plain_words(word: str) -> list[str]:
    """Wordings of a backdrop of one colour."""
    return [
        f"{word} studio",
        f"{word} background",
        f"{word} studio background",
        f"plain {word} backdrop",
        f"seamless {word} paper",
        f"{word} seamless backdrop",
        f"{word} sweep",
        f"solid {word} background",
        f"minimal {word} background",
        f"clean {word} background",
        f"{word} photo studio",
        f"studio with {word} background",
        f"studio backdrop in {word}",
        f"background in {word}",
        f"{word} backdrop",
        f"{word} colour background",
        f"{word} infinity cove",
    ]


def two_colours(
    rng: Random, word: str, colour: Array, below: str, second: Array, bend: float, y: Array
) -> tuple[Array, list]:
    """The sweep with its floor in the ``second`` colour, and the wordings that say which is where."""
    soft = rng.uniform(0.002, 0.02)
    share = ramp(y, bend - soft, bend + soft)[..., None]
    # The floor takes a little of the wall's colour where they meet, and both are darker there.
    meet = np.exp(-np.abs(y - bend) / rng.uniform(0.03, 0.1))[..., None]
    floor = second * (1 - 0.08 * meet) + colour * 0.08 * meet
    image = (colour * (1 - share) + floor * share) * (1 - rng.uniform(0.02, 0.1) * meet)
    phrases = []
    for back, floor in (
        ("wall", "floor"),
        ("background", "floor"),
        ("backdrop", "table"),
        ("background", "surface"),
    ):
        phrases += list(rng.permutation(two(f"{word} {back}", f"{below} {floor}")))[:5]
    return image.astype(np.float32), [*map(str, phrases), f"two-tone studio, {word} above, {below} below"]


def studio(rng: Random, height: int, width: int) -> Scene:
    """A seamless sweep of coloured paper, a third of them with a floor of another colour, or hung cloth."""
    if rng.random() < DRAPED_SHARE:
        return draped(rng, height, width)
    y, _ = grid(height, width)
    name, colour = pick_colour(rng)
    word, pale, shade = say(rng, name), "white" in name, 0.35
    if rng.random() < 0.33:
        # Where a floor may begin anywhere, its edge comes out as the average of all places: a smear.
        bend = rng.uniform(0.52, 0.64)
        other, second = pick_colour(rng, unlike=colour)
        pale, shade = is_pale(colour, second), 0.18 if is_pale(second) else 0.28
        base, phrases = two_colours(rng, word, colour, say(rng, other), second, bend, y)
        falls = light(rng, height, width, light_kind(rng, pale, two_colours=True), pale)
        level = enough(falls.level, is_pale(second))
        level = falls.level + ramp(y, bend - 0.02, bend + 0.02)[..., None] * (level - falls.level)
    else:
        bend = rng.uniform(0.52, 0.8)
        base, phrases = np.broadcast_to(colour, (height, width, 3)), plain_words(word)
        base = base * sweep(rng, height, width, bend)[..., None]
        falls = light(rng, height, width, light_kind(rng, pale), pale)
        level = falls.level
    image = base * level + spot_on_dark(falls, colour)
    # Paper is never quite even: a faint mottling and fibre keep it from looking filled in.
    image = image * (1 + 0.008 * noise(rng, height, width, 3, 3))[..., None]
    depth = np.maximum(floor_depth(y, bend, 0.15), 0.15).astype(np.float32)
    scene = Scene(np.clip(image, 0, 1), depth, "studio", phrases, bend, shade, falls.details())
    scene.phrases = falls.spoken(rng, phrases)
    scene.light_from, scene.hardness, scene.mirror = (
        falls.side,
        falls.hardness,
        float(rng.choice([0, 0, 0.12])),
    )
    return scene


def spot_on_dark(falls: Light, colour: Array) -> Array:
    """What a spot of light leaves on paper too dark to show how it is lit: a pool of grey, H×W×3."""
    if falls.kind not in ("glow", "dramatic") or colour.mean() > DARK:
        return np.zeros_like(falls.level)
    pool = np.clip(falls.level - falls.level.min(), 0, 1)
    return (0.3 * pool**1.5).astype(np.float32)


def draped(rng: Random, height: int, width: int) -> Scene:
    """A hung cloth in upright folds, lit so that they are seen, that lies flat where it reaches the floor."""
    y, _ = grid(height, width)
    name, colour = pick_colour(rng)
    word, kind = say(rng, name), str(rng.choice(HANGINGS, p=[0.5, 0.2, 0.15, 0.15]))
    bend = rng.uniform(0.66, 0.8)
    hung = 1 - ramp(y, bend - 0.05, bend + 0.08)
    falls = light(rng, height, width, str(rng.choice(["side", "dramatic", "soft"], p=[0.5, 0.3, 0.2])))
    folded = curtain(rng, height, width, falls.side or 1.0, shiny=kind in ("velvet", "satin"))
    image = colour * (1 + (folded - 1) * hung)[..., None] * falls.level * (1 - 0.1 * (1 - hung))[..., None]
    image = blur(image.astype(np.float32), height * rng.uniform(0.002, 0.006))
    depth = np.maximum(floor_depth(y, bend, 0.15), 0.15).astype(np.float32)
    phrases = [
        f"{word} {kind} backdrop", f"{word} {kind} background", f"{word} {kind} curtain", f"{word} {kind}",
        f"{word} {kind} drapes", f"draped {word} {kind}", f"folds of {word} {kind}", f"hanging {word} {kind}",
        f"{word} {kind} curtain behind", f"{word} curtain", f"backdrop of {word} {kind}",
    ]  # fmt: skip
    scene = Scene(
        np.clip(image, 0, 1), depth, "studio", falls.spoken(rng, phrases), bend, 0.3, falls.details()
    )
    scene.light_from, scene.hardness = falls.side, falls.hardness
    return scene


def curtain(rng: Random, height: int, width: int, side: float, *, shiny: bool) -> Array:
    """Brightness of cloth in upright folds, about 0.4…1.4, each lit on its side towards the light."""
    _, x = grid(height, width)
    sway = 0.035 * noise(rng, height, width, 0.8, 2) + 0.012 * noise(rng, height, width, 3, 2, stretch=0.5)
    phase = (x + sway) * rng.uniform(5.5, 8.5) + 0.25 * noise(rng, height, width, 1.5, 2, stretch=0.4)
    crest = np.abs((phase % 1) - 0.5) * 2
    turned = np.sin(2 * np.pi * phase) * side
    deep = 0.45 if shiny else 0.28
    sheen = (0.35 if shiny else 0.1) * np.clip(turned, 0, 1) ** 3
    return (1 - deep * (1 - crest) ** 1.2 + 0.18 * turned + sheen).astype(np.float32)


def lamps(
    rng: Random, light_map: Array, count: int, colours: list[Array], size: float, spread: tuple
) -> Array:
    """Points of light well above white on linear ``light_map``, ``size`` as a share of the height, inside
    ``spread`` = (left, top, right, bottom) as shares of the frame."""
    height, width = light_map.shape[:2]
    left, top, right, bottom = spread
    for _ in range(count):
        at = int(rng.uniform(left, right) * width), int(rng.uniform(top, bottom) * height)
        colour = colours[rng.integers(len(colours))] ** 2.2 * rng.uniform(4, 22)
        cv2.circle(light_map, at, max(1, round(size * height)), colour.tolist(), -1)
    return light_map


def abstract_lights(rng: Random, height: int, width: int, colour: Array, others: list[Array]) -> Array:
    """Discs of lights far out of focus over a dark or bright ground, near and far ones of two sizes."""
    rows, columns = height // 2, width // 2
    ground = to_linear(np.ones((rows, columns, 3), np.float32) * colour * rng.uniform(0.25, 0.9))
    ground = ground * (0.75 + 0.5 * noise(rng, rows, columns, 2, 2))[..., None].clip(0.2, 1.3)
    made = np.zeros_like(ground)
    for share, radius in ((0.6, rng.uniform(0.02, 0.045)), (0.4, rng.uniform(0.05, 0.1))):
        points = np.zeros_like(ground)
        count = int(rng.integers(15, 70) * share)
        area = np.pi * (radius * rows) ** 2
        lamps(
            rng,
            points,
            count,
            [o * 0.5 + colour * 0.5 if rng.random() < 0.5 else o for o in others],
            0.004,
            (0, 0, 1, 1),
        )
        made += lens_blur(points * (area / 90), radius * rows)
    return cv2.resize(develop(ground + made), (width, height), interpolation=cv2.INTER_CUBIC)


def gradient_words(word: str, second: str) -> list[str]:
    """Wordings of a gradient from the first colour above to the second below."""
    return [
        f"{word} and {second} gradient",
        f"gradient background {word} to {second}",
        f"{word} to {second} gradient background",
        f"soft {word} and {second} gradient",
        f"smooth gradient of {word} and {second}",
        f"abstract {word} and {second} background",
        f"{word} above fading to {second} below",
        f"blurred {word} and {second} colours",
    ]


def bokeh(rng: Random, height: int, width: int) -> Scene:
    """Abstract lights or a soft gradient of one or two named colours."""
    y, x = grid(height, width)
    (name, colour) = pick_colour(rng)
    other, second = pick_colour(rng, unlike=colour)
    word, depth = say(rng, name), floor_depth(y, 0.6, 0.1)
    if rng.random() < 0.4:
        bend = 0.25 * noise(rng, height, width, 1.2, 2) + (x - 0.5) * rng.uniform(-0.4, 0.4)
        image = gradient(y + bend, [(0.15, colour), (0.85, second)])
        mood = [["soft", "smooth", "abstract", "blurry"]]
        return Scene(image, depth, "bokeh", gradient_words(word, say(rng, other)), 0.7, 0.2, mood)
    mixed = rng.random() < 0.4
    lights = [colour, np.clip(colour + 0.25, 0, 1), *([second] * 2 if mixed else [rgb("fff3dc")])]
    image = blur(abstract_lights(rng, height, width, colour, lights), 0.6)
    words = f"{word} and {say(rng, other)}" if mixed else word
    phrases = [
        f"{words} bokeh",
        f"{words} bokeh lights",
        f"{words} bokeh background",
        f"blurred {words} lights",
        f"bokeh in {words}",
        f"abstract {words} lights",
        f"soft {words} light circles",
        f"out of focus {words} lights",
        f"glowing {words} light spots",
    ]
    facts = [
        ["glowing", "dreamy", "sparkling", "abstract", "shimmering"],
        ["night", "magical", "defocused lights"],
    ]
    return Scene(image, depth, "bokeh", phrases, 0.7, 0.2, facts)
