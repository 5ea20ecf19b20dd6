"""MLflow's database in the data folder: made once, also by two programs at once, and moved with it."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.errors import StoreError
from store.mlflow.local import FILE_NAME, artifact_root, erase, prepare
from store.mlflow.mirror import Mirror
from tests.mlflows import Studio, open_studio
from tests.store_runs import finished, open_store

PREPARE = (
    "import sys; from pathlib import Path; from store.mlflow.local import prepare; prepare(Path(sys.argv[1]))"
)
COUNT = (
    "import sys; from mlflow import MlflowClient; "
    "print(len(MlflowClient(tracking_uri=sys.argv[1]).search_experiments()))"
)


@pytest.fixture
def studio(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    yield from open_studio(tmp_path / "here", tmp_path_factory)


@pytest.mark.server
@pytest.mark.slow
def test_two_programs_that_make_it_at_once_make_one_that_works(tmp_path: Path):
    command = [sys.executable, "-c", PREPARE, str(tmp_path)]
    makers = [subprocess.Popen(command) for _ in range(2)]
    assert [maker.wait(timeout=100) for maker in makers] == [0, 0]
    command = [sys.executable, "-c", COUNT, prepare(tmp_path)]
    assert subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.strip() == b"1"


def test_a_half_made_database_is_never_taken_for_one(tmp_path: Path):
    (tmp_path / "mlflow.new").write_bytes(b"the power went here")
    prepare(tmp_path)
    assert (tmp_path / FILE_NAME).stat().st_size > 100_000
    assert not (tmp_path / "mlflow.new").exists()


def test_a_moved_folder_keeps_its_files_and_takes_new_runs(studio: Studio, tmp_path: Path):
    old = finished(studio.runs)
    studio.mirror.sync()
    studio.store.close()
    moved = studio.folder.rename(tmp_path / "there #1 ü 100%")
    store = open_store(moved)
    there = Studio(moved, store, Mirror(store.runs, uri=None, folder=moved))
    new = finished(store.runs)
    assert there.mirror.sync().sentence is None
    for run in (old, new):
        mlflow_id = there.mirrored(run).info.run_id
        assert there.mirrored(run).info.artifact_uri == f"{artifact_root(moved)}/{mlflow_id}/artifacts"
        assert "request.json" in [file.path for file in there.client.list_artifacts(mlflow_id)]
    store.close()


def test_a_change_after_a_move_finds_its_run_again(studio: Studio, tmp_path: Path):
    run = finished(studio.runs)
    studio.mirror.sync()
    studio.runs.star(run.id, True)
    studio.store.close()
    moved = shutil.copytree(studio.folder, tmp_path / "copy")
    store = open_store(moved)
    there = Studio(moved, store, Mirror(store.runs, uri=None, folder=moved))
    assert there.mirror.sync().sentence is None
    assert len(there.all_mirrored(deleted=True)) == 1
    assert "composite.png" in there.files(run)
    store.close()


@pytest.mark.parametrize("name", ["what?", "50%25off"])
def test_a_path_that_mlflow_misreads_is_refused_in_a_sentence(tmp_path: Path, name: str):
    with pytest.raises(StoreError, match="rename the folder"):
        prepare(tmp_path / name)


def test_an_erased_run_leaves_nothing_in_the_database(studio: Studio):
    run, kept = finished(studio.runs), finished(studio.runs)
    studio.mirror.sync()
    erase(studio.folder, [studio.mirrored(run).info.run_id])
    assert [told.data.tags["studio.run"] for told in studio.all_mirrored(deleted=True)] == [kept.id]
    with sqlite3.connect(studio.folder / FILE_NAME) as connection:
        rows = connection.execute("SELECT count(*) FROM tags WHERE value = ?", (run.id,)).fetchone()
    assert rows == (0,)
