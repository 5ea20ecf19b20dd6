"""What a set is built for."""

import pytest

from core.scenes.painting import View
from core.scenes.spec import SceneSpec
from core.scenes.traced.body import Footprint
from core.scenes.traced.lens import facing_lens
from core.scenes.traced.sets import NEARER, Shot

TABLE = SceneSpec.parse({"kind": "table", "seed": 3, "spec_version": 6})


def shot(true: float | None, wide: float = 0.6, top: float = 0.4) -> Shot:
    """A subject that is ``wide`` and ``top`` tall in heights of the picture."""
    feet = Footprint(left=-wide / 2, right=wide / 2, near=0.1, far=-0.1, top=top)
    return Shot(TABLE, facing_lens(View(64, 64)), feet, true)


def test_things_are_as_large_as_in_the_place_where_nothing_else_is_known() -> None:
    assert shot(None).things == shot(None).metres


@pytest.mark.parametrize(("wide", "top"), [(0.6, 0.4), (0.3, 0.5)])
def test_things_beside_a_fruit_are_as_large_as_beside_one(wide: float, top: float) -> None:
    found = shot(0.2, wide, top)
    assert found.things * max(wide, top) == pytest.approx(0.2)


def test_things_are_neither_smaller_than_in_the_place_nor_giants() -> None:
    assert shot(9.0).things == shot(None).metres
    assert shot(0.001).things == pytest.approx(shot(None).metres / NEARER)
