"""Calls that end in time: MLflow's own limit is for each wait, and a server that sends a byte a second never
reaches it."""

from collections.abc import Callable
from threading import Thread
from typing import Any

CALL_SECONDS, UPLOAD_SECONDS = 20.0, 600.0
"""For a question or an answer of a few kB, and for the files of one run."""
_UPLOADS = frozenset({"log_artifacts", "log_artifact"})


class Patient:
    """Has every method of ``client`` raise ``TimeoutError`` after ``seconds`` (``uploading`` for files). What
    hangs is left behind in a thread of its own, which does not keep the process alive."""

    def __init__(self, client: Any, seconds: float = CALL_SECONDS, uploading: float = UPLOAD_SECONDS) -> None:
        self._client, self._seconds, self._uploading = client, seconds, uploading

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._client, name)
        seconds = self._uploading if name in _UPLOADS else self._seconds
        return lambda *given, **named: in_time(lambda: method(*given, **named), seconds)


def in_time(call: Callable[[], Any], seconds: float) -> Any:
    """What ``call`` gives or raises; ``TimeoutError`` after so many seconds."""
    given: list[Any] = []
    raised: list[Exception] = []

    def work() -> None:
        try:
            given.append(call())
        except Exception as error:
            raised.append(error)

    thread = Thread(target=work, name="mlflow-call", daemon=True)
    thread.start()
    thread.join(seconds)
    if raised:
        raise raised[0]
    if not given:
        raise TimeoutError(f"it did not answer within {seconds:g} seconds")
    return given[0]
