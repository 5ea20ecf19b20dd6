"""Ready-made cut-outs whose soft edges are still mixed with what was behind them: black, white, one colour.

Programs that save colours multiplied by alpha, or flattened on white, leave ``C = αF + (1 − α)B`` where the
file should hold the subject's own ``F``: a dark or pale rim before every new background. Where the whole file
bears that out with one ``B``, ``F`` follows for each pixel (Porter and Duff 1984, "Compositing digital
images").
"""

import numpy as np
from PIL import Image

from core.stages.arrays import Floats, Pixels

TILE, MOST_TILES = 256, 24
"""Side in px of the squares that are looked at, and how many of them: those with most soft edge."""
SOFT, OPAQUE = (12, 243), 250
"""Alphas between which a pixel tells of mixing, and from which on one is the subject alone."""
REACH = 24
"""How far, in px, soft pixels may be from opaque ones: farther in, glass and smoke are soft as well."""
LEAST_PIXELS = 60
RIM, BETTER = 6.0, 0.4
"""Levels by which a rim must be off the subject nearby, on average, and what share of that may be left when
mixing is taken into account."""
FAINT = 24
"""Alpha below which the subject's own colour cannot be told any more from so few levels."""


def matte_colour(photo: Image.Image) -> Floats | None:
    """The colour B (3 levels, 0…255) that the soft edges of an RGBA ``photo`` are mixed with; ``None`` where
    they show the subject's own colours, as they should, or no single colour."""
    found = [part for part in (_edge(tile) for tile in _tiles(photo)) if part is not None]
    if not found:
        return None
    alpha, colours, subject = (np.concatenate(parts) for parts in zip(*found, strict=True))
    if len(alpha) < LEAST_PIXELS:
        return None
    through = 1 - alpha[:, None]
    off = colours - alpha[:, None] * subject  # = (1 − α) B where the edge is mixed
    weight, made = np.ones_like(through), np.zeros(3, np.float32)
    for _ in range(3):
        made = ((weight * through * off).sum(0) / (weight * through**2).sum(0)).clip(0, 255)
        left = np.abs(off - through * made).max(1, keepdims=True)
        weight = (left <= 2 * np.median(left) + 1).astype(np.float32)
    as_it_is = float(np.abs(colours - subject).max(1).mean())
    mixed = float(np.abs(off - through * made).max(1).mean())
    return made.astype(np.float32) if as_it_is > RIM and mixed < BETTER * as_it_is else None


def unmixed(cutout: Pixels, behind: Floats) -> Pixels:
    """The RGBA picture H×W×4 with the subject's own colours in its soft edges, without ``behind``."""
    alpha = cutout[..., 3]
    soft = (alpha > 0) & (alpha < 255)
    own = alpha[soft].astype(np.float32)[:, None] / 255
    made = cutout.copy()
    made[soft, :3] = np.rint(((cutout[soft, :3] - (1 - own) * behind) / own).clip(0, 255))
    return made


def _tiles(photo: Image.Image) -> list[Pixels]:
    """The tiles with most soft pixels, of those with opaque ones beside them, from the top left."""
    alpha = photo.getchannel("A")
    counted: list[tuple[int, int, int]] = []
    for top in range(0, photo.height, TILE):
        for left in range(0, photo.width, TILE):
            counts = alpha.crop(_box(photo, left, top)).histogram()
            soft = sum(counts[SOFT[0] : SOFT[1] + 1])
            if soft and sum(counts[OPAQUE:]):
                counted.append((-soft, top, left))
    return [np.asarray(photo.crop(_box(photo, left, top))) for _, top, left in sorted(counted)[:MOST_TILES]]


def _box(photo: Image.Image, left: int, top: int) -> tuple[int, int, int, int]:
    return left, top, min(left + TILE, photo.width), min(top + TILE, photo.height)


def _edge(tile: Pixels) -> tuple[Floats, Floats, Floats] | None:
    """Of the soft pixels near opaque ones: alpha N (0…1), their colour and the nearest opaque one's, N×3."""
    from scipy.ndimage import distance_transform_edt

    alpha = tile[..., 3]
    far, nearest = np.empty(alpha.shape), np.empty((2, *alpha.shape), np.int32)
    distance_transform_edt(alpha < OPAQUE, return_indices=True, distances=far, indices=nearest)
    edge = (alpha >= SOFT[0]) & (alpha <= SOFT[1]) & (far <= REACH)
    if not edge.any():
        return None
    colours = tile[..., :3].astype(np.float32)
    subject: Floats = colours[nearest[0], nearest[1]][edge]
    own: Floats = (alpha[edge] / 255).astype(np.float32)
    return own, colours[edge], subject
