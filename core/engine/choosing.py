"""Which engine a studio has."""

from collections.abc import Sequence

from core.engine.jobs import MakeGenerator, Recorder
from core.engine.local import LocalEngine
from core.engine.protocol import Engine
from core.engine.startup_delay import StartupDelay
from core.errors import InputError
from core.settings import Settings


def choose_engine(
    settings: Settings,
    make: MakeGenerator,
    recorder: Recorder,
    *,
    startup_delay: StartupDelay,
    others: Sequence[MakeGenerator] = (),
) -> Engine:
    """The engine that ``settings.engine`` names; ``make`` gives a profile's generator in this process, and
    each of ``others`` one on a further device, while a cluster's workers make their own.

    Raises ``InputError`` for a name of none.
    """
    if settings.engine == "ray":
        from core.engine.ray.engine import RayEngine

        return RayEngine(settings, recorder, startup_delay=startup_delay)
    if settings.engine != "local":
        raise InputError(f"Set STUDIO_ENGINE to local or ray (it is {settings.engine[:40]!r}).")
    return LocalEngine(make, recorder, others=others, startup_delay=startup_delay, together=settings.together)
