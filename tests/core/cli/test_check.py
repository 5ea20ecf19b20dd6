"""``check`` on the command line: verdicts, exit codes, and that what it says mends a picture."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.command_line import Line
from tests.photos import saved, scene
from tests.scenes import bottle


def test_a_cut_out_fails_and_its_mend_passes(line: Line) -> None:
    photo = saved(bottle(), line.folder / "bottle.png")
    before = line.run("check", str(photo), "--shop", "amazon")
    assert before.code == 1
    assert "FAIL  Background pure white: transparent" in before.said
    assert f"generate {photo} --canvas amazon" in before.said
    mended = line.folder / "mended.png"
    made = line.run("generate", str(photo), "--canvas", "amazon", "--output", str(mended), "--no-record")
    assert made.code == 0
    after = line.run("check", str(mended), "--shop", "amazon")
    assert (after.code, "all 5 pass" in after.said) == (0, True), after.said


@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_a_picture_that_is_recorded_here_is_told_by_its_own_cut_out(line: Line, ending: str) -> None:
    pale = np.asarray(bottle()).copy()
    pale[..., :3] = 250  # as a white animal, which no colour tells from what is behind it
    photo, made = saved(Image.fromarray(pale), line.folder / "pale.png"), line.folder / f"made.{ending}"
    assert line.run("generate", str(photo), "--canvas", "amazon", "--output", str(made)).code == 0
    known = line.run("check", str(made), "--shop", "amazon")
    assert (known.code, "all 5 pass" in known.said) == (0, True), known.said
    # What a file says of itself is believed only where its picture is the one that is recorded.
    with Image.open(made) as opened:
        opened.load()
        texts: dict[str, Any] = {"exif": opened.info.get("exif", b"")}
        if ending == "png":
            texts = {"pnginfo": PngInfo()}
            texts["pnginfo"].add_itxt("backdrop_studio", opened.info["backdrop_studio"])
        Image.new("RGB", opened.size, (250, 250, 150)).save(made, **texts)
    assert line.run("check", str(made), "--shop", "amazon").code == 1


def test_what_a_background_does_not_tell_is_said(line: Line) -> None:
    photo = saved(scene(1200, 1200), line.folder / "place.png")
    outcome = line.run("check", str(photo), "--shop", "ebay")
    assert "?     Whole subject: its background does not tell it" in outcome.said


def test_what_cannot_be_checked_is_said_in_one_sentence(line: Line, tmp_path: Path) -> None:
    Image.new("RGB", (64, 64)).save(tmp_path / "a.png")
    for picture, shop, told in (("a.png", "shop", "There is no shop 'shop'"), ("b.png", "ebay", "b.png")):
        outcome = line.run("check", str(tmp_path / picture), "--shop", shop)
        assert (outcome.code, len(outcome.errors)) == (2, 1)
        assert told in outcome.errors[0]
