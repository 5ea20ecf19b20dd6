"""Imports only go down: pages → core → store, and heavy libraries load only where they are needed."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"torch", "diffusers", "transformers", "rembg", "onnxruntime", "mlflow", "ray", "pymatting", "cv2"}
FORBIDDEN = {
    "pages": {"torch", "diffusers", "mlflow", "sqlalchemy"},
    "core": {"streamlit", "pages", "Home"},
    "store": {"streamlit", "torch", "diffusers", "core", "pages", "Home"},
}
MEETS_STORE = ("core/studio.py", "core/library/")


@dataclass(frozen=True)
class Import:
    """``name`` as written out in full; ``deferred`` when inside a function."""

    name: str
    line: int
    deferred: bool

    @property
    def top(self) -> str:
        return self.name.split(".")[0]


def floor_of(path: str) -> str:
    return "pages" if path == "Home.py" else path.split("/", maxsplit=1)[0]


def names_in(node: ast.Import | ast.ImportFrom, path: str) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    # The package a relative import starts from: one folder up for every dot.
    package = path.split("/")[: -node.level] if node.level else []
    return [".".join(filter(None, [*package, node.module, alias.name])) for alias in node.names]


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}


def imports_in(node: ast.AST, path: str, deferred: bool = False) -> Iterator[Import]:
    """All imports below ``node``, leaving out those that only type checkers follow."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield from (Import(name, child.lineno, deferred) for name in names_in(child, path))
        elif is_type_checking(child):
            assert isinstance(child, ast.If)
            for branch in child.orelse:
                yield from imports_in(ast.Module(body=[branch], type_ignores=[]), path, deferred)
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from imports_in(child, path, deferred or inside)


def complaint(found: Import, path: str) -> str | None:
    floor = floor_of(path)
    if found.top in FORBIDDEN[floor]:
        return f"{floor} must not import {found.top}"
    if floor == "core" and found.top == "store" and not path.startswith(MEETS_STORE):
        return "in core only library/ and studio.py meet store"
    if floor == "pages" and found.top == "store" and not found.name.startswith("store.records"):
        return "pages see only store.records"
    if found.top in HEAVY and not found.deferred:
        return f"{found.top} is heavy: import it inside the function that needs it"
    return None


def complaints(source: str, path: str) -> list[str]:
    found = ((item, complaint(item, path)) for item in imports_in(ast.parse(source), path))
    return [f"{path}:{item.line}: {said}" for item, said in found if said]


def our_files() -> list[str]:
    files = [path for floor in FORBIDDEN for path in (ROOT / floor).rglob("*.py")]
    home = [ROOT / "Home.py"] if (ROOT / "Home.py").exists() else []
    return sorted(path.relative_to(ROOT).as_posix() for path in files + home)


@pytest.mark.parametrize("path", our_files())
def test_imports_only_go_down(path: str) -> None:
    assert complaints((ROOT / path).read_text(encoding="utf-8"), path) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("core/a.py", "import streamlit"),
        ("core/a.py", "from store.runs import get"),
        ("core/stages/a.py", "from ...store import runs"),
        ("core/a.py", "import torch.nn"),
        ("core/a.py", "try:\n    import cv2\nexcept ImportError:\n    cv2 = None"),
        ("core/a.py", "class A:\n    import rembg"),
        ("core/a.py", "def f():\n    import pages.ui"),
        ("store/a.py", "def f():\n    from core import errors"),
        ("store/a.py", "def f():\n    import torch"),
        ("pages/a.py", "def f():\n    import sqlalchemy"),
        ("pages/a.py", "from store import runs"),
        ("pages/a.py", "import store"),
        ("Home.py", "import mlflow"),
    ],
)
def test_an_import_that_goes_up_or_weighs_is_found(path: str, source: str) -> None:
    assert len(complaints(source, path)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("core/studio.py", "from store.runs import get"),
        ("core/a.py", "def f():\n    import torch"),
        ("core/stages/a.py", "from ..errors import StudioError"),
        ("core/a.py", "if TYPE_CHECKING:\n    import torch"),
        ("pages/a.py", "from store.records import Run\nimport streamlit\nfrom core import studio"),
        ("Home.py", "from store import records"),
        ("store/a.py", "import sqlalchemy"),
    ],
)
def test_an_allowed_import_passes(path: str, source: str) -> None:
    assert complaints(source, path) == []


def test_importing_core_loads_nothing_heavy() -> None:
    """In a fresh process, naming the module that is to blame."""
    modules = [
        path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in our_files()
        if path.startswith("core/") and path != "core/__main__.py"
    ]
    program = f"""
import importlib, sys
for name in {modules!r}:
    importlib.import_module(name)
    heavy = {HEAVY | {"streamlit", "sqlalchemy"}!r} & set(sys.modules)
    if heavy:
        sys.exit(f"importing {{name}} loads {{sorted(heavy)}}")
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")
