"""Photos made here: small, with a subject whose place is known."""

from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

A1111 = "in a forest\nNegative prompt: text\nSteps: 12, Sampler: DDIM, CFG scale: 3.5, Seed: 4, Size: 96x64"


def disc(width: int, height: int) -> np.ndarray:
    """H×W uint8: a soft-edged disc in the middle, 255 inside."""
    y, x = np.mgrid[:height, :width]
    distance = np.hypot(y - height / 2, x - width / 2)
    return np.clip((min(width, height) / 3 - distance) * 64 + 128, 0, 255).astype(np.uint8)


def scene(width: int, height: int) -> Image.Image:
    """RGB: colours that change everywhere."""
    y, x = np.mgrid[:height, :width]
    bands = (x * 255 // width, y * 255 // height, (x * 7 + y * 5) % 256)
    return Image.fromarray(np.dstack(bands).astype(np.uint8))


def cutout(width: int = 96, height: int = 64) -> Image.Image:
    """RGBA: ``scene`` with ``disc`` as its own alpha, so that no cut-out model is needed."""
    photo = scene(width, height)
    photo.putalpha(Image.fromarray(disc(width, height)))
    return photo


def saved(image: Image.Image, path: Path) -> Path:
    """The path, with the image in it."""
    image.save(path)
    return path


def png(image: Image.Image) -> bytes:
    """The image as the bytes of a PNG file."""
    file = BytesIO()
    image.save(file, format="PNG")
    return file.getvalue()


def a1111_picture() -> bytes:
    """A PNG with a recipe as another program writes it."""
    file, text = BytesIO(), PngInfo()
    text.add_text("parameters", A1111)
    scene(96, 64).save(file, "PNG", pnginfo=text)
    return file.getvalue()
