"""The random draws of a spec, and the colours that a sentence leaves open."""

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

from core.scenes.colouring import PALETTES, USUAL, partner
from core.scenes.kinds import Kind
from core.scenes.spec import Colours
from core.scenes.wishes import COLOURABLE, SEAMLESS, Choice, Wishes

Range = tuple[float, float]
FEAST_ACCENTS: Mapping[str, tuple[str, ...]] = {
    "christmas_tree": ("#b3202a", "#c9a24a", "#dfe3e6", "#c98d63", "#27479f"),
    "christmas_table": ("#b3202a", "#c9a24a", "#dfe3e6", "#2b4a35", "#b46a41"),
    "candles": ("#efe3c8", "#d9962b", "#9a1530", "#cfa19a"),
    "easter": ("#f5ebb0", "#c3d9ee", "#f3ccd6", "#cfe6cf", "#c9addb"),
    "valentine": ("#b3202a", "#d8707f", "#9a1530", "#ec8fb0"),
    "halloween": ("#e8832a", "#7f55b5", "#c99a2e"),
    "bokeh": ("#d9a24a", "#e8b07a", "#7fa7d9", "#d98fa8", "#9fc7b0"),
    "neon": ("#cf2f86", "#2f9fd9", "#7f55b5", "#3fd6b0", "#e8632a"),
    "city_lights": ("#e8b060", "#d98f5a", "#6fa0d9", "#cf6f9a"),
    "meadow": ("#f4f3f1", "#b3202a", "#c9addb", "#efcf3c", "#6f86d0"),
}
"""Accents of kinds that have their own, before any palette's."""
FURNISHED: tuple[str, ...] = (
    "#b9b2a6",
    "#8f9a92",
    "#c9bda8",
    "#6f5a48",
    "#4a545c",
    "#8a8378",
    "#a98a6a",
    "#ddd6ca",
)
"""What furniture is covered with in rooms of which no colour is asked for."""
FRONTS: tuple[str, ...] = ("#eceae6", "#e3dfd6", "#d5d8d2", "#aab3a5", "#47525a", "#d9cbb5")
"""The same of a kitchen's cupboards."""
MOTLEY = frozenset({"nursery", "surf_shop", "sports_hall", "playground"})
"""Rooms that are as colourful as a palette."""
DARK_WALLS: Mapping[str, tuple[str, ...]] = {
    "glossy": ("#2f3236", "#8f8f8f", "#dcdcda", "#1a2750", "#d8c9b8"),
    "candles": ("#2b211c", "#3b2a24", "#1f2a2a", "#33202a"),
    "bokeh": ("#15171c", "#1a2030", "#2a1c1c", "#1c2620"),
    "neon": ("#17141f", "#101820", "#1f1418"),
    "stage": ("#7d1f2a", "#6a1a26", "#1f2a4a", "#3a2444", "#1f3a36"),
    "christmas_tree": ("#e6dccb", "#4a5a4c", "#d8c9b8", "#5a3034"),
}
CLOTHS: tuple[str, ...] = (
    "#641c31",
    "#15795a",
    "#1a2750",
    "#6b3a8f",
    "#ebe6dc",
    "#cfa19a",
    "#2f3236",
    "#a44a26",
    "#1c5566",
    "#c99a2e",
    "#b3202a",
    "#d9c49b",
)
"""What velvet and silk are dyed."""
NATURAL: Mapping[str, tuple[str, ...]] = {
    "linen": ("#e9e2d4", "#dccfb8", "#d8d2c6", "#efebe3", "#c9bda8"),
    "carpet": ("#d9cfbf", "#c8bca8", "#bdb8ae", "#e3ddd2"),
    "bed linen": ("#f4f2ee", "#efebe3", "#e3e3e0", "#e4dccf"),
    "knitted wool": ("#efe6d6", "#dccfb8", "#cfcac2", "#e8e0d2"),
    "wool rug": ("#efe6d6", "#e0d6c6", "#cfcac2"),
    "towel": ("#f4f2ee", "#e8e2d6", "#dfe3e0"),
    "fur": ("#efe9de", "#e2d8c8", "#d5cfc6"),
    "plaster": ("#e9e4da", "#ddd6ca", "#d6d2cb", "#cfc7ba", "#efece6"),
    "paint": ("#f1eee8", "#e6e0d5", "#dcdcda", "#d9cfc0", "#cdd2cc"),
    "panelling": ("#f1eee8", "#e6e0d5", "#dcdcda", "#cdd2cc"),
    "tiles": ("#f0efeb", "#e4e6e3", "#d9ddd8", "#e6ded0"),
    "zellige": ("#dfe3dc", "#c7d3cb", "#e8dfcf", "#b9cdd0"),
}
"""What a material is coloured in a place that is named without a colour."""
DYED = frozenset({"velvet", "silk"})
PALETTE = "palette"
Item = TypeVar("Item")


