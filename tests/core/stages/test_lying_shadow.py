"""What lies: a shadow to one side, wider for fruit than for cloth, and a dark line where it touches."""

import numpy as np
import pytest

from core.scenes.spec import Light
from core.stages.arrays import Floats
from core.stages.lying_shadow import away_from, blocked, touch

LEFT = Light(direction=-90, height=45, hardness=0.4)


def disc(side: int = 160) -> Floats:
    """A round thing in the middle of the picture, 0…1."""
    y, x = np.mgrid[0:side, 0:side]
    return (np.hypot(x - side / 2, y - side / 2) < 0.25 * side).astype(np.float32)


def test_it_falls_away_from_the_light_even_of_one_straight_above():
    assert away_from(LEFT)[0] > 0.9
    assert away_from(LEFT.model_copy(update={"height": 90.0}))[0] > 0.9
    key, _ = blocked(disc(), LEFT, 0.2, thing=True)
    assert key[80, 124] > 0.3
    assert key[80, 34] < 0.01


def test_fruit_throws_more_than_cloth():
    fruit, cloth = (blocked(disc(), LEFT, 0.2, thing=thing)[0] for thing in (True, False))
    free = disc() == 0
    assert fruit[free].sum() > 1.5 * cloth[free].sum()


def test_cloth_lifts_here_and_touches_there():
    key = blocked(disc(), LEFT, 0.2, thing=False)[0]
    widths = (key[60:100] * (disc()[60:100] == 0)).sum(axis=1)
    assert widths.max() > 1.15 * widths.min()


def test_where_it_touches_there_is_a_line_and_it_is_darkest_away_from_the_light():
    made = np.full((320, 320, 3), 0.7, np.float32)
    touch(made, (disc(320) * 255).astype(np.uint8), LEFT, 0.9)
    assert made[160, 240, 0] < 0.6
    assert made[160, 79, 0] > 0.64
    assert made[160, 250, 0] > 0.69


LOW = Light(direction=60, height=15, hardness=1.0)
CORNERED = np.pad(np.ones((110, 110), np.float32), 105)


@pytest.mark.parametrize("thing", [True, False])
def test_in_hard_low_light_the_edge_of_a_shadow_has_no_steps(thing: bool):
    def steps(*, whole: bool) -> float:
        dark = blocked(CORNERED, LOW, 0.02, thing=thing, whole=whole)[0] > 0.3
        low = [float(np.flatnonzero(column).max()) for column in dark.T if column.any()]
        return float(np.abs(np.diff(low[2:])).max())

    assert steps(whole=True) <= 3
    if thing:
        assert steps(whole=False) > 5


def test_a_thin_part_is_no_thicker_than_it_is_wide():
    strap = CORNERED.copy()
    strap[40:105, 180:184] = 1
    short, long = (blocked(strap, LOW, 0.02, thing=True, whole=whole)[0] for whole in (True, False))
    beside = slice(50, 70), slice(170, 180)
    assert short[beside].max() > 0.3
    far = slice(45, 60), slice(130, 168)
    assert short[far].max() < 0.05
    assert long[far].max() > 0.15
