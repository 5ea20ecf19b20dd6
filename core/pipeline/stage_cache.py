"""Memory of deterministic stages: a second prompt on the same photo never cuts out or measures depth again.

Values are 8-bit images, keyed by the digest of all that decides them (input pixels, model, revision,
options, stage version), kept in this process and, where a folder is given, as PNG files.
"""

import hashlib
import json
import logging
import os
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from uuid import uuid4

import numpy as np
from PIL import Image

from core.errors import StoreError
from core.stages.arrays import Pixels

Key = Mapping[str, str | int | float | bool | None]

HELD_BYTES = 300_000_000
"""What one process keeps at most: photos of 4,096 px bring 80 MB each."""
EMPTIED = "emptied"
"""The file in the folder whose time tells all processes when it was emptied last."""

log = logging.getLogger(__name__)


def pixel_digest(pixels: Pixels) -> str:
    """sha256 of an array's shape and bytes."""
    shape = ",".join(map(str, pixels.shape))
    return hashlib.sha256(shape.encode() + b":" + np.ascontiguousarray(pixels).tobytes()).hexdigest()


class StageCache:
    """Remembers arrays by key; safe for threads and for several processes on one folder.

    ``entries`` and ``HELD_BYTES`` bound what is held in this process, ``megabytes`` what lies in ``folder``
    (the least recently used go first). A full or read-only disk only costs the memory, never the picture.
    """

    def __init__(self, folder: Path | None = None, *, entries: int = 64, megabytes: int = 1_000) -> None:
        self.folder, self.entries, self.megabytes = folder, entries, megabytes
        self._held: OrderedDict[str, Pixels] = OrderedDict()
        self._held_since = 0
        self._lock = Lock()
        self._making: dict[str, Lock] = {}
        self._waiting: set[Path] = set()
        self._data_was_there = folder is not None and folder.parent.is_dir()

    @property
    def held(self) -> int:
        """How many arrays this process holds."""
        return len(self._held)

    def remember(self, key: Key, make: Callable[[], Pixels], shape: tuple[int, ...] | None = None) -> Pixels:
        """The array of ``key``, from memory, from disk, or made now; read-only. A file whose picture is not
        of the ``shape`` that is expected is as good as damaged. Threads that want the same at once wait for
        the one that makes it."""
        name = hashlib.sha256(json.dumps(dict(key), sort_keys=True).encode()).hexdigest()
        with self._lock:
            turn = self._making.setdefault(name, Lock())
        try:
            with turn:
                return self._recalled_or_made(name, make, shape)
        finally:
            with self._lock:
                self._making.pop(name, None)

    def empty(self) -> None:
        """Forget everything, on disk and here; other processes on the folder forget what they hold before
        they use it next, and keep nothing of what they are making just now.

        Raises ``StoreError`` where a file cannot be removed.
        """
        with self._lock:
            self._held.clear()
        if self.folder is None:
            return
        with suppress(OSError):  # a disk too full for an empty file is one to make room on
            if self.folder.parent.is_dir():
                self.folder.mkdir(exist_ok=True)
                (self.folder / EMPTIED).touch()
        try:
            for path in self.folder.glob("*/*"):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(
                f"What {self.folder} remembers of photos cannot be removed ({error.strerror or error}); "
                "close what else uses that folder, or make it yours to write, and delete again."
            ) from error

    def sweep(self) -> None:
        """Remove what killed processes left half-written, but nothing that this one is at writing; what
        another one is at writing is only not kept."""
        if self.folder is not None:
            for path in {*self.folder.glob("*/*.tmp")} - self._waiting:
                with suppress(OSError):
                    path.unlink()

    def _emptied(self) -> int:
        """When the folder was last emptied, by any process: a number that is another each time."""
        with suppress(OSError):
            if self.folder is not None:
                return (self.folder / EMPTIED).stat().st_mtime_ns
        return 0

    def _recalled_or_made(
        self, name: str, make: Callable[[], Pixels], shape: tuple[int, ...] | None
    ) -> Pixels:
        since = self._emptied()
        found = self._recall(name, since, shape)
        if found is None:
            found = make()
            self._write(name, found)
        found.setflags(write=False)
        if self._emptied() == since:
            self._hold(name, found)
        elif path := self._path(name):
            # Written, maybe, behind the back of the process that emptied the folder.
            with suppress(OSError):
                path.unlink()
        return found

    def _recall(self, name: str, since: int, shape: tuple[int, ...] | None) -> Pixels | None:
        with self._lock:
            if since != self._held_since:
                self._held.clear()
                self._held_since = since
            if name in self._held:
                return self._held[name]
        path = self._path(name)
        if path is None or not path.is_file():
            return None
        try:
            with Image.open(path) as image:
                image.verify()  # checksums, which loading passes over
            with Image.open(path) as image:
                pixels = np.array(image)
            if pixels.dtype != np.uint8 or shape not in (None, pixels.shape):
                raise ValueError(f"it is of the shape {pixels.shape}, not {shape}")
        # Pillow's decoders stumble over a damaged file in more ways than one.
        except Exception as error:
            log.warning("The remembered %s is damaged and is made again: %s", path.name, error)
            return None
        with suppress(OSError):  # a read-only disk remembers all the same
            os.utime(path)
        return pixels

    def _hold(self, name: str, pixels: Pixels) -> None:
        with self._lock:
            self._held[name] = pixels
            self._held.move_to_end(name)
            used = sum(held.nbytes for held in self._held.values())
            while len(self._held) > 1 and (len(self._held) > self.entries or used > HELD_BYTES):
                used -= self._held.popitem(last=False)[1].nbytes

    def _path(self, name: str) -> Path | None:
        return None if self.folder is None else self.folder / name[:2] / f"{name}.png"

    def _write(self, name: str, pixels: Pixels) -> None:
        path = self._path(name)
        if path is None:
            return
        # Not synced to disk, as output.replacing does: a memory may be lost, and must not cost time.
        waiting = path.with_suffix(f".{uuid4().hex}.tmp")
        try:
            if self._data_was_there and not path.parents[2].is_dir():
                raise FileNotFoundError("the data folder is gone")  # it is not made anew under its user
            path.parent.mkdir(parents=True, exist_ok=True)
            self._data_was_there = True
            self._waiting.add(waiting)
            Image.fromarray(pixels).save(waiting, format="PNG", compress_level=1)
            waiting.replace(path)
            self._prune()
        except OSError as error:
            with suppress(OSError):
                waiting.unlink()
            log.warning("What was worked out is not kept on disk: %s", error)
        finally:
            self._waiting.discard(waiting)

    def _prune(self) -> None:
        assert self.folder is not None
        files: list[tuple[float, int, Path]] = []
        # All files, so that what a killed process left half-written goes with age too.
        for path in self.folder.glob("*/*"):
            with suppress(FileNotFoundError):  # another process prunes as well
                stat = path.stat()
                files.append((stat.st_mtime, stat.st_size, path))
        used = 0
        for _, size, path in sorted(files, reverse=True):
            used += size
            if used > self.megabytes * 1_000_000:
                path.unlink(missing_ok=True)
