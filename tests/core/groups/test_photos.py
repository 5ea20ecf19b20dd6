"""Photos of a group are known to be whole before they are counted."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from core.errors import ImageError
from core.groups.photos import looked_at_bytes
from core.settings import Settings
from tests.photos import scene

SETTINGS = Settings(data_dir=Path("unused"))


def saved(form: str) -> bytes:
    file = BytesIO()
    scene(320, 240).save(file, form)
    return file.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_whose_copy_was_broken_off_is_not_counted(form: str) -> None:
    content = saved(form)
    assert looked_at_bytes("whole", content, SETTINGS).width == 320
    with pytest.raises(ImageError, match=r"damaged or incomplete|not a photo"):
        looked_at_bytes("broken", content[: len(content) * 2 // 3], SETTINGS)


def test_a_broken_off_photo_is_told_from_the_small_one_in_its_head() -> None:
    small, exif = BytesIO(), Image.Exif()
    scene(16, 16).save(small, "JPEG")
    exif[0x010E] = small.getvalue().decode("latin-1")  # the end of a picture, long before that of the photo
    file = BytesIO()
    scene(320, 240).save(file, "JPEG", exif=exif)
    with pytest.raises(ImageError, match="damaged or incomplete"):
        looked_at_bytes("broken", file.getvalue()[:-2000], SETTINGS)
