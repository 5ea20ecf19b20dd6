"""A photo is brought to a size the models take without stretching it, and back again exactly."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.stages.image import fit


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
