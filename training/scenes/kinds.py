"""Scenes of the product's own kinds: drawn as specs, painted as the product paints them, and worded by its
English vocabulary, so that a caption says what the same words would bring."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np

from core.scenes.colouring import contrast
from core.scenes.drawing import drawn
from core.scenes.kinds import KINDS, Kind
from core.scenes.painting import Painting, View, paint
from core.scenes.parts.canvas import Random
from core.scenes.spec import MAX_SCENE_SEED, SceneSpec
from core.scenes.vocabulary import Span, shared, table, vocabulary
from core.scenes.wishes import COLOURABLE, Wish, Wishes
from training.scenes.captioned import Scene
from training.scenes.palette import an
from training.wordings import TEMPLATES

KINDS_OF: Mapping[str, tuple[str, ...]] = {
    "studio": ("paper", "gradient", "velvet", "silk", "paper_shapes", "glossy"),
    "podium": ("podium", "steps", "arch"),
    "table": (
        "table",
        "kitchen_counter",
        "bathroom",
        "shelf",
        "fridge",
        "shop_shelf",
        "bakery_counter",
        "windowsill",
        "bar",
        "workbench",
        "spa",
        "leaf",
        "bed",
        "sofa",
        "natural_stand",
        "market_stall",
        "flat_lay",
    ),
    "wall": (
        "coloured_wall",
        "plaster_wall",
        "brick_wall",
        "concrete_wall",
        "wood_wall",
        "tiled_wall",
        "window_light",
        "plant_shadow",
        "hanging_wall",
        "clothes_rail",
    ),
    "interior": (
        "kitchen",
        "living_room",
        "bedroom",
        "fireplace",
        "library",
        "cafe",
        "office",
        "garage",
        "showroom",
        "window",
        "nursery",
        "boutique",
        "gallery",
        "lobby",
        "gym",
        "stable",
        "stage",
        "hallway",
        "closet",
        "loft",
        "store",
        "classroom",
        "cellar",
        "greenhouse",
        "restaurant",
        "church",
        "palace",
        "hair_salon",
        "sports_hall",
        "bakery",
        "surf_shop",
    ),
    "city": (
        *("street", "rooftop", "alley", "city_lights", "neon_street", "village", "modern_building"),
        *("warehouse", "petrol_station", "driveway", "car_park", "parking_lot", "bridge", "race_track"),
        *("grandstand", "platform"),
    ),
    "bokeh": ("bokeh", "festival"),
    "festive": (
        "christmas_tree",
        "christmas_table",
        "candles",
        "easter",
        "valentine",
        "halloween",
        "autumn_leaves",
        "neon",
    ),
    "beach": ("beach", "poolside", "beach_bar", "terrace", "villa"),
    "sea": ("sea", "water", "road_coast", "harbour"),
    "lake": ("lake", "jetty"),
    "mountains": (
        *("mountains", "road_mountains", "mountain_trail", "fjord", "ruins", "temple_steps", "summit"),
    ),
    "forest": ("forest", "moss", "jungle", "river_bank", "cabin", "waterfall"),
    "meadow": (
        *("meadow", "flower_field", "road_fields", "windmill", "castle", "country_lane", "farm_yard"),
        "riding_arena",
    ),
    "garden": ("garden", "park", "blanket", "orchard", "vineyard", "pitch", "playground"),
    "desert": ("desert", "sand", "road_desert", "canyon", "salt_flat", "savanna"),
    "snow": ("snow", "ice"),
    "sky": ("sky",),
}
"""The kinds that are learned as each family."""
ASKED, RARELY = 0.5, 0.25
"""How often a material, colour, time or season, and how often a prop or pattern, is drawn from all that the
kind has: unasked, specs have mostly the first ones."""
WORDINGS, PHRASES = 4, 14
"""How many of a fact's words are used, the first and most usual ones; and how many phrases of a scene."""
STAND_IN = frozenset({"paint"})
"""Materials that are called by their colour alone."""
ADJECTIVES = (
    *("oaken", "wooden", "mossy", "snowy", "sandy", "rocky", "icy", "grassy", "pebbly", "gravelly", "frozen"),
    *("tiled", "painted", "mirrored", "cobbled", "paved"),
)
"""Words for materials that cannot stand alone."""
Item = TypeVar("Item")


def kind_scene(rng: Random, height: int, width: int, family: str) -> Scene:
    """A scene of one of the family's kinds, each as likely."""
    spec = drawn_spec(rng, str(rng.choice(KINDS_OF[family])))
    return captioned(rng, spec, paint(spec, View(width, height)), family)


