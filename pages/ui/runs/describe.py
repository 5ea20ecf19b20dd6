"""A run in words and rows, as plain text: nothing here draws."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any, NamedTuple, cast

from core.library.comparison import stages_then
from core.models.profile import ModelProfile
from core.models.profiles import SCENE_PROFILE
from core.request import ADDED, SHADOW, GenerationRequest, usual_values
from core.scenes.kinds import KINDS
from core.scenes.several import also_words
from pages.ui.runs.names import field_title, stage_title, value_words
from pages.ui.shell.text import brief
from pages.ui.shell.words import STATUS_WORDS
from store.records import Comparison, Run, RunStatus, flat_fields

NOTHING = "–"
UNTOUCHED = "subject untouched"
OMITTED = {"schema_version", "scene.spec_version", "prompt", "profile", "seed"}
"""Fields of a request that have their own place on the page, or mean nothing to users."""

UNUSED_BY_SCENES = {
    *("negative_prompt", "num_inference_steps", "guidance_scale", "strength", "eta", "scheduler"),
    *("controlnet_conditioning_scale", "control_guidance_start", "control_guidance_end"),
    *("depth_scope", "depth_model", "margin"),
}
"""Fields that change nothing in a scene."""
ONLY_SCENES = {"pose", "size", "scene_painter", "background", "canvas", "place", "room", "also", *SHADOW}
"""Fields that change nothing without a scene or a background of one's own."""

NOT_TOLD = ("scene", "background", "room", "also")
"""Fields of which nothing is said where they are not there."""

UNFINISHED = frozenset({RunStatus.QUEUED, RunStatus.RUNNING})
"""Runs that wait or are being made."""


class Setting(NamedTuple):
    """One row of a settings table: the field's name in the code and on the page; ``default`` is the profile's
    own value where it differs, else ``None``."""

    field: str
    name: str
    value: str
    default: str | None = None


def whole_request(run: Run) -> dict[str, Any]:
    """The request's fields, also those that were left out because they say what is usual; those that are
    about scenes only where there is one."""
    absent = {name: value for name, value in ADDED.items() if name not in NOT_TOLD}
    if not (run.request.get("scene") or run.request.get("background")):
        absent = {name: value for name, value in absent.items() if name not in ONLY_SCENES}
    return {**absent, **run.request}


def is_scene(run: Run) -> bool:
    """Whether the background is a scene that no model has gone over, or one's own."""
    staged = run.request.get("scene") or run.request.get("background")
    return bool(staged) and run.profile == SCENE_PROFILE


