from pathlib import Path

import pytest

from core.scenes.traced import backend


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DRJIT_LIBLLVM_PATH", raising=False)
    backend.variant.cache_clear()
    yield
    backend.variant.cache_clear()


def test_old_llvm_is_never_tried(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("libLLVM-15.so.1", "libLLVM-14.0.6.so.1", "libLLVM.so.19.1", "libLLVM-17.so.1"):
        (tmp_path / name).touch()
    monkeypatch.setattr(backend, "LIBRARY_FOLDERS", (str(tmp_path),))
    tried = [path.name for path in backend.llvm_libraries()]
    assert tried == ["libLLVM.so.19.1", "libLLVM-17.so.1"]


def test_named_library_comes_before_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRJIT_LIBLLVM_PATH", "/opt/libLLVM.so")
    assert list(backend.llvm_libraries()) == [Path("/opt/libLLVM.so")]


def test_without_mitsuba_there_is_no_variant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend, "find_spec", lambda name: None)
    assert backend.variant() is None


def test_slow_variant_where_the_fast_one_crashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend, "find_spec", lambda name: object())
    monkeypatch.setattr(backend, "_runs", lambda name, library: name == "scalar_rgb")
    assert backend.variant() == "scalar_rgb"
