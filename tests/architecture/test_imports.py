"""Imports only go down: pages → core → store, in core from room to room, in pages/ui from widget to shell; no
cycles; and heavy libraries load only where they are needed."""

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "torch", "diffusers", "transformers", "rembg", "onnxruntime", "pymatting", "cv2",
    "mlflow", "mitsuba", "ray",
}  # fmt: skip
PAINTING = (
    "core/scenes/parts/", "core/scenes/painters/", "core/scenes/traced/", "core/scenes/modelled/",
    "core/scenes/airborne/",
)  # fmt: skip
"""Rooms that are loaded only to paint, hence may import what painting needs at their top; nobody outside of
them may import them at the top."""
PROGRAMS = {"app", "Home", "bench", "training", "scripts", "tests"}
"""What stands beside the floors, and may import them."""
FORBIDDEN = {
    "pages": {"torch", "diffusers", "mlflow", "sqlalchemy"} | PROGRAMS,
    "core": {"streamlit", "pages"} | PROGRAMS,
    "store": {"streamlit", "torch", "diffusers", "core", "pages"} | PROGRAMS,
}
VISIBLE = {"store.records", "store.errors"}
"""What every floor sees of the store."""
MEETS_STORE = ("core/library/", "core/studio.py")

CORE_ORDER: tuple[tuple[str, ...], ...] = (
    ("version", "errors"),
    ("settings", "output"),
    ("models",),
    ("scenes",),
    ("request",),
    ("variations", "runtime"),
    ("stages",),
    ("samples", "diffusion", "metadata", "groups", "comparing"),
    ("pipeline",),
    ("engine",),
    ("library",),
    ("studio",),
    ("cli",),
    ("__main__",),
)
"""Rooms and files of core, from the ground up; what stands on one line does not import each other."""
PAGES_ORDER: tuple[tuple[str, ...], ...] = (
    ("parts",),
    ("shell",),
    ("widgets",),
    ("runs",),
    ("home", "generate", "compare", "history", "groups"),
)
"""The same for pages/ui."""


@dataclass(frozen=True)
class Import:
    """``name`` as written out in full; ``deferred`` when inside a function, ``typing`` when only type
    checkers follow it."""

    name: str
    line: int
    deferred: bool
    typing: bool

    @property
    def top(self) -> str:
        return self.name.split(".")[0]


def names_in(node: ast.Import | ast.ImportFrom, path: str) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    # The package a relative import starts from: one folder up for every dot.
    package = path.split("/")[: -node.level] if node.level else []
    return [".".join(filter(None, [*package, node.module, alias.name])) for alias in node.names]


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}


def imports_in(node: ast.AST, path: str, deferred: bool = False, typing: bool = False) -> Iterator[Import]:
    """All imports below ``node``."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            for name in names_in(child, path):
                yield Import(name, child.lineno, deferred, typing)
        elif is_type_checking(child):
            assert isinstance(child, ast.If)
            yield from imports_in(ast.Module(body=child.body, type_ignores=[]), path, deferred, typing=True)
            yield from imports_in(ast.Module(body=child.orelse, type_ignores=[]), path, deferred, typing)
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from imports_in(child, path, deferred or inside, typing)


def floor_of(path: str) -> str:
    return "pages" if path == "Home.py" else path.split("/", maxsplit=1)[0]


def place_of(parts: list[str], order: tuple[tuple[str, ...], ...]) -> int | None:
    """The level in ``order`` of a module below the package that it orders; ``None`` for the package
    itself."""
    if not parts:
        return None
    for level, rooms in enumerate(order):
        if parts[0] in rooms:
            return level
    raise AssertionError(f"{parts[0]} has no place in the order of rooms; give it one in this file")


def upward(found: Import, path: str, package: str, order: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a module of ``package`` imports from a room above its own, or from another one beside it."""
    here, there = path.removesuffix(".py").split("/"), found.name.split(".")
    base = package.split(".")
    if here[: len(base)] != base or there[: len(base)] != base:
        return False
    here, there = here[len(base) :], there[len(base) :]
    mine, its = place_of([one for one in here if one != "__init__"], order), place_of(there, order)
    return mine is not None and its is not None and (its > mine or (its == mine and here[0] != there[0]))


def complaint(found: Import, path: str) -> str | None:
    floor = floor_of(path)
    if found.top in FORBIDDEN[floor] and not (found.typing and found.top in HEAVY):
        return f"{floor} must not import {found.top}"
    if found.top == "store" and floor != "store" and not path.startswith(MEETS_STORE):
        module = ".".join(found.name.split(".")[:2])
        if module not in VISIBLE and found.name not in VISIBLE:
            return f"here only {' and '.join(sorted(VISIBLE))} are to be seen of the store, not {found.name}"
    loads = not (found.deferred or found.typing) and not path.startswith(PAINTING)
    if loads and found.name.replace(".", "/").startswith(tuple(room.rstrip("/") for room in PAINTING)):
        return f"{found.name} is loaded only to paint: import it inside the function that does"
    if loads and found.top in HEAVY:
        return f"{found.top} is heavy: import it inside the function that needs it"
    if upward(found, path, "core", CORE_ORDER) or upward(found, path, "pages.ui", PAGES_ORDER):
        return f"{found.name} lies above this room, or beside it"
    return None


