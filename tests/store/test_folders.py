"""Texts lose the folders of this machine and nothing else."""

import os
import sys
import threading
import traceback
from pathlib import Path

import pytest
import sqlalchemy
from hypothesis import given
from hypothesis import strategies as st

from store.folders import without_folders
from store.records import Failure
from store.rows import failure_text

ROOT = Path(__file__).resolve().parents[2]
DATA = Path("/srv/studio data")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f'File "{ROOT}/core/engine/jobs.py", line 3, in f', 'File "core/engine/jobs.py", line 3, in f'),
        (f'File "{sqlalchemy.__file__}", line 3', 'File "sqlalchemy/__init__.py", line 3'),
        (f'File "{threading.__file__}", line 3', 'File "threading.py", line 3'),
        (f"The disk of {DATA}/blobs is full.", "The disk of data/blobs is full."),
        (f"The folder {DATA}.", "The folder data."),
        (f"The folder {ROOT}.", f"The folder …/{ROOT.name}."),
        (os.path.expanduser("~/models/mine"), "~/models/mine"),
        ("The folder /mnt/models/mine of the base model", "The folder …/mine of the base model"),
        ("No such file: '/mnt/My Models/mine.bin'", "No such file: '…/mine.bin'"),
        (r"No such file: 'C:\\Users\\Ada\\mine.bin'", "No such file: '…/mine.bin'"),
        (r"The folder C:\Users\Ada\mine of", "The folder …/mine of"),
        ("sqlite:////mnt/mlflow.db and file:///mnt/mine", "sqlite:///…/mlflow.db and file://…/mine"),
    ],
)
def test_paths_become_relative(text: str, told: str) -> None:
    assert without_folders(text, DATA) == told


def test_a_folder_that_only_begins_like_a_known_one_is_another() -> None:
    assert without_folders(f"{ROOT}2/core and {ROOT}.old/core", DATA) == "…/core and …/core"


def test_the_data_folder_is_told_as_such_inside_the_programs_own() -> None:
    assert without_folders(f"{ROOT}/data/blobs is full", ROOT / "data") == "data/blobs is full"


@pytest.mark.parametrize(
    "text",
    [
        "get it with: python -m core fetch mini",
        "half of 3/4, and/or, a / b, a //2, text.split('\\n'), '/'.join(['a', 'b'])",
        "https://huggingface.co/ada/mine/resolve and postgresql://ada@host/studio",
        "core/engine/local.py and ~/models and data/blobs",
        'File "<frozen importlib._bootstrap>", line 1, in _find',
    ],
)
def test_what_is_no_path_stays(text: str) -> None:
    assert without_folders(text, DATA) == text


@given(st.text(), st.sampled_from([str(ROOT), str(DATA), "/mnt/mine", sys.prefix]))
def test_no_folder_is_left_whatever_stands_around_it(text: str, folder: str) -> None:
    once = without_folders(f"{text} {folder}/{text}", DATA)
    assert f"{folder}/" not in once
    assert without_folders(once, DATA) == once


def test_a_failure_is_kept_without_folders(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file") as raised:
        (tmp_path / "gone" / "photo.png").read_bytes()
    log = "".join(traceback.format_exception(raised.value))
    kept = failure_text(Failure(kind="OSError", sentence=f"{tmp_path}/x is gone.", traceback=log), tmp_path)
    assert "data/gone/photo.png" in kept
    assert "tests/store/test_folders.py" in kept
    assert not any(folder in kept for folder in (str(tmp_path), str(ROOT), sys.prefix, "/lib/python"))
