"""How alike two pictures are in figures: PSNR, SSIM and FLIP, of the whole and of the background alone."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.comparing.flip import flip
from core.stages.arrays import Floats, Pixels

MOST_PIXELS = 2_000_000
"""Pixels at which SSIM and FLIP are measured; larger pictures are reduced for them."""
SAME_SHAPE = 0.01
"""Share by which two aspect ratios may differ for the pictures to lie upon each other."""
FILLED = 128
"""What stands in both pictures in place of the subjects, where the background is measured."""
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)
Mask = npt.NDArray[np.bool_]
Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """PSNR in dB, infinite where the pixels are equal; SSIM, 1 where they are; FLIP, 0 where they are, 1 at
    the most."""

    psnr: float
    ssim: float
    flip: float


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Of two pictures: the ``size`` in px at which PSNR was measured, whether one of them was ``reduced`` to
    it, ``seen_at``, the size for SSIM and FLIP, and how alike they are as a whole and outside both subjects;
    ``background`` is ``None`` where the subjects are not known or fill everything."""

    size: tuple[int, int]
    reduced: bool
    seen_at: tuple[int, int]
    whole: Likeness
    background: Likeness | None


def psnr(one: Pixels, other: Pixels, where: Mask | None = None) -> float:
    """Peak signal-to-noise ratio in dB of two arrays of one shape, of the pixels ``where``; infinite where
    they are equal."""
    apart = np.square(one.astype(np.float32) - other.astype(np.float32))
    error = float(np.mean(apart if where is None else apart[where], dtype=np.float64))
    return math.inf if error == 0 else 10 * math.log10(255**2 / error)


def ssim(one: Pixels, other: Pixels) -> Floats:
    """Structural similarity of the brightness of two H×W×3 pictures around each pixel: H×W, -1…1, 1 where
    they are equal. Z. Wang et al., IEEE Trans. Image Processing 13(4), 2004, with its Gaussian window."""
    import cv2

    def mean(plane: Doubles) -> Doubles:
        blurred = cv2.GaussianBlur(plane, (11, 11), 1.5, borderType=cv2.BORDER_REFLECT)
        return np.asarray(blurred, np.float64)

    first, second = (picture.astype(np.float64) @ _LUMA.astype(np.float64) for picture in (one, other))
    flat, steep = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    levels = mean(first), mean(second)
    both = levels[0] * levels[1]
    squares = levels[0] ** 2 + levels[1] ** 2
    spread = mean(first**2) + mean(second**2) - squares
    together = mean(first * second) - both
    alike = (2 * both + flat) * (2 * together + steep) / ((squares + flat) * (spread + steep))
    return alike.astype(np.float32)


def common_size(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int] | None:
    """The smaller of two sizes (width, height) in px, at which both can be compared; ``None`` where their
    shapes are too different to lie upon each other."""
    ratios = one[0] / one[1], other[0] / other[1]
    if max(ratios) / min(ratios) - 1 > SAME_SHAPE:
        return None
    return min(one, other, key=math.prod)


def at_size(picture: Pixels, size: tuple[int, int]) -> Pixels:
    """The picture reduced to width × height in px; itself where it has that size."""
    if (picture.shape[1], picture.shape[0]) == size:
        return picture
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BOX))


def measured(
    one: Pixels, other: Pixels, mattes: tuple[Pixels | None, Pixels | None] = (None, None)
) -> Figures | None:
    """All figures of two H×W×3 pictures; of different sizes at the smaller one, of different shapes ``None``.
    ``mattes`` (H×W, 0 = background) say where the subjects are. Equal in both orders."""
    size = common_size((one.shape[1], one.shape[0]), (other.shape[1], other.shape[0]))
    if size is None:
        return None
    reduced = one.shape != other.shape
    one, other = at_size(one, size), at_size(other, size)
    background: Mask | None = None
    if mattes[0] is not None and mattes[1] is not None:
        background = (at_size(mattes[0], size) == 0) & (at_size(mattes[1], size) == 0)
    small = _seen_at(size)
    return Figures(
        size=size,
        reduced=reduced,
        seen_at=small,
        whole=_likeness(one, other, None, small),
        background=None
        if background is None or not background.any()
        else _likeness(one, other, background, small),
    )


def _seen_at(size: tuple[int, int]) -> tuple[int, int]:
    """Of the same shape, with at most ``MOST_PIXELS``."""
    share = math.sqrt(min(1.0, MOST_PIXELS / math.prod(size)))
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _likeness(one: Pixels, other: Pixels, where: Mask | None, small: tuple[int, int]) -> Likeness:
    """The three figures of the pixels ``where``; the others are made equal first, so that no window that
    reaches into them sees them."""
    if where is not None:
        one, other = (np.where(where[..., None], picture, np.uint8(FILLED)) for picture in (one, other))
    decibels = psnr(one, other, where)
    if math.isinf(decibels):
        return Likeness(psnr=decibels, ssim=1.0, flip=0.0)
    one, other = at_size(one, small), at_size(other, small)
    seen: Mask | slice = slice(None)
    if where is not None:
        seen = at_size(where.astype(np.uint8) * 255, small) >= FILLED
        seen = seen if seen.any() else slice(None)
    return Likeness(
        psnr=decibels,
        ssim=float(np.mean(ssim(one, other)[seen], dtype=np.float64)),
        flip=float(np.mean(flip(one, other)[seen], dtype=np.float64)),
    )
