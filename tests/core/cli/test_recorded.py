"""What the command line makes is recorded, and found, repeated, handed out and checked from there."""

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from core.metadata.recipe import read_recipe
from core.settings import ROOT, Settings
from core.studio import Studio
from core.variations import seeds
from store.records import Run, RunQuery
from tests.command_line import Line
from tests.photos import cutout, saved
from tests.studios import Opening, asked, made, opened


def recorded(settings: Settings) -> list[Run]:
    studio = Studio.open(settings, preload=False, mirror=False)
    try:
        return list(studio.runs.search(RunQuery()).runs)
    finally:
        studio.close()


@pytest.fixture
def run(studio: Settings) -> Run:
    """A run that fakes made."""
    faked = opened(studio.data_dir)
    (run,) = made(faked, asked("oak table\x1b[31m", seed=7))
    faked.close()
    return run


def test_generate_records_its_run_and_says_its_id(line: Line, studio: Settings, tmp_path: Path) -> None:
    outcome = line.generate("--report", str(tmp_path / "r.json"))
    (run,) = recorded(studio)
    assert f"run {run.id}  " in outcome.said
    assert (run.status, run.owner, run.source_name) == ("finished", "command line", "photo.png")
    account = json.loads((tmp_path / "r.json").read_text())
    assert (account["run"], account["digest"]) == (run.id, run.digest)
    assert run.outcome is not None
    assert account["sha256"] == run.outcome.pixels_sha256


def test_a_run_can_be_left_out_and_no_database_is_made(line: Line, studio: Settings) -> None:
    outcome = line.generate("--no-record")
    assert outcome.code == 0
    assert " run " not in outcome.said
    assert not (studio.data_dir / "studio.db").exists()
    assert not (studio.data_dir / "blobs").exists()


def test_recorded_or_not_the_files_are_the_same_but_for_the_run(line: Line, tmp_path: Path) -> None:
    line.generate("--stages", str(tmp_path / "one"))
    with Image.open(line.output) as picture:
        pixels = picture.tobytes()
    line.generate("--no-record", "--stages", str(tmp_path / "two"))
    with Image.open(line.output) as picture:
        assert picture.tobytes() == pixels
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_the_picture_carries_its_recipe_unless_it_is_not_to(line: Line) -> None:
    line.generate()
    restored = read_recipe(line.output.read_bytes(), ["tiny"])
    assert restored is not None
    assert restored.values["prompt"] == "a beach"
    line.generate("--no-recipe")
    assert read_recipe(line.output.read_bytes(), ["tiny"]) is None
    assert b"compositeWithTrainedAlgorithmicMedia" in line.output.read_bytes()
    line.generate("--no-record")
    assert read_recipe(line.output.read_bytes(), ["tiny"]) is not None


def test_a_failure_is_recorded_too(line: Line, studio: Settings) -> None:
    assert line.generate("--no-keep-source-alpha").code == 3
    (run,) = recorded(studio)
    assert run.failure is not None
    assert (run.status, run.failure.kind) == ("failed", "ModelMissingError")


def test_a_rerun_says_how_alike_the_two_are(line: Line, studio: Settings) -> None:
    line.generate()
    (first,) = recorded(studio)
    before = line.output.read_bytes()
    outcome = line.run("rerun", first.id, "--output", str(line.output), "--no-recipe")
    assert outcome.code == 0
    again = recorded(studio)[0]
    assert outcome.said == f"{again.id}  identical to run {first.id}\n"
    assert line.output.read_bytes() != before
    with Image.open(line.output) as picture:
        assert again.outcome is not None
        assert hashlib.sha256(picture.tobytes()).hexdigest() == again.outcome.pixels_sha256


def test_runs_are_listed_and_steer_no_terminal(line: Line, run: Run) -> None:
    outcome = line.run("runs")
    assert run.id in outcome.said
    assert "oak table [31m" in outcome.said
    assert "\x1b" not in outcome.said


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["oak", "tab"], True),
        (["marble"], False),
        (["--status", "finished", "--profile", "mini"], True),
        (["--status", "failed"], False),
        (["--profile", "tiny"], False),
    ],
)
def test_runs_are_found(line: Line, run: Run, words: list[str], found: bool) -> None:
    outcome = line.run("runs", *words)
    assert outcome.code == 0
    assert (run.id in outcome.said) == found
    assert outcome.errors == ([] if found else ["No runs are recorded that fit."])


