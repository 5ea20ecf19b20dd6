"""The engine's generators: a pipeline for each profile, all on one analysis."""

from dataclasses import replace

from core.engine.jobs import Generator, MakeGenerator
from core.models.resolved import ResolvedProfile
from core.pipeline.analysis import Analysis
from core.pipeline.pipeline import BackgroundPipeline, ScenePipeline
from core.runtime.devices import devices


def on_each_device(analysis: Analysis) -> tuple[MakeGenerator, ...]:
    """``pipeline_generators`` for each device that ``analysis.settings`` comes to: the first on ``analysis``
    itself, the others on analyses of their own, which share what is remembered of photos. Raises
    ``InputError``."""
    settings, cache = analysis.settings, analysis.stage_cache
    further = [replace(settings, device=device) for device in devices(settings.device)[1:]]
    return tuple(
        pipeline_generators(one) for one in (analysis, *(Analysis(own, None, cache) for own in further))
    )


def pipeline_generators(analysis: Analysis) -> MakeGenerator:
    """What makes a profile's ``BackgroundPipeline`` for an engine. Depth models that the profile does not
    take are let go: the engine turns to it from another one, whose weights shall not stay beside its own."""

    def make(profile: ResolvedProfile, low_memory: bool) -> Generator:
        if profile.paints_scenes:
            return ScenePipeline(analysis)
        pipeline = BackgroundPipeline(profile, analysis.settings, analysis=analysis, low_memory=low_memory)
        analysis.models.keep_depth_of(profile)
        return pipeline

    return make
