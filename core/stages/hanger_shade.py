"""The shade on the wall of what holds up something that hangs: the hook, its wire and the hanger.

It is near the wall, the hook at it, so that its shade is narrow and close by; without one it looks drawn onto
the picture. A cover is how much of a picture something hides, H×W, 0…1.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from core.stages.arrays import Floats, Pixels
from core.stages.cast_shadow import softened
from core.stages.hanger import Hook
from core.stages.lying_shadow import GAMMA
from core.stages.silhouette import without_hanger

Draw = Callable[[Pixels, Pixels, Pixels, Hook], Pixels]
"""Draws, over a picture H×W×3, what the subject of a photo and a matte of that size hangs from by a hook."""

SIDE = 768
"""Longer side, in px, at which the shade is worked out."""
BESIDE, PENUMBRA = 0.019, 0.002
"""How far the shade is moved for a shift of one, and how soft it is, in heights of the picture."""
DARK = 0.6
"""How much of the light is gone in it."""
DIFFUSE, PALE = 0.0065, 0.42
"""The same two of what is held by a wall or a rail: a lamp is no point, and a shade as sharp as its wire is
taken for a second one."""
AT_TOP = 0.3
"""How near the shade is to the hook's top, which touches what it hangs on, in shares of its distance
below."""


def with_hanger_shade(  # noqa: PLR0917
    background: Pixels,
    source: Pixels,
    matte: Pixels,
    hook: Hook,
    draw: Draw,
    shift: tuple[float, float],
    strength: float = 1.0,
) -> Pixels:
    """``background`` H×W×3, a wall, in the shade of what ``draw`` draws by ``hook`` for the subject of
    ``source`` and ``matte``; ``shift`` is where that falls, across and down by its distance from the wall;
    ``strength`` is how dark it is, 0 for not at all."""
    import cv2

    height, width = background.shape[:2]
    share = min(1.0, SIDE / max(height, width))
    size = max(1, round(width * share)), max(1, round(height * share))
    photo, small = (
        np.asarray(cv2.resize(of, size, interpolation=cv2.INTER_AREA), np.uint8) for of in (source, matte)
    )
    # Its own hanger too: else the shade of the hook that is drawn would end in nothing.
    own = (small - without_hanger(small)).astype(np.float32) / 255
    cover = np.maximum(drawn_cover(photo, small, _scaled(hook, size[1] / height), draw), own)
    tall = size[1]
    moved = _moved(cover, shift, bool(hook.held))
    blur = max(0.5, (DIFFUSE if hook.held else PENUMBRA) * tall)
    deep = PALE if hook.held else DARK
    dark = min(deep * strength, 0.8) * np.minimum(softened(moved, blur, blur), 1)
    rows = np.flatnonzero((dark > 1e-3).any(1))
    if not len(rows):
        return background
    left = (1 - dark) ** np.float32(1 / GAMMA)
    whole = np.asarray(cv2.resize(left, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
    part = slice(int(rows[0] / share), min(height, int((rows[-1] + 2) / share) + 1))
    made = background.copy()
    made[part] = np.rint(made[part] * whole[part, :, None]).astype(np.uint8)
    return made


def _moved(cover: Floats, shift: tuple[float, float], grows: bool) -> Floats:
    """The cover where its shade falls; ``grows`` says that it is nearer at the top."""
    import cv2

    tall, wide = cover.shape
    move = np.array([[1, 0, shift[0] * BESIDE * tall], [0, 1, shift[1] * BESIDE * tall]], np.float32)
    rows = np.flatnonzero((cover > 0.1).any(1))
    if grows and len(rows):
        first, last = int(rows[0]), max(int(rows[-1]), int(rows[0]) + 1)
        away = np.clip((np.arange(tall) - first) / (last - first), 0, 1) * (1 - AT_TOP) + AT_TOP
        y, x = np.mgrid[:tall, :wide].astype(np.float32)
        share = away.astype(np.float32)[:, None]
        made = cv2.remap(cover, x - share * move[0, 2], y - share * move[1, 2], cv2.INTER_LINEAR)
        return np.asarray(made, np.float32)
    return np.asarray(cv2.warpAffine(cover, move, (wide, tall)), np.float32)


def drawn_cover(source: Pixels, matte: Pixels, hook: Hook, draw: Draw) -> Floats:
    """The cover of what ``draw`` draws: what is seen of black and of white behind it."""
    black, white = (draw(np.full_like(source, level), source, matte, hook) for level in (0, 255))
    seen = (white.astype(np.int16) - black).max(axis=2)
    return np.clip(1 - seen / 255, 0, 1).astype(np.float32)


def _scaled(hook: Hook, share: float) -> Hook:
    clips, arms, way = (
        tuple((x * share, y * share) for x, y in places) for places in (hook.clips, hook.arms, hook.way)
    )
    return replace(hook, x=hook.x * share, y=hook.y * share, clips=clips, arms=arms, way=way)
