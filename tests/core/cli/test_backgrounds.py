"""Backgrounds, canvases and placements on the command line."""

import json
from typing import Any

import pytest
from PIL import Image

from core.cli.unused import other_place
from core.scenes.drawing import scene_for
from tests.command_line import Line
from tests.photos import saved, scene
from tests.places import at_first
from tests.scenes import bottle


@pytest.fixture(autouse=True)
def small_photo(line: Line) -> None:
    line.photo = saved(bottle(), line.folder / "bottle.png")


def request(line: Line, *more: str) -> dict[str, Any]:
    account = line.folder / "report.json"
    words = ["generate", str(line.photo), "--output", str(line.output), "--seed", "3", "--no-record"]
    outcome = line.run(*words, "--report", str(account), *more)
    assert (outcome.code, outcome.errors) == (0, [])
    return json.loads(account.read_text())["request"]


def test_a_colour_needs_no_sentence_and_no_profile(line: Line) -> None:
    asked = request(line, "--background", "white", "--canvas", "64x80", "--place", "0.5,0.5,0.6,5,mirror")
    assert (asked["profile"], asked["prompt"], asked["background"]) == (
        "scene",
        "on plain white",
        {"kind": "colour"},
    )
    assert asked["place"] == {"x": 0.5, "y": 0.5, "scale": 0.6, "turn": 5.0, "mirror": True}
    with Image.open(line.output) as picture:
        assert picture.size == (64, 80)


def test_a_file_is_the_background(line: Line) -> None:
    behind = saved(scene(90, 60), line.folder / "behind.png")
    asked = request(
        line,
        "--background",
        str(behind),
        "--background-blur",
        "0.5",
        "--canvas",
        "64x64",
        "--shadow-strength",
        "0.5",
    )
    assert (asked["background"]["kind"], asked["background"]["blur"]) == ("picture", 0.5)
    assert asked["prompt"] == "on a picture of my own"


@pytest.mark.parametrize(
    ("colour", "is_white"),
    at_first(
        2,
        [
            ('{"kind": "colour", "colour": "#ffffff"}', True),
            ("#eeeeee", False),
            ("White", True),
            ("#fff", True),
            ("white", True),
        ],
    ),
)
def test_white_is_white_however_it_is_written_and_shops_have_no_shadow_on_it(
    line: Line, colour: str, is_white: bool
) -> None:
    asked = request(line, "--canvas", "amazon", "--background", colour)
    assert asked.get("shadow_strength") == (0 if is_white else None)


@pytest.mark.parametrize("option", ["--background", "--place"])
def test_json_that_is_nested_too_deep_is_refused_in_a_sentence(line: Line, option: str) -> None:
    deep = '{"x":' * 20_000
    other = [] if option == "--background" else ["--background", "white"]
    outcome = line.run(
        "generate", str(line.photo), "--output", str(line.output), *other, option, deep, "--no-record"
    )
    assert outcome.code == 2
    assert "is no JSON" in outcome.errors[0]


def test_a_grid_of_scenes_is_for_a_shop_and_a_dry_run_keeps_no_picture(line: Line) -> None:
    grid = ["grid", str(line.photo), "--prompt", "on a table", "--seed", "1", "--canvas", "amazon"]
    outcome = line.run(*grid, "--x", "scene=beach, table", "--dry-run")
    assert (outcome.code, outcome.errors) == (0, [])
    assert "2 pictures" in outcome.said
    places = line.run(*grid, "--x", "place=0.5,0.5,0.8 | 0.4,0.5,0.6", "--dry-run")
    assert (places.code, "2 pictures" in places.said) == (0, True)
    before = len(list(line.folder.rglob("*")))
    behind = saved(scene(90, 60), line.folder / "behind.png")
    words = ["grid", str(line.photo), "--seed", "1", "--background", str(behind), "--x", "pose=stands, lies"]
    assert line.run(*words, "--dry-run").code == 0
    assert len(list(line.folder.rglob("*"))) == before + 1


def test_transparent_is_a_cut_out_without_a_shadow(line: Line) -> None:
    assert request(line, "--background", "transparent", "--canvas", "64x64")["shadow_strength"] == 0
    with Image.open(line.output) as picture:
        assert picture.mode == "RGBA"
        assert picture.getpixel((1, 1)) == (0, 0, 0, 0)


