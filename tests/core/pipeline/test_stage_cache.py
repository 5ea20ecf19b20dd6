"""What was worked out once is not worked out again, and never costs the picture."""

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from core.errors import StoreError
from core.pipeline import stage_cache
from core.pipeline.stage_cache import StageCache, pixel_digest

KEY = {"stage": "matte", "model": "u2net"}
PIXELS = np.arange(60, dtype=np.uint8).reshape(6, 10)


class Maker:
    """Makes ``PIXELS`` and counts how often."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> np.ndarray:
        self.calls += 1
        return PIXELS.copy()


@pytest.fixture
def make() -> Maker:
    return Maker()


def only_file(folder: Path) -> Path:
    (found,) = (path for path in folder.rglob("*") if path.is_file())
    return found


def test_the_same_key_is_worked_out_once(make: Maker):
    stage_cache = StageCache()
    for _ in range(3):
        assert np.array_equal(stage_cache.remember(KEY, make), PIXELS)
    assert make.calls == 1


def test_keys_differ_by_any_value_and_not_by_order(make: Maker):
    stage_cache = StageCache()
    stage_cache.remember(KEY, make)
    stage_cache.remember(dict(reversed(KEY.items())), make)
    assert make.calls == 1
    stage_cache.remember({**KEY, "model": "u2netp"}, make)
    stage_cache.remember({**KEY, "version": 2}, make)
    assert make.calls == 3


def test_another_process_finds_it_on_disk(make: Maker, tmp_path: Path):
    StageCache(tmp_path).remember(KEY, make)
    assert np.array_equal(StageCache(tmp_path).remember(KEY, make), PIXELS)
    assert make.calls == 1


@pytest.mark.parametrize("shape", [(5, 7), (5, 7, 3)])
def test_mattes_and_pictures_come_back_from_disk_as_they_were(tmp_path: Path, shape: tuple[int, ...]):
    pixels = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    StageCache(tmp_path).remember(KEY, lambda: pixels)
    again = StageCache(tmp_path).remember(KEY, Maker())
    assert np.array_equal(again, pixels)
    assert again.dtype == np.uint8


def test_what_is_remembered_cannot_be_changed_by_accident(make: Maker):
    with pytest.raises(ValueError, match="read-only"):
        StageCache().remember(KEY, make)[0] = 1


@pytest.fixture(scope="module")
def one_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A remembered file and what it holds."""
    folder = tmp_path_factory.mktemp("memo")
    StageCache(folder).remember(KEY, Maker())
    return only_file(folder), only_file(folder).read_bytes()


@given(at=st.integers(0, 10_000), bits=st.integers(0, 255), keep=st.booleans())
def test_no_damage_changes_a_pixel(one_file: tuple[Path, bytes], at: int, bits: int, keep: bool):
    path, whole = one_file
    place = at % len(whole)
    path.write_bytes(whole[:place] + bytes([whole[place] ^ bits]) * keep + whole[place + 1 :] * keep)
    assert np.array_equal(StageCache(path.parents[1]).remember(KEY, Maker()), PIXELS)


@pytest.mark.parametrize("share", [0, 0.5])
def test_a_damaged_file_is_made_again_and_told(
    make: Maker, tmp_path: Path, caplog: pytest.LogCaptureFixture, share: float
):
    StageCache(tmp_path).remember(KEY, make)
    path = only_file(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(share * len(whole))])
    StageCache(tmp_path).remember(KEY, make)
    assert (make.calls, path.read_bytes()) == (2, whole)
    assert "is damaged and is made again" in caplog.text


def test_a_disk_that_takes_nothing_only_costs_the_memory(
    make: Maker, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "memo").write_text("a file where the folder should be")
    assert np.array_equal(StageCache(tmp_path / "memo").remember(KEY, make), PIXELS)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


