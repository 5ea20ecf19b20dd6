"""A model is loaded while nobody denoises, and who wants to denoise waits for it."""

from threading import Event, Thread

from core.runtime.loading_lock import painting, unpainted
from tests.fakes import until


def test_loading_waits_for_who_denoises_and_new_ones_wait_for_it() -> None:
    begun, leave, order = Event(), Event(), list[str]()

    def paint() -> None:
        with painting():
            begun.set()
            leave.wait(20)
            order.append("painted")

    def load() -> None:
        with unpainted():
            order.append("loaded")

    threads = [Thread(target=paint, daemon=True), Thread(target=load, daemon=True)]
    threads[0].start()
    assert begun.wait(20)
    threads[1].start()
    leave.set()
    until(lambda: len(order) == 2)
    assert order == ["painted", "loaded"]
    with painting(), painting():
        pass
