"""What a command line asks for: the request, the photo, and where results go."""

import argparse
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from core.cli.backgrounds import sentence_of
from core.cli.given import given_of
from core.cli.scenes import scene_from
from core.errors import OutputPathError, RequestError
from core.models.profiles import SCENE_PROFILE, default_profile_name, resolve_profile
from core.output import check_writable, picture_format
from core.request import GenerationRequest
from core.runtime.machine import expects_cuda
from core.scenes.shops import for_shop
from core.settings import Settings
from core.variations import draw_seed
from store.records import PICTURE_ROLES


def request_of(
    arguments: argparse.Namespace, settings: Settings
) -> tuple[GenerationRequest, tuple[bytes, ...]]:
    """The request, its seed drawn where the command line has none, and the content of the pictures that it
    names: of the background, where that is one, and of further subjects.

    With a scene or a background and no profile it is the built-in one of scenes. Raises ``RequestError``,
    ``ProfileError``, ``SceneError``, or ``ImageError`` for a background that cannot be read.
    """
    given, kept = given_of(arguments, settings)
    scene = {} if arguments.scene is None else {"scene": arguments.scene}
    given = for_shop({**given, **scene})
    background = given.get("background")
    if arguments.prompt is None and background is None:
        raise RequestError(
            "The following arguments are required: --prompt; see python -m core generate --help."
        )
    prompt = sentence_of(None if background is not None else arguments.prompt, background)
    usual = default_profile_name(expects_cuda(settings.device))
    bare = arguments.scene is None and background is None
    name = arguments.profile or (usual if bare else SCENE_PROFILE)
    seed = draw_seed() if arguments.seed is None else arguments.seed
    profile = resolve_profile(name, settings)
    if arguments.scene is not None:
        given["scene"] = scene_from(arguments.scene, prompt, seed)
    return GenerationRequest.for_profile(profile, prompt=prompt, seed=seed, **given), kept


def outputs_of(arguments: argparse.Namespace, seeds: Sequence[int]) -> list[dict[str, Path]]:
    """What is written where, for the picture of each seed, checked before any work is done. ``output``, the
    picture asked for, goes last, so that it is there only when all is. Several pictures have their seed in
    the names of their files. Raises ``OutputPathError``."""
    picture_format(arguments.output)
    stages: Path | None = arguments.stages
    if stages is not None and stages.exists() and not stages.is_dir():
        raise OutputPathError(f"{stages} is a file; give --stages a folder.")
    outputs: list[dict[str, Path]] = []
    for seed in seeds:
        suffix = f"-{seed}" if len(seeds) > 1 else ""
        paths: dict[str, Path] = {}
        if stages is not None:
            folder = stages / str(seed) if suffix else stages
            paths |= {role: folder / f"{role}.png" for role in PICTURE_ROLES}
        for kind in ("report", "output"):
            path: Path | None = getattr(arguments, kind)
            if path is not None:
                paths[kind] = path.with_stem(f"{path.stem}{suffix}")
        outputs.append(paths)
    every = [path for paths in outputs for path in paths.values()]
    for path in every:
        check_writable(path)
    for name, count in Counter(os.path.realpath(path) for path in [arguments.photo, *every]).items():
        if count > 1:
            raise OutputPathError(
                f"{name} would be overwritten; give the photo and each result its own name."
            )
    return outputs
