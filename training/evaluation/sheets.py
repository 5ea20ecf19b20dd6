"""Contact sheets: labelled pictures in rows."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont, ImageOps

from core.output import encode_picture, write_whole
from training.evaluation.colour_words import Verdict
from training.evaluation.painter import Painter, Pixels
from training.evaluation.prompts import SHEET

LINE = 16
"""Height of a label, px."""
ROOM = 0.3
"""The margin around photos of products that fill them, as a person would choose it."""


def cell(pixels: Pixels, side: int, label: str) -> Image.Image:
    """A picture within side×side on grey, ``label`` below it."""
    made = Image.new("RGB", (side, side + LINE), "white")
    small = ImageOps.contain(Image.fromarray(pixels), (side, side), Image.Resampling.LANCZOS)
    made.paste((128, 128, 128), (0, 0, side, side))
    made.paste(small, ((side - small.width) // 2, (side - small.height) // 2))
    ImageDraw.Draw(made).text((3, side + 1), label, fill="black", font=ImageFont.load_default(11))
    return made


def grid(cells: Sequence[Image.Image], columns: int) -> Image.Image:
    """Equal cells in rows."""
    width, height = cells[0].size
    made = Image.new("RGB", (width * columns, height * -(-len(cells) // columns)), "white")
    for index, one in enumerate(cells):
        made.paste(one, (index % columns * width, index // columns * height))
    return made


def save(path: Path, made: Image.Image) -> None:
    """Write a sheet as PNG."""
    write_whole(path, encode_picture(np.asarray(made), ".png"))


def contact(painter: Painter, prompts: int, seeds: int, side: int = 176) -> Image.Image:
    """Every prompt with every seed, two prompts side by side."""
    cells = [
        cell(painter.paint(prompt, seed, index).composite, side, prompt if seed == 0 else "")
        for index, prompt in enumerate(SHEET[:prompts])
        for seed in range(seeds)
    ]
    for index, prompt in enumerate(SHEET[:prompts]):
        spread_label(cells[index * seeds : (index + 1) * seeds], f"{index + 1} {prompt}")
    return grid(cells, 2 * seeds)


def spread_label(cells: Sequence[Image.Image], label: str) -> None:
    """Write ``label`` below several neighbouring cells as if they were one."""
    side = cells[0].width
    strip = Image.new("RGB", (side * len(cells), LINE), "white")
    ImageDraw.Draw(strip).text((3, 1), label, fill="black", font=ImageFont.load_default(11))
    for index, one in enumerate(cells):
        one.paste(strip.crop((index * side, 0, (index + 1) * side, LINE)), (0, one.height - LINE))


def composites(
    painter: Painter, prompts: int, side: int = 320, margin: float = 0.0, photos: Sequence[int] = ()
) -> Image.Image:
    """The first seed of every prompt, large enough to be judged, with ``margin`` around the photos: those of
    the given numbers, in order, or one after the other."""
    order = photos or range(prompts)
    cells = [
        cell(painter.paint(prompt, 0, photo, margin=margin).composite, side, f"{index + 1} {prompt}")
        for index, (prompt, photo) in enumerate(zip(SHEET[:prompts], order, strict=False))
    ]
    return grid(cells, 6)


def two_colours(verdicts: Sequence[Verdict], side: int = 236) -> Image.Image:
    """The two-colour pictures with what is wrong in each."""
    cells = []
    for one in verdicts:
        made = cell(one.composite, side, one.wanted.prompt)
        pairs = zip((one.above, one.below), one.seen, strict=True)
        says = [f"{'ok' if right else 'NOT'} {seen}" for right, seen in pairs]
        ImageDraw.Draw(made).text(
            (4, 4),
            "\n".join(says),
            fill="white",
            stroke_fill="black",
            stroke_width=2,
            font=ImageFont.load_default(12),
        )
        cells.append(made)
    return grid(cells, 8)
