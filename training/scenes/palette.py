"""Colours by name, and sentences that say which colour is where.

Besides ``words.COLOURS`` the names are those of the XKCD colour survey (CC0, as matplotlib carries them),
without the rude, the vague and those that are also a place or a material.
"""

import re

import numpy as np
from matplotlib.colors import XKCD_COLORS

from core.scenes.parts.canvas import Array, Random, jitter, rgb
from training.scenes.colours import COLOURS, colour_word

UNFIT = re.compile(
    r"poo|puke|shit|barf|vomit|snot|booger|piss|diarrhea|bile|blood|ugly|nasty|gross|icky|sick|weird|boring"
    r"|bruise|barney|kermit|slime|toxic|poison|radioactive|swamp|murky|urple|light light|blue blue|/|ish$"
    r"|macaroni|with a hint|forrest|liliac|perrywinkle|toupe|lavendar|fluro|nice|true|flat|bland"
    r"|^(dark|pale|drab|dirt|dust|earth|ice|sea|sky|leaf|grass|forest|desert|ocean|dusk|twilight|midnight|stone"
    r"|sandstone|brick|slate|cement|clay|leather|velvet|denim|pine|spruce|marine|royal|golden|sandy|pinky|pear"
    r"|pea|squash|straw|wheat|lichen|kiwi|apple|grape|banana|leaf|pea soup|iris|heather|steel|putty|topaz"
    r"|lipstick|rouge"
    r"|tree green|highlighter green|bright green|hot green|electric green|buff|camo|fawn|foam|algae|seaweed"
    r"|celery|asparagus|water blue|windows blue)$"
)
SURVEY: dict[str, Array] = {
    name.removeprefix("xkcd:"): rgb(code[1:])
    for name, code in XKCD_COLORS.items()
    if not UNFIT.search(name.removeprefix("xkcd:"))
}
HUES = ["red", "orange", "yellow", "green", "teal", "turquoise", "blue", "purple", "pink", "brown"]
HUES += ["beige", "grey", "olive", "coral", "magenta"]
SHADES: dict[str, tuple[Array, float]] = {
    "pale": (rgb("ffffff"), 0.6),
    "pastel": (rgb("fdf8f4"), 0.62),
    "light": (rgb("ffffff"), 0.45),
    "soft": (rgb("efece8"), 0.4),
    "dusty": (rgb("a8a29c"), 0.45),
    "muted": (rgb("8a8886"), 0.4),
    "deep": (rgb("0a0a10"), 0.35),
    "dark": (rgb("0c0c0e"), 0.5),
}
"""What an adjective does to a hue: the colour it is mixed with, and how much of that."""
SHADED: dict[str, Array] = {
    f"{word} {hue}": (COLOURS[hue] * (1 - share) + other * share).astype(np.float32)
    for word, (other, share) in SHADES.items()
    for hue in HUES
}
NAMED: dict[str, Array] = SHADED | SURVEY | COLOURS
PLAIN = ["white"] * 5 + ["black"] * 2 + ["grey", "beige", "cream", "red", "orange", "yellow", "green"]
PLAIN += ["teal", "blue", "navy", "purple", "pink", "brown"]


def pick_colour(rng: Random, unlike: Array | None = None) -> tuple[str, Array]:
    """A named colour as (name, rgb), well apart from ``unlike`` if given: a plain one, one of
    ``words.COLOURS``, or any at all, about as often each."""
    for _ in range(8):
        names = (PLAIN, list(COLOURS), list(NAMED))[rng.choice(3, p=[0.35, 0.33, 0.32])]
        name = str(rng.choice(names))
        if unlike is None or np.abs(NAMED[name] - unlike).max() > 0.25:
            break
    return name, jitter(rng, NAMED[name], 0.015)


def say(rng: Random, name: str) -> str:
    """A wording of the colour; grey is gray to some."""
    word = colour_word(rng, name)
    return word.replace("grey", "gray") if rng.random() < 0.25 else word


def an(words: str) -> str:
    """``words`` with their indefinite article, if they have none."""
    if words.lower().startswith(("a ", "an ", "the ")):
        return words
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def two(back: str, below: str) -> list[str]:
    """Wordings of two things of which ``back`` stands behind ``below``: 'teal wall', 'oak table'."""
    return [
        f"{back}, {below}",
        f"{below}, {back}",
        f"{below} and {back}",
        f"{back} and {below}",
        f"{below} with {back}",
        f"{below} in front of {an(back)}",
        f"{below} against {an(back)}",
        f"{back} with {an(below)}",
        f"{an(back)} behind {an(below)}",
        f"{an(below)}, {an(back)} behind it",
    ]
