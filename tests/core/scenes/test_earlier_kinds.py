"""What painters go by of the kinds' tables stays as it was when earlier runs were made."""

import pytest

from core.scenes.kinds import KINDS

EARLIER = {
    "alley": (0.2, 0.5),
    "cabin": (0.3, 0.6),
    "castle": (0.16, 0.4),
    "country_lane": (0.25, 0.5),
    "fridge": (0.55, 0.75),
    "garden": (0.2, 0.5),
    "meadow": (0.2, 0.5),
    "orchard": (0.2, 0.5),
    "park": (0.2, 0.5),
    "playground": (0.3, 0.6),
    "road_coast": (0.15, 0.45),
    "road_desert": (0.15, 0.45),
    "road_fields": (0.15, 0.45),
    "road_mountains": (0.15, 0.45),
    "rooftop": (0.2, 0.5),
    "ruins": (0.2, 0.45),
    "savanna": (0.2, 0.5),
    "temple_steps": (0.25, 0.6),
    "terrace": (0.2, 0.5),
    "villa": (0.2, 0.42),
    "village": (0.25, 0.55),
    "vineyard": (0.2, 0.5),
    "waterfall": (0.15, 0.42),
    "windmill": (0.18, 0.42),
}
"""The blur by which places behind tables and rails are painted, of the kinds that are drawn with more."""


@pytest.mark.parametrize("name", EARLIER)
def test_places_of_earlier_runs_are_as_far_out_of_focus_as_they_were(name: str) -> None:
    assert KINDS[name].blur == EARLIER[name]


def test_new_places_are_drawn_with_what_is_shallow_where_there_is_such() -> None:
    assert {name for name, kind in KINDS.items() if kind.shallow} == set(EARLIER)
    assert all(kind.blurs == (kind.shallow or kind.blur) for kind in KINDS.values())
