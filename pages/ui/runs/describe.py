"""A run in words and rows: what pages say about it, as plain text without any drawing."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from core.models.profile import ModelProfile
from core.request import GenerationRequest
from pages.ui.shell.text import brief
from store.records import Comparison, Run, RunStatus

NOTHING = "–"
UNTOLD = {"schema_version", "prompt", "profile", "seed"}
"""Fields of a request that have their own place on the page, or mean nothing to a person."""

STATUS_WORDS: Mapping[RunStatus, str] = {
    RunStatus.QUEUED: "Waiting",
    RunStatus.RUNNING: "Being made",
    RunStatus.FINISHED: "Finished",
    RunStatus.FAILED: "Failed",
    RunStatus.CANCELLED: "Cancelled",
    RunStatus.INTERRUPTED: "Interrupted",
}


class Setting(NamedTuple):
    """One row of a settings table; ``default`` is the profile's own value where it differs, else ``None``."""

    name: str
    value: str
    default: str | None = None


def value_text(value: Any) -> str:
    """A field's value as a person reads it."""
    if value is None or value in ("", {}):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def settings(run: Run, profile: ModelProfile | None) -> list[Setting]:
    """Every field of the request in the request's own order, with what the profile has in its place."""
    defaults = {} if profile is None else _defaults(profile)
    rows = [Setting("profile", run.profile), Setting("seed", str(run.seed))]
    for name in GenerationRequest.model_fields:
        if name in UNTOLD or name not in run.request:
            continue
        value = run.request[name]
        changed = name in defaults and defaults[name] != value
        rows.append(Setting(name, value_text(value), value_text(defaults[name]) if changed else None))
    known = GenerationRequest.model_fields
    rows += [Setting(name, value_text(run.request[name])) for name in run.request if name not in known]
    return rows


def _defaults(profile: ModelProfile) -> dict[str, Any]:
    own = {
        name: field.default
        for name, field in GenerationRequest.model_fields.items()
        if not field.is_required()
    }
    return {**own, **profile.defaults.model_dump(mode="json")}


def environment(run: Run) -> list[tuple[str, str]]:
    """Device, dtype, system and library versions, one row each; nothing before a run is finished."""
    if run.outcome is None:
        return []
    rows: list[tuple[str, str]] = []
    for name, value in run.outcome.environment.items():
        if isinstance(value, Mapping):
            rows += [(str(key).replace("_", " "), value_text(item)) for key, item in value.items()]
        else:
            rows.append((name.replace("_", " "), value_text(value)))
    return rows


def models(run: Run) -> list[tuple[str, str, str, str]]:
    """Role, name, revision and licence of each model that took part."""
    rows = () if run.outcome is None else run.outcome.models
    role, name, revision, licence = "role", "name", "revision", "licence"
    return [
        (
            value_text(m.get(role)),
            value_text(m.get(name)),
            value_text(m.get(revision)),
            value_text(m.get(licence)),
        )
        for m in rows
    ]


def seconds_text(seconds: float | None) -> str:
    """Seconds to a tenth, minutes where there are many; a dash where there are none."""
    if seconds is None:
        return NOTHING
    if seconds < 100:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s"


def timings(run: Run) -> list[tuple[str, str]]:
    """Each stage's seconds in the order they were spent, then all together."""
    if run.outcome is None:
        return []
    rows = [(stage, seconds_text(seconds)) for stage, seconds in run.outcome.seconds.items()]
    return [*rows, ("all together", seconds_text(run.total_seconds))]


def size_text(run: Run) -> str:
    """Width × height of the picture in px."""
    return NOTHING if run.outcome is None else f"{run.outcome.width} × {run.outcome.height} px"


def subject_text(run: Run) -> str:
    """What the subject's pixels differ by from the photo's, in words."""
    if run.outcome is None:
        return NOTHING
    most = run.outcome.subject_max_difference
    return "subject untouched" if most == 0 else f"subject differs by up to {most} of 255"


def time_text(moment: datetime | None, zone: tzinfo) -> str:
    """Day and minute in the reader's own time."""
    return NOTHING if moment is None else moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def picture_name(run: Run) -> str:
    """What a picture is called where it is not seen: its prompt's first words and its seed."""
    return f"{brief(run.prompt)}, seed {run.seed}"


def verdict(comparison: Comparison) -> str:
    """A re-run's comparison with its parent, as a sentence."""
    if comparison.verdict == "identical":
        return "Identical to its parent, pixel by pixel."
    measured = "" if comparison.psnr is None else f" (PSNR {comparison.psnr:.1f} dB)"
    if comparison.verdict == "near":
        return f"Nearly the same as its parent{measured}: no difference that an eye would see."
    return f"Different from its parent{measured}."
