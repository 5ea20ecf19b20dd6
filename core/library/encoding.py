"""A finished picture as the files that are kept of it, encoded side by side and only once each."""

import io
import struct
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from threading import Lock
from typing import Literal

import numpy as np
from PIL import Image

from core.output import on_white
from core.pipeline.pipeline import Picture
from core.pipeline.stage_cache import pixel_digest
from core.stages.arrays import Pixels
from store.records import PICTURE_ROLES, PictureRole, Role

SHARED: frozenset[Role] = frozenset({"source", "matte", "control"})
"""What variations of one photo have in common."""
THUMBNAIL_SIDE = 320
REMEMBERED = 12
"""Encoded files held in memory: those of three photos, of which all variations share three parts."""

import_module("PIL.WebPImagePlugin")  # Pillow imports all its formats where it is asked for one it lacks
_COLOUR_TYPES = {1: 0, 3: 2, 4: 6}
"""PNG's numbers for grey, RGB and RGBA, by channels."""


@dataclass(frozen=True)
class Encoded:
    """One file's content, its media type, its picture's width and height in px."""

    content: bytes
    media_type: str
    width: int
    height: int


def png(pixels: Pixels) -> bytes:
    """H×W, H×W×3 or H×W×4 as a lossless PNG, in less than half the time of Pillow's quickest at that size.

    Every row is filtered by the one above it (filter 2 of the PNG specification, section 9), which
    numpy does in one pass where an encoder tries its choice of five row by row. What is left is packed by
    runs only, which on such rows is both quicker and smaller than zlib's search at level 1.
    """
    height, width = pixels.shape[:2]
    rows = np.ascontiguousarray(pixels).reshape(height, -1)
    filtered = np.empty((height, rows.shape[1] + 1), np.uint8)
    filtered[:, 0] = 2
    filtered[0, 1:] = rows[0]
    np.subtract(rows[1:], rows[:-1], out=filtered[1:, 1:])
    colour_type = _COLOUR_TYPES[rows.shape[1] // width]
    header = struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0)
    packer = zlib.compressobj(1, strategy=zlib.Z_RLE)
    body = packer.compress(filtered.data) + packer.flush()
    chunks = [(b"IHDR", header), (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def thumbnail(pixels: Pixels) -> Encoded:
    """H×W×3, or H×W×4 on white, as a WebP of quality 80 whose longest side is at most 320 px."""
    image = on_white(Image.fromarray(pixels))
    image.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), reducing_gap=2.0)
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=80, method=2)
    return Encoded(buffer.getvalue(), "image/webp", image.width, image.height)


class Encoder:
    """Encodes pictures part by part in threads (zlib lets go of the interpreter's lock), and remembers
    files by their pixels: variations of one photo share source, matte and control image."""

    def __init__(self, threads: int = 4) -> None:
        self._threads = threads
        self._held: OrderedDict[str, Encoded] = OrderedDict()
        self._lock = Lock()

    def encode(self, picture: Picture, keep: Callable[[bytes], object]) -> Mapping[Role, Encoded]:
        """Every layer as PNG (the source with its ``photo_alpha``, where it has one) and the composite's
        thumbnail, by role; ``keep`` is handed each content
        from its thread as soon as it is there (writing to disk waits side by side as well). Raises
        what ``keep`` raises."""

        def make(role: PictureRole | Literal["thumbnail"]) -> Encoded:
            if role == "thumbnail":
                encoded = thumbnail(picture.composite)
            else:
                pixels = picture.layers[role]
                if role == "source" and picture.photo_alpha is not None:
                    pixels = np.dstack([pixels, picture.photo_alpha])
                encoded = self._encoded(pixels, shared=role in SHARED)
            keep(encoded.content)
            return encoded

        roles: tuple[PictureRole | Literal["thumbnail"], ...] = (*reversed(PICTURE_ROLES), "thumbnail")
        with ThreadPoolExecutor(self._threads, "encode") as pool:
            return dict(zip(roles, pool.map(make, roles), strict=True))

    def _encoded(self, pixels: Pixels, *, shared: bool) -> Encoded:
        """Pixels as PNG; those that pictures share are looked up first, and remembered."""
        if not shared:
            return Encoded(png(pixels), "image/png", pixels.shape[1], pixels.shape[0])
        digest = pixel_digest(pixels)
        with self._lock:
            found = self._held.get(digest)
        found = found or self._encoded(pixels, shared=False)
        with self._lock:
            self._held[digest] = found
            self._held.move_to_end(digest)
            while len(self._held) > REMEMBERED:
                self._held.popitem(last=False)
        return found


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
