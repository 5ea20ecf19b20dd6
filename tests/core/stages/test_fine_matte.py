"""A matte's edge goes to where the photo has it, firm and even; what is sure stays as it is."""

import numpy as np
import pytest

from core.stages import fine_matte
from core.stages.arrays import Floats, Pixels
from core.stages.fine_matte import ENLARGED, evened_out, follow_edges
from core.stages.fine_matte import fine_matte as refined_matte

SIDE = 96


def photographed(off: float) -> tuple[Floats, Pixels, Pixels]:
    """The true coverage 0…1 of a disc on a wall with grain, the photo, and a matte ``off`` px too large that
    is as soft as a model's."""
    y, x = np.mgrid[:SIDE, :SIDE]
    inside = (28 - np.hypot(x - SIDE / 2, y - SIDE / 2)).astype(np.float32)
    true: Floats = np.clip(inside + 0.5, 0, 1)
    grain = np.random.default_rng(1).normal(0, 4, (SIDE, SIDE, 1))
    photo = true[..., None] * (170, 60, 50) + (1 - true[..., None]) * (205, 195, 180) + grain
    matte = np.clip((inside + off) / 4 + 0.5, 0, 1)
    return true, np.rint(photo.clip(0, 255)).astype(np.uint8), np.rint(matte * 255).astype(np.uint8)


def follow_hanging(matte: Pixels, photo: Pixels, clean: bool) -> Pixels:
    return refined_matte(matte, photo, hangs=True, clean=clean)


def error(matte: Pixels, true: Floats) -> float:
    return float(np.abs(matte / 255 - true).sum())


@pytest.mark.parametrize("off", [-2.0, 2.0])
def test_an_edge_goes_to_where_the_photo_has_it(off: float):
    true, photo, matte = photographed(off)
    assert error(follow_edges(matte, photo), true) < 0.3 * error(matte, true)


def test_a_firm_edge_is_narrow():
    _, photo, matte = photographed(1.0)
    soft = [np.count_nonzero((of > 12) & (of < 243)) for of in (follow_edges(matte, photo), matte)]
    assert soft[0] < 0.7 * soft[1]


def test_what_is_far_from_the_edge_stays():
    true, photo, matte = photographed(1.0)
    made = follow_edges(matte, photo)
    y, x = np.mgrid[:SIDE, :SIDE]
    away = np.abs(28 - np.hypot(x - SIDE / 2, y - SIDE / 2)) > 9
    assert np.array_equal(made[away], np.rint(true[away] * 255))


def test_something_thin_is_kept():
    _, photo, matte = photographed(0.0)
    photo[20:22, 70:94], matte[19:23, 70:94] = (170, 60, 50), 200
    made = follow_edges(matte, photo)
    assert made[20:22, 74:90].mean() > 150
    assert made[24:27, 80:90].mean() < 25


@pytest.mark.parametrize("level", [0, 255])
def test_a_matte_without_an_edge_stays(level: int):
    matte = np.full((SIDE, SIDE), level, np.uint8)
    assert follow_edges(matte, np.zeros((SIDE, SIDE, 3), np.uint8)) is matte


def test_a_large_photo_has_its_edge_found_small_and_refined(monkeypatch: pytest.MonkeyPatch):
    true, photo, matte = photographed(2.0)
    monkeypatch.setattr(fine_matte, "SIDE", SIDE // 2)
    made = follow_edges(matte, photo)
    assert made.shape == matte.shape
    assert error(made, true) < 0.6 * error(matte, true)


def test_the_same_photo_gives_the_same_matte():
    _, photo, matte = photographed(1.0)
    assert np.array_equal(follow_edges(matte, photo), follow_edges(matte, photo))


@pytest.mark.parametrize("clean", [False, True])
def test_what_would_take_most_of_the_subject_is_left_alone(monkeypatch: pytest.MonkeyPatch, clean: bool):
    true, photo, matte = photographed(0.0)
    monkeypatch.setattr(fine_matte, "without_wall", lambda alpha, _: np.zeros_like(alpha))
    assert error(follow_hanging(matte, photo, clean), true) < 0.6 * error(matte, true)


def test_an_enlarged_edge_has_no_stairs():
    y, x = np.mgrid[:SIDE, :SIDE]
    stairs = np.where(x // 4 * 4 > y // 2, 255, 0).astype(np.uint8)
    made = evened_out(stairs, 4.0)
    ends = (made > 127).sum(1)[10:-50].astype(int)
    assert np.abs(np.diff(ends)).max() <= 2 < np.abs(np.diff((stairs > 127).sum(1).astype(int))).max()
    assert evened_out(stairs, ENLARGED) is stairs