def test_a_full_disk_leaves_nothing_half_written(
    make: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def full(path: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert np.array_equal(StageCache(tmp_path).remember(KEY, make), PIXELS)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert "No space left on device" in caplog.text


def test_what_fails_is_not_remembered(make: Maker):
    stage_cache = StageCache()
    with pytest.raises(ZeroDivisionError):
        stage_cache.remember(KEY, lambda: PIXELS // (1 // 0))
    stage_cache.remember(KEY, make)
    assert make.calls == 1


def test_only_the_latest_entries_are_held(make: Maker):
    stage_cache = StageCache(entries=2)
    for number in (1, 2, 1, 3, 1):
        stage_cache.remember({"number": number}, make)
    assert make.calls == 3
    stage_cache.remember({"number": 2}, make)
    assert make.calls == 4


def test_the_folder_stays_below_its_size(tmp_path: Path):
    noise = np.random.default_rng(0).integers(0, 256, (600, 1000), np.uint8)
    for number in range(3):
        StageCache(tmp_path, megabytes=1).remember({"number": number}, lambda: noise)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.png")) <= 1_000_000


def kept(folder: Path) -> list[Path]:
    """What the folder holds of photos."""
    return [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size]


def test_an_emptied_memory_keeps_nothing_here_or_on_disk(make: Maker, tmp_path: Path):
    stage_cache = StageCache(tmp_path)
    stage_cache.remember(KEY, make)
    (only_file(tmp_path).parent / "half.tmp").write_bytes(b"what a killed process left")
    stage_cache.empty()
    assert (kept(tmp_path), stage_cache.held) == ([], 0)
    for again in (stage_cache, StageCache(tmp_path)):
        again.remember(KEY, make)
    assert make.calls == 2


def test_another_process_forgets_what_it_holds_before_it_uses_it(make: Maker, tmp_path: Path):
    other = StageCache(tmp_path)
    other.remember(KEY, make)
    StageCache(tmp_path).empty()
    other.remember({"another": "photo"}, make)
    assert other.held == 1
    other.remember(KEY, make)
    assert make.calls == 3


@pytest.mark.parametrize("elsewhere", [False, True])
def test_what_is_being_made_while_it_is_emptied_is_used_and_not_kept(
    make: Maker, tmp_path: Path, elsewhere: bool
):
    stage_cache = StageCache(tmp_path)

    def slow() -> np.ndarray:
        (StageCache(tmp_path) if elsewhere else stage_cache).empty()
        return make()

    assert np.array_equal(stage_cache.remember(KEY, slow), PIXELS)
    assert (kept(tmp_path), stage_cache.held) == ([], 0)


def test_what_cannot_be_removed_is_told(make: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def busy(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    stage_cache = StageCache(tmp_path)
    stage_cache.remember(KEY, make)
    monkeypatch.setattr(Path, "unlink", busy)
    with pytest.raises(StoreError, match=r"cannot be removed \(Permission denied\)"):
        stage_cache.empty()


@pytest.mark.parametrize("folder", [None, "gone", "file"])
def test_where_nothing_is_kept_nothing_is_in_the_way_of_emptying(
    make: Maker, tmp_path: Path, folder: str | None
):
    (tmp_path / "file").touch()
    stage_cache = StageCache(None if folder is None else tmp_path / folder)
    stage_cache.empty()
    stage_cache.remember(KEY, make)
    stage_cache.empty()
    stage_cache.remember(KEY, make)
    assert make.calls == 2


@given(arrays(np.uint8, (4, 6)))
def test_a_digest_knows_pixels_and_shape(pixels: np.ndarray):
    other = pixels.copy()
    other[0, 0] ^= 1
    digests = {pixel_digest(array) for array in (pixels, other, pixels.reshape(6, 4))}
    assert len(digests) == 3
    assert pixel_digest(np.asfortranarray(pixels)) == pixel_digest(pixels)


def test_threads_that_want_the_same_wait_for_one_that_makes_it(make: Maker):
    stage_cache, barrier = StageCache(), Barrier(4)

    def want(_: int) -> np.ndarray:
        barrier.wait(20)
        return stage_cache.remember(KEY, make)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(want, range(4)))
    assert make.calls == 1
    assert all(one is found[0] for one in found)
    assert stage_cache._making == {}


def test_what_could_not_be_made_is_tried_again(make: Maker):
    def stumble() -> np.ndarray:
        raise ZeroDivisionError

    stage_cache = StageCache()
    with pytest.raises(ZeroDivisionError):
        stage_cache.remember(KEY, stumble)
    assert stage_cache._making == {}
    stage_cache.remember(KEY, make)
    assert make.calls == 1


def test_large_entries_are_let_go_before_there_are_many(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(stage_cache, "HELD_BYTES", 250)
    held = StageCache(entries=64)
    for number in range(5):
        held.remember({"number": number}, lambda: np.zeros((10, 10), np.uint8))
    assert held.held == 2


@pytest.mark.parametrize("other", [np.zeros((3, 3), np.uint8), np.zeros((6, 10, 3), np.uint8)])
def test_a_remembered_picture_of_another_shape_is_made_again(
    make: Maker, tmp_path: Path, other: np.ndarray, caplog: pytest.LogCaptureFixture
):
    StageCache(tmp_path).remember(KEY, lambda: other)
    for _ in range(2):
        assert np.array_equal(StageCache(tmp_path).remember(KEY, make, PIXELS.shape), PIXELS)
    assert make.calls == 1
    assert "is damaged and is made again" in caplog.text


def test_a_data_folder_that_was_removed_is_not_made_anew(make: Maker, tmp_path: Path):
    data = tmp_path / "data"
    data.mkdir()
    stage_cache = StageCache(data / "memo")
    data.rmdir()
    assert np.array_equal(stage_cache.remember(KEY, make), PIXELS)
    stage_cache.empty()
    assert not data.exists()


def test_what_a_killed_process_left_half_written_is_swept(make: Maker, tmp_path: Path):
    StageCache(tmp_path).remember(KEY, make)
    path = only_file(tmp_path)
    (path.parent / "x.0123.tmp").write_bytes(b"half")
    StageCache(tmp_path).sweep()
    assert only_file(tmp_path) == path


def test_what_this_process_is_writing_is_not_swept(tmp_path: Path) -> None:
    cache = StageCache(tmp_path / "memo")
    swept: list[Path] = []
    save = Image.Image.save

    def save_and_sweep(image: Image.Image, file: Path, **options: Any) -> None:
        save(image, file, **options)
        cache.sweep()
        swept.append(file)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Image.Image, "save", save_and_sweep)
        cache.remember({"one": 1}, lambda: np.zeros((2, 2), np.uint8))
    assert swept
    assert [path.suffix for path in (tmp_path / "memo").glob("*/*")] == [".png"]
