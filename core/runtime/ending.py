"""The end of a program while threads of its own are still at work, as where a picture fails while models are
read ahead. A thread that comes back from C++ once the interpreter is being taken down is ended there by an
exception that C++ does not let through: the process is aborted, and its exit code lost."""

import atexit
import os
import sys
import threading
from typing import NoReturn

from core.runtime.printing import close_streams

_codes: list[int] = []


def prepare_end() -> None:
    """For a program's main thread, at its start: what is registered first is done last, after all that
    libraries do at the end."""
    atexit.register(_leave_threads)


def end(code: int) -> NoReturn:
    """End the program with ``code``. Threads that need not be waited for may be at work still."""
    _codes.append(code)
    sys.exit(code)


def _leave_threads() -> None:
    """Leave at once where threads would be ended in the middle; the others have ended by now."""
    if _codes and any(thread is not threading.current_thread() for thread in threading.enumerate()):
        close_streams()
        os._exit(_codes[-1])
