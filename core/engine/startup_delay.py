"""When to begin what can wait: not while the first page is being drawn."""

from threading import Event


class StartupDelay:
    """``wait`` lasts until ``after`` seconds past the first ``seen``, or ``longest`` without one; ``end`` and
    ``close`` end it at once. As it is made without numbers, nothing waits. For any number of threads."""

    def __init__(self, after: float = 0.0, longest: float = 0.0) -> None:
        self._after, self._longest = after, longest
        self._seen, self._over, self._closed = Event(), Event(), False

    def seen(self) -> None:
        """A page is being looked at, which takes the machine for a moment."""
        self._seen.set()

    def end(self) -> None:
        """A caller waits for what is waiting here."""
        self._over.set()
        self._seen.set()

    def close(self) -> None:
        """Nothing is to begin any more."""
        self._closed = True
        self.end()

    def wait(self) -> bool:
        """Return when background work may begin, ``False`` where it need not any more."""
        if self._seen.wait(self._longest):
            self._over.wait(self._after)
        return not self._closed
