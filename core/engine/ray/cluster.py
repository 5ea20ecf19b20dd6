"""The connection to a Ray cluster: private, with a token, and each mistake told in one sentence."""

import logging
import os
import secrets
import signal
import socket
from collections.abc import Callable, Generator
from concurrent.futures import Future
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Lock, Thread, current_thread, main_thread
from typing import Any

from core.errors import EngineError
from core.settings import Settings

LOCAL = "local"
"""Ray's own word for a cluster that is begun here and ends with this process."""
STORE_BYTES = 500_000_000
"""The local cluster's shared memory: some forty pictures of 1024² on their way. Ray would take 30 %."""
REACH_SECONDS = 3.0
STARTS, SLOW = 2, "timed out during startup"
"""How often a cluster of this machine is begun where Ray gives up after half a minute, in these words: the
second time its files are in memory."""
TOKEN = Path("ray") / "token"
PRIVATE = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_AUTH_MODE": "token"}
"""Ray reads these when it is imported."""

_connecting, _left = Lock(), Event()


def connect(settings: Settings) -> bool:
    """Join the cluster at ``settings.ray_address``, or begin one on this machine; tells whether this call
    did so, for then it is the caller who ends it by ``disconnect``.

    Raises ``EngineError`` where Ray is missing, the cluster cannot be reached or refuses.
    """
    if find_spec("ray") is None:
        raise EngineError(
            "STUDIO_ENGINE=ray needs Ray, which is not installed; install it with: "
            "pip install -r requirements-ray.txt"
        )
    with _connecting:
        _prepare(settings)
        import ray

        if ray.is_initialized():
            return False
        if settings.ray_address is not None:
            check_reachable(settings.ray_address)
        with _handlers_kept():
            _lastingly(lambda: _initialize(settings))
    return True


def disconnect() -> None:
    """Leave the cluster; one that was begun here ends."""
    import ray

    with _handlers_kept():
        ray.shutdown()
    _left.set()


def check_reachable(address: str) -> None:
    """Raise ``EngineError`` unless something listens at ``address``, HOST:PORT. Ray itself would try for
    minutes."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or "/" in host:
        raise EngineError(f"Set STUDIO_RAY_ADDRESS to the head's HOST:PORT (it is {address[:60]!r}).")
    try:
        socket.create_connection((host, int(port)), REACH_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise EngineError(
            f"No Ray cluster answers at {address}; start its head there, or set STUDIO_RAY_ADDRESS."
        ) from error


def token_file(settings: Settings) -> Path:
    """Where the cluster's token lies: the user's own file, or one in the data folder, which is made where it
    is not there yet, for nobody else to read. Raises ``EngineError`` where it cannot be."""
    path = settings.data_dir / TOKEN
    if given := os.environ.get("RAY_AUTH_TOKEN_PATH"):
        return Path(given)
    try:
        if not path.is_file():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_once(path, secrets.token_hex(32))
    except OSError as error:
        raise EngineError(
            f"The cluster's token cannot be kept in {path} ({error.strerror or error}); "
            "make that folder yours to write."
        ) from error
    return path


def explained(error: Exception, address: str | None) -> EngineError:
    """What Ray says when it cannot be joined, as one sentence of what to do."""
    place = "on this machine" if address is None else f"at {address}"
    text = " ".join(str(error).split())
    if "ersion mismatch" in text:
        told = text.partition("was started with:")[2].replace(" This process on", "; this process on")
        return EngineError(
            f"The Ray cluster {place} has other versions than this machine; install the same Ray and Python "
            f"on both (there:{told.rstrip('.')})."
        )
    if SLOW in text:
        return EngineError(f"Ray did not start in time {place}, which may have much to do; try again.")
    if isinstance(error, ConnectionError):
        return EngineError(
            f"The Ray cluster {place} did not let this studio in; give both the same token "
            "(RAY_AUTH_TOKEN_PATH) and RAY_AUTH_MODE=token."
        )
    return EngineError(f"Ray cannot be used {place}: {text[:300].rstrip('.')}.")


def _write_once(path: Path, text: str) -> None:
    """Write ``text`` for nobody else to read; of several processes at once the first one's stands."""
    waiting = path.with_suffix(f".{secrets.token_hex(4)}")
    with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(waiting, path)
    except FileExistsError:
        pass
    finally:
        waiting.unlink()


def _prepare(settings: Settings) -> None:
    """Set what Ray reads at its import, unless the user decided otherwise."""
    for name, value in PRIVATE.items():
        os.environ.setdefault(name, value)
    if os.environ["RAY_AUTH_MODE"] == "token" and not os.environ.get("RAY_AUTH_TOKEN"):
        os.environ["RAY_AUTH_TOKEN_PATH"] = str(token_file(settings))


def _lastingly(begin: Callable[[], None]) -> None:
    """Begin something that is to outlive the calling thread: Linux kills Ray's processes with the thread that
    began them, and a page's thread ends with its run. The program's own thread lasts by itself."""
    if current_thread() is main_thread():
        begin()
        return
    begun = Future[None]()
    _left.clear()

    def run() -> None:
        try:
            begin()
        except BaseException as error:
            begun.set_exception(error)
            return
        begun.set_result(None)
        _left.wait()

    Thread(target=run, name="ray cluster", daemon=True).start()
    begun.result()


def _initialize(settings: Settings) -> None:
    import ray
    from ray._private import worker

    own = settings.ray_address is None
    options: dict[str, Any] = {"include_dashboard": False, "object_store_memory": STORE_BYTES} if own else {}
    # Ray prints of workers that die to standard output, where a command's result belongs.
    worker._worker_logs_enabled = False  # pyright: ignore[reportPrivateUsage]
    for left in reversed(range(STARTS if own else 1)):
        try:
            ray.init(
                address=settings.ray_address or LOCAL,
                log_to_driver=False,
                logging_level=logging.ERROR,
                configure_logging=False,
                **options,
            )
            return
        except Exception as error:  # Ray has no common class for what may go wrong here
            ray.shutdown()
            if not left or SLOW not in str(error):
                raise explained(error, settings.ray_address) from error


@contextmanager
def _handlers_kept() -> Generator[None]:
    """Ray puts a handler of its own in the place of the program's, in the main thread."""
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.getsignal(number) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            if signal.getsignal(number) is not handler and handler is not None:
                signal.signal(number, handler)
