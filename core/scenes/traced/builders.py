"""The traced sets by the name that kinds call them by."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.scenes.traced import flats, near_tops, podiums, shop_shelves, stalls, studio, tables
from core.scenes.traced.body import Pose
from core.scenes.traced.sets import Builder, Viewer


@dataclass(frozen=True)
class Set:
    """What builds a set, how its camera looks (``None``: straight on), and how the subject is put into it."""

    build: Builder
    camera: Viewer | None = None
    pose: Pose = "stands"


BUILDERS: Mapping[str, Set] = {
    "sweep": Set(studio.sweep, studio.camera),
    "wall_floor": Set(studio.wall_floor, studio.camera),
    "window_light": Set(studio.wall_floor, studio.camera),
    "glossy": Set(studio.glossy, studio.camera),
    "shelf": Set(studio.shelf, studio.camera),
    "podium": Set(podiums.podium, podiums.camera),
    "steps": Set(podiums.steps, podiums.camera),
    "arch": Set(podiums.arch, podiums.camera),
    "table": Set(tables.table, tables.camera),
    "counter": Set(near_tops.counter, tables.camera),
    "bar": Set(near_tops.bar, tables.camera),
    "bakery_counter": Set(near_tops.bakery_counter, tables.camera),
    "workbench": Set(near_tops.workbench, tables.camera),
    "windowsill": Set(near_tops.windowsill, tables.camera),
    "market_stall": Set(stalls.market_stall, stalls.camera),
    "shop_shelf": Set(shop_shelves.shop_shelf, tables.camera),
    "flat_lay": Set(flats.flat_lay, pose="lies"),
    "hanging_wall": Set(flats.hanging_wall, pose="hangs"),
}
"""Every set."""