def test_a_shop_is_a_canvas(line: Line) -> None:
    asked = request(line, "--canvas", "story", "--background", "#eee", "--max-side", "96")
    assert (asked["canvas"], asked["background"]) == ("1080x1920", {"kind": "colour", "colour": "#eeeeee"})


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--background", "gone.png"), "gone.png"),
        (("--background", "whit"), "Background"),
        (("--canvas", "huge", "--background", "white"), "Canvas"),
        (("--place", "1", "--background", "white"), "Placement"),
        (("--background", "white", "--profile", "mini"), "profile scene"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(line: Line, words: tuple[str, ...], told: str) -> None:
    outcome = line.run("generate", str(line.photo), "--output", str(line.output), *words)
    assert outcome.code == 2
    assert len(outcome.errors) == 1
    assert told in outcome.errors[0]


def test_what_is_said_of_a_picture_needs_one(line: Line) -> None:
    words = ("--background", "white", "--background-blur", "0.5")
    outcome = line.run("generate", str(line.photo), "--output", str(line.output), *words)
    assert (outcome.code, outcome.errors) == (
        2,
        ["Error: --background-blur is for a picture; give --background a picture's file."],
    )


def test_a_grid_and_a_batch_take_files_colours_and_shops(line: Line) -> None:
    behind = saved(scene(90, 60), line.folder / "behind.png")
    small = ("--canvas", "64x64", "--place", "0.5,0.5,0.6")
    out = line.folder / "grid"
    axis = ("--x", "background=white, transparent", *small, "--output", str(out))
    grid = line.run("grid", str(line.photo), *axis)
    assert grid.code == 0, grid.errors
    with Image.open(out / "grid.png") as sheet:
        assert sheet.mode == "RGB"
    folder = line.folder / "batch"
    batch = line.run("batch", str(line.photo), "--background", str(behind), *small, "--output", str(folder))
    assert batch.code == 0, batch.errors
    assert len(list(folder.glob("*.png"))) == 1


def test_a_placement_may_begin_with_a_minus(line: Line) -> None:
    asked = request(line, "--background", "white", "--canvas", "64x64", "--place", "-0.1,0.5,0.6")
    assert asked["place"]["x"] == -0.1


def test_further_subjects_are_files_with_their_places(line: Line) -> None:
    other = saved(bottle(64, 96), line.folder / "a@b.png")
    also = ("--also", f"{other}@0.7,0.6,0.4", "--also", str(other))
    first, second = request(line, "--background", "white", "--canvas", "64x64", *also)["also"]
    assert (first["place"]["x"], first["place"]["scale"]) == (0.7, 0.4)
    assert second == {"photo": first["photo"]}


def test_room_per_side_is_typed_in_per_cent(line: Line) -> None:
    asked = request(line, "--background", "white", "--canvas", "64x64", "--room", "10,10,20,5")
    assert asked["room"] == {"left": 10.0, "right": 10.0, "top": 20.0, "bottom": 5.0}


@pytest.mark.parametrize(
    "also",
    [("--also", "nowhere.png"), ("--also", "{photo}@here"), ("--also", "{photo}", "--profile", "mini")],
)
def test_a_further_subject_that_will_not_do_costs_one_sentence(line: Line, also: tuple[str, ...]) -> None:
    words = [part.format(photo=line.photo) for part in also]
    outcome = line.run("generate", str(line.photo), "--output", str(line.output), "--prompt", "x", *words)
    assert outcome.code == 2
    assert len(outcome.errors) == 1


def test_what_is_given_and_not_used_is_told_and_not_recorded(line: Line) -> None:
    words = ("generate", str(line.photo), "--output", str(line.output.with_suffix(".jpg")), "--seed", "3")
    account = line.folder / "report.json"
    more = ("--no-record", "--report", str(account), "--background", "transparent")
    outcome = line.run(*words, *more, "--prompt", "on a beach", "--strength", "0.5")
    told = " ".join(outcome.errors)
    for sentence in ("The sentence is not used", "does not use --strength", "JPEG has no transparency"):
        assert sentence in told
    assert json.loads(account.read_text())["request"]["prompt"] != "on a beach"


def test_another_place_than_the_scene_is_told() -> None:
    beach = scene_for("on a beach", 1)
    assert other_place("in a kitchen", beach) == "Kitchen"
    assert other_place("at sunset", beach) is None
    assert other_place("on a beach", beach) is None