@cache
def imports_of(path: str) -> tuple[Import, ...]:
    """All imports of one of our files, which several tests look at."""
    return tuple(imports_in(ast.parse((ROOT / path).read_text("utf-8")), path))


def complaints(imports: Iterable[Import], path: str) -> list[str]:
    found = ((item, complaint(item, path)) for item in imports)
    return [f"{path}:{item.line}: {text}" for item, text in found if text]


def our_files() -> list[str]:
    files = [path for floor in FORBIDDEN for path in (ROOT / floor).rglob("*.py")]
    return sorted(path.relative_to(ROOT).as_posix() for path in [*files, ROOT / "Home.py"])


def module_of(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def graph() -> Mapping[str, set[str]]:
    """Which of our modules each of them imports, at any place and for any reason."""
    modules = {module_of(path): path for path in our_files()}
    edges: dict[str, set[str]] = {}
    for module, path in modules.items():
        names = [item.name for item in imports_of(path)]
        # from a.b import c names the module a.b.c where there is one, else something in a.b.
        found = {name if name in modules else name.rpartition(".")[0] for name in names}
        edges[module] = (found & modules.keys()) - {module}
    return edges


def cycles(edges: Mapping[str, set[str]]) -> list[list[str]]:
    """Groups of modules that import one another, by Tarjan's strongly connected components (1972)."""
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = lowest[node] = len(index)
        stack.append(node)
        for other in edges.get(node, ()):
            if other not in index:
                visit(other)
                lowest[node] = min(lowest[node], lowest[other])
            elif other in stack:
                lowest[node] = min(lowest[node], index[other])
        if lowest[node] == index[node]:
            group = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(group) > 1:
                found.append(sorted(group))

    for node in edges:
        if node not in index:
            visit(node)
    return found


def test_imports_only_go_down() -> None:
    found = [text for path in our_files() for text in complaints(imports_of(path), path)]
    assert found == []


def test_no_modules_import_one_another() -> None:
    assert cycles(graph()) == []


def test_a_cycle_is_found() -> None:
    assert cycles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]


def test_core_and_pages_have_few_entries_at_their_top() -> None:
    """A newcomer reads them at one glance: at most 12 rooms and 9 files in core, 10 entries in pages/ui."""
    for folder, most in (("core", 21), ("pages/ui", 10)):
        names = {path.name for path in (ROOT / folder).iterdir()} - {"__init__.py", "__pycache__"}
        assert len(names) <= most, sorted(names)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("core/studio.py", "import streamlit"),
        ("core/settings.py", "from store.runs import get"),
        (
            "core/engine/a.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from store.runs import Runs",
        ),
        ("core/stages/a.py", "from ...store import runs"),
        ("core/stages/a.py", "import torch.nn"),
        ("core/stages/a.py", "try:\n    import cv2\nexcept ImportError:\n    cv2 = None"),
        ("core/stages/a.py", "class A:\n    import rembg"),
        ("core/studio.py", "def f():\n    import pages.ui"),
        ("core/studio.py", "from core.scenes.painters import studio"),
        ("core/studio.py", "import training.scenes"),
        ("core/models/a.py", "from core.engine.jobs import Job"),
        ("core/models/a.py", "def f():\n    from core import request"),
        ("core/diffusion/a.py", "from core.metadata import png"),
        ("core/request.py", "from core.studio import Studio"),
        ("store/a.py", "def f():\n    from core import errors"),
        ("store/a.py", "def f():\n    import torch"),
        ("pages/a.py", "def f():\n    import sqlalchemy"),
        ("pages/a.py", "from store import runs"),
        ("pages/a.py", "import store"),
        ("pages/ui/shell/a.py", "from pages.ui.widgets import gallery"),
        ("pages/ui/history/a.py", "from pages.ui.generate import form"),
        ("Home.py", "import mlflow"),
    ],
)
def test_an_import_that_goes_up_or_weighs_is_found(path: str, source: str) -> None:
    assert len(complaints(imports_in(ast.parse(source), path), path)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("core/studio.py", "from store.runs import get"),
        ("core/library/a.py", "from store.runs import get"),
        ("core/models/a.py", "from store.errors import StudioError\nfrom store.records import Run"),
        ("core/stages/a.py", "def f():\n    import torch"),
        ("core/scenes/parts/a.py", "import cv2"),
        ("core/scenes/painting.py", "def f():\n    from core.scenes.painters import studio"),
        ("core/stages/a.py", "from ..errors import StudioError"),
        ("core/stages/a.py", "from core.stages.image import fit"),
        ("core/stages/a.py", "if TYPE_CHECKING:\n    import torch"),
        ("pages/a.py", "from store.records import Run\nimport streamlit\nfrom core import studio"),
        ("pages/ui/generate/a.py", "from pages.ui.runs import callbacks\nfrom pages.ui.generate import form"),
        ("Home.py", "from store import records"),
        ("store/a.py", "import sqlalchemy"),
    ],
)
def test_an_allowed_import_passes(path: str, source: str) -> None:
    assert complaints(imports_in(ast.parse(source), path), path) == []


def test_importing_core_loads_nothing_heavy() -> None:
    """In a fresh process, naming the module that is to blame; what is loaded only to paint stays away."""
    modules = [
        module_of(path)
        for path in our_files()
        if path.startswith("core/") and path != "core/__main__.py" and not path.startswith(PAINTING)
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
