"""Grids and batches whose process is killed: the same command goes on, and makes nothing twice."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from core.settings import ROOT
from store.records import Run, RunQuery, RunStatus
from tests.photos import cutout, saved
from tests.store_runs import open_store

pytestmark = [pytest.mark.server, pytest.mark.slow, pytest.mark.thorough, pytest.mark.timeout(900)]

PATIENCE = 180.0
"""Seconds until a process that begins has made a few pictures, on a machine that has much to do."""
PAINTED = ("--profile", "scene", "--scene-painter", "painted")
AXES = ("--x", "seed=1..3", "--y", "matte-grow=0,2,4", "--z", "matte-feather=0,1.5")
PHOTOS, SCENES = 6, ("--prompt", "on a beach", "--prompt", "in a meadow")
"""The batch was run with 40 photos as well."""


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Small photos with a transparency of their own, so that no cut-out model is needed."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(PHOTOS):
        saved(cutout(96 + number, 80), folder / f"{number}.png")
    return folder


def begun(data: Path, words: Sequence[str]) -> subprocess.Popen[str]:
    """The program, at work on a data folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "core", *words],
        cwd=ROOT,
        env={**os.environ, "STUDIO_DATA_DIR": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def runs_of(data: Path) -> list[Run]:
    with closing(open_store(data)) as store:
        return list(store.runs.search(RunQuery(page_size=500)).runs)


def finished(data: Path) -> int:
    return sum(run.status is RunStatus.FINISHED for run in runs_of(data))


def killed_and_gone_on_with(data: Path, words: Sequence[str], most: int) -> tuple[int, str]:
    """How many of ``most`` pictures there were when the process was killed in the middle of its work, and
    what the same command said at its end."""
    process = begun(data, words)
    with process:
        ends = time.monotonic() + PATIENCE
        while process.poll() is None and finished(data) < most // 3 and time.monotonic() < ends:
            time.sleep(0.5)  # to look takes its share of the processor
        process.kill()
    left = finished(data)
    again = begun(data, words)
    _, said = again.communicate()
    assert again.returncode == 0, said
    return left, said


@pytest.mark.parametrize("kind", ["grid", "batch"])
def test_what_was_killed_in_the_middle_is_finished_with_no_picture_twice(
    kind: str, photos: Path, tmp_path: Path
) -> None:
    grid = ("grid", str(photos / "0.png"), "--prompt", "on a beach", *AXES, *PAINTED)
    batch = ("batch", str(photos), *SCENES, *PAINTED)
    words, count = (grid, 18) if kind == "grid" else (batch, 2 * PHOTOS)
    left, said = killed_and_gone_on_with(tmp_path / "data", words, count)
    assert 0 < left < count
    assert f"{count} pictures: {count - left} made, {left} there already." in said
    runs = runs_of(tmp_path / "data")
    assert [run.status for run in runs] == [RunStatus.FINISHED] * count
    assert len({(run.digest, run.artifacts["upload"].sha256) for run in runs}) == count
