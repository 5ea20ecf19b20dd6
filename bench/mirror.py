"""What mirroring one run to MLflow costs, with and without its picture in MLflow's image grid:
`python -m bench.mirror [runs]`.

The grid's files are written by us under the names that MLflow looks for; beside it stands what MLflow's own
``log_image`` takes for the same picture. Nobody waits for any of this: the mirror's thread does it.
"""

import io
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PIL import Image

from core.models.profiles import PROFILES
from core.request import GenerationRequest
from core.settings import keep_private
from store.blobs import Blobs
from store.database import Database
from store.mlflow.client import Tracking
from store.mlflow.local import artifact_root
from store.records import NewRun, Outcome, Role, Run
from store.runs import Picture, Runs

RUNS = 30


def main(count: int) -> None:
    """Print the medians in milliseconds over ``count`` runs of 768 × 512 px each."""
    keep_private()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = Database(None, folder)
        runs = Runs(database, Blobs(folder / "blobs"))
        made = [_finished(runs, seed) for seed in range(2 * count)]
        made[1::2] = [_without_thumbnail(run) for run in made[1::2]]
        begun = time.perf_counter()
        server = Tracking(None, folder, "bench")
        print(f"{'import MLflow and make its database':45}{(time.perf_counter() - begun) * 1000:9.0f} ms")
        # In turns, so that a busy moment of the machine strikes both alike.
        told = [_timed(lambda r=run: _put(server, runs, r)) for run in made]
        _say("one run with its picture in the grid", told[::2])
        _say("one run without", told[1::2])
        _say(
            "the same run again, nothing changed",
            [_timed(lambda r=run: _put(server, runs, r)) for run in made],
        )
        _say("MLflow's own log_image", _log_image(folder, count))
        database.close()


def _put(server: Tracking, runs: Runs, run: Run) -> None:
    known = runs.mirror_id(run.id)
    told = server.put(run, known=known, parent=None, read=lambda role: runs.artifact(run.id, role))
    runs.mark_mirrored(run.id, told, revision=run.revision)


def _timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _say(what: str, took: list[float]) -> None:
    print(f"{what:45}{statistics.median(took):9.1f} ms, slowest {max(took):.1f}")


def _log_image(folder: Path, count: int) -> list[float]:
    from mlflow import MlflowClient

    client = MlflowClient(tracking_uri=f"sqlite:///{folder / 'mlflow.db'}")
    run = client.create_run(
        client.create_experiment("log_image", artifact_location=artifact_root(folder))
    ).info.run_id
    picture = _picture(0, (768, 512))
    return [
        _timed(lambda step=step: client.log_image(run, picture, key="composite", step=step))
        for step in range(min(count, 10))
    ]


def _without_thumbnail(run: Run) -> Run:
    return replace(run, artifacts={role: one for role, one in run.artifacts.items() if role != "thumbnail"})


def _finished(runs: Runs, seed: int) -> Run:
    request = GenerationRequest.for_profile(PROFILES["mini"], prompt="on an oak table", seed=seed)
    new = NewRun(
        request=request.canonical_json(), digest=request.digest(), source_name="mug.jpg", owner="bench"
    )
    (run,) = runs.open([new], b"photo", kind="single", worker="bench", media_type="image/jpeg")
    runs.start(run.id, "bench")
    runs.finish(run.id, _outcome(), _pictures(seed))
    return runs.get(run.id)


def _outcome() -> Outcome:
    return Outcome(
        seconds=dict.fromkeys(("fit", "matte", "depth", "inpaint", "composite"), 1.0),
        pixels_sha256="ab" * 32,
        width=768,
        height=512,
        matte_coverage=0.3,
        subject_max_difference=0,
        models=(),
        environment={},
    )


def _pictures(seed: int) -> Mapping[Role, Picture]:
    full, small = _picture(seed, (768, 512)), _picture(seed, (320, 213))
    return {
        "composite": (_encoded(full, "PNG"), "image/png", 768, 512),
        "thumbnail": (_encoded(small, "WEBP"), "image/webp", 320, 213),
    }


def _picture(seed: int, size: tuple[int, int]) -> Image.Image:
    noise = Image.frombytes("RGB", (96, 64), random.Random(seed).randbytes(96 * 64 * 3))
    return noise.resize(size, Image.Resampling.BICUBIC)


def _encoded(image: Image.Image, form: str) -> bytes:
    file = io.BytesIO()
    image.save(file, form)
    return file.getvalue()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
