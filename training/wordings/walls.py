"""Walls over floors, as people ask for them."""

from training.wordings.colours import FLOORS

ROWS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("wall", "(.+) above (.+) floor", (
        "{1} floor by the {0}", "{0}, {1} below", "{0} over {1}", "{0} meeting {1} floor",
        "{1} flooring, {0} behind", "on {1} flooring by the {0}", "the floor {1}, behind it the {0}",
        "{0} at the back and {1} underfoot", "indoors on {1} floor, {0} behind",
        "leaning on the {0}, floor in {1}", "empty room with {0}, floor {1}",
        "hallway with {0} and {1} floor", "corner of a room: {0}, {1} floor", "{1} floor, then the {0}",
        "{0} plus {1} floor",
    )),
    ("wall",
     r"(?!.*(?:brick|concrete|cement|marble|wood|panel|tile).* above)(.+?) (?:painted |"
     r"plaster |textured )?wall above (.+) floor", (
        *FLOORS,
        "{0} room", "{0} paint on the wall", "wall painted {0}", "freshly painted {0} wall",
        "room decorated in {0}", "{0} interior wall", "plain {0} wall", "bare wall in {0}", "{0} emulsion",
        "{0} walls", "inside a {0} room", "{0}-walled room", "{0} hallway", "{0} corridor",
        "{0} Farrow & Ball wall", "Dulux {0}", "roller-painted {0}", "feature wall in {0}",
        "accent wall, {0}",
    )),
    ("wall", "wall of (.+) tiles", (
        "{0} tiles", "{0} ceramic tiles on the wall", "tiled in {0}", "{0} bathroom tiling",
        "{0} splashback tiles", "{0} metro tiles", "{0} azulejos", "{0} glazed tiling",
        "wall covered with {0} tiles", "{0} subway tiles", "{0} tile grid", "{0} swimming-bath tiles",
    )),
    ("wall", "wall of (.+) bricks", (
        "{0} bricks", "painted bricks, {0}", "{0} masonry", "{0} brickwork", "bricks painted {0}",
    )),
    ("wall", "exposed brick", (
        "bare brickwork", "red masonry", "New York loft wall", "Brooklyn brick", "Manchester mill wall",
        "brickwork", "old bricks", "warehouse wall", "industrial brick", "clinker", "factory masonry",
        "stock bricks", "terracotta-red bricks", "mortar and bricks", "stand-up comedy club wall",
        "unplastered bricks", "rough brickwork behind", "London brick", "back-alley bricks",
        "rustic bricks",
    )),
    ("wall", "raw concrete wall", (
        "bare cement", "brutalist wall", "underground car park wall", "béton brut", "industrial grey",
        "concrete bunker", "raw grey slab", "Tadao Ando look", "poured concrete", "shuttered concrete",
        "urban grey wall", "parking garage wall", "unfinished cement", "grey render", "screed and cement",
        "minimal concrete hall", "Berlin concrete", "skatepark concrete", "loft in bare concrete",
    )),
    ("wall", "wood panel wall", (
        "timber cladding", "panelled wall", "wall of boards", "cabin wall", "log cabin inside",
        "wainscoting", "plank wall", "sauna wall", "chalet wall", "barn boards", "shiplap",
        "slatted timber", "wall of planks", "wood-clad room", "tongue and groove", "hunting lodge",
        "Scandinavian timber wall", "shed wall", "boarding", "lumber wall", "pallet wall",
        "seventies panelling",
    )),
    ("wall", "white marble wall", (
        "Carrara slab wall", "marble-clad lobby", "veined stone wall", "luxury hotel lobby wall",
        "polished stone behind", "Calacatta wall", "marble foyer", "palatial white stone",
        "veined white cladding",
    )),
    ("wall", ".*", (
        "in front of a wall", "by the wall", "against the wall", "wall and floor", "empty room",
        "bare room", "corner of a room", "simple room", "unfurnished room", "indoors, just a wall",
        "inside, by a plain wall", "vacant apartment", "empty flat", "blank wall behind",
        "standing near the wall", "placed against the wall", "skirting and floor",
        "nothing hanging on the wall", "hallway", "corridor", "empty gallery", "showroom corner",
        "leaned against a wall", "before moving in", "rental flat, empty", "home, plain wall",
        "indoor shot with wall and floor", "floor and wall", "at the foot of the wall",
        "photographed against a wall",
    )),
    ("wall", "window shadow on the wall", (
        "sunny window shape on the wall", "window light falling on the wall",
        "afternoon sun painting the wall", "sunlit corner",
    )),
    ("wall", "blinds shadow", (
        "blinds throwing stripes on the wall", "striped sunlight on the wall",
        "louvre shadows, private-eye style",
    )),
    ("wall", "palm shadows", (
        "palm shadow on a wall in Miami", "frond shadows over plaster",
        "holiday villa wall with palm shade",
    )),
    ("wall", "dappled light", (
        "leafy shade on the wall", "tree shadow on the house wall", "sun through branches on plaster",
    )),
    ("wall", "low key|dark and moody", (
        "dim room, moody wall", "gloomy corner", "shadowy wall", "murky room", "basement mood",
    )),
)  # fmt: skip
