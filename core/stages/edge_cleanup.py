"""What a cut-out model leaves at a subject's edge: a fringe of the old background, and islands beside it.

An alpha matte is an H×W uint8 array, 255 = subject, 0 = background; a picture H×W×3 uint8 sRGB. A pixel's
*belief* is its alpha: how far the model believes it to be subject.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.stages.arrays import Floats, Pixels

Alpha = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Indices = tuple[Any, ...]
"""Rows and columns of N pixels, as ``np.nonzero`` gives them."""

# On 33 photos of subjects (objects_u2net, products, rembg_examples, matte_true) every part of a subject has
# at least 5.7 % of the largest one's area, every island at most 0.6 % and hardly a pixel of full belief.
ISLAND_AREA = 0.01
ISLAND_SURE = 0.5

FRINGE = 0.012
"""How far in from the matte's edge a fringe is looked for, and how far out sure background begins: a share of
the longest side, at least four pixels. U²-Net's own pixels are 0.3 % of it."""

LIKE, ASIDE, LENS = 14, 40, 2
"""How far, in levels, a pixel may be from the background's colour to be taken for it, beside twice that one's
own deviation; how far from the line between background and subject to be taken for a mixture of both; and how
many pixels wide such mixtures are at least."""

MEAN_OFF = 0.8
"""How far a channel is from its mean, on average, by its standard deviation."""


def drop_islands(alpha: Alpha) -> Alpha:
    """The matte without its tiny and doubtful parts, such as the hook of a hanger.

    A part is what is connected, corners included, above a tenth of full belief. It goes if it has less than
    ``ISLAND_AREA`` of the largest part's area and less than ``ISLAND_SURE`` of its pixels are 255.
    """
    from scipy.ndimage import sum_labels

    parts, count = connected_parts(alpha > 25, np.ones((3, 3), np.bool_))
    if count < 2:
        return alpha
    numbers = np.arange(1, count + 1)
    area, pixels, sure = (sum_labels(of, parts, numbers) for of in (alpha, alpha > 25, alpha == 255))
    islands = numbers[(area < ISLAND_AREA * area.max()) & (sure < ISLAND_SURE * pixels)]
    if not islands.size:
        return alpha
    island = np.isin(parts, islands)
    # The faint border of an island lies outside of every part.
    gone = dilated(island, 3) & ~dilated((parts > 0) & ~island, 1)
    return np.where(gone, 0, alpha).astype(np.uint8)


