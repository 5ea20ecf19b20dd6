"""The schema's history: a plain list of steps, each taking a database from one version to the next.

Step ``m003_…`` makes version 3; the database keeps the version it is at, which is how many steps it has
behind it. A step is frozen once released: it says in SQL what was true then, whatever the code has become
since.
"""

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from unicodedata import is_normalized, normalize

from sqlalchemy import Connection, inspect, text

from store.errors import StoreError, StoreTooNewError
from store.words import same_name, searchable

Step = Callable[[Connection], None]

_OURS = ("runs", "groups", "artifacts", "tags", "presets")


def version_of(connection: Connection) -> int:
    """The version a database is at: how many steps it has behind it, 0 when it is blank.

    Raises ``StoreError`` when it is not blank but not ours either (MLflow too has a table ``runs``).
    """
    there = set(inspect(connection).get_table_names())
    if "schema_version" in there:
        return int(connection.execute(text("SELECT version FROM schema_version")).scalar_one())
    if there.intersection(_OURS):
        raise StoreError("That database belongs to another program; give Backdrop Studio one of its own.")
    return 0


def upgrade(connection: Connection, version: int, steps: Sequence[Step]) -> None:
    """Take a database at ``version`` through the steps it lacks, inside the caller's transaction.

    Raises ``StoreTooNewError`` when it has more behind it than there are.
    """
    if version > len(steps):
        raise StoreTooNewError(
            f"This store was written by a newer Backdrop Studio (schema {version}, this one knows "
            f"{len(steps)}); update the program, or choose another data folder."
        )
    if version == len(steps):
        return
    for step in steps[version:]:
        step(connection)
    connection.execute(text("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)"))
    connection.execute(text("DELETE FROM schema_version"))
    connection.execute(text("INSERT INTO schema_version VALUES (:version)"), {"version": len(steps)})


# In SQLite an INTEGER PRIMARY KEY is the row's own place, a table of small rows is its own index, and
# nothing is smaller than NULL; in PostgreSQL nothing is larger.
_DIALECTS = {
    "$SERIAL": ("INTEGER", "BIGSERIAL"),
    "$NUMBER": ("INTEGER", "BIGINT"),
    "$TIME": ("DATETIME", "TIMESTAMP WITH TIME ZONE"),
    "$FLOAT": ("FLOAT", "DOUBLE PRECISION"),
    "$FALSE": ("0", "FALSE"),
    "$LAST": ("", "NULLS LAST"),
    "$SMALL": ("WITHOUT ROWID", ""),
}
_WORD = re.compile(r"\$[A-Z]+")


def _run(connection: Connection, script: str) -> None:
    """Statements separated by blank lines, with types as this database calls them."""
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(_said_here(connection, statement))


def _said_here(connection: Connection, statement: str) -> str:
    """A statement in the words of this database."""
    is_sqlite = connection.dialect.name == "sqlite"
    return _WORD.sub(lambda word: _DIALECTS[word[0]][not is_sqlite], statement)


# Nearly every question is about runs that are not in the bin: indexes for it hold only those. Each
# begins with what is asked for and goes on with `created`, in which order the answer is given; `deleted`
# at its end spares SQLite a look into the table.
_TABLES = """
CREATE TABLE groups (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    created $TIME NOT NULL
)

CREATE TABLE runs (
    number $SERIAL NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    group_id TEXT NOT NULL REFERENCES groups (id),
    position INTEGER NOT NULL,
    status TEXT NOT NULL,
    created $TIME NOT NULL,
    started $TIME,
    ended $TIME,
    profile TEXT NOT NULL,
    seed BIGINT NOT NULL,
    scheduler TEXT NOT NULL,
    steps INTEGER NOT NULL,
    digest TEXT NOT NULL,
    source_name TEXT NOT NULL,
    owner TEXT NOT NULL,
    parent TEXT,
    worker TEXT NOT NULL,
    total_seconds $FLOAT,
    rating INTEGER CHECK (rating BETWEEN 1 AND 5),
    starred BOOLEAN NOT NULL,
    deleted $TIME,
    mirrored BOOLEAN NOT NULL,
    mirror_id TEXT,
    revision INTEGER NOT NULL
)

CREATE INDEX runs_created ON runs (created, number, deleted) WHERE deleted IS NULL

CREATE INDEX runs_profile ON runs (profile, created, number, deleted) WHERE deleted IS NULL

CREATE INDEX runs_status ON runs (status, created, number, deleted) WHERE deleted IS NULL

CREATE INDEX runs_seed ON runs (seed, created, deleted) WHERE deleted IS NULL

CREATE INDEX runs_owner ON runs (owner, created, deleted) WHERE deleted IS NULL

CREATE INDEX runs_starred ON runs (starred, created, number, deleted) WHERE deleted IS NULL

CREATE INDEX runs_rating ON runs (rating DESC $LAST, created DESC, number DESC, deleted) WHERE deleted IS NULL

CREATE INDEX runs_slowest ON runs (total_seconds DESC $LAST, created DESC, number DESC, deleted)
    WHERE deleted IS NULL

CREATE INDEX runs_fastest ON runs (total_seconds, created DESC, number DESC, deleted) WHERE deleted IS NULL

CREATE INDEX runs_timings ON runs (profile, number) WHERE status = 'finished'

CREATE INDEX runs_scheduler ON runs (scheduler) WHERE deleted IS NULL

CREATE INDEX runs_steps ON runs (steps) WHERE deleted IS NULL

CREATE INDEX runs_group ON runs (group_id)

CREATE INDEX runs_parent ON runs (parent) WHERE parent IS NOT NULL

CREATE INDEX runs_digest ON runs (digest)

CREATE INDEX runs_deleted ON runs (deleted) WHERE deleted IS NOT NULL

CREATE INDEX runs_unfinished ON runs (number) WHERE status IN ('queued', 'running')

CREATE INDEX runs_unmirrored ON runs (number) WHERE mirrored IS $FALSE

CREATE TABLE details (
    run $NUMBER NOT NULL PRIMARY KEY REFERENCES runs (number) ON DELETE CASCADE,
    request TEXT NOT NULL,
    outcome TEXT,
    failure TEXT,
    note TEXT NOT NULL
)

CREATE TABLE artifacts (
    run $NUMBER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    role TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    width INTEGER,
    height INTEGER,
    PRIMARY KEY (run, role)
) $SMALL

CREATE INDEX artifacts_sha256 ON artifacts (sha256)

CREATE TABLE tags (
    run $NUMBER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    name TEXT NOT NULL,
    PRIMARY KEY (run, name)
) $SMALL

CREATE INDEX tags_name ON tags (name, run)

CREATE TABLE presets (
    name TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL,
    created $TIME NOT NULL,
    changed $TIME NOT NULL
)
"""

