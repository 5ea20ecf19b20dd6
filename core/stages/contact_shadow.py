"""Contact shadow: where a subject stands, drawn at the picture's size, for which a small model is too coarse.

A model whose latent cells are many pixels wide paints the shade below a subject as a soft pool that begins
a little beside its edge, so that the subject seems to hover over it. Whether it stands at all is the model's
own say: nothing is added where the background below the subject is hardly darker than beside it.

The *foot* is the lowest tenth of the subject, where it touches what it stands on.
"""

import numpy as np

from core.stages.arrays import Floats, Pixels

DARKEST = 0.65
"""How much of the light the contact shadow takes at most, right at the edge."""
REACH = 0.026
"""How far it reaches from the edge, as a share of the square root of the picture's area."""
FOOT = 0.1
"""Share of the subject's height, from its lowest row up, within which it touches what it stands on."""
HANGS, STANDS = 0.97, 0.85
"""Brightness below the subject to that beside it: from the first on it hangs, up to the second it stands."""


def add_contact_shadow(background: Pixels, matte: Pixels) -> Pixels:
    """``background`` H×W×3 with a contact shadow where the subject of ``matte`` H×W (255 = subject) stands;
    itself where it hangs in the air, where it throws no shade and where the frame cuts its foot off."""
    rows = np.flatnonzero((matte > 127).any(axis=1))
    if not len(rows) or rows[-1] >= len(matte) - 2:
        return background
    top, bottom = int(rows[0]), int(rows[-1])
    foot = foot_top(top, bottom)
    strength = standing_strength(background, matte, top, bottom)
    if strength == 0:
        return background
    reach = max(1, round(REACH * float(np.sqrt(matte.size))))
    band = slice(max(0, foot - 1), min(len(matte), bottom + 2 * reach))
    shadow = contact_shadow(matte[: band.stop], foot, bottom, reach)[band] * (DARKEST * strength)
    made = background.copy()
    made[band] = (background[band] * (1 - shadow)[..., None]).round().astype(np.uint8)
    return made


def foot_top(top: int, bottom: int) -> int:
    """The row in which the foot begins of a subject in rows ``top`` to ``bottom``."""
    return max(0, bottom - max(1, round(FOOT * (bottom - top))))


def standing_strength(background: Pixels, matte: Pixels, top: int, bottom: int) -> float:
    """How sure it is, 0…1, that the subject of ``matte`` H×W, in rows ``top`` to ``bottom``, stands on what
    ``background`` H×W×3 shows: by how much darker the ground just below its foot is than as far to the left
    and right as the foot is wide."""
    columns = np.flatnonzero((matte[foot_top(top, bottom) : bottom + 1] > 127).any(axis=0))
    left, right = int(columns[0]), int(columns[-1]) + 1
    half = max(2, (right - left) // 2)
    light = background[bottom + 1 : bottom + 2 + round(0.05 * (bottom - top + 1))].mean(axis=(0, 2))
    beside = [*light[max(0, left - 2 * half) : max(0, left - half)], *light[right + half : right + 2 * half]]
    if not beside:
        return 0.0
    ratio = float(light[left:right].mean()) / max(1.0, float(np.mean(beside)))
    return float(np.clip((HANGS - ratio) / (HANGS - STANDS), 0, 1))


def contact_shadow(matte: Pixels, foot: int, bottom: int, reach: int) -> Floats:
    """The shadow's strength H×W, 0…1: strongest at the edge of ``matte`` H×W in its lowest row ``bottom``,
    gone ``reach`` px from the edge and above row ``foot``."""
    from scipy.ndimage import gaussian_filter

    begin = max(0, foot - 2 * reach)
    share = (matte[begin:] / 255).astype(np.float32)
    near = np.maximum(*(gaussian_filter(share, sigma, truncate=2.0) for sigma in (reach / 2, reach / 6)))
    rise = np.clip((np.arange(begin, len(matte)) - foot) / max(1, bottom - foot), 0, 1).astype(np.float32)
    shadow = np.zeros(matte.shape, np.float32)
    shadow[begin:] = np.clip(2 * near, 0, 1) * (rise**2)[:, None]
    return shadow
