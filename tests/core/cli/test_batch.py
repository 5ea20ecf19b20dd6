"""Batches on the command line: made, gone on with, reported, and refused before anything is paid for."""

import csv
import io
import json
import re
import sqlite3
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
from tests.photos import saved, scene

ASKED = ("--profile", "mini", "--num-inference-steps", "2")


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Two photos and a file that is none."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in (10, 2):
        saved(scene(32 + number, 32), folder / f"mug{number}.png")
    (folder / "notes.txt").write_text("notes")
    (folder / ".hidden.png").write_text("hidden")
    return folder


def made(line: Line, *words: Any) -> Outcome:
    return line.run("batch", *map(str, words), *ASKED)


def recorded(studio: Settings) -> int:
    opened = Studio.open(studio, preload=False, mirror=False)
    try:
        return opened.runs.search(RunQuery()).total
    finally:
        opened.close()


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_photos_by_sentences_by_seeds_are_made_written_and_reported(
    line: Line, generators: FakeGenerators, photos: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    outcome = made(line, photos, "--prompt", "on {oak|ice}", "--seeds", "1..2", "--output", out)
    assert outcome.code == 0
    assert len(generators.begun) == 8
    files = [
        f"mug{number}-on-{place}-{seed}.png"
        for number in (2, 10)
        for place in ("oak", "ice")
        for seed in (1, 2)
    ]
    assert sorted(path.name for path in out.iterdir()) == sorted([*files, "report.csv", "sheet.html"])
    assert [text.split("  ")[0] for text in outcome.said.splitlines()] == [str(out / name) for name in files]
    assert outcome.errors[0] == "Left out, since they are no photos by their names: notes.txt."
    assert outcome.errors[1].startswith(
        "8 pictures of 2 photos, 8 to make, none like these was made here yet"
    )
    assert outcome.errors[-1] == "8 pictures: 8 made."
    for row, name in zip(rows(out / "report.csv"), files, strict=True):
        recipe = read_recipe((out / name).read_bytes(), ["mini"])
        assert recipe is not None
        assert (row["file"], row["became"], row["run"]) == (name, "made", recipe.run)
        assert (row["photo"], row["sentence"], row["seed"]) == (
            f"{name.partition('-')[0]}.png",
            recipe.values["prompt"],
            str(recipe.values["seed"]),
        )


def test_the_same_command_makes_nothing_twice_and_leaves_files_as_they_are(
    line: Line, generators: FakeGenerators, photos: Path, tmp_path: Path, studio: Settings
) -> None:
    words = (photos, "--prompt", "on ice", "--output", tmp_path / "out")
    made(line, *words)
    picture, other = sorted((tmp_path / "out").glob("*.png"))
    written = picture.stat().st_mtime_ns
    other.write_bytes(b"something else")
    outcome = made(line, *words)
    assert (outcome.code, len(generators.begun), recorded(studio)) == (0, 2, 2)
    assert [text.split("  ")[1] for text in outcome.said.splitlines()] == ["there already"] * 2
    assert outcome.errors[-1] == "2 pictures: 2 there already."
    assert picture.stat().st_mtime_ns == written
    with Image.open(other) as again:
        assert again.format == "PNG"
    saved(scene(50, 32), photos / "new.png")
    assert made(line, *words).errors[-1] == "3 pictures: 1 made, 2 there already."


def test_a_picture_that_fails_stops_no_other_and_is_reported(
    line: Line, generators: FakeGenerators, photos: Path, tmp_path: Path
) -> None:
    generators.raises = {"on ice": InputError("The ice broke.")}
    outcome = made(line, photos, "--prompt", "on ice", "--prompt", "on oak", "--output", tmp_path / "out")
    assert (outcome.code, outcome.errors[-1]) == (1, "4 pictures: 2 made, 2 failed.")
    assert [row["error"] for row in rows(tmp_path / "out" / "report.csv")] == ["The ice broke.", ""] * 2
    assert (tmp_path / "out" / "sheet.html").read_text().count("The ice broke.") == 2
    generators.raises = {}
    outcome = made(line, photos, "--prompt", "on ice", "--prompt", "on oak")
    assert (outcome.code, outcome.errors[-1]) == (0, "4 pictures: 2 made, 2 there already.")


def test_a_dry_run_says_what_it_comes_to_and_makes_nothing(
    line: Line, generators: FakeGenerators, photos: Path, tmp_path: Path, studio: Settings
) -> None:
    made(line, photos, "--prompt", "on ice")
    outcome = made(
        line, photos, "--prompt", "on ice", "--seeds", "1,2,3", "--output", tmp_path / "out", "--dry-run"
    )
    assert outcome.code == 0
    assert re.fullmatch(
        r"6 pictures of 2 photos, 2 there already, 4 to make, about \d+ s and 1 MB\.\n", outcome.said
    )
    assert (len(generators.begun), recorded(studio), (tmp_path / "out").exists()) == (2, 2, False)


def test_a_manifest_says_what_each_photo_is_to_have(
    line: Line, generators: FakeGenerators, photos: Path, tmp_path: Path
) -> None:
    (photos / "shop.csv").write_text("photo,sentence,seed\nmug2.png,on oak,5\nmug10.png,,\n")
    assert made(line, photos / "shop.csv", "--prompt", "on ice", "--seeds", "1,2").code == 0
    found = [(request.prompt, request.seed) for request in generators.begun]
    assert found == [("on oak", 5), ("on ice", 1), ("on ice", 2)]


def test_the_photos_of_an_archive_are_made(
    line: Line, generators: FakeGenerators, photos: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "shop.zip", "w") as archive:
        for path in photos.iterdir():
            archive.write(path, f"deep/{path.name}")
        archive.writestr("__MACOSX/mug2.png", "nothing")
    outcome = made(
        line, tmp_path / "shop.zip", "--prompt", "on ice", "--output", tmp_path / "out", "--format", "webp"
    )
    assert outcome.code == 0
    assert {path.name for path in (tmp_path / "out").glob("*.webp")} == {
        "mug2-on-ice-1.webp",
        "mug10-on-ice-1.webp",
    }
    assert len(generators.begun) == 2


def test_what_cannot_be_read_is_named_or_left_out_where_asked_for(
    line: Line, generators: FakeGenerators, photos: Path
) -> None:
    (photos / "torn.jpg").write_text("no photo")
    outcome = made(line, photos, "--prompt", "on ice")
    assert outcome.code == 2
    assert outcome.errors[-1].startswith(f"Error: {photos / 'torn.jpg'}: This file is not a photo")
    assert generators.begun == []
    outcome = made(line, photos, "--prompt", "on ice", "--leave-out")
    assert (outcome.code, len(generators.begun)) == (0, 2)
    assert outcome.errors[1].startswith(f"Left out: {photos / 'torn.jpg'}: This file is not a photo")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere.png"], "nowhere.png: There is no photo at nowhere.png; check its name."),
        (["{photos}", "--seeds", "1,x"], "seeds: 'x' is no number"),
        (["{photos}", "--seeds", "1,1"], "A seed is named twice"),
        (["{photos}", "--seeds", "5000000000"], "Seed (--seed) must be a whole number from 0 to 4294967295"),
        (["{photos}", "--prompt", "a {b"], "The sentence has a { without its }"),
        (["{photos}", "--prompt", "__none__"], "There is no list of words 'none'"),
        (["{photos}", "--name", "{no}"], "The naming template knows no {no}"),
        (["{photos}", "--format", "gif"], "format must be png, webp, jpeg (it is 'gif')."),
        (["{photos}", "--scene", "moon"], "There is no kind of scene 'moon'"),
        (["{photos}", "--guidance-scale", "900"], "Guidance scale (--guidance-scale) must be"),
        (["{photos}", "--output", "{photos}"], "The pictures would be taken for photos of"),
        (["{photos}", "--deep", "--output", "{photos}/out"], "The pictures would be taken for photos of"),
        (
            ["{photos}/mug2.png", "--output", "{photos}", "--name", "{{source}}"],
            "The photo {photos}/mug2.png would be",
        ),
        (["{photos}", "--output", "{photos}/notes.txt"], "{photos}/notes.txt is a file"),
        (["{photos}", "--report", "{photos}"], "{photos} is a folder; give the name of a file"),
        (["{photos}/notes.txt"], "{photos}/notes.txt: This file is not a photo"),
        (["{photos}/mug2.png", "--watch"], "Only folders can be watched"),
        (["{photos}/bad.csv"], "bad.csv, row 2: {photos}/gone.png: There is no photo"),
        (["{photos}/rows.csv"], "rows.csv, row 3: Guidance scale (--guidance-scale) must be"),
        (["{photos}/no.zip"], "{photos}/no.zip is no ZIP archive that can be read"),
        (["{photos}/empty"], "There are no photos in {photos}/empty"),
    ],
)
def test_what_will_not_do_is_refused_before_anything_is_made(
    line: Line, generators: FakeGenerators, photos: Path, words: Sequence[str], said: str
) -> None:
    (photos / "bad.csv").write_text("photo\ngone.png\n")
    (photos / "rows.csv").write_text("photo,guidance\nmug2.png,2\nmug10.png,900\n")
    (photos / "no.zip").write_text("no archive")
    (photos / "empty").mkdir()
    place = str(photos)
    given = [word.replace("{photos}", place).replace("{{", "{").replace("}}", "}") for word in words]
    sentence = [] if "--prompt" in words else ["--prompt", "on ice"]
    outcome = made(line, *given, *sentence)
    assert (outcome.code, outcome.said) == (2, "")
    assert outcome.errors[-1].startswith(f"Error: {said.replace('{photos}', place)}")
    assert generators.begun == []
    assert not list(line.folder.rglob("studio.db"))


