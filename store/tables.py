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
        """Into UTC; a naive time, whose zone nobody knows, is refused by ``ValueError``."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone cannot be stored.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Out as an aware UTC time."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()

groups = Table(
    "groups",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("created", UtcTime, nullable=False),
)

# Narrow on purpose: what a query has to walk over fits in a few megabytes at 10,000 runs.
# ``parent`` is no foreign key: a run keeps saying what it came from after that one is purged.
runs = Table(
    "runs",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("group_id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("created", UtcTime, nullable=False),
    Column("started", UtcTime),
    Column("ended", UtcTime),
    Column("profile", Text, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("scheduler", Text, nullable=False),
    Column("steps", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("source_name", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("parent", Text),
    Column("worker", Text, nullable=False),
    Column("total_seconds", Float),
    Column("rating", Integer),
    Column("starred", Boolean, nullable=False),
    Column("deleted", UtcTime),
    Column("mirrored", Boolean, nullable=False),
    Column("mirror_id", Text),
    Column("revision", Integer, nullable=False),
)

# The wide part of a run. ``request`` is the canonical JSON, byte for byte; the others are JSON of the
# records of the same name.
details = Table(
    "details",
    metadata,
    Column("run", BigInteger, primary_key=True),
    Column("request", Text, nullable=False),
    Column("outcome", Text),
    Column("failure", Text),
    Column("note", Text, nullable=False),
)

artifacts = Table(
    "artifacts",
    metadata,
    Column("run", BigInteger, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("width", Integer),
    Column("height", Integer),
)

tags = Table(
    "tags",
    metadata,
    Column("run", BigInteger, primary_key=True),
    Column("name", Text, primary_key=True),
)

# ``text`` is what store.words.searchable gives; the database's own index follows it.
words = Table(
    "words",
    metadata,
    Column("run", BigInteger, primary_key=True),
    Column("text", Text, nullable=False),
)

presets = Table(
    "presets",
    metadata,
    Column("name", Text, primary_key=True),
    Column("content", Text, nullable=False),
    Column("created", UtcTime, nullable=False),
    Column("changed", UtcTime, nullable=False),
)
