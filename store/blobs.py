"""Bytes by their sha256: written once, whole or not at all, and checked whenever they are read."""

import contextlib
import errno
import hashlib
import os
import re
import time
import uuid
from collections.abc import Generator, Iterator
from pathlib import Path

from store.errors import BlobDamagedError, NotFoundError, StoreError, StoreFullError

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_STALE_SECONDS = 3600
_TEMPORARY = "tmp"


class Blobs:
    """A folder of files ``ab/abcdef…``, named by the sha256 (64 lower-case hex digits) of their bytes.

    The folder is made when the first blob is put. Safe for threads and processes. All methods that
    take a ``sha256`` raise ``NotFoundError`` when it is not one: it may come from a link.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sweep()

    def put(self, content: bytes) -> str:
        """Keep ``content`` and return its sha256. When this returns, the bytes survive a power cut.

        A blob that is there already is compared byte for byte and written anew if it is damaged.
        Raises ``StoreFullError``, or ``StoreError`` when the folder cannot be written.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path(sha256)
        with _explained(self.folder):
            if not _holds(path, content):
                self._write(path, content)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes, hashed again; raises ``NotFoundError`` or ``BlobDamagedError``."""
        try:
            content = self.path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise NotFoundError(f"The file of blob {sha256[:12]}… is missing from the store.") from error
        except OSError as error:
            raise StoreError(f"Blob {sha256[:12]}… cannot be read: {error.strerror}.") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BlobDamagedError(
                f"Blob {sha256[:12]}… was changed or damaged on disk; restore it from a backup."
            )
        return content

    def path(self, sha256: str) -> Path:
        """Where the blob is, or would be."""
        if _SHA256.fullmatch(sha256) is None:
            raise NotFoundError("That is not the name of a blob.")
        return self.folder / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        """Whether there is a file by that name; its bytes are not looked at."""
        return self.path(sha256).is_file()

    def remove(self, sha256: str) -> None:
        """Delete the blob; nothing happens when it is not there."""
        with _explained(self.folder):
            self.path(sha256).unlink(missing_ok=True)

    def all(self) -> Iterator[str]:
        """The sha256 of every blob, in order."""
        for path in self._files():
            yield path.name

    def usage(self) -> int:
        """Bytes that all blobs take."""
        sizes = 0
        for path in self._files():
            with contextlib.suppress(FileNotFoundError):
                sizes += path.stat().st_size
        return sizes

    def age(self, sha256: str) -> float:
        """Seconds since the blob was written, 0 when it is gone."""
        with contextlib.suppress(FileNotFoundError):
            return max(0.0, time.time() - self.path(sha256).stat().st_mtime)
        return 0.0

    def _files(self) -> Iterator[Path]:
        for folder in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.iterdir()):
                if _SHA256.fullmatch(path.name):
                    yield path

    def _write(self, path: Path, content: bytes) -> None:
        temporary = self.folder / _TEMPORARY / uuid.uuid4().hex
        made = not path.parent.is_dir()
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.parent.mkdir(exist_ok=True)
        try:
            with temporary.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)
        if made:
            _sync_folder(self.folder)

    def _sweep(self) -> None:
        """Remove what a killed process left half-written."""
        for path in (self.folder / _TEMPORARY).glob("*"):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > _STALE_SECONDS:
                    path.unlink()


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        # Missing, or unreadable: written anew either way.
        return False


def _sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _explained(folder: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise StoreFullError(f"The disk of {folder} is full; make room and try again.") from error
        raise StoreError(f"The store's folder {folder} cannot be written: {error.strerror}.") from error
