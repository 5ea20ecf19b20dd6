"""What a cut-out model leaves at a subject's edge: a rim of the old background, and scraps beside it.

An alpha matte is an H×W uint8 array, 255 = subject, 0 = background; a picture H×W×3 uint8 sRGB.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.stages.arrays import Floats, Pixels

Alpha = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

# On 33 photos of subjects (objects_u2net, products, rembg_examples, matte_true) every part of a subject has
# at least 5.7 % of the largest one's area, every scrap at most 0.6 % and hardly a pixel of full belief.
SCRAP_AREA = 0.01
SCRAP_SURE = 0.5

RIM = 0.012
"""How far in from the matte's edge a rim is looked for, and how far out sure background begins: a share of
the longest side, at least four pixels. U²-Net's own pixels are 0.3 % of it."""

LIKE, ASIDE, LENS = 14, 40, 2
"""How far, in levels, a pixel may be from the background's colour to be taken for it, beside twice that one's
own deviation; how far from the line between background and subject to be taken for a mixture of both; and how
many pixels wide such mixtures are at least."""

MEAN_OFF = 0.8
"""How far a channel is from its mean, on average, by its standard deviation."""


def drop_scraps(alpha: Alpha) -> Alpha:
    """The matte without its tiny and doubtful parts, such as the hook of a hanger.

    A part is what hangs together, corners included, above a tenth of full belief. It goes if it has less than
    ``SCRAP_AREA`` of the largest part's area and less than ``SCRAP_SURE`` of its pixels are 255.
    """
    from scipy.ndimage import sum_labels

    whole = np.ones((3, 3), np.bool_)
    parts, count = _parts(alpha > 25, whole)
    if count < 2:
        return alpha
    numbers = np.arange(1, count + 1)
    area, pixels, sure = (sum_labels(of, parts, numbers) for of in (alpha, alpha > 25, alpha == 255))
    scraps = numbers[(area < SCRAP_AREA * area.max()) & (sure < SCRAP_SURE * pixels)]
    if not scraps.size:
        return alpha
    scrap = np.isin(parts, scraps)
    # The faint fringe of a scrap lies outside of every part.
    gone = _grown(scrap, 3) & ~_grown((parts > 0) & ~scrap, 1)
    return np.where(gone, 0, alpha).astype(np.uint8)


