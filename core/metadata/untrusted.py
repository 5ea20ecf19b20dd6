"""What a picture's own text asks for, checked before the studio uses any of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from core.metadata.a1111 import listed, one_newline, plain, shown
from core.metadata.others import OtherProgram
from core.request import GenerationRequest, plain_words

Origin = Literal["studio", "a1111"] | OtherProgram

_FIELDS = GenerationRequest.model_fields.keys() - {"schema_version"}
_VALID: dict[str, Any] = {"prompt": "x", "seed": 0, "profile": "x"}


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was found in a picture: ``values``, fields of ``GenerationRequest`` that are valid alone and
    together (rarely all of them); ``remarks``, a sentence for each thing left out or changed; ``run``, the
    id of our own run that made it, as the file says."""

    values: Mapping[str, Any]
    origin: Origin
    remarks: tuple[str, ...] = ()
    run: str | None = None


def checked(found: Mapping[str, Any], profiles: Collection[str]) -> tuple[dict[str, Any], list[str]]:
    """The fields that hold, as the request would write them as JSON, and a sentence for each that does not.

    Text in the sentences is short and plain, but still the file's own. Never raises.
    """
    remarks: list[str] = []
    values = {name: value for name, value in found.items() if name in _FIELDS}
    if unknown := {name: None for name in found if name not in _FIELDS and name != "schema_version"}:
        remarks.append(f"Not known here and left out: {listed(unknown)}.")
    for name in ("prompt", "negative_prompt"):
        text = values.get(name)
        if not isinstance(text, str):
            continue
        values[name] = plain(text)
        if values[name] != one_newline(text):
            remarks.append(f"{name} had control characters, which were taken out.")
    profile = values.get("profile")
    if isinstance(profile, str) and profile not in profiles:
        del values["profile"]
        remarks.append(f"The profile {shown(profile)} is not known on this machine and was left out.")
    while True:
        try:
            request = GenerationRequest.model_validate(_VALID | values)
        except ValidationError as error:
            for problem in error.errors(include_url=False, include_context=False, include_input=False):
                leave_out(problem, values, remarks)
        else:
            held = request.model_dump(mode="json")
            return {name: held[name] for name in values}, remarks


def leave_out(problem: ErrorDetails, values: dict[str, Any], remarks: list[str]) -> None:
    """Drop the field that is wrong, or all that a rule about several fields names."""
    message = plain_words(problem["msg"])
    if problem["loc"]:
        name = str(problem["loc"][0])
        if name not in values:  # the scene, which may have several faults at a time
            return
        values.pop(name)
        if name == "scene":
            within = shown(".".join(str(part) for part in problem["loc"][1:]))
            message = f"does not have a {within} that will do" if within else "is none that is known here"
        remarks.append(f"{name} was left out: it {message}.")
        return
    # A rule that names none of them would be met for ever: then nothing is worth keeping.
    for name in [name for name in values if name in message.split()] or list(values):
        values.pop(name)
    remarks.append(f"Left out, since {message}.")
