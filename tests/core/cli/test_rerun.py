"""Many pictures made again, and what a nightly check learns of it."""

import csv
import io
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from core.cli.rerun_report import Again, Report, read_report
from core.errors import InputError
from core.library.foresight import foresee, likely_changes
from core.settings import Settings
from core.studio import Studio
from store.records import Run, RunQuery, RunStatus
from tests.command_line import Line, Outcome
from tests.fakes import FakeGenerators
from tests.store_runs import blob_file
from tests.studios import Changed, asked, made, opened


@pytest.fixture
def runs(studio: Settings) -> list[Run]:
    """Three finished runs."""
    faked = opened(studio.data_dir)
    found = made(faked, *(asked("a beach", seed) for seed in (1, 2, 3)))
    faked.close()
    return found


def brighter(monkeypatch: pytest.MonkeyPatch, by: int) -> None:
    monkeypatch.setattr("core.studio.on_each_device", lambda _: (Changed(by),))


def binned(studio: Settings) -> tuple[int, int]:
    """How many runs are in sight, and how many in the bin."""
    opened_again = Studio.open(studio, preload=False, mirror=False)
    try:
        return opened_again.runs.search(RunQuery()).total, opened_again.runs.search(RunQuery(bin=True)).total
    finally:
        opened_again.close()


def test_many_are_made_again_and_identical_ones_go_to_the_bin(
    line: Line, generators: FakeGenerators, runs: list[Run], studio: Settings
) -> None:
    outcome = line.run("rerun", *(run.id for run in runs), "--verify")
    assert outcome.code == 0
    assert [text.split("  ")[1] for text in outcome.said.splitlines()] == [
        f"identical to run {run.id}" for run in runs
    ]
    assert outcome.errors[-1] == "3 runs: 3 identical."
    assert binned(studio) == (3, 3)


@pytest.mark.parametrize(
    "case",
    [
        (60, ["--verify"], 1, "3 runs: 3 different."),
        (1, ["--verify"], 0, "3 runs: 3 near."),
        (1, ["--verify", "--identical"], 1, "3 runs: 3 near."),
        (60, [], 0, "3 runs: 3 different."),
    ],
)
def test_the_exit_code_says_whether_they_are_alike(
    line: Line, runs: list[Run], monkeypatch: pytest.MonkeyPatch, case: tuple[int, list[str], int, str]
) -> None:
    assert runs
    by, words, code, told = case
    brighter(monkeypatch, by)
    outcome = line.run("rerun", "--sample", "5", *words)
    assert (outcome.code, outcome.errors[-1]) == (code, told)
    assert binned(Settings.from_environment()) == (6, 0)


def test_one_that_fails_stops_no_other(
    line: Line, generators: FakeGenerators, runs: list[Run], studio: Settings, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(studio.data_dir / "studio.db")) as database, database:
        database.execute("DELETE FROM artifacts WHERE role = 'upload' AND run = 2")
    outcome = line.run(
        "rerun", "--group", runs[0].group[:12], "--verify", "--report", str(tmp_path / "r.csv")
    )
    assert (outcome.code, outcome.errors[-1]) == (1, "3 runs: 2 identical, 1 failed.")
    assert f"{runs[1].id}  failed: The run has no upload picture." in outcome.said
    rows = list(csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text("utf-8-sig"))))
    assert [(row["run"], row["verdict"]) for row in rows] == [
        (runs[0].id, "identical"),
        (runs[1].id, "failed"),
        (runs[2].id, "identical"),
    ]


def test_one_whose_making_fails_is_told(line: Line, generators: FakeGenerators, runs: list[Run]) -> None:
    generators.raises = {"a beach": InputError("The tide came.")}
    outcome = line.run("rerun", runs[0].id, "--verify")
    assert outcome.code == 1
    assert "failed: The tide came." in outcome.said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Name a run, --group, --random, --since or --all; see python -m core runs."),
        (["--group", "zz"], "No group's id begins with 'zz'."),
        (["--sample", "2", "--output", "x.png"], "--output takes the picture of one run"),
        (["--sample", "0"], "Argument --random/--sample: must be a whole number"),
    ],
)
def test_what_names_no_run_is_refused(
    line: Line, generators: FakeGenerators, runs: list[Run], words: list[str], said: str
) -> None:
    outcome = line.run("rerun", *words)
    assert outcome.code == 2
    assert outcome.errors[-1].startswith(f"Error: {said}")
    assert generators.begun == []


def test_nothing_recorded_is_nothing_to_check(line: Line, generators: FakeGenerators) -> None:
    assert line.run("rerun", "--sample", "5").errors == ["Error: No finished run is there to be made again."]


