"""All modelled things by name, and how many of what is set out where one is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.scenes.modelled.food import FOOD
from core.scenes.modelled.home import HOME
from core.scenes.modelled.model import Model

MODELS: Mapping[str, Model] = {**FOOD, **HOME}


@dataclass(frozen=True)
class Group:
    """What a prop comes to: ``models`` that stand each by itself, and ``loose`` ones, that many, strewn about
    them."""

    models: tuple[Model, ...]
    loose: tuple[Model | None, int] = (None, 0)


SEVERAL: Mapping[str, tuple[tuple[str, ...], tuple[str, int]]] = {
    "croissants": (("croissant", "croissant"), ("", 0)),
}
"""Props that are more than one thing: which ones, and what is strewn about them and how many of that."""


def group_named(name: str) -> Group | None:
    """What the prop ``name`` comes to, ``None`` where it is not modelled."""
    if name in SEVERAL:
        names, (loose, count) = SEVERAL[name]
        return Group(tuple(MODELS[one] for one in names), (MODELS.get(loose), count))
    return Group((MODELS[name],)) if name in MODELS else None
