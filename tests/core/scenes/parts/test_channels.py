"""Arithmetic channel by channel: NumPy's own numbers, to the bit."""

import numpy as np
import pytest

from core.scenes.parts import channels

RANDOM = np.random.default_rng(3)
COLOUR = RANDOM.random(3, np.float32)


def field(kind: type, *shape: int) -> np.ndarray:
    return RANDOM.random(shape).astype(kind)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("shape", [(5, 7), (1, 9)])
def test_they_are_the_numbers_of_broadcasting(kind: type, shape: tuple[int, int]):
    share, first, second = field(kind, *shape), field(np.float32, *shape, 3), field(kind, *shape, 3)
    wide = share[..., None]
    assert np.array_equal(channels.spread(share, COLOUR), wide * COLOUR)
    assert np.array_equal(channels.scaled(first, share), first * wide)
    assert np.array_equal(channels.moved(first, COLOUR), first + COLOUR)
    assert np.array_equal(channels.mixed(first, second, share), first * (1 - wide) + second * wide)
    assert np.array_equal(channels.mixed(first, COLOUR, share), first * (1 - wide) + COLOUR * wide)
    assert np.array_equal(channels.joined(first, share), np.dstack([first, share]).astype(np.float32))


def test_a_single_channel_and_a_single_colour_are_pictures_too():
    share, one = field(np.float32, 4, 6), field(np.float32, 4, 6, 1)
    assert np.array_equal(channels.scaled(one, share), one * share[..., None])
    assert np.array_equal(channels.spread(share[0], COLOUR), share[0][:, None] * COLOUR)


def test_a_layer_lies_over_a_picture():
    below, layer = field(np.float32, 4, 6, 4), field(np.float32, 4, 6, 4)
    assert np.array_equal(channels.covered(below, layer), below * (1 - layer[..., 3:]) + layer)


def test_rows_are_picked_and_added_up():
    picture, at = field(np.float32, 8, 6, 3), RANDOM.integers(0, 8, (5, 6))
    assert np.array_equal(channels.picked(picture, at), np.take_along_axis(picture, at[..., None], axis=0))
    sums = channels.running(picture)
    assert not sums[0].any()
    assert np.array_equal(sums[1:], np.cumsum(picture, axis=0, dtype=np.float32))


def test_a_canvas_is_dimmed_in_place():
    canvas, factor = field(np.float32, 4, 6, 4), field(np.float32, 4, 6)
    wanted = canvas.copy()
    wanted[..., :3] *= factor[..., None]
    channels.dimmed(canvas, [factor] * 3)
    assert np.array_equal(canvas, wanted)
