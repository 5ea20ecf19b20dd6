"""An alley between brick walls, in focus beside the subject and soft behind."""

import numpy as np

from core.scenes.painting import Painting, View
from core.scenes.parts.assemble import Outdoors, as_painting, assemble, coarse, first_row
from core.scenes.parts.bokeh import Lamp
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, rgb, stream
from core.scenes.parts.crowns import plant_crown
from core.scenes.parts.floats import Numbers, f32, ramp, three
from core.scenes.parts.graffiti import METRES, sprayed_along, taken_up
from core.scenes.parts.outdoors import Day, day_of, sky
from core.scenes.parts.paved import Paving, pave, tint_of
from core.scenes.parts.pavement import ALBEDO, paving_tile, stains
from core.scenes.parts.perspective import Lens, Plane, lay, lens_of, wall_plane
from core.scenes.parts.renewed import is_seen
from core.scenes.parts.sheets import Sheet
from core.scenes.spec import SceneSpec, is_latest

EVENING = {"night": 1.0, "dusk": 0.7}
GLOW = to_linear(rgb("ffcf9a"))
LONG = 34.0
"""Metres to the alley's end."""
World = tuple[float, float, float]


def alley(spec: SceneSpec, view: View) -> Painting:
    """Two brick walls, paving, a lit street at the far end."""
    rng, day = stream(spec, "alley"), day_of(spec)
    lens = lens_of(spec, view, axis=float(rng.uniform(-0.14, 0.14)))
    evening = EVENING.get(spec.light.time, 0.0)
    offs = (-float(rng.uniform(1.5, 2.3)), float(rng.uniform(1.5, 2.3)))
    lamps = _lamps(spec, offs, evening)
    back = coarse(lens)
    scenery = _end(spec, day, back, evening)
    walls = _walls(spec, lens, day, offs, lamps, evening)
    damp = 0.75 if spec.materials.ground == "wet asphalt" else 0.0
    place = Outdoors(
        scenery=scenery,
        far=LONG,
        layers=[(walls, 0.0), (_things(spec, back, day, offs, evening), back.disc(12.0))],
        lamps=[_seen(lens, at, evening) for at in lamps],
        melts=(LONG * 1.05, LONG * 0.8),
        evening=evening,
        damp=damp,
        exposure=1.5 if evening else 2.1,
    )
    paving = pave(spec, lens, spec.materials.ground or "cobbles", first_row(lens), damp, spec.colours.ground)
    light = assemble(lens, place, paving, lambda p: _floor_light(lens, day, p, offs, lamps, evening))
    return as_painting(lens, place, light, tint_of(day, GLOW, 0.6 * evening))


def _lamps(spec: SceneSpec, offs: tuple[float, float], evening: float) -> list[World]:
    """Lamps on brackets at the walls: (across, up, away)."""
    rng = stream(spec, "lamps")
    if not evening and "lamps" not in spec.props:
        return []
    first = float(rng.uniform(7, 9))
    return [
        (offs[i % 2] * 0.8, float(rng.uniform(2.3, 2.9)), first + 4.6 * i + float(rng.uniform(-0.6, 0.6)))
        for i in range(6)
    ]


def _seen(lens: Lens, at: World, evening: float) -> Lamp:
    across, up, away = at
    power = np.float32((4 + 26 * evening) * (8 / away) ** 1.3)
    return Lamp(
        lens.column(across, away),
        lens.row(away, up),
        lens.row(away, -up),
        GLOW * power,
        max(lens.disc(away), 0.05 * lens.focal / away),
    )


def _end(spec: SceneSpec, day: Day, lens: Lens, evening: float) -> Array:
    """What is seen where the alley ends: sky, and a house across the street there."""
    rng = stream(spec, "end")
    heaven = sky(spec, day, lens.height, lens.width, lens.vanish, 0.5)
    heaven[lens.rows > lens.vanish] *= 0.3
    sheet = Sheet(lens)
    tone = to_linear(rgb(str(rng.choice(["c9b79a", "b9a088", "a8745c", "c8c2b6"]))))
    if is_latest(spec):
        tone = 0.5 * tone + 0.5 * float(tone.mean())
    lit = tone * day.lit(0.3 if is_latest(spec) else 0.55, 0.75)
    tall = float(rng.uniform(8, 13))
    far = LONG * 1.25
    sheet.quad([(-14, 0, far), (14, 0, far), (14, tall, far), (-14, tall, far)], lit)
    for storey in range(4):
        for bay in range(-6, 7):
            glass = 0.02 + 0.3 * day.middle * float(rng.random())
            if rng.random() < 0.4 * evening:
                glass = GLOW * float(rng.uniform(0.3, 1))
            low, left = 0.9 + 3.0 * storey, bay * 2.2 - 0.55
            sheet.quad(
                [
                    (left, low, far),
                    (left + 1.1, low, far),
                    (left + 1.1, low + 1.7, far),
                    (left, low + 1.7, far),
                ],
                glass,
            )
    layer = sheet.layer()
    return heaven * (1 - layer[..., 3:]) + layer[..., :3]


