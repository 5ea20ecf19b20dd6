"""A photo is brought to a size the models take without stretching it, and back again exactly."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.stages.image import fit, seen_colours


@given(st.integers(1, 300), st.integers(1, 300), st.integers(1, 300))
def test_fitting_keeps_the_aspect_and_never_enlarges(width: int, height: int, max_side: int) -> None:
    image = Image.new("L", (width, height))
    fitted = fit(image, max_side)
    if max(image.size) <= max_side:
        assert fitted is image
    else:
        scale = max_side / max(image.size)
        assert max(fitted.size) == max_side
        for side, whole in zip(fitted.size, image.size, strict=True):
            assert side == 1 or abs(side - whole * scale) <= 0.5 + 1e-9


def test_fitting_a_cut_out_bleeds_no_hidden_colour() -> None:
    photo = Image.new("RGBA", (400, 400), (0, 255, 0, 0))
    photo.paste((200, 40, 40, 255), (100, 100, 300, 301))
    pixels = np.asarray(fit(photo, 90))
    visible = pixels[pixels[..., 3] > 0].astype(int)
    assert np.abs(visible[:, :3] - (200, 40, 40)).max() <= 1


@given(st.integers(16, 200), st.integers(8, 200), st.integers(0, 255))
def test_hidden_colours_never_matter_at_any_size(side: int, max_side: int, alpha: int) -> None:
    photo = np.zeros((side, side, 4), np.uint8)
    photo[side // 4 : side // 2, side // 3 :] = (220, 110, 40, alpha)
    others = photo.copy()
    others[photo[..., 3] == 0, :3] = np.random.default_rng(side).integers(0, 256, 3)
    fitted, other = (np.asarray(fit(Image.fromarray(each), max_side)) for each in (photo, others))
    assert np.array_equal(seen_colours(fitted), seen_colours(other))


def test_what_stands_in_for_hidden_colours_continues_the_subject() -> None:
    photo = np.zeros((60, 80, 4), np.uint8)
    photo[20:40, 20:40], photo[20:40, 40:60] = (200, 40, 40, 255), (40, 40, 200, 9)
    colours = seen_colours(photo)
    assert np.array_equal(colours[20:40, 20:60], photo[20:40, 20:60, :3])
    assert np.abs(colours[:, :30].astype(int) - (200, 40, 40)).max() <= 1
    assert np.abs(colours[:, 50:].astype(int) - (40, 40, 200)).max() <= 1
