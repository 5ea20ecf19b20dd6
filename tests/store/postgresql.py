"""A PostgreSQL server of the tests' own, where its programs are on the machine."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

_ROOM = 1_000_000_000
_QUICK = ("--locale=C", "--no-sync")
_USERS = ("postgres", "nobody")


class NoServer(Exception):
    """Why there is none here."""


@dataclass
class Server:
    """It listens on a socket in its own folder only."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def url(self) -> str:
        return f"postgresql://studio@/postgres?host={self.folder}"

    def new_database(self) -> str:
        """The address of a blank database: in truth a schema, which is made in a moment."""
        name = f"test_{next(self._numbers)}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}".encode())
        return f"{self.url}&options=-csearch_path%3D{name}"


@contextmanager
def running() -> Generator[Server]:
    """A server for as long as the block lasts; raises ``NoServer`` with the reason."""
    initdb, postgres = _program("initdb"), _program("postgres")
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="studio-pg-", dir=_memory()))
    try:
        if user is not None:
            shutil.chown(folder, user)
        data = str(folder / "data")
        _run(user, initdb, "-D", data, "-U", "studio", "-A", "trust", "-E", "UTF8", *_QUICK)
        settings = [
            f"unix_socket_directories={folder}",
            "listen_addresses=",
            "fsync=off",
            "max_connections=60",
        ]
        options = [part for setting in settings for part in ("-c", setting)]
        with _serving(user, [postgres, "-D", data, *options]):
            server = Server(folder)
            _wait(server)
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _serving(user: str | None, command: list[str]) -> Generator[None]:
    process = subprocess.Popen(
        command, user=user, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        # "Immediate" shutdown: a terminated server waits for its clients, and writes what no one will read.
        process.send_signal(signal.SIGQUIT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(server: Server) -> None:
    for _ in range(200):
        try:
            psycopg.connect(server.url).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise NoServer("PostgreSQL did not start within ten seconds")


def _memory() -> Path | None:
    """A disk in memory, where thousands of small files come and go quickly; ``None`` without one."""
    disk = Path("/dev/shm")
    if not os.access(disk, os.W_OK) or shutil.disk_usage(disk).free < _ROOM:
        return None
    return disk


def _program(name: str) -> str:
    """The newest one: Debian keeps them away from the path."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = shutil.which(name) or (str(places[-1]) if places else None)
    if found is None:
        raise NoServer(f"there is no {name} of PostgreSQL on this machine")
    return found


def _user() -> str | None:
    """PostgreSQL refuses to run as root: then someone else who has no rights here."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in _USERS:
        if name in known:
            return name
    raise NoServer("PostgreSQL does not run as root, and there is no other user to run it")


def _run(user: str | None, *command: str) -> None:
    done = subprocess.run(command, user=user, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoServer(f"{Path(command[0]).name} failed: {done.stderr.strip()[-200:]}")
