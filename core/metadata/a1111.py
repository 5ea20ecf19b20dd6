"""Settings as AUTOMATIC1111's web UI writes them under a picture, and reads them again.

    on an oak table, morning light
    Negative prompt: people, text
    Steps: 42, Sampler: DDIM, CFG scale: 7.5, Seed: 1, Size: 768x512, Model: …, RNG: CPU, Version: …

After modules/infotext_utils.py and modules/processing.py (create_infotext) of v1.10.1. The form is
ambiguous where a line of the prompt begins with ``Negative prompt:``: what follows is read as negative.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.models.parameters import Scheduler
from core.version import APP_NAME

NEGATIVE = "Negative prompt:"
SAMPLERS: dict[Scheduler, str] = {
    "DDIM": "DDIM",
    "DPMSolverMultistep": "DPM++ 2M",
    "UniPCMultistep": "UniPC",
    "EulerDiscrete": "Euler",
    "EulerAncestralDiscrete": "Euler a",
    "LCM": "LCM",
}
"""diffusers' scheduler → A1111's sampler."""

_SCHEDULERS: dict[str, Scheduler] = {sampler.lower(): name for name, sampler in SAMPLERS.items()}
_SCHEDULE_TYPES = re.compile(r" (karras|exponential|polyexponential|sgm uniform|simple)$")
_FIELDS = {
    "Steps": "num_inference_steps",
    "CFG scale": "guidance_scale",
    "Seed": "seed",
    "Denoising strength": "strength",
}
_SAY_NOTHING = {("RNG", "CPU"), ("Schedule type", "Automatic")}
_MAX_LINE = 65_536
_MAX_NAMES = 8
_MAX_DEPTH = 4
# A1111's own expression, with bounds, so that no line takes more than a moment.
_PAIR = re.compile(r'\s{0,8}(\w[\w \-/]{1,60}):\s{0,8}("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)')
_TEMPLATES = ("Template:", "Negative Template:")
"""How lines begin that the extension Dynamic Prompts writes below the settings."""
# What changes the model or the words from step to step; bounded, so that no text takes more than a moment.
_NETWORK = re.compile(r"<(?:lora|lyco|hypernet|ti|wildcard):[^<>\n]{1,200}>", re.IGNORECASE)
_BY_STEP = re.compile(r"\[[^\[\]()\n]{0,200}(?::\s{0,4}\d{1,4}(?:\.\d{0,8})?|\|[^\[\]\n]{0,200})\s{0,4}\]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Infotext:
    """What a text says: ``values`` by the names of GenerationRequest's fields, not validated; ``remarks``,
    one sentence for each thing that has no place here."""

    values: Mapping[str, Any]
    remarks: tuple[str, ...]


def one_newline(text: str) -> str:
    """The text with newlines written one way, whichever system it comes from."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def plain(text: str) -> str:
    """The text without control characters but newline and tab, with newlines written one way."""
    return _CONTROLS.sub("", one_newline(text))


def shown(text: str, length: int = 40) -> str:
    """Text of an uploaded file, short and on one line, for use within a sentence."""
    line = " ".join(plain(text[: 4 * length]).encode(errors="replace").decode().split())
    return line if len(line) <= length else line[: length - 1] + "…"


def infotext(recipe: Mapping[str, Any]) -> str:
    """The recipe's settings in A1111's form; control characters in the prompts are left out. Where no
    diffusion model had a part in the picture, it says nothing of steps, sampler and what else did not happen.
    """
    request, (width, height) = recipe["request"], recipe["size"]
    # The base model's name without its owner, or the profile's.
    base = next((model["name"] for model in recipe["models"] if model["role"] == "base"), None)
    model = base or request["profile"]
    is_sampled = base is not None or not (request.get("scene") or request.get("background"))
    sampled = {
        "Steps": request["num_inference_steps"],
        "Sampler": SAMPLERS[request["scheduler"]],
        "CFG scale": number(request["guidance_scale"]),
    }
    pairs = {
        **(sampled if is_sampled else {}),
        "Seed": request["seed"],
        "Size": f"{width}x{height}",
        "Model": model.split("/")[1] if "/" in model else model,
        **({"Denoising strength": number(request["strength"]), "RNG": "CPU"} if is_sampled else {}),
        "Version": f"{APP_NAME} {recipe['app_version']}",
    }
    lines = [plain(request["prompt"])]
    if is_sampled and (negative := plain(request["negative_prompt"])):
        lines.append(f"{NEGATIVE} {negative}")
    return "\n".join([*lines, ", ".join(f"{key}: {quoted(str(value))}" for key, value in pairs.items())])


def number(value: float) -> str:
    """``7.5``, and ``7`` without its zero."""
    return repr(float(value)).removesuffix(".0")


def quoted(value: str) -> str:
    """A value as A1111 writes it: as JSON where it holds what separates values, else as it is."""
    return json.dumps(value, ensure_ascii=False) if any(sign in value for sign in ",:\n") else value


def unquoted(value: str) -> str:
    """What ``quoted`` was given; the text itself where it is no JSON."""
    value = value.strip()
    if not value.startswith('"'):
        return value
    try:
        return str(json.loads(value))
    except (ValueError, RecursionError):
        return value


