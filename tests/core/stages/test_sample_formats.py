"""Samples of every depth and kind come out as bright as their file says, transparent ones transparent."""

import struct
import zlib
from io import BytesIO
from typing import Any

import numpy as np
import pytest
import tifffile

from core.errors import ImageError
from core.stages import sample_formats
from core.stages.image import read_image

RAMP = np.tile(np.linspace(0, 1, 64), (32, 1))
KINDS = [
    ("i1", 127),
    ("u2", 65535),
    ("i2", 32767),
    ("u4", 2**32 - 1),
    ("i4", 2**31 - 1),
    ("f4", 1),
    ("f8", 1),
]


def tiff(values: np.ndarray, **options: Any) -> bytes:
    file = BytesIO()
    tifffile.imwrite(file, values, **options)
    return file.getvalue()


def png(bits: int, colour: int, row: bytes, transparent: tuple[int, ...]) -> bytes:
    """A PNG, 16 rows of 32 px alike, of a colour type (0 grey, 2 RGB), with a transparent colour."""
    header = struct.pack(">IIBBBBB", 32, 16, bits, colour, 0, 0, 0)
    trns = struct.pack(f">{len(transparent)}H", *transparent)
    chunks = [
        (b"IHDR", header),
        (b"tRNS", trns),
        (b"IDAT", zlib.compress((b"\0" + row) * 16)),
        (b"IEND", b""),
    ]
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def grey_of(content: bytes) -> np.ndarray:
    return np.asarray(read_image(content).convert("RGB")).astype(int)[..., 1]


@pytest.mark.parametrize("compression", [None, "zlib"])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("zero", ["minisblack", "miniswhite"])
@pytest.mark.parametrize(("kind", "white"), KINDS)
def test_grey_of_every_kind_is_read(kind: str, white: int, zero: str, order: str, compression: str | None):
    values = (RAMP * white if white == 1 else (RAMP * white).round()).astype(kind)
    layout: Any = {"photometric": zero, "byteorder": order, "compression": compression}
    expected = RAMP * 255 if zero == "minisblack" else 255 - RAMP * 255
    for planes in ("contig", "separate"):
        assert np.abs(grey_of(tiff(values, planarconfig=planes, **layout)) - expected).max() <= 1.51


@pytest.mark.parametrize("zero", [0, 1])
@pytest.mark.parametrize("order", ["<", ">"])
def test_packed_12_bits_are_read(order: str, zero: int):
    flat = (RAMP * 4095).round().astype(int).reshape(-1, 2)
    rows = np.stack([flat[:, 0] >> 4, (flat[:, 0] & 15) << 4 | flat[:, 1] >> 8, flat[:, 1] & 255], 1)
    tags = [
        (256, 64),
        (257, 32),
        (258, 12),
        (259, 1),
        (262, zero),
        (273, 122),
        (277, 1),
        (278, 32),
        (279, 3072),
    ]
    entries = b"".join(struct.pack(f"{order}HHIHH", tag, 3, 1, value, 0) for tag, value in tags)
    content = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}IH", 8, len(tags)) + entries
    content = content.ljust(122, b"\0") + rows.astype(np.uint8).tobytes()
    assert np.abs(grey_of(content) - abs(255 * (1 - zero) - RAMP * 255)).max() <= 1


@pytest.mark.parametrize("planes", ["contig", "separate"])
@pytest.mark.parametrize("zero", ["minisblack", "rgb"])
def test_12_bits_in_16_go_to_the_white_that_the_file_states(zero: str, planes: str):
    values = (RAMP * 0.5 * 4095).round().astype(np.uint16)
    if zero == "rgb":
        values = np.stack([values] * 3, 0 if planes == "separate" else 2)
    layout: Any = {"photometric": zero, "planarconfig": planes}
    stated = tiff(values, extratags=[(281, 3, 1, 4095, True)], **layout)
    assert np.abs(grey_of(stated) - RAMP * 127.5).max() <= 1
    brightest = tiff(values, extratags=[(281, 3, 1, 2047 - 5, True)], **layout)
    assert grey_of(brightest).max() == 2048 >> 8


