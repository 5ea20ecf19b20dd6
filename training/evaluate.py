"""Looks at the embedded model as a person would, and measures what the model card states.

``python -m training.evaluate --sheet out/sheet.png`` makes every prompt with every seed around stand-in
subjects through the studio's own inpainting stage, writes one contact sheet and prints the figures.
"""

import argparse
import itertools
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.device import choose_device
from core.hub import locate
from core.output import encode_picture, write_whole
from core.profiles import PROFILES
from core.request import GenerationRequest
from core.settings import Settings
from core.stages.compositing import composite
from core.stages.depth import control_image, limit_to_subject
from core.stages.inpainting import Inpainter
from training.scenes import render
from training.shards import bytes_of
from training.subjects import place

Pixels = npt.NDArray[np.uint8]

PROMPTS = (
    "white studio, soft light",
    "city lights at night, bokeh",
    "green forest",
    "sandy beach with blue sea, sunny day",
    "the sea at sunset",
    "on an oak table, window light",
    "white marble counter in a modern kitchen",
    "snowy mountains",
    "meadow with yellow flowers",
    "sand dunes in the desert",
    "snowy winter landscape",
    "pastel pink background",
    "teal wall, wooden floor",
    "blue sky with white clouds",
    "cozy cafe, warm light",
    "black background, dramatic light",
)


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


def stand_in(seed: int, side: int) -> tuple[Pixels, Pixels, Pixels]:
    """A stand-in subject on a plain grey sweep: photo, matte and nearness, side×side."""
    rng = np.random.default_rng(seed)
    scene = render(rng, side, side, "studio")
    made = place(rng, scene)
    return bytes_of(made.image), bytes_of(made.alpha), bytes_of(made.depth)


def load(settings: Settings) -> Inpainter:
    """The studio's own inpainting stage with the embedded model."""
    profile = PROFILES["mini"]
    models = {ref.role: locate(ref, settings) for ref in profile.models if ref.role != "depth"}
    return Inpainter(profile, models, choose_device("cpu"))


def backgrounds(
    inpainter: Inpainter, prompt: str, seeds: range, **changes: object
) -> list[tuple[Pixels, Pixels]]:
    """(background, composite) for each seed, 512×512, the subject changing with the seed."""
    made: list[tuple[Pixels, Pixels]] = []
    for seed in seeds:
        photo, alpha, nearness = stand_in(seed, 512)
        request = GenerationRequest.for_profile(inpainter.profile, prompt=prompt, seed=seed, **changes)
        control = control_image(limit_to_subject(nearness, alpha))
        background = inpainter.background(photo, 255 - alpha, control, request)
        made.append((background, composite(photo, background, alpha)))
    return made


def main() -> None:
    """Write the contact sheet and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate")
    parser.add_argument("--sheet", type=Path, default=Path("out/mini-sheet.png"))
    parser.add_argument("--models", type=Path, help="folder that holds mini/ (default: models)")
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--guidance", type=float)
    parser.add_argument("--cell", type=int, default=160, help="px of one picture in the sheet")
    arguments = parser.parse_args()
    settings = Settings(models_dir=arguments.models) if arguments.models else Settings()
    changes = {} if arguments.guidance is None else {"guidance_scale": arguments.guidance}
    inpainter, rows = load(settings), []
    for prompt in PROMPTS:
        began = time.perf_counter()
        made = backgrounds(inpainter, prompt, range(arguments.seeds), **changes)
        seconds = (time.perf_counter() - began) / len(made)
        rows.append([shrunk(pixels, arguments.cell) for pair in made for pixels in pair])
        print(row_of_figures(prompt, [background for background, _ in made], seconds), flush=True)
    write_whole(arguments.sheet, encode_picture(sheet(rows), ".png"))


def row_of_figures(prompt: str, made: list[Pixels], seconds: float) -> str:
    """One line of the table: brightness, colours, roughness, difference between seeds, seconds."""
    each = [figures(background) for background in made]
    apart = [np.abs(a.astype(int) - b).mean() for a, b in itertools.pairwise(made)]
    top, bottom = (np.mean([getattr(one, name) for one in each], axis=0) for name in ("top", "bottom"))
    return (
        f"{prompt:<44} brightness {np.mean([one.brightness for one in each]):.2f}  "
        f"top {top.round(2)}  bottom {bottom.round(2)}  "
        f"rough {np.mean([one.roughness for one in each]):.2f}  "
        f"seeds differ {np.mean(apart):.0f}  {seconds:.1f} s"
    )


def shrunk(pixels: Pixels, cell: int) -> Pixels:
    """A cell of the sheet."""
    return np.asarray(Image.fromarray(pixels).resize((cell, cell), Image.Resampling.LANCZOS))


def sheet(rows: list[list[Pixels]]) -> Pixels:
    """Cells in rows, two prompts side by side."""
    half = (len(rows) + 1) // 2
    blank = np.full_like(np.concatenate(rows[0], axis=1), 255)
    lines = [np.concatenate(row, axis=1) for row in rows] + [blank] * (2 * half - len(rows))
    return np.concatenate([np.concatenate(lines[:half]), np.concatenate(lines[half:])], axis=1)


if __name__ == "__main__":
    main()
