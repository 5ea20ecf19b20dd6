"""Groups are made as they were planned: each picture once, whatever happens in between."""

import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from core.engine.local import LocalEngine
from core.errors import ImageError, InputError, StudioError
from core.groups.plan import PlannedPhoto
from core.library.group_work import AHEAD
from core.settings import ROOT
from core.studio import Studio
from store.records import RunQuery, RunStatus
from tests.fakes import FakeGenerators, until
from tests.groups import batch_of, content, worked
from tests.studios import Opening, asked, submitted

MANY = batch_of([f"{number}.png" for number in range(10)], seeds=2)
"""Forty pictures."""
PROGRAM = """
import sys, threading
from pathlib import Path
from tests.fakes import FakeGenerators
from tests.groups import content
from tests.studios import opened
from tests.core.library.test_group_work import MANY
generators = FakeGenerators()
studio = opened(Path(sys.argv[1]), generators)
work = studio.groups.work(studio.groups.begin(MANY), MANY, owner="ann", photo=content)
for number, made in enumerate(work):
    if number == 12:
        generators.gate = threading.Event()
        print("ready", flush=True)
"""
"""A program that makes about a dozen of them, and then never ends."""


def recorded(studio: Studio) -> dict[RunStatus, int]:
    found = studio.runs.search(RunQuery(page_size=500)).runs
    return {status: sum(run.status is status for run in found) for status in {run.status for run in found}}


def test_every_cell_is_made_as_a_run_of_the_group_in_the_plan_s_order(opening: Opening) -> None:
    studio, plan = opening(), batch_of()
    group = studio.groups.begin(plan)
    made = worked(studio, plan, group)
    runs = studio.library.groups.runs(group)
    assert made == [("made", run.id) for run in runs]
    assert [(run.source_name, run.prompt, run.position) for run in runs] == [
        ("a.png", "a beach", 0),
        ("a.png", "a wood", 1),
        ("b.png", "a beach", 2),
        ("b.png", "a wood", 3),
    ]
    assert {run.group_kind for run in runs} == {"batch"}
    assert list(studio.library.records.verify()) == []


def test_nothing_is_made_twice(opening: Opening) -> None:
    studio = opening()
    first = worked(studio, batch_of())
    assert worked(studio, batch_of()) == [("there", run) for _, run in first]
    larger = worked(studio, batch_of(("a.png", "b.png", "c.png")))
    assert [how for how, _ in larger] == ["there"] * 4 + ["made"] * 2
    assert recorded(studio) == {RunStatus.FINISHED: 6}


def test_the_same_picture_twice_in_a_plan_is_made_once(opening: Opening) -> None:
    studio = opening()
    made = worked(studio, batch_of(("a.png", "a.png"), ("a beach",)))
    assert made == [("made", made[0][1]), ("there", made[0][1])]


def test_what_fails_stops_no_other_and_is_tried_again_by_the_next_start(opening: Opening) -> None:
    generators = FakeGenerators(raises={"a beach": InputError("No.")})
    studio = opening(generators)
    first = worked(studio, batch_of())
    assert [how for how, _ in first] == ["failed", "made", "failed", "made"]
    generators.raises = {}
    again = worked(studio, batch_of())
    assert again == [
        ("made", first[0][1]),
        ("there", first[1][1]),
        ("made", first[2][1]),
        ("there", first[3][1]),
    ]
    assert recorded(studio) == {RunStatus.FINISHED: 4}


def test_a_photo_that_is_gone_fails_alone(opening: Opening) -> None:
    studio, plan = opening(), batch_of()

    def read(photo: PlannedPhoto) -> bytes:
        if photo.name == "a.png":
            raise ImageError("It is gone.")
        return content(photo)

    made = list(studio.groups.work(studio.groups.begin(plan), plan, owner="ann", photo=read))
    assert [(one.how, one.sentence) for one in made] == [("failed", "It is gone.")] * 2 + [("made", "")] * 2


def test_only_a_few_wait_in_the_queue(opening: Opening) -> None:
    generators = FakeGenerators(gate=threading.Event())
    studio = opening(generators)
    worker = threading.Thread(target=lambda: worked(studio, MANY), daemon=True)
    worker.start()
    until(lambda: recorded(studio) == {RunStatus.RUNNING: 1, RunStatus.QUEUED: AHEAD})
    assert len(studio.queue().jobs) == AHEAD + 1
    assert generators.gate is not None
    generators.gate.set()
    worker.join()
    assert recorded(studio) == {RunStatus.FINISHED: 40}


def test_as_many_more_wait_as_are_made_at_a_time(opening: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LocalEngine, "capacity", lambda _: 3)
    generators = FakeGenerators(gate=threading.Event())
    studio = opening(generators)
    worker = threading.Thread(target=lambda: worked(studio, MANY), daemon=True)
    worker.start()
    until(lambda: recorded(studio) == {RunStatus.RUNNING: 1, RunStatus.QUEUED: 3 * AHEAD})
    assert len(studio.queue().jobs) == 3 * AHEAD + 1
    assert generators.gate is not None
    generators.gate.set()
    worker.join()


def test_what_was_stopped_goes_on_in_another_process_by_what_the_group_keeps(opening: Opening) -> None:
    generators = FakeGenerators(gate=threading.Event())
    first = opening(generators)
    group = first.groups.begin(MANY)

    def work() -> None:
        with suppress(StudioError):  # it is stopped in the middle
            worked(first, MANY, group)

    threading.Thread(target=work, daemon=True).start()
    assert generators.reached.wait(20)
    first.close()
    second = opening()
    found, plan = second.groups.plan(group[:12])
    assert (found, plan) == (group, MANY)
    assert [made.how for made in second.groups.standing(plan)] == ["left"] * 40
    worked(second, plan, found)
    assert [made.how for made in second.groups.standing(plan)] == ["there"] * 40
    assert len(second.library.groups.runs(group)) == 40
    assert recorded(second) == {RunStatus.FINISHED: 40}


def test_a_group_that_was_not_planned_cannot_be_gone_on_with(opening: Opening) -> None:
    studio = opening()
    (run,) = submitted(studio, asked())
    with pytest.raises(InputError, match="was not planned"):
        studio.groups.plan(studio.runs.get(run).group)


def test_two_processes_at_one_plan_make_each_picture_once(opening: Opening) -> None:
    studios = [opening(), opening()]
    found: list[list[tuple[str, str]]] = []
    threads = [
        threading.Thread(target=lambda studio=studio: found.append(worked(studio, batch_of(seeds=3))))
        for studio in studios
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    one, other = found
    assert [run for _, run in one] == [run for _, run in other]
    assert {how for pair in zip(one, other, strict=True) for how, _ in pair} <= {"made", "there"}
    assert all(
        sorted((first[0], second[0])) != ["made", "made"] for first, second in zip(one, other, strict=True)
    )
    assert recorded(studios[0]) == {RunStatus.FINISHED: 12}


@pytest.mark.server
def test_what_was_killed_ends_with_exactly_its_pictures(opening: Opening, tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "data")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.kill()
    studio = opening()
    before = recorded(studio)
    assert 12 <= before[RunStatus.FINISHED] < 40
    made = worked(studio, MANY)
    assert len({run for _, run in made}) == 40
    assert recorded(studio) == {RunStatus.FINISHED: 40}
