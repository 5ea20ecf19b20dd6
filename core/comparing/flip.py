"""LDR-FLIP, how different two pictures look when they are flipped between on one screen.

P. Andersson, J. Nilsson, T. Akenine-Möller, M. Oskarsson, K. Åström, M. D. Fairchild: "FLIP: A Difference
Evaluator for Alternating Images", Proc. ACM Comput. Graph. Interact. Tech. 3(2), 2020. All constants are the
paper's; the screen is its usual one, 0.7 m away, 3,840 px on 0.7 m.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.stages.arrays import Floats, Pixels

PIXELS_PER_DEGREE = 0.7 * (3840 / 0.7) * np.pi / 180
"""Pixels of that screen in a degree of sight: 67."""
FEATURE_DEGREES = 0.082
"""How wide an edge is that an eye finds best."""
COLOUR_POWER, FEATURE_POWER = 0.7, 0.5
KNEE, AT_KNEE = 0.4, 0.95
"""Share of the largest colour difference that is told by the first ``AT_KNEE`` of the scale."""
TO_XYZ = np.array(
    [
        [10135552 / 24577794, 8788810 / 24577794, 4435075 / 24577794],
        [2613072 / 12288897, 8788810 / 12288897, 887015 / 12288897],
        [1425312 / 73733382, 8788810 / 73733382, 70074185 / 73733382],
    ],
    np.float32,
)
"""Linear sRGB to CIE XYZ; a row's sum is white's value."""
WHITE = TO_XYZ.sum(axis=1)

Doubles = npt.NDArray[np.float64]


class _Gaussians(NamedTuple):
    """A channel's contrast sensitivity as one or two Gaussians: pairs of height and width."""

    parts: tuple[tuple[float, float], ...]


_SENSITIVITY = (
    _Gaussians(((1.0, 0.0047),)),
    _Gaussians(((1.0, 0.0053),)),
    _Gaussians(((34.1, 0.04), (13.5, 0.025))),
)
"""Of the achromatic, the red-green and the blue-yellow channel."""
_WIDEST = 0.04


def flip(one: Pixels, other: Pixels) -> Floats:
    """The difference that is seen at each pixel of two H×W×3 sRGB pictures of one size: H×W, 0 none … 1 the
    largest there is. The same in both orders."""
    first, second = _opponent(one), _opponent(other)
    features = _feature_difference(first[..., 0], second[..., 0])
    return np.power(_colour_difference(first, second), 1 - features)


