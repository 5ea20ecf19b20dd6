"""A bridge that one stands on: of steel over a town's river, or an old one of stone in the country."""

from itertools import pairwise

import numpy as np

from core.scenes.painters.fields import foliage_of
from core.scenes.painters.forecourts import EVENING, WARM, Court, damp_of, paved
from core.scenes.painting import Painting, View
from core.scenes.parts.assemble import Outdoors, as_painting, assemble
from core.scenes.parts.bokeh import Lamp, uneven
from core.scenes.parts.canvas import Array, Random, stream
from core.scenes.parts.distance import hazed, trees
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.frontage import Face, drawn, upright
from core.scenes.parts.fronts import courses, slab, walled
from core.scenes.parts.outdoors import sky
from core.scenes.parts.paved import Paving, tint_of
from core.scenes.parts.roadside import lamp_post
from core.scenes.parts.skylines import skyline
from core.scenes.parts.soils import linear
from core.scenes.spec import SceneSpec, since

FAR = 70.0
"""Metres to the bridge's far end."""


def bridge(spec: SceneSpec, view: View) -> Painting:
    """The view along the bridge: its parapets run away at both sides."""
    court, rng = Court(spec, view), stream(spec, "bridge")
    lens, back, day = court.lens, court.back, court.day
    evening = EVENING.get(spec.light.time, 0.0)
    heaven = sky(spec, day, back.height, back.width, back.vanish, float(rng.uniform(0.15, 0.5)))
    old = (spec.materials.wall or "steel") == "stone wall"
    lamps: list[Lamp] = []
    if (old or "trees" in spec.props) and "skyline" not in spec.props:
        scenery = _wooded(court, rng, heaven)
    else:
        high = float(rng.uniform(12, 20))
        lowest, many = back.row(20.0, 1.1), 260 if since(spec, 7) else 60
        scenery, lamps = skyline(
            stream(spec, "skyline"), back, day, evening, high, heaven, lowest, 190.0, many
        )
    half = float(rng.uniform(2.6, 3.2)) if old else float(rng.uniform(2.9, 3.6))
    layers: list[tuple[Array, float]] = []
    bounds = (FAR, 30.0, 17.0, court.focus + 1.0, 1.0)
    for far, near in pairwise(bounds):
        faces = _stone(spec, half, near, far) if old else _steel(rng, half, near, far)
        middle = 0.5 * (min(far, 2.2 * near) + near) if near > 2 else court.focus
        layers.append((drawn(back, day, evening, faces), back.disc(middle)))
    for away in (46.0, 30.0, court.focus + 9.0):
        for side in (-1, 1) if "lamps" in spec.props or (not old and evening > 0.2) else ():
            at = (side * (half + 0.1), away)
            lamps.append(lamp_post(court.standing, day, at, 4.2, evening, WARM))
    layers.insert(2, (court.standing.layer(), back.disc(30.0)))
    damp = damp_of(spec)
    place = Outdoors(
        scenery=scenery,
        far=300.0,
        layers=layers,
        lamps=uneven(lamps, stream(spec, "uneven")) if since(spec, 7) else lamps,
        melts=(FAR * 1.3, FAR),
        evening=evening,
        damp=damp,
        exposure=1.0 if evening < 0.5 else 1.25,
    )
    light = assemble(lens, place, paved(court, damp), lambda p: _deck_light(court, p, half, evening))
    return as_painting(lens, place, light, tint_of(day, WARM, 0.4 * evening))


