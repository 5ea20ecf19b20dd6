"""Words that every part of the pages uses for a run's state and its rating."""

from collections.abc import Mapping

from store.records import RunStatus

STATUS_WORDS: Mapping[RunStatus, str] = {
    RunStatus.QUEUED: "Waiting",
    RunStatus.RUNNING: "Being made",
    RunStatus.FINISHED: "Finished",
    RunStatus.FAILED: "Failed",
    RunStatus.CANCELLED: "Cancelled",
    RunStatus.INTERRUPTED: "Interrupted",
}


def stars_text(stars: int | None) -> str:
    """A rating as five stars; nothing where there is none."""
    return "" if stars is None else "★" * stars + "☆" * (5 - stars)