def test_what_may_differ_is_told_beforehand(
    line: Line, generators: FakeGenerators, runs: list[Run], studio: Settings
) -> None:
    run = runs[0]
    assert run.outcome is not None
    assert likely_changes(run) == ()
    libraries = {**run.outcome.environment["libraries"], "pillow": "1.0"}
    environment = {**run.outcome.environment, "libraries": libraries, "python": "2.7"}
    other = replace(run, outcome=replace(run.outcome, environment=environment))
    assert [change.partition(" was ")[0] for change in likely_changes(other)] == ["Python", "pillow"]
    assert likely_changes(replace(run, outcome=None, status=RunStatus.FAILED)) == ()
    assert not [told for told in line.run("rerun", run.id).errors if "then" in told]


def test_a_graphics_card_that_is_not_here_and_models_that_lack_are_told(
    runs: list[Run], studio: Settings
) -> None:
    run = runs[0]
    assert run.outcome is not None
    environment = {**run.outcome.environment, "device": "cuda", "device_name": "H200"}
    other = replace(run, outcome=replace(run.outcome, environment=environment))
    assert likely_changes(other, wanted="cpu")[0] == "It ran on H200 then; there is none here."
    lacking = replace(run, request={**run.request, "profile": "gone"})
    assert "gone" in foresee(lacking, studio)[0]
    assert foresee(replace(run, artifacts={}), studio) == (
        "Its photo is not kept any more: it cannot be made again.",
    )


@pytest.mark.parametrize("name", ["r.csv", "r.json"])
def test_a_check_is_gone_on_with_where_it_ended(
    line: Line, generators: FakeGenerators, runs: list[Run], tmp_path: Path, name: str
) -> None:
    report = Report(tmp_path / name, [Again(run.id) for run in runs])
    report.add(Again(runs[0].id, "near", "ab", 51.5, ("Pillow is another one.",)))
    report.write()
    words = ["rerun", "--all", "--verify", "--report", str(tmp_path / name), "--resume"]
    outcome = line.run(*words)
    assert (outcome.code, outcome.errors[-1]) == (0, "3 runs: 2 identical, 1 near.")
    assert len(outcome.said.splitlines()) == len(generators.begun) == 2
    assert [row.verdict for row in read_report(tmp_path / name)] == ["near", "identical", "identical"]
    assert line.run(*words, "--quiet") == Outcome(0, "", [])
    assert len(generators.begun) == 2


def test_a_report_that_is_none_is_refused(line: Line, generators: FakeGenerators, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text("[]")
    outcome = line.run("rerun", "--report", str(tmp_path / "r.json"), "--resume")
    assert (outcome.code, "is no report" in outcome.errors[-1]) == (2, True)
    assert line.run("rerun", "--all", "--report", str(tmp_path / "r.txt")).code == 2


def test_all_and_since_leave_out_what_was_made_again(
    line: Line, generators: FakeGenerators, runs: list[Run]
) -> None:
    assert line.run("rerun", runs[0].id).code == 0
    assert line.run("rerun", "--all", "--verify").errors[-1] == "3 runs: 3 identical."
    assert line.run("rerun", "--since", "1d", "--verify").errors[-1] == "3 runs: 3 identical."
    assert line.run("rerun", "--since", "2999-01-01").code == 2
    assert "Give --since a day" in line.run("rerun", "--since", "soon").errors[-1]


def test_a_seed_draws_the_same_runs(line: Line, generators: FakeGenerators, runs: list[Run]) -> None:
    words = ["rerun", "--random", "2", "--seed", "5", "--verify", "--group", runs[0].group]
    drawn = [re.findall("run ([0-9a-f]{32})", line.run(*words).said) for _ in range(2)]
    assert len(drawn[0]) == 2
    assert drawn[0] == drawn[1]


def test_what_has_a_known_reason_is_explained(
    line: Line, runs: list[Run], studio: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    brighter(monkeypatch, 60)
    monkeypatch.setattr("core.library.manifest.APP_VERSION", "99")
    outcome = line.run("rerun", runs[0].id, "--verify")
    assert (outcome.code, outcome.errors[-1]) == (0, "1 run: 1 explained.")
    assert "The studio was of version" in outcome.said
    assert line.run("rerun", runs[0].id, "--verify", "--identical").code == 1


def test_a_photo_that_is_damaged_stops_no_other(
    line: Line, generators: FakeGenerators, studio: Settings
) -> None:
    faked = opened(studio.data_dir)
    run = made(faked, asked("a beach"))[0]
    blob_file(faked.blobs, run.artifacts["upload"].sha256).write_bytes(b"rot")
    faked.close()
    outcome = line.run("rerun", "--all", "--verify", "--quiet")
    assert outcome.code == 1
    assert f"{run.id}  failed:" in outcome.said
