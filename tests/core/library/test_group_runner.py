"""Groups at work in the background: stopped, gone on with, watched; each picture once."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from core.groups.extend import extended, more_values
from core.groups.plan import Plan
from core.library.group_runner import owner_of
from core.library.group_work import AHEAD
from core.settings import ROOT
from core.studio import Studio
from store.records import RunQuery, RunStatus
from tests.fakes import FakeGenerators, until
from tests.groups import REQUESTS, batch_of, grid_of, keep_photos, stock
from tests.studios import Opening, submitted

KILLED = """
import sys, threading
from pathlib import Path
from tests.fakes import FakeGenerators, until
from tests.groups import grid_of, keep_photos, batch_of
from tests.studios import opened
generators = FakeGenerators(seconds_per_step=0.002)
studio = opened(Path(sys.argv[1]), generators)
many = ["a" * number + ".png" for number in range(1, 41)]
plan = grid_of(3, 3, 2) if sys.argv[2] == "grid" else batch_of(many)
group = studio.groups.begin(keep_photos(studio, plan))
studio.group_runner.start(group)
until(lambda: studio.group_runner.progress(group).ended >= int(sys.argv[3]))
generators.gate = threading.Event()
print(group, flush=True)
threading.Event().wait()
"""
"""A program that makes some pictures of a group, and then never ends."""


def begun(studio: Studio, plan: Plan) -> str:
    group = studio.groups.begin(keep_photos(studio, plan))
    studio.group_runner.start(group)
    return group


def ended(studio: Studio, group: str) -> None:
    until(lambda: not studio.group_runner.working(group))


def counts(studio: Studio) -> dict[RunStatus, int]:
    found = studio.runs.search(RunQuery(page_size=500)).runs
    return {status: sum(run.status is status for run in found) for status in {run.status for run in found}}


def test_a_group_is_made_in_the_background_with_photos_that_were_given_as_bytes(opening: Opening) -> None:
    studio = opening()
    group = begun(studio, batch_of())
    ended(studio, group)
    assert counts(studio) == {RunStatus.FINISHED: 4}
    progress = studio.group_runner.progress(group)
    assert progress is not None
    assert (progress.total, progress.ended, progress.made, progress.failed) == (4, 4, 4, 0)
    assert progress.there == 4


def test_a_stopped_group_is_gone_on_with_and_makes_nothing_twice(opening: Opening) -> None:
    generators = FakeGenerators(gate=Event())
    studio = opening(generators)
    group = begun(studio, batch_of([f"{number}.png" for number in range(6)]))
    assert generators.reached.wait(20)
    studio.group_runner.stop(group)
    ended(studio, group)
    assert counts(studio).get(RunStatus.FINISHED, 0) == 0
    assert sum(counts(studio).values()) <= AHEAD + 2
    assert generators.gate is not None
    generators.gate.set()
    studio.group_runner.start(group)
    ended(studio, group)
    assert counts(studio) == {RunStatus.FINISHED: 12}


def test_what_waits_is_counted_whole_and_a_cancelled_picture_is_no_failed_one(opening: Opening) -> None:
    generators = FakeGenerators(gate=Event())
    studio = opening(generators)
    group = begun(studio, batch_of([f"{number}.png" for number in range(9)]))
    assert generators.reached.wait(20)
    until(lambda: len(studio.queue().jobs) == AHEAD + 1)
    assert len(studio.queue().jobs) + studio.group_runner.unqueued() == 18
    progress = studio.group_runner.progress(group)
    assert progress is not None
    assert progress.run is not None
    studio.cancel(progress.run)
    assert generators.gate is not None
    generators.gate.set()
    ended(studio, group)
    progress = studio.group_runner.progress(group)
    assert progress is not None
    assert (progress.failed, progress.cancelled, progress.made) == (0, 1, 17)
    assert studio.group_runner.unqueued() == 0


class DeafGenerators(FakeGenerators):
    """Whose pictures hear that they are to stop once they ``hear``, and then half a second late."""

    def __init__(self) -> None:
        super().__init__(gate=Event())
        self.hear = Event()

    def wait(self, gate: Event | None, meanwhile: Callable[[], None] = lambda: None) -> None:
        def late() -> None:
            self.hear.wait(20)
            time.sleep(0.5)
            meanwhile()

        super().wait(gate, late)


def test_a_group_has_stopped_once_its_pictures_have(opening: Opening) -> None:
    generators = DeafGenerators()
    studio = opening(generators)
    group = begun(studio, batch_of(["a.png"]))
    assert generators.reached.wait(20)
    studio.group_runner.stop(group)
    submitted(studio, owner=owner_of(group))  # as what is claimed while the others are being stopped
    generators.hear.set()
    ended(studio, group)
    assert studio.queue().jobs == ()


def test_a_photo_that_is_gone_fails_its_own_cells_alone(opening: Opening) -> None:
    studio, plan = opening(), batch_of()
    group = begun(studio, plan)
    ended(studio, group)
    gone = batch_of(["a.png", "gone.png", "b.png"])
    group = studio.groups.begin(gone)
    studio.group_runner.start(group)
    ended(studio, group)
    progress = studio.group_runner.progress(group)
    assert progress is not None
    assert (progress.ended, progress.failed, sorted(progress.failures)) == (6, 2, [2, 3])
    assert progress.there == 4


@pytest.mark.parametrize(
    ("kind", "before", "total"),
    [("grid", 7, 18), pytest.param("batch", 33, 80, marks=pytest.mark.thorough)],
)
def test_a_killed_program_s_group_is_finished_without_a_duplicate(
    opening: Opening, tmp_path: Path, kind: str, before: int, total: int
) -> None:
    folder = tmp_path / "killed"
    program = [sys.executable, "-c", KILLED, str(folder), kind, str(before)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        group = process.stdout.readline().strip()
        process.kill()
    studio = opening(folder=folder)
    assert 0 < counts(studio)[RunStatus.FINISHED] < total
    studio.group_runner.start(group)
    ended(studio, group)
    assert counts(studio) == {RunStatus.FINISHED: total}
    assert list(studio.library.records.verify()) == []


def test_a_grid_gets_another_row_and_keeps_what_is_there(opening: Opening) -> None:
    studio, plan = opening(), grid_of(2, 2)
    group = begun(studio, plan)
    ended(studio, group)
    kept, old = studio.groups.plan(group)
    axis = more_values(old, 1, "4", stock())
    new = extended(old, 1, axis, REQUESTS)
    assert [(cell.at, cell.digest) for cell in new.cells[:4]] == [
        (cell.at, cell.digest) for cell in old.cells
    ]
    studio.groups.extend(kept, new)
    studio.group_runner.start(kept)
    ended(studio, kept)
    assert counts(studio) == {RunStatus.FINISHED: 6}
    assert studio.groups.plan(kept)[1].axes[1].labels == ("1", "2", "4")
