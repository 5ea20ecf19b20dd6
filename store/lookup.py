"""Runs by the beginning of their id, as a person types it on a command line."""

from sqlalchemy import select

from store.database import Database
from store.errors import NotFoundError
from store.tables import runs

MIN_PREFIX = 6


def id_beginning(database: Database, prefix: str) -> str:
    """The one id that begins so; raises ``NotFoundError`` for none, several, or less than 6 characters."""
    if len(prefix) < MIN_PREFIX:
        raise NotFoundError(f"Give at least {MIN_PREFIX} characters of the run's id (it is {prefix!r}).")
    query = select(runs.c.id).where(runs.c.id.startswith(prefix.lower(), autoescape=True)).limit(2)
    with database.reading() as connection:
        found = list(connection.scalars(query))
    if len(found) != 1:
        how = "More than one run's id begins" if found else "No run's id begins"
        raise NotFoundError(f"{how} with {prefix!r}; see them with: python -m core runs")
    return found[0]
