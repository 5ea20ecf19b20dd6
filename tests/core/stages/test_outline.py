"""The outline of cloth: what the matte chewed is even, what the photo shows stays."""

import tracemalloc

import cv2
import numpy as np
import pytest

from core.stages.arrays import Pixels
from core.stages.outline import even_outline

SIDE = 400


def chewed(seed: int = 4) -> Pixels:
    """A square of cloth H×W whose lower edge has bites and frazzles."""
    matte = np.zeros((SIDE, SIDE), np.uint8)
    rng = np.random.default_rng(seed)
    ends = 300 + np.repeat(rng.integers(-4, 5, 60), 5)
    for column, end in enumerate(ends, start=50):
        matte[80:end, column] = 255
    return matte


def plain(cloth: int = 150, wall: int = 150) -> Pixels:
    """A photo of cloth 50…350 across and 80…300 down, as bright as told, before a wall."""
    photo = np.full((SIDE, SIDE, 3), wall, np.uint8)
    photo[80:300, 50:350] = cloth
    return photo


def roughness(matte: Pixels) -> float:
    """How far the lower edge goes up and down from one column to the next, in px."""
    return float(np.abs(np.diff((matte[:, 70:330] > 127).sum(0).astype(float))).mean())


def test_what_no_edge_of_the_photo_follows_is_even() -> None:
    made = even_outline(chewed(), plain())

    assert roughness(made) < 0.5 * roughness(chewed())


def test_an_edge_of_the_photo_s_stays() -> None:
    photo, matte = plain(wall=220), chewed()
    photo[matte > 127] = 40
    photo[matte <= 127] = 220

    made = even_outline(matte, photo)

    assert np.mean((made > 127) != (matte > 127)) < 0.0005


def test_the_inside_and_the_rest_of_the_photo_stay_bit_for_bit() -> None:
    matte = chewed()

    made = even_outline(matte, plain())

    assert np.array_equal(made[100:270, 70:330], matte[100:270, 70:330])
    assert not made[:60].any()
    assert not made[330:].any()


def test_a_long_wire_stays_and_a_frazzle_goes() -> None:
    matte = np.zeros((SIDE, SIDE), np.uint8)
    matte[150:300, 50:350] = 255
    matte[60:150, 198:202] = 255
    matte[300:308, 120:124] = 255

    made = even_outline(matte, np.full((SIDE, SIDE, 3), 150, np.uint8))

    assert (made[70:140, 198:202] > 200).all()
    assert made[304:308, 120:124].max() < 128


def test_an_even_outline_hardly_moves() -> None:
    matte = np.zeros((SIDE, SIDE), np.uint8)
    cv2.circle(matte, (200, 200), 120, 255, -1, cv2.LINE_AA)

    made = even_outline(matte, np.full((SIDE, SIDE, 3), 150, np.uint8))

    assert np.mean((made > 127) != (matte > 127)) < 0.003


def test_nothing_and_everything_stay_as_they_are() -> None:
    photo = np.full((SIDE, SIDE, 3), 150, np.uint8)
    for value in (0, 255):
        matte = np.full((SIDE, SIDE), value, np.uint8)

        assert np.array_equal(even_outline(matte, photo), matte)


def test_the_same_every_time() -> None:
    assert np.array_equal(even_outline(chewed(), plain()), even_outline(chewed(), plain()))


def test_a_large_photo_goes_through_in_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = even_outline(chewed(), plain())
    monkeypatch.setattr("core.stages.outline.WHOLE_PIXELS", 100)
    monkeypatch.setattr("core.stages.tiles.TILE", 160)
    tiled = even_outline(chewed(), plain())
    assert np.abs(whole.astype(int) - tiled).max() <= 1
    assert (whole != chewed()).any()


def test_it_takes_little_memory_and_strips_change_no_pixel(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = even_outline(chewed(), plain(180, 90))
    monkeypatch.setattr("core.scenes.strips.STRIP_PIXELS", 20_000)
    matte, photo = chewed(), plain(180, 90)
    tracemalloc.start()
    made = even_outline(matte, photo)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert np.array_equal(made, whole)
    assert peak < 45 * matte.size  # bytes; 78 as a whole
