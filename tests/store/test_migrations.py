"""From blank and from every older schema, with all that is in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, inspect, text

from store.blobs import Blobs
from store.database import FILE_NAME, Database
from store.errors import StoreError
from store.migrations import STEPS, version_of
from store.records import RunQuery
from store.runs import Runs
from store.tables import metadata
from store.words import searchable, words_in
from store.workers import Workers
from tests.store_runs import new_run

# What older programs wrote, in SQL, because today's code cannot write it any more.
OLD_RUN = """
INSERT INTO runs (number, id, group_id, position, status, created, profile, seed, scheduler, steps, digest,
    source_name, owner, worker, starred, mirrored, revision)
VALUES (:number, :id, 'g', 0, 'queued', '2026-01-31 12:00:00.000000', 'mini', 7, 'ddim', 20, :digest,
    'mug.jpg', 'me', 'w', (1 = 1), (1 = 0), 0)
"""
OLDER_VERSIONS = range(1, len(STEPS))


def write_old(connection: Connection, version: int, prompts: list[str]) -> list[str]:
    """Starred runs with a note and a tag each, as an older schema keeps them; their ids."""
    note = "soft edge"
    group = "INSERT INTO groups (id, kind, created) VALUES ('g', 'variations', '2026-01-31 12:00:00.000000')"
    connection.execute(text(group))
    ids = [f"{number:032x}" for number in range(1, len(prompts) + 1)]
    for number, (run_id, prompt) in enumerate(zip(ids, prompts, strict=True), start=1):
        new = new_run(prompt)
        connection.execute(text(OLD_RUN), {"number": number, "id": run_id, "digest": new.digest})
        detail = {"run": number, "request": new.request, "note": note}
        connection.execute(
            text("INSERT INTO details (run, request, note) VALUES (:run, :request, :note)"), detail
        )
        connection.execute(text("INSERT INTO tags VALUES (:run, 'Client A')"), {"run": number})
        if version >= 2:
            named = connection.execute(
                text(f"SELECT source_name, seed FROM runs WHERE number = {number}")
            ).one()
            name, seed = named if version >= 5 else ("", None)  # what the words held since
            said = {"run": number, "text": searchable(prompt, note, ["Client A"], name, seed)}
            connection.execute(text("INSERT INTO words (run, text) VALUES (:run, :text)"), said)
    if connection.dialect.name == "postgresql":  # numbers were given, which its sequence did not see
        connection.execute(text("SELECT setval('runs_number_seq', :number)"), {"number": len(ids)})
    return ids


def older(url: str | None, folder: Path, version: int, prompts: list[str]) -> list[str]:
    """A database as the program of an older version left it."""
    database = Database(url, folder, steps=STEPS[:version])
    with database.writing() as connection:
        ids = write_old(connection, version, prompts)
    database.close()
    return ids


@pytest.mark.parametrize("version", OLDER_VERSIONS)
def test_an_older_store_keeps_all_it_had(tmp_path: Path, database_url: str | None, version: int) -> None:
    ids = older(database_url, tmp_path, version, ["an oak table", "snow"])
    database = Database(database_url, tmp_path)
    runs = Runs(database, Blobs(tmp_path / "blobs"))
    kept = runs.many(ids)
    assert [(run.id, run.prompt, run.starred) for run in kept] == [
        (ids[0], "an oak table", True),
        (ids[1], "snow", True),
    ]
    assert {(run.note, run.tags, run.created.isoformat()) for run in kept} == {
        ("soft edge", ("Client A",), "2026-01-31T12:00:00+00:00")
    }
    assert [run.prompt for run in runs.search(RunQuery(words="oak soft client")).runs] == ["an oak table"]
    assert (Workers(database).all(), Workers(database).strangers()) == ([], {"w"})
    assert {finding.kind for finding in runs.verify(settled=0)} == {"artifact"}  # they were written without
    database.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=15)
@given(prompts=st.lists(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip), max_size=4))
def test_whatever_an_older_store_said_is_found_after_its_upgrade(
    tmp_path_factory: pytest.TempPathFactory, prompts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("older")
    ids = older(None, folder, 1, prompts)
    database = Database(None, folder)
    runs = Runs(database, Blobs(folder / "blobs"))
    assert [run.prompt for run in runs.many(ids)] == [prompt.strip() for prompt in prompts]
    for run_id, prompt in zip(ids, prompts, strict=True):
        said = " ".join(term.lstrip("-") for term in prompt.replace('"', " ").split())
        if words_in(said):
            assert run_id in {run.id for run in runs.search(RunQuery(words=said)).runs}
    database.close()


def test_an_older_file_is_copied_before_it_is_upgraded(tmp_path: Path) -> None:
    older(None, tmp_path, 1, ["snow"])
    Database(None, tmp_path).close()
    (copy,) = (tmp_path / "backups").iterdir()
    assert copy.name.startswith("studio-schema1-")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT version FROM schema_version").fetchall() == [(1,)]
        assert connection.execute("SELECT note FROM details").fetchall() == [("soft edge",)]


def test_what_killed_upgrades_began_to_copy_goes_and_whole_copies_stay(tmp_path: Path) -> None:
    older(None, tmp_path, 1, ["snow"])
    Database(None, tmp_path).close()
    (copy,) = (tmp_path / "backups").iterdir()
    for ending in (".part", ".part-journal"):
        copy.with_suffix(ending).write_bytes(b"half of it")
    Database(None, tmp_path).close()
    assert list((tmp_path / "backups").iterdir()) == [copy]


def test_a_blank_or_current_file_is_not_copied(tmp_path: Path) -> None:
    for _ in range(2):
        Database(None, tmp_path).close()
    assert not (tmp_path / "backups").exists()


def test_a_store_that_cannot_be_copied_is_not_upgraded(tmp_path: Path) -> None:
    older(None, tmp_path, 1, ["snow"])
    (tmp_path / "backups").write_text("in the way")
    with pytest.raises(StoreError, match="could not be copied"):
        Database(None, tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        assert connection.execute("SELECT version FROM schema_version").fetchall() == [(1,)]


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(tmp_path: Path, database_url: str | None) -> None:
    older(database_url, tmp_path, 1, ["snow"])

    def half(connection: Connection) -> None:
        connection.execute(text("DROP TABLE tags"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Database(database_url, tmp_path, steps=(*STEPS, half))
    database = Database(database_url, tmp_path, steps=STEPS[:1])
    with database.reading() as connection:
        assert version_of(connection) == 1
        assert connection.execute(text("SELECT name FROM tags")).scalar_one() == "Client A"
    database.close()


def test_the_steps_are_numbered_by_the_version_that_they_make() -> None:
    assert [step.__name__[:5] for step in STEPS] == [f"m{number:03d}_" for number in range(1, len(STEPS) + 1)]


def test_the_steps_make_the_tables_that_the_code_sees(tmp_path: Path, database_url: str | None) -> None:
    database = Database(database_url, tmp_path)
    with database.reading() as connection:
        there = inspect(connection)
        for name, table in metadata.tables.items():
            columns = {column["name"]: column["nullable"] for column in there.get_columns(name)}
            columns.pop("lexemes", None)
            expected = {column.name: bool(column.nullable) for column in table.columns}
            assert columns == expected, name
            key = there.get_pk_constraint(name)["constrained_columns"]
            assert key == [column.name for column in table.primary_key], name
    database.close()


@pytest.mark.parametrize("version", OLDER_VERSIONS)
def test_an_older_stores_runs_have_no_scene_and_later_ones_do(
    tmp_path: Path, database_url: str | None, version: int
) -> None:
    older(database_url, tmp_path, version, ["an oak table", "snow"])
    database = Database(database_url, tmp_path)
    runs = Runs(database, Blobs(tmp_path / "blobs"))
    assert runs.facets().scenes == ()
    scene = {"kind": "beach", "seed": 3}
    new = new_run("on a beach", profile="scene", scene=scene)
    (later,) = runs.open([new], b"a photo", kind="single", worker="w", media_type="image/png")
    assert [run.id for run in runs.search(RunQuery(scene="beach")).runs] == [later.id]
    assert runs.facets().scenes == ("beach",)
    assert runs.search(RunQuery()).total == 3
    database.close()


def test_tags_of_an_older_store_come_to_one_spelling(tmp_path: Path, database_url: str | None) -> None:
    ids = older(database_url, tmp_path, 4, ["one", "two", "three"])
    database = Database(database_url, tmp_path, steps=STEPS[:4])
    added = [(1, "cafe\u0301"), (2, "caf\xe9"), (2, "Caf\xe9"), (3, "caf\xe9"), (1, "Sea"), (2, "sea")]
    with database.writing() as connection:
        for run, name in added:
            connection.execute(text("INSERT INTO tags VALUES (:run, :name)"), {"run": run, "name": name})
        connection.execute(text("UPDATE runs SET mirrored = (1 = 1), source_name = 'cafe\u0301.jpg'"))
    database.close()
    database = Database(database_url, tmp_path)
    kept = Runs(database, Blobs(tmp_path / "blobs")).many(ids)
    assert [run.tags for run in kept] == [
        ("Client A", "Sea", "caf\xe9"),
        ("Client A", "Sea", "caf\xe9"),
        ("Client A", "caf\xe9"),
    ]
    assert [(run.mirrored, run.revision > 0) for run in kept] == [(False, True), (False, True), (True, False)]
    assert {run.source_name for run in kept} == {"caf\xe9.jpg"}
    database.close()


def test_photos_names_seeds_and_signs_of_an_older_store_are_searched(
    tmp_path: Path, database_url: str | None
) -> None:
    (run,) = older(database_url, tmp_path, 4, ["an oak table, 50% grey"])
    database = Database(database_url, tmp_path)
    runs = Runs(database, Blobs(tmp_path / "blobs"))
    for typed in ("mug jpg", "7", "%", "soft client"):
        assert [one.id for one in runs.search(RunQuery(words=typed)).runs] == [run]
    assert runs.search(RunQuery(words="🎄")).total == 0
    database.close()
