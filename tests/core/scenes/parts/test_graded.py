"""Film's light over places of the newest form: there, and no plain ground; the same at every size."""

import cv2
import numpy as np
import pytest

from core.scenes.drawing import scene_for
from core.scenes.painting import View, paint
from core.scenes.parts.graded import graded
from core.scenes.spec import SceneSpec

GREY = np.full((96, 128, 3), 0.5, np.float32)


def of(kind: str, **changes: object) -> SceneSpec:
    return scene_for("", 7, kind=kind).model_copy(update=changes)


@pytest.mark.parametrize("kind", ["living_room", "forest", "street", "beach"])
def test_a_place_of_the_newest_form_is_graded_and_no_older_one(kind: str) -> None:
    assert not np.allclose(graded(of(kind), GREY), GREY, atol=0.01)
    assert graded(of(kind, spec_version=5), GREY) is GREY


@pytest.mark.parametrize("kind", ["paper", "podium", "flat_lay", "hanging_wall"])
def test_plain_grounds_and_walls_keep_their_colour(kind: str) -> None:
    assert graded(of(kind), GREY) is GREY


def test_a_room_is_brighter_where_its_light_comes_from() -> None:
    room = of("living_room")
    left = room.model_copy(update={"light": room.light.model_copy(update={"direction": -60.0})})
    made = graded(left, GREY)
    assert made[:, :20].mean() > made[:, -20:].mean() + 0.05


def test_what_is_bright_blooms_and_shadows_are_never_black() -> None:
    image = np.zeros((96, 128, 3), np.float32)
    image[30:50, 40:60] = 1.0
    made = graded(of("library"), image)
    assert made[40, 70].mean() > made[90, 120].mean() > 0


@pytest.mark.parametrize("kind", ["living_room", "forest"])
def test_a_graded_place_is_the_same_at_every_size(kind: str) -> None:
    small = paint(of(kind), View(160, 120)).image
    large = paint(of(kind), View(320, 240)).image
    reduced = cv2.resize(large, (160, 120), interpolation=cv2.INTER_AREA)
    assert 10 * np.log10(1 / np.mean((small - reduced) ** 2)) >= 26
