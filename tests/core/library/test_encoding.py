"""Encoded files hold the very pixels, and what pictures share is encoded once."""

import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.library.encoding import Encoder, png, thumbnail
from core.pipeline.pipeline import Picture
from store.records import PICTURE_ROLES
from tests.fakes import FakeGenerators, fake_profile
from tests.photos import cutout
from tests.photos import png as photo_png
from tests.studios import asked


def picture(seed: int) -> Picture:
    return FakeGenerators()(fake_profile()).generate(asked(seed=seed), photo_png(cutout()))


@given(
    width=st.integers(1, 40),
    height=st.integers(1, 40),
    channels=st.sampled_from([(), (3,), (4,)]),
    seed=st.integers(0, 9),
)
def test_a_png_holds_the_very_pixels(width: int, height: int, channels: tuple[int, ...], seed: int) -> None:
    shape = (height, width, *channels)
    pixels = np.random.default_rng(seed).integers(0, 256, shape).astype(np.uint8)
    with Image.open(io.BytesIO(png(pixels))) as image:
        assert image.format == "PNG"
        image.load()
        assert np.array_equal(np.asarray(image), pixels)


@pytest.mark.parametrize(("size", "expected"), [((640, 480), (320, 240)), ((100, 50), (100, 50))])
def test_a_thumbnail_is_small_and_keeps_its_shape(size: tuple[int, int], expected: tuple[int, int]) -> None:
    small = thumbnail(np.asarray(cutout(*size).convert("RGB")))
    assert (small.media_type, small.width, small.height) == ("image/webp", *expected)
    with Image.open(io.BytesIO(small.content)) as image:
        assert image.size == expected


def test_every_part_is_kept_and_what_two_pictures_share_is_encoded_once() -> None:
    kept: list[bytes] = []
    encoder = Encoder()
    first = encoder.encode(picture(1), kept.append)
    second = encoder.encode(picture(2), kept.append)
    assert set(first) == {*PICTURE_ROLES, "thumbnail"}
    assert sorted(kept[:6]) == sorted(file.content for file in first.values())
    for part in ("source", "matte", "control"):
        assert second[part] is first[part]
    assert second["composite"].content != first["composite"].content


def test_the_source_is_transparent_where_the_photo_is() -> None:
    made = picture(1)
    alpha = np.zeros(made.matte.shape, np.uint8)
    alpha[:, 10:] = 255
    kept = Encoder().encode(replace(made, photo_alpha=alpha), lambda _: None)["source"]
    with Image.open(io.BytesIO(kept.content)) as image:
        assert image.mode == "RGBA"
        assert np.array_equal(np.asarray(image), np.dstack([made.source, alpha]))


def test_what_cannot_be_kept_is_told() -> None:
    def full(_: bytes) -> None:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        Encoder().encode(picture(1), full)
