"""The command line's words: commands, and an option for each field of a request, made from the fields."""

import argparse
from collections.abc import Callable
from pathlib import Path
from types import UnionType
from typing import Any, Literal, NoReturn, get_args, get_origin

from pydantic.fields import FieldInfo

from core.errors import RequestError
from core.models.matting_models import MATTING_MODELS
from core.models.profiles import DEPTH_MODELS
from core.request import MAX_SEED, GenerationRequest

HELP = {
    "prompt": "where the subject should be: surface, scene, light (not the subject itself)",
    "negative_prompt": "what should not appear; the profile's own unless given",
    "num_inference_steps": "denoising steps",
    "guidance_scale": "how closely to follow the prompt; 1 and below switch guidance off",
    "strength": "1 makes the background anew, less keeps some of the old one",
    "eta": "DDIM's share of fresh noise in each step",
    "scheduler": "diffusers' scheduler, without the ending 'Scheduler'",
    "controlnet_conditioning_scale": "how strongly depth shapes the picture",
    "control_guidance_start": "share of the steps after which depth begins to count",
    "control_guidance_end": "share of the steps after which depth stops counting",
    "max_side": "longest side of the picture in px; photos are made smaller, never larger",
    "margin": "room around the photo, as a share of its longer side; none where it cuts the subject off",
    "matting_model": "cut-out model: " + ", ".join(MATTING_MODELS),
    "depth_scope": "depth of the whole frame, or around the subject only",
    "depth_model": "another depth model than the profile's: " + ", ".join(DEPTH_MODELS),
    "keep_source_alpha": "take the photo's own transparency as its matte",
    "matte_threshold": "make the matte hard: this level and above is subject",
    "matte_grow": "move the matte's edge outward (negative: inward), px",
    "matte_feather": "soften the matte's edge, px",
    "decontaminate": "trim the old background's rim and replace its colour in soft edges",
}
PICTURE = "OUT.png"
MAX_LISTED = 500
MAX_PICTURES = 64
"""In one command."""
_OUTPUT = "the picture: .png, .webp or .jpg"
_RUN = "a run's id, or its beginning (6 characters or more)"
_OWN = ("schema_version", "prompt", "seed", "profile")


class _Parser(argparse.ArgumentParser):
    """One sentence for what was mistyped, in place of the whole usage."""

    def error(self, message: str) -> NoReturn:
        raise RequestError(f"{message[0].upper()}{message[1:]}; see {self.prog} --help.")


