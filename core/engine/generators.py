"""The engine's generators: a pipeline for each profile, all on one analysis."""

from collections.abc import Callable

from core.engine.jobs import Generator, MakeGenerator
from core.models.profile import ModelProfile
from core.models.profiles import resolve_profile
from core.pipeline.analysis import Analysis
from core.pipeline.pipeline import BackgroundPipeline


def pipeline_generators(
    analysis: Analysis, profile_of: Callable[[str], ModelProfile] | None = None
) -> MakeGenerator:
    """What makes a profile's ``BackgroundPipeline`` for an engine. ``profile_of`` finds a profile by name;
    without it profiles are read from the analysis' settings each time, so that one that was just written
    or fetched is found. Depth models that the profile does not take are let go: the engine turns to it from
    another one, whose weights shall not stay beside its own."""
    settings = analysis.settings
    find = profile_of or (lambda name: resolve_profile(name, settings))

    def make(profile: str, low_memory: bool) -> Generator:
        made = BackgroundPipeline(find(profile), settings, analysis=analysis, low_memory=low_memory)
        analysis.keep_depth_of(made.profile)
        return made

    return make
