"""The kinds of places that are painted, and what each may have: read from the tables beside this file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from core.scenes.effects import effects_of
from core.scenes.groups import GROUPS
from core.scenes.supports import FROM_ABOVE, SUPPORTS
from core.scenes.things import modelled_names, shown_in

FOLDER = Path(__file__).with_name("kinds")
View = Literal["eye", "above", "wall"]
"""How the place is seen: level or from a little above; straight down; or a wall, straight on."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of place. ``painter`` is ``module.function`` below ``core.scenes.painters``, ``traced`` the
    set of ``core.scenes.traced`` that it also has, if any. Weights of ``grounds``, ``walls`` and ``times``
    fall with their place in the list. ``colours`` are the places that may be coloured: ``ground``, ``wall``,
    ``accent``. ``horizon`` and ``blur`` are the ranges that specs are drawn from, the latter ``shallow``
    where that is given: painters go by ``blur``, so that places of earlier runs stay as they were. ``width``
    is how many metres the picture shows across where the subject stands, at distance 1. ``beside`` are the
    kinds that may be seen past its wall's edge, where one is asked for with the wall. ``lies`` is the
    ground of a flat lay, ``hangs`` the wall, that stand for it when the subject lies or hangs. ``supports``
    are props too: what may lie or stand under the subject."""

    name: str
    title: str
    group: str
    view: View = "eye"
    painter: str
    traced: str | None = None
    grounds: tuple[str, ...] = ()
    walls: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    backdrops: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    props: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    times: tuple[str, ...] = ("day",)
    patterns: tuple[str, ...] = ("none",)
    seasons: tuple[str, ...] = ()
    horizon: tuple[float, float] = (0.3, 0.45)
    blur: tuple[float, float] = (0.2, 0.5)
    shallow: tuple[float, float] | None = None
    width: float = 1.0
    lies: str = "linen"
    hangs: str = "plaster"
    prompt: str = field(default="")

    @property
    def blurs(self) -> tuple[float, float]:
        """The range that a new spec's blur is drawn from."""
        return self.shallow or self.blur

    @property
    def around(self) -> tuple[str, ...]:
        """Every prop that a spec of the kind may have around the subject and in the air behind it."""
        return (*self.props, *effects_of(self.name, self.view, self.group))

    @property
    def things(self) -> tuple[str, ...]:
        """Every prop that a spec of the kind may have: those around the subject, and those under it."""
        return (*self.around, *self.supports)

    @property
    def lain(self) -> tuple[str, ...]:
        """Props that a spec of the kind may have besides, from spec version 5 on: what lies about where
        it is seen from above; of a rail, by what the place behind it is known."""
        return KINDS["flat_lay"].props if self.name in LYING else _known_by() if self.name in BEFORE else ()

    @property
    def modelled(self) -> tuple[str, ...]:
        """Props that a spec of the kind may have besides, from spec version 6 on: things set beside the
        subject, wherever the kind has ground for them."""
        return tuple(sorted(modelled_names())) if self.group in SET_OUT else ()

    @property
    def shown(self) -> tuple[str, ...]:
        """Those of ``modelled`` that are shown on this machine."""
        nowhere = self.group not in SET_OUT or self.name in GROUNDLESS
        return () if nowhere else shown_in(self.traced, self.view == "eye")


BEARING = frozenset({"studio", "tables", "rooms", "town", "coast", "nature", "feasts", "flat"})
"""Groups of kinds with a level ground that something may be put on."""
SET_OUT = BEARING | {"podiums"}
"""Groups of kinds on whose ground modelled things may be set out."""


GROUNDLESS = frozenset({"sky", "natural_stand", "clothes_rail", "sea", "waterfall"})
"""Kinds of those groups with nothing to set things on beside the subject."""


BEHIND_RAILS = frozenset({"rooms", "town", "coast", "nature", "feasts"})
"""Groups of kinds before which clothes may hang, those that the rail's own list names first."""


RAIL = "clothes_rail"
"""The kind that is something to hang on before another."""
HUNG_ON = "hanging_wall"
"""The kind that is a wall to hang on."""
BEFORE = frozenset({RAIL, HUNG_ON})
"""Kinds with another place behind or beside them."""
LYING = (
    *("bed", "blanket", "table", "meadow", "park", "garden", "beach", "sand", "poolside", "silk", "velvet"),
    *("paper", "coloured_wall", "plaster_wall", "concrete_wall", "wood_wall", "tiled_wall", "living_room"),
)
"""Kinds that what was photographed lying is mostly asked for on."""


def _supports(name: str, group: str, view: object) -> tuple[str, ...]:
    if group not in BEARING or name in {"sky", "natural_stand", "clothes_rail"}:
        return ()
    return FROM_ABOVE if view == "above" else tuple(SUPPORTS)


def _kind(name: str, group: str, values: Mapping[str, object]) -> Kind:
    plain = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    plain.setdefault("supports", _supports(name, group, plain.get("view")))
    return Kind(name=name, group=group, **plain)  # pyright: ignore[reportArgumentType]


def _read() -> Mapping[str, Kind]:
    found: dict[str, Kind] = {}
    for group in GROUPS:
        table = tomllib.loads((FOLDER / f"{group}.toml").read_text(encoding="utf-8"))
        found |= {name: _kind(name, group, values) for name, values in table.items()}
    rail = found[RAIL]
    others = (name for name, kind in found.items() if kind.group in BEHIND_RAILS and kind.view == "eye")
    found[RAIL] = replace(rail, backdrops=tuple(dict.fromkeys([*rail.backdrops, *others])))
    found[HUNG_ON] = replace(found[HUNG_ON], beside=found[RAIL].backdrops)
    return MappingProxyType(found)


KINDS: Mapping[str, Kind] = _read()
"""Every kind by name, in the gallery's order."""


@lru_cache
def _known_by() -> tuple[str, ...]:
    """The props, grounds and what is in the air of every kind that may be behind a rail."""
    places = [KINDS[name] for name in KINDS[RAIL].backdrops]
    return tuple(dict.fromkeys(entry for place in places for entry in (*place.around, *place.grounds)))


def kind_named(name: str) -> Kind:
    """The kind of that name; ``KeyError`` for another."""
    return KINDS[name]
