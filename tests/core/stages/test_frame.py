"""The frame: the photo stays as it is, no side is opened that cuts the subject off, points come back."""

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.stages.frame import Frame, Mode, fitting_side
from tests.photos import disc, scene

MARGINS = st.floats(0, 1)
MODES: tuple[Mode, ...] = get_args(Mode)
FRAMES = st.builds(Frame, st.just((24, 16)), *[st.integers(0, 9)] * 4)
ALL = Frame((24, 16), 5, 5, 5, 5)


def pixels(width: int = 24, height: int = 16) -> np.ndarray:
    return np.asarray(scene(width, height))


@given(FRAMES)
def test_the_photo_is_found_again_bit_by_bit(frame: Frame):
    photo = pixels()
    for made in (frame.pad_blurred(photo), *(frame.pad(photo, mode) for mode in MODES)):
        assert made.shape == (16 + frame.top + frame.bottom, 24 + frame.left + frame.right, 3)
        assert (made.shape[1], made.shape[0]) == frame.size
        assert np.array_equal(frame.crop(made), photo)


@given(FRAMES, st.floats(0.01, 4), st.floats(0, 6000), st.floats(0, 6000))
def test_a_point_of_the_photo_comes_back_from_the_frame(frame: Frame, scale: float, x: float, y: float):
    scaled = replace(frame, scale=scale)
    assert scaled.to_photo(*scaled.to_frame(x, y)) == pytest.approx((x, y), abs=1e-6)


def test_the_photos_corner_lies_where_its_pixels_lie():
    frame = Frame((24, 16), top=3, left=5, scale=0.5)
    assert frame.to_frame(0, 0) == (5, 3)
    assert frame.to_frame(48, 32) == (5 + 24, 3 + 16)


@given(st.integers(64, 4096), MARGINS)
def test_photo_and_room_are_at_most_as_long_as_asked(max_side: int, margin: float):
    side = fitting_side(max_side, margin)
    frame = Frame.around(np.zeros((side, 1), np.uint8), margin)
    assert max_side / (1 + 2 * margin) - 3 <= frame.size[1] <= max_side


def test_without_a_margin_all_stays_as_it_is():
    photo = pixels()
    assert fitting_side(1024, 0.0) == 1024
    frame = Frame.around(disc(24, 16), 0.0)
    assert frame == Frame((24, 16))
    assert all(made is photo for made in (frame.pad_blurred(photo), frame.pad(photo, "edge")))


def test_room_is_added_on_all_sides_by_the_longer_one():
    assert Frame.around(disc(100, 60), 0.25).borders == (25, 25, 25, 25)


@pytest.mark.parametrize(
    ("rows", "columns", "borders"),
    [
        (slice(50, 100), slice(30, 60), (10, 0, 10, 10)),
        (slice(0, 50), slice(30, 60), (0, 10, 10, 10)),
        (slice(20, 70), slice(0, 60), (10, 10, 0, 10)),
        (slice(20, 70), slice(30, 100), (10, 10, 10, 0)),
        (slice(0, 100), slice(0, 60), (0, 0, 0, 10)),
        (slice(0, 100), slice(0, 100), (10, 10, 10, 10)),  # a cut-out that was trimmed
        (slice(50, 100), slice(30, 31), (10, 10, 10, 10)),  # it merely touches the frame
    ],
)
def test_no_side_is_opened_that_cuts_the_subject_off(rows: slice, columns: slice, borders: tuple[int, ...]):
    alpha = np.zeros((100, 100), np.uint8)
    alpha[rows, columns] = 255
    assert Frame.around(alpha, 0.1).borders == borders


def test_a_tight_crop_cuts_nothing_off():
    alpha = np.zeros((100, 100), np.uint8)
    alpha[20:99, 30:70], alpha[99, 30:70] = 255, 220
    assert Frame.around(alpha, 0.1).borders == (10, 10, 10, 10)


def test_the_sides_without_room_have_names():
    assert Frame((1, 1), 0, 3, 0, 3).closed == ("top", "left")
    assert Frame((1, 1)).closed == ("top", "bottom", "left", "right")


def test_the_subject_ends_where_the_photo_ends():
    alpha = disc(24, 16)
    assert ALL.pad(alpha, "zero").sum() == alpha.sum()


def test_depth_goes_on_as_it_was_at_the_border():
    ramp = np.repeat(np.arange(16, dtype=np.uint8)[:, None], 24, axis=1)
    made = ALL.pad(ramp, "edge")
    assert (made[:5] == 0).all()
    assert (made[-5:] == 15).all()


def test_the_photos_colours_go_on_softly():
    photo = np.zeros((40, 40, 3), np.uint8)
    photo[:, ::2] = 200
    made = Frame((40, 40), top=20).pad_blurred(photo)[:18].astype(int)
    assert np.abs(np.diff(made, axis=1)).max() < 40
    assert made.mean() == pytest.approx(100, abs=15)


PICTURES = st.tuples(st.integers(1, 40), st.integers(1, 40), st.sampled_from([None, 1, 3, 4]))


@given(PICTURES, st.integers(1, 64), st.integers(0, 2**32 - 1))
def test_cropping_undoes_padding(shape: tuple[int, int, int | None], multiple: int, seed: int) -> None:
    height, width, channels = shape
    full = (height, width) if channels is None else (height, width, channels)
    array = np.random.default_rng(seed).integers(0, 256, full, dtype=np.uint8)
    frame = Frame.with_multiples((width, height), multiple)
    padded = frame.pad(array, "reflect")
    assert padded.shape[:2] == frame.size[::-1]
    assert padded.shape[0] % multiple == padded.shape[1] % multiple == 0
    assert np.array_equal(frame.crop(padded), array)


def test_padding_mirrors_the_picture() -> None:
    row = np.array([[1, 2, 3, 4, 5]], dtype=np.uint8)
    assert Frame.with_multiples((5, 1)).pad(row, "reflect")[0].tolist() == [1, 2, 3, 4, 5, 4, 3, 2]


def test_a_frame_refuses_what_is_not_its_size() -> None:
    frame = Frame.with_multiples((10, 10))
    for action in (lambda array: frame.pad(array, "zero"), frame.crop):
        with pytest.raises(ValueError, match="expected"):
            action(np.zeros((11, 10), np.uint8))
    with pytest.raises(ValueError, match="at least 1"):
        Frame.with_multiples((0, 10))
