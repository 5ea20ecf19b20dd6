"""The light on what hangs throws a shadow that is seen beside it."""

import pytest

from core.scenes.spec import Light
from core.scenes.wall_light import seen_to_fall


@pytest.mark.parametrize("direction", [-170.0, -45.0, -5.0, 5.0, 120.0])
def test_it_comes_from_the_same_side_and_from_above(direction: float):
    light = seen_to_fall(Light(direction=direction, height=85, hardness=0.1))
    assert light.direction * direction > 0
    assert 24 <= abs(light.direction) <= 60
    assert light.height == 52
    assert light.hardness == 0.45


def test_light_that_falls_so_already_stays():
    light = Light(direction=40, height=35, hardness=0.8)
    assert seen_to_fall(light) == light
