"""What is asked for: one frozen request holds everything that decides one picture."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, field_validator

from core.errors import RequestError
from core.models.profile import ModelProfile, ProfileDefaults
from core.models.profiles import DEPTH_MODELS

MAX_SEED = 2**32 - 1
MAX_PROMPT = 6_000
"""Characters; MLflow cuts longer parameters silently."""

ADDED: Mapping[str, Any] = {"margin": 0.0}
"""Fields that came after version 1 of the schema was in use, each with the value that stands for its
absence."""
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
UPGRADES: tuple[Upgrade, ...] = ()
"""The function at place n makes a request of version n + 1 one of version n + 2: fields renamed, split or
meant otherwise. A field that is merely added needs none."""
SCHEMA = len(UPGRADES) + 1

_PLAIN = {
    "Input should": "must",
    "String should": "must",
    "Unable to parse input string": "cannot be read",
    "greater than or equal to": "at least",
    "less than or equal to": "at most",
    "greater than": "more than",
}
_NAMES = {"prompt": "The prompt", "negative_prompt": "The negative prompt"}


class GenerationRequest(ProfileDefaults):
    """Everything that decides a picture, apart from the photo itself: validated, comparable, digestible.

    Adds to a profile's defaults what has none: the prompt (1…6,000 characters), the seed (0…2³²−1)
    and how the subject is cut out. ``matte_threshold`` (0…255) makes the matte hard, ``matte_grow``
    moves its edge outward (inward when negative) and ``matte_feather`` softens it, both in px of
    the fitted photo. ``keep_source_alpha`` takes a photo's own alpha channel as its matte.
    ``decontaminate`` trims the old background's rim and replaces its colour in soft edges.
    ``margin`` adds room around the photo: that share of its longer side on each side at which the frame does
    not cut the subject off, within ``max_side``; the photo is made smaller for it where it must be.
    ``depth_model`` overrides the profile's by a name of ``core.models.profiles.DEPTH_MODELS``. Numbers mean
    what they mean in diffusers; NaN and infinity are refused.
    """

    schema_version: Literal[1] = 1
    prompt: Annotated[str, Field(max_length=MAX_PROMPT)]
    negative_prompt: Annotated[str, Field(max_length=MAX_PROMPT)] = ""
    seed: Annotated[int, Field(ge=0, le=MAX_SEED)]
    profile: str
    depth_model: str | None = None
    margin: Annotated[float, Field(ge=0, le=1)] = 0.0
    keep_source_alpha: bool = True
    matte_threshold: Annotated[int, Field(ge=0, le=255)] | None = None
    matte_grow: Annotated[int, Field(ge=-64, le=64)] = 0
    matte_feather: Annotated[float, Field(ge=0, le=64)] = 0.0
    decontaminate: bool = True

    @field_validator("prompt")
    @classmethod
    def _says_something(cls, prompt: str) -> str:
        if not prompt.strip():
            raise ValueError("is empty; write where the subject should be, for example 'on an oak table'")
        return prompt.strip()

    @field_validator("depth_model")
    @classmethod
    def _known_depth_model(cls, name: str | None) -> str | None:
        if name is not None and name not in DEPTH_MODELS:
            raise ValueError(f"must be one of {', '.join(DEPTH_MODELS)}")
        return name

    @classmethod
    def for_profile(cls, profile: ModelProfile, *, prompt: str, seed: int, **changes: Any) -> Self:
        """The profile's defaults with ``changes`` laid over them; raises ``RequestError`` in one sentence."""
        values = {**profile.defaults.model_dump(), **changes}
        return cls.parse({**values, "prompt": prompt, "seed": seed, "profile": profile.name})

    @classmethod
    def parse(cls, values: dict[str, Any]) -> Self:
        """A request from plain values; raises ``RequestError`` that names the field and its range."""
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise RequestError(_sentence(error)) from error

    def canonical_json(self) -> str:
        """Sorted keys, no spaces, UTF-8: equal requests give equal text. Fields that came later are left out
        at the value that stands for their absence (``ADDED``), so that older requests keep their digests."""
        values = self.model_dump(mode="json")
        for name, absent in ADDED.items():
            if values[name] == absent:
                del values[name]
        return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    def digest(self) -> str:
        """``request-v1:sha256:…`` of the canonical JSON, with the schema's version in its tag."""
        return (
            f"request-v{self.schema_version}:sha256:"
            + hashlib.sha256(self.canonical_json().encode()).hexdigest()
        )


def request_of(recorded: Mapping[str, Any], upgrades: Sequence[Upgrade] = UPGRADES) -> GenerationRequest:
    """The request as it was recorded, brought to today's schema and checked as if it was given now.

    Raises ``RequestError`` where a newer version of the studio wrote it, or none that is known.
    """
    version, current = recorded.get("schema_version"), len(upgrades) + 1
    if not isinstance(version, int) or not 1 <= version <= current:
        raise RequestError(
            f"This run was asked for in version {version} of the request, and this studio speaks version "
            f"{current}; use the studio that made it, or begin a new picture from its settings."
        )
    values = dict(recorded)
    for upgrade in upgrades[version - 1 :]:
        values = upgrade(values)
    return GenerationRequest.parse({**values, "schema_version": SCHEMA})


def plain_words(message: str) -> str:
    """pydantic's message on one field, to be read behind the field's name: ``must be at least 1``."""
    message = message.removeprefix("Value error, ")
    for library_words, ours in _PLAIN.items():
        message = message.replace(library_words, ours)
    return message


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    message = plain_words(first["msg"])
    if not first["loc"]:
        return f"{message}."
    key = str(first["loc"][0])
    name = _NAMES.get(key, key)
    if first["type"] == "missing":
        return f"{name} is missing."
    if first["type"] == "string_too_long":
        return f"{name} has {len(first['input']):,} characters; shorten it to at most {MAX_PROMPT:,}."
    if first["type"] == "extra_forbidden":
        return f"There is no parameter {key}; see python -m core generate --help for those there are."
    given = "" if key in _NAMES else f" (it is {first['input']})"
    return f"{name} {message}{given}."
