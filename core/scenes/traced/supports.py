"""What a subject is put on in a traced set, as geometry: boards, trays, plates, crates. Its top is at y = 0,
where the subject stands; the set's ground lies as far below as all of it is tall."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np

from core.scenes.modelled import finish
from core.scenes.modelled.shapes import lathe, rounded
from core.scenes.parts.canvas import Array, Random
from core.scenes.supports import SUPPORTS, Support, under
from core.scenes.traced import meshes
from core.scenes.traced.materials import plain
from core.scenes.traced.meshes import Mesh
from core.scenes.traced.sets import Shot

WOODEN = ("oak", "walnut", "pine")
COVERS = ("7a3b33", "31465c", "4d5a45", "b59a6a", "2f2c2a", "8d6b4f", "c9beab", "5c3f55")
MATS = ("#c9a877", "#b89a6b", "#d8cbb0", "#8f8a6a")
GLAZES = ("f1eee8", "e6ded0", "f4f2ee", "c9d3d3", "dfe3df")
WIDEST = 1.3
"""How much larger at most than in the painted place a thing is under what is small."""
Piece = tuple[Mesh, dict[str, Any]]


@dataclass(frozen=True)
class Raised:
    """The supports as ``shapes`` of mitsuba, how ``tall`` they are together, and the discs (x, z, radius) of
    ground that they take."""

    shapes: dict[str, Any] = field(default_factory=dict[str, Any])
    tall: float = 0.0
    taken: tuple[tuple[float, float, float], ...] = ()


@dataclass(frozen=True)
class Order:
    """One support to be built on y = 0 about the origin, in heights of the picture: its name, its half width
    and half depth, its height, its random numbers, and the set that it is built for."""

    name: str
    half: float
    deep: float
    tall: float
    rng: Random
    shot: Shot

    def asked(self) -> str | None:
        """The colour that is asked for, if any."""
        return self.shot.spec.colours.accent

    def wood(self, *others: str) -> tuple[float, dict[str, Any]]:
        """A wood unlike the ground's: the size of its tile, and what it is as a material."""
        ground = self.shot.spec.materials.ground
        fit = [name for name in (*WOODEN, *others) if name != ground]
        return self.made_of(str(self.rng.choice(fit)), self.asked())

    def made_of(self, name: str, colour: str | None = None) -> tuple[float, dict[str, Any]]:
        """That material: the size of its tile, and what it is."""
        material = self.shot.material(f"under {self.name}", name, colour)
        return material.tile, material.bsdf()


def raised(shot: Shot) -> Raised:
    """What the spec's subject is put on, the lowest first, its top at y = 0."""
    names = under(shot.spec.props)
    feet = shot.footprint
    orders = [_order(shot, name) for name in names]
    tall = sum(order.tall for order in orders)
    made: dict[str, Any] = {}
    level, middle = -tall, (feet.near + feet.far) / 2
    for order in orders:
        turn = float(order.rng.normal(0, 0.05))
        for number, (mesh, bsdf) in enumerate(MAKERS[order.name](order)):
            key = f"under_{order.name.replace(' ', '_')}_{number}"
            made[key] = mesh.turned(turn).moved(feet.middle, level, middle).shape(key, bsdf)
        level += order.tall
    taken = tuple((feet.middle, middle, max(order.half, order.deep)) for order in orders)
    return Raised(made, tall, taken)


def _order(shot: Shot, name: str) -> Order:
    """A support as large as in the painted place, or as it is in life beside what is small."""
    known: Support = SUPPORTS[name]
    grow = float(np.clip(0.42 * known.metres / shot.things / known.half, 1, WIDEST))
    feet = shot.footprint
    half = max(known.half * grow, (feet.right - feet.left) / 2 + 0.04)
    deep = max(known.deep * grow, (feet.near - feet.far) / 2 + 0.05)
    if known.round:
        half = deep = max(half, deep)
    return Order(name, half, deep, known.tall, shot.random(f"under {name}"), shot)


def flat(outline: Array, tall: float, tile: float) -> Mesh:
    """A convex outline K×2 (x, z) as a plate lying on y = 0, ``tall`` thick, its upper edge bevelled."""
    made = meshes.plate(outline, tall, tile)
    lay = np.array([[1, 0, 0], [0, 0, 1], [0, -1, 0]], np.float32)
    return made.rotated(lay).moved(0, tall, 0)


