"""Grids on the command line: made, drawn, gone on with, extended, and refused in a sentence."""

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from core.errors import InputError
from core.metadata.recipe import read_recipe
from core.settings import Settings
from core.studio import Studio
from store.records import RunQuery
from tests.command_line import Line, Outcome
from tests.fakes import FakeGenerators
from tests.studios import opened

ASKED = ("--prompt", "a house by the forest", "--profile", "mini", "--num-inference-steps", "2")


def grid(line: Line, *words: Any) -> Outcome:
    return line.run("grid", str(line.photo), *ASKED, *map(str, words))


def group_of(outcome: Outcome) -> str:
    (told,) = (text for text in outcome.errors if text.startswith("Group "))
    return told.rpartition(" ")[2]


def total(settings: Settings) -> int:
    studio = Studio.open(settings, preload=False, mirror=False)
    try:
        return studio.runs.search(RunQuery()).total
    finally:
        studio.close()


def test_a_grid_is_made_and_drawn_in_every_form(
    line: Line, generators: FakeGenerators, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    words = ("--x", "seed=1..3", "--y", "forest=beach|city", "--z", "guidance=1,2")
    outcome = grid(line, *words, "--output", out, "--zip", tmp_path / "g.zip", "--cell", "64")
    assert (outcome.code, outcome.errors[-1]) == (0, "18 pictures: 18 made.")
    assert len(generators.begun) == 18
    assert {path.name for path in out.glob("grid.*")} == {"grid.png", "grid.html"}
    with Image.open(out / "grid.png") as sheet:
        assert sheet.width > 3 * 64
        assert sheet.height > 6 * 43
    for row in csv.DictReader(io.StringIO((out / "report.csv").read_text("utf-8-sig"))):
        recipe = read_recipe((out / row["file"]).read_bytes(), ["mini"])
        assert recipe is not None
        assert str(recipe.values["seed"]) == row["Seed"]
        assert row["“forest”"] in recipe.values["prompt"]
    with zipfile.ZipFile(tmp_path / "g.zip") as archive:
        assert archive.testzip() is None
        assert len([name for name in archive.namelist() if name.startswith("pictures/")]) == 18
        assert {"grid.png", "grid.html", "report.csv"} < set(archive.namelist())


def test_a_grid_is_gone_on_with_and_extended_by_its_group(
    line: Line, generators: FakeGenerators, studio: Settings
) -> None:
    generators.raises = {"a house by the beach": InputError("The tide came.")}
    outcome = grid(line, "--x", "seed=1..2", "--y", "forest=beach")
    assert (outcome.code, outcome.errors[-1]) == (1, "4 pictures: 2 made, 2 failed.")
    generators.raises, group = {}, group_of(outcome)
    line.photo.unlink()  # its bytes are recorded
    outcome = line.run("grid", "--group", group)
    assert (outcome.code, outcome.errors[-1]) == (0, "4 pictures: 2 made, 2 there already.")


def test_a_row_more_makes_that_row_alone(line: Line, generators: FakeGenerators, studio: Settings) -> None:
    group = group_of(grid(line, "--x", "seed=1..2", "--y", "guidance=1,2"))
    outcome = grid(line, "--x", "seed=1..2", "--y", "guidance=1..3", "--group", group)
    assert (outcome.errors[-1], group_of(outcome)) == ("6 pictures: 2 made, 4 there already.", group)
    assert (
        line.run("grid", "--group", group, "--dry-run").said
        == "6 pictures of 1 photo, 6 there already, 0 to make.\n"
    )
    assert total(studio) == 6


def test_a_dry_run_makes_nothing(line: Line, generators: FakeGenerators, tmp_path: Path) -> None:
    outcome = grid(line, "--x", "seed=1..10", "--y", "steps=1..10", "--dry-run", "--output", tmp_path / "out")
    assert outcome.code == 0
    assert outcome.said.startswith("100 pictures of 1 photo, 100 to make, ")
    assert (generators.begun, (tmp_path / "out").exists()) == ([], False)


def test_variants_photos_and_presets_are_axes_too(
    line: Line, generators: FakeGenerators, studio: Settings, tmp_path: Path
) -> None:
    other = opened(studio.data_dir)
    other.presets.save("warm", {"guidance_scale": 2.5, "scene": None})
    other.presets.save("cold", {"guidance_scale": 1.5})
    other.close()
    (studio.data_dir / "wordlists").mkdir()
    (studio.data_dir / "wordlists" / "cloth.txt").write_text("linen\nsilk\n")
    photos = f"photo={line.photo}|{line.photo}"
    words = ("--prompt", "on __cloth__", "--x", photos, "--y", "preset=warm,cold")
    outcome = line.run("grid", *words, "--profile", "mini", "--num-inference-steps", "2")
    assert outcome.errors[-1] == "8 pictures: 4 made, 4 there already."
    found = {(request.prompt, request.guidance_scale) for request in generators.begun}
    assert found == {(f"on {cloth}", scale) for cloth in ("linen", "silk") for scale in (2.5, 1.5)}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Say what to vary: --x seed=1..4; see python -m core grid --help."),
        (["--x", "sede=1"], "There is no field 'sede' to vary"),
        (["--x", "seed=1", "--y", "seed=2"], "Two axes vary Seed; take one."),
        (["--x", "preset=none"], "There is no preset named 'none'."),
        (["--x", "photo=nowhere.png"], "nowhere.png: There is no photo at nowhere.png"),
        (["--x", "guidance=1,900"], "Guidance scale (--guidance-scale) must be"),
        (["--x", "scene=moon"], "There is no kind of scene 'moon'"),
        (["--x", "profile=none"], "There is no profile 'none'"),
        (["--group", "zz"], "No group's id begins with 'zz'."),
        (["--x", "seed=1", "--cell", "0"], "Argument --cell: must be a whole number from 1 to 2048"),
        (["--x", "seed=1", "--format", "gif"], "format must be png, webp, jpeg"),
        (["--x", "seed=1", "--png", "{folder}"], "{folder} is a folder; give the name of a file in it."),
    ],
)
def test_what_will_not_do_is_refused_before_anything_is_made(
    line: Line, generators: FakeGenerators, words: Sequence[str], said: str
) -> None:
    folder = str(line.folder)
    outcome = grid(line, *(word.replace("{folder}", folder) for word in words))
    assert (outcome.code, outcome.said, generators.begun) == (2, "", [])
    assert outcome.errors[-1].startswith(f"Error: {said.replace('{folder}', folder)}")
