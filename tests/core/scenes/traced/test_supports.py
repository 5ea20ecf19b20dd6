"""What a subject is put on, as geometry."""

import numpy as np
import pytest

from core.scenes.painting import View
from core.scenes.spec import SceneSpec
from core.scenes.supports import SUPPORTS
from core.scenes.traced.body import Footprint
from core.scenes.traced.lens import standing_lens
from core.scenes.traced.sets import Shot
from core.scenes.traced.supports import BUILT, MAKERS, Order, crate, rectangle


def shot(prop: str, true: float | None = None) -> Shot:
    spec = SceneSpec.parse({"kind": "table", "seed": 3, "spec_version": 7, "props": [prop]})
    feet = Footprint(left=-0.1, right=0.1, near=0.05, far=-0.05, top=0.4)
    return Shot(spec, standing_lens(View(64, 64), 0.2, 0.8, 1.7, 0.5), feet, true)


@pytest.mark.parametrize("name", sorted(BUILT))
def test_it_is_as_tall_as_the_painted_one_so_that_the_subject_stands_on_it(name: str) -> None:
    pytest.importorskip("mitsuba").set_variant("scalar_rgb")
    known = SUPPORTS[name]
    order = Order(name, known.half, known.deep, known.tall, np.random.default_rng(3), shot(name))
    points = np.concatenate([mesh.points for mesh, _ in MAKERS[name](order)])
    middle = points[np.hypot(points[:, 0], points[:, 2]) < 0.6 * min(known.half, known.deep)]
    highest = float((middle if len(middle) else points)[:, 1].max())
    assert highest == pytest.approx(known.tall, abs=0.016)
    assert float(points[:, 1].min()) == pytest.approx(0, abs=0.005)


def test_a_crate_without_a_lid_is_open_above() -> None:
    rng = np.random.default_rng(1)
    closed, open_ = (crate(0.3, 0.2, 0.15, 0.5, rng, lid=lid) for lid in (True, False))
    assert len(open_.points) < len(closed.points)
    assert float(closed.points[:, 1].max()) == pytest.approx(0.15)


def test_an_outline_goes_round_once_against_the_clock() -> None:
    x, z = rectangle(0.4, 0.3, 0.05).T
    area = 0.5 * float(np.sum(x * np.roll(z, -1) - z * np.roll(x, -1)))
    assert 0.9 * 0.48 < area < 0.48