_WORDS = """
CREATE TABLE words (
    run $NUMBER NOT NULL PRIMARY KEY REFERENCES runs (number) ON DELETE CASCADE,
    text TEXT NOT NULL
)
"""

# The text is folded and cut already (store/words.py), so the plainest tokenizer serves: it takes every
# character beyond ASCII for a letter. Positions are not kept: no phrase is ever asked for.
_WORDS_SQLITE = """
CREATE VIRTUAL TABLE words_index USING fts5 (
    text, content='words', content_rowid='run', tokenize='ascii', prefix='1 2 3', detail='none'
)

CREATE TRIGGER words_added AFTER INSERT ON words BEGIN
    INSERT INTO words_index (rowid, text) VALUES (new.run, new.text);
END

CREATE TRIGGER words_removed AFTER DELETE ON words BEGIN
    INSERT INTO words_index (words_index, rowid, text) VALUES ('delete', old.run, old.text);
END

CREATE TRIGGER words_changed AFTER UPDATE ON words BEGIN
    INSERT INTO words_index (words_index, rowid, text) VALUES ('delete', old.run, old.text);
    INSERT INTO words_index (rowid, text) VALUES (new.run, new.text);
END
"""

_WORDS_POSTGRESQL = """
ALTER TABLE words ADD COLUMN lexemes tsvector
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(text, ' '))) STORED

CREATE INDEX words_lexemes ON words USING gin (lexemes)
"""


_SCENES = """
ALTER TABLE runs ADD COLUMN scene TEXT

CREATE INDEX runs_scene ON runs (scene, created, number, deleted) WHERE deleted IS NULL AND scene IS NOT NULL
"""


def m001_tables(connection: Connection) -> None:
    """Runs with all that belongs to them, and presets."""
    _run(connection, _TABLES)


def m002_full_text_search(connection: Connection) -> None:
    """An index of the words of prompts, notes and tags, filled from the runs that are there."""
    _run(connection, _WORDS)
    _run(connection, _WORDS_SQLITE if connection.dialect.name == "sqlite" else _WORDS_POSTGRESQL)
    tags: dict[int, list[str]] = {}
    for run, name in connection.execute(text("SELECT run, name FROM tags ORDER BY run, name")):
        tags.setdefault(run, []).append(name)
    known = connection.execute(text("SELECT run, request, note FROM details")).all()
    rows = [
        {"run": run, "text": searchable(json.loads(request)["prompt"], note, tags.get(run, []), "", None)}
        for run, request, note in known
    ]
    if rows:
        connection.execute(text("INSERT INTO words (run, text) VALUES (:run, :text)"), rows)


def m003_purged_mirrors(connection: Connection) -> None:
    """MLflow's ids of purged runs that the mirror has to remove yet."""
    _run(connection, "CREATE TABLE purged_mirrors (mirror_id TEXT NOT NULL PRIMARY KEY)")


def m004_scenes(connection: Connection) -> None:
    """The kind of a run's scene, to find runs by. Earlier runs had none."""
    _run(connection, _SCENES)


