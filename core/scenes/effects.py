"""What may hang, drift or glow in the air of any place: steam, snow, confetti, strings of lights."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from core.scenes.groups import OUTDOORS

WORDS = Path(__file__).with_name("vocabulary") / "effects.toml"

LEVEL = frozenset({"eye", "wall"})
"""Views in which there is air to see through."""
ANY = LEVEL | {"above"}


@dataclass(frozen=True, kw_only=True)
class Effect:
    """An effect's ``painter``, ``module.function`` below ``core.scenes.airborne``, and the ``views`` of
    places that may have it; kinds that are all made of it are ``without``; ``outdoors`` where it is found
    under the open sky alone."""

    painter: str
    views: frozenset[str] = LEVEL
    without: frozenset[str] = frozenset()
    outdoors: bool = False


EFFECTS: Mapping[str, Effect] = MappingProxyType(
    {
        "full moon": Effect(painter="moon.moon", outdoors=True),
        "thick fog": Effect(painter="fog.thick_fog", outdoors=True),
        "mist": Effect(painter="vapours.mist"),
        "thin mist": Effect(painter="vapours.thin_mist"),
        "light beam": Effect(painter="beams.light_beam"),
        "dust motes": Effect(painter="beams.dust_motes"),
        "flour dust": Effect(painter="beams.flour", views=ANY),
        "fairy lights": Effect(painter="lights.fairy_lights"),
        "candle lights": Effect(painter="lights.candle_lights"),
        "smoke wisps": Effect(painter="vapours.smoke"),
        "steam": Effect(painter="vapours.steam"),
        "falling rain": Effect(painter="rain.falling_rain", outdoors=True),
        "falling snow": Effect(painter="pieces.snow"),
        "falling petals": Effect(painter="pieces.petals"),
        "drifting leaves": Effect(painter="pieces.leaves"),
        "confetti": Effect(painter="pieces.confetti", views=ANY),
        "soap bubbles": Effect(painter="bubbles.soap_bubbles"),
        "embers": Effect(painter="glints.embers"),
        "fireflies": Effect(painter="glints.fireflies"),
        "sparkles": Effect(painter="glints.sparkles", views=ANY, without=frozenset({"bokeh"})),
    }
)
"""Every effect by name, the farthest first: each is drawn over those before it."""


@lru_cache
def effects_of(kind: str, view: str, group: str) -> tuple[str, ...]:
    """The effects that a place of that ``kind`` and ``group``, seen so, may have."""
    return tuple(
        name
        for name, effect in EFFECTS.items()
        if view in effect.views and kind not in effect.without and (group in OUTDOORS or not effect.outdoors)
    )


def in_the_air(props: Iterable[str]) -> tuple[str, ...]:
    """The effects among a spec's props, the farthest first."""
    found = set(props)
    return tuple(name for name in EFFECTS if name in found)


@lru_cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def words_of(language: str) -> Mapping[str, str]:
    """The words for effects in that language, by the name of the prop."""
    return _tables()[language]
