"""Texts go into PNG files and come out; pixels and everything else about the file stay or go whole."""

import io
import struct
import zlib
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given
from PIL import Image, PngImagePlugin

from core.errors import ImageError
from core.metadata import png
from core.metadata.png import MAX_TEXT, SIGNATURE, read_png_texts, write_png_texts
from core.output import encode_picture
from tests.recipes import ANY_TEXT, PIXELS

PNG = encode_picture(PIXELS, ".png")
KEYS = ("parameters", "backdrop_studio")


def with_chunk(kind: bytes, data: bytes) -> bytes:
    """The picture with one more chunk behind its header."""
    chunk = struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return PNG[:33] + chunk + PNG[33:]


def written_by_pillow(zipped: bool, **texts: str) -> bytes:
    info, buffer = PngImagePlugin.PngInfo(), io.BytesIO()
    for key, text in texts.items():
        info.add_text(key, text, zip=zipped)
    Image.fromarray(PIXELS).save(buffer, format="PNG", pnginfo=info)
    return buffer.getvalue()


@given(ANY_TEXT.filter(lambda text: "\0" not in text), ANY_TEXT)
def test_texts_come_back_as_they_were(parameters: str, recipe: str):
    texts = {"parameters": parameters, "backdrop_studio": recipe}
    assert read_png_texts(write_png_texts(PNG, texts, "xmp"), KEYS) == texts


@pytest.mark.parametrize("text", ["café\nsecond", "木"])
@pytest.mark.parametrize("zipped", [False, True])
def test_what_pillow_writes_is_read(text: str, zipped: bool):
    assert read_png_texts(written_by_pillow(zipped, parameters=text, other="x"), KEYS) == {"parameters": text}


@pytest.mark.parametrize(("text", "kind"), [("café", b"tEXt"), ("木", b"iTXt")])
def test_texts_are_latin_where_they_can_be(text: str, kind: bytes):
    written = write_png_texts(PNG, {"parameters": text}, "xmp")
    assert kind + b"parameters\0" in written
    with Image.open(io.BytesIO(written)) as image:
        assert image.info["parameters"] == text


def test_pixels_stay_and_are_declared_srgb():
    with Image.open(io.BytesIO(write_png_texts(PNG, {}, "xmp"))) as image:
        assert np.array_equal(np.asarray(image), PIXELS)
        assert image.info == {"srgb": 0, "XML:com.adobe.xmp": "xmp", "xmp": b"xmp"}


def test_nothing_else_that_the_file_said_is_kept():
    exif, buffer = Image.Exif(), io.BytesIO()
    exif[0x010F] = "GPS camera"
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Ada")
    image = Image.fromarray(PIXELS)
    image.save(buffer, format="PNG", exif=exif, pnginfo=info, icc_profile=b"profile", dpi=(72, 72))
    assert write_png_texts(buffer.getvalue(), {}, "xmp") == write_png_texts(PNG, {}, "xmp")


def test_the_first_of_two_texts_counts():
    twice = with_chunk(b"tEXt", b"parameters\0mine")[:-12] + with_chunk(b"tEXt", b"parameters\0x")[33:]
    assert read_png_texts(twice, KEYS) == {"parameters": "mine"}


@pytest.mark.parametrize("head", [(b"zTXt", b"parameters\0\0"), (b"iTXt", b"parameters\0\1\0\0\0")])
def test_a_text_that_unpacks_to_too_much_is_passed_over(head: tuple[bytes, bytes]):
    bomb = zlib.compress(bytes(50_000_000), 9)
    assert read_png_texts(with_chunk(head[0], head[1] + bomb), KEYS) == {}


def packed_chunks(keys: Iterable[str], text: bytes) -> bytes:
    """The picture with a packed text for each of the keys behind its header."""
    heads = ((b"zTXt", b"\0\0"), (b"iTXt", b"\0\1\0\0\0"))
    chunks = [
        with_chunk(kind, key.encode() + head + text)[33 : -len(PNG) + 33]
        for key in keys
        for kind, head in heads
    ]
    return PNG[:33] + b"".join(chunks) + PNG[33:]


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What has been unpacked."""
    asked: list[bytes] = []
    unpack = png.unpacked
    monkeypatch.setattr(png, "unpacked", lambda data: asked.append(data) or unpack(data))
    return asked


def test_texts_that_nobody_wants_are_not_unpacked(unpacked: list[bytes]):
    junk = packed_chunks((f"junk {number}" for number in range(3_000)), zlib.compress(bytes(390_000)))
    assert read_png_texts(junk, KEYS) == {}
    assert unpacked == []


@pytest.mark.parametrize("text", [b"mine", bytes(500_000), None])
def test_of_thousands_of_texts_under_one_key_only_the_first_is_unpacked(
    unpacked: list[bytes], text: bytes | None
):
    packed = b"damaged" if text is None else zlib.compress(text)
    texts = read_png_texts(packed_chunks(["parameters"] * 3_000, packed), KEYS)
    assert texts == ({"parameters": "mine"} if text == b"mine" else {})
    assert unpacked == [packed]


def test_a_long_text_is_passed_over():
    assert read_png_texts(with_chunk(b"tEXt", b"parameters\0" + b"x" * 10_000_000), KEYS) == {}
    longest = b"x" * MAX_TEXT
    assert read_png_texts(with_chunk(b"tEXt", b"parameters\0" + longest), KEYS) == {
        "parameters": longest.decode()
    }


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (b"zTXt", b"parameters\0\0no zip"),
        (b"iTXt", b"parameters\0\1\0\0\0no zip"),
        (b"tEXt", b""),
        (b"iTXt", b"other"),
        (b"tEXt", b"\xff\xfe\xfd"),
    ],
)
def test_damaged_texts_are_passed_over(kind: bytes, data: bytes):
    assert read_png_texts(with_chunk(kind, data), KEYS) == {}


@pytest.mark.parametrize("end", [0, 4, 8, 20, 33, 60, len(PNG) - 12, len(PNG) - 1])
def test_files_that_are_cut_off_say_nothing_and_are_not_written_on(end: int):
    assert read_png_texts(PNG[:end], KEYS) is None
    with pytest.raises(ImageError, match="not a whole PNG file"):
        write_png_texts(PNG[:end], {}, "xmp")


def test_a_length_beyond_the_end_is_a_cut_off_file():
    assert read_png_texts(SIGNATURE + b"\xff\xff\xff\xffIDAT" + bytes(100), KEYS) is None


def test_a_file_that_begins_with_something_else_is_refused():
    with pytest.raises(ImageError, match="damaged PNG"):
        write_png_texts(SIGNATURE + PNG[33:], {}, "xmp")


def test_endless_small_chunks_are_given_up():
    assert read_png_texts(SIGNATURE + (bytes(4) + b"abCd" + bytes(4)) * 300_000, KEYS) is None
