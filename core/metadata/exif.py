"""Two texts in the EXIF of JPEG and WebP files: written by hand and read by hand, without decoding pixels.
Those of AVIF and HEIC are read as well.

``UserComment`` holds what AUTOMATIC1111 writes there, as it writes it (UNICODE, UTF-16 big-endian);
``ImageHistory`` ("a record of what has been done to the image", TIFF/EP) holds our own recipe in UTF-8.
Structure after TIFF 6.0, section 2, and Exif 2.32, section 4.5. Not by Pillow, which writes a comment as of
type BYTE, where Exif wants UNDEFINED and AUTOMATIC1111's reader (piexif) finds numbers instead of text, and
a recipe in other letters than ASCII as question marks.
"""

import struct
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from core.stages.image import prepare_pillow

RECIPE = "recipe"
PARAMETERS = "parameters"
GRAPH = "prompt"
"""ComfyUI's, which it writes into ``Model`` of WebP files with this word and a colon before it."""

_MODEL, _EXIF_IFD, _IMAGE_HISTORY, _USER_COMMENT, _COLOR_SPACE = 0x0110, 0x8769, 0x9213, 0x9286, 0xA001
_BYTE, _ASCII, _SHORT, _LONG, _UNDEFINED = 1, 2, 3, 4, 7
_SRGB = b"\0\1"
_HEADER = b"Exif\0\0"
_UNICODE, _PLAIN = b"UNICODE\0", (b"ASCII\0\0\0", bytes(8))
_MAX_ENTRIES = 1_000
MAX_BOXED_PIXELS = 64_000_000
_START_OF_SCAN, _END_OF_IMAGE, _APP1 = 0xDA, b"\xff\xd9", 0xE1

_Entry = tuple[int, int, int, bytes]


def exif_with(recipe: str | None, parameters: str | None) -> bytes:
    """EXIF with those texts that are not ``None`` and the note that colours are sRGB; nothing else."""
    photo: list[_Entry] = [(_COLOR_SPACE, _SHORT, 1, _SRGB)]
    if parameters is not None:
        comment = _UNICODE + parameters.encode("utf-16-be")
        photo.insert(0, (_USER_COMMENT, _UNDEFINED, len(comment), comment))
    main: list[_Entry] = []
    if recipe is not None:
        history = recipe.encode() + b"\0"
        main.append((_IMAGE_HISTORY, _ASCII, len(history), history))

    def first(at: int) -> bytes:
        return directory([(_EXIF_IFD, _LONG, 1, struct.pack(">I", at)), *main], 8)

    second = 8 + len(first(0))
    return _HEADER + b"MM\0*" + struct.pack(">I", 8) + first(second) + directory(photo, second)


def directory(entries: list[_Entry], at: int) -> bytes:
    """A directory that begins ``at`` bytes into the TIFF, followed by the values that do not fit in it."""
    table, values = struct.pack(">H", len(entries)), b""
    values_at = at + 2 + 12 * len(entries) + 4
    for tag, kind, count, data in entries:
        field = data.ljust(4, b"\0") if len(data) <= 4 else struct.pack(">I", values_at + len(values))
        values += data + b"\0" * (len(data) % 2) if len(data) > 4 else b""
        table += struct.pack(">HHI", tag, kind, count) + field
    return table + bytes(4) + values


def read_exif_texts(content: bytes) -> dict[str, str] | None:
    """The texts that are there under ``RECIPE``, ``PARAMETERS`` and ``GRAPH``; ``None`` where the content is
    no JPEG, WebP, AVIF or HEIC file, or is cut off."""
    try:
        if content.startswith(b"\xff\xd8"):
            tiff = jpeg_exif(content)
        elif content[4:8] == b"ftyp":
            tiff = boxed_exif(content)
        else:
            tiff = webp_exif(content)
    except (ValueError, struct.error):
        return None
    found = text_entries(tiff.removeprefix(_HEADER))
    texts: dict[str, str] = {}
    if _IMAGE_HISTORY in found:
        texts[RECIPE] = found[_IMAGE_HISTORY].rstrip(b"\0").decode(errors="replace")
    if _USER_COMMENT in found:
        texts[PARAMETERS] = decoded_comment(found[_USER_COMMENT])
    if found.get(_MODEL, b"").startswith(f"{GRAPH}:".encode()):
        texts[GRAPH] = found[_MODEL].rstrip(b"\0").decode(errors="replace").removeprefix(f"{GRAPH}:")
    return texts