def test_a_model_that_is_not_here_is_told_once_beforehand(
    line: Line, generators: FakeGenerators, photos: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "no hub"))
    outcome = line.run("batch", str(photos), "--prompt", "on ice", "--profile", "photo-background")
    assert outcome.code == 3
    assert "is not here; get it with: python -m core fetch photo-background" in outcome.errors[-1]
    assert generators.begun == []


def test_ctrl_c_says_how_far_it_came_and_the_same_command_goes_on(
    line: Line, generators: FakeGenerators, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def say(text: str) -> None:
        said.append(text)
        if len(said) == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("core.cli.group_session.say", say)
        outcome = made(line, photos, "--prompt", "on ice", "--seeds", "1..3")
    assert outcome.code == 130
    assert outcome.errors[-2:] == [
        "2 of 6 pictures are there; the same command makes the others.",
        "Cancelled before the work was done.",
    ]
    outcome = made(line, photos, "--prompt", "on ice", "--seeds", "1..3")
    assert outcome.code == 0
    assert len({text.rpartition(" ")[2] for text in outcome.said.splitlines()}) == 6


def test_a_watched_folder_s_photos_are_made_as_they_come(
    line: Line, generators: FakeGenerators, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []

    def sleep(_: float) -> None:
        looks.append(len(generators.begun))
        if len(looks) == 2:
            saved(scene(60, 32), photos / "new.png")
            (photos / "torn.png").write_text("half of it")
        if len(looks) == 5:
            raise KeyboardInterrupt

    monkeypatch.setattr("core.cli.batch.sleep", sleep)
    outcome = made(line, photos, "--prompt", "on ice", "--watch", "--output", tmp_path / "out")
    assert (outcome.code, looks) == (0, [0, 2, 2, 3, 3])
    assert outcome.errors[-1] == "3 pictures: 3 made."
    assert sum(text.startswith(f"Left out: {photos / 'torn.png'}") for text in outcome.errors) == 1
    assert [row["photo"] for row in rows(tmp_path / "out" / "report.csv")] == [
        "mug2.png",
        "mug10.png",
        "new.png",
    ]


def test_the_contact_sheet_needs_nothing_else_and_shows_every_word_as_a_word(
    line: Line, generators: FakeGenerators, photos: Path, tmp_path: Path
) -> None:
    saved(scene(40, 32), photos / "<script>alert(1)<x>.png")
    text = '<img src="http://example.org/x.png"> & "quotes"'
    made(line, photos, "--prompt", text, "--sheet", tmp_path / "s.html", "--report", tmp_path / "r.csv")
    html = (tmp_path / "s.html").read_text()
    assert "<script" not in html
    assert set(re.findall(r'(?:src|href)="([a-z]+:)', html)) == {"data:"}
    assert html.count("<figure>") == 3
    assert [row["sentence"] for row in rows(tmp_path / "r.csv")] == [text] * 3


def test_a_sentence_that_begins_as_a_formula_is_none_in_a_spreadsheet(
    line: Line, generators: FakeGenerators, photos: Path, tmp_path: Path
) -> None:
    (photos / "shop.jsonl").write_text(json.dumps({"photo": "mug2.png", "prompt": "=1+1"}))
    made(line, photos / "shop.jsonl", "--report", tmp_path / "r.csv")
    assert rows(tmp_path / "r.csv")[0]["sentence"] == "'=1+1"


def test_watching_by_the_same_command_goes_on_with_the_same_group_and_makes_nothing_twice(
    line: Line, generators: FakeGenerators, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []

    def sleep(_: float) -> None:
        looks.append(len(generators.begun))
        if len(looks) in {3, 8}:
            raise KeyboardInterrupt

    monkeypatch.setattr("core.cli.batch.sleep", sleep)
    made(line, photos, "--prompt", "on ice", "--watch")
    (photos / "mug2.png").unlink()
    saved(scene(60, 32), photos / "new.png")
    outcome = made(line, photos, "--prompt", "on ice", "--watch")
    assert outcome.errors[-1] == "3 pictures: 1 made, 2 there already."
    assert looks[-1] == 3
    (database,) = line.folder.rglob("studio.db")
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM groups").fetchone() == (1,)


@pytest.mark.usefixtures("generators")
@pytest.mark.parametrize(("words", "together"), [((), 1), (("--together", "3"), 3)])
def test_the_studio_of_a_batch_paints_as_many_at_once_as_the_command_says(
    line: Line, photos: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], together: int
) -> None:
    opened: list[Settings] = []
    whole = Studio.open.__func__  # pyright: ignore[reportFunctionMemberAccess]

    def noted(cls: type[Studio], settings: Settings, **given: Any) -> Studio:
        opened.append(settings)
        return whole(cls, settings, **given)

    monkeypatch.setattr(Studio, "open", classmethod(noted))
    assert made(line, photos, "--prompt", "on ice", "--leave-out", *words).code == 0
    assert [one.together for one in opened] == [together]


def test_no_more_are_painted_at_once_than_there_is_sense_in(line: Line, photos: Path) -> None:
    outcome = made(line, photos, "--prompt", "on ice", "--together", "17")
    assert outcome.code == 2
    assert "must be a whole number from 1 to 16" in outcome.errors[0]
