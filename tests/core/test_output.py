"""Results appear whole under their name, or not at all."""

import errno
import io
import os
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import DiskFullError, OutputPathError
from core.output import check_writable, encode_picture, picture_format, replacing, write_whole
from core.settings import ROOT

PIXELS = np.random.default_rng(0).integers(0, 256, (6, 9, 3), np.uint8)


ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from core.errors import StudioError
from core.output import write_whole
# The signal that comes with this limit is one that Python ignores.
resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))
try:
    write_whole(Path(sys.argv[1]), b"x" * 5000)
except StudioError as error:
    sys.exit(str(error))
"""


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is found to be full when all is handed over and must be kept."""

    def fsync(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fsync)


def test_content_is_written_with_its_folders(tmp_path: Path):
    path = tmp_path / "a" / "b" / "out.bin"
    write_whole(path, b"content")
    assert path.read_bytes() == b"content"
    assert os.listdir(path.parent) == ["out.bin"]


def test_a_file_that_is_replaced_is_there_until_the_new_one_is_whole(tmp_path: Path):
    path = tmp_path / "out.bin"
    path.write_bytes(b"old")
    with replacing(path) as part:
        part.write_bytes(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["out.bin"]


def test_what_stops_the_writing_leaves_the_old_file_alone(tmp_path: Path):
    path = tmp_path / "out.bin"
    path.write_bytes(b"old")
    with suppress(KeyboardInterrupt), replacing(path) as part:
        part.write_bytes(b"half")
        raise KeyboardInterrupt
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["out.bin"]


def test_files_get_the_usual_permissions(tmp_path: Path):
    (tmp_path / "usual").touch()
    write_whole(tmp_path / "ours", b"")
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("usual", "ours")}
    assert len(modes) == 1


def test_a_limit_met_while_writing_leaves_nothing_under_the_name(tmp_path: Path):
    command = [sys.executable, "-c", ON_A_FULL_DISK, str(tmp_path / "out.png")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "cannot be written (File too large); choose another place" in done.stderr
    assert os.listdir(tmp_path) == []


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_keeps_the_older_file(tmp_path: Path):
    path = tmp_path / "out.png"
    path.write_bytes(b"older")
    with pytest.raises(DiskFullError, match=r"\(No space left on device\); choose another place") as caught:
        write_whole(path, b"newer")
    assert caught.value.exit_code == 1
    assert path.read_bytes() == b"older"
    assert os.listdir(tmp_path) == ["out.png"]


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupted(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "out.png", b"content")
    assert os.listdir(tmp_path) == []


def test_checking_makes_nothing(tmp_path: Path):
    check_writable(tmp_path / "new" / "folders" / "out.png")
    (tmp_path / "old.png").write_bytes(b"older")
    check_writable(tmp_path / "old.png")
    assert os.listdir(tmp_path) == ["old.png"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("folder", "is a folder; give the name of a file in it"),
        ("file/out.png", "cannot be written (Not a directory)"),
        ("file/deeper/out.png", "cannot be written (Not a directory)"),
        ("n" * 300 + ".png", "cannot be written (File name too long)"),
        ("/proc/out.png", "cannot be written (No such file or directory)"),
        ("/dev/null", "is a device or a pipe"),
    ],
)
def test_what_cannot_become_a_file_is_told_before_the_work(tmp_path: Path, name: str, said: str):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(OutputPathError) as caught:
        check_writable(tmp_path / name)
    assert said in str(caught.value)


def test_names_as_long_as_they_may_be_are_written(tmp_path: Path):
    path = tmp_path / ("n" * 251 + ".png")
    check_writable(path)
    write_whole(path, b"content")
    assert path.read_bytes() == b"content"


@pytest.mark.parametrize("ending", [".png", ".webp", ".PNG"])
def test_png_and_webp_hold_the_very_pixels(ending: str):
    with Image.open(io.BytesIO(encode_picture(PIXELS, ending))) as image:
        assert np.array_equal(np.asarray(image.convert("RGB")), PIXELS)


def test_jpegs_are_near_and_mattes_grey():
    smooth = np.tile(np.arange(0, 240, 5, dtype=np.uint8), (16, 1))
    with Image.open(io.BytesIO(encode_picture(smooth, ".jpg"))) as image:
        assert (image.format, image.mode) == ("JPEG", "L")
        assert int(np.abs(np.asarray(image).astype(int) - smooth).max()) < 5


@pytest.mark.parametrize("name", ["out", "out.gif", "out.png.txt"])
def test_other_endings_are_refused_with_the_choices(name: str):
    with pytest.raises(OutputPathError, match=r"ends in \.png, \.webp, \.jpg, \.jpeg"):
        picture_format(Path(name))
