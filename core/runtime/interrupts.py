"""Ctrl-C that is not lost: Python drops a ``KeyboardInterrupt`` that is raised in a finaliser, in a weak
reference's callback or in C code that calls back, says "Exception ignored in", and works on."""

import signal
from threading import Event
from types import FrameType

_pressed = Event()


def remember_interrupts() -> None:
    """From now on Ctrl-C is remembered beside being raised; for a program's main thread, at its start. Where
    the program was started with Ctrl-C ignored, it stays so."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _remembered)


def check_interrupts() -> None:
    """Raise ``KeyboardInterrupt`` where Ctrl-C was pressed and what it raised has been lost. What was raised
    here is not raised again: what follows is the work of ending."""
    if _pressed.is_set():
        _pressed.clear()
        raise KeyboardInterrupt


def _remembered(number: int, frame: FrameType | None) -> None:
    _pressed.set()
    signal.default_int_handler(number, frame)
