"""What lies on a desk and what is carried about, modelled."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from core.scenes.modelled.finish import matt, metal, satin
from core.scenes.modelled.making import (
    band,
    bar,
    block,
    ellipse,
    hoop,
    mottled,
    pick,
    plain,
    rectangle,
    strip,
)
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import (
    coloured,
    lathe,
    noise,
    rounded,
    skin,
    slab,
    tilted,
    tone,
    tube,
)
from core.scenes.parts.canvas import Random
from core.scenes.traced.meshes import Mesh, joined

CLOTHS = ("7d3b32", "2f4858", "c9b79c", "5d6b57", "e4dccd", "b5835a", "38393d", "8a9aa5", "d8c3b4", "6f5a6d")


def _book(rng: Random, wide: float, deep: float, thick: float, code: str) -> tuple[Part, ...]:
    """One closed book lying on the ground, its spine toward +z."""
    board = 0.0026
    lid = block(wide, board, deep, 0.0008)
    back = block(wide, thick, 0.004, 0.0018).moved(0, 0, deep / 2)
    leaves = list[Mesh]()
    count = max(6, int(thick / 0.0016))
    for number in range(count):
        page = block(wide - 0.008, (thick - 2 * board) / count * 1.02, deep - 0.006, 0.0001)
        shade = float(rng.uniform(0.86, 1.03))
        at = board + number * (thick - 2 * board) / count
        shift = float(rng.normal(0, 0.0003))
        leaves.append(coloured(page.moved(shift, at, shift - 0.002), tone("ece4d2") * shade))
    cover = joined([lid, lid.moved(0, thick - board, 0), back])
    weave = 1 + 0.06 * noise(cover.points, 0.01, rng) + 0.05 * noise(cover.points, 0.1, rng)
    label = slab(rectangle(wide * 0.34, 0.0006, 0.0002), thick * 0.16, 0.0001).moved(
        0, thick * 0.42, deep / 2 + 0.0022
    )
    return (
        Part(coloured(cover, tone(code) * weave[:, None]), satin(0.7, 0.2)),
        Part(joined(leaves), matt()),
        plain(label, "d9c79a" if float(tone(code).mean()) < 0.3 else "4a4038", 0.4),
    )


def _turned(parts: tuple[Part, ...], angle: float, x: float, y: float, z: float) -> list[Part]:
    return [Part(part.mesh.turned(angle).moved(x, y, z), part.bsdf) for part in parts]


def books(rng: Random) -> tuple[Part, ...]:
    """A stack of three or four books."""
    made, high = list[Part](), 0.0
    for number in range(int(rng.integers(3, 5))):
        wide, deep = 0.215 - 0.018 * number + float(rng.normal(0, 0.006)), 0.15 - 0.012 * number
        thick = float(rng.uniform(0.018, 0.036))
        parts = _book(rng, wide, deep, thick, pick(rng, CLOTHS))
        made += _turned(parts, float(rng.normal(0, 0.1)), float(rng.normal(0, 0.004)), high, 0)
        high += thick
    return tuple(made)


def open_book(rng: Random) -> tuple[Part, ...]:
    """A book that lies open, its pages in two swells, printed."""
    rows, columns = 150, 241
    x = np.linspace(-1, 1, columns)[None].repeat(rows, 0)
    z = np.linspace(-1, 1, rows)[:, None].repeat(columns, 1)
    away = np.abs(x)
    high = 0.004 + 0.016 * np.sin(np.pi * np.clip(away * 1.05 + 0.02, 0, 1) ** 0.55) * (1 - 0.35 * away)
    grid = np.stack([x * 0.15 * (1 - 0.02 * high), high, z * 0.11], -1).astype(np.float32)
    sheet = skin(np.ascontiguousarray(grid[:, ::-1]), closed=False)
    line = np.sin((z + 1) * 68) > 0.1
    word = noise(
        np.stack([x.ravel() * 0.15, z.ravel() * 0.0 + np.round((z.ravel() + 1) * 10.8), 0 * x.ravel()], 1),
        0.006,
        rng,
        2,
    )
    text = line & (word.reshape(x.shape) > -0.7) & (away > 0.12) & (away < 0.9) & (np.abs(z) < 0.84)
    ink = np.where(text, 0.5, 1.0)[:, ::-1].reshape(-1, 1)
    page = coloured(sheet, tone("f0e9da") * ink)
    under = block(0.302, 0.004, 0.224, 0.001)
    side = block(0.296, 0.006, 0.218, 0.001).moved(0, 0.003, 0)
    return Part(page, matt()), plain(under, pick(rng, CLOTHS), 0.6), plain(side, "ddd3bf", 1.0)


def notebook(rng: Random) -> tuple[Part, ...]:
    """A closed notebook with an elastic band and a pen on it."""
    parts = _book(rng, 0.145, 0.21, 0.014, pick(rng, ("2b2c30", "7b4a33", "4d5f56", "c9a58a", "39455a")))
    elastic = block(0.006, 0.0152, 0.2125, 0.0006).moved(0.055, -0.0002, 0)
    pen = _pen(rng)
    return (*parts[:2], plain(elastic, "1b1b1d", 0.7), *_turned(pen, 0.5, -0.02, 0.014, 0.0))


def _pen(rng: Random) -> tuple[Part, ...]:
    line = [
        (0.0, 0.0),
        (0.0006, 0.0),
        (0.0032, 0.012),
        (0.0048, 0.03),
        (0.005, 0.128),
        (0.0035, 0.136),
        (0.0, 0.137),
    ]
    body = tilted(lathe(line, 24), np.pi / 2, (1, 0, 0)).moved(0, 0.005, -0.068)
    clip = block(0.002, 0.0012, 0.036, 0.0004).moved(0, 0.0098, 0.045)
    return plain(body, pick(rng, ("1e2024", "8a6b3c", "27384f")), 0.2, 0.6), Part(
        coloured(clip, tone("d8d8d6")), metal()
    )


def pen(rng: Random) -> tuple[Part, ...]:
    """A pen that lies."""
    return tuple(_turned(_pen(rng), float(rng.uniform(0.6, 1.2)), 0, 0, 0))


def laptop(rng: Random) -> tuple[Part, ...]:
    """An open laptop, its screen dark with a soft picture."""
    grey = pick(rng, ("b9bcc0", "6d7075", "c9c2b8"))
    base = block(0.312, 0.012, 0.218, 0.004, 0.014)
    keys = list[Mesh]()
    for row in range(5):
        for column in range(14):
            key = block(0.0165, 0.0016, 0.0155, 0.0006, 0.002)
            keys.append(key.moved((column - 6.5) * 0.0195, 0.0118, -0.078 + row * 0.0188))
    pad = block(0.11, 0.0004, 0.066, 0.0001, 0.004).moved(0, 0.0119, 0.064)
    lid = block(0.312, 0.006, 0.212, 0.0025, 0.014)
    screen = skin(_sheet(0.296, 0.192, 40, 60), closed=False).moved(0, 0.0066, 0)
    x, z = screen.points[:, 0], screen.points[:, 2]
    glow = 0.5 + 0.5 * np.sin(9 * x + 7 * np.sin(12 * z + 1.0)) * np.exp(-8 * (z + 0.02) ** 2)
    screen = coloured(
        screen,
        tone("2a4a66") * (0.5 + glow[:, None]) + tone("c98a6a") * (0.25 * np.clip(-z * 8, 0, 1))[:, None],
    )
    hinge = -0.106
    stand = [mesh.moved(0, 0, -hinge) for mesh in (lid.moved(0, 0, hinge), screen.moved(0, 0, hinge))]
    up = [tilted(mesh.moved(0, 0, hinge), np.pi / 2 - 0.28, (1, 0, 0)) for mesh in stand]
    lid, screen = (mesh.moved(0, 0.01, hinge) for mesh in up)
    return (
        Part(coloured(base, tone(grey)), metal(grey, 0.38)),
        Part(coloured(lid, tone(grey)), metal(grey, 0.38)),
        plain(keys, "1d1e20", 0.5),
        plain(pad, "a6a9ad", 0.35),
        Part(screen, satin(0.12, 0.6)),
    )


def _sheet(wide: float, deep: float, rows: int, columns: int) -> np.ndarray:
    x, z = np.meshgrid(np.linspace(wide / 2, -wide / 2, columns), np.linspace(-deep / 2, deep / 2, rows))
    return np.stack([x, 0 * x, z], -1).astype(np.float32)


def phone(rng: Random) -> tuple[Part, ...]:
    """A phone on its back."""
    body = block(0.072, 0.008, 0.148, 0.003, 0.011)
    face = block(0.068, 0.0006, 0.144, 0.0002, 0.009).moved(0, 0.0077, 0)
    return Part(coloured(body, tone("8f9196")), metal("8f9196", 0.3)), plain(face, "0c0d10", 0.06, 0.7)


def camera(rng: Random) -> tuple[Part, ...]:
    """A film camera: leather and silver, its lens toward one."""
    body = block(0.136, 0.07, 0.036, 0.005, 0.015)
    top = block(0.136, 0.016, 0.037, 0.004, 0.015).moved(0, 0.066, 0)
    prism = block(0.044, 0.018, 0.03, 0.006, 0.008).moved(0, 0.078, 0)
    dial = lathe([(0, 0), (0.0095, 0), (0.0095, 0.007), (0.008, 0.008), (0, 0.008)], 40)
    dials = [dial.moved(x, 0.081, 0) for x in (-0.05, 0.048)]
    barrel = [
        (0.0, 0.0),
        (0.031, 0.0),
        (0.031, 0.008),
        (0.029, 0.009),
        (0.029, 0.018),
        (0.0305, 0.019),
        (0.0305, 0.032),
        (0.0275, 0.034),
        (0.0275, 0.042),
        (0.025, 0.042),
        (0.021, 0.034),
        (0.0, 0.034),
    ]
    lens = tilted(lathe(barrel, 64), np.pi / 2, (1, 0, 0)).moved(0, 0.037, 0.018)
    front = tilted(lathe([(0.0, 0.006), (0.012, 0.0045), (0.0215, 0.0)], 48), np.pi / 2, (1, 0, 0)).moved(
        0, 0.037, 0.052
    )
    rim = tilted(hoop(0.0265, 0.0012), np.pi / 2, (1, 0, 0)).moved(0, 0.037, 0.058)
    silver = "cfcdc8"
    return (
        mottled(body, pick(rng, ("24221f", "5a3a26")), rng, 0.0025, 0.16, 0.6),
        Part(coloured(joined([top, prism, *dials, rim]), tone(silver)), metal(silver, 0.28)),
        plain(lens, "161617", 0.35),
        plain(front, "1a2440", 0.04, 0.9),
    )


def headphones(rng: Random) -> tuple[Part, ...]:
    """Headphones that lie: two cushioned cups and their band."""
    code = pick(rng, ("1e1f21", "e6e1d8", "3b4048", "b9a28c"))
    turn = np.linspace(-0.12, np.pi + 0.12, 40)
    line = np.stack([0.088 * np.cos(turn), 0.08 + 0.1 * np.sin(turn), 0 * turn], 1)
    top = strip(line, np.array([0, 0, 1.0]), 0.026, 0.01)
    pad = strip(line[8:32] * [0.94, 0.955, 1], np.array([0, 0, 1.0]), 0.03, 0.012)
    cups, cushions = list[Mesh](), list[Mesh]()
    for way in (-1, 1):
        cup = lathe(rounded([(0, 0), (0.037, 0), (0.038, 0.014), (0.03, 0.022), (0, 0.024)], 3), 48)
        cushion = hoop(0.027, 0.0115, 48, 0.8)
        cups.append(tilted(cup, -way * np.pi / 2, (0, 0, 1)).moved(way * 0.08, 0.055, 0))
        cushions.append(tilted(cushion, way * np.pi / 2, (0, 0, 1)).moved(way * 0.082, 0.055, 0))
    lying = [tilted(joined(meshes), -1.1, (1, 0, 0)) for meshes in ([top], [pad, *cushions], cups)]
    low = min(float(mesh.points[:, 1].min()) for mesh in lying)
    band_, soft, shells = (mesh.moved(0, -low, 0.05) for mesh in lying)
    return (
        plain(band_, code, 0.4),
        mottled(soft, "2a2725" if code != "e6e1d8" else "c9bfb0", rng, 0.01, 0.1, 0.7),
        plain(shells, code, 0.25, 0.5),
    )


def wristwatch(rng: Random) -> tuple[Part, ...]:
    """A watch with a leather strap, lying."""
    gold = pick(rng, ("d9b878", "d4d4d2", "c9a08a"))
    case = lathe(
        rounded([(0, 0), (0.0185, 0), (0.02, 0.004), (0.019, 0.008), (0.0175, 0.0085), (0.017, 0.0075)], 2),
        64,
    )
    dial = lathe([(0.0172, 0.0072), (0.0, 0.0073)], 64)
    marks = [
        block(0.0006, 0.0003, 0.003, 0.0001).moved(0, 0.0073, -0.0142).turned(k * np.pi / 6)
        for k in range(12)
    ]
    hands = [
        block(0.001, 0.0004, long, 0.0001).moved(0, 0.0078, -long / 2).turned(turn)
        for long, turn in ((0.009, 1.0), (0.013, -0.9))
    ]
    strap = list[Mesh]()
    for way in (-1, 1):
        points = [
            [0, 0.004, way * 0.019],
            [0, 0.004, way * 0.04],
            [0, 0.0025, way * 0.075],
            [0, 0.002, way * 0.11],
        ]
        strap.append(band(points, 0.018, 0.003))
    crown = tilted(lathe([(0, 0), (0.003, 0), (0.003, 0.004), (0, 0.004)], 20), -np.pi / 2, (0, 0, 1)).moved(
        0.0195, 0.0045, 0
    )
    return (
        Part(coloured(joined([case, crown]), tone(gold)), metal(gold, 0.16)),
        plain(dial, pick(rng, ("f3f1ea", "1c2430", "efe6d4")), 0.15, 0.5),
        Part(coloured(joined([*marks, *hands]), tone(gold)), metal("8a7a58", 0.3)),
        mottled(joined(strap), pick(rng, ("5a3520", "1f1d1c", "8a5a38")), rng, 0.006, 0.14, 0.6),
    )


def sunglasses(rng: Random) -> tuple[Part, ...]:
    """Sunglasses that stand on their rims and temples."""
    code = pick(rng, ("1b1a19", "5a3420", "2a2a2c"))
    turn = np.linspace(0, 2 * np.pi, 60)
    rims, panes = list[Mesh](), list[Mesh]()
    for way in (-1, 1):
        x = way * 0.034 + 0.0275 * np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** 0.75
        y = 0.0235 + 0.0235 * np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** 0.8 + 0.004 * np.cos(turn) * way
        z = -0.9 * (x / 0.1) ** 2 * 0.06
        rims.append(tube(np.stack([x, y, z], 1).astype(np.float32), 0.0027, 12))
        inner = np.stack(
            [
                np.stack(
                    [way * 0.034 + (x - way * 0.034) * s, 0.0235 + (y - 0.0235) * s, z + 0.002 * (1 - s)], 1
                )
                for s in (0.001, 0.5, 0.98)
            ]
        )
        pane = skin(inner[:, :-1].astype(np.float32))
        pane = Mesh(
            pane.points,
            np.ascontiguousarray(pane.faces[:, ::-1]),
            normals=None if pane.normals is None else -pane.normals,
        )
        panes.append(pane)
    bridge = bar([[-0.008, 0.034, 0.0], [0, 0.0375, 0.002], [0.008, 0.034, 0.0]], 0.0026)
    temples = [
        bar(
            [
                [w * 0.063, 0.037, -0.02],
                [w * 0.068, 0.035, -0.07],
                [w * 0.066, 0.024, -0.12],
                [w * 0.06, 0.004, -0.15],
            ],
            0.0023,
        )
        for w in (-1, 1)
    ]
    frame = joined([*rims, bridge, *temples])
    spots = 1 + 0.5 * noise(frame.points, 0.012, rng)
    shade = joined(panes)
    level = np.clip((shade.points[:, 1] - 0.005) / 0.04, 0, 1)
    pane = coloured(shade, tone("57483c") * (1 - level[:, None]) + tone("14120f") * level[:, None])
    return Part(coloured(frame, tone(code) * np.clip(spots, 0.5, 2)[:, None]), satin(0.15, 0.6)), Part(
        pane, satin(0.05, 0.8)
    )


def folded_sunglasses(rng: Random) -> tuple[Part, ...]:
    """Sunglasses that lie with their temples folded, the lenses up."""
    frame, panes = sunglasses(rng)
    front = frame.mesh.points[:, 2] > -0.04
    kept = front[frame.mesh.faces].all(1)
    rims = replace(frame.mesh, faces=np.ascontiguousarray(frame.mesh.faces[kept]))
    flat = [tilted(mesh, -np.pi / 2, (1, 0, 0)).moved(0, 0.014, 0.024) for mesh in (rims, panes.mesh)]
    bars = [
        bar(
            [
                [w * 0.063, 0.009, 0.012 * w - 0.006],
                [w * 0.01, 0.006, 0.0],
                [-w * 0.05, 0.004, 0.01 * w],
                [-w * 0.064, 0.004, 0.02 * w],
            ],
            0.0023,
        )
        for w in (-1, 1)
    ]
    folded = coloured(
        joined(bars), frame.mesh.colours[0] if frame.mesh.colours is not None else tone("1b1a19")
    )
    return Part(joined([flat[0], folded]), frame.bsdf), Part(flat[1], panes.bsdf)


def keys(rng: Random) -> tuple[Part, ...]:
    """A ring with a few keys."""
    loop = hoop(0.014, 0.0011)
    made = list[Mesh]()
    for number in range(3):
        head = slab(ellipse(0.021, 0.023), 0.0022, 0.0005).moved(0, 0, 0.0)
        shaft = block(0.0075, 0.002, 0.032, 0.0004).moved(0, 0, 0.026)
        teeth = [block(0.003, 0.002, 0.0035, 0.0003).moved(0.0042, 0, 0.02 + 0.006 * k) for k in range(4)]
        angle = 0.5 + number * 0.55
        made.append(joined([head, shaft, *teeth]).moved(0, 0.0012 * number, 0.022).turned(angle))
    return (
        Part(coloured(loop, tone("b9b9b7")), metal("c9c9c7", 0.2)),
        Part(coloured(joined(made), tone("c9b27c")), metal(pick(rng, ("c9b27c", "c6c6c4")), 0.28)),
    )


DESK: Mapping[str, Model] = {
    "books": Model(books, 0.1, 0.24, lies=True),
    "open book": Model(open_book, 0.025, 0.3, True),
    "notebook": Model(notebook, 0.025, 0.2, True),
    "pen": Model(pen, 0.01, 0.14, True),
    "laptop": Model(laptop, 0.22, 0.32, lies=True),
    "phone": Model(phone, 0.009, 0.15, lies=True),
    "camera": Model(camera, 0.096, 0.137, True),
    "headphones": Model(headphones, 0.08, 0.2, True),
    "wristwatch": Model(wristwatch, 0.01, 0.22, True),
    "sunglasses": Model(sunglasses, 0.048, 0.145),
    "folded sunglasses": Model(folded_sunglasses, 0.016, 0.145, True),
    "keys": Model(keys, 0.006, 0.08, True),
}
"""What lies on a desk or in a bag."""
