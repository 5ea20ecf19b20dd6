"""Open Image Denoise with bounded memory, on the processor, so that the same picture comes out wherever a
graphics card is."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.scenes.parts.canvas import Array

MEGABYTES = 640
"""Memory of one filter; larger pictures are cleaned in overlapping tiles: 1024 × 1024 px in one piece take
0.7 times as long as in two, and come out the same."""
Box = tuple[slice, slice]
"""Rows and columns of a picture."""


def clean_guide(guide: Array, name: str) -> Array:
    """Albedo or normals (their ``name``) H×W×3 without their own noise: what a lens has out of focus is noisy
    in them too, and the denoiser takes that for detail. As Open Image Denoise has it ("prefiltering")."""
    return _filtered({name: guide}, hdr=False)


def clean_within(guide: Array, name: str, box: Box) -> Array:
    """The guide cleaned within the ``box`` alone, which takes as much less as it is smaller."""
    made = guide.copy()
    made[box] = clean_guide(guide[box], name)
    return made


def denoised(light: Array, albedo: Array, normal: Array, *, clean: bool = True) -> Array:
    """Linear light H×W×3 without its noise, guided by albedo (0…1) and normals (-1…1) of the same size,
    which must be free of noise themselves if they are said to be ``clean``."""
    return _filtered({"color": light, "albedo": albedo, "normal": normal}, hdr=True, clean=clean)


def _filtered(images: Mapping[str, Array], *, hdr: bool, clean: bool = False) -> Array:
    """What the filter makes of the images, by their names, all H×W×3."""
    import mitsuba_oidn

    device = mitsuba_oidn.Device(mitsuba_oidn.DeviceType.CPU)
    device.commit()
    given = {name: np.ascontiguousarray(image, np.float32) for name, image in images.items()}
    output = np.empty_like(next(iter(given.values())))
    run: Any = device.new_filter("RT")
    for name, image in (given | {"output": output}).items():
        run.set_image(name, image)
    run.hdr, run.clean_aux, run.quality = hdr, clean, mitsuba_oidn.Quality.Balanced
    run.set_int("maxMemoryMB", MEGABYTES)
    run.execute()
    return output
