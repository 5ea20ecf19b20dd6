"""The measurement of recording records the same pictures both ways; nothing here is timed."""

from pathlib import Path

import numpy as np
import pytest

from bench.recording import MLFLOW, OURS, VARIATION, Measured, measure, picture


def test_pictures_share_what_variations_share() -> None:
    first, second, other = picture(64, 0, 0), picture(64, 0, 1), picture(64, 1, 2)
    for part in ("source", "matte", "control"):
        assert np.array_equal(getattr(first, part), getattr(second, part))
        assert not np.array_equal(getattr(first, part), getattr(other, part))
    assert not np.array_equal(first.composite, second.composite)


def test_the_table_has_a_row_for_each_way_and_its_ratio() -> None:
    said = Measured(512, {OURS: [10.0, 20.0], VARIATION: [5.0, 10.0], MLFLOW: [40.0, 80.0]}).table()
    assert [line.split()[-2] for line in said.splitlines()[1:]] == ["1.00", "0.50", "4.00"]


@pytest.mark.parametrize(("taken", "within"), [(100.0, True), (151.0, False)])
def test_a_table_says_whether_the_limit_is_kept(taken: float, within: bool) -> None:
    measured = Measured(512, {OURS: [taken], VARIATION: [5.0], MLFLOW: [999.0]})
    assert measured.within is within
    assert ("NOT within 150 ms" in measured.table()) is not within


@pytest.mark.server
@pytest.mark.slow
def test_both_ways_are_measured(tmp_path: Path) -> None:
    measured = measure(64, 1, tmp_path, runs=20)
    assert {way: len(times) for way, times in measured.milliseconds.items()} == {
        OURS: 1,
        VARIATION: 1,
        MLFLOW: 1,
    }
    assert len(list((tmp_path / "artifacts").rglob("*.png"))) == 2 * 5
