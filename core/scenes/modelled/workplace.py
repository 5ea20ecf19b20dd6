"""What lies on a desk or a workbench: paper, tools, devices."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled.finish import glass, satin
from core.scenes.modelled.making import (
    bar,
    block,
    hoop,
    metallic,
    pick,
    plain,
    put,
    rod,
    settled,
    upright,
    wooden,
)
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import (
    ball,
    coloured,
    curve,
    joined,
    lathe,
    mixed,
    noise,
    rounded,
    slab,
    tilted,
    tone,
    tube,
)
from core.scenes.parts.canvas import Random

PAPER = "f1ecdf"


def compass(rng: Random) -> tuple[Part, ...]:
    """A brass compass, open, its lid leant back."""
    brass = "c9a04e"
    case = lathe(
        [
            *rounded([(0, 0), (0.03, 0), (0.033, 0.003), (0.033, 0.012), (0.031, 0.014), (0.029, 0.013)], 1),
            (0.029, 0.0105),
            (0, 0.0105),
        ],
        72,
    )
    face = lathe([(0, 0.0106), (0.0285, 0.0106), (0.0285, 0.0112), (0, 0.0112)], 48)
    turn = float(rng.uniform(0, 6))
    marks = [
        block(0.0009 if n % 3 else 0.0016, 0.0003, 0.004, 0.0001)
        .moved(0, 0.0112, 0.0245)
        .turned(n * np.pi / 6)
        for n in range(12)
    ]
    half = np.array([(0.0028, 0), (0, 0.022), (-0.0028, 0)])
    north, south = (
        slab(half * np.array([1, sign]), 0.0006, 0.0001).moved(0, 0.0122, 0).turned(turn) for sign in (1, -1)
    )
    pane = lathe([(0, 0.0132), (0.0288, 0.0132), (0.0288, 0.0137), (0, 0.0137)], 48)
    lid = lathe(rounded([(0, 0), (0.031, 0), (0.033, 0.003), (0.032, 0.007), (0.0, 0.01)], 1), 72)
    lid = tilted(lid.moved(0, 0, 0.033), -1.95, (1, 0, 0)).moved(0, 0.012, -0.034)
    ring = upright(hoop(0.007, 0.0013, 32)).moved(0, 0.0, 0.041)
    return settled(
        (
            metallic(joined([case, lid, ring]), brass, 0.2),
            plain(face, "f0e8d4", 0.6),
            plain(joined([*marks, south]), "1c1c1c", 0.4),
            plain(north, "b82a24", 0.3),
            Part(pane, glass()),
        )
    )


def globe(rng: Random) -> tuple[Part, ...]:
    """A globe in old colours, leaning on its wooden foot."""
    made = ball((0.125, 0.125, 0.125), 150, 220)
    land = noise(made.points, 0.17, rng, 5)
    y = made.points[:, 1] / 0.125
    shade = mixed(tone("7f9aa0"), tone("d2b27a"), np.clip((land - 0.25) / 0.06, 0, 1))
    shade = shade * (1 - 0.45 * np.exp(-(((land - 0.25) / 0.04) ** 2)))[:, None]
    around = np.arctan2(made.points[:, 2], made.points[:, 0])
    lines = np.exp(-((np.abs(((around / (np.pi / 12)) % 1) - 0.5) / 0.035) ** 2)) + np.exp(
        -((np.abs((np.arcsin(np.clip(y, -1, 1)) / (np.pi / 12)) % 1 - 0.5) / 0.035) ** 2)
    )
    shade = shade * (1 - 0.14 * np.clip(lines, 0, 1))[:, None]
    t = np.linspace(-np.pi / 2, np.pi / 2, 50)
    arc = tube(np.stack([-0.136 * np.cos(t), 0.136 * np.sin(t), 0 * t], 1).astype(np.float32), 0.004, 12)
    pins = rod((0, -0.14, 0), (0, 0.14, 0), 0.003)
    leant = put(
        (
            Part(coloured(made, shade), satin(0.3, 0.45, coat=0.4)),
            metallic(joined([arc, pins]), "c4a052", 0.22),
        ),
        lambda mesh: tilted(mesh, -0.41, (0, 0, 1)).moved(0, 0.225, 0),
    )
    foot = lathe(
        rounded(
            [
                (0, 0),
                (0.085, 0),
                (0.09, 0.006),
                (0.075, 0.02),
                (0.025, 0.03),
                (0.013, 0.05),
                (0.012, 0.07),
                (0.016, 0.085),
                (0.0, 0.09),
            ],
            2,
        ),
        56,
    )
    return settled((*leant, wooden(foot, "walnut", rng, along="y")))


def tools(rng: Random) -> tuple[Part, ...]:
    """A hammer, a spanner and a screwdriver that lie side by side."""
    handle = tube(
        curve([(0, 0.016, 0.14), (0, 0.016, 0.05), (0, 0.016, -0.1)], 40),
        np.interp(np.linspace(0, 1, 40), [0, 0.2, 0.6, 1], [0.016, 0.017, 0.011, 0.011]).astype(np.float32),
        20,
    )
    face = tilted(
        lathe(
            [
                (0, -0.05),
                (0.013, -0.05),
                (0.015, -0.046),
                (0.015, -0.03),
                (0.0115, -0.02),
                (0.0125, 0.012),
                (0.0, 0.012),
            ],
            32,
        ),
        np.pi / 2,
        (0, 0, 1),
    ).moved(0, 0.016, -0.11)
    claw = bar(
        [(-0.005, 0.016, -0.11), (-0.035, 0.018, -0.11), (-0.06, 0.014, -0.1), (-0.075, 0.008, -0.085)],
        0.009,
        24,
    )
    hammer = put(
        (wooden(handle, "oak", rng, along="z"), metallic(joined([face, claw]), "8a8c8e", 0.3)),
        lambda mesh: mesh.turned(0.3).moved(-0.07, 0, 0),
    )
    shank = block(0.017, 0.007, 0.16, 0.002, 0.003)
    rings = [hoop(0.0155, 0.0045, 40).moved(0, -0.0005, z) for z in (-0.092,)]
    jaw = [block(0.011, 0.009, 0.026, 0.002).moved(x, 0, 0.092) for x in (-0.012, 0.012)] + [
        block(0.034, 0.009, 0.014, 0.002).moved(0, 0, 0.078)
    ]
    spanner = put(
        (metallic(joined([shank, *rings, *jaw]), "c4c6c8", 0.22),),
        lambda mesh: mesh.turned(-0.2).moved(0.03, 0, 0.01),
    )
    grip = tilted(
        lathe(rounded([(0, 0), (0.014, 0), (0.0155, 0.01), (0.0155, 0.07), (0.011, 0.09), (0, 0.095)], 2), 8),
        np.pi / 2,
        (1, 0, 0),
    )
    blade = rod((0, 0, 0.09), (0, 0, 0.22), 0.0035)
    driver = put(
        (plain(grip, pick(rng, ("b8322a", "e0a82c", "2f5f8f")), 0.25, 0.5), metallic(blade, "b8babc", 0.2)),
        lambda mesh: mesh.moved(0, 0.0158, -0.1).turned(0.12).moved(0.1, 0, 0),
    )
    return settled((*hammer, *spanner, *driver))


def brushes(rng: Random) -> tuple[Part, ...]:
    """Paint brushes in a glass jar, their bristles up."""
    jar = lathe(
        [
            (0, 0),
            (0.034, 0),
            (0.038, 0.004),
            (0.038, 0.085),
            (0.034, 0.094),
            (0.034, 0.104),
            (0.0325, 0.104),
            (0.0325, 0.094),
            (0.0362, 0.085),
            (0.0362, 0.006),
            (0, 0.004),
        ],
        56,
    )
    parts: list[Part] = [Part(jar, glass())]
    for number in range(7):
        turn, long = number * 0.9 + float(rng.uniform(0, 0.4)), float(rng.uniform(0.17, 0.22))
        lean, thick = float(rng.uniform(0.1, 0.24)), float(rng.uniform(0.0028, 0.0045))
        stick = lathe(
            [(0, 0), (thick * 0.6, 0.001), (thick, long * 0.6), (thick * 0.8, long * 0.85), (0, long * 0.85)],
            16,
        )
        sleeve = lathe([(0, long * 0.84), (thick * 0.95, long * 0.84), (thick * 1.25, long), (0, long)], 20)
        hair = lathe(
            [
                (0, long - 0.001),
                (thick * 1.2, long),
                (thick * 1.5, long + 0.012),
                (thick * 0.9, long + 0.026),
                (0, long + 0.032),
            ],
            24,
        )
        tip = pick(rng, ("3a2a1c", "c9a87a", "2f5f8f", "b8433a"))
        one = (
            plain(stick, pick(rng, ("8a3a24", "1c1c1c", "c9a06a", "2f4a6a")), 0.2, 0.5, coat=0.6),
            metallic(sleeve, "d0d0d0", 0.2),
            plain(hair, tip, 0.8),
        )
        parts += put(
            one,
            lambda mesh, lean=lean, turn=turn: tilted(
                mesh.moved(0, 0.006, 0), lean, (np.sin(turn), 0, np.cos(turn))
            ).moved(0.012 * np.cos(turn), 0, -0.012 * np.sin(turn)),
        )
    return settled(parts)


WORKPLACE: Mapping[str, Model] = {
    "compass": Model(compass, 0.081, 0.11, lies=True),
    "globe": Model(globe, 0.37, 0.27),
    "tools": Model(tools, 0.034, 0.38, lies=True),
    "paint brushes": Model(brushes, 0.26, 0.085),
}
"""By name."""
