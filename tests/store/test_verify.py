"""What no longer holds is told, each with the run it concerns; what holds is not."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from store.errors import StoreError
from store.records import Finding, RunQuery
from tests.store_runs import Store, blob_file, finished, new_run, open_store, queued


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
    assert told(store) == [(run.id, None, "digest"), (run.id, None, "index")]


def test_a_request_that_is_no_json_any_more_is_told(store: Store) -> None:
    run = finished(store.runs)
    with store.database.writing() as connection:
        connection.execute(text("UPDATE details SET request = 'garbage'"))
    assert told(store) == [(run.id, None, "digest"), (run.id, None, "row")]


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


def change(store: Store, *statements: str) -> None:
    """What goes wrong with a database, behind the store's back."""
    with store.database.writing() as connection:
        for statement in statements:
            connection.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE details SET outcome = replace(outcome, '0.25', '0.26')", "outcome"),
        ("UPDATE details SET outcome_digest = NULL", "outcome"),
        ("UPDATE runs SET total_seconds = 99", "outcome"),
        ("DELETE FROM artifacts WHERE role = 'composite'", "artifact"),
        ("DELETE FROM artifacts WHERE role = 'upload'", "artifact"),
    ],
)
def test_what_was_changed_of_a_finished_run_is_told(store: Store, statement: str, kind: str) -> None:
    run = finished(store.runs)
    change(store, statement)
    assert [(one[0], one[2]) for one in told(store) if one[2] != "orphan"] == [(run.id, kind)]


def test_pixels_other_than_the_outcomes_are_told(store: Store) -> None:
    run = finished(store.runs)
    assert list(store.runs.verify(lambda _: "ab" * 32)) == []
    assert [one.kind for one in store.runs.verify(lambda _: "cd" * 32)] == ["outcome"]
    assert [one.run for one in store.runs.verify(lambda _: None)] == [run.id]


def test_a_time_that_was_changed_is_told(store: Store) -> None:
    run = finished(store.runs)
    change(store, "UPDATE runs SET created = '2020-01-02 03:04:05.000000'")
    assert told(store) == [(run.id, None, "row")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE details SET outcome = '{'",
        "UPDATE details SET outcome = '[]'",
        "UPDATE details SET request = 'garbage'",
        "UPDATE details SET failure = '3'",
        "UPDATE runs SET created = 'yesterday'",
        "UPDATE runs SET status = 'lost'",
        "DELETE FROM details",
    ],
)
def test_one_bad_row_is_shown_as_such_and_hides_no_other(tmp_path: Path, statement: str) -> None:
    store = open_store(tmp_path)
    bad, good = finished(store.runs), finished(store.runs, new_run(seed=8))
    change(store, f"{statement} WHERE {'number' if 'runs' in statement else 'run'} = 1")
    shown = {run.id: run for run in store.runs.search(RunQuery()).runs}
    assert shown.keys() == {bad.id, good.id}
    assert shown[good.id] == good
    damage = shown[bad.id].damage
    assert damage is not None
    assert bad.id in damage
    assert shown[bad.id].failure is not None
    assert store.runs.get(bad.id) == shown[bad.id]
    assert abs(shown[bad.id].created - bad.created) < timedelta(minutes=1)
    assert store.runs.timings("mini")
    assert (bad.id, None, "row") in told(store)
    assert good.id not in {one[0] for one in told(store)}
    store.runs.star(bad.id, True)
    store.close()


def test_a_bad_preset_hides_no_other(store: Store) -> None:
    store.presets.save("bad", {})
    store.presets.save("good", {"steps": 3})
    change(store, "UPDATE presets SET content = '{' WHERE name = 'bad'")
    assert [preset.name for preset in store.presets.all()] == ["good"]
    with pytest.raises(StoreError, match="save it anew"):
        store.presets.get("bad")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM words_index_data",
        "DELETE FROM words_index_config",
        "DROP TABLE words_index_docsize",
        "UPDATE words_index_data SET block = x'00' WHERE id > 10",
        "INSERT INTO words_index (words_index) VALUES ('delete-all')",
    ],
)
def test_a_broken_search_index_is_told_and_mended(tmp_path: Path, statement: str) -> None:
    store = open_store(tmp_path)
    runs = [finished(store.runs, new_run(f"on an oak table {seed}", seed)) for seed in range(3)]
    change(store, statement)
    store.close()
    store = open_store(tmp_path)
    (finding,) = store.runs.verify()
    assert (finding.kind, finding.mendable) == ("index", True)
    assert store.runs.mend() == 1
    assert list(store.runs.verify()) == []
    assert store.runs.search(RunQuery(words="oak")).total == len(runs)
    assert store.runs.mend() == 0
    store.close()


def test_a_broken_search_index_is_no_damage_of_the_database(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    finished(store.runs)
    change(store, "DELETE FROM words_index_data")
    with pytest.raises(StoreError, match="verify --mend"):
        store.runs.search(RunQuery(words="oak"))
    store.close()


@pytest.mark.parametrize("statement", ["DELETE FROM words", "UPDATE words SET text = 'beech'"])
def test_words_that_are_missing_or_false_are_told_and_mended(store: Store, statement: str) -> None:
    run = finished(store.runs)
    change(store, statement)
    assert told(store) == [(run.id, None, "index")]
    assert store.runs.mend() == 1
    assert told(store) == []
    assert [found.id for found in store.runs.search(RunQuery(words="oak")).runs] == [run.id]


def test_a_lost_database_is_not_taken_for_pictures_too_many(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    finished(store.runs)
    store.close()
    (tmp_path / "data" / "studio.db").unlink()
    again = open_store(tmp_path / "data")
    (finding,) = again.runs.verify(settled=0)
    assert finding.kind == "database"
    kept = list(again.blobs.all())
    with pytest.raises(StoreError, match="no run at all"):
        again.runs.remove_orphans(settled=0)
    assert list(again.blobs.all()) == kept
    again.close()


def test_a_damaged_file_is_told_and_is_no_crash(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for seed in range(30):
        finished(store.runs, new_run("oak " * 100, seed))
    with store.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    path = tmp_path / "studio.db"
    content = bytearray(path.read_bytes())
    for page in range(len(content) // 8192 + 1, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 64] = bytes(64)
    path.write_bytes(content)
    again = open_store(tmp_path)
    assert "database" in {finding.kind for finding in again.runs.verify()}
    again.close()


def age(path: Path, seconds: float) -> None:
    moment = time.time() - seconds
    os.utime(path, (moment, moment))
