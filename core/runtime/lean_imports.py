"""The libraries of models imported without asking twice what is installed."""

import importlib.metadata
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache


@contextmanager
def lean_imports() -> Generator[None]:
    """Import diffusers and transformers inside. Each of them asks for the packages of all modules that are
    installed, which takes a third of a second: here the second one is told what the first one was."""
    asked = importlib.metadata.packages_distributions
    importlib.metadata.packages_distributions = cache(asked)
    try:
        yield
    finally:
        importlib.metadata.packages_distributions = asked
