"""A picture that is not wanted any more ends at the next check, from whichever thread it was stopped."""

import time
from threading import Event, Thread, Timer

import pytest

from core.errors import CancelledError
from core.runtime.cancellation import Cancellation, left_when_cancelled


def test_nothing_is_raised_before_it_was_asked_for() -> None:
    Cancellation().check()
    Cancellation(lambda: False).check()


def test_another_thread_may_ask_for_it_and_it_stays_so() -> None:
    cancellation = Cancellation()
    thread = Thread(target=cancellation.request)
    thread.start()
    thread.join()
    for _ in range(2):
        with pytest.raises(CancelledError, match="nothing was kept"):
            cancellation.check()


def test_another_source_is_asked_at_each_check() -> None:
    answers = iter([False, True])
    cancellation = Cancellation(lambda: next(answers))
    cancellation.check()
    with pytest.raises(CancelledError):
        cancellation.check()


def test_work_that_cannot_be_stopped_is_left() -> None:
    goes_on, cancellation = Event(), Cancellation()
    Timer(0.05, cancellation.request).start()
    began = time.perf_counter()
    with pytest.raises(CancelledError):
        left_when_cancelled(lambda: goes_on.wait(30), cancellation)
    assert time.perf_counter() - began < 10
    goes_on.set()


def test_what_is_not_cancelled_comes_back_with_its_errors() -> None:
    assert left_when_cancelled(lambda: 3, Cancellation()) == 3
    with pytest.raises(ZeroDivisionError):
        left_when_cancelled(lambda: 1 // 0, Cancellation())
