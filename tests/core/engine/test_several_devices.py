"""Several devices of one machine: as many pictures at a time, fair to all, and the next photo looked at."""

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from core.engine.generators import on_each_device
from core.engine.local import LocalEngine
from core.errors import StudioError
from core.models.profile import ModelProfile
from core.models.profiles import PROFILES
from core.models.resolved import ResolvedProfile
from core.pipeline.analysis import Analysis
from core.pipeline.pipeline import BackgroundPipeline
from core.pipeline.progress import Clock
from core.pipeline.stage_cache import StageCache
from core.request import GenerationRequest
from core.settings import Settings
from tests.counting import CountingStudio
from tests.fakes import FakeGenerators, FakeRecorder, fake_job, until
from tests.photos import png, scene


@pytest.fixture
def recorder() -> FakeRecorder:
    return FakeRecorder()


@pytest.fixture
def cards() -> tuple[FakeGenerators, FakeGenerators]:
    """What two graphics cards paint with; each picture waits for its card's gate."""
    return FakeGenerators(gate=Event()), FakeGenerators(gate=Event())


@pytest.fixture
def engine(cards: tuple[FakeGenerators, FakeGenerators], recorder: FakeRecorder) -> Iterator[LocalEngine]:
    engine = LocalEngine(cards[0], recorder, others=cards[1:])
    engine.start()
    yield engine
    for card in cards:
        opened(card)
    assert engine.close()


def opened(card: FakeGenerators) -> None:
    assert card.gate is not None
    card.gate.set()


def test_each_device_makes_a_picture_of_its_own_at_the_same_time(
    engine: LocalEngine, cards: tuple[FakeGenerators, FakeGenerators], recorder: FakeRecorder
) -> None:
    engine.submit([fake_job(name) for name in "abcd"])
    until(lambda: all(card.reached.is_set() for card in cards))
    jobs = engine.state().jobs
    assert sorted((job.id, job.status, job.position) for job in jobs) == [
        ("a", "running", 0), ("b", "running", 0), ("c", "queued", 1), ("d", "queued", 2),
    ]  # fmt: skip
    assert engine.capacity() == 2
    for card in cards:
        opened(card)
    until(lambda: not engine.state().jobs)
    assert sorted(recorder.of("finished")) == ["a", "b", "c", "d"]
    assert len(cards[0].begun) + len(cards[1].begun) == 4


def test_a_newcomer_is_next_while_one_owner_has_both_devices(
    engine: LocalEngine, cards: tuple[FakeGenerators, FakeGenerators], recorder: FakeRecorder
) -> None:
    engine.submit([fake_job(name) for name in "abcd"])
    until(lambda: all(card.reached.is_set() for card in cards))
    engine.submit([fake_job("late", owner="bob")])
    assert [job.id for job in engine.state().jobs][2] == "late"
    opened(cards[0])
    until(lambda: "late" in recorder.of("finished"))
    assert recorder.of("finished")[1] == "late"


def test_each_picture_is_cancelled_alone(
    engine: LocalEngine, cards: tuple[FakeGenerators, FakeGenerators], recorder: FakeRecorder
) -> None:
    engine.submit([fake_job("a"), fake_job("b")])
    until(lambda: all(card.reached.is_set() for card in cards))
    assert engine.cancel("b")
    until(lambda: recorder.of("cancelled") == ["b"])
    assert [job.id for job in engine.state().jobs] == ["a"]


def test_the_next_photo_is_looked_at_once_while_a_picture_is_made(recorder: FakeRecorder) -> None:
    make = FakeGenerators(gate=Event())
    engine = LocalEngine(make, recorder)
    engine.start()
    try:
        engine.submit([fake_job("a", prompt="one"), fake_job("b", prompt="two"), fake_job("c")])
        until(lambda: make.prepared)
        time.sleep(0.1)  # the picture tells its stage again and again meanwhile
        assert [request.prompt for request in make.prepared] == ["two"]
        opened(make)
        until(lambda: not engine.state().jobs)
        assert [request.prompt for request in make.prepared].count("two") == 1
        assert recorder.of("finished") == ["a", "b", "c"]
    finally:
        engine.close()


def test_as_many_photos_are_looked_at_as_are_painted_at_once(recorder: FakeRecorder) -> None:
    make = FakeGenerators(steps=200, seconds_per_step=0.01)
    engine = LocalEngine(make, recorder, together=2)
    engine.start()
    try:
        engine.submit(fake_job(str(number)) for number in range(6))
        until(lambda: len(make.prepared) == 3)
        time.sleep(0.1)
        assert [request.prompt for request in make.prepared] == ["1", "2", "3"]
    finally:
        engine.close()


def test_looking_ahead_ends_where_its_picture_is_not_wanted_any_more(recorder: FakeRecorder) -> None:
    make, looked = FakeGenerators(gate=Event()), Event()
    ended: list[type[BaseException]] = []

    def prepare(_: object, request: GenerationRequest, photo: bytes, clock: Clock, **_more: object) -> None:
        looked.set()
        try:
            until(lambda: clock.cancellation.requested)
            clock.cancellation.check()
        except StudioError as error:
            ended.append(type(error))
            raise

    engine = LocalEngine(make, recorder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.fakes.FakeGenerator.prepare", prepare)
        engine.start()
        engine.submit([fake_job("a"), fake_job("b")])
        assert looked.wait(20)
        assert engine.cancel("b")
        until(lambda: ended)
    opened(make)
    assert engine.close()


def test_a_prepared_photo_makes_the_very_same_picture_and_asks_no_model_again(
    tiny: ModelProfile, studio: Settings
) -> None:
    photo = png(scene(96, 64))
    alone = CountingStudio(tiny, studio).make(photo)
    counted = CountingStudio(tiny, studio)
    counted.pipeline.analysis.stage_cache.empty()
    request = counted.asked()
    counted.pipeline.prepare(request, photo, Clock(), profile=ResolvedProfile.of(tiny))
    calls = counted.calls
    made = counted.make(photo)
    assert counted.calls == calls == (1, 1)
    assert (made.composite == alone.composite).all()


def test_listed_devices_have_pipelines_of_their_own_on_one_memory(studio: Settings, tmp_path: Path) -> None:
    settings = Settings(models_dir=studio.models_dir, data_dir=tmp_path, device="cpu,cpu")
    analysis = Analysis(settings, stage_cache=StageCache())
    makes = on_each_device(analysis)
    profile = ResolvedProfile.of(PROFILES["mini"])
    pipelines = [make(profile, False) for make in makes]
    assert len(pipelines) == 2
    first, second = pipelines
    assert isinstance(first, BackgroundPipeline)
    assert isinstance(second, BackgroundPipeline)
    assert first.analysis is analysis
    assert second.analysis is not analysis
    assert second.analysis.stage_cache is analysis.stage_cache
    assert len(on_each_device(Analysis(Settings(device="cpu")))) == 1
