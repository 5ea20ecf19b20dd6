"""Scenes of the path tracer and pictures of them as arrays."""

from typing import Any

import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.traced.lens import Lens


def flush() -> None:
    """Give back the memory that the fast variant keeps for its next picture: hundreds of megabytes."""
    import drjit
    import mitsuba as mi

    if str(mi.variant()).startswith("llvm"):
        drjit.flush_malloc_cache()


def scene_of(lens: Lens, shapes: dict[str, Any]) -> Any:
    """The scene of those shapes as the lens sees it."""
    import mitsuba as mi

    return mi.load_dict({"type": "scene", "sensor": lens.sensor(), **shapes})


def rendered(scene: Any, integrator: Any, samples: int, seed: int, sensor: Any = None) -> Array:
    """What the integrator makes of the scene, H×W×channels; ``sensor`` instead of the scene's own."""
    import mitsuba

    mi: Any = mitsuba
    given = {} if sensor is None else {"sensor": sensor}
    return np.asarray(mi.render(scene, integrator=integrator, spp=samples, seed=seed, **given), np.float32)
