"""What a cut-out model leaves at a subject's edge: a rim of the old background, and scraps beside it.

An alpha matte is an H×W uint8 array, 255 = subject, 0 = background; a picture H×W×3 uint8 sRGB.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

Alpha = npt.NDArray[np.uint8]
Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

# On 33 photos of subjects (objects_u2net, products, rembg_examples, matte_true) every part of a subject has
# at least 5.7 % of the largest one's area, every scrap at most 0.6 % and hardly a pixel of full belief.
SCRAP_AREA = 0.01
SCRAP_SURE = 0.5

RIM = 0.012
"""How far in from the matte's edge a rim is looked for, and how far out sure background begins: a share of
the longest side, at least four pixels. U²-Net's own pixels are 0.3 % of it."""


def drop_scraps(alpha: Alpha) -> Alpha:
    """The matte without its tiny and doubtful parts, such as the hook of a hanger.

    A part is what hangs together above a tenth of full belief. It goes if it has less than ``SCRAP_AREA`` of
    the largest part's area and less than ``SCRAP_SURE`` of its pixels are 255.
    """
    from scipy.ndimage import label, sum_labels

    labelled: tuple[npt.NDArray[np.int32], int] = label(alpha > 25)  # pyright: ignore[reportAssignmentType]
    parts, count = labelled
    if count < 2:
        return alpha
    numbers = np.arange(1, count + 1)
    area, pixels, sure = (sum_labels(of, parts, numbers) for of in (alpha, alpha > 25, alpha == 255))
    scraps = numbers[(area < SCRAP_AREA * area.max()) & (sure < SCRAP_SURE * pixels)]
    # The faint fringe of a scrap lies outside of every part.
    gone = _grown(np.isin(parts, scraps), 3) & ~_grown(~np.isin(parts, [0, *scraps]), 1)
    return np.where(gone, 0, alpha).astype(np.uint8)


def trim_rim(alpha: Alpha, rgb: Pixels) -> Alpha:
    """The matte with less belief at its edge where the photo shows nothing but the old background there.

    Along the edge, a pixel's place on the line between the background's colour and the subject's, both
    averaged nearby, caps its alpha (Ruzon and Tomasi 2000, "Alpha estimation in natural images", with one
    colour each). Done only where the background is even and the subject nearby has nothing like it, as in
    most photos of products; elsewhere, and more than ``RIM`` from the edge, the matte stays as it is.
    """
    reach = max(4, round(RIM * max(alpha.shape)))
    inner, outer = ~_grown(alpha <= 127, reach), ~_grown(alpha > 12, reach)
    band = ~(inner | outer)
    if not (inner.any() and outer.any()):
        return alpha
    picture = rgb.astype(np.float32)
    subject, ground = (_near(picture, known, reach) for known in (inner, outer))
    line = subject.mean - ground.mean
    length = np.sqrt(np.square(line).sum(2))
    at = ((picture - ground.mean) * line).sum(2) / np.maximum(np.square(length), 1)
    alike = inner & (np.abs(picture - ground.mean).max(2) < 30)
    least: Floats = subject.share.clip(1e-4)
    shared = _averaged(alike.astype(np.float32), reach) / least
    sure = _ramp(length, 30, 70) * _ramp(ground.deviation, 14, 7) * _ramp(shared, 0.12, 0.04)
    sure *= np.minimum(_ramp(subject.share, 0.01, 0.03), _ramp(ground.share, 0.01, 0.03)) * band
    cap = 1 - sure * (1 - _smooth(_ramp(at, 0.1, 0.6)))
    return np.rint(np.minimum(alpha, cap * 255)).astype(np.uint8)


class Nearby(NamedTuple):
    """Of the pixels of one kind around each pixel: their ``mean`` colour H×W×3 and its ``deviation`` H×W, in
    levels, and which ``share`` H×W of what is around they are."""

    mean: Floats
    deviation: Floats
    share: Floats


def _near(picture: Floats, known: Mask, reach: int) -> Nearby:
    weight = known.astype(np.float32)
    share = _averaged(weight, reach)
    least: Floats = share.clip(1e-4)
    mean = _averaged(picture * weight[..., None], reach) / least[..., None]
    square = _averaged(np.square(picture).mean(2) * weight, reach) / least
    return Nearby(mean, np.sqrt(np.maximum(square - np.square(mean).mean(2), 0)), share)


def _averaged(values: Floats, reach: int) -> Floats:
    """Gaussian means over about four times ``reach``, found on a smaller copy, since they are smooth."""
    from scipy.ndimage import gaussian_filter

    step = max(1, reach // 2)
    height, width = values.shape[:2]
    layers = values.reshape(height, width, -1)
    size = (-(-width // step), -(-height // step))
    made = np.empty_like(layers)
    for index in range(layers.shape[2]):
        small = Image.fromarray(np.ascontiguousarray(layers[..., index]))
        small = small.resize(size, Image.Resampling.BOX) if step > 1 else small
        spread = gaussian_filter(np.asarray(small), 2 * reach / step, mode="nearest", truncate=2.5)
        back = Image.fromarray(spread)
        made[..., index] = np.asarray(back.resize((width, height), Image.Resampling.BILINEAR))
    return made.reshape(values.shape)


def _smooth(values: Floats) -> Floats:
    """Without single pixels that stand out, which is what a JPEG's ringing leaves, and hardly softer."""
    from scipy.ndimage import gaussian_filter, median_filter

    return np.asarray(gaussian_filter(median_filter(values, 3), 0.6), np.float32)


def _grown(mask: Mask, radius: int) -> Mask:
    """Whether something of ``mask`` is at most ``radius`` px away."""
    from scipy.ndimage import distance_transform_edt

    return np.asarray(distance_transform_edt(~mask)) <= radius if mask.any() else mask


def _ramp(values: Floats, low: float, high: float) -> Floats:
    """0 at ``low``, 1 at ``high``, straight between and the same beyond; ``high`` may be the lower one."""
    return np.clip((values - low) / (high - low), 0, 1)
