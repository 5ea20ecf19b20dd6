"""A small file that would cost much is refused by its structure; what programs write is read."""

import os
import struct
import time
import zlib
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest
from PIL import Image

from core.errors import ImageError
from core.stages import image
from core.stages.image import photo_bytes, read_image


def encoded(format: str, size: tuple[int, int] = (640, 480), **options: Any) -> bytes:
    small = np.random.default_rng(0).integers(0, 256, (24, 32, 3), dtype=np.uint8)
    file = BytesIO()
    Image.fromarray(small).resize(size).save(file, format, **options)
    return file.getvalue()


@cache
def with_scans(times: int, size: tuple[int, int]) -> bytes:
    """A progressive JPEG whose first scan comes over and over again."""
    content = encoded("JPEG", size, progressive=True, quality=40)
    first = content.index(b"\xff\xda")
    second = content.index(b"\xff\xda", first + 2)
    return content[:second] + content[first:second] * times + content[second:]


def with_hidden_scans(before: bytes, inside: bytes = b"") -> bytes:
    """Of that JPEG with something before its header, and between its first scans."""
    content = with_scans(1_000, (2400, 1600))
    first = content.index(b"\xff\xda")
    second = content.index(b"\xff\xda", first + 2)
    return content[:2] + before + content[2:second] + inside + content[second:]


def with_strips(count: int) -> bytes:
    """A TIFF of so many strips, all but a few outside the picture."""
    content = encoded("TIFF", (64, 64))
    at = content.index(struct.pack("<HH", 273, 4)) + 4
    return content[:at] + struct.pack("<I", count) + content[at + 4 :]


def with_chunks(times: int) -> bytes:
    chunk = struct.pack(">I", 1) + b"tEXta" + struct.pack(">I", zlib.crc32(b"tEXta"))
    content = encoded("PNG")
    return content[:33] + chunk * times + content[33:]


def with_segments(times: int) -> bytes:
    content = encoded("JPEG")
    return content[:2] + b"\xff\xfe\0\2" * times + content[2:]


def with_blocks(times: int) -> bytes:
    content = encoded("GIF")
    head = 13 + 3 * 2 ** ((content[10] & 7) + 1)
    return content[:head] + b"!\xfe\1x\0" * times + content[head:]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (with_scans(1_000, (2400, 1600)), "JPEG of 521 scans or more, which takes too long"),
        (with_hidden_scans(b"", inside=b"\xff\xfe\0\4\xff\xd9"), "JPEG of 521 scans or more"),
        (with_hidden_scans(b"\xff\x01abc\xff\xff"), "JPEG of 521 scans or more"),
        (with_scans(1_000, (2400, 1600))[:-2000], "JPEG of 521 scans or more"),
        (with_strips(300_000), "more than 100,000 parts"),
        (with_chunks(300_000), "more than 100,000 parts"),
        (with_segments(300_000), "more than 100,000 parts"),
        (with_blocks(300_000), "more than 100,000 parts"),
    ],
    ids=[
        "scans",
        "scans behind an end in a comment",
        "scans behind rubbish",
        "scans of a cut-off file",
        "strips",
        "chunks",
        "segments",
        "blocks",
    ],
)
def test_what_costs_too_much_is_refused_at_once(content: bytes, said: str) -> None:
    began = time.perf_counter()
    with pytest.raises(ImageError, match=rf"{said}.*save it anew with another program\.$"):
        read_image(content)
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    "content",
    [
        encoded("JPEG", progressive=True),
        with_scans(40, (160, 120)),
        with_chunks(1_000),
        with_segments(1_000),
        with_blocks(1_000),
        encoded("JPEG", comment=b"\xff\xda" * 1_000),
    ],
)
def test_what_programs_write_is_read(content: bytes) -> None:
    assert read_image(content).mode == "RGB"


def test_of_a_pipe_no_more_is_read_than_a_photo_can_have(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    written = 0

    def write() -> None:
        nonlocal written
        with suppress(BrokenPipeError), pipe.open("wb", buffering=0) as file:
            for _ in range(64):
                written += file.write(bytes(1_000_000)) or 0

    writer = Thread(target=write)
    writer.start()
    with pytest.raises(ImageError, match="larger than 2 MB"):
        photo_bytes(pipe, max_bytes=2_000_000)
    writer.join(10)
    assert written < 5_000_000


def packed(kind: bytes, megabytes: int) -> bytes:
    body = b"Comment\0\0" + zlib.compress(bytes(megabytes * 1_000_000))
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


@pytest.mark.parametrize("kind", [b"zTXt", b"iCCP"])
def test_texts_of_megabytes_are_no_damage(kind: bytes) -> None:
    content = encoded("PNG")
    assert read_image(content[:33] + packed(kind, 2) + content[33:]).mode == "RGB"
    with pytest.raises(ImageError, match="holds more than 64 MB of text"):
        read_image(content[:33] + packed(kind, 70) + content[33:])


def test_what_would_take_too_much_memory_is_refused_by_its_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "MAX_WEBP_PIXELS", 10_000)
    monkeypatch.setattr(image, "MAX_DEEP_PIXELS", 10_000)
    with pytest.raises(ImageError, match="too large for WebP"):
        read_image(encoded("WEBP"))
    deep = struct.pack(">IIBBBBB", 200, 200, 16, 2, 0, 0, 0)
    chunks = (
        (b"IHDR", deep),
        (b"tRNS", bytes(6)),
        (b"IDAT", zlib.compress(bytes(200 * 1201))),
        (b"IEND", b""),
    )
    content = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
    with pytest.raises(ImageError, match="16 bits a channel"):
        read_image(content)
