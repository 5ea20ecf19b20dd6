"""A firm edge moves in to where the photo shows the subject alone; strands and what is thin stay."""

import cv2
import numpy as np
import pytest

from core.stages.arrays import Pixels
from core.stages.choke import choked
from core.stages.tiles import WHOLE_PIXELS

SIDE = 160
GREEN, WHITE = np.array((60.0, 90, 50)), np.array((250.0, 250, 250))


def photographed(shape: Pixels, spread: float) -> Pixels:
    """A green thing of that ``shape`` before white, blurred by ``spread`` px."""
    share = cv2.GaussianBlur(shape.astype(np.float32) / 255, (0, 0), spread)[..., None]
    return np.rint(GREEN * share + WHITE * (1 - share)).astype(np.uint8)


def disc(radius: float) -> Pixels:
    y, x = np.mgrid[:SIDE, :SIDE]
    inside = radius - np.hypot(x - SIDE / 2, y - SIDE / 2)
    return np.rint(np.clip(inside + 0.5, 0, 1) * 255).astype(np.uint8)


def palest(photo: Pixels, matte: Pixels) -> int:
    """The level of red in what ``matte`` takes for the subject alone, at its palest."""
    return int(photo[matte == 255][:, 0].max())


@pytest.mark.parametrize(("scale", "spread"), [(1.0, 0.8), (2.0, 1.8), (4.0, 3.5)])
def test_a_pale_line_around_a_firm_subject_goes(scale: float, spread: float):
    matte = disc(50)
    photo = photographed(matte, spread)
    made = choked(matte, photo, scale)
    assert palest(photo, made) < palest(photo, matte) - 20
    assert palest(photo, made) < 105
    lost = np.sqrt((matte > 127).sum() / np.pi) - np.sqrt((made > 127).sum() / np.pi)
    assert 0.3 < lost < 2 * scale


def test_nowhere_is_more_of_the_subject_than_before():
    matte = disc(50)
    made = choked(matte, photographed(matte, 3.5), 4.0)
    assert (made <= matte).all()
    assert (made[SIDE // 2 - 30 : SIDE // 2 + 30, SIDE // 2 - 30 : SIDE // 2 + 30] == 255).all()


def test_what_is_thin_and_what_is_like_its_background_stay_as_they_are():
    thin = np.zeros((SIDE, SIDE), np.uint8)
    thin[:, 40:44] = thin[:, 100:103] = 255
    assert np.array_equal(choked(thin, photographed(thin, 0.8), 1.0), thin)
    matte = disc(50)
    assert np.array_equal(choked(matte, np.full((SIDE, SIDE, 3), 250, np.uint8), 1.0), matte)


def test_strands_stay():
    soft = np.asarray(cv2.GaussianBlur(disc(50), (0, 0), 5), np.uint8)
    made = choked(soft, photographed(disc(50), 5), 1.0)
    assert np.abs(made.astype(int) - soft).max() <= 8


def test_a_pattern_at_the_edge_is_not_taken_for_a_mixture():
    matte = disc(50)
    photo = photographed(matte, 1.0)
    patch = (matte == 255) & (np.mgrid[:SIDE, :SIDE][1] > 122)
    photo[patch] = (200, 200, 195)
    made = choked(matte, photo, 1.0)
    gone = (matte > 127) & (made < 127)
    assert gone[:, 122:].any(1).sum() < 60
    assert np.flatnonzero((made > 127)[SIDE // 2])[-1] >= np.flatnonzero((matte > 127)[SIDE // 2])[-1] - 2


def test_nothing_and_everything_are_left_alone():
    photo = photographed(disc(50), 1.0)
    for level in (0, 255):
        matte = np.full((SIDE, SIDE), level, np.uint8)
        assert np.array_equal(choked(matte, photo, 2.0), matte)


def test_a_large_picture_goes_through_in_tiles(monkeypatch: pytest.MonkeyPatch):
    matte = disc(50)
    photo = photographed(matte, 1.8)
    whole = choked(matte, photo, 2.0)
    assert matte.size < WHOLE_PIXELS
    monkeypatch.setattr("core.stages.choke.WHOLE_PIXELS", matte.size // 2)
    parts = choked(matte, photo, 2.0)
    assert palest(photo, parts) < 110
    assert np.abs(whole.astype(int) - parts).mean() < 3
