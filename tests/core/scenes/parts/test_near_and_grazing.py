"""Boughs that hang into an orchard, and cows on a meadow."""

import numpy as np
import pytest

from core.scenes.drawing import scene_for
from core.scenes.painting import View, paint
from core.scenes.parts.boughs import SIZES, boughs
from core.scenes.parts.cattle import cow, herd
from core.scenes.parts.outdoors import day_of
from core.scenes.spec import SceneSpec

DAY = day_of(SceneSpec.parse({"kind": "orchard", "seed": 3}))
SMALL = View(96, 96)


@pytest.mark.parametrize("fruit", sorted(SIZES))
def test_boughs_hang_from_the_upper_edge(fruit: str) -> None:
    layer = boughs(np.random.default_rng(3), 1.0, DAY, fruit, ("e08a1e",), 0.4, 0.01)
    rows = layer[..., 3].mean(axis=1)
    assert rows[: len(rows) // 10].mean() > 0.5
    assert rows[len(rows) // 2 :].max() < 0.05


def test_the_fruit_that_is_named_hangs_there_from_the_seventh_form_on() -> None:
    def upper(form: int, fruit: str) -> np.ndarray:
        values = {"kind": "orchard", "seed": 3, "spec_version": form, "props": [fruit]}
        return paint(SceneSpec.parse(values), SMALL).image[:24]

    assert np.abs(upper(7, "oranges") - upper(6, "oranges")).mean() > 0.02
    # Lemons are greener than oranges are, by their yellow.
    assert upper(7, "lemons")[..., 1].mean() > upper(7, "oranges")[..., 1].mean()


def test_a_cow_stands_on_the_lowest_row() -> None:
    drawn = cow(np.random.default_rng(1), DAY)
    assert drawn[-2:, :, 3].max() > 0.5
    assert drawn[..., :3].max() < 4


def test_cows_stand_about_where_the_ground_vanishes() -> None:
    cover = herd(np.random.default_rng(2), (128, 128), DAY, 0.3, 0.17)[..., 3]
    rows = np.flatnonzero(cover.max(axis=1) > 0.5) / 128
    assert 0.2 < rows.min() < rows.max() < 0.5


def test_cows_that_are_asked_for_are_on_the_meadow_behind_a_table_too() -> None:
    for sentence in ("on a green meadow with cows", "on a wooden table in front of a meadow with cows"):
        spec = scene_for(sentence, 3)
        assert "cows" in spec.props
        bare = spec.model_copy(update={"props": tuple(set(spec.props) - {"cows"})})
        assert not np.array_equal(paint(spec, SMALL).image, paint(bare, SMALL).image)
    assert "cows" not in scene_for("on a green meadow", 3).props
