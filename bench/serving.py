"""A real server of its own, and a real browser that looks at it: for measurements and for tests."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Nothing is asked of outside hosts, and root may start it in a container.
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


class Server:
    """``streamlit run SCRIPT`` in a process of its own on a free port of this machine.

    ``environment`` is laid over this process's. Use it as a context; ``log`` holds what it says.
    """

    def __init__(
        self,
        log: Path,
        environment: Mapping[str, str] | None = None,
        *,
        script: Path = ROOT / "app.py",
    ) -> None:
        self.log, self.environment, self.script = log, dict(environment or {}), script
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where its first page is, without a slash at the end."""
        return f"http://localhost:{self.port}"

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The running process; raises ``RuntimeError`` before ``start``."""
        if self._process is None:
            raise RuntimeError("the server has not been started")
        return self._process

    def start(self, seconds: float = 60) -> None:
        """Start it and wait until it answers; raises ``RuntimeError`` with its log where it does not."""
        options = ["--server.port", str(self.port), "--server.headless", "true"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", str(self.script), *options],
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        ends = time.monotonic() + seconds
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > ends:
                self.kill()
                raise RuntimeError(f"the server did not start:\n{self.log.read_text(errors='replace')}")
            time.sleep(0.02)

    def answers(self) -> bool:
        """Whether it is up."""
        try:
            with urlopen(f"{self.url}/_stcore/health", timeout=5) as answer:
                return answer.status == 200
        except (URLError, OSError):
            return False

    def kill(self) -> None:
        """End it at once, as ``kill -9`` does."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """Ask it to end, and see that it does."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()

    def resident_mb(self) -> float:
        """The process's resident memory in units of 10⁶ bytes."""
        import psutil

        return psutil.Process(self.process.pid).memory_info().rss / 1e6

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()


def free_port() -> int:
    """A port that no process listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def browser_path() -> str | None:
    """A Chromium on this machine, ``None`` where there is none."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@contextmanager
def browser(*flags: str) -> Generator["Browser"]:
    """A headless Chromium with more ``flags`` than our own; raises ``RuntimeError`` where this machine has
    none."""
    path = browser_path()
    if path is None:
        raise RuntimeError("There is no Chromium on this machine; install Debian's package chromium.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=[*BROWSER_FLAGS, *flags])
        try:
            yield launched
        finally:
            launched.close()
