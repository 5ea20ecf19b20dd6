"""What only stands about in a place names no other place."""

import pytest

from core.scenes.reading import read


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("African savannah at sunset, a lone acacia tree and dust hanging in the air", "savanna"),
        ("Country kitchen stove, blue tiles behind and a bunch of thyme hanging", "kitchen_counter"),
        ("Minimal white desk, small plant and a pegboard wall behind", "table"),
        ("An old country lane in autumn, stone wall and trees on both sides", "country_lane"),
        ("Bear standing by a mountain river, wet rocks and pine trees around it", "river_bank"),
        ("Rain boots on a cobbled street, wet leaves stuck to the ground", "street"),
        ("Wheat field in July, hay bales far off and warm light", "flower_field"),
        ("Boots on wet stadium grass under floodlights", "pitch"),
        ("Café chair with an espresso and a newspaper on the round table behind", "table"),
        ("Pancakes in a log cabin, snow falling outside", "fireplace"),
        ("Rolling lavender rows in Provence", "flower_field"),
        ("Mossy rock in a forest, little ferns around it", "natural_stand"),
        ("Outside a luxury hotel, trimmed hedges behind", "modern_building"),
    ],
)
def test_the_place_that_is_asked_for_leads(sentence: str, kind: str) -> None:
    assert read(sentence).wishes.kinds[0][0] == kind


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("the jacket hanging on a wooden wall", "hanging_wall"),
        ("on a boulder beside a mountain lake", "natural_stand"),
        ("on a newspaper", "flat_lay"),
        ("on wet leaves", "leaf"),
    ],
)
def test_what_the_subject_is_on_or_hangs_from_still_leads(sentence: str, kind: str) -> None:
    assert read(sentence).wishes.kinds[0][0] == kind


def test_a_green_lamp_makes_no_chair_green() -> None:
    assert not read("Library with tall shelves and a green desk lamp").wishes.colours
