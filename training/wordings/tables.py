"""Table tops and what is behind them, as people ask for them."""

from training.wordings.colours import GROUNDS, TABLES

ROWS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("table", "empty (.+) (?:table|counter|surface|desk).*", (
        "on {0}", "{0} under it", "lying on {0}", "set down on {0}", "{0} below",
        "{0} tabletop in the foreground", "{0} in front", "{0} worktop", "{0} bar top", "{0} bench",
        "{0} shelf", "{0} board", "{0} kitchen worktop", "{0} dining table", "{0} coffee table",
        "{0} side table", "{0} sideboard", "{0} slab", "table in {0}", "desk in {0}", "{0} furniture",
        "{0} ledge", "counter of {0}", "{0} workbench", "{0} sill", "{0} base", "{0} top",
        "placed on top of {0}", "{0} beneath, blur behind", "{0} dresser top", "{0} vanity top",
        "{0} console", "{0} island", "edge of the {0} table", "{0} breakfast bar", "{0} conference table",
    )),
    ("table", "(?:on an? )?(.+?) with (.+?)(?: behind)? (?:in the background|behind)", (
        "{0}, {1} further back", "{0} and, blurred, {1}", "{1} far behind the {0}", "{0} before {1}",
        "{0}; behind it {1}", "foreground {0}, background {1}", "background: {1}; foreground: {0}",
        "{0} up close, {1} in the blur", "{1} beyond the {0}", "{0}, then {1} out of focus",
        "on the {0}, {1} beyond", "{1} at the back of the {0}", "{0} facing {1}", "the {0} by {1}",
        "in front {0}, at the back {1}", "{0} first, {1} somewhere behind", "{1} seen across the {0}",
        "{0} and hazy {1}", "resting on the {0}, {1} fading away behind", "look past the {0} to {1}",
        "{0} standing before {1}", "{0} close to {1}",
    )),
    ("table",
     r"an? (?!.*(?:brick|concrete|cement|marble|wood|tile).* behind)(.+?) (?:painted |p"
     r"laster |textured )?wall behind an? (.+?) (?:table|counter|surface|desk).*", (
        *TABLES, *GROUNDS,
        "wall painted {0}, table of {1}", "{0} room with {1} table", "{1} against a wall in {0}",
        "{0} paint behind {1}", "{1} bench, {0} plaster", "{1} sideboard by the {0} wall",
        "{0} kitchen wall, {1} worktop", "{1} console before {0}",
    )),
    ("table", "glossy (.+) (?:table|counter|surface|desk).*", (
        "high-gloss {0}", "lacquered {0}", "shiny {0}", "mirror-like {0}", "{0} piano lacquer",
        "{0} perspex", "{0} plexiglass", "reflective {0}", "varnished {0}", "polished {0} sheet",
        "{0} enamel", "{0} lacquer", "{0} glass plate", "wet-looking {0}",
    )),
    ("table", "plain (.+) (?:table|counter|surface|desk).*", (
        "matte {0} table", "{0} painted table", "{0} laminate", "simple {0} table", "table in plain {0}",
        "{0} Formica", "IKEA table in {0}", "{0} melamine", "{0} MDF", "flat {0} board",
        "{0} card underneath", "smooth {0} top", "table painted {0}",
    )),
    ("table", "empty (?:folded )?(.+?)(?: draped)? (linen|cotton|silk|satin|velvet)(?: .*)?", (
        "{0} {1} cloth", "{1} in {0}", "folds of {0} {1}", "crumpled {0} {1}", "{0} textile", "{0} fabric",
        "draped in {0} {1}", "{0} sheet", "on {0} {1}", "{0} drapery", "wrinkled {0} cloth",
        "lying on {0} fabric", "{0} bedspread look", "creased {1}, {0}", "{0} napkin", "soft {0} {1} folds",
        "{0} dress fabric", "swathes of {0} {1}", "rumpled {1} in {0}", "{0} scarf beneath",
        "bed of {0} {1}", "jewellery on {0} {1}", "{0} blanket", "pleats of {0}", "flowing {0} {1}",
        "tablecloth in {0} {1}",
    )),
    ("table", "empty (.+) leather (?:table|counter|surface|desk).*", (
        "{0} hide", "{0} leather desk pad", "{0} cowhide", "grained {0} leather", "saddle leather in {0}",
        "{0} leatherette", "{0} leather blotter",
    )),
    ("table", "empty (?:oak|birch|pine|light)(?: wood| wooden)? (?:table|counter|surface|desk).*", (
        "Scandi table", "pale timber", "blond wood", "IKEA-style wood", "honey-coloured boards",
        "light planks", "natural timber", "Nordic dining table", "sanded planks", "wooden board",
        "timber worktop", "butcher block", "carpenter's bench", "light lumber",
    )),
    ("table", "empty (?:walnut|mahogany|dark)(?: wood| wooden)? (?:table|counter|surface|desk).*", (
        "dark timber", "brown hardwood", "antique table", "gentleman's desk", "heavy old table",
        "rich brown wood", "espresso-brown planks", "grandfather's desk", "mid-century sideboard",
        "colonial furniture", "tropical hardwood", "chestnut-brown boards", "solid dark planks",
    )),
    ("table", "empty rustic wood.*", (
        "farmhouse table", "barn wood", "weathered planks", "rough boards", "country kitchen table",
        "knotty wood", "old planks", "shabby chic", "reclaimed timber", "scarred workbench",
        "distressed wood", "grandma's kitchen table", "picnic table boards", "rough-sawn planks",
    )),
    ("table", "empty weathered grey wood.*", (
        "driftwood", "silvery planks", "sun-bleached boards", "old grey boards", "grey barn boards",
        "washed-out planks", "shabby grey wood",
    )),
    ("table", "empty white painted wood.*", (
        "white boards", "whitewashed planks", "shabby chic white", "white cottage table",
        "whitewashed timber", "Hamptons-style table",
    )),
    ("table", "empty (?:teak|cherry wood|cherry wooden).*", (
        "reddish-brown timber", "teak boards", "ship-deck wood", "warm brown boards", "oiled hardwood",
        "danish sideboard", "patio-table teak",
    )),
    ("table", "empty black wood.*", (
        "black-stained boards", "ebony", "charred planks", "black timber", "scorched boards",
        "shou sugi ban", "ink-dark wood",
    )),
    ("table", "empty bamboo.*", (
        "bamboo board", "bamboo chopping board", "pale bamboo slats", "cane-coloured table",
    )),
    ("table", "empty (?:polished )?white marble.*", (
        "Carrara", "white stone with grey veins", "Calacatta", "veined white slab", "marble worktop",
        "patisserie counter", "pastry slab", "bathroom vanity in marble", "luxury countertop",
        "bistro table marble", "Italian marble", "statuario", "baker's marble",
    )),
    ("table", "empty (?:polished )?black marble.*", (
        "Nero Marquina", "black stone with white veins", "dark polished stone", "black veined slab",
        "luxurious black stone", "hotel bar top",
    )),
    ("table", "empty (?:polished )?(green|pink|grey|beige) marble.*", (
        "{0} veined stone", "slab of {0} stone", "{0} polished stone", "{0} marbled top",
        "veins in {0} stone", "{0} luxury stone",
    )),
    ("table", "empty (?:rough )?(?:dark )?concrete.*", (
        "cement slab", "poured cement top", "industrial table", "screed", "bare cement", "microcement",
        "brutalist table", "cast concrete",
    )),
    ("table", "empty (?:rough )?(?:slate|slate stone|dark stone) (?:table|counter|surface|desk).*", (
        "slate plate", "cheese-board slate", "roofing slate", "dark rock slab", "basalt-like slab",
        "anthracite stone", "cold dark slab",
    )),
    ("table", "empty (?:rough )?granite.*", (
        "speckled stone", "granite worktop", "kitchen granite", "hard grey rock slab", "stonemason's slab",
    )),
    ("table", "empty (?:rough )?(?:sandstone|limestone|travertine|polished travertine).*", (
        "pale stone slab", "Roman stone", "warm natural stone", "cream-coloured stone",
        "Mediterranean stone table", "sun-warmed stone",
    )),
    ("table", "empty terrazzo.*", (
        "speckled terrazzo", "Venetian terrazzo", "confetti stone", "chips of stone in cement",
        "retro terrazzo", "mosaic chips",
    )),
    ("table", "empty .* (?:tile|tiled) .*", (
        "tiled counter", "tiled worktop", "little square tiles", "ceramic worktop", "tile-topped table",
        "Portuguese tile counter",
    )),
    ("table", ".*", (
        "on a table", "tabletop", "tabletop shot", "put on a table", "standing on a table",
        "foreground table", "on a flat surface", "close to the table's edge", "worktop", "on the counter",
        "table and blurred background", "sitting on a tabletop", "product on a table",
        "still life on a table", "table-top still life", "surface in front, blur behind", "on a shelf",
        "display on a table", "top of a table, nothing on it", "close-up of a tabletop", "at the table",
        "on the sideboard", "in front of me on the table", "a clear tabletop", "table in the foreground",
        "an uncluttered surface to put it on",
    )),
    ("table", "brick wall", (
        "pizzeria wall behind", "bricks behind", "Brooklyn bar brick behind", "brickwork in the background",
        "red masonry behind",
    )),
    ("table", "concrete wall|cement wall", (
        "bare cement behind", "grey industrial wall behind", "loft-like grey wall", "brutalist grey behind",
    )),
    ("table", "wood panel wall", (
        "timber cladding behind", "cabin wall behind", "boards in the background", "panelling behind",
        "hut with plank walls",
    )),
    ("table", "greenery|green foliage", (
        "garden party table", "lunch outdoors", "picnic in the garden", "out on the patio", "bushes behind",
        "leaves behind", "breakfast in the garden", "al fresco", "backyard barbecue", "leafy background",
        "green blur behind", "under the trees", "summer lunch outside", "allotment", "beer garden",
        "foliage blur", "garden table", "shrubs out of focus", "lush hedge behind",
    )),
    ("table", "autumn trees|golden foliage", (
        "autumn garden behind", "October foliage behind", "russet leaves behind", "Indian summer outdoors",
        "golden trees behind",
    )),
    ("table", "sheer curtains", (
        "net curtains", "by the window", "windowsill light", "voile curtains", "beside a bright window",
        "lace curtains", "morning at the window",
    )),
    ("table", "(?:modern |home )?kitchen|kitchen interior", (
        "someone's kitchen behind", "cooking at home", "kitchen units behind", "fitted kitchen, blurred",
        "baking day", "breakfast at home",
    )),
    ("table", "(?:busy |cozy )?cafe|coffee shop", (
        "coffee house table", "at Starbucks", "barista bar", "latte time", "espresso bar behind",
        "flat white in a café", "bakery café",
    )),
    ("table", "bar|pub|cocktail bar|whisky bar", (
        "at the bar", "pub counter", "taproom", "speakeasy", "tavern", "Irish pub", "nightcap",
        "happy hour", "bottles behind the bar",
    )),
    ("table", "(?:elegant |fine dining )?restaurant|bistro", (
        "trattoria", "brasserie", "out for dinner", "eatery", "gastropub", "reserved table", "dinner date",
        "Michelin-starred place",
    )),
    ("table", "(?:modern |home |open plan )?office|workspace", (
        "desk at work", "coworking", "home-office desk", "at the agency", "startup desk",
        "meeting room behind", "studying at a desk",
    )),
    ("table", "(?:modern |clean )?bathroom|washroom", (
        "bathroom shelf", "vanity top", "by the washbasin", "powder room", "en suite", "beside the sink",
        "washstand",
    )),
    ("table", "(?:cozy )?bedroom|hotel room", (
        "bedside table", "nightstand", "hotel bedroom behind", "bed in the background", "boudoir",
        "bedchamber",
    )),
    ("table", "(?:cozy |modern )?living room|lounge|home interior", (
        "coffee table", "sofa in the background", "family room", "parlour", "at home in the lounge",
        "drawing room", "couch behind",
    )),
    ("table", "(?:old )?library|bookshelves|study full of books", (
        "bookish background", "books behind", "reading room", "scholar's desk", "bookworm's den",
        "shelves of novels behind",
    )),
    ("table", "(?:industrial |brick )?loft|loft apartment|warehouse loft", (
        "loft behind", "Tribeca loft", "factory windows behind", "converted warehouse", "artist's loft",
    )),
    ("table", "(?:wellness |zen |relaxing )?spa|massage room", (
        "wellness centre", "hammam mood", "day spa", "treatment room", "sauna corner", "onsen hotel",
        "ayurveda", "beauty parlour",
    )),
    ("table", "boutique|retail store|shop shelves", (
        "on the shop counter", "sales counter", "store shelves behind", "concept store", "gift shop",
        "at the till", "point of sale",
    )),
    ("table", "golden (?:bokeh|light circles|bokeh lights)", (
        "golden sparkle behind", "champagne-coloured lights behind", "gala dinner",
        "golden glitter behind the table", "Christmas-party glow",
    )),
    ("table", "blurred (.+) lights", (
        "{0} light spots behind", "{0} sparkle behind the table", "{0} party lights behind",
        "{0} lamps blurred behind", "{0} glow behind",
    )),
)  # fmt: skip
