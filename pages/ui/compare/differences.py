"""What differs between runs: rows with one value for each of them, and the measured figures."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import NamedTuple

import numpy as np
from PIL import Image

from core.library import comparison
from core.request import GenerationRequest
from pages.ui.runs.describe import NOTHING, environment, models, seconds_text, size_text, value_text
from store.records import Run


class Row(NamedTuple):
    """One line of a comparison: what it is about, and its value in each run."""

    name: str
    values: tuple[str, ...]


def differences(runs: Sequence[Run]) -> list[Row]:
    """Only what is not the same in all ``runs``: request, photo, models, then device and libraries.

    Models and what follows are known of finished runs only, and compared among those.
    """
    asked = _side_by_side([_asked(run) for run in runs])
    made = _side_by_side([_made(run) for run in runs])
    finished = [place for place, run in enumerate(runs) if run.outcome is not None]
    return [
        *(row for row in asked if len(set(row.values)) > 1),
        *(row for row in made if len({row.values[place] for place in finished}) > 1),
    ]


def figures(runs: Sequence[Run]) -> list[Row]:
    """Size, matte coverage and file size, then the seconds of each stage and all together."""
    measured = [_figures(run) for run in runs]
    stages = _side_by_side([_seconds(run) for run in runs])
    total = Row("seconds, all together", tuple(seconds_text(run.total_seconds) for run in runs))
    return [*_side_by_side(measured), *stages, total]


def psnr(one: bytes, other: bytes) -> float:
    """Peak signal-to-noise ratio of two pictures of one size in dB; infinite where their RGB is equal."""
    first, second = (np.asarray(Image.open(BytesIO(data)).convert("RGB")) for data in (one, other))
    return comparison.psnr(first, second)


def _side_by_side(columns: Sequence[Mapping[str, str]]) -> list[Row]:
    names = _in_order(columns)
    return [Row(name, tuple(column.get(name, NOTHING) for column in columns)) for name in names]


def _in_order(columns: Iterable[Mapping[str, str]]) -> list[str]:
    return list(dict.fromkeys(name for column in columns for name in column))


def _asked(run: Run) -> dict[str, str]:
    known = [name for name in GenerationRequest.model_fields if name in run.request]
    names = dict.fromkeys(["prompt", "negative_prompt", "seed", "profile", *known, *run.request])
    asked = {name: value_text(run.request[name]) for name in names if name in run.request}
    return {**asked, "photo": _photo(run)}


def _made(run: Run) -> dict[str, str]:
    took_part = {f"{role} model": f"{name}, revision {revision}" for role, name, revision, _ in models(run)}
    return {**took_part, **dict(environment(run))}


def _photo(run: Run) -> str:
    """Photos of one name may be two, so that their content is named as well."""
    upload = run.artifacts.get("upload")
    return run.source_name if upload is None else f"{run.source_name} ({upload.sha256[:8]})"


def _figures(run: Run) -> dict[str, str]:
    composite = run.artifacts.get("composite")
    return {
        "size": size_text(run),
        "matte coverage": NOTHING if run.outcome is None else f"{run.outcome.matte_coverage:.1%}",
        "picture file": NOTHING if composite is None else f"{composite.size / 1e6:.2f} MB",
    }


def _seconds(run: Run) -> dict[str, str]:
    stages = {} if run.outcome is None else run.outcome.seconds
    return {f"seconds, {stage}": seconds_text(seconds) for stage, seconds in stages.items()}
