"""Lists of values, typed as people type them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import RequestError
from core.groups.values import MAX_VALUES, numbers, sentences, shown, values_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("7", [7]),
        ("1, 2, 5", [1, 2, 5]),
        ("1,2,..,10", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        ("1, 2, .., 10", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        ("1, 3, ..., 10", [1, 3, 5, 7, 9]),
        ("4, .., 6", [4, 5, 6]),
        ("1..4", [1, 2, 3, 4]),
        ("1-4", [1, 2, 3, 4]),
        ("1 to 4", [1, 2, 3, 4]),
        ("1…4, 9", [1, 2, 3, 4, 9]),
        ("4..1", [4, 3, 2, 1]),
        ("10, 8, .., 4", [10, 8, 6, 4]),
        ("0..100 step 50", [0, 50, 100]),
        ("-2..2 by 2", [-2, 0, 2]),
        ("-3", [-3]),
        ("1; 2", [1, 2]),
        ("1e2", [100]),
    ],
)
def test_whole_numbers(text: str, found: list[int]) -> None:
    assert list(numbers(text, "seed", whole=True)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0.5..2 step 0.5", [0.5, 1.0, 1.5, 2.0]),
        ("0.1, 0.2, .., 0.7", [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]),
        ("7.5", [7.5]),
        (".5, 1.", [0.5, 1.0]),
    ],
)
def test_numbers_are_exact(text: str, found: list[float]) -> None:
    assert list(numbers(text, "guidance_scale", whole=False)) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "seed: '' is no number; write them like 1, 2, .., 10 or 0.5..2 step 0.5 (it is '')."),
        ("1, two", "seed: 'two' is no number"),
        ("1,,2", "seed: '' is no number"),
        ("..,5", "seed: write a number before '..' (it is '..,5')."),
        ("1, ..", "seed: '' is no number"),
        ("1..5 step 0", "seed: the step of 1 to 5 must not be 0."),
        ("5, 5, .., 9", "seed: the step of 5 to 9 must not be 0."),
        ("1..1e9", f"seed: 1 to 1E+9 are more than {MAX_VALUES:,} values"),
        ("0.5", "seed takes whole numbers (one is 0.5)."),
        (",".join(["1..999"] * 3), "seed has more than 1,000 values; write fewer."),
        ("1..9" * 3, "seed: '1..91..91..9' is no number"),
        ("1_0", "seed: '1_0' is no number"),
        ("nan", "seed: 'nan' is no number"),
    ],
)
def test_what_is_no_list_of_numbers_is_told(text: str, said: str) -> None:
    with pytest.raises(RequestError) as error:
        numbers(text, "seed", whole=True)
    assert str(error.value).startswith(said)


@given(st.integers(-500, 500), st.integers(-500, 500), st.integers(1, 40))
def test_a_range_has_both_ends_or_stops_before_the_second(first: int, last: int, step: int) -> None:
    found = numbers(f"{first}..{last} step {step}", "seed", whole=True)
    inside = range(min(first, last), max(first, last) + 1)
    assert found[0] == first
    assert all(one in inside for one in found)
    assert abs(last - found[-1]) < step
    assert {abs(one - other) for one, other in itertools.pairwise(found)} <= {step}


@given(st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=5))
def test_numbers_come_back_as_they_are_shown(values: list[float]) -> None:
    text = ", ".join(shown(value) for value in values)
    assert list(numbers(text, "x", whole=False)) == values


@pytest.mark.parametrize(
    ("field", "text", "found"),
    [
        ("scheduler", "ddim, euler", ("ddim", "euler")),
        ("prompt", "on oak, warm | on a beach", ("on oak, warm", "on a beach")),
        ("prompt", "a {red|blue} cloth|snow", ("a {red|blue} cloth", "snow")),
        ("decontaminate", "on, off", (True, False)),
        ("matte_threshold", "none", (None,)),
        ("matte_threshold", "100, 128", (100, 128)),
        ("depth_model", "none, dpt-large", (None, "dpt-large")),
        ("guidance_scale", "1..2 step .5", (1.0, 1.5, 2.0)),
    ],
)
def test_values_are_of_the_field_s_own_type(field: str, text: str, found: tuple[object, ...]) -> None:
    values = values_of(field, text)
    assert values == found
    assert [type(one) for one in values] == [type(one) for one in found]


@pytest.mark.parametrize(
    ("field", "text"), [("scheduler", "ddim,,euler"), ("decontaminate", "maybe"), ("prompt", "a||b")]
)
def test_what_is_missing_or_neither_on_nor_off_is_told(field: str, text: str) -> None:
    with pytest.raises(RequestError):
        values_of(field, text)


def test_bars_in_braces_and_behind_backslashes_divide_nothing() -> None:
    assert sentences(r"a {x|{y|z}} b | c \| d") == ("a {x|{y|z}} b", r"c \| d")
