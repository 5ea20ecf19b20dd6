"""Rooms: the same place at every size, each field of the spec with its effect, a floor that holds."""

import numpy as np
import pytest

from core.scenes.kinds import KINDS
from core.scenes.painting import Spot, View, paint
from core.scenes.posing import HUNG_IN, posed
from core.scenes.spec import SceneSpec
from tests import places
from tests.places import alike, few, painted

ROOMS = [name for name, kind in KINDS.items() if kind.group == "rooms"]
SMALL = View(128, 128)


def spec(kind: str = "living_room", **fields: object) -> SceneSpec:
    return SceneSpec.parse({"kind": kind, "seed": 5, **fields})


def difference(first: SceneSpec, second: SceneSpec) -> float:
    return places.difference(painted(first, SMALL), painted(second, SMALL))


@pytest.mark.parametrize("kind", few(ROOMS, "living_room", "office", "showroom", "window"))
def test_a_room_has_a_floor_to_stand_on(kind: str) -> None:
    made = painted(spec(kind), SMALL)
    ground = made.ground
    assert made.image.shape == (128, 128, 3)
    assert 0.12 < made.image.mean() < 0.92
    assert ground.vanish < ground.far < ground.foot - 0.04
    rows = np.arange(int(0.9 * 128), 128)
    exact = ((rows + 0.5) / 128 - ground.vanish) / (1 - ground.vanish)
    assert np.allclose(made.disparity[rows, 64], exact, atol=1e-3)


@pytest.mark.parametrize("kind", few(["kitchen", "fireplace", "window"], "window"))
def test_a_small_picture_is_the_large_one_reduced(kind: str) -> None:
    assert alike(paint(spec(kind), View(384, 384)).image, painted(spec(kind), SMALL).image) > 26


def test_the_same_spec_is_the_same_bytes() -> None:
    assert paint(spec("office"), SMALL).image.tobytes() == painted(spec("office"), SMALL).image.tobytes()


@pytest.mark.parametrize(
    "fields",
    [
        {"light": {"direction": 60.0, "hardness": 0.8}},
        {"light": {"height": 20.0, "hardness": 0.8}},
        {"light": {"warmth": 1.0}},
        {"light": {"time": "night"}},
        {"light": {"hardness": 0.9}},
        {"camera": {"horizon": 0.3}},
        {"camera": {"distance": 1.5}},
        {"camera": {"blur": 0.9}},
        {"materials": {"ground": "concrete"}},
        {"colours": {"wall": "#7a2f2f"}},
        {"colours": {"accent": "#2f4f7a"}},
        {"props": ["plant", "rug"]},
    ],
    ids=str,
)
def test_each_field_shows(fields: dict[str, object]) -> None:
    plain: dict[str, object] = {"kind": "living_room", "seed": 5, "props": ["sofa"]}
    assert difference(SceneSpec.parse(plain), SceneSpec.parse({**plain, **fields})) > 0.003


def test_the_season_is_seen_through_the_window() -> None:
    assert difference(spec("window"), spec("window", season="autumn")) > 0.001


def test_the_light_moves_nothing() -> None:
    first = paint(spec("office", light={"direction": -60.0}), SMALL).disparity
    second = paint(spec("office", light={"direction": 120.0, "time": "dusk"}), SMALL).disparity
    assert np.array_equal(first, second)


def test_a_wide_picture_shows_more_of_the_same_room() -> None:
    wide = paint(spec(camera={"blur": 0.0}), View(192, 128)).disparity[:, 32:160]
    assert np.abs(wide - painted(spec(camera={"blur": 0.0}), SMALL).disparity).mean() < 0.01


@pytest.mark.parametrize("kind", few(sorted(HUNG_IN), "living_room"))
def test_a_wall_that_is_faced_keeps_its_middle_free(kind: str) -> None:
    hung = posed(spec(kind, held="wall", props=["sofa"] if kind == "living_room" else []), "hangs")
    made = painted(hung, SMALL)
    spot = made.ground.spot
    assert spot is not None
    assert spot.x == pytest.approx(0.5, abs=0.06)
    assert 0.04 <= spot.y - spot.tall < spot.y + spot.tall < 0.75
    rows, columns = (slice(int(128 * low), int(128 * high)) for low, high in edges(spot))
    level = made.image[rows, columns].mean(2)
    assert level.std() < 0.06
    assert 0.2 < level.mean() < 0.95
    assert alike(paint(hung, View(256, 256)).image, made.image) > 26


def edges(spot: Spot) -> tuple[tuple[float, float], tuple[float, float]]:
    """First and last row and column of a wall's free part, as shares of the height."""
    return (spot.y - spot.tall, spot.y + spot.tall), (spot.x - spot.half, spot.x + spot.half)


def test_a_room_without_such_a_wall_is_as_it_was() -> None:
    plain, held = painted(spec("office"), SMALL), painted(spec("office", held="wall"), SMALL)
    assert plain.image.tobytes() == held.image.tobytes()
    assert held.ground.spot is None
