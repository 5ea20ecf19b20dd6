"""Pictures on their way to MLflow: files in the data folder for as long as they are uploaded, so that nothing
of a picture ever lies where deleting it does not reach."""

import contextlib
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

from filelock import FileLock, Timeout

_PLACE = Path("tmp", "mirror")
_LOCK = "mirror.lock"


def turn(folder: Path, seconds: float) -> FileLock:
    """The lock of the one process that mirrors the data folder at a time; waits at most so many seconds, then
    raises ``filelock.Timeout``."""
    return FileLock(folder / _LOCK, timeout=seconds)


@contextlib.contextmanager
def staged(folder: Path) -> Generator[Path]:
    """A folder of its own inside the data folder, gone when the block ends; raises ``OSError``."""
    (folder / _PLACE).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder / _PLACE) as name:
        yield Path(name)


def clear(folder: Path) -> None:
    """Remove what killed processes left; to be called in one's ``turn``, when nobody else has anything there.
    What cannot be removed stays for the next time."""
    if (folder / _PLACE).is_dir():
        shutil.rmtree(folder / _PLACE, ignore_errors=True)


def sweep(folder: Path) -> None:
    """``clear`` unless somebody is mirroring now, who has cleared before. Never waits, never raises."""
    with contextlib.suppress(OSError, Timeout):
        # Without a look first, every start would leave a lock file in folders that mirror nothing.
        if any((folder / _PLACE).glob("*")):
            with turn(folder, 0):
                clear(folder)
