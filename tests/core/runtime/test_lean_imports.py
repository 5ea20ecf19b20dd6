"""What is installed is found out once for the libraries that are imported together."""

import importlib.metadata

import pytest

from core.runtime.lean_imports import lean_imports


def test_what_is_installed_is_found_out_once_and_anew_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[int] = []
    monkeypatch.setattr(importlib.metadata, "packages_distributions", lambda: times.append(1) or {})
    with lean_imports():
        importlib.metadata.packages_distributions()
        importlib.metadata.packages_distributions()
    assert len(times) == 1
    importlib.metadata.packages_distributions()
    assert len(times) == 2
