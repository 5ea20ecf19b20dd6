"""Odd and hostile files: each is read as it looks, or answered by one sentence, at once."""

import struct
import time
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pillow_heif import register_heif_opener

from core.errors import ImageError
from core.stages.image import read_image

register_heif_opener()
RED = (220, 30, 30)


def encoded(image: Image.Image, format: str, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def red(mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Image.Image:
    return Image.new("RGB", size, RED).convert(mode)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_with(*chunks: bytes) -> bytes:
    content = encoded(red(), "PNG")
    return content[:33] + b"".join(chunks) + content[33:]


def lab() -> bytes:
    return encoded(Image.new("LAB", (64, 48), (128, 128, 128)), "TIFF")


def with_icc(profile: bytes) -> bytes:
    return encoded(red(), "JPEG", icc_profile=profile, quality=95)


def upright_by_exif() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return encoded(red(size=(48, 64)), "JPEG", exif=exif, quality=95)


def exif_of_junk() -> bytes:
    return encoded(red(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 500, quality=95)


def exif_loop() -> bytes:
    # A directory whose Exif pointer and next directory are the directory itself.
    entry = struct.pack(">HHII", 0x8769, 4, 1, 8)
    return encoded(red(), "WEBP", lossless=True, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\1" + entry + b"\0\0\0\x08")


def animated(format: str) -> bytes:
    blue = Image.new("RGB", (64, 48), "blue")
    return encoded(red(), format, save_all=True, append_images=[blue] * 3)


def many_texts() -> bytes:
    texts = PngInfo()
    for number in range(500):
        texts.add_itxt(f"key{number}", "ü" * 2_000, zip=True)
    return encoded(red(), "PNG", pnginfo=texts)


def tiff(values: np.ndarray, **options: Any) -> bytes:
    file = BytesIO()
    tifffile.imwrite(file, values, **options)
    return file.getvalue()


def solid(kind: str, scale: float, layers: int = 3) -> np.ndarray:
    colours = np.array([220, 30, 30, 255][:layers]) / 255 * scale
    return np.broadcast_to(colours, (48, 64, layers)).astype(kind)


PICTURES: dict[str, Callable[[], bytes]] = {
    "a palette in a GIF": lambda: encoded(red().quantize(4), "GIF"),
    "an animated GIF": lambda: animated("GIF"),
    "an animated PNG": lambda: animated("PNG"),
    "an animated WebP": lambda: animated("WEBP"),
    "a JPEG of several pictures": lambda: animated("MPO"),
    "CMYK in a JPEG": lambda: encoded(red("CMYK"), "JPEG", quality=95),
    "CMYK in a TIFF": lambda: encoded(red("CMYK"), "TIFF"),
    "YCbCr in a TIFF": lambda: encoded(red("YCbCr"), "TIFF"),
    "16 bits a channel": lambda: tiff(solid("u2", 65535), photometric="rgb"),
    "16 bits a channel with alpha": lambda: tiff(solid("u2", 65535, 4), photometric="rgb", extrasamples=[2]),
    "tiles in a TIFF": lambda: tiff(solid("u1", 255), photometric="rgb", tile=(16, 16), compression="zlib"),
    "pages in a TIFF": lambda: tiff(np.stack([solid("u1", 255)] * 3), photometric="rgb"),
    "big offsets in a TIFF": lambda: tiff(solid("u1", 255), photometric="rgb", bigtiff=True),
    "LZW with a predictor": lambda: encoded(red(), "TIFF", compression="tiff_lzw"),
    "an EXIF that turns it": upright_by_exif,
    "an EXIF of junk": exif_of_junk,
    "an EXIF that points to itself": exif_loop,
    "a profile of junk": lambda: with_icc(b"\xff" * 3_000),
    "a profile that is empty": lambda: with_icc(b"\0" * 128),
    "many packed texts": many_texts,
    "chunks that nobody knows": lambda: png_with(chunk(b"abCd", b"x" * 999), chunk(b"ruSt", b"")),
    "wrong gamma": lambda: png_with(chunk(b"gAMA", struct.pack(">I", 0)), chunk(b"cHRM", bytes(32))),
    "a short cICP": lambda: png_with(chunk(b"cICP", b"\x0c")),
    "a ZIP behind it": lambda: encoded(red(), "PNG") + b"PK\3\4" + b"\0" * 5_000,
    "a script behind it": lambda: encoded(red(), "JPEG", quality=95) + b"<script>alert(1)</script>",
    "a HEIC of three colours": lambda: encoded(red(), "HEIF", quality=100),
    "an AVIF of ten bits": lambda: encoded(red(), "AVIF", quality=100),
}

REFUSED: dict[str, Callable[[], bytes]] = {
    "nothing but a signature": lambda: b"\x89PNG\r\n\x1a\n",
    "a PNG whose first chunk is huge": lambda: b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", 2**31 - 1, b"IHDR"),
    "a PNG without pixels": lambda: encoded(red(), "PNG")[:33] + chunk(b"IEND", b""),
    "a PNG of a wrong checksum": lambda: encoded(red(), "PNG").replace(b"IDAT", b"IDAT\xff", 1),
    "a text bomb": lambda: png_with(chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000)))),
    "a TIFF that points to itself": lambda: b"II*\0\x08\0\0\0\0\0\x08\0\0\0",
    "a TIFF of a huge strip": lambda: tiff(solid("u1", 255), photometric="rgb")[:200],
    "a TIFF of CIELab": lab,
    "a TIFF of floats": lambda: tiff(solid("f4", 1), photometric="rgb"),
    "a JPEG of twelve bits": lambda: b"\xff\xd8\xff\xc1\0\x0b\x0c\0\x40\0\x40\1\1\x11\0\xff\xd9",
    "a JPEG without tables": lambda: (
        b"\xff\xd8\xff\xc0\0\x0b\x08\0\x40\0\x40\1\1\x11\0\xff\xda\0\x08\1\1\0\0?\0\0"
    ),
    "a WebP that ends": lambda: encoded(red(), "WEBP")[:40],
    "an AVIF without boxes": lambda: b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + bytes(200),
    "a HEIC without boxes": lambda: b"\0\0\0\x1cftypheic\0\0\0\0heicmif1miaf" + bytes(200),
    "an SVG": lambda: b"<svg xmlns='http://www.w3.org/2000/svg' width='64' height='64'/>",
    "a PDF": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(300),
    "a BMP": lambda: encoded(red(), "BMP"),
    "a web page": lambda: b"<!doctype html><html>" + b" " * 5_000,
    "a program": lambda: b"\x7fELF" + bytes(2_000),
    "a line": lambda: encoded(Image.new("RGB", (4_000, 16)), "PNG"),
}


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
@pytest.mark.parametrize("name", PICTURES)
def test_an_odd_photo_is_read_as_it_looks(name: str) -> None:
    content, began = PICTURES[name](), time.perf_counter()
    image = read_image(content)
    assert time.perf_counter() - began < 2
    assert (image.mode, image.size) == ("RGB", (64, 48))
    assert np.abs(np.array(image.getpixel((30, 20))) - RED).max() <= 12


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_answered_by_a_sentence(name: str) -> None:
    content, began = REFUSED[name](), time.perf_counter()
    with pytest.raises(ImageError) as raised:
        read_image(content)
    assert time.perf_counter() - began < 2
    assert str(raised.value).endswith(".")
    assert "\n" not in str(raised.value)
