"""What became of a re-run: how far its pixels are from the first time's, and what changed in between."""

import hashlib
import io
import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
from PIL import Image

from core.comparing.figures import psnr
from core.pipeline.stages import STAGE_TITLES
from core.stages.arrays import Pixels

Verdict = Literal["identical", "near", "different"]

NEAR_DB = 45.0
LAST_NUMBER = 4
ONE_NUMBER: Mapping[int, tuple[str, ...]] = {
    2: ("matte", "edges", "inpaint"),  # islands dropped, fringe trimmed, small photos at the native size
    3: ("upscale",),  # less grain behind photos of less than 1,024 px
    4: ("contact_shadow",),  # new
}
"""Which stages changed with each number, while one number stood for all of them."""
OF_ONE_NUMBER = ("orient", "fit", "matte", "edges", "depth", "load", "inpaint", "upscale", "contact_shadow",
                 "composite")  # fmt: skip
"""All stages that there were at that time."""
_WORDS = {
    "studio": "The studio was of version {old} then, is of {new} now.",
    "device_name": "It ran on {old} then, on {new} now.",
    "dtype": "It computed in {old} then, in {new} now.",
    "python": "Python was {old} then, is {new} now.",
    "platform": "The system was {old} then, is {new} now.",
}
_WORDS_WHERE_TOLD = {
    "processor": "The processor was {old} then, is {new} now.",
    "cpu_capability": "It computed with the instructions of {old} then, of {new} now.",
    "threads": "Torch split its work into {old} threads then, into {new} now.",
}
"""Of what earlier runs do not tell, and runs on a graphics card not all of."""
OF_MODELS = {"device_name", "dtype", "cpu_capability", "threads"}
"""What tells of torch alone. Runs of scenes told it too at first."""
Model = Mapping[str, str | None]


def verdict(one: Pixels, other: Pixels) -> tuple[Verdict, float | None]:
    """How alike two composites are, and their PSNR in dB: ``None`` where they are identical or of
    different sizes."""
    if one.shape != other.shape:
        return "different", None
    decibels = psnr(one, other)
    if math.isinf(decibels):
        return "identical", None
    return ("near" if decibels >= NEAR_DB else "different"), decibels


def pixels_of(png: bytes) -> Pixels:
    """H×W×3 of a picture's file, H×W×4 of one that is transparent somewhere."""
    with Image.open(io.BytesIO(png)) as image:
        return np.asarray(image.convert("RGBA" if image.mode == "RGBA" else "RGB"))


def pixels_digest(png: bytes) -> str | None:
    """sha256 of the RGB (RGBA) bytes of a picture's file, row by row, as an outcome names them; ``None``
    where it is no picture."""
    try:
        return hashlib.sha256(pixels_of(png).tobytes()).hexdigest()
    # Pillow's decoders stumble over a damaged file in more ways than one.
    except Exception:
        return None


def changes(
    old_models: Sequence[Model],
    new_models: Sequence[Model],
    old: Mapping[str, Any],
    new: Mapping[str, Any],
) -> tuple[str, ...]:
    """One sentence for each model revision and each part of the environment that is another one now."""
    models = model_changes(old_models, new_models)
    stages = stage_changes(old.get("stages", 1), new.get("stages", 1))
    return (*models, *environment_changes(old, new), *stages)


def model_changes(old: Sequence[Model], new: Sequence[Model]) -> list[str]:
    """One sentence for each role whose model has another name or revision."""
    before, after = ({row["role"]: row for row in rows} for rows in (old, new))
    sentences: list[str] = []
    for role in dict.fromkeys([*before, *after]):
        then, now = before.get(role), after.get(role)
        identities = [None if row is None else (row.get("name"), row.get("revision")) for row in (then, now)]
        if identities[0] != identities[1]:
            sentences.append(f"The {role} model was {model_text(then)} then, is {model_text(now)} now.")
    return sentences


def model_text(row: Model | None) -> str:
    """``owner/name (1234567890ab)``: a model's name and its revision's first twelve characters."""
    if row is None:
        return "none"
    revision = (row.get("revision") or "of no known revision").removeprefix("sha256-").removeprefix("md5-")
    return f"{row.get('name')} ({revision[:12] if row.get('revision') else revision})"


