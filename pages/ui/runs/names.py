"""What fields of a request and stages are called on pages: as in the form, whatever their names in code."""

from typing import Any

from core.models.matting_models import MATTING_MODELS
from core.models.profiles import PROFILES
from core.pipeline.stages import STAGE_TITLES
from core.request import GenerationRequest
from core.scenes.kinds import KINDS
from pages.ui.shell.words import NOTHING_WORDS, VALUE_WORDS

OWN = {"photo": "Photo", "schema_version": "Schema version"}
"""Rows of a table that are no field of a request."""


def field_title(name: str) -> str:
    """The name of a request's field as the form has it: ``Kind of scene`` for ``scene.kind``; a name of
    nothing that is known here, with spaces."""
    model: Any = GenerationRequest
    told = ""
    for part in name.split("."):
        field = getattr(model, "model_fields", {}).get(part)
        if field is None:
            within = f"{told}: " if told else ""
            return OWN.get(name) or _capital(f"{within}{part.replace('_', ' ')}")
        own = part.replace("_", " ")
        told = str(field.title or (f"{told}: {own}" if told else own))
        model = _model_of(field.annotation)
    return _capital(told)


def value_words(name: str, value: Any) -> str | None:
    """What the form calls a field's ``value``; ``None`` where it shows it as it is."""
    if value is None:
        return NOTHING_WORDS.get(name)
    if not isinstance(value, str):
        return None
    if name == "profile":
        return PROFILES[value].title if value in PROFILES else None
    if name == "matting_model":
        return MATTING_MODELS[value].title if value in MATTING_MODELS else None
    if name in {"scene.kind", "scene.backdrop"}:
        return KINDS[value].title if value in KINDS else None
    return VALUE_WORDS.get(name, {}).get(value)


def _model_of(annotation: Any) -> Any:
    """The model in a field's annotation, which may be optional."""
    members = getattr(annotation, "__args__", (annotation,))
    return next((one for one in members if hasattr(one, "model_fields")), None)


def stage_title(name: str) -> str:
    """A stage in words; those before and after all stages by their own names."""
    return _capital(STAGE_TITLES.get(name, {"save": "saving"}.get(name, name.replace("_", " "))))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
