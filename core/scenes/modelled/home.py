"""What stands about at home and what is found outside, modelled."""

from collections.abc import Mapping

from core.scenes.modelled.model import Model

HOME: Mapping[str, Model] = {}
