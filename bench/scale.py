"""``python -m bench.scale``: what a store of a million runs costs, for docs/scaling.md.

Fills a store in a temporary folder with runs of every kind and doubles it, again and again, by the database's
own statements; asks History's questions at each size, as long as there is time. Seconds are the processor's
own, which other programs change little; a thing is asked for several times and the median told.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median
from uuid import uuid4

from bench.fill import fill
from bench.store import questions
from core.settings import keep_private
from store.blobs import Blobs
from store.database import FILE_NAME, Database
from store.groups import Groups
from store.runs import Runs
from store.workers import WorkerRow, Workers

MILLION, FIRST, TOLD = 1_024_000, 2_000, 5
"""Runs in the end and at the beginning, and how many of the dearest questions are told."""
BLOB_BYTES = 125_000
"""A seventh of what a picture of 800 px takes with all that belongs to it."""
OWN = {
    "id": "lower(hex(randomblob(16)))",
    "group_id": "group_id || '+' || :by",
    "digest": "'request-v1:sha256:' || lower(hex(randomblob(32)))",
    "seed": "abs(random()) % 4294967296",
}
"""What a copied run has of its own."""


def doubled(database: Database, count: int) -> float:
    """Copy all ``count`` runs under other names; returns the processor's seconds."""
    began = time.process_time()
    with database.writing() as connection:
        groups = "id || '+' || :by, kind, created, NULL, NULL"
        connection.exec_driver_sql(f"INSERT INTO groups SELECT {groups} FROM groups", {"by": count})
        for table, key in (("runs", "number"), ("details", "run"), ("artifacts", "run"), ("tags", "run"),
                           ("words", "run")):  # fmt: skip
            columns = [str(row[1]) for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
            own: dict[str, str] = {key: f"{key} + :by", **(OWN if table == "runs" else {})}
            chosen = ", ".join(own.get(name, name) for name in columns)
            into = f"INSERT INTO {table} ({', '.join(columns)})"
            connection.exec_driver_sql(
                f"{into} SELECT {chosen} FROM {table} WHERE {key} <= :by", {"by": count}
            )
    return time.process_time() - began


def cost(work: Callable[[], object], times: int = 3) -> float:
    """The processor's milliseconds of ``work``, the median of so many ``times`` after a first one."""
    work()
    taken: list[float] = []
    for _ in range(times):
        began = time.process_time()
        work()
        taken.append((time.process_time() - began) * 1000)
    return median(taken)


def asked(database: Database, blobs: Blobs) -> dict[str, float]:
    """Milliseconds of each of History's questions, and of a look-up by digest."""
    runs, groups = Runs(database, blobs), Groups(database, blobs)
    costs = {name: cost(lambda query=query: runs.search(query)) for name, query in questions(runs).items()}
    pair = ("request-v1:sha256:none", "0" * 64)
    return {**costs, "look-up by digest": cost(lambda: groups.known([pair]))}


def units(database: Database, blobs: Blobs) -> dict[str, float]:
    """Milliseconds of a heartbeat and of a file that is written."""
    row = WorkerRow(id=uuid4().hex, place="here", pid=1, born="", store=str(database.file))
    workers = Workers(database)
    content = [uuid4().bytes * (BLOB_BYTES // 16) for _ in range(41)]
    return {
        "a heartbeat": cost(lambda: workers.beat(row), 40),
        f"a file of {BLOB_BYTES // 1000} kB": cost(lambda: blobs.put(content.pop()), 40),
    }


def report(folder: Path, most: int, seconds: float) -> None:
    """Fill, double and ask, and print each size's figures as soon as they stand."""
    ends, blobs = time.monotonic() + seconds, Blobs(folder / "blobs")
    with closing(Database(None, folder)) as database:
        count = min(FIRST, most)
        fill(database, blobs, count, thumbnails=8)
        for name, taken in units(database, blobs).items():
            print(f"{name}: {taken:.2f} ms", flush=True)
        while True:
            costs = asked(database, blobs)
            size = (folder / FILE_NAME).stat().st_size
            dearest = sorted(costs, key=lambda name: costs[name], reverse=True)[:TOLD]
            told = "; ".join(
                f"{name} {costs[name]:.1f}" for name in ("look-up by digest", "newest", *dearest)
            )
            print(f"{count:,} runs, {size / count / 1000:.1f} kB each; ms: {told}", flush=True)
            if 2 * count > most or time.monotonic() > ends:
                return
            taken = doubled(database, count)
            print(f"  {count:,} more: {taken / count * 1e6:.0f} µs each", file=sys.stderr, flush=True)
            count *= 2


def main(arguments: list[str] | None = None) -> int:
    """Measure."""
    keep_private()
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description="Measure a very large store.")
    parser.add_argument("--runs", type=int, default=MILLION, help="at most (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=600, help="after which it grows no more")
    parsed = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-scale-") as folder:
        report(Path(folder), parsed.runs, parsed.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
