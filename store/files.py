"""Files that appear under their name whole or not at all, also after a power cut."""

import contextlib
import errno
import os
from collections.abc import Generator
from pathlib import Path

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says where a file does not fit."""


@contextlib.contextmanager
def replacing(path: Path, waiting: Path) -> Generator[Path]:
    """Yield ``waiting`` for the block to write a file there, which then becomes ``path``.

    When the block ends, the bytes and the new name are synced to disk. When it raises, ``path`` is as it was
    and nothing is left of ``waiting``. Lacking folders are made; both have to be on one file system. Raises
    ``OSError``.
    """
    new_folder = not path.parent.is_dir()
    for folder in (path.parent, waiting.parent):
        folder.mkdir(parents=True, exist_ok=True)
    waiting.unlink(missing_ok=True)  # half-written by a process that was killed
    try:
        yield waiting
        sync(waiting)
        waiting.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            waiting.unlink(missing_ok=True)
        raise
    sync(path.parent)
    if new_folder:
        sync(path.parent.parent)


def sync(path: Path) -> None:
    """Make a file's bytes, or the names in a folder, survive a power cut; raises ``OSError``."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
