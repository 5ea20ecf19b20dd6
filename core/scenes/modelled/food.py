"""Food and drink, modelled."""

from collections.abc import Mapping

from core.scenes.modelled import (
    bakery,
    citrus,
    drinks,
    finish,
    fruit,
    heaps,
    herbs,
    hot_drinks,
    sweets,
    tableware,
    vegetables,
)
from core.scenes.modelled.model import Build, Model


def _berries(grain: heaps.Grain, size: float, count: int, coat: float) -> Build:
    """A bowl of berries."""
    wide = 0.066 if size > 0.015 else 0.058
    bsdf = finish.satin(0.42 if not coat else 0.3, 0.4, coat=coat)
    return heaps.bowl_of(grain, size, count, bsdf, wide=wide, below="2a1a24")


FOOD: Mapping[str, Model] = {
    "orange juice": Model(drinks.juice("ef8f14", "f9b93a"), 0.134, 0.073),
    "red juice": Model(drinks.juice("9c1526", "c8323c"), 0.134, 0.073),
    "green juice": Model(drinks.juice("5f8a22", "96b544"), 0.134, 0.073),
    "water glass": Model(drinks.water, 0.13, 0.071),
    "red wine": Model(drinks.red_wine, 0.206, 0.09),
    "white wine": Model(drinks.white_wine, 0.206, 0.085),
    "rose wine": Model(drinks.rose_wine, 0.206, 0.085),
    "champagne": Model(drinks.champagne, 0.214, 0.062),
    "wine bottle": Model(drinks.bottle, 0.306, 0.077),
    "whisky": Model(drinks.whisky, 0.09, 0.083),
    "beer": Model(drinks.beer, 0.167, 0.074),
    "milk glass": Model(drinks.milk, 0.12, 0.071),
    "cocktail": Model(drinks.cocktail, 0.22, 0.11),
    "coffee cup": Model(hot_drinks.cup("black"), 0.073, 0.15, lies=True),
    "cappuccino": Model(hot_drinks.cup("white"), 0.073, 0.15, lies=True),
    "tea cup": Model(hot_drinks.cup("tea"), 0.073, 0.15, lies=True),
    "mug": Model(hot_drinks.mug(), 0.095, 0.15, lies=True),
    "latte": Model(hot_drinks.latte, 0.136, 0.077, lies=True),
    "teapot": Model(hot_drinks.teapot, 0.138, 0.23),
    "milk jug": Model(hot_drinks.jug, 0.097, 0.14),
    "ice cube": Model(drinks.ice_cube, 0.034, 0.042, lies=True),
    "croissant": Model(bakery.croissant, 0.055, 0.15, lies=True),
    "lemon": Model(citrus.whole("lemon"), 0.066, 0.1, lies=True),
    "half lemon": Model(citrus.half("lemon"), 0.062, 0.08, lies=True),
    "lemon slices": Model(citrus.slices("lemon"), 0.022, 0.12, lies=True),
    "lime": Model(citrus.whole("lime"), 0.068, 0.07, lies=True),
    "half lime": Model(citrus.half("lime"), 0.055, 0.06, lies=True),
    "orange": Model(citrus.whole("orange"), 0.08, 0.082, lies=True),
    "half orange": Model(citrus.half("orange"), 0.07, 0.085, lies=True),
    "apple": Model(fruit.apple, 0.083, 0.096, lies=True),
    "pear": Model(fruit.pear, 0.12, 0.085, lies=True),
    "blueberry": Model(fruit.loose("blueberry"), 0.018, 0.018, lies=True),
    "raspberry": Model(fruit.loose("raspberry"), 0.024, 0.026, lies=True),
    "strawberry": Model(fruit.loose("strawberry"), 0.038, 0.046, lies=True),
    "cherry pair": Model(fruit.cherry_pair, 0.055, 0.05, lies=True),
    "tomato": Model(fruit.tomato(0.036), 0.082, 0.094, lies=True),
    "bananas": Model(fruit.bananas, 0.08, 0.19, lies=True),
    "avocado": Model(fruit.avocado, 0.06, 0.1, lies=True),
    "bunch of grapes": Model(fruit.grapes, 0.066, 0.205, lies=True),
    "bread": Model(bakery.bread, 0.125, 0.335, lies=True),
    "baguette": Model(bakery.baguette, 0.06, 0.46, lies=True),
    "cookies": Model(sweets.cookies, 0.065, 0.132, lies=True),
    "cookie": Model(sweets.single("cookie"), 0.016, 0.072, lies=True),
    "muffin": Model(sweets.muffin, 0.07, 0.077, lies=True),
    "cupcake": Model(sweets.cupcake, 0.083, 0.068, lies=True),
    "donut": Model(sweets.donut, 0.031, 0.09, lies=True),
    "cake": Model(sweets.cake, 0.072, 0.175, lies=True),
    "pancakes": Model(sweets.pancakes, 0.075, 0.18, lies=True),
    "bowl of blueberries": Model(_berries(fruit.blueberry_mesh, 0.0076, 60, 0.0), 0.075, 0.118, lies=True),
    "bowl of raspberries": Model(_berries(fruit.raspberry_mesh, 0.0105, 26, 0.25), 0.085, 0.118, lies=True),
    "bowl of strawberries": Model(_berries(fruit.strawberry_mesh, 0.0165, 12, 0.5), 0.11, 0.14, lies=True),
    "bowl of olives": Model(
        heaps.bowl_of(heaps.olive, 0.0082, 46, finish.satin(0.2, 0.5, coat=0.5)), 0.075, 0.118
    ),
    "bowl of nuts": Model(
        heaps.bowl_of(heaps.almond, 0.0085, 44, finish.satin(0.5, 0.4)), 0.075, 0.118, lies=True
    ),
    "bowl of granola": Model(
        heaps.bowl_of(heaps.oat, 0.0055, 120, finish.satin(0.6, 0.35), below="8a5f30"), 0.075, 0.118
    ),
    "popcorn": Model(
        heaps.bowl_of(
            heaps.popcorn_grain, 0.0105, 42, finish.satin(0.6, 0.35), wide=0.075, tall=0.07, below="d8c48a"
        ),
        0.11,
        0.152,
    ),
    "fries": Model(heaps.fries, 0.12, 0.13),
    "coffee beans": Model(
        heaps.pile(heaps.coffee_bean, 0.0046, 90, 0.045, finish.satin(0.35, 0.5, coat=0.3)), 0.035, 0.105
    ),
    "coffee bean": Model(
        heaps.one_of(heaps.coffee_bean, finish.satin(0.35, 0.5, coat=0.3)), 0.008, 0.0125, lies=True
    ),
    "nut": Model(heaps.one_of(heaps.almond, finish.satin(0.5, 0.4)), 0.016, 0.0235, lies=True),
    "peppercorn": Model(heaps.one_of(heaps.peppercorn, finish.satin(0.6, 0.35)), 0.006, 0.006, lies=True),
    "chocolate": Model(
        heaps.pile(heaps.chocolate_piece, 0.0095, 12, 0.04, finish.satin(0.35, 0.5)), 0.053, 0.105
    ),
    "chocolate piece": Model(
        heaps.one_of(heaps.chocolate_piece, finish.satin(0.35, 0.5)), 0.013, 0.042, lies=True
    ),
    "red spice": Model(heaps.spice(("8a2410", "b8421c")), 0.037, 0.074),
    "yellow spice": Model(heaps.spice(("c2841a", "dfa838")), 0.037, 0.074),
    "green spice": Model(heaps.spice(("55602a", "808a48"), 0.0024), 0.037, 0.074),
    "bowl of flour": Model(heaps.spice(("e9e0cf", "f6f1e6")), 0.037, 0.074),
    "ketchup": Model(heaps.dip(("9c1a10", "c22c18")), 0.032, 0.078),
    "dip": Model(heaps.dip(("e6d6a8", "f2e8c8")), 0.032, 0.078),
    "mint": Model(herbs.tuft(herbs.MINT), 0.04, 0.08, lies=True),
    "basil": Model(herbs.tuft(herbs.BASIL, 3), 0.038, 0.094, lies=True),
    "rosemary": Model(herbs.rosemary, 0.035, 0.17, lies=True),
    "salad": Model(herbs.salad, 0.11, 0.23, lies=True),
    "cheese": Model(herbs.cheese, 0.06, 0.25, lies=True),
    "dinner plate": Model(tableware.plate, 0.017, 0.222, lies=True),
    "cutlery": Model(tableware.cutlery, 0.022, 0.264, lies=True),
    "napkin": Model(tableware.napkin, 0.012, 0.25, lies=True),
    "spoon": Model(tableware.single("spoon"), 0.014, 0.23, lies=True),
    "chopsticks": Model(tableware.chopsticks, 0.015, 0.24),
    "wooden spoon": Model(tableware.wooden_spoon, 0.02, 0.31, lies=True),
    "mills": Model(tableware.mills, 0.184, 0.13),
    "cutting board": Model(tableware.cutting_board, 0.018, 0.34, lies=True),
    "honey jar": Model(tableware.honey_jar, 0.16, 0.13, lies=True),
    "cinnamon": Model(tableware.cinnamon, 0.03, 0.1, lies=True),
    "egg": Model(vegetables.egg, 0.045, 0.058, lies=True),
    "pumpkin": Model(vegetables.pumpkin(0.085), 0.15, 0.18),
    "small pumpkin": Model(vegetables.pumpkin(0.055), 0.1, 0.118),
    "carrots": Model(vegetables.carrots, 0.058, 0.325),
    "chillies": Model(vegetables.chillies, 0.018, 0.157, lies=True),
    "garlic": Model(vegetables.garlic, 0.062, 0.056, lies=True),
    "cucumber slices": Model(vegetables.cucumber_slices, 0.013, 0.11, lies=True),
    "rolling pin": Model(vegetables.rolling_pin, 0.056, 0.402),
    "mixing bowl": Model(vegetables.mixing_bowl, 0.096, 0.222),
    "jam": Model(vegetables.jam, 0.092, 0.072),
    "oil bottle": Model(vegetables.oil, 0.243, 0.057),
    "peach": Model(vegetables.peach, 0.064, 0.092, lies=True),
}
