import numpy as np
import pytest

from core.scenes.drawing import scene_for
from core.scenes.painting import View
from core.scenes.parts.coverings import COVERINGS
from core.scenes.parts.photographed import photographed
from core.scenes.parts.renewed import RENEWED, renewed, renewed_wall
from core.scenes.parts.surfaces import SURFACES
from core.scenes.spec import SceneSpec
from tests.places import alike, at_first, few, painted

LOOKS = [
    ("flat_lay", "oak"),
    ("flat_lay", "carpet"),
    ("leaf", "banana leaf"),
    ("flower_field", "lavender"),
]


def _spec(kind: str, ground: str, version: int) -> SceneSpec:
    drawn = scene_for("", 7, kind=kind).model_dump()
    changes = {"spec_version": version, "materials": {"ground": ground}, "colours": {}, "props": ()}
    return SceneSpec.parse({**drawn, **changes})


@pytest.mark.parametrize(("kind", "ground"), at_first(2, LOOKS))
def test_older_scenes_keep_the_older_drawing(kind: str, ground: str) -> None:
    first, second, third = (
        painted(_spec(kind, ground, version), View(96, 96)).image for version in (1, 2, 3)
    )
    assert not np.array_equal(second, third)
    if ground != "carpet":
        assert np.array_equal(first, second)


def test_every_newer_drawing_is_known_and_only_meant_by_newer_scenes() -> None:
    for name, newer in RENEWED.items():
        assert newer in SURFACES or newer in COVERINGS
        assert renewed(_spec("flat_lay", "oak", 2), name) == name
        assert renewed(_spec("flat_lay", "oak", 3), name) == newer


UNSEEN = [
    ("alley", {"props": ("graffiti",)}),
    ("street", {"season": "autumn"}),
    ("road_coast", {"light": {"time": "golden"}}),
]


@pytest.mark.parametrize(("kind", "fields"), at_first(1, UNSEEN))
def test_what_could_hardly_be_seen_is_seen_in_newer_scenes_alone(
    kind: str, fields: dict[str, object]
) -> None:
    drawn = {**scene_for("", 7, kind=kind).model_dump(), "props": (), **fields}
    second, third, fourth = (
        painted(SceneSpec.parse({**drawn, "spec_version": version}), View(96, 96)).image
        for version in (2, 3, 4)
    )
    assert np.abs(fourth - third).mean() > 0.01
    assert np.abs(second - third).mean() < 0.01


NEWEST_LOOKS = [("forest", "moss"), ("flat_lay", "moss"), ("bokeh", "black wood")]


@pytest.mark.parametrize(("kind", "ground"), NEWEST_LOOKS)
def test_what_was_drawn_anew_once_more_is_so_in_the_newest_scenes_alone(kind: str, ground: str) -> None:
    third, fourth = (painted(_spec(kind, ground, version), View(96, 96)).image for version in (3, 4))
    assert np.abs(third - fourth).mean() > 0.004


def test_nobody_sees_through_a_crate_in_the_newest_scenes() -> None:
    third, fourth = (painted(_spec("market_stall", "oak", version), View(96, 96)).image for version in (3, 4))
    changed = np.abs(third - fourth).max(axis=2) > 0.05
    assert 0.002 < changed.mean() < 0.1
    assert fourth[changed].mean() < third[changed].mean()


@pytest.mark.parametrize("kind", few(["table", "flat_lay"], "flat_lay"))
def test_boards_are_of_the_newer_wood_in_the_newest_scenes(kind: str) -> None:
    drawn = {**scene_for("", 7, kind=kind).model_dump(), "props": ("wooden board",)}
    third, fourth = (
        painted(SceneSpec.parse({**drawn, "spec_version": version}), View(96, 96)).image for version in (3, 4)
    )
    assert not np.array_equal(third, fourth)


def test_graffiti_is_on_a_wall_and_not_on_the_floor() -> None:
    drawn = scene_for("", 7, kind="concrete_wall").model_dump()
    plain, sprayed = (
        painted(SceneSpec.parse({**drawn, "props": props}), View(96, 96)) for props in ((), ("graffiti",))
    )
    change = np.abs(plain.image - sprayed.image).mean(axis=2)
    edge = int(plain.ground.far * 96)
    assert change[edge // 2 : edge - 2].mean() > 0.05
    assert change[edge + 4 :].mean() < 0.02


TAKEN_LOOKS = [("flat_lay", "oak"), ("flat_lay", "wool rug"), ("flat_lay", "fur"), ("castle", "grass")]


@pytest.mark.parametrize(("kind", "ground"), at_first(2, TAKEN_LOOKS))
def test_only_the_newest_scenes_look_taken_with_a_camera(kind: str, ground: str) -> None:
    older, newest = (painted(_spec(kind, ground, version), View(96, 96)).image for version in (4, 5))
    assert np.abs(older - newest).mean() > 0.004
    plain = np.full((96, 96, 3), 0.5, np.float32)
    assert photographed(_spec(kind, ground, 4), plain, 0.4) is plain
    assert photographed(_spec(kind, ground, 5), plain, 0.4) is not plain


def test_concrete_to_hang_on_is_smooth_since_the_seventh_form() -> None:
    older, newer = (
        painted(
            SceneSpec.parse(
                {"spec_version": form, "kind": "hanging_wall", "seed": 4, "materials": {"wall": "concrete"}}
            ),
            View(192, 192),
        ).image
        for form in (6, 7)
    )
    steps = [float(np.abs(np.diff(image, axis=0)).mean()) for image in (older, newer)]
    assert steps[1] < 0.6 * steps[0]
    assert renewed_wall(_spec("flat_lay", "concrete", 6), "concrete") == "concrete"


def test_a_camera_darkens_corners_and_takes_purity_from_the_purest_colours() -> None:
    castle = _spec("castle", "grass", 5)
    blue = np.full((96, 96, 3), (0.1, 0.3, 0.9), np.float32)
    taken = photographed(castle, blue, 0.5)
    assert np.ptp(taken[48, 48]) < np.ptp(blue[48, 48])
    assert taken[:8, :8].mean() < taken[20:40, 40:60].mean() - 0.01


def test_a_room_keeps_its_own_camera() -> None:
    kitchen = SceneSpec.parse({**scene_for("", 7, kind="kitchen").model_dump(), "spec_version": 5})
    plain = np.full((32, 32, 3), 0.5, np.float32)
    assert photographed(kitchen, plain, 0.4) is plain


def test_a_fridge_in_the_newest_scenes_is_in_use() -> None:
    drawn = {**scene_for("", 7, kind="fridge").model_dump(), "props": ()}
    older, newest = (
        painted(SceneSpec.parse({**drawn, "spec_version": version}), View(96, 96)).image for version in (4, 5)
    )
    assert np.abs(older - newest).mean() > 0.01


@pytest.mark.parametrize(
    ("kind", "ground"),
    at_first(1, [("flat_lay", "fur"), ("flat_lay", "wool rug"), ("windmill", "tulips")]),
)
def test_the_newest_scenes_are_the_same_at_every_size(kind: str, ground: str) -> None:
    large, small = (painted(_spec(kind, ground, 5), View(side, side)).image for side in (192, 96))
    assert alike(large, small) >= 26
