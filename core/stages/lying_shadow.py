"""The shade around what lies on what the camera looks down to: a shadow to one side, of uneven width as cloth
lifts here and touches there, and a dark line where it touches, on the side away from the light."""

import numpy as np

from core.scenes.spec import Light
from core.stages.arrays import Floats, Pixels
from core.stages.cast_shadow import softened

GAMMA = 2.2
"""How a display shows light."""
CLOTH, THING = 0.1, 0.24
"""How thick cloth is, and what fits a hand: in shares of its size."""
LOWEST, HIGHEST = 26.0, 44.0
"""The heights of the light in degrees between which it casts: what lies has a side in the shade even below
a lamp that is nearly straight above it."""
UNEVEN, CELLS = (0.45, 1.25), 7
"""The least and the greatest thickness of cloth by its own, and how many patches of it there are down a
picture."""
EDGED, CORNER = 0.3, 1.45
"""How far in from its outline a thing is as thick as it gets, in thicknesses; and how far a corner is from
the middle of the disc that fits into it, in halves of its width."""
WIDTHS, EVENED, FINEST = 16, 3.0, 0.75
"""How many widths of parts are told apart, over how many px they are evened out, and px between the shadows
of two layers at least."""
LINE = 0.0022
"""Width of the dark line where it touches, in heights of the picture."""


def blocked(
    alpha: Floats, light: Light, spread: float, *, thing: bool, whole: bool = False
) -> tuple[Floats, Floats]:
    """How much of the main and of the even light is blocked around what covers ``alpha`` h×w (0…1): two maps
    h×w, 0…1. ``spread`` is the penumbra's width by how far a shadow falls; a ``thing`` is as thick as fruit
    and cartons are, all else as cloth. ``whole``: a body throws it, with no steps in low light, and a thin
    part is no thicker than it is wide; before, a few layers did."""
    size = float(np.sqrt(np.count_nonzero(alpha > 0.5)))
    thick = size * (THING if thing else CLOTH)
    toward = away_from(light)
    if whole:
        high = _heights(alpha, thick, thing=thing)
        key = swept(alpha, (np.zeros_like(high), high), toward, (0.4, 1.2 * spread + 0.08))
    elif thing:
        key = _thrown(alpha, thick, toward, spread)
    else:
        thin, full = (_thrown(alpha, share * thick, toward, spread) for share in UNEVEN)
        lifted = _lifted(alpha.shape)
        key = thin + (full - thin) * lifted
    even = 0.42 * softened(alpha, 0.5 * thick, 0.5 * thick) + 0.16 * softened(alpha, 2 * thick, 2 * thick)
    return key.astype(np.float32), even.astype(np.float32)


def away_from(light: Light) -> tuple[float, float]:
    """Px across and down by which a shadow is moved, seen from above, for each px of thickness."""
    turn = np.radians(light.direction)
    length = float(1 / np.tan(np.radians(np.clip(light.height, LOWEST, HIGHEST))))
    return -float(np.sin(turn)) * length, -float(np.cos(turn)) * length


def _thrown(alpha: Floats, thick: float, toward: tuple[float, float], spread: float) -> Floats:
    """The main light that is blocked: layers of a body that narrows towards its top, each with its own
    penumbra."""
    import cv2

    inner = cv2.distanceTransform((alpha > 0.5).astype(np.uint8), cv2.DIST_L2, 3)
    key = np.zeros(alpha.shape, np.float32)
    for share in (0.12, 0.35, 0.65, 1.0):
        up = share * thick
        layer = (alpha * np.clip(inner - 0.3 * share * up + 1, 0, 1)).astype(np.float32)
        move = np.array([[1, 0, toward[0] * up], [0, 1, toward[1] * up]], np.float32)
        moved = np.asarray(cv2.warpAffine(layer, move, alpha.shape[::-1]), np.float32)
        blur = 0.4 + up * (1.2 * spread + 0.08)
        np.maximum(key, softened(moved, blur, blur), out=key)
    return key


def _heights(alpha: Floats, thick: float, *, thing: bool) -> Floats:
    """How high in px a body is h×w that covers ``alpha`` h×w and is ``thick`` px where it is widest."""
    import cv2

    inner = cv2.distanceTransform((alpha > 0.5).astype(np.uint8), cv2.DIST_L2, 5)
    if thing:
        high = np.minimum(np.sqrt((inner + 1) * (thick / EDGED)), thick)
    else:
        least, most = UNEVEN
        high = thick * (least + (most - least) * _lifted(alpha.shape))
    return np.minimum(high, widths(alpha, float(high.max()))).astype(np.float32)


