"""A bright rim of the old background goes from a subject's soft edge, and nothing else changes."""

import numpy as np

from core.stages.arrays import Pixels
from core.stages.compositing import composite
from core.stages.rims import cleaned

SIDE = 64
DARK, WHITE = 40, 250


def photographed(believed: float = 2.0) -> tuple[Pixels, Pixels]:
    """A dark disc before white, soft by some px, and a matte that takes the mixture for subject ``believed``
    px too far out."""
    y, x = np.mgrid[:SIDE, :SIDE]
    inside = 20 - np.hypot(x - SIDE / 2, y - SIDE / 2)
    true, matte = (np.clip((inside + more) / 4 + 0.5, 0, 1) for more in (0, believed))
    grey = np.rint(DARK * true + WHITE * (1 - true))
    return np.dstack([grey] * 3).astype(np.uint8), np.rint(matte * 255).astype(np.uint8)


def test_a_bright_rim_is_gone_before_black():
    source, matte = photographed()
    black = np.zeros_like(source)
    before = composite(source, black, matte)
    foreground, shrunk = cleaned(source, source, matte)
    after = composite(foreground, black, shrunk)
    rim = (matte > 0) & (matte < 255)
    assert before[rim].mean() > 1.5 * DARK
    assert after[rim].mean() < 0.6 * before[rim].mean()
    assert after[rim].max() < before[rim].max()


def test_pixels_of_the_full_matte_and_outside_of_it_stay():
    source, matte = photographed()
    foreground, shrunk = cleaned(source, source, matte)
    assert np.array_equal(shrunk == 255, matte == 255)
    assert not shrunk[matte == 0].any()
    assert np.array_equal(foreground[matte == 255], source[matte == 255])
    assert (shrunk <= matte).all()


def test_a_matte_without_soft_edges_stays_as_it_is():
    source, matte = photographed()
    hard = np.where(matte > 127, 255, 0).astype(np.uint8)
    foreground, shrunk = cleaned(source, source, hard)
    assert foreground is source
    assert shrunk is hard


def test_thin_hair_far_from_the_subject_stays():
    source, matte = photographed()
    source[:, 2], matte[:, 2] = DARK, 120
    _, shrunk = cleaned(source, source, matte)
    assert np.array_equal(shrunk[:, 2], matte[:, 2])