def trim_fringe(alpha: Alpha, rgb: Pixels) -> Alpha:
    """The matte with less belief at its edge where the photo shows nothing but the old background there.

    What looks like the background nearby and is connected with it is none of the subject's. Next to that,
    where a lens mixes both, a pixel's place on the line between the background's colour and the subject's,
    both averaged nearby, caps its alpha (Ruzon and Tomasi 2000, "Alpha estimation in natural images", with
    one colour each). Done only where the background is even and the subject nearby has nothing like it, as
    in most photos of products; elsewhere, and more than ``FRINGE`` from the edge, the matte stays as it is.
    """
    reach = max(4, round(FRINGE * max(alpha.shape)))
    colours = edge_colours(alpha, rgb, reach)
    if colours is None:
        return alpha
    edge = np.nonzero(colours.band)

    def at_edge(values: Floats) -> Floats:
        return sampled(values, edge, colours.step)

    off, line = rgb[edge] - at_edge(colours.ground), at_edge(colours.subject - colours.ground)
    length = np.maximum(np.square(line).sum(1), 1)
    place = (off * line).sum(1) / length
    aside = np.sqrt(np.square(off - place[:, None] * line).sum(1))
    background = colours.outer.copy()
    background[edge] = np.abs(off).max(1) < LIKE + 2 * at_edge(colours.deviation)
    parts, count = connected_parts(background)
    touching = np.zeros(count + 1, np.bool_)
    touching[parts[colours.outer & background]] = True
    background = touching[parts] & background
    # Beyond the background, seen from the subject, lies no mixture: a pale band of a dark vase before grey.
    mixed = in_square(background, max(LENS, reach // 3))[edge] & (aside < ASIDE) & (place >= 0)
    cap = np.where(background, 0, 1).astype(np.float32)
    cap[edge] = np.minimum(cap[edge], np.where(mixed, ramp(place, 0.1, 0.6), 1))
    telling = at_edge(colours.unlike) * ramp(np.sqrt(length), 30, 70)
    # What is hardly believed in and looks like the background is that, whatever colours the subject has.
    sure = at_edge(colours.even) * np.where((alpha[edge] < 128) & background[edge], 1, telling)
    made = alpha.copy()
    made[edge] = np.rint(np.minimum(alpha[edge], 255 - 255 * sure * (1 - smoothed_at(cap, edge))))
    return made


class EdgeColours(NamedTuple):
    """The colours on both sides of a matte's edge.

    ``band`` H×W are the pixels near the edge, ``outer`` what lies outside of that. On a copy ``step`` times
    smaller, h×w: the colours ``subject`` and ``ground`` h×w×3, the ground's ``deviation`` in levels, how
    ``even`` that makes it and how ``unlike`` it the subject nearby is, 0…1.
    """

    band: Mask
    outer: Mask
    step: int
    subject: Floats
    ground: Floats
    deviation: Floats
    even: Floats
    unlike: Floats


def edge_colours(alpha: Alpha, rgb: Pixels, reach: int) -> EdgeColours | None:
    """The colours within ``reach`` px of the matte's edge; ``None`` where there is no subject or no
    background that far from it, or where the background is nowhere even."""
    # All that is averaged is smooth, so that a smaller copy will do.
    step = max(1, round(reach / 3))
    inner, outer = (~dilated(reduced(near, step) > 0, reach / step) for near in (alpha <= 127, alpha > 12))
    if not (inner.any() and outer.any()):
        return None

    def whole(small: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return small.repeat(step, 0).repeat(step, 1)[: alpha.shape[0], : alpha.shape[1]]

    picture, spread = reduced(rgb, step), 2 * reach / step
    subject, subjects = local_mean(picture, inner, spread)
    ground, grounds = local_mean(picture, outer, spread)
    # Of pixels and not of the copy's, in which a fine texture is lost.
    off = np.abs(rgb - whole(ground.astype(np.int16))).max(2)
    off_ground = reduced(off.astype(np.uint8), step)[..., None]
    deviation = local_mean(off_ground, outer, spread)[0][..., 0] / MEAN_OFF
    shared, _ = local_mean(reduced(off < 30, step)[..., None], inner, spread)
    even = ramp(deviation, 14, 7) * np.minimum(ramp(subjects, 0.01, 0.03), ramp(grounds, 0.01, 0.03))
    if not (even > 0.01).any():
        return None
    return EdgeColours(
        band=whole(~(inner | outer)),
        outer=whole(outer),
        step=step,
        subject=subject,
        ground=ground,
        deviation=deviation,
        even=even,
        unlike=ramp(shared[..., 0], 31, 10),
    )


def reduced(values: Pixels | Mask, step: int) -> Floats:
    """Means of ``step``×``step`` pixels of H×W or H×W×3 values, h×w or h×w×3; a mask's pixels count 255."""
    picture = Image.fromarray(values * np.uint8(255) if values.dtype == np.bool_ else values)
    return np.asarray(picture.reduce(step), np.float32)


def local_mean(picture: Floats, known: Mask, spread: float) -> tuple[Floats, Floats]:
    """The mean of h×w×C ``picture`` over the ``known`` pixels around each, weighted by a Gaussian of
    ``spread`` px, and the share of known ones among them, h×w, 0…1."""
    from scipy.ndimage import gaussian_filter

    def averaged(values: Floats) -> Floats:
        return np.asarray(gaussian_filter(values, spread, mode="nearest", truncate=2.5), np.float32)

    share = averaged(known.astype(np.float32))
    least: Floats = share.clip(1e-4)
    layers = range(picture.shape[2])
    return np.stack([averaged(picture[..., c] * known) / least for c in layers], 2), share


def connected_parts(mask: Mask, neighbours: Mask | None = None) -> tuple[npt.NDArray[np.int32], int]:
    """The number, from 1, of the connected part that each pixel of ``mask`` belongs to, 0 outside of it,
    and how many parts there are; ``neighbours`` 3×3 says what is connected, sides alone where it is none."""
    from scipy.ndimage import label

    labelled: tuple[npt.NDArray[np.int32], int] = label(mask, neighbours)  # pyright: ignore[reportAssignmentType]
    return labelled


def sampled(values: Floats, pixels: Indices, step: int) -> Floats:
    """``values`` h×w or h×w×3 at pixels of the ``step`` times larger picture, linear between the middles of
    their blocks: N or N×3."""
    from scipy.ndimage import map_coordinates

    places = [(index + 0.5) / step - 0.5 for index in pixels]
    layers = values.reshape(*values.shape[:2], -1)
    found = [map_coordinates(layers[..., c], places, order=1, mode="nearest") for c in range(layers.shape[2])]
    return np.stack(found, 1).astype(np.float32).reshape(-1, *values.shape[2:])


def in_square(mask: Mask, radius: int) -> Mask:
    """Whether something of ``mask`` is in the square of ``radius`` px around each pixel."""
    from scipy.ndimage import maximum_filter1d

    rows = maximum_filter1d(mask.view(np.uint8), 2 * radius + 1, axis=0)
    return np.asarray(maximum_filter1d(rows, 2 * radius + 1, axis=1)) > 0


def smoothed_at(values: Floats, pixels: Indices) -> Floats:
    """``values`` H×W at N ``pixels``, without single ones that stand out, as a JPEG's ringing leaves them,
    and a little softer."""
    from scipy.ndimage import gaussian_filter

    padded = np.pad(values, 1, mode="edge")
    around = [padded[pixels[0] + down, pixels[1] + across] for down in range(3) for across in range(3)]
    calm = values.copy()
    calm[pixels] = np.median(around, axis=0)
    return np.asarray(gaussian_filter(calm, 0.6, truncate=2.0), np.float32)[pixels]


def dilated(mask: Mask, radius: float) -> Mask:
    """Whether something of ``mask`` is at most ``radius`` px away."""
    from scipy.ndimage import distance_transform_edt

    return np.asarray(distance_transform_edt(~mask)) <= radius if mask.any() else mask


def ramp(values: Floats, low: float, high: float) -> Floats:
    """0 at ``low``, 1 at ``high``, straight between and the same beyond; ``high`` may be the lower one."""
    return np.clip((values - low) / (high - low), 0, 1)
