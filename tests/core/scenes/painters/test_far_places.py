"""Canyon, salt flat, fjord, ruins, cabin, ice, river bank, beach bar, terrace, festival and neon street;
starry nights and a volcano; a bamboo pole and a post to hang on."""

import numpy as np
import pytest

from core.scenes.kinds import KINDS
from core.scenes.painting import View, paint
from core.scenes.parts.outdoors import day_of
from core.scenes.parts.terrain import terrain
from tests.places import (
    assert_free_ground_in_perspective,
    assert_materials_show,
    assert_small_is_reduced_large,
    difference,
    few,
    in_first_materials,
    painted,
)
from tests.places import by_its_first_hour as place

SMALL = View(48, 48)
NEW = (
    *("canyon", "salt_flat", "fjord", "ruins", "cabin", "ice"),
    *("river_bank", "beach_bar", "terrace", "festival", "neon_street"),
)


@pytest.mark.parametrize("kind", few(NEW, "canyon"))
def test_it_is_a_picture_with_a_free_ground_in_exact_perspective(kind: str) -> None:
    assert_free_ground_in_perspective(painted(place(kind), SMALL))


@pytest.mark.parametrize("kind", few(NEW, "ice"))
def test_every_ground_wall_backdrop_and_prop_shows(kind: str) -> None:
    assert_materials_show(place, kind, SMALL)
    last = in_first_materials(place, kind, ground=-1)
    shown = last.model_copy(update={"props": KINDS[kind].props})
    assert difference(painted(last, SMALL), painted(shown, SMALL)) > 1e-3


@pytest.mark.parametrize("kind", few(NEW, "fjord"))
def test_seed_and_light_have_their_effect(kind: str) -> None:
    plain = painted(place(kind), SMALL)
    assert difference(plain, painted(place(kind, seed=9), SMALL)) > 0.01
    late = place(kind, light={"time": KINDS[kind].times[1], "direction": 120})
    assert difference(plain, painted(late, SMALL)) > 0.005


def test_grass_that_nobody_sows_is_paler_than_a_meadow_s() -> None:
    late = {"time": "golden", "height": 18, "warmth": 0.45, "direction": -130}
    wild, sown = (
        painted(place(kind, light=late, materials={"ground": "grass"}), SMALL).image[-12:].mean((0, 1))
        for kind in ("fjord", "meadow")
    )
    assert wild[2] / wild[:2].mean() > sown[2] / sown[:2].mean() + 0.08


def test_dry_asphalt_far_off_mirrors_the_signs_as_wet_does() -> None:
    """No dark islands below the horizon, where the camera is near the ground."""
    for seed in (40, 41):
        camera = {"horizon": 0.3, "distance": 0.5, "blur": 0.9}
        spec = place("neon_street", seed=seed, camera=camera, materials={"ground": "asphalt"})
        made = painted(spec, View(96, 96))
        row = round(96 * made.ground.vanish) + 4
        above, below = made.image[row - 12 : row - 6].mean(), made.image[row : row + 6].mean()
        assert below > 0.6 * above


@pytest.mark.thorough
@pytest.mark.parametrize("kind", NEW)
def test_a_small_picture_is_the_reduced_large_one(kind: str) -> None:
    assert_small_is_reduced_large(place(kind))


def test_land_hides_what_lies_behind_it_and_throws_shadows() -> None:
    def ridge(across: np.ndarray, away: np.ndarray) -> np.ndarray:
        return np.where(np.abs(away - 8) < 0.6, 0.3, -1.0).astype(np.float32)

    day = day_of(place("canyon", light={"direction": 180, "height": 45, "time": "day"}))
    seen = terrain((96, 96), 0.5, (1.0, 30.0), ridge, day)
    above = seen.away[:48][seen.alpha[:48] > 0]
    assert abs(float(np.median(above)) - 8) < 0.8
    front = (seen.away > 6.4) & (seen.away < 7.2) & (seen.alpha > 0)
    near = (seen.away < 5.4) & (seen.alpha > 0)
    assert seen.sun[front].mean() < 0.3 < seen.sun[near].mean()


def test_stars_come_out_only_by_night() -> None:
    for time, least in (("night", 0.003), ("day", 0.0)):
        plain, starry = (place("meadow", light={"time": time}, props=props) for props in ((), ("stars",)))
        changed = difference(painted(plain, SMALL), painted(starry, SMALL))
        assert changed > least if least else changed == 0


@pytest.mark.parametrize("kind", few(("mountains", "park", "lake"), "park"))
def test_a_volcano_stands_over_the_horizon(kind: str) -> None:
    plain, cone = (painted(place(kind, props=props), SMALL) for props in ((), ("volcano",)))
    assert np.abs(plain.image[:22] - cone.image[:22]).mean() > 0.01


@pytest.mark.parametrize("ground", ["bamboo pole", "wooden post"])
def test_what_clothes_hang_on_is_near_under_the_hook(ground: str) -> None:
    made = paint(place("clothes_rail", backdrop="sky", materials={"ground": ground}), View(96, 96))
    assert made.disparity[12, 48] > 0.6
    assert made.disparity[80, 8] < 0.5
    assert (made.disparity[80, 48] > 0.6) == (ground == "wooden post")
