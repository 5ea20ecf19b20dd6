"""Where Cancel takes hold: asked at each stage, and in the denoising loop after each step."""

from collections.abc import Callable
from threading import Event, Thread
from typing import TypeVar

from core.errors import CancelledError

Made = TypeVar("Made")
PATIENCE = 0.05
"""Seconds between two looks whether a picture is still wanted."""


class Cancellation:
    """Whether a picture is still wanted. ``request`` stops it from any thread; ``asked`` is another source of
    the same wish, asked at each check."""

    def __init__(self, asked: Callable[[], bool] | None = None) -> None:
        self._requested, self._asked = Event(), asked

    def request(self) -> None:
        """The picture is not wanted any more."""
        self._requested.set()

    @property
    def requested(self) -> bool:
        """Whether the picture is not wanted any more."""
        return self._requested.is_set() or (self._asked is not None and self._asked())

    def check(self) -> None:
        """Raise ``CancelledError`` where the picture is not wanted any more. Raised from within diffusers'
        ``callback_on_step_end`` it ends the loop; the next picture is not affected."""
        if self.requested:
            raise CancelledError("Cancelled; nothing was kept.")


def left_when_cancelled(work: Callable[[], Made], cancellation: Cancellation) -> Made:
    """What ``work`` gives, or its exception, done by a thread of its own: a decoder cannot be stopped in the
    middle of a photo. Raises ``CancelledError`` as soon as the picture is not wanted any more; the work then
    ends by itself, and what comes of it is dropped. Ctrl-C takes hold as soon.
    """
    made: list[Made] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            made.append(work())
        except BaseException as error:
            failed.append(error)

    thread = Thread(target=run, name="aside", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(PATIENCE)
        cancellation.check()
    if failed:
        raise failed[0]
    return made[0]
