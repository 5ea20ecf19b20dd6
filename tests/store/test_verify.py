"""What no longer holds is told, each with the run it concerns; what holds is not."""

import os
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from store.records import Finding
from tests.store_runs import Store, blob_file, finished, new_run, queued


def told(store: Store) -> list[tuple[str | None, str | None, str]]:
    return [(problem.run, problem.role, problem.kind) for problem in store.runs.verify(settled=0)]


def test_a_sound_store_has_no_problem(store: Store) -> None:
    finished(store.runs)
    queued(store.runs)
    assert told(store) == []


@pytest.mark.parametrize("damage", ["missing", "changed", "unreadable"])
def test_a_damaged_blob_is_told_for_each_run_that_names_it(store: Store, damage: str) -> None:
    first, second = finished(store.runs, colour="red"), finished(store.runs, new_run(seed=8), colour="red")
    path = blob_file(store.blobs, first.artifacts["thumbnail"].sha256)
    if damage == "changed":
        path.write_bytes(b"other")
    else:
        path.unlink()
    if damage == "unreadable":
        path.mkdir()
    assert told(store) == [(first.id, "thumbnail", damage), (second.id, "thumbnail", damage)]


def test_the_sentence_names_run_and_picture(store: Store) -> None:
    run = finished(store.runs)
    store.blobs.remove(run.artifacts["thumbnail"].sha256)
    (problem,) = store.runs.verify()
    expected = f"The thumbnail of run {run.id} is missing from the store; restore it from a backup."
    assert problem == Finding(run=run.id, role="thumbnail", kind="missing", sentence=expected)


def test_a_request_that_was_tampered_with_is_told(store: Store) -> None:
    run = finished(store.runs)
    finished(store.runs)
    with store.database.writing() as connection:
        changed = "UPDATE details SET request = replace(request, 'oak', 'ash') WHERE run = 1"
        connection.execute(text(changed))
    assert told(store) == [(run.id, None, "digest")]


def test_a_request_that_is_no_json_any_more_is_told(store: Store) -> None:
    run = finished(store.runs)
    with store.database.writing() as connection:
        connection.execute(text("UPDATE details SET request = 'garbage'"))
    assert told(store) == [(run.id, None, "digest")]


@pytest.mark.parametrize(
    ("tag", "sound"),
    [("request-v2:sha256:", True), ("request-v12:sha256:", True), ("sha256:", False), ("", False)],
)
def test_requests_of_any_version_hold_as_long_as_their_hash_does(store: Store, tag: str, sound: bool) -> None:
    run = finished(store.runs)
    with store.database.writing() as connection:
        changed = "UPDATE runs SET digest = replace(digest, 'request-v1:sha256:', :tag)"
        connection.execute(text(changed), {"tag": tag})
    assert told(store) == ([] if sound else [(run.id, None, "digest")])


def test_a_blob_of_no_run_is_told_once_it_has_settled(store: Store) -> None:
    finished(store.runs)
    sha256 = store.blobs.put(b"of no run")
    assert list(store.runs.verify()) == []
    age(blob_file(store.blobs, sha256), 7200)
    (problem,) = store.runs.verify()
    assert (problem.run, problem.role, problem.kind) == (None, None, "orphan")
    assert sha256[:12] in problem.sentence


def test_settled_blobs_of_no_run_can_be_removed(store: Store) -> None:
    run = finished(store.runs)
    old, new = store.blobs.put(b"old"), store.blobs.put(b"new")
    for sha256 in (old, run.artifacts["composite"].sha256):
        age(blob_file(store.blobs, sha256), 7200)
    assert store.runs.remove_orphans() == 1
    assert (store.blobs.has(old), store.blobs.has(new)) == (False, True)
    assert list(store.runs.verify()) == []


def test_the_bin_is_verified_too(store: Store) -> None:
    run = finished(store.runs)
    store.runs.delete([run.id])
    store.blobs.remove(run.artifacts["composite"].sha256)
    assert (run.id, "composite", "missing") in told(store)


def test_work_goes_on_while_a_store_is_verified(store: Store) -> None:
    first = finished(store.runs)
    store.blobs.remove(first.artifacts["thumbnail"].sha256)
    problems = store.runs.verify()
    next(problems)
    finished(store.runs, colour="red")
    store.runs.delete([first.id])
    store.runs.empty_bin()
    list(problems)
    assert told(store) == []


def age(path: Path, seconds: float) -> None:
    moment = time.time() - seconds
    os.utime(path, (moment, moment))
