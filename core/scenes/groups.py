"""The groups that kinds of places belong to."""

from collections.abc import Mapping

GROUPS: Mapping[str, str] = {
    "studio": "Studio",
    "podiums": "Podiums",
    "tables": "Tables",
    "rooms": "Rooms",
    "town": "Town and road",
    "coast": "Water",
    "nature": "Nature",
    "feasts": "Seasons and feasts",
    "flat": "From above",
    "walls": "To hang on",
}
"""The gallery's groups in order, with their titles."""
OUTDOORS = frozenset({"nature", "coast", "town"})
"""Groups of places out of doors."""
