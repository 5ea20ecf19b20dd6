"""``python -m bench.groups``: how soon a picture that is there already is found, and what planning costs.

Fills a store of its own in a temporary folder and asks for pictures by request and photo, one and many at a
time; then plans a large batch.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

from sqlalchemy import func, select

from bench.fill import fill
from bench.store import Reading, measure, table
from core.groups.batch import Item, Wishes, batch
from core.groups.plan import Plan, PlannedPhoto
from core.groups.requests import Requests
from core.models.profiles import PROFILES
from core.settings import keep_private
from store.blobs import Blobs
from store.database import Database
from store.errors import StoreError
from store.groups import Asked, Groups
from store.tables import runs

LIMIT = 0.002
"""Seconds that one look-up may take."""
MANY = 1_000
PLANNED = 10_000


def lookups(database: Database, blobs: Blobs, rounds: int) -> dict[str, Reading]:
    """One picture that is there and one that is not, of those whose photo has most runs, and many at once."""
    groups, rng = Groups(database, blobs), random.Random(0)
    with database.reading() as connection:
        photo, _ = connection.execute(
            select(runs.c.photo, func.count().label("times"))
            .group_by(runs.c.photo)
            .order_by(func.count().desc())
        ).first() or ("", 0)
        pairs: list[Asked] = [
            (row.digest, row.photo)
            for row in connection.execute(select(runs.c.digest, runs.c.photo).where(runs.c.photo == photo))
        ]
    some = rng.sample(pairs, min(MANY, len(pairs)))
    return {
        "one that is there": measure(lambda: groups.known([rng.choice(pairs)]), rounds),
        "one that is not": measure(lambda: groups.known([("request-v1:sha256:none", photo)]), rounds),
        f"{len(some):,} at once": measure(lambda: groups.known(some), max(3, rounds // 10)),
    }


def plan_of(photos: int) -> Plan:
    """A batch of so many photos, each in one scene."""
    items = [
        Item(photo=PlannedPhoto(name=f"{number}.jpg", sha256=f"{number:064x}", width=1600, height=1200))
        for number in range(photos)
    ]
    requests = Requests(lambda name: PROFILES[name], "scene")
    wishes = Wishes(prompts=("on an oak table",))
    return batch(items, wishes, requests, template="{source}-{scene}-{seed}", lists=Path("none"))


def planning(database: Database, blobs: Blobs) -> dict[str, Reading]:
    """A large batch from its photos to its group."""
    groups, plan = Groups(database, blobs), plan_of(PLANNED)
    text = plan.to_json()
    return {
        f"plan {PLANNED:,} pictures": measure(lambda: plan_of(PLANNED), 1),
        "name and keep the plan": measure(lambda: groups.open("batch", plan.to_json(), plan.digest()), 1),
        "read it back": measure(lambda: Plan.from_json(text), 1),
        "which of them are there": measure(lambda: groups.known(plan.keys()), 1),
    }


def main(arguments: list[str] | None = None) -> int:
    """Measure; the exit code is 1 when a look-up took longer than 2 ms."""
    keep_private()
    parser = argparse.ArgumentParser(prog="python -m bench.groups", description="Measure groups.")
    parser.add_argument("--runs", type=int, default=100_000, help="runs in the store (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=200, help="times each picture is asked for")
    parsed = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="bench-groups-") as folder:
            database, blobs = Database(None, Path(folder)), Blobs(Path(folder) / "blobs")
            print(f"… filling the store with {parsed.runs:,} runs", file=sys.stderr, flush=True)
            fill(database, blobs, parsed.runs, thumbnails=8)
            found, planned = lookups(database, blobs, parsed.rounds), planning(database, blobs)
            database.close()
    except StoreError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    print(table({**found, **planned}))
    medians = [found[name].median for name in ("one that is there", "one that is not")]
    print(f"A look-up takes {max(medians) * 1000:.2f} ms; {LIMIT * 1000:g} ms are allowed.")
    return 0 if max(medians) < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
