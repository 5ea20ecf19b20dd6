import numpy as np
import pytest

from core.scenes.painting import View
from core.scenes.traced.body import Pose, Subject, facing, ground_line, standing, thickness
from core.scenes.traced.lens import Lens, facing_lens, standing_lens

VIEW = View(96, 96)


def subject(pose: Pose, rows: slice, columns: slice, foot: float) -> Subject:
    image = np.full((96, 96, 3), 128, np.uint8)
    matte = np.zeros((96, 96), np.uint8)
    matte[rows, columns] = 255
    return Subject(image, matte, pose, foot)


def lens() -> Lens:
    return standing_lens(VIEW, 0.3, 0.8, 2.0, 0.0)


def seen(points: np.ndarray, through: Lens) -> np.ndarray:
    scale = through.away / (through.away - points[:, 2])
    column = points[:, 0] * scale + through.view.aspect / 2
    return np.stack([column, through.vanish + (through.rise - points[:, 1]) * scale], 1)


def test_front_lies_exactly_behind_its_silhouette() -> None:
    body = standing(subject("stands", slice(20, 77), slice(30, 60), 77 / 96), lens())
    where = seen(body.front.points, lens()) * 96
    assert where.min(0) == pytest.approx([30, 20], abs=0.5)
    assert where.max(0) == pytest.approx([60, 77], abs=0.5)


def test_slanted_outline_stands_on_the_ground_along_its_length() -> None:
    made = subject("stands", slice(20, 77), slice(30, 60), 77 / 96)
    for column in range(30, 60):
        made.matte[77 - (column - 30) // 3 :, column] = 0
    body = standing(made, lens())
    where, rows = seen(body.front.points, lens()) * 96, body.front.points
    lowest = [rows[np.abs(where[:, 0] - column) < 0.6][:, 1].min() for column in range(32, 58, 4)]
    assert max(lowest) < 0.02
    assert body.footprint.near - body.footprint.far > 0.1


def test_raised_arms_are_not_put_on_the_ground() -> None:
    opaque = np.zeros((100, 100), bool)
    opaque[20:80, 45:55] = True
    opaque[30:35, 20:80] = True
    line = ground_line(opaque, 0.8, standing_lens(View(100, 100), 0.3, 0.8, 2.0, 0.0))
    assert line.min() > 0.7


def test_subject_cut_off_by_the_frame_stands_below_it() -> None:
    body = standing(
        subject("stands", slice(20, 96), slice(30, 60), 1.2), standing_lens(VIEW, 0.3, 1.2, 2.0, 0)
    )
    assert body.front.points[:, 1].min() > 0.1


def test_thickness_follows_the_widest_disc() -> None:
    opaque = np.zeros((60, 60), bool)
    opaque[5:55, 10:50] = True
    opaque[5:55, 2:4] = True
    assert thickness(opaque)[30, 30] > 20
    assert thickness(opaque)[30, 2:4].max() < 3


def test_lying_subject_floats_a_little_before_the_surface() -> None:
    body = facing(subject("lies", slice(20, 77), slice(30, 60), 0.5), facing_lens(VIEW), 0.003, 0.02)
    assert 0 < body.back.points[:, 2].min() <= body.front.points[:, 2].max() <= 0.024


def test_relief_makes_the_front_uneven() -> None:
    flat = subject("lies", slice(20, 77), slice(30, 60), 0.5)
    ramp = np.tile(np.linspace(0, 1, 96, dtype=np.float32), (96, 1))
    uneven = Subject(flat.image, flat.matte, "lies", 0.5, ramp)
    heights = facing(uneven, facing_lens(VIEW), 0.003, 0.02).front.points[:, 2]
    assert heights.max() > facing(flat, facing_lens(VIEW), 0.003, 0.02).front.points[:, 2].max()
