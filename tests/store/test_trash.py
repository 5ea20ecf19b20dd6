"""The bin: out and back again, and for good with the bytes that no one else names."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store import rows
from store.errors import NotFoundError, WrongStatusError
from store.records import RunQuery
from store.runs import Runs
from tests.store_runs import Store, blob_file, finished, new_run, open_store, png, queued


def test_a_deleted_run_can_come_back_as_it_was(store: Store) -> None:
    run = finished(store.runs)
    assert store.runs.delete([run.id, "0" * 32]) == 1
    assert store.runs.delete([run.id]) == 0
    assert store.runs.get(run.id).deleted is not None
    assert store.runs.restore([run.id]) == 1
    back = store.runs.get(run.id)
    assert (back.deleted, back.artifacts) == (None, run.artifacts)


def test_a_run_at_work_cannot_be_deleted_nor_any_with_it(store: Store) -> None:
    (waiting,), done = queued(store.runs), finished(store.runs)
    with pytest.raises(WrongStatusError, match="cancel it first"):
        store.runs.delete([done.id, waiting.id])
    assert store.runs.get(done.id).deleted is None


def test_only_what_lies_in_the_bin_is_purged(store: Store) -> None:
    run = finished(store.runs)
    assert store.runs.purge([run.id]) == 0
    assert store.runs.get(run.id) == run


def test_purging_takes_the_bytes_that_no_other_run_names(store: Store) -> None:
    kept, gone = finished(store.runs, colour="teal"), finished(store.runs, colour="red")
    store.runs.delete([gone.id])
    assert store.runs.purge([gone.id]) == 1
    with pytest.raises(NotFoundError):
        store.runs.get(gone.id)
    assert not store.blobs.has(gone.artifacts["composite"].sha256)
    assert store.runs.artifact(kept.id, "composite") == png("teal")
    assert store.runs.upload(kept.id) == store.runs.artifact(kept.id, "upload")
    assert list(store.runs.verify(settled=0)) == []


def test_before_runs_go_what_else_was_made_of_them_is_dropped(store: Store) -> None:
    binned: list[int] = []
    runs = Runs(store.database, store.blobs, forget=lambda: binned.append(runs.facets().binned))
    first, second = finished(runs), finished(runs)
    runs.delete([first.id, second.id])
    assert runs.purge([first.id]) == 1
    assert runs.empty_bin() == 1
    assert binned == [2, 1]


def test_what_cannot_be_dropped_leaves_the_runs_in_the_bin(store: Store) -> None:
    def fail() -> None:
        raise PermissionError

    runs = Runs(store.database, store.blobs, forget=fail)
    run = finished(runs)
    runs.delete([run.id])
    with pytest.raises(PermissionError):
        runs.empty_bin()
    assert runs.artifact(run.id, "composite") == png("teal")


def test_a_child_remembers_its_purged_parent(store: Store) -> None:
    parent = finished(store.runs)
    child = finished(store.runs, new_run(parent=parent.id))
    store.runs.delete([parent.id])
    store.runs.purge([parent.id])
    assert store.runs.get(child.id).parent == parent.id
    assert [run.id for run in store.runs.search(RunQuery(parent=parent.id)).runs] == [child.id]


def test_the_rest_of_a_group_stays_a_group(store: Store) -> None:
    first, second = queued(store.runs, new_run("one"), new_run("two"))
    for run in (first, second):
        store.runs.cancel(run.id)
    store.runs.delete([first.id])
    assert store.runs.empty_bin() == 1
    assert [run.id for run in store.runs.search(RunQuery(group=first.group)).runs] == [second.id]
    store.runs.delete([second.id])
    assert store.runs.empty_bin() == 1
    assert list(store.blobs.all()) == []


def test_a_purged_run_is_not_found_by_its_words(store: Store) -> None:
    run = finished(store.runs, new_run("unmistakable"))
    store.runs.delete([run.id])
    store.runs.empty_bin()
    queued(store.runs, new_run("another"))
    assert store.runs.search(RunQuery(words="unmistakable")).total == 0
    assert store.runs.search(RunQuery(words="another")).total == 1


def test_more_runs_than_fit_in_one_statement_go_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "MAX_IN", 2)
    ids = [run.id for run in queued(store.runs, *[new_run(seed=seed) for seed in range(5)])]
    for run_id in ids:
        store.runs.cancel(run_id)
    assert store.runs.delete(ids) == 5
    assert len(store.runs.many(ids)) == 5
    assert store.runs.purge(ids) == 5
    assert store.runs.facets().binned == 0


def test_blobs_taken_by_a_purge_before_they_are_named_are_put_again(store: Store) -> None:
    """Another process purges between our put and our row: the moment the clock is read."""
    old = finished(store.runs)
    store.runs.delete([old.id])

    def purge_then_tell() -> datetime:
        store.runs.empty_bin()
        return old.created

    racing = Runs(store.database, store.blobs, clock=purge_then_tell)
    (run,) = queued(racing)
    assert store.runs.upload(run.id)
    assert list(store.runs.verify(settled=0)) == []


def test_what_a_killed_purge_left_of_pictures_goes_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(tmp_path)
    gone, kept = finished(store.runs, colour="red"), finished(store.runs, new_run(seed=8))
    store.runs.delete([gone.id])

    def killed(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("store.trash.remove_unnamed", killed)
        with pytest.raises(KeyboardInterrupt):
            store.runs.empty_bin()
    store.close()
    again = open_store(tmp_path)
    assert again.blobs.has(gone.artifacts["composite"].sha256)
    again.runs.finish_removals(None)
    assert list(again.runs.verify(settled=0)) == []
    assert again.runs.get(kept.id) == kept
    assert not list((tmp_path / "blobs" / "tmp").iterdir())
    again.close()


def test_a_removal_noted_and_never_begun_removes_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    kept = finished(store.runs)
    store.blobs.note_removal([artifact.sha256 for artifact in kept.artifacts.values()])
    store.blobs.sweep()
    store.runs.finish_removals(None)
    assert list(store.runs.verify(settled=0)) == []
    assert not list((tmp_path / "blobs" / "tmp").iterdir())
    store.close()


def test_files_of_a_picture_that_was_being_made_go_and_older_ones_stay(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    kept = finished(store.runs)
    older, newer = store.blobs.put(b"of no run, long ago"), store.blobs.put(b"of the killed run")
    os.utime(blob_file(store.blobs, older), (0, 0))
    store.runs.finish_removals(datetime.now(UTC) - timedelta(seconds=5))
    assert (store.blobs.has(older), store.blobs.has(newer)) == (True, False)
    assert store.runs.get(kept.id) == kept
    assert [one.kind for one in store.runs.verify(settled=0)] == ["orphan"]
    store.close()
