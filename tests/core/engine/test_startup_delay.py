"""What can wait begins once the first page is drawn."""

from threading import Thread

from core.engine.startup_delay import Lull
from tests.fakes import PATIENCE, until

FOREVER = 10 * PATIENCE


def waiting(lull: Lull) -> Thread:
    thread = Thread(target=lull.wait, daemon=True)
    thread.start()
    return thread


def test_nothing_waits_where_nobody_says_so() -> None:
    assert Lull().wait()


def test_background_work_begins_after_the_first_look() -> None:
    lull = Lull(0.0, FOREVER)
    thread = waiting(lull)
    assert thread.is_alive()
    lull.seen()
    until(lambda: not thread.is_alive())


def test_it_begins_although_nobody_looks() -> None:
    assert Lull(FOREVER, 0.01).wait()


def test_work_ends_the_wait() -> None:
    lull = Lull(FOREVER, FOREVER)
    lull.seen()
    thread = waiting(lull)
    assert thread.is_alive()
    lull.end()
    until(lambda: not thread.is_alive())


def test_nothing_begins_once_it_is_closed() -> None:
    lull = Lull(FOREVER, FOREVER)
    lull.close()
    assert not lull.wait()
