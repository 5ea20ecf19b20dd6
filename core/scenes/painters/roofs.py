"""A roof terrace over the town, and an alley between brick walls."""

import numpy as np

from core.scenes.painting import Painting, View
from core.scenes.parts.assemble import Outdoors, as_painting, assemble, coarse, first_row
from core.scenes.parts.bokeh import Lamp, uneven
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, rgb, stream
from core.scenes.parts.crowns import plant_crown
from core.scenes.parts.floats import f32, ramp, three
from core.scenes.parts.houses import NEW
from core.scenes.parts.outdoors import Day, day_of, sky
from core.scenes.parts.paved import Paving, pave, tint_of
from core.scenes.parts.perspective import Lens, lens_of
from core.scenes.parts.renewed import is_renewed
from core.scenes.parts.sheets import Sheet
from core.scenes.parts.skylines import skyline
from core.scenes.spec import SceneSpec, is_latest, since

EVENING = {"night": 1.0, "dusk": 0.7, "sunset": 0.3, "golden": 0.05}
BULBS = to_linear(rgb("ffc07a"))


def rooftop(spec: SceneSpec, view: View) -> Painting:
    """A terrace with a parapet, the town's towers in the haze beyond."""
    rng, day = stream(spec, "roof"), day_of(spec)
    lens = lens_of(spec, view, focal=1.9, axis=float(rng.uniform(-0.2, 0.2)))
    back, evening = coarse(lens), EVENING.get(spec.light.time, 0.0)
    edge = lens.focus * float(rng.uniform(1.6, 2.1))
    heaven = sky(spec, day, back.height, back.width, back.vanish, float(rng.uniform(0.15, 0.75)))
    # In the light of a low sun, towers are against it: in the shade, as dim as the sky half way up.
    low = (0.42 * day.horizon + 0.3 * day.middle) * np.array([0.85, 0.9, 1.1], np.float32)
    pale = low if is_latest(spec) else day.horizon * 0.72 + day.middle * 0.16
    if since(spec, 7):
        high = float(stream(spec, "storeys").uniform(34, 60))
        lowest = back.row(edge, 1.1)
        scenery, lamps = skyline(stream(spec, "skyline"), back, day, evening, high, heaven, lowest, 130.0)
    else:
        scenery, lamps = _towers(stream(spec, "towers"), day, back, heaven, evening, pale)
    wall, bulbs = _parapet(spec, back, day, edge, evening)
    place = Outdoors(
        scenery=scenery,
        far=500.0,
        layers=[(wall, back.disc(edge))],
        lamps=[*uneven(lamps, stream(spec, "uneven")), *bulbs] if is_renewed(spec) else [*lamps, *bulbs],
        melts=(edge * 1.5, edge * 1.3),
        evening=evening,
        polish=0.35,
        exposure=1.0 if evening < 0.5 else 1.2,
    )
    paving = pave(spec, lens, spec.materials.ground or "slabs", first_row(lens), 0.0, spec.colours.ground)
    light = assemble(lens, place, paving, lambda p: _terrace_light(lens, day, p, edge, evening))
    return as_painting(lens, place, light, tint_of(day, BULBS, 0.4 * evening), far=lens.row(edge))


