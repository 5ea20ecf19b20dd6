"""Which engine a studio has."""

from core.engine.jobs import MakeGenerator, Recorder
from core.engine.local import LocalEngine
from core.engine.protocol import Engine
from core.engine.startup_delay import StartupDelay
from core.errors import InputError
from core.settings import Settings


def choose_engine(
    settings: Settings, make: MakeGenerator, recorder: Recorder, *, startup_delay: StartupDelay
) -> Engine:
    """The engine that ``settings.engine`` names; ``make`` gives a profile's generator in this process, while
    a cluster's workers make their own.

    Raises ``InputError`` for a name of none.
    """
    if settings.engine == "ray":
        from core.engine.ray.engine import RayEngine

        return RayEngine(settings, recorder, startup_delay=startup_delay)
    if settings.engine != "local":
        raise InputError(f"Set STUDIO_ENGINE to local or ray (it is {settings.engine[:40]!r}).")
    return LocalEngine(make, recorder, startup_delay=startup_delay)
