"""Files that are no photos the studio reads, but that people take for photos: told by their first bytes, so
that the sentence about one says what it is and what to do."""

import struct
from collections.abc import Mapping
from typing import BinaryIO

HEAD_BYTES = 4096
"""What is looked at of a file."""
BEGINNINGS: tuple[tuple[int, bytes, str], ...] = (
    (8, b"CR\x02", "a raw file of a camera (Canon CR2)"),
    (4, b"ftypcrx ", "a raw file of a camera (Canon CR3)"),
    (0, b"FUJIFILMCCD-RAW", "a raw file of a camera (Fujifilm RAF)"),
    (0, b"IIRO", "a raw file of a camera (Olympus ORF)"),
    (0, b"IIRS", "a raw file of a camera (Olympus ORF)"),
    (0, b"MMOR", "a raw file of a camera (Olympus ORF)"),
    (0, b"IIU\x00", "a raw file of a camera (Panasonic RW2)"),
    (0, b"FOVb", "a raw file of a camera (Sigma X3F)"),
    (0, b"8BPS", "a Photoshop file (PSD)"),
    (0, b"gimp xcf", "a GIMP file (XCF)"),
    (0, b"%PDF-", "a PDF"),
    (0, b"%!PS", "a PostScript file"),
    (0, b"\xff\x0a", "a JPEG XL"),
    (4, b"JXL \r\n", "a JPEG XL"),
    (4, b"jP  \r\n", "a JPEG 2000"),
    (0, b"v/1\x01", "an OpenEXR"),
    (0, b"#?RADIANCE", "a Radiance HDR"),
    (4, b"ftypqt  ", "a video"),
    (4, b"ftypisom", "a video"),
    (4, b"ftypmp4", "a video"),
    (0, b"\x1aE\xdf\xa3", "a video"),
    (0, b"PK\x03\x04", "an archive (ZIP)"),
)
"""Where in a file which bytes tell what it is."""
RAW_BY_MAKER: Mapping[bytes, str] = {
    b"NIKON": "Nikon NEF",
    b"SONY": "Sony ARW",
    b"PENTAX": "Pentax PEF",
    b"SAMSUNG": "Samsung SRW",
    b"HASSELBLAD": "Hasselblad 3FR",
    b"PHASE ONE": "Phase One IIQ",
}
SUBFILE_TYPE, MAKER, SUB_IFDS, DNG_VERSION = 254, 271, 330, 50706
"""Tags of a TIFF's first directory."""


def other_kind(file: BinaryIO) -> str | None:
    """What the file is, such as ``a PDF``, where it is something else than a photo that is read; ``None`` for
    all others. Leaves the file at its beginning."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    for place, bytes_, kind in BEGINNINGS:
        if head[place : place + len(bytes_)] == bytes_:
            return kind
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:5].lower() in (b"<?xml", b"<svg ") and b"<svg" in head.lower():
        return "a drawing (SVG)"
    return _raw_tiff(head, file)


def not_read(kind: str) -> str:
    """The sentence about a file of that kind."""
    return f"This is {kind}, which is not read; export it as JPEG, PNG or TIFF and choose that."


def _raw_tiff(head: bytes, file: BinaryIO) -> str | None:
    """What a TIFF is that holds a camera's raw samples behind a small picture of them."""
    if head[:4] not in (b"II*\x00", b"MM\x00*"):
        return None
    order = "<" if head[:2] == b"II" else ">"
    tags = _directory(file, order, struct.unpack(order + "I", head[4:8])[0])
    file.seek(0)
    if DNG_VERSION in tags:
        return "a raw file of a camera (DNG)"
    # Its first picture is a small one, and the others lie in directories of their own.
    if SUB_IFDS not in tags or not tags.get(SUBFILE_TYPE, (0, 0))[1] & 1:
        return None
    count, place = tags.get(MAKER, (0, 0))
    file.seek(place)
    maker = file.read(min(count, 32)).upper()
    file.seek(0)
    name = next((name for begins, name in RAW_BY_MAKER.items() if maker.startswith(begins)), None)
    return f"a raw file of a camera ({name})" if name else "a raw file of a camera"


def _directory(file: BinaryIO, order: str, place: int) -> dict[int, tuple[int, int]]:
    """The tags of a TIFF's directory with how many values each has, and its value or where that lies; of a
    damaged one as many as there are."""
    file.seek(place)
    tags: dict[int, tuple[int, int]] = {}
    counted = file.read(2)
    entries = struct.unpack(order + "H", counted)[0] if len(counted) == 2 else 0
    for _ in range(entries):
        entry = file.read(12)
        if len(entry) < 12:
            break
        tag, type_, count = struct.unpack(order + "HHI", entry[:8])
        short = type_ == 3 and count == 1
        value = struct.unpack(order + ("H" if short else "I"), entry[8 : 10 if short else 12])[0]
        tags[tag] = count, value
    return tags
