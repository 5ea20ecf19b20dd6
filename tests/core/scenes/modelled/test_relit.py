"""A sprite under a light is bright toward it and dark away from it, and so is the ground."""

from dataclasses import replace

import numpy as np
import pytest

from core.scenes.modelled.relit import Lit, relit, shade_of, warped
from tests.core.scenes.modelled.test_sprites import baked, ball_like

WHITE = np.ones(3, np.float32)


def lit(direction: float, height: float = 40.0) -> Lit:
    """A white light from there."""
    return Lit(direction, height, 0.8, 0.6 * WHITE, 0.4 * WHITE)


@pytest.mark.parametrize(("direction", "side"), [(-90, slice(0, 24)), (90, slice(24, 48))])
def test_a_thing_is_bright_toward_the_light(direction: float, side: slice) -> None:
    made = relit(ball_like(), lit(direction))
    assert made[:, side].mean() > 1.1 * made.mean()


def test_light_between_two_sides_is_between_them() -> None:
    between = relit(ball_like(), lit(45))
    sides = [relit(ball_like(), lit(one)) for one in (0, 90)]
    assert np.allclose(between, (sides[0] + sides[1]) / 2, atol=1e-4)


@pytest.mark.parametrize("direction", [-90, 90, 60, -110])
def test_the_shadow_falls_away_from_the_light(direction: float) -> None:
    ground = np.array([[300.0, 0, 60], [0, 300.0, 60], [0, 0, 1]])
    shade = shade_of(baked().shade, lit(direction), ground, (120, 120), 0.0).mean(-1)
    away = slice(0, 45) if direction > 0 else slice(75, 120)
    toward = slice(75, 120) if direction > 0 else slice(0, 45)
    assert shade[:, away].min() < 0.7
    assert shade[:, toward].min() > 0.85
    assert shade[0, 0] == pytest.approx(1.0, abs=1e-3)


def test_what_is_reduced_keeps_its_mean_and_its_place() -> None:
    image = np.zeros((200, 200), np.float32)
    image[80:120, 40:80] = 1
    small = warped(image, np.array([[0.1, 0, 0], [0, 0.1, 0]]), (20, 20))
    assert small.sum() == pytest.approx(image.sum() / 100, rel=0.05)
    rows, columns = np.nonzero(small > 0.5)
    assert (rows.mean(), columns.mean()) == pytest.approx((9.5, 5.5), abs=0.6)


def test_shade_from_all_around_ends_without_an_edge() -> None:
    thing = baked().shade
    all_over = replace(thing, around=np.full_like(thing.around, 0.2), cast=np.zeros_like(thing.cast))
    ground = np.array([[300.0, 0, 60], [0, 300.0, 60], [0, 0, 1]])
    shade = shade_of(all_over, lit(0), ground, (120, 120), 0.0).mean(-1)
    assert shade[60, 60] < 0.96
    assert np.abs(np.diff(shade[60])).max() < 0.012
