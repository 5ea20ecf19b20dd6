"""What a recorder raises is the engine's problem, but for a picture that is not wanted any more."""

from threading import Condition

import pytest

from core.engine.local import LocalEngine
from core.engine.recording import RECORDER, recording
from core.errors import CancelledError, StoreError
from tests.fakes import FakeGenerators, FakeRecorder, fake_job, until


def test_a_failure_is_a_problem_and_goes_on():
    problems: dict[str, str] = {}
    with pytest.raises(StoreError), recording(Condition(), problems):
        raise StoreError("The store is gone.")
    assert problems == {RECORDER: "The store is gone."}


def test_a_picture_that_is_not_wanted_is_no_problem():
    problems: dict[str, str] = {}
    with pytest.raises(CancelledError), recording(Condition(), problems):
        raise CancelledError("Another process has it.")
    assert problems == {}


@pytest.mark.parametrize("when", ["started", "finished"])
def test_a_picture_that_another_process_has_is_dropped_and_the_next_is_made(when: str):
    recorder = FakeRecorder(raises={when: CancelledError("Another process has it.")})
    engine = LocalEngine(FakeGenerators(), recorder)
    engine.start()
    engine.submit([fake_job("a")])
    until(lambda: not engine.state().jobs)
    assert engine.state().problem is None
    assert recorder.of("cancelled") == ["a"]
    recorder.raises.clear()
    engine.submit([fake_job("b")])
    until(lambda: recorder.of("finished") == ["b"])
    assert engine.close()
