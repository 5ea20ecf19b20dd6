"""Jobs one at a time: followed, cancelled, recorded whatever happens, and never two profiles in memory."""

import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from threading import Event, Thread
from typing import Any

import pytest
from PIL import Image

from core.engine.jobs import JobState
from core.engine.local import LITTLE_MEMORY, LocalEngine
from core.engine.running_job import RunningJob
from core.errors import DeviceError, ModelMissingError, OutOfMemoryError, StudioError
from core.pipeline.pipeline import Picture
from core.pipeline.progress import Clock
from core.request import GenerationRequest
from tests.fakes import FakeGenerator, FakeGenerators, FakeRecorder, fake_job, fake_profile, until

Start = Callable[..., LocalEngine]


@pytest.fixture
def recorder() -> FakeRecorder:
    return FakeRecorder()


@pytest.fixture
def start(recorder: FakeRecorder) -> Iterator[Start]:
    """Start an engine; it is closed when the test is over."""
    started: list[LocalEngine] = []

    def engine(make: FakeGenerators, preload: str | None = None, **options: Any) -> LocalEngine:
        started.append(LocalEngine(make, recorder, **options))
        started[-1].start(None if preload is None else fake_profile(preload))
        return started[-1]

    yield engine
    for one in started:
        assert one.close()


def closed_gate() -> FakeGenerators:
    return FakeGenerators(gate=Event())


def opened(make: FakeGenerators) -> None:
    assert make.gate is not None
    make.gate.set()


def idle(engine: LocalEngine) -> bool:
    return not engine.state().jobs


def running(engine: LocalEngine) -> JobState:
    """The job that waits at the gate."""
    (state,) = (job for job in engine.state().jobs if job.position == 0)
    return state


def test_a_job_is_made_and_recorded(start: Start, recorder: FakeRecorder):
    engine = start(FakeGenerators())
    engine.submit([fake_job("a")])
    until(lambda: idle(engine))
    assert recorder.told == [("started", "a"), ("finished", "a")]
    assert recorder.pictures["a"].subject_max_difference == 0
    assert engine.state().profile == "mini"


def test_the_running_job_does_not_count_as_waiting(start: Start):
    make = closed_gate()
    engine = start(make)
    engine.submit([fake_job("a"), fake_job("b"), fake_job("c")])
    until(lambda: engine.waiting() == 2)
    opened(make)
    until(lambda: idle(engine))
    assert engine.waiting() == 0


def test_jobs_show_their_position_and_how_far_they_are(start: Start):
    make = closed_gate()
    engine = start(make)
    engine.submit([fake_job("a"), fake_job("b"), fake_job("c", "bob", seed=7)])
    assert make.reached.wait(20)
    jobs = engine.state().jobs
    assert [(job.id, job.status, job.position) for job in jobs] == [
        ("a", "running", 0),
        ("c", "queued", 1),
        ("b", "queued", 2),
    ]
    assert (jobs[0].stage, jobs[0].step, jobs[0].steps) == ("inpaint", 1, 3)
    assert (jobs[1].owner, jobs[1].prompt, jobs[1].profile, jobs[1].seed) == ("bob", "c", "mini", 7)
    assert engine.job("b") == jobs[2]
    assert engine.job("z") is None
    opened(make)


def test_a_follower_sees_a_small_picture_of_the_last_step(start: Start):
    make = closed_gate()
    engine = start(make)
    engine.state()
    engine.submit([fake_job("a")])
    assert make.reached.wait(20)
    preview = running(engine).preview
    assert preview is not None
    assert Image.open(BytesIO(preview)).size == (16, 12)
    opened(make)


def test_no_preview_is_made_when_nobody_has_looked_lately(start: Start, recorder: FakeRecorder):
    clock = iter(range(0, 10_000, 10))
    make = FakeGenerators()
    engine = start(make, now=lambda: float(next(clock)))
    engine.submit([fake_job("a")])
    until(lambda: recorder.of("finished"))
    assert make.previews == 0


def test_a_finished_jobs_state_stays_until_it_is_recorded(start: Start, recorder: FakeRecorder):
    recorder.saving = Event()
    engine = start(FakeGenerators())
    engine.submit([fake_job("a")])
    assert recorder.reached.wait(20)
    assert running(engine).stage == "save"
    assert not engine.cancel("a")
    recorder.saving.set()
    until(lambda: idle(engine))
    assert recorder.of("finished") == ["a"]


