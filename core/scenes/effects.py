"""What may hang, drift or glow in the air of any place: steam, snow, confetti, strings of lights."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

LEVEL = frozenset({"eye", "wall"})
"""Views in which there is air to see through."""
ANY = LEVEL | {"above"}


@dataclass(frozen=True, kw_only=True)
class Effect:
    """An effect's ``painter``, ``module.function`` below ``core.scenes.airborne``, and the ``views`` of
    places that may have it."""

    painter: str
    views: frozenset[str] = LEVEL


EFFECTS: Mapping[str, Effect] = MappingProxyType(
    {
        "mist": Effect(painter="vapours.mist"),
        "light beam": Effect(painter="beams.light_beam"),
        "dust motes": Effect(painter="beams.dust_motes"),
        "flour": Effect(painter="beams.flour", views=ANY),
        "fairy lights": Effect(painter="lights.fairy_lights"),
        "candle lights": Effect(painter="lights.candle_lights"),
        "smoke wisps": Effect(painter="vapours.smoke"),
        "steam": Effect(painter="vapours.steam"),
        "falling snow": Effect(painter="pieces.snow"),
        "falling petals": Effect(painter="pieces.petals"),
        "drifting leaves": Effect(painter="pieces.leaves"),
        "confetti": Effect(painter="pieces.confetti", views=ANY),
        "soap bubbles": Effect(painter="bubbles.soap_bubbles"),
        "embers": Effect(painter="glints.embers"),
        "fireflies": Effect(painter="glints.fireflies"),
        "sparkles": Effect(painter="glints.sparkles", views=ANY),
    }
)
"""Every effect by name, the farthest first: each is drawn over those before it."""


def effects_of(view: str) -> tuple[str, ...]:
    """The effects that a place seen so may have."""
    return tuple(name for name, effect in EFFECTS.items() if view in effect.views)


def in_the_air(props: Iterable[str]) -> tuple[str, ...]:
    """The effects among a spec's props, the farthest first."""
    found = set(props)
    return tuple(name for name in EFFECTS if name in found)
