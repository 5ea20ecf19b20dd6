from core.engine.jobs import JobState
from core.pipeline.stages import STAGE_NAMES
from pages.ui.shell.status_bar import JOB_WORDS, fraction, sentence

JOB = JobState(id="a", owner="ann", prompt="x", profile="mini", seed=1, status="running", position=0)


def job(**changes: object) -> JobState:
    return JobState(**{**vars(JOB), **changes})  # pyright: ignore[reportArgumentType]


def test_the_sentence_says_as_much_as_is_known() -> None:
    assert sentence(job()) == "Starting"
    assert sentence(job(stage="matte")) == "Cutting out the subject"
    painting = job(stage="inpaint", step=12, steps=20, seconds_left=4.2)
    assert sentence(painting) == "Painting the background, step 12 of 20, 4 s left"
    assert sentence(job(stage="inpaint", message="Trying again.")) == "Trying again"


def test_what_takes_longer_than_is_known_says_how_long_it_has_taken() -> None:
    assert sentence(job(stage="scene", seconds=4.0)) == "Painting the scene"
    assert sentence(job(stage="scene", seconds=100.0)) == "Painting the scene, 1 min 40 s so far"
    assert "so far" not in sentence(job(stage="scene", seconds=100.0, seconds_left=2.0))


def test_what_is_being_cancelled_says_what_is_waited_for() -> None:
    leaving = job(stage="rims", message="Being cancelled.", leaving=True, seconds=80.0)
    assert sentence(leaving) == "Being cancelled, as soon as this comes to its end: cleaning the rims"


def test_every_stage_has_words() -> None:
    assert tuple(JOB_WORDS) == ("", *STAGE_NAMES, "save")


def test_the_bar_goes_from_nothing_to_all() -> None:
    assert fraction(job()) == 0
    assert fraction(job(stage="inpaint", step=5, steps=20)) == 0.25
    assert fraction(job(stage="save", step=20, steps=20)) == 1
    assert fraction(job(stage="save")) == 1
    assert fraction(job(stage="scene", seconds=30.0, seconds_left=10.0)) == 0.75
