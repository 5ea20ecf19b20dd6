"""What a run says about itself: everything needed to understand a picture and make it again."""

import hashlib
from collections.abc import Collection
from pathlib import PurePath
from typing import Any

from core.errors import InputError
from core.models.matting_models import MATTING_MODELS
from core.models.matting_weights import MATTING_WEIGHTS, digest_of
from core.pipeline.pipeline import Picture
from core.pipeline.stages import STAGE_NAMES, stage_versions
from core.runtime.device import Device
from core.runtime.host import this_host
from core.version import APP_VERSION
from store.records import Outcome, Run


def outcome_of(picture: Picture, device: Device) -> Outcome:
    """What a finished picture adds to its run, before it is compared with any other: seconds per stage,
    sha256 of the composite's RGB bytes (row by row), size, ``matte_coverage`` 0…1, the measured
    ``subject_max_difference`` 0…255, models with revisions and licences, environment."""
    height, width = picture.matte.shape
    return Outcome(
        seconds={stage: round(seconds, 4) for stage, seconds in picture.seconds.items()},
        pixels_sha256=hashlib.sha256(picture.composite.tobytes()).hexdigest(),
        width=width,
        height=height,
        matte_coverage=round(picture.matte_coverage, 6),
        subject_max_difference=picture.subject_max_difference,
        models=tuple(models(picture)),
        environment=environment(device, picture.seconds, low_memory=picture.low_memory)
        | ({"together": picture.together} if picture.together > 1 else {})
        | {"profile": dict(picture.pipeline_options)}
        | ({"scene": dict(picture.scene)} if picture.scene else {}),
    )


def manifest(run: Run) -> dict[str, Any]:
    """A JSON-ready account of a finished run: request and digest, models, environment, seconds per stage,
    size (width, height), sha256 of the composite's pixels, coverage and difference. Raises ``InputError`` for
    a run that made nothing."""
    outcome = run.outcome
    if outcome is None:
        raise InputError(f"The run has no picture: it is {run.status}.")
    return {
        "run": run.id,
        "request": dict(run.request),
        "digest": run.digest,
        "seed": run.seed,
        "profile": run.profile,
        "models": [dict(model) for model in outcome.models],
        "environment": dict(outcome.environment),
        "seconds": dict(outcome.seconds),
        "size": [outcome.width, outcome.height],
        "sha256": outcome.pixels_sha256,
        "matte_coverage": outcome.matte_coverage,
        "subject_max_difference": outcome.subject_max_difference,
    }


def models(picture: Picture) -> list[dict[str, str | None]]:
    """Role, name, revision and licence of each model that took part. A cut-out model's revision is the digest
    of the file that was loaded, whatever its name promises; ``None`` where that cannot be told any more."""
    rows: list[dict[str, str | None]] = []
    if picture.matting_model is not None:
        matting = MATTING_MODELS[picture.matting_model]
        algorithm, loaded = MATTING_WEIGHTS[matting.name].algorithm, picture.matting_weights
        digest = None if loaded is None else digest_of(loaded, algorithm)
        revision = None if digest is None else f"{algorithm}-{digest}"
        rows.append(
            {"role": "matting", "name": matting.name, "revision": revision, "licence": matting.licence}
        )
    for model in picture.models:
        ref = model.ref
        # A folder by its own name: the whole path would be false once the folder of all data is moved.
        own = ref.name if ref.on_hub else PurePath(ref.name).name
        name = f"{own}/{ref.subfolder}" if ref.subfolder else own
        rows.append({"role": ref.role, "name": name, "revision": model.revision, "licence": ref.licence})
    return rows


def environment(
    device: Device, passed: Collection[str] = STAGE_NAMES, *, low_memory: bool = False
) -> dict[str, Any]:
    """Versions of the stages ``passed`` and of libraries, device, dtype, processor, and whether memory was
    little: what may change a pixel when the request is the same. What torch computes with on a CPU is told
    for a CPU only; cutting out and compositing are the processor's work with any device. What a worker
    elsewhere says of its machine counts for that machine."""
    host = device.host or this_host()
    told: dict[str, Any] = {"cpu_capability": device.capability, "threads": device.threads}
    return {
        "studio": APP_VERSION,
        "stages": stage_versions(passed),
        **{name: host[name] for name in ("python", "platform")},
        "device": device.kind,
        "device_name": device.name,
        "dtype": device.dtype,
        **{name: host[name] for name in ("processor", "variables")},
        **{name: value for name, value in told.items() if value is not None},
        "frugal": low_memory,
        "libraries": host["libraries"],
    }
