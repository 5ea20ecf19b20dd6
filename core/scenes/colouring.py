"""Colours as words have them, without numpy: named, toned, and in harmony with one another."""

import colorsys
from collections.abc import Sequence

from core.scenes.vocabulary import shared

PALETTES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "neutral": (
        ("#e6dfd3", "#efe9df", "#b98b5e"),
        ("#d9d3c8", "#e7e2d8", "#7d8471"),
        ("#cfc6b8", "#d8cfc1", "#8b6a4c"),
        ("#dcdcda", "#e8e8e6", "#a8a29a"),
        ("#c8c4bd", "#d6d2cb", "#50555a"),
        ("#ece6da", "#d7c7ae", "#9c6f4a"),
    ),
    "light": (
        ("#f1eee8", "#f6f4f0", "#d9c8b0"),
        ("#eef0f0", "#f5f6f5", "#c3cdd2"),
        ("#f4efe6", "#efe6d8", "#c9b79a"),
        ("#f2ece9", "#f6f1ee", "#dcb9ac"),
    ),
    "warm": (
        ("#e3c9a8", "#ecd9be", "#b5653f"),
        ("#d8b48c", "#e6cdb0", "#8a4a2f"),
        ("#c98d63", "#e4bf9c", "#f0e2cf"),
        ("#e5cfb6", "#c98f6f", "#7a4632"),
        ("#d9a679", "#efd9c0", "#96543a"),
    ),
    "earthy": (
        ("#b9a286", "#cdbaa0", "#6f7a58"),
        ("#c47b57", "#dcae8d", "#f0e3d0"),
        ("#8f8a6a", "#b9b496", "#d9c9a8"),
        ("#a08a6f", "#d2c3ac", "#5d6b4f"),
        ("#b56e4b", "#c98e6c", "#e8d6bd"),
    ),
    "pastel": (
        ("#f3ccd6", "#f7dfe4", "#c9d8ee"),
        ("#cfe6d6", "#e2f0e4", "#f3d2bf"),
        ("#c3d9ee", "#d9e7f3", "#f2d9c4"),
        ("#e0d3ee", "#ece4f4", "#f5ebb0"),
        ("#f5e3c0", "#f8edd8", "#b9d8cf"),
        ("#f3c9b4", "#f6dccd", "#cfdcc8"),
    ),
    "fresh": (
        ("#b9d8cf", "#d6e9e2", "#efc98a"),
        ("#a9cfe0", "#cfe4ec", "#f2e3c6"),
        ("#c4d6b0", "#e0e8d2", "#e9b08a"),
        ("#8fbcae", "#c5ddd3", "#f3e6c9"),
    ),
    "blush": (
        ("#ecc8bd", "#f2dad2", "#b05a5f"),
        ("#e2b5b0", "#efd3cd", "#8e3a4a"),
        ("#d8a49c", "#ecd0c6", "#f5e7dd"),
    ),
    "bright": (
        ("#ef7a63", "#f6c84c", "#2f6f8f"),
        ("#3f8fb0", "#f2c1b0", "#f0b429"),
        ("#f0b429", "#f7e0a3", "#d9583f"),
        ("#d9583f", "#f2a48c", "#2c5a73"),
        ("#5b4a9a", "#d9b8e0", "#f2b63c"),
        ("#1f8a7c", "#a9dccb", "#f4785f"),
    ),
    "dark": (
        ("#3a3c3f", "#4a4c4f", "#b08a52"),
        ("#2f3a38", "#3f4d49", "#c09a6b"),
        ("#3b302c", "#4f413b", "#a86b45"),
        ("#2a3140", "#3a4457", "#b5a48c"),
        ("#43333a", "#59454d", "#c39a8a"),
    ),
    "luxurious": (
        ("#1f3d36", "#2b5248", "#c9a24a"),
        ("#4a1626", "#641c31", "#c9a06a"),
        ("#1a2750", "#26366a", "#c7a355"),
        ("#2a2528", "#3b3438", "#b98f4f"),
        ("#e6dccb", "#efe7da", "#b8923f"),
        ("#3d2350", "#553470", "#c8a25c"),
    ),
}
"""Ground, wall and accent that go together, by the mood that they suit."""
USUAL = ("neutral", "warm", "earthy", "pastel", "fresh", "blush", "light")
"""What is drawn from where nothing is asked."""


def hsl(colour: str) -> tuple[float, float, float]:
    """Hue, lightness and saturation, each 0…1, of ``#rrggbb``."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    return hue, lightness, saturation


def hexed(hue: float, lightness: float, saturation: float) -> str:
    """``#rrggbb`` of hue (turns round), lightness and saturation (clipped to 0…1)."""
    parts = colorsys.hls_to_rgb(hue % 1.0, min(1.0, max(0.0, lightness)), min(1.0, max(0.0, saturation)))
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def toned(colour: str, tones: Sequence[str]) -> str:
    """``#rrggbb`` made lighter, darker or more muted by ``tones`` of the shared table."""
    hue, lightness, saturation = hsl(colour)
    for tone in tones:
        shift, kept = shared()["tones"][tone]
        lightness += shift * (1.0 - lightness if shift > 0 else lightness)
        saturation *= kept
    return hexed(hue, lightness, saturation)


def partner(colour: str, turn: float) -> str:
    """A quiet colour beside ``colour`` (ground to a wall, or the other way round): a tint of the same hue, of
    a neighbouring one, or a warm neutral, by ``turn`` 0…1."""
    hue, lightness, saturation = hsl(colour)
    other = lightness + (0.16 if lightness < 0.62 else -0.14)
    if turn < 0.4:
        return hexed(hue, other, saturation * 0.85)
    if turn < 0.7:
        return hexed(hue + (0.05 if turn < 0.55 else -0.05), other + 0.04, saturation * 0.7)
    return "#e7dfd2" if lightness < 0.75 else "#d3c6b3"


def contrast(first: str, second: str) -> float:
    """How different two colours look, 0…1: lightness most, then hue where there is colour."""
    (hue, light, full), (other_hue, other_light, other_full) = hsl(first), hsl(second)
    turn = abs(hue - other_hue)
    hues = min(turn, 1.0 - turn) * 2 * min(full, other_full)
    return min(1.0, abs(light - other_light) + 0.6 * hues + 0.2 * abs(full - other_full))
