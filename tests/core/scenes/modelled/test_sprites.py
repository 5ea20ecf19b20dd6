"""Baked things are kept in one file and come back as they were."""

import json
from pathlib import Path

import numpy as np
import pytest

from core.scenes.modelled import sprites
from core.scenes.modelled.sprites import GRAIN, SHADES, SIDES, Baked, Shade, Sprite


def ball_like(side: int = 48) -> Sprite:
    """A disc that is lit from each side on that side."""
    y, x = np.mgrid[0:side, 0:side] / (side - 1) * 2 - 1
    cover = (np.hypot(x, y) < 0.8).astype(np.float32)
    turn = np.radians(np.array(SIDES))
    lights = [np.full_like(x, 0.5), *(0.4 + 0.3 * x * np.sin(t) + 0.3 * y * np.cos(t) for t in turn)]
    colour = np.array([0.9, 0.5, 0.3])
    return Sprite(8.0, np.stack(lights)[..., None] * colour, cover, 480.0, (24.0, 40.0))


def baked() -> Baked:
    """One variant with a square of shade."""
    around = np.zeros((GRAIN, GRAIN), np.float32)
    around[24:40, 24:40] = 0.8
    cast = np.zeros((len(SHADES), GRAIN, GRAIN), np.float32)
    for number, direction in enumerate(SHADES):
        x, z = -np.sin(np.radians(direction)), -np.cos(np.radians(direction))
        row, column = round(32 + 14 * z), round(32 + 14 * x)
        cast[number, row - 5 : row + 5, column - 5 : column + 5] = 1.0
    return Baked((ball_like(),), Shade(around, cast, 0.1, 0.2), 0.08)


def test_what_is_packed_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed, entry = sprites.pack([baked()], quality=90)
    (tmp_path / "red_ball.webp").write_bytes(packed)
    (tmp_path / "index.json").write_text(json.dumps({"red ball": entry}))
    monkeypatch.setattr(sprites, "FOLDER", tmp_path)
    sprites.index.cache_clear()
    sprites.unpacked.cache_clear()
    try:
        (back,) = sprites.unpacked("red ball")
    finally:
        sprites.index.cache_clear()
        sprites.unpacked.cache_clear()
    (view,), given = back.views, ball_like()
    inside = given.cover > 0.5
    assert (view.foot, view.grain, view.pitch) == (given.foot, given.grain, given.pitch)
    assert np.abs(view.cover - given.cover).mean() < 0.02
    assert np.abs(view.lights - given.lights)[:, inside].mean() < 0.03
    assert np.abs(back.shade.around - baked().shade.around).mean() < 0.02


def test_the_baked_things_are_whole_and_small() -> None:
    files = [sprites.FOLDER / f"{name.replace(' ', '_')}.webp" for name in sprites.index()]
    assert len(files) > 20
    assert {file.name for file in files} == {file.name for file in sprites.FOLDER.glob("*.webp")}
    assert sum(file.stat().st_size for file in files) < 8e6
    (books,) = sprites.unpacked("books")
    assert [view.pitch for view in books.views] == sorted(view.pitch for view in books.views)
    assert all(view.cover.max() > 0.9 and (view.lights >= 0).all() for view in books.views)
