"""What is worn, carried, played and worked with, modelled."""

from collections.abc import Mapping

from core.scenes.modelled.camping import CAMPING
from core.scenes.modelled.carried import CARRIED
from core.scenes.modelled.footwear import FOOTWEAR
from core.scenes.modelled.headwear import HEADWEAR
from core.scenes.modelled.jewellery import JEWELLERY
from core.scenes.modelled.model import Model
from core.scenes.modelled.outside import OUTSIDE
from core.scenes.modelled.play import PLAY
from core.scenes.modelled.reading_matter import PRINT
from core.scenes.modelled.summer_shoes import SUMMER
from core.scenes.modelled.toys import TOYBOX
from core.scenes.modelled.workplace import WORKPLACE

GEAR: Mapping[str, Model] = {
    **HEADWEAR,
    **FOOTWEAR,
    **SUMMER,
    **JEWELLERY,
    **CARRIED,
    **OUTSIDE,
    **CAMPING,
    **PLAY,
    **TOYBOX,
    **WORKPLACE,
    **PRINT,
}
"""By name."""