def environment_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """One sentence for each fact of machine, profile and libraries that is another one; earlier runs do not
    tell of all of them, and what they do not tell is no change."""
    # A CPU is called by its threads, which have a sentence of their own.
    passed_over = {"device_name"} if "threads" in old and "threads" in new else set[str]()
    if not (by_models(old) or by_models(new)):
        passed_over = OF_MODELS
    sentences = [
        words.format(old=old.get(key) or "something unknown", new=new.get(key) or "something unknown")
        for key, words in _WORDS.items()
        if old.get(key) != new.get(key) and (key in old or key != "studio") and key not in passed_over
    ]
    sentences += [
        words.format(old=old[key] or "something unknown", new=new[key] or "something unknown")
        for key, words in _WORDS_WHERE_TOLD.items()
        if key in old and key in new and old[key] != new[key] and key not in passed_over
    ]
    sentences += [*variable_changes(old, new), *painter_changes(old, new)]
    profiles: tuple[Mapping[str, Any], ...] = (old.get("profile") or {}, new.get("profile") or {})
    sentences += [
        f"The profile's {name.replace('_', ' ')} was {profiles[0][name]} then, is {profiles[1][name]} now."
        for name in sorted(profiles[0].keys() & profiles[1].keys())
        if profiles[0][name] != profiles[1][name]
    ]
    if bool(old.get("frugal")) != bool(new.get("frugal")):
        sentences.append(f"It was made in little memory {'then' if old.get('frugal') else 'now'} only.")
    then, now = old.get("together", 1), new.get("together", 1)
    if then != now and by_models(new):
        sentences.append(f"So many backgrounds were denoised at once: {then} then, {now} now.")
    before: Mapping[str, Any] = old.get("libraries") or {}
    after: Mapping[str, Any] = new.get("libraries") or {}
    return sentences + [
        f"{name} was {before.get(name) or 'not there'} then, is {after.get(name) or 'not there'} now."
        for name in sorted(before)
        if before[name] != after.get(name)
    ]


def by_models(environment: Mapping[str, Any]) -> bool:
    """Whether models of torch had a part in a picture, by its recorded environment: all but scenes, which a
    processor paints and traces without it."""
    stages = environment.get("stages")
    return not isinstance(stages, Mapping) or "inpaint" in stages


def variable_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """One sentence for each variable that held instructions back and is set otherwise now; none where one of
    the runs does not tell of them."""
    if "variables" not in old or "variables" not in new:
        return []
    before, after = old["variables"], new["variables"]
    return [
        f"{name} was {before.get(name) or 'not set'} then, is {after.get(name) or 'not set'} now."
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]


def painter_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """One sentence where a scene was painted then and is traced now, the other way round, or by another
    variant of the path tracer."""
    if not old.get("scene") or not new.get("scene"):
        return []
    then, now = (
        f"{scene.get('painter')} ({scene['variant']})" if "variant" in scene else str(scene.get("painter"))
        for scene in (old["scene"], new["scene"])
    )
    return [f"The scene was {then} then, is {now} now."] if then != now else []


def stages_then(recorded: int | Mapping[str, int]) -> Mapping[str, int]:
    """Each stage's version as a run recorded it. Until version 4 one number stood for all stages: a stage
    that did not change from it to 4 was as it was at 4. Runs of version 1 recorded none."""
    if not isinstance(recorded, int):
        return recorded
    changed = {stage for version, stages in ONE_NUMBER.items() if version > recorded for stage in stages}
    return {stage: recorded if stage in changed else LAST_NUMBER for stage in OF_ONE_NUMBER}


def stage_changes(old: int | Mapping[str, int], new: int | Mapping[str, int]) -> list[str]:
    """One sentence for each stage that is of another version now, of those that both passed, and for each
    that pictures in scenes did not pass then: where all that was passed then is passed now."""
    before, after = stages_then(old), stages_then(new)
    same_kind = "place" in before and before.keys() <= after.keys()
    added = [stage for stage in after if same_kind and stage not in before]
    new_ones = [f"The {STAGE_TITLES.get(stage, stage)} is new; there was none then." for stage in added]
    return new_ones + [
        f"The {STAGE_TITLES.get(stage, stage)} is another one now (version {before[stage]} then, "
        f"{after[stage]} now)."
        for stage in before
        if stage in after and before[stage] != after[stage]
    ]