def read_infotext(text: str) -> Infotext | None:
    """What the text says, or ``None`` where it has no line of settings at its end (three pairs or more,
    ``Steps`` or our own name among them), as texts of other origin have not. A negative prompt that it does
    not name was empty."""
    remarks: list[str] = []
    *lines, last = without_templates(one_newline(text).strip().split("\n"), remarks)
    pairs = pairs_of(last)
    if pairs is None:
        return None
    said = prompts(lines)
    if not pairs.get("Version", "").startswith(APP_NAME):
        said = {name: without_steps(words, remarks) for name, words in said.items()}
    values: dict[str, Any] = {name: words for name, words in said.items() if words.strip()}
    values = {"negative_prompt": ""} | values | settings(pairs, remarks)
    return Infotext(values, tuple(remarks))


def pairs_of(line: str) -> dict[str, str] | None:
    """The settings of a line that is one of settings, else ``None``."""
    if len(line) > _MAX_LINE:
        return None
    pairs = {key: unquoted(value) for key, value in _PAIR.findall(line)}
    known = "Steps" in pairs or pairs.get("Version", "").startswith(APP_NAME)
    return pairs if len(pairs) >= 3 and known else None


def without_templates(lines: list[str], remarks: list[str]) -> list[str]:
    """The lines down to the settings, without the templates that their words were drawn from."""
    above = 0  # the last line that is not empty
    for at in range(1, len(lines)):
        if lines[at].startswith(_TEMPLATES) and "Steps:" in lines[above] and pairs_of(lines[above]):
            remarks.append("The template of its words is not used: they are taken as they were drawn.")
            return lines[: above + 1]
        above = at if lines[at].strip() else above
    return lines


def without_steps(words: str, remarks: list[str]) -> str:
    """A prompt without what is none of its words: networks as ``<lora:…>``, and words that change from step
    to step as ``[from:to:0.5]`` and ``[one|other]``; ``remarks`` gets a sentence for each kind."""
    for pattern, told in (
        (_NETWORK, "Networks that change the model are not used here and were left out: {}."),
        (_BY_STEP, "Words that change from step to step are not used here and were left out: {}."),
    ):
        found: dict[str, None] = {}
        for _ in range(_MAX_DEPTH):  # they may stand in one another
            inner = dict.fromkeys(pattern.findall(words))
            found |= inner
            words = pattern.sub("", words) if inner else words
        if found:
            remarks.append(told.format(listed(found)))
            words = re.sub(r" ?,(?: ?,)*", ",", words)
            words = re.sub(r" {2,}", " ", words).strip(" ,")
    return words


def prompts(lines: list[str]) -> dict[str, str]:
    """Prompt and negative prompt of the lines before the settings."""
    start = next((at for at, line in enumerate(lines) if line.strip().startswith(NEGATIVE)), len(lines))
    values = {"prompt": "\n".join(lines[:start])}
    if start < len(lines):
        negative = "\n".join(lines[start:]).lstrip()
        values["negative_prompt"] = negative.removeprefix(NEGATIVE).removeprefix(" ")
    return values


def settings(pairs: dict[str, str], remarks: list[str]) -> dict[str, Any]:
    """The request's fields that the pairs set, as text; ``remarks`` gets a sentence for each other pair."""
    rest = {key: value for key, value in pairs.items() if (key, value) not in _SAY_NOTHING}
    ours = rest.pop("Version", "").startswith(APP_NAME)
    fields = dict(_FIELDS)
    if any(key.startswith("Hires") for key in rest):
        del fields["Denoising strength"]  # that of enlarging, which is no part of making here
    values: dict[str, Any] = {field: rest.pop(key) for key, field in fields.items() if key in rest}
    if "strength" in values and not ours:
        said = shown(str(values["strength"]))
        remarks.append(
            f"The denoising strength {said} was how much of another picture was changed; "
            "here it is how much of the photo's own background is, and 1 makes it anew."
        )
    if "Sampler" in rest:
        sampler = rest.pop("Sampler")
        # A1111 up to 1.8 wrote the schedule type behind the sampler: DPM++ 2M Karras.
        scheduler = _SCHEDULERS.get(_SCHEDULE_TYPES.sub("", sampler.strip().lower()))
        if scheduler is None:
            remarks.append(f"The sampler {shown(sampler)} is not known here: choose a scheduler.")
        else:
            values["scheduler"] = scheduler
    if "Size" in rest:
        size = shown(rest.pop("Size"))
        remarks.append(f"The size {size} is not used: a picture here takes the shape of its photo.")
    if "Model" in rest:
        model = shown(rest.pop("Model"))
        remarks.append(f"The model {model} is not used: choose a profile that suits.")
    if rest:
        remarks.append(f"These settings have no place here: {listed(rest)}.")
    return values


def listed(names: Mapping[str, Any]) -> str:
    """The first few names, shortened, and how many more there are."""
    more = len(names) - _MAX_NAMES
    first = ", ".join(shown(name) for name in list(names)[:_MAX_NAMES])
    return f"{first} and {more} more" if more > 0 else first
