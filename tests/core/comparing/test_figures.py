"""Figures of how alike two pictures are: what holds for all pictures, and what was published."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.comparing.difference import coloured, difference, spots
from core.comparing.figures import Likeness, measured, psnr, ssim
from core.comparing.flip import flip
from core.comparing.remembered import Memory, Side
from core.library.encoding import png
from core.stages.arrays import Pixels

SHAPE = (14, 18, 3)
PICTURES = arrays(np.uint8, SHAPE)


def noise(seed: int, shape: tuple[int, ...] = (64, 80, 3)) -> Pixels:
    return np.random.default_rng(seed).integers(0, 256, shape, np.uint8)


@given(PICTURES)
@settings(max_examples=20, deadline=None)
def test_identical_pictures_differ_nowhere(picture: Pixels) -> None:
    found = measured(picture, picture.copy())
    assert found is not None
    assert found.whole == Likeness(psnr=math.inf, ssim=1.0, flip=0.0)
    assert flip(picture, picture.copy()).max() == 0
    assert ssim(picture, picture.copy()).min() == pytest.approx(1)
    apart = difference(picture, picture.copy())
    assert apart is not None
    assert not apart.any()
    assert not coloured(apart, 16).any()
    assert spots(apart) == ()


@given(PICTURES, PICTURES)
@settings(max_examples=20, deadline=None)
def test_the_order_does_not_matter(one: Pixels, other: Pixels) -> None:
    there, back = measured(one, other), measured(other, one)
    assert there is not None
    assert back is not None
    assert there.whole.psnr == back.whole.psnr
    assert there.whole.ssim == pytest.approx(back.whole.ssim, abs=1e-6)
    assert there.whole.flip == pytest.approx(back.whole.flip, abs=1e-6)
    assert 0 <= there.whole.flip <= 1
    assert np.array_equal(np.asarray(difference(one, other)), np.asarray(difference(other, one)))


@given(PICTURES, PICTURES, st.integers(0, 2**32 - 1))
@settings(max_examples=20, deadline=None)
def test_the_backgrounds_figures_see_nothing_of_the_subject(one: Pixels, other: Pixels, seed: int) -> None:
    matte = np.zeros(SHAPE[:2], np.uint8)
    matte[4:9, 5:12] = 255
    changed = one.copy()
    changed[matte > 0] = noise(seed, SHAPE)[matte > 0]
    figures = [measured(picture, other, (matte, matte)) for picture in (one, changed)]
    assert figures[0] is not None
    assert figures[1] is not None
    assert figures[0].background == figures[1].background


def test_what_either_subject_covers_is_no_background() -> None:
    one, other = noise(1), noise(1)
    other[10:20] = 0
    mattes = np.zeros((2, 64, 80), np.uint8)
    mattes[1, 10:20] = 1
    found = measured(one, other, (mattes[0], mattes[1]))
    assert found is not None
    assert found.background == Likeness(psnr=math.inf, ssim=1.0, flip=0.0)
    assert found.whole.psnr < 30


def test_a_subject_that_fills_everything_leaves_no_background() -> None:
    full = np.full((64, 80), 255, np.uint8)
    found = measured(noise(1), noise(2), (full, full))
    assert found is not None
    assert found.background is None


def test_different_sizes_are_compared_at_the_smaller_and_shapes_not_at_all() -> None:
    large, small = noise(1, (40, 60, 3)), noise(2, (20, 30, 3))
    found = measured(large, small)
    assert found is not None
    assert (found.size, found.reduced) == ((30, 20), True)
    assert measured(large, noise(1, (60, 40, 3))) is None
    assert difference(large, noise(1, (60, 40, 3))) is None


def test_psnr_of_one_level() -> None:
    grey = np.full(SHAPE, 100, np.uint8)
    assert psnr(grey, grey + np.uint8(1)) == pytest.approx(48.1308, abs=1e-3)


def test_ssim_is_that_of_scikit_image() -> None:
    from skimage.metrics import structural_similarity

    one = noise(1)
    other = np.clip(one.astype(int) + noise(2) // 8, 0, 255).astype(np.uint8)
    grey = [picture @ np.array([0.299, 0.587, 0.114]) for picture in (one, other)]
    options: dict[str, Any] = {"gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False}
    found: Any = structural_similarity(*grey, data_range=255, full=True, **options)
    # At the borders windows are completed otherwise there.
    assert np.abs(found[1] - ssim(one, other))[6:-6, 6:-6].max() < 1e-3


@pytest.mark.parametrize(
    ("changed", "mean"),
    [
        (lambda one: np.minimum(one.astype(int) + 12, 255), 0.238421),
        (lambda one: np.roll(one, 3, 1), 0.281735),
        (lambda one: 255 - one, 0.902707),
    ],
)
def test_flip_is_that_of_its_authors(changed: Callable[[Pixels], Any], mean: float) -> None:
    """The means are what their own program, flip-evaluator 1.7, tells of these pictures."""
    y, x = np.mgrid[0:64, 0:96]
    one = np.stack([(x * 5 + y) % 256, (y * 7) % 256, (x * y) % 256], -1).astype(np.uint8)
    found = flip(one, np.asarray(changed(one)).astype(np.uint8))
    assert float(found.mean(dtype=np.float64)) == pytest.approx(mean, abs=2e-5)


def test_where_two_pictures_differ_most_is_found() -> None:
    one = np.zeros((60, 120, 3), np.uint8)
    other = one.copy()
    other[30:40, 80:90] = 200
    other[5:15, 10:20] = 90
    apart = difference(one, other)
    assert apart is not None
    first, second = spots(apart)
    assert (first.left * 120, first.top * 60) == (80, 30)
    assert (first.width * 120, first.height * 60) == (10, 10)
    assert first.difference == pytest.approx(200)
    assert (second.left * 120, second.top * 60) == (10, 5)


def test_a_gain_makes_small_differences_bright() -> None:
    light = [int(coloured(np.full((1, 1), 12, np.uint8), gain).sum()) for gain in (1, 4, 16)]
    assert light == sorted(light)
    assert light[2] > 3 * light[0]
    ramp = coloured(np.arange(256, dtype=np.uint8)[None], 1).astype(int) @ [299, 587, 114]
    assert (np.diff(ramp[0]) >= 0).all()


def test_a_pair_is_measured_once_in_either_order() -> None:
    files = {"a": png(noise(1)), "b": png(noise(2)), "m": png(np.zeros((64, 80), np.uint8))}
    asked: list[str] = []

    def read(sha256: str) -> bytes:
        asked.append(sha256)
        return files[sha256]

    memory, one, other = Memory(), Side(picture="a", matte="m"), Side(picture="b", matte="m")
    assert memory.known(one, other) is None
    found = memory.pair(one, other, read)
    assert memory.pair(other, one, read) is found
    assert sorted(asked) == ["a", "b", "m", "m"]
