"""What a background's surface shows: brightness, mean colours, speckle, and the latent grid."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from training.evaluation.painter import Painter
from training.evaluation.prompts import SHEET
from training.options import LATENT_FACTOR

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Figures:
    """Of one background H×W×3: mean brightness 0…1, mean of top and bottom third as RGB 0…1, and its
    roughness: mean second difference along the rows, in levels 0…255, which speckle and grids raise."""

    brightness: float
    top: tuple[float, float, float]
    bottom: tuple[float, float, float]
    roughness: float


def figures(background: Pixels) -> Figures:
    """Measure one background."""
    values = background.astype(np.float32) / 255
    third = len(values) // 3
    top, bottom = (
        tuple(float(v) for v in part.mean(axis=(0, 1))) for part in (values[:third], values[-third:])
    )
    second = values[:, 2:] - 2 * values[:, 1:-1] + values[:, :-2]
    return Figures(float(values.mean()), top, bottom, float(np.abs(second).mean() * 255))


def grid_strength(background: Pixels, cell: int = LATENT_FACTOR) -> float:
    """How much larger the step between columns ``cell`` apart (the latent cells) is than elsewhere; about 1
    without a grid. ``background`` has the size it was generated at."""
    steps = np.abs(np.diff(background.astype(float), axis=1)).mean(axis=(0, 2))
    by_phase = np.array([steps[phase::cell].mean() for phase in range(cell)])
    return float(by_phase.max() / (np.median(by_phase) + 0.25))


def measure(painter: Painter, prompts: int, seeds: int) -> dict[str, float]:
    """Roughness and grid over the sheet's backgrounds, at the size that they were generated at. Those that
    were reduced behind a smaller photo do not count, unless all were: a grid cannot be seen in them."""
    shown = [
        painter.paint(prompt, seed, index).background
        for index, prompt in enumerate(SHEET[:prompts])
        for seed in range(seeds)
    ]
    works = [at_work_size(painter, one) for one in shown]
    made = [work for work, one in zip(works, shown, strict=True) if work.size <= one.size] or works
    rough, grids = [figures(one).roughness for one in made], [grid_strength(one) for one in made]
    return {
        "roughness mean (levels)": float(np.mean(rough)),
        "roughness most": max(rough),
        "grid mean": float(np.mean(grids)),
        "grid most": max(grids),
    }


def at_work_size(painter: Painter, background: Pixels) -> Pixels:
    """The background before it was enlarged to the photo's size, nearly."""
    size = painter.pipeline.inpainter.working_size((background.shape[1], background.shape[0]))
    return np.asarray(Image.fromarray(background).resize(size, Image.Resampling.BICUBIC))
