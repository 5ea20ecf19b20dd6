"""What a cut-out model leaves at a subject's edge: a rim of the old background, and scraps beside it.

An alpha matte is an H×W uint8 array, 255 = subject, 0 = background; a picture H×W×3 uint8 sRGB.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

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
    around = _look_around(alpha, rgb, reach)
    if around is None:
        return alpha
    rows, columns = np.nonzero(around.band)
    at = lambda of: _sampled(of, rows, columns, around.step)  # noqa: E731
    ground, line = at(around.ground), at(around.subject - around.ground)
    length = np.maximum(np.square(line).sum(1), 1)
    place = ((rgb[rows, columns] - ground) * line).sum(1) / length
    cap = np.full(alpha.shape, 255, np.uint8)
    cap[rows, columns] = np.rint(_ramp(place, 0.1, 0.6) * 255)
    # A JPEG's ringing leaves single pixels that stand out: they go, and the edge is hardly softer.
    smooth = Image.fromarray(cap).filter(ImageFilter.MedianFilter(3)).filter(ImageFilter.GaussianBlur(0.6))
    sure = at(around.sure) * _ramp(np.sqrt(length), 30, 70)
    made = alpha.copy()
    allowed = 255 - sure * (255 - np.asarray(smooth)[rows, columns].astype(np.float32))
    made[rows, columns] = np.rint(np.minimum(alpha[rows, columns], allowed))
    return made


class Around(NamedTuple):
    """A matte's edge: the ``band`` H×W of pixels near it, and on a copy ``step`` times smaller, h×w, the
    colours ``subject`` and ``ground`` h×w×3 on both its sides and how ``sure`` they tell them apart, 0…1."""

    band: Mask
    step: int
    subject: Floats
    ground: Floats
    sure: Floats


def _look_around(alpha: Alpha, rgb: Pixels, reach: int) -> Around | None:
    """``None`` where there is no subject or no background that is ``reach`` px away from the edge."""
    # All that is averaged is smooth, so that a smaller copy will do.
    step = max(1, round(reach / 3))
    inner, outer = (
        ~_grown(np.asarray(_blocks(found, step).any(axis=(1, 3))), reach / step)
        for found in (alpha <= 127, alpha > 12)
    )
    if not (inner.any() and outer.any()):
        return None
    picture = np.stack([_blocks(rgb[..., c], step).mean(axis=(1, 3), dtype=np.float32) for c in range(3)], 2)
    spread = 2 * reach / step
    subject, subjects = _mean(picture, inner, spread)
    ground, grounds = _mean(picture, outer, spread)
    square, _ = _mean(np.square(picture), outer, spread)
    deviation = np.sqrt(np.maximum(square - np.square(ground), 0).mean(2))
    alike = inner & (np.abs(picture - ground).max(2) < 30)
    least: Floats = subjects.clip(1e-4)
    shared = _averaged(alike.astype(np.float32), spread) / least
    sure = _ramp(deviation, 14, 7) * _ramp(shared, 0.12, 0.04)
    sure *= np.minimum(_ramp(subjects, 0.01, 0.03), _ramp(grounds, 0.01, 0.03))
    band = (~(inner | outer)).repeat(step, 0).repeat(step, 1)[: alpha.shape[0], : alpha.shape[1]]
    return Around(band, step, subject, ground, sure)


def _mean(picture: Floats, known: Mask, spread: float) -> tuple[Floats, Floats]:
    """The mean colour h×w×3 of the ``known`` pixels around each, and what share of those around they are."""
    share = _averaged(known.astype(np.float32), spread)
    least: Floats = share.clip(1e-4)
    return np.stack([_averaged(picture[..., c] * known, spread) / least for c in range(3)], 2), share


def _averaged(values: Floats, spread: float) -> Floats:
    from scipy.ndimage import gaussian_filter

    return np.asarray(gaussian_filter(values, spread, mode="nearest", truncate=2.5), np.float32)


def _sampled(values: Floats, rows: Any, columns: Any, step: int) -> Floats:
    """``values`` h×w or h×w×3 at pixels of the whole size, between their blocks' middles: N or N×3."""
    from scipy.ndimage import map_coordinates

    places = [(index + 0.5) / step - 0.5 for index in (rows, columns)]
    layers = values.reshape(*values.shape[:2], -1)
    found = [map_coordinates(layers[..., c], places, order=1, mode="nearest") for c in range(layers.shape[2])]
    return np.stack(found, 1).astype(np.float32).reshape(-1, *values.shape[2:])


def _blocks(values: npt.NDArray[Any], step: int) -> npt.NDArray[Any]:
    """h×step×w×step views of an H×W array, continued by its last row and column where they do not fit."""
    height, width = (-(-side // step) * step for side in values.shape)
    rest = ((0, height - values.shape[0]), (0, width - values.shape[1]))
    padded = np.pad(values, rest, mode="edge") if any(after for _, after in rest) else values
    return padded.reshape(height // step, step, width // step, step)


def _grown(mask: Mask, radius: float) -> Mask:
    """Whether something of ``mask`` is at most ``radius`` px away."""
    from scipy.ndimage import distance_transform_edt

    return np.asarray(distance_transform_edt(~mask)) <= radius if mask.any() else mask


def _ramp(values: Floats, low: float, high: float) -> Floats:
    """0 at ``low``, 1 at ``high``, straight between and the same beyond; ``high`` may be the lower one."""
    return np.clip((values - low) / (high - low), 0, 1)
