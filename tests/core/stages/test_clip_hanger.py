"""A hanger is drawn behind what it holds: with clips to a waistband's edge, with arms into an open neck."""

import numpy as np
import pytest

from core.scenes.painting import Ground
from core.stages.arrays import Pixels
from core.stages.clip_hanger import with_arms, with_clips
from core.stages.hanger import Hook, clips_of
from core.stages.placement import CLIPPED, HOOK, staged

SIDE = 240
GROUND = Ground(vanish=-1.0, far=0.0, foot=0.85)


def place(side: int = SIDE) -> Pixels:
    """A pale place."""
    return np.full((side, side, 3), 220, np.uint8)


def skirt(tilt: float = 0.0) -> Pixels:
    """The matte of a skirt that lies ``tilt`` rows lower at its right hip."""
    y, x = np.mgrid[:SIDE, :SIDE].astype(np.float32)
    top = 60 + tilt * (x - 80) / 80
    half = 40 + 0.3 * (y - 60)
    return np.where((abs(x - 120) < half) & (y > top) & (y < 200), 255, 0).astype(np.uint8)


@pytest.mark.parametrize("tilt", [0.0, 8.0])
def test_clips_hold_both_ends_of_a_waistband(tilt: float):
    hook = clips_of(skirt(tilt))
    assert hook is not None
    (left, first), (right, second) = hook.clips
    assert 80 < left < 105
    assert 135 < right < 160
    assert first == pytest.approx(60 + tilt * (left - 80) / 80, abs=2.5)
    assert second - first == pytest.approx(tilt * (right - left) / 80, abs=2.5)
    assert hook.x == pytest.approx((left + right) / 2)


def shirt(neck: int = 16) -> Pixels:
    """The matte of a shirt that lies, its neck that deep."""
    y, x = np.mgrid[:SIDE, :SIDE]
    opaque = (y > 60 + 0.5 * abs(x - 120)) & (abs(x - 120) < 80) & (y < 200)
    return np.where(opaque & (np.hypot(x - 120, y - 66) > neck), 255, 0).astype(np.uint8)


def test_a_hanger_s_arms_are_in_an_open_neck():
    hook = clips_of(shirt())
    assert hook is not None
    assert not hook.clips
    (left, first), (right, second) = hook.arms
    assert (left + right) / 2 == pytest.approx(120, abs=1.5) == hook.x
    assert 12 < right - left < 44
    assert hook.y < min(first, second) - 2
    matte = shirt()
    assert all(matte[round(y) + 1, round(x)] == 255 for x, y in hook.arms)


def test_a_closed_neck_is_hung_by_a_hook_and_nothing_by_none():
    hook = clips_of(shirt(neck=0))
    assert hook is not None
    assert (hook.clips, hook.arms) == ((), ())
    assert clips_of(np.zeros((SIDE, SIDE), np.uint8)) is None


def test_the_arms_reach_from_the_hook_to_their_ends_and_nowhere_else():
    hook = Hook(120, 50, False, arms=((90, 62), (150, 62)))
    changed = with_arms(place(), hook) != place()
    rows, columns = (np.flatnonzero(changed.any((axis, 2))) for axis in (1, 0))
    assert rows[0] == pytest.approx(48, abs=1.5)
    assert rows[-1] == pytest.approx(63, abs=1.5)
    assert (columns[0], columns[-1]) == (pytest.approx(89, abs=1.5), pytest.approx(151, abs=1.5))
    assert not changed[60:, 110:130].any()
    small = with_arms(place(), hook).astype(float)
    large = with_arms(place(480), Hook(240, 100, False, arms=((180, 124), (300, 124)))).astype(float)
    reduced = large.reshape(SIDE, 2, SIDE, 2, 3).mean((1, 3))
    assert 10 * np.log10(255**2 / ((reduced - small) ** 2).mean()) > 32


def test_the_garment_is_placed_below_the_hanger():
    matte = skirt()
    hook = clips_of(matte)
    placed = staged(matte, "hangs", frozenset(), GROUND, (SIDE, SIDE), hook=hook)
    assert hook is not None
    there = placed.hook(hook)
    assert there.y / SIDE == pytest.approx(HOOK + CLIPPED, abs=0.01)
    assert there.x == pytest.approx(SIDE / 2, abs=1)
    assert len(there.clips) == 2


def test_the_hanger_reaches_from_its_row_to_the_edge_and_nowhere_else():
    hook = Hook(120, 60, False, ((90, 60), (150, 60)))
    drawn = (with_clips(place(), hook) != place()).any(2)
    rows, columns = np.flatnonzero(drawn.any(1)), np.flatnonzero(drawn.any(0))
    assert rows[0] == pytest.approx(HOOK * SIDE, abs=1)
    assert 60 <= rows[-1] <= 64
    assert columns[0] == pytest.approx(83, abs=5)
    assert columns[-1] == pytest.approx(157, abs=5)


def test_a_small_picture_is_the_reduced_large_one():
    small = with_clips(place(), Hook(120, 60, False, ((90, 60), (150, 60)))).astype(float)
    large = with_clips(place(480), Hook(240, 120, False, ((180, 120), (300, 120)))).astype(float)
    reduced = large.reshape(SIDE, 2, SIDE, 2, 3).mean((1, 3))
    drawn = (small != 220).any(2)
    assert 10 * np.log10(255**2 / ((reduced - small)[drawn] ** 2).mean()) > 20
    assert 10 * np.log10(255**2 / ((reduced - small) ** 2).mean()) > 32


def test_steel_is_darker_in_the_dark():
    hook = Hook(120, 60, False, ((90, 60), (150, 60)))
    night = place() // 8
    lit, dark = with_clips(place(), hook), with_clips(night, hook)
    assert dark[45:58, 84:96].mean() < 0.75 * lit[45:58, 84:96].mean()


def test_there_is_none_where_there_is_no_room():
    made = place()
    assert with_clips(made, Hook(120, 26, False, ((90, 26), (150, 26)))) is made


def test_mirrored_turned_or_put_beside_the_picture_nothing_breaks():
    clips = ((90.0, 60.0), (150.0, 62.0))
    made = place()
    mirrored = with_clips(made, Hook(120, 61, False, clips[::-1]))
    assert np.array_equal(mirrored, with_clips(made, Hook(120, 61, False, clips)))
    assert with_clips(made, Hook(120, 90, False, ((120, 60), (122, 120)))) is made
    away = tuple((x + 900, y) for x, y in clips)
    assert with_clips(made, Hook(1020, 61, False, away)) is made
    assert with_arms(made, Hook(1020, 50, False, arms=away)) is made
    arms = Hook(120, 50, False, arms=clips)
    assert np.array_equal(with_arms(made, arms), with_arms(made, Hook(120, 50, False, arms=clips[::-1])))
