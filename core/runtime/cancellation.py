"""Where Cancel takes hold: asked at each stage, and in the denoising loop after each step."""

from collections.abc import Callable
from threading import Event

from core.errors import CancelledError


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
