"""What a process that is gone left unfinished is closed, what a living one has is not, however late it is."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text

from core.studio import Studio
from store.records import Run, RunStatus
from store.workers import WorkerRow, Workers
from tests.fakes import FakeGenerators, until
from tests.store_runs import new_run
from tests.studios import Changed, Opening, asked, ended, submitted, unending


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database that belongs to no data folder."""
    return f"sqlite:///{tmp_path}/shared.db"


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks, looks."""
    monkeypatch.setattr("core.library.orphans.LOOK_SECONDS", 0.0)


def aged(studio: Studio, worker: str, seconds: float) -> None:
    """That worker was heard of so much earlier."""
    with studio.library.database.writing() as connection:
        older = text("UPDATE workers SET beaten = beaten - :seconds WHERE id = :worker")
        connection.execute(older, {"seconds": seconds, "worker": worker})


def elsewhere(studio: Studio, worker: str, silence: float) -> None:
    """A worker of another machine, heard of so many seconds ago."""
    row = WorkerRow(id=worker, place="another", pid=1, born="1", store="")
    Workers(studio.library.database).beat(row)
    aged(studio, worker, silence)


def statuses(studio: Studio, ids: Sequence[str]) -> list[RunStatus]:
    return [run.status for run in studio.runs.many(ids)]


def queued_by(studio: Studio, worker: str) -> Run:
    (run,) = studio.library.runs.open(
        [new_run()], b"photo", kind="single", worker=worker, media_type="image/png"
    )
    return run


@pytest.mark.usefixtures("always")
def test_what_a_killed_process_left_is_interrupted_while_another_lives(
    opening: Opening, folder: Path
) -> None:
    studio = opening()
    with unending(folder) as (process, ids):
        studio.orphans.look()
        assert statuses(studio, ids) == [RunStatus.RUNNING, RunStatus.QUEUED]
        process.kill()
        process.wait()
        studio.orphans.look()
    assert statuses(studio, ids) == [RunStatus.INTERRUPTED] * 2
    studio.requeue(ids[0])
    assert ended(studio, ids[0]).status == RunStatus.FINISHED


@pytest.mark.usefixtures("always")
def test_looking_leaves_ones_own_runs_alone(opening: Opening) -> None:
    generators = FakeGenerators(gate=(gate := Event()))
    studio = opening(generators)
    (run_id,) = submitted(studio)
    assert generators.reached.wait(20)
    studio.orphans.look()
    assert statuses(studio, [run_id]) == [RunStatus.RUNNING]
    gate.set()
    assert ended(studio, run_id).status == RunStatus.FINISHED


def test_the_dead_are_not_looked_for_all_the_time(opening: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.library.orphans.LOOK_SECONDS", 3600.0)
    studio = opening()
    studio.library.orphans._looked = -3600.0
    studio.orphans.look()
    run = queued_by(studio, "f" * 32)
    studio.orphans.look()
    assert statuses(studio, [run.id]) == [RunStatus.QUEUED]


def test_studios_of_two_folders_on_one_database_leave_each_other_s_runs_alone(
    opening: Opening, tmp_path: Path, url: str
) -> None:
    generators = FakeGenerators(gate=(gate := Event()))
    one = opening(generators, folder=tmp_path / "one", database_url=url)
    (run_id,) = submitted(one)
    assert generators.reached.wait(20)
    two = opening(folder=tmp_path / "two", database_url=url)
    assert statuses(two, [run_id]) == [RunStatus.RUNNING]
    assert not two.orphans.makeable(two.runs.get(run_id))
    gate.set()
    assert ended(one, run_id).status == RunStatus.FINISHED


def test_any_studio_on_the_database_closes_what_the_dead_left_and_offers_what_it_can_make(
    opening: Opening, tmp_path: Path, url: str
) -> None:
    with unending(tmp_path / "one", url) as (process, ids):
        process.kill()
        process.wait()
    two = opening(folder=tmp_path / "two", database_url=url)
    assert statuses(two, ids) == [RunStatus.INTERRUPTED] * 2
    assert not any(two.orphans.makeable(run) for run in two.runs.many(ids))
    one = opening(folder=tmp_path / "one", database_url=url)
    assert all(one.orphans.makeable(run) for run in one.runs.many(ids))


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize(("silence", "status"), [(50, "queued"), (70, "interrupted"), (-70, "interrupted")])
def test_of_another_machine_s_worker_only_silence_tells(
    opening: Opening, silence: float, status: RunStatus
) -> None:
    studio = opening()
    elsewhere(studio, "far", silence)
    run = queued_by(studio, "far")
    studio.orphans.look()
    assert statuses(studio, [run.id]) == [status]


@pytest.mark.usefixtures("always")
def test_a_machine_that_slept_finds_its_own_processes_living(opening: Opening) -> None:
    studio, other = opening(), opening()
    run = queued_by(other, other.library.worker.id)
    aged(studio, other.library.worker.id, 40_000)
    studio.orphans.look()
    assert statuses(studio, [run.id]) == [RunStatus.QUEUED]


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize("born", ["", "123"])
def test_a_process_of_the_same_number_is_another_one(opening: Opening, born: str) -> None:
    studio = opening()
    workers = Workers(studio.library.database)
    workers.beat(replace(studio.library.worker.row, id="old", born=born))
    run = queued_by(studio, "old")
    studio.orphans.look()
    assert statuses(studio, [run.id]) == [RunStatus.INTERRUPTED]
    assert [worker.id for worker in workers.all()] == [studio.library.worker.id]


def test_a_worker_renews_its_row_and_takes_it_along(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.library.workers.BEAT_SECONDS", 0.01)
    studio, other = opening(), opening()
    workers = Workers(other.library.database)
    mine = studio.library.worker.id
    until(lambda: any(worker.beat > 2 for worker in workers.all() if worker.id == mine))
    studio.close()
    assert [worker.id for worker in workers.all()] == [other.library.worker.id]


def taken_for_dead(opening: Opening, gate: Event) -> tuple[Studio, list[str]]:
    """A studio in the middle of a picture, another one waiting, when both are interrupted."""
    generators = FakeGenerators(gate=gate)
    slow = opening(generators)
    ids = list(submitted(slow, asked("a beach"), asked("a forest")))
    assert generators.reached.wait(20)
    for run_id in ids:
        slow.library.runs.interrupt(run_id)
    return slow, ids


def test_who_was_taken_for_dead_takes_back_what_nobody_else_has(opening: Opening) -> None:
    slow, ids = taken_for_dead(opening, gate := Event())
    gate.set()
    assert [ended(slow, run_id).status for run_id in ids] == [RunStatus.FINISHED] * 2


def test_a_picture_made_twice_has_one_result(opening: Opening) -> None:
    slow, ids = taken_for_dead(opening, gate := Event())
    other = opening(Changed(by=9))
    for run_id in ids:
        other.requeue(run_id)
    there = [ended(other, run_id) for run_id in ids]
    assert [run.status for run in there] == [RunStatus.FINISHED] * 2
    gate.set()
    assert all(slow.wait(run_id, 20) for run_id in ids)
    assert slow.runs.many(ids) == there
    assert slow.queue().problem is None
    assert list(slow.library.records.verify()) == []


def test_who_comes_late_spoils_nothing_of_what_another_makes(opening: Opening) -> None:
    slow, ids = taken_for_dead(opening, gate := Event())
    generators = FakeGenerators(gate=(second := Event()))
    other = opening(generators)
    for run_id in ids:
        other.requeue(run_id)
    assert generators.reached.wait(20)
    slow.cancel(ids[0])
    gate.set()
    assert slow.wait(ids[0], 20)
    assert other.runs.get(ids[0]).status is RunStatus.RUNNING
    second.set()
    assert ended(other, ids[0]).status is RunStatus.FINISHED
    assert slow.wait(ids[1], 20)
    assert {slow.wait(ids[1], 20), other.wait(ids[1], 20)} == {True}
    assert other.runs.get(ids[1]).status is RunStatus.FINISHED


@pytest.mark.parametrize("worker", ["f" * 32, "", "a worker"])
def test_runs_of_workers_without_a_row_are_closed(opening: Opening, worker: str) -> None:
    run = queued_by(opening(), worker)
    assert statuses(opening(), [run.id]) == [RunStatus.INTERRUPTED]
