"""Pictures made on a cluster: shown, stopped, made again elsewhere, and recorded once."""

import gc
import os
import signal
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.engine.local import LocalEngine
from core.engine.ray.engine import LOST, RayEngine
from core.errors import CancelledError, StudioError
from core.settings import Settings
from core.studio import Studio
from tests.core.engine.ray_cluster import all_runs, held_generators, killed, painted_batch, worked, workers_of
from tests.fakes import FakeGenerators, FakeRecorder, fake_job, fake_profile
from tests.fakes import until as until_within

# Ray reads its settings when it is imported: only the engine itself may do so.
pytestmark = [
    pytest.mark.server,
    pytest.mark.slow,
    pytest.mark.skipif(
        find_spec("ray") is None, reason="Ray is not installed: pip install -r requirements-ray.txt"
    ),
]

PHOTOS = 8
"""Of the batch that loses a worker; it was run with 40 as well."""
Start = Callable[..., RayEngine]
PATIENCE = 180.0
"""Seconds for workers that are processes of their own, and begin late on a machine that has much to do."""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """One cluster of this machine for all tests here; it is asked for two workers."""
    from core.engine.ray.cluster import connect, disconnect

    settings = Settings(data_dir=tmp_path_factory.mktemp("cluster"), engine="ray", ray_workers=2)
    before = signal.getsignal(signal.SIGTERM)
    assert connect(settings)
    assert signal.getsignal(signal.SIGTERM) is before
    yield settings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # Ray does not wait for the processes that it ends
        disconnect()
        gc.collect()
    os.environ.pop("RAY_AUTH_TOKEN_PATH")


