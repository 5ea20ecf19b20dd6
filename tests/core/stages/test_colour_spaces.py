"""Colours that a file states by numbers come out as they look, not as they are encoded."""

import struct
import zlib
from contextlib import suppress
from io import BytesIO
from typing import Any

import numpy as np
import pillow_heif
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from core.errors import ImageError
from core.stages.colour_spaces import SRGB, by_code_points, by_numbers, to_srgb_matrix, tone_mapped
from core.stages.image import read_image

GIVEN, SEEN = (200, 100, 50), (215, 93, 31)
"""Display P3, and the same colour in sRGB."""
BT2020, P3, SRGB_POINT, PQ, HLG = 9, 12, 13, 16, 18
P3_CHROMATICITIES = struct.pack(">8I", 31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000)


def flat(colour: tuple[int, ...] = GIVEN) -> Image.Image:
    return Image.new("RGB" if len(colour) == 3 else "RGBA", (64, 48), colour)


def png(*chunks: tuple[bytes, bytes], image: Image.Image | None = None, **options: Any) -> bytes:
    file = BytesIO()
    (image or flat()).save(file, "PNG", **options)
    head, rest = file.getvalue()[:33], file.getvalue()[33:]
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return head + b"".join(packed) + rest


def heic(primaries: int, transfer: int, colour: tuple[int, ...] = GIVEN) -> bytes:
    file = BytesIO()
    pillow_heif.from_pillow(flat(colour)).save(
        file,
        quality=-1,
        color_primaries=primaries,
        transfer_characteristics=transfer,
        matrix_coefficients=1,
        full_range_flag=1,
        save_nclx_profile=True,
    )
    return file.getvalue()


def avif(primaries: int, transfer: int, image: Image.Image | None = None) -> bytes:
    file = BytesIO()
    (image or flat()).save(file, "AVIF", quality=100, subsampling="4:4:4")
    content = file.getvalue()
    at = content.index(b"colrnclx") + 8
    return content[:at] + struct.pack(">HH", primaries, transfer) + content[at + 4 :]


def colour_of(content: bytes) -> np.ndarray:
    return np.array(read_image(content).getpixel((30, 20)))


def exif(tags: dict[int, Any], details: dict[int, Any], interoperability: dict[int, Any]) -> Image.Exif:
    made = Image.Exif()
    made.update(tags)
    made.get_ifd(0x8769).update(details)
    if interoperability:
        made.get_ifd(0x8769)[0xA005] = interoperability
    return made


@pytest.mark.parametrize(
    "content",
    [
        heic(P3, SRGB_POINT),
        avif(P3, SRGB_POINT),
        png((b"cICP", bytes([P3, SRGB_POINT, 0, 1]))),
        png((b"gAMA", struct.pack(">I", 45455)), (b"cHRM", P3_CHROMATICITIES)),
    ],
    ids=["heic", "avif", "cICP", "cHRM"],
)
def test_display_p3_by_numbers_is_seen_as_it_looks(content: bytes) -> None:
    assert np.abs(colour_of(content) - SEEN).max() <= 3


def test_cicp_is_above_a_profile_and_stays_under_alpha() -> None:
    cut = Image.new("RGBA", (64, 48), (*GIVEN, 255))
    cut.paste((*GIVEN, 0), (0, 0, 20, 48))
    content = png((b"cICP", bytes([P3, SRGB_POINT, 0, 1])), image=cut, icc_profile=b"x" * 200)
    assert np.abs(colour_of(content) - (*SEEN, 255)).max() <= 3


@pytest.mark.parametrize("format", ["JPEG", "WEBP", "TIFF"])
def test_colours_by_exif_are_seen_as_they_look(format: str) -> None:
    options: dict[str, Any] = {"WEBP": {"lossless": True}, "JPEG": {"quality": 100, "subsampling": 0}}
    p3 = exif({0x13E: (0.3127, 0.329), 0x13F: (0.68, 0.32, 0.265, 0.69, 0.15, 0.06)}, {0xA001: 0xFFFF}, {})
    file = BytesIO()
    flat().save(file, format, exif=p3, **options.get(format, {}))
    assert np.abs(colour_of(file.getvalue()) - SEEN).max() <= 3


