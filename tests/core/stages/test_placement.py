"""The placement: a photo's pixels stay, a subject stands where the ground is, and cut edges stay edges."""

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.scenes.painting import Ground, Spot, Stand
from core.stages.arrays import Pixels
from core.stages.hanger import Hook
from core.stages.placement import HOOK, WIRE, Fill, Placement, canvas_for, staged, subject_box
from core.stages.pose import POSES, Pose, Side
from tests.photos import disc, scene

GROUND = Ground(vanish=0.4, far=0.5, foot=0.85)
CANVAS = (240, 200)
PLACES = st.builds(
    Placement, st.just((40, 30)), st.floats(0.1, 3), st.integers(-90, 60), st.integers(-90, 60)
)
SIDES: tuple[Side, ...] = get_args(Side)


def pixels(width: int = 24, height: int = 16) -> Pixels:
    return np.asarray(scene(width, height))


def block(left: int, top: int, right: int, bottom: int, size: tuple[int, int] = (100, 100)) -> Pixels:
    """A matte of ``size`` (width, height) with a block in it."""
    matte = np.zeros(size[::-1], np.uint8)
    matte[top:bottom, left:right] = 255
    return matte


def placed_box(matte: Pixels, placement: Placement) -> tuple[int, int, int, int]:
    return subject_box(placement.place(matte))


@given(st.integers(-30, 39), st.integers(-20, 29), st.sampled_from(get_args(Fill)))
def test_at_scale_one_the_photos_pixels_are_its_own(left: int, top: int, fill: Fill):
    photo = pixels()
    made = Placement((40, 30), 1.0, left, top).place(photo, fill)
    rows = slice(max(0, top), max(0, min(30, top + 16)))
    columns = slice(max(0, left), max(0, min(40, left + 24)))
    assert made.shape == (30, 40, 3)
    assert np.array_equal(
        made[rows, columns],
        photo[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left],
    )


@given(PLACES, st.floats(-50, 200), st.floats(-50, 200))
def test_a_point_comes_back_from_the_canvas(placement: Placement, x: float, y: float):
    assert placement.to_photo(*placement.to_canvas(x, y)) == pytest.approx((x, y), abs=1e-6)


@given(PLACES)
def test_a_matte_is_nothing_beside_the_photo_and_no_more_within(placement: Placement):
    matte = disc(24, 16)
    made = placement.place(matte)
    assert made.shape == (30, 40)
    assert made.dtype == np.uint8
    across, down = np.meshgrid(np.arange(40), np.arange(30))
    beside = (across < placement.left) | (down < placement.top)
    assert not made[beside].any()


def test_beside_the_photo_it_goes_on_softly():
    photo = np.full((16, 24, 3), 77, np.uint8)
    assert (Placement((40, 30), 1.0, 8, 7).place(photo) == 77).all()


def test_what_is_opaque_stays_opaque_when_scaled():
    made = Placement((100, 100), 0.37, 10, 10).place(block(20, 20, 80, 80))
    assert (made[20:36, 20:36] == 255).all()


@given(st.integers(1, 6000), st.integers(1, 6000), st.integers(8, 4096))
def test_a_canvas_is_of_multiples_and_neither_slim_nor_broad(width: int, height: int, most: int):
    across, down = canvas_for((width, height), most)
    assert across % 8 == 0
    assert down % 8 == 0
    assert max(across, down) <= most
    if min(across, down) >= 200:
        assert 0.65 < across / down < 1.6


def test_a_small_photo_gets_a_canvas_of_some_size():
    assert canvas_for((200, 200), 1024) == (768, 768)
    assert canvas_for((1200, 900), 1024) == (1024, 768)


@pytest.mark.parametrize("size", [(20, 60), (60, 60), (90, 25)])
def test_a_standing_subject_has_its_foot_on_the_ground(size: tuple[int, int]):
    matte = block(5, 5, 5 + size[0], 5 + size[1])
    left, top, right, bottom = placed_box(matte, staged(matte, "stands", frozenset(), GROUND, CANVAS))
    assert bottom == pytest.approx(0.85 * 200, abs=1.5)
    assert (left + right) / 2 == pytest.approx(120, abs=1.5)
    assert top > 0
    assert max((right - left) / 240, (bottom - top) / 200) > 0.28


