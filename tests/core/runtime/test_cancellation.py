"""A picture that is not wanted any more ends at the next check, from whichever thread it was stopped."""

from threading import Thread

import pytest

from core.errors import CancelledError
from core.runtime.cancellation import Cancellation


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
