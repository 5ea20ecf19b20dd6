"""Whatever a photo comes as, it is upright 8-bit sRGB afterwards, or refused with one sentence."""

import struct
import tracemalloc
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms
from pillow_heif import register_heif_opener

from core.errors import ImageError
from core.stages.image import check_file_size, photo_bytes, read_image

register_heif_opener()

CORNERS = {(5, 5): (220, 30, 30), (90, 5): (30, 200, 30), (5, 43): (30, 30, 220), (90, 43): (230, 230, 30)}
FORMATS = ["PNG", "JPEG", "WEBP", "AVIF", "HEIF", "TIFF"]
# EXIF orientation 1 … 8: how the camera's picture lies when the upright one is turned by this.
LYING = [None, *(Image.Transpose(number) for number in (0, 3, 1, 5, 2, 6, 4))]
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
RED_MEANS_GREEN = SRGB.replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")


def four_colours() -> Image.Image:
    image = Image.new("RGB", (96, 48))
    for (x, y), colour in CORNERS.items():
        left, top = x // 48 * 48, y // 24 * 24
        image.paste(colour, (left, top, left + 48, top + 24))
    return image


def encoded(image: Image.Image, format: str = "PNG", **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def noise(width: int, height: int) -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8))


def claimed_png(width: int, height: int) -> bytes:
    """A few kB that claim to be a picture of this size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(3000))), (b"IEND", b"")]
    packed = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def assert_close(colour: Any, expected: tuple[int, ...], tolerance: int = 4) -> None:
    assert np.abs(np.subtract(colour, expected)).max() <= tolerance


@pytest.mark.parametrize("format", [*FORMATS, "GIF"])
def test_every_format_is_read(format: str, tmp_path: Path) -> None:
    path = tmp_path / "photo.bin"
    path.write_bytes(encoded(four_colours(), format))
    image = read_image(path)
    assert (image.mode, image.size) == ("RGB", (96, 48))
    for place, colour in CORNERS.items():
        assert_close(image.getpixel(place), colour)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", FORMATS)
def test_orientation_is_applied_exactly_once(format: str, orientation: int) -> None:
    turn = LYING[orientation - 1]
    lying = four_colours() if turn is None else four_colours().transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    # As bytes, which pillow-heif turns into the rotation boxes that cameras write.
    image = read_image(encoded(lying, format, exif=exif.tobytes()))
    assert image.size == (96, 48)
    for place, colour in CORNERS.items():
        assert_close(image.getpixel(place), colour)


@pytest.mark.parametrize("tag", [0x0100, 0x0111, 0x02BC])
def test_a_tag_of_a_wrong_type_costs_no_good_photo(tag: int) -> None:
    # Orientation 6 (short), and a tag as ASCII that is never text: what some programs leave behind.
    rows = [struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0), struct.pack("<HHI4s", tag, 2, 4, b"odd\0")]
    exif = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 2) + b"".join(sorted(rows)) + struct.pack("<I", 0)
    lying = four_colours().transpose(Image.Transpose.ROTATE_90)
    image = read_image(encoded(lying, "JPEG", exif=exif))
    assert image.size == (96, 48)
    assert_close(image.getpixel((5, 5)), (220, 30, 30))


def test_of_an_animation_the_first_frame_counts() -> None:
    later = Image.new("RGB", (96, 48), "white")
    image = read_image(encoded(four_colours(), "GIF", save_all=True, append_images=[later]))
    assert_close(image.getpixel((5, 5)), (220, 30, 30))


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "YCbCr"])
def test_other_colour_modes_become_rgb(mode: str) -> None:
    image = read_image(encoded(four_colours().convert(mode), "TIFF" if mode in ("CMYK", "YCbCr") else "PNG"))
    expected = four_colours().convert(mode).convert("RGB")
    assert image.mode == "RGB"
    assert_close(np.asarray(image).astype(int), np.asarray(expected))  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (np.uint16(0xC0FF), 0xC0),
        (np.int32(32896), 128),
        (np.float32(0.5), 128),
        (np.float32(128), 128),
        (np.float32("nan"), 0),
    ],
)
def test_deep_grey_is_scaled_not_clipped(values: np.generic, expected: int) -> None:
    image = read_image(encoded(Image.fromarray(np.full((32, 32), values)), "TIFF"))
    assert image.getpixel((3, 3)) == (expected, expected, expected)


def test_a_cut_out_keeps_its_alpha() -> None:
    photo = four_colours()
    photo.putalpha(Image.linear_gradient("L").resize((96, 48)))
    image = read_image(encoded(photo))
    assert image.mode == "RGBA"
    assert np.array_equal(np.asarray(image), np.asarray(photo))


@pytest.mark.parametrize("value", [0, 255])
def test_an_alpha_that_cuts_nothing_out_is_dropped(value: int) -> None:
    photo = four_colours()
    photo.putalpha(value)
    image = read_image(encoded(photo))
    assert (image.mode, image.getpixel((5, 5))) == ("RGB", (220, 30, 30))


@pytest.mark.parametrize("levels", [(0, 110), (0, 3), (1, 2), (110, 110), (200, 255)])
@pytest.mark.parametrize("format", ["PNG", "WEBP", "TIFF"])
def test_however_faint_an_alpha_is_the_photos_own(format: str, levels: tuple[int, int]) -> None:
    photo, alpha = four_colours(), Image.new("L", (96, 48), levels[0])
    alpha.paste(levels[1], (40, 20, 60, 40))
    photo.putalpha(alpha)
    options = {"lossless": True} if format == "WEBP" else {}
    image = read_image(encoded(photo, format, **options))
    assert image.mode == "RGBA"
    assert np.array_equal(np.asarray(image.getchannel("A")), np.asarray(alpha))


def test_a_few_soft_pixels_are_no_cut_out_and_what_they_hid_is_gone() -> None:
    alpha = Image.new("L", (96, 48), 255)
    alpha.putpixel((5, 5), 0)
    photo = four_colours()
    photo.putpixel((5, 5), (0, 0, 0))
    photo.putalpha(alpha)
    image = read_image(encoded(photo))
    assert image.mode == "RGB"
    assert np.array_equal(np.asarray(image), np.asarray(four_colours()))


@pytest.mark.parametrize("format", ["PNG", "GIF"])
def test_a_transparent_palette_colour_becomes_alpha(format: str) -> None:
    palette = four_colours().quantize(4)
    image = read_image(encoded(palette, format, transparency=palette.getpixel((5, 5))))
    assert image.getchannel("A").getpixel((5, 5)) == 0
    assert image.getpixel((90, 5)) == (30, 200, 30, 255)


def test_a_colour_profile_is_converted_and_left_behind() -> None:
    image = read_image(encoded(Image.new("RGB", (32, 32), (255, 0, 0)), icc_profile=RED_MEANS_GREEN))
    assert_close(image.getpixel((3, 3)), (0, 255, 0))
    assert image.info == {}


def test_a_profile_is_converted_under_an_alpha_too() -> None:
    photo = Image.new("RGBA", (32, 32), (255, 0, 0, 255))
    photo.paste((255, 0, 0, 0), (0, 0, 32, 16))
    image = read_image(encoded(photo, icc_profile=RED_MEANS_GREEN))
    assert_close(image.getpixel((3, 30)), (0, 255, 0, 255))


def test_pixels_tagged_srgb_stay_bit_identical() -> None:
    photo = noise(64, 64)
    assert np.array_equal(np.asarray(read_image(encoded(photo, icc_profile=SRGB))), np.asarray(photo))


@pytest.mark.parametrize("profile", [b"nonsense", SRGB])
def test_a_profile_that_does_not_fit_is_passed_over(profile: bytes) -> None:
    image = read_image(encoded(four_colours().convert("L"), icc_profile=profile))
    assert image.getpixel((5, 5)) == (87, 87, 87)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_damaged_metadata_leaves_the_photo_readable() -> None:
    photo = encoded(four_colours(), "WEBP", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff")
    assert read_image(photo).size == (96, 48)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty file"),
        (np.random.default_rng(0).bytes(10_000), "not a photo that can be read"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 64 64\n", "a PostScript file"),
        (encoded(noise(64, 64), "JPEG")[:2000], "damaged or incomplete"),
        (claimed_png(100, 100), "damaged or incomplete"),
        (encoded(Image.new("RGB", (1, 1))), "at least 16 px"),
        (encoded(Image.new("RGB", (16, 4000))), "crop it"),
        (claimed_png(9000, 9000), "64 megapixels"),
    ],
)
def test_what_is_no_usable_photo_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(ImageError, match=said):
        read_image(content)


@pytest.mark.parametrize("format", [*FORMATS, "GIF"])
def test_half_a_file_is_refused(format: str) -> None:
    content = encoded(noise(200, 200), format)
    with pytest.raises(ImageError):
        read_image(content[: len(content) // 2])


def test_a_huge_claim_is_refused_by_its_header() -> None:
    with pytest.raises(ImageError):
        read_image(claimed_png(8, 8))
    tracemalloc.start()
    with pytest.raises(ImageError, match="megapixels"):
        read_image(claimed_png(30_000, 30_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


def test_the_limit_of_pixels_can_be_set() -> None:
    with pytest.raises(ImageError, match=r"0\.004 megapixels"):
        read_image(encoded(four_colours()), max_pixels=4000)


def test_missing_files_and_folders_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ImageError, match="check its name"):
        read_image(tmp_path / "none.png")
    with pytest.raises(ImageError, match="is a folder"):
        read_image(tmp_path)


def test_a_file_larger_than_it_may_be_is_refused_however_it_comes(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(bytes(2_000_001))
    larger = "^The photo's file is larger than 2 MB; make it smaller first.$"
    with pytest.raises(ImageError, match=larger):
        photo_bytes(path, max_bytes=2_000_000)
    with pytest.raises(ImageError, match=larger):
        check_file_size(path.read_bytes(), 2_000_000)
    assert len(photo_bytes(path, max_bytes=2_000_001)) == 2_000_001
