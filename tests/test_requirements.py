"""What is imported is required, so that an upgrade of one library cannot take another away, and what is
required is used."""

import ast
import re
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = {"Home", "app", "pages", "core", "store", "scripts", "bench", "tests", "training"}
PRODUCT = ("Home.py", "app.py", "pages", "core", "store")
DEVELOPMENT = ("scripts", "bench", "tests")
USED_BY_NAME = {
    "pymatting": "core/stages/kernels.py takes two modules of it, without its head",
    "accelerate": "diffusers loads large models with it",
    "onnxruntime": "rembg runs its models with it",
    "pyright": "make lint",
    "pytest-rerunfailures": "tests/conftest.py marks tests with its marker",
    "pytest-timeout": "pyproject.toml sets its limit",
    "pytest-xdist": "make test",
    "ruff": "make lint",
    "scikit-image": "core/samples.py reads its sample photos as files",
    "uvloop": "Streamlit takes it where it is there",
}
"""Required distributions that no line imports, with who uses them."""


def normal(name: str) -> str:
    """A distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required(name: str) -> set[str]:
    """The distributions that a requirements file names itself."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {normal(found[0]) for line in lines if (found := re.match(r"[A-Za-z0-9][\w.-]*", line))}


@cache
def imports_of(file: Path) -> frozenset[str]:
    """Every package that a Python file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module or "")
    return frozenset(name.split(".")[0] for name in names)


def imported(paths: Iterable[str]) -> dict[str, str]:
    """Every package from elsewhere that the Python files in ``paths`` import, with the first that does."""
    found: dict[str, str] = {}
    for path in paths:
        for file in [ROOT / path] if path.endswith(".py") else sorted((ROOT / path).rglob("*.py")):
            for name in imports_of(file):
                found.setdefault(name, file.relative_to(ROOT).as_posix())
    return {name: file for name, file in found.items() if name not in sys.stdlib_module_names | OURS}


@pytest.mark.parametrize(
    ("paths", "requirements"),
    [
        (PRODUCT, ["requirements.txt", "requirements-ray.txt"]),
        (DEVELOPMENT, ["requirements.txt", "requirements-dev.txt"]),
    ],
)
def test_every_import_is_of_a_required_library(paths: Iterable[str], requirements: list[str]) -> None:
    known = set[str]().union(*map(required, requirements))
    distributions = packages_distributions()
    lacking = {
        name: file
        for name, file in imported(paths).items()
        if not known.intersection(map(normal, distributions.get(name, [name])))
    }
    assert lacking == {}


def test_every_required_library_is_used() -> None:
    distributions = packages_distributions()
    names = imported([*PRODUCT, *DEVELOPMENT, "training"])
    used = {normal(one) for name in names for one in distributions.get(name, [name])}
    named = required("requirements.txt") | required("requirements-dev.txt")
    assert sorted(named - used - USED_BY_NAME.keys()) == []


def test_what_is_said_to_be_used_by_name_is_required() -> None:
    assert USED_BY_NAME.keys() <= required("requirements.txt") | required("requirements-dev.txt")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_library_is_pinned_and_in_order(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    libraries = [line for line in lines if re.match(r"[A-Za-z]", line)]
    assert [line for line in libraries if "==" not in line] == []
    assert libraries == sorted(libraries, key=lambda line: normal(re.split(r"[\[=]", line)[0]))
