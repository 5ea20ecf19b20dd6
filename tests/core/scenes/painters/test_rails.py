"""A rail before a place: it crosses where the hook is, the place behind it, the same at every size."""

from typing import Any

import cv2
import numpy as np
import pytest

from core.scenes.kinds import KINDS
from core.scenes.painting import Painting, View, paint
from core.scenes.parts.fixed import HOOK
from core.scenes.spec import SceneSpec

RAIL = KINDS["clothes_rail"]


def rail(size: int = 96, /, **fields: Any) -> Painting:
    camera = {"horizon": 0.5, "blur": 0.3}
    values = {"kind": "clothes_rail", "seed": 5, "camera": camera, "backdrop": "sky", **fields}
    return paint(SceneSpec.parse(values), View(size, size))


@pytest.mark.parametrize("ground", RAIL.grounds)
def test_what_it_hangs_on_is_the_same_at_every_size_and_in_bytes(ground: str) -> None:
    large, small = (rail(size, materials={"ground": ground}) for size in (192, 96))
    reduced = cv2.resize(large.image, (96, 96), interpolation=cv2.INTER_AREA)
    assert -10 * np.log10(((reduced - small.image) ** 2).mean()) >= 30
    assert np.array_equal(small.image, rail(96, materials={"ground": ground}).image)


@pytest.mark.parametrize("ground", [ground for ground in RAIL.grounds if ground != "wooden post"])
def test_it_crosses_the_picture_right_under_the_hook_in_front_of_the_place(ground: str) -> None:
    made = rail(256, materials={"ground": ground})
    near = made.disparity > 0.6
    middle = np.flatnonzero(near[:, 128])
    assert HOOK * 256 < middle[0] <= (HOOK + 0.012) * 256
    assert near[:90].any(axis=0).all()
    assert not near[100:].any()
    assert made.disparity[~near].max() < 0.6


@pytest.mark.parametrize(
    "fields",
    [
        {"backdrop": "lake"},
        {"materials": {"ground": "rope"}},
        {"light": {"direction": 60.0, "hardness": 0.9}},
        {"light": {"time": "night"}},
        {"camera": {"horizon": 0.5, "blur": 0.0}},
        {"camera": {"horizon": 0.5, "blur": 0.3, "distance": 2.0}},
        {"seed": 6},
    ],
)
def test_each_field_has_its_effect(fields: dict[str, Any]) -> None:
    assert np.abs(rail(**fields).image - rail().image).mean() > 1e-3


def test_a_branch_has_leaves_but_in_winter() -> None:
    summer, winter = (
        rail(128, materials={"ground": "branch"}, season=season).disparity > 0.6
        for season in ("summer", "winter")
    )
    assert summer.sum() > winter.sum()


def test_nothing_near_behind_it_takes_a_shadow() -> None:
    assert rail().ground.open
