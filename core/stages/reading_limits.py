"""What a small file may cost to read: told by its structure, before anything is decoded.

Decoders take a file's word for it: a JPEG may have its pixels refined a thousand times over, a PNG, JPEG or
GIF may have millions of empty parts, a TIFF millions of strips outside the picture.
"""

import re
import struct
from typing import BinaryIO

from core.errors import ImageError

MAX_PARTS = 100_000
"""Chunks of a PNG, segments of a JPEG, blocks of a GIF, strips of a TIFF. A file of 50 MB has 6,000 as
programs write them."""
_TIFF_ORDERS = {b"II*\0": ("<", False), b"MM\0*": (">", False), b"II+\0": ("<", True), b"MM\0+": (">", True)}
"""How a TIFF begins: its byte order, and whether it is a BigTIFF."""
_TIFF_LISTS = (258, 273, 279, 324, 325, 338, 339)
"""Tags of a TIFF with a number for each strip, tile or channel."""
_MARKER = re.compile(rb"\xff([\x01-\xcf\xd8-\xfe])")
"""Of a JPEG, wherever it comes: decoders pass over bytes before one, and fill bytes. In coded data 0xFF is
followed by 0 or a restart."""
USUAL_SCANS, MAX_SCANNED = 20, 2_000_000_000
"""Scans of a JPEG that are always read, and pixels times scans that take about five seconds."""


def check_cost(file: BinaryIO) -> None:
    """Raise ``ImageError`` where the file's structure costs more than a photo's does. Its place stays."""
    at = file.tell()
    try:
        file.seek(0)
        head = file.read(8)
        file.seek(0)
        if head == b"\x89PNG\r\n\x1a\n":
            _check_png(file)
        elif head.startswith(b"\xff\xd8"):
            _check_jpeg(file)
        elif head.startswith(b"GIF8"):
            _check_gif(file)
        elif order := _TIFF_ORDERS.get(head[:4]):
            _check_tiff(file, *order)
    except (struct.error, IndexError):
        pass  # cut off, which the decoder says better
    finally:
        file.seek(at)


def _too_many(parts: int) -> None:
    if parts > MAX_PARTS:
        raise ImageError(
            f"The photo's file is in more than {MAX_PARTS:,} parts, which takes too long to read; "
            "save it anew with another program."
        )


def _check_png(file: BinaryIO) -> None:
    file.seek(8)
    parts, head = 0, file.read(8)
    while len(head) == 8:
        length, kind = struct.unpack(">I4s", head)
        if kind == b"IEND":
            return
        parts += 1
        _too_many(parts)
        file.seek(length + 4, 1)
        head = file.read(8)


def _check_jpeg(file: BinaryIO) -> None:
    content = file.read()
    at, parts, scans, pixels = 2, 0, 0, 0
    while found := _MARKER.search(content, at):
        parts += 1
        _too_many(parts)
        marker, at = content[found.end() - 1], found.end()
        if marker == 0xD9:  # the end of the picture
            return
        if marker == 0x01:  # has no length
            continue
        (length,) = struct.unpack_from(">H", content, at)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", content, at + 3)
            pixels = max(pixels, height * width)
        scans += marker == 0xDA
        if scans > USUAL_SCANS and scans * pixels > MAX_SCANNED:
            raise ImageError(
                f"The photo is a JPEG of {scans:,} scans or more, which takes too long to read; "
                "save it anew with another program."
            )
        at += length


def _check_gif(file: BinaryIO) -> None:
    """Up to the first picture, which is all that is read."""
    flags = file.read(13)[10]
    file.seek(3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0, 1)
    parts = 0
    while file.read(1) == b"!":
        file.seek(1, 1)
        while size := file.read(1)[0]:
            parts += 1
            _too_many(parts)
            file.seek(size, 1)
        parts += 1
        _too_many(parts)


def _check_tiff(file: BinaryIO, order: str, big: bool) -> None:
    """Of the first picture, which is all that is read."""
    file.seek(8 if big else 4)
    (first,) = struct.unpack(f"{order}{'Q' if big else 'I'}", file.read(8 if big else 4))
    file.seek(first)
    (entries,) = struct.unpack(f"{order}{'Q' if big else 'H'}", file.read(8 if big else 2))
    _too_many(entries)
    form, size = ("HHQ8x", 20) if big else ("HHI4x", 12)
    for _ in range(entries):
        tag, _, count = struct.unpack(f"{order}{form}", file.read(size))
        if tag in _TIFF_LISTS:
            _too_many(count)