def test_a_shortened_list_says_so(line: Line, opening: Opening, studio: Settings) -> None:
    made(opening(folder=studio.data_dir), asked(seed=1), asked(seed=2))
    outcome = line.run("runs", "--limit", "1")
    assert len(outcome.said.splitlines()) == 1
    others = "see others with --page {}, or fewer by WORD, --status or --profile."
    assert outcome.errors == [f"These are 1 to 1 of 2; {others.format(2)}"]
    second = line.run("runs", "--limit", "1", "--page", "2")
    assert second.errors == [f"These are 2 to 2 of 2; {others.format(1)}"]
    assert second.said != outcome.said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["runs", "--status", "lost"], "There is no status 'lost'; there are queued, "),
        (["runs", "--limit", "0"], "Argument --limit: must be a whole number from 1 to 500 (it is '0')"),
        (["rerun", "abc"], "Give at least 6 characters of the run's id"),
        (["export", "\udcff" * 6, "x.png"], "No run's id begins with"),
        (["export", "______", "x.png"], "No run's id begins with"),
        (["rerun", "ffffffff"], "No run's id begins with 'ffffffff'"),
        (["export", "ffffffff", "x.gif"], "Give the picture a name that ends in .png"),
        (["export", "ffffffff"], "The following arguments are required: OUT.png"),
    ],
)
def test_what_will_not_do_is_refused(line: Line, run: Run, words: list[str], said: str) -> None:
    assert run.id
    outcome = line.run(*words)
    assert (outcome.code, outcome.said) == (2, "")
    assert len(outcome.errors) == 1
    assert outcome.errors[0].startswith(f"Error: {said}")


@pytest.mark.parametrize("name", ["out.png", "out.jpg", "out.webp"])
def test_a_picture_is_exported(line: Line, run: Run, tmp_path: Path, name: str) -> None:
    outcome = line.run("export", run.id[:12], str(tmp_path / name))
    assert (outcome.code, outcome.errors) == (0, [])
    assert run.id in outcome.said
    restored = read_recipe((tmp_path / name).read_bytes(), ["mini"])
    assert restored is not None
    assert restored.run == run.id
    line.run("export", run.id[:12], str(tmp_path / name), "--no-recipe")
    assert read_recipe((tmp_path / name).read_bytes(), ["mini"]) is None


def test_verify_says_that_all_is_whole_or_what_is_not(line: Line, run: Run, studio: Settings) -> None:
    outcome = line.run("verify")
    assert (outcome.code, outcome.said) == (0, "1 runs, 7 files, all whole.\n")
    sha256 = run.artifacts["matte"].sha256
    (studio.data_dir / "blobs" / sha256[:2] / sha256).unlink()
    outcome = line.run("verify")
    assert outcome.code == 1
    assert f"The matte of run {run.id} is missing" in outcome.said
    assert outcome.said.endswith("1 runs, 6 files, 1 problems.\n")


def test_verify_removes_what_belongs_to_no_run_when_asked_to(line: Line, run: Run, studio: Settings) -> None:
    stray = hashlib.sha256(b"stray").hexdigest()
    path = studio.data_dir / "blobs" / stray[:2] / stray
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"stray")
    os.utime(path, (0, 0))
    assert line.run("verify").code == 1
    outcome = line.run("verify", "--remove-orphans")
    assert (outcome.code, outcome.said) == (
        0,
        "1 files that belong to no run were removed.\n1 runs, 7 files, all whole.\n",
    )
    assert run.id


def test_a_database_of_a_newer_studio_is_refused(line: Line, run: Run, studio: Settings) -> None:
    with sqlite3.connect(studio.data_dir / "studio.db") as database:
        (table,) = database.execute("SELECT name FROM sqlite_master WHERE name LIKE '%version%'").fetchone()
        database.execute(f"UPDATE {table} SET {version_column(database, table)} = 99")
    database.close()
    outcome = line.run("runs")
    assert outcome.code == 1
    assert "newer" in outcome.errors[0]


def version_column(database: sqlite3.Connection, table: str) -> str:
    return next(row[1] for row in database.execute(f"PRAGMA table_info({table})"))


