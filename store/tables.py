"""The tables as the code sees them; ``migrations.py`` makes them, and their indexes."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)


class UtcTime(TypeDecorator[datetime]):
    """Aware times, kept in UTC. SQLite has no zones: there the naive text means UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """An aware time as the same moment in UTC; raises ``ValueError`` for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone cannot be stored.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The time as it lies in the database, aware and in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def plain(text: str) -> str:
    """``text`` without NUL characters and halves of surrogate pairs."""
    return text.replace("\0", "").encode(errors="ignore").decode()


class PlainText(TypeDecorator[str]):
    """Text without what a database cannot keep: NUL characters and halves of surrogate pairs are left out of
    values that are stored and of values that are only compared with."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """``value`` as ``plain`` gives it."""
        return None if value is None else plain(value)


metadata = MetaData()

groups = Table(
    "groups",
    metadata,
    Column("id", PlainText, primary_key=True),
    Column("kind", PlainText, nullable=False),
    Column("created", UtcTime, nullable=False),
    Column("plan", PlainText),
    Column("plan_digest", PlainText),
)

# Narrow on purpose: what a query has to walk over fits in a few megabytes at 10,000 runs.
# ``parent`` is no foreign key: a run keeps saying what it came from after that one is purged. ``photo`` is
# the sha256 of the upload once more, beside the digest: the two together say which picture it is.
runs = Table(
    "runs",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("id", PlainText, nullable=False, unique=True),
    Column("group_id", PlainText, nullable=False),
    Column("position", Integer, nullable=False),
    Column("status", PlainText, nullable=False),
    Column("created", UtcTime, nullable=False),
    Column("started", UtcTime),
    Column("ended", UtcTime),
    Column("profile", PlainText, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("scheduler", PlainText, nullable=False),
    Column("steps", Integer, nullable=False),
    Column("digest", PlainText, nullable=False),
    Column("source_name", PlainText, nullable=False),
    Column("owner", PlainText, nullable=False),
    Column("parent", PlainText),
    Column("worker", PlainText, nullable=False),
    Column("total_seconds", Float),
    Column("rating", Integer),
    Column("starred", Boolean, nullable=False),
    Column("deleted", UtcTime),
    Column("mirrored", Boolean, nullable=False),
    Column("mirror_id", PlainText),
    Column("revision", Integer, nullable=False),
    Column("scene", PlainText),
    Column("photo", PlainText),
)

# The wide part of a run. ``request`` is the canonical JSON, byte for byte; outcome and failure are JSON of
# the records of the same name, ``outcome_digest`` the sha256 of the outcome's.
details = Table(
    "details",
    metadata,
    Column("run", BigInteger, primary_key=True),
    Column("request", Text, nullable=False),
    Column("outcome", PlainText),
    Column("outcome_digest", PlainText),
    Column("failure", PlainText),
    Column("note", PlainText, nullable=False),
)

artifacts = Table(
    "artifacts",
    metadata,
    Column("run", BigInteger, primary_key=True),
    Column("role", PlainText, primary_key=True),
    Column("sha256", PlainText, nullable=False),
    Column("media_type", PlainText, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("width", Integer),
    Column("height", Integer),
)

tags = Table(
    "tags",
    metadata,
    Column("run", BigInteger, primary_key=True),
    Column("name", PlainText, primary_key=True),
)

# ``text`` is what store.words.searchable gives; the database's own index follows it.
words = Table(
    "words",
    metadata,
    Column("run", BigInteger, primary_key=True),
    Column("text", PlainText, nullable=False),
)

# Processes that work on runs, and when each said so last: ``beaten`` is in seconds since 1970, by the
# database's clock. See ``store.workers``.
workers = Table(
    "workers",
    metadata,
    Column("id", PlainText, primary_key=True),
    Column("place", PlainText, nullable=False),
    Column("pid", BigInteger, nullable=False),
    Column("born", PlainText, nullable=False),
    Column("store", PlainText, nullable=False),
    Column("beat", BigInteger, nullable=False),
    Column("beaten", Float, nullable=False),
)

# What the mirror has to forget yet: its own ids of runs that were purged here.
purged_mirrors = Table("purged_mirrors", metadata, Column("mirror_id", Text, primary_key=True))

presets = Table(
    "presets",
    metadata,
    Column("name", PlainText, primary_key=True),
    Column("content", PlainText, nullable=False),
    Column("created", UtcTime, nullable=False),
    Column("changed", UtcTime, nullable=False),
)
