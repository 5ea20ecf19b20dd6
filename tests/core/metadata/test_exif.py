"""Two texts in EXIF, written and read by hand; strangers' and damaged EXIF is survived."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.metadata.exif import PARAMETERS, RECIPE, exif_with, read_exif_texts
from core.output import encode_picture
from tests.recipes import ANY_TEXT, PIXELS

ENDINGS = [".jpg", ".webp"]
COMMENT = 0x9286
SETTINGS = "a café\nSteps: 20, Sampler: Euler, Seed: 7"


def file_with(exif: bytes, ending: str = ".jpg") -> bytes:
    return encode_picture(PIXELS, ending, exif=exif)


def commented(comment: bytes, order: str = ">") -> bytes:
    """A JPEG with a user comment as another program writes it, in a byte order of its choice."""
    mark = b"MM\0*" if order == ">" else b"II*\0"
    main = struct.pack(f"{order}IHHHIII", 8, 1, 0x8769, 4, 1, 26, 0)
    photo = struct.pack(f"{order}HHHIII", 1, COMMENT, 7, len(comment), 44, 0)
    return file_with(b"Exif\0\0" + mark + main + photo + comment)


@pytest.mark.parametrize("ending", ENDINGS)
@given(
    recipe=ANY_TEXT.filter(lambda text: "\0" not in text),
    parameters=ANY_TEXT.filter(lambda text: not text.startswith("\ufeff")),  # it marks the byte order
)
def test_texts_come_back_as_they_were(recipe: str, parameters: str, ending: str):
    texts = {RECIPE: recipe, PARAMETERS: parameters}
    assert read_exif_texts(file_with(exif_with(recipe, parameters), ending)) == texts


@pytest.mark.parametrize("ending", ENDINGS)
def test_texts_that_are_not_given_are_not_there(ending: str):
    assert read_exif_texts(file_with(exif_with(None, None), ending)) == {}
    assert read_exif_texts(file_with(exif_with("own", None), ending)) == {RECIPE: "own"}
    assert read_exif_texts(file_with(exif_with(None, "theirs"), ending)) == {PARAMETERS: "theirs"}
    assert read_exif_texts(encode_picture(PIXELS, ending)) == {}


def test_pillow_reads_what_is_written():
    with Image.open(io.BytesIO(file_with(exif_with("own", SETTINGS)))) as image:
        exif = image.getexif()
    assert exif[0x9213] == "own"
    photo = exif.get_ifd(0x8769)
    assert photo[COMMENT] == b"UNICODE\0" + SETTINGS.encode("utf-16-be")
    assert photo[0xA001] == 1


@pytest.mark.parametrize("order", [">", "<"])
@pytest.mark.parametrize(
    "comment",
    [
        b"UNICODE\0" + SETTINGS.encode("utf-16-be"),
        b"UNICODE\0" + SETTINGS.encode("utf-16-le"),
        b"UNICODE\0\xff\xfe" + SETTINGS.encode("utf-16-le"),
        b"ASCII\0\0\0" + SETTINGS.encode() + b"\0",
        bytes(8) + SETTINGS.encode(),
    ],
)
def test_comments_of_other_programs_are_read(comment: bytes, order: str):
    assert read_exif_texts(commented(comment, order)) == {PARAMETERS: SETTINGS}


def test_comments_in_codes_that_nobody_uses_are_empty():
    assert read_exif_texts(commented(b"JIS\0\0\0\0\0abc")) == {PARAMETERS: ""}


def test_exif_that_pillow_writes_is_read():
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8769)[COMMENT] = b"UNICODE\0" + SETTINGS.encode("utf-16-be")
    assert read_exif_texts(file_with(exif.tobytes())) == {PARAMETERS: SETTINGS}


@pytest.mark.parametrize("ending", ENDINGS)
def test_files_that_are_cut_off_are_told(ending: str):
    whole = file_with(exif_with("own", "theirs"), ending)
    for end in (0, 1, 3, 10, 20, 40, 100, len(whole) // 2, len(whole) - 2):
        assert read_exif_texts(whole[:end]) is None


@pytest.mark.parametrize("content", [b"GIF89a" + bytes(50), b"RIFF\4\0\0\0WAVE", b"\xff\xd8" + bytes(50)])
def test_other_files_are_told(content: bytes):
    assert read_exif_texts(content) is None


def test_fill_bytes_before_a_marker_are_passed_over():
    whole = file_with(exif_with("own", None))
    assert read_exif_texts(whole[:2] + b"\xff\xff" + whole[2:]) == {RECIPE: "own"}


@pytest.mark.parametrize("ending", ENDINGS)
@given(st.data())
def test_no_damage_raises(ending: str, data: st.DataObject):
    whole = bytearray(file_with(exif_with("own", SETTINGS), ending))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=8)):
        whole[at] = data.draw(st.integers(0, 255))
    read_exif_texts(bytes(whole))


@given(st.binary(max_size=120))
def test_no_exif_raises(tail: bytes):
    for head in (b"MM\0*", b"II*\0", b""):
        read_exif_texts(file_with(b"Exif\0\0" + head + tail))


def test_a_directory_may_point_to_itself():
    pointing = b"MM\0*" + struct.pack(">IHHHIII", 8, 1, 0x8769, 4, 1, 8, 8)
    assert read_exif_texts(file_with(b"Exif\0\0" + pointing)) == {}
