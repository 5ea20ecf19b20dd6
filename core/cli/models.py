"""``profiles`` and ``fetch``: which models there are, which are here, and getting the others."""

import argparse
from collections.abc import Callable

from core.cli.progress_line import ProgressLine
from core.errors import ProfileError
from core.models.download_manager import fetch_all, fetch_depth_alone
from core.models.local import disk_state, is_here, readable_size
from core.models.matting_models import MATTING_MODELS
from core.models.matting_weights import fetch_matting, is_present
from core.models.profile import ModelProfile, ModelRef
from core.models.profiles import DEPTH_MODELS, all_profiles, resolve_profile
from core.settings import Settings


def profiles(_: argparse.Namespace, settings: Settings) -> None:
    """List profiles, cut-out and depth models: licence, size, whether they are on this machine."""
    for profile in all_profiles(settings).values():
        print(f"{profile.name}  {profile.title}, needs {profile.memory_gb:g} GB of memory")
        if profile.description:
            print(f"    {profile.description}")
        for ref, located in disk_state(profile, settings):
            print(_model_row(ref.role, ref, located is not None))
        print(f"{'':<15}{_defaults(profile)}")
    print("\ncut-out models (--matting-model)")
    for model in MATTING_MODELS.values():
        here = is_present(model.name, settings.weights_dir)
        print(_row("", model.name, model.licence, model.size_mb, here) + f"  {model.title}")
        print(f"{'':<15}{model.licence_note}")
    print("\ndepth models (--depth-model)")
    for name, ref in DEPTH_MODELS.items():
        print(_row("", name, ref.licence, ref.size_mb, is_here(ref, settings)))


def _defaults(profile: ModelProfile) -> str:
    """``20 steps of DDIM, guidance 1.7, eta 1``."""
    by_itself = profile.defaults
    return (
        f"{by_itself.num_inference_steps} steps of {by_itself.scheduler}, guidance "
        f"{by_itself.guidance_scale:g}, eta {by_itself.eta:g}"
    )


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
    if name in DEPTH_MODELS and name not in all_profiles(settings):
        fetch_depth_alone(name, line.show_bytes)
        return
    try:
        profile = resolve_profile(name, settings)
    except ProfileError as error:
        others = ", ".join([*MATTING_MODELS, *(depth for depth in DEPTH_MODELS if depth != "mini")])
        raise ProfileError(f"{error} Single models that can be fetched: {others}.") from error
    fetch_all(profile, settings, line.show_bytes)


def _model_row(role: str, ref: ModelRef, here: bool) -> str:
    name = f"{ref.name}/{ref.subfolder}" if ref.subfolder else ref.name
    return _row(role, name, ref.licence, ref.size_mb, here)


def _row(role: str, name: str, licence: str, size_mb: float, here: bool) -> str:
    state = "on disk" if here else "not here"
    return f"    {role:<11}{name:<52}{licence:<24}{readable_size(size_mb):>8}  {state:<8}"
