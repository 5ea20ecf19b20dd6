"""The stage by which a subject before its scene loses what its photo's background left at its edge."""

import numpy as np

from core.pipeline.computing import foreground_facts
from core.pipeline.progress import Clock
from core.pipeline.stage import Stage
from core.pipeline.stage_cache import StageCache, pixel_digest
from core.pipeline.state import PipelineState
from core.stages.arrays import Pixels
from core.stages.compositing import estimate_foreground
from core.stages.despill import despilled
from core.stages.foliage import Foliage, foliage, painted_out
from core.stages.inner_rims import loosened, tint_depth, untinted
from core.stages.rims import cleaned


class CleanRims(Stage):
    """Takes the old background off the subject's edge, where it shows before a place unlike it."""

    name, version = "rims", 2
    words, title = "Cleaning the rims", "cleaning of the rims"

    def __init__(self, cache: StageCache) -> None:
        self._cache = cache

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Adds ``foreground`` and replaces ``matte`` where the request has edges cleaned; what brought its
        own matte stays as it is."""
        if state.own_alpha or not state.request.decontaminate:
            return state
        assert state.staging is not None  # placed
        source, matte, scale = state["source"], state["matte"], state.staging.placement.scale
        deep = tint_depth(max(state["fitted"].shape[:2]), scale)
        plants = _plants_of(state)
        if plants is not None:
            matte = without_plants(matte, plants)
        if state.request.is_clean:
            matte = loosened(matte, source, deep)
        key = self.key("scene_foreground", state, matte=pixel_digest(matte), **foreground_facts())
        key = {**key, "input": pixel_digest(source)}
        mixed = self._cache.remember(key, lambda: estimate_foreground(source, matte), source.shape)
        foreground, shrunk = cleaned(source, mixed, matte, scale)
        if state.request.is_fine:
            foreground = despilled(foreground, source, shrunk)
        if state.request.is_clean:
            foreground = untinted(foreground, source, shrunk, deep)
        if plants is not None:
            foreground = painted_out(foreground, plants.before, shrunk, scale)
        return state.with_layers({"foreground": foreground, "matte": shrunk})


def without_plants(matte: Pixels, plants: Foliage) -> Pixels:
    """``matte`` H×W without the ``plants`` beside the subject, and just not full where some are before it."""
    left = (matte.astype(np.uint16) * (255 - plants.beside) + 127) // 255
    return np.where(plants.before > 0, np.minimum(left, 254), left).astype(np.uint8)


def _plants_of(state: PipelineState) -> Foliage | None:
    """The foliage that the subject's matte takes along, in the frame, where the picture is to be without."""
    assert state.staging is not None  # placed
    if not state.staging.is_whole or not state.request.is_clean:
        return None
    found = foliage(state["alpha"], state["fitted"])
    place = state.staging.placement.place
    return None if found is None else Foliage(place(found.beside), place(found.before))