def rectangle(half: float, deep: float, corner: float, ragged: Random | None = None) -> Array:
    """A rectangle's outline K×2, its corners of that radius, counter-clockwise; ``ragged`` breaks it off."""
    turn = np.linspace(0, np.pi / 2, 10)
    rows: list[Array] = []
    for quarter, (x, z) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        at = turn + quarter * np.pi / 2
        rows.append(
            np.stack(
                [x * (half - corner) + corner * np.cos(at), z * (deep - corner) + corner * np.sin(at)], 1
            )
        )
    made = np.concatenate(rows)
    if ragged is not None:
        closed = np.concatenate([made, made[:1]])
        at = np.linspace(0, len(made), 240, endpoint=False)
        made = np.stack([np.interp(at, np.arange(len(closed)), closed[:, axis]) for axis in (0, 1)], 1)
        made = made + ragged.normal(0, 0.0012, made.shape)
    return made.astype(np.float32)


def _board(order: Order) -> list[Piece]:
    tile, bsdf = order.wood()
    corner = float(order.rng.choice([0.02, 0.05]))
    return [(flat(rectangle(order.half, order.deep, corner), order.tall, tile * 0.8), bsdf)]


def _slate(order: Order) -> list[Piece]:
    tile, bsdf = order.made_of("lain black slate")
    return [(flat(rectangle(order.half, order.deep, 0.008, order.rng), order.tall, tile), bsdf)]


def _marble(order: Order) -> list[Piece]:
    tile, bsdf = order.made_of("white marble")
    return [(flat(rectangle(order.half, order.deep, 0.03), order.tall, tile), bsdf)]


def _stone(order: Order) -> list[Piece]:
    tile, bsdf = order.made_of(str(order.rng.choice(["travertine", "granite", "slate"])))
    return [(flat(rectangle(order.half, order.deep, 0.03, order.rng), order.tall, tile), bsdf)]


def _mat(order: Order) -> list[Piece]:
    tile, bsdf = order.made_of("linen", order.asked() or str(order.rng.choice(MATS)))
    return [(flat(rectangle(order.half, order.deep, 0.006), order.tall, tile), bsdf)]


def _tray(order: Order) -> list[Piece]:
    tile, bsdf = order.wood()
    rim, floor = 0.016, 0.35 * order.tall
    half, deep = order.half, order.deep
    high = order.tall * 1.5
    walls = [
        meshes.box((-half, 0, -deep), (half, high, -deep + rim), tile * 0.8, 0.003),
        meshes.box((-half, 0, deep - rim), (half, high, deep), tile * 0.8, 0.003),
        meshes.box((-half, 0, -deep + rim), (-half + rim, high, deep - rim), tile * 0.8, 0.003),
        meshes.box((half - rim, 0, -deep + rim), (half, high, deep - rim), tile * 0.8, 0.003),
    ]
    base = meshes.box(
        (-half + rim, floor, -deep + rim), (half - rim, order.tall, deep - rim), tile * 0.8, 1e-3
    )
    return [(meshes.joined([base, *walls]), bsdf)]


def _plate(order: Order) -> list[Piece]:
    radius, tall = order.half, order.tall
    side = [(0.6 * radius, 0.0), (0.63 * radius, 0.006), (0.8 * radius, 0.012), (radius, tall * 1.3)]
    inner = [(radius - 0.004, tall * 1.3 + 0.003), (0.78 * radius, tall), (0.7 * radius, tall), (0.0, tall)]
    mesh = lathe([(0.0, 0.0), *rounded([*side, *inner], 3)], 96)
    code = order.asked() or str(order.rng.choice(GLAZES))
    return [(mesh, finish.glazed(code.removeprefix("#")))]


def _stand(order: Order) -> list[Piece]:
    radius, tall = order.half, order.tall
    line = [
        (0.42 * radius, 0.0), (0.42 * radius, 0.008), (0.16 * radius, 0.03), (0.09 * radius, 0.5 * tall),
        (0.14 * radius, 0.8 * tall), (0.6 * radius, tall - 0.018), (radius, tall - 0.014),
        (radius, tall), (0.9 * radius, tall), (0.0, tall),
    ]  # fmt: skip
    code = order.asked() or str(order.rng.choice(GLAZES))
    return [(lathe([(0.0, 0.0), *rounded(line, 3)], 96), finish.glazed(code.removeprefix("#")))]


