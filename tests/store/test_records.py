"""Whatever an outcome, failure or request says comes back the same from either database."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.records import Comparison, Failure, Outcome, RunStatus
from tests.store_runs import Store, new_run, queued

TEXT = st.text(max_size=30)
NUMBERS = st.floats(0, 1e6)
COMPARISONS = st.builds(
    Comparison,
    verdict=st.sampled_from(["identical", "near", "different"]),
    psnr=st.none() | NUMBERS,
    changes=st.lists(TEXT, max_size=3).map(tuple),
)
OUTCOMES = st.builds(
    Outcome,
    seconds=st.dictionaries(TEXT, NUMBERS, max_size=4),
    pixels_sha256=TEXT,
    width=st.integers(1, 10_000),
    height=st.integers(1, 10_000),
    matte_coverage=st.floats(0, 1),
    subject_max_difference=st.integers(0, 255),
    models=st.lists(st.dictionaries(TEXT, st.none() | TEXT, max_size=3), max_size=3).map(tuple),
    environment=st.dictionaries(TEXT, TEXT | st.integers() | st.lists(TEXT, max_size=2), max_size=3),
    comparison=st.none() | COMPARISONS,
)
PATHLESS = TEXT.filter(lambda text: not {"/", "\\"} & set(text))
"""What test_folders.py is about does not come back as it was."""
PROPERTY = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25
)


@PROPERTY
@given(outcome=OUTCOMES, seed=st.integers(0, 2**32 - 1))
def test_an_outcome_comes_back_as_it_was(store: Store, outcome: Outcome, seed: int) -> None:
    (run,) = queued(store.runs, new_run(seed=seed))
    store.runs.start(run.id, "w")
    store.runs.finish(run.id, outcome, {})
    kept = store.runs.get(run.id)
    assert (kept.outcome, kept.seed, kept.status) == (outcome, seed, RunStatus.FINISHED)
    assert kept.total_seconds == sum(outcome.seconds.values())


@PROPERTY
@given(failure=st.builds(Failure, kind=PATHLESS, sentence=PATHLESS, traceback=PATHLESS))
def test_a_failure_without_paths_comes_back_as_it_was(store: Store, failure: Failure) -> None:
    (run,) = queued(store.runs)
    store.runs.fail(run.id, failure)
    assert store.runs.get(run.id).failure == failure


@PROPERTY
@given(note=st.text(max_size=200), names=st.lists(st.text(max_size=60), max_size=6))
def test_notes_and_tags_come_back_but_for_what_no_database_keeps(
    store: Store, note: str, names: list[str]
) -> None:
    (run,) = queued(store.runs)
    store.runs.note(run.id, note)
    store.runs.tag(run.id, names)
    kept = store.runs.get(run.id)
    assert kept.note == note.replace("\0", "").encode(errors="ignore").decode()
    assert len({name.casefold() for name in kept.tags}) == len(kept.tags) <= len(names)
    assert all(name == " ".join(name.split()) and name for name in kept.tags)
    store.runs.tag(run.id, kept.tags)
    assert store.runs.get(run.id).tags == kept.tags