def _wooded(court: Court, rng: Random, heaven: Array) -> Array:
    """Wooded banks to both sides, the river's bend between them."""
    spec, back, day = court.spec, court.back, court.day
    shape = back.height, back.width
    made = heaven
    for name, away, tall, count in (("far", 0.0, (0.05, 0.12), 80), ("banks", 0.03, (0.2, 0.42), 26)):
        foliage = foliage_of(spec, f"{name} leaves", 0.0045, 0.05)
        layer = hazed(
            trees(stream(spec, name), shape, back.vanish + 0.012 + away, tall, count, foliage, day),
            day,
            0.5 - 8 * away,
        )
        made = made * (1 - layer[..., 3:]) + layer[..., :3]
    below = ramp(back.rows, back.vanish + 0.02, back.vanish + 0.035)[:, None, None]
    water = 0.35 * made[::-1].mean(axis=0, keepdims=True) + 0.15 * day.horizon
    return f32(made * (1 - below) + water * below)


def _stone(spec: SceneSpec, half: float, near: float, far: float) -> list[Face]:
    """Parapets of cut stone, 1 m high and 0.4 m thick, between ``near`` and ``far`` metres."""
    wall = walled(courses(spec.colours.wall or "a39a8c", (0.62, 0.3), "7d766c", 0.012), open_=0.7)
    faces: list[Face] = []
    for side in (-1, 1):
        x = side * half
        faces.append(upright((x, near), (x, far), wall, (0, 0.95), (*spec.stream("stone"), side + 1)))
        left = x if side > 0 else x - 0.45
        faces.append(
            Face(
                origin=(left - 0.05, 0.95, near),
                along=(1.0, 0.0, 0.0),
                rise=(0.0, 0.0, 1.0),
                size=(0.5, far - near),
                style=walled(courses("b5ac9e", (0.9, 1.1), "857e74", 0.01), open_=1.0),
                seed=spec.stream("cap"),
            ),
        )
        faces.append(upright((x, near), (x, far), slab("b9b0a2", 0.8), (0.9, 1.02)))
    return faces


def _steel(rng: Random, half: float, near: float, far: float) -> list[Face]:
    """Railings of steel on kerbs, with posts; cables hang over them from a pylon."""
    faces: list[Face] = []
    tone = "4c5258"
    for side in (-1, 1):
        x = side * half
        faces.append(upright((x, near), (x, far), slab("8f8d89", 0.7), (0, 0.16)))
        for up in (0.3, 0.48, 0.66, 0.84):
            faces.append(upright((x, near), (x, far), slab(tone, 0.7), (up, up + 0.025)))
        faces.append(upright((x, near), (x, far), slab(tone, 0.9), (1.04, 1.12)))
        for away in np.arange(np.ceil(near / 2.0) * 2.0, far, 2.0).tolist():
            faces.append(upright((x - 0.05, away), (x + 0.05, away), slab(tone, 0.6), (0, 1.08)))
    if far == FAR:
        for side in (-1, 1):
            x = side * (half + 0.6)
            faces.append(upright((x - 0.7, 62.0), (x + 0.7, 62.0), slab("6a7076", 0.6), (0, 26.0)))
        faces.append(upright((-half - 1.3, 62.0), (half + 1.3, 62.0), slab("6a7076", 0.6), (15.0, 16.6)))
        faces.append(upright((-half - 1.3, 62.0), (half + 1.3, 62.0), slab("6a7076", 0.6), (24.0, 26.0)))
    return faces


def _deck_light(court: Court, paving: Paving, half: float, evening: float) -> Array:
    """The deck in the sun and under lamps, darker along its parapets; the ground beyond them is left dark."""
    day, lens = court.day, court.lens
    rows = lens.rows[paving.first :]
    metre = (lens.up / np.maximum(rows - lens.vanish, 0.004))[:, None]
    across = lens.columns[None] * metre
    close = 1 - 0.45 * np.exp(-np.clip(half - np.abs(across), 0, None) / 0.35)
    light = day.lit(f32(max(day.toward[1], 0.15) * close), f32(0.8 * close))
    if evening:
        home = lens.focus
        pool = np.exp(-((across / 3.2) ** 2) - ((metre * lens.focal / home - 1) / 0.5) ** 2)
        light = light + (evening * (0.2 + 0.55 * pool))[..., None] * linear("ffe3c6")
    return paving.under(light.astype(np.float32), day.toward, day.hard)
