"""A run from its opening to its end, and what a person says of it."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from store.errors import InvalidValueError, NotFoundError, StoreFullError, WrongStatusError
from store.ids import is_id
from store.records import Failure, RunStatus
from store.runs import Runs
from tests.store_runs import UPLOAD, Store, compared, finished, new_run, outcome, pictures, png, queued

FAILURE = Failure(kind="DeviceError", sentence="There was not enough memory.", traceback="Traceback …")


def test_a_group_is_opened_queued_in_order_and_shares_its_upload(store: Store) -> None:
    first, second = queued(store.runs, new_run(seed=1), new_run(seed=2))
    assert (first.status, first.position, second.position) == (RunStatus.QUEUED, 0, 1)
    assert (first.seed, second.seed) == (1, 2)
    assert first.group == second.group
    assert first.id < second.id
    assert is_id(first.id)
    assert list(store.blobs.all()) == [first.artifacts["upload"].sha256]


def test_nothing_asked_opens_nothing(runs: Runs) -> None:
    assert runs.open([], UPLOAD, kind="single", worker="w", media_type="image/png") == []


def test_the_request_comes_back_as_it_was_asked(runs: Runs) -> None:
    new = new_run(
        "Möwe \U0001f426 \u0000 '\"; DROP TABLE runs", source_name="a\0b.png", owner="me", parent="p" * 32
    )
    (run,) = queued(runs, new)
    assert run.prompt == "Möwe \U0001f426 \u0000 '\"; DROP TABLE runs"
    assert (run.digest, run.parent, run.owner, run.source_name) == (new.digest, "p" * 32, "me", "ab.png")
    assert run == runs.get(run.id)


def test_times_are_utc_and_aware(runs: Runs) -> None:
    run = finished(runs)
    assert run.started is not None
    assert run.ended is not None
    assert run.created.tzinfo == run.started.tzinfo == UTC
    assert run.created <= run.started <= run.ended <= datetime.now(UTC)
    assert datetime.now(UTC) - run.created < timedelta(minutes=5)


def test_a_finished_run_has_its_outcome_and_every_picture(runs: Runs) -> None:
    run = finished(runs, **vars(compared()))
    assert run.status is RunStatus.FINISHED
    assert run.outcome == compared()
    assert run.total_seconds == 4.5
    assert set(run.artifacts) == {"upload", *pictures()}
    assert runs.artifact(run.id, "composite") == png()
    assert runs.upload(run.id) == UPLOAD
    shown = run.artifacts["thumbnail"]
    assert (shown.media_type, shown.width, shown.height) == ("image/webp", 64, 48)


def test_a_failed_run_says_why(runs: Runs) -> None:
    (run,) = queued(runs)
    runs.start(run.id, "w")
    runs.fail(run.id, FAILURE)
    assert runs.get(run.id).status is RunStatus.FAILED
    assert runs.get(run.id).failure == FAILURE


def test_many_are_stopped_at_once_but_none_that_has_ended_or_is_another_workers(runs: Runs) -> None:
    mine = queued(runs, *(new_run(seed=seed) for seed in range(1200)))
    (theirs,) = runs.open([new_run()], UPLOAD, kind="single", worker="other", media_type="image/png")
    worker = mine[0].worker
    runs.cancel(mine[3].id)
    ids = [run.id for run in mine]
    assert runs.cancel_all([*ids, theirs.id, "0" * 32], worker=worker) == 1199
    assert {run.status for run in runs.many(ids)} == {RunStatus.CANCELLED}
    assert runs.get(mine[0].id).ended is not None
    assert runs.get(theirs.id).status is RunStatus.QUEUED
    assert runs.interrupt_all([theirs.id]) == 1
    assert runs.get(theirs.id).status is RunStatus.INTERRUPTED


@pytest.mark.parametrize("end", ["cancel", "interrupt"])
def test_a_run_that_has_ended_cannot_be_stopped(runs: Runs, end: str) -> None:
    (waiting,) = queued(runs)
    assert getattr(runs, end)(waiting.id)
    assert not getattr(runs, end)(waiting.id)
    assert not getattr(runs, end)(finished(runs).id)


def test_a_queued_again_run_starts_afresh(runs: Runs) -> None:
    (run,) = queued(runs)
    runs.fail(run.id, FAILURE)
    runs.requeue(run.id, "another worker")
    again = runs.get(run.id)
    assert (again.status, again.worker) == (RunStatus.QUEUED, "another worker")
    assert (again.failure, again.started, again.ended) == (None, None, None)


def test_a_step_out_of_turn_is_refused_and_changes_nothing(runs: Runs) -> None:
    (waiting,), done = queued(runs), finished(runs)
    with pytest.raises(
        WrongStatusError, match="The run is queued; only one that is running can become finished"
    ):
        runs.finish(waiting.id, outcome(), pictures())
    for step in (
        lambda: runs.start(done.id, "w"),
        lambda: runs.fail(done.id, FAILURE),
        lambda: runs.requeue(done.id, "w"),
    ):
        with pytest.raises(WrongStatusError):
            step()
    assert [runs.get(waiting.id), runs.get(done.id)] == [waiting, done]


def test_only_one_of_many_workers_gets_a_run(runs: Runs) -> None:
    (run,) = queued(runs)
    got: list[str] = []

    def take(worker: str) -> None:
        try:
            runs.start(run.id, worker)
        except WrongStatusError:
            return
        got.append(worker)

    threads = [threading.Thread(target=take, args=(f"worker {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [runs.get(run.id).worker]


@pytest.mark.parametrize("unknown", ["0" * 32, "", "../../etc", "é\0'"])
def test_an_unknown_run_is_not_found(runs: Runs, unknown: str) -> None:
    with pytest.raises(NotFoundError):
        runs.get(unknown)
    for step in (
        lambda: runs.start(unknown, "w"),
        lambda: runs.cancel(unknown),
        lambda: runs.rate(unknown, 3),
        lambda: runs.note(unknown, "x"),
        lambda: runs.tag(unknown, ["x"]),
        lambda: runs.artifact(unknown, "composite"),
        lambda: runs.mirror_id(unknown),
        lambda: runs.mark_mirrored(unknown, "m"),
    ):
        with pytest.raises(NotFoundError):
            step()
    assert runs.many([unknown]) == []
    assert runs.children(unknown) == []


def test_many_keeps_the_order_asked_for(runs: Runs) -> None:
    first, second, third = queued(runs, *[new_run(seed=seed) for seed in range(3)])
    assert [run.id for run in runs.many([third.id, "0" * 32, first.id])] == [third.id, first.id]
    assert second.id not in {run.id for run in runs.many([first.id])}


def test_unfinished_runs_are_those_queued_or_running(runs: Runs) -> None:
    finished(runs)
    waiting, working, stopped = queued(runs, *[new_run(seed=seed) for seed in range(3)])
    runs.start(working.id, "w")
    runs.cancel(stopped.id)
    assert [run.id for run in runs.unfinished()] == [waiting.id, working.id]


def test_children_are_the_runs_derived_from_one(runs: Runs) -> None:
    parent = finished(runs)
    child, binned = queued(runs, new_run(parent=parent.id), new_run(parent=parent.id))
    runs.cancel(binned.id)
    runs.delete([binned.id])
    assert [run.id for run in runs.children(parent.id)] == [child.id]


def test_what_a_person_says_is_kept(runs: Runs) -> None:
    run = finished(runs)
    runs.rate(run.id, 4)
    runs.star(run.id, True)
    runs.note(run.id, "soft\0 edge <b>")
    runs.tag(run.id, ["  client   A ", "shop", "SHOP", " "])
    said = runs.get(run.id)
    assert (said.rating, said.starred, said.note, said.tags) == (
        4,
        True,
        "soft edge <b>",
        ("client A", "shop"),
    )
    runs.rate(run.id, None)
    runs.tag(run.id, [])
    assert (runs.get(run.id).rating, runs.get(run.id).tags) == (None, ())


def test_what_is_out_of_bounds_is_refused_in_a_sentence(runs: Runs) -> None:
    run = finished(runs)
    for stars in (0, 6):
        with pytest.raises(InvalidValueError, match="1 to 5 stars"):
            runs.rate(run.id, stars)
    with pytest.raises(InvalidValueError, match="The note has 10,001 characters"):
        runs.note(run.id, "x" * 10_001)
    with pytest.raises(InvalidValueError, match="at most 60 characters"):
        runs.tag(run.id, ["fine", "x" * 61])
    assert runs.get(run.id) == run


def test_a_blob_is_known_only_when_a_run_names_it(store: Store) -> None:
    run = finished(store.runs)
    shown = run.artifacts["thumbnail"]
    assert store.runs.artifact_by_sha(shown.sha256) == shown
    assert store.runs.artifact_by_sha(store.blobs.put(b"of no run")) is None
    assert store.runs.artifact_by_sha("' OR 1=1 \0") is None


def test_a_full_disk_leaves_the_run_running(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    (run,) = queued(store.runs)
    store.runs.start(run.id, "w")

    def full(content: bytes) -> str:
        raise StoreFullError("full")

    monkeypatch.setattr(store.blobs, "put", full)
    with pytest.raises(StoreFullError):
        store.runs.finish(run.id, outcome(), pictures())
    assert store.runs.get(run.id).status is RunStatus.RUNNING
    assert set(store.runs.get(run.id).artifacts) == {"upload"}


def test_every_change_makes_the_mirror_due_again(runs: Runs) -> None:
    run = finished(runs)
    assert [due.id for due in runs.unmirrored(10)] == [run.id]
    for number, change in enumerate(
        (
            lambda: runs.star(run.id, True),
            lambda: runs.rate(run.id, 2),
            lambda: runs.note(run.id, "n"),
            lambda: runs.tag(run.id, ["t"]),
            lambda: runs.delete([run.id]),
            lambda: runs.restore([run.id]),
        )
    ):
        runs.mark_mirrored(run.id, f"mlflow {number}", revision=runs.get(run.id).revision)
        assert runs.get(run.id).mirrored
        assert runs.unmirrored(10) == []
        change()
        assert [due.mirrored for due in runs.unmirrored(10)] == [False]
    assert runs.mirror_id(run.id) == "mlflow 5"


def test_a_change_while_mirroring_is_not_lost(runs: Runs) -> None:
    run = finished(runs)
    runs.star(run.id, True)
    runs.mark_mirrored(run.id, "m", revision=run.revision)
    assert runs.mirror_id(run.id) == "m"
    assert [due.starred for due in runs.unmirrored(10)] == [True]


def test_only_ended_runs_outside_the_bin_are_mirrored(runs: Runs) -> None:
    waiting, binned, stopped = queued(runs, *[new_run(seed=seed) for seed in range(3)])
    runs.cancel(binned.id)
    runs.delete([binned.id])
    runs.cancel(stopped.id)
    assert [run.id for run in runs.unmirrored(10)] == [stopped.id]
    assert waiting.id not in {run.id for run in runs.unmirrored(10)}


def test_any_number_of_runs_is_enqueued_in_order(runs: Runs) -> None:
    many = [new_run(seed=seed) for seed in range(1_203)]
    ids = runs.enqueue(many, b"photo", kind="variations", worker="w", media_type="image/png")
    assert len(set(ids)) == 1_203
    some = runs.many([ids[0], ids[500], ids[-1]])
    assert [run.seed for run in some] == [0, 500, 1_202]
    assert all(run.artifacts["upload"].size == 5 for run in some)
    assert runs.enqueue([], b"photo", kind="single", worker="w", media_type="image/png") == []
