"""What stands about in a bathroom and a living room, modelled."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from core.scenes.modelled.finish import matt, metal, satin
from core.scenes.modelled.making import (
    bar,
    block,
    glowing,
    hair,
    hoop,
    mottled,
    pick,
    plain,
    rectangle,
    strip,
)
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import (
    bent,
    coloured,
    curve,
    grounded,
    lathe,
    mixed,
    noise,
    rounded,
    skin,
    slab,
    smooth,
    tilted,
    tone,
    tube,
)
from core.scenes.parts.canvas import Random
from core.scenes.traced.meshes import Mesh, joined

FLAME = (5.5, 3.4, 1.25)
"""Linear light of a flame beside 1 for white in full light."""
WAXES = ("efe7d8", "f3eee4", "d9c7b4", "c9b8a6")


def _flame(at: tuple[float, float, float], size: float = 1.0) -> tuple[Part, ...]:
    """A wick and its flame."""
    line = [(0.0, 0.0), (0.0034, 0.005), (0.0044, 0.011), (0.0032, 0.019), (0.0014, 0.027), (0.0, 0.033)]
    drop = lathe([(r * size, y * size) for r, y in rounded(line, 3)], 20)
    wick = bar([[0, -0.008, 0], [0.0004, 0.0, 0], [0.0012, 0.006, 0]], 0.0009, 8, 6)
    return glowing(drop.moved(*at), FLAME), plain(wick.moved(*at), "201812", 1)


def _pillar(
    rng: Random, radius: float, tall: float, code: str, at: tuple[float, float] = (0.0, 0.0)
) -> tuple[Part, ...]:
    """A candle that burns, its upper part translucent from its own light."""
    (x, z), dip = at, 0.006
    line = [
        (0, 0),
        (radius, 0),
        (radius, 0),
        (radius, tall - 0.003),
        (radius - 0.0015, tall),
        (radius - 0.004, tall - 0.001),
        (radius * 0.5, tall - dip),
        (0, tall - dip),
    ]
    body = lathe(line, 56)
    body = bent(body, lambda points: points * (1 + 0.006 * noise(points, radius * 1.4, rng))[:, None])
    high = np.clip((body.points[:, 1] - tall + 0.045) / 0.045, 0, 1) ** 1.6
    colours = mixed(tone(code), np.clip(tone(code) * np.array([1.25, 1.05, 0.8]) + 0.05, 0, 0.9), high)
    lit = replace(coloured(body, colours), colours=(colours * (1 + 0.3 * high[:, None])).astype(np.float32))
    wax = Part(lit.moved(x, 0, z), satin(0.5, 0.3))
    return (wax, *_flame((x, tall - dip + 0.006, z)))


def candles(rng: Random) -> tuple[Part, ...]:
    """Three pillar candles of different heights, burning."""
    code = pick(rng, WAXES)
    return (
        *_pillar(rng, 0.036, 0.15, code, (-0.035, -0.02)),
        *_pillar(rng, 0.036, 0.1, code, (0.045, -0.01)),
        *_pillar(rng, 0.036, 0.065, code, (0.0, 0.055)),
    )


def candle(rng: Random) -> tuple[Part, ...]:
    """A scented candle burning in a glazed jar with a label."""
    radius, tall = 0.038, 0.074
    wall = [
        (0, 0),
        (radius - 0.002, 0),
        (radius, 0.003),
        (radius, 0.003),
        (radius, tall - 0.001),
        (radius - 0.001, tall),
        (radius - 0.0025, tall - 0.001),
        (radius - 0.003, 0.05),
        (0, 0.05),
    ]
    wax = [(radius - 0.0032, 0.0645), (radius - 0.006, 0.064), (0.01, 0.0632), (0, 0.063)]
    body = lathe(wax, 48)
    near = np.exp(-((np.hypot(body.points[:, 0], body.points[:, 2]) / 0.02) ** 2))[:, None]
    colours = (tone(pick(rng, WAXES)) * (1 + near * np.array([1.0, 0.75, 0.4]))).astype(np.float32)
    turn = np.linspace(-0.75, 0.75, 24)
    rows = [
        np.stack([(radius + 0.0003) * np.sin(turn), np.full(24, y), (radius + 0.0003) * np.cos(turn)], 1)
        for y in np.linspace(0.018, 0.054, 40)
    ]
    label = skin(np.stack(rows).astype(np.float32), closed=False)
    side = np.abs(np.arctan2(label.points[:, 0], label.points[:, 2]))
    lines = ((np.abs(label.points[:, 1] - 0.04) < 0.0014) & (side < 0.4)) | (
        (np.abs(label.points[:, 1] - 0.032) < 0.0008) & (side < 0.25)
    )
    dark, jar = rng.random() < 0.5, pick(rng, ("e9e4da", "6b3a1c", "3a3d3e", "b9a694"))
    paper = Part(
        coloured(label, np.where(lines[:, None], tone("4a4038"), tone("f0ebe0" if dark else "e6ddcc"))),
        matt(),
    )
    return (
        Part(replace(coloured(body, colours), colours=colours), matt()),
        paper,
        plain(lathe(wall, 56), jar, 0.18, 0.55),
        *_flame((0.0, 0.068, 0.0), 0.9),
    )


TERRY = ("f1ece3", "d9c9b6", "b9c4bb", "c7a48f", "8c9aa3", "e7d3cd")


def _terry(mesh: Mesh, rng: Random, code: str, count: int) -> Part:
    """Towelling: the mesh with short loops all over."""
    base = bent(
        mesh,
        lambda points: (
            points
            + (mesh.normals if mesh.normals is not None else 0)
            * (0.0005 * noise(points, 0.006, rng))[:, None]
        ),
    )
    nap = hair(base, rng, count, 0.0032, code, 0.8, 0.0006)
    return Part(joined([coloured(base, tone(code) * 0.85), nap]), matt())


def towels(rng: Random) -> tuple[Part, ...]:
    """Folded towels in a stack."""
    made, high = list[Part](), 0.0
    codes = [pick(rng, TERRY) for _ in range(3)]
    for number, code in enumerate(codes):
        wide, deep, thick = 0.27 - 0.012 * number, 0.19, 0.042
        layers = list[Mesh]()
        for fold in range(3):
            outline = rectangle(wide + float(rng.normal(0, 0.002)), deep - 0.004 * fold, 0.014, 10)
            layer = slab(outline, thick / 3 * 1.12, 0.0066)
            sag = layer.points.copy()
            sag[:, 1] += 0.002 * np.sin(sag[:, 0] * 22 + number) + 0.0015 * np.sin(sag[:, 2] * 31 + fold)
            layers.append(smooth(Mesh(sag, layer.faces)).moved(0, fold * thick / 3, 0.002 * fold))
        pile = joined(layers).moved(float(rng.normal(0, 0.004)), high, 0).turned(float(rng.normal(0, 0.03)))
        made.append(_terry(pile, rng, code, 15000))
        high += thick * 0.98
    return tuple(made)


def rolled_towel(rng: Random) -> tuple[Part, ...]:
    """A rolled towel that lies."""
    turn = np.linspace(0, 2 * np.pi * 3.4, 170)
    radius = 0.012 + 0.04 * turn / turn[-1]
    line = np.stack([0 * turn, 0.052 + radius * np.sin(turn), radius * np.cos(turn)], 1)
    mesh = grounded(strip(line, np.array([1.0, 0, 0]), 0.3, 0.0095)).turned(0.75)
    return (_terry(mesh, rng, pick(rng, TERRY), 30000),)


def perfume(rng: Random) -> tuple[Part, ...]:
    """A perfume flacon of thick glass with a metal cap."""
    body = block(0.058, 0.07, 0.028, 0.005, 0.006)
    neck = lathe([(0, 0.07), (0.01, 0.07), (0.01, 0.078), (0, 0.078)], 32)
    cap = lathe(
        [(0, 0.078), (0.0145, 0.078), (0.0145, 0.078), (0.0145, 0.106), (0.013, 0.108), (0, 0.108)], 40
    )
    gold = pick(rng, ("d3ae6d", "d6d6d4", "1b1b1c"))
    tint = pick(rng, ("e9b98a", "e9b3ad", "d9c36b"))
    lit = np.clip(body.points[:, 1] / 0.07, 0, 1)[:, None]
    liquid = tone(tint) * (0.75 + 0.35 * lit)
    clear = np.clip(liquid * 0.35 + 0.5, 0, 0.9)
    colours = np.where((body.points[:, 1:2] > 0.058) | (body.points[:, 1:2] < 0.006), clear, liquid)
    return (
        Part(coloured(body, colours), satin(0.04, 0.9, coat=1.0)),
        Part(coloured(neck, tone("d6d6d4")), metal()),
        Part(coloured(cap, tone(gold)), metal(gold, 0.15))
        if gold != "1b1b1c"
        else plain(cap, gold, 0.12, 0.6),
    )


def diffuser(rng: Random) -> tuple[Part, ...]:
    """A reed diffuser."""
    line = [
        (0, 0),
        (0.034, 0),
        (0.036, 0.004),
        (0.036, 0.055),
        (0.03, 0.07),
        (0.013, 0.078),
        (0.013, 0.094),
        (0.0115, 0.094),
        (0.0115, 0.078),
        (0.0, 0.074),
    ]
    bottle = lathe([*line[:2], *rounded(line[1:7], 2), *line[7:]], 56)
    collar = lathe([(0.0135, 0.086), (0.0155, 0.086), (0.0155, 0.097), (0.0135, 0.097)], 40)
    reeds = [
        bar(
            [
                [0.006 * np.sin(k), 0.01, 0.006 * np.cos(k)],
                [0.075 * np.sin(k + 3), 0.235, 0.05 * np.cos(k + 3)],
            ],
            0.0015,
            6,
            8,
        )
        for k in range(7)
    ]
    return (
        mottled(bottle, pick(rng, ("5a3a1f", "e9e4da", "8d9a92")), rng, 0.03, 0.03, 0.2, 0.5),
        plain(collar, "b99a68", 0.3),
        mottled(joined(reeds), "cbb084", rng, 0.006, 0.1, 0.8, 0.1),
    )


def soap(rng: Random) -> tuple[Part, ...]:
    """Bars of handmade soap."""
    made = list[Part]()
    for number, (x, y, turn) in enumerate(((0.0, 0.0, 0.1), (0.008, 0.026, -0.25))):
        bar_ = block(0.078, 0.026, 0.052, 0.005, 0.008).turned(turn).moved(x, y, 0)
        made.append(
            mottled(
                bar_,
                ("e6ddc8", "c9b79a", "a9b59c", "d9b3a6")[(number + int(rng.integers(4))) % 4],
                rng,
                0.02,
                0.09,
                0.55,
                0.3,
            )
        )
    return tuple(made)


def blanket(rng: Random) -> tuple[Part, ...]:
    """A folded knitted blanket."""
    code = pick(rng, ("e9e0d0", "c9b6a0", "8d9a90", "b98a7a", "d6d0c6"))
    rows = list[Mesh]()
    for layer in range(3):
        high, wide = 0.018 + layer * 0.032, 0.36 - 0.01 * layer
        for number in range(17):
            x = -wide / 2 + wide * number / 16
            z = np.linspace(-0.13, 0.13, 120)
            sag = 0.004 * np.sin(x * 18 + layer) - 0.008 * (np.abs(x) / 0.18) ** 4
            for half in (-1, 1):
                plait = 0.0036 * np.sin(z * 2 * np.pi / 0.021 + (0 if half > 0 else np.pi))
                y = high + sag + 0.0045 + 0.002 * np.cos(z * 4 * np.pi / 0.021)
                y = y - 0.02 * np.clip((np.abs(z) - 0.112) / 0.018, 0, 1) ** 2
                line = np.stack([x + plait + half * 0.003, y, z], 1)
                rows.append(tube(line.astype(np.float32), 0.0068, 8))
    under = [
        slab(rectangle(0.35 - 0.01 * k, 0.24, 0.02, 8), 0.02, 0.009).moved(0, 0.001 + 0.032 * k, 0)
        for k in range(3)
    ]
    mesh = joined([*rows, *[Mesh(m.points, m.faces, normals=m.normals) for m in under]])
    shade = 1 + 0.07 * noise(mesh.points, 0.02, rng) + 0.05 * noise(mesh.points, 0.003, rng)
    fuzz = hair(mesh, rng, 16000, 0.004, code, 0.9, 0.00025)
    return (Part(joined([coloured(grounded(mesh), tone(code) * shade[:, None]), fuzz]), matt()),)


def lantern(rng: Random) -> tuple[Part, ...]:
    """A lantern of black metal with a candle in it."""
    frame = list[Mesh]()
    for x in (-0.06, 0.06):
        for z in (-0.06, 0.06):
            frame.append(block(0.007, 0.2, 0.007, 0.001).moved(x, 0.012, z))
    frame += [block(0.14, 0.012, 0.14, 0.002), block(0.14, 0.008, 0.14, 0.002).moved(0, 0.21, 0)]
    roof = lathe(
        [(0.094, 0.216), (0.094, 0.219), (0.03, 0.258), (0.02, 0.262), (0.02, 0.275), (0, 0.277)], 4
    ).turned(np.pi / 4)
    roof = Mesh(roof.points, roof.faces)
    loop = tilted(hoop(0.02, 0.0022), np.pi / 2, (1, 0, 0)).moved(0, 0.296, 0)
    black = Part(coloured(joined([*frame, loop]), tone("232323")), satin(0.5, 0.4))
    top = Part(coloured(roof, tone("232323")), satin(0.5, 0.4))
    lit = [Part(part.mesh.moved(0, 0.012, 0), part.bsdf) for part in _pillar(rng, 0.033, 0.1, "efe7d8")]
    return (black, top, *lit)


def watering_can(rng: Random) -> tuple[Part, ...]:
    """A watering can of enamelled metal."""
    code = pick(rng, ("6f8f7d", "d9d4c8", "3f5566", "b9805a"))
    body = lathe(
        [
            (0, 0),
            (0.085, 0),
            (0.088, 0.004),
            (0.08, 0.13),
            (0.06, 0.15),
            (0.058, 0.15),
            (0.077, 0.128),
            (0, 0.12),
        ],
        72,
    )
    spout = tube(
        curve([[0.07, 0.04, 0], [0.13, 0.09, 0], [0.185, 0.165, 0]], 40),
        np.linspace(0.018, 0.0085, 40).astype(np.float32),
        24,
    )
    rose_ = tilted(
        lathe([(0.0085, 0), (0.022, 0.022), (0.0225, 0.024), (0, 0.027)], 32), -0.9, (0, 0, 1)
    ).moved(0.18, 0.16, 0)
    handle = bar([[-0.07, 0.125, 0], [-0.13, 0.15, 0], [-0.135, 0.07, 0], [-0.082, 0.03, 0]], 0.0065)
    top = bar([[0.045, 0.15, 0], [0.03, 0.205, 0], [-0.03, 0.205, 0], [-0.05, 0.15, 0]], 0.0065)
    return (mottled(joined([body, spout, rose_, handle, top]), code, rng, 0.05, 0.04, 0.3, 0.5),)


LIVING: Mapping[str, Model] = {
    "candle": Model(candle, 0.105, 0.078, lies=True),
    "candles": Model(candles, 0.18, 0.16),
    "towels": Model(towels, 0.126, 0.28, lies=True),
    "rolled towel": Model(rolled_towel, 0.11, 0.3, lies=True),
    "perfume": Model(perfume, 0.108, 0.058, lies=True),
    "diffuser": Model(diffuser, 0.24, 0.15),
    "soap": Model(soap, 0.052, 0.09, lies=True),
    "blanket": Model(blanket, 0.12, 0.38, lies=True),
    "lantern": Model(lantern, 0.32, 0.14),
    "watering can": Model(watering_can, 0.21, 0.35),
}
"""What stands about in rooms."""
