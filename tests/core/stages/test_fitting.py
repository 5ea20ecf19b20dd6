"""A photo is brought to a size the models take without stretching it, and back again exactly."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.stages.image import fit, resized_cutout, seen_colours


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


def by_pillow_at_once(photo: Image.Image, size: tuple[int, int]) -> np.ndarray:
    """What ``resized_cutout`` makes of a photo in one strip, without leaving out a row."""
    *colours, opacity = (np.asarray(band).astype(np.float32) for band in photo.split())

    def resized(channel: np.ndarray) -> np.ndarray:
        return np.asarray(Image.fromarray(channel).resize(size, Image.Resampling.LANCZOS))

    alpha = resized(opacity)
    bands = [resized(colour * opacity) / alpha.clip(0.5) for colour in colours]
    return np.rint(np.dstack((*bands, alpha)).clip(0, 255)).astype(np.uint8)


@pytest.mark.parametrize(("width", "height"), [(700, 650), (700, 900), (203, 600)])
@pytest.mark.parametrize("shown", [(200, 400), (0, 30), (40, 40)])
def test_rows_that_show_nothing_are_passed_over_and_no_pixel_changes(
    width: int, height: int, shown: tuple[int, int]
) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (height, width, 4), np.uint8)
    pixels[: shown[0], :, 3] = pixels[shown[1] :, :, 3] = 0
    photo, size = Image.fromarray(pixels), (width // 3, height // 3)
    assert np.array_equal(np.asarray(resized_cutout(photo, size)), by_pillow_at_once(photo, size))


def test_rows_that_show_nothing_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rows, resize = list[int](), Image.Image.resize

    def counted(image: Image.Image, size: tuple[int, int], *more: Any) -> Image.Image:
        rows.append(image.height if size[0] != image.width else 0)
        return resize(image, size, *more)

    photo = Image.new("RGBA", (600, 600))
    photo.paste((200, 40, 40, 255), (100, 500, 300, 550))
    monkeypatch.setattr(Image.Image, "resize", counted)
    resized_cutout(photo, (200, 200))
    assert max(rows) == 50
