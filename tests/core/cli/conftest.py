"""A command line whose pictures fakes make."""

import pytest

from tests.fakes import FakeGenerators


@pytest.fixture
def generators(monkeypatch: pytest.MonkeyPatch) -> FakeGenerators:
    """What the command line's studio makes pictures with."""
    fakes = FakeGenerators()
    monkeypatch.setattr("core.studio.on_each_device", lambda _: (fakes,))
    return fakes
