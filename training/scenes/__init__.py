"""Procedural scenes with exact captions and disparity, soft as a background out of focus.

``render(rng, height, width)`` draws one; ``FAMILIES`` maps each family to its painter and its share.
A new family is one function ``(rng, height, width) -> Scene`` and one line here.
"""

from collections.abc import Callable

import numpy as np

from training.scenes import backdrops, city, coast, festive, garden, land, peaks, podiums, rooms, tops, winter
from training.scenes.captioned import Scene

Painter = Callable[[np.random.Generator, int, int], Scene]

FAMILIES: dict[str, tuple[Painter, float]] = {
    "studio": (backdrops.studio, 0.17),
    "podium": (podiums.podium, 0.09),
    "table": (tops.table, 0.2),
    "wall": (tops.wall, 0.08),
    "interior": (rooms.interior, 0.07),
    "city": (city.city, 0.08),
    "bokeh": (backdrops.bokeh, 0.05),
    "festive": (festive.festive, 0.06),
    "beach": (coast.beach, 0.07),
    "sea": (coast.sea, 0.04),
    "lake": (coast.lake, 0.03),
    "mountains": (peaks.mountains, 0.06),
    "forest": (land.forest, 0.07),
    "meadow": (land.meadow, 0.04),
    "garden": (garden.garden, 0.06),
    "desert": (peaks.desert, 0.04),
    "snow": (winter.snow, 0.05),
    "sky": (coast.clouds, 0.03),
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
