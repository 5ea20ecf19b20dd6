"""Food and drink, modelled."""

from collections.abc import Mapping

from core.scenes.modelled.model import Model

FOOD: Mapping[str, Model] = {}
