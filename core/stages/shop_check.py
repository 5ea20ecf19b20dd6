"""Whether a picture is as a shop wants it: each limit with what was measured of the picture.

What stands before plain white is measured without a model: background is what is light and goes on evenly
from the picture's edge, so that a shadow and corners that darken are background and a white mug is not.
Before anything else the matte tells, where there is one; a picture's own transparency is one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.scenes.shops import Limits, Shop
from core.stages.arrays import Pixels
from core.stages.placement import Box

Flags = npt.NDArray[np.bool_]
WHITE, FAINT = 255, 10
LIGHT, EVEN = 190, 4
"""The darkest level of a background that goes on evenly, and by how many levels its neighbours differ."""
NEARLY = 0.002
"""Share of the background's pixels that may be less than white: a JPEG's ripples beside the subject."""
NEAR, NEAR_JPEG = 4, 16
"""Px from the subject within which what is less than white is its soft edge, or a JPEG's ripples."""
SPECK = 0.002
"""Share of a side from which on a row's or a column's pixels are subject."""
EDGE = 0.01
"""Share of a side of the picture that the subject takes from which on it is cut off there."""
STRAP, STRAIGHT = 0.002, 0.02
"""Share of a side from which on what is narrower is cut off too where it goes straight inward, as a strap
does, by that share of the other side; what is round touches the side and is wider there."""
FRAMED = 0.95
"""Share of a side that is no background from which on that is the background, and not a subject cut off."""
NAMES: Mapping[str, str] = {
    "white": "Background pure white",
    "fill": "Subject fills the picture",
    "whole": "Whole subject",
    "longest": "Longer side",
    "shortest": "Shorter side",
    "ratio": "Width to height",
    "megabytes": "File size",
    "formats": "File format",
}
"""What is checked, in words, in the order in which it is told."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One limit of a shop's: its ``name`` among ``NAMES``, whether the picture ``passed``, what was
    ``measured`` and what is ``wanted``, in words."""

    name: str
    passed: bool
    measured: str
    wanted: str


@dataclass(frozen=True, kw_only=True)
class Product:
    """A picture to be checked: ``pixels`` H×W×3 or H×W×4, its file's ``form`` as Pillow calls it and ``size``
    in bytes, and the subject's ``matte`` H×W (255 = subject) where that is known."""

    pixels: Pixels
    form: str
    size: int
    matte: Pixels | None = None


def checked(product: Product, shop: Shop) -> list[Verdict]:
    """The shop's limits, each with its verdict; none of the subject where nothing tells it from what is
    behind it."""
    height, width = product.pixels.shape[:2]
    subject = subject_of(product)
    box = _box(subject)
    found: list[Verdict] = []
    if shop.white:
        found.append(_white(product, subject))
    known = _is_known(product)
    if shop.fill is not None and known:
        share = 0.0 if box is None else max(box.width / width, box.height / height)
        # In whole per cent, as it is told: what is rounded to the limit meets it.
        found.append(_within("fill", round(share, 2), shop.fill, "{:.0%}"))
    if shop.whole and known:
        found.append(_whole(subject))
    if shop.longest is not None:
        found.append(_within("longest", max(width, height), shop.longest, "{:,.0f} px"))
    if shop.shortest is not None:
        found.append(_within("shortest", min(width, height), shop.shortest, "{:,.0f} px"))
    if shop.ratio is not None:
        found.append(_within("ratio", width / height, shop.ratio, "{:.2f}"))
    if shop.megabytes is not None:
        found.append(_within("megabytes", product.size / 1e6, (0.0, shop.megabytes), "{:.2f} MB"))
    passed, wanted = product.form in shop.formats, ", ".join(shop.formats)
    found.append(Verdict(name="formats", passed=passed, measured=product.form, wanted=wanted))
    return found


def is_doubtful(product: Product) -> bool:
    """Whether colours alone do not tell subject from background, so that a cut-out model should: there is
    another place behind it, or pure white, which is not pure between the picture's edge and the subject: a
    white carton's face, or a shadow."""
    if product.matte is not None or product.pixels.shape[2] == 4:
        return False
    levels = product.pixels.min(axis=2)
    if not _is_known(product):
        return True
    pure = float(np.mean(_edge(levels) == WHITE)) > 1 - EDGE
    return pure and not _white(product, subject_of(product)).passed


def _is_known(product: Product) -> bool:
    """Whether what is subject can be told: by a matte, or since there is mostly white around it."""
    if product.matte is not None or product.pixels.shape[2] == 4:
        return True
    return float(np.mean(_edge(product.pixels.min(axis=2)) >= WHITE - FAINT)) > 0.5


