"""What can be made anew of the rest: a run's search words, its photo's name beside its digest, and the
indexes over all of them."""

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from store.annotations import words_of
from store.database import Database
from store.tables import artifacts, details, runs, words


def mend(database: Database) -> int:
    """Write lacking and false search words again, then make the indexes anew; how many things were mended.

    Raises ``StoreError`` where the database itself is damaged, which only a backup makes good.
    """
    mended = 0
    with database.writing() as connection:
        if database.is_sqlite:
            if index_fault(connection) is not None:
                _rebuild(connection)
                mended += 1
            if index_problems(connection):
                connection.exec_driver_sql("REINDEX")
                mended += 1
        mended += _name_photos(connection)
        for number, text in false_words(connection):
            connection.execute(delete(words).where(words.c.run == number))
            if text is not None:
                connection.execute(insert(words).values(run=number, text=text))
            mended += 1
        if mended and database.is_sqlite:
            _rebuild(connection)
    return mended


def _name_photos(connection: Connection) -> int:
    """Put the photos' sha256 beside the digests again where they are others; how many."""
    upload = select(artifacts.c.sha256).where(artifacts.c.run == runs.c.number, artifacts.c.role == "upload")
    named = upload.scalar_subquery()
    wrong = runs.c.photo.is_distinct_from(named)
    return connection.execute(update(runs).where(wrong).values(photo=named)).rowcount


def false_words(connection: Connection) -> list[tuple[int, str | None]]:
    """Row numbers of runs whose search words are not what their prompt, note and tags come to, each with what
    they should be; ``None`` where no run has them."""
    rows = connection.execute(select(words.c.run, words.c.text)).all()
    known: dict[int, str] = {row.run: row.text for row in rows}
    found: list[tuple[int, str | None]] = []
    numbers = select(runs.c.number).join(details, details.c.run == runs.c.number).order_by(runs.c.number)
    for number in connection.scalars(numbers).all():
        there = known.pop(number, None)
        try:
            right = words_of(connection, number)
        except (ValueError, KeyError, TypeError):  # its request is damaged, which is told of the run
            continue
        if there is None or set(there.split()) != set(right.split()):
            found.append((number, right))
    gone = set(known) - set(connection.scalars(select(runs.c.number)))
    return found + [(number, None) for number in sorted(gone)]


def index_fault(connection: Connection) -> str | None:
    """What is wrong with SQLite's full-text index, ``None`` where it holds the words that are recorded.
    Asked in a transaction that may write, although it writes nothing."""
    check = "INSERT INTO words_index (words_index, rank) VALUES ('integrity-check', 1)"
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(check)
    except DBAPIError as error:
        return str(error.orig)
    return None


def index_problems(connection: Connection) -> list[str]:
    """What SQLite finds wrong with its own indexes, by which rows are missed although they are there."""
    return [problem for problem in integrity_problems(connection) if " index " in problem]


def integrity_problems(connection: Connection) -> list[str]:
    """The first ten things that SQLite finds wrong with the file."""
    found = connection.exec_driver_sql("PRAGMA integrity_check(10)")
    return [str(row[0]) for row in found if row[0] != "ok"]


def _rebuild(connection: Connection) -> None:
    """Fill the full-text index from the words that are recorded, emptied first where it cannot be opened."""
    rebuild = "INSERT INTO words_index (words_index) VALUES ('rebuild')"
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(rebuild)
    except DBAPIError:
        _empty_index(connection)
        connection.exec_driver_sql(rebuild)


def _empty_index(connection: Connection) -> None:
    """Put what a new index has in its tables into those of the damaged one, which cannot even be dropped."""
    definitions = "SELECT name, sql FROM sqlite_master WHERE name LIKE ? AND sql IS NOT NULL"
    known = {row.name: row.sql for row in connection.exec_driver_sql(definitions, ("words_index%",))}
    connection.exec_driver_sql(known["words_index"].replace("words_index", "words_blank", 1))
    blank = {row.name: row.sql for row in connection.exec_driver_sql(definitions, ("words_blank_%",))}
    for name, definition in blank.items():
        own = name.replace("words_blank", "words_index")
        if own not in known:
            connection.exec_driver_sql(definition.replace("words_blank", "words_index"))
        connection.exec_driver_sql(f"DELETE FROM {own}")
        connection.exec_driver_sql(f"INSERT INTO {own} SELECT * FROM {name}")
    connection.exec_driver_sql("DROP TABLE words_blank")
