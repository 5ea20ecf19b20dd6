"""The engine on real, tiny models: followed, cancelled, switched from profile to profile, close to memory."""

import gc
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from typing import Any

import numpy as np
import pytest

from core.diffusion.inpainting import Inpainter
from core.engine.generators import pipeline_generators
from core.engine.jobs import Job
from core.engine.local import LITTLE_MEMORY, LocalEngine
from core.engine.model_slot import ModelSlot
from core.models.profiles import ModelProfile
from core.models.resolved import resolve
from core.pipeline.analysis import Analysis
from core.pipeline.pipeline import BackgroundPipeline
from core.pipeline.stage_cache import StageCache
from core.settings import Settings
from core.stages.depth import DepthEstimator
from tests.core.conftest import tiny_profile
from tests.counting import MODEL_STAGES
from tests.fakes import FakeRecorder, fake_job, until
from tests.photos import cutout, png
from tests.tiny import TinyModels

MakeJob = Callable[..., Job]


@pytest.fixture
def settings(studio: Settings, tiny_models: TinyModels) -> Settings:
    """With a second profile ``other`` on the same models but for the depth model."""
    others = replace(tiny_models, depth=tiny_models.depth_anything)
    both = tiny_profile(tiny_models) + tiny_profile(others, "other")
    (studio.data_dir / "profiles.toml").write_text(both)
    return studio


@pytest.fixture
def recorder() -> FakeRecorder:
    return FakeRecorder()


@pytest.fixture
def engine(settings: Settings, recorder: FakeRecorder) -> Iterator[LocalEngine]:
    engine = LocalEngine(pipeline_generators(Analysis(settings)), recorder)
    engine.start(resolve("tiny", None, settings))
    yield engine
    assert engine.close()


@pytest.fixture
def job(settings: Settings) -> MakeJob:
    """A job that ``settings`` resolve."""

    def made(job_id: str, profile: str = "tiny", **changes: Any) -> Job:
        job = fake_job(job_id, prompt="a beach", profile=profile, **changes)
        return replace(job, profile=resolve(profile, job.request.depth_model, settings))

    return made


def idle(engine: LocalEngine) -> bool:
    return not engine.state().jobs


def test_a_queued_picture_is_the_very_one_that_the_pipeline_makes(
    engine: LocalEngine, recorder: FakeRecorder, tiny: ModelProfile, settings: Settings, job: MakeJob
):
    engine.submit([job("a")])
    until(lambda: idle(engine))
    alone = BackgroundPipeline(tiny, settings).generate(job("a").request, png(cutout()))
    assert np.array_equal(recorder.pictures["a"].composite, alone.composite)
    assert tuple(recorder.pictures["a"].seconds) == MODEL_STAGES


def test_a_picture_can_be_cancelled_while_it_is_denoised_and_the_next_is_as_ever(
    engine: LocalEngine, recorder: FakeRecorder, job: MakeJob
):
    engine.submit([job("a")])
    until(lambda: idle(engine))
    engine.submit([job("b", num_inference_steps=150), job("c")])
    until(lambda: (state := engine.job("b")) and state.preview)
    assert engine.cancel("b")
    until(lambda: idle(engine))
    assert (recorder.of("cancelled"), recorder.of("finished")) == (["b"], ["a", "c"])
    assert np.array_equal(recorder.pictures["a"].composite, recorder.pictures["c"].composite)


def test_switching_profiles_leaves_no_weights_of_the_old_one(
    engine: LocalEngine, recorder: FakeRecorder, monkeypatch: pytest.MonkeyPatch, job: MakeJob
):
    alive: list[weakref.ref[Any]] = []
    depths: list[weakref.ref[Any]] = []
    most, most_depths = 0, 0
    pipe, load_depth = Inpainter.pipe, DepthEstimator.load

    def watched(self: Inpainter) -> Any:
        nonlocal most, most_depths
        fresh = self._pipe is None
        if fresh:
            gc.collect()
            most = max(most, 1 + sum(ref() is not None for ref in alive))
            most_depths = max(most_depths, sum(ref() is not None for ref in depths))
        made = pipe.fget(self)  # pyright: ignore[reportOptionalCall]
        if fresh:
            alive.append(weakref.ref(made.unet))
        return made

    def watched_depth(self: DepthEstimator) -> None:
        fresh = self._model is None
        load_depth(self)
        if fresh:
            depths.append(weakref.ref(self._model))

    monkeypatch.setattr(Inpainter, "pipe", property(watched))
    monkeypatch.setattr(DepthEstimator, "load", watched_depth)
    engine.submit([job(str(n), ("tiny", "other")[n % 2]) for n in range(4)])
    until(lambda: idle(engine))
    assert recorder.of("finished") == ["0", "1", "2", "3"]
    assert engine.state().profile == "other"
    assert len(alive) >= 3
    assert most == 1
    assert len(depths) == 2
    assert most_depths <= 1


def test_two_sessions_look_at_photos_by_two_profiles_while_the_engine_goes_from_one_to_the_other(
    settings: Settings, recorder: FakeRecorder, job: MakeJob
):
    analysis = Analysis(
        settings, stage_cache=StageCache(entries=1)
    )  # hardly remembers, so that models are asked
    engine = LocalEngine(pipeline_generators(analysis), recorder)
    engine.start()
    profiles = ("tiny", "other")
    alone = [Analysis(settings).inspect(cutout(), job("-", name).request).control for name in profiles]
    engine.submit([job(str(n), profiles[n % 2]) for n in range(4)])

    def session(at: int) -> list[bool]:
        request = job("-", profiles[at]).request
        return [np.array_equal(analysis.inspect(cutout(), request).control, alone[at]) for _ in range(12)]

    with ThreadPoolExecutor(2) as pool:
        seen = list(pool.map(session, range(2)))
    until(lambda: idle(engine))
    assert seen == [[True] * 12] * 2
    assert recorder.of("finished") == ["0", "1", "2", "3"]
    assert engine.close()


def test_real_want_of_memory_is_answered_the_thrifty_way(
    settings: Settings, recorder: FakeRecorder, monkeypatch: pytest.MonkeyPatch, job: MakeJob
):
    import torch

    run, gate, reached = Inpainter.run, Event(), Event()

    def hungry(self: Inpainter, *given: Any, **options: Any) -> Any:
        if not self.low_memory:
            torch.empty(1 << 58, dtype=torch.uint8)
        reached.set()
        assert gate.wait(20)
        return run(self, *given, **options)

    monkeypatch.setattr(Inpainter, "run", hungry)
    engine = LocalEngine(pipeline_generators(Analysis(settings)), recorder)
    engine.start()
    engine.submit([job("a")])
    assert reached.wait(60)
    state = engine.job("a")
    assert state is not None
    assert state.message == LITTLE_MEMORY
    gate.set()
    until(lambda: idle(engine))
    assert recorder.pictures["a"].low_memory
    assert engine.close()


def test_a_generator_that_is_let_go_is_gone(settings: Settings):
    held = ModelSlot(pipeline_generators(Analysis(settings)))
    generator = held.of(resolve("tiny", None, settings))
    generator.load()
    assert isinstance(generator, BackgroundPipeline)
    unet = weakref.ref(generator.inpainter.pipe.unet)
    held.let_go()
    assert unet() is None
