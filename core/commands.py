"""The commands behind ``python -m core``; each prints what it found and raises ``StudioError``."""

import argparse
import json
import secrets
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from core.errors import ModelMissingError, OutputError, ProfileError
from core.hub import disk_state, readable_size
from core.options import changes
from core.output import check_writable, encode_picture, picture_format, write_whole
from core.profile_model import ModelProfile, ModelRef
from core.profiles import DEPTH_MODELS, all_profiles, default_profile_name, resolve_profile
from core.request import MAX_SEED, GenerationRequest
from core.settings import Settings
from core.stages.matting_models import MATTING_MODELS
from core.terminal import ProgressLine
from core.weights import fetch_matting, is_present

STAGE_PICTURES = ("source", "matte", "control", "background", "composite")


def generate(arguments: argparse.Namespace, settings: Settings) -> None:
    """Make one picture and write it, its report and its stages."""
    request = _request(arguments, settings)
    outputs = _outputs(arguments)
    if arguments.seed is None:
        print(f"Seed {request.seed}", file=sys.stderr)
    from core.pipeline import BackgroundPipeline
    from core.report import report
    from core.stages.image import read_image

    image = read_image(arguments.photo, max_pixels=settings.max_pixels)
    pipeline = BackgroundPipeline(resolve_profile(request.profile, settings), settings)
    line = ProgressLine()
    try:
        picture = pipeline.generate(request, image, on_progress=line.show)
    finally:
        line.end()
    account = report(picture, pipeline.device)
    contents = {name: getattr(picture, name) for name in STAGE_PICTURES}
    for name, path in outputs.items():
        if name == "report":
            write_whole(path, json.dumps(account, indent=2, ensure_ascii=False).encode() + b"\n")
        else:
            write_whole(path, encode_picture(contents[name.removesuffix("!")], path.suffix))
    width, height = account["size"]
    print(
        f"{arguments.output}  {width}×{height}  seed {request.seed}  "
        f"{sum(picture.seconds.values()):.1f} s  sha256 {account['sha256']}"
    )


def profiles(settings: Settings) -> None:
    """List profiles, cut-out and depth models: licence, size, whether they are on this machine."""
    for profile in all_profiles(settings).values():
        print(f"{profile.name}  {profile.title}")
        if profile.description:
            print(f"    {profile.description}")
        for ref, located in disk_state(profile, settings):
            print(_model_row(ref.role, ref, located is not None))
    print("\ncut-out models (--matting-model)")
    for model in MATTING_MODELS.values():
        here = is_present(model.name, settings.weights_dir)
        print(_row("", model.name, model.licence, model.size_mb, here) + f"  {model.title}")
        print(f"{'':<15}{model.licence_note}")
    print("\ndepth models (--depth-model)")
    for name, ref in DEPTH_MODELS.items():
        print(_row("", name, ref.licence, ref.size_mb, _depth_here(ref, settings)))


def fetch(arguments: argparse.Namespace, settings: Settings) -> None:
    """Download and check what a profile, a cut-out model or a depth model needs."""
    line = ProgressLine()
    try:
        _fetch(arguments.name, settings, line)
    finally:
        line.end()
    print(f"{arguments.name} is on this machine, checked.")


def _fetch(name: str, settings: Settings, line: ProgressLine) -> None:
    report: Callable[[str, int, int], None] = lambda model, done, total: line.show_bytes(done, total, model)  # noqa: E731
    if name in MATTING_MODELS:
        fetch_matting(name, settings.weights_dir, report)
        return
    from core.hub_fetch import fetch as fetch_profile
    from core.hub_fetch import fetch_model

    if name in DEPTH_MODELS and name not in all_profiles(settings):
        fetch_model(DEPTH_MODELS[name], line.show_bytes)
        return
    try:
        profile = resolve_profile(name, settings)
    except ProfileError as error:
        others = ", ".join([*MATTING_MODELS, *(depth for depth in DEPTH_MODELS if depth != "mini")])
        raise ProfileError(f"{error} Single models that can be fetched: {others}.") from error
    fetch_matting(profile.defaults.matting_model, settings.weights_dir, report)
    fetch_profile(profile, line.show_bytes)
    _expect_whole(profile, settings)


def _expect_whole(profile: ModelProfile, settings: Settings) -> None:
    for ref, located in disk_state(profile, settings):
        if located is None:
            raise ModelMissingError(
                f"The {ref.role} model {ref.name} of {profile.name} is not on this machine."
            )


def _request(arguments: argparse.Namespace, settings: Settings) -> GenerationRequest:
    name = arguments.profile
    if name is None:
        from core.device import choose_device

        name = default_profile_name(choose_device(settings.device).kind == "cuda")
    seed = secrets.randbelow(MAX_SEED + 1) if arguments.seed is None else arguments.seed
    profile = resolve_profile(name, settings)
    return GenerationRequest.for_profile(profile, prompt=arguments.prompt, seed=seed, **changes(arguments))


def _outputs(arguments: argparse.Namespace) -> dict[str, Path]:
    """What is written where, checked before any work is done. The picture asked for goes last, so that
    it is there only when all is."""
    outputs: dict[str, Path] = {}
    picture_format(arguments.output)
    if arguments.stages is not None:
        if arguments.stages.exists() and not arguments.stages.is_dir():
            raise OutputError(f"{arguments.stages} is a file; give --stages a folder.")
        outputs |= {name: arguments.stages / f"{name}.png" for name in STAGE_PICTURES}
    if arguments.report is not None:
        outputs["report"] = arguments.report
    outputs["composite!"] = arguments.output
    for path in outputs.values():
        check_writable(path)
    _keep_apart([arguments.photo, *outputs.values()])
    return outputs


def _keep_apart(paths: list[Path]) -> None:
    """The photo and each result must be files of their own."""
    for path, count in Counter(path.resolve() for path in paths).items():
        if count > 1:
            raise OutputError(f"{path} would be overwritten; give the photo and each result its own name.")


def _depth_here(ref: ModelRef, settings: Settings) -> bool:
    from core.hub import locate

    try:
        locate(ref, settings)
    except ModelMissingError:
        return False
    return True


def _model_row(role: str, ref: ModelRef, here: bool) -> str:
    name = f"{ref.name}/{ref.subfolder}" if ref.subfolder else ref.name
    return _row(role, name, ref.licence, ref.size_mb, here)


def _row(role: str, name: str, licence: str, size_mb: float, here: bool) -> str:
    state = "on disk" if here else "not here"
    return f"    {role:<11}{name:<52}{licence:<24}{readable_size(size_mb):>8}  {state:<8}"