def _opponent(picture: Pixels) -> Floats:
    """H×W×3 sRGB, 0…255, in YCxCz, the linear opponent colours of CIE XYZ."""
    level = np.arange(256, dtype=np.float32) / 255
    linear = np.where(level > 0.04045, ((level + 0.055) / 1.055) ** 2.4, level / 12.92).astype(np.float32)
    x, y, z = np.moveaxis(linear[picture] @ (TO_XYZ / WHITE[:, None]).T, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def _linear(opponent: Floats) -> Floats:
    """YCxCz as XYZ relative to white, of colours that a screen has: linear sRGB within 0…1."""
    y = (opponent[..., 0] + 16) / 116
    relative = np.stack([y + opponent[..., 1] / 500, y, y - opponent[..., 2] / 200], axis=-1)
    shown = np.clip((relative * WHITE) @ np.linalg.inv(TO_XYZ).T.astype(np.float32), 0, 1)
    return shown @ (TO_XYZ / WHITE[:, None]).T


def _hunt_lab(relative: Floats) -> Floats:
    """CIE L*a*b* of XYZ relative to white, its colours weakened in the dark as Hunt found it."""
    delta = 6 / 29
    root = np.where(relative > delta**3, np.cbrt(relative), relative / (3 * delta**2) + 4 / 29)
    light = 116 * root[..., 1] - 16
    red, blue = 500 * (root[..., 0] - root[..., 1]), 200 * (root[..., 1] - root[..., 2])
    return np.stack([light, 0.01 * light * red, 0.01 * light * blue], axis=-1).astype(np.float32)


def _hyab(one: Floats, other: Floats) -> Floats:
    """The distance of two colours in L*a*b*: city blocks in light, straight in colour."""
    apart = one - other
    return np.abs(apart[..., 0]) + np.hypot(apart[..., 1], apart[..., 2])


def _largest() -> float:
    """The largest colour difference on the scale: pure green's from pure blue."""
    pure = np.array([[[0, 255, 0]], [[0, 0, 255]]], np.uint8)
    green, blue = _hunt_lab(_linear(_opponent(pure)))[:, 0]
    return float(_hyab(green, blue)) ** COLOUR_POWER


def _colour_difference(one: Floats, other: Floats) -> Floats:
    """0…1 for each pixel of two YCxCz pictures, as seen from the screen's distance."""
    apart = _hyab(_hunt_lab(_linear(_blurred(one))), _hunt_lab(_linear(_blurred(other)))) ** COLOUR_POWER
    most = _largest()
    low = apart * (AT_KNEE / (KNEE * most))
    high = AT_KNEE + (apart - KNEE * most) / (most - KNEE * most) * (1 - AT_KNEE)
    return np.clip(np.where(apart < KNEE * most, low, high), 0, 1).astype(np.float32)


def _blurred(opponent: Floats) -> Floats:
    """Each channel without the detail that an eye does not resolve in it."""
    import cv2

    radius = int(np.ceil(3 * np.sqrt(_WIDEST / (2 * np.pi**2)) * PIXELS_PER_DEGREE))
    degrees = np.arange(-radius, radius + 1) / PIXELS_PER_DEGREE
    channels: list[Floats] = []
    for channel, sensitivity in enumerate(_SENSITIVITY):
        kernels = [np.exp(-((np.pi * degrees) ** 2) / width) for _, width in sensitivity.parts]
        heights = [height * np.sqrt(np.pi / width) for height, width in sensitivity.parts]
        total = sum(height * kernel.sum() ** 2 for height, kernel in zip(heights, kernels, strict=True))
        plane, blurred = np.ascontiguousarray(opponent[..., channel]), np.float32(0)
        for height, kernel in zip(heights, kernels, strict=True):
            part = cv2.sepFilter2D(plane, -1, kernel, kernel, borderType=cv2.BORDER_REPLICATE)
            blurred = blurred + np.float32(height / total) * part
        channels.append(np.asarray(blurred, np.float32))
    return np.stack(channels, axis=-1)


def _feature_difference(one: Floats, other: Floats) -> Floats:
    """0…1 for each pixel: how far edges or points are apart in two achromatic channels of YCxCz."""
    deviation = 0.5 * FEATURE_DEGREES * PIXELS_PER_DEGREE
    radius = int(np.ceil(3 * deviation))
    at = np.arange(-radius, radius + 1, dtype=np.float64)
    bell = np.exp(-(at**2) / (2 * deviation**2))
    bell_one = bell / bell.sum()
    apart: list[Floats] = []
    for kernel in (-at * bell, (at**2 / deviation**2 - 1) * bell):
        positive, negative = kernel[kernel > 0].sum(), -kernel[kernel < 0].sum()
        balanced = np.where(kernel > 0, kernel / positive, kernel / negative)
        found = [_strength(plane, balanced, bell_one) for plane in (one, other)]
        apart.append(np.abs(found[0] - found[1]))
    return np.clip(np.maximum(*apart) / np.sqrt(2), 0, 1) ** FEATURE_POWER


def _strength(plane: Floats, along: Doubles, across: Doubles) -> Floats:
    """The length of what a detector finds in both directions of an achromatic channel."""
    import cv2

    plane = np.ascontiguousarray((plane + 16) / 116, np.float32)
    border = cv2.BORDER_REPLICATE
    level = cv2.sepFilter2D(plane, -1, along, across, borderType=border)
    upright = cv2.sepFilter2D(plane, -1, across, along, borderType=border)
    return np.asarray(np.hypot(level, upright), np.float32)
