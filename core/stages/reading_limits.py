"""What a small file may cost to read: told by its structure, before anything is decoded.

Decoders take a file's word for it: a JPEG may have its pixels refined a thousand times over, a PNG, JPEG or
GIF may have millions of empty parts.
"""

import struct
from typing import BinaryIO

from core.errors import ImageError

MAX_PARTS = 100_000
"""Chunks of a PNG, segments of a JPEG, blocks of a GIF. A file of 50 MB has 6,000 as programs write them."""
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
    file.seek(2)
    parts, pixels = 0, 0
    while True:
        mark, marker = struct.unpack(">BB", file.read(2))
        parts += 1
        _too_many(parts)
        if mark != 0xFF:
            return
        if marker == 0xFF:  # fill bytes may come before a marker
            file.seek(-1, 1)
            continue
        start = file.tell()
        (length,) = struct.unpack(">H", file.read(2))
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", file.read(5)[1:])
            pixels = height * width
        if marker == 0xDA:
            break
        file.seek(start + length)
    # In coded data 0xFF is followed by 0 or a restart: what looks like a scan's beginning is one.
    coded = file.read()
    end = coded.find(b"\xff\xd9")
    scans = 1 + coded.count(b"\xff\xda", 0, end if end >= 0 else len(coded))
    if (scans > USUAL_SCANS and scans * pixels > MAX_SCANNED) or scans > MAX_PARTS:
        raise ImageError(
            f"The photo is a JPEG of {scans:,} scans, which takes too long to read; "
            "save it anew with another program."
        )


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
