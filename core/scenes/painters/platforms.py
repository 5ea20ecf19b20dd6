"""A railway platform: a train standing at its edge, the roof on its columns, lamps in a row."""

import numpy as np

from core.scenes.painters.forecourts import COOL, Court, damp_of, finished, paved
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.frontage import Face, Patch, Style, upright
from core.scenes.parts.fronts import courses, slab, walled
from core.scenes.parts.glazing import Glazing, behind_glass
from core.scenes.parts.paved import Paving
from core.scenes.parts.perspective import ground_plane
from core.scenes.parts.roadside import person
from core.scenes.parts.soils import linear
from core.scenes.spec import SceneSpec

COACH = Glazing(bay=1.9, storey=3.6, wide=12, deep=2.6, lit=2.0, power=0.9, mirror=0.22, blinds=0.0)


def platform(spec: SceneSpec, view: View) -> Painting:
    """The platform, the train on one side, the station's wall or open tracks on the other."""
    court, rng = Court(spec, view), stream(spec, "platform")
    court.evening = max(court.evening, 0.25)
    side = float(rng.choice([-1, 1]))
    code = str(rng.choice(["b8322c", "2f5fa0", "3c6e58", "c9a23a"]))
    edge, wall, end = 3.3, -6.0, court.focus + 95.0
    train = upright(
        (side * (edge + 0.15), 2.0),
        (side * (edge + 0.15), end - 10),
        _train(code),
        (-0.4, 3.3),
        court.seed("train"),
    )
    roofed = Face(
        origin=(min(side * wall, side * (edge - 0.4)), 4.3, 1.0),
        along=(1.0, 0.0, 0.0),
        rise=(0.0, 0.0, 1.0),
        size=(edge - 0.4 - wall, end),
        style=_roof,
        seed=court.seed("roof"),
    )
    brick = walled(courses(spec.colours.wall or "8d5a48", (0.25, 0.08), "a2968a", 0.006))
    back = upright((side * wall, 2.0), (side * wall, end), brick, (0, 4.4), court.seed("wall"))
    court.faces.append((60.0, [train, back, roofed]))
    for away in np.arange(court.focus + 62.0, court.focus + 2.0, -9.0).tolist():
        x = side * -1.6
        court.faces.append(
            (
                away,
                [
                    upright((x - 0.14, away), (x + 0.14, away), slab("4a5258", 0.4, COOL * 0.12), (0, 4.3)),
                    upright((x - 1.5, away), (x + 1.5, away), slab("3e464c", 0.3), (4.05, 4.25)),
                ],
            )
        )
        if court.evening > 0.3:
            court.glowing(side * -2.8, 4.0, away, COOL, 9 * court.evening)
            court.glowing(side * 0.6, 4.0, away, COOL, 9 * court.evening)
    if "people" in spec.props:
        for _ in range(7):
            away = court.focus + float(rng.uniform(7, 30))
            person(rng, court.standing, court.day, (side * float(rng.uniform(-4.5, 2.6)), away))
    court.standing_away = court.focus + 15.0
    damp = damp_of(spec)
    return finished(
        court, _lined(court, paved(court, damp), side, edge), float(rng.uniform(0.2, 0.5)), damp, 1.05
    )


def _train(code: str) -> Style:
    """Coaches with a band of windows, doors, a stripe in the line's colour."""

    def style(patch: Patch) -> tuple[Array, None]:
        v = patch.v - 0.4
        body = patch.lit(linear("d9dbdc") * (1 - 0.06 * np.cos(6.28 * v / 3.0))[..., None], 0.6)
        stripe = patch.inside(0.42 - np.abs(v - 0.55))[..., None]
        light = body * (1 - stripe) + patch.lit(linear(code), 0.6) * stripe
        x = patch.u % 22.0
        door = patch.inside(0.75 - np.abs(x % 11.0 - 3.0))
        pane = (
            patch.inside(0.48 - np.abs(v - 1.65))
            * patch.inside(0.8 - np.abs(patch.u % 1.9 - 0.95))
            * (1 - door)
        )
        light = light * (1 - door[..., None]) + patch.lit(linear(code) * 0.8, 0.5) * door[..., None]
        pane = np.maximum(
            pane, door * patch.inside(0.62 - np.abs(x % 11.0 - 3.0)) * patch.inside(0.6 - np.abs(v - 1.5))
        )
        glass = behind_glass(patch, COACH)
        light = light * (1 - pane[..., None]) + glass * pane[..., None]
        gap = patch.line(np.minimum(x, 22.0 - x), 0.25)[..., None]
        light = light * (1 - gap) + 0.02 * gap
        under = patch.inside(0.05 - v)[..., None]
        return f32(light * (1 - under) + 0.01 * under), None

    return style


def _roof(patch: Patch) -> tuple[Array, None]:
    """The roof from below: boards on beams, rows of lamps."""
    board = 0.9 + 0.16 * patch.chance(91, np.floor(patch.u / 0.16))
    beam = ramp(0.5 - np.abs(patch.v / 4.5 % 1 - 0.5), 0.0, 0.03)
    own = linear("8c8173") * (board * (0.5 + 0.5 * beam))[..., None]
    light = own * (0.3 * patch.day.sky + np.float32(0.35 * patch.evening) * COOL)
    lamp = patch.line((0.5 - np.abs(patch.u / 3.4 % 1 - 0.5)) * 3.4, 0.07)
    lamp = lamp * ramp(0.5 - np.abs(patch.v / 4.5 % 1 - 0.5), 0.2, 0.23)
    return f32(light + (lamp * (0.5 + 3 * patch.evening))[..., None] * COOL), None


def _lined(court: Court, paving: Paving, side: float, edge: float) -> Paving:
    """The platform's edge: a white line, a strip of studs, the dark of the tracks beyond."""
    lens = court.lens
    plane = ground_plane(lens, paving.first)
    across = side * plane.lateral[None] * plane.metre[:, None]
    wide = plane.grain[0][:, None] + 0.01
    line = np.exp(-(((across - edge + 0.75) / (0.07 + wide)) ** 2))[..., None]
    studs = ramp(across, edge - 1.45 - wide, edge - 1.45 + wide) * ramp(edge - 0.95 - across, -wide, wide)
    tone = paving.tone * (1 - 0.85 * line) + linear("efece4") * 0.85 * line
    share = 0.75 * studs[..., None]
    tone = tone * (1 - share) + linear("d3c9b0") * 0.9 * share
    gone = ramp(across, edge - wide, edge + wide)
    return Paving(
        paving.first, f32(tone * (1 - 0.95 * gone)[..., None]), paving.slope, f32(paving.damp * (1 - gone))
    )
