"""What people take for photos is called by its name, with what to do; photos are none of these."""

import struct
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from core.errors import ImageError
from core.groups.photos import looked_at_bytes
from core.settings import Settings
from core.stages.image import read_image
from core.stages.other_kinds import other_kind


def tiff(tags: dict[int, tuple[int, int, int]], *, order: str = "<", maker: bytes = b"") -> bytes:
    """A TIFF's header and first directory of tags (type, count, value), and a maker's name behind them."""
    if maker:
        tags |= {271: (2, len(maker), 8 + 2 + 12 * (len(tags) + 1) + 4)}
    entries = b"".join(
        struct.pack(order + "HHI", tag, kind, count)
        + (struct.pack(order + "HH", value, 0) if kind == 3 else struct.pack(order + "I", value))
        for tag, (kind, count, value) in sorted(tags.items())
    )
    head = (b"II*\x00" if order == "<" else b"MM\x00*") + struct.pack(order + "I", 8)
    return head + struct.pack(order + "H", len(tags)) + entries + bytes(4) + maker


RAW_TAGS = {254: (4, 1, 1), 330: (4, 2, 500)}
NAMED = {
    "Canon CR2": b"II*\x00\x10\x00\x00\x00CR\x02\x00",
    "Canon CR3": b"\x00\x00\x00\x18ftypcrx \x00\x00\x00\x01",
    "Nikon NEF": tiff({**RAW_TAGS}, order=">", maker=b"NIKON CORPORATION\x00"),
    "Sony ARW": tiff({**RAW_TAGS}, maker=b"SONY\x00"),
    "DNG": tiff({254: (4, 1, 1), 50706: (1, 4, 1025)}),
    "Fujifilm RAF": b"FUJIFILMCCD-RAW 0201",
    "PSD": b"8BPS\x00\x01",
    "PDF": b"%PDF-1.7",
    "SVG": b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>',
    "JPEG XL": b"\xff\x0a\xfa\x1f",
    "video": b"\x00\x00\x00\x20ftypisom",
}


@pytest.mark.parametrize("name", NAMED)
def test_what_is_not_read_is_named_with_what_to_do(name: str) -> None:
    with pytest.raises(ImageError, match="export it as JPEG, PNG or TIFF") as told:
        read_image(NAMED[name])
    assert name in str(told.value)
    with pytest.raises(ImageError, match=name):
        looked_at_bytes("photo.jpg", NAMED[name], Settings(data_dir=Path("unused")))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "AVIF", "TIFF", "GIF", "HEIF"])
def test_photos_are_none_of_these(form: str) -> None:
    file = BytesIO()
    Image.new("RGB", (32, 32), "teal").save(file, form)
    assert other_kind(file) is None
    assert file.tell() == 0
    assert read_image(file.getvalue()).size == (32, 32)


def test_a_tiff_with_pages_and_a_maker_is_a_photo() -> None:
    file = BytesIO(tiff({254: (4, 1, 0), 330: (4, 1, 500)}, maker=b"NIKON CORPORATION\x00"))
    assert other_kind(file) is None


@pytest.mark.parametrize(
    "content", [b"II*\x00", b"II*\x00\xff\xff\xff\xff", b"MM\x00*\x00\x00\x00\x08\xff\xff"]
)
def test_a_damaged_directory_is_no_kind(content: bytes) -> None:
    assert other_kind(BytesIO(content + bytes(4) if len(content) == 4 else content)) is None
