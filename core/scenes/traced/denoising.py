"""Open Image Denoise with bounded memory, on the processor, so that the same picture comes out wherever a
graphics card is."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.scenes.parts.canvas import Array

MEGABYTES = 560
"""Memory of one filter; larger pictures are cleaned in tiles."""


def clean_guide(guide: Array, name: str) -> Array:
    """Albedo or normals (their ``name``) H×W×3 without their own noise: what a lens has out of focus is noisy
    in them too, and the denoiser takes that for detail. As Open Image Denoise has it ("prefiltering")."""
    return _filtered({name: guide}, hdr=False)


def denoised(light: Array, albedo: Array, normal: Array) -> Array:
    """Linear light H×W×3 without its noise, guided by albedo (0…1) and normals (-1…1) of the same size,
    which must be free of noise themselves."""
    return _filtered({"color": light, "albedo": albedo, "normal": normal}, hdr=True)


def _filtered(images: Mapping[str, Array], *, hdr: bool) -> Array:
    """What the filter makes of the images, by their names, all H×W×3."""
    import mitsuba_oidn

    device = mitsuba_oidn.Device(mitsuba_oidn.DeviceType.CPU)
    device.commit()
    given = {name: np.ascontiguousarray(image, np.float32) for name, image in images.items()}
    output = np.empty_like(next(iter(given.values())))
    run: Any = device.new_filter("RT")
    for name, image in (given | {"output": output}).items():
        run.set_image(name, image)
    run.hdr, run.clean_aux, run.quality = hdr, hdr, mitsuba_oidn.Quality.Balanced
    run.set_int("maxMemoryMB", MEGABYTES)
    run.execute()
    return output
