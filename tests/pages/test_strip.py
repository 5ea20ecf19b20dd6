import pytest

from core.jobs import JobState
from core.progress import STAGES
from pages.ui.strip import STAGE_WORDS, fraction, sentence
from pages.ui.times import readable_seconds

JOB = JobState(id="a", owner="ann", prompt="x", profile="mini", seed=1, status="running", position=0)


def job(**changes: object) -> JobState:
    return JobState(**{**vars(JOB), **changes})  # pyright: ignore[reportArgumentType]


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


def test_the_sentence_says_as_much_as_is_known() -> None:
    assert sentence(job()) == "Starting"
    assert sentence(job(stage="matte")) == "Cutting out the subject"
    painting = job(stage="inpaint", step=12, steps=20, seconds_left=4.2)
    assert sentence(painting) == "Painting the background, step 12 of 20, 4 s left"
    assert sentence(job(stage="inpaint", message="Trying again.")) == "Trying again"


def test_every_stage_has_words() -> None:
    assert set(STAGES) | {"", "save"} == set(STAGE_WORDS)


def test_the_bar_goes_from_nothing_to_all() -> None:
    assert fraction(job()) == 0
    assert fraction(job(stage="inpaint", step=5, steps=20)) == 0.25
    assert fraction(job(stage="save", step=20, steps=20)) == 1
    assert fraction(job(stage="save")) == 1
