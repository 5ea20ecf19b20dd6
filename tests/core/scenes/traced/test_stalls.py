"""Crates on a stall and goods on a shop's shelf."""

import numpy as np
import pytest

from core.scenes.modelled.crates import CRATES, DEEP, HALF
from core.scenes.modelled.groceries import SORTS, label
from core.scenes.painting import View
from core.scenes.spec import SceneSpec
from core.scenes.traced.body import Footprint
from core.scenes.traced.lens import standing_lens
from core.scenes.traced.sets import Shot
from core.scenes.traced.shop_shelves import shop_shelf
from core.scenes.traced.stalls import crates


def shot(kind: str, **fields: object) -> Shot:
    spec = SceneSpec.parse({"kind": kind, "seed": 3, "spec_version": 7, **fields})
    feet = Footprint(left=-0.1, right=0.1, near=0.05, far=-0.05, top=0.4)
    return Shot(spec, standing_lens(View(64, 64), 0.2, 0.8, 1.7, 0.5), feet, 0.22)


@pytest.mark.parametrize("name", sorted(CRATES))
def test_a_crate_is_full_to_its_rim(name: str) -> None:
    parts = CRATES[name][0](np.random.default_rng(3))
    points = np.concatenate([part.mesh.points for part in parts])
    assert np.abs(points[:, 0]).max() < HALF + 0.03
    assert np.abs(points[:, 2]).max() < DEEP + 0.03
    goods = np.concatenate([part.mesh.points for part in parts[1:]])
    crate = parts[0].mesh.points[:, 1].max()
    assert goods[:, 1].max() > crate


def test_crates_stand_behind_the_subject() -> None:
    pytest.importorskip("mitsuba").set_variant("scalar_rgb")
    goods = crates(shot("market_stall"), 0.0, -1.5)
    assert goods.shapes
    assert all(z < -0.05 for _, z, _ in goods.taken)


def test_goods_on_a_shelf_leave_room_for_the_subject() -> None:
    pytest.importorskip("mitsuba").set_variant("scalar_rgb")
    import mitsuba as mi

    stage = shop_shelf(shot("shop_shelf"))
    own = [mi.traverse(thing) for name, thing in stage.things.items() if name.startswith("model_goods0")]
    assert own
    nearest = max(float(np.array(one["vertex_positions"]).reshape(-1, 3)[:, 2].max()) for one in own)
    assert nearest < -0.05


def test_no_two_labels_are_alike() -> None:
    pytest.importorskip("mitsuba").set_variant("scalar_rgb")
    rng = np.random.default_rng(5)
    pack = SORTS[0](rng)
    assert 0.15 < pack.mesh.points[:, 1].max() < 0.3
    first, second = (np.array(label(rng, pack)["bsdf"]["reflectance"]["bitmap"]) for _ in range(2))
    assert not np.array_equal(first, second)
