import numpy as np
import pytest

pytest.importorskip("cv2", reason="the renderer's cv2 comes with requirements-dev.txt")

from training.scenes import render
from training.subjects import Box, ground_shade, standing_box

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
