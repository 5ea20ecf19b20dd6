"""Words that mean another thing beside their neighbours, and what nobody sets on a floor."""

import pytest

from core.scenes.drawing import scene_for
from core.scenes.posing import posed
from core.scenes.reading import read


@pytest.mark.parametrize(
    ("sentence", "kind", "backdrop", "ground"),
    [
        ("Katze auf einer alten Mauer", "natural_stand", None, "stone wall"),
        ("Katze auf der Gartenmauer", "natural_stand", None, "stone wall"),
        ("gato sobre un muro viejo", "natural_stand", None, "stone wall"),
        ("Katze vor einer alten Mauer", "brick_wall", None, None),
        ("on the platform of a small railway station", "platform", None, None),
        ("on a round platform in front of a beige wall", "podium", None, None),
        ("earrings on a travertine block, shade of olive leaves", "podium", None, "travertine"),
        ("alpine lake, fresh snow on the peaks", "lake", None, None),
        ("boots in fresh snow", "snow", None, "snow"),
        ("egg on a nest of hay, Easter", "easter", None, None),
        ("horse on straw in front of a stable", "stable", None, "straw"),
        ("cap on a workbench with tools hanging behind it", "workbench", None, None),
        ("a jar of spices on a counter in a bistro", "table", "cafe", None),
        ("a jar of spices on a counter", "kitchen_counter", None, None),
        ("osprey on a dead tree above a lake at dawn", "natural_stand", "lake", "bare branch"),
        ("in a record store", "store", None, None),
        ("Hemd auf der Wäscheleine im Garten mit Sonnenblumen", "clothes_rail", None, "rope"),
        ("juice on a rock in the surf", "natural_stand", None, "sea rock"),
        ("couple under cherry blossom trees", "park", None, None),
        ("otter in a mountain river with rocks", "river_bank", None, None),
        ("on a wooden tray in a spa with candles", "spa", None, None),
        ("girl with snowy mountains and a blue lake", "mountains", None, None),
        ("girl above the clouds in the Himalaya", "mountains", None, None),
        ("osprey flying above a fjord", "fjord", None, None),
        ("passion fruit on ice in a cocktail bar", "ice", None, "crushed ice"),
        ("fox on the ice of a frozen lake", "snow", None, "ice"),
        ("cosy christmas scene with presents and a fireplace", "christmas_tree", None, None),
        ("halloween porch with carved pumpkins", "halloween", None, None),
        ("woman in front of a bookshop", "street", None, None),
        ("bike in a mountain meadow with flowers", "meadow", None, None),
        ("watch on brown leather", "velvet", None, None),
        ("watch on a leather sofa", "sofa", None, None),
        ("men on a boat on a lake", "sea", None, "deck"),
        ("girl on a summit with clouds", "summit", None, "rock"),
        ("lemur in front of green leaves, blurred", "jungle", None, None),
        ("jacket on a black metal rail against white brick", "hanging_wall", None, None),
        ("couple on a train platform", "platform", None, None),
        ("car in front of graffiti, urban", "alley", None, None),
        ("car in a snowy mountain landscape", "snow", None, None),
        ("lemon on a mountain of sugar, pastel yellow wall", "coloured_wall", None, None),
        ("climber on a mountain of the Alps", "mountains", None, None),
        ("milk carton on the windowsill of a farmhouse, rain outside", "windowsill", None, None),
        ("juice on a school desk", "table", "classroom", None),
        ("juice on a café table outside", "table", "street", None),
        ("car in a car wash", "garage", None, None),
        ("bike on a gravel path along a river", "river_bank", None, "pebbles"),
        ("woman on the stairs of a garden", "temple_steps", None, None),
        ("black cat on stone steps with ivy", "temple_steps", None, None),
        ("perfume on marble steps", "steps", None, None),
        ("bird on a garden fence", "natural_stand", None, "fence post"),
        ("lemon on a blue gingham kitchen towel", "table", None, "checked cloth"),
        ("lemon in a lemon grove on the Amalfi coast with the sea in the distance", "orchard", None, None),
        ("cucumber on a mirror with clouds reflected", "table", None, "mirror"),
        ("horse on a snowy country lane", "country_lane", None, None),
        (
            "car in front of a black glass building at night, wet ground with reflections",
            "street",
            None,
            None,
        ),
        ("red bike on a wooden bridge in the jungle", "jungle", None, None),
        ("on a wooden bridge", "jetty", None, None),
        ("hiker on a mountain above the clouds", "mountains", None, None),
        ("taş bir duvarın üstünde, arkada zeytin ağaçları", "natural_stand", "orchard", "stone wall"),
        ("floor lamp next to a reading chair at night", "living_room", None, None),
        ("cat on a reading chair", "sofa", "living_room", None),
        ("Lampe neben einem Sessel im Schlafzimmer", "bedroom", None, None),
        ("gorra junto a un sillón", "living_room", None, None),
        ("oiseau sur une branche au bord d'un lac", "natural_stand", "lake", "branch"),
        ("balkonda ağaç dalı üzerinde kuş", "natural_stand", None, "branch"),
    ],
)
def test_a_word_means_what_its_neighbours_leave_it(
    sentence: str, kind: str, backdrop: str | None, ground: str | None
) -> None:
    spec = scene_for(sentence, 3)
    assert spec.kind == kind
    assert backdrop in {None, spec.backdrop}
    assert ground in {None, spec.materials.ground}


