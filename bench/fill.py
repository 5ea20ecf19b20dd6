"""A store as it may look after a year: thousands of runs of every kind, in seconds.

It takes a short way: all rows in one transaction, by the store's own statements where there are any,
and a few blobs shared by many runs. What is searched, sorted and drawn is as it would be otherwise.
"""

import io
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image, ImageFilter
from sqlalchemy import bindparam, insert, select, update

from core.models.profiles import PROFILES
from core.pipeline.stages import STAGE_NAMES
from core.request import GenerationRequest
from store.blobs import Blobs
from store.database import Database
from store.lifecycle import Opening, artifact_of, insert_group
from store.records import ROLES, Artifact, Failure, GroupKind, NewRun, Outcome, Role, RunStatus
from store.rows import failure_text, outcome_values
from store.tables import artifacts, details, runs, tags, words
from store.words import searchable

SCENES = (
    "an oak table", "a marble counter", "a forest clearing", "a beach at low tide", "a snowy ridge",
    "a city roof", "a white studio", "a desert road", "a bamboo mat", "a café terrace", "a stone bridge",
    "a meadow of poppies",
)  # fmt: skip
LIGHTS = (
    "morning light",
    "golden hour",
    "soft window light",
    "night, neon signs",
    "overcast sky",
    "studio flash",
)
TAGS = (
    "keep",
    "shop",
    "client A",
    "client B",
    "draft",
    "print",
    "spring",
    "winter",
    "hero picture",
    "too dark",
)
NOTES = ("edge of the handle is soft", "send this one", "try again with less depth", "")
MODELS = ("base", "controlnet", "depth")
_STATUSES = (*[RunStatus.FINISHED] * 46, RunStatus.FAILED, RunStatus.CANCELLED, RunStatus.CANCELLED,
             RunStatus.INTERRUPTED)  # fmt: skip


@dataclass(frozen=True)
class _Made:
    """One run that is to be: its row number and everything that happened to it."""

    number: int
    request: GenerationRequest
    created: datetime
    source_name: str
    rng: random.Random


def fill(
    database: Database, blobs: Blobs, count: int, *, seed: int = 0, days: float = 365, thumbnails: int = 128
) -> None:
    """Add ``count`` ended runs, spread over the ``days`` up to now, the same ones for the same ``seed``."""
    rng = random.Random(seed)
    pictures = _pictures(blobs, thumbnails)
    with database.writing() as connection:
        made: list[_Made] = []
        for new, opening in _groups(rng, count, days):
            inserted = insert_group(connection, new, opening)
            made += [
                _Made(
                    number,
                    GenerationRequest.model_validate_json(one.request),
                    opening.created,
                    one.source_name,
                    rng,
                )
                for (number, _), one in zip(inserted, new, strict=True)
            ]
        values_of = [_values(one) for one in made]
        for table, key in ((runs, "number"), (details, "run"), (words, "run")):
            rows = [
                {f"the_{key}": one.number, **row[table.name]}
                for one, row in zip(made, values_of, strict=True)
            ]
            values = {name: bindparam(name) for name in rows[0] if name != f"the_{key}"}
            connection.execute(
                update(table).where(table.c[key] == bindparam(f"the_{key}")).values(values), rows
            )
        connection.execute(
            insert(artifacts),
            [
                {"run": one.number, **asdict(artifact)}
                for one in made
                for artifact in pictures[one.number % len(pictures)].values()
            ],
        )
        upload = select(artifacts.c.sha256).where(artifacts.c.run == runs.c.number)
        photo = upload.where(artifacts.c.role == "upload").scalar_subquery()
        connection.execute(update(runs).values(photo=photo))
        connection.execute(insert(tags), [row for values in values_of for row in values["tags"]])


def _groups(rng: random.Random, count: int, days: float) -> Iterator[tuple[list[NewRun], Opening]]:
    """Groups of one to eight runs, the oldest first, ``count`` runs in all."""
    start, left = datetime.now(UTC) - timedelta(days=days), count
    while left:
        size = min(left, rng.choice((1, 1, 1, 2, 4, 8)))
        kind: GroupKind = "single" if size == 1 else "variations"
        created = start + timedelta(days=days * (count - left) / count)
        yield [_new(rng) for _ in range(size)], Opening(kind=kind, worker="filled", created=created)
        left -= size


