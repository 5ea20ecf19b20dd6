import numpy as np
import pytest

from core.scenes.painting import Stand
from training.boxes import Box, box_on, chosen_box, nearness, standing_box
from training.scenes import podiums, render
from training.subjects import ground_shade

SIZE = (64, 96)


@pytest.fixture(scope="module")
def scene():
    return render(np.random.default_rng(3), *SIZE, "studio")


def test_subjects_stand_or_hang_are_small_or_nearly_fill_the_frame(scene):
    rng = np.random.default_rng(5)
    boxes = [standing_box(rng, scene) for _ in range(400)]
    hanging = [box for box in boxes if box.hangs]
    assert 20 < len(hanging) < 80
    assert all(box.top >= 0 and box.foot <= 1 for box in hanging)
    assert min(box.tall for box in boxes) < 0.3
    assert sum(box.tall > 0.7 for box in boxes) > 80
    assert max(box.wide for box in boxes) <= SIZE[1] / SIZE[0]


def test_what_hangs_throws_no_shade_on_the_ground(scene):
    shape = np.zeros(SIZE, np.float32)
    shape[10:40, 30:60] = 1
    box = Box(30 / 64, 10 / 64, 30 / 64, 30 / 64)
    rng = np.random.default_rng(7)
    assert ground_shade(rng, scene, shape, box).max() > 0.1
    assert ground_shade(rng, scene, shape, Box(box.left, box.top, box.wide, box.tall, hangs=True)).max() == 0


@pytest.mark.parametrize("seed", range(12))
def test_subjects_are_put_on_podiums(seed: int):
    made = render(np.random.default_rng(seed), *SIZE, "podium")
    stand = made.stand
    assert stand is not None
    assert 0.5 < stand.y < 1.1
    box = box_on(np.random.default_rng(seed), stand, SIZE[1] / SIZE[0])
    assert abs(box.foot - stand.y) <= stand.deep
    assert abs(box.left + box.wide / 2 - stand.x) < stand.half
    assert box.top >= 0
    assert box.wide < 2.3 * stand.half


def test_a_stand_begins_where_its_podiums_top_does():
    found = 0
    for seed in range(12):
        made = podiums.podium(np.random.default_rng(seed), 128, 128)
        assert made.stand is not None
        rim, column = round((made.stand.y - made.stand.deep) * 128), round(made.stand.x * 128)
        nearer = np.diff(made.depth[:, column])
        found += abs(int(nearer.argmax()) - rim) <= 2
    assert found >= 10


def test_where_there_is_no_podium_things_stand_on_the_ground(scene):
    assert scene.stand is None
    assert chosen_box(np.random.default_rng(2), scene) == standing_box(np.random.default_rng(2), scene)


@pytest.mark.parametrize("seed", range(8))
def test_what_stands_on_a_podium_is_nearer_than_what_is_below_it(seed: int):
    made = render(np.random.default_rng(seed), *SIZE, "podium")
    assert made.stand is not None
    box = box_on(np.random.default_rng(seed), made.stand, SIZE[1] / SIZE[0])
    foot = min(round(box.foot * SIZE[0]), SIZE[0] - 1), round((box.left + box.wide / 2) * SIZE[0])
    assert nearness(made, box) >= min(1, made.depth[foot] + 0.02)


def test_beside_a_podium_there_is_nothing_for_a_shade_to_fall_on():
    stand = Stand(0.75, 0.7, 0.3, 0.1)
    box = box_on(np.random.default_rng(3), stand, SIZE[1] / SIZE[0])
    made = render(np.random.default_rng(1), *SIZE, "podium")
    dark = ground_shade(np.random.default_rng(2), made, np.zeros(SIZE, np.float32), box)[..., 0]
    x = (np.arange(SIZE[1]) + 0.5) / SIZE[0]
    assert dark[:, np.abs(x - stand.x) > 0.33].max() == 0
    assert dark.max() > 0.05
