"""Texts in PNG files, chunk by chunk: pixels are neither decoded nor encoded.

The chunks are those of the PNG specification, third edition (W3C), sections 5 and 11.
"""

import struct
import zlib
from collections.abc import Collection, Iterator, Mapping

from core.errors import ImageError

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_TEXT = 400_000
"""Bytes of one text; what is longer is passed over, however small it was compressed."""

_XMP_KEY = "XML:com.adobe.xmp"
_MAX_CHUNKS = 200_000
_MAX_KEY = 79
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_PIXELS = (b"PLTE", b"tRNS", b"IDAT")
_PERCEPTUAL = b"\0"


def read_png_texts(content: bytes, keys: Collection[str]) -> dict[str, str] | None:
    """The first text under each of ``keys`` that is there and sound; ``None`` where the file is cut off.

    Later ones of a key are not looked at, also where the first is damaged or too long: a file of thousands
    of packed texts costs no more than one.
    """
    found: dict[str, str | None] = {}
    try:
        for kind, start, end in read_chunks(content):
            if kind in _TEXTS:
                beginning = content[start : min(end, start + _MAX_KEY + 1)]
                key = beginning.partition(b"\0")[0].decode("latin-1")
                if key in keys and key not in found:
                    found[key] = decoded_text(kind, content[start : min(end, start + MAX_TEXT + 1_000)])
    except ValueError:
        return None
    return {key: text for key, text in found.items() if text is not None}


def write_png_texts(content: bytes, texts: Mapping[str, str], xmp: str) -> bytes:
    """The same pixels, declared as sRGB, with these texts and this XMP packet and nothing else.

    What the file had about itself before (texts, EXIF, times, colour profile) is left behind.
    Raises ``ImageError`` where it is no whole PNG.
    """
    head = [chunk(b"sRGB", _PERCEPTUAL), itxt_chunk(_XMP_KEY, xmp)]
    for key, text in texts.items():
        try:
            # As Pillow, and so AUTOMATIC1111, chooses: tEXt where Latin-1 can hold the text, iTXt elsewhere.
            head.append(chunk(b"tEXt", key.encode("latin-1") + b"\0" + text.encode("latin-1")))
        except UnicodeEncodeError:
            head.append(itxt_chunk(key, text))
    try:
        (kind, start, end), *chunks = read_chunks(content)
    except ValueError as error:
        raise ImageError("The picture is not a whole PNG file; make it again.") from error
    if kind != b"IHDR":
        raise ImageError("The picture is a damaged PNG file; make it again.")
    kept = [content[start - 8 : end + 4] for kind, start, end in chunks if kind in _PIXELS]
    return b"".join([SIGNATURE, content[start - 8 : end + 4], *head, *kept, chunk(b"IEND", b"")])


def read_chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of each chunk's data up to the last; ``ValueError`` where that never comes."""
    if not content.startswith(SIGNATURE):
        raise ValueError("no PNG signature")
    at = len(SIGNATURE)
    for _ in range(_MAX_CHUNKS):
        if at + 12 > len(content):
            break
        length, kind = struct.unpack_from(">I4s", content, at)
        start, end = at + 8, at + 8 + length
        at = end + 4
        if at > len(content):
            break
        yield kind, start, end
        if kind == b"IEND":
            return
    raise ValueError("no end of the file")


def decoded_text(kind: bytes, data: bytes) -> str | None:
    """The text of a text chunk's ``data``; ``None`` where it is damaged or too long."""
    rest = data.partition(b"\0")[2]
    packed, encoding = kind == b"zTXt", "latin-1"
    if kind == b"iTXt":
        packed, encoding = rest[:1] == b"\1", "utf-8"
        rest = rest[2:].split(b"\0", 2)[-1]
    elif packed:
        rest = rest[1:]
    body = unpacked(rest) if packed else rest
    return body.decode(encoding, "replace") if body is not None and len(body) <= MAX_TEXT else None


def unpacked(data: bytes) -> bytes | None:
    """The text, or ``None`` where it is damaged; never more than a byte over the limit is unpacked."""
    try:
        return zlib.decompressobj().decompress(data, MAX_TEXT + 1)
    except zlib.error:
        return None


def itxt_chunk(key: str, text: str) -> bytes:
    """A text of any language, not compressed, as XMP must be: no method, language or translated key."""
    return chunk(b"iTXt", key.encode("latin-1") + b"\0\0\0\0\0" + text.encode())


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk as it is written: length, kind, data, checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