def _towers(
    rng: Random, day: Day, lens: Lens, heaven: Array, evening: float, air_of: Array
) -> tuple[Array, list[Lamp]]:
    """Layers of towers before the sky, far ones as pale as the air ``air_of``, with windows; and some of
    their lit windows."""
    made, lamps = heaven.copy(), list[Lamp]()
    rows, columns = lens.rows[:, None], lens.columns[None]
    for layer, (away, low, high) in enumerate(((1500, 30, 170), (700, 10, 110), (320, -12, 55))):
        edges = np.cumsum(rng.uniform(0.025, 0.1, 90) * (1 + 0.5 * layer)) - 1.5
        tops = np.where(
            rng.random(90) < 0.3, rng.uniform(0.5 * high, high, 90), rng.uniform(low, 0.45 * high, 90)
        )
        tones = np.stack([to_linear(rgb(NEW[i])) for i in rng.integers(0, len(NEW), 90)])
        index = np.clip(np.searchsorted(edges, columns[0]), 0, 89)
        roof = lens.vanish - lens.focal * tops[index] / away
        alpha = np.clip((rows - roof[None]) * lens.height + 0.5, 0, 1)
        u = (columns - edges[index - 1][None]) / (3.4 * lens.focal / away)
        v = (rows - roof[None]) / (3.5 * lens.focal / away)
        pixel = away / (3.4 * lens.focal * lens.height)
        cell = rng.random(4093).astype(np.float32)
        number = cell[(np.floor(u) * 131 + np.floor(v) * 17 + index[None] * 7).astype(np.int64) % 4093]
        window = (
            ramp(0.5 - np.abs(u % 1 - 0.5), 0.1, 0.2) * ramp(0.5 - np.abs(v % 1 - 0.5), 0.12, 0.2) * (v > 0.6)
        )
        fade = float(np.clip(1.6 - 2 * pixel, 0, 1))
        window = 0.45 + (window - 0.45) * fade
        number = 0.5 + (number - 0.5) * fade if fade else np.full_like(number, 0.5)
        face = 0.35 + 0.5 * (index * 7 % 3 == 0)
        wall = tones[index][None] * day.lit(
            np.broadcast_to(face * max(0.2, day.toward[0] ** 2), rows.shape[:1] + face.shape), 0.5
        )
        glass = (0.25 * day.middle + 0.45 * day.horizon * number[..., None]) * 0.8
        body = wall * (1 - 0.75 * window[..., None]) + glass * (0.75 * window)[..., None]
        lit = BULBS * ((number < 0.3) * window * (0.4 + 3 * (number * 31 % 1) ** 2) * evening)[..., None]
        air = 1 - np.exp(-away * (0.0004 + 0.0008 * day.air))
        body = body * (1 - air) + air_of * air + lit * (1 - 0.6 * air)
        made = made * (1 - alpha[..., None]) + body * alpha[..., None]
        lamps += _lit_windows(rng, lens, f32(edges), f32(tops), away, evening)
    return made.astype(np.float32), lamps


def _lit_windows(
    rng: Random, lens: Lens, edges: Array, tops: Array, away: float, evening: float
) -> list[Lamp]:
    found: list[Lamp] = []
    for _ in range(round(55 * evening)):
        house = int(rng.integers(1, 90))
        column, up = float(rng.uniform(edges[house - 1], edges[house])), float(rng.uniform(-20, tops[house]))
        power, number = float(rng.random() ** 3 * 5 * evening), rng.random()
        tone = to_linear(rgb("ffcf94" if number < 0.7 else "e4ecff" if number < 0.93 else "ff6a50"))
        if abs(column) < lens.aspect:
            row = lens.vanish - lens.focal * up / away
            found.append(
                Lamp(
                    column + lens.axis, row, 2 * lens.vanish - row, tone * np.float32(power), lens.disc(away)
                )
            )
    return found


