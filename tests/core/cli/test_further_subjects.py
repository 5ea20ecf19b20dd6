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
