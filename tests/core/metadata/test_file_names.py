"""Downloads get names that any system takes, and that say what is in them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.metadata.file_names import file_name, neutral_name
from core.request import MAX_SEED

RUN = "0190f5a7c3de7abc8def0123456789ab"


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("on an oak table in the morning", "oak-table-morning-1234.png"),
        ("Café, crème brûlée!", "cafe-creme-brulee-1234.png"),
        ("one two three four five six seven", "one-two-three-four-five-1234.png"),
        ("in the", "in-the-1234.png"),
        ("../../etc/passwd <b>", "etc-passwd-b-1234.png"),
        ("木のテーブル", "picture-456789ab-1234.png"),
        ("w" * 400, "w" * 48 + "-1234.png"),
    ],
)
def test_the_first_telling_words_and_the_seed_make_the_name(prompt: str, name: str):
    assert file_name(prompt, 1234, RUN) == name


def test_the_ending_is_the_forms():
    assert file_name("snow", 1, RUN, "jpeg") == "snow-1.jpg"
    assert file_name("snow", 1, RUN, "webp") == "snow-1.webp"


@given(st.text(), st.integers(0, MAX_SEED), st.text(max_size=40))
def test_every_name_is_short_plain_and_not_empty(prompt: str, seed: int, run: str):
    name = file_name(prompt, seed, run)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-\d+\.png", name)
    assert len(name) <= 80


def test_a_neutral_name_tells_nothing_of_the_prompt():
    assert neutral_name(RUN, "webp").startswith("picture-")
    assert neutral_name(RUN, "webp").endswith(".webp")
