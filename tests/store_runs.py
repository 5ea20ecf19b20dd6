"""Runs, pictures and whole stores for tests, in a line each."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from bench.fill import fill
from core.models.profiles import PROFILES
from core.request import GenerationRequest
from store.blobs import Blobs
from store.database import Database
from store.presets import Presets
from store.records import Comparison, NewRun, Outcome, Role, Run
from store.runs import Picture, Runs

__all__ = [
    "UPLOAD",
    "Store",
    "blob_file",
    "compared",
    "fill",
    "finished",
    "new_run",
    "open_store",
    "outcome",
    "pictures",
    "png",
    "queued",
]

UPLOAD = b"the photo as it was given"


@dataclass(frozen=True)
class Store:
    """Everything that is opened together."""

    database: Database
    blobs: Blobs
    runs: Runs
    presets: Presets

    def close(self) -> None:
        self.database.close()


def open_store(folder: Path, url: str | None = None, *, busy_seconds: float = 10) -> Store:
    """A store in ``folder``, blank or as it was left there."""
    database, blobs = Database(url, folder, busy_seconds=busy_seconds), Blobs(folder / "blobs")
    return Store(database, blobs, Runs(database, blobs), Presets(database))


def blob_file(blobs: Blobs, sha256: str) -> Path:
    """The file of a blob, for tests that damage or remove it: only the store itself knows where it is."""
    return blobs._path(sha256)


def new_run(
    prompt: str = "on an oak table", seed: int = 7, *, profile: str = "mini", **changes: Any
) -> NewRun:
    """A valid request's run; ``changes`` are fields of ``NewRun`` or else of the request."""
    run = {"source_name": "mug.jpg", "owner": "a session", "parent": None}
    own = {name: changes.pop(name, default) for name, default in run.items()}
    request = GenerationRequest.for_profile(PROFILES[profile], prompt=prompt, seed=seed, **changes)
    return NewRun(request=request.canonical_json(), digest=request.digest(), **own)


def outcome(**changes: Any) -> Outcome:
    """A plausible outcome, 4.5 s in all."""
    values: dict[str, Any] = {
        "seconds": {"matte": 0.5, "inpaint": 4.0},
        "pixels_sha256": "ab" * 32,
        "width": 64,
        "height": 48,
        "matte_coverage": 0.25,
        "subject_max_difference": 0,
        "models": ({"role": "base", "name": "models/mini", "revision": None},),
        "environment": {"device": "cpu", "libraries": {"torch": "2.13.0"}},
        "comparison": None,
    }
    return Outcome(**{**values, **changes})


def compared(**changes: Any) -> Outcome:
    """An outcome of a re-run."""
    verdict = Comparison(verdict="near", psnr=52.5, changes=("torch is 2.13.0, it was 2.12.0.",))
    return outcome(**{"comparison": verdict, **changes})


def png(colour: str = "teal", size: tuple[int, int] = (64, 48), form: str = "PNG") -> bytes:
    """A picture's bytes in one colour."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, form)
    return file.getvalue()


def pictures(colour: str = "teal") -> Mapping[Role, Picture]:
    """What a finished run brings: all roles but the upload."""
    roles: tuple[Role, ...] = ("source", "matte", "control", "background", "composite")
    large: dict[Role, Picture] = {role: (png(colour), "image/png", 64, 48) for role in roles}
    return {**large, "thumbnail": (png(colour, form="WEBP"), "image/webp", 64, 48)}


def queued(runs: Runs, *new: NewRun, upload: bytes = UPLOAD) -> list[Run]:
    """A group of queued runs, one unless more are given."""
    asked = new or (new_run(),)
    kind = "single" if len(asked) == 1 else "variations"
    return runs.open(asked, upload, kind=kind, worker="a worker", media_type="image/jpeg")


def finished(
    runs: Runs, new: NewRun | None = None, *, colour: str = "teal", upload: bytes = UPLOAD, **changes: Any
) -> Run:
    """One run that went well; ``changes`` are of its outcome."""
    (run,) = queued(runs, new or new_run(), upload=upload)
    runs.start(run.id, "a worker")
    runs.finish(run.id, outcome(**changes), pictures(colour))
    return runs.get(run.id)
