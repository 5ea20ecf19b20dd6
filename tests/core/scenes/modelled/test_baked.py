"""Baked things stand on painted grounds and lie about in flat lays, the same at every size."""

import cv2
import numpy as np
import pytest

from core.scenes.drawing import scene_for
from core.scenes.kinds import KINDS
from core.scenes.modelled import baked
from core.scenes.painting import View, paint
from core.scenes.parts.canvas import Array
from core.scenes.posing import posed
from core.scenes.spec import SceneSpec


def place(kind: str, *props: str, version: int = 6, seed: int = 5) -> SceneSpec:
    """A place with those props."""
    drawn = scene_for("", seed, kind=kind).model_dump()
    return SceneSpec.parse({**drawn, "props": props, "spec_version": version})


def painted(spec: SceneSpec, side: int = 160) -> Array:
    """The place, small."""
    return paint(spec, View(side, side)).image


@pytest.mark.parametrize(
    ("kind", "props"),
    [("table", ("books", "starfish")), ("beach", ("straw hat",)), ("living_room", ("wicker basket",))],
)
def test_what_is_asked_for_stands_at_the_sides(kind: str, props: tuple[str, ...]) -> None:
    change = np.abs(painted(place(kind, *props)) - painted(place(kind))).max(-1)
    lower = change[70:]
    assert (lower > 0.08).mean() > 0.01
    middle = change[70:, 70:90]
    assert (middle > 0.08).mean() < 0.25


def test_no_speck_stands_on_the_floor_of_a_place_that_people_are_shown_in() -> None:
    room, near = place("living_room", "coffee cup"), place("table", "coffee cup")
    assert np.allclose(painted(room), painted(place("living_room")), atol=1e-4)
    assert not np.array_equal(painted(near), painted(place("table")))


def test_what_is_asked_for_lies_at_the_edges() -> None:
    change = np.abs(painted(place("flat_lay", "sunglasses", "starfish")) - painted(place("flat_lay"))).max(-1)
    assert (change > 0.08).mean() > 0.01
    assert (change[56:104, 56:104] > 0.08).mean() < 0.02


@pytest.mark.parametrize(
    ("kind", "props"), [("table", ("plant", "books")), ("flat_lay", ("starfish", "eucalyptus"))]
)
def test_the_same_at_every_size(kind: str, props: tuple[str, ...]) -> None:
    spec = place(kind, *props)
    large, small = painted(spec, 512), painted(spec, 256)
    reduced = cv2.resize(large, (256, 256), interpolation=cv2.INTER_AREA)
    assert 10 * np.log10(1 / float(((reduced - small) ** 2).mean())) >= 26


def test_older_places_are_drawn_as_they_were() -> None:
    spec = place("table", "books", version=5)
    assert not baked.shows(spec, "books")
    assert baked.shows(place("table", "books"), "books")
    assert not baked.besides(spec)


def test_nothing_is_set_down_where_there_is_no_ground() -> None:
    assert not KINDS["sky"].shown
    assert "books" in KINDS["beach"].shown


def test_small_things_stand_before_tall_ones() -> None:
    spec = place("table", "plant", "books", "straw hat", "starfish")
    things = baked._things(spec, spec.props)
    talls = [thing.baked.tall for thing in things]
    assert talls == sorted(talls, reverse=True)
    assert {thing.side for thing in things} == {-1.0, 1.0}
    assert things[2].before or talls[0] <= 0.1


def test_flat_lays_promise_only_what_was_seen_from_above() -> None:
    assert baked.has("monstera")
    assert not baked.has("monstera", above=True)
    assert baked.has("sunglasses", above=True)
    assert "monstera" not in KINDS["flat_lay"].shown
    assert "starfish" in KINDS["flat_lay"].shown


def test_what_is_asked_for_comes_along_where_a_subject_is_laid_down() -> None:
    laid = posed(place("beach", "sunglasses", "starfish"), "lies")
    assert laid.kind == "flat_lay"
    assert {"sunglasses", "starfish"} <= set(laid.props)
    assert "starfish" not in posed(place("beach", version=5), "lies").props


def test_what_is_modelled_but_not_baked_is_left_out_of_a_flat_lay() -> None:
    spec = SceneSpec.parse(
        {"kind": "flat_lay", "seed": 3, "spec_version": 7, "props": ["watering can", "tomatoes"]}
    )
    assert paint(spec, View(96, 96)).image.shape == (96, 96, 3)


@pytest.mark.parametrize("name", ["handbag", "tote bag", "backpack", "blocks", "sunglasses"])
def test_from_above_things_lie_on_their_backs_from_form_seven_on(name: str) -> None:
    new, old = (baked.meant_by(place("flat_lay", name, version=version), name) for version in (7, 6))
    assert new == (f"lain {name}",)
    assert new != old


def test_a_wallet_and_a_straw_bag_are_shown_from_above() -> None:
    asked = posed(scene_for("on a wooden floor with a straw bag and a leather wallet", 3), "lies")
    assert {"beach bag", "wallet"} <= {*asked.props}