def widths(alpha: Floats, most: float) -> Floats:
    """How wide in px the part is h×w that each pixel of ``alpha`` h×w (0…1) belongs to, ``most`` at most."""
    import cv2

    inner = cv2.distanceTransform((alpha > 0.5).astype(np.uint8), cv2.DIST_L2, 5)
    wide = np.full(alpha.shape, 2.0, np.float32)
    for half in np.geomspace(1, max(0.5 * most, 1.1), WIDTHS):
        apart = cv2.distanceTransform((inner < half).astype(np.uint8), cv2.DIST_L2, 3)
        wide[apart <= CORNER * half] = 2 * half
    # The raster makes a strap of one width now wider, now narrower.
    mean = softened(wide * alpha, EVENED, EVENED) / np.maximum(softened(alpha, EVENED, EVENED), 0.05)
    return mean.astype(np.float32)


def swept(
    alpha: Floats, body: tuple[Floats, Floats], toward: tuple[float, float], soft: tuple[float, float]
) -> Floats:
    """The light h×w, 0…1, that is blocked by what covers ``alpha`` h×w and begins and ends so many px above
    what its shadow falls on as ``body`` says h×w: cut into as many layers as leave no step between two of
    them. For each px of height a shadow moves by ``toward`` px across and down, and is softer by the second
    number of ``soft``, which begins with the first, in px."""
    import cv2

    low, high = body
    key = np.zeros(alpha.shape, np.float32)
    length = max(float(np.hypot(*toward)), 1e-3)
    up = float(high.max(initial=0))
    while up > 0:
        blur = soft[0] + soft[1] * up
        inside = np.clip(np.minimum(high - up, up - low) + 1, 0, 1)
        move = np.array([[1, 0, toward[0] * up], [0, 1, toward[1] * up]], np.float32)
        layer = (alpha * inside).astype(np.float32)
        moved = np.asarray(cv2.warpAffine(layer, move, alpha.shape[::-1]), np.float32)
        np.maximum(key, softened(moved, blur, blur), out=key)
        up -= max(FINEST, blur) / length
    return key


def _lifted(shape: tuple[int, ...]) -> Floats:
    """Where cloth lifts from the ground, h×w, 0…1: the same patches in every picture."""
    import cv2

    knots = np.random.default_rng(5).random((CELLS, CELLS)).astype(np.float32)
    wide = cv2.resize(knots, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(wide, 0, 1), np.float32)


def touch(made: Floats, matte: Pixels, light: Light, darkest: float) -> None:
    """Darken ``made`` H×W×3 (sRGB) where what covers ``matte`` H×W (255 = subject) touches the ground, in
    place: a thin line, most of it away from the ``light``."""
    import cv2

    alpha = (matte / 255).astype(np.float32)
    tight = LINE * len(made)
    across, down = away_from(light)
    length = max(float(np.hypot(across, down)), 1e-3)
    move = np.array([[1, 0, 1.3 * tight * across / length], [0, 1, 1.3 * tight * down / length]], np.float32)
    aside = np.asarray(cv2.warpAffine(alpha, move, alpha.shape[::-1]), np.float32)
    near = np.minimum(1.6 * softened(aside, tight, tight), 1)
    dark = 0.52 * near + 0.1 * np.minimum(2 * softened(alpha, tight, tight), 1)
    left = 1 - np.float32(min(darkest, 1.4)) * dark
    made *= (np.clip(left, 0.03, 1) ** np.float32(1 / GAMMA))[..., None]


def touch_around(made: Floats, matte: Pixels, darkest: float) -> None:
    """The same, as evenly all around: in scenes of earlier forms."""
    alpha = (matte / 255).astype(np.float32)
    tight = 0.0035 * len(made)
    near, wide = np.minimum(2 * softened(alpha, tight, tight), 1), softened(alpha, 3 * tight, 3 * tight)
    left = 1 - np.float32(0.6 * darkest) * (0.5 * near + 0.4 * wide)
    made *= (left ** np.float32(1 / GAMMA))[..., None]
