"""A cut-out's edge: the old background's fringe goes, the subject stays, and so do its real parts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.stages.edge_cleanup import drop_islands, trim_fringe

SIDE = 120
WHITE, GREEN = (250, 250, 250), (40, 120, 60)


def disc(radius: float, side: int = SIDE, at: tuple[float, float] = (0.5, 0.5)) -> np.ndarray:
    """Whether each pixel of a square lies within ``radius`` px of the point ``at`` (x, y in shares)."""
    y, x = np.mgrid[:side, :side] + 0.5
    return np.hypot(x - at[0] * side, y - at[1] * side) <= radius


def photo(
    subject: np.ndarray, colour: tuple[int, ...] = GREEN, ground: tuple[int, ...] = WHITE
) -> np.ndarray:
    return np.where(subject[..., None], np.array(colour, np.uint8), np.array(ground, np.uint8))


def matte(subject: np.ndarray) -> np.ndarray:
    return np.where(subject, 255, 0).astype(np.uint8)


def test_a_fringe_of_an_even_background_goes_and_the_subject_stays_whole():
    true, generous = disc(35), disc(38)
    made = trim_fringe(matte(generous), photo(true))
    assert made[disc(33)].min() == 255
    fringe = generous & ~disc(37)
    assert made[fringe].mean() < 5


def test_a_matte_that_fits_is_hardly_softened_at_its_very_edge():
    made = trim_fringe(matte(disc(35)), photo(disc(35)))
    assert made[disc(33)].min() == 255
    assert made[disc(35)].min() > 127
    assert made[disc(35)].mean() > 250


def test_what_is_white_on_white_is_not_taken_for_background():
    label = disc(35) & (np.abs(np.mgrid[:SIDE, :SIDE][0] - SIDE / 2) < 15)
    picture = photo(disc(35))
    picture[label] = WHITE
    made = trim_fringe(matte(disc(35)), picture)
    assert np.array_equal(made[label & ~disc(20)], matte(disc(35))[label & ~disc(20)])


def test_a_doubtful_haze_goes_also_beside_a_subject_of_the_backgrounds_colour():
    alpha = np.maximum(matte(disc(35)), np.where(disc(38), 100, 0).astype(np.uint8))
    made = trim_fringe(alpha, photo(disc(35), (245, 246, 247)))
    assert made[disc(38) & ~disc(37)].mean() < 20
    assert made[disc(34)].min() == 255


def test_before_a_busy_background_nothing_is_trimmed():
    busy = np.random.default_rng(1).integers(0, 255, (SIDE, SIDE, 3), np.uint8)
    picture = np.where(disc(35)[..., None], np.array(GREEN, np.uint8), busy)
    assert np.array_equal(trim_fringe(matte(disc(38)), picture), matte(disc(38)))


def test_a_subject_of_the_backgrounds_colour_is_left_alone():
    assert np.array_equal(trim_fringe(matte(disc(35)), photo(disc(35), (245, 246, 247))), matte(disc(35)))


def test_a_part_of_the_subject_that_is_unlike_the_background_stays():
    y, x = np.mgrid[:SIDE, :SIDE]
    handle = (np.abs(np.hypot(y - 60, x - 85) - 15) < 3) & (x > 78)
    picture = photo(disc(28), (20, 30, 90))
    picture[handle] = (250, 225, 60)
    made = trim_fringe(matte(disc(28) | handle), picture)
    assert made[handle].mean() > 235


def test_a_pale_band_on_a_dark_subject_before_grey_stays():
    subject = disc(35)
    band = subject & (np.abs(np.mgrid[:SIDE, :SIDE][0] - SIDE / 2) < 5)
    picture = photo(subject, (20, 70, 75), (170, 170, 172))
    picture[band] = (240, 226, 200)
    made = trim_fringe(matte(subject), picture)
    assert made[band].mean() > 250
    assert made[band].min() > 150


@pytest.mark.parametrize("side", [120, 700])
@pytest.mark.parametrize("texture", ["noise", "checker"])
def test_a_finely_textured_background_is_not_even_at_any_size(texture: str, side: int):
    rng = np.random.default_rng(3)
    y, x = np.mgrid[:side, :side]
    grey = 200 + rng.normal(0, 25, (side, side)) if texture == "noise" else 150 + 80 * ((x // 2 + y // 2) % 2)
    ground = np.repeat(grey.clip(0, 255).astype(np.uint8)[..., None], 3, 2)
    true, generous = disc(side * 0.3, side), disc(side * 0.3 + 3, side)
    picture = np.where(true[..., None], np.array((30, 60, 120), np.uint8), ground)
    assert np.array_equal(trim_fringe(matte(generous), picture), matte(generous))


def test_a_subjects_own_fine_stripes_of_the_backgrounds_colour_stay():
    side = 700
    subject = disc(side * 0.3, side)
    picture = photo(subject, (20, 20, 20))
    picture[subject & (np.mgrid[:side, :side][1] % 8 < 2)] = WHITE
    assert np.array_equal(trim_fringe(matte(subject), picture), matte(subject))


@pytest.mark.parametrize("alpha", [np.full((40, 60), 255, np.uint8), np.zeros((40, 60), np.uint8)])
def test_without_subject_or_background_there_is_no_fringe(alpha: np.ndarray):
    assert np.array_equal(trim_fringe(alpha, np.full((40, 60, 3), 90, np.uint8)), alpha)


@settings(max_examples=25, deadline=None)
@given(st.integers(8, 70), st.integers(8, 90), st.integers(0, 2**32 - 1))
def test_belief_is_only_ever_taken_and_only_near_the_edge(height: int, width: int, seed: int):
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:height, :width]
    alpha = np.clip(255 * (1.5 - np.hypot(x - width / 2, y - height / 2) / min(height, width) * 4), 0, 255)
    alpha = alpha.round().astype(np.uint8)
    picture = rng.integers(0, 255, (1, 1, 3), np.uint8) + np.zeros((height, width, 1), np.uint8)
    picture = np.where(alpha[..., None] > 200, 255 - picture, picture)
    made = trim_fringe(alpha, picture)
    assert made.dtype == np.uint8
    assert (made <= alpha).all()
    assert (made[alpha == 0] == 0).all()


def test_a_doubtful_island_beside_the_subject_goes_with_its_faint_border():
    alpha = matte(disc(35))
    alpha[disc(5, at=(0.92, 0.1))] = 12
    alpha[disc(3, at=(0.92, 0.1))] = 140
    assert np.array_equal(drop_islands(alpha), matte(disc(35)))


@pytest.mark.parametrize(
    ("radius", "belief"), [(3, 255), (9, 140)], ids=["small but sure", "doubtful but large"]
)
def test_a_real_part_stays(radius: int, belief: int):
    alpha = matte(disc(35))
    alpha[disc(radius, at=(0.9, 0.1))] = belief
    assert np.array_equal(drop_islands(alpha), alpha)


def test_a_faint_strand_that_touches_by_corners_belongs_to_the_subject():
    alpha = matte(disc(35))
    for step in range(20):
        alpha[85 + step, 85 + step] = 120
    assert np.array_equal(drop_islands(alpha), alpha)


def test_a_matte_in_one_part_is_the_same_array():
    alpha = matte(disc(35))
    assert drop_islands(alpha) is alpha
