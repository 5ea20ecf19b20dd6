"""``profiles`` and ``fetch``: which models there are, which are here, and getting the others."""

import argparse

from core.cli.progress_line import ProgressLine
from core.errors import ProfileError
from core.models import download_manager
from core.models.local import disk_state, is_here, readable_size
from core.models.matting_models import MATTING_MODELS
from core.models.matting_weights import is_present
from core.models.profiles import DEPTH_MODELS, all_profiles
from core.runtime.printing import say
from core.settings import Settings


def profiles(_: argparse.Namespace, settings: Settings) -> None:
    """List profiles, cut-out and depth models: licence, size, whether they are on this machine."""
    for profile in all_profiles(settings).values():
        say(f"{profile.name}  {profile.title}, needs {profile.memory_gb:g} GB of memory")
        if profile.description:
            say(f"    {profile.description}")
        for ref, located in disk_state(profile, settings):
            name = f"{ref.name}/{ref.subfolder}" if ref.subfolder else ref.name
            say(model_row(ref.role, name, ref.licence, ref.size_mb, located is not None))
        defaults = profile.defaults
        say(
            f"{'':<15}{defaults.num_inference_steps} steps of {defaults.scheduler}, "
            f"guidance {defaults.guidance_scale:g}, eta {defaults.eta:g}"
        )
    say("")
    say("cut-out models (--matting-model)")
    for model in MATTING_MODELS.values():
        here = is_present(model.name, settings.weights_dir)
        say(model_row("", model.name, model.licence, model.size_mb, here) + f"  {model.title}")
        say(f"{'':<15}{model.licence_note}")
    say("")
    say("depth models (--depth-model)")
    for name, ref in DEPTH_MODELS.items():
        say(model_row("", name, ref.licence, ref.size_mb, is_here(ref, settings)))


def fetch(arguments: argparse.Namespace, settings: Settings) -> None:
    """Download and check what a profile, a cut-out model or a depth model needs."""
    try:
        models = download_manager.fetchable(arguments.name, settings)
    except ProfileError as error:
        others = ", ".join([*MATTING_MODELS, *(depth for depth in DEPTH_MODELS if depth != "mini")])
        raise ProfileError(f"{error} Single models that can be fetched: {others}.") from error
    line = ProgressLine()
    try:
        download_manager.fetch(models, settings, line.show_bytes)
    finally:
        line.end()
    say(f"{arguments.name} is on this machine, checked.")


def model_row(role: str, name: str, licence: str, size_mb: float, here: bool) -> str:
    """One line of the list of models; ``size_mb`` in units of 10⁶ bytes."""
    state = "on disk" if here else "not here"
    return f"    {role:<11}{name:<52}{licence:<24}{readable_size(size_mb):>8}  {state:<8}"
