"""Parts of a picture on the command line, and what is said of a small photo."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.command_line import Line
from tests.photos import saved
from tests.scenes import bottle


@pytest.fixture
def bottled(line: Line) -> Path:
    return saved(bottle(600, 600), line.folder / "bottle.png")


def opened(path: Path) -> np.ndarray:
    return np.asarray(Image.open(path))


def test_the_parts_of_a_picture_are_written_alone(line: Line, bottled: Path) -> None:
    made = {name: line.folder / f"{name}.png" for name in ("picture", "cut-out", "background")}
    for name, output in made.items():
        words = ("--background", "#ccd5dd", "--seed", "1", "--part", name, "--output", str(output))
        assert line.run("generate", str(bottled), *words).code == 0
    picture, alone, behind = (opened(path) for path in made.values())
    opaque, nothing = alone[..., 3] == 255, alone[..., 3] == 0
    assert np.array_equal(alone[opaque][:, :3], picture[opaque])
    assert np.array_equal(behind[nothing], picture[nothing])
    assert opaque.any()


def test_a_part_of_a_recorded_picture_is_exported(line: Line, bottled: Path) -> None:
    made = line.run("generate", str(bottled), "--background", "white", "--output", str(line.output))
    run = made.said.split("run ")[1].split()[0]
    output = line.folder / "alone.webp"
    assert line.run("export", run, str(output), "--part", "cut-out").code == 0
    assert opened(output).shape[2] == 4


@pytest.mark.parametrize(
    ("part", "name", "told"),
    [("shade", "out.png", "--part must be one of picture"), ("cut-out", "out.jpg", "ends in .png or .webp")],
)
def test_a_part_that_cannot_be_is_refused(line: Line, bottled: Path, part: str, name: str, told: str) -> None:
    output = line.folder / name
    words = ("--background", "white", "--output", str(output), "--part", part)
    outcome = line.run("generate", str(bottled), *words)
    assert (outcome.code, output.exists(), len(outcome.errors)) == (2, False, 1)
    assert told in outcome.errors[0]


@pytest.mark.parametrize(("side", "small"), [(120, True), (600, False)])
@pytest.mark.parametrize("words", [("--background", "white"), ("--profile", "tiny", "--prompt", "a beach")])
def test_a_photo_too_small_to_sell_with_is_named(
    line: Line, side: int, small: bool, words: tuple[str, ...]
) -> None:
    photo = saved(bottle(side, side), line.folder / "photo.png")
    outcome = line.run("generate", str(photo), *words, "--seed", "1", "--output", str(line.output))
    assert outcome.code == 0
    assert any("too small to sell with" in error for error in outcome.remarks) is small
