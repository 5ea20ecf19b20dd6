"""Figures of pairs of recorded pictures, each pair measured once."""

import io
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

import numpy as np
from PIL import Image

from core.comparing.difference import Spot, difference, spots
from core.comparing.figures import Figures, measured
from core.output import on_white
from core.stages.arrays import Pixels

MOST = 5000
"""Pairs that are remembered."""
Read = Callable[[str], bytes]
"""The bytes of a file by its sha256; raises where there is none."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of two pictures: the sha256 of its file and of its matte's, where it has one."""

    picture: str
    matte: str | None = None


@dataclass(frozen=True, kw_only=True)
class Pair:
    """What is known of two pictures: ``figures`` are ``None`` where their shapes differ; ``spots`` are where
    they differ most."""

    figures: Figures | None
    spots: tuple[Spot, ...]


class Memory:
    """Pairs by the digests of their files, in either order; safe for several threads."""

    def __init__(self) -> None:
        self._pairs: OrderedDict[tuple[str, ...], Pair] = OrderedDict()
        self._lock = Lock()

    def known(self, one: Side, other: Side) -> Pair | None:
        """What was measured already, else ``None``; cheap."""
        with self._lock:
            return self._pairs.get(_key(one, other))

    def pair(self, one: Side, other: Side, read: Read) -> Pair:
        """Measured now where it is not known; raises what ``read`` does, and ``OSError`` or ``ValueError``
        for a file that is no picture."""
        if (known := self.known(one, other)) is not None:
            return known
        first, second = (decoded(read(side.picture), "RGB") for side in (one, other))
        mattes = [None if side.matte is None else decoded(read(side.matte), "L") for side in (one, other)]
        apart = difference(first, second)
        found = Pair(
            figures=measured(first, second, (mattes[0], mattes[1])),
            spots=() if apart is None else spots(apart),
        )
        with self._lock:
            self._pairs[_key(one, other)] = found
            while len(self._pairs) > MOST:
                self._pairs.popitem(last=False)
        return found


def decoded(content: bytes, mode: str) -> Pixels:
    """A picture's pixels in Pillow's ``mode``, on white in RGB;
    raises ``OSError`` or ``ValueError`` for what is none."""
    with Image.open(io.BytesIO(content)) as image:
        return np.asarray(on_white(image) if mode == "RGB" else image.convert(mode))


def _key(one: Side, other: Side) -> tuple[str, ...]:
    """The same for both orders."""
    return tuple(part for side in sorted((s.picture, s.matte or "") for s in (one, other)) for part in side)
