"""Work begun before it is needed, beside what goes on meanwhile."""

import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Thread

log = logging.getLogger(__name__)


def begin_ahead(name: str, *works: Callable[[], object]) -> Thread:
    """Begin ``works``, one after the other, in a thread called ``name``, which is returned. What goes wrong
    is left to those who need it: they do it themselves, and are told."""

    def run() -> None:
        try:
            for work in works:
                work()
        except Exception:
            log.info("What was begun ahead (%s) failed", name, exc_info=True)

    thread = Thread(target=run, name=name, daemon=True)
    thread.start()
    return thread


@contextmanager
def waited_for(begun: Thread) -> Generator[None]:
    """What was ``begun`` has ended when this is left, also by an error."""
    try:
        yield
    finally:
        begun.join()
