"""What a process that is gone left unfinished is closed; the runs of other data folders are left alone."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from core.errors import InputError
from core.library.workers import Workers
from core.studio import Studio
from store.records import Run, RunStatus
from tests.fakes import FakeGenerators
from tests.store_runs import new_run
from tests.studios import Opening, ended, submitted, unending

ELSEWHERE = f"{'0' * 32}-{'1' * 32}"


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


def statuses(studio: Studio, ids: Sequence[str]) -> list[RunStatus]:
    return [run.status for run in studio.runs.many(ids)]


def queued_by(studio: Studio, worker: str, age: timedelta = timedelta()) -> Run:
    runs = studio.library.runs
    runs._clock = lambda: datetime.now(UTC) - age
    (run,) = runs.open([new_run()], b"photo", kind="single", worker=worker, media_type="image/png")
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


@pytest.mark.usefixtures("always")
def test_looking_waits_for_nobody(opening: Opening, folder: Path) -> None:
    studio = opening()
    run = queued_by(studio, "f" * 32)
    with Workers(folder / "workers").turn():
        studio.orphans.look()
    assert statuses(studio, [run.id]) == [RunStatus.QUEUED]
    studio.orphans.look()
    assert statuses(studio, [run.id]) == [RunStatus.INTERRUPTED]


def test_studios_of_two_folders_on_one_database_leave_each_other_s_runs_alone(
    opening: Opening, tmp_path: Path, url: str
) -> None:
    generators = FakeGenerators(gate=(gate := Event()))
    one = opening(generators, folder=tmp_path / "one", database_url=url)
    (run_id,) = submitted(one)
    assert generators.reached.wait(20)
    two = opening(folder=tmp_path / "two", database_url=url)
    assert statuses(two, [run_id]) == [RunStatus.RUNNING]
    assert not two.orphans.ours(two.runs.get(run_id))
    gate.set()
    assert ended(one, run_id).status == RunStatus.FINISHED


def test_only_a_studio_of_the_same_folder_closes_what_the_dead_left(
    opening: Opening, tmp_path: Path, url: str
) -> None:
    with unending(tmp_path / "one", url) as (process, ids):
        process.kill()
        process.wait()
    two = opening(folder=tmp_path / "two", database_url=url)
    assert statuses(two, ids) == [RunStatus.RUNNING, RunStatus.QUEUED]
    opening(folder=tmp_path / "one", database_url=url)
    assert statuses(two, ids) == [RunStatus.INTERRUPTED] * 2


@pytest.mark.parametrize("worker", ["f" * 32, "", "a worker"])
def test_runs_of_before_there_were_marks_are_closed_as_before(opening: Opening, worker: str) -> None:
    run = queued_by(opening(), worker)
    assert statuses(opening(), [run.id]) == [RunStatus.INTERRUPTED]


def test_a_person_gives_up_what_another_folder_s_studio_began_long_ago(opening: Opening) -> None:
    studio = opening()
    old, new = queued_by(studio, ELSEWHERE, timedelta(hours=25)), queued_by(studio, ELSEWHERE)
    assert [studio.orphans.doubtful(run) for run in (old, new)] == [True, False]
    studio.orphans.give_up(old.id)
    with pytest.raises(InputError, match="may still be made"):
        studio.orphans.give_up(new.id)
    assert statuses(studio, [old.id, new.id]) == [RunStatus.INTERRUPTED, RunStatus.QUEUED]