def _parapet(spec: SceneSpec, lens: Lens, day: Day, edge: float, evening: float) -> tuple[Array, list[Lamp]]:
    """What ends the terrace: a low wall or a railing, planters, strings of bulbs."""
    rng, sheet = stream(spec, "parapet"), Sheet(lens)
    wide = 0.9 * edge
    tall = 0.45 if "railing" in spec.props else float(rng.uniform(0.75, 1.05))
    tone = to_linear(rgb(str(rng.choice(["b3aea6", "8f8b86", "c7bfb3", "77706a"]))))
    front = tone * day.lit(max(0.0, -day.toward[2]) * 0.8, 0.5)
    sheet.quad([(-wide, 0, edge), (wide, 0, edge), (wide, tall, edge), (-wide, tall, edge)], front)
    sheet.quad([(-wide, 0, edge), (wide, 0, edge), (wide, 0.1, edge), (-wide, 0.1, edge)], front * 0.6)
    top = tone * day.lit(max(0.1, day.toward[1]), 0.9)
    sheet.quad(
        [(-wide, tall, edge), (wide, tall, edge), (wide, tall + 0.04, edge), (-wide, tall + 0.04, edge)], top
    )
    if "railing" in spec.props:
        steel = three(0.05, 0.052, 0.055) * day.lit(0.4, 0.7) * 3
        for across in np.arange(-wide, wide, 1.4):
            sheet.stroke(
                [sheet.at(across, tall, edge), sheet.at(across, 1.1, edge)],
                [0.022 * lens.focal / edge] * 2,
                steel,
            )
        for up in (0.62, 0.78, 0.94, 1.1):
            half = (0.03 if up > 1 else 0.008) * lens.focal / edge
            sheet.stroke([sheet.at(-wide, up, edge), sheet.at(wide, up, edge)], [half] * 2, steel)
    if "plants" in spec.props or rng.random() < 0.35:
        for across in rng.uniform(-0.3, 0.3, int(rng.integers(3, 7))) * edge / lens.focal * 1.8:
            if abs(across) > 0.5:
                _pot(rng, sheet, day, float(across), edge * 0.96)
    bulbs: list[Lamp] = []
    own = since(spec, 7)
    if "lights" in spec.props or (evening > 0.5 and rng.random() < 0.6 and not own):
        bulbs = _strings(rng, lens, edge, max(evening, 0.35))
        bulbs = uneven(bulbs, stream(spec, "uneven bulbs")) if own else bulbs
    return sheet.layer(), bulbs


def _pot(rng: Random, sheet: Sheet, day: Day, across: float, away: float) -> None:
    """A shrub in a pot."""
    tone = to_linear(rgb(str(rng.choice(["6a4a3a", "5a5a58", "3a3a3c", "a06a4a"])))) * day.lit(0.4, 0.5)
    half, tall = float(rng.uniform(0.18, 0.3)), float(rng.uniform(0.3, 0.5))
    sheet.quad(
        [
            (across - half * 0.8, 0, away),
            (across + half * 0.8, 0, away),
            (across + half, tall, away),
            (across - half, tall, away),
        ],
        tone,
    )
    kind, size = ("fir", 1.5) if rng.random() < 0.3 else ("round", float(rng.uniform(0.7, 1.3)))
    plant_crown(
        sheet,
        day,
        int(rng.integers(99)),
        kind,
        "fir" if kind == "fir" else "summer",
        (across, tall * 0.8, away),
        size,
    )


def _strings(rng: Random, lens: Lens, edge: float, power: float) -> list[Lamp]:
    """Bulbs on sagging strings across the terrace."""
    found: list[Lamp] = []
    for _ in range(int(rng.integers(2, 4))):
        away, high = edge * float(rng.uniform(0.8, 1.3)), float(rng.uniform(2.2, 3.4))
        sag, slant = float(rng.uniform(0.25, 0.7)), float(rng.normal(0, 0.3))
        for share in np.linspace(-1, 1, 19):
            across = float(share) * away * 0.36
            up = high - sag * (1 - float(share) ** 2) + slant * float(share)
            found.append(
                Lamp(
                    lens.column(across, away),
                    lens.row(away, up),
                    lens.row(away, -up),
                    BULBS * np.float32(7 * power),
                    lens.disc(away),
                )
            )
    return found


def _terrace_light(lens: Lens, day: Day, paving: Paving, edge: float, evening: float) -> Array:
    """The terrace in the sun, darker at the wall's foot, with the bulbs' warmth in the evening."""
    rows = lens.rows[paving.first :]
    away = lens.focal * lens.up / np.maximum(rows - lens.vanish, 0.004)
    near = 1 - 0.35 * np.exp(-np.clip(edge - away, 0, None) / 0.5)
    light = day.lit(f32(max(day.toward[1], 0.15) * near), f32(0.85 * near))[:, None]
    home = lens.focal * lens.up / max(lens.foot - lens.vanish, 0.02)
    across = lens.columns[None] * away[:, None] / lens.focal
    pool = np.exp(-(((away[:, None] / home - 1) / 0.45) ** 2) - (across * lens.focal / home / 0.6) ** 2)
    light = light + (0.22 + 0.6 * pool)[..., None] * evening * BULBS
    return paving.under(light.astype(np.float32), day.toward, day.hard)
