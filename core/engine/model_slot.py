"""The one generator whose weights this process holds: never two profiles' at once."""

import gc
import sys
from collections.abc import Callable

from core.engine.jobs import Generator, MakeGenerator


class ModelSlot:
    """Makes, keeps and lets go of generators by profile name. Not for several threads at a time.

    ``profile_of`` tells what a profile is now: one that a person has changed since is made anew.
    """

    def __init__(self, make: MakeGenerator, profile_of: Callable[[str], object] = str) -> None:
        self._make, self._profile_of = make, profile_of
        self._known: object = None
        self._generator: Generator | None = None
        self.profile: str | None = None
        self.low_memory = False

    def of(self, profile: str) -> Generator:
        """The profile's generator, the held one where it is that. For another profile the held one is let
        go first, but only once it is known that there can be another: raises ``StudioError`` where not."""
        known = self._profile_of(profile)
        if self._generator is None or (profile, known) != (self.profile, self._known):
            low_memory = self.low_memory and profile == self.profile
            made = self._make(profile, low_memory)  # reads no weights yet
            self.let_go()
            self._generator, self.profile, self.low_memory = made, profile, low_memory
            self._known = known
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
