"""What goes wrong between us and MLflow, in one sentence."""

import contextlib
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from store.errors import StoreError


class TrackingUnavailableError(StoreError):
    """The tracking server does not answer, or refuses us; nothing is lost, the runs wait."""


def spoken(uri: str | None, folder: Path) -> str:
    """Where the runs are mirrored to, without a password that the address may hold."""
    if uri is None:
        return str(folder / "mlflow.db")
    parts = urlsplit(uri)
    if not parts.hostname:
        return uri
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"


@contextlib.contextmanager
def translate_errors(where: str) -> Generator[None]:
    """Whatever goes wrong inside becomes ``TrackingUnavailableError`` with one sentence."""
    try:
        yield
    except Exception as error:
        raise TrackingUnavailableError(f"MLflow at {where} cannot be used now: {reason(error)}.") from error


def reason(error: BaseException) -> str:
    """Why, in a few words, from what MLflow and the libraries under it raise."""
    import requests
    import urllib3

    causes = list(_causes(error))
    # A request that is answered too late is, to requests, a connection that failed for too many retries.
    late = requests.Timeout, urllib3.exceptions.ReadTimeoutError, TimeoutError
    if any(isinstance(one, late) for one in causes):
        return "it did not answer in time"
    if any(isinstance(one, requests.ConnectionError | ConnectionError) for one in causes):
        return "nobody answers there"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    return first[:200].rstrip(". ")


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def reachable(uri: str) -> str:
    """``uri``, after one quick look at a database: MLflow itself would try for almost two minutes."""
    if not uri.startswith(("http://", "https://")):
        import sqlalchemy

        url = sqlalchemy.make_url(uri)
        waiting: dict[str, Any] = {} if url.get_backend_name() == "sqlite" else {"connect_timeout": 10}
        engine = sqlalchemy.create_engine(url, connect_args=waiting)
        try:
            engine.connect().close()
        finally:
            engine.dispose()
    return uri
