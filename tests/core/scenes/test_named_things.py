"""Things that people name in passing are understood, drawn, and seen in the picture."""

import numpy as np
import pytest

from core.scenes.drawing import scene_for
from core.scenes.painting import View
from core.scenes.reading import read
from core.scenes.spec import SceneSpec
from tests.places import alike, at_first, painted

SMALL = View(72, 72)
NAMED = [
    ("standing in shallow water at the edge of a lake", "lake", "shallow water", None),
    ("horse in shallow water on the beach at sunset", "beach", "shallow water", None),
    ("in seichtem Wasser am Strand", "beach", "shallow water", None),
    ("de pie en aguas poco profundas en la playa", "beach", "shallow water", None),
    ("dans l'eau peu profonde à la plage", "beach", "shallow water", None),
    ("parked by the harbour at blue hour, city lights reflected in the water", "harbour", None, "town"),
    ("Auto am Hafen am Abend", "harbour", None, None),
    ("on a crate in front of a farmhouse and green fields", "meadow", None, "farmhouse"),
    ("on a mossy log in the rainforest", "natural_stand", "mossy log", None),
    ("on a path in an autumn park with falling leaves", "park", "path", "falling leaves"),
    (
        "dress hanging on a wooden coat rack in a boutique, warm lamp light",
        "clothes_rail",
        "wooden rail",
        None,
    ),
    ("woman in a café by the window, warm lamp light", "cafe", None, "window"),
    ("on a mossy branch in a rainforest", "natural_stand", "mossy branch", None),
    ("on an empty street in the fog", "street", None, "thick fog"),
    ("cows in an alpine meadow", "meadow", "grass", "snow_peaks"),
    ("bonfire on the beach at night", "beach", "sand", None),
]


@pytest.mark.parametrize(("sentence", "kind", "ground", "prop"), NAMED)
def test_what_is_named_is_drawn_and_nothing_is_told_to_be_missing(
    sentence: str, kind: str, ground: str | None, prop: str | None
) -> None:
    spec = scene_for(sentence, 5)
    assert spec.kind == kind
    assert ground in {None, spec.materials.ground}
    assert prop is None or prop in spec.props
    assert not read(sentence).not_painted


def test_a_stream_in_the_woods_is_seen_behind_what_hangs() -> None:
    assert scene_for("hanging from a branch over a stream in the woods", 5).backdrop == "river_bank"


def test_a_farmhouse_table_is_a_table() -> None:
    spec = scene_for("cheese on a farmhouse table", 5)
    assert (spec.kind, spec.materials.ground, "farmhouse" in spec.props) == ("table", "rustic wood", False)


def test_street_lamps_in_the_evening_are_lit() -> None:
    assert scene_for("bike in an old town street, evening lamps", 5).light.time == "dusk"


@pytest.mark.parametrize(
    ("sentence", "plain"),
    [
        ("lemon on a dark moody slate table", "lemon on a slate table"),
        ("lemon on an oak table by candle light", "lemon on an oak table by day"),
        ("lemon on an oak table in warm lamp light", "lemon on an oak table by day"),
        ("dramatic concrete wall", "concrete wall"),
    ],
)
def test_moods_and_lamps_make_less_light(sentence: str, plain: str) -> None:
    assert scene_for(sentence, 5).light.exposure < 0
    assert scene_for(plain, 5).light.exposure == 0


def test_an_airy_place_has_more_light_and_a_night_is_not_darkened_twice() -> None:
    assert scene_for("on a marble counter in a bright airy kitchen", 5).light.exposure > 0
    assert scene_for("moody living room at night", 5).light.exposure > -1


PLACES = [
    {"kind": "beach", "materials": {"ground": "shallow water"}, "camera": {"horizon": 0.35}},
    {"kind": "lake", "materials": {"ground": "shallow water"}, "camera": {"horizon": 0.35}},
    {"kind": "sea", "materials": {"ground": "shallow water"}, "camera": {"horizon": 0.35}},
    {"kind": "sea", "materials": {"ground": "slabs"}, "props": ["town"], "light": {"time": "dusk"}},
    {"kind": "lake", "materials": {"ground": "slabs"}, "props": ["town"], "light": {"time": "night"}},
    {"kind": "meadow", "materials": {"ground": "grass"}, "props": ["farmhouse"]},
    {"kind": "park", "materials": {"ground": "path"}, "props": ["falling leaves"], "season": "autumn"},
    {"kind": "natural_stand", "materials": {"ground": "mossy log"}, "camera": {"horizon": 0.2, "blur": 0.8}},
    {"kind": "forest", "materials": {"ground": "moss"}, "season": "winter"},
]


def place(values: dict[str, object]) -> SceneSpec:
    return SceneSpec.parse({"spec_version": 5, "seed": 3, **values})


@pytest.mark.parametrize("values", at_first(4, PLACES), ids=lambda values: f"{values['kind']}")
def test_a_small_picture_is_the_reduced_large_one(values: dict[str, object]) -> None:
    large, small = (painted(place(values), View(side, side)) for side in (256, 128))
    assert alike(large.image, small.image) >= 26


@pytest.mark.parametrize(
    "values", [one for one in PLACES if "props" in one], ids=lambda one: f"{one['kind']}"
)
def test_what_stands_far_off_is_seen(values: dict[str, object]) -> None:
    without = place({**values, "props": []})
    change = np.abs(painted(place(values), SMALL).image - painted(without, SMALL).image).max(axis=2)
    assert (change > 0.04).mean() > 0.01


def test_a_town_shines_in_the_water_by_night_and_not_by_day() -> None:
    night, day = (
        painted(place({**PLACES[3], "light": {"time": time}}), SMALL).image.max(axis=2)
        for time in ("night", "day")
    )
    bare = painted(place({**PLACES[3], "props": [], "light": {"time": "night"}}), SMALL).image.max(axis=2)
    assert np.percentile(night - bare, 99) > 0.15
    assert day.mean() > night.mean()


def test_a_wood_in_winter_has_snow_on_its_floor() -> None:
    floor = painted(
        place({"kind": "forest", "materials": {"ground": "moss"}, "season": "winter"}), SMALL
    ).image[50:]
    assert (floor.max(axis=2) - floor.min(axis=2)).mean() < 0.15
