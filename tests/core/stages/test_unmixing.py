"""A subject that is taken out of its picture makes the same picture again."""

import numpy as np
import pytest

from core.stages.arrays import Pixels
from core.stages.compositing import composite, over_nothing
from core.stages.unmixing import unmixed

RANDOM = np.random.default_rng(5)


def some(*shape: int) -> Pixels:
    return RANDOM.integers(0, 256, shape, np.uint8)


def alphas() -> Pixels:
    """Of every level some, and much that is all or nothing."""
    matte = np.sort(some(40, 60), axis=1)
    matte[:10], matte[10:20] = 0, 255
    return matte


def test_over_the_background_it_is_the_picture_again() -> None:
    source, background, alpha = some(40, 60, 3), some(40, 60, 3), alphas()
    picture = composite(source, background, alpha)
    alone = unmixed(picture, background, alpha)
    again = composite(np.ascontiguousarray(alone[..., :3]), background, alpha)
    assert int(np.abs(again.astype(int) - picture).max()) <= 1
    assert np.array_equal(alone[..., 3], alpha)


def test_where_it_is_opaque_it_is_the_subject_bit_by_bit_and_nothing_where_it_is_not_there() -> None:
    source, background, alpha = some(40, 60, 3), some(40, 60, 3), alphas()
    alone = unmixed(composite(source, background, alpha), background, alpha)
    assert np.array_equal(alone[alpha == 255][:, :3], source[alpha == 255])
    assert not alone[alpha == 0].any()


def test_of_what_is_on_nothing_the_shade_is_taken_off() -> None:
    source, alpha = some(40, 60, 3), alphas()
    shade = np.full(alpha.shape, 90, np.uint8)
    background = np.dstack([np.zeros((40, 60, 3), np.uint8), shade])
    alone = unmixed(over_nothing(source, shade, alpha), background, alpha)
    clear = alpha > 100
    assert int(np.abs(alone[clear][:, :3].astype(int) - source[clear]).max()) <= 3
    assert np.array_equal(alone[..., 3], alpha)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        unmixed(some(4, 4, 3), some(4, 4, 3), some(4, 5))
