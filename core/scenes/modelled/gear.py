"""What is worn, carried, played and worked with, modelled."""

from collections.abc import Mapping

from core.scenes.modelled.model import Model

GEAR: Mapping[str, Model] = {}
