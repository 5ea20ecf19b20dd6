from collections import Counter
from dataclasses import replace

import pytest
import torch

from training.banks import Banks, kind
from training.options import TINY

PLAIN = {"phrases": ["teal studio"], "details": []}
TWO = {"phrases": ["teal wall, white floor", "two-tone studio, teal above, white below"], "details": []}


@pytest.fixture
def banks(tmp_path):
    """Ninety plain sweeps and ten of two colours."""
    words = [PLAIN] * 90 + [TWO] * 10
    count, grid = len(words), torch.zeros(len(words), 1, 4, 4)
    shard = {
        "target": grid.expand(-1, 4, -1, -1).half(),
        "masked": grid.expand(-1, 4, -1, -1).half(),
        "mask": grid.to(torch.uint8),
        "control": torch.zeros(count, 8, 8, dtype=torch.uint8),
        "words": words,
        "family": ["studio"] * count,
    }
    (tmp_path / "latents").mkdir()
    torch.save([shard], tmp_path / "latents" / "0000.pt")
    return Banks(replace(TINY, work=tmp_path))


def test_a_sweep_of_two_colours_is_a_kind_of_its_own():
    assert kind("studio", PLAIN) == "studio"
    assert kind("studio", TWO) != "studio"
    assert kind("sea", {"phrases": ["the sea"], "details": []}) == "sea"


def test_rare_kinds_come_as_often_as_the_square_root_of_their_share(banks):
    _, drawn = banks.draw(torch.Generator().manual_seed(1), 2_000, large=False)
    seen = Counter(kind(*row) for row in drawn)
    # 10 of 100 rows, weighed √10 : √90 are one in four.
    assert seen[kind("studio", TWO)] / 2_000 == pytest.approx(0.25, abs=0.04)