@pytest.mark.parametrize(("scale", "light"), [(1, 1.02), (1, 40), (255, 300), (65535, 70_000)])
def test_floats_may_go_a_little_above_white(scale: int, light: float):
    values = (RAMP * scale).astype(np.float32)
    values[:2, 0], values[2, 0] = light, np.nan
    grey = grey_of(tiff(values, photometric="minisblack"))
    assert grey[0, 0] == 255
    assert np.abs(grey[3:] - RAMP[3:] * 255).max() <= 1


def test_dark_grey_of_16_bits_stays_dark():
    assert grey_of(tiff((RAMP * 4000).astype(np.uint16), photometric="minisblack")).max() == 4000 >> 8


@pytest.mark.parametrize("planes", ["contig", "separate"])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", ["u1", "u2"])
def test_colours_in_planes_are_read(kind: str, order: str, planes: str):
    bands = [(band * np.iinfo(kind).max).round().astype(kind) for band in (RAMP, RAMP[:, ::-1], RAMP)]
    layout: Any = {"photometric": "rgb", "planarconfig": planes, "byteorder": order}
    colours = np.asarray(read_image(tiff(np.stack(bands, 0 if planes == "separate" else 2), **layout)))
    assert np.abs(colours - np.dstack([RAMP, RAMP[:, ::-1], RAMP]) * 255).max() <= 1


@pytest.mark.parametrize(("kind", "said"), [("f4", "Floating point"), ("i2", "Signed"), ("u4", "of 32 bits")])
def test_what_is_not_read_is_said(kind: str, said: str):
    colours = tiff(np.zeros((32, 64, 3), kind), photometric="rgb")
    with pytest.raises(ImageError, match=rf"{said}.* not read; save it with 8 or 16 bits a channel\.$"):
        read_image(colours)


@pytest.mark.parametrize("bits", [1, 2, 4, 8, 16])
def test_a_transparent_grey_of_every_depth_becomes_alpha(bits: int):
    values = np.arange(32) * (259 if bits == 16 else 1) % 2**bits
    row = np.packbits((values[:, None] >> np.arange(bits)[::-1] & 1).astype(np.uint8)).tobytes()
    image = read_image(png(bits, 0, row, (int(values[1]),)))
    alpha = np.where(values == values[1], 0, 255)
    assert np.array_equal(np.asarray(image.getchannel("A")), np.tile(alpha, (16, 1)))
    assert np.abs(np.asarray(image)[0, :, 0] - values * 255 / (2**bits - 1)).max() <= 1


@pytest.mark.parametrize("bits", [8, 16])
def test_a_transparent_colour_of_every_depth_becomes_alpha(bits: int):
    hidden = (18, 86, 154) if bits == 8 else (0x1234, 0x5678, 0x9ABC)
    colours = np.tile(hidden, (32, 1))
    colours[4:, 2] += 1
    image = read_image(png(bits, 2, colours.astype(">u2" if bits == 16 else "u1").tobytes(), hidden))
    assert np.asarray(image)[0, :, 3].tolist() == [0] * 4 + [255] * 28


def test_floats_beyond_all_measure_are_white_and_warn_of_nothing() -> None:
    values = (RAMP * 0.5).astype("f4")
    values[:2] = np.inf
    read = np.asarray(read_image(tiff(values)).convert("L"))
    assert read[0].min() == 255
    assert abs(int(read[10, -1]) - 128) <= 1


def test_a_tiff_without_a_size_is_damaged() -> None:
    with pytest.raises(ImageError, match="damaged or incomplete"):
        read_image(b"II*\0" + struct.pack("<IHI", 8, 0, 0))


def test_deep_colours_in_bands_have_no_seams(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = (np.random.default_rng(0).random((40, 64, 3)) * 4095).astype("u2")
    content = tiff(deep, photometric="rgb", extratags=[(281, 3, 3, (4095, 4095, 4095), True)])
    whole = np.asarray(read_image(content))
    monkeypatch.setattr(sample_formats, "BAND_PIXELS", 700)
    assert np.array_equal(np.asarray(read_image(content)), whole)
    assert np.abs(whole - deep / 4095 * 255).max() <= 0.51
