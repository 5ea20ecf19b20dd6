"""Room around a photo: nothing of the photo changes, and no side is opened that cuts the subject off."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.stages.padding import Room, photo_side
from tests.photos import disc, scene

MARGINS = st.floats(0, 1)
ROOMS = st.builds(Room, *[st.integers(0, 9)] * 4)
ALL = Room(5, 5, 5, 5)


def pixels(width: int = 24, height: int = 16) -> np.ndarray:
    return np.asarray(scene(width, height))


@given(ROOMS)
def test_the_photo_is_found_again_bit_by_bit(room: Room):
    photo = pixels()
    for made in (room.continued(photo), room.repeated(photo), room.emptily(photo)):
        assert made.shape == (16 + room.top + room.bottom, 24 + room.left + room.right, 3)
        assert np.array_equal(room.inside(made), photo)


@given(st.integers(64, 4096), MARGINS)
def test_photo_and_room_are_at_most_as_long_as_asked(max_side: int, margin: float):
    side = photo_side(max_side, margin)
    room = Room.around(np.zeros((side, 1), np.uint8), margin)
    assert max_side / (1 + 2 * margin) - 3 <= side + room.top + room.bottom <= max_side


def test_without_a_margin_all_stays_as_it_is():
    photo = pixels()
    assert photo_side(1024, 0.0) == 1024
    assert Room.around(disc(24, 16), 0.0) == Room()
    assert Room().continued(photo) is Room().emptily(photo) is Room().repeated(photo) is photo


def test_room_is_added_on_all_sides_by_the_longer_one():
    assert Room.around(disc(100, 60), 0.25) == Room(25, 25, 25, 25)


@pytest.mark.parametrize(
    ("rows", "columns", "room"),
    [
        (slice(50, 100), slice(30, 60), Room(10, 0, 10, 10)),
        (slice(0, 50), slice(30, 60), Room(0, 10, 10, 10)),
        (slice(20, 70), slice(0, 60), Room(10, 10, 0, 10)),
        (slice(20, 70), slice(30, 100), Room(10, 10, 10, 0)),
        (slice(0, 100), slice(0, 60), Room(0, 0, 0, 10)),
        (slice(0, 100), slice(0, 100), Room(10, 10, 10, 10)),  # a cut-out that was trimmed
        (slice(50, 100), slice(30, 31), Room(10, 10, 10, 10)),  # it merely touches the frame
    ],
)
def test_no_side_is_opened_that_cuts_the_subject_off(rows: slice, columns: slice, room: Room):
    alpha = np.zeros((100, 100), np.uint8)
    alpha[rows, columns] = 255
    assert Room.around(alpha, 0.1) == room


def test_a_tight_crop_cuts_nothing_off():
    alpha = np.zeros((100, 100), np.uint8)
    alpha[20:99, 30:70], alpha[99, 30:70] = 255, 220
    assert Room.around(alpha, 0.1) == Room(10, 10, 10, 10)


def test_the_sides_without_room_have_names():
    assert Room(0, 3, 0, 3).closed == ("top", "left")
    assert Room().closed == ("top", "bottom", "left", "right")


def test_the_subject_ends_where_the_photo_ends():
    alpha = disc(24, 16)
    assert ALL.emptily(alpha).sum() == alpha.sum()


def test_depth_goes_on_as_it_was_at_the_border():
    ramp = np.repeat(np.arange(16, dtype=np.uint8)[:, None], 24, axis=1)
    made = ALL.repeated(ramp)
    assert (made[:5] == 0).all()
    assert (made[-5:] == 15).all()


def test_the_photos_colours_go_on_softly():
    photo = np.zeros((40, 40, 3), np.uint8)
    photo[:, ::2] = 200
    made = Room(top=20).continued(photo)[:18].astype(int)
    assert np.abs(np.diff(made, axis=1)).max() < 40
    assert made.mean() == pytest.approx(100, abs=15)
