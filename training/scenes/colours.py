"""Named colours and times of day, with the words for them."""

from dataclasses import dataclass

import numpy as np

from core.scenes.parts.canvas import Array, rgb

COLOURS: dict[str, Array] = {
    name: rgb(code)
    for name, code in {
        "white": "f4f3f1",
        "off-white": "ebe6dc",
        "ivory": "f0ead6",
        "cream": "efe3c8",
        "light grey": "c9c9c9",
        "grey": "8f8f8f",
        "dark grey": "4a4a4c",
        "black": "141416",
        "red": "b3202a",
        "crimson": "9a1530",
        "coral": "ef7a63",
        "orange": "e8832a",
        "peach": "f3c4a2",
        "amber": "d9962b",
        "mustard": "c99a2e",
        "yellow": "efcf3c",
        "pastel yellow": "f5ebb0",
        "olive": "77783a",
        "green": "3f8a4d",
        "mint": "b5dfc8",
        "sage green": "a3b394",
        "emerald": "15795a",
        "teal": "1f7f83",
        "turquoise": "3fb6b2",
        "sky blue": "9ccbe8",
        "light blue": "b8d6ea",
        "pastel blue": "c3d9ee",
        "blue": "2f62b5",
        "navy": "1a2750",
        "indigo": "3b3a86",
        "purple": "6b3a8f",
        "lavender": "c7bbe3",
        "violet": "7f55b5",
        "magenta": "b8318b",
        "pink": "ec8fb0",
        "pastel pink": "f3ccd6",
        "blush": "ecc8bd",
        "rose": "d8707f",
        "burgundy": "641c31",
        "brown": "6e4a32",
        "beige": "dccbb0",
        "tan": "c6a27c",
        "terracotta": "bd6544",
        "sand": "d9c49b",
        "charcoal": "2f3236",
    }.items()
}
SYNONYMS = {
    "grey": ["grey", "gray"],
    "light grey": ["light grey", "light gray", "pale grey"],
    "dark grey": ["dark grey", "dark gray"],
    "white": ["white", "pure white", "clean white", "bright white"],
    "black": ["black", "deep black", "pure black"],
    "teal": ["teal", "blue-green"],
    "pastel pink": ["pastel pink", "light pink", "soft pink"],
    "navy": ["navy", "navy blue", "dark blue"],
    "green": ["green"],
    "cream": ["cream", "creamy"],
    "pastel blue": ["pastel blue", "baby blue"],
}


@dataclass(frozen=True)
class Daylight:
    """A time of day: sky at zenith and horizon, the light's colour and strength, and its names."""

    zenith: Array
    horizon: Array
    tint: Array
    strength: float
    words: tuple[str, ...]


DAYLIGHT: dict[str, Daylight] = {
    "noon": Daylight(
        rgb("3f7fc4"),
        rgb("bcdcf0"),
        rgb("fffdf6"),
        1.0,
        ("midday sun", "bright daylight", "sunny day", "clear blue sky", "in bright sunlight", "summer day"),
    ),
    "morning": Daylight(
        rgb("7fb0da"),
        rgb("f6e6cf"),
        rgb("fff1dc"),
        0.95,
        ("morning light", "soft morning sun", "early morning", "sunrise light", "fresh morning"),
    ),
    "golden": Daylight(
        rgb("7da0c4"),
        rgb("ffc873"),
        rgb("ffcf8c"),
        0.88,
        ("golden hour", "warm evening light", "late afternoon sun", "warm golden light", "evening sun"),
    ),
    "sunset": Daylight(
        rgb("5b4a86"),
        rgb("ff8a3c"),
        rgb("ff9d6b"),
        0.7,
        ("sunset", "at sunset", "orange sunset sky", "fiery sunset", "sun going down", "warm dusk glow"),
    ),
    "dusk": Daylight(
        rgb("222a55"),
        rgb("c77f95"),
        rgb("8f86b8"),
        0.45,
        ("dusk", "twilight", "blue hour", "after sunset", "purple evening sky"),
    ),
    "night": Daylight(
        rgb("05070f"),
        rgb("1a2340"),
        rgb("4a5d92"),
        0.2,
        ("night", "at night", "dark night", "moonlight", "under the night sky"),
    ),
    "overcast": Daylight(
        rgb("a9b4bf"),
        rgb("d9dee2"),
        rgb("dfe4ea"),
        0.78,
        ("overcast", "cloudy day", "soft grey light", "diffuse light", "cloudy sky"),
    ),
    "foggy": Daylight(
        rgb("c4cbd0"),
        rgb("dfe3e4"),
        rgb("dce2e6"),
        0.85,
        ("foggy", "misty", "in the mist", "hazy morning fog"),
    ),
}


def colour_word(rng: np.random.Generator, name: str) -> str:
    """The colour's name or one of its synonyms."""
    return str(rng.choice(SYNONYMS.get(name, [name])))
