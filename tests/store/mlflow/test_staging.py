"""Pictures on their way to MLflow lie in the data folder, and a killed program's go."""

import subprocess
import sys
from pathlib import Path

import pytest

from store.mlflow.staging import staged, sweep, turn

KILLED = """
import os, sys
from pathlib import Path
from store.mlflow.staging import staged, turn
with turn(Path(sys.argv[1]), 0), staged(Path(sys.argv[1])) as folder:
    (folder / "composite.png").write_bytes(b"a picture")
    os.kill(os.getpid(), 9)
"""


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """What a killed program left on its way."""
    program = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert program.returncode == -9
    (left,) = tmp_path.rglob("composite.png")
    return left


def test_a_killed_programs_pictures_lie_in_the_data_folder_and_are_swept(
    tmp_path: Path, killed: Path
) -> None:
    sweep(tmp_path)
    assert not killed.exists()
    assert not killed.parent.exists()


def test_what_is_on_its_way_is_left_alone(tmp_path: Path) -> None:
    with turn(tmp_path, 0), staged(tmp_path) as folder:
        (folder / "composite.png").write_bytes(b"a picture")
        sweep(tmp_path)
        assert (folder / "composite.png").exists()
    assert not folder.exists()


def test_where_nothing_was_mirrored_nothing_is_made(tmp_path: Path) -> None:
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []
