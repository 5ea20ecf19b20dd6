"""Drafts: forms that were begun and not sent off yet, so that a reload or another address loses nothing."""

import contextlib
import errno
import hashlib
import json
import os
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from store.blobs import Blobs
from store.errors import NotFoundError, StoreError, StoreFullError
from store.files import NO_ROOM
from store.records import RUN_ID

KEPT_SECONDS = 7 * 24 * 3600
"""For so long after its last change a draft is kept."""
MAX_DRAFTS = 1000
"""Beyond so many the oldest go."""


@dataclass(frozen=True)
class Draft:
    """A form as it was left: ``values`` are JSON-ready, ``photo`` the bytes of its photo, where it has one
    that is still there; ``revision`` tells this state from others of the same draft."""

    values: Mapping[str, Any]
    photo: bytes | None
    revision: str


class Drafts:
    """A folder of drafts, each a JSON file by its id (32 hex digits), and of photos that no run holds.

    A photo that some run was made of is read from that run's blobs, so that it goes when the run is deleted
    for good. Safe for threads and processes; drafts that are old, or more than there is room for, are removed
    when the folder is opened. Nothing here must survive a power cut: nothing is synced.
    """

    def __init__(self, folder: Path, blobs: Blobs) -> None:
        self._folder, self._blobs = folder, blobs
        self._sweep()

    def save(
        self, draft_id: str, values: Mapping[str, Any], photo: tuple[str, bytes] | None, seen: str | None
    ) -> str | None:
        """Keep a form under ``draft_id`` and return its new revision; ``photo`` is a sha256 and its bytes,
        which may be empty where a run or the draft holds them.

        ``seen`` is the revision that the form began from (``None`` for a new draft): where another tab has
        changed the draft since, nothing is written and ``None`` is returned. Raises ``StoreError``.
        """
        path = self._path(draft_id)
        with contextlib.suppress(FileNotFoundError, OSError, ValueError):
            if _read(path)["revision"] != seen:
                return None
        revision = uuid.uuid4().hex
        sha256 = None if photo is None else photo[0]
        content = {"values": dict(values), "photo": sha256, "revision": revision}
        try:
            if photo is not None and photo[1] and not self._has(photo[0]):
                self._write(self._photo(photo[0]), photo[1])
            self._write(path, json.dumps(content).encode())
        except OSError as error:
            kind = StoreFullError if error.errno in NO_ROOM else StoreError
            raise kind(f"What you entered cannot be kept for a reload: {error.strerror}.") from error
        return revision

    def load(self, draft_id: str) -> Draft | None:
        """The draft of that id, which may come from a link; ``None`` where there is none to be read."""
        try:
            content = _read(self._path(draft_id))
            values, sha256, revision = content["values"], content["photo"], content["revision"]
        except (OSError, ValueError, KeyError, TypeError, NotFoundError):
            return None
        if not isinstance(values, dict):
            return None
        photo = self._bytes(sha256) if isinstance(sha256, str) else None
        return Draft(values=cast(dict[str, Any], values), photo=photo, revision=str(revision))

    def values(self, draft_id: str) -> Mapping[str, Any] | None:
        """The draft's values alone, as ``load`` has them; its photo is not read."""
        with contextlib.suppress(OSError, ValueError, KeyError, NotFoundError):
            values = _read(self._path(draft_id))["values"]
            return cast(dict[str, Any], values) if isinstance(values, dict) else None
        return None

    def forget_recorded(self) -> None:
        """Drop the copies of photos that runs hold: what a purge removes must not stay here."""
        for path in self._folder.glob("photos/*"):
            with contextlib.suppress(NotFoundError, OSError):
                if self._blobs.has(path.name):
                    path.unlink(missing_ok=True)

    def _has(self, sha256: str) -> bool:
        return self._blobs.has(sha256) or self._photo(sha256).is_file()

    def _bytes(self, sha256: str) -> bytes | None:
        with contextlib.suppress(StoreError, NotFoundError):  # gone meanwhile, or no name of a photo
            if self._blobs.has(sha256):
                return self._blobs.get(sha256)
            with contextlib.suppress(OSError):
                content = self._photo(sha256).read_bytes()
                return content if hashlib.sha256(content).hexdigest() == sha256 else None
        return None

    def _sweep(self) -> None:
        """Remove what is old or too much, and photos that no draft names any more."""
        with contextlib.suppress(OSError):
            found = sorted(self._folder.glob("*.json"), key=_changed, reverse=True)
            now = time.time()
            for position, path in enumerate(found):
                if position >= MAX_DRAFTS or now - _changed(path) > KEPT_SECONDS:
                    path.unlink(missing_ok=True)
            named = {_photo_of(path) for path in self._folder.glob("*.json")}
            for path in self._folder.glob("photos/*"):
                # One that was written a moment ago: its draft follows.
                if path.name not in named and now - _changed(path) > KEPT_SECONDS / 7:
                    path.unlink(missing_ok=True)

    def _path(self, draft_id: str) -> Path:
        if RUN_ID.fullmatch(draft_id) is None:
            raise NotFoundError("That is not the name of a draft.")
        return self._folder / f"{draft_id}.json"

    def _photo(self, sha256: str) -> Path:
        return self._folder / "photos" / sha256

    def _write(self, path: Path, content: bytes) -> None:
        if not self._folder.parent.exists():  # it is not made anew under its user
            raise FileNotFoundError(errno.ENOENT, "the data folder is gone")
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting = path.with_name(f".{uuid.uuid4().hex}.part")
        try:
            waiting.write_bytes(content)
            os.replace(waiting, path)
        finally:
            with contextlib.suppress(OSError):
                waiting.unlink(missing_ok=True)


def _read(path: Path) -> dict[str, Any]:
    """A draft's file; raises ``OSError``, or ``ValueError`` where it is none."""
    content = json.loads(path.read_bytes())
    if not isinstance(content, dict):
        raise ValueError("no draft")
    return cast(dict[str, Any], content)


def _photo_of(path: Path) -> str | None:
    with contextlib.suppress(OSError, ValueError):
        return _read(path).get("photo")
    return None


def _changed(path: Path) -> float:
    """When a file was changed last, in seconds since 1970; 0 where it is gone."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