def test_a_running_job_is_cancelled_at_its_next_step(start: Start, recorder: FakeRecorder):
    make = closed_gate()
    engine = start(make)
    engine.submit([fake_job("a"), fake_job("b")])
    assert make.reached.wait(20)
    assert engine.cancel("a")
    until(lambda: recorder.of("cancelled") == ["a"])
    opened(make)
    until(lambda: idle(engine))
    assert recorder.of("finished") == ["b"]


def test_a_running_job_that_is_to_be_stopped_says_so_until_it_is():
    running = RunningJob(fake_job("a"), lambda: 0.0, None)
    assert not running.state().leaving
    running.cancellation.request()
    assert (running.state().leaving, running.state().message) == (True, "Being cancelled.")


def test_a_queued_job_is_cancelled_at_once(start: Start, recorder: FakeRecorder):
    make = closed_gate()
    engine = start(make)
    engine.submit([fake_job("a"), fake_job("b")])
    assert make.reached.wait(20)
    assert engine.cancel("b")
    assert engine.job("b") is None
    assert recorder.told == [("started", "a"), ("cancelled", "b")]
    assert not engine.cancel("b")
    opened(make)


def test_all_jobs_of_one_owner_or_of_all_are_cancelled(start: Start, recorder: FakeRecorder):
    make = closed_gate()
    engine = start(make)
    engine.submit([fake_job("a"), fake_job("b"), fake_job("c", "bob"), fake_job("d", "cem")])
    assert make.reached.wait(20)
    assert engine.cancel_all("bob") == 1
    assert recorder.of("cancelled") == ["c"]
    assert engine.cancel_all() == 3
    until(lambda: idle(engine))
    assert sorted(recorder.of("cancelled")) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("error", [DeviceError("It cannot."), ZeroDivisionError("by zero")])
def test_a_failure_is_recorded_with_its_traceback_and_the_next_job_is_made(
    error: Exception, start: Start, recorder: FakeRecorder
):
    engine = start(FakeGenerators(raises={"a": error}))
    engine.submit([fake_job("a"), fake_job("b")])
    until(lambda: idle(engine))
    assert recorder.told == [("started", "a"), ("failed", "a"), ("started", "b"), ("finished", "b")]
    caught, text = recorder.errors["a"]
    assert caught is error
    assert "Traceback" in text
    assert engine.state().problem is None


def test_a_photo_that_cannot_be_read_back_fails_its_job_only(start: Start, recorder: FakeRecorder):
    recorder.lost.add("a")
    engine = start(FakeGenerators())
    engine.submit([fake_job("a"), fake_job("b")])
    until(lambda: idle(engine))
    assert (recorder.of("failed"), recorder.of("finished")) == (["a"], ["b"])


def test_a_picture_that_cannot_be_saved_is_recorded_as_failed_and_told(start: Start, recorder: FakeRecorder):
    recorder.raises["finished"] = StudioError("The disk is full.")
    engine = start(FakeGenerators())
    engine.submit([fake_job("a")])
    until(lambda: idle(engine))
    assert recorder.of("failed") == ["a"]
    assert engine.state().problem == "The disk is full."
    recorder.raises.clear()
    engine.submit([fake_job("b")])
    until(lambda: idle(engine))
    assert engine.state().problem is None


@pytest.mark.parametrize("word", ["started", "finished", "failed", "cancelled"])
def test_the_worker_survives_a_recorder_that_fails_at_everything(
    word: str, start: Start, recorder: FakeRecorder
):
    recorder.raises = dict.fromkeys(["started", "finished", "failed", "cancelled"], OSError("no space left"))
    make = closed_gate()
    engine = start(make)
    engine.submit([fake_job("a"), fake_job("b")])
    assert engine.cancel("b")
    opened(make)
    until(lambda: idle(engine))
    assert str(engine.state().problem).startswith("Something went wrong inside the studio (OSError)")
    recorder.raises.clear()
    engine.submit([fake_job("c")])
    until(lambda: recorder.of("finished") == ["c"])


def test_weights_are_loaded_in_advance_while_jobs_can_be_queued(start: Start, recorder: FakeRecorder):
    make = FakeGenerators(load_gate=Event())
    engine = start(make, preload="mini")
    assert make.reached.wait(20)
    engine.submit([fake_job("a")])
    state = engine.state()
    assert (state.loading, state.profile) == ("The models of mini are being loaded.", None)
    assert [(job.status, job.position) for job in state.jobs] == [("queued", 1)]
    assert make.load_gate is not None
    make.load_gate.set()
    until(lambda: idle(engine))
    assert recorder.of("finished") == ["a"]
    assert len(make.made) == 1
    state = engine.state()
    assert (state.loading, state.profile) == (None, "mini")


