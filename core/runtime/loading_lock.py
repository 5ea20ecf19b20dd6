"""Keeps libraries' own bars and notices off a person's screen: what matters is said by us."""

from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from threading import RLock

_ONE_AT_A_TIME = RLock()


@contextmanager
def loading() -> Generator[None]:
    """Load a model inside: quietly, and one at a time in this process.

    The libraries' loaders are not made for threads. Meanwhile torch's default dtype is the model's, for
    all threads; ``torch.nn.init`` and the way modules take parameters are replaced; and classes imported
    on first use by two threads at once may come half made.
    """
    with _ONE_AT_A_TIME:
        quiet_libraries()
        yield


@cache
def quiet_libraries() -> None:
    """Errors only from diffusers and transformers, and none of their bars. Said once per process.

    What they would say here is that torchvision is not installed (Pillow does its work), that a
    safety checker was not passed, and that an AutoencoderTiny stands where an AutoencoderKL may.
    """
    from diffusers.utils import logging as diffusers_logging
    from transformers.utils import logging as transformers_logging

    for library in (diffusers_logging, transformers_logging):
        library.set_verbosity_error()
        library.disable_progress_bar()
