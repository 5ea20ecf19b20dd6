"""A small cluster for tests, and what its workers make pictures with."""

import time
from pathlib import Path

from core.engine.jobs import MakeGenerator
from core.engine.ray.carried import CarriedCache
from core.pipeline.progress import Clock
from core.settings import Settings
from tests.fakes import FakeGenerator, FakeGenerators


class HeldGenerators(FakeGenerators):
    """Fakes of a cluster's worker: a picture whose prompt begins with ``wait`` waits after its first step
    until a file of the prompt's name lies in ``folder``."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            seconds_per_step=0.01, raises={"bad": ValueError("it broke"), "odd": OddError("x", 2)}
        )
        self.folder = folder

    def generator(self, profile: str, low_memory: bool) -> FakeGenerator:
        return _HeldGenerator(self, profile, low_memory, self.folder)


class OddError(Exception):
    """One that cannot be sent."""

    def __init__(self, first: str, second: int) -> None:
        super().__init__(first)
        self.second = second


class _HeldGenerator(FakeGenerator):
    def __init__(self, all_of_them: FakeGenerators, profile: str, low_memory: bool, folder: Path) -> None:
        super().__init__(all_of_them, profile, low_memory)
        self.folder = folder

    def _denoise(self, request, background, clock: Clock) -> None:
        folder = self.folder
        if request.prompt.startswith("wait"):
            (folder / f"{request.prompt} begun").touch()
            clock.tell("inpaint", 1, 3, lambda: self._preview(background))
            while not (folder / request.prompt).exists():
                clock.tell("inpaint", 1, 3, lambda: self._preview(background))
                time.sleep(0.01)
        super()._denoise(request, background, clock)


def held_generators(settings: Settings, stage_cache: CarriedCache) -> MakeGenerator:
    """What a test's workers make pictures with."""
    return HeldGenerators(settings.data_dir)
