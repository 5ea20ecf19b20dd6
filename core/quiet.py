"""Keeps libraries' own bars and notices off a person's screen: what matters is said by us."""

from functools import cache


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
