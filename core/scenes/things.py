"""The names of modelled things, as props of a spec, their words, and where they can be set out."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(__file__).parent / "vocabulary"
BAKED_LATER = frozenset(
    {"boots", "earrings", "keys", "latte", "pearl necklace", "polished shoes", "rose", "silk scarf"}
    | {
        "skateboard",
        "spectacles",
        "tote bag",
        "sandals",
        "high heels",
        "lipstick",
        "sun cream",
        "belt",
        "wallet",
    }
)
"""Modelled props that were baked for specs of form 7: in older ones they are not seen where a place is only
painted."""
LAID_LATER = frozenset(
    {"books", "roses", "cactus", "orange juice", "towels", "succulent", "candle"}
    | {"perfume", "laptop", "toy car", "newspaper", "compass", "bucket", "suitcase", "beach bag"}
)
"""The same of what older ones did not show from straight above."""
BAKED = "core.scenes.modelled.baked"
"""The module that draws modelled things in places that are only painted."""


@lru_cache
def _tables() -> tuple[Mapping[str, Mapping[str, str]], ...]:
    files = sorted(FOLDER.glob("modelled_*.toml"))
    return tuple(tomllib.loads(file.read_text(encoding="utf-8")) for file in files)


@lru_cache
def words_of(language: str) -> Mapping[str, str]:
    """The words for modelled things in that language, by the name of the prop."""
    return {name: words for table in _tables() for name, words in table.get(language, {}).items()}


@lru_cache
def modelled_names() -> frozenset[str]:
    """Every modelled prop."""
    return frozenset(words_of("en"))


@lru_cache
def fare_names() -> frozenset[str]:
    """The modelled props that are food, drink and what belongs to them: they stand on tables."""
    files = (FOLDER / "modelled_food.toml", FOLDER / "modelled_fare.toml")
    return frozenset(name for file in files for name in tomllib.loads(file.read_text(encoding="utf-8"))["en"])


@lru_cache
def _traces() -> bool:
    """Whether sets can be traced here; where their library is missing they are painted, without models."""
    return find_spec("mitsuba") is not None and find_spec("mitsuba_oidn") is not None


@lru_cache
def shown_in(traced: str | None, level: bool) -> tuple[str, ...]:
    """The modelled props that a kind shows: all where it has a ``traced`` set that is seen ``level``, else
    those that are also there as pictures."""
    if traced is not None and level and _traces():
        return tuple(sorted(modelled_names()))
    if find_spec(BAKED) is None:
        return ()
    has = import_module(BAKED).has
    return tuple(sorted(name for name in modelled_names() if has(name, above=not level)))