def trim_rim(alpha: Alpha, rgb: Pixels) -> Alpha:
    """The matte with less belief at its edge where the photo shows nothing but the old background there.

    What looks like the background nearby and hangs together with it is none of the subject's. Next to that,
    where a lens mixes both, a pixel's place on the line between the background's colour and the subject's,
    both averaged nearby, caps its alpha (Ruzon and Tomasi 2000, "Alpha estimation in natural images", with
    one colour each). Done only where the background is even and the subject nearby has nothing like it, as
    in most photos of products; elsewhere, and more than ``RIM`` from the edge, the matte stays as it is.
    """
    reach = max(4, round(RIM * max(alpha.shape)))
    around = _look_around(alpha, rgb, reach)
    if around is None:
        return alpha
    edge = np.nonzero(around.band)
    at = lambda of: _sampled(of, edge, around.step)  # noqa: E731
    off, line = rgb[edge] - at(around.ground), at(around.subject - around.ground)
    length = np.maximum(np.square(line).sum(1), 1)
    place = (off * line).sum(1) / length
    aside = np.sqrt(np.square(off - place[:, None] * line).sum(1))
    background = around.outer.copy()
    background[edge] = np.abs(off).max(1) < LIKE + 2 * at(around.deviation)
    background = _hanging_together(background, around.outer)
    # Beyond the background, seen from the subject, lies no mixture: a pale band of a dark vase before grey.
    mixed = _beside(background, max(LENS, reach // 3))[edge] & (aside < ASIDE) & (place >= 0)
    cap = np.where(background, 0, 1).astype(np.float32)
    cap[edge] = np.minimum(cap[edge], np.where(mixed, _ramp(place, 0.1, 0.6), 1))
    told = at(around.unlike) * _ramp(np.sqrt(length), 30, 70)
    # What is hardly believed in and looks like the background is that, whatever colours the subject has.
    sure = at(around.even) * np.where((alpha[edge] < 128) & background[edge], 1, told)
    made = alpha.copy()
    made[edge] = np.rint(np.minimum(alpha[edge], 255 - 255 * sure * (1 - _calm(cap, edge))))
    return made


class Around(NamedTuple):
    """A matte's edge: the ``band`` H×W of pixels near it and what lies ``outer`` of that, and on a copy
    ``step`` times smaller, h×w, the colours ``subject`` and ``ground`` h×w×3 on both its sides, the ground's
    ``deviation`` in levels, how ``even`` that makes it and how ``unlike`` it the subject nearby is, 0…1."""

    band: Mask
    outer: Mask
    step: int
    subject: Floats
    ground: Floats
    deviation: Floats
    even: Floats
    unlike: Floats


def _look_around(alpha: Alpha, rgb: Pixels, reach: int) -> Around | None:
    """``None`` where there is no subject or no background that is ``reach`` px away from the edge, or where
    nothing tells both apart."""
    # All that is averaged is smooth, so that a smaller copy will do.
    step = max(1, round(reach / 3))
    inner, outer = (~_grown(_reduced(found, step) > 0, reach / step) for found in (alpha <= 127, alpha > 12))
    if not (inner.any() and outer.any()):
        return None
    whole = lambda small: small.repeat(step, 0).repeat(step, 1)[: alpha.shape[0], : alpha.shape[1]]  # noqa: E731
    picture, spread = _reduced(rgb, step), 2 * reach / step
    subject, subjects = _mean(picture, inner, spread)
    ground, grounds = _mean(picture, outer, spread)
    # Of pixels and not of the copy's, in which a fine texture is lost.
    off = np.abs(rgb - whole(ground.astype(np.int16))).max(2)
    deviation = _mean(_reduced(off.astype(np.uint8), step)[..., None], outer, spread)[0][..., 0] / MEAN_OFF
    shared, _ = _mean(_reduced(off < 30, step)[..., None], inner, spread)
    even = _ramp(deviation, 14, 7) * np.minimum(_ramp(subjects, 0.01, 0.03), _ramp(grounds, 0.01, 0.03))
    if not (even > 0.01).any():
        return None
    return Around(
        whole(~(inner | outer)),
        whole(outer),
        step,
        subject,
        ground,
        deviation,
        even,
        _ramp(shared[..., 0], 31, 10),
    )


def _reduced(values: Pixels | Mask, step: int) -> Floats:
    """Means of ``step``×``step`` pixels of H×W or H×W×3 values, h×w or h×w×3; a mask's pixels count 255."""
    picture = Image.fromarray(values * np.uint8(255) if values.dtype == np.bool_ else values)
    return np.asarray(picture.reduce(step), np.float32)


def _mean(picture: Floats, known: Mask, spread: float) -> tuple[Floats, Floats]:
    """The mean of h×w×C ``picture`` over the ``known`` pixels around each, and their share of them all."""
    share = _averaged(known.astype(np.float32), spread)
    least: Floats = share.clip(1e-4)
    layers = range(picture.shape[2])
    return np.stack([_averaged(picture[..., c] * known, spread) / least for c in layers], 2), share


def _hanging_together(mask: Mask, seed: Mask) -> Mask:
    """The parts of ``mask`` that touch ``seed``."""
    parts, count = _parts(mask)
    kept = np.zeros(count + 1, np.bool_)
    kept[parts[seed & mask]] = True
    return kept[parts] & mask


def _parts(mask: Mask, neighbours: Mask | None = None) -> tuple[npt.NDArray[np.int32], int]:
    """The number, from 1, of the part that each pixel of ``mask`` belongs to, and how many there are."""
    from scipy.ndimage import label

    labelled: tuple[npt.NDArray[np.int32], int] = label(mask, neighbours)  # pyright: ignore[reportAssignmentType]
    return labelled


def _averaged(values: Floats, spread: float) -> Floats:
    from scipy.ndimage import gaussian_filter

    return np.asarray(gaussian_filter(values, spread, mode="nearest", truncate=2.5), np.float32)


def _sampled(values: Floats, pixels: tuple[Any, ...], step: int) -> Floats:
    """``values`` h×w or h×w×3 at pixels of the whole size, between their blocks' middles: N or N×3."""
    from scipy.ndimage import map_coordinates

    places = [(index + 0.5) / step - 0.5 for index in pixels]
    layers = values.reshape(*values.shape[:2], -1)
    found = [map_coordinates(layers[..., c], places, order=1, mode="nearest") for c in range(layers.shape[2])]
    return np.stack(found, 1).astype(np.float32).reshape(-1, *values.shape[2:])


def _beside(mask: Mask, radius: int) -> Mask:
    """Whether something of ``mask`` is in the square of ``radius`` px around each pixel."""
    from scipy.ndimage import maximum_filter1d

    rows = maximum_filter1d(mask.view(np.uint8), 2 * radius + 1, axis=0)
    return np.asarray(maximum_filter1d(rows, 2 * radius + 1, axis=1)) > 0


def _calm(values: Floats, edge: tuple[Any, ...]) -> Floats:
    """``values`` H×W at the pixels ``edge``, without single ones that stand out, as a JPEG's ringing leaves
    them, and a little softer."""
    from scipy.ndimage import gaussian_filter

    padded = np.pad(values, 1, mode="edge")
    around = [padded[edge[0] + down, edge[1] + across] for down in range(3) for across in range(3)]
    calm = values.copy()
    calm[edge] = np.median(around, axis=0)
    return np.asarray(gaussian_filter(calm, 0.6, truncate=2.0), np.float32)[edge]


def _grown(mask: Mask, radius: float) -> Mask:
    """Whether something of ``mask`` is at most ``radius`` px away."""
    from scipy.ndimage import distance_transform_edt

    return np.asarray(distance_transform_edt(~mask)) <= radius if mask.any() else mask


def _ramp(values: Floats, low: float, high: float) -> Floats:
    """0 at ``low``, 1 at ``high``, straight between and the same beyond; ``high`` may be the lower one."""
    return np.clip((values - low) / (high - low), 0, 1)