def _edge(levels: Pixels) -> Pixels:
    """The outermost pixels of H×W."""
    return np.concatenate([levels[0], levels[-1], levels[:, 0], levels[:, -1]])


def subject_of(product: Product) -> Pixels:
    """Where the subject is, H×W, 255 = subject: by its matte, the picture's own alpha, or as what is not
    white."""
    if product.matte is not None:
        return product.matte
    if product.pixels.shape[2] == 4:
        return product.pixels[..., 3]
    return np.where(_open(product.pixels.min(axis=2)), 0, 255).astype(np.uint8)


def _open(levels: Pixels) -> Flags:
    """Where H×W is background as far as its colours tell: what is nearly white, or light and even, and goes
    on to the picture's edge."""
    import cv2

    around = np.ones((3, 3), np.uint8)
    even = cv2.morphologyEx(levels, cv2.MORPH_GRADIENT, around) <= EVEN
    even = cv2.dilate(_reaching_the_edge(even & (levels >= LIGHT)).astype(np.uint8), around) > 0
    return _reaching_the_edge((levels >= WHITE - FAINT) | (even & (levels >= LIGHT)))


def _reaching_the_edge(where: Flags) -> Flags:
    """The parts of ``where`` H×W that go on to the picture's edge."""
    import cv2

    parts = np.asarray(cv2.connectedComponents(where.astype(np.uint8), connectivity=4)[1], np.int32)
    reaching = np.zeros(int(parts.max()) + 1, np.bool_)
    for side in (parts[0], parts[-1], parts[:, 0], parts[:, -1]):
        reaching[side] = True
    reaching[0] = False
    return reaching[parts]


def _white(product: Product, subject: Pixels) -> Verdict:
    import cv2

    wanted = "255 of 255 everywhere"
    if product.pixels.shape[2] == 4 and product.pixels[..., 3].min() < 255:
        return Verdict(name="white", passed=False, measured="transparent", wanted=wanted)
    reach = 2 * (NEAR_JPEG if product.form == "JPEG" else NEAR) + 1
    near = np.ones((reach, reach), np.uint8)
    beside = np.asarray(cv2.dilate((subject > 0).astype(np.uint8), near)) == 0
    levels = product.pixels[..., :3].min(axis=2)
    # Without a matte a dark frame passes for a subject; a subject with one may well be along a whole side.
    framed = product.matte is None and _is_framed(subject)
    behind = levels[np.ones_like(beside) if framed else beside]
    if not behind.size:
        return Verdict(name="white", passed=False, measured="no background", wanted=wanted)
    share = float(np.mean(behind < WHITE))
    told = f"{1 - share:.1%} of it, darkest {int(behind.min())}"
    return Verdict(name="white", passed=share <= NEARLY and not framed, measured=told, wanted=wanted)


def _is_framed(subject: Pixels) -> bool:
    """Whether a side of H×W is dark from end to end."""
    sides = subject[0], subject[-1], subject[:, 0], subject[:, -1]
    return any(float(np.mean(side > 127)) >= FRAMED for side in sides)


def _whole(subject: Pixels) -> Verdict:
    sides = {"top": subject, "bottom": subject[::-1], "left": subject.T, "right": subject.T[::-1]}
    cut = [side for side, inward in sides.items() if _is_cut(inward > 127)]
    measured = f"cut off: {', '.join(cut)}" if cut else "whole"
    if not (subject > 127).any():
        cut, measured = ["all"], "no subject"
    return Verdict(name="whole", passed=not cut, measured=measured, wanted="inside the picture")


def _is_cut(inward: Flags) -> bool:
    """Whether the first row of H×W cuts off what is there: much of it, or what is narrow and goes straight on
    inward."""
    touching = np.flatnonzero(inward[0])
    if len(touching) > EDGE * inward.shape[1]:
        return True
    if len(touching) < max(3, STRAP * inward.shape[1]):
        return False
    wide = touching[-1] + 1 - touching[0]
    deeper = inward[round(STRAIGHT * len(inward)), max(0, touching[0] - wide) : touching[-1] + 1 + wide]
    return bool(0 < deeper.sum() <= 2 * len(touching))


def _within(name: str, value: float, limits: Limits, form: str) -> Verdict:
    low, high = limits
    passed = low <= value <= high
    least, most = form.format(low), form.format(high)
    wanted = f"at most {most}" if low == 0 else f"{least} to {most}"
    return Verdict(name=name, passed=passed, measured=form.format(value), wanted=wanted)


def _box(subject: Pixels) -> Box | None:
    opaque = subject > 127
    rows = np.flatnonzero(opaque.mean(axis=1) >= SPECK)
    columns = np.flatnonzero(opaque.mean(axis=0) >= SPECK)
    if not len(rows) or not len(columns):
        return None
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
