"""What stands under a small picture: what tells it from the one before."""

import pytest

from pages.ui.widgets.gallery import told_apart

TABLE = "placed on an oak table, soft morning light from the left"


@pytest.mark.parametrize(
    ("prompt", "before", "told"),
    [
        ("on ice", "", "on ice"),
        ("", "on ice", "no words"),
        (TABLE, TABLE, ""),
        ("placed on an oak table, harsh noon light", TABLE, "… table, harsh noon light"),
        ("placed on an oak", TABLE, "placed on an oak"),
        ("on an oak table", "on an ash table", "on an oak table"),
    ],
)
def test_captions_do_not_repeat_the_sentence_of_the_one_before(prompt: str, before: str, told: str) -> None:
    assert told_apart(prompt, before) == told
