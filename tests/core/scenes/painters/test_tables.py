"""Tables, counters and shelves: the same place at every size, each field with its effect, exact boards."""

import cv2
import numpy as np
import pytest

from core.scenes.painters import table_backdrops, tables
from core.scenes.painting import View, paint
from core.scenes.parts.extras import EXTRAS
from core.scenes.spec import Light, SceneSpec
from core.scenes.traced.tracing import can_trace
from tests import places
from tests.places import alike, few, painted

KINDS = ("table", "kitchen_counter", "bathroom", "shelf")
SMALL = View(128, 128)


def spec(kind: str = "table", **fields: object) -> SceneSpec:
    horizon = 0.42 if kind == "shelf" else 0.25
    camera = {"horizon": horizon, "blur": 0.1 if kind == "shelf" else 0.7}
    backdrop = "plaster_wall" if kind == "table" else None
    return SceneSpec.parse({"kind": kind, "seed": 5, "camera": camera, "backdrop": backdrop, **fields})


def difference(first: SceneSpec, second: SceneSpec) -> float:
    return places.difference(painted(first, SMALL), painted(second, SMALL))


@pytest.mark.parametrize("kind", KINDS)
def test_a_board_is_exact_and_its_foot_well_in_front_of_its_edge(kind: str) -> None:
    made = painted(spec(kind), SMALL)
    ground = made.ground
    assert ground.vanish < ground.far < ground.foot - 0.05
    assert ground.foot < 0.92
    rows = np.arange(int(ground.far * 128) + 2, int(ground.foot * 128) + 1)
    exact = ((rows + 0.5) / 128 - ground.vanish) / (1 - ground.vanish)
    assert np.allclose(made.disparity[rows, 64], exact, atol=1e-4)
    assert made.disparity[: rows[0] - 3].max() <= made.disparity[rows[0], 64] + 1e-4


@pytest.mark.parametrize("kind", few(KINDS, "table", "shelf"))
def test_a_small_picture_is_the_large_one_reduced(kind: str) -> None:
    place = spec(kind, props=("plant",))
    large, small = paint(place, View(384, 384)).image, painted(place, SMALL).image
    assert alike(large, small) >= 28


@pytest.mark.parametrize("backdrop", few(["kitchen", "beach", "brick_wall"], "brick_wall"))
def test_a_small_table_before_a_place_is_the_large_one_reduced(backdrop: str) -> None:
    place = spec(backdrop=backdrop)
    large, small = paint(place, View(384, 384)).image, painted(place, SMALL).image
    assert alike(large, small) >= 28


def test_a_dark_backdrop_is_exposed_for_the_subject_by_day_and_stays_dark_by_night() -> None:
    assert 1.2 < table_backdrops.exposure(0.2, "day") <= 2
    assert table_backdrops.exposure(0.6, "day") == 1
    assert table_backdrops.exposure(0.05, "night") == 1


def test_lamps_are_on_in_a_kitchen_at_dusk() -> None:
    red, _, blue = painted(spec("kitchen_counter", light={"time": "dusk"}), SMALL).image.mean(axis=(0, 1))
    assert red > blue


def test_a_spec_is_the_same_bytes_again() -> None:
    place = spec(props=("cups", "napkin"))
    first = paint(place, SMALL).image
    table_backdrops._painted.cache_clear()
    assert np.array_equal(first, paint(place, SMALL).image)


@pytest.mark.parametrize(
    "fields",
    [
        {"materials": {"ground": "black marble"}},
        {"backdrop": "brick_wall"},
        {"light": {"direction": 80}},
        {"light": {"warmth": 1}},
        {"light": {"time": "night"}},
        {"camera": {"horizon": 0.12, "blur": 0.7}},
        {"camera": {"horizon": 0.25, "blur": 0.1}},
        {"camera": {"horizon": 0.25, "blur": 0.7, "distance": 2}},
        {"props": ["napkin"]},
        {"props": ["flowers"]},
        {"colours": {"ground": "#305030"}, "materials": {"ground": "linen"}},
        {"seed": 6},
    ],
)
def test_each_field_has_its_effect_on_a_table(fields: dict[str, object]) -> None:
    other = SceneSpec.parse({**spec().model_dump(), **fields})
    assert difference(spec(), other) > 0.002


