"""Lists of values as people type them: ``1, 2, .., 10``, ``0.5..2 step 0.5``, ``ddim, euler``."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_origin

from core.errors import RequestError
from core.request import GenerationRequest, kinds, label
from core.scenes.several import SIDES

MAX_VALUES = 1_000
"""Of one list."""
Value = int | float | bool | str | None

_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?"
_ONE = re.compile(_NUMBER)
_RANGE = re.compile(
    rf"({_NUMBER})\s*(?:\.\.+|…|\bto\b|(?<=\d)-(?=\d))\s*({_NUMBER})(?:\s*(?:step|by)\s*({_NUMBER}))?"
)
_GO_ON = ("..", "...", "…")
_TRUTH = {
    "on": True,
    "yes": True,
    "true": True,
    "1": True,
    "off": False,
    "no": False,
    "false": False,
    "0": False,
}
_NONE = ("none", "off", "-")


def values_of(field: str, text: str) -> tuple[Value, ...]:
    """What was typed as values of a request's field, in its own type; whether they are in its bounds is for
    the request to say. Raises ``RequestError``."""
    (kind,) = kinds(field)
    optional = GenerationRequest.model_fields[field].default is None
    if kind is bool:
        return tuple(_truth(field, word) for word in words(text))
    if kind not in (int, float):
        free = field in ("prompt", "negative_prompt") or (field in ("place", "room") and "|" in text)
        found = sentences(text) if free else words(text)
        if field == "place" and not free and not any(" " in word for word in found):
            found = (text,)  # one place, whose numbers have the commas
        if field == "room" and not free and len(found) == len(SIDES):
            found = (text.strip(),)  # one room, each side's number
        return tuple(None if optional and word.lower() in _NONE else word for word in found)
    if optional and text.strip().lower() in _NONE:
        return (None,)
    return numbers(text, field, whole=kind is int)


def numbers(text: str, name: str, *, whole: bool) -> tuple[int | float, ...]:
    """Numbers and ranges, both ends included: ``1, 2, 5``, ``1..10``, ``1-10``, ``1 to 10``, ``1, 3, .., 9``,
    ``0.5..2 step 0.5``, ``10..1``. Raises ``RequestError`` that names ``name``."""
    found: list[Decimal] = []
    parts = [part.strip() for part in text.replace(";", ",").split(",")]
    place = 0
    while place < len(parts):
        part = parts[place]
        if part in _GO_ON:
            place += 1
            end = _number(parts[place] if place < len(parts) else "", name, text)
            if not found:
                raise RequestError(f"{name}: write a number before {part!r} (it is {text!r}).")
            step = found[-1] - found[-2] if len(found) > 1 else None
            found += list(_range(found[-1], end, step, name))[1:]
        elif (both := _RANGE.fullmatch(part)) is not None:
            step = None if both[3] is None else Decimal(both[3])
            found += _range(Decimal(both[1]), Decimal(both[2]), step, name)
        else:
            found.append(_number(part, name, text))
        place += 1
        if len(found) > MAX_VALUES:
            raise RequestError(f"{name} has more than {MAX_VALUES:,} values; write fewer.")
    if whole and (odd := next((one for one in found if one != one.to_integral_value()), None)) is not None:
        raise RequestError(f"{name} takes whole numbers (one is {odd}).")
    return tuple(int(one) if whole else float(one) for one in found)


def words(text: str) -> tuple[str, ...]:
    """Words between commas. Raises ``RequestError`` where there is none, or nothing between two commas."""
    found = tuple(word.strip() for word in text.split(","))
    if not all(found):
        raise RequestError(f"A value is missing in {text!r}; write values with commas between them.")
    return found


def sentences(text: str) -> tuple[str, ...]:
    """Sentences, which have commas of their own, between bars or lines; bars in braces are variants'.
    Raises ``RequestError`` where there is none, or nothing between two bars."""
    found = tuple(part.strip() for part in split_outside(text, "|\n"))
    if not all(found):
        raise RequestError(f"A sentence is missing in {text!r}; write them with | between them.")
    return found


def split_outside(text: str, separators: str) -> Iterator[str]:
    """``text`` at each of the separators that is in no braces and has no backslash before it."""
    depth, begun, escaped = 0, 0, False
    for place, letter in enumerate(text):
        if escaped:
            escaped = False
        elif letter == "\\":
            escaped = True
        elif letter in "{}":
            depth = max(0, depth + (1 if letter == "{" else -1))
        elif letter in separators and depth == 0:
            yield text[begun:place]
            begun = place + 1
    yield text[begun:]


def shown(value: Any) -> str:
    """A value as a label shows it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if value is None:
        return "none"
    if isinstance(value, float):
        return f"{value:g}" if float(f"{value:g}") == value else str(value)
    return str(value)


def title(field: str) -> str:
    """A field's label, for the head of an axis."""
    return label(field) if field in GenerationRequest.model_fields else field


def is_choice(field: str) -> bool:
    """Whether a field takes one of a few words."""
    return any(get_origin(kind) is not None for kind in kinds(field))


def _range(first: Decimal, last: Decimal, step: Decimal | None, name: str) -> list[Decimal]:
    size = abs(step) if step is not None else Decimal(1)
    if size == 0:
        raise RequestError(f"{name}: the step of {first} to {last} must not be 0.")
    count = int(abs(last - first) / size) + 1 if abs(last - first) / size < MAX_VALUES else MAX_VALUES + 1
    if count > MAX_VALUES:
        raise RequestError(f"{name}: {first} to {last} are more than {MAX_VALUES:,} values; write fewer.")
    if step is not None and step != 0 and (last - first) * step < 0 and first != last:
        size = abs(step)
    signed = size if last >= first else -size
    return [first + signed * number for number in range(count)]


def _number(text: str, name: str, whole_text: str) -> Decimal:
    if _ONE.fullmatch(text) is None:
        raise RequestError(
            f"{name}: {text!r} is no number; write them like 1, 2, .., 10 or 0.5..2 step 0.5 "
            f"(it is {whole_text!r})."
        )
    return Decimal(text)


def _truth(field: str, word: str) -> bool:
    if word.lower() not in _TRUTH:
        raise RequestError(f"{field} is on or off (it is {word!r}).")
    return _TRUTH[word.lower()]
