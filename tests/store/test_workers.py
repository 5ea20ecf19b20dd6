"""Workers renew their rows; what the dead left is closed, unless they live after all."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from store.errors import WrongStatusError
from store.records import Failure, Run, RunStatus
from store.workers import WorkerRow, Workers
from tests.store_runs import UPLOAD, Store, new_run, outcome

ME = WorkerRow(id="a", place="here", pid=7, born="1", store="f")


THERE = WorkerRow(id="b", place="there", pid=7, born="1", store="f")


@pytest.fixture
def workers(store: Store) -> Workers:
    return Workers(store.database)


def opened(store: Store, worker: str) -> Run:
    return store.runs.open([new_run()], UPLOAD, kind="single", worker=worker, media_type="image/png")[0]


def status(store: Store, run: Run) -> RunStatus:
    return store.runs.get(run.id).status


def test_a_row_is_renewed_and_is_as_old_as_the_database_says(store: Store, workers: Workers) -> None:
    workers.beat(ME)
    with store.database.writing() as connection:
        connection.execute(text("UPDATE workers SET beaten = beaten - 100"))
    (old,) = workers.all()
    assert (replace(old, silence=0.0), 99 < old.silence < 120) == (ME, True)
    workers.beat(ME)
    (new,) = workers.all()
    assert (new.beat, -1 < new.silence < 20) == (1, True)
    workers.leave(ME.id)
    assert workers.all() == []


def test_what_the_dead_left_is_interrupted_and_nothing_else(store: Store, workers: Workers) -> None:
    workers.beat(ME)
    workers.beat(THERE)
    left, begun, living = opened(store, "a"), opened(store, "a"), opened(store, "b")
    store.runs.start(begun.id, "a")
    since = workers.bury([ME], forget=["a"])
    assert [status(store, run) for run in (left, begun, living)] == ["interrupted", "interrupted", "queued"]
    assert since == store.runs.get(begun.id).started
    assert [worker.id for worker in workers.all()] == ["b"]
    assert workers.bury([ME]) is None


def test_who_has_renewed_the_row_meanwhile_is_not_buried(store: Store, workers: Workers) -> None:
    workers.beat(ME)
    run = opened(store, "a")
    (seen,) = workers.all()
    workers.beat(ME)
    workers.bury([seen], forget=["a"])
    assert status(store, run) is RunStatus.QUEUED
    assert len(workers.all()) == 1


def test_workers_without_a_row_are_strangers(store: Store, workers: Workers) -> None:
    run, ended = opened(store, "old"), opened(store, "older")
    store.runs.cancel(ended.id)
    assert workers.strangers() == {"old"}
    workers.beat(replace(ME, id="old"))
    workers.bury([], {"old"})
    assert status(store, run) is RunStatus.QUEUED
    workers.leave("old")
    workers.bury([], {"old"})
    assert status(store, run) is RunStatus.INTERRUPTED


def test_a_worker_taken_for_dead_takes_back_its_own_and_only_that(store: Store, workers: Workers) -> None:
    run, running = opened(store, "a"), opened(store, "a")
    store.runs.start(running.id, "a")
    workers.bury([ME])
    with pytest.raises(WrongStatusError):
        store.runs.start(run.id, "b")
    store.runs.start(run.id, "a")
    store.runs.finish(running.id, outcome(), {}, worker="a")
    assert [status(store, one) for one in (run, running)] == ["running", "finished"]


def test_what_another_worker_has_taken_up_is_out_of_reach(store: Store, workers: Workers) -> None:
    run = opened(store, "a")
    store.runs.start(run.id, "a")
    workers.bury([ME])
    store.runs.requeue(run.id, "b")
    store.runs.start(run.id, "b")
    for late in (
        lambda: store.runs.finish(run.id, outcome(), {}, worker="a"),
        lambda: store.runs.fail(run.id, Failure(kind="x", sentence="x", traceback=""), worker="a"),
    ):
        with pytest.raises(WrongStatusError, match="Another process"):
            late()
    assert not store.runs.cancel(run.id, worker="a")
    assert not store.runs.interrupt(run.id, worker="a")
    store.runs.finish(run.id, outcome(), {}, worker="b")
    assert status(store, run) is RunStatus.FINISHED