@pytest.mark.parametrize(("space", "index"), [(0xFFFF, "R03"), (2, "")])
def test_adobe_rgb_by_exif_is_seen_as_it_looks(space: int, index: str) -> None:
    file = BytesIO()
    flat((100, 200, 60)).save(
        file, "WEBP", lossless=True, exif=exif({}, {0xA001: space}, {1: index} if index else {})
    )
    made = colour_of(file.getvalue())
    assert made[0] < 30
    assert abs(int(made[1]) - 201) <= 2


def test_srgb_by_any_number_stays_bit_identical() -> None:
    photo = Image.fromarray(np.random.default_rng(0).integers(0, 256, (48, 64, 3), dtype=np.uint8))
    said = PngInfo()
    said.add(b"gAMA", struct.pack(">I", 45455))
    said.add(b"cHRM", struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000))
    for content in (
        png(image=photo),
        png(image=photo, pnginfo=said),
        png((b"cICP", bytes([1, SRGB_POINT, 0, 1])), image=photo),
        png((b"cICP", bytes([1, 1, 0, 1])), image=photo),
        png((b"sRGB", b"\0"), (b"gAMA", struct.pack(">I", 100_000)), image=photo),
    ):
        assert np.array_equal(np.asarray(read_image(content)), np.asarray(photo))


@pytest.mark.parametrize("points", [(0, 0), (2, 2), (1, 13), (1, 1), (255, 255), (6, 6)])
def test_what_is_srgb_or_unknown_is_not_converted(points: tuple[int, int]) -> None:
    assert by_code_points(*points) is None


@pytest.mark.parametrize(
    ("chromaticities", "gamma"),
    [(None, None), ((0.0,) * 8, 2.2), ((0.3,) * 8, 1.0), ((9.0,) * 8, 1.0), (("a",) * 8, 2.2), (SRGB, 40.0)],
)
def test_numbers_of_no_light_are_passed_over(chromaticities: Any, gamma: float | None) -> None:
    assert by_numbers(chromaticities, gamma) is None


def test_a_linear_png_is_lightened() -> None:
    assert np.abs(colour_of(png((b"gAMA", struct.pack(">I", 100_000)))) - (229, 168, 122)).max() <= 1


@pytest.mark.parametrize(("transfer", "white"), [(PQ, 0.58), (HLG, 0.75)])
def test_hdr_is_tone_mapped(transfer: int, white: float) -> None:
    greys = [
        colour_of(heic(BT2020, transfer, (level,) * 3)) for level in (0, 64, round(white * 255), 230, 255)
    ]
    levels = [int(grey[1]) for grey in greys]
    assert all(np.ptp(grey.astype(int)) <= 2 for grey in greys)
    assert levels == sorted(levels)
    assert levels[0] <= 2
    assert 225 <= levels[2] <= 245
    assert 250 <= levels[4] <= 255


def test_colours_of_an_hdr_photo_keep_their_hue() -> None:
    mapped = tone_mapped(np.array([[[4.0, 2.0, 1.0]]], np.float32))[0, 0]
    assert mapped.max() < 1
    assert mapped[0] / mapped[1] == pytest.approx(2)


def test_white_stays_white_whatever_its_temperature() -> None:
    dci = (0.314, 0.351, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06)
    assert np.abs(to_srgb_matrix(dci).sum(1) - 1).max() < 1e-6


def test_damaged_boxes_cost_no_more_than_a_sentence() -> None:
    content = avif(P3, SRGB_POINT)
    for at in range(8, len(content), 7):
        with suppress(ImageError):
            read_image(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
