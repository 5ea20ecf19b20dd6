"""A run as MLflow is to show it: plain values, with nothing of MLflow in them."""

import json
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.records import Role, Run, RunStatus, flat_fields

RUN_TAG = "studio.run"
"""The tag that holds our run's id; by it a run is found again whose MLflow id was never written down."""

FILES_TAG = "studio.files"
"""The tag that says which files were uploaded: the composite's sha256, or ``request`` without one."""

_MAX_TAG = 8_000
_MAX_PARAM = 6_000
"""Characters; what is longer MLflow cuts silently, so it is cut here, where it can be read."""

# What an ended run is in MLflow's words; others are not mirrored.
_STATUSES: Mapping[RunStatus, str] = {
    RunStatus.FINISHED: "FINISHED",
    RunStatus.FAILED: "FAILED",
    RunStatus.CANCELLED: "KILLED",
    RunStatus.INTERRUPTED: "KILLED",
}

# Tags that come and go; one that the run no longer has is taken away from MLflow as well.
_PASSING_TAGS = frozenset({"parent", "mlflow.parentRunId", "rating", "tags", "note", "error", "comparison"})

_SUFFIXES = {"image/png": ".png", "image/webp": ".webp", "image/jpeg": ".jpg"}
_GRID_TYPES = ("image/png", "image/webp")


@dataclass(frozen=True, kw_only=True)
class Projection:
    """An ended run as MLflow shows it. ``start`` and ``end`` are the run's own, in milliseconds since
    1970; ``status`` is ``FINISHED``, ``FAILED`` or ``KILLED``."""

    name: str
    status: str
    start: int
    end: int
    params: Mapping[str, str]
    metrics: Mapping[str, float]
    tags: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What to write, and which tags to take away, so that MLflow's run says what the projection says."""

    params: Mapping[str, str]
    metrics: Mapping[str, float]
    tags: Mapping[str, str]
    untag: tuple[str, ...]

    @property
    def written(self) -> bool:
        """Whether there is anything to write in one batch."""
        return bool(self.params or self.metrics or self.tags)


def project(run: Run, parent: str | None = None) -> Projection:
    """``run`` in MLflow's terms; ``parent`` is the MLflow id of the run it was derived from."""
    return Projection(
        name=f"{textwrap.shorten(run.prompt, 60, placeholder=' …')} · seed {run.seed}",
        status=_STATUSES[run.status],
        start=_milliseconds(run.started or run.created),
        end=_milliseconds(run.ended or run.started or run.created),
        params={name: _text(value)[:_MAX_PARAM] for name, value in flat_fields(run.request).items()},
        metrics=_metrics(run),
        tags={name: value[:_MAX_TAG] for name, value in _tags(run, parent).items()},
    )


def difference(
    projection: Projection, params: Mapping[str, str], metrics: Mapping[str, float], tags: Mapping[str, str]
) -> Difference:
    """What MLflow's run, which has ``params``, ``metrics`` and ``tags``, lacks of ``projection``.

    Params are never written twice: MLflow refuses another value. A metric cannot be taken away, so a
    rating that was withdrawn becomes 0.
    """
    figures = dict(projection.metrics)
    if "rating" in metrics:
        figures.setdefault("rating", 0.0)
    return Difference(
        params={name: value for name, value in projection.params.items() if name not in params},
        metrics={name: value for name, value in figures.items() if metrics.get(name) != value},
        tags={name: value for name, value in projection.tags.items() if tags.get(name) != value},
        untag=tuple(sorted(name for name in _PASSING_TAGS if name in tags and name not in projection.tags)),
    )


def request_json(run: Run) -> bytes:
    """The request as a file to read, UTF-8."""
    return (json.dumps(run.request, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def file_names(run: Run) -> dict[str, Role]:
    """Which picture goes to which path among the run's MLflow artifacts.

    The thumbnail goes there twice, as the picture in a cell of MLflow's image grid and as the one it is
    enlarged to, named as ``MlflowClient.log_image`` names them (mlflow 3.17, tracking/client.py). That
    takes 90 ms to encode both from pixels. Our run's id makes the names unique, so that writing them
    again changes nothing.
    """
    names: dict[str, Role] = {}
    composite, thumbnail = run.artifacts.get("composite"), run.artifacts.get("thumbnail")
    if composite is not None:
        names["composite" + _SUFFIXES.get(composite.media_type, "")] = "composite"
    if thumbnail is not None and thumbnail.media_type in _GRID_TYPES:
        suffix = _SUFFIXES[thumbnail.media_type]
        stem = f"images/composite+step+0+timestamp+{_milliseconds(run.ended or run.created)}+{run.id}"
        names |= {f"{stem}{suffix}": "thumbnail", f"{stem}+compressed{suffix}": "thumbnail"}
    return names


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _text(value: Any) -> str:
    """Words as they are, everything else as in JSON: ``true``, ``7.5``, ``null``."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _metrics(run: Run) -> dict[str, float]:
    # MLflow's page puts charts whose names begin alike under one heading, up to the slash.
    figures: dict[str, float] = {}
    if run.outcome is not None:
        figures = {f"seconds/{stage}": float(seconds) for stage, seconds in run.outcome.seconds.items()}
        figures["seconds/total"] = float(run.total_seconds or 0.0)
        figures["matte_coverage"] = float(run.outcome.matte_coverage)
        figures["subject_max_difference"] = float(run.outcome.subject_max_difference)
        figures["width"] = float(run.outcome.width)
        figures["height"] = float(run.outcome.height)
        if run.outcome.comparison is not None and run.outcome.comparison.psnr is not None:
            figures["psnr"] = float(run.outcome.comparison.psnr)
    if run.rating is not None:
        figures["rating"] = float(run.rating)
    return figures


def _tags(run: Run, parent: str | None) -> dict[str, str]:
    comparison = None if run.outcome is None else run.outcome.comparison
    tags = {
        RUN_TAG: run.id,
        "profile": run.profile,
        "group": run.group,
        "group_kind": run.group_kind,
        "star": _text(run.starred),
        "status": run.status.value,
        "digest": run.digest,
        "source": run.source_name,
        "mlflow.source.name": "Backdrop Studio",
        "mlflow.source.type": "LOCAL",
        # The description (mlflow.note.content) would be drawn as Markdown: the user's words are not.
        "note": run.note,
        "tags": ", ".join(run.tags),
        "parent": run.parent or "",
        "mlflow.parentRunId": parent or "",
        "rating": "" if run.rating is None else str(run.rating),
        "error": "" if run.failure is None else run.failure.sentence,
        "comparison": "" if comparison is None else comparison.verdict,
        FILES_TAG: run.artifacts["composite"].sha256 if "composite" in run.artifacts else "request",
        # Tells MLflow's page to look for pictures to put in its image grid.
        "mlflow.loggedImages": "True" if "thumbnail" in run.artifacts else "",
    }
    return {name: value for name, value in tags.items() if value}
