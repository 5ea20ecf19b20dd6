"""What stands for what a kind has not: another place behind it, a later hour, another ground."""

from collections.abc import Mapping

HARDLY_AKIN: Mapping[str, float] = {"kitchen_counter": 1.2, "windowsill": 0.5}
"""The same for the kinds whose words mean another only in another place: a counter in a café; and where the
subject would stand elsewhere."""
LATER: Mapping[str, tuple[str, ...]] = {"golden": ("sunset", "dusk", "night")}
"""Times that an evening may be where a kind has no earlier one."""
NEAREST: Mapping[str, tuple[str, ...]] = {
    "rooms": ("living_room", "cafe", "plaster_wall"),
    "town": ("street",),
    "coast": ("sea", "beach", "lake"),
    "nature": ("meadow", "garden", "forest"),
    "studio": ("plaster_wall", "coloured_wall"),
    "tables": ("living_room", "cafe", "kitchen"),
    "feasts": ("bokeh", "living_room"),
    "podiums": ("plaster_wall",),
}
"""What will do behind something for whatever place of a group, where nothing nearer is painted there."""
UNLIKE = frozenset({"bathroom"})
"""Places for which no other will do."""
WETTED = {"asphalt": "wet asphalt", "sand": "wet sand"}
"""Grounds that are others when they are wet."""
