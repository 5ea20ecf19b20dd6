"""The limits of a request's fields as the model states them, so that the form has none of its own."""

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from core.request import GenerationRequest

Number = int | float


def limits(name: str) -> tuple[Number | None, Number | None]:
    """The least and the greatest value of a field, ``None`` where it has no such limit.

    A limit that is itself left out (more than 0) is given as it is: the request's own check says so in
    words, whereas a widget would fail on a value that lies closer to it than the widget's step.
    """
    low: Number | None = None
    high: Number | None = None
    for part in _constraints(name):
        low = getattr(part, "ge", getattr(part, "gt", low))
        high = getattr(part, "le", getattr(part, "lt", high))
    return low, high


def choices(name: str) -> tuple[str, ...]:
    """The words a field allows, empty where any are; ``None`` is not among them."""
    return tuple(word for kind in _parts(_annotation(name)) for word in _words(kind))


def _constraints(name: str) -> Iterator[Any]:
    yield from GenerationRequest.model_fields[name].metadata
    for kind in _parts(_annotation(name)):
        for described in getattr(kind, "__metadata__", ()):
            yield from getattr(described, "metadata", [described])


def _annotation(name: str) -> Any:
    return GenerationRequest.model_fields[name].annotation


def _parts(annotation: Any) -> tuple[Any, ...]:
    """The kinds a union is made of; the annotation itself where it is none."""
    if get_origin(annotation) is Literal or hasattr(annotation, "__metadata__"):
        return (annotation,)
    return get_args(annotation) or (annotation,)


def _words(kind: Any) -> tuple[str, ...]:
    return get_args(kind) if get_origin(kind) is Literal else ()
