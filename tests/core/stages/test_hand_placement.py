"""A subject put somewhere by hand: at the asked place and size, turned and mirrored, its points kept."""

import numpy as np
import pytest

from core.scenes.canvas import Place
from core.stages.hand_placement import beside, by_hand, canvas_asked, changes_of, edge_remarks, size_remarks
from core.stages.placement import Box, subject_box
from tests.scenes import asked

CANVAS = (120, 90)


def matte() -> np.ndarray:
    """60×80: something taller than wide, at the left, with a flag at its upper right."""
    made = np.zeros((60, 80), np.uint8)
    made[10:50, 10:30] = 255
    made[10:20, 30:36] = 255
    return made


def place(**values: float | bool) -> Place:
    return Place.model_validate({"x": 0.5, "y": 0.5, "scale": 0.8, **values})


@pytest.mark.parametrize("turn", [0, 12, -30])
@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize(("x", "y", "scale"), [(0.5, 0.5, 0.8), (0.3, 0.6, 0.4), (0.6, 0.5, 0.1)])
def test_the_subjects_box_is_where_it_was_asked_for(
    x: float, y: float, scale: float, mirror: bool, turn: int
) -> None:
    placed = by_hand(matte(), place(x=x, y=y, scale=scale, turn=turn, mirror=mirror), CANVAS)
    box = subject_box(placed.place(matte()))
    assert (box.left + box.right) / 2 == pytest.approx(x * 120, abs=2)
    assert (box.top + box.bottom) / 2 == pytest.approx(y * 90, abs=2)
    assert max(box.width / 120, box.height / 90) == pytest.approx(scale, abs=0.04)


@pytest.mark.parametrize(("turn", "mirror"), [(0, False), (0, True), (20, False), (-35, True)])
def test_points_go_to_the_canvas_and_back(turn: int, mirror: bool) -> None:
    placed = by_hand(matte(), place(turn=turn, mirror=mirror), CANVAS)
    for point in ((10.0, 10.0), (36.0, 20.0), (79.0, 1.0)):
        assert placed.to_photo(*placed.to_canvas(*point)) == pytest.approx(point, abs=1e-3)


def test_a_point_lies_where_its_pixel_does() -> None:
    spot = np.zeros((60, 80), np.uint8)
    spot[18:22, 38:42] = 255
    for turn, mirror in ((0, True), (25, False), (-25, True)):
        placed = by_hand(matte(), place(turn=turn, mirror=mirror, scale=1.2), CANVAS)
        rows, columns = np.nonzero(placed.place(spot) > 127)
        middle = columns.mean() + 0.5, rows.mean() + 0.5
        assert placed.to_canvas(40, 20) == pytest.approx(middle, abs=0.8)


def test_mirrored_twice_a_picture_is_itself() -> None:
    placed = by_hand(matte(), place(mirror=True), CANVAS)
    assert np.array_equal(placed.oriented(placed.oriented(matte())), matte())


def test_a_full_canvas_is_the_photos_own_size_and_the_photo_is_read_at_it() -> None:
    assert canvas_asked("full", (6000, 4000), 1024) == (6000, 4000)
    assert canvas_asked("full", (198, 120), 1024) == (198, 120)
    assert asked("beach", canvas="full").photo_side >= 6000


@pytest.mark.parametrize(
    ("canvas", "size"),
    [
        ("photo", (1000, 752)),
        ("1:1", (1000, 1000)),
        ("4:5", (800, 1000)),
        ("16:9", (1000, 562)),
        ("333x77", (333, 77)),
    ],
)
def test_a_canvas_has_the_photos_longer_side_or_its_own(canvas: str, size: tuple[int, int]) -> None:
    assert canvas_asked(canvas, (1000, 750), 2000) == size


def test_a_ratio_is_within_the_longest_side_and_not_too_small() -> None:
    assert canvas_asked("1:1", (3000, 2000), 512) == (512, 512)
    assert canvas_asked("1:1", (100, 80), 2000) == (768, 768)


def test_small_photos_and_enlarged_ones_are_named() -> None:
    assert size_remarks((3000, 2000), 1.0) == []
    (small,) = size_remarks((198, 120), 1.0)
    assert "198 × 120 px, too small to sell with: shops ask for 1,000 px" in small
    assert "enlarged 2.5 times" in size_remarks((900, 600), 2.5)[0]


@pytest.mark.parametrize(
    ("turn", "mirror", "harmonised", "told"),
    [
        (0.0, False, False, "enlarged 1.1 times, and not changed otherwise"),
        (25.0, False, False, "enlarged 1.1 times, turned, and not changed otherwise"),
        (2.0, True, True, "enlarged 1.1 times, mirrored, turned, harmonised, and not changed otherwise"),
    ],
)
def test_what_else_is_changed_of_an_enlarged_photo_is_named(
    turn: float, mirror: bool, harmonised: bool, told: str
) -> None:
    matte = np.full((80, 100), 255, np.uint8)
    placed = by_hand(matte, Place(x=0.5, y=0.5, scale=0.6, turn=turn, mirror=mirror), (300, 300))
    (said,) = size_remarks((900, 600), 1.1, changes_of(placed, harmonised=harmonised))
    assert told in said


@pytest.mark.parametrize(
    ("x", "y", "turn", "beyond"), [(0.5, 0.5, 0.0, 0), (0.9, 0.5, 0.0, 1), (0.5, 0.05, 30.0, 1)]
)
def test_a_subject_beyond_the_edge_is_named(x: float, y: float, turn: float, beyond: int) -> None:
    matte = np.zeros((80, 100), np.uint8)
    matte[20:60, 30:70] = 255
    placed = by_hand(matte, Place(x=x, y=y, scale=0.6, turn=turn), (300, 300))
    assert len(edge_remarks(matte, placed)) == beyond


def test_a_long_flat_subject_beside_another_is_no_wider_than_the_canvas() -> None:
    first = Box(20, 30, 556, 970)
    for wide, tall in ((960, 30), (960, 50), (960, 80), (4000, 20)):
        put = beside(first, Box(0, 0, wide, tall), (576, 1024), 0, on_foot=True)
        assert put.scale <= 1