def test_weights_that_are_missing_in_advance_are_told_until_they_are_there(start: Start):
    make = FakeGenerators(missing=frozenset({"mini"}))
    engine = start(make, preload="mini")
    until(lambda: engine.state().problem)
    state = engine.state()
    assert state.problem == "mini is not on this machine; get it with: python -m core fetch mini"
    assert (state.loading, state.profile) == (None, None)
    make.missing = frozenset()
    engine.submit([fake_job("a")])
    until(lambda: idle(engine))
    assert engine.state().problem is None


def test_two_profiles_are_never_in_memory_at_once(start: Start):
    make = FakeGenerators()
    engine = start(make, preload="mini")
    engine.submit([fake_job(str(n), profile=("mini", "other", "third")[n % 3]) for n in range(9)])
    until(lambda: idle(engine))
    assert make.most_loaded == 1
    assert len(make.begun) == 9
    assert engine.close()
    assert make.loaded == []


def test_a_profile_that_is_missing_leaves_the_loaded_one_in_place(start: Start, recorder: FakeRecorder):
    make = FakeGenerators(missing=frozenset({"other"}))
    engine = start(make)
    engine.submit([fake_job("a"), fake_job("b", profile="other"), fake_job("c")])
    until(lambda: idle(engine))
    assert isinstance(recorder.errors["b"][0], ModelMissingError)
    assert recorder.of("finished") == ["a", "c"]
    assert len(make.made) == 1


def test_want_of_memory_is_answered_by_a_frugal_second_try_that_stays(start: Start, recorder: FakeRecorder):
    make = FakeGenerators(only_low_memory=True, gate=Event())
    engine = start(make)
    engine.submit([fake_job("a"), fake_job("b"), fake_job("c", profile="other")])
    assert make.reached.wait(20)
    assert running(engine).message == LITTLE_MEMORY
    opened(make)
    until(lambda: idle(engine))
    assert recorder.of("finished") == ["a", "b", "c"]
    assert all(picture.low_memory for picture in recorder.pictures.values())
    assert [(one.profile, one.low_memory) for one in make.made] == [
        ("mini", False),
        ("mini", True),
        ("other", False),
        ("other", True),
    ]
    assert make.most_loaded == 1


def test_want_of_memory_the_thrifty_way_too_fails_with_advice(start: Start, recorder: FakeRecorder):
    make = FakeGenerators(out_of_memory=2)
    engine = start(make)
    engine.submit([fake_job("a"), fake_job("b")])
    until(lambda: idle(engine))
    error, _ = recorder.errors["a"]
    assert isinstance(error, OutOfMemoryError)
    assert "lower max_side" in str(error)
    assert recorder.of("finished") == ["b"]


def test_want_of_memory_in_advance_makes_the_first_picture_frugal(start: Start, recorder: FakeRecorder):
    make = FakeGenerators(load_error=OutOfMemoryError("Too little memory."))
    engine = start(make, preload="mini")
    until(lambda: engine.state().problem == "Too little memory.")
    make.load_error = None
    engine.submit([fake_job("a")])
    until(lambda: idle(engine))
    assert recorder.pictures["a"].low_memory


def test_closing_cancels_what_runs_and_drops_what_waits(start: Start, recorder: FakeRecorder):
    make = closed_gate()
    engine = start(make)
    engine.submit([fake_job("a"), fake_job("b")])
    assert make.reached.wait(20)
    assert engine.close()
    assert recorder.told == [("started", "a"), ("cancelled", "a")]
    assert make.loaded == []
    with pytest.raises(StudioError, match="shutting down"):
        engine.submit([fake_job("c")])


def test_the_time_left_is_told_from_the_pace_of_steps_and_of_the_last_picture(start: Start):
    now = [0.0]
    paced = PacedGenerators(now)
    engine = start(paced, now=lambda: now[0])
    paced.engine = engine
    engine.submit([fake_job("a", num_inference_steps=4), fake_job("b", num_inference_steps=4)])
    until(lambda: idle(engine))
    first, second = paced.seen["a"], paced.seen["b"]
    # Before the first picture nothing is known; what comes after its steps is guessed as one more of them.
    assert first == [None, 2 * 3 + 2, 2 * 2 + 2, 2 + 2, 2]
    assert second == [3 + 2 * 4 + 5, 2 * 3 + 5, 2 * 2 + 5, 2 + 5, 5]
    assert paced.queued["a"] == [None] * 5


