"""A file that is replaced is there whole, or as it was."""

import os
from pathlib import Path

import pytest

from store.files import replacing


def test_a_file_has_its_name_only_once_it_is_whole(tmp_path: Path) -> None:
    path, waiting = tmp_path / "new folder" / "file", tmp_path / "tmp" / "waiting"
    with replacing(path, waiting) as target:
        target.write_bytes(b"whole")
        assert not path.exists()
    assert path.read_bytes() == b"whole"
    assert not waiting.exists()


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def interrupted() -> None:
        with replacing(path, tmp_path / "waiting") as target:
            target.write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [(left.name, left.read_bytes()) for left in tmp_path.iterdir()] == [("file", b"old")]


def test_what_a_killed_process_left_is_not_taken_over(tmp_path: Path) -> None:
    path, waiting = tmp_path / "file", tmp_path / "waiting"
    waiting.write_bytes(b"half written, and longer")
    with replacing(path, waiting) as target:
        assert not target.exists()
        target.write_bytes(b"new")
    assert path.read_bytes() == b"new"


def test_bytes_and_names_are_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    fsync = os.fsync

    def watched(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").resolve().name)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("this system does not tell which file a descriptor is of")
    with replacing(tmp_path / "folder" / "file", tmp_path / "waiting") as target:
        target.write_bytes(b"x")
    assert synced == ["waiting", "folder", tmp_path.name]
