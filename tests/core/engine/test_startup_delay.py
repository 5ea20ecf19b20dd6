"""What can wait begins once the first page is drawn."""

from threading import Thread

from core.engine.startup_delay import StartupDelay
from tests.fakes import PATIENCE, until

FOREVER = 10 * PATIENCE


def waiting(startup_delay: StartupDelay) -> Thread:
    thread = Thread(target=startup_delay.wait, daemon=True)
    thread.start()
    return thread


def test_nothing_waits_where_nobody_says_so() -> None:
    assert StartupDelay().wait()


def test_background_work_begins_after_the_first_look() -> None:
    startup_delay = StartupDelay(0.0, FOREVER)
    thread = waiting(startup_delay)
    assert thread.is_alive()
    startup_delay.seen()
    until(lambda: not thread.is_alive())


def test_it_begins_although_nobody_looks() -> None:
    assert StartupDelay(FOREVER, 0.01).wait()


def test_work_ends_the_wait() -> None:
    startup_delay = StartupDelay(FOREVER, FOREVER)
    startup_delay.seen()
    thread = waiting(startup_delay)
    assert thread.is_alive()
    startup_delay.end()
    until(lambda: not thread.is_alive())


def test_nothing_begins_once_it_is_closed() -> None:
    startup_delay = StartupDelay(FOREVER, FOREVER)
    startup_delay.close()
    assert not startup_delay.wait()
