"""A subject takes on exposure and cast of its place as far as is asked for, and keeps its hue."""

import colorsys

import numpy as np
import pytest

from core.stages.arrays import Pixels
from core.stages.harmonising import Toning, harmonised, light_in


def plain(*colour: int) -> Pixels:
    return np.full((20, 30, 3), colour, np.uint8)


def test_at_no_strength_it_is_the_very_array() -> None:
    subject = plain(90, 120, 60)
    assert harmonised(subject, light_in(plain(250, 250, 250)), plain(20, 20, 60), 0.0) is subject


@pytest.mark.parametrize("level", [60, 250])
def test_exposure_goes_toward_the_places_and_hue_stays(level: int) -> None:
    subject = plain(150, 90, 60)
    made = harmonised(subject, light_in(plain(128, 128, 128)), plain(level, level, level), 1.0)
    brighter = made.mean() > subject.mean()
    assert brighter == (level > 128)
    hue, after = (colorsys.rgb_to_hsv(*(pixels[0, 0] / 255))[0] for pixels in (subject, made))
    assert after == pytest.approx(hue, abs=0.01)


def test_the_stronger_the_more_and_the_cast_is_the_places() -> None:
    subject, light = plain(120, 120, 120), light_in(plain(200, 200, 200))
    warm = [harmonised(subject, light, plain(230, 190, 140), strength)[0, 0] for strength in (0.3, 1.0)]
    gaps = [int(made[0]) - int(made[2]) for made in warm]
    assert 0 < gaps[0] < gaps[1]


def test_black_and_white_stay_within_bounds() -> None:
    dim, bright = light_in(plain(60, 60, 60)), light_in(plain(250, 250, 250))
    assert dim is not None
    assert bright is not None
    toning = Toning.between(dim, bright, 1.0)
    ramp = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2)
    made = toning.of(ramp)[0, :, 0].astype(int)
    assert (made[0], made[255]) == (0, 255)
    assert (np.diff(made) >= 0).all()


def test_of_black_alone_no_light_is_told() -> None:
    assert light_in(plain(0, 0, 0)) is None
    subject = plain(9, 9, 9)
    assert harmonised(subject, None, plain(250, 250, 250), 1.0) is subject
