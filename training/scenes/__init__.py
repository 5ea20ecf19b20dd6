"""Procedural scenes with exact captions and disparity, soft as a background out of focus.

``render(rng, height, width)`` draws one; ``FAMILIES`` maps each family to its painter and its share.
A new family is one function ``(rng, height, width) -> Scene`` and one line here.
"""

from collections.abc import Callable

import numpy as np

from training.scenes import indoors, outdoors
from training.scenes.canvas import Scene

Painter = Callable[[np.random.Generator, int, int], Scene]

FAMILIES: dict[str, tuple[Painter, float]] = {
    "studio": (indoors.studio, 0.17),
    "table": (indoors.table, 0.18),
    "wall": (indoors.wall, 0.08),
    "interior": (indoors.interior, 0.07),
    "city": (indoors.city, 0.08),
    "bokeh": (indoors.bokeh, 0.04),
    "beach": (outdoors.beach, 0.07),
    "sea": (outdoors.sea, 0.05),
    "mountains": (outdoors.mountains, 0.06),
    "forest": (outdoors.forest, 0.07),
    "meadow": (outdoors.meadow, 0.05),
    "desert": (outdoors.desert, 0.04),
    "snow": (outdoors.snow, 0.05),
    "sky": (outdoors.clouds, 0.03),
}


def render(rng: np.random.Generator, height: int, width: int, family: str | None = None) -> Scene:
    """A scene of ``family``, or of one drawn by share; picture clipped to 0…1."""
    names = list(FAMILIES)
    shares = np.array([share for _, share in FAMILIES.values()])
    chosen = family or str(rng.choice(names, p=shares / shares.sum()))
    scene = FAMILIES[chosen][0](rng, height, width)
    scene.image = np.clip(scene.image, 0, 1).astype(np.float32)
    scene.depth = np.clip(scene.depth, 0, 1).astype(np.float32)
    return scene
