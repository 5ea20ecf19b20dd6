"""Whether a picture is as a shop wants it: each limit with what was measured of the picture.

What stands before plain white is measured without a model: subject is what is darker than white by more
than ``FAINT`` levels. Before anything else the matte tells, where there is one; a picture's own transparency
is one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.scenes.shops import Limits, Shop
from core.stages.arrays import Pixels
from core.stages.placement import Box

WHITE, FAINT = 255, 10
NEARLY = 0.002
"""Share of the background's pixels that may be less than white: a JPEG's ripples beside the subject."""
RIPPLE = 6
"""Levels below white at the picture's own edge that are a JPEG's ripples."""
NEAR, NEAR_JPEG = 4, 16
"""Px from the subject within which what is less than white is its soft edge, or a JPEG's ripples."""
SPECK = 0.002
"""Share of a side from which on a row's or a column's pixels are subject."""
EDGE = 0.01
"""Share of a side of the picture that the subject takes from which on it is cut off there."""
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
        found.append(_within("fill", share, shop.fill, "{:.0%}"))
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
    return np.where(product.pixels.min(axis=2) < WHITE - FAINT, 255, 0).astype(np.uint8)


def _white(product: Product, subject: Pixels) -> Verdict:
    import cv2

    wanted = "255 of 255 everywhere"
    if product.pixels.shape[2] == 4 and product.pixels[..., 3].min() < 255:
        return Verdict(name="white", passed=False, measured="transparent", wanted=wanted)
    # The matte tells where what is darker is subject; without one the picture's edge has to be white as well.
    reach = 2 * (NEAR_JPEG if product.form == "JPEG" else NEAR) + 1
    near = np.ones((reach, reach), np.uint8)
    beside = np.asarray(cv2.dilate((subject > 0).astype(np.uint8), near)) == 0
    levels = product.pixels[..., :3].min(axis=2)
    edge = _edge(levels)
    behind = levels[beside]
    if not behind.size:
        return Verdict(name="white", passed=False, measured="no background", wanted=wanted)
    share = float(np.mean(behind < WHITE))
    around = float(np.mean(edge < WHITE - RIPPLE))
    told = f"{1 - max(share, around):.1%} of it, darkest {min(int(behind.min()), int(edge.min()))}"
    passed = share <= NEARLY and around <= EDGE
    return Verdict(name="white", passed=passed, measured=told, wanted=wanted)


def _whole(subject: Pixels) -> Verdict:
    sides = {"top": subject[0], "bottom": subject[-1], "left": subject[:, 0], "right": subject[:, -1]}
    cut = [side for side, edge in sides.items() if np.mean(edge > 127) > EDGE]
    measured = f"cut off: {', '.join(cut)}" if cut else "whole"
    if not (subject > 127).any():
        cut, measured = ["all"], "no subject"
    return Verdict(name="whole", passed=not cut, measured=measured, wanted="inside the picture")


def _within(name: str, value: float, limits: Limits, form: str) -> Verdict:
    low, high = limits
    slack = 0.005 if name == "fill" else 0.0  # what is rounded to the limit meets it
    passed = low - slack <= value <= high + slack
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
