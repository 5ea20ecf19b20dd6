"""Bytes by their sha256: whole or not at all, and never taken for others."""

import errno
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.blobs import Blobs
from store.errors import BlobDamagedError, NotFoundError, StoreError, StoreFullError
from tests.store_runs import blob_file

ROOT = Path(__file__).resolve().parents[2]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(content=st.binary(max_size=4096))
def test_what_is_put_comes_back(blobs: Blobs, content: bytes) -> None:
    sha256 = blobs.put(content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert blobs.get(sha256) == content
    assert blobs.has(sha256)


def test_equal_bytes_are_kept_once(blobs: Blobs, tmp_path: Path) -> None:
    sha256 = blobs.put(b"photo")
    before = blob_file(blobs, sha256).stat()
    assert blobs.put(b"photo") == sha256
    assert blob_file(blobs, sha256).stat() == before
    assert blob_file(blobs, sha256) == tmp_path / "blobs" / sha256[:2] / sha256
    other = blobs.put(b"other")
    assert list(blobs.all()) == sorted([sha256, other])


def test_blobs_settle_with_time(blobs: Blobs) -> None:
    old, new = blobs.put(b"old"), blobs.put(b"new")
    moment = time.time() - 7200
    os.utime(blob_file(blobs, old), (moment, moment))
    assert list(blobs.settled(3600)) == [old]
    assert list(blobs.settled(0)) == sorted([old, new])


@pytest.mark.parametrize("damage", [b"PHOTO", b"", b"photo and more"])
def test_a_damaged_blob_is_told_and_healed_when_put_again(blobs: Blobs, damage: bytes) -> None:
    sha256 = blobs.put(b"photo")
    blob_file(blobs, sha256).write_bytes(damage)
    with pytest.raises(BlobDamagedError, match="damaged on disk"):
        blobs.get(sha256)
    blobs.put(b"photo")
    assert blobs.get(sha256) == b"photo"


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", "g" * 64, "A" * 64, "0" * 63, "0" * 65, "0" * 64 + "\n", "٠" * 64]
)
def test_only_a_sha256_names_a_blob(blobs: Blobs, name: str) -> None:
    for use in (blobs.get, blobs.has, blobs.remove):
        with pytest.raises(NotFoundError):
            use(name)


def test_a_missing_blob_is_not_found_and_can_be_removed_again(blobs: Blobs) -> None:
    sha256 = blobs.put(b"photo")
    blobs.remove(sha256)
    blobs.remove(sha256)
    assert not blobs.has(sha256)
    with pytest.raises(NotFoundError, match="missing from the store"):
        blobs.get(sha256)


def test_a_blob_that_cannot_be_read_is_told(blobs: Blobs) -> None:
    sha256 = "0" * 64
    blob_file(blobs, sha256).mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be read"):
        blobs.get(sha256)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        Blobs(tmp_path / "file" / "blobs").put(b"photo")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_nothing_behind(
    blobs: Blobs, tmp_path: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(StoreFullError, match="is full; make room"):
            blobs.put(b"photo")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert blobs.get(blobs.put(b"photo")) == b"photo"


def test_a_limit_on_file_sizes_reads_as_a_full_disk(tmp_path: Path) -> None:
    program = f"""
import resource, signal
from pathlib import Path
from store.blobs import Blobs
from store.errors import StoreFullError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    Blobs(Path({str(tmp_path)!r})).put(b"x" * 5000)
except StoreFullError as error:
    print(error)
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "is full; make room" in done.stdout, done.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_a_killed_process_left_is_swept_but_not_what_is_being_written(tmp_path: Path) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    for name, age in (("old", 7200), ("new", 0)):
        (folder / name).write_bytes(b"half")
        moment = (folder / name).stat().st_mtime - age
        os.utime(folder / name, (moment, moment))
    blobs = Blobs(tmp_path)
    assert [path.name for path in folder.iterdir()] == ["new"]
    assert list(blobs.all()) == []


def test_a_blob_may_be_read_by_whom_the_user_lets(blobs: Blobs) -> None:
    mask = os.umask(0o022)
    os.umask(mask)
    assert blob_file(blobs, blobs.put(b"photo")).stat().st_mode & 0o777 == 0o666 & ~mask
