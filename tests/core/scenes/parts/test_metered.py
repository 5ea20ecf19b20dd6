"""Places by day are exposed for what stands in them."""

import numpy as np
import pytest

from core.scenes.parts.metered import metered
from core.scenes.spec import SceneSpec

FOOT = 0.8


def spec(version: int = 7, kind: str = "meadow", **light: object) -> SceneSpec:
    return SceneSpec.parse({"spec_version": version, "kind": kind, "seed": 1, "light": light})


def place(ground: float) -> np.ndarray:
    """White above, ground of that sRGB value below."""
    image = np.ones((60, 90, 3), np.float32)
    image[30:] = ground
    return image


def test_dark_ground_comes_out_in_a_middle_tone_and_white_stays_white() -> None:
    made = metered(spec(), place(0.25), FOOT)
    assert 0.33 < made[50, 45, 0] < 0.5
    assert made[5, 45, 0] == pytest.approx(1)


def test_every_size_is_exposed_alike() -> None:
    image = place(0.25)
    large = image.repeat(4, axis=0).repeat(4, axis=1)
    assert metered(spec(), large, FOOT)[200, 180, 0] == pytest.approx(metered(spec(), image, FOOT)[50, 45, 0])


@pytest.mark.parametrize(
    ("asked", "ground"),
    [
        (spec(6), 0.25),
        (spec(time="night"), 0.25),
        (spec(time="dusk"), 0.25),
        (spec(exposure=-1.0), 0.25),
        (spec(kind="living_room"), 0.25),
        (spec(), 0.8),
    ],
)
def test_older_dark_and_bright_places_stay_as_they_are(asked: SceneSpec, ground: float) -> None:
    image = place(ground)
    assert metered(asked, image, FOOT) is image
