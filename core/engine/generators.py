"""The engine's generators: a pipeline for each profile, all on one analysis."""

from core.engine.jobs import Generator, MakeGenerator
from core.models.resolved import ResolvedProfile
from core.pipeline.analysis import Analysis
from core.pipeline.pipeline import BackgroundPipeline, ScenePipeline


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
