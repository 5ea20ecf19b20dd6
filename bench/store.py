"""``python -m bench.store``: how long History's questions take the store.

Fills a store of its own in a temporary folder, asks every kind of question several times, and shows the
median and the worst.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.fill import fill
from bench.metering import seconds_of
from core.settings import keep_private
from store.blobs import Blobs
from store.database import Database
from store.errors import StoreError
from store.records import RunQuery, RunStatus
from store.runs import Runs

WIDTH = 34
LIMIT = 0.05
"""Seconds that no question of History may take."""


@dataclass(frozen=True)
class Reading:
    """Seconds of one question, over all rounds; ``total`` is how many runs answer it, where it is counted."""

    seconds: tuple[float, ...]
    total: int | None

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.seconds)

    @property
    def worst(self) -> float:
        """The longest."""
        return max(self.seconds)


def questions(runs: Runs) -> dict[str, RunQuery]:
    """Every sort and filter of History, and the dear ones together, about runs that are there."""
    now = datetime.now(UTC)
    middle = runs.search(RunQuery(page_size=1, page=runs.facets().total // 2)).runs[0]
    finished = (RunStatus.FINISHED,)
    return {
        "newest": RunQuery(),
        "oldest": RunQuery(sort="oldest"),
        "fastest": RunQuery(sort="fastest"),
        "slowest": RunQuery(sort="slowest"),
        "best rated": RunQuery(sort="rating"),
        "newest, last page": RunQuery(page=1_000_000),
        "slowest, last page": RunQuery(sort="slowest", page=1_000_000),
        "one profile": RunQuery(profile=middle.profile),
        "one profile, slowest": RunQuery(profile=middle.profile, sort="slowest"),
        "finished": RunQuery(statuses=finished),
        "finished or failed, best rated": RunQuery(statuses=(*finished, RunStatus.FAILED), sort="rating"),
        "starred": RunQuery(starred=True),
        "one tag": RunQuery(tag="keep"),
        "one tag, slowest": RunQuery(tag="keep", sort="slowest"),
        "one seed": RunQuery(seed=middle.seed),
        "one group": RunQuery(group=middle.group),
        "one owner": RunQuery(owner=middle.owner),
        "three months": RunQuery(since=now - timedelta(days=120), until=now - timedelta(days=30)),
        "the bin": RunQuery(bin=True),
        "a word that all have": RunQuery(words="placed"),
        "its beginning, slowest": RunQuery(words="p", sort="slowest"),
        "two words": RunQuery(words="cafe golden"),
        "a word that few have": RunQuery(words="number 77"),
        "words and filters, best rated": RunQuery(
            words="table", profile=middle.profile, statuses=finished, starred=False, sort="rating"
        ),
        "a word that none has": RunQuery(words="zzz"),
    }


def measure(ask: Callable[[], Any], rounds: int) -> Reading:
    """Ask so many times, and once before, when the files come from the disk."""
    answer = ask()
    return Reading(tuple(seconds_of(ask) for _ in range(rounds)), getattr(answer, "total", None))


def ask_all(runs: Runs, rounds: int) -> dict[str, Reading]:
    """All questions, each with its 48 runs, their pictures and tags; and what there is to filter by."""
    readings = {
        name: measure(lambda query=query: runs.search(query), rounds)
        for name, query in questions(runs).items()
    }
    return {**readings, "what there is to filter by": measure(runs.facets, rounds)}


def table(readings: dict[str, Reading]) -> str:
    """A row for each question: how many runs answer it, and its median and longest milliseconds."""
    rows = [("", "found", "median", "worst")]
    for name, reading in readings.items():
        found = "" if reading.total is None else f"{reading.total:,}"
        rows.append((name, found, _ms(reading.median), _ms(reading.worst)))
    return "\n".join(f"{name:<{WIDTH}}" + "".join(f"{cell:>12}" for cell in cells) for name, *cells in rows)


def verdict(readings: dict[str, Reading]) -> str:
    """One sentence: the dearest question, and whether all are within the limit."""
    name = max(readings, key=lambda name: readings[name].worst)
    worst = readings[name].worst
    within = "All are within" if worst < LIMIT else "Not all are within"
    return f"{within} {_ms(LIMIT)}; the dearest is “{name}” with {_ms(worst)}."


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms"


def report(folder: Path, count: int, rounds: int) -> tuple[str, bool]:
    """Fill a store in ``folder`` with ``count`` runs and ask everything ``rounds`` times; the text to show,
    and whether every question stayed within the limit."""
    database, blobs = Database(None, folder), Blobs(folder / "blobs")
    try:
        print(f"… filling the store with {count:,} runs", file=sys.stderr, flush=True)
        fill(database, blobs, count, thumbnails=8)
        readings = ask_all(Runs(database, blobs), rounds)
    finally:
        database.close()
    title = f"{count:,} runs in the store; pages of 48, {rounds} rounds"
    text = "\n".join([title, table(readings), verdict(readings)])
    return text, max(reading.worst for reading in readings.values()) < LIMIT


def main(arguments: list[str] | None = None) -> int:
    """Measure; the exit code is 1 when a question took longer than 50 ms."""
    keep_private()
    parser = argparse.ArgumentParser(prog="python -m bench.store", description="Measure the store's search.")
    parser.add_argument("--runs", type=int, default=10_000, help="runs in the store (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=15, help="times each question is asked")
    parsed = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="bench-store-") as folder:
            text, within = report(Path(folder), parsed.runs, parsed.rounds)
    except StoreError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    print(text)
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
