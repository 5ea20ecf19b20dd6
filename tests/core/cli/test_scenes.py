"""Scenes on the command line: made, listed, painted, and refused in one sentence."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.cli.scenes import scene_from, size_of
from core.errors import RequestError, SceneError
from core.scenes.drawing import scene_for
from core.scenes.gallery import examples
from core.scenes.groups import GROUPS
from core.scenes.kinds import KINDS
from core.scenes.spec import SceneSpec
from tests.command_line import OLDER, Line, Outcome
from tests.photos import saved
from tests.scenes import bottle

BEACH = scene_for("on a beach at sunset", 3)


@pytest.fixture(autouse=True)
def small_photo(line: Line) -> None:
    line.photo = saved(bottle(), line.folder / "bottle.png")


def generate(line: Line, *more: str) -> Outcome:
    """A small painted picture on the command line, with the profile that it has by itself."""
    words = ["generate", str(line.photo), "--output", str(line.output), "--prompt", "on a beach at sunset"]
    return line.run(*words, "--max-side", "96", "--seed", "3", "--scene-painter", "painted", *more)


def request(line: Line, *more: str) -> dict[str, object]:
    """What a command line asks for, as its report says."""
    account = line.folder / "report.json"
    outcome = generate(line, "--report", str(account), "--no-record", *more)
    assert (outcome.code, outcome.errors) == (0, [])
    return json.loads(account.read_text())["request"]


def test_without_a_profile_a_picture_is_a_scene_of_its_words(line: Line):
    asked = request(line)
    assert asked["profile"] == "scene"
    with Image.open(line.output) as picture:
        assert max(picture.size) == 96


def test_a_kind_is_completed_by_sentence_and_seed(line: Line):
    asked = request(line, "--scene", "table")
    assert asked["profile"] == "scene"
    assert asked["scene"] == scene_for("on a beach at sunset", 3, kind="table").model_dump(mode="json")


def test_a_scene_is_taken_as_json_and_as_a_file_of_it(line: Line, tmp_path: Path):
    assert request(line, "--scene", BEACH.to_json())["scene"] == BEACH.model_dump(mode="json")
    path = tmp_path / "beach.json"
    path.write_text(json.dumps(BEACH.model_dump(mode="json"), indent=2))
    assert request(line, "--scene", str(path))["scene"] == BEACH.model_dump(mode="json")


def test_the_same_command_writes_the_same(line: Line):
    first = generate(line, "--scene", "beach").said.rpartition(" ")[2]
    assert generate(line, "--scene", "beach").said.rpartition(" ")[2] == first
    assert generate(line, "--scene", "meadow").said.rpartition(" ")[2] != first


def test_several_pictures_are_several_places(line: Line):
    account = line.folder / "r.json"
    assert generate(line, "--pictures", "2", "--report", str(account)).code == 0
    reports = [json.loads(path.read_text()) for path in line.folder.glob("r-*.json")]
    assert len({report["request"]["scene"]["seed"] for report in reports}) == 2
    assert len({report["sha256"] for report in reports}) == 2


def test_a_model_begins_with_a_scene(line: Line):
    asked = request(line, "--profile", "tiny", "--scene", "beach", "--strength", "0.6")
    assert (asked["profile"], asked["strength"]) == ("tiny", 0.6)
    assert isinstance(asked["scene"], dict)


def test_what_cannot_be_traced_is_told(line: Line):
    words = ["generate", str(line.photo), "--output", str(line.output), "--prompt", "on a beach"]
    outcome = line.run(*words, "--scene", "beach", "--scene-painter", "traced", "--max-side", "96")
    assert outcome.code == 1
    assert "Beach has no set for it; choose the scene painter auto." in outcome.errors[-1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--scene", "moon"], "There is no kind of scene 'moon'; see python -m core scenes"),
        (["--scene", ""], "There is no kind of scene ''; see python -m core scenes"),
        (["--scene", "{"], "The scene is no JSON; copy it whole, from its first brace to the last."),
        (["--scene", '{"kind": "moon", "seed": 1}'], "The scene will not do: kind must be one of "),
        (["--scene", '{"kind": "beach"}'], "The scene has no seed; a scene needs a kind and a seed."),
        (
            ["--scene", '{"kind": "beach", "seed": 1, "light": {"height": 99}}'],
            "The scene will not do: light.",
        ),
        (
            ["--scene", "nowhere.json"],
            "The scene nowhere.json cannot be read; give a file of a scene's JSON.",
        ),
        (["--scene", "beach", "--seed", "-1"], "Seed (--seed) must be 0 to 4294967295 (it is -1)."),
        (["--pose", "flies"], "Pose (--pose) must be 'auto', 'stands', 'lies' or 'hangs' (it is flies)."),
        (
            ["--scene-painter", "drawn"],
            "Scene painter (--scene-painter) must be 'auto', 'painted' or 'traced' (it is drawn).",
        ),
    ],
)
def test_what_will_not_do_is_refused_in_one_sentence(line: Line, words: list[str], said: str):
    assert line.refuses(*words).startswith(said)


def test_every_kind_is_listed_under_its_group(line: Line):
    outcome = line.run("scenes")
    assert (outcome.code, outcome.errors) == (0, [])
    rows = outcome.said.splitlines()
    assert all(f"{kind.title} " in f"{outcome.said} " for kind in KINDS.values())
    assert [row for row in rows if not row.startswith(" ")] == list(GROUPS.values())
    assert {row.split()[0] for row in rows if row.startswith(" ")} == KINDS.keys()


@pytest.mark.parametrize("name", ["place.png", "place.jpg", "place.webp"])
def test_a_place_is_painted_by_itself_and_its_scene_is_told(line: Line, tmp_path: Path, name: str):
    words = ["scenes", "--scene", "beach", "--seed", "3", "--size", "96x64", "--output", str(tmp_path / name)]
    outcome = line.run(*words)
    assert (outcome.code, outcome.errors) == (0, [])
    with Image.open(tmp_path / name) as picture:
        assert picture.size == (96, 64)
        assert np.asarray(picture.convert("RGB")).std() > 5
    assert SceneSpec.from_json(outcome.said) == scene_for("", 3, kind="beach")


def test_the_scene_that_was_told_paints_the_same_place(line: Line, tmp_path: Path):
    first, second = tmp_path / "a.png", tmp_path / "b.png"
    told = line.run("scenes", "--prompt", "in a meadow", "--size", "64x64", "--output", str(first)).said
    line.run("scenes", "--scene", told.strip(), "--size", "64x64", "--output", str(second))
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--size", "0x64"], "The size '0x64' will not do; write it as 1024x768, each side 8 to 8192 px."),
        (["--size", "big"], "The size 'big' will not do"),
        (["--scene", "moon"], "There is no kind of scene 'moon'"),
        (["--scene", "{}"], "The scene has no kind; a scene needs a kind and a seed."),
        (["--seed", "-1"], "Seed (--seed) must be 0 to 4294967295 (it is -1)."),
        (["--seed", "99999999999"], "Seed (--seed) must be 0 to 4294967295 (it is 99999999999)."),
    ],
)
def test_what_cannot_be_painted_is_refused_and_nothing_is_written(line: Line, words: list[str], said: str):
    line.output.write_bytes(OLDER)
    outcome = line.run("scenes", "--output", str(line.output), *words)
    assert outcome.code == 2
    (error,) = outcome.errors
    assert error.removeprefix("Error: ").lower().startswith(said.lower())
    assert line.output.read_bytes() == OLDER


def test_a_place_needs_a_picture_s_ending(line: Line, tmp_path: Path):
    assert line.run("scenes", "--output", str(tmp_path / "place.txt")).code == 2


def test_sizes_are_read_with_either_sign():
    assert size_of("1024x768") == size_of("1024X768") == size_of("1024×768") == (1024, 768)
    with pytest.raises(RequestError):
        size_of("1024")


def test_without_a_scene_it_is_that_of_the_words():
    assert scene_from(None, "on a beach", 5) == scene_for("on a beach", 5)
    with pytest.raises(SceneError):
        scene_from("beach.txt", "", 5)


def test_every_examples_sentence_paints_its_kind():
    assert [example.name for example in examples() if example.scene().kind != example.kind] == []


def test_words_that_will_not_be_understood_are_remarked_on(line: Line) -> None:
    told = generate(line, "--no-record", "--prompt", "на пляже")
    assert told.code == 0
    assert any("None of these words is known here" in said for said in told.errors)


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        ("auf einem Holztisch", "This is German, and models read English"),
        ("木のテーブルの上", "No word of this is known here"),
        ("on a wooden table", None),
    ],
)
def test_a_model_s_language_is_told(line: Line, words: str, remark: str | None) -> None:
    told = line.generate("--no-record", "--prompt", words)
    assert [said for said in told.errors if remark is not None and remark in said] == told.errors
    assert bool(told.errors) == (remark is not None)
