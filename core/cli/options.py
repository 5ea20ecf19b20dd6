"""Options that several commands have, those of a request's fields made from the fields."""

import argparse
import re
from pathlib import Path
from typing import Any

from core.errors import OutputPathError, RequestError
from core.metadata.parts import PARTS, Part
from core.request import NESTED, GenerationRequest, bounds, choices, description, kinds

MAX_LISTED = 500
NO_RECIPE = "keep prompt and settings out of the picture's file; the AI label stays"
SCENE = "a kind of scene (see: python -m core scenes), a scene's JSON, or a file of it"
OWN_FIELDS = ("schema_version", "prompt", "seed", "profile", "scene", "also")
"""Fields of a request whose options are a command's own."""
PICTURE = "picture"
"""What is written unless a part is asked for."""
PLACES = ("--place",)
"""Options whose values may begin with a negative number and go on."""
_SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
_METAVARS: dict[type, str] = {int: "N", float: "X"}


def joined(arguments: list[str]) -> list[str]:
    """The arguments with a placement that begins with a minus, which argparse takes for an option, written
    in one with its own: ``--place=-0.1,0.5,0.8``."""
    made = list[str]()
    for argument in arguments:
        if made and made[-1] in PLACES and re.match(r"-\.?\d", argument):
            made[-1] = f"{made[-1]}={argument}"
        else:
            made.append(argument)
    return made


def count(text: str, most: int = MAX_LISTED) -> int:
    """A number of runs or pictures, 1…``most``; argparse's error for what is none."""
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1 to {most} (it is {text!r})")
    return int(text)


def changes(arguments: argparse.Namespace) -> dict[str, Any]:
    """The fields that were given on the command line."""
    names = [name for name in GenerationRequest.model_fields if name not in OWN_FIELDS]
    return {name: getattr(arguments, name) for name in names if getattr(arguments, name) is not None}


def add_part(parser: argparse.ArgumentParser) -> None:
    """The option of what of a picture is written."""
    text = (
        "what is written: the picture, the cut-out alone or the background alone, all of one size (picture)"
    )
    metavar = "{" + ",".join((PICTURE, *PARTS)) + "}"
    parser.add_argument("--part", default=PICTURE, metavar=metavar, help=text)


def part_of(arguments: argparse.Namespace, output: Path) -> Part | None:
    """The part that is to be written to ``output``, ``None`` for the picture. Raises ``RequestError`` for a
    part that there is none of, ``OutputPathError`` for a cut-out in a format without transparency."""
    from core.metadata.export import format_of, part_format

    parts: dict[str, Part] = {part: part for part in PARTS}
    part = parts.get(arguments.part)
    if part is None and arguments.part != PICTURE:
        raise RequestError(f"--part must be one of {PICTURE}, {', '.join(PARTS)} (it is {arguments.part!r}).")
    if part is not None and part_format(part, format_of(output)) != format_of(output):
        advice = "give the cut-out a name that ends in .png or .webp"
        raise OutputPathError(f"{output} has no transparency: {advice}.")
    return part


def option_of(name: str) -> str:
    """The option of the request's field ``name``."""
    return "--" + name.replace("_", "-")


def add_option(parser: argparse.ArgumentParser, name: str) -> None:
    """An option for the request's field ``name``, explained and limited as the field is."""
    option, text, (kind,) = option_of(name), description(name), kinds(name)
    if kind is bool:
        parser.add_argument(option, action=argparse.BooleanOptionalAction, default=None, help=text)
    elif name in NESTED:
        metavars = {"background": "COLOUR", "place": "X,Y,SCALE", "room": "L,R,T,B"}
        parser.add_argument(option, metavar=metavars[name], help=text)
    elif words := choices(name):
        # Choices are checked by the request, which names them in one sentence.
        parser.add_argument(option, metavar="{" + ",".join(words) + "}", help=text)
    else:
        range_ = ", ".join(f"{_SIGNS[key]} {value:g}" for key, value in bounds(name).items())
        # A number that may be left empty goes without its range.
        optional = GenerationRequest.model_fields[name].default is None
        shown = text if optional or not range_ else f"{text} ({range_})"
        parser.add_argument(option, type=kind, metavar=_METAVARS.get(kind, "TEXT"), help=shown)