def drawn_spec(rng: Random, kind: str) -> SceneSpec:
    """A spec of the kind as the product draws them, some of it asked for at random."""
    place = KINDS[kind]
    colours = tuple(colour_wishes(rng, place))
    coloured = {wish.place for wish in colours}
    wishes = Wishes(
        kinds=((kind, 0.0),),
        named=True,
        colours=colours,
        materials=(
            *material_wish(rng, "ground", place.grounds, "ground" in coloured),
            *material_wish(rng, "wall", place.walls, "wall" in coloured),
        ),
        times=maybe(rng, place.times),
        seasons=maybe(rng, place.seasons),
        patterns=maybe(rng, place.patterns, RARELY),
        props=maybe(rng, place.props, RARELY),
    )
    return drawn(wishes, int(rng.integers(MAX_SCENE_SEED + 1)))


def maybe(rng: Random, items: Sequence[str], share: float = ASKED, **place: str) -> tuple[Wish, ...]:
    """A wish for one of the items, with this chance; none for none."""
    if not items or rng.random() >= share:
        return ()
    return (Wish(any_of=(str(rng.choice(items)),), **place),)


def material_wish(rng: Random, where: str, have: Sequence[str], coloured: bool) -> tuple[Wish, ...]:
    """Now and then a wish for one of the kind's materials; always for one that may have any colour, where
    the place is ``coloured``."""
    if coloured:
        return maybe(rng, [material for material in have if material in COLOURABLE], 1.0, place=where)
    return maybe(rng, have, place=where)


def colour_wishes(rng: Random, place: Kind) -> Iterator[Wish]:
    """Named colours for those of the kind's places that may have any."""
    have = {"ground": place.grounds, "wall": place.walls, "accent": ()}
    for where in place.colours:
        if (not have[where] or set(have[where]) & COLOURABLE) and rng.random() < ASKED:
            name = str(rng.choice(list(shared()["colours"])))
            yield Wish(any_of=(name, shared()["colours"][name]), place=where)


def captioned(rng: Random, spec: SceneSpec, painting: Painting, family: str) -> Scene:
    """The painting with its words, and what subjects and their shadows need to know of it."""
    ground, light = painting.ground, spec.light
    across = np.sin(np.radians(light.direction)) / np.tan(np.radians(light.height))
    return Scene(
        painting.image,
        painting.disparity,
        family,
        phrases(rng, spec),
        float(np.clip(ground.far, 0, 0.9)),
        ground.shade,
        details(spec),
        float(np.clip(across, -1, 1)),
        light.hardness,
        ground.mirror,
        ground.stand,
        spec.kind,
    )


def phrases(rng: Random, spec: SceneSpec) -> list[str]:
    """Wordings that name the kind, most of them with its materials, colours or what is behind it."""
    templates = TEMPLATES.get(spec.kind) or TEMPLATES[spec.place.group]
    made: list[str] = []
    for template in (*templates, *templates):
        facts = named_facts(rng, spec)
        try:
            phrase = template.format(**facts)
        except KeyError:
            continue
        if not stutters(phrase):
            made.append(phrase)
    made = list(dict.fromkeys(made)) or kind_words(spec)
    return [str(phrase) for phrase in rng.permutation(made)[:PHRASES]]


def stutters(phrase: str) -> bool:
    """Whether a word is said twice."""
    words = [word for word in phrase.replace(",", "").split() if len(word) > 3]
    return len(set(words)) < len(words)


def named_facts(rng: Random, spec: SceneSpec) -> dict[str, str]:
    """One wording each of what the templates ask for, as far as the scene has it."""
    facts = {
        "name": pick(rng, kind_words(spec)),
        "ground": material_word(rng, spec.materials.ground, spec.colours.ground),
        "wall": material_word(rng, spec.materials.wall, spec.colours.wall),
        "ground_colour": material_word(rng, None, spec.colours.ground),
        "accent": material_word(rng, None, spec.colours.accent),
        "behind": behind_word(rng, spec),
    }
    found = {name: words for name, words in facts.items() if words}
    if spec.place.group == "tables" and spec.backdrop not in {None, "coloured_wall"}:
        found.pop("wall", None)
    return found | {f"a_{name}": words if words.endswith("s") else an(words) for name, words in found.items()}


