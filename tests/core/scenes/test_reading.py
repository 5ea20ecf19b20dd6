"""What sentences are read as: ``sentences/*.toml`` hold what each asks for."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from core.scenes.colouring import hsl
from core.scenes.drawing import drawn, scene_for
from core.scenes.granting import choice
from core.scenes.kinds import KINDS
from core.scenes.language import KNOWN_SHARE, known_share, language_of
from core.scenes.reading import candidates, read
from core.scenes.vocabulary import LANGUAGES, shared, vocabulary

SENTENCES = {
    language: tomllib.loads(
        Path(__file__).with_name("sentences").joinpath(f"{language}.toml").read_text("utf-8")
    )
    for language in LANGUAGES
}
CASES = [(language, sentence) for language, sentences in SENTENCES.items() for sentence in sentences]


def read_as(sentence: str) -> dict[str, Any]:
    """The reading in the words of the tables: entries that are not asked for are left out."""
    reading = read(sentence)
    kind = KINDS[reading.wishes.kinds[0][0]]
    chosen = choice(kind, reading.wishes)
    names = {code: name for name, code in shared()["colours"].items()}
    found: dict[str, Any] = {
        "kind": kind.name,
        "props": sorted(chosen.props),
        "not_painted": list(reading.not_painted),
    }
    found |= {f"{place}_colour": names.get(code, code) for place, code in chosen.colours.items()}
    for name in ("ground", "wall", "backdrop", "time", "season", "pattern"):
        found[name] = getattr(chosen, name)
    found |= {**reading.wishes.light, **reading.wishes.camera}
    return {name: value for name, value in found.items() if value not in (None, [])}


@pytest.mark.parametrize(("language", "sentence"), CASES)
def test_sentences_are_read_as_they_are_meant(language: str, sentence: str) -> None:
    assert read(sentence).language == language
    assert read_as(sentence) == SENTENCES[language][sentence]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_that_is_not_asked_would_not_have_known_more(language: str) -> None:
    for sentence in list(SENTENCES[language])[::3]:
        shares = {one: known_share(vocabulary(one).spans(sentence, False)) for one in LANGUAGES}
        best = max(LANGUAGES, key=lambda one: shares[one])
        assert shares[best] < KNOWN_SHARE or language_of(sentence) == best, sentence


def test_of_a_sentence_that_one_language_knows_no_other_table_is_built() -> None:
    vocabulary.cache_clear()
    language_of("on an oak table")
    assert vocabulary.cache_info().currsize == 1


def test_there_are_enough_sentences() -> None:
    assert len(SENTENCES["en"]) >= 60
    assert all(len(sentences) >= 20 for sentences in SENTENCES.values())


@pytest.mark.parametrize(
    ("sentence", "understood"),
    [
        ("oak table, morning light", ("oak table", "morning light")),
        ("on an oak table in front of a kitchen", ("oak table", "in front of: kitchen")),
        ("table made of oak", ("table made of oak",)),
        ("auf einem Eichentisch vor einer Küche", ("Eichentisch", "in front of: Küche")),
        ("mesa de roble", ("mesa de roble",)),
        ("mur en plâtre, ombre d'une plante", ("mur en plâtre", "ombre d'une plante")),
        ("oak", ("oak", "no place named: table")),
    ],
)
def test_what_is_understood_is_said_in_the_person_s_words(sentence: str, understood: tuple[str, ...]) -> None:
    assert read(sentence).understood == understood


@pytest.mark.parametrize(
    ("sentence", "not_painted"),
    [
        ("my product on a table with a blanket", ("blanket",)),
        ("marble table with candles and a metronome", ("metronome",)),
        ("beach with a lighthouse", ("lighthouse",)),
        ("a professional photo of my leather shoe on a table, 4k, realistic", ()),
        ("whisky on a table", ()),
        ("auf einem Tisch mit einer Wolldecke", ("Wolldecke",)),
        ("sobre una mesa con una manta", ("manta",)),
        ("sur une table avec une couverture", ("couverture",)),
        ("masa üzerinde battaniye ile", ("battaniye",)),
        ("halloween with pumpkins", ()),
        ("a harbour in fog", ()),
        ("a kitchen in fog", ("fog",)),
        ("woman in a café by a rainy window, warm lamp light", ("rainy",)),
        ("campfire in a forest", ()),
        ("a kitchen in the rain", ("in the rain",)),
        ("a forest in fog", ()),
        ("on a table with a rainbow", ("rainbow",)),
        ("auf dunklem Samt, Kerzenlicht", ()),
    ],
)
def test_what_nothing_paints_is_said(sentence: str, not_painted: tuple[str, ...]) -> None:
    assert read(sentence).not_painted == not_painted


@pytest.mark.parametrize(
    ("sentence", "colour"),
    [
        ("on dark velvet", "#2f3236"),
        ("auf dunklem Samt, Kerzenlicht", "#2f3236"),
        ("on light silk", "#ebe6dc"),
        ("on dark red velvet", "#641c31"),
    ],
)
def test_velvet_that_is_only_called_dark_is_dark(sentence: str, colour: str) -> None:
    assert {scene_for(sentence, seed).colours.ground for seed in range(4)} == {colour}


@pytest.mark.parametrize(
    ("sentence", "pattern"),
    [
        ("art gallery wall with a spot light on it", None),
        ("spot light on a beige wall", "spot"),
        ("Bild an einer grauen Wand, Spot von oben", "spot"),
        ("un cuadro en una pared gris con un foco", "spot"),
        ("un tableau sur un mur gris, éclairé par un spot", "spot"),
        ("gri duvarda spot ışığı", "spot"),
    ],
)
def test_a_spot_light_is_painted(sentence: str, pattern: str | None) -> None:
    reading = read(sentence)
    assert not reading.not_painted
    assert drawn(reading, 3).light.pattern == (pattern or "none")


def test_what_a_stand_is_made_of_anyway_is_granted() -> None:
    for sentence in ("deri şapka parkta tahta bir bankın üstünde dursun", "rustic wooden bench in a park"):
        assert not read(sentence).not_painted


@pytest.mark.parametrize(
    ("sentence", "props"),
    [
        (
            "Blueberry yoghurt on a nice brunch table with granola and fresh berries next to it",
            {"granola", "berries"},
        ),
        ("salmon on a slate board with dill and lemon slices", {"herbs", "lemon slices"}),
        ("Kaffee auf einem Holztisch, daneben Croissants", {"croissants"}),
        ("café sobre una mesa de madera con granos de café", {"coffee beans"}),
        ("confiture sur une table avec du pain et des fruits rouges", {"bread", "berries"}),
        ("ahşap masada bal kavanozu, yanında ceviz", {"nuts"}),
    ],
)
def test_named_extras_stand_beside_the_subject(sentence: str, props: set[str]) -> None:
    reading = read(sentence)
    assert props <= set(drawn(reading, 3).props)
    assert not reading.not_painted


@pytest.mark.parametrize(
    ("sentence", "kind", "ground"),
    [
        ("pls put my candle on a wooden tray in the bathroom, some eucalyptus next to it", "bathroom", None),
        ("no flowers, just a plain beige wall and a wooden floor for my lamp", "coloured_wall", "oak"),
        ("the teapot not on a table, on a window sill with books", "windowsill", None),
        ("Kleid auf der Stange im Schlafzimmer, ohne Pflanzen", "clothes_rail", None),
        (
            "bitte die Turnschue auf Asphalt, abends, Lichter der Stadt unscharf hinten",
            "city_lights",
            "asphalt",
        ),
        ("yüz kremi beyaz mermer üstünde, soldan pencere ışığı", "table", "white marble"),
        ("Mountain bike leaning in front of a graffiti wall", "brick_wall", "concrete"),
        ("baskets devant un mur de graffitis", "brick_wall", "concrete"),
    ],
)
def test_what_customers_typed_is_read_as_meant(sentence: str, kind: str, ground: str | None) -> None:
    spec = drawn(read(sentence), 3)
    assert spec.kind == kind
    assert ground is None or spec.materials.ground == ground


def test_a_bare_floor_is_no_kitchen_s_and_no_table_s() -> None:
    floors = {
        drawn(read("white sneakers on concrete floor hard shadow no people"), seed).kind for seed in range(8)
    }
    assert floors <= {"coloured_wall", "plaster_wall", "concrete_wall"}
    behind = {drawn(read("baskets blanches sur béton"), seed).backdrop for seed in range(12)}
    assert not behind & {"kitchen", "cafe", "forest"}


def test_the_product_that_is_named_is_not_to_be_painted() -> None:
    assert read("background kitchen, product is olive oil, rosemary beside").not_painted == ()


def test_dust_is_painted_in_dry_land() -> None:
    for sentence in (
        "horse in the desert with dust",
        "car on a desert road, dust",
        "Pferd in der Wüste mit Staub",
    ):
        assert "dust" in drawn(read(sentence), 3).props
        assert not read(sentence).not_painted


def test_a_language_that_is_not_known_asks_for_nothing() -> None:
    reading = read("op een houten tafel voor een raam")
    assert reading.language is None
    assert not reading.wishes.named
    assert not reading.understood


def test_where_no_place_is_named_several_kinds_suit() -> None:
    assert candidates(read("oak").wishes) == ("table",)
    assert candidates(read("blue").wishes) == ("paper",)
    assert len(candidates(read("").wishes)) >= 4
    assert "living_room" in candidates(read("cosy").wishes)


@pytest.mark.parametrize(
    ("sentence", "without"),
    [
        ("on a street without people or cars", {"people", "cars"}),
        ("on a street with trees, no people", {"people"}),
        ("auf einer Straße ohne Autos", {"cars"}),
        ("en una calle sin gente ni coches", {"people", "cars"}),
        ("dans une rue sans voitures", {"cars"}),
        ("insansız bir sokakta", {"people"}),
        ("arabalar olmadan bir sokakta", {"cars"}),
    ],
)
def test_what_a_sentence_refuses_is_not_there(sentence: str, without: set[str]) -> None:
    reading = read(sentence)
    assert without <= reading.wishes.without
    assert reading.wishes.kinds[0][0] == "street"
    assert not reading.not_painted
    for seed in range(6):
        assert not without & set(drawn(reading, seed).props)


def test_a_time_that_is_refused_is_another() -> None:
    reading = read("in the snow, but not at night")
    assert all(drawn(reading, seed).light.time not in {"night", "dusk"} for seed in range(12))
    assert "but not at night" in reading.understood


@pytest.mark.parametrize(
    ("sentence", "backdrop"),
    [
        ("on a table, behind it the sea", "sea"),
        ("on a table and behind it a forest", "forest"),
        ("auf einem Tisch, dahinter ein Wald", "forest"),
        ("on a table with a forest in the background", "forest"),
        ("masanın üzerinde, arkasında orman", "forest"),
    ],
)
def test_what_is_said_to_be_behind_is_behind(sentence: str, backdrop: str) -> None:
    reading = read(sentence)
    assert (drawn(reading, 1).kind, drawn(reading, 1).backdrop) == ("table", backdrop)


@pytest.mark.parametrize(
    ("sentence", "wall"),
    [
        ("hanging on a rustic wooden cabin wall", "rustic wood"),
        ("hanging against dark wood panels in a luxury suite", "dark wood"),
        ("hanging on a concrete factory wall", "concrete"),
    ],
)
def test_of_a_wall_that_is_called_after_a_place_the_material_counts(sentence: str, wall: str) -> None:
    assert drawn(read(sentence), 3).materials.wall == wall


def test_a_town_is_the_kind_that_comes_nearest_and_that_is_said() -> None:
    reading = read("a woman in Paris")
    assert reading.wishes.kinds[0][0] == "street"
    assert "Paris as street" in reading.understood
    assert read("on a table in a garden in Paris").wishes.kinds[0][0] == "table"


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("on dark blue silk with soft light from above", "silk"),
        ("on dark blue silk from above", "flat_lay"),
        ("auf Seide, weiches Licht von oben", "silk"),
        ("auf Seide von oben", "flat_lay"),
    ],
)
def test_light_from_above_is_no_view_from_above(sentence: str, kind: str) -> None:
    reading = read(sentence)
    assert reading.wishes.kinds[0][0] == kind
    assert ("height" in reading.wishes.light) == (kind == "silk")


@pytest.mark.parametrize(
    "sentence", ["silk blouse, grey wall", "robe en soie devant un mur gris", "Seidenbluse vor grauer Wand"]
)
def test_what_only_says_the_sort_of_the_subject_is_no_place(sentence: str) -> None:
    assert read(sentence).wishes.kinds[0][0] in {"coloured_wall", "hanging_wall"}


def test_a_blue_sky_is_never_grey() -> None:
    for seed in range(8):
        spec = drawn(read("on a street under a clear blue sky"), seed)
        assert (spec.kind, spec.light.time) == ("street", "day")


def test_a_wall_without_a_colour_is_a_quiet_one() -> None:
    for sentence in ("hanging on a plaster wall", "flat lay on linen", "in a living room"):
        for seed in range(8):
            colours = drawn(read(sentence), seed).colours
            for code in (colours.ground, colours.wall):
                assert code is None or hsl(code)[2] < 0.4


@pytest.mark.parametrize(
    ("sentence", "kind", "field", "value"),
    [
        ("auf einem Eichenholztisch", "table", "ground", "oak"),
        ("vor einer hellblauen Schlafzimmerwand", "bedroom", "wall", "plaster"),
        ("auf einer Marmorfensterbank", None, "ground", "white marble"),
    ],
)
def test_german_compounds_are_taken_apart(sentence: str, kind: str | None, field: str, value: str) -> None:
    reading = read(sentence)
    spec = drawn(reading, 3)
    assert kind in {spec.kind, None}
    assert getattr(spec.materials, field) == value
    assert not reading.not_painted


@pytest.mark.parametrize(
    ("sentence", "ground", "backdrop"),
    [
        ("on a blue tiled table in a garden", "zellige", "garden"),
        ("on a mirror table in front of a kitchen", "mirror", "kitchen"),
    ],
)
def test_tables_have_tiles_or_a_mirror_where_they_are_asked_for(
    sentence: str, ground: str, backdrop: str
) -> None:
    for seed in range(4):
        spec = drawn(read(sentence), seed)
        assert spec.kind == "table"
        assert spec.materials.ground in {ground, "tiles" if ground == "zellige" else ground}
        assert spec.backdrop == backdrop
    assert all(drawn(read("on a table"), seed).materials.ground != ground for seed in range(20))


@pytest.mark.parametrize(
    ("sentence", "kind", "ground", "backdrop"),
    [
        ("on a dark walnut table in a barber shop", "table", "dark wood", "hair_salon"),
        ("on a terracotta tile on the Amalfi coast", "table", "tiles", "sea"),
        ("on a stone ledge by a pool", "natural_stand", "stone wall", "poolside"),
        ("on white marble in a Paris café", "table", "white marble", "cafe"),
    ],
)
def test_what_the_subject_stands_on_stays_and_its_place_is_behind(
    sentence: str, kind: str, ground: str, backdrop: str
) -> None:
    spec = drawn(read(sentence), 20)
    assert spec.kind == kind
    assert spec.materials.ground in {ground, "walnut" if ground == "dark wood" else ground}
    assert spec.backdrop == backdrop


@pytest.mark.parametrize(
    ("sentence", "kind", "told"),
    [
        ("in front of Machu Picchu", "ruins", None),
        ("a hiker in the Dolomites", "mountains", "Dolomites as mountains"),
        ("bei einer Wanderung in den Dolomiten", "mountains", "Dolomiten as mountains"),
        ("in einem Weinberg in der Toskana", "vineyard", "Toskana as vineyard"),
        ("sur une plage d'Hawaii", "beach", None),
    ],
)
def test_names_of_places_are_the_kind_that_comes_nearest(sentence: str, kind: str, told: str | None) -> None:
    reading = read(sentence)
    assert reading.wishes.kinds[0][0] == kind
    assert told is None or told in reading.understood


def test_a_name_that_nobody_knows_does_not_make_a_sentence_foreign() -> None:
    assert read("in front of Xyzzyburg Quux").language == "en"


@pytest.mark.parametrize(
    "sentence",
    [
        "our kids would love the otter on an ice floe",
        "in a tidy garage, so buyers see it has been looked after",
        "Get rid of the old wall and put it on a beach",
        "Replace the grey with a street at night, for a shampoo ad",
        "hanging on a brass hook on a brick wall",
        "plain light grey wall, nothing else",
        "top view on a crisp white cotton bedsheet for my Vinted listing",
    ],
)
def test_what_asks_for_nothing_is_not_told_as_not_painted(sentence: str) -> None:
    assert not read(sentence).not_painted


def test_what_shall_stand_beside_the_subject_is_told() -> None:
    assert read("on a wooden table with a bellows and an anvil").not_painted == ("bellows", "anvil")
    assert read("my hammer on a wooden table").not_painted == ()


def test_a_plain_place_stays_plain() -> None:
    for seed in range(12):
        spec = drawn(read("a white table in front of a grey wall, nothing else"), seed)
        assert not spec.props


def test_stars_and_lanterns_ask_for_the_night() -> None:
    assert drawn(read("in a meadow under a starry sky"), 4).light.time == "night"
    assert drawn(read("on a street, lanterns and rain"), 4).light.time == "night"
    assert drawn(read("on a street at noon with lanterns"), 4).light.time == "day"


def test_a_wet_street_is_wet_whatever_word_comes_first() -> None:
    for sentence in ("on wet asphalt in the city", "a wet street, lights on the asphalt"):
        assert drawn(read(sentence), 4).materials.ground == "wet asphalt"


def test_a_bright_colour_is_no_pale_one() -> None:
    bright = drawn(read("bright turquoise"), 4).colours.wall
    assert bright
    assert hsl(bright)[2] < 0.6


def test_what_a_picture_is_for_is_no_place() -> None:
    assert read("in a garden, for our bakery").wishes.kinds[0][0] == "garden"
    assert read("for our bakery").wishes.kinds[0][0] == "bakery"


@pytest.mark.parametrize(
    ("sentence", "lost"),
    [("on a mossy anvil in a rainforest", "anvil"), ("auf einem Tisch, Kerzenlich", "Kerzenlich")],
)
def test_no_thing_is_passed_over_in_silence(sentence: str, lost: str) -> None:
    assert read(sentence).not_painted == (lost,)


def test_food_beside_what_is_in_a_room_stands_with_it_on_a_table() -> None:
    reading = read("next to a stack of pancakes and a bowl of raspberries in a cosy kitchen")
    assert reading.wishes.kinds[0][0] == "table"
    assert not reading.not_painted


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("in my kitchen next to grandma", ("grandma",)),
        ("on a table next to my dog", ("dog",)),
        ("in the kitchen beside a fridge and a toaster", ("toaster",)),
        ("on a table between a toaster and a kettle", ("toaster", "kettle")),
        ("in a park surrounded by dogs", ("dogs",)),
        ("in a park next to a woman", ("woman",)),
        ("in a park next to the woman", ()),
        ("in a kitchen in front of my grandma", ("grandma",)),
        ("in einem Wohnzimmer neben einem Kamin und einer Katze", ("Katze",)),
        ("dans une cuisine à côté du chat", ("chat",)),
        ("en una cocina junto a mi abuela", ("abuela",)),
        ("mutfakta büyükannemin yanında", ("büyükannemin",)),
        ("with grandma", ("grandma",)),
        ("on a table with flowers next to the bottle", ()),
        ("girl next to her dog on a beach", ()),
        ("bottle in front of a laptop on a desk", ()),
        ("in a kitchen next to the product", ()),
    ],
)
def test_whom_the_subject_stands_next_to_is_told_not_to_be_painted(
    sentence: str, told: tuple[str, ...]
) -> None:
    assert read(sentence).not_painted == told
