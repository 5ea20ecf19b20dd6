import pytest

from pages.ui.shell.times import readable_seconds


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "under 1 s"),
        (41.6, "42 s"),
        (59.7, "1 min"),
        (200, "3 min 20 s"),
        (3599.8, "1 h 0 min"),
        (7530, "2 h 5 min"),
    ],
)
def test_seconds_are_read_in_the_unit_a_person_would_use(seconds: float, words: str) -> None:
    assert readable_seconds(seconds) == words