@pytest.mark.parametrize(
    ("sentence", "kind", "backdrop"),
    [
        ("orange juice in a diner", "table", "cafe"),
        ("Parfüm in einem Restaurant", "table", "restaurant"),
        ("vino en una bodega", "table", "cellar"),
        ("confiture dans une boulangerie", "table", "bakery"),
        ("mutfakta bir şişe zeytinyağı", "table", "kitchen"),
        ("woman in a café with a coffee", "cafe", None),
        ("dog in a kitchen", "kitchen", None),
        ("candle on the wooden floor of a living room", "living_room", None),
    ],
)
def test_nobody_sets_a_coffee_on_a_floor(sentence: str, kind: str, backdrop: str | None) -> None:
    spec = scene_for(sentence, 3)
    assert (spec.kind, spec.backdrop) == (kind, backdrop)


def test_nobody_stands_on_a_table_unasked() -> None:
    assert scene_for("woman in front of a wall of ivy", 3).kind == "garden"
    assert scene_for("woman on a table in a garden", 3).kind == "table"


def test_a_red_sunset_is_no_red_wall() -> None:
    spec = scene_for("tiger on a rock in front of a red sunset", 3)
    assert (spec.materials.ground, spec.light.time, spec.colours.wall) == ("rock", "sunset", None)


def test_a_road_is_asked_for_by_its_asphalt_and_what_it_leads_through() -> None:
    spec = scene_for("motorbike on hot asphalt, desert", 3)
    assert (spec.kind, spec.materials.ground) == ("road_desert", "asphalt")
    assert scene_for("serum on travertine by the sea", 3).kind == "table"


def test_a_picture_hangs_on_a_wall_that_is_only_called_red() -> None:
    assert scene_for("calligraphy in a frame on a red wall", 3).held == "wall"


def test_a_line_before_a_place_is_no_wall() -> None:
    spec = posed(scene_for("dress on a rope on a rooftop terrace with city view", 3), "hangs")
    assert (spec.kind, spec.backdrop) == ("clothes_rail", "rooftop")


def test_a_tree_in_a_park_is_no_forest() -> None:
    spec = posed(scene_for("t-shirt on a tree in a summer park", 3), "hangs")
    assert (spec.kind, spec.backdrop) == ("clothes_rail", "park")


def test_a_hanger_says_nothing_of_the_wall() -> None:
    spec = posed(scene_for("dress on a wooden hanger at a window with white curtains", 3), "hangs")
    assert (spec.kind, spec.backdrop) == ("clothes_rail", "window")


def test_a_colour_that_is_said_of_nothing_colours_what_is_behind_a_table() -> None:
    spec = scene_for("plate with dates, brass tray, night blue", 3)
    assert (spec.kind, spec.colours.ground) == ("table", None)
    assert spec.colours.wall is not None


