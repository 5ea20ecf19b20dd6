"""One generator at a time, and what is let go is released."""

import sys
from types import SimpleNamespace

import pytest

from core.engine.model_slot import ModelSlot, free_memory
from core.errors import ModelMissingError
from tests.fakes import FakeGenerators, fake_profile


def test_a_profiles_generator_is_made_once():
    make = FakeGenerators()
    held = ModelSlot(make)
    assert held.of(fake_profile("mini")) is held.of(fake_profile("mini"))
    assert len(make.made) == 1


def test_another_profile_takes_the_place_of_the_first():
    make = FakeGenerators()
    held = ModelSlot(make)
    held.of(fake_profile("mini")).load()
    held.of(fake_profile("other")).load()
    assert make.loaded == [("other", False)]


def test_one_that_cannot_be_made_leaves_the_first_in_place():
    make = FakeGenerators(missing=frozenset({"other"}))
    held = ModelSlot(make)
    held.of(fake_profile("mini")).load()
    with pytest.raises(ModelMissingError):
        held.of(fake_profile("other"))
    assert make.loaded == [("mini", False)]


def test_thrift_stays_with_a_profile_until_another_is_asked_for():
    make = FakeGenerators()
    held = ModelSlot(make)
    held.of(fake_profile("mini"))
    held.use_low_memory()
    for profile in ("mini", "mini", "other", "mini"):
        held.of(fake_profile(profile))
    assert [(one.profile, one.low_memory) for one in make.made] == [
        ("mini", False),
        ("mini", True),
        ("other", False),
        ("mini", False),
    ]


@pytest.mark.parametrize("device", ["cuda", "mps"])
def test_the_devices_own_stock_of_memory_is_handed_back(device: str, monkeypatch: pytest.MonkeyPatch):
    emptied: list[str] = []

    def part(name: str) -> SimpleNamespace:
        return SimpleNamespace(is_available=lambda: name == device, empty_cache=lambda: emptied.append(name))

    parts = {name: part(name) for name in ("cuda", "mps")}
    torch = SimpleNamespace(**parts, backends=SimpleNamespace(mps=parts["mps"]))
    monkeypatch.setitem(sys.modules, "torch", torch)
    free_memory()
    assert emptied == [device]


def test_torch_is_not_imported_to_free_memory(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    free_memory()
    assert "torch" not in sys.modules


def test_a_profile_whose_weights_were_changed_since_is_made_anew():
    make = FakeGenerators()
    held = ModelSlot(make)
    first = held.of(fake_profile("mine"))
    assert held.of(fake_profile("mine")) is first
    assert held.of(fake_profile("mine").pinned({"base": "f" * 40})) is not first
    assert len(make.made) == 2