def value_text(value: Any, field: str = "") -> str:
    """A value in words; one of the request's ``field``, named as ``flat_fields`` does, as the form has it."""
    if words := value_words(field, value):
        return words
    if value is None or value in ("", {}, []):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field == "also":
        return also_words(value)
    if isinstance(value, list):
        return ", ".join(str(item) for item in cast(list[Any], value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def settings(run: Run, profile: ModelProfile | None) -> list[Setting]:
    """The request's fields in the request's own order, with what the profile has in their place; of a scene
    those that have a part in it."""
    defaults: dict[str, Any] = {}
    omitted = OMITTED | UNUSED_BY_SCENES if is_scene(run) else OMITTED
    if profile is not None:
        fields = GenerationRequest.model_fields.items()
        own = {name: field.default for name, field in fields if not field.is_required()}
        defaults = {**own, **usual_values(profile)}
    rows = [_setting("profile", value_text(run.profile, "profile")), _setting("seed", str(run.seed))]
    request = whole_request(run)
    for name in GenerationRequest.model_fields:
        if name in omitted or name not in request:
            continue
        value = request[name]
        if isinstance(value, Mapping):
            inner = flat_fields(cast(Mapping[str, Any], value), f"{name}.")
            said = {part: value_text(told, part) for part, told in inner.items() if part not in omitted}
            rows += [_setting(part, told) for part, told in said.items() if told != NOTHING]
            continue
        changed = name in defaults and defaults[name] != value
        default = value_text(defaults[name], name) if changed else None
        rows.append(_setting(name, value_text(value, name), default))
    known = GenerationRequest.model_fields
    rows += [_setting(name, value_text(run.request[name])) for name in run.request if name not in known]
    return rows


def _setting(field: str, value: str, default: str | None = None) -> Setting:
    return Setting(field, field_title(field), value, default)


def environment(run: Run) -> list[tuple[str, str]]:
    """Device, dtype, system, and the versions of stages and libraries, one row each; nothing before a run is
    finished. Runs of one number for all stages have the same rows as those of today."""
    if run.outcome is None:
        return []
    rows: list[tuple[str, str]] = []
    for name, value in run.outcome.environment.items():
        if name == "stages":
            versions = stages_then(value)
            rows += [(f"{stage_title(stage)}, version", str(versions[stage])) for stage in versions]
        elif name == "scene":
            told = {key: item for key, item in value.items() if not isinstance(item, Mapping)}
            rows += [(f"Scene: {str(key).replace('_', ' ')}", value_text(item)) for key, item in told.items()]
        elif isinstance(value, Mapping):
            rows += [(str(key).replace("_", " "), value_text(item)) for key, item in value.items()]
        else:
            rows.append((name.replace("_", " "), value_text(value)))
    return rows


def models(run: Run) -> list[tuple[str, str, str, str]]:
    """Role, name, revision and licence of each model that took part."""
    rows = () if run.outcome is None else run.outcome.models
    return [
        (
            value_text(model.get("role")),
            value_text(model.get("name")),
            value_text(model.get("revision")),
            value_text(model.get("licence")),
        )
        for model in rows
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
    rows = [(stage_title(stage), seconds_text(seconds)) for stage, seconds in run.outcome.seconds.items()]
    return [*rows, ("All together", seconds_text(run.total_seconds))]


def size_text(run: Run) -> str:
    """Width × height of the picture in px."""
    return NOTHING if run.outcome is None else f"{run.outcome.width} × {run.outcome.height} px"


def subject_text(run: Run) -> str:
    """What the subject's pixels differ by from the photo's, in words."""
    if run.outcome is None:
        return NOTHING
    strength = run.request.get("harmonise", 0.0)
    if strength:
        return f"harmonised {strength:g}"
    most = run.outcome.subject_max_difference
    return UNTOUCHED if most == 0 else f"subject differs by up to {most} of 255"


def time_text(moment: datetime | None, zone: tzinfo) -> str:
    """Day and minute in the reader's own time."""
    return NOTHING if moment is None else moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def summary(run: Run, zone: tzinfo | None = None) -> str:
    """A run in one line: ``seed 1234 · mini · 20 steps · 512 × 768 px · 6.2 s · subject untouched ✓``;
    with the reader's ``zone`` its status where it has no picture, and when it was asked for, as well:
    ``seed 1234 · mini · 20 steps · 512 × 768 px · 6.2 s · subject untouched · 2026-11-22 21:30``."""
    parts = [f"seed {run.seed}", run.profile, *_means(run)]
    if run.outcome is not None:
        subject = subject_text(run)
        mark = " ✓" if zone is None and subject == UNTOUCHED else ""
        parts += [size_text(run), seconds_text(run.total_seconds), subject + mark]
    elif zone is not None and run.status not in UNFINISHED:
        # How far an unfinished one is, stands in the panel that keeps itself up to date.
        parts.append(STATUS_WORDS[run.status].lower())
    return " · ".join(parts if zone is None else [*parts, time_text(run.created, zone)])


def _means(run: Run) -> list[str]:
    """The kind of its scene or of its own background, and how many steps a model took."""
    scene, own = run.request.get("scene"), run.request.get("background")
    if own:
        return [value_words("background.kind", own.get("kind")) or ""]
    place = [KINDS[scene["kind"]].title] if scene and scene.get("kind") in KINDS else []
    if place and (run.outcome is None or "inpaint" not in run.outcome.seconds):
        return place
    return [*place, f"{run.request.get('num_inference_steps')} steps"]


def counted(pictures: int) -> str:
    """``1 picture``, ``1,234 pictures``."""
    return "1 picture" if pictures == 1 else f"{pictures:,} pictures"


def picture_name(run: Run) -> str:
    """The short alternative text of a picture: its prompt's first words and its seed."""
    return f"{brief(run.prompt)}, seed {run.seed}"


def verdict(comparison: Comparison) -> str:
    """A re-run's comparison with its parent, as a sentence."""
    if comparison.verdict == "identical":
        return "Identical to its parent, pixel by pixel."
    measured = "" if comparison.psnr is None else f" (PSNR {comparison.psnr:.1f} dB)"
    if comparison.verdict == "near":
        return f"Nearly the same as its parent{measured}: no difference that an eye would see."
    return f"Different from its parent{measured}."


def remarks_on(run: Run) -> tuple[str, ...]:
    """What was said of the photo of a finished ``run`` for its picture: that it is small, and how many times
    it was enlarged; nothing where a model painted around it."""
    scene = {} if run.outcome is None else run.outcome.environment.get("scene") or {}
    return tuple(scene.get("remarks", ()))