class PacedGenerators(FakeGenerators):
    """Moves the clock by hand, 3 s before denoising, 2 s a step, 5 s after, and notes the time left."""

    def __init__(self, now: list[float]) -> None:
        super().__init__()
        self.now = now
        self.engine: LocalEngine | None = None
        self.seen: dict[str, list[float | None]] = {}
        self.queued: dict[str, list[float | None]] = {}

    def note(self, request: GenerationRequest) -> None:
        assert self.engine is not None
        running, *others = self.engine.state().jobs
        self.seen.setdefault(request.prompt, []).append(running.seconds_left)
        self.queued.setdefault(request.prompt, []).extend(job.seconds_left for job in others)

    def generator(self, profile: str, low_memory: bool) -> FakeGenerator:
        return PacedGenerator(self, profile, low_memory)


class PacedGenerator(FakeGenerator):
    all: PacedGenerators

    def generate(
        self, request: GenerationRequest, photo: bytes, clock: Clock | None = None, **options: Any
    ) -> Picture:
        assert clock is not None
        told = clock.tell

        def tell(stage: str, step: int = 0, *more: Any) -> None:
            passing = {"depth": 3.0, "composite": 5.0, "inpaint": 2.0 if step else 0.0}
            if stage != "orient":
                self.all.now[0] += passing.get(stage, 0.0)
            told(stage, step, *more)
            if step or stage == "orient":
                self.all.note(request)

        clock.tell = tell  # pyright: ignore[reportAttributeAccessIssue]
        return super().generate(request, photo, clock, **options)


def test_many_threads_may_submit_look_and_cancel_at_once(start: Start, recorder: FakeRecorder):
    engine = start(FakeGenerators())
    cancelled: list[str] = []

    def person(name: str) -> None:
        for number in range(12):
            job_id = f"{name}-{number}"
            engine.submit([fake_job(job_id, name)])
            engine.state()
            if number % 3 == 0 and engine.cancel(job_id):
                cancelled.append(job_id)

    people = [Thread(target=person, args=(name,)) for name in ("ann", "bob", "cem", "dee")]
    for thread in people:
        thread.start()
    for thread in people:
        thread.join()
    until(lambda: idle(engine))
    done = recorder.of("finished") + recorder.of("cancelled")
    assert sorted(done) == sorted(f"{name}-{n}" for name in ("ann", "bob", "cem", "dee") for n in range(12))
    assert sorted(recorder.of("cancelled")) == sorted(cancelled)
    assert recorder.of("failed") == []


def test_a_job_with_other_weights_gets_a_generator_of_its_own(start: Start, recorder: FakeRecorder):
    make = FakeGenerators()
    engine = start(make)
    older = fake_profile().pinned({"base": "f" * 40})
    engine.submit([fake_job("a"), replace(fake_job("b"), profile=older), fake_job("c")])
    until(lambda: idle(engine))
    assert recorder.of("finished") == ["a", "b", "c"]
    assert [one.profile for one in make.made] == ["mini"] * 3
    assert (make.most_loaded, engine.state().profile) == (1, "mini")


def test_a_job_is_plain_data_that_another_machine_can_be_sent():
    job = fake_job("a", depth_model="dpt-large")
    assert pickle.loads(pickle.dumps(job)) == job


def test_a_follower_hears_of_each_change_until_the_job_is_recorded(start: Start, recorder: FakeRecorder):
    make = closed_gate()
    engine = start(make)
    engine.submit([fake_job("a"), fake_job("b")])
    assert make.reached.wait(20)
    followed = engine.follow("b")
    assert next(followed).status == "queued"
    opened(make)
    states = [(state.status, state.stage) for state in followed]
    assert states[-1][0] == "running"
    assert not list(engine.follow("b"))
    assert recorder.of("finished") == ["a", "b"]


def test_following_ends_with_a_cancelled_job_and_with_a_closed_engine(start: Start):
    make = closed_gate()
    engine = start(make)
    engine.submit([fake_job(name) for name in "abc"])
    assert make.reached.wait(20)
    cancelled, dropped = engine.follow("b"), engine.follow("c")
    assert (next(cancelled).id, next(dropped).id) == ("b", "c")
    assert engine.cancel("b")
    assert list(cancelled) == []
    assert engine.close()
    assert list(dropped) == []


def test_a_follower_has_previews_made_only_where_it_wants_them(start: Start, recorder: FakeRecorder):
    make = closed_gate()
    engine = start(make)
    engine.submit([fake_job("a")])
    assert make.reached.wait(20)
    assert next(engine.follow("a")).preview is None
    opened(make)
    assert engine.wait("a", 20)
    make.gate = None
    before = make.previews
    engine.submit([fake_job("b")])
    assert list(engine.follow("b", previews=True))
    assert make.previews >= before
    assert recorder.of("finished") == ["a", "b"]
