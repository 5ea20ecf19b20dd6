"""Backgrounds of one's own as arrays: colours to the level, pictures that cover, horizon and light found."""

import numpy as np
import pytest
from PIL import Image

from core.scenes.own import OwnBackground
from core.scenes.spec import Light
from core.stages.own_background import (
    STUDIO,
    covering,
    ground_at,
    horizon_of,
    light_of,
    picture_place,
    plain_place,
    with_shadow_as_asked,
)
from tests.places import at_first

SHA = "ab" * 32
CANVAS = (48, 32)


def own(kind: str, **values: object) -> OwnBackground:
    return OwnBackground.model_validate({"kind": kind, **values})


def view(left: int = 90, right: int = 90) -> Image.Image:
    """Sky above row 40 of 100, ground below, darker or brighter from left to right."""
    pixels = np.empty((100, 120, 3), np.float32)
    pixels[:40], pixels[40:] = 150, 60
    pixels *= np.linspace(left, right, 120)[None, :, None] / 90
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def picture(**values: object) -> OwnBackground:
    return own("picture", picture=SHA, **values)


def test_a_plain_colour_is_that_colour_everywhere() -> None:
    made = plain_place(own("colour", colour="#f4f1ec"), CANVAS, ground_at(0.8), 1)
    assert made.pixels.shape == (32, 48, 3)
    assert np.unique(made.pixels.reshape(-1, 3), axis=0).tolist() == [[0xF4, 0xF1, 0xEC]]
    assert made.light == STUDIO


@pytest.mark.parametrize(("turn", "axis"), [(0, 0), (90, 1)])
def test_a_gradient_goes_from_one_colour_to_the_other(turn: int, axis: int) -> None:
    background = own("gradient", colour="white", second="black", turn=turn)
    level = plain_place(background, (64, 64), ground_at(0.8), 1).pixels.mean(axis=2).mean(axis=1 - axis)
    assert level[0] > 240
    assert level[-1] < 60
    assert np.all(np.diff(level) < 1)


def test_its_floats_are_made_when_it_is_shaded() -> None:
    place = plain_place(own("transparent"), CANVAS, ground_at(0.8), 1)
    assert place.painting.image.size == 0  # while further subjects are cut out
    assert np.array_equal(np.rint(place.shown().image * 255), place.pixels)


def test_the_ground_is_linear_in_the_row_and_the_same_at_every_size() -> None:
    for canvas in (CANVAS, (96, 64)):
        disparity = plain_place(own("transparent"), canvas, ground_at(0.8), 1).painting.disparity
        steps = np.diff(disparity[disparity[:, 0] > 0, 0])
        assert np.allclose(steps, steps[0], atol=1e-5)
        assert disparity[-1, 0] > 0.9


@pytest.mark.parametrize("size", [(200, 50), (50, 200), (48, 32)])
def test_a_picture_covers_the_canvas_unstretched(size: tuple[int, int]) -> None:
    x = np.broadcast_to(np.arange(size[0], dtype=np.uint8)[None, :, None], (size[1], size[0], 3))
    made = covering(Image.fromarray(np.ascontiguousarray(x)), CANVAS, 1.0, (0.5, 0.5))
    assert made.shape == (32, 48, 3)
    share = min(size[0] / 48, size[1] / 32)
    assert made[16, 40, 0] - float(made[16, 8, 0]) == pytest.approx(32 * share, abs=2)


def test_what_a_picture_lets_through_is_white() -> None:
    assert covering(Image.new("RGBA", (9, 9), (0, 0, 0, 0)), CANVAS, 1.0, (0.5, 0.5)).min() == 255


def test_blur_darken_and_zoom_have_their_effect() -> None:
    plain = picture_place(picture(), view(), CANVAS)
    darker = picture_place(picture(darken=0.5), view(), CANVAS)
    assert darker.pixels.mean() / plain.pixels.mean() == pytest.approx(0.5 ** (1 / 2.2), abs=0.02)
    blurred = picture_place(picture(blur=1.0), view(), CANVAS)
    step = lambda place: np.abs(np.diff(place.pixels[:, 24, 0].astype(int))).max()  # noqa: E731
    assert step(blurred) < 0.6 * step(plain)
    low = picture_place(picture(zoom=3, y=1.0), view(), CANVAS)
    assert low.pixels.std() < 2
    assert (plain.light, plain.painting.ground) == (darker.light, darker.painting.ground)


def test_the_horizon_is_found_and_can_be_said() -> None:
    found = picture_place(picture(), view(), (120, 100)).painting.ground
    assert found.vanish == pytest.approx(0.4, abs=0.03)
    assert picture_place(picture(horizon=0.6), view(), CANVAS).painting.ground.vanish == 0.6
    assert horizon_of(np.full((96, 96, 3), 90, np.float32)) == 0.45


def test_light_comes_from_the_brighter_side() -> None:
    left, right = (
        light_of(np.asarray(view(*ends).resize((96, 96)), np.float32)) for ends in ((140, 40), (40, 140))
    )
    assert left.direction < -20
    assert right.direction > 20


def test_a_shadow_falls_where_it_is_asked_to() -> None:
    light = Light(direction=-45, height=45, hardness=0.3)
    assert with_shadow_as_asked(light, None, None, None) is light
    asked = with_shadow_as_asked(light, 0.2, 90, 1.0)
    assert (asked.hardness, asked.direction) == (0.8, -90)
    assert asked.height == pytest.approx(45)


@pytest.mark.parametrize(
    ("size", "at"),
    at_first(
        2,
        [(size, (at, at)) for at in (0.0, 1.0) for size in ((719, 1279), (3000, 4001), (4032, 3024))],
    ),
)
def test_a_picture_of_any_sides_covers_a_canvas_of_any(
    size: tuple[int, int], at: tuple[float, float]
) -> None:
    for canvas in ((1080, 1350), (801, 601), (333, 777)):
        small = canvas[0] // 9, canvas[1] // 9
        assert covering(Image.new("RGB", size), small, 1.0, at).shape == (small[1], small[0], 3)
    assert covering(Image.new("L", (4032, 3024)), (1080, 1350), 1.0, at).shape == (1350, 1080, 3)
