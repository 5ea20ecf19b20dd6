"""What hangs: the shadow of its body is one, also that of a strap in hard light."""

import numpy as np
import pytest

from core.stages.hanging_shadow import blocked_beyond

HUNG = np.zeros((240, 240), np.float32)
HUNG[110:200, 70:170] = 1
HUNG[50:110, 120:123] = 1


def stripes(*, whole: bool) -> int:
    """How many shadows a strap has beside it."""
    key = blocked_beyond(HUNG, (-1.6, 0.0), 0.12, 0.02, lies=False, whole=whole)[0]
    row = key[80, :119]
    dark = np.concatenate(([0], row > 0.25))
    return int((np.diff(dark.astype(int)) == 1).sum())


@pytest.mark.parametrize(("whole", "seen"), [(True, 1), (False, 3)])
def test_a_strap_throws_one_shadow(whole: bool, seen: int):
    assert stripes(whole=whole) == seen


def test_what_is_thick_is_dark_up_to_its_edge():
    key = blocked_beyond(HUNG, (-1.6, 0.0), 0.12, 0.02, lies=False, whole=True)[0]
    assert key[150, 56:69].min() > 0.8
    assert key[150, 180:].max() < 0.05
