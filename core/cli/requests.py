"""What a command line asks for: the request, the photo, and where results go."""

import argparse
import secrets
from collections import Counter
from pathlib import Path

from core.cli.arguments import changes
from core.errors import OutputPathError
from core.models.profiles import default_profile_name, resolve_profile
from core.output import check_writable, picture_format
from core.request import MAX_SEED, GenerationRequest
from core.runtime.machine import expects_cuda
from core.settings import Settings

STAGE_PICTURES = ("source", "matte", "control", "background", "composite")


def request_of(arguments: argparse.Namespace, settings: Settings) -> GenerationRequest:
    """The request, its seed drawn where the command line has none.

    Raises ``RequestError`` or ``ProfileError``.
    """
    name = arguments.profile or default_profile_name(expects_cuda(settings.device))
    seed = secrets.randbelow(MAX_SEED + 1) if arguments.seed is None else arguments.seed
    profile = resolve_profile(name, settings)
    return GenerationRequest.for_profile(profile, prompt=arguments.prompt, seed=seed, **changes(arguments))


def outputs_of(arguments: argparse.Namespace) -> dict[str, Path]:
    """What is written where, checked before any work is done. ``output``, the picture asked for, goes
    last, so that it is there only when all is. Raises ``OutputPathError``."""
    outputs: dict[str, Path] = {}
    picture_format(arguments.output)
    if arguments.stages is not None:
        if arguments.stages.exists() and not arguments.stages.is_dir():
            raise OutputPathError(f"{arguments.stages} is a file; give --stages a folder.")
        outputs |= {name: arguments.stages / f"{name}.png" for name in STAGE_PICTURES}
    if arguments.report is not None:
        outputs["report"] = arguments.report
    outputs["output"] = arguments.output
    for path in outputs.values():
        check_writable(path)
    paths = [arguments.photo, *outputs.values()]
    for path, count in Counter(path.resolve() for path in paths).items():
        if count > 1:
            raise OutputPathError(
                f"{path} would be overwritten; give the photo and each result its own name."
            )
    return outputs
