"""Rules that say in other words what a scene shows, and neutral words to go with them."""

from training.wordings.fillers import FILLERS
from training.wordings.rules import RULES, Rule

__all__ = ["FILLERS", "RULES", "Rule"]
