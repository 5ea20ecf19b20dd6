"""Variants of a sentence, in braces and from lists of words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import RequestError
from core.groups.variants import variants, word_lists


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    (tmp_path / "colours.txt").write_text("# of cloths\nred\n\n  blue \n", encoding="utf-8")
    (tmp_path / "cloths.txt").write_text("{linen|silk}\na __colours__ felt\n", encoding="utf-8")
    (tmp_path / "round.txt").write_text("a __round__ b\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("# nothing\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("on oak", ["on oak"]),
        ("on {oak|marble}", ["on oak", "on marble"]),
        ("{a|b} {1|2}", ["a 1", "a 2", "b 1", "b 2"]),
        ("a {b|{c|d} e} f", ["a b f", "a c e f", "a d e f"]),
        ("a {very |}red cloth", ["a very red cloth", "a red cloth"]),
        ("{a|a}", ["a"]),
        ("{a}", ["a"]),
        (r"a \{b\|c\}", ["a {b|c}"]),
        ("a __colours__ cloth", ["a red cloth", "a blue cloth"]),
        ("__colours__ on __colours__", ["red on red", "red on blue", "blue on red", "blue on blue"]),
        ("{x|__colours__}", ["x", "red", "blue"]),
        ("on __cloths__", ["on linen", "on silk", "on a red felt", "on a blue felt"]),
        ("snake_case __ and __", ["snake_case __ and __"]),
    ],
)
def test_every_variant_comes_once_and_in_order(lists: Path, sentence: str, found: list[str]) -> None:
    assert list(variants(sentence, lists)) == found


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("a {b", "The sentence has a { without its }"),
        ("a } b", "The sentence has a } without its {"),
        ("__moods__", "There is no list of words 'moods' that can be read; there are cloths, colours, empty"),
        ("__empty__", "The list of words 'empty' is empty"),
        ("__round__", "The word lists name one another in a circle"),
        ("{a|b}" * 14, "The sentence has 16,384 variants; at most 10,000"),
    ],
)
def test_what_stands_for_nothing_is_told(lists: Path, sentence: str, said: str) -> None:
    with pytest.raises(RequestError) as error:
        variants(sentence, lists)
    assert str(error.value).startswith(said)


def test_a_list_that_is_not_there_says_where_to_put_it(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"put moods.txt into .*, one variant a line"):
        variants("__moods__", tmp_path / "none")
    assert word_lists(tmp_path / "none") == ()


def test_a_list_s_name_leads_to_no_other_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    assert variants("__../secret__", tmp_path / "lists") == ("__../secret__",)


@given(
    st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True), min_size=1, max_size=4)
)
def test_there_are_as_many_as_all_choices_together(choices: list[list[str]]) -> None:
    sentence = " ".join("{" + "|".join(options) + "}" for options in choices)
    count = 1
    for options in choices:
        count *= len(options)
    assert len(variants(sentence, Path("none"))) == count