class Draws:
    """The random draws of one spec: a stream for every field, from a seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def stream(self, name: str) -> random.Random:
        """The field's own stream. Not for secrets: the same seed must bring the same scene back."""
        return random.Random(f"{self.seed}:{name}")

    def within(self, name: str, bounds: Range, digits: int = 2) -> float:
        """A number between the bounds."""
        return round(self.stream(name).uniform(*bounds), digits)

    def one(self, name: str, items: Sequence[Item]) -> Item:
        """One of the items, each as likely."""
        return self.stream(name).choice(items)

    def early(self, name: str, items: Sequence[Item]) -> Item:
        """One of the items, the earlier the likelier."""
        weights = [1 / (place + 2) for place in range(len(items))]
        return self.stream(name).choices(items, weights)[0]


def drawn_colours(
    draws: Draws, chosen: Choice, ground: str | None, wall: str | None, wishes: Wishes
) -> Colours:
    """The colours that are asked for, and for the kind's other places such as go with them; ``ground`` and
    ``wall`` are the materials."""
    kind, asked = chosen.kind, dict(chosen.colours)
    palette = _palette(draws, kind, wishes)
    # The accent is a support's colour: one that nobody asked for is the support's own.
    own = {"accent"} if set(chosen.props) & set(kind.supports) else set[str]()
    open_places = [place for place in kind.colours if place not in asked and place not in own]
    for place in open_places:
        material = ground if place == "ground" else wall
        asked_for = wishes.named or (place == "ground" and chosen.ground is not None)
        if asked_for and not wishes.palette and place != "accent" and _stays_natural(kind, material):
            asked[place] = draws.one(f"natural {place}", NATURAL[material or ""])
            continue
        colour = _colour(draws, chosen, place, material, asked)
        if place == "accent" and wishes.palette and kind.name not in FEAST_ACCENTS:
            colour = PALETTE
        if colour is not None:
            asked[place] = palette[place] if colour == PALETTE else colour
    return Colours(**asked)


def _stays_natural(kind: Kind, material: str | None) -> bool:
    """Whether a colour that nobody asked for is a usual one, and not what the place is about."""
    return material in NATURAL and kind.group != "podiums" and kind.name != "coloured_wall"


def _palette(draws: Draws, kind: Kind, wishes: Wishes) -> dict[str, str]:
    names = (wishes.palette,) if wishes.palette else USUAL
    ground, wall, accent = draws.one("palette", PALETTES[draws.one("palette name", names)])
    return {"ground": ground, "wall": wall, "accent": accent}


def _colour(
    draws: Draws, chosen: Choice, place: str, material: str | None, asked: Mapping[str, str]
) -> str | None:
    """The colour of one open place, ``PALETTE`` for the palette's; ``None`` where the material has its own,
    or the kind decides."""
    kind = chosen.kind
    if place == "accent":
        own = FEAST_ACCENTS.get(kind.name) or _furnished(kind)
        return draws.one("accent", own) if own else PALETTE
    if place == "wall" and kind.name in DARK_WALLS:
        return draws.one("wall colour", DARK_WALLS[kind.name])
    if kind.name in DYED or material in DYED:
        return draws.one("cloth", CLOTHS)
    if _has_its_own(chosen, material):
        return None
    other = asked.get("wall" if place == "ground" else "ground")
    if other is None:
        return PALETTE
    return other if kind.name in SEAMLESS else partner(other, draws.stream("partner").random())


def _furnished(kind: Kind) -> tuple[str, ...]:
    """The usual colours of a room's furniture."""
    if kind.group != "rooms" or kind.name in MOTLEY:
        return ()
    return FRONTS if kind.name in {"kitchen", "closet"} else FURNISHED


def _has_its_own(chosen: Choice, material: str | None) -> bool:
    kind = chosen.kind
    if kind.group in {"coast", "nature", "feasts"} and kind.name != "valentine":
        return True
    if material is None and kind.group == "tables":
        return chosen.backdrop not in {"coloured_wall", "paper"}
    return material is not None and material not in COLOURABLE
