"""The lock that lets one model at a time be loaded in this process, and keeps the loaders quiet."""

from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from threading import Condition, RLock

from core.runtime.lean_imports import lean_imports

_LOCK = RLock()
"""Held by the thread that loads a model; the same thread may take it again for a part of that model."""


class _Brushes:
    """How many threads denoise, and whether one waits for none to."""

    def __init__(self) -> None:
        self.changed = Condition()
        self.painting = 0
        self.loaders = 0


_BRUSHES = _Brushes()


@contextmanager
def painting() -> Generator[None]:
    """Denoise inside, while no other thread loads a diffusion model: that would change the number format in
    here. Nothing is to be loaded inside."""
    with _BRUSHES.changed:
        _BRUSHES.changed.wait_for(lambda: not _BRUSHES.loaders)
        _BRUSHES.painting += 1
    try:
        yield
    finally:
        with _BRUSHES.changed:
            _BRUSHES.painting -= 1
            _BRUSHES.changed.notify_all()


@contextmanager
def unpainted() -> Generator[None]:
    """Load a diffusion model inside, once all who are ``painting`` are done; new ones wait. To be taken
    before ``loading_lock``."""
    with _BRUSHES.changed:
        _BRUSHES.loaders += 1
        _BRUSHES.changed.wait_for(lambda: not _BRUSHES.painting)
    try:
        yield
    finally:
        with _BRUSHES.changed:
            _BRUSHES.loaders -= 1
            _BRUSHES.changed.notify_all()


@contextmanager
def loading_lock() -> Generator[None]:
    """Hold the process-wide lock while a model is loaded inside, without the libraries' own messages.

    The libraries' loaders are not made for threads. Meanwhile torch's default dtype is the model's, for
    all threads; ``torch.nn.init`` and the way modules take parameters are replaced; and classes imported
    on first use by two threads at once may come half made.
    """
    with _LOCK:
        quiet_libraries()
        refuse_code()
        yield


@cache
def quiet_libraries() -> None:
    """Let diffusers and transformers log errors only and draw no progress bars. Done once per process.

    What they would say here is that torchvision is not installed (Pillow does its work), that a
    safety checker was not passed, and that an AutoencoderTiny stands where an AutoencoderKL may.
    """
    with lean_imports():
        from diffusers.utils import logging as diffusers_logging
        from transformers.utils import logging as transformers_logging

    for library in (diffusers_logging, transformers_logging):
        library.set_verbosity_error()
        library.disable_progress_bar()


@cache
def refuse_code() -> None:
    """Let transformers never ask on the terminal whether a model's own code is to be run: it is not, be it
    in a part of a pipeline, whose loading takes no word on that from us. Done once per process."""
    from transformers import dynamic_module_utils

    dynamic_module_utils.TIME_OUT_REMOTE_CODE = 0
