"""The sentences that the model is judged by, written by hand as people write them, not by the renderers."""

SHEET = (
    "on a clean white studio background with soft shadows",
    "a bottle green velvet backdrop, moody light from the left",
    "standing on a round beige podium, cream wall behind",
    "on an old oak table beside a window in the morning",
    "white marble counter top, bright kitchen in the background",
    "on grey concrete, hard sunlight and plant shadows on the wall",
    "pastel pink wall and pale blue floor",
    "teal wall, oak table",
    "a cosy living room with a lamp in the evening",
    "in a little café, warm and blurry",
    "downtown at night with lots of colourful lights",
    "on a quiet old town street in the sunshine",
    "golden lights twinkling out of focus",
    "a christmas tree with fairy lights behind",
    "on the sand by the ocean on a hot summer's day",
    "waves in the evening while the sun goes down",
    "a still lake at dawn with fog",
    "high mountains with snow on top",
    "deep in a green wood with light between the trees",
    "a field full of yellow flowers in spring",
    "desert dunes under a hot sun",
    "everything covered in fresh snow, firs behind",
    "up in the air among white clouds",
    "all black background, one dramatic light",
)
"""What people ask for, one picture of each in the contact sheet."""

FAMILIES: dict[str, tuple[str, ...]] = {
    "studio": (
        "catalogue picture for my web shop, nothing but an empty grey paper roll behind it",
        "just an even orange backdrop please, like photographers have",
        "photographed before a roll of light blue paper, softly lit",
        "clean and empty, purely white all around, for an online listing",
    ),
    "table": (
        "it stands on the boards of an old wooden table",
        "on a slab of veined marble, dark wall far behind",
        "served on a walnut desk, seen from the front",
        "put it down on a rough oak plank, a plain wall at the back",
    ),
    "interior": (
        "at home in somebody's lounge with a couch and a floor lamp",
        "inside a flat with shelves full of books",
        "a bright nordic room with furniture, seen out of focus",
        "in the corner of a restaurant, chairs and lamps behind",
    ),
    "city": (
        "between the houses downtown",
        "in new york after dark, cars and neon",
        "somewhere in town with shops left and right",
        "a rainy avenue at night, headlights mirrored on the tarmac",
    ),
    "beach": (
        "holiday feeling: sand, surf and a blue sky",
        "on the shore where the waves run out on pale sand",
        "a tropical coast with bright sand at noon",
        "in the sand, the ocean right behind it",
    ),
    "sea": (
        "far out on the water, nothing but waves up to the horizon",
        "the endless blue ocean and a little haze",
        "over open water while the sun sinks",
        "deep blue waves under a clear sky",
    ),
    "mountains": (
        "with rocky peaks rising in the distance",
        "high up in the alps, summits and a valley",
        "a view of a rugged ridge and steep cliffs",
        "hiking among tall summits on a clear day",
    ),
    "forest": (
        "between tall trunks on mossy soil",
        "a walk through the woods, leaves everywhere",
        "deep among trees, sunbeams falling through the leaves",
        "under old beeches on a shady path",
    ),
    "meadow": (
        "in tall grass with wild flowers around",
        "a grassy field in may, poppies here and there",
        "out in the countryside, green grass up to the horizon",
        "on a lush pasture under the summer sky",
    ),
    "desert": (
        "in the sahara, ridge after ridge of sand",
        "hot dry land, orange sand and not a tree",
        "among big dunes shaped by the wind",
        "a caravan's view: sand as far as the eye can see",
    ),
    "snow": (
        "on a cold january day, all white outside with firs",
        "in deep powder snow, frosty trees behind",
        "a frozen white field and pines in december",
        "outside after heavy snowfall",
    ),
    "sky": (
        "floating high above the world among fluffy clouds",
        "nothing but air: blue with some white puffs",
        "up where the airplanes fly, clouds below",
        "a clear blue heaven with wisps of cloud",
    ),
}
"""Four sentences for each of the twelve families; none is a template of the renderers, see ``templates``."""

BRIGHTNESS = (
    ("a bright white room full of daylight", "a dark room at night with hardly any light"),
    ("a beach at noon in blazing sun", "a beach late at night in the moonlight"),
    ("a city street on a sunny morning", "a city street in the dead of night"),
    ("a light grey backdrop, high key", "a charcoal black backdrop, low key"),
    ("a snowy field in bright sunshine", "a snowy field after nightfall"),
    ("a sunny forest clearing", "a gloomy dark forest at night"),
    ("the sea under a bright midday sky", "the sea under the stars at night"),
    ("a pale birch table before a white wall", "a black table before a black wall"),
)
"""Pairs of the same place, bright and dark."""

NEGATIVES = (
    ("forest", "green", "green"),
    ("a meadow in summer", "green grass", "green"),
    ("city at night", "lights", "lights"),
    ("bokeh background", "lights, bokeh", "lights"),
    ("the sea at sunset", "orange, red", "warm"),
    ("a colourful studio background", "red", "warm"),
    ("the ocean", "blue", "blue"),
    ("sky with clouds", "blue sky", "blue"),
    ("studio background", "white, bright", "bright"),
    ("kitchen", "bright", "bright"),
)
"""(prompt, negative prompt, what there should be less of: a name of ``wording.AMOUNTS``)."""
