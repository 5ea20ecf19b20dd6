"""Food and drink, modelled."""

from collections.abc import Mapping

from core.scenes.modelled import bakery, drinks
from core.scenes.modelled.model import Model

FOOD: Mapping[str, Model] = {
    "orange juice": Model(drinks.orange_juice, 0.126, 0.075),
    "croissant": Model(bakery.croissant, 0.055, 0.15, lies=True),
}
