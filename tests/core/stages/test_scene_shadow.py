"""Shade in a scene: it falls away from the light, touches the subject, and is the same at every size."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from core.scenes.painting import Ground, Spot, Stand
from core.scenes.spec import Light
from core.stages.arrays import Floats, Pixels
from core.stages.compositing import composite
from core.stages.pose import POSES, Pose
from core.stages.scene_shadow import shaded

SIDE = 240
GROUND = Ground(vanish=0.3, far=0.4, foot=0.8)


def bottle(side: int = SIDE, large: int = 960) -> Pixels:
    """The matte of an upright thing whose foot is at 0.8 of the height, reduced from a large one."""
    matte = np.zeros((large, large), np.uint8)
    matte[round(0.35 * large) : round(0.8 * large), round(0.42 * large) : round(0.58 * large)] = 255
    matte[round(0.25 * large) : round(0.35 * large), round(0.47 * large) : round(0.53 * large)] = 255
    return np.asarray(Image.fromarray(matte).resize((side, side), Image.Resampling.BOX))


def plane(side: int = SIDE, ground: Ground = GROUND) -> Floats:
    """The disparity of flat ground, and of its wall."""
    rows = (np.arange(side, dtype=np.float32) + 0.5) / side
    if ground.wall is not None:
        rows = np.maximum(rows, ground.wall)
    disparity = np.clip((rows - ground.vanish) / (1 - ground.vanish), 0, 1)
    return np.repeat(disparity[:, None], side, axis=1).astype(np.float32)


def shade(
    light: Light | None = None, ground: Ground = GROUND, pose: Pose = "stands", side: int = SIDE
) -> Floats:
    """What a bottle makes of light grey."""
    image = np.full((side, side, 3), 0.7, np.float32)
    source = np.full((side, side, 3), (200, 30, 30), np.uint8)
    return shaded(image, source, bottle(side), ground, light or Light(), pose, plane(side, ground))


def dark(made: Floats, rows: tuple[float, float], columns: tuple[float, float]) -> float:
    """How much darker than before a part of the picture is, by shares of its sides."""
    top, bottom, left, right = (round(share * len(made)) for share in (*rows, *columns))
    return float(0.7 - made[top:bottom, left:right].mean())


@pytest.mark.parametrize("pose", POSES)
def test_the_subject_stays_as_it_was_placed_bit_by_bit(pose: Pose):
    rng = np.random.default_rng(3)
    source = rng.integers(0, 256, (SIDE, SIDE, 3), np.uint8)
    ground = Ground(vanish=0.3, far=0.4, foot=0.8, mirror=0.5)
    image = rng.random((SIDE, SIDE, 3), np.float32)
    made = shaded(image, source, bottle(), ground, Light(), pose, plane())
    assert made.dtype == np.float32
    assert made.min() >= 0
    assert made.max() <= 1
    whole = composite(source, (made * 255).round().astype(np.uint8), bottle())
    assert np.array_equal(whole[bottle() == 255], source[bottle() == 255])


@pytest.mark.parametrize("pose", POSES)
def test_the_same_bytes_each_time_and_nothing_lighter_without_a_mirror(pose: Pose):
    made = shade(pose=pose)
    assert np.array_equal(made, shade(pose=pose))
    assert made.max() <= 0.7 + 1e-5


@pytest.mark.parametrize("pose", POSES)
@pytest.mark.parametrize("mirror", [0.0, 0.4])
def test_a_small_picture_is_the_reduced_large_one(pose: Pose, mirror: float):
    ground = Ground(vanish=0.3, far=0.4, foot=0.8, mirror=mirror, rough=0.3)
    light = Light(direction=-50, hardness=0.7)
    large, small = (shade(light, ground, pose, side) for side in (960, 240))
    beside = bottle() == 0
    error = (large.reshape(240, 4, 240, 4, 3).mean(axis=(1, 3)) - small)[beside]
    assert -10 * np.log10(np.mean(error**2)) > 30


def test_it_is_darkest_where_it_touches():
    made = shade(Light(direction=0))
    at_foot, below, away = (dark(made, rows, (0.45, 0.55)) for rows in ((0.8, 0.81), (0.83, 0.85), (0.95, 1)))
    assert at_foot > 0.1
    assert at_foot > below > away
    assert away < 0.01
    assert made.min() > 0.05


@pytest.mark.parametrize(("direction", "darker"), [(-70.0, "right"), (70.0, "left")])
def test_it_falls_away_from_the_light(direction: float, darker: str):
    made = shade(Light(direction=direction, height=35, hardness=0.8))
    beside = {"left": dark(made, (0.7, 0.8), (0.3, 0.4)), "right": dark(made, (0.7, 0.8), (0.6, 0.7))}
    assert max(beside, key=lambda side: beside[side]) == darker
    assert beside[darker] > 0.05


def test_light_from_behind_throws_it_forward():
    behind, front = (dark(shade(Light(direction=turn)), (0.84, 0.95), (0.4, 0.6)) for turn in (180, 0))
    assert behind > 0.05
    assert front < 0.02


def test_a_low_hard_light_throws_a_longer_and_a_darker_one():
    low, high = (
        dark(shade(Light(direction=-90, height=height, hardness=0.9)), (0.6, 0.8), (0.75, 0.95))
        for height in (20, 70)
    )
    assert low > high + 0.02
    soft = dark(shade(Light(direction=-90, height=35, hardness=0)), (0.7, 0.78), (0.6, 0.7))
    hard = dark(shade(Light(direction=-90, height=35, hardness=1)), (0.7, 0.78), (0.6, 0.7))
    assert hard > soft


def test_it_climbs_a_wall():
    wall = Ground(vanish=0.3, far=0.7, foot=0.8, wall=0.7)
    light = Light(direction=-40, height=25, hardness=0.9)
    above = dark(shade(light, wall), (0.5, 0.68), (0.58, 0.75))
    assert above > 0.05
    assert above > dark(shade(light), (0.5, 0.68), (0.58, 0.75))


def test_feet_beyond_the_wall_s_foot_leave_no_blot_on_it():
    wall = Ground(vanish=0.3, far=0.88, foot=0.8, wall=0.88)
    above = slice(0, round(0.76 * SIDE))
    made = shade(Light(direction=15, height=50, hardness=0.2), wall)[above]
    assert (made[bottle()[above] == 0] < 0.35).mean() < 0.005


def test_it_does_not_fall_on_what_stands_before_the_ground():
    light = Light(direction=-70, height=35, hardness=0.8)
    near = plane()
    near[:, 150:] = 1.0
    image = np.full((SIDE, SIDE, 3), 0.7, np.float32)
    made = shaded(image, image.astype(np.uint8), bottle(), GROUND, light, "stands", near)
    assert dark(made, (0.6, 0.78), (0.68, 0.8)) < 0.005


def test_on_a_stand_it_ends_with_it():
    stand = Ground(vanish=0.3, far=0.4, foot=0.8, mirror=0.4, stand=Stand(0.5, 0.78, 0.2, 0.06))
    made = shade(Light(direction=-90, height=20, hardness=0.9), stand)
    assert dark(made, (0.7, 0.85), (0.72, 0.95)) < 0.002
    assert dark(made, (0.76, 0.8), (0.6, 0.66)) > 0.05


def test_polished_ground_mirrors_the_subject_below_its_foot():
    made = shade(ground=Ground(vanish=0.3, far=0.4, foot=0.8, mirror=0.5, rough=0.1))
    red = made[..., 0] - made[..., 1]
    near, far = red[round(0.84 * SIDE), SIDE // 2], red[round(0.98 * SIDE), SIDE // 2]
    assert near > 0.15
    assert near > far > 0
    assert red[round(0.9 * SIDE), round(0.2 * SIDE)] < 0.01


def test_what_stands_before_polished_ground_and_a_board_s_front_mirror_nothing():
    polished = Ground(vanish=0.3, far=0.4, foot=0.8, mirror=0.5, rough=0.1)
    ends = plane()
    ends[round(0.88 * SIDE) :] = 0.1
    image = np.full((SIDE, SIDE, 3), 0.7, np.float32)
    source = np.full((SIDE, SIDE, 3), (200, 30, 30), np.uint8)
    made = shaded(image, source, bottle(), polished, Light(), "stands", ends)
    red = made[:, SIDE // 2, 0] - made[:, SIDE // 2, 1]
    assert red[round(0.84 * SIDE)] > 0.15
    assert red[round(0.92 * SIDE) :].max() < 0.01


@pytest.mark.parametrize("turn", [-150, -90, -30, 30, 90, 150])
def test_from_every_side_it_falls_on_the_other(turn: int):
    made = shade(Light(direction=turn, height=40, hardness=0.7))
    sides = dark(made, (0.6, 0.98), (0.1, 0.41)), dark(made, (0.6, 0.98), (0.59, 0.9))
    assert (sides[0] > sides[1]) == (turn > 0)


def test_before_an_open_place_what_hangs_throws_no_shadow():
    image = np.full((SIDE, SIDE, 3), 0.7, np.float32)
    free = Ground(vanish=-1.0, far=0.0, foot=0.85, open=True)
    source = np.zeros((SIDE, SIDE, 3), np.uint8)
    assert shaded(image, source, bottle(), free, Light(), "hangs", plane()) is image


def test_more_shade_is_darker():
    little, much = (
        dark(shade(ground=Ground(vanish=0.3, far=0.4, foot=0.8, shade=amount)), (0.8, 0.82), (0.45, 0.55))
        for amount in (0.2, 0.8)
    )
    assert much > little > 0


@pytest.mark.parametrize("pose", ["lies", "hangs"])
def test_lying_or_hanging_it_is_shaded_on_the_side_away_from_the_light(pose: Pose):
    made = shade(Light(direction=-60, height=40, hardness=0.8), pose=pose)
    left, right = dark(made, (0.45, 0.75), (0.39, 0.42)), dark(made, (0.45, 0.75), (0.58, 0.61))
    assert right > left > 0


def test_what_is_cut_off_below_and_nothing_at_all_leave_the_place_as_it_is():
    image = np.full((SIDE, SIDE, 3), 0.7, np.float32)
    source = np.zeros((SIDE, SIDE, 3), np.uint8)
    cut = np.roll(bottle(), round(0.2 * SIDE), axis=0)
    assert shaded(image, source, cut, GROUND, Light(), "stands", plane()) is image
    assert shaded(image, source, np.zeros_like(cut), GROUND, Light(), "stands", plane()) is image
    assert (image == np.float32(0.7)).all()


def test_one_foot_that_the_edge_cuts_off_takes_no_shade_from_the_others():
    matte = np.zeros((SIDE, SIDE), np.uint8)
    for column, foot in ((40, 0.8), (90, 0.82), (140, 0.85), (190, 1.0)):
        matte[round(0.3 * SIDE) : round(foot * SIDE), column - 10 : column + 10] = 255
    image, source = np.full((SIDE, SIDE, 3), 0.7, np.float32), np.zeros((SIDE, SIDE, 3), np.uint8)
    made = shaded(image, source, matte, GROUND, Light(), "stands", plane())
    assert dark(made, (0.8, 0.83), (0.13, 0.2)) > 0.05
    half = np.zeros_like(matte)
    half[round(0.3 * SIDE) :, 60:180] = 255
    assert np.array_equal(shaded(image, source, half, GROUND, Light(), "stands", plane()), image)


def test_what_hangs_flat_on_a_wall_is_nearer_to_it_than_what_hangs_from_a_hook():
    flat = replace(GROUND, spot=Spot(0.5, 0.5, 0.3, 0.3))
    light = Light(direction=50, height=40, hardness=0.9)
    beside = bottle() == 0
    shades = [(0.7 - shade(light, ground, "hangs"))[beside].sum() for ground in (flat, GROUND)]
    assert 0 < shades[0] < 0.6 * shades[1]


def test_in_the_latest_scenes_what_lies_has_a_side_in_the_shade():
    light, side = Light(direction=-90, height=50, hardness=0.1), (0.5, 0.7)
    source, image = np.zeros((SIDE, SIDE, 3), np.uint8), np.full((SIDE, SIDE, 3), 0.7, np.float32)
    away = []
    for latest in (False, True):
        made = shaded(image, source, bottle(), GROUND, light, "lies", plane(), latest=latest)
        away.append(dark(made, side, (0.585, 0.61)) - dark(made, side, (0.39, 0.415)))
    assert away[1] > away[0] + 0.02


def test_in_the_newest_scenes_what_hangs_is_seen_to_be_off_its_wall():
    source, light = np.full((SIDE, SIDE, 3), 128, np.uint8), Light(direction=40, height=35, hardness=0.45)
    image, matte = np.full((SIDE, SIDE, 3), 0.8, np.float32), np.zeros((SIDE, SIDE), np.uint8)
    matte[SIDE // 4 : 3 * SIDE // 4, SIDE // 4 : 3 * SIDE // 4] = 255
    wall = Ground(vanish=-1.0, far=0.0, foot=0.85, shade=0.5)
    beside = slice(SIDE // 4 - SIDE // 24, SIDE // 4)
    before, now = (
        1 - shaded(image, source, matte, wall, light, "hangs", plane(), anew=anew) / image
        for anew in (False, True)
    )
    rows = slice(SIDE // 3, 2 * SIDE // 3)
    assert now[rows, beside].mean() > 1.5 * before[rows, beside].mean()
    assert now[rows, beside].mean() > 0.12


def test_what_is_round_and_stands_on_the_pictures_lower_edge_is_mirrored_nowhere():
    rows, columns = np.indices((SIDE, SIDE))
    away = np.hypot(rows - 0.72 * SIDE, columns - 0.5 * SIDE)
    matte = np.where(away < 0.285 * SIDE, 255, 0).astype(np.uint8)
    source = np.full((SIDE, SIDE, 3), 200, np.uint8)
    ground = replace(GROUND, mirror=0.5)
    place = np.full((SIDE, SIDE, 3), 0.6, np.float32)
    disparity = np.full((SIDE, SIDE), 0.5, np.float32)
    made = shaded(place, source, matte, ground, Light(), "stands", disparity, anew=True)
    assert np.isfinite(made).all()
    assert made.max() <= place.max()


@pytest.mark.parametrize(("rows", "columns"), [(slice(13, 14), slice(0, 11)), (slice(0, 3), slice(9, 12))])
def test_the_smallest_subject_in_the_smallest_picture_is_no_error(rows: slice, columns: slice):
    # A sketch of a few px, in which what darkens at the ground has no px at all.
    matte = np.zeros((16, 16), np.uint8)
    matte[rows, columns] = 255
    image = np.full((16, 16, 3), 0.5, np.float32)
    made = shaded(image, image.astype(np.uint8), matte, GROUND, Light(), "stands", plane(16))
    assert made.shape == image.shape
    assert made.max() <= 0.5
