"""Crates heaped with fruit and vegetables, as on a market stall."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import numpy as np

from core.scenes.modelled import citrus, finish, fruit, vegetables
from core.scenes.modelled.model import Build, Part
from core.scenes.modelled.shapes import Mesh, ball, coloured, joined, mixed, noise, tone, tumbled
from core.scenes.parts.canvas import Random
from core.scenes.traced import meshes

HALF, DEEP, TALL = 0.2, 0.14, 0.13
"""Half a crate's width and depth, and its height, in metres."""
SORTS = 3
"""How many different pieces a crate's goods are copies of: nobody tells more apart."""
WOODS = (("b8956a", "d9bb90"), ("a98158", "cfa97c"), ("c4a67e", "e2c9a4"))


def slats(rng: Random) -> Mesh:
    """The crate itself: three slats a side, posts in its corners, the floor a dark hand's breadth below."""
    made: list[Mesh] = []
    low, high = (tone(code) for code in WOODS[int(rng.integers(len(WOODS)))])

    def slat(low_: tuple[float, float, float], high_: tuple[float, float, float], shade: float = 1.0) -> None:
        box = meshes.box(low_, high_, 1.0, 0.0015)
        stretch = np.array([0.08, 1.0, 1.0]) if high_[0] - low_[0] > 0.05 else np.array([1.0, 1.0, 0.08])
        share = 0.5 + 0.3 * noise(box.points * stretch, 0.01, rng, 2) + float(rng.normal(0, 0.2))
        made.append(coloured(box, mixed(low, high, share) * shade))

    thick = 0.009
    for number in range(3):
        y, top = TALL * number / 3 + 0.004, TALL * (number + 1) / 3 - 0.006
        for z in (-DEEP, DEEP - thick):
            slat((-HALF, y, z), (HALF, top, z + thick))
        for x in (-HALF, HALF - thick):
            slat((x, y, -DEEP + thick), (x + thick, top, DEEP - thick))
    for x in (-HALF + thick, HALF - thick - 0.022):
        for z in (-DEEP + thick, DEEP - thick - 0.022):
            slat((x, 0.0, z), (x + 0.022, TALL + 0.004, z + 0.022))
    floor = (-HALF + thick, 0.002, -DEEP + thick), (HALF - thick, 0.5 * TALL, DEEP - thick)
    slat(*floor, shade=0.25)
    return joined(made)


def crate_of(piece: Build, radius: float, upright: bool = False) -> Build:
    """A crate full of such pieces of about that ``radius`` (metres), heaped a little over its rim;
    ``upright`` pieces are turned about the upright axis alone."""

    def build(rng: Random) -> tuple[Part, ...]:
        sorts = [piece(rng) for _ in range(SORTS)]
        copies: list[list[Mesh]] = [[] for _ in sorts[0]]
        for at in _places(rng, radius, 0):
            copies[0].append(_hidden(sorts[0][0].mesh, radius).moved(*at))
        for at in _places(rng, radius, 1):
            _put(copies, sorts[int(rng.integers(SORTS))], at, radius, rng, upright)
        parts = [Part(joined(own), sorts[0][number].bsdf) for number, own in enumerate(copies) if own]
        return Part(slats(rng), finish.satin(0.7, 0.3)), *parts

    return build


def _places(rng: Random, radius: float, layer: int) -> Iterator[tuple[float, float, float]]:
    """Where the middles of a ``layer``'s pieces are: the upper one lies in the hollows of the lower one, and
    some of it has been sold."""
    step, y = 1.86 * radius, TALL - 1.15 * radius + layer * 1.25 * radius
    inset = radius * (1.05 + 0.5 * layer)
    for z in np.arange(-DEEP + inset, DEEP - inset + 1e-6, step):
        row = round((z + DEEP) / step)
        for x in np.arange(-HALF + inset + 0.5 * step * (row % 2), HALF - inset + 1e-6, step):
            if not layer or rng.random() > 0.12:
                yield float(x), y, float(z)


def _hidden(mesh: Mesh, radius: float) -> Mesh:
    """What is seen between the upper pieces of one below them: a ball of their colour."""
    assert mesh.colours is not None
    return coloured(ball((radius, radius, radius), 10, 14), mesh.colours.mean(0))


def _put(
    copies: list[list[Mesh]],
    parts: tuple[Part, ...],
    at: tuple[float, float, float],
    radius: float,
    rng: Random,
    upright: bool,
) -> None:
    """Add one piece's meshes to the ``copies`` of each part, its middle about ``at``."""
    points = np.concatenate([part.mesh.points for part in parts])
    middle = (points.max(0) + points.min(0)) / 2
    off = rng.normal(0, 0.08 * radius, 3)
    seed = int(rng.integers(2**31))
    for number, part in enumerate(parts):
        mesh = part.mesh.moved(*(-float(value) for value in middle))
        own = np.random.default_rng(seed)
        mesh = mesh.turned(float(own.uniform(0, 6.3))) if upright else tumbled(mesh, own)
        copies[number].append(mesh.moved(*(float(a + b) for a, b in zip(at, off, strict=True))))


CRATES: Mapping[str, tuple[Build, ...]] = MappingProxyType(
    {
        "fruit": (
            crate_of(citrus.whole("orange"), 0.039),
            crate_of(fruit.apple, 0.041, upright=True),
            crate_of(citrus.whole("lemon"), 0.036),
            crate_of(vegetables.peach, 0.037, upright=True),
            crate_of(citrus.whole("lime"), 0.031),
            crate_of(fruit.pear, 0.046, upright=True),
        ),
        "vegetables": (
            crate_of(fruit.tomato(0.036), 0.04, upright=True),
            crate_of(vegetables.garlic, 0.03, upright=True),
            crate_of(fruit.avocado, 0.045),
            crate_of(vegetables.pumpkin(0.06), 0.062, upright=True),
            crate_of(fruit.tomato(0.028), 0.031, upright=True),
        ),
    }
)
"""Crates of goods by the prop that asks for them."""
