"""That a photo has more bits than a picture keeps is said."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from core.stages.image import deep_remark
from tests.photos import png, scene


def grey(form: str) -> bytes:
    file = BytesIO()
    Image.fromarray(np.full((32, 32), 4_000, np.uint16)).save(file, form)
    return file.getvalue()


@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_sixteen_bits_are_told(form: str) -> None:
    told = deep_remark(grey(form))
    assert told == "This photo has 16 bits a channel; pictures are made and saved with 8."


def test_eight_bits_and_what_is_no_photo_are_not_spoken_of() -> None:
    assert deep_remark(png(scene(32, 32))) is None
    assert deep_remark(b"words") is None
