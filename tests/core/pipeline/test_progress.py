"""A clock tells of each stage, times it, and is where cancelling takes hold."""

import numpy as np
import pytest

from core.errors import CancelledError
from core.pipeline.progress import Clock, Progress
from core.runtime.cancellation import Cancellation

SMALL = np.zeros((2, 2, 3), np.uint8)


def test_stages_are_told_and_timed_in_order():
    told: list[Progress] = []
    clock = Clock(told.append)
    for name in ("orient", "fit"):
        with clock.stage(name):
            pass
    assert [progress.stage for progress in told] == ["orient", "fit"]
    assert list(clock.seconds) == ["orient", "fit"]
    assert 0 <= told[0].seconds <= told[1].seconds


def test_steps_are_told_with_their_preview():
    told: list[Progress] = []
    Clock(told.append).tell("inpaint", 3, 20, lambda: SMALL)
    assert (told[0].stage, told[0].step, told[0].steps) == ("inpaint", 3, 20)
    assert told[0].preview is SMALL


def test_no_preview_is_made_for_nobody():
    Clock().tell("inpaint", 1, 2, lambda: pytest.fail("nobody listens"))


def test_a_cancelled_clock_begins_no_stage_and_tells_nothing():
    told: list[Progress] = []
    clock = Clock(told.append, cancellation=Cancellation(lambda: True))
    with pytest.raises(CancelledError), clock.stage("fit"):
        pytest.fail("the stage was begun")
    assert told == []
    assert clock.seconds == {}


def test_a_snapshot_cannot_be_changed():
    with pytest.raises(AttributeError):
        Progress("fit", 0, 0, 0.0).step = 1  # pyright: ignore[reportAttributeAccessIssue]


def test_a_preview_is_made_only_where_it_is_wanted():
    told: list[Progress] = []
    wanted = iter([False, True])
    clock = Clock(told.append, previews=lambda: next(wanted))
    for step in (1, 2):
        clock.tell("inpaint", step, 2, lambda: SMALL)
    assert [progress.preview for progress in told] == [None, SMALL]
