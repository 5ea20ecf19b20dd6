"""What a run says about itself: everything needed to understand a picture and make it again."""

import hashlib
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import Any

from core.models.matting_models import MATTING_MODELS
from core.models.matting_weights import MATTING_WEIGHTS
from core.pipeline.pipeline import Picture
from core.runtime.device import Device
from core.version import APP_VERSION, STAGES_VERSION

LIBRARIES = (
    "torch", "diffusers", "transformers", "accelerate", "peft", "rembg", "onnxruntime", "pymatting", "numba",
    "scipy", "pillow", "numpy",
)  # fmt: skip


def report(picture: Picture, device: Device) -> dict[str, Any]:
    """A JSON-ready account: request and digest, models with revisions and licences, environment,
    seconds per stage, size (width, height), sha256 of the composite's RGB bytes (row by row),
    ``matte_coverage`` 0…1 and the measured ``subject_max_difference`` 0…255."""
    height, width = picture.matte.shape
    return {
        "request": picture.request.model_dump(mode="json"),
        "digest": picture.request.digest(),
        "seed": picture.request.seed,
        "profile": picture.request.profile,
        "models": models(picture),
        "environment": environment(device, low_memory=picture.low_memory)
        | {"profile": dict(picture.pipeline_options)},
        "seconds": {stage: round(seconds, 4) for stage, seconds in picture.seconds.items()},
        "size": [width, height],
        "sha256": hashlib.sha256(picture.composite.tobytes()).hexdigest(),
        "matte_coverage": round(picture.matte_coverage, 6),
        "subject_max_difference": picture.subject_max_difference,
    }


def models(picture: Picture) -> list[dict[str, str | None]]:
    """Role, name, revision and licence of each model that took part."""
    rows: list[dict[str, str | None]] = []
    if picture.matting_model is not None:
        matting = MATTING_MODELS[picture.matting_model]
        weights = MATTING_WEIGHTS[matting.name]
        revision = f"{weights.algorithm}-{weights.digest}"
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


def environment(device: Device, *, low_memory: bool = False) -> dict[str, Any]:
    """Library versions, device, dtype and thrift with memory: what may change a pixel when the request is
    the same."""
    return {
        "studio": APP_VERSION,
        "stages": STAGES_VERSION,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "device": device.kind,
        "device_name": device.name,
        "dtype": device.dtype,
        "frugal": low_memory,
        "libraries": {name: _version(name) for name in LIBRARIES},
    }


@cache
def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