@pytest.mark.parametrize("kept", [True, False])
def test_ctrl_c_when_the_picture_is_done_says_where_it_is(
    line: Line, studio: Settings, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("core.cli.generate.write_whole", interrupt)
        outcome = line.generate(*([] if kept else ["--no-record"]))
    assert outcome.code == 130
    if not kept:
        assert outcome.errors == ["Cancelled before the work was done."]
        return
    (run,) = recorded(studio)
    assert outcome.errors[0].startswith(f"The picture was finished already: run {run.id}; ")
    command = outcome.errors[0].partition("python -m core ")[2].split()
    assert line.run(*command[:-1], str(line.output)).code == 0
    assert line.output.is_file()


@pytest.mark.server
def test_ctrl_c_is_recorded_as_cancelled(studio: Settings, tmp_path: Path) -> None:
    photo = saved(cutout(256, 256), tmp_path / "photo.png")
    words = ["generate", str(photo), "--prompt", "a beach", "--output", str(tmp_path / "out.png")]
    more = ["--profile", "mini", "--num-inference-steps", "150"]
    command = [sys.executable, "-m", "core", *words, *more]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for said in process.stderr:
            if said.startswith("Painting"):
                process.send_signal(signal.SIGINT)
        assert process.wait() == 130
    (run,) = recorded(studio)
    assert run.status == "cancelled"
    assert not list((studio.data_dir / "workers").glob("[0-9a-f]*.lock"))


@pytest.mark.server
@pytest.mark.slow
def test_what_mlflow_does_not_know_is_told_it_once(line: Line, run: Run) -> None:
    first = line.run("sync")
    assert (first.code, first.said, first.errors) == (0, "1 runs told to MLflow, 0 not.\n", [])
    assert run.id
    assert line.run("sync").said == "0 runs told to MLflow, 0 not.\n"
    assert line.run("sync", "--all").said == "1 runs told to MLflow, 0 not.\n"


def test_several_pictures_are_one_group_each_with_its_seed_in_its_name(
    line: Line, studio: Settings, tmp_path: Path
) -> None:
    outcome = line.generate(
        "--pictures", "3", "--report", str(tmp_path / "r.json"), "--stages", str(tmp_path / "s")
    )
    assert outcome.code == 0
    drawn = seeds(1, 3)
    assert [path.name for path in sorted(tmp_path.glob("out-*.png"))] == sorted(
        f"out-{seed}.png" for seed in drawn
    )
    assert not line.output.exists()
    for seed in drawn:
        assert json.loads((tmp_path / f"r-{seed}.json").read_text())["seed"] == seed
        assert (tmp_path / "s" / str(seed) / "matte.png").exists()
    assert [text.split()[0] for text in outcome.said.splitlines()] == [
        str(tmp_path / f"out-{seed}.png") for seed in drawn
    ]
    runs = recorded(studio)
    assert len({run.group for run in runs}) == 1
    assert {run.seed for run in runs} == set(drawn)


def test_a_number_of_pictures_out_of_range_is_refused(line: Line) -> None:
    for wrong in ("0", "65", "many"):
        assert "whole number from 1 to 64" in line.refuses("--pictures", wrong)


def test_a_folder_that_cannot_be_written_is_looked_at_all_the_same(
    line: Line, run: Run, studio: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        os, "access", lambda place, _: studio.data_dir not in (Path(place), *Path(place).parents)
    )

    def contents() -> dict[Path, bytes | None]:
        places = sorted(studio.data_dir.rglob("*"))
        return {place: place.read_bytes() if place.is_file() else None for place in places}

    before = contents()
    # A studio works in its folder; root, who runs tests in containers, could write there in spite of all.
    monkeypatch.setattr(Studio, "open", lambda *_, **__: pytest.fail("a studio was opened"))
    assert run.id in line.run("runs").said
    assert line.run("export", run.id, str(tmp_path / "out.png")).code == 0
    assert line.run("verify").said == "1 runs, 7 files, all whole.\n"
    assert contents() == before


def test_verify_offers_to_mend_and_mends(line: Line, run: Run, studio: Settings) -> None:
    with closing(sqlite3.connect(studio.data_dir / "studio.db")) as database, database:
        database.execute("DELETE FROM words_index_data")
    outcome = line.run("runs", "oak")
    assert (outcome.code, "verify --mend" in outcome.errors[0]) == (1, True)
    outcome = line.run("verify")
    assert (outcome.code, outcome.errors) == (
        1,
        ["1 of the problems can be mended with: python -m core verify --mend"],
    )
    outcome = line.run("verify", "--mend")
    assert (outcome.code, outcome.said) == (0, "1 things were mended.\n1 runs, 7 files, all whole.\n")
    assert run.id in line.run("runs", "oak").said


def test_a_damaged_run_is_listed_as_such(line: Line, run: Run, studio: Settings) -> None:
    with closing(sqlite3.connect(studio.data_dir / "studio.db")) as database, database:
        database.execute("UPDATE details SET outcome = '{'")
    assert f"{run.id}  {run.created.astimezone():%Y-%m-%d %H:%M}  damaged" in line.run("runs").said


def test_pixels_that_are_not_those_of_the_outcome_are_told(line: Line, run: Run, studio: Settings) -> None:
    other = hashlib.sha256(b"other").hexdigest()
    with closing(sqlite3.connect(studio.data_dir / "studio.db")) as database, database:
        ((text,),) = database.execute("SELECT outcome FROM details").fetchall()
        assert run.outcome is not None
        text = text.replace(run.outcome.pixels_sha256, other)
        digest = hashlib.sha256(text.encode()).hexdigest()
        database.execute("UPDATE details SET outcome = ?, outcome_digest = ?", (text, digest))
    outcome = line.run("verify")
    assert f"The outcome of run {run.id} was changed: the picture has other pixels" in outcome.said


def test_a_backup_is_a_data_folder_of_its_own(
    line: Line, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    outcome = line.run("backup", str(copy))
    assert (outcome.code, outcome.said) == (0, f"{copy}  1 runs, 7 files, 0 MB, checked.\n")
    assert "is there already" in line.run("backup", str(copy)).errors[0]
    monkeypatch.setenv("STUDIO_DATA_DIR", str(copy))
    assert line.run("verify").said == "1 runs, 7 files, all whole.\n"
    assert run.id in line.run("runs").said
