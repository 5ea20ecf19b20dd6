"""Modules of a package are had without what the package imports, and the package itself as ever."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.runtime.parts import part_of
from core.settings import ROOT


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package whose head, and that of a package in it, must not be run."""
    inner = tmp_path / "heady" / "inner"
    inner.mkdir(parents=True)
    for folder in (inner.parent, inner):
        (folder / "__init__.py").write_text("raise RuntimeError('the head was run')")
    (inner / "part.py").write_text("from heady.inner.other import VALUE")
    (inner / "other.py").write_text("VALUE = 7")
    monkeypatch.syspath_prepend(tmp_path)
    return "heady"


def test_a_part_comes_without_the_heads_above_it(package: str) -> None:
    part = part_of("heady.inner.part")
    assert part.VALUE == 7
    assert part_of("heady.inner.part") is part
    assert package not in sys.modules
    with pytest.raises(RuntimeError, match="the head was run"):
        __import__(package)


def test_what_is_not_there_is_told() -> None:
    with pytest.raises(ModuleNotFoundError):
        part_of("no_such_package.part")
    with pytest.raises(ModuleNotFoundError):
        part_of("email.no_such_part")


def test_a_scene_is_painted_without_torch_and_the_heads_of_the_cut_out_libraries() -> None:
    program = """
import sys
from core.pipeline.pipeline import ScenePipeline
from core.settings import Settings
from core.pipeline.analysis import Analysis
from core.stages.matting import local_session_class
from pathlib import Path
local_session_class("u2netp", Path("none"))
assert ScenePipeline(Analysis(Settings())).device.kind == "cpu"
heavy = {"torch", "numba", "pymatting", "rembg", "rembg.bg", "skimage", "jsonschema", "scipy"}
print(*heavy & set(sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
