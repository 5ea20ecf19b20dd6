"""What stands about at home and what is found outside, modelled."""

from collections.abc import Mapping

from core.scenes.modelled.beach import BEACH
from core.scenes.modelled.bouquets import BOUQUETS
from core.scenes.modelled.desk import DESK
from core.scenes.modelled.feasts import FEASTS
from core.scenes.modelled.living import LIVING
from core.scenes.modelled.model import Model
from core.scenes.modelled.plants import PLANTS
from core.scenes.modelled.sprigs import SPRIGS

HOME: Mapping[str, Model] = {**PLANTS, **DESK, **BEACH, **BOUQUETS, **SPRIGS, **LIVING, **FEASTS}
"""All of it by name."""
