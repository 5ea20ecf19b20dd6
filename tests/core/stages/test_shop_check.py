"""What a shop asks for, measured: what meets a limit passes it, what does not fails, with the value."""

from typing import Any

import numpy as np
import pytest

from core.scenes.shops import Shop, shops
from core.stages.shop_check import NAMES, Product, Verdict, checked, is_doubtful

SIDE = 100


def picture(box: tuple[int, int, int, int] = (10, 5, 90, 95), level: int = 255) -> np.ndarray:
    """A dark thing in ``box`` (left, top, right, bottom) before grey of that level."""
    pixels = np.full((SIDE, SIDE, 3), level, np.uint8)
    left, top, right, bottom = box
    pixels[top:bottom, left:right] = (90, 40, 30)
    return pixels


def verdict(
    name: str, pixels: np.ndarray, *, form: str = "PNG", size: int = 1000, **limits: object
) -> Verdict:
    shop = Shop.model_validate(
        {"title": "A shop", "source": "https://shop", "canvas": "1:1", "formats": ["PNG", "JPEG"], **limits}
    )
    found = {one.name: one for one in checked(Product(pixels=pixels, form=form, size=size), shop)}
    assert found.keys() <= NAMES.keys()
    return found[name]


def faded(level: int) -> np.ndarray:
    """The thing with a soft edge of two px."""
    pixels = picture()
    pixels[4, 10:90] = pixels[95, 10:90] = level
    return pixels


@pytest.mark.parametrize(
    ("pixels", "passed"),
    [
        (picture(), True),
        (faded(200), True),
        (picture(level=254), False),
        (picture(level=230), False),
        (picture((0, 0, 100, 100)), False),
        (np.dstack([picture(), np.full((SIDE, SIDE), 0, np.uint8)]), False),
    ],
)
def test_the_background_is_pure_white_or_not(pixels: np.ndarray, passed: bool) -> None:
    assert verdict("white", pixels, white=True).passed is passed


def test_a_shadow_is_not_white_and_its_darkest_level_is_told() -> None:
    pixels = picture((10, 5, 90, 70))
    pixels[80:95, 20:80] = 248
    found = verdict("white", pixels, white=True)
    assert (found.passed, "darkest 248" in found.measured) == (False, True)


@pytest.mark.parametrize(
    ("bottom", "passed", "told"), [(95, True, "90%"), (90, True, "85%"), (80, False, "80%")]
)
def test_how_much_of_the_picture_the_subject_takes(bottom: int, passed: bool, told: str) -> None:
    found = verdict("fill", picture((10, 5, 90, bottom)), fill=[0.85, 1.0])
    assert (found.passed, found.measured) == (passed, told)


def test_a_subject_that_is_cut_off_is_not_whole() -> None:
    assert verdict("whole", picture(), whole=True).passed
    cut = verdict("whole", picture((10, 5, 90, 100)), whole=True)
    assert (cut.passed, cut.measured) == (False, "cut off: bottom")
    assert verdict("whole", picture((0, 0, 0, 0)), whole=True).measured == "no subject"


@pytest.mark.parametrize(
    ("name", "limits", "passed"),
    [
        ("longest", {"longest": [100, 200]}, True),
        ("longest", {"longest": [101, 200]}, False),
        ("shortest", {"shortest": [10, 99]}, False),
        ("ratio", {"ratio": [0.9, 1.1]}, True),
        ("ratio", {"ratio": [0.7, 0.8]}, False),
        ("megabytes", {"megabytes": 0.001}, True),
        ("megabytes", {"megabytes": 0.0005}, False),
        ("formats", {}, True),
    ],
)
def test_size_and_file_are_within_limits(name: str, limits: dict[str, Any], passed: bool) -> None:
    assert verdict(name, picture(), **limits).passed is passed


def test_a_format_that_the_shop_does_not_take_fails() -> None:
    assert not verdict("formats", picture(), form="WEBP").passed


def test_where_colours_do_not_tell_is_doubtful() -> None:
    place = np.arange(SIDE * SIDE * 3, dtype=np.uint32).reshape(SIDE, SIDE, 3).astype(np.uint8)
    pale = picture()
    pale[20:60, 90:97] = 250  # a carton's white face, or a shadow
    found = [is_doubtful(Product(pixels=one, form="PNG", size=1)) for one in (place, pale, picture())]
    assert found == [True, True, False]


def test_a_matte_tells_better_than_the_colours() -> None:
    matte = np.zeros((SIDE, SIDE), np.uint8)
    matte[5:95, 10:90] = 255
    product = Product(pixels=picture(level=250), form="PNG", size=1, matte=matte)
    found = {one.name: one for one in checked(product, shops()["amazon"])}
    assert found["fill"].measured == "90%"
    assert not found["white"].passed
