"""Modelled things stand beside the subject: whole, apart, and the same each time."""

from importlib.util import find_spec

import numpy as np
import pytest

from core.scenes.painting import View
from core.scenes.spec import SceneSpec
from core.scenes.traced import tracing
from core.scenes.traced.body import Footprint
from core.scenes.traced.furnishing import Area, Spot, groups_of, set_out
from core.scenes.traced.lens import standing_lens
from core.scenes.traced.sets import Shot
from core.scenes.traced.tracing import Subject, Traced, trace

needs_mitsuba = pytest.mark.skipif(
    find_spec("mitsuba") is None or find_spec("mitsuba_oidn") is None, reason="mitsuba is not installed"
)
SIDE = 64
PROPS = ("blueberries", "coffee cup", "croissants")
AREA = Area(0.0, -1.6, 0.25)


def shot(seed: int = 3, half: float = 0.16, props: tuple[str, ...] = PROPS, version: int = 6) -> Shot:
    made = SceneSpec.parse(
        {
            "spec_version": version,
            "kind": "table",
            "seed": seed,
            "materials": {"ground": "oak"},
            "props": props,
        }
    )
    lens = standing_lens(View(200, 200), 0.2, 0.8, 1.7, 0.6)
    return Shot(made, lens, Footprint(-half, half, 0.02, -0.14, 0.5))


def spots(of: Shot) -> list[Spot]:
    return [spot for _, spot, _ in set_out(of, AREA)]


@pytest.mark.parametrize("seed", range(6))
def test_things_stand_apart_and_beside_the_subject(seed: int) -> None:
    of = shot(seed)
    found = spots(of)
    assert len(found) >= 8
    for number, one in enumerate(found):
        for other in found[:number]:
            assert np.hypot(one.x - other.x, one.z - other.z) >= one.radius + other.radius
        before = one.z + one.radius > of.footprint.far
        scale = of.lens.away / (of.lens.away - one.z)
        left, right = (one.x - one.radius) * scale, (one.x + one.radius) * scale
        overlaps = right > of.footprint.left and left < of.footprint.right
        assert not (before and overlaps)
        assert max(-left, right) - 0.5 < 0.2 * (right - left)
        assert AREA.far <= one.z - one.radius


def test_both_sides_are_used() -> None:
    both = [spot.x for spot in spots(shot(2)) if spot.tall > 0.05]
    assert min(both) < 0 < max(both)


def test_same_spec_same_places() -> None:
    assert spots(shot(4)) == spots(shot(4))
    assert spots(shot(4)) != spots(shot(5))


def test_a_wide_subject_still_leaves_room_for_them() -> None:
    found = spots(shot(3, half=0.42, props=("coffee cup", "croissants")))
    assert found


def test_nothing_stands_in_what_stands_there_already() -> None:
    block = (0.3, -0.1, 0.2)
    area = Area(0.0, -1.6, 0.25, (block,))
    for _, spot, _ in set_out(shot(3), area):
        assert np.hypot(spot.x - block[0], spot.z - block[1]) >= spot.radius + block[2]


def test_older_specs_have_none() -> None:
    assert groups_of(shot(props=("croissants",)))
    assert not groups_of(shot(props=("croissants",), version=5))


def _traced(props: tuple[str, ...], version: int = 6) -> Traced:
    made = SceneSpec.parse({
        "spec_version": version, "kind": "table", "seed": 3, "materials": {"ground": "oak"},
        "backdrop": "plaster_wall", "props": props,
    })  # fmt: skip
    matte = np.zeros((SIDE, SIDE), np.uint8)
    matte[20:52, 26:38] = 255
    image = np.full((SIDE, SIDE, 3), (200, 40, 30), np.uint8)
    return trace(made, View(SIDE, SIDE), Subject(image, matte, "stands", 52 / SIDE), samples=2)


@needs_mitsuba
def test_things_are_in_the_picture_in_its_depth_and_the_same_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tracing, "variant", lambda: "scalar_rgb")
    bare, laid, again = _traced(()), _traced(("red wine", "bread")), _traced(("red wine", "bread"))
    assert laid.painting.image.tobytes() == again.painting.image.tobytes()
    assert np.isfinite(laid.painting.image.astype(float)).all()
    changed = np.abs(laid.painting.image.astype(float) - bare.painting.image.astype(float)).max(-1) > 0.1
    assert 0.02 < changed.mean() < 0.8
    nearer = laid.painting.disparity - bare.painting.disparity
    assert (nearer > 0.02).mean() > 0.01


@needs_mitsuba
def test_older_pictures_stay_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "variant", lambda: "scalar_rgb")
    old, drawn = _traced(("croissants",), 5), _traced((), 5)
    assert np.array_equal(old.painting.disparity, drawn.painting.disparity)
