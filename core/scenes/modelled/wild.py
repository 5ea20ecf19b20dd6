"""All that grows wild, by name, and where its baked pictures are kept."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from core.scenes.modelled import wild_boughs, wild_growth, wild_trees
from core.scenes.modelled.model import Model

FOLDER = Path(__file__).parent / "sprites" / "wild"
WILD: Mapping[str, Model] = MappingProxyType(
    {
        "broadleaf": Model(wild_trees.broadleaf, 9.0, 7.0),
        "bush": Model(wild_trees.bush, 1.6, 2.2),
        "sapling": Model(wild_trees.sapling, 3.5, 2.2),
        "spruce": Model(wild_trees.spruce, 10.0, 4.2),
        "snowy spruce": Model(wild_trees.snowy_spruce, 10.0, 4.2),
        "pine trunk": Model(wild_trees.pine_trunk, 6.4, 2.0),
        "wild fern": Model(wild_growth.wild_fern, 0.75, 1.5),
        "palm plant": Model(wild_growth.palm_plant, 2.4, 3.6),
        "banana plant": Model(wild_growth.banana_plant, 2.0, 2.0),
        "elephant ear": Model(wild_growth.elephant_ear, 1.1, 1.4),
        "leafy spray": Model(wild_growth.leafy_spray, 0.6, 1.3),
        "grass tuft": Model(wild_growth.grass_tuft, 0.5, 0.9),
        "sod": Model(wild_growth.sod, 0.1, 0.75),
        "reeds": Model(wild_growth.reeds, 1.7, 0.9),
        "litter": Model(wild_growth.litter, 0.07, 0.8),
        "autumn litter": Model(wild_growth.autumn_litter, 0.07, 0.8),
        "moss cushion": Model(wild_growth.moss_cushion, 0.11, 0.8),
        "snow mound": Model(wild_growth.snow_mound, 0.3, 0.9),
        "mossy bough": Model(wild_boughs.mossy_bough, 0.5, 2.0),
        "lying trunk": Model(wild_boughs.lying_trunk, 0.5, 2.0),
        "mossy trunk": Model(wild_boughs.mossy_trunk, 0.5, 2.0),
        "bare bough": Model(wild_boughs.bare_bough, 0.5, 2.0),
        "snowy bough": Model(wild_boughs.snowy_bough, 0.5, 2.0),
    }
)
"""What grows wild, each baked from one side."""
PITCHES: Mapping[str, float] = MappingProxyType(
    {
        "sod": 14.0,
        "litter": 14.0,
        "autumn litter": 14.0,
        "moss cushion": 14.0,
        "snow mound": 14.0,
        "grass tuft": 9.0,
        "wild fern": 10.0,
    }
)
"""From how high above the level (degrees) some are seen; the others from 4°."""
LARGEST: Mapping[str, int] = MappingProxyType(
    {
        "mossy bough": 1600,
        "lying trunk": 1400,
        "mossy trunk": 1400,
        "bare bough": 1600,
        "snowy bough": 1600,
        "leafy spray": 420,
        "pine trunk": 420,
    }
)
"""Px of the longer side of some; the others have 320."""

SEEDS: Mapping[str, tuple[int, ...]] = MappingProxyType({"broadleaf": (1, 2)})
"""The variants of some; there is one of each other."""


@lru_cache(maxsize=1)
def index() -> Mapping[str, Any]:
    """What is baked, by name."""
    path = FOLDER / "index.json"
    return json.loads(path.read_text()) if path.exists() else {}
