"""Which engine a studio has, and what one that is not there is answered with."""

import pytest

from core.engine.choosing import choose_engine
from core.engine.local import LocalEngine
from core.engine.startup_delay import StartupDelay
from core.errors import InputError
from core.settings import Settings
from tests.fakes import FakeGenerators, FakeRecorder


def test_pictures_are_made_here_where_nothing_else_is_said() -> None:
    engine = choose_engine(Settings(), FakeGenerators(), FakeRecorder(), startup_delay=StartupDelay())
    assert isinstance(engine, LocalEngine)


def test_an_engine_of_no_such_name_is_a_sentence() -> None:
    with pytest.raises(InputError, match="STUDIO_ENGINE"):
        choose_engine(
            Settings(engine="cloud"), FakeGenerators(), FakeRecorder(), startup_delay=StartupDelay()
        )
