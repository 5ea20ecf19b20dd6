"""Greenery and flowers that lie about, modelled."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled.bouquets import GREEN, ROSES, ROUND, daisy, faced, petal, rose
from core.scenes.modelled.finish import matt, satin
from core.scenes.modelled.leaves import Leaf, leaf, oval, set_at, sprig, stalk
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import coloured, grounded, lathe, rotation, tone
from core.scenes.parts.canvas import Random
from core.scenes.traced.meshes import Mesh, joined


def _lying(rng: Random, kind: Leaf, count: int, *, stems: int, long: float, open_to: float = 0.9) -> Mesh:
    """A few sprigs that lie side by side."""
    made = list[Mesh]()
    for number in range(stems):
        lean = (number - (stems - 1) / 2) * 0.3 + float(rng.normal(0, 0.08))
        reach = long * float(rng.uniform(0.8, 1.05))
        bow = float(rng.normal(0, 0.035))
        points = [
            [-0.5 * reach, 0.008, 0.0],
            [0.0, 0.02 + 0.006 * number, bow],
            [0.5 * reach, 0.008, -0.4 * bow],
        ]
        one = sprig(
            points,
            kind,
            rng,
            count,
            first=0.1,
            open_to=open_to,
            code="8a7d62",
            taper=0.45,
        )
        flat = one.points.copy()
        flat[:, 1] = np.where(flat[:, 1] < 0.012, 0.012 - 0.25 * (0.012 - flat[:, 1]), flat[:, 1])
        one = Mesh(flat, one.faces, normals=one.normals, colours=one.colours)
        made.append(one.turned(lean).moved(0.02 * float(rng.normal()), 0.004 * number, 0.02 * number - 0.02))
    return grounded(joined(made))


def eucalyptus(rng: Random) -> tuple[Part, ...]:
    """Sprigs of eucalyptus that lie."""
    return (Part(_lying(rng, ROUND, 12, stems=3, long=0.34), satin(0.65, 0.2)),)


def olive_sprig(rng: Random) -> tuple[Part, ...]:
    """A twig of olive that lies."""
    kind = Leaf(oval(1.0, 0.5), 0.058, 0.012, ("75866a", "5a7350"), 0.25, 0.2, 0.02, rows=8, columns=5)
    return (Part(_lying(rng, kind, 13, stems=2, long=0.3, open_to=0.7), satin(0.5, 0.3)),)


def lavender(rng: Random) -> tuple[Part, ...]:
    """A small bunch of lavender that lies, tied with string."""
    bud = Leaf(oval(0.8, 0.5), 0.009, 0.0055, ("8574b4", "6a5a9c"), -0.5, 0.5, 0.0, rows=5, columns=3)
    made = list[Mesh]()
    for _ in range(26):
        lean, high = float(rng.normal(0, 0.085)), float(rng.uniform(0.004, 0.026))
        end = np.array([0.15 * np.cos(lean), high, 0.15 * np.sin(lean) * 1.5]) * float(rng.uniform(0.85, 1.1))
        foot = [-0.1, 0.012 + float(rng.normal(0, 0.004)), -0.1 * np.sin(lean) * 0.8]
        middle = [0.0, 0.014 + float(rng.normal(0, 0.003)), float(rng.normal(0, 0.004))]
        made.append(
            sprig(
                [foot, middle, end.tolist()],
                bud,
                rng,
                26,
                first=0.68,
                open_to=0.7,
                code="7f8d66",
                thick=0.0009,
                taper=0.2,
            )
        )
    tie = lathe([(0.012, 0.0), (0.0135, 0.003), (0.0135, 0.007), (0.012, 0.01)], 24)
    tie = coloured(tie.rotated(rotation(np.pi / 2, (0, 0, 1))).moved(-0.012, 0.0135, 0), tone("c9b48a"))
    return (Part(grounded(joined([*made, tie])), matt()),)


def rose_petals(rng: Random) -> tuple[Part, ...]:
    """Petals of roses, strewn."""
    codes = ROSES[int(rng.choice([0, 2, 4]))]
    made = list[Mesh]()
    for number in range(17):
        kind = petal(codes, 0.036, 0.036, float(rng.uniform(-0.9, -0.3)), 0.3)
        one = grounded(leaf(kind, rng, float(rng.uniform(0.75, 1.1))).moved(0, 0, -0.018))
        reach, turn = 0.15 * np.sqrt((number + 0.5) / 17), number * 2.4 + float(rng.normal(0, 0.3))
        made.append(
            one.turned(float(rng.uniform(0, 6.28))).moved(
                reach * np.cos(turn) * 1.2, 0.0005, reach * np.sin(turn)
            )
        )
    return (Part(joined(made), satin(0.6, 0.25)),)


def daisies(rng: Random) -> tuple[Part, ...]:
    """Heads of daisies, strewn."""
    made = list[Mesh]()
    for number in range(7):
        reach, turn = 0.11 * np.sqrt((number + 0.3) / 7), number * 2.4
        head = faced(
            daisy(rng, float(rng.uniform(0.034, 0.046)), ("f6f3ec", "ece7da")),
            np.array([*rng.normal(0, 0.25, 1), 1.0, float(rng.normal(0, 0.25))]),
            np.array([0, 0.004, 0]),
        )
        made.append(head.moved(reach * np.cos(turn) * 1.2, 0.002, reach * np.sin(turn)))
    return (Part(grounded(joined(made)), satin(0.6, 0.2)),)


def rose_stem(rng: Random) -> tuple[Part, ...]:
    """One long-stemmed rose that lies."""
    codes = ROSES[int(rng.choice([2, 2, 4]))]
    stem = stalk(
        [[-0.19, 0.006, 0.01], [-0.05, 0.016, -0.008], [0.1, 0.024, 0.0], [0.155, 0.03, 0.004]],
        (0.0028, 0.0024),
        "4f7038",
    )
    head = faced(rose(rng, 0.06, codes), np.array([1.0, 0.5, 0.1]), np.array([0.15, 0.03, 0.003]))
    leaves = [
        set_at(leaf(GREEN, rng, 0.9), [x, 0.018, 0], turn, 0.15)
        for x, turn in ((-0.06, 0.5), (-0.04, 2.6), (0.04, 0.7), (0.05, 2.2))
    ]
    return (Part(grounded(joined([head, stem, *leaves])), satin(0.55, 0.25)),)


SPRIGS: Mapping[str, Model] = {
    "eucalyptus": Model(eucalyptus, 0.05, 0.36, True),
    "olive sprig": Model(olive_sprig, 0.05, 0.32, True),
    "lavender": Model(lavender, 0.04, 0.28, True),
    "rose petals": Model(rose_petals, 0.02, 0.38, True),
    "daisies": Model(daisies, 0.015, 0.28, True),
    "rose": Model(rose_stem, 0.06, 0.38, True),
}
"""What lies about of plants."""
