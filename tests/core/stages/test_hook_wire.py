"""A hook is drawn from where the subject ends up to what it hangs on, behind it and nowhere else."""

import numpy as np

from core.stages.arrays import Pixels
from core.stages.hanger import Hook
from core.stages.hook_wire import with_hook
from core.stages.placement import HOOK

SIDE = 200
END = 33


def placed() -> tuple[Pixels, Pixels, Pixels]:
    """A pale place, a subject on a red wire that ends in row ``END``, and its matte."""
    place = np.full((SIDE, SIDE, 3), 220, np.uint8)
    source, matte = place.copy(), np.zeros((SIDE, SIDE), np.uint8)
    matte[END:60, 99:101], matte[60:180, 60:140] = 255, 255
    source[END:60, 99:101] = (200, 30, 30)
    return place, source, matte


def test_it_reaches_from_the_wire_to_its_row_in_the_wires_colour():
    place, source, matte = placed()
    made = with_hook(place, source, matte, Hook(100, END, False))
    rows = np.flatnonzero((made != place).any((1, 2)))
    assert abs(int(rows[0]) - HOOK * SIDE) <= 1
    assert END - 1 <= rows[-1] <= END + 3
    drawn = made[(made != place).all(2)].mean(0)
    assert drawn[0] > 1.4 * drawn[1]
    assert np.array_equal(made[END + 4 :], place[END + 4 :])


def test_a_whole_hook_is_not_drawn_over():
    place, source, matte = placed()
    assert with_hook(place, source, matte, Hook(100, END, True)) is place


def test_there_is_none_where_there_is_no_room():
    place, source, matte = placed()
    assert with_hook(place, source, matte, Hook(100, HOOK * SIDE, False)) is place


def test_it_is_of_steel_where_no_wire_is_seen():
    place, source, matte = placed()
    made = with_hook(place, source, matte, Hook(100, 60, False))
    drawn = made[40:58][(made[40:58] != place[40:58]).any(2)]
    assert np.ptp(drawn.mean(0)) < 8


def test_a_wire_too_faint_to_be_seen_is_drawn_behind_it_as_far_as_it_goes():
    place, source, matte = placed()
    way = ((100.0, float(END)), (104.0, 45.0), (112.0, 58.0))
    without, made = (with_hook(place, source, matte, Hook(100, END, False, way=some)) for some in ((), way))
    new = (made != without).any(2)
    for x, y in ((102, 39), (108, 51), (111, 57)):
        assert new[y - 1 : y + 2, x - 1 : x + 2].any()
    rows, columns = np.flatnonzero(new.any(1)), np.flatnonzero(new.any(0))
    assert rows[-1] <= 61
    assert 97 <= columns[0] <= columns[-1] <= 116


def test_two_ways_that_are_mirrored_are_drawn_as_far():
    place, source, matte = placed()
    to_the_right = with_hook(place, source, matte, Hook(100, END, False, way=((100.0, 33.0), (110.0, 55.0))))
    to_the_left = with_hook(place, source, matte, Hook(100, END, False, way=((100.0, 33.0), (90.0, 55.0))))
    assert np.array_equal((to_the_right != place).any((1, 2)), (to_the_left != place).any((1, 2)))


def test_over_a_rail_it_is_seen_slim_and_its_end_is_behind():
    place, source, matte = placed()
    across = [
        np.flatnonzero((with_hook(place, source, matte, hook) != place).any((0, 2)))
        for hook in (Hook(100, END, False), Hook(100, END, False, held="rail"))
    ]
    assert np.ptp(across[1]) < 0.6 * np.ptp(across[0])
    assert across[1].min() > across[0].min()
