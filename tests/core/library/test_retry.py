"""Held up, tried again, done later."""

from threading import Event

import pytest

from core.library.retry import Retry
from tests.fakes import until


class HeldUp(Exception):
    """Another program is in the way."""


class Act:
    """Held up so many times, then done."""

    def __init__(self, times: int) -> None:
        self.times, self.tries, self.done = times, 0, Event()

    def __call__(self) -> None:
        self.tries += 1
        if self.tries <= self.times:
            raise HeldUp
        self.done.set()


def test_patience_waits_it_out() -> None:
    act = Act(2)
    Retry((HeldUp,), patience=10).with_patience(act)
    assert act.done.is_set()


def test_patience_ends() -> None:
    with pytest.raises(HeldUp):
        Retry((HeldUp,), patience=0.0).with_patience(Act(99))


def test_other_errors_are_raised_at_once() -> None:
    with pytest.raises(ZeroDivisionError):
        Retry((HeldUp,)).with_patience(lambda: 1 // 0)


def test_what_must_be_done_is_done_later() -> None:
    acts = [Act(1), Act(3)]
    retry = Retry((HeldUp,), again=0.01)
    for act in acts:
        retry.eventually(act)
    until(lambda: all(act.done.is_set() for act in acts))


def test_stopping_tries_a_last_time_and_no_more() -> None:
    quick, stuck = Act(1), Act(99)
    retry = Retry((HeldUp,), again=60.0)
    retry.eventually(quick)
    retry.eventually(stuck)
    retry.stop()
    assert quick.done.is_set()
    assert stuck.tries == 2


def test_what_would_only_fail_again_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    Retry((HeldUp,)).eventually(lambda: 1 // 0)
    assert "could not be written down" in caplog.text


def test_what_is_owed_besides_is_not_waited_for() -> None:
    act = Act(1)
    retry = Retry((), later=(HeldUp,), patience=10, again=0.01)
    with pytest.raises(HeldUp):
        retry.with_patience(Act(1))
    retry.eventually(act)
    until(act.done.is_set)


def test_what_is_neither_held_up_nor_for_later_is_logged_and_not_owed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    act = Act(1)
    retry = Retry((), later=(KeyError,), again=0.01)
    retry.eventually(act)
    retry.stop()
    assert act.tries == 1
    assert "could not be written down" in caplog.text