def test_what_hangs_in_a_cabin_hangs_on_its_logs() -> None:
    spec = posed(scene_for("jacket on a coat hook in a mountain cabin", 3), "hangs")
    assert spec.materials.wall == "logs"


def test_nothing_of_autumn_lies_on_rustic_wood_unasked() -> None:
    specs = [scene_for("shorts on a rustic wooden floor", seed) for seed in range(8)]
    assert all(spec.season != "autumn" for spec in specs)


def test_northern_lights_that_are_not_painted_are_told() -> None:
    assert "northern lights" in read("van at a fjord, northern lights").not_painted


@pytest.mark.parametrize("sentence", ["wren on a flower pot in a garden", "gorra sobre una maleta"])
def test_what_the_subject_shall_be_on_and_is_not_painted_is_told(sentence: str) -> None:
    assert read(sentence).not_painted in {("flower pot",), ("maleta",)}


def test_who_sits_on_a_horse_was_photographed_with_it() -> None:
    assert read("girl on a horse in a meadow").not_painted == ()


def test_washing_hangs_outside_by_day_unless_more_is_said() -> None:
    spec = posed(scene_for("shirt on a rope with the sea behind", 1), "hangs")
    assert (spec.backdrop, spec.light.time) == ("sea", "day")


@pytest.mark.parametrize(
    ("sentence", "ground"),
    [
        ("shorts on a hay bale", "straw"),
        ("shorts on a flat stone by a lake", "rock"),
        ("shorts on gravel", "pebbles"),
        ("shorts on granite", "terrazzo"),
        ("shorts on a wooden crate with shells", "rustic wood"),
        ("shorts on Moroccan tiles", "tiles"),
        ("shorts on denim", "denim"),
        ("cap on jeans", "denim"),
        ("shorts on wooden planks by a lake", "deck"),
        ("shorts on a yoga mat", "dark concrete"),
    ],
)
def test_what_lies_on_a_ground_that_is_not_seen_from_above_lies_on_the_nearest(
    sentence: str, ground: str
) -> None:
    assert posed(scene_for(sentence, 3), "lies").materials.ground == ground


def test_what_stands_on_a_ground_that_is_only_seen_from_above_has_its_colour() -> None:
    spec = posed(scene_for("on denim", 3), "stands")
    assert (spec.materials.ground, spec.colours.ground) == ("linen", "#43526b")


def test_only_what_is_asked_for_is_strewn() -> None:
    assert posed(scene_for("skirt on rose petals", 3), "lies").props == ("petals",)


def test_fruit_stands_unasked_only_beside_food() -> None:
    assert not any({"fruit", "cups"} & {*scene_for("cap on flour", seed).props} for seed in range(12))


def test_tissue_paper_that_a_subject_stands_on_is_paper() -> None:
    spec = posed(scene_for("lipstick on crumpled pink tissue paper", 3), "stands")
    assert spec.kind == "paper"


@pytest.mark.parametrize(
    ("sentence", "time", "mist"),
    [
        ("a misty forest in golden evening light", "golden", "thin mist"),
        ("golden evening light, a misty meadow", "golden", "thin mist"),
        ("nebliger Wald im goldenen Abendlicht", "golden", "thin mist"),
        ("misty meadow at sunset", "sunset", "thin mist"),
        ("a forest on a foggy evening", "foggy", "thick fog"),
        ("a misty forest", "foggy", "thick fog"),
    ],
)
def test_mist_does_not_take_the_light_that_was_asked_for(sentence: str, time: str, mist: str) -> None:
    spec = scene_for(sentence, 3)
    assert (spec.light.time, mist in spec.props) == (time, True)
    assert read(sentence).not_painted == ()


def test_a_skyline_from_a_roof_is_behind_the_roof_and_a_cliff_above_the_sea_is_rock() -> None:
    roof = scene_for("City skyline at night from a rooftop", 3)
    assert (roof.kind, roof.light.time) == ("rooftop", "night")
    cliff = scene_for("standing on a cliff above the sea at sunset", 3)
    assert (cliff.kind, cliff.materials.ground) == ("sea", "rock")
    assert scene_for("in a snowy forest", 3).props == ("firs",)
    assert scene_for("flat lay on an old brown leather surface", 3).materials.ground == "leather"
