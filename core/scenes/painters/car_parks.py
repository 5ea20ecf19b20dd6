"""Car parks: under ground between columns and tubes of light, and in the open with lamps and far trees."""

from dataclasses import replace

import numpy as np

from core.scenes.painters.fields import foliage_of
from core.scenes.painters.forecourts import WARM, Court, damp_of, finished, paved
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.distance import hazed, trees
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.frontage import Face, Patch, Style, upright
from core.scenes.parts.fronts import plaster, punched, sheet_metal, walled, worn
from core.scenes.parts.glazing import Glazing
from core.scenes.parts.outdoors import Day
from core.scenes.parts.paved import Paving
from core.scenes.parts.perspective import ground_plane
from core.scenes.parts.roadside import car, lamp_post
from core.scenes.parts.soils import linear
from core.scenes.spec import SceneSpec

BAY = 2.5
"""Metres from line to line of a parking space."""
TUBE = linear("eaf2f6")
HIGH = 2.75
"""Metres of the ceiling under ground."""


def car_park(spec: SceneSpec, view: View) -> Painting:
    """An underground car park: columns with coloured bands, tubes of light, painted bays."""
    court, rng = Court(spec, view), stream(spec, "car park")
    court.day, court.evening = _artificial(court.day), 1.0
    code = str(rng.choice(["e0b428", "2f6fb0", "c8402f", "3f8f5a"]))
    end = court.focus + 34.0
    wall = [
        upright((-30.0, end), (30.0, end), _concrete(code, 0.75), (0, HIGH), court.seed("end")),
        upright((-13.0, 1.0), (-13.0, end), _concrete(code, 0.6), (0, HIGH), court.seed("left")),
        upright((13.0, 1.0), (13.0, end), _concrete(code, 0.6), (0, HIGH), court.seed("right")),
    ]
    ceiling = Face(
        origin=(-13.0, HIGH, 0.5),
        along=(1.0, 0.0, 0.0),
        rise=(0.0, 0.0, 1.0),
        size=(26.0, end),
        style=_ceiling(float(rng.uniform(0, 2))),
        seed=court.seed("ceiling"),
    )
    court.faces.append((end, [*wall, ceiling]))
    for away in np.arange(end - 3.0, court.focus + 1.2, -6.5).tolist():
        columns = [face for x in (-9.2, -3.9, 3.9, 9.2) for face in _column(x, away, code)]
        court.faces.append((away, columns))
        if rng.random() < 0.8 and away > court.focus + 8:
            for across in (-6.6, 6.6):
                if rng.random() < 0.6:
                    court.lamps += car(rng, court.standing, court.day, (across, away - 1.0), across > 0, 0.0)
    court.standing_away = court.focus + 16.0
    damp = max(0.25, damp_of(spec))
    return finished(court, _bays(court, paved(court, damp), (-3.6, 3.6), "e8e6de"), 0.0, damp, 0.8)


def _artificial(day: Day) -> Day:
    """The light of tubes in place of that of day."""
    return replace(
        day,
        sun=f32(1e-4 * TUBE),
        sky=f32(0.42 * TUBE),
        horizon=f32(0.3 * TUBE),
        middle=f32(0.3 * TUBE),
        zenith=f32(0.2 * TUBE),
        air=0.3,
        time="night",
    )


def _concrete(code: str, light: float) -> Style:
    """A concrete wall with the marks of its boards and a painted band."""

    def style(patch: Patch) -> tuple[Array, None]:
        row = np.floor(patch.v / 1.35)
        own = 1 + 0.08 * worn(patch, 1.7, 12) + 0.08 * (patch.chance(51, np.floor(patch.u / 2.6), row) - 0.5)
        tone = linear("a8a6a1") * own[..., None]
        band = (patch.inside(0.14 - np.abs(patch.v - 1.15)))[..., None]
        tone = tone * (1 - band) + linear(code) * band
        top = light * (0.75 + 0.5 * np.clip(patch.v / HIGH, 0, 1))
        pools = 0.8 + 0.35 * np.cos(2 * np.pi * patch.u / 6.5)
        return f32(tone * TUBE * (top * pools)[..., None]), None

    return style


def _column(x: float, z: float, code: str) -> list[Face]:
    """A square column: its front, the sides that are seen, a painted band at its foot."""
    half, side = 0.28, 0.28 if x < 0 else -0.28

    def paint(light: float) -> Style:
        def style(patch: Patch) -> tuple[Array, None]:
            own = 1 + 0.06 * worn(patch, 1.7, 20)
            band = patch.inside(1.3 - patch.v)[..., None]
            black = patch.inside(0.22 - patch.v)[..., None]
            tone = linear("b4b2ad") * (1 - band) + linear(code) * band
            tone = tone * (1 - black) + linear("2a2a2c") * black
            fall = light * (0.6 + 0.5 * patch.v / HIGH)
            return f32(tone * TUBE * (own * fall)[..., None]), None

        return style

    return [
        upright((x + side, z), (x + side, z + 0.56), paint(0.62), (0, HIGH)),
        upright((x - half, z), (x + half, z), paint(0.42), (0, HIGH)),
    ]


