"""Modules of a package without its head: what a package's ``__init__`` imports may take seconds, and be none
of what is used of it."""

import sys
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from threading import RLock
from types import ModuleType

_LOCK = RLock()


def part_of(name: str) -> ModuleType:
    """The module ``name`` (``package.module``, however deep), imported without running the ``__init__`` of
    the packages that it lies in, unless they are imported already. A later import of the package itself
    runs it. Raises ``ImportError``. For any thread.
    """
    packages = name.split(".")[:-1]
    stand_ins: list[str] = []
    with _LOCK:
        try:
            for depth in range(1, len(packages) + 1):
                package = ".".join(packages[:depth])
                if name not in sys.modules and package not in sys.modules:
                    sys.modules[package] = _without_head(package)
                    stand_ins.append(package)
            return import_module(name)
        finally:
            for package in stand_ins:
                del sys.modules[package]


def _without_head(package: str) -> ModuleType:
    """The package as a module in which nothing was run: it only tells where its modules lie."""
    outer = package.rpartition(".")[0]
    spec = PathFinder.find_spec(package, sys.modules[outer].__path__ if outer else None)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    return module_from_spec(spec)