_UPLOADS = "CREATE INDEX artifacts_upload ON artifacts (sha256, run) WHERE role = 'upload'"


def m005_one_spelling(connection: Connection) -> None:
    """Each tag has one spelling, accents are encoded one way, and photos' names, seeds and signs are among
    the words that are searched."""
    _run(connection, _UPLOADS)
    _respell_tags(connection)
    rows = connection.execute(text("SELECT number, source_name FROM runs ORDER BY number")).all()
    composed = [
        {"run": run, "name": normalize("NFC", name)} for run, name in rows if not is_normalized("NFC", name)
    ]
    if composed:
        connection.execute(text("UPDATE runs SET source_name = :name WHERE number = :run"), composed)
    _index_words_again(connection)


def _respell_tags(connection: Connection) -> None:
    """Of spellings of one tag the one that is used most stays, or else the one that was used first; the
    mirror is to be told of the runs that had another."""
    used: dict[str, list[int]] = {}
    for run, name in connection.execute(text("SELECT run, name FROM tags ORDER BY run, name")):
        used.setdefault(name, []).append(run)
    spellings: dict[str, list[str]] = {}
    for name in used:
        spellings.setdefault(same_name(name), []).append(name)
    for names in spellings.values():
        best = normalize("NFC", max(names, key=lambda name: len(used[name])))
        for name in names:
            if name != best:
                _rename_tag(connection, name, best)


def _rename_tag(connection: Connection, name: str, best: str) -> None:
    """Write ``best`` in place of the tag ``name``, once for each run."""
    values = {"name": name, "best": best}
    for statement in (
        "UPDATE runs SET mirrored = $FALSE, revision = revision + 1 "
        "WHERE number IN (SELECT run FROM tags WHERE name = :name)",
        "INSERT INTO tags (run, name) SELECT run, CAST(:best AS TEXT) FROM tags AS old WHERE name = :name "
        "AND NOT EXISTS (SELECT 1 FROM tags WHERE run = old.run AND name = :best)",
        "DELETE FROM tags WHERE name = :name",
    ):
        connection.execute(text(_said_here(connection, statement)), values)


def _index_words_again(connection: Connection) -> None:
    """Write the words of every run anew."""
    tags: dict[int, list[str]] = {}
    for run, name in connection.execute(text("SELECT run, name FROM tags ORDER BY run, name")):
        tags.setdefault(run, []).append(name)
    known = connection.execute(
        text("SELECT run, request, note, source_name, seed FROM details JOIN runs ON number = run")
    ).all()
    rows = [
        {
            "run": run,
            "text": searchable(json.loads(request)["prompt"], note, tags.get(run, []), source_name, seed),
        }
        for run, request, note, source_name, seed in known
    ]
    connection.execute(text("DELETE FROM words"))
    if rows:
        connection.execute(text("INSERT INTO words (run, text) VALUES (:run, :text)"), rows)


def m006_outcome_digests(connection: Connection) -> None:
    """The sha256 of each outcome's JSON, by which a change of it is noticed."""
    _run(connection, "ALTER TABLE details ADD COLUMN outcome_digest TEXT")
    known = connection.execute(text("SELECT run, outcome FROM details WHERE outcome IS NOT NULL")).all()
    rows = [{"run": run, "digest": hashlib.sha256(outcome.encode()).hexdigest()} for run, outcome in known]
    if rows:
        connection.execute(text("UPDATE details SET outcome_digest = :digest WHERE run = :run"), rows)


_PLANS = """
ALTER TABLE groups ADD COLUMN plan TEXT

ALTER TABLE groups ADD COLUMN plan_digest TEXT

CREATE INDEX groups_plan ON groups (plan_digest, id) WHERE plan_digest IS NOT NULL

ALTER TABLE runs ADD COLUMN photo TEXT

CREATE INDEX runs_same ON runs (photo, digest, number) WHERE deleted IS NULL

UPDATE runs SET photo = (SELECT sha256 FROM artifacts WHERE run = number AND role = 'upload')
"""


def m007_plans(connection: Connection) -> None:
    """What a group is to come to, so that any process can go on with it; and each run's photo beside its
    digest, so that a picture that is there already is found at once."""
    _run(connection, _PLANS)


_WORKERS = """
CREATE TABLE workers (
    id TEXT NOT NULL PRIMARY KEY,
    place TEXT NOT NULL,
    pid BIGINT NOT NULL,
    born TEXT NOT NULL,
    store TEXT NOT NULL,
    beat BIGINT NOT NULL,
    beaten $FLOAT NOT NULL
)
"""


def m008_workers(connection: Connection) -> None:
    """Who works on runs, and when each said so last. No earlier worker says anything: what they left
    unfinished is closed by the next studio."""
    _run(connection, _WORKERS)


STEPS: tuple[Step, ...] = (
    m001_tables,
    m002_full_text_search,
    m003_purged_mirrors,
    m004_scenes,
    m005_one_spelling,
    m006_outcome_digests,
    m007_plans,
    m008_workers,
)