def test_far_away_it_is_smaller_but_never_tiny():
    matte = block(30, 20, 60, 80)
    heights = [
        np.diff(placed_box(matte, staged(matte, "stands", frozenset(), GROUND, CANVAS, distance))[1::2])[0]
        for distance in (0.5, 1.0, 1.5, 2.5)
    ]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > heights[1] > heights[2]
    assert heights[-1] >= 0.27 * 200


def test_on_a_stand_it_is_no_wider_than_that():
    stand = Stand(0.7, 0.7, 0.15, 0.05)
    ground = Ground(vanish=0.4, far=0.5, foot=0.7, stand=stand)
    matte = block(10, 40, 90, 70)
    left, _, right, bottom = placed_box(matte, staged(matte, "stands", frozenset(), ground, CANVAS))
    assert right - left <= 2 * 0.15 * 200
    assert (left + right) / 2 == pytest.approx(0.7 * 200, abs=1.5)
    assert 0.7 * 200 <= bottom < 0.75 * 200


def test_on_a_board_all_feet_find_room():
    stand = Stand(x=0.6, y=0.8, half=0.5, deep=0.05, low=True)
    ground = Ground(vanish=0.2, far=0.5, foot=0.85, stand=stand)
    matte = block(10, 20, 90, 50)
    for column in range(10, 90):
        matte[50 : 60 + column // 8, column] = 255
    placed = staged(matte, "stands", frozenset(), ground, CANVAS)
    _, nearest = placed.to_canvas(0, 70)
    _, farthest = placed.to_canvas(0, 62)
    assert nearest <= (stand.y + stand.deep) * CANVAS[1]
    assert farthest >= (stand.y - stand.deep) * CANVAS[1]


def test_what_lies_is_in_the_middle_and_what_hangs_is_high():
    matte = block(10, 10, 60, 90)
    left, top, right, bottom = placed_box(matte, staged(matte, "lies", frozenset(), GROUND, CANVAS))
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((120, 100), abs=1.5)
    _, hook, _, hem = placed_box(matte, staged(matte, "hangs", frozenset(), GROUND, CANVAS))
    assert 0.05 * 200 < hook < 0.2 * 200
    assert 0.6 * 200 < hem - hook < 0.75 * 200


@pytest.mark.parametrize("pose", POSES)
@given(cut=st.frozensets(st.sampled_from(SIDES), min_size=1, max_size=2))
def test_what_the_photo_cuts_off_stays_at_that_edge(pose: Pose, cut: frozenset[Side]):
    box = ("left" not in cut, "top" not in cut, "right" in cut, "bottom" in cut)
    matte = block(20 * box[0], 20 * box[1], 80 + 20 * box[2], 80 + 20 * box[3])
    made = staged(matte, pose, cut, GROUND, CANVAS).place(matte) > 127
    edges = {"top": made[0], "bottom": made[-1], "left": made[:, 0], "right": made[:, -1]}
    assert all(edges[side].any() for side in cut)


def test_what_was_trimmed_all_around_stands_free():
    matte = np.full((50, 40), 255, np.uint8)
    left, top, right, bottom = placed_box(matte, staged(matte, "stands", frozenset(SIDES), GROUND, CANVAS))
    assert min(left, top, 240 - right, 200 - bottom) > 5


def test_a_place_has_the_same_staging_at_every_size():
    matte = block(30, 20, 60, 80)
    small, large = (staged(matte, "stands", frozenset(), GROUND, size) for size in ((120, 100), (960, 800)))
    assert large.scale == pytest.approx(8 * small.scale)
    assert (large.left, large.top) == pytest.approx((8 * small.left, 8 * small.top), abs=8)


@pytest.mark.parametrize(("whole", "row"), [(True, HOOK), (False, HOOK + WIRE)])
def test_a_hook_is_in_the_middle_and_under_what_it_hangs_on(whole: bool, row: float):
    matte = block(20, 20, 60, 95)
    placement = staged(matte, "hangs", frozenset(), GROUND, CANVAS, hook=Hook(30, 20, whole))
    hook = placement.hook(Hook(30, 20, whole))
    assert (hook.x, hook.y) == (pytest.approx(CANVAS[0] / 2, abs=1), pytest.approx(row * CANVAS[1], abs=1))
    left, _, right, bottom = placed_box(matte, placement)
    assert left > 0
    assert right < CANVAS[0]
    assert bottom < CANVAS[1]


def test_a_picture_fills_the_free_part_of_its_wall_wherever_the_photo_cut_it():
    wall = replace(GROUND, spot=Spot(0.6, 0.4, 0.3, 0.2))
    matte = block(0, 20, 100, 80)
    for cut in (frozenset[Side](), frozenset[Side]({"left", "right"})):
        left, top, right, bottom = placed_box(matte, staged(matte, "hangs", cut, wall, (200, 200), 1.7))
        assert (left + right) / 2 == pytest.approx(120, abs=1)
        assert (top + bottom) / 2 == pytest.approx(80, abs=1)
        assert right - left == pytest.approx(120, abs=2)
        assert bottom - top == pytest.approx(72, abs=2)


@pytest.mark.parametrize("turn", [0.0, 30.0])
@pytest.mark.parametrize("mirror", [False, True])
def test_of_a_photo_that_is_made_very_large_only_what_is_seen_is_scaled(
    monkeypatch: pytest.MonkeyPatch, turn: float, mirror: bool
) -> None:
    photo, matte = pixels(90, 70), block(20, 15, 70, 50, (90, 70))
    placement = Placement((40, 30), 3.0, -150, -90, (90, 70), turn, mirror)
    whole = placement.place(photo, "zero"), placement.place(matte)
    monkeypatch.setattr("core.stages.placement.MOST_SCALED", 0)
    part = placement.place(photo, "zero"), placement.place(matte)
    assert whole[1].any()
    for one, other in zip(whole, part, strict=True):
        assert np.abs(one.astype(int) - other).mean() < 6


def test_a_photo_is_placed_hundreds_of_times_as_large_in_little_memory() -> None:
    # Whole it would take 3 GB; a photo of the fewest px on the largest canvas is no larger.
    placement = Placement((40, 30), 400.0, -16_000, -12_000, (90, 70))
    made = placement.place(pixels(90, 70))
    assert made.shape == (30, 40, 3)
    assert np.ptp(made.astype(int), axis=(0, 1)).max() < 40
    beside = Placement((40, 30), 400.0, 100, 100, (90, 70))
    assert not beside.place(block(20, 15, 70, 50, (90, 70))).any()


def test_a_subject_is_put_within_what_of_a_stand_is_free():
    board = Stand(x=0.5, y=0.8, half=0.2, deep=0.1, low=True)
    matte = block(10, 40, 90, 70)
    whole, within = (
        placed_box(
            matte,
            staged(
                matte, "stands", frozenset(), Ground(vanish=0.3, far=0.4, foot=0.8, stand=stand), (800, 800)
            ),
        )
        for stand in (board, replace(board, free=0.75))
    )
    assert within[2] - within[0] < whole[2] - whole[0]
    assert within[3] > whole[3]


def test_what_lies_stays_on_the_free_part_of_its_ground():
    matte = block(10, 30, 90, 70)
    deck = replace(GROUND, spot=Spot(0.4, 0.5, 0.3, 0.45))
    left, _, right, _ = placed_box(matte, staged(matte, "lies", frozenset(), deck, (200, 200)))
    assert (left + right) / 2 == pytest.approx(80, abs=1)
    assert right - left <= 122


def test_all_feet_of_what_stands_are_on_the_ground_where_that_is_asked_for():
    car = np.zeros((100, 200), np.uint8)
    car[20:60, 10:190] = 255
    car[60:95, 20:50] = car[60:72, 150:180] = 255  # the rear wheel is farther away
    floor = Ground(vanish=0.4, far=0.78, foot=0.85)
    usual = staged(car, "stands", set(), floor, CANVAS)
    lower = staged(car, "stands", set(), floor, CANVAS, all_feet=True)
    assert lower.top > usual.top
    assert lower.scale == usual.scale
    rear = lower.top + lower.scale * 72
    assert rear >= 0.78 * CANVAS[1] or placed_box(car, lower)[3] >= 0.94 * CANVAS[1]
    assert staged(car, "stands", set(), GROUND, CANVAS, all_feet=True) == staged(
        car, "stands", set(), GROUND, CANVAS
    )
