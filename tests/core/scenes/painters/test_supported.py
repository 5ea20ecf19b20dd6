"""What a subject is put on: it is there at every size, raises the ground, and takes its colours and light."""

from typing import Any

import numpy as np
import pytest

from core.scenes.kinds import KINDS
from core.scenes.painting import Painting, View
from core.scenes.parts.support_forms import rectangle, spread, turned
from core.scenes.parts.underlay import Body, Eye, marched
from core.scenes.spec import SceneSpec
from core.scenes.supports import FROM_ABOVE, SUPPORTS, TEXTILES, under
from tests import places
from tests.places import few, painted

CAMERA = {"horizon": 0.25, "blur": 0.7}
BELOW = {"horizon": -0.5, "blur": 0.0}
BOARD = {"props": ["wooden board"]}


def table(size: int = 96, /, **fields: Any) -> Painting:
    values = {"kind": "table", "seed": 4, "backdrop": "plaster_wall", "camera": CAMERA, **fields}
    return painted(SceneSpec.parse(values), View(size, size))


def flat(size: int = 96, /, **fields: Any) -> Painting:
    values = {"kind": "flat_lay", "seed": 5, "materials": {"ground": "plaster"}, "camera": BELOW, **fields}
    return painted(SceneSpec.parse(values), View(size, size))


def change(one: Painting, other: Painting) -> Any:
    return np.abs(one.image - other.image).max(axis=2)


@pytest.mark.parametrize("name", few(SUPPORTS, "wooden board", "cake stand", "book stack", "beach towel"))
def test_a_support_is_the_same_at_every_size(name: str) -> None:
    large, small = (table(size, props=[name]) for size in (192, 96))
    assert places.alike(large.image, small.image) >= 26


@pytest.mark.parametrize("name", few(SUPPORTS, "plate", "tray", "crate"))
def test_a_support_is_seen_under_the_subject_and_stood_on(name: str) -> None:
    bare, made = table(), table(props=[name])
    stand = made.ground.stand
    assert stand is not None
    assert stand.low
    row, column = round(stand.y * 96), 48
    assert change(bare, made)[row - 2 : row + 3, column - 4 : column + 5].max() > 0.02
    assert change(bare, made)[:20].max() < 0.02
    assert made.disparity[row, column] > bare.disparity[row, column]


def test_what_is_higher_is_stood_on_higher_up() -> None:
    board, cake = (table(props=[name]).ground.stand for name in ("wooden board", "cake stand"))
    assert board is not None
    assert cake is not None
    assert cake.y < board.y - 0.05


def test_a_plate_may_be_on_a_board() -> None:
    board, both = table(**BOARD).ground.stand, table(props=["wooden board", "plate"]).ground.stand
    assert board is not None
    assert both is not None
    assert both.y < board.y
    assert both.half < board.half


def test_a_support_has_the_accent_s_colour() -> None:
    red, blue = (table(props=["plate"], colours={"accent": code}) for code in ("#b3202a", "#2f62b5"))
    stand = red.ground.stand
    assert stand is not None
    at = round(stand.y * 96), 48
    assert red.image[at][0] > blue.image[at][0] + 0.15
    assert blue.image[at][2] > red.image[at][2] + 0.15


def test_a_board_s_shadow_turns_with_the_light() -> None:
    left, right = (
        table(props=["crate"], light={"direction": way, "height": 25, "hardness": 0.8}) for way in (-70, 70)
    )
    assert change(left, right)[60:].max() > 0.05


@pytest.mark.parametrize("name", few(FROM_ABOVE, "slate board", "plate", "beach towel", "kilim"))
def test_a_support_lies_in_the_middle_from_above(name: str) -> None:
    bare, large, small = flat(), flat(192, props=[name]), flat(props=[name])
    assert places.alike(large.image, small.image) >= 24
    assert np.median(change(bare, small)[36:60, 36:60]) > 0.015


def test_a_towel_has_both_colours_that_are_asked_for() -> None:
    made = flat(props=["beach towel"], colours={"accent": "#1a2750", "wall": "#efcf3c"}).image[20:76, 20:76]
    warm = made[..., 0] - made[..., 2]
    assert (warm > 0.25).mean() > 0.15
    assert (warm < 0.0).mean() > 0.15


def test_supports_are_props_of_level_places_and_flat_lays() -> None:
    assert KINDS["table"].supports == tuple(SUPPORTS)
    assert KINDS["flat_lay"].supports == FROM_ABOVE
    assert not KINDS["podium"].supports
    assert not KINDS["hanging_wall"].supports
    assert under(["plate", "fruit", "wooden board"]) == ["wooden board", "plate"]
    assert set(SUPPORTS) >= TEXTILES


@pytest.mark.parametrize(("name", "lowest"), [("plate", 0.94), ("cushion", 0.98)])
def test_polished_ground_mirrors_a_support_from_its_foot_on_and_whole(name: str, lowest: float) -> None:
    marble = {"ground": "black marble"}
    seen = change(table(160, materials=marble), table(160, materials=marble, props=[name])) > 0.012
    rows = np.flatnonzero(seen.any(axis=1))
    assert rows[-1] / 160 < lowest
    assert seen[rows[-1]].sum() < 0.25 * 160


def test_the_edges_of_a_crate_are_straight() -> None:
    """Rays that pass a corner between two looked-through heights had the colour of the face behind it."""
    inside = turned(rectangle(0.34, 0.22, 0.004, 0.15, 0.002), 0.05)
    body = Body(inside, 0.15, spread(0.34, 0.22, 0.05), lambda hit: (hit.x, hit.t), 8, exact=True)
    rows, columns = ((axis.astype(np.float32) + 0.5) / 256 for axis in np.mgrid[0:256, 0:256])
    hit, cover, _ = marched(body, Eye(0.25, 0.8, 0.55, 1.75, 1.0), rows, columns)
    side = (cover > 0.9) & (hit.top < 0.5)
    assert side.sum() > 1000
    assert np.abs(inside(hit.x, hit.z, hit.t))[side].max() < 0.004