def pick(rng: Random, items: Sequence[Item]) -> Item:
    """One of the items, each as likely."""
    return items[int(rng.integers(len(items)))]


def material_word(rng: Random, material: str | None, colour: str | None) -> str | None:
    """A wording of a material in its colour, of either alone, or ``None`` where there is neither."""
    words = nouns(said("materials", material))[:WORDINGS] if material else []
    shade = pick(rng, said("colours", nearest_colour(colour))[:WORDINGS]) if colour else ""
    if shade and (not words or material in STAND_IN):
        return shade
    return " ".join(part for part in (shade, pick(rng, words)) if part) if words else None


def nouns(words: Sequence[str]) -> list[str]:
    """Those that can stand alone."""
    return [word for word in words if not word.endswith(ADJECTIVES)]


def behind_word(rng: Random, spec: SceneSpec) -> str | None:
    """A wording of what is behind a table."""
    if spec.backdrop is None:
        return None
    if spec.backdrop in {"coloured_wall", "paper"} and spec.colours.wall:
        return f"{material_word(rng, None, spec.colours.wall)} wall"
    title = KINDS[spec.backdrop].title.lower()
    return pick(rng, true_words(spec, said("kinds", spec.backdrop))[:WORDINGS] or [title])


def nearest_colour(code: str) -> str:
    """The name of the colour of the shared table that looks most like ``#rrggbb``."""
    colours: Mapping[str, str] = shared()["colours"]
    return min(colours, key=lambda name: contrast(colours[name], code))


def kind_words(spec: SceneSpec) -> list[str]:
    """Words for the spec's kind that claim nothing that it has not."""
    return true_words(spec, said("kinds", spec.kind)) or [spec.place.title.lower()]


def said(section: str, entry: str) -> list[str]:
    """The English words of an entry, the usual ones first."""
    words: str = table("en")[section].get(entry, entry)
    return [word.strip() for word in words.split(",")]


def details(spec: SceneSpec) -> list[str | list[str]]:
    """Light, time, season, pattern and props, each in several wordings."""
    place, light = spec.place, spec.light
    behind = KINDS[spec.backdrop].seasons if spec.backdrop else ()
    found = [
        ("times", light.time if len(place.times) > 1 or light.time != "day" else None),
        ("seasons", spec.season if place.seasons or behind else None),
        ("patterns", light.pattern if light.pattern != "none" else None),
        *(("light", name) for name in light_names(spec)),
        *(("props", prop) for prop in spec.props),
    ]
    worded = [true_words(spec, said(section, entry))[:WORDINGS] for section, entry in found if entry]
    return [words for words in worded if words]


def light_names(spec: SceneSpec) -> Iterator[str]:
    """The vocabulary's names for how the light falls, where it is clearly so."""
    light = spec.light
    if abs(light.direction) > 110:
        yield "from_behind"
    elif abs(light.direction) > 30:
        yield "from_left" if light.direction < 0 else "from_right"
    if light.hardness > 0.6 or light.hardness < 0.16:
        yield "hard" if light.hardness > 0.6 else "soft"
    if abs(light.warmth) > 0.25:
        yield "warm" if light.warmth > 0 else "cool"


def true_words(spec: SceneSpec, words: Sequence[str]) -> list[str]:
    """Those of the words that, as the product reads them, ask for nothing that the scene has not."""
    return [word for word in words if all(is_true(spec, span) for span in vocabulary("en").spans(word))]


def is_true(spec: SceneSpec, span: Span) -> bool:
    """Whether what a part of a sentence asks for is in the scene."""
    families: Mapping[str, list[str]] = shared()["families"]
    made_of = {*span.of("materials"), *span.of("own materials")}
    made_of |= {each for name in (*span.of("families"), *span.of("own families")) for each in families[name]}
    kinds = {*span.of("kinds"), *span.of("own kinds")}
    weather = [shared()["weather"][name].get("season") for name in span.of("weather")]
    places = {spec.kind, spec.backdrop, *shared()["also"].get(spec.kind, ())}
    asked = (
        (made_of, {spec.materials.ground, spec.materials.wall}),
        (kinds if not span.of("props") else set[str](), places),
        (set(span.of("times")), {spec.light.time}),
        ({*span.of("seasons"), *filter(None, weather)}, {spec.season}),
        (set(span.of("patterns")), {spec.light.pattern}),
        (set(span.of("props")) & set(spec.place.props), set(spec.props)),
    )
    return all(not wanted or wanted & has for wanted, has in asked)
