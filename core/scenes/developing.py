"""A painted or traced picture developed as a camera does: exposure, black point, tone curve, vibrance."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

WHITE, MOST = 0.93, 1.4
"""Where the brightest 3 % are brought to, and by how much at most."""
BRIGHT, DARK = 97.0, 2.0
"""Percentiles of the luminance that count as the brightest and the darkest."""
BLACK, CURVE, VIBRANCE = 0.5, 0.4, 0.12
"""At full contrast: how much of the darkest level is taken off, how far the S-curve bends, and how much the
colour of pale things grows."""
LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""Rec. 709."""
GAMMA = 2.2
"""sRGB's, about: by how much less a picture's values change than its light."""
SIDE = 96
"""Px of the reduced picture that is measured, so that every size is developed alike."""


def developed(image: Floats, contrast: float, *, lift: bool = True, seen: Floats | None = None) -> Floats:
    """``image`` (H×W×3, sRGB, 0…1) with that ``contrast``, 0 (the picture itself) … 1.

    ``lift``: too dark a picture is brightened; a night is not. ``seen`` (H×W, 0…1) tells what is measured,
    where a subject that will be covered stands in the picture.
    """
    import cv2

    if contrast == 0:
        return image
    bright, dark = _levels(image, seen)
    gain = 1 + contrast * (float(np.clip(WHITE / max(bright, 1e-3), 1, MOST)) - 1) if lift else 1.0
    black = contrast * BLACK * min(dark * gain, 0.2)
    toned = np.clip((image * np.float32(gain) - np.float32(black)) / np.float32(1 - black), 0, 1)
    toned += np.float32(contrast * CURVE) * (toned * toned * (3 - 2 * toned) - toned)
    grey, parts = toned @ LUMINANCE, cv2.split(toned)
    chroma = np.maximum.reduce(parts) - np.minimum.reduce(parts)
    more = 1 + np.float32(contrast * VIBRANCE) * (1 - chroma) ** 2
    made = cv2.merge([grey + (part - grey) * more for part in parts])
    return np.clip(np.asarray(made, np.float32), 0, 1)


NEAR, REACH = 0.3, 0.62
"""The share of a change of light that there is where the subject stands, and how far from there, in heights
of the picture, there is all of it."""
DEEP = 0.5
"""How far a stop less of light bends the curve downward."""
ABOVE = 0.28
"""How far above its foot a subject's middle is taken to be."""


def exposed(image: Floats, stops: float, foot: float) -> Floats:
    """``image`` (H×W×3, sRGB, 0…1) with ``stops`` less or more light: a lit subject in the dark where there
    is less, a pale and airy place where there is more, since light tones fade into white as on film. ``foot``
    is the row, in heights, where the subject stands. The picture itself at 0; alike at every size."""
    if stops == 0:
        return image
    height, width = image.shape[:2]
    rows = (np.arange(height, dtype=np.float32) + 0.5)[:, None] / height - (foot - ABOVE)
    columns = ((np.arange(width, dtype=np.float32) + 0.5)[None] - width / 2) / height
    share = np.clip(np.hypot(rows, columns) / REACH, 0, 1)
    share = NEAR + (1 - NEAR) * share * share * (3 - 2 * share)
    if stops > 0:
        return (1 - (1 - image) * np.exp2(np.float32(stops / GAMMA) * -share)[..., None]).astype(np.float32)
    # Half of it by the curve, so that a window or a lamp stays bright in the dark.
    darker = np.float32(-stops) * share
    return (image ** (1 + DEEP * darker)[..., None] * np.exp2(-darker / (2 * GAMMA))[..., None]).astype(
        np.float32
    )


def _levels(image: Floats, seen: Floats | None) -> tuple[float, float]:
    import cv2

    height, width = image.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA) @ LUMINANCE
    if seen is not None:
        shown = cv2.resize(seen, size, interpolation=cv2.INTER_AREA) > 0.5
        small = small[shown] if shown.sum() > small.size * 0.05 else small
    bright, dark = np.percentile(small, (BRIGHT, DARK))
    return float(bright), float(dark)
