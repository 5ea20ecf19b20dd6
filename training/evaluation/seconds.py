"""How long a 512×512 picture takes with everything loaded, cut-out and depth included."""

import os
import time
from collections.abc import Sequence

import numpy as np
import torch
from PIL import Image, ImageOps

from training.evaluation.painter import Painter

SIDE, REPEATS = 512, 2


def measure(painter: Painter, steps: Sequence[int], side: int = SIDE) -> dict[str, dict[str, float]]:
    """For each number of steps the best of ``REPEATS`` pictures, whole and by stage, and how busy the
    machine was (load average of the last minute, threads of this process)."""
    photo = ImageOps.fit(next(iter(painter.photos.values())), (side, side))
    timed(painter, photo, 0, min(steps, default=1))  # reads the weights
    found = {}
    for number, count in enumerate(steps):
        runs = [timed(painter, photo, 1 + number * REPEATS + turn, count) for turn in range(REPEATS)]
        best = min(runs, key=lambda run: run["whole"])
        found[str(count)] = best | {"load average": os.getloadavg()[0], "threads": torch.get_num_threads()}
    return found


def timed(painter: Painter, photo: Image.Image, number: int, steps: int) -> dict[str, float]:
    """Seconds of one picture; each ``number`` is another photo, so that no stage is remembered."""
    shifted = Image.fromarray(np.roll(np.asarray(photo), number + 1, axis=1))
    request = painter.request("on an oak table", number, num_inference_steps=steps)
    began = time.perf_counter()
    made = painter.pipeline.generate(request, shifted)
    whole = time.perf_counter() - began
    return {"whole": whole} | {
        name: made.seconds[name] for name in ("matte", "depth", "inpaint", "composite")
    }
