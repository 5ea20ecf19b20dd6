"""A photo is brought to a size the models take without stretching it, and back again exactly."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.stages.image import Canvas, fit


@given(st.integers(1, 300), st.integers(1, 300), st.integers(1, 300))
def test_fitting_keeps_the_aspect_and_never_enlarges(width: int, height: int, max_side: int) -> None:
    image = Image.new("L", (width, height))
    fitted = fit(image, max_side)
    if max(image.size) <= max_side:
        assert fitted is image
    else:
        scale = max_side / max(image.size)
        assert max(fitted.size) == max_side
        assert fitted.size == (max(1, round(width * scale)), max(1, round(height * scale)))


def test_fitting_a_cut_out_bleeds_no_hidden_colour() -> None:
    photo = Image.new("RGBA", (400, 400), (0, 255, 0, 0))
    photo.paste((200, 40, 40, 255), (100, 100, 300, 301))
    pixels = np.asarray(fit(photo, 90))
    visible = pixels[pixels[..., 3] > 0].astype(int)
    assert np.abs(visible[:, :3] - (200, 40, 40)).max() <= 1


PICTURES = st.tuples(st.integers(1, 40), st.integers(1, 40), st.sampled_from([None, 1, 3, 4]))


@given(PICTURES, st.integers(1, 64), st.integers(0, 2**32 - 1))
def test_cropping_undoes_padding(shape: tuple[int, int, int | None], multiple: int, seed: int) -> None:
    height, width, channels = shape
    full = (height, width) if channels is None else (height, width, channels)
    array = np.random.default_rng(seed).integers(0, 256, full, dtype=np.uint8)
    canvas = Canvas.for_size((width, height), multiple)
    padded = canvas.pad(array)
    assert padded.shape[:2] == canvas.padded_size[::-1]
    assert padded.shape[0] % multiple == padded.shape[1] % multiple == 0
    assert np.array_equal(canvas.crop(padded), array)


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_images_are_padded_and_cropped_like_arrays(mode: str) -> None:
    image = Image.linear_gradient("L").rotate(30).resize((13, 9)).convert(mode)
    canvas = Canvas.for_size(image.size)
    assert canvas.pad(image).size == canvas.padded_size == (16, 16)
    assert np.array_equal(np.asarray(canvas.crop(canvas.pad(image))), np.asarray(image))


def test_padding_mirrors_the_picture() -> None:
    row = np.array([[1, 2, 3, 4, 5]], dtype=np.uint8)
    assert Canvas.for_size((5, 1)).pad(row)[0].tolist() == [1, 2, 3, 4, 5, 4, 3, 2]


def test_a_canvas_refuses_what_is_not_its_size() -> None:
    canvas = Canvas.for_size((10, 10))
    for action in (canvas.pad, canvas.crop):
        with pytest.raises(ValueError, match="expected"):
            action(np.zeros((11, 10), np.uint8))
    with pytest.raises(ValueError, match="at least 1"):
        Canvas.for_size((0, 10))
