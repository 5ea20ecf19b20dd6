"""What becomes of an engine when its recorder raises."""

import logging
from collections.abc import Generator, MutableMapping
from contextlib import contextmanager
from threading import Condition

from core.errors import CancelledError, sentence

RECORDER = "recorder"
"""Under which name its problem stands among the engine's."""

log = logging.getLogger(__name__)


@contextmanager
def recording(changed: Condition, problems: MutableMapping[str, str]) -> Generator[None]:
    """What the recorder raises is put among ``problems``, with ``changed`` held, and goes on; but for
    ``CancelledError``: that a picture is not wanted any more is no problem."""
    try:
        yield
    except CancelledError:
        raise
    except Exception as error:
        log.warning("A job could not be recorded", exc_info=True)
        with changed:
            problems[RECORDER] = sentence(error)
        raise
