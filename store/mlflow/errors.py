"""What goes wrong between the studio and MLflow, in one sentence."""

import contextlib
import re
from collections.abc import Generator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.exc import ArgumentError

from store.database import parsed_url
from store.errors import StoreError, shown_address, without_secrets

_HOST = re.compile(r"[\w.:%-]*\w[\w.:%-]*")
_SPACE = re.compile(r"\s")
_HTTP = "http://", "https://"


class TrackingUnavailableError(StoreError):
    """The tracking server does not answer, or refuses; nothing is lost, the runs wait."""


def display_uri(uri: str | None, folder: Path) -> str:
    """Where the runs are mirrored to, as the user may see it: without user, password and query; ``None`` is
    the database in ``folder``. Of an address that cannot be taken apart nothing is shown."""
    return (
        str(folder / "mlflow.db") if uri is None else shown_address(uri, "the address in STUDIO_MLFLOW_URI")
    )


def address_problem(uri: str | None) -> str | None:
    """A sentence where ``uri`` can be no tracking server's and no database's address, now or later; ``None``
    where it can, and for ``None``. Asks nobody."""
    try:
        if uri is None:
            return None
        uri.encode()  # bytes of the environment that are no UTF-8 are in no address
        if uri.startswith(_HTTP):
            parts = urlsplit(uri)
            # ``port`` raises ValueError by itself for what is no port.
            usable = (
                not _SPACE.search(uri)
                and _HOST.fullmatch(parts.hostname or "") is not None
                and parts.port != 0
            )
        else:
            usable = bool(parsed_url(uri).get_dialect())
    except (ValueError, ArgumentError, ImportError):
        usable = False
    return None if usable else _UNUSABLE


_UNUSABLE = (
    "Runs are not copied to MLflow: STUDIO_MLFLOW_URI must look like http://host:5000, "
    "postgresql://user:password@host/name or sqlite:////folder/mlflow.db; correct it, or leave it out."
)


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

    causes: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None:
        causes.append(cause)
        cause = cause.__cause__ or cause.__context__
    # A request that is answered too late is, to requests, a connection that failed for too many retries.
    late = requests.Timeout, urllib3.exceptions.ReadTimeoutError, TimeoutError
    if any(isinstance(one, late) for one in causes):
        return "it did not answer in time"
    if any(isinstance(one, requests.ConnectionError | ConnectionError) for one in causes):
        return "nobody answers there"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    return without_secrets(first)[:200].rstrip(". ")


def check_reachable(uri: str) -> None:
    """Raise what SQLAlchemy raises where ``uri`` is a database that does not answer within ten seconds:
    MLflow itself would try for almost two minutes. A tracking server (``http(s)://``) is not looked at."""
    if uri.startswith(_HTTP):
        return
    import sqlalchemy

    url = sqlalchemy.make_url(uri)
    waiting: dict[str, Any] = {} if url.get_backend_name() == "sqlite" else {"connect_timeout": 10}
    engine = sqlalchemy.create_engine(url, connect_args=waiting)
    try:
        engine.connect().close()
    finally:
        engine.dispose()
