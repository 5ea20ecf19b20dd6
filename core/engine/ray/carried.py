"""Memory of stages that travels: what one process worked out of a photo, another finds remembered."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from core.pipeline.stage_cache import StageCache
from core.stages.arrays import Pixels


class CarriedCache(StageCache):
    """A ``StageCache`` that can be handed to another process by its entries."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(folder)
        self._used: dict[str, Pixels] = {}

    def take(self, entries: Mapping[str, Pixels]) -> None:
        """Remember what another process worked out. Copies: Ray's arrays lie in memory that all share."""
        self._held_since = self._emptied()
        for name, pixels in entries.items():
            copy = np.array(pixels)
            copy.setflags(write=False)
            super()._hold(name, copy)

    def give(self) -> dict[str, Pixels]:
        """What was asked for since the last call, for another process to take."""
        used, self._used = self._used, {}
        return used

    def _hold(self, name: str, pixels: Pixels) -> None:
        super()._hold(name, pixels)
        self._used[name] = pixels
