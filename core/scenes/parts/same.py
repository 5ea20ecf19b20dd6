"""What is remembered of a place while its light changes: arrays as keys, and small pictures only."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import unwrap
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
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


def while_small(make: Callable[..., Made], side: int, limit: int = SMALL) -> Callable[..., Made]:
    """``make`` with its memory for what has at most ``limit`` to a side, without it for larger things."""
    return make if side <= limit else unwrap(make)


State = tuple[int, int, int, int]


def state_of(rng: np.random.Generator) -> State:
    """Where a generator of ``default_rng`` stands, as a key."""
    state = rng.bit_generator.state
    return state["state"]["state"], state["state"]["inc"], state["has_uint32"], state["uinteger"]


def set_state(rng: np.random.Generator, state: State) -> None:
    """Have a generator go on from there."""
    inner = {"state": state[0], "inc": state[1]}
    rng.bit_generator.state = {
        "bit_generator": "PCG64", "state": inner, "has_uint32": state[2], "uinteger": state[3],
    }  # fmt: skip
