"""Path-traces what grows wild into sprites that can be lit anew: for the maintainer's bake."""

from dataclasses import replace
from typing import Any

import numpy as np

from core.scenes.modelled import baking
from core.scenes.modelled.sprites import GRAIN, SHADES, Baked, Shade, pack
from core.scenes.modelled.wild import LARGEST, PITCHES, SEEDS, WILD

PIXELS = 320
"""Px of the longer side, where ``LARGEST`` says nothing else."""
LEVEL = 4.0
"""Degrees from above from which they are seen, where ``PITCHES`` says nothing else."""
BARE = Shade(
    np.zeros((GRAIN, GRAIN), np.float32), np.zeros((len(SHADES), GRAIN, GRAIN), np.float32), 1.0, 1.0
)
"""Their shade on the ground is the wood's own and not kept."""


def bake_wild(name: str, samples: int = 4, quality: int = 70) -> tuple[bytes, dict[str, Any]]:
    """All variants of a plant, packed. Needs mitsuba. ``KeyError`` for a name that is not in ``WILD``."""
    baking.settle()
    return pack([_variant(name, seed, samples) for seed in SEEDS.get(name, (1,))], quality)


def _variant(name: str, seed: int, samples: int) -> Baked:
    parts = WILD[name].build(np.random.default_rng(seed))
    low = min(0.0, *(float(part.mesh.points[:, 1].min()) for part in parts))
    # What reached below the ground would show the ground.
    parts = tuple(replace(part, mesh=part.mesh.moved(0, -low, 0)) for part in parts)
    points = np.concatenate([part.mesh.points for part in parts])
    shapes = {f"part{i}": part.mesh.shape(f"part{i}", part.bsdf) for i, part in enumerate(parts)}
    pitch = PITCHES.get(name, LEVEL)
    turn = np.radians(pitch)
    across, up = points[:, 0], points[:, 1] * np.cos(turn) - points[:, 2] * np.sin(turn)
    low, high = np.array([across.min(), up.min()]), np.array([across.max(), up.max()])
    size = (high - low) * 1.02 + 0.002
    grain = LARGEST.get(name, PIXELS) / float(size.max())
    width, height = (max(8, round(float(side) * grain)) for side in size)
    middle = (low + high) / 2
    frame = baking.Frame(pitch, (float(middle[0]), float(middle[1])), width / grain, width, height)
    return Baked((baking.lit_by_all(shapes, frame, samples, seed),), BARE, float(points[:, 1].max()))