def _ceiling(shift: float) -> Style:
    """A ceiling of concrete with beams across, pipes and rows of tubes along it."""

    def style(patch: Patch) -> tuple[Array, None]:
        beam = ramp(0.5 - np.abs(patch.v / 6.5 % 1 - 0.5), 0.0, 0.05)
        tone = 0.3 + 0.1 * beam + 0.02 * worn(patch, 1.7, 8)
        light = linear("a4a29d") * TUBE * tone[..., None]
        for pipe in (2.0, 2.4, 23.5):
            light = light * (1 - 0.5 * patch.line(patch.u - pipe, 0.08))[..., None]
        for row in (7.5, 13.0 + 0.2 * shift, 18.5):
            tube = patch.line(patch.u - row, 0.09) * ramp(
                0.5 - np.abs((patch.v + shift) / 3.2 % 1 - 0.5), 0.1, 0.13
            )
            glow = np.exp(-np.abs(patch.u - row) / 1.1) * 0.35
            light = light + (tube * 4.5 + glow * 0.5)[..., None] * TUBE
        return f32(light), None

    return style


def _bays(court: Court, paving: Paving, lane: tuple[float, float], code: str) -> Paving:
    """Painted lines between parking spaces beyond the ``lane`` (metres left and right), and along it."""
    lens = court.lens
    plane = ground_plane(lens, paving.first)
    across = plane.lateral[None] * plane.metre[:, None]
    away = (plane.metre * lens.focal)[:, None]
    wide, deep = plane.grain[0][:, None] + 1e-3, plane.grain[1][:, None] + 1e-3
    line = (
        np.exp(-((((0.5 - np.abs(away / BAY % 1 - 0.5)) * BAY) / (0.055 + deep)) ** 2))
        * 0.055
        / (0.055 + deep)
    )
    fade = np.clip(1.5 - deep / 0.5, 0, 1)
    aside = ramp(np.maximum(lane[0] - across, across - lane[1]), 0.0, 0.05) * (
        np.maximum(lane[0] - across, across - lane[1]) < 5.0
    )
    paint = 1.4 * line * aside * fade
    for edge in lane:
        paint = np.maximum(paint, np.exp(-(((across - edge) / (0.05 + wide)) ** 2)) * 0.05 / (0.05 + wide))
    worn_off = np.clip(
        0.9 + 0.5 * (paving.tone.mean(axis=2) / max(float(paving.tone.mean()), 1e-3) - 1), 0.4, 1
    )
    share = (np.clip(paint, 0, 1) * 0.8 * worn_off)[..., None]
    tone = paving.tone * (1 - share) + linear(code) * 0.8 * share
    return Paving(paving.first, f32(tone), paving.slope, paving.damp)


def parking_lot(spec: SceneSpec, view: View) -> Painting:
    """A wide open car park: painted bays, lamps, trees and a long low building at its far end."""
    court, rng = Court(spec, view), stream(spec, "lot")
    far = court.focus + float(rng.uniform(45, 70))
    style = (
        walled(sheet_metal(str(rng.choice(["b4b9bd", "8f989f", "c9c7c1"]))))
        if rng.random() < 0.5
        else punched(plaster(str(rng.choice(["c2bdb3", "a9a49a"]))), Glazing(bay=3.0, storey=3.6, lit=0.4))
    )
    side = float(rng.choice([-1, 1]))
    ends = (side * -6.0, side * 60.0)
    tall = float(rng.uniform(6, 9))
    court.faces.append(
        (far, [upright((ends[0], far), (ends[1], far + 4.0), style, (0, tall), court.seed("hall"))])
    )
    _far_trees(court, far)
    court.standing_away = court.focus + 18.0
    for away in (court.focus + 34.0, court.focus + 19.0):
        for across in (-0.26 * away, 0.24 * away):
            post = (float(across), away)
            court.lamps.append(lamp_post(court.standing, court.day, post, 7.0, court.evening, WARM))
    if "cars" in spec.props:
        for across in (-0.3, -0.2, 0.22, 0.32):
            away = court.focus + float(rng.uniform(20, 32))
            at = (across * away, away)
            court.lamps += car(rng, court.standing, court.day, at, across > 0, court.evening)
    damp = damp_of(spec)
    paving = _bays(court, paved(court, damp), (-4.2, 4.2), "e9e7df")
    return finished(court, paving, float(rng.uniform(0.2, 0.6)), damp, 1.02)


def _far_trees(court: Court, away: float) -> None:
    """A row of trees at the lot's far end."""
    back = court.back
    unit = back.focal / away
    layer = trees(
        stream(court.spec, "far trees"),
        (back.height, back.width),
        back.row(away),
        (5 * unit, 10 * unit),
        26,
        foliage_of(court.spec, "far leaves", 0.004),
        court.day,
    )
    court.faces.append((away - 2.0, hazed(layer, court.day, 0.15)))
