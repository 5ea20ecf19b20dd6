"""The one generator whose weights this process holds: never two profiles' at once."""

import gc
import sys

from core.engine.jobs import Generator, MakeGenerator
from core.models.resolved import ResolvedProfile


class ModelSlot:
    """Makes, keeps and lets go of generators, one at a time. Not for several threads at a time.

    ``profile`` is the name of the one that was asked for last, ``low_memory`` whether its generator is, or
    will be, one for little memory.
    """

    def __init__(self, make: MakeGenerator) -> None:
        self._make = make
        self._key: object = None
        self._generator: Generator | None = None
        self.profile: str | None = None
        self.low_memory = False

    def of(self, profile: ResolvedProfile) -> Generator:
        """The profile's generator: the held one where it has the same weights, by value. For others it is let
        go first, but only once it is known that there can be another: raises ``StudioError`` where not."""
        if self._generator is None or profile.generator_key != self._key:
            low_memory = self.low_memory and profile.name == self.profile
            generator = self._make(profile, low_memory)  # reads no weights yet
            self.let_go()
            self._generator, self._key = generator, profile.generator_key
            self.profile, self.low_memory = profile.name, low_memory
        return self._generator

    def use_low_memory(self) -> None:
        """Let go of all; until another profile is asked for, this one's generator will be a low-memory
        one."""
        self.let_go()
        self.low_memory = True

    def let_go(self) -> None:
        """Free the weights, here and on the device."""
        held, self._generator = self._generator, None
        if held is not None:
            held.release()
            del held
            free_memory()


def free_memory() -> None:
    """Hand back what is no longer used, from torch's own stock too where torch is in use."""
    gc.collect()
    torch = sys.modules.get("torch")
    if torch is None:
        return
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    if torch.backends.mps.is_available():
        torch.mps.empty_cache()
