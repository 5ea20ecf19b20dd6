"""A worker is alive as long as its process is; one process at a time opens a data folder."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import StoreError
from core.library.workers import dead, turn
from core.runtime.processes import born, place
from store.workers import WorkerRow


@pytest.fixture
def me() -> WorkerRow:
    import os

    return WorkerRow(id="a", place=place(), pid=os.getpid(), born=born(os.getpid()) or "", store="1.2")


def test_in_its_own_place_a_worker_s_process_tells(me: WorkerRow) -> None:
    assert not dead(me, "1.2")
    assert not dead(replace(me, silence=1e6), "1.2")
    assert dead(replace(me, born="another"), "1.2")
    assert dead(replace(me, pid=2**22 + 1), "1.2")


def test_a_row_in_a_copy_of_its_file_is_nobody(me: WorkerRow) -> None:
    assert dead(me, "1.3")


def test_of_another_place_silence_tells(me: WorkerRow) -> None:
    far = replace(me, place="far", pid=2**22 + 1)
    assert not dead(replace(far, silence=59), "1.3")
    assert dead(replace(far, silence=61), "1.3")
    assert dead(replace(far, silence=-61), "1.3")


def test_turns_come_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.library.workers.TURN_SECONDS", 0.1)
    waiting = turn(tmp_path)
    with turn(tmp_path), pytest.raises(StoreError, match="starting on the same data"):
        waiting.__enter__()
