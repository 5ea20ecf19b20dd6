"""The environment maps of places outdoors, described by looking at each in every direction."""

from training.photos.captions import View

OVERCAST = ["overcast sky", "soft grey daylight", "cloudy day"]
SUNNY = ["sunlight", "sunny day", "bright sunshine"]
DUSK = ["at dusk", "evening light", "blue hour", "twilight"]
NIGHT = ["at night", "night sky", "dark"]

OUTDOORS: dict[str, tuple[View, ...]] = {
    "blender-city": (
        View(
            yaws=(0, 360),
            family="city",
            phrases=(
                "an empty asphalt square before office towers",
                "a parking lot with city buildings behind",
                "city skyline behind asphalt",
            ),
            details=(OVERCAST, ["yellow lines on the ground", "grey asphalt"], "modern glass buildings"),
            key=0.24,
        ),
    ),
    "blender-courtyard": (
        View(
            yaws=(90, 185),
            family="garden",
            phrases=(
                "a covered patio with brick paving",
                "a courtyard opening into the sun",
                "a brick-paved backyard",
            ),
            details=(["harsh sunlight outside", "bright background"], "shade of a roof", "terracotta walls"),
            far=0.15,
            hardness=0.6,
        ),
        View(
            yaws=(225, 295),
            family="wall",
            phrases=(
                "the yellow wall of a country house",
                "a warm yellow plaster wall with windows",
                "ochre house wall",
            ),
            details=(["in the shade", "soft light"], "brown brick paving"),
            far=0.35,
        ),
    ),
    "blender-forest": (
        View(
            yaws=(0, 360),
            family="garden",
            phrases=(
                "a garden path under trees",
                "a Japanese garden with bamboo fences",
                "a gravel path in a park",
                "green park with trees",
            ),
            details=(
                ["back light through leaves", "bright green leaves", "sunlit foliage"],
                ["gravel ground", "pebbles and fallen leaves"],
                ["summer", "calm"],
            ),
            key=0.17,
            hardness=0.4,
        ),
    ),
    "blender-night": (
        View(
            yaws=(0, 360),
            family="meadow",
            phrases=(
                "a lawn at night",
                "a dark field under the night sky",
                "night meadow with a glow at the horizon",
            ),
            details=(NIGHT, ["stars", "starry sky"], "distant lights"),
            key=0.035,
            shade=0.2,
        ),
    ),
    "blender-sunset": (
        View(
            yaws=(120, 290),
            family="sea",
            phrases=(
                "a stone quay by the sea",
                "a seaside promenade",
                "the lagoon behind stone paving",
                "waterfront",
            ),
            details=(["sunset", "pastel sunset sky", "evening light"], "calm water", "stone floor"),
        ),
        View(
            yaws=(310, 430),
            family="city",
            phrases=(
                "an old Italian square",
                "a Venetian waterfront with brick houses",
                "a piazza with historic houses",
            ),
            details=(DUSK, "stone paving", ["pale blue sky", "pastel sky"]),
            key=0.18,
        ),
    ),
    "pmndrs-city": (
        View(
            yaws=(130, 300),
            family="city",
            phrases=(
                "a city square with high-rise buildings",
                "a street crossing with glass towers",
                "downtown street",
            ),
            details=(OVERCAST, "asphalt and red paving", "modern architecture"),
            key=0.24,
        ),
        View(
            yaws=(310, 480),
            family="city",
            phrases=("a wide city street", "an open urban square", "a town square with red paving"),
            details=(OVERCAST, "distant buildings", "red paving stones"),
            key=0.26,
        ),
    ),
    "pmndrs-dawn": (
        View(
            yaws=(0, 360),
            family="desert",
            phrases=(
                "a rocky desert ridge",
                "desert mountains",
                "barren rocks under a violet sky",
                "stone desert",
            ),
            details=(
                ["at dawn", "dawn light", "before sunrise"],
                ["violet sky", "purple sky", "pastel sky"],
                "rocks",
            ),
            key=0.16,
        ),
    ),
    "pmndrs-forest": (
        View(
            yaws=(0, 360),
            family="forest",
            phrases=("a pine forest", "a forest floor with tall trunks", "conifer woods", "in the woods"),
            details=(
                ["sunlight through the trees", "dappled light", "sunny"],
                ["moss and needles", "brown forest floor"],
            ),
            hardness=0.5,
        ),
    ),
    "pmndrs-night": (
        View(
            yaws=(0, 360),
            family="desert",
            phrases=(
                "dry savannah at night",
                "a desert plain under the stars",
                "bushland under the Milky Way",
            ),
            details=(NIGHT, ["stars", "starry sky", "Milky Way"], "dry grass and sand"),
            key=0.04,
            shade=0.2,
        ),
    ),
    "pmndrs-park": (
        View(
            yaws=(0, 360),
            family="meadow",
            phrases=(
                "a green lawn",
                "a park with short grass",
                "a grass field",
                "green grass under a blue sky",
            ),
            details=(SUNNY, ["blue sky", "clear sky"], ["summer", "fresh green"]),
            key=0.16,
            hardness=0.8,
        ),
    ),
    "pmndrs-sky": (
        View(
            yaws=(0, 360),
            family="sky",
            phrases=(
                "blue sky with white clouds",
                "clouds over calm water",
                "sky mirrored in the sea",
                "fluffy clouds",
            ),
            details=(["bright day", "daylight"], ["reflection", "mirror-like water"], "serene"),
            key=0.33,
            mirror=0.5,
        ),
    ),
    "pmndrs-sunset": (
        View(
            yaws=(60, 165),
            family="city",
            phrases=(
                "a historic palace on a square",
                "St Mark's Square in Venice",
                "a stone square with arcades",
            ),
            details=(["at sunrise", "pale morning light", "at sunset"], "stone paving", "pastel sky"),
            key=0.24,
        ),
        View(
            yaws=(175, 420),
            family="city",
            phrases=(
                "a wide stone square by the water",
                "a Venetian square",
                "paved waterfront of an old town",
            ),
            details=(["low sun", "sunset", "golden haze"], "stone paving", ["bright sky", "pastel sky"]),
            key=0.24,
        ),
    ),
    "pmndrs-venice": (
        View(
            yaws=(20, 150),
            family="city",
            phrases=(
                "a cobbled quay with a brick building",
                "an old brick warehouse at the waterfront",
                "cobblestones",
            ),
            details=(DUSK, ["blue morning sky", "cool blue light"], "dark paving"),
            key=0.13,
        ),
        View(
            yaws=(195, 340),
            family="sea",
            phrases=(
                "the sea behind a stone quay",
                "a harbour wall at the sea",
                "calm lagoon water",
                "seaside",
            ),
            details=(DUSK, ["blue sky with small clouds", "cool blue light"], "stone edge"),
            key=0.15,
        ),
    ),
}
