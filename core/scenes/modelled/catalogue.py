"""All modelled things by name, and how many of what is set out where one is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.scenes.modelled.breakfast import BREAKFAST
from core.scenes.modelled.food import FOOD
from core.scenes.modelled.gear import GEAR
from core.scenes.modelled.home import HOME
from core.scenes.modelled.lain import LAIN
from core.scenes.modelled.model import Model

_ALL: Mapping[str, Model] = {**FOOD, **BREAKFAST, **GEAR, **HOME, **LAIN}
LAID = (
    *("cactus", "orange juice", "towels", "succulent", "candle", "perfume", "laptop"),
    *("toy car", "newspaper", "compass", "bucket", "suitcase"),
)
"""Things that were baked standing alone before they were wanted from straight above: there they are baked
again, as ``laid`` ones."""
MODELS: Mapping[str, Model] = {**_ALL, **{f"laid {name}": replace(_ALL[name], lies=True) for name in LAID}}


@dataclass(frozen=True)
class Group:
    """What a prop comes to: ``models`` that stand each by itself, and the model that is ``strewn`` about
    them, ``count`` times."""

    models: tuple[Model, ...]
    strewn: Model | None = None
    count: int = 0


SEVERAL: Mapping[str, tuple[tuple[str, ...], tuple[str, int] | None]] = {
    "croissants": (("croissant", "croissant"), None),
    "blueberries": (("bowl of blueberries",), ("blueberry", 9)),
    "raspberries": (("bowl of raspberries",), ("raspberry", 6)),
    "strawberries": (("bowl of strawberries",), ("strawberry", 4)),
    "berries": (("bowl of raspberries",), ("blueberry", 8)),
    "scattered blueberries": ((), ("blueberry", 16)),
    "fresh cherries": (("cherry pair", "cherry pair"), None),
    "lemons": (("lemon", "half lemon", "lemon"), None),
    "lemon slices": (("lemon slices", "half lemon"), None),
    "limes": (("lime", "half lime"), ("half lime", 1)),
    "fresh oranges": (("orange", "half orange", "orange"), None),
    "mandarins": (("mandarin", "half mandarin", "mandarin"), None),
    "grapefruits": (("half grapefruit", "grapefruit"), None),
    "milk bottles": (("milk bottle", "milk bottle"), None),
    "fresh apples": (("apple", "apple"), None),
    "pears": (("pear", "pear"), None),
    "tomatoes": (("tomato", "tomato"), ("tomato", 1)),
    "avocado": (("avocado", "avocado"), None),
    "fruit": (("bananas", "apple", "orange"), None),
    "cocktails": (("cocktail", "cocktail"), None),
    "wine glasses": (("red wine", "red wine"), None),
    "champagne glasses": (("champagne", "champagne"), None),
    "whisky glasses": (("whisky", "whisky"), None),
    "tea": (("tea cup", "teapot"), None),
    "cups": (("coffee cup", "coffee cup"), None),
    "cookies": (("cookies",), ("cookie", 1)),
    "muffins": (("muffin", "muffin"), None),
    "cupcakes": (("cupcake", "cupcake"), None),
    "donuts": (("donut", "donut"), None),
    "baguettes": (("baguette",), None),
    "nuts": (("bowl of nuts",), ("nut", 6)),
    "granola": (("bowl of granola",), None),
    "coffee beans": (("coffee beans",), ("coffee bean", 14)),
    "chocolate": (("chocolate",), ("chocolate piece", 3)),
    "spices": (("red spice", "yellow spice", "green spice"), ("peppercorn", 8)),
    "peppercorns": ((), ("peppercorn", 24)),
    "mint": (("mint",), ("mint", 1)),
    "basil": (("basil",), ("basil", 1)),
    "ice cubes": ((), ("ice cube", 5)),
    "cinnamon": (("cinnamon",), None),
    "fresh eggs": (("egg", "egg", "egg"), None),
    "pumpkins": (("pumpkin", "small pumpkin"), None),
    "garlic": (("garlic", "garlic"), None),
    "peaches": (("peach", "peach"), None),
}
"""Props that are more than one thing: which ones, and what is strewn about them and how many of that. What is
not among them is one model of that name."""


def group_named(name: str) -> Group | None:
    """What the prop ``name`` comes to, ``None`` where it is not modelled."""
    if name not in SEVERAL:
        return Group((MODELS[name],)) if name in MODELS else None
    names, strewn = SEVERAL[name]
    models = tuple(MODELS[one] for one in names)
    return Group(models) if strewn is None else Group(models, MODELS[strewn[0]], strewn[1])
