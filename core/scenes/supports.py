"""What a subject may be put on that itself stands or lies on a place's ground: a board, a plate, a towel."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True)
class Support:
    """Its measures in heights of the picture where the subject stands: ``half`` its width, ``deep`` half its
    depth, ``tall`` its height; ``round`` or with corners. ``above``: how much of the picture's shorter side
    it covers from straight above, across and down; ``None`` where it is not seen so. ``metres`` is its
    width in life."""

    half: float
    deep: float
    tall: float
    round: bool = False
    above: tuple[float, float] | None = None
    metres: float = 0.4


SUPPORTS: Mapping[str, Support] = MappingProxyType(
    {
        "beach towel": Support(half=0.62, deep=0.5, tall=0.006, above=(0.92, 1.6), metres=0.9),
        "colourful rug": Support(half=0.6, deep=0.5, tall=0.012, above=(1.02, 1.02), metres=1.1),
        "soft rug": Support(half=0.6, deep=0.5, tall=0.012, above=(1.0, 1.5), metres=1.1),
        "kilim": Support(half=0.62, deep=0.5, tall=0.007, above=(0.94, 1.6), metres=1.1),
        "berber rug": Support(half=0.62, deep=0.5, tall=0.014, above=(0.96, 1.6), metres=1.1),
        "shaggy rug": Support(half=0.62, deep=0.5, tall=0.016, above=(0.96, 1.6), metres=1.1),
        "sheepskin": Support(half=0.52, deep=0.4, tall=0.022, above=(0.96, 1.2), metres=0.7),
        "crate": Support(half=0.34, deep=0.22, tall=0.15),
        "pedestal": Support(half=0.29, deep=0.29, tall=0.12, round=True),
        "stone slab": Support(half=0.34, deep=0.29, tall=0.036, above=(0.9, 0.84)),
        "log slice": Support(half=0.3, deep=0.3, tall=0.05, round=True, above=(0.94, 0.94)),
        "book stack": Support(half=0.27, deep=0.19, tall=0.1),
        "cushion": Support(half=0.33, deep=0.25, tall=0.1),
        "placemat": Support(half=0.37, deep=0.26, tall=0.003, above=(0.92, 0.8)),
        "tray": Support(half=0.38, deep=0.29, tall=0.03, above=(0.96, 0.82)),
        "wooden board": Support(half=0.36, deep=0.29, tall=0.022, above=(0.92, 0.82)),
        "slate board": Support(half=0.36, deep=0.29, tall=0.009, above=(0.92, 0.82)),
        "marble board": Support(half=0.36, deep=0.29, tall=0.017, above=(0.92, 0.82)),
        "plate": Support(half=0.29, deep=0.29, tall=0.02, round=True, above=(0.92, 0.92)),
        "cake stand": Support(half=0.27, deep=0.27, tall=0.14, round=True),
    }
)
"""Every support by name, from what lies below to what is put on it."""
FROM_ABOVE = tuple(name for name, support in SUPPORTS.items() if support.above is not None)
TEXTILES = frozenset(
    {"beach towel", "colourful rug", "soft rug", "kilim", "berber rug", "shaggy rug", "sheepskin"}
)
"""Those that lie on a floor or on sand rather than on a table."""


def under(props: Iterable[str]) -> list[str]:
    """The supports among a spec's props, the lowest first."""
    found = set(props)
    return [name for name in SUPPORTS if name in found]
