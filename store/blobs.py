"""Bytes by their sha256: written once, whole or not at all, and checked whenever they are read."""

import contextlib
import hashlib
import re
import time
import uuid
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

from store.errors import BlobDamagedError, NotFoundError, StoreError, StoreFullError
from store.files import NO_ROOM, replacing

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_STALE_SECONDS = 3600
_TEMPORARY, _NOTE = "tmp", ".removal"


class Blobs:
    """A folder of files ``ab/abcdef…``, named by the sha256 (64 lower-case hex digits) of their bytes.

    The folder is made when the first blob is put; what a killed process left half-written an hour ago or
    earlier is removed. Safe for threads and processes. All methods that take a ``sha256`` raise
    ``NotFoundError`` when it is not one: it may come from a link.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for path in self._half_written():
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > _STALE_SECONDS:
                    path.unlink()

    def put(self, content: bytes) -> str:
        """Keep ``content`` and return its sha256. When this returns, the bytes survive a power cut.

        A blob that is there already is compared byte for byte and written anew if it is damaged.
        Raises ``StoreFullError``, or ``StoreError`` when the folder cannot be written.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        with contextlib.suppress(OSError):  # missing or unreadable: written anew either way
            if path.stat().st_size == len(content) and path.read_bytes() == content:
                return sha256
        if not self._folder.parent.exists():
            # To make it anew would hide that it was removed or is not mounted.
            raise StoreError(f"The data folder {self._folder.parent} is gone; put it back, and start again.")
        with self._writing(), replacing(path, self._folder / _TEMPORARY / uuid.uuid4().hex) as waiting:
            waiting.write_bytes(content)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes, hashed again; raises ``NotFoundError`` or ``BlobDamagedError``."""
        try:
            content = self._path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise NotFoundError(f"The file of blob {sha256[:12]}… is missing from the store.") from error
        except OSError as error:
            raise StoreError(f"Blob {sha256[:12]}… cannot be read: {error.strerror}.") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BlobDamagedError(
                f"Blob {sha256[:12]}… was changed or damaged on disk; restore it from a backup."
            )
        return content

    def has(self, sha256: str) -> bool:
        """Whether there is a file by that name; its bytes are not looked at."""
        return self._path(sha256).is_file()

    def file(self, sha256: str) -> Path:
        """Where the blob lies, or would lie; for those who copy it as it is. It is never to be written to."""
        return self._path(sha256)

    def remove(self, sha256: str) -> None:
        """Delete the blob; nothing happens when it is not there."""
        with self._writing():
            self._path(sha256).unlink(missing_ok=True)

    def all(self) -> Iterator[str]:
        """The sha256 of every blob, in order."""
        for folder in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.iterdir()):
                if _SHA256.fullmatch(path.name):
                    yield path.name

    def sweep(self) -> None:
        """Remove what killed processes left half-written; to be called while no other can be at writing."""
        for path in self._half_written():
            with contextlib.suppress(OSError):
                path.unlink()

    def note_removal(self, names: Iterable[str]) -> Path:
        """Write down that these blobs are about to be removed, so that a killed process leaves none of them;
        the note is to be unlinked when they are. Raises ``StoreFullError``, ``StoreError``."""
        note = self._folder / _TEMPORARY / f"{uuid.uuid4().hex}{_NOTE}"
        with self._writing(), replacing(note, note.with_suffix(".new")) as waiting:
            waiting.write_text("\n".join(names), encoding="ascii")
        return note

    def noted_removals(self) -> list[tuple[Path, list[str]]]:
        """The notes of removals that a killed process has not finished, and which blobs they name."""
        notes = (self._folder / _TEMPORARY).glob(f"*{_NOTE}")
        return [(note, note.read_text(encoding="ascii").split()) for note in notes]

    def since(self, moment: float) -> Iterator[str]:
        """The sha256 of every blob that was written at ``moment`` (seconds since 1970) or later, in order."""
        for sha256 in self.all():
            with contextlib.suppress(FileNotFoundError):
                if self._path(sha256).stat().st_mtime >= moment:
                    yield sha256

    def settled(self, seconds: float) -> Iterator[str]:
        """The sha256 of every blob that was written at least ``seconds`` ago, in order."""
        for sha256 in self.all():
            with contextlib.suppress(FileNotFoundError):
                if max(0.0, time.time() - self._path(sha256).stat().st_mtime) >= seconds:
                    yield sha256

    def _half_written(self) -> list[Path]:
        return [path for path in (self._folder / _TEMPORARY).glob("*") if path.suffix != _NOTE]

    def _path(self, sha256: str) -> Path:
        if _SHA256.fullmatch(sha256) is None:
            raise NotFoundError("That is not the name of a blob.")
        return self._folder / sha256[:2] / sha256

    @contextlib.contextmanager
    def _writing(self) -> Generator[None]:
        """Turn what the disk refuses into ``StoreFullError`` or ``StoreError``."""
        try:
            yield
        except OSError as error:
            if error.errno in NO_ROOM:
                raise StoreFullError(
                    f"The disk of {self._folder} is full; make room and try again."
                ) from error
            raise StoreError(
                f"The store's folder {self._folder} cannot be written: {error.strerror}."
            ) from error
