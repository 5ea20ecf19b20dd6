"""A large picture goes through in strips and tiles, and looks as one that goes through as a whole."""

import numpy as np
import pytest

from core.scenes.strips import STRIP_PIXELS, strips
from core.stages import compositing, despill, rims, scene_shadow, tiles
from core.stages.arrays import Pixels

SIDE = 300


@pytest.fixture
def cut_out() -> tuple[Pixels, Pixels]:
    """A photo of a disc before grass, soft by some px, and its matte."""
    y, x = np.mgrid[:SIDE, :SIDE]
    cover = np.clip((110 - np.hypot(x - SIDE / 2, y - SIDE / 2)) / 6 + 0.5, 0, 1)
    noise = np.random.default_rng(0).integers(-6, 7, (SIDE, SIDE, 1))
    photo = np.where(x[..., None] < SIDE / 2, (120, 60, 60), (60, 60, 140)) * cover[..., None]
    photo = photo + (1 - cover[..., None]) * (70, 160, 50) + noise
    return photo.clip(0, 255).astype(np.uint8), np.rint(cover * 255).astype(np.uint8)


def in_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiles, "TILE", 64)
    for module in (compositing, despill, rims):
        monkeypatch.setattr(module, "WHOLE_PIXELS", 100)


def test_strips_are_all_rows_once():
    rows = [slice(0, 0), *strips((2500, 1000, 3))]
    assert [part.start for part in rows[1:]] == [part.stop for part in rows[:-1]]
    assert rows[-1].stop == 2500
    assert max(part.stop - part.start for part in rows) * 1000 <= STRIP_PIXELS


def test_tiles_cover_what_is_wanted_alone(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tiles, "TILE", 64)
    wanted = np.zeros((150, 200), np.bool_)
    wanted[70:90, 130:150] = True
    found = np.zeros_like(wanted)
    for tile in tiles.tiles(wanted, 20):
        assert np.array_equal(wanted[tile.seen][tile.within], wanted[tile.core])
        found[tile.core] = True
    assert found[wanted].all()
    assert not found[:64].any()


def test_rims_are_cleaned_in_tiles_as_in_a_whole(
    cut_out: tuple[Pixels, Pixels], monkeypatch: pytest.MonkeyPatch
):
    photo, matte = cut_out
    whole = rims.cleaned(photo, photo, matte)
    in_tiles(monkeypatch)
    monkeypatch.setattr(rims, "_carried", counted := Counted(rims._carried))
    parts = rims.cleaned(photo, photo, matte)
    assert max(counted.sizes) < matte.size
    for of, other in zip(whole, parts, strict=True):
        assert np.abs(of.astype(int) - other).max() <= 1


def test_foregrounds_are_estimated_in_tiles(cut_out: tuple[Pixels, Pixels], monkeypatch: pytest.MonkeyPatch):
    photo, matte = cut_out
    whole = compositing.estimate_foreground(photo, matte)
    in_tiles(monkeypatch)
    parts = compositing.estimate_foreground(photo, matte)
    soft = (matte > 0) & (matte < 255)
    assert np.array_equal(parts[~soft], photo[~soft])
    assert np.abs(whole[soft].astype(int) - parts[soft]).mean() < 3


def test_a_large_tint_goes_as_a_small_one(cut_out: tuple[Pixels, Pixels], monkeypatch: pytest.MonkeyPatch):
    photo, matte = cut_out
    whole = despill.despilled(photo, photo, matte)
    in_tiles(monkeypatch)
    parts = despill.despilled(photo, photo, matte)
    assert np.abs(whole.astype(int) - photo).max() > 20
    assert np.abs(whole.astype(int) - parts).max() <= 3


def test_a_large_reflection_is_worked_out_smaller(
    cut_out: tuple[Pixels, Pixels], monkeypatch: pytest.MonkeyPatch
):
    photo, matte = cut_out
    line, top = np.full(SIDE, 261.0, np.float32), 251
    whole = scene_shadow._reflection(photo, matte, line, top, 0.5)
    monkeypatch.setattr(scene_shadow, "HALVED_PIXELS", SIDE * SIDE // 2)
    half = scene_shadow._reflection(photo, matte, line, top, 0.5)
    assert half.shape == whole.shape == (SIDE - top, SIDE, 4)
    assert whole[..., 3].max() > 0.3
    assert np.abs(half - whole).max() < 0.1


class Counted:
    """A function that notes how many pixels it is given."""

    def __init__(self, function: object) -> None:
        self.function, self.sizes = function, list[int]()

    def __call__(self, picture: Pixels, *others: object) -> object:
        self.sizes.append(picture.shape[0] * picture.shape[1])
        return self.function(picture, *others)  # type: ignore[operator]
