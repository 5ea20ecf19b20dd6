"""Boards that stand in a place of their own: a kitchen's and a bathroom's worktop, a bar, a bakery's counter,
a workbench, a spa's ledge, a window sill. What is behind is painted, as behind a table."""

from dataclasses import replace

from core.scenes.painters import counters, near_tops, room_bakery
from core.scenes.painters.tables import table_top
from core.scenes.traced.sets import Shot, Stage
from core.scenes.traced.tables import before, table


def counter(shot: Shot) -> Stage:
    """A worktop that ends at a wall."""
    shot = replace(shot, spec=counters.lamplit(shot.spec))
    top = table_top(shot.spec, shot.lens.view)
    back = counters.against_wall(shot.spec, shot.lens.view, top)
    return before(shot, top, back, wall=True, standing=0.8)


def bar(shot: Shot) -> Stage:
    """A bar's counter before lit shelves of bottles."""
    top = table_top(shot.spec, shot.lens.view)
    return before(shot, top, near_tops.behind_bar(shot.spec, shot.lens.view, top))


def bakery_counter(shot: Shot) -> Stage:
    """The top of a bakery's counter, the shop behind it."""
    return table(replace(shot, spec=room_bakery.at_counter(shot.spec)))


def workbench(shot: Shot) -> Stage:
    """A workbench before a wall of tools."""
    top = table_top(shot.spec, shot.lens.view)
    return before(shot, top, near_tops.behind_workbench(shot.spec, shot.lens.view, top))


def windowsill(shot: Shot) -> Stage:
    """A sill before a window."""
    top = table_top(shot.spec, shot.lens.view)
    return before(shot, top, near_tops.behind_sill(shot.spec, shot.lens.view, top))