def jpeg_exif(content: bytes) -> bytes:
    """The first EXIF segment, empty where there is none; ``ValueError`` where the file is cut off."""
    exif, at = b"", 2
    while True:
        mark, marker, length = struct.unpack_from(">BBH", content, at)
        if mark != 0xFF or length < 2:
            raise ValueError("no JPEG segment")
        if marker == 0xFF:  # fill bytes may come before a marker
            at += 1
            continue
        if marker == _START_OF_SCAN:
            break
        segment = content[at + 4 : at + 2 + length]
        if marker == _APP1 and segment.startswith(_HEADER) and not exif:
            exif = segment
        at += 2 + length
    if content.find(_END_OF_IMAGE, at) < 0:
        raise ValueError("no end of the image")
    return exif


def webp_exif(content: bytes) -> bytes:
    """The EXIF chunk, empty where there is none; ``ValueError`` where it is no whole WebP file."""
    riff, size, form = struct.unpack_from("<4sI4s", content)
    if (riff, form) != (b"RIFF", b"WEBP") or size + 8 > len(content):
        raise ValueError("no whole WebP file")
    at = 12
    while at + 8 <= size + 8:
        kind, length = struct.unpack_from("<4sI", content, at)
        if kind == b"EXIF":
            return content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    return b""


def boxed_exif(content: bytes) -> bytes:
    """The EXIF of an AVIF or HEIC file, empty where there is none, by its decoder's reading of the boxes;
    pixels are not decoded. ``ValueError`` where it is no such file."""
    prepare_pillow(MAX_BOXED_PIXELS)
    try:
        with Image.open(BytesIO(content), formats=("AVIF", "HEIF")) as image:
            exif = image.info.get("exif")
    # Decoders raise whatever a damaged file makes them stumble over.
    except Exception as error:
        raise ValueError("no AVIF or HEIC file") from error
    return exif if isinstance(exif, bytes) else b""


def text_entries(tiff: bytes) -> dict[int, bytes]:
    """Bytes of all text-like tags in the main and the Exif directory; damaged ones are left out."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return {}
    found: dict[int, bytes] = {}
    try:
        main = dict(read_directory(tiff, order, *struct.unpack_from(f"{order}I", tiff, 4)))
        found |= main
        if _EXIF_IFD in main:
            found |= dict(read_directory(tiff, order, *struct.unpack(f"{order}I", main[_EXIF_IFD])))
    except struct.error:
        pass  # a directory that points outside the file holds no more than was found before
    return found


def read_directory(tiff: bytes, order: str, at: int) -> Iterator[tuple[int, bytes]]:
    """Tag and bytes of each text in the directory that begins ``at`` bytes into the TIFF, and the Exif
    directory's own place; ``struct.error`` where it points outside."""
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    for entry in range(at + 2, at + 2 + 12 * min(count, _MAX_ENTRIES), 12):
        tag, kind, size = struct.unpack_from(f"{order}HHI", tiff, entry)
        if (tag, kind, size) == (_EXIF_IFD, _LONG, 1):
            yield tag, tiff[entry + 8 : entry + 12]
        elif tag in (_MODEL, _IMAGE_HISTORY, _USER_COMMENT) and kind in (_BYTE, _ASCII, _UNDEFINED):
            (start,) = (entry + 8,) if size <= 4 else struct.unpack_from(f"{order}I", tiff, entry + 8)
            if start + size <= len(tiff):
                yield tag, tiff[start : start + size]


def decoded_comment(data: bytes) -> str:
    """The text of a user comment, whose first eight bytes name its code; empty for a code not in use."""
    code, body = data[:8], data[8:]
    if code == _UNICODE:
        # Some programs take the byte order from the TIFF header or the machine: let the content tell.
        read = [body.decode(order, "replace") for order in ("utf-16-be", "utf-16-le")]
        told = (text for text in read if "Steps: " in text or text.lstrip("\ufeff \n").startswith("{"))
        return next(told, read[0]).removeprefix("\ufeff")
    return body.rstrip(b"\0").decode(errors="replace") if code in _PLAIN else ""
