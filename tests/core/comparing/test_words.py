"""Words that differ between sentences."""

from hypothesis import given
from hypothesis import strategies as st

from core.comparing.words import against_reference, marked


def differing(text: str, *others: str) -> list[str]:
    return [piece.text for piece in marked(text, others) if piece.differs]


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=3))
def test_the_pieces_are_the_text(text: str, others: list[str]) -> None:
    assert "".join(piece.text for piece in marked(text, others)) == text
    assert differing(text, text) == []


def test_words_that_another_lacks_differ() -> None:
    assert differing("on a wooden table, at dawn", "on a marble table, at dawn") == ["wooden"]
    assert differing("a table at dawn", "a table") == ["at dawn"]
    assert differing("a table", "a table at dawn") == []


def test_the_reference_is_marked_by_all_others() -> None:
    found = against_reference(["a red cup", "a blue cup", "a red mug"])
    told = [[piece.text for piece in pieces if piece.differs] for pieces in found]
    assert told == [["red cup"], ["blue"], ["mug"]]
