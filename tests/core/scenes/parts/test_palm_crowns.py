"""Palm trees."""

import numpy as np
import pytest

from core.scenes.drawing import scene_for
from core.scenes.parts.outdoors import day_of
from core.scenes.parts.palm_crowns import FOOT, WIDE, grown_palms, palm_picture
from core.scenes.parts.palms import palm_trees

SPEC = scene_for("a beach with palms", 3)


def test_a_palm_stands_on_its_foot_with_its_crown_above() -> None:
    made = palm_picture(np.random.default_rng(2), day_of(SPEC), 200)
    assert made.shape == (200, round(200 * WIDE), 4)
    cover = made[..., 3]
    assert cover[round(FOOT * 200) + 2 :].max() == 0
    assert cover[round(FOOT * 200) - 3, 85:96].max() == 1
    assert cover[:90].mean() > 4 * cover[120:].mean()
    leaves = made[:90][cover[:90] > 0.9][:, :3].mean(0)
    assert leaves[1] > leaves[0] > leaves[2]


def test_palms_are_the_same_each_time_and_at_every_size() -> None:
    def made(rows: int) -> np.ndarray:
        return grown_palms(np.random.default_rng(5), (rows, rows * 4 // 3), day_of(SPEC), 0.8, (0.4, 0.6), 2)

    assert np.array_equal(made(96), made(96))
    large = made(192).reshape(96, 2, 128, 2, 4).mean((1, 3))
    assert np.abs(large[..., 3] - made(96)[..., 3]).mean() < 0.02


@pytest.mark.parametrize("version", [5, 6])
def test_palms_of_earlier_scenes_stay(version: int) -> None:
    spec = SPEC.model_copy(update={"spec_version": version})
    made = palm_trees(spec, (120, 160), day_of(spec), 0.8, (0.4, 0.6), 2)
    soft = (made[..., 3] > 0.02) & (made[..., 3] < 0.98)
    assert soft.any() == (version == 6)