def _walls(
    spec: SceneSpec, lens: Lens, day: Day, offs: tuple[float, float], lamps: list[World], evening: float
) -> Array:
    """Both walls as a layer at the picture's size, already out of focus where they are."""
    made = np.zeros((lens.height, lens.width, 4), np.float32)
    middle = int(np.searchsorted(lens.columns, 0))
    base = to_linear(rgb((spec.colours.wall or "#" + ALBEDO["brick"])[1:]))
    tint = float(stream(spec, "brick tone").uniform(-0.12, 0.12))
    base = base * three(1 + tint, 1, 1 - tint * 0.6)
    # Old joints are dirty: pale ones look ruled.
    joints = three(0.16, 0.145, 0.13) if is_latest(spec) else three(0.36, 0.34, 0.31)
    for name, off, part in (
        ("left", offs[0], slice(0, middle)),
        ("right", offs[1], slice(middle, lens.width)),
    ):
        rng = stream(spec, f"wall {name}")
        if part.start >= part.stop:
            continue
        plane = wall_plane(lens, part, off)
        shift = float(rng.uniform(0, 9)), float(rng.uniform(0, 2))
        tile = paving_tile("brick", int(rng.integers(99)), lens.height)
        seen = lay(tile, plane, shift).transpose(1, 0, 2)
        broad = lay(stains(spec.stream(f"stains {name}")), plane, shift).transpose(1, 0, 2)
        metre, away = plane.metre[None], plane.away[None]
        up = lens.up - (lens.rows[:, None] - lens.vanish) * metre
        tall = float(rng.uniform(6.5, 10))
        tone = seen[..., 0] * (1 + 0.12 * broad[..., 0] + 0.08 * broad[..., 2])
        tone = (
            tone
            * (1 - 0.35 * np.exp(-np.clip(up, 0, None) / 0.35))
            * (1 - 0.2 * ramp(broad[..., 1], 0.4, 1.6))
        )
        mortar = np.clip(-seen[..., 3], 0, 1)[..., None]
        hue = (np.clip(seen[..., 3], 0, 1) - 0.4)[..., None] * three(0.14, 0.0, -0.1)
        colour = base * (1 + hue) * (1 - mortar) + joints * mortar
        light = _wall_light(day, off, up, away, tall, lamps, evening, 0.24 * is_seen(spec))
        _, high, along = day.toward
        lean = 1 + 0.5 * (-seen[..., 1] * high + 0.6 * seen[..., 2] * along)
        alpha = ramp(tall - up, -0.02 * metre, 0.02 * metre) * ramp(up, -0.004 * metre, 0.004 * metre)
        alpha = alpha * ramp(LONG - away, 0.0, 0.8)
        lean = np.clip(lean, 0.4, 1.8)
        if "graffiti" in spec.props and is_seen(spec):
            whole = _sprayed(spec, lens, plane, name, colour * tone[..., None], up) * lean[..., None] * light
        else:
            whole = colour * (tone * lean)[..., None] * light
        made[:, part, :3] = whole * alpha[..., None]
        made[:, part, 3] = alpha
    return made


def _sprayed(spec: SceneSpec, lens: Lens, plane: Plane, name: str, wall: Numbers, up: Array) -> Array:
    """A wall's colours with graffiti as high as one reaches."""
    paint = lay(
        sprayed_along(spec.stream("graffiti"), name == "right"),
        plane,
        (0.0 if name == "left" else 0.4 * METRES, METRES - lens.up),
    )
    paint = paint.transpose(1, 0, 2)
    paint[..., 3] *= ramp(0.55 * METRES - up, 0.0, 0.05)
    return taken_up(wall, f32(paint))


def _wall_light(
    day: Day,
    off: float,
    up: Array,
    away: Array,
    tall: float,
    lamps: list[World],
    evening: float,
    more: float,
) -> Array:
    """Light on a wall: sky from above and from the far end, ``more`` of it everywhere, sun on its upper part,
    lamps."""
    side = -1.0 if off > 0 else 1.0
    facing = max(0.0, side * day.toward[0])
    open_ = 0.2 + more + 0.55 * np.clip(up / tall, 0, 1) ** 1.3 + 0.35 * np.clip(away / LONG, 0, 1) ** 2
    reach = tall - 2 * abs(off) * day.toward[1] / max(facing, 0.08)
    sunny = ramp(up, reach - 0.3, reach + 0.3) * facing if facing > 0.05 else np.zeros_like(up)
    light = day.lit(sunny, f32(open_))
    for across, high, far in lamps:
        square = (off - across) ** 2 + (up - high) ** 2 + (away - far) ** 2
        light = light + (evening * 1.6 / (0.25 + square) ** 1.2)[..., None] * GLOW * abs(off - across) * 1.5
    return f32(light + 0.05 * evening * GLOW)


