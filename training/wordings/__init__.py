"""Rules that say in other words what a scene shows, and neutral words to go with them.

The wordings themselves are data, in the TOML files of this folder: one file of rules for each subject,
``shared.toml`` for what several rules have in common, ``fillers.toml``.
"""

from training.wordings.rules import FILLERS, RULES, TEMPLATES, Rule

__all__ = ["FILLERS", "RULES", "TEMPLATES", "Rule"]
