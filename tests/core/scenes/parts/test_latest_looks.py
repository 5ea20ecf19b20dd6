"""What is drawn anew in scenes of the latest form, because it gave painted places away."""

import numpy as np
import pytest

from core.scenes.drawing import scene_for
from core.scenes.painting import View, paint
from core.scenes.parts.distance import Foliage, trees
from core.scenes.parts.heightfield import Lamp, Relief, lit
from core.scenes.parts.ice_tiles import crushed
from core.scenes.parts.mosses import cushions, pelt
from core.scenes.parts.natural import ground
from core.scenes.parts.outdoors import day_of, sky
from core.scenes.parts.photographed import photographed
from core.scenes.parts.renewed import FROM_ABOVE, renewed_above
from core.scenes.parts.soils import linear
from core.scenes.parts.stems import dappled
from core.scenes.spec import SceneSpec
from tests.places import alike, at_first

LAMP = Lamp((-0.64, -0.77), 48, 0.45)
LEAF = (0.36, 0.5, 0.1)


def spec_of(kind: str, version: int = 5, **fields: object) -> SceneSpec:
    """What seed 7 draws of the kind, in that form, with other ``fields``."""
    drawn = scene_for("", 7, kind=kind).model_dump()
    return SceneSpec.parse({**drawn, "spec_version": version, "props": (), **fields})


@pytest.mark.parametrize("name", FROM_ABOVE)
def test_ground_seen_from_above_is_drawn_anew_in_the_latest_scenes_alone(name: str) -> None:
    assert renewed_above(spec_of("flat_lay", 4), name) != FROM_ABOVE[name]
    assert renewed_above(spec_of("flat_lay", 5), name) == FROM_ABOVE[name]


def test_settled_leaves_are_darker_below_others_and_duller() -> None:
    ratios, spans = [], []
    for name in ("leaves", "settled leaves"):
        made = ground(name, 192, 3)
        tone, low = made.albedo.mean(axis=2), np.quantile(made.height, 0.3)
        ratios.append(tone[made.height < low].mean() / tone[made.height > low].mean())
        spans.append(np.ptp(made.albedo, axis=2).mean())
    assert ratios[1] < 0.95 * ratios[0]
    assert spans[1] < 0.9 * spans[0]


def test_the_edge_of_what_lies_throws_a_shadow_and_has_no_dark_rim() -> None:
    height = np.zeros((128, 128), np.float32)
    height[40:88, 40:88] = 0.02
    relief = Relief(np.full((128, 128, 3), 0.5, np.float32), height)
    raised, lying = lit(relief, LAMP), lit(relief, LAMP, lying=np.ones((128, 128), np.float32))
    assert lying[87, 50:80].mean() > 1.15 * raised[87, 50:80].mean()
    assert lying[89, 50:80].mean() < 0.95 * lying[110, 50:80].mean()


def test_a_pelt_of_moss_is_duller_than_its_cushions() -> None:
    bright, dull = (made((3, 1), 256)[1].mean(axis=(0, 1)) for made in (cushions, pelt))
    assert np.ptp(dull) / dull.max() < np.ptp(bright) / bright.max()


def test_plants_are_duller_out_of_doors_and_green_paint_stays() -> None:
    leaves = np.full((32, 32, 3), LEAF, np.float32)
    park, room = (photographed(spec_of(kind), leaves, 0.4) for kind in ("park", "coloured_wall"))
    assert np.ptp(park[16, 16]) < 0.85 * np.ptp(leaves[16, 16])
    assert room is leaves


def test_a_table_before_a_garden_has_the_gardens_greens() -> None:
    leaves = np.full((32, 32, 3), LEAF, np.float32)
    before = [photographed(spec_of("table", backdrop=name), leaves, 0.4) for name in ("garden", "kitchen")]
    assert np.ptp(before[0][16, 16]) < np.ptp(before[1][16, 16])


def test_an_overcast_sky_has_dark_clouds_and_a_clear_one_none_more() -> None:
    for time, darker in (("overcast", True), ("day", False)):
        light = {"time": time, "hardness": 0.1}
        older, latest = (spec_of("savanna", version, light=light) for version in (4, 5))
        seen = [sky(one, day_of(one), 96, 144, 0.5, 0.4)[:40] for one in (older, latest)]
        assert (seen[1].mean() < 0.9 * seen[0].mean()) == darker


def test_one_sees_into_clear_ice() -> None:
    dull, clear = (crushed((5, 1), 256, glassy=glassy)[1].mean(axis=2) for glassy in (False, True))
    assert clear.std() / clear.mean() > 1.2 * dull.std() / dull.mean()


def test_trees_of_several_boughs_are_no_balls() -> None:
    day = day_of(spec_of("park"))
    shade, sunny = linear("2e3a1f"), linear("869556")
    alphas = [
        trees(np.random.default_rng(4), (128, 192), 0.9, (0.5, 0.7), 5,
              Foliage(shade, sunny, 0.006, 0.0, boughs), day, False)[..., 3]
        for boughs in (False, True)
    ]  # fmt: skip
    assert 0.6 < alphas[1].sum() / alphas[0].sum() < 1.6
    assert np.abs(alphas[0] - alphas[1]).mean() > 0.02


def test_leaves_break_the_light_on_trunks_and_cover_no_more_of_them() -> None:
    layer = np.zeros((96, 96, 4), np.float32)
    layer[:, 30:60] = (0.2, 0.16, 0.12, 1)
    made = dappled((3, 1), layer)
    assert np.array_equal(made[..., 3], layer[..., 3])
    assert made[:, 30:60, 1].std() > 0.15 * made[:, 30:60, 1].mean()
    assert not made[:, :30].any()


LOOKS = [
    ("moss", {}),
    ("forest", {}),
    ("jungle", {}),
    ("ruins", {}),
    ("ice", {}),
    ("halloween", {}),
    ("savanna", {"light": {"time": "overcast"}}),
    ("alley", {}),
    ("rooftop", {}),
    ("lake", {}),
    ("road_fields", {}),
    ("flat_lay", {"materials": {"ground": "moss"}}),
    ("flat_lay", {"materials": {"ground": "leaves"}}),
    ("flat_lay", {"props": ("dried flowers",)}),
]


@pytest.mark.parametrize(("kind", "fields"), at_first(4, LOOKS))
def test_the_latest_places_are_the_same_at_every_size(kind: str, fields: dict[str, object]) -> None:
    spec = spec_of(kind, 5, **fields)
    large, small = (paint(spec, View(side, side)).image for side in (384, 192))
    assert alike(large, small) >= 26