def _floor_light(
    lens: Lens, day: Day, paving: Paving, offs: tuple[float, float], lamps: list[World], evening: float
) -> Array:
    """Light on the ground: dark along the walls, brighter to the end, pools under lamps."""
    metre = (lens.up / np.maximum(lens.rows[paving.first :] - lens.vanish, 0.004))[:, None]
    across, away = lens.columns[None] * metre, lens.focal * metre
    corner = np.minimum(across - offs[0], offs[1] - across)
    open_ = (0.42 + 0.3 * np.clip(away / LONG, 0, 1) ** 2) * (0.45 + 0.55 * ramp(corner, -0.1, 0.9))
    sunny = 0.3 * max(0.0, day.toward[1]) * ramp(away, 14, 26)
    light = day.lit(f32(sunny * np.ones_like(open_)), f32(open_))
    for x, high, far in lamps:
        square = (across - x) ** 2 + high**2 + (away - far) ** 2
        light = light + (evening * 7.0 * high / (1 + square) ** 1.4)[..., None] * GLOW
    home = lens.focal * lens.up / max(lens.foot - lens.vanish, 0.02)
    pool = np.exp(-(((away / home - 1) / 0.45) ** 2) - (across * lens.focal / home / 0.6) ** 2)
    light = light + (evening * (0.16 + 0.4 * pool))[..., None] * GLOW
    return paving.under(light.astype(np.float32), day.toward, 0.4 * day.hard)


def _things(spec: SceneSpec, lens: Lens, day: Day, offs: tuple[float, float], evening: float) -> Array:
    """Pipes, doors, windows, plants and bins along the walls."""
    rng, sheet = stream(spec, "things"), Sheet(lens)
    shade = day.lit(0.1, 0.4) + 0.15 * evening * GLOW
    for side, off in enumerate(offs):
        for away in sorted(rng.uniform(8, 30, 5), reverse=True):
            _fitting(rng, sheet, day, off, away, shade, evening)
        if "plants" in spec.props or (side == 0 and rng.random() < 0.4):
            for away in sorted(rng.uniform(9, 24, 5), reverse=True):
                _potted(rng, sheet, day, off, away, shade)
    return sheet.layer()


def _fitting(
    rng: Random, sheet: Sheet, day: Day, off: float, away: float, shade: Array, evening: float
) -> None:
    """A window, a door or a pipe on the wall at ``off``, ``away`` metres off, in place."""
    inner = off - np.sign(off) * 0.02
    kind = rng.random()
    if kind < 0.4:
        lit = rng.random() < 0.4 * evening + 0.05
        glass = GLOW * float(rng.uniform(0.3, 0.9)) if lit else 0.03 + 0.1 * day.middle
        low = float(rng.uniform(1.2, 1.6))
        sheet.quad(_upright(inner, (low, low + 1.4), (away, away + 1.1)), to_linear(rgb("cfc8bb")) * shade)
        sheet.quad(_upright(inner, (low + 0.1, low + 1.3), (away + 0.1, away + 1.0)), glass)
    elif kind < 0.7:
        tone = to_linear(rgb(str(rng.choice(["3a4a44", "5a3028", "2c3440", "6a5a48"])))) * shade
        sheet.quad(_upright(inner, (0, 2.1), (away, away + 1.0)), tone)
    else:
        x = off - np.sign(off) * 0.08
        ends = [sheet.at(x, 0.05, away), sheet.at(x, 8, away)]
        sheet.stroke(ends, [0.05 * sheet.lens.focal / away] * 2, 0.08 * shade)


def _upright(across: float, up: tuple[float, float], away: tuple[float, float]) -> list[World]:
    """The corners of what lies flat on a wall, from the lower near one."""
    (low, high), (near, far) = up, away
    return [(across, low, near), (across, low, far), (across, high, far), (across, high, near)]


def _potted(rng: Random, sheet: Sheet, day: Day, off: float, away: float, shade: Array) -> None:
    """A plant in a pot at the foot of the wall, in place."""
    x = float(off - np.sign(off) * rng.uniform(0.25, 0.45))
    pot = [(x - 0.15, 0, away), (x + 0.15, 0, away), (x + 0.2, 0.35, away), (x - 0.2, 0.35, away)]
    sheet.quad(pot, to_linear(rgb("8a5a44")) * shade)
    variant, size = int(rng.integers(99)), float(rng.uniform(0.6, 1.1))
    plant_crown(sheet, day, variant, "round", "summer", (x, 0.25, away), size)