def _pedestal(order: Order) -> list[Piece]:
    tile, bsdf = order.made_of("plaster", order.asked() or "#e3ddd2")
    return [(meshes.drum(order.half, order.tall, tile).moved(0, order.tall, 0), bsdf)]


def _crate(order: Order) -> list[Piece]:
    tile, bsdf = order.wood("rustic wood")
    return [(crate(order.half, order.deep, order.tall, tile, order.rng), bsdf), _dark(order)]


def _dark(order: Order) -> Piece:
    """What is seen between a crate's slats: hardly anything."""
    inset = 0.02
    low = (-order.half + inset, 0.0, -order.deep + inset)
    high = (order.half - inset, order.tall - 0.016, order.deep - inset)
    return meshes.box(low, high, 1.0, 1e-3), plain("#2a211a")


def crate(half: float, deep: float, tall: float, tile: float, rng: Random, *, lid: bool = True) -> Mesh:
    """A crate of slats on y = 0; with a ``lid`` it stands upside down, else it is open above."""
    thick, parts = 0.012, list[Mesh]()

    def slat(low: tuple[float, float, float], high: tuple[float, float, float]) -> None:
        own = meshes.box(low, high, tile * 0.8, 0.0025)
        assert own.uv is not None
        shift = rng.uniform(0, 1, 2).astype(np.float32)
        parts.append(Mesh(own.points, own.faces, (own.uv + shift).astype(np.float32)))

    for number in range(3):
        y = tall * number / 3 + 0.004
        top = tall * (number + 1) / 3 - (0.012 if number < 2 or not lid else thick)
        for z in (-deep, deep - thick):
            slat((-half, y, z), (half, top, z + thick))
        for x in (-half, half - thick):
            slat((x, y, -deep + thick), (x + thick, top, deep - thick))
    for x in (-half + thick, half - thick - 0.03):
        for z in (-deep + thick, deep - thick - 0.03):
            slat((x, 0.0, z), (x + 0.03, tall - thick, z + 0.03))
    count = 5
    wide = 2 * deep / count
    for number in range(count) if lid else []:
        z = -deep + wide * number
        slat((-half, tall - thick, z + 0.003), (half, tall, z + wide - 0.003))
    return meshes.joined(parts)


def _books(order: Order) -> list[Piece]:
    count, made = 3, list[Piece]()
    thick = order.tall / count
    codes = order.rng.permutation(np.array(COVERS))
    asked = order.asked()
    for number in range(count):
        half = order.half * (1.06 - 0.05 * number) * float(order.rng.uniform(0.95, 1.02))
        deep = order.deep * (1.05 - 0.05 * number)
        turn, level, board = float(order.rng.normal(0, 0.12)), thick * number, 0.1 * thick
        code = asked if asked is not None and number == count - 1 else f"#{codes[number]}"
        covers = [
            meshes.box((-half, y, -deep), (half, y + board, deep), 1.0, 0.0012) for y in (0.0, thick - board)
        ]
        spine = meshes.box((-half, board, -deep), (-half + 0.006, thick - board, deep), 1.0, 0.0012)
        leaves = meshes.box(
            (-half + 0.006, board, -deep + 0.008), (half - 0.008, thick - board, deep - 0.008), 1.0, 1e-4
        )
        made.append((meshes.joined([*covers, spine]).turned(turn).moved(0, level, 0), plain(code)))
        made.append((leaves.turned(turn).moved(0, level, 0), plain("#e9dfca")))
    return made


MAKERS: Mapping[str, Callable[[Order], list[Piece]]] = MappingProxyType(
    {
        "wooden board": _board,
        "slate board": _slate,
        "marble board": _marble,
        "stone slab": _stone,
        "placemat": _mat,
        "tray": _tray,
        "plate": _plate,
        "cake stand": _stand,
        "pedestal": _pedestal,
        "crate": _crate,
        "book stack": _books,
    }
)
BUILT = frozenset(MAKERS)
"""The supports that are geometry; what else a subject is put on is only painted."""
