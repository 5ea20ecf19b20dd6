"""Groups that are planned: kept, found again, and each picture claimed once."""

import threading
from pathlib import Path
from typing import Any

import pytest

from store.errors import NotFoundError
from store.groups import Groups
from store.lifecycle import AGAIN
from store.records import Claim, Failure, NewRun, Run, RunStatus
from tests.store_runs import UPLOAD, Store, finished, new_run, outcome, pictures

SEVEN = new_run(seed=7)
PHOTO = "a7ed0b0ad8bcb4c9a0ffeb3f4ffa2b92d1b8a5e3b5cf2c1e0c3d5e6f70819203"


@pytest.fixture
def groups(store: Store) -> Groups:
    return Groups(store.database, store.blobs)


@pytest.fixture
def batch(groups: Groups) -> str:
    return groups.open("batch", "{}", "plan:1").id


def claimed(groups: Groups, group: str, new: NewRun = SEVEN, upload: bytes = UPLOAD, at: int = 0) -> Claim:
    return groups.claim(group, at, new, upload, worker="w", media_type="image/jpeg")


def finish(store: Store, run: Run) -> None:
    store.runs.start(run.id, "w")
    store.runs.finish(run.id, outcome(), pictures())


def photo_of(run: Run) -> str:
    return run.artifacts["upload"].sha256


def test_a_plan_is_kept_and_the_same_one_is_the_same_group(groups: Groups) -> None:
    group = groups.open("batch", '{"a": 1}', "plan:1")
    assert groups.get(group.id[:8]) == groups.open("batch", '{"a": 1}', "plan:1") == group
    assert groups.open("grid", '{"a": 1}', "plan:1").id != group.id
    groups.extend(group.id, '{"a": 2}', "plan:2")
    assert (groups.get(group.id).plan, groups.open("batch", "{}", "plan:2").id) == ('{"a": 2}', group.id)


@pytest.mark.parametrize("name", ["", "zz", "%", "_"])
def test_a_group_that_is_not_there_is_told(groups: Groups, batch: str, name: str) -> None:
    assert batch
    with pytest.raises(NotFoundError, match="No group's id begins"):
        groups.get(name)


def test_a_picture_that_is_not_there_is_opened_in_its_place(groups: Groups, batch: str, store: Store) -> None:
    claim = claimed(groups, batch, at=5)
    assert (claim.make, claim.run.status, claim.run.position) == (True, RunStatus.QUEUED, 5)
    assert (claim.run.group, claim.run.group_kind) == (batch, "batch")
    assert store.runs.upload(claim.run.id) == UPLOAD
    assert list(store.runs.verify(settled=0)) == []


def test_a_picture_is_made_once(groups: Groups, batch: str, store: Store) -> None:
    first = claimed(groups, batch)
    assert claimed(groups, batch) == Claim(run=first.run, make=False)
    finish(store, first.run)
    other = groups.open("grid", "{}", "plan:2").id
    again = claimed(groups, other)
    assert (again.run.id, again.make) == (first.run.id, False)
    assert claimed(groups, batch, new_run(seed=8)).make
    assert claimed(groups, batch, upload=b"another photo").make


def test_what_was_made_alone_serves_a_group_too(groups: Groups, batch: str, store: Store) -> None:
    run = finished(store.runs, SEVEN)
    assert claimed(groups, batch) == Claim(run=run, make=False)
    assert groups.runs(batch) == []


@pytest.mark.parametrize("status", AGAIN)
def test_what_came_to_nothing_is_queued_again_as_the_same_run(
    groups: Groups, batch: str, store: Store, status: RunStatus
) -> None:
    run = claimed(groups, batch).run
    end: dict[RunStatus, Any] = {
        RunStatus.FAILED: lambda: store.runs.fail(run.id, Failure(kind="E", sentence="No.")),
        RunStatus.CANCELLED: lambda: store.runs.cancel(run.id),
        RunStatus.INTERRUPTED: lambda: store.runs.interrupt(run.id),
    }
    end[status]()
    again = claimed(groups, batch)
    assert (again.make, again.run.id, again.run.status) == (True, run.id, RunStatus.QUEUED)
    assert (again.run.failure, again.run.ended) == (None, None)


def test_what_came_to_nothing_elsewhere_or_lies_in_the_bin_serves_nobody(
    groups: Groups, batch: str, store: Store
) -> None:
    run = claimed(groups, batch).run
    store.runs.interrupt(run.id)
    other = claimed(groups, groups.open("grid", "{}", "plan:2").id)
    assert other.make
    assert other.run.id != run.id
    finish(store, other.run)
    store.runs.delete([other.run.id, run.id])
    asked = [(run.digest, photo_of(run))]
    assert groups.known(asked) == {}
    assert groups.known(asked, binned=[batch])[asked[0]].id == run.id
    assert claimed(groups, batch).run.id not in {run.id, other.run.id}


def test_two_at_a_time_get_one_run_and_one_makes_it(groups: Groups, batch: str) -> None:
    claims: list[Claim] = []
    threads = [threading.Thread(target=lambda: claims.append(claimed(groups, batch))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claim.make for claim in claims) == [False, False, False, True]
    assert len({claim.run.id for claim in claims}) == 1


def test_what_is_known_of_many_pictures_is_told_at_once(groups: Groups, batch: str, store: Store) -> None:
    waiting, done = claimed(groups, batch).run, finished(store.runs, new_run(seed=8))
    failed = claimed(groups, batch, new_run(seed=9)).run
    store.runs.interrupt(failed.id)
    asked = [(run.digest, photo_of(run)) for run in (waiting, done, failed)]
    known = groups.known([*asked, (new_run(seed=10).digest, photo_of(done)), (done.digest, PHOTO)])
    assert {key: (one.id, one.status) for key, one in known.items()} == {
        asked[0]: (waiting.id, RunStatus.QUEUED),
        asked[1]: (done.id, RunStatus.FINISHED),
        asked[2]: (failed.id, RunStatus.INTERRUPTED),
    }


def test_the_finished_one_serves_before_those_that_came_to_nothing_later(
    groups: Groups, batch: str, store: Store
) -> None:
    done = finished(store.runs, SEVEN)
    (later,) = store.runs.open([SEVEN], UPLOAD, kind="single", worker="w", media_type="image/jpeg")
    store.runs.interrupt(later.id)
    key = (done.digest, photo_of(done))
    assert groups.known([key])[key].id == claimed(groups, batch).run.id == done.id


def test_a_photo_that_is_misnamed_beside_the_digest_is_told_and_mended(
    groups: Groups, batch: str, store: Store
) -> None:
    run = claimed(groups, batch).run
    with store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE runs SET photo = 'another'")
    assert [(one.kind, one.mendable) for one in store.runs.verify(settled=0)] == [("index", True)]
    assert store.runs.mend() == 1
    assert list(store.runs.verify(settled=0)) == []
    assert claimed(groups, batch).run.id == run.id


def test_only_runs_of_a_plan_are_asked_for_after_their_group(store: Store, tmp_path: Path) -> None:
    assert tmp_path
    finished(store.runs)
    with store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE runs SET created = '2099-01-01 00:00:00.000000'")
    (found,) = store.runs.verify(settled=0)
    assert "was asked for was changed" in found.sentence
