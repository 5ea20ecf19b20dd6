"""The environment maps of rooms and studios, described by looking at each in every direction."""

from training.photos.captions import View

DAYLIGHT = ["daylight from the window", "bright window light", "soft daylight"]
LAMPS = ["warm lamp light", "artificial light", "ceiling lights"]

WHITE_SWEEP = View(
    yaws=(50, 110),
    family="studio",
    phrases=(
        "white seamless paper in a photo studio",
        "a photo studio with a white backdrop",
        "white studio sweep",
    ),
    details=(["studio lights", "behind the scenes of a shoot"], "black curtains at the sides"),
    far=0.25,
    key=0.42,
)
BLACK_CURTAINS = View(
    yaws=(158, 190),
    family="studio",
    phrases=(
        "a dark photo studio with black curtains",
        "a dark wall of folded black cloth",
        "black studio curtain",
    ),
    details=(["low-key", "dramatic contrast"], "white floor"),
    far=0.3,
    key=0.12,
    mirror=0.1,
)

INDOORS: dict[str, tuple[View, ...]] = {
    "blender-interior": (
        View(
            yaws=(80, 150),
            family="interior",
            phrases=(
                "a hotel room with a dark desk",
                "a modern room with a desk and a screen on the wall",
                "home office",
            ),
            details=(["warm indoor light", "cosy"], "wooden floor", "grey walls"),
            far=0.35,
        ),
        View(
            yaws=(160, 235),
            family="interior",
            phrases=(
                "a room with a bright curtained window",
                "a modern hotel room with an olive armchair",
                "window with white curtains",
            ),
            details=(DAYLIGHT, ["olive green armchair", "elegant"], "wooden floor"),
            far=0.3,
            key=0.28,
        ),
        View(
            yaws=(265, 325),
            family="interior",
            phrases=("a bedroom with a white bed", "a hotel bedroom", "a bed with an olive blanket"),
            details=(["warm indoor light", "cosy evening light"], "grey headboard", "restful"),
            far=0.4,
        ),
    ),
    "blender-studio": (WHITE_SWEEP, BLACK_CURTAINS),
    "blender-sunrise": (
        View(
            yaws=(165, 265),
            family="meadow",
            phrases=(
                "a misty meadow against the rising sun",
                "a grass field at sunrise",
                "green meadow, sun on the horizon",
            ),
            details=(["sunrise", "golden light", "early morning sun"], ["morning mist", "dew"], "back light"),
            key=0.16,
            hardness=0.7,
        ),
        View(
            yaws=(275, 515),
            family="meadow",
            phrases=(
                "a green meadow under a blue sky",
                "a country track through grass",
                "open farmland",
                "grassland",
            ),
            details=(["morning light", "low golden sun"], ["clear blue sky", "light mist"], "countryside"),
            key=0.15,
            hardness=0.6,
        ),
    ),
    "pmndrs-apartment": (
        View(
            yaws=(205, 285),
            family="interior",
            phrases=(
                "an empty white room with a large window",
                "a bright apartment with sun on the wooden floor",
                "minimal living room",
            ),
            details=(DAYLIGHT, ["patch of sunlight", "airy"], ["light wooden floor", "parquet"]),
            far=0.25,
            key=0.3,
            mirror=0.08,
        ),
        View(
            yaws=(310, 460),
            family="interior",
            phrases=(
                "an empty room with beige walls",
                "a bare apartment with cream walls",
                "plain pale walls",
            ),
            details=(["soft even light", "bright and airy"], ["light wooden floor", "parquet"], "minimal"),
            far=0.3,
            key=0.38,
            mirror=0.08,
        ),
    ),
    "pmndrs-bridge": (
        View(
            yaws=(70, 200),
            family="interior",
            phrases=(
                "a white footbridge with windows",
                "a futuristic corridor with a band of windows",
                "a bright modern passage",
            ),
            details=(["soft white light", "clean and bright"], "glossy pale floor", "steel beams"),
            far=0.3,
            key=0.28,
            mirror=0.15,
        ),
    ),
    "pmndrs-esplanade": (
        View(
            yaws=(0, 360),
            family="interior",
            phrases=(
                "a shopping mall",
                "a bright hall with shops",
                "a department store lobby",
                "shopping centre",
            ),
            details=(LAMPS, ["beige tiles", "marble floor"], ["blurred lights", "lights of shops"]),
            far=0.2,
            mirror=0.12,
        ),
    ),
    "pmndrs-hall": (
        View(
            yaws=(0, 360),
            family="interior",
            phrases=("a banquet hall", "a large empty ballroom", "an event hall with white curtains"),
            details=(["dark ceiling", "chandeliers"], ["tiled floor", "patterned floor"], "spacious"),
            far=0.15,
            mirror=0.08,
        ),
    ),
    "pmndrs-lab": (
        View(
            yaws=(0, 360),
            family="interior",
            phrases=("an old machine hall", "a vintage laboratory with machines", "a retro green workshop"),
            details=(
                ["mint green walls", "pale green"],
                ["light from high windows", "daylight"],
                "industrial",
            ),
            far=0.25,
        ),
    ),
    "pmndrs-lobby": (
        View(
            yaws=(0, 90),
            family="interior",
            phrases=(
                "a lobby with a lime green wall",
                "a waiting area with a green wall",
                "green wall and wooden floor",
            ),
            details=(LAMPS, "wooden floor", "modern"),
            far=0.3,
            mirror=0.12,
        ),
        View(
            yaws=(100, 320),
            family="interior",
            phrases=("an office lobby", "a lobby with red benches", "a modern foyer with a wooden floor"),
            details=(LAMPS, ["wooden floor", "oak floor"], "white walls"),
            far=0.2,
            mirror=0.12,
        ),
    ),
    "pmndrs-studio": (
        WHITE_SWEEP,
        BLACK_CURTAINS,
        View(
            yaws=(215, 270),
            family="studio",
            phrases=(
                "a studio with a round softbox",
                "a softbox lamp in a photo studio",
                "studio lighting set-up",
            ),
            details=(["glowing softbox", "strong studio light"], "black curtains", "white floor"),
            far=0.3,
            key=0.15,
        ),
    ),
    "pmndrs-warehouse": (
        View(
            yaws=(0, 360),
            family="interior",
            phrases=(
                "an empty warehouse",
                "a concrete industrial hall",
                "an underground garage",
                "a bare concrete floor",
            ),
            details=(
                ["neon tubes", "dim artificial light"],
                ["concrete floor", "rough concrete"],
                "industrial",
            ),
            far=0.2,
            key=0.15,
        ),
    ),
    "pmndrs-workshop": (
        View(
            yaws=(0, 360),
            family="interior",
            phrases=("a metal workshop", "a factory hall", "an industrial workshop with a green floor"),
            details=(
                ["daylight through the roof", "bright hall"],
                ["green floor", "yellow lines"],
                "industrial",
            ),
            far=0.2,
            mirror=0.15,
        ),
    ),
}
