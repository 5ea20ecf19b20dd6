"""Misspelt words are read as what they were meant to be, and only they."""

import pytest

from core.scenes.reading import read
from core.scenes.spelling import by_first_letter, distance, nearest

WORDS = ("marble", "kitchen", "windows", "bakery", "concrete", "trail", "trial", "background")
KNOWN = by_first_letter(WORDS)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("marbel", "marble"),
        ("kitchn", "kitchen"),
        ("kittchen", "kitchen"),
        ("windoes", "windows"),
        ("bakcgrund", "background"),
        ("baker", None),
        ("garble", None),
        ("trbil", None),
        ("mar", None),
        ("", None),
        ("k1tchen", None),
    ],
)
def test_the_nearest_word_is_the_one_that_was_meant(word: str, meant: str | None) -> None:
    assert nearest(word, KNOWN) == meant


def test_a_letter_far_away_is_no_slip() -> None:
    assert distance("kitchen", "kitchem", 2) == 1
    assert distance("kitchen", "kitchep", 2) == 2
    assert distance("kitchen", "garden", 2) == 3


@pytest.mark.parametrize(
    ("sentence", "kind", "said"),
    [
        ("my coffe bag on a table", "table", "“coffe” read as “coffee”"),
        ("on a marbel podium", "podium", "“marbel” read as “marble”"),
        ("in a livng room", "living_room", "“livng” read as “living”"),
        ("auf einem holztish im Garten", "table", "“holztish” read as “holztisch”"),
        ("in der Kueche", "kitchen", "“Kueche” read as “küche”"),
        ("sobre una mesa de maderra en la cocina", "table", "“maderra” read as “madera”"),
    ],
)
def test_what_a_misspelt_word_was_read_as_is_said(sentence: str, kind: str, said: str) -> None:
    reading = read(sentence)
    assert reading.wishes.kinds[0][0] == kind
    assert said in reading.understood
    assert not reading.not_painted