@pytest.fixture
def recorder() -> FakeRecorder:
    return FakeRecorder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where files let pictures go on."""
    return tmp_path


@pytest.fixture
def start(cluster: Settings, folder: Path, recorder: FakeRecorder) -> Iterator[Start]:
    """Start an engine; it is closed when the test is over."""
    started: list[RayEngine] = []

    def engine(**options: Any) -> RayEngine:
        settings = replace(cluster, data_dir=folder)
        options.setdefault("make", held_generators)
        started.append(RayEngine(settings, recorder, **options))
        started[-1].start()
        return started[-1]

    yield engine
    for path in folder.glob("wait*"):
        path.with_name(path.name.removesuffix(" begun")).touch()
    for one in started:
        assert one.close()


def until(true: Callable[[], Any]) -> None:
    until_within(true, PATIENCE)


def idle(engine: RayEngine) -> bool:
    return not engine.state().jobs


def begun(folder: Path, prompt: str) -> bool:
    return (folder / f"{prompt} begun").exists()


def test_pictures_are_those_of_this_process(start: Start, recorder: FakeRecorder):
    local, there = FakeRecorder(), start()
    here = LocalEngine(FakeGenerators(), local)
    here.start()
    jobs = [fake_job(name) for name in "abcd"]
    here.submit(jobs)
    there.submit(jobs)
    until(lambda: idle(there) and not here.state().jobs)
    here.close()
    assert sorted(recorder.of("finished")) == sorted(recorder.of("started")) == list("abcd")
    for name in "abcd":
        assert np.array_equal(local.pictures[name].composite, recorder.pictures[name].composite)


def test_two_are_made_at_a_time_and_seen(start: Start, folder: Path, recorder: FakeRecorder):
    engine = start()
    engine.submit([fake_job("wait a"), fake_job("wait b"), fake_job("c")])
    until(lambda: begun(folder, "wait a") and begun(folder, "wait b"))
    until(lambda: sum(job.stage == "inpaint" for job in engine.state().jobs) == 2)
    until(lambda: engine.state().jobs[0].preview is not None)
    states = engine.state().jobs
    assert [job.status for job in states] == ["running", "running", "queued"]
    assert (states[0].step, states[0].steps, states[2].position) == (1, 3, 1)
    assert engine.waiting() == 1
    (folder / "wait a").touch()
    assert engine.wait("wait a", PATIENCE)
    assert engine.wait("c", PATIENCE)
    assert [state.id for state in engine.state().jobs] == ["wait b"]
    assert next(engine.follow("wait b")).stage == "inpaint"


def test_a_picture_is_stopped_and_its_worker_goes_on(start: Start, folder: Path, recorder: FakeRecorder):
    engine = start()
    engine.submit([fake_job("wait a"), fake_job("wait b"), fake_job("c"), fake_job("d")])
    until(lambda: begun(folder, "wait a") and begun(folder, "wait b"))
    assert engine.cancel("d")
    assert engine.cancel("wait a")
    assert engine.wait("c", PATIENCE)
    until(lambda: sorted(recorder.of("cancelled")) == ["d", "wait a"])
    assert not engine.cancel("c")
    assert not engine.cancel("nobody")
    assert engine.cancel_all("ann") == 1
    until(lambda: idle(engine))
    assert recorder.of("finished") == ["c"]


@pytest.mark.parametrize(("prompt", "said"), [("bad", "it broke"), ("odd", "OddError: x")])
def test_a_picture_that_fails_stops_no_other(start: Start, recorder: FakeRecorder, prompt: str, said: str):
    engine = start()
    engine.submit([fake_job(prompt), fake_job("b")])
    until(lambda: idle(engine))
    assert recorder.of("finished") == ["b"]
    error, text = recorder.errors[prompt]
    assert str(error) == said
    assert "_stumble" in text


def test_the_picture_of_a_killed_worker_is_made_again_once(
    start: Start, folder: Path, recorder: FakeRecorder
):
    engine = start()
    names = ["wait a", "wait b", "c", "d", "e"]
    engine.submit([fake_job(name) for name in names])
    until(lambda: begun(folder, "wait a") and begun(folder, "wait b"))
    os.kill(workers_of(engine)[0], signal.SIGKILL)
    until(lambda: any(job.message == LOST for job in engine.state().jobs) or engine.waiting() > 3)
    for name in names[:2]:
        (folder / name).touch()
    until(lambda: idle(engine))
    assert sorted(recorder.of("finished")) == sorted(names)
    assert sorted(recorder.of("started")) == sorted(names)
    assert recorder.of("failed") == recorder.of("cancelled") == []


def test_a_picture_that_costs_worker_after_worker_fails(
    start: Start, folder: Path, recorder: FakeRecorder, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("core.engine.ray.engine.TRIES", 1)
    engine = start()
    engine.submit([fake_job("wait a")])
    until(lambda: begun(folder, "wait a"))
    os.kill(workers_of(engine)[0], signal.SIGKILL)
    until(lambda: idle(engine))
    assert "lower max_side" in str(recorder.errors["wait a"][0])


def test_workers_without_work_are_let_go_and_come_again(start: Start, recorder: FakeRecorder):
    engine = start(idle_seconds=0.2)
    engine.submit([fake_job("a")])
    until(lambda: idle(engine))
    until(lambda: not engine._lanes)
    engine.submit([fake_job("b")])
    until(lambda: idle(engine))
    assert recorder.of("finished") == ["a", "b"]


def test_a_worker_goes_on_with_the_weights_it_has(start: Start, folder: Path, recorder: FakeRecorder):
    engine = start()
    other = replace(fake_job("b"), profile=fake_profile("other"))
    engine.submit([fake_job("wait a"), replace(other, id="wait b", request=fake_job("wait b").request)])
    until(lambda: begun(folder, "wait a") and begun(folder, "wait b"))
    engine.submit([fake_job("c"), other])
    (folder / "wait b").touch()
    assert engine.wait("b", PATIENCE)
    assert engine.waiting() == 1
    (folder / "wait a").touch()
    until(lambda: idle(engine))
    done = recorder.of("finished")
    assert done[:2] == ["wait b", "b"]
    assert sorted(done[2:]) == ["c", "wait a"]


def test_closing_stops_what_is_made_and_drops_what_waits(start: Start, folder: Path, recorder: FakeRecorder):
    engine = start()
    engine.submit([fake_job("wait a"), fake_job("wait b"), fake_job("c")])
    until(lambda: begun(folder, "wait a") and begun(folder, "wait b"))
    assert engine.close()
    assert sorted(recorder.of("cancelled")) == ["wait a", "wait b"]
    with pytest.raises(StudioError, match="shutting down"):
        engine.submit([fake_job("d")])


def broken_generators(settings: Settings, stage_cache: object) -> Any:
    """A worker that never stands."""
    raise ModuleNotFoundError("No module named 'core'")


def test_workers_that_never_stand_are_told_of(start: Start, recorder: FakeRecorder):
    engine = start(make=broken_generators)
    engine.submit([fake_job("a"), fake_job("b"), fake_job("c")])
    until(lambda: len(recorder.errors) == 3)
    assert "with the same requirements installed" in str(recorder.errors["a"][0])
    assert "put this version" in str(engine.state().problem)


def test_what_is_recorded_badly_is_told_and_goes_on(start: Start, recorder: FakeRecorder):
    recorder.raises["finished"] = StudioError("The disk is full.")
    engine = start()
    engine.submit([fake_job("a")])
    until(lambda: idle(engine))
    assert recorder.of("failed") == ["a"]
    assert engine.state().problem == "The disk is full."


def test_a_picture_that_another_process_has_is_no_problem(start: Start, recorder: FakeRecorder):
    recorder.raises["finished"] = CancelledError("Another process has it.")
    engine = start()
    engine.submit([fake_job("a")])
    until(lambda: idle(engine))
    assert engine.state().problem is None
    assert recorder.of("cancelled") == ["a"]


@pytest.mark.thorough
@pytest.mark.timeout(900)
def test_a_batch_whose_worker_is_killed_is_whole_and_has_the_local_pixels(cluster: Settings, tmp_path: Path):
    plan, photo = painted_batch(PHOTOS, ("on a beach", "in a meadow"))
    pixels: dict[str, list[str]] = {}
    for engine in ("ray", "local"):
        settings = replace(cluster, engine=engine, data_dir=tmp_path / engine)
        studio = Studio.open(settings, preload=False, mirror=False)
        victims: list[int] = []

        def kill_once(done: int, studio: Studio = studio, victims: list[int] = victims) -> None:
            if done == PHOTOS // 2 and isinstance(studio._engine, RayEngine):
                victims.append(workers_of(studio._engine)[0])
                killed(victims[0])

        made = worked(studio, plan, photo, kill_once)
        if isinstance(studio._engine, RayEngine):
            assert victims
            assert not set(victims) & set(workers_of(studio._engine))
        assert {one.how for one in made} == {"made"}
        runs = all_runs(studio)
        assert [run.status for run in runs] == ["finished"] * 2 * PHOTOS
        assert len({(run.digest, run.artifacts["upload"].sha256) for run in runs}) == 2 * PHOTOS
        pixels[engine] = [one.run.outcome.pixels_sha256 for one in made if one.run and one.run.outcome]
        studio.close()
    assert pixels["ray"] == pixels["local"]
