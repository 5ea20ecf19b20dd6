"""The tint of a coloured background leaves a grey subject's soft edge; nothing else changes."""

import numpy as np

from core.stages.arrays import Pixels
from core.stages.despill import despilled

SIDE = 80


def before_grass(subject: tuple[int, int, int] = (120, 120, 120)) -> tuple[Pixels, Pixels]:
    """A disc before grass whose soft edge is mixed with it, and its matte."""
    y, x = np.mgrid[:SIDE, :SIDE]
    true = np.clip((26 - np.hypot(x - SIDE / 2, y - SIDE / 2)) / 6 + 0.5, 0, 1)[..., None]
    photo = true * subject + (1 - true) * (60, 150, 40)
    return np.rint(photo).astype(np.uint8), np.rint(true[..., 0] * 255).astype(np.uint8)


def green(pixels: Pixels) -> float:
    return float((pixels[:, 1].astype(float) - pixels[:, [0, 2]].mean(1)).mean())


def test_a_green_edge_is_grey():
    photo, matte = before_grass()
    rim = (matte > 40) & (matte < 160)
    made = despilled(photo, photo, matte)
    assert green(made[rim]) < 0.3 * green(photo[rim])
    assert np.abs(made[rim].mean() - photo[rim].mean()) < 25


def test_what_is_whole_or_nothing_stays():
    photo, matte = before_grass()
    made = despilled(photo, photo, matte)
    sure = (matte == 0) | (matte == 255)
    assert np.array_equal(made[sure], photo[sure])


def test_a_subject_of_the_backgrounds_colour_stays():
    photo, matte = before_grass((70, 140, 50))
    assert np.abs(despilled(photo, photo, matte).astype(int) - photo).max() <= 2


def test_a_matte_without_soft_edges_changes_nothing():
    photo, matte = before_grass()
    hard = np.where(matte > 127, 255, 0).astype(np.uint8)
    assert despilled(photo, photo, hard) is photo
