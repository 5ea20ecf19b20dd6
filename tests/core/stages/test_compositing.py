"""The subject is not touched, the background is whole, and between them no old fringe shows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.stages.compositing import composite, estimate_foreground, subject_max_difference

SIDES = st.tuples(st.integers(1, 12), st.integers(1, 12))
BYTES = st.integers(0, 255)


@st.composite
def layers(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    height, width = draw(SIDES)
    source, background = (draw(arrays(np.uint8, (height, width, 3), elements=BYTES)) for _ in range(2))
    alpha = draw(arrays(np.uint8, (height, width), elements=BYTES | st.sampled_from([0, 255])))
    return source, background, alpha


def disc(side: int = 96) -> np.ndarray:
    """A matte with a soft edge about 8 px wide."""
    y, x = np.mgrid[:side, :side] - side / 2
    return ((side / 3 + 4 - np.hypot(x, y)) / 8 * 255).clip(0, 255).astype(np.uint8)


def filled(alpha: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    return np.full((*alpha.shape, 3), colour, np.uint8)


@given(layers())
def test_the_subject_stays_bit_identical_and_the_background_whole(
    drawn: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    source, background, alpha = drawn
    result = composite(source, background, alpha)
    assert np.array_equal(result[alpha == 255], source[alpha == 255])
    assert np.array_equal(result[alpha == 0], background[alpha == 0])
    assert subject_max_difference(source, result, alpha) == 0


@given(layers())
def test_blending_rounds_to_the_nearest(drawn: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    source, background, alpha = drawn
    share = alpha[..., None] / 255
    exact = source * share + background * (1 - share)
    assert np.abs(composite(source, background, alpha) - exact).max() <= 0.5 + 1e-9


def test_inputs_are_left_as_they_were() -> None:
    alpha = disc()
    rgb = filled(alpha, (10, 20, 30))
    estimate_foreground(composite(rgb, filled(alpha, (200, 0, 0)), alpha), alpha)
    assert np.array_equal(rgb, filled(alpha, (10, 20, 30)))


def test_a_soft_edge_loses_the_old_background() -> None:
    alpha = disc()
    subject = filled(alpha, (200, 160, 40))
    photo = composite(subject, filled(alpha, (20, 40, 220)), alpha)
    estimated = estimate_foreground(photo, alpha)
    edge = (alpha > 64) & (alpha < 255)
    assert np.abs(photo[edge].astype(int) - subject[edge]).max() > 100
    assert np.abs(estimated[edge].astype(int) - subject[edge]).max() < 20


def test_only_soft_pixels_get_new_colours() -> None:
    alpha = disc()
    photo = np.random.default_rng(0).integers(0, 256, (*alpha.shape, 3), dtype=np.uint8)
    estimated = estimate_foreground(photo, alpha)
    hard = (alpha == 0) | (alpha == 255)
    assert np.array_equal(estimated[hard], photo[hard])
    assert not np.array_equal(estimated, photo)


def test_the_estimate_is_the_same_every_time() -> None:
    alpha = disc()
    photo = np.random.default_rng(1).integers(0, 256, (*alpha.shape, 3), dtype=np.uint8)
    first = estimate_foreground(photo, alpha)
    assert all(np.array_equal(estimate_foreground(photo, alpha), first) for _ in range(3))


def test_a_hard_matte_needs_no_estimate() -> None:
    alpha = np.where(disc() > 127, 255, 0).astype(np.uint8)
    photo = filled(alpha, (1, 2, 3))
    assert estimate_foreground(photo, alpha) is photo


def test_the_difference_is_measured_where_the_matte_is_certain() -> None:
    alpha = np.array([[255, 254, 255]], np.uint8)
    source = np.array([[[0, 0, 0], [0, 0, 0], [9, 9, 9]]], np.uint8)
    other = np.array([[[0, 200, 0], [255, 255, 255], [9, 4, 9]]], np.uint8)
    assert subject_max_difference(source, other, alpha) == 200
    assert subject_max_difference(source, other, np.zeros_like(alpha)) == 0


@pytest.mark.parametrize("shape", [(4, 5), (5, 4, 3), (4, 5, 4)])
def test_shapes_that_do_not_fit_are_refused(shape: tuple[int, ...]) -> None:
    alpha, rgb, odd = np.zeros((4, 5), np.uint8), np.zeros((4, 5, 3), np.uint8), np.zeros(shape, np.uint8)
    with pytest.raises(ValueError, match="does not fit"):
        estimate_foreground(odd, alpha)
    with pytest.raises(ValueError, match="does not fit"):
        composite(rgb, odd, alpha)
    with pytest.raises(ValueError, match="does not fit"):
        subject_max_difference(odd, rgb, alpha)