def _new(rng: random.Random) -> NewRun:
    profile = PROFILES[rng.choices(list(PROFILES), weights=range(len(PROFILES), 0, -1))[0]]
    prompt = f"placed on {rng.choice(SCENES)}, {rng.choice(LIGHTS)}, number {rng.randrange(10_000)}"
    request = GenerationRequest.for_profile(profile, prompt=prompt, seed=rng.randrange(2**32))
    return NewRun(
        request=request.canonical_json(),
        digest=request.digest(),
        source_name=f"photo {rng.randrange(200)}.jpg",
        owner=f"session {rng.randrange(5)}",
    )


def _values(made: _Made) -> dict[str, Any]:
    """How a run ended and what its user noted of it: columns' values for each table."""
    rng, status = made.rng, made.rng.choice(_STATUSES)
    outcome = _outcome(made) if status is RunStatus.FINISHED else None
    failure = Failure(kind="DeviceError", sentence="There was not enough memory.", traceback="line\n" * 40)
    names = rng.sample(TAGS, rng.choice((0, 0, 0, 1, 2)))
    note = rng.choice(NOTES) if rng.random() < 0.2 else ""
    return {
        "runs": {
            "status": status.value,
            "started": made.created + timedelta(seconds=1),
            "ended": made.created + timedelta(seconds=12),
            "total_seconds": None if outcome is None else sum(outcome.seconds.values()),
            "rating": rng.randint(1, 5) if rng.random() < 0.2 else None,
            "starred": rng.random() < 0.05,
            "deleted": made.created + timedelta(days=1) if rng.random() < 0.02 else None,
        },
        "details": {
            **outcome_values(outcome),
            "failure": failure_text(failure, Path("data")) if status is RunStatus.FAILED else None,
            "note": note,
        },
        "words": {"text": searchable(made.request.prompt, note, names, made.source_name, made.request.seed)},
        "tags": [{"run": made.number, "name": name} for name in names],
    }


def _outcome(made: _Made) -> Outcome:
    return Outcome(
        seconds={stage: made.rng.uniform(0.01, 3.0) for stage in STAGE_NAMES},
        pixels_sha256=f"{made.rng.getrandbits(256):064x}",
        width=800,
        height=600,
        matte_coverage=made.rng.random(),
        subject_max_difference=0,
        models=tuple({"role": role, "name": f"models/{role}", "revision": "0" * 40} for role in MODELS),
        environment={
            "torch": "2.13.0",
            "device": "cpu",
            "dtype": "float32",
            "libraries": dict.fromkeys("abcdefgh", "1.2.3"),
        },
    )


def _pictures(blobs: Blobs, thumbnails: int) -> list[dict[Role, Artifact]]:
    """So many thumbnails of 320 × 240 px, each its own; the other roles share eight pictures."""
    large: list[dict[Role, Artifact]] = [
        {role: _kept(blobs, role, picture(seed, (400, 300)), "PNG") for role in ROLES if role != "thumbnail"}
        for seed in range(min(8, thumbnails))
    ]
    return [
        {
            **large[seed % len(large)],
            "thumbnail": _kept(blobs, "thumbnail", picture(seed, (320, 240)), "WEBP"),
        }
        for seed in range(thumbnails)
    ]


def picture(seed: int, size: tuple[int, int]) -> Image.Image:
    """Blurred patches of colour, which weigh about what a photograph of that size does."""
    noise = Image.frombytes("RGB", (16, 12), random.Random(seed).randbytes(16 * 12 * 3))
    return noise.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(1))


def _kept(blobs: Blobs, role: Role, image: Image.Image, form: str) -> Artifact:
    file = io.BytesIO()
    image.save(file, form)
    content = file.getvalue()
    blobs.put(content)
    return artifact_of(role, content, f"image/{form.lower()}", image.width, image.height)
