"""What stands under a small picture: what tells it from the one before."""

from contextlib import closing
from pathlib import Path

import pytest

from pages.ui.widgets.gallery import lines_of, told_apart
from tests.store_runs import new_run, open_store, queued

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


def test_pictures_of_several_photos_are_told_by_those(tmp_path: Path) -> None:
    with closing(open_store(tmp_path)) as store:
        made = [
            ("mug.jpg", "on ice", 1),
            ("cup.jpg", "on ice", 1),
            ("cup.jpg", "on ice", 2),
            ("cup.jpg", "at sea", 2),
        ]
        runs = [queued(store.runs, new_run(words, seed, source_name=name))[0] for name, words, seed in made]
        told = ["mug.jpg", "cup.jpg · seed 1", "cup.jpg · seed 2", "cup.jpg"]
        assert lines_of(runs) == told
        assert lines_of(runs[1:]) == ["seed 1", "seed 2", "seed 2"]
