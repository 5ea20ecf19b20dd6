"""What stands for what where a subject lies, hangs or stands: grounds, walls, what is about or holds it."""

from collections.abc import Mapping

STREWN: Mapping[str, tuple[str, ...]] = {
    "beach": ("shells",),
    "sand": ("shells",),
    "autumn_leaves": ("leaves",),
    "forest": ("leaves",),
    "park": ("leaves",),
    "christmas_table": ("branches", "baubles"),
    "christmas_tree": ("branches", "baubles"),
    "snow": ("branches",),
    "garden": ("flowers",),
    "meadow": ("flowers",),
    "easter": ("eggs", "flowers"),
    "valentine": ("hearts", "petals"),
    "candles": ("petals",),
    "bathroom": ("eucalyptus",),
    "kitchen_counter": ("napkin",),
    "plant_shadow": ("eucalyptus",),
    "spa": ("eucalyptus",),
    "orchard": ("leaves",),
    "vineyard": ("leaves",),
    "flower_field": ("flowers",),
    "beach_bar": ("shells",),
    "country_lane": ("leaves",),
}
"""What lies about on the ground of a place that is seen from above."""
LIT_BY: Mapping[str, tuple[str, ...]] = {"neon": ("neon glow",), "neon_street": ("neon glow",)}
"""The same of light that falls on it, in specs from form 6 on."""
EDGED_BY: Mapping[str, tuple[str, ...]] = {
    "poolside": ("pool edge",),
    "villa": ("pool edge",),
    "jetty": ("lake edge",),
    "market_stall": ("tomatoes", "lemons"),
    "sofa": ("seat cushions",),
}
"""The same of what is seen at its edge, in specs of form 7."""
RED_EARTH = "#b3694a"
"""The colour of sand that stands for red earth."""
SKY_BLUE = "#b8d6ea"
"""The paper that stands for a sky."""
LIES_ON: Mapping[str, str] = {
    "hay bale": "straw",
    "stone wall": "rock",
    "mossy rock": "rock",
    "sea rock": "rock",
    "slabs": "travertine",
    "gravel": "pebbles",
    "wet asphalt": "asphalt",
    "granite": "terrazzo",
    "ice": "snow",
    "crushed ice": "snow",
    "soil": "moss",
    "dry grass": "straw",
    "red earth": "sand",
    "dark concrete": "dark concrete",
    "white acrylic": "white marble",
    "glass": "white marble",
    "mirror": "white marble",
}
"""The ground seen from above that comes nearest to one seen level, in specs from form 5 on."""
LIES_ON_NOW: Mapping[str, str] = {
    "tennis court": "asphalt",
    "running track": "asphalt",
    "clay court": "sand",
    "path": "pebbles",
}
"""More of them, for specs from form 6 on."""
LIES_ON_LATER: Mapping[str, str] = {"terracotta tiles": "terracotta"}
"""More of them, for specs from form 7 on."""
LAID_AS: Mapping[str, str] = {
    "plant": "eucalyptus",
    "plants": "eucalyptus",
    "tall plant": "eucalyptus",
    "tulips": "flowers",
    "wild flowers": "flowers",
    "vegetables": "tomatoes",
    "fruit": "lemons",
    "herbs": "rosemary",
}
"""What is laid down of things that stand, in specs of form 7."""
STOOD_LIKE: Mapping[str, str] = {"denim": "linen", "cork": "pine"}
"""The same for what is only seen from above."""
STOOD_ON_COLOURS: Mapping[str, str] = {"denim": "#43526b", "kraft paper": "#b98f63", "cork": "#b98f63"}
"""What is left of a stuff where a subject stands on another: its colour."""
LIKE_CLOTH: Mapping[str, tuple[str, ...]] = {
    "satin": ("silk",),
    "silk": ("silk", "velvet"),
    "bed linen": ("linen",),
    "linen": ("bed linen",),
    "terracotta tiles": ("terracotta",),
}
"""Cloths and tiles whose colour the nearest one seen from above takes over, in specs of form 7."""
BOARDS = "rustic wood"
"""What is seen of a crate from above."""
ROSES = "#d9788a"
"""The colour of blossoms strewn for roses."""
STANDS_ON: Mapping[str, str] = {
    "sand": "sand",
    "wet sand": "beach",
    "pebbles": "lake",
    "grass": "meadow",
    "moss": "moss",
    "leaves": "autumn_leaves",
    "snow": "snow",
    "rock": "mountains",
    "asphalt": "street",
    "cobbles": "street",
    "deck": "poolside",
    "water": "water",
    "velvet": "velvet",
    "silk": "silk",
    "paper": "paper",
    "tiles": "bathroom",
    "carpet": "bedroom",
    "fur": "fireplace",
    "plaster": "plaster_wall",
    "dark concrete": "concrete_wall",
    "rippled sand": "sand",
    "straw": "stable",
    "jute rug": "living_room",
    "wool rug": "living_room",
    "persian rug": "living_room",
    "bed linen": "bed",
    "knitted wool": "blanket",
    "picnic blanket": "blanket",
    "towel": "blanket",
    "banana leaf": "leaf",
    "monstera leaf": "leaf",
}
"""The kind seen level for a ground seen from above; any other is a table's."""
STANDS_ON_NOW: Mapping[str, str] = {
    "crumpled paper": "paper",
    "kraft paper": "paper",
    "cowhide": "fireplace",
    "black slate": "table",
    "herringbone": "living_room",
    "denim": "blanket",
}
"""More of them, for specs from form 5 on."""
STANDS_BEFORE: Mapping[str, str] = {
    "plaster": "plaster_wall",
    "paint": "coloured_wall",
    "concrete": "concrete_wall",
    "dark concrete": "concrete_wall",
    "brick": "brick_wall",
    "white brick": "brick_wall",
    "aged brick": "brick_wall",
    "painted brick": "brick_wall",
    "tiles": "tiled_wall",
    "zellige": "tiled_wall",
    "paper": "paper",
    "velvet": "velvet",
    "silk": "silk",
    "panelling": "coloured_wall",
    "linen": "plaster_wall",
    "field stone": "brick_wall",
    "dark brick": "brick_wall",
    "lockers": "concrete_wall",
    "corrugated metal": "concrete_wall",
    "garage door": "coloured_wall",
    "graffiti wall": "brick_wall",
    "floral wallpaper": "coloured_wall",
    "striped wallpaper": "coloured_wall",
    "tropical wallpaper": "coloured_wall",
    "wardrobe": "coloured_wall",
    "door": "coloured_wall",
    "hedge wall": "garden",
    "flower wall": "garden",
    "white marble": "tiled_wall",
    "black marble": "tiled_wall",
    "travertine": "plaster_wall",
    "terrazzo": "tiled_wall",
    "slate": "concrete_wall",
    "azulejo": "tiled_wall",
    "checkered tiles": "tiled_wall",
    "hexagon tiles": "tiled_wall",
}
"""The kind seen level for a wall to hang on; any other is a wooden wall's."""
RAIL_OF: Mapping[str, str] = {
    "beach": "branch",
    "forest": "branch",
    "park": "branch",
    "meadow": "branch",
    "autumn_leaves": "branch",
    "snow": "branch",
    "orchard": "branch",
    "jungle": "branch",
    "garden": "rope",
    "flower_field": "rope",
    "vineyard": "rope",
    "market_stall": "wooden rail",
    "nursery": "wooden rail",
    "stable": "wooden rail",
    "poolside": "rope",
    "sea": "rope",
    "lake": "rope",
    "mountains": "rope",
    "sky": "rope",
    "desert": "rope",
    "canyon": "branch",
    "river_bank": "branch",
    "beach_bar": "bamboo pole",
    "fjord": "branch",
    "terrace": "rope",
    "cabin": "wooden post",
    "ruins": "branch",
    "festival": "rope",
    "salt_flat": "wooden rail",
    "country_lane": "branch",
    "windmill": "rope",
    "castle": "wooden rail",
    "playground": "rope",
    "village": "rope",
    "temple_steps": "wooden rail",
    "waterfall": "branch",
    "savanna": "branch",
    "ice": "wooden rail",
    "living_room": "wooden rail",
    "bedroom": "wooden rail",
    "kitchen": "wooden rail",
    "library": "wooden rail",
    "window": "wooden rail",
    "christmas_tree": "wooden rail",
    "farm_yard": "rope",
    "riding_arena": "wooden rail",
    "summit": "rope",
    "harbour": "rope",
    "driveway": "rope",
}
"""What clothes hang on before a place; before any other on a rail of black metal."""
