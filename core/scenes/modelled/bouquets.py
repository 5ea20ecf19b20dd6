"""Cut flowers and greenery: in vases, and as sprigs that lie about."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from core.scenes.modelled.finish import matt, satin
from core.scenes.modelled.leaves import Leaf, leaf, oval, set_at, sprig, stalk
from core.scenes.modelled.making import hair, mottled, pick
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import ball, coloured, curve, lathe, rotation, rounded, tone, tube
from core.scenes.parts.canvas import Array, Random
from core.scenes.traced.meshes import Mesh, joined


def _round(t: Array) -> Array:
    return np.sin(np.pi * np.clip(t, 0, 1) ** 0.8) ** 0.55


ROUND = Leaf(_round, 0.042, 0.034, ("8ea594", "7a9383", "b9c7b4"), 0.35, 0.12, 0.02, rows=9, columns=7)
GREEN = Leaf(oval(0.9), 0.075, 0.032, ("5a7c42", "486a36", "8aa566"), 0.6, 0.25, 0.03, 5, rows=16)
LONG = Leaf(oval(1.1, 0.3), 0.2, 0.035, ("6d9150", "5a7f45"), 0.5, 0.4, 0.02, rows=22)
ROSES = (
    ("c9a0a0", "e6c6c2"),
    ("f0e6d6", "f6efe4"),
    ("a8202c", "8a1622"),
    ("d98a76", "efc0ac"),
    ("c65a72", "e39aa8"),
)


def petal(codes: Sequence[str], long: float, wide: float, cup: float, fold: float = 0.45) -> Leaf:
    """A petal ``long`` and ``wide`` m in the tones ``codes``, bent by ``cup`` and ``fold``."""

    def outline(t: Array) -> Array:
        return np.sin(np.pi * np.clip(t, 0, 1) ** 1.35 * 0.93 + 0.05) ** 0.6

    return Leaf(outline, long, wide, tuple(codes), cup, fold, 0.05, rows=10, columns=9, slant=0.2)


def rose(rng: Random, size: float, codes: Sequence[str]) -> Mesh:
    """The head of a rose that looks up, on the origin."""
    made = list[Mesh]()
    count = 30
    for number in range(count):
        share = number / count
        kind = petal(
            codes,
            size * (0.62 + 0.3 * share),
            size * (0.4 + 0.55 * share),
            -0.9 + 1.5 * share,
            0.75 - 0.35 * share,
        )
        opened = 1.52 - 1.15 * share**1.5
        at = [
            0.09 * size * share * np.sin(number * 2.4),
            0.02 * size,
            0.09 * size * share * np.cos(number * 2.4),
        ]
        made.append(
            set_at(
                leaf(kind, rng),
                at,
                number * 2.4 + float(rng.normal(0, 0.1)),
                opened + float(rng.normal(0, 0.06)),
            )
        )
    cup = ball((0.16 * size, 0.14 * size, 0.16 * size), 12, 20)
    return joined([*made, coloured(cup, tone("5a7c42"))])


def tulip(rng: Random, size: float, codes: Sequence[str]) -> Mesh:
    """The head of a tulip."""
    made = list[Mesh]()
    for number in range(6):
        kind = Leaf(oval(0.7, 0.45), size, size * 0.66, tuple(codes), -0.75, 0.55, 0.02, rows=14)
        made.append(
            set_at(
                leaf(kind, rng),
                [0, 0, 0],
                number * np.pi / 3 + float(rng.normal(0, 0.1)),
                1.0 + 0.12 * (number % 2),
            )
        )
    return joined(made)


def daisy(rng: Random, size: float, codes: Sequence[str]) -> Mesh:
    """A flower of narrow petals about a yellow disc."""
    made = list[Mesh]()
    for number in range(19):
        kind = Leaf(oval(0.6, 0.6), size * 0.5, size * 0.13, tuple(codes), 0.3, 0.15, 0.02, rows=8, columns=5)
        made.append(
            set_at(leaf(kind, rng), [0, 0, 0], number * 2 * np.pi / 19, 0.25 + float(rng.normal(0, 0.1)))
        )
    eye = ball((0.15 * size, 0.07 * size, 0.15 * size), 14, 24).moved(0, 0.02 * size, 0)
    return joined([*made, coloured(eye, tone("dba928"))])


def faced(mesh: Mesh, way: Array, at: Array) -> Mesh:
    """A head that looks up turned to look ``way`` and put ``at``."""
    way = way / np.linalg.norm(way)
    axis = np.cross([0, 1, 0], way)
    angle = float(np.arccos(np.clip(way[1], -1, 1)))
    turned = mesh if np.linalg.norm(axis) < 1e-6 else mesh.rotated(rotation(angle, axis.tolist()))
    return turned.moved(float(at[0]), float(at[1]), float(at[2]))


VASES = ("ece6dc", "c9bfb0", "d6cabb", "4a4d50", "b98a6e", "a9b3ab")


def vase(rng: Random, tall: float, wide: float) -> tuple[Part, ...]:
    """A vase of clay, glazed or not."""
    belly, neck = float(rng.uniform(0.35, 0.55)), float(rng.uniform(0.4, 0.6))
    outer = rounded(
        [
            (0.55 * wide, 0.0),
            (0.8 * wide, 0.06 * tall),
            (wide, belly * tall),
            (neck * wide, 0.85 * tall),
            (neck * 1.15 * wide, tall),
        ],
        3,
    )
    inner = [
        (neck * 1.15 * wide - 0.003, tall + 0.001),
        (neck * wide - 0.004, 0.85 * tall),
        (0.4 * wide, 0.6 * tall),
        (0, 0.6 * tall),
    ]
    mesh = lathe([(0.0, 0.0), (0.55 * wide, 0.0), *outer, *inner], 72)
    return (mottled(mesh, pick(rng, VASES), rng, 0.006, 0.05, float(rng.choice([0.3, 0.7]))),)


def _bouquet(
    rng: Random, mouth: float, count: int, head: Callable[[int], Mesh], *, out: float, up: float
) -> tuple[list[Mesh], list[Mesh]]:
    """Heads and their stems out of a mouth at that height."""
    heads, stems = list[Mesh](), list[Mesh]()
    for number in range(count):
        share = np.sqrt((number + 0.5) / count)
        turn = number * 2.4 + float(rng.normal(0, 0.2))
        reach, high = out * share, up * (1 - 0.42 * share**2) * float(rng.uniform(0.92, 1.06))
        top = np.array([reach * np.sin(turn), mouth + high, reach * np.cos(turn)])
        foot = [-0.012 * np.sin(turn), mouth * 0.25, -0.012 * np.cos(turn)]
        lip = [0.012 * np.sin(turn), mouth, 0.012 * np.cos(turn)]
        middle = [0.5 * reach * np.sin(turn), mouth + 0.55 * high, 0.5 * reach * np.cos(turn)]
        stems.append(stalk([foot, lip, middle, top.tolist()], (0.0022, 0.0018), "66843f"))
        way = np.array([np.sin(turn) * share * 1.2, 1.0, np.cos(turn) * share * 1.2 + 0.15])
        heads.append(faced(head(number), way, top))
    return heads, stems


def _green(rng: Random, mouth: float, count: int, *, out: float, up: float) -> Mesh:
    made = list[Mesh]()
    for number in range(count):
        turn, share = number * 2.4 + 1.0, float(rng.uniform(0.5, 1.1))
        tip = [
            out * share * np.sin(turn),
            mouth + up * float(rng.uniform(0.4, 0.9)),
            out * share * np.cos(turn),
        ]
        made.append(
            sprig(
                [
                    [0, mouth * 0.6, 0],
                    [0.3 * tip[0], mouth + 0.3 * (tip[1] - mouth) + 0.02, 0.3 * tip[2]],
                    tip,
                ],
                GREEN,
                rng,
                7,
                first=0.35,
                open_to=0.8,
                code="66843f",
            )
        )
    return joined(made)


def roses(rng: Random) -> tuple[Part, ...]:
    """A bunch of roses in a vase."""
    tall = 0.16
    codes = ROSES[int(rng.integers(len(ROSES)))]
    heads, stems = _bouquet(
        rng, tall, 11, lambda _: rose(rng, float(rng.uniform(0.055, 0.066)), codes), out=0.1, up=0.13
    )
    green = _green(rng, tall, 9, out=0.13, up=0.1)
    return (
        *vase(rng, tall, 0.055),
        Part(joined(heads), satin(0.6, 0.2)),
        Part(joined([*stems, green]), satin(0.5, 0.3)),
    )


def tulips(rng: Random) -> tuple[Part, ...]:
    """Tulips in a vase."""
    tall = 0.17
    codes = (("e8b23c", "f0cf6a"), ("d94f5c", "e98a90"), ("f1e9dd", "e9dcc6"), ("c77fb0", "e0b4d2"))[
        int(rng.integers(4))
    ]
    heads, stems = _bouquet(
        rng, tall, 10, lambda _: tulip(rng, float(rng.uniform(0.052, 0.062)), codes), out=0.12, up=0.17
    )
    leaves = [
        set_at(
            leaf(LONG, rng, float(rng.uniform(0.8, 1.1))),
            [0, tall * 0.7, 0],
            k * 1.05,
            0.75 + float(rng.normal(0, 0.15)),
        )
        for k in range(7)
    ]
    return (
        *vase(rng, tall, 0.05),
        Part(joined(heads), satin(0.45, 0.3)),
        Part(joined([*stems, *leaves]), satin(0.5, 0.3)),
    )


def wild_flowers(rng: Random) -> tuple[Part, ...]:
    """Wild flowers in a small vase."""
    tall = 0.12
    looks = (("f4f1ea", "e9e4d8"), ("f0cf5a", "e8b93a"), ("7f8fd0", "5f6fb4"), ("d98aa6", "c76a8c"))
    heads, stems = _bouquet(
        rng,
        tall,
        22,
        lambda k: daisy(rng, float(rng.uniform(0.034, 0.05)), looks[(0, 0, 1, 2, 3)[k % 5]]),
        out=0.11,
        up=0.16,
    )
    green = _green(rng, tall, 12, out=0.12, up=0.14)
    return (
        *vase(rng, tall, 0.045),
        Part(joined(heads), satin(0.6, 0.2)),
        Part(joined([*stems, green]), satin(0.5, 0.3)),
    )


def _plume(rng: Random, points: list[list[float]], code: str) -> list[Mesh]:
    """A feathery plume along the upper part of a stem."""
    line = curve(points, 80)
    stem = coloured(tube(line, 0.0014, 8), tone("b59a6c"))
    upper = line[36:]
    thick = 0.011 * np.sin(np.pi * np.linspace(0.08, 0.97, len(upper))) ** 0.7
    core = tube(upper, thick.astype(np.float32), 14)
    return [stem, hair(core, rng, 5200, 0.034, code, 0.9, 0.00042)]


def pampas(rng: Random) -> tuple[Part, ...]:
    """Dried pampas grass in a vase."""
    tall = 0.2
    code = pick(rng, ("dcc7a4", "e8dcc6", "c9a98a"))
    made = list[Mesh]()
    for number in range(8):
        turn, reach = number * 2.4, 0.05 + 0.13 * float(rng.random())
        high = float(rng.uniform(0.3, 0.42))
        points = [[0, tall * 0.4, 0], [0.01 * np.sin(turn), tall, 0.01 * np.cos(turn)],
                  [0.45 * reach * np.sin(turn), tall + 0.55 * high, 0.45 * reach * np.cos(turn)],
                  [1.25 * reach * np.sin(turn), tall + high * 0.97, 1.25 * reach * np.cos(turn)]]  # fmt: skip
        made += _plume(rng, points, code)
    return (*vase(rng, tall, 0.062), Part(joined(made), matt()))


def eucalyptus_vase(rng: Random) -> tuple[Part, ...]:
    """Stems of eucalyptus in a vase."""
    tall = 0.17
    made = list[Mesh]()
    for number in range(9):
        turn, out, up = number * 2.4, float(rng.uniform(0.06, 0.17)), float(rng.uniform(0.16, 0.28))
        tip = [out * np.sin(turn), tall + up - 0.3 * out, out * np.cos(turn)]
        made.append(
            sprig(
                [[0, tall * 0.5, 0], [0.35 * tip[0], tall + 0.5 * up, 0.35 * tip[2]], tip],
                ROUND,
                rng,
                10,
                first=0.3,
                open_to=1.1,
            )
        )
    return (*vase(rng, tall, 0.055), Part(joined(made), satin(0.65, 0.2)))


BOUQUETS: Mapping[str, Model] = {
    "roses": Model(roses, 0.33, 0.3),
    "tulips": Model(tulips, 0.38, 0.32),
    "wild flowers": Model(wild_flowers, 0.31, 0.3),
    "pampas grass": Model(pampas, 0.62, 0.45),
    "eucalyptus vase": Model(eucalyptus_vase, 0.42, 0.4),
}
"""Cut flowers."""
