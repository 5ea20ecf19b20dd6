"""A model is loaded while nobody denoises, and who wants to denoise waits for it."""

import time
from threading import Event, Thread

from core.runtime.loading_lock import painting, unpainted
from tests.fakes import until


def test_loading_waits_for_who_denoises() -> None:
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


def test_who_wants_to_denoise_waits_for_who_loads() -> None:
    inside, leave, order = Event(), Event(), list[str]()

    def load() -> None:
        with unpainted():
            inside.set()
            leave.wait(20)
            order.append("loaded")

    def paint() -> None:
        with painting(), painting():
            order.append("painted")

    Thread(target=load, daemon=True).start()
    assert inside.wait(20)
    Thread(target=paint, daemon=True).start()
    time.sleep(0.1)
    assert order == []
    leave.set()
    until(lambda: len(order) == 2)
    assert order == ["loaded", "painted"]
