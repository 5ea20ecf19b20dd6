"""Soft edges that are mixed with one colour become the subject's own; all others stay as they are."""

import numpy as np
import pytest
from PIL import Image

from core.stages.image import fit, resized_cutout
from core.stages.mixed_edges import matte_colour, unmixed


def cut_out(behind: tuple[int, int, int] | None, soft: float = 6.0, side: int = 160) -> Image.Image:
    """A pale, slightly uneven disc with a soft edge, mixed with what is ``behind``."""
    y, x = np.mgrid[:side, :side]
    alpha = np.clip((0.3 * side - np.hypot(y - side / 2, x - side / 2)) / soft + 0.5, 0, 1)[..., None]
    colours = np.array((240, 200, 150)) + np.random.default_rng(0).normal(0, 4, (side, side, 1))
    if behind is not None:
        colours = alpha * colours + (1 - alpha) * np.array(behind)
    return Image.fromarray(np.dstack([colours, alpha * 255]).round().clip(0, 255).astype(np.uint8))


@pytest.mark.parametrize("behind", [(0, 0, 0), (255, 255, 255), (30, 160, 60)])
@pytest.mark.parametrize("soft", [1.5, 6.0, 12.0])
def test_the_colour_that_an_edge_is_mixed_with_is_found_and_goes(
    behind: tuple[int, int, int], soft: float
) -> None:
    photo = cut_out(behind, soft)
    found = matte_colour(photo)
    assert found is not None
    assert np.abs(found - behind).max() < 12
    clean = np.asarray(cut_out(None, soft)).astype(int)
    seen = clean[..., 3] > 50
    for made, wanted in (
        (unmixed(np.asarray(photo), found), clean),
        (np.asarray(fit(photo, 60, found)), np.asarray(fit(cut_out(None, soft), 60)).astype(int)),
    ):
        seen = wanted[..., 3] > 60
        assert np.abs(made - wanted)[seen].mean() < 4
        assert np.array_equal(made[..., 3], wanted[..., 3])


def test_opaque_pixels_stay_bit_identical() -> None:
    photo = np.asarray(cut_out((0, 0, 0)))
    whole = photo[..., 3] == 255
    assert np.array_equal(unmixed(photo, np.zeros(3, np.float32))[whole], photo[whole])


def test_edges_of_their_own_colours_stay() -> None:
    assert matte_colour(cut_out(None)) is None


def test_glass_and_smoke_are_not_taken_for_edges() -> None:
    faint = np.asarray(cut_out(None)).copy()
    faint[..., 3] //= 2
    assert matte_colour(Image.fromarray(faint)) is None


def test_a_soft_edge_of_many_colours_stays() -> None:
    photo = np.asarray(cut_out(None)).copy()
    soft = (photo[..., 3] > 0) & (photo[..., 3] < 255)
    photo[soft, :3] = np.random.default_rng(1).integers(0, 256, (int(soft.sum()), 3))
    assert matte_colour(Image.fromarray(photo)) is None


def test_a_drop_shadow_stays_black() -> None:
    photo = np.asarray(cut_out(None, soft=1.0)).copy()
    shadow = np.asarray(cut_out(None, soft=30.0))[..., 3] // 2
    below = (photo[..., 3] < 40) & (shadow > photo[..., 3])
    photo[below] = np.dstack([np.zeros((*shadow.shape, 3), np.uint8), shadow])[below]
    found = matte_colour(Image.fromarray(photo))
    made = photo if found is None else unmixed(photo, found)
    assert made[below, :3].max() <= 20


def test_large_cut_outs_are_resized_in_strips_without_seams(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = Image.fromarray(np.random.default_rng(0).integers(0, 256, (301, 97, 4), dtype=np.uint8))
    whole = np.asarray(resized_cutout(photo, (43, 133))).astype(int)
    monkeypatch.setattr("core.stages.image.STRIP_PIXELS", 3_000)
    assert np.abs(np.asarray(resized_cutout(photo, (43, 133))) - whole).max() <= 1
