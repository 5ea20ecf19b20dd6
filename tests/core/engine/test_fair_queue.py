"""Owners take turns, each in the order in which they asked."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from core.engine.fair_queue import FairQueue
from core.engine.jobs import Job
from tests.fakes import fake_job

OWNERS = ("ann", "bob", "cem")
Action = str | None
"""An owner who puts a job, or ``None``: the job that is being made is done and the next one is taken."""
actions = st.lists(st.sampled_from([*OWNERS, None]), max_size=40)


def filled(*owners: str) -> FairQueue:
    queue = FairQueue()
    for number, owner in enumerate(owners):
        queue.put(fake_job(f"{owner}{number}", owner))
    return queue


def ids(jobs: Sequence[Job]) -> list[str]:
    return [job.id for job in jobs]


def test_several_jobs_come_next_only_where_nobody_else_waits() -> None:
    assert ids(filled("ann", "ann", "ann").next_of("ann", 2)) == ["ann0", "ann1"]
    assert ids(filled("ann", "bob", "ann").next_of("ann", 2)) == ["ann0"]
    assert ids(filled("bob", "bob").next_of("ann", 2)) == ["bob0"]
    assert ids(filled().next_of("ann", 2)) == []


def drained(queue: FairQueue) -> list[str]:
    taken: list[str] = []
    while (job := queue.take()) is not None:
        taken.append(job.id)
        queue.done(job.owner)
    return taken


def test_owners_take_turns_and_keep_their_order():
    queue = filled("ann", "ann", "ann", "bob", "bob", "cem")
    assert drained(queue) == ["ann0", "bob3", "cem5", "ann1", "bob4", "ann2"]


def test_whoever_comes_while_anothers_picture_is_made_is_next():
    queue = filled("ann", "ann")
    queue.take()
    queue.put(fake_job("late", "bob"))
    assert ids(queue.order()) == ["late", "ann1"]


def test_a_removed_job_is_gone_and_its_owners_place_with_the_last_one():
    queue = filled("ann", "bob", "bob")
    removed = queue.remove("ann0")
    assert removed is not None
    assert removed.id == "ann0"
    assert queue.remove("ann0") is None
    queue.put(fake_job("again", "ann"))
    assert drained(queue) == ["bob1", "again", "bob2"]


def test_an_empty_queue_gives_nothing():
    queue = FairQueue()
    queue.done("ann")
    assert queue.take() is None
    assert queue.order() == []


@given(actions)
def test_the_order_shown_is_the_order_taken(steps: list[Action]):
    queue, making = FairQueue(), None
    for number, owner in enumerate(steps):
        if owner is None:
            if making is not None:
                queue.done(making.owner)
            making = queue.take()
        else:
            queue.put(fake_job(str(number), owner))
    shown = ids(queue.order())
    assert len(queue) == len(shown)
    assert all(map(queue.has, shown))
    if making is not None:
        queue.done(making.owner)
    assert drained(queue) == shown


@given(actions)
def test_nobody_waits_for_two_pictures_of_another_owner(steps: list[Action]):
    queue = FairQueue()
    since_their_turn: dict[str, list[str]] = {}
    making: str | None = None
    for number, owner in enumerate([*steps, *[None] * len(steps)]):
        if owner is not None:
            queue.put(fake_job(str(number), owner))
            if owner != making:
                since_their_turn.setdefault(owner, [] if making is None else [making])
            continue
        if making is not None:
            queue.done(making)
        if making is not None and any(job.owner == making for job in queue.order()):
            since_their_turn.setdefault(making, [])
        job = queue.take()
        making = None if job is None else job.owner
        if making is not None:
            ahead = since_their_turn.pop(making)
            assert len(ahead) == len(set(ahead))
            for waited in since_their_turn.values():
                waited.append(making)


@given(actions, st.integers(1, 4))
def test_several_at_a_time_are_fair_and_none_idles_while_a_job_waits(steps: list[Action], workers: int):
    queue = FairQueue()
    making: list[Job] = []
    put, taken = 0, 0
    for number, owner in enumerate([*steps, *[None] * len(steps)]):
        if owner is not None:
            queue.put(fake_job(str(number), owner))
            put += 1
        elif making:
            queue.done(making.pop(0).owner)
        while len(making) < workers and (job := queue.take()) is not None:
            taken += 1
            waiting = {one.owner for one in queue.order()}
            served = [one.owner for one in making]
            # Who has a picture made already gets another one only where nobody without one waits.
            assert job.owner not in served or waiting <= {*served, job.owner}
            making.append(job)
        assert not len(queue) or len(making) == workers
    assert (taken, len(queue)) == (put, 0)


def test_one_owner_has_all_workers_until_another_comes():
    queue = filled("ann", "ann", "ann", "ann")
    assert [job.id for job in (queue.take(), queue.take()) if job] == ["ann0", "ann1"]
    queue.put(fake_job("late", "bob"))
    queue.done("ann")
    following = queue.next()
    assert following is not None
    assert following.id == "late"
    assert ids(queue.order()) == ["late", "ann2", "ann3"]


def test_all_of_one_owner_or_of_all_are_taken_out_in_their_order() -> None:
    queue = FairQueue()
    for name, owner in (("a", "ann"), ("b", "bob"), ("c", "ann"), ("d", "cem")):
        queue.put(fake_job(name, owner))
    assert [job.id for job in queue.remove_all("ann")] == ["a", "c"]
    assert not queue.has("a")
    assert [job.id for job in queue.remove_all()] == ["b", "d"]
    assert (len(queue), queue.next(), queue.remove_all()) == (0, None, [])
