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
