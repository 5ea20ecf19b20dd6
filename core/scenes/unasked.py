"""What a place has unasked, and what only where it is asked for: times, backdrops, materials, props."""

from collections.abc import Mapping

from core.scenes.things import modelled_names

LATE = frozenset({"night", "foggy", "sunset", "dusk"})
"""Times that come unasked only where a kind has hardly another."""
DULL = frozenset({"overcast"})
"""Weather in which nobody would have photographed an open place unasked."""
STRIPED = frozenset({"none", "blinds", "spot"})
"""What light falls through unasked is none of these: stripes look like the material's own."""
PLAINLY_LIT = frozenset({"table"})
"""Kinds on which light falls through nothing unasked."""
SAID = frozenset({"autumn", "winter"})
"""Seasons that change a place so much that they come unasked only where there is no other."""
USUALLY_BEHIND: Mapping[str, tuple[str, ...]] = {
    "clothes_rail": ("boutique", "bedroom", "living_room"),
    "leaf": ("jungle", "forest", "garden"),
    "natural_stand": ("forest", "meadow", "garden", "park"),
    "terrace": ("sea", "mountains"),
    "sofa": ("living_room", "library"),
}
"""What is behind a kind where nothing is asked for, of its many."""
OUT_OF_DOORS = ("garden", "meadow", "forest")
INSIDE = ("living_room", "bedroom", "window")
BEHIND_GROUND: Mapping[str, tuple[str, ...]] = {
    "branch": OUT_OF_DOORS,
    "mossy branch": ("forest", "jungle"),
    "bare branch": ("forest", "lake", "mountains"),
    "snowy branch": ("snow", "forest"),
    "rope": OUT_OF_DOORS,
    "picnic blanket": ("park", "meadow", "garden"),
    "knitted wool": INSIDE,
    "wool rug": INSIDE,
    "fur": INSIDE,
    "sea rock": ("sea", "beach"),
    "hay bale": ("meadow",),
}
"""The same by what the subject is on or hangs from: a wool blanket lies in a room, washing hangs outside."""
INDOORS_BEHIND: Mapping[str, tuple[str, ...]] = {
    "food": ("kitchen", "window", "cafe"),
    "care": ("window", "plaster_wall", "coloured_wall"),
    "": ("window", "plaster_wall", "coloured_wall", "living_room"),
}
"""What is behind a table where no place, season or mood is asked for, by what was photographed: nobody has
breakfast in a forest unasked."""
BREAKFAST = frozenset({"croissants", "bread", "berries"})
"""Props that make a table one for food."""
USUAL_BACKDROPS = 9
"""How many of a kind's backdrops, the first ones, come unasked."""
USUAL_MATERIALS = 8
"""How many of the materials seen from above or hung on, the first ones, come unasked."""
SELDOM = frozenset(
    {
        "zellige",
        "tiles",
        "mirror",
        "azulejo",
        "checkered tiles",
        "hexagon tiles",
        "checked cloth",
        "striped cloth",
    }
)
"""What no table has unasked."""
TABLES = frozenset(
    {"oak", "walnut", "pine", "rustic wood", "dark wood", "white painted wood", "white marble"}
)
"""What a table is of whose word alone is said."""
WET = frozenset({"wet asphalt"})
NEVER: Mapping[str, frozenset[str]] = {
    "coloured_wall": frozenset(
        {"white painted wood", "pine", "dark wood", "herringbone", "terracotta", "terrazzo"}
        | {"checkered tiles", "hexagon tiles"}
    ),
    "beach": frozenset({"pebbles"}),
    "flower_field": frozenset({"wheat"}),
    "modern_building": WET,
    "warehouse": WET,
    "petrol_station": WET,
    "driveway": WET,
    "car_park": WET,
    "parking_lot": WET,
    "race_track": WET,
    "harbour": WET,
    "bridge": WET | {"deck"},
}
"""What another kind has only where it is asked for."""
BUILT = frozenset(
    {
        "corrugated metal",
        "dark brick",
        "bamboo",
        "reed",
        "painted boards",
        "field stone",
        "floral wallpaper",
        "striped wallpaper",
        "tropical wallpaper",
    }
)
"""What no wall is of unasked."""
DOORS = frozenset(
    {
        "door",
        "plank door",
        "wardrobe",
        "graffiti wall",
        "lockers",
        "shutters",
        "garage door",
        "hedge wall",
        "flower wall",
    }
)
"""Walls before which what hangs has a nail unless more is said."""
BARE = frozenset({"leaf", "flat_lay", "blanket"})
"""Kinds on which nothing else stands unasked."""
HOLDS = frozenset({"rail", "peg", "hook"})
"""What a thing hangs from: nothing else is on its wall unasked."""
FARE = frozenset(
    {
        "berries",
        "granola",
        "herbs",
        "lemons",
        "croissants",
        "bread",
        "cocktails",
        "pumpkins",
        "coffee beans",
        "nuts",
    }
)
"""Food and drink that is set out as props, and photographed itself."""
ABOUT = frozenset({"towels", "flowers", "shells", "stones", "plant", "petals", "leaves", "branches"})
"""Modelled things that a place is full of, rather than photographed in it."""
GOODS = (
    (modelled_names() - ABOUT)
    | FARE
    | {"fruit", "vegetables", "cups", "eggs", "vase", "candle", "books", "jars", "bottles"}
)
"""Props that are photographed themselves: "lemon on a table" asks for no fruit beside it."""
LOUD = FARE | frozenset(
    {
        "bamboo",
        "barn",
        "full moon",
        "napkin",
        "people",
        "cars",
        "lavender",
        "sunflowers",
        "rapeseed",
        "poppies",
        "rain",
        "bats",
        "graffiti",
        "balloons",
        "stars",
        "fog",
        "many",
        "towel",
        "loungers",
        "toys",
        "tent",
        "bales",
        "sculpture",
        "cabin",
        "log",
        "boats",
        "tyres",
        "volcano",
        "dust",
        "spotlight",
        "barber pole",
        "few leaves",
        "jetty",
        "blue water",
        "turquoise water",
        "cows",
    }
)
"""Props that are only there where they are asked for."""
ON_TABLES: Mapping[str, frozenset[str]] = {
    "table": frozenset({"plant", "cups", "flowers", "fruit"}),
    "kitchen_counter": frozenset({"plant", "jars", "boards", "fruit", "kettle"}),
    "windowsill": frozenset({"curtain", "plant", "cups", "flowers", "books"}),
}
"""What alone stands on some kinds unasked, of all that may."""
THEMED = frozenset({"hearts", "eggs", "baubles", "branches", "shells", "petals", "neon glow"})
"""Props that say a season or feast where the ground does not."""
