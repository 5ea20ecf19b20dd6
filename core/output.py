"""Writing results: whole or not at all, under the name that was asked for."""

import errno
import io
import os
import struct
import tempfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from uuid import uuid4

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.errors import DiskFullError, OutputPathError, StudioError

_MADE_AT = slice(24, 36)
"""Where an ICC profile's header has its time: six numbers of two bytes, from the year to the second."""
_FIRST_OF_2000 = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
PICTURE_ENDINGS = {".png": "PNG", ".webp": "WEBP", ".jpg": "JPEG", ".jpeg": "JPEG"}


def check_writable(path: Path) -> None:
    """Raise ``OutputPathError`` now rather than after minutes of work where ``path`` cannot become a file.

    Makes nothing; folders that are lacking are made when the file is written.
    """
    try:
        if path.is_dir():
            raise OutputPathError(f"{path} is a folder; give the name of a file in it.")
        if path.exists() and not path.is_file():
            raise OutputPathError(
                f"{path} is a device or a pipe, which would be replaced; give a file's name."
            )
        folder = next(parent for parent in path.absolute().parents if parent.exists())
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise unwritable(error, _advice(path, error)) from error


@contextmanager
def replacing(path: Path) -> Generator[Path]:
    """The name of a file beside ``path`` to write to: once the block is done it is flushed to the disk and
    takes the place of ``path``, so that no half-written file ever has that name.

    Where the block or the disk raises, the file is removed and what was at ``path`` stays. Raises the
    system's own ``OSError``; the folder must be there.
    """
    part = path.with_name(f".{uuid4().hex}.part")
    try:
        yield part
        with part.open("r+b") as file:
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        with suppress(OSError):  # gone, once it has the final name
            part.unlink()


def write_whole(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write ``content``, which may come in pieces, to ``path``, making its folder, whole or not at all.

    Raises ``OutputPathError`` (no permission) or ``DiskFullError``; nothing is left behind then.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as part, part.open("wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
    except OSError as error:
        raise unwritable(error, _advice(path, error)) from error


def unwritable(error: OSError, text: str) -> StudioError:
    """The error with ``text`` as its sentence that fits what the system says: a full disk, or a path that
    cannot be written for another reason."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return DiskFullError(text) if full else OutputPathError(text)


def encode_picture(pixels: npt.NDArray[np.uint8], ending: str, **metadata: bytes) -> bytes:
    """The file content of H×W, H×W×3 or H×W×4 pixels; PNG and WebP lossless, JPEG at quality 95, on white.

    ``metadata`` is ``exif``, ``xmp`` and ``icc_profile`` as JPEG and WebP hold them.
    """
    options = {"PNG": {}, "WEBP": {"lossless": True}, "JPEG": {"quality": 95, "subsampling": 0}}
    form = picture_format(Path(f"x{ending}"))
    buffer = io.BytesIO()
    image = Image.fromarray(pixels)
    image = on_white(image) if form == "JPEG" and image.mode == "RGBA" else image
    image.save(buffer, format=form, **options[form], **metadata)
    return buffer.getvalue()


@cache
def srgb_profile() -> bytes:
    """The ICC profile of sRGB: without one, programs that manage colours ask, or guess. The same bytes at any
    time, though a profile tells when it was made."""
    from PIL import ImageCms

    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[_MADE_AT] = _FIRST_OF_2000
    return bytes(made)


def on_white(image: Image.Image) -> Image.Image:
    """A picture in RGB, white where it is transparent."""
    if image.mode != "RGBA":
        return image.convert("RGB")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")


def picture_format(path: Path) -> str:
    """Pillow's name of the format that the file's ending asks for; raises ``OutputPathError`` for others."""
    form = PICTURE_ENDINGS.get(path.suffix.lower())
    if form is None:
        raise OutputPathError(
            f"Give the picture a name that ends in {', '.join(PICTURE_ENDINGS)} (it is {path.name!r})."
        )
    return form


def _advice(path: Path, error: OSError) -> str:
    return f"{path} cannot be written ({error.strerror or error}); choose another place or make room."
