"""All modelled things by name."""

from collections.abc import Mapping

from core.scenes.modelled.food import FOOD
from core.scenes.modelled.gear import GEAR
from core.scenes.modelled.home import HOME
from core.scenes.modelled.model import Model

MODELS: Mapping[str, Model] = {**FOOD, **HOME, **GEAR}