def command_line() -> argparse.ArgumentParser:
    """The parser of ``python -m core``; raises ``RequestError`` for what it does not understand."""
    parser = _Parser(prog="python -m core", description="Put a photo's subject somewhere else.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    generate = commands.add_parser("generate", help="make a picture", description="Make one picture.")
    generate.add_argument(
        "photo", type=Path, metavar="PHOTO", help="PNG, JPEG, WebP, AVIF, HEIC, TIFF or GIF"
    )
    add_request_options(generate)
    _add_results(generate)
    _add_recorded(commands.add_parser)
    commands.add_parser("profiles", help="list models, licences and what is on this machine")
    fetch = commands.add_parser("fetch", help="download a profile's models, or one cut-out or depth model")
    fetch.add_argument("name", metavar="NAME", help="see: python -m core profiles")
    return parser


def _add_results(generate: argparse.ArgumentParser) -> None:
    generate.add_argument("--output", type=Path, required=True, metavar=PICTURE, help=_OUTPUT)
    _add_no_recipe(generate)
    pictures = f"how many pictures, each with a seed of its own (1…{MAX_PICTURES}; 1)"
    generate.add_argument("--pictures", type=_pictures, default=1, metavar="N", help=pictures)
    generate.add_argument("--report", type=Path, metavar="R.json", help="write how it was made")
    generate.add_argument(
        "--stages", type=Path, metavar="DIR", help="write source, matte, control, background, composite"
    )
    generate.add_argument("--no-record", action="store_true", help="leave the run out of the history")


def _add_recorded(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Commands on what is recorded."""
    rerun = add("rerun", help="make a recorded picture again and compare")
    rerun.add_argument("run", metavar="RUN", help=_RUN)
    rerun.add_argument("--output", type=Path, metavar=PICTURE, help=_OUTPUT)
    _add_no_recipe(rerun)
    runs = add("runs", help="list what is recorded, the newest first")
    runs.add_argument("words", nargs="*", metavar="WORD", help="words of prompts, notes and tags")
    runs.add_argument("--limit", type=_count, default=20, metavar="N", help="how many (20)")
    runs.add_argument("--status", metavar="STATUS", help="finished, failed, cancelled, interrupted …")
    runs.add_argument("--profile", metavar="NAME", help="made by this profile")
    export = add("export", help="write a recorded picture to a file")
    export.add_argument("run", metavar="RUN", help=_RUN)
    export.add_argument("output", type=Path, metavar=PICTURE, help=_OUTPUT)
    _add_no_recipe(export)
    sync = add("sync", help="tell MLflow of every run it does not know yet")
    sync.add_argument(
        "--all", action="store_true", help="of all runs: for an MLflow that is new or was emptied"
    )
    verify = add("verify", help="check everything recorded against its digests")
    orphans = "first remove files that belong to no run and are older than an hour"
    verify.add_argument("--remove-orphans", action="store_true", help=orphans)


def _add_no_recipe(parser: argparse.ArgumentParser) -> None:
    text = "keep prompt and settings out of the picture's file; the AI label stays"
    parser.add_argument("--no-recipe", action="store_true", help=text)


def _count(text: str, most: int = MAX_LISTED) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1 to {most} (it is {text!r})")
    return int(text)


def _pictures(text: str) -> int:
    return _count(text, MAX_PICTURES)


def add_request_options(parser: argparse.ArgumentParser) -> None:
    """``--prompt``, ``--seed``, ``--profile`` and an option for every other field; unset: the profile's."""
    parser.add_argument("--prompt", required=True, metavar="TEXT", help=HELP["prompt"])
    parser.add_argument("--seed", type=int, metavar="N", help=f"0…{MAX_SEED}; drawn and shown when not given")
    parser.add_argument("--profile", metavar="NAME", help="see: python -m core profiles")
    for name, field in GenerationRequest.model_fields.items():
        if name not in _OWN:
            _add(parser, name, field)


def changes(arguments: argparse.Namespace) -> dict[str, Any]:
    """The fields that were given on the command line."""
    names = [name for name in GenerationRequest.model_fields if name not in _OWN]
    return {name: getattr(arguments, name) for name in names if getattr(arguments, name) is not None}


def _add(parser: argparse.ArgumentParser, name: str, field: FieldInfo) -> None:
    option, text = "--" + name.replace("_", "-"), HELP[name]
    kind = _plain(field.annotation)
    if kind is bool:
        parser.add_argument(option, action=argparse.BooleanOptionalAction, default=None, help=text)
    elif get_origin(kind) is Literal:
        # Choices are checked by the request, which names them in one sentence.
        parser.add_argument(option, metavar="{" + ",".join(get_args(kind)) + "}", help=text)
    else:
        parser.add_argument(option, type=kind, metavar=_metavar(kind), help=f"{text}{_range(field)}")


def _plain(annotation: Any) -> Any:
    """The type itself of ``Annotated[T, …]`` and ``T | None``."""
    if hasattr(annotation, "__metadata__"):
        return _plain(annotation.__origin__)
    if isinstance(annotation, UnionType) or type(None) in get_args(annotation):
        return _plain(next(part for part in get_args(annotation) if part is not type(None)))
    return annotation


def _metavar(kind: type) -> str:
    return {int: "N", float: "X"}.get(kind, "TEXT")


def _range(field: FieldInfo) -> str:
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
    bounds = [
        f"{sign} {getattr(part, key):g}"
        for part in field.metadata
        for key, sign in signs.items()
        if hasattr(part, key)
    ]
    return f" ({', '.join(bounds)})" if bounds else ""
