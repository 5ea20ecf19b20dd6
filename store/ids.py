"""Names of runs and groups: 32 lower-case hex digits that sort by time."""

import secrets
import threading
import time
from datetime import UTC, datetime

from store.records import RUN_ID

_RANDOM_BITS = 74


class _Clock:
    """The last moment given out, so that ids of one process never go backwards."""

    def __init__(self) -> None:
        self._last = 0
        self._lock = threading.Lock()

    def moment(self) -> int:
        """Milliseconds since 1970 and 74 random bits, greater than any before."""
        now = time.time_ns() // 1_000_000 << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
        with self._lock:
            # Within one millisecond, or when the clock was set back. The step is random because a
            # forked process goes on from the same moment.
            self._last = max(now, self._last + 1 + secrets.randbits(32))
            return self._last


_clock = _Clock()


def new_id() -> str:
    """A version 7 UUID (RFC 9562) without its dashes; later ones sort after earlier ones."""
    moment = _clock.moment()
    milliseconds, first, second = moment >> 74, moment >> 62 & 0xFFF, moment & (1 << 62) - 1
    high, low = milliseconds << 16 | 7 << 12 | first, 0b10 << 62 | second
    return f"{high:016x}{low:016x}"


def made_at(run_id: str) -> datetime:
    """When an id was made, UTC and aware; 1970 for what is no id."""
    milliseconds = int(run_id[:12], 16) if is_id(run_id) else 0
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def is_id(text: str) -> bool:
    """Whether ``text`` could be a run's id; to be asked before an id from a link is used."""
    return RUN_ID.fullmatch(text) is not None
