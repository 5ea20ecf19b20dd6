"""What differs between runs: rows with one value for each of them, and the measured figures."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.request import GenerationRequest
from pages.ui.runs.describe import (
    NOTHING,
    environment,
    models,
    seconds_text,
    size_text,
    value_text,
    whole_request,
)
from pages.ui.runs.names import field_title, stage_title
from store.records import Run, flat_fields

MIN_TOLD = 0.1
"""Seconds that a stage must have taken in one of the runs to have a line."""


class Row(NamedTuple):
    """One line of a comparison: what it is about, and its value in each run."""

    name: str
    values: tuple[str, ...]


def differences(runs: Sequence[Run]) -> list[Row]:
    """Only what is not the same in all ``runs`` of what was asked for: the request and the photo."""
    return [row for row in _rows_of([_request_values(run, runs) for run in runs]) if len(set(row.values)) > 1]


def environments(runs: Sequence[Run]) -> tuple[list[Row], list[Row]]:
    """Models, machine, processor, stages' and libraries' versions: what differs between the runs, and what is
    the same. Known of finished runs only, and compared among those."""
    known: list[Mapping[str, str]] = []
    for run in runs:
        part = {f"Model: {role}": f"{name}, revision {revision}" for role, name, revision, _ in models(run)}
        known.append({**part, **dict(environment(run))})
    finished = [place for place, run in enumerate(runs) if run.outcome is not None]
    rows = _rows_of(known)
    apart = [row for row in rows if len({row.values[place] for place in finished}) > 1]
    return apart, [row for row in rows if row not in apart]


def _request_values(run: Run, runs: Sequence[Run]) -> dict[str, str]:
    """The request's fields and the photo in words, by name, as one of ``runs``."""
    request = flat_fields(whole_request(run))
    known = [name for name in GenerationRequest.model_fields if name in request]
    names = dict.fromkeys(["prompt", "negative_prompt", "seed", "profile", *known, *request])
    values = {field_title(name): value_text(request[name], name) for name in names if name in request}
    alike = {_content(one) for one in runs if one.source_name == run.source_name}
    photo = run.source_name if len(alike) == 1 else f"{run.source_name} ({_content(run)})"
    return {**values, field_title("photo"): photo}


def _content(run: Run) -> str:
    """What tells two photos of one name apart: how their digests begin."""
    upload = run.artifacts.get("upload")
    return NOTHING if upload is None else upload.sha256[:8]


def figures(runs: Sequence[Run]) -> list[Row]:
    """Size, the subject's share and file size, then the seconds of each stage: what differs of them, but for
    what took no time that is worth a line; and the seconds all together, where those differ."""
    spent_by = [{} if run.outcome is None else run.outcome.seconds for run in runs]
    telling = {stage for seconds in spent_by for stage, spent in seconds.items() if spent >= MIN_TOLD}
    measured: list[Mapping[str, str]] = []
    stages: list[Mapping[str, str]] = []
    for run in runs:
        composite, outcome = run.artifacts.get("composite"), run.outcome
        coverage = NOTHING if outcome is None else f"{outcome.matte_coverage:.1%}"
        file_size = NOTHING if composite is None else f"{composite.size / 1e6:.2f} MB"
        measured.append(
            {"Picture's size": size_text(run), "Subject's share": coverage, "Picture file": file_size}
        )
        seconds = {} if outcome is None else outcome.seconds
        stages.append(
            {stage_title(stage): seconds_text(spent) for stage, spent in seconds.items() if stage in telling}
        )
    total = Row("All together", tuple(seconds_text(run.total_seconds) for run in runs))
    rows = [*_rows_of(measured), *_rows_of(stages), total]
    return [row for row in rows if len(set(row.values)) > 1]


def _rows_of(columns: Sequence[Mapping[str, str]]) -> list[Row]:
    """Columns of values by name as rows, in the order in which the names come; a dash where a column lacks
    one."""
    names = dict.fromkeys(name for column in columns for name in column)
    return [Row(name, tuple(column.get(name, NOTHING) for column in columns)) for name in names]
