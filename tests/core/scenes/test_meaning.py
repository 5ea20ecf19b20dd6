"""Places by what their words mean to mini's text encoder."""

from pathlib import Path

import numpy as np
import pytest

from core.scenes.meaning import NEAR, meanings, with_meanings
from core.scenes.reading import read
from core.scenes.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("in an arboretum", "park"),
        ("a rugged coastline, sunny", "road_coast"),
        ("our bottle deep in the sierra", "mountains"),
    ],
)
def test_a_word_that_no_table_has_is_the_place_that_it_means_most_nearly(sentence: str, kind: str) -> None:
    reading = read(sentence)
    assert reading.wishes.named
    assert reading.wishes.kinds[0][0] == kind
    assert any(" as " in said for said in reading.understood)
    assert reading.not_painted == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "in a café beside the coastline",  # a place is named
        "with golf clubs",  # it is only there with the subject
        "for the arboretum",
        "in a xylqz",  # known to nobody
        "without parkland",
    ],
)
def test_it_asks_for_no_place_otherwise(sentence: str) -> None:
    spans = list(vocabulary("en").spans(sentence))
    assert with_meanings(spans) == spans


def test_every_kind_lies_nearest_to_itself() -> None:
    known = meanings()
    assert known is not None
    assert np.allclose(np.linalg.norm(known.vectors, axis=1), 1, atol=1e-4)
    alone = [kind for kind in known.kinds if "_" not in kind]
    assert len(alone) > 20
    assert [known.nearest(kind) for kind in alone] == [(kind, pytest.approx(1, abs=1e-4)) for kind in alone]
    assert NEAR < 1


def test_nothing_is_known_where_the_weights_are_not(tmp_path: Path) -> None:
    assert meanings(tmp_path) is None
