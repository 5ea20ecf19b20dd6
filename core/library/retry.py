"""Writing things down although another program holds the database: patiently, and if need be later."""

import logging
import time
from collections.abc import Callable
from threading import Lock, Timer

Act = Callable[[], object]
LOST = "Something could not be written down"

log = logging.getLogger(__name__)


class Retry:
    """Repeats what fails by one of ``held_up`` for ``patience`` seconds, and beyond that every
    ``again`` seconds in the background until it succeeds or ``stop`` is called. What fails by one of
    ``later`` is not waited for, but owed as well; any other error would be raised each time."""

    def __init__(
        self,
        held_up: tuple[type[Exception], ...],
        *,
        later: tuple[type[Exception], ...] = (),
        patience: float = 30.0,
        again: float = 5.0,
    ) -> None:
        self._held_up, self._patience, self._again = held_up, patience, again
        self._owing = (*held_up, *later)
        self._lock = Lock()
        self._owed: list[Act] = []
        self._stopped = False

    def with_patience(self, act: Act) -> None:
        """Do it; raises what ``act`` raises, ``held_up`` only after so many seconds."""
        until = time.monotonic() + self._patience
        while True:
            try:
                act()
            except self._held_up:
                if self._stopped or time.monotonic() >= until:
                    raise
                time.sleep(min(0.2, self._patience))
            else:
                return

    def eventually(self, act: Act) -> None:
        """Do it now or later; what else it raises is logged, since it would only be raised again."""
        if self._done(act):
            return
        with self._lock:
            self._owed.append(act)
            if len(self._owed) == 1:
                self._later()

    def stop(self) -> None:
        """Wait no longer, and try what is owed a last time."""
        self._stopped = True
        self._settle()

    def _later(self) -> None:
        timer = Timer(self._again, self._settle)
        timer.daemon = True
        timer.start()

    def _settle(self) -> None:
        with self._lock:
            owed, self._owed = self._owed, []
        left = [act for act in owed if not self._done(act)]
        with self._lock:
            self._owed = left + self._owed
            if self._owed and not self._stopped:
                self._later()

    def _done(self, act: Act) -> bool:
        """Whether nothing is owed any more: it is done, or would fail each time."""
        try:
            act()
        except self._owing:
            return False
        except Exception:
            log.warning(LOST, exc_info=True)
        return True
