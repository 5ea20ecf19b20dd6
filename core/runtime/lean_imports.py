"""The libraries of models imported without what is never asked of them, and without asking twice what is
installed."""

import importlib.metadata
import sys
from collections.abc import Generator
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from core.runtime.parts import part_of
from core.runtime.put_off import put_off


@cache
def list_modules_once() -> None:
    """Have transformers read the files of its models for what is in them once, not for itself and for
    ``transformers.models`` each, which takes 0.4 s. Done once per process, before it is imported."""
    if "transformers" in sys.modules:
        return
    utilities: Any = part_of("transformers.utils.import_utils")
    listed = cache(utilities.create_import_structure_from_path)
    utilities.create_import_structure_from_path = lambda path: deepcopy(listed(folder_of(path)))


def folder_of(path: str | Path) -> str:
    """The folder itself, or the one that the file lies in."""
    return str(path if Path(path).is_dir() else Path(path).parent)


@contextmanager
def lean_imports() -> Generator[None]:
    """Import diffusers and transformers inside, and load models by them, but no LoRA; by one thread at a
    time, as ``loading_lock`` has it. Each of them asks for the packages of all modules that are installed,
    which takes a third of a second: here the second one is told what the first one was. What both import for
    compilers, adapters and training is put off, and what they import for models that are spread over several
    machines is left out: here each is whole."""
    import torch

    list_modules_once()
    asked, spread = importlib.metadata.packages_distributions, torch.distributed.is_available
    importlib.metadata.packages_distributions = cache(asked)
    torch.distributed.is_available = lambda: False
    try:
        with put_off():
            yield
    finally:
        importlib.metadata.packages_distributions = asked
        torch.distributed.is_available = spread
