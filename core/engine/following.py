"""How an engine's jobs are followed, whoever makes them."""

from collections.abc import Callable, Iterator
from threading import Condition

from core.engine.jobs import JobState

FOLLOW_SECONDS = 1.0
"""A follower hears of its job at least so often, for the sake of the seconds that pass."""


def followed(
    job_id: str,
    changed: Condition,
    revision: Callable[[], int],
    look: Callable[[], tuple[JobState, ...] | None],
) -> Iterator[JobState]:
    """The job's states, each time ``revision`` may have changed, until ``look`` has it no more, or is
    ``None`` since the engine is closed. Both are asked with ``changed`` held, which hears of changes."""
    seen = -1
    while True:
        with changed:
            changed.wait_for(lambda last=seen: revision() != last, FOLLOW_SECONDS)
            seen, jobs = revision(), look()
        state = next((job for job in jobs or () if job.id == job_id), None)
        if state is None:
            return
        yield state
