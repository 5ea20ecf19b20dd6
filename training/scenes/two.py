"""Scenes of two colours, of which the sentence says which is where."""

from collections.abc import Sequence

from core.scenes.parts.canvas import Random
from training.scenes import render
from training.scenes.captioned import Scene

SHARES = {"studio": 0.7, "podium": 0.18, "wall": 0.12}
PLAIN_SHARE = 0.2
"""How many of the studios in one colour are kept."""


def two_coloured(rng: Random, height: int, width: int) -> Scene:
    """A sweep, a podium or a wall and its floor; now and then a sweep in one colour, to tell them apart."""
    while True:
        scene = render(rng, height, width, str(rng.choice(list(SHARES), p=list(SHARES.values()))))
        plain = scene.family == "studio" and not is_two_tone(scene)
        if not plain or rng.random() < PLAIN_SHARE:
            return scene


def is_two_tone(scene: Scene) -> bool:
    """Whether it is a sweep whose floor has a colour of its own."""
    return says_two_tone(scene.phrases)


def says_two_tone(phrases: Sequence[str]) -> bool:
    """Whether these are such a sweep's phrases."""
    return any(words.startswith("two-tone") for words in phrases)