@pytest.mark.parametrize("kind", ["kitchen_counter", "bathroom", "shelf"])
@pytest.mark.parametrize("fields", [{"materials": {"wall": "tiles"}}, {"colours": {"wall": "#7090a0"}}])
def test_a_wall_behind_a_counter_is_as_asked(kind: str, fields: dict[str, object]) -> None:
    plain = spec(kind, materials={"wall": "plaster"})
    assert difference(plain, SceneSpec.parse({**plain.model_dump(), **fields})) > 0.004


def test_other_light_moves_no_prop() -> None:
    place = spec("shelf", props=("books", "frame"))
    one, two = (paint(place.model_copy(update={"light": light}), SMALL) for light in _lights(place))
    edges = [cv2.Canny((made.image * 255).astype(np.uint8), 60, 160) > 0 for made in (one, two)]
    shared = (edges[0] & (cv2.dilate(edges[1].astype(np.uint8), np.ones((3, 3))) > 0)).sum()
    assert shared > 0.6 * edges[0].sum()


def _lights(place: SceneSpec) -> list[Light]:
    return [place.light.model_copy(update={"direction": turn}) for turn in (-50, 50)]


def test_a_light_pattern_falls_on_a_shelfs_wall_and_board() -> None:
    plain, shaded = (painted(spec("shelf", light={"pattern": name}), SMALL) for name in ("none", "leaves"))
    change = np.abs(plain.image - shaded.image).mean(axis=2)
    edge = int(plain.ground.far * 128)
    assert change[:edge].mean() > 0.01
    assert change[edge + 3 : int(0.85 * 128)].mean() > 0.002


def test_a_wall_behind_a_table_is_bare_in_the_newest_scenes_and_never_sprayed() -> None:
    top = tables.table_top(spec(), SMALL)
    for version, props in ((3, ("plant",)), (4, ())):
        place = spec(spec_version=version, backdrop="brick_wall")
        assert table_backdrops.backdrop_spec(place, "brick_wall", top).props == props
    dark = spec(spec_version=4, backdrop="coloured_wall")
    assert table_backdrops.backdrop_spec(dark, "coloured_wall", top).props == ()


def test_light_through_a_window_falls_on_a_table_and_is_painted() -> None:
    plain, lit = (spec("table", light={"pattern": name, "hardness": 0.8}) for name in ("none", "window"))
    made = [painted(one, SMALL) for one in (plain, lit)]
    change = np.abs(made[0].image - made[1].image).mean(axis=2)
    edge = int(made[0].ground.far * 128)
    assert change[edge + 6 :].mean() > 0.03
    assert can_trace(plain)
    assert not can_trace(lit)


@pytest.mark.parametrize("name", list(EXTRAS))
def test_food_stands_beside_the_subject_and_leaves_its_place_free(name: str) -> None:
    plain, with_it = (painted(spec(props=props), SMALL).image for props in ((), (name,)))
    change = np.abs(plain - with_it).mean(axis=2)
    assert change[:, :40].mean() + change[:, 88:].mean() > 0.004
    assert change[40:, 54:74].mean() < 0.004


def test_a_polished_top_mirrors_more_than_a_cloth() -> None:
    glass, linen = (painted(spec(materials={"ground": name}), SMALL).ground for name in ("glass", "linen"))
    assert glass.mirror > 0.2 > linen.mirror
    assert glass.rough < linen.rough


def test_a_shelfs_wall_goes_on_below_it() -> None:
    made = painted(spec("shelf"), SMALL)
    assert made.disparity[-1, 64] == pytest.approx(made.disparity[3, 64], abs=1e-4)
    assert made.image[-2].mean() < 0.8 * made.image[3].mean()
