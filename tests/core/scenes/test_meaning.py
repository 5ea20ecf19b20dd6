"""The embedded model's text encoder tells which kind a sentence is nearest to."""

from core.scenes.kinds import KINDS
from core.scenes.meaning import nearest_kinds
from core.scenes.reading import read


def test_words_that_no_table_has_are_near_to_a_kind() -> None:
    near = nearest_kinds("at the harbour")
    assert set(near) == set(KINDS)
    assert all(0 <= value <= 1 for value in near.values())
    assert max(near, key=lambda kind: near[kind]) in {"sea", "lake", "water"}
    assert read("glaciers", nearest_kinds).wishes.kinds[0][0] == "mountains"
