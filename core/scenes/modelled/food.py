"""Food and drink, modelled."""

from collections.abc import Mapping

from core.scenes.modelled import bakery, citrus, drinks, fruit, hot_drinks
from core.scenes.modelled.model import Model

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
    "coffee cup": Model(hot_drinks.cup("black"), 0.073, 0.15),
    "cappuccino": Model(hot_drinks.cup("white"), 0.073, 0.15),
    "tea cup": Model(hot_drinks.cup("tea"), 0.073, 0.15),
    "mug": Model(hot_drinks.mug(), 0.093, 0.125),
    "latte": Model(hot_drinks.latte, 0.136, 0.077),
    "teapot": Model(hot_drinks.teapot, 0.138, 0.23),
    "milk jug": Model(hot_drinks.jug, 0.096, 0.105),
    "croissant": Model(bakery.croissant, 0.055, 0.15, lies=True),
    "lemon": Model(citrus.whole("lemon"), 0.066, 0.1, lies=True),
    "half lemon": Model(citrus.half("lemon"), 0.06, 0.075, lies=True),
    "lemon slices": Model(citrus.slices("lemon"), 0.022, 0.12, lies=True),
    "lime": Model(citrus.whole("lime"), 0.06, 0.07, lies=True),
    "half lime": Model(citrus.half("lime"), 0.055, 0.06, lies=True),
    "orange": Model(citrus.whole("orange"), 0.08, 0.082, lies=True),
    "half orange": Model(citrus.half("orange"), 0.07, 0.085, lies=True),
    "apple": Model(fruit.apple, 0.085, 0.085, lies=True),
    "pear": Model(fruit.pear, 0.12, 0.085, lies=True),
    "blueberry": Model(fruit.loose("blueberry"), 0.018, 0.018, lies=True),
    "raspberry": Model(fruit.loose("raspberry"), 0.024, 0.026, lies=True),
    "strawberry": Model(fruit.loose("strawberry"), 0.038, 0.046, lies=True),
    "cherries": Model(fruit.cherry_pair, 0.055, 0.05, lies=True),
    "tomato": Model(fruit.tomato(0.036), 0.082, 0.08, lies=True),
    "bananas": Model(fruit.bananas, 0.08, 0.19, lies=True),
    "avocado": Model(fruit.avocado, 0.06, 0.09, lies=True),
    "grapes": Model(fruit.grapes, 0.06, 0.18, lies=True),
}
