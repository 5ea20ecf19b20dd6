"""Open Image Denoise with bounded memory, on the processor, so that the same picture comes out wherever a
graphics card is."""

from typing import Any

import numpy as np

from core.scenes.parts.canvas import Array

MEGABYTES = 560
"""Memory of one filter; larger pictures are cleaned in tiles."""


def denoised(light: Array, albedo: Array, normal: Array) -> Array:
    """Linear light H×W×3 without its noise, guided by albedo (0…1) and normals (-1…1) of the same size,
    which must be free of noise themselves."""
    import mitsuba_oidn

    device = mitsuba_oidn.Device(mitsuba_oidn.DeviceType.CPU)
    device.commit()
    images = {"color": light, "albedo": albedo, "normal": normal}
    given = {name: np.ascontiguousarray(image, np.float32) for name, image in images.items()}
    output = np.empty_like(given["color"])
    run: Any = device.new_filter("RT")
    for name, image in (given | {"output": output}).items():
        run.set_image(name, image)
    run.hdr, run.clean_aux, run.quality = True, True, mitsuba_oidn.Quality.Balanced
    run.set_int("maxMemoryMB", MEGABYTES)
    run.execute()
    return output
