"""Photos of groups that were given as bytes, not as files: kept until a run holds them, so that a group can
be gone on with after the program was ended."""

import contextlib
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import ImageError, StoreError, StudioError
from core.groups.photos import content_of, looked_at_bytes
from core.groups.plan import PlannedPhoto
from core.output import write_whole
from core.settings import Settings

if TYPE_CHECKING:
    from store.blobs import Blobs

KEPT_SECONDS = 30 * 24 * 3600
"""For so long a photo is kept of which no picture was made."""


class GroupPhotos:
    """A folder of photos by the sha256 of their bytes, beside those that runs hold. For any thread."""

    def __init__(self, folder: Path, settings: Settings, blobs: "Blobs") -> None:
        self._folder, self._settings, self._blobs = folder, settings, blobs
        self._sweep()

    def keep(self, name: str, content: bytes) -> PlannedPhoto:
        """Keep a photo's bytes; how it is planned. Raises ``ImageError`` where it is none that can be read,
        ``StoreError`` where it cannot be kept."""
        photo = looked_at_bytes(name, content, self._settings)
        path = self._folder / photo.sha256
        if not self._blobs.has(photo.sha256) and not path.is_file():
            try:
                write_whole(path, content)
            except StudioError as error:
                raise StoreError(f"The photo cannot be kept: {error}") from error
        return replace(photo, place=str(path))

    def read(self, photo: PlannedPhoto) -> bytes:
        """A planned photo's bytes: those of its file, or where it is gone or changed those that a run holds.
        Raises ``ImageError``."""
        try:
            return content_of(photo, self._settings)
        except ImageError:
            if not self._blobs.has(photo.sha256):
                raise
            return self._blobs.get(photo.sha256)

    def as_picture(self, photo: PlannedPhoto) -> str:
        """Have a planned photo kept as a picture that requests name, as those of further subjects; its
        sha256. Raises ``ImageError``, ``StoreError``."""
        if not self._blobs.has(photo.sha256):
            self._blobs.put(self.read(photo))
        return photo.sha256

    def forget_recorded(self) -> None:
        """Drop the copies of photos that runs hold: what a purge removes must not stay here."""
        for path in self._folder.glob("*"):
            with contextlib.suppress(OSError):
                if _is_name(path.name) and self._blobs.has(path.name):
                    path.unlink(missing_ok=True)

    def _sweep(self) -> None:
        self.forget_recorded()
        for path in self._folder.glob("*"):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > KEPT_SECONDS:
                    path.unlink(missing_ok=True)


def _is_name(name: str) -> bool:
    return len(name) == 64
