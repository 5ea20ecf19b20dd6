"""What was begun ahead has ended when what it was begun for ends."""

from threading import Event

import pytest

from core.runtime.ahead import begin_ahead, waited_for


def test_it_is_waited_for_also_where_something_fails() -> None:
    may, done = Event(), Event()

    def work() -> None:
        may.wait(20)
        done.set()

    def fail() -> None:
        with waited_for(begin_ahead("slow", work)):
            may.set()
            raise ValueError("no photo")

    with pytest.raises(ValueError, match="no photo"):
        fail()
    assert done.is_set()


def test_what_goes_wrong_in_it_is_left_to_those_who_need_it() -> None:
    def work() -> None:
        raise OSError("gone")

    with waited_for(begin_ahead("broken", work)):
        pass
