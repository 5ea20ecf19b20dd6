"""What stands close by out of doors, lamplight in the evening, and fields in rows."""

from dataclasses import replace

import numpy as np
import pytest

from core.scenes.painters.outside import lamplit, pooled
from core.scenes.painting import Painting, View
from core.scenes.parts.outdoors import day_of, sky
from core.scenes.parts.viewpoint import viewpoint_of
from core.scenes.spec import SceneSpec
from tests import places

SMALL = View(64, 64)


def place(kind: str, **fields: object) -> SceneSpec:
    return SceneSpec.parse({"kind": kind, "seed": 3, "light": {"hardness": 0.6}, **fields})


def painted(kind: str, **fields: object) -> Painting:
    return places.painted(place(kind, **fields), SMALL)


@pytest.mark.parametrize(
    "ground", places.few(["log slice", "mossy rock", "crate", "bench"], "log slice", "crate")
)
def test_a_thing_to_stand_on_has_a_top_within_the_picture(ground: str):
    made = painted("natural_stand", materials={"ground": ground}, backdrop="meadow", camera={"horizon": 0.2})
    stand = made.ground.stand
    assert stand is not None
    assert 0.55 < stand.y - stand.deep < stand.y + stand.deep < 0.97
    assert 0.15 < stand.half < 0.5
    assert np.isfinite(made.image).all()


def test_what_is_behind_a_stand_is_another_place():
    sea = painted("natural_stand", backdrop="sea", camera={"horizon": 0.2}).image[:24]
    wood = painted("natural_stand", backdrop="forest", camera={"horizon": 0.2}).image[:24]
    assert np.abs(sea - wood).mean() > 0.05


@pytest.mark.parametrize("time", ["night", "dusk"])
def test_in_the_evening_the_subject_stands_in_a_pool_of_light(time: str):
    image = painted("desert", light={"time": time}).image
    row = round(0.86 * 64)
    foot, aside = image[row, 28:36].mean(), image[row - 18 : row - 14, :6].mean()
    assert foot > 0.3
    assert foot > 1.5 * aside


def test_by_day_there_is_no_lamp():
    spec = place("desert")
    day, seen = day_of(spec), viewpoint_of(spec, SMALL)
    canvas = np.ones((64, 64, 4), np.float32)
    assert np.array_equal(pooled(canvas, seen, day), canvas)
    assert lamplit(day) == day.tint
    assert lamplit(replace(day, time="night"))[0] == 1.0


def test_the_sky_by_day_is_blue():
    spec = place("meadow", light={"time": "day"})
    made = sky(spec, day_of(spec), 48, 48, 0.5, 0.4)[:20].mean(axis=(0, 1))
    assert made[2] > 1.3 * made[0]


def test_a_field_has_its_flowers_colour():
    fields = [painted("flower_field", materials={"ground": ground}) for ground in ("lavender", "poppies")]
    lavender, poppies = (made.image[28:36].mean(axis=(0, 1)) for made in fields)
    assert lavender[2] > lavender[1] + 0.03
    assert poppies[0] > poppies[2] + 0.1


def test_fruit_hangs_in_the_orchard():
    plain, ripe = painted("orchard", props=["olives"]), painted("orchard", props=["oranges"])
    assert np.abs(plain.image - ripe.image).mean() > 0.01


@pytest.mark.parametrize("ground", ["football pitch", "tennis court"])
def test_each_pitch_differs_from_lawn(ground: str):
    made = painted("pitch", materials={"ground": ground})
    assert np.abs(made.image - painted("meadow").image).mean() > 0.02


def test_boats_lie_at_the_jetty():
    assert np.abs(painted("jetty", props=["boats"]).image - painted("jetty").image).mean() > 0.002


def test_goods_stand_at_both_sides_of_the_stall():
    fruit, greens = painted("market_stall", props=["fruit"]), painted("market_stall", props=["vegetables"])
    changed = np.abs(fruit.image - greens.image).mean(axis=(0, 2))
    assert changed[:12].mean() > 0.01
    assert changed[-12:].mean() > 0.01
    assert changed[29:35].mean() < 1e-6
