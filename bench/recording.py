"""``python -m bench.recording``: milliseconds that remembering a picture takes, beside MLflow doing the same.

Ours has 10,000 runs in its store already, and all that it adds to a picture counts: queueing it, marking
it begun, and keeping what was made. It ends with 1 where a picture takes longer than ``LIMIT``.
Ours keeps source, matte, control image, background and composite as PNG, a thumbnail, the request, the
outcome and its place in the search index, all synced to disk before it counts. MLflow's way is what its
documentation shows: a run with params and metrics, each of the five pictures by ``log_image``, SQLite and
a local folder behind it. Both record the very same arrays, in turns.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
from PIL import Image

from bench.fill import fill
from core.engine.jobs import Job
from core.library.library import Library
from core.library.manifest import outcome_of
from core.library.recorder import RunRecorder, new_run
from core.models.profiles import PROFILES
from core.models.resolved import ResolvedProfile
from core.pipeline.pipeline import Picture
from core.request import GenerationRequest
from core.runtime.device import Device
from core.samples import load_sample
from core.settings import Settings, keep_private
from core.stages.compositing import composite
from store.records import PICTURE_ROLES

DEVICE = Device("cpu", "float32", "CPU")
LIMIT, RUNS = 150.0, 10_000
"""Milliseconds that recording may add to a picture, in a store with so many runs."""
OURS, VARIATION, MLFLOW = "studio, first of a photo", "studio, next of the same photo", "MLflow, log_image"


@dataclass(frozen=True)
class Measured:
    """Milliseconds of each way at one size (side in px), a list by rounds."""

    side: int
    milliseconds: dict[str, list[float]]

    def table(self) -> str:
        """A row for each way: median, and how many times as long as ours."""
        ours = self.milliseconds[OURS]
        within = "within" if self.within else "NOT within"
        rows = [f"{self.side}×{self.side} px, {len(ours)} rounds: {within} {LIMIT:.0f} ms"]
        for way, times in self.milliseconds.items():
            ratio = median(theirs / mine for theirs, mine in zip(times, ours, strict=True))
            rows.append(f"  {way:<32}{median(times):8.1f} ms{ratio:8.2f} ×")
        return "\n".join(rows)

    @property
    def within(self) -> bool:
        """Whether our medians keep to ``LIMIT``."""
        return max(median(self.milliseconds[way]) for way in (OURS, VARIATION)) < LIMIT


def picture(side: int, photo: int, seed: int) -> Picture:
    """A picture of real photographs, side × side px; ``photo`` and ``seed`` change every pixel of what they
    decide."""
    coffee, astronaut = (
        np.asarray(load_sample(name).convert("RGB").resize((side, side), Image.Resampling.LANCZOS))
        for name in ("coffee", "astronaut")
    )
    source, background = np.roll(coffee, 7 * photo, axis=1), np.roll(astronaut, 7 * seed + 1, axis=1)
    y, x = np.mgrid[:side, :side]
    edge = side / 3 - np.hypot(y - side / 2, x - side / 2 - photo)
    matte = np.clip(edge * 64 + 128, 0, 255).astype(np.uint8)
    depth = ((y + photo) * 255 // (side + photo)).astype(np.uint8)
    request = GenerationRequest.for_profile(PROFILES["mini"], prompt="on an oak table", seed=seed)
    return Picture(
        request=request,
        layers={
            "source": source,
            "matte": matte,
            "control": np.dstack([depth] * 3),
            "background": background,
            "composite": composite(source, background, matte),
        },
        seconds={"matte": 1.0, "inpaint": 4.0},
        matting_model="u2net",
    )


def studio_way(store: Library) -> Callable[[Picture], float]:
    """Records into ``store``; returns the milliseconds of all that it does for one picture."""
    recording = RunRecorder(store.runs, store.blobs, store.worker.id, lambda _: None)

    def record(made: Picture) -> float:
        began = time.perf_counter()
        new = new_run(made.request, "coffee.png", "bench", None)
        (run,) = store.runs.open(
            [new], b"upload", kind="single", worker=store.worker.id, media_type="image/png"
        )
        profile = ResolvedProfile.of(PROFILES["mini"])
        job = Job(id=run.id, request=made.request, profile=profile, owner="bench")
        recording.started(job)
        recording.finished(job, made, DEVICE)
        return (time.perf_counter() - began) * 1000

    return record


def mlflow_way(folder: Path) -> Callable[[Picture], float]:
    """Records with MLflow's client; returns the milliseconds of all its calls for one picture."""
    from mlflow import MlflowClient
    from mlflow.entities import Metric, Param

    client = MlflowClient(f"sqlite:///{folder}/mlflow.db")
    experiment = client.create_experiment("bench", artifact_location=(folder / "artifacts").as_uri())

    def record(made: Picture) -> float:
        began = time.perf_counter()
        outcome = outcome_of(made, DEVICE)
        run = client.create_run(experiment).info.run_id
        client.log_batch(
            run,
            metrics=[Metric(stage, seconds, 0, 0) for stage, seconds in outcome.seconds.items()],
            params=[Param(name, str(value)) for name, value in made.request.model_dump(mode="json").items()],
        )
        for role in PICTURE_ROLES:
            client.log_image(run, made.layers[role], artifact_file=f"{role}.png")
        client.set_terminated(run)
        return (time.perf_counter() - began) * 1000

    return record


def measure(side: int, rounds: int, folder: Path, runs: int = RUNS) -> Measured:
    """All ways in turns, after one round that is thrown away, with so many ``runs`` in the studio's store."""
    settings = Settings(data_dir=folder / "data")
    store = Library.open(settings, busy_seconds=10)
    fill(store.database, store.blobs, runs, thumbnails=8)
    ours, theirs = studio_way(store), mlflow_way(folder)
    milliseconds: dict[str, list[float]] = {OURS: [], VARIATION: [], MLFLOW: []}
    try:
        for turn in range(rounds + 1):
            first, next_one = picture(side, turn, 2 * turn), picture(side, turn, 2 * turn + 1)
            times = (ours(first), ours(next_one), theirs(first))
            if turn:
                for way, taken in zip(milliseconds, times, strict=True):
                    milliseconds[way].append(taken)
    finally:
        store.close()
    return Measured(side, milliseconds)


def main(arguments: list[str] | None = None) -> int:
    """Print a table for each size; 1 where one is beyond the limit."""
    parser = argparse.ArgumentParser(prog="python -m bench.recording", description=__doc__)
    parser.add_argument("--sides", type=int, nargs="+", default=[512, 1024], metavar="PX")
    parser.add_argument("--rounds", type=int, default=15, metavar="N")
    parser.add_argument(
        "--runs", type=int, default=RUNS, metavar="N", help="in the store (default: %(default)s)"
    )
    parsed = parser.parse_args(arguments)
    keep_private()
    within = True
    for side in parsed.sides:
        with tempfile.TemporaryDirectory() as folder:
            measured = measure(side, parsed.rounds, Path(folder), parsed.runs)
        print(measured.table(), flush=True)
        within &= measured.within
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
