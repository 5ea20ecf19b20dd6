"""What is asked of a scene, and what of it is granted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.scenes.grammar import Place
from core.scenes.kinds import Kind
from core.scenes.segments import Role

COLOURABLE = frozenset(
    {
        "paper",
        "paint",
        "plaster",
        "velvet",
        "silk",
        "satin",
        "linen",
        "carpet",
        "tiles",
        "zellige",
        "panelling",
        "fur",
        "bed linen",
        "knitted wool",
        "wool rug",
        "towel",
    }
)
"""Materials that may have any colour; the others bring their own unless one is asked for."""
FLOORLESS = frozenset({"tables", "podiums", "coast", "nature"})
"""Groups of kinds whose ground is no floor."""
LAID_TABLES = frozenset({"christmas_table", "candles", "easter", "valentine", "halloween"})
"""Kinds of another group of which that is as true."""
SEAMLESS = frozenset({"paper", "gradient"})
"""Kinds whose ground and wall are of one piece."""
STOOD_ON = frozenset({"natural_stand", "blanket", "leaf", "sofa", "bed"})
"""Kinds that are a place only where the subject is on them: a bench is also a thing in a park."""
LAID_OUT = frozenset({"natural_stand", "blanket", "leaf"})
"""Those of them that hardly are the subject: "picnic blanket in a meadow" asks to be on it."""
BY_GROUND = STOOD_ON | {"flower_field", "pitch"}
"""Kinds that are called after their ground: their words are those of materials as well."""
NAMED = 3.0
"""What it is worth to be the place that is named."""
HINTED = 1.6
"""What the kind is worth that comes nearest to a place that is not painted itself: a street for a town."""
CALLED = 1.7
"""What the kind is worth that comes nearest to a country, a town or a sight."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """One thing asked for: any of these entries will do, the first best; ``place`` and ``role`` as
    ``core.scenes.grammar`` has them; ``at`` is the number of the span that asks, ``weight`` how much it says,
    ``beside`` the kinds that it describes, ``named`` that the kind's own name says it, ``second``
    that another colour of the same thing came before it, ``of`` the kinds that alone it is asked of, where
    it is not of all. A colour's entries are its name and its
    ``#rrggbb``."""

    any_of: tuple[str, ...]
    place: Place = "either"
    role: Role = "none"
    at: int = 0
    weight: float = 1.0
    beside: tuple[str, ...] = ()
    named: bool = False
    second: bool = False
    of: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What a sentence asks of a scene; all else is open. ``kinds`` are ranked, with their scores; ``named``
    says whether the words name a place; ``sort``, one of the vocabulary's ``SORTS``, what they say the
    subject is; ``table_for``, ``food`` or ``care``, what a table is for of which no more is asked; ``small``
    that the words name a subject that nobody sets on a floor, ``large`` one that stands on no table; ``laid``
    that they lay it down.
    ``light`` and ``camera`` are fields of the spec; ``blurs`` is how far kinds are out of focus that stand
    for other places; ``without`` are entries of whatever section that are not to be there."""

    kinds: tuple[tuple[str, float], ...] = ()
    named: bool = False
    sort: str | None = None
    places: tuple[Wish, ...] = ()
    materials: tuple[Wish, ...] = ()
    colours: tuple[Wish, ...] = ()
    props: tuple[Wish, ...] = ()
    patterns: tuple[Wish, ...] = ()
    times: tuple[Wish, ...] = ()
    seasons: tuple[Wish, ...] = ()
    light: Mapping[str, float] = field(default_factory=dict[str, float])
    camera: Mapping[str, float] = field(default_factory=dict[str, float])
    moods: tuple[str, ...] = ()
    palette: str | None = None
    without: frozenset[str] = frozenset()
    table_for: str | None = None
    small: bool = False
    large: bool = False
    laid: bool = False
    blurs: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass
class Choice:
    """The wishes that one kind grants, and the numbers of the spans that they came from. ``grounds`` and
    ``walls`` are all that would do, ``ground`` and ``wall`` the most usual; ``families`` are, by place, also
    the unusual ones that a colour may ask for; ``taken`` are the kinds that stand for places which the kind
    has not behind it, by the span that asks."""

    kind: Kind
    ground: str | None = None
    wall: str | None = None
    grounds: tuple[str, ...] = ()
    walls: tuple[str, ...] = ()
    families: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    backdrop: str | None = None
    colours: dict[str, str] = field(default_factory=dict[str, str])
    props: list[str] = field(default_factory=list[str])
    pattern: str | None = None
    time: str | None = None
    season: str | None = None
    score: float = 0.0
    met: set[int] = field(default_factory=set[int])
    taken: dict[int, str] = field(default_factory=dict[int, str])

    def grant(self, wish: Wish, worth: float) -> None:
        """Counts a wish as met."""
        self.met.add(wish.at)
        self.score += worth


def first_of(wanted: Iterable[str], have: Iterable[str]) -> str | None:
    """The first wanted entry that there is."""
    having = set(have)
    return next((entry for entry in wanted if entry in having), None)
