"""What table tops and floors are made of, with the names of it; ``planes.lay`` puts them into perspective."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.scenes.parts.canvas import Array, Random, jitter, noise, rgb
from training.scenes.catalogue import MARBLES, STONES, WOODS
from training.scenes.palette import pick_colour, say
from training.scenes.textures import boards, cloth, leather, marble, speckle, terrazzo, tiles

CLOTHS = ("linen", "cotton", "silk", "satin", "velvet")


@dataclass(frozen=True)
class Material:
    """A texture with the names of what it is, its share of mirrored light, and its plain base colour."""

    texture: Array
    names: list[str]
    mirror: float
    kind: str


def of_wood(rng: Random, size: int) -> Material:
    """A wooden top of planks or a single board."""
    name = str(rng.choice(list(WOODS)))
    base, late = (jitter(rng, rgb(code)) for code in WOODS[name])
    count = int(rng.choice([1, 3, 4, 5, 6], p=[0.25, 0.2, 0.2, 0.2, 0.15]))
    names = (
        [name, f"{name} wood", f"{name} wooden"]
        if "wood" not in name
        else [name, name.replace("wood", "wooden")]
    )
    return Material(boards(rng, size, base, late, count), [*names, name], 0.1, "wood")


def of_marble(rng: Random, size: int) -> Material:
    """Polished marble."""
    name = str(rng.choice(list(MARBLES), p=[0.34, 0.18, 0.12, 0.09, 0.09, 0.09, 0.09]))
    base, vein = (rgb(code) for code in MARBLES[name])
    return Material(
        marble(rng, size, jitter(rng, base, 0.02), vein), [name, f"polished {name}"], 0.25, "marble"
    )


def of_stone(rng: Random, size: int) -> Material:
    """Concrete, slate, granite and their like, or terrazzo."""
    if rng.random() < 0.15:
        return Material(terrazzo(rng, size), ["terrazzo", "terrazzo stone"], 0.12, "stone")
    name = str(rng.choice(list(STONES)))
    base, other = (jitter(rng, rgb(code), 0.03) for code in STONES[name])
    rough = f"rough {name}" if rng.random() < 0.5 else f"{name} stone" if "stone" not in name else name
    return Material(speckle(rng, size, base, other, name), [name, rough], 0.06, "stone")


def of_cloth(rng: Random, size: int) -> Material:
    """Fabric of a named colour."""
    name, colour = pick_colour(rng)
    kind, word = str(rng.choice(CLOTHS)), say(rng, name)
    names = [f"{word} {kind}", f"{word} {kind} fabric", f"{word} draped {kind}", f"folded {word} {kind}"]
    return Material(cloth(rng, size, colour, kind), names, 0.0, "cloth")


def of_paint(rng: Random, size: int) -> Material:
    """A plain top of a named colour: matt, lacquered, or glass."""
    name, colour = pick_colour(rng)
    word, glossy = say(rng, name), rng.random() < 0.3
    texture = colour * (1 + 0.012 * noise(rng, size, size, 4, 4))[..., None]
    names = (
        [word, f"glossy {word}", f"{word} acrylic", f"{word} glass"]
        if glossy
        else [word, word, f"plain {word}", f"{word} paper"]
    )
    return Material(texture.astype(np.float32), names, 0.3 if glossy else 0.05, "paint")


def of_tiles(rng: Random, size: int) -> Material:
    """Glazed tiles of a named colour."""
    name, colour = pick_colour(rng)
    count = int(rng.integers(5, 9))
    names = [f"{say(rng, name)} tile", f"{name} tiled", f"{name} ceramic tile"]
    return Material(tiles(rng, size, colour, count, count, False), names, 0.15, "tiles")


def of_leather(rng: Random, size: int) -> Material:
    """Leather, brown more often than not."""
    name, colour = ("brown", rgb("6a4028")) if rng.random() < 0.4 else pick_colour(rng)
    return Material(leather(rng, size, colour), [f"{name} leather", f"{name} leather"], 0.05, "leather")


TOPS: list[tuple[Callable[[Random, int], Material], float]] = [
    (of_wood, 0.38),
    (of_marble, 0.16),
    (of_stone, 0.13),
    (of_cloth, 0.1),
    (of_paint, 0.17),
    (of_tiles, 0.03),
    (of_leather, 0.03),
]


def top(rng: Random, size: int = 320) -> Material:
    """A material for a table top, drawn by share."""
    shares = np.array([share for _, share in TOPS])
    return TOPS[int(rng.choice(len(TOPS), p=shares / shares.sum()))][0](rng, size)
