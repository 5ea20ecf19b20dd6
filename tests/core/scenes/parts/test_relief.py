"""Ground with a relief, in perspective."""

import numpy as np

from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.relief import laid, sunlit, unhidden
from core.scenes.parts.viewpoint import Viewpoint, defocus
from core.scenes.spec import Light, SceneSpec

VIEW = Viewpoint(64, 64, 0.4, 0.86, 2.0, 0.02)


def sunny(direction: float) -> Day:
    return day_of(SceneSpec(kind="meadow", seed=1, light=Light(direction=direction, height=30, hardness=1)))


def test_a_tile_keeps_its_mean_in_perspective():
    tile = np.random.default_rng(1).random((64, 64, 2), np.float32)
    seen = laid(tile, 1.0, VIEW, np.linspace(0.45, 0.99, 60, dtype=np.float32))
    assert np.allclose(seen.mean(axis=(0, 1)), tile.mean(axis=(0, 1)), atol=0.03)


def test_a_slope_to_the_sun_is_brighter_than_one_from_it():
    x = np.linspace(0, 2 * np.pi, 64, endpoint=False, dtype=np.float32)
    heights = np.broadcast_to(0.02 * np.sin(x), (64, 64)).astype(np.float32)
    facing, _ = sunlit(heights, 1.0, sunny(90))
    assert facing[:, 32].mean() > facing[:, 0].mean()


def test_what_is_higher_hides_what_lies_behind():
    colour = np.arange(4, dtype=np.float32)[:, None, None].repeat(2, axis=1)
    tops = np.array([[2, 2], [4, 4], [1, 6], [7, 7]], np.float32)  # the third slice stands up on the left
    seen, alpha = unhidden(colour, tops, 8)
    assert seen[3, 0, 0] == 2
    assert seen[3, 1, 0] == 0
    assert seen[7, 0, 0] == 3
    assert alpha[0].sum() == 0


def test_defocus_keeps_the_light():
    light = np.zeros((64, 64, 3), np.float32)
    light[32, 32] = 5
    assert np.isclose(defocus(light, 0.1).sum(), light.sum(), rtol=0.1)


def test_the_sun_is_seen_only_before_the_camera():
    assert sunny(0).seen_at(0.4, 1.0) is None
    at = sunny(180).seen_at(0.4, 1.0)
    assert at is not None
    assert at[0] < 0.4
