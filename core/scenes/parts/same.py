"""What is remembered of a place while its light changes: arrays as keys, and small pictures only."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import unwrap
from typing import TypeVar

from core.scenes.parts.canvas import Array

Made = TypeVar("Made")
SMALL = 512
"""Px or texels of a side up to which it is remembered: previews follow a drag, a picture is made once."""


@dataclass(frozen=True, eq=False)
class Same:
    """The very array, not one like it. For arrays that nobody writes to: a remembered tile, say."""

    values: Array

    def __hash__(self) -> int:
        return id(self.values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.values is self.values


def while_small(make: Callable[..., Made], side: int) -> Callable[..., Made]:
    """``make`` with its memory for what has at most ``SMALL`` to a side, without it for larger things."""
    return make if side <= SMALL else unwrap(make)
