"""Further subjects in grids and batches on the command line."""

import csv
import io
from pathlib import Path

import numpy as np
from PIL import Image

from tests.command_line import Line
from tests.photos import saved
from tests.scenes import bottle


def test_every_picture_of_a_batch_and_of_a_grid_has_them(line: Line, tmp_path: Path) -> None:
    photo = saved(bottle(), tmp_path / "bottle.png")
    other = saved(Image.fromarray(np.asarray(bottle())[..., [2, 1, 0, 3]]), tmp_path / "blue.png")
    where = ("--background", "white", "--canvas", "128x128", "--also", f"{other}@0.8,0.6,0.4")
    commands = {
        "batch": ("batch", str(photo), "--seeds", "1..2"),
        "grid": ("grid", str(photo), "--x", "place=0.3,0.5,0.5 | 0.4,0.5,0.6"),
    }
    for name, words in commands.items():
        out = tmp_path / name
        outcome = line.run(*words, *where, "--output", str(out))
        assert outcome.code == 0, outcome.errors
        files = [
            row["file"] for row in csv.DictReader(io.StringIO((out / "report.csv").read_text("utf-8-sig")))
        ]
        assert len(files) == 2
        for file in files:
            pixels = np.asarray(Image.open(out / file).convert("RGB")).astype(int)
            assert (pixels[..., 2] > pixels[..., 0] + 60)[:, 80:].any()


def rows(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((out / "report.csv").read_text("utf-8-sig"))))


def is_blue(file: Path) -> bool:
    pixels = np.asarray(Image.open(file).convert("RGB")).astype(int)
    return bool((pixels[..., 2] > pixels[..., 0] + 60)[:, 80:].any())


def test_they_are_an_axis_and_a_manifest_s_column(line: Line, tmp_path: Path) -> None:
    photo = saved(bottle(), tmp_path / "bottle.png")
    other = saved(Image.fromarray(np.asarray(bottle())[..., [2, 1, 0, 3]]), tmp_path / "blue.png")
    where = ("--background", "white", "--canvas", "128x128")
    out = tmp_path / "grid"
    axis = f"also=none | {other}@0.8,0.6,0.4"
    outcome = line.run("grid", str(photo), "--x", axis, *where, "--output", str(out))
    assert outcome.code == 0, outcome.errors
    assert [is_blue(out / row["file"]) for row in rows(out)] == [False, True]
    manifest = tmp_path / "shop.csv"
    manifest.write_text('photo,also\nbottle.png,none\nbottle.png,"blue.png@0.8,0.6,0.4"\n')
    out = tmp_path / "batch"
    outcome = line.run("batch", str(manifest), *where, "--output", str(out))
    assert outcome.code == 0, outcome.errors
    assert [is_blue(out / row["file"]) for row in rows(out)] == [False, True]


def test_a_photo_that_is_not_there_is_told_with_its_row(line: Line, tmp_path: Path) -> None:
    saved(bottle(), tmp_path / "bottle.png")
    manifest = tmp_path / "shop.csv"
    manifest.write_text("photo,also\nbottle.png,blue.png\n")
    outcome = line.run("batch", str(manifest), "--background", "white")
    assert outcome.code != 0
    assert "shop.csv, row 2" in outcome.errors[0]
    assert "blue.png" in outcome.errors[0]
