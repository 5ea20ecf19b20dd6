"""Neon street: a narrow street by night, its signs glowing in the damp air and in the wet asphalt."""

from dataclasses import replace

import cv2
import numpy as np

from core.scenes.painters.town import LAMPLIGHT
from core.scenes.painting import Painting, View
from core.scenes.parts.assemble import Outdoors, as_painting, assemble, coarse, first_row
from core.scenes.parts.bokeh import Lamp, uneven
from core.scenes.parts.canvas import Array, Random, stream
from core.scenes.parts.floats import f32
from core.scenes.parts.houses import Facade, composed, facade, row_of
from core.scenes.parts.outdoors import Day, day_of, sky
from core.scenes.parts.paved import Paving, grazing, pave, tint_of
from core.scenes.parts.perspective import Lens, lens_of
from core.scenes.parts.renewed import is_renewed
from core.scenes.parts.roadside import car, person
from core.scenes.parts.sheets import Sheet
from core.scenes.parts.soils import linear
from core.scenes.spec import SceneSpec, since

NEON = ("ff2f8f", "22d8ff", "a04cff", "ff7a2f", "ff3048", "38ffb0", "5a7cff", "ffe14f")


def neon_street(spec: SceneSpec, view: View) -> Painting:
    """Signs at both sides of a wet street."""
    rng, day = stream(spec, "view"), day_of(spec)
    lens = lens_of(spec, view, axis=float(rng.uniform(-0.14, 0.14)))
    back = coarse(lens)
    half = float(rng.uniform(4.6, 6.2))
    offs = -half * float(rng.uniform(0.9, 1.1)), half * float(rng.uniform(0.9, 1.1))
    sides: list[Facade] = []
    for name, off in zip(("left", "right"), offs, strict=True):
        own = stream(spec, f"houses {name}")
        sides.append(facade(own, back, day, row_of(own, False, (14.0, 38.0)), off, 24.0, 0.75))
    colours = _palette(spec)
    heaven = sky(spec, day, back.height, back.width, back.vanish, 0.3) + 0.02 * (colours[0] + colours[1])
    scenery = _hazy(back, _washed(back, composed(back, f32(heaven), sides), sides, colours), colours)
    # By night the lens is wide open: signs glow, and cannot be read.
    anew = is_renewed(spec)
    opened, near = (2.6, (12.5, 18.0)) if anew else (1.0, (9.5, 18.0))
    layers = [
        (_signs(spec, back, offs, reach, colours), back.disc(middle) * opened)
        for reach, middle in (((34.0, 120.0), 55.0), ((18.0, 34.0), 25.0), (near, 13.0))
    ]
    stood, lamps = _standing(spec, back, day, offs)
    layers.insert(2, (stood, back.disc(22.0)))
    if since(spec, 7):
        # Before the ground, on which they stand: at the picture's sides that is far below the horizon.
        layers.insert(0, (_fronts(scenery, sides), back.disc(30.0)))
    lamps += _points(spec, back, offs, colours)
    lamps = uneven(lamps, stream(spec, "uneven")) if anew else lamps
    wet = spec.materials.ground != "asphalt"
    place = Outdoors(
        scenery=scenery,
        far=60.0,
        layers=layers,
        lamps=lamps,
        evening=1.0,
        damp=0.9 if wet else 0.6,
        exposure=1.25,
    )
    paving = pave(spec, lens, "wet asphalt", first_row(lens), place.damp)
    # Seen from near the ground, what is dry mirrors the signs as well: no dark islands far off.
    far = np.clip(1.4 * grazing(lens, paving.first, 1.0), 0, 1)
    paving = replace(paving, damp=f32(paving.damp + (1 - paving.damp) * far))
    light = assemble(lens, place, paving, lambda p: _light(lens, p, colours))
    return as_painting(
        lens, place, light, tint_of(day, LAMPLIGHT * 0.6 + 0.4 * (colours[0] + colours[1]) / 2, 0.3)
    )


def _palette(spec: SceneSpec) -> list[Array]:
    """Linear colours of the signs, the accent or two leading ones first and most."""
    pairs = (
        ("ff2f8f", "22d8ff"),
        ("a04cff", "22d8ff"),
        ("ff3048", "5a7cff"),
        ("ff7a2f", "22d8ff"),
        ("ff2f8f", "5a7cff"),
    )
    first, second = pairs[spec.seed % len(pairs)]
    codes = [spec.colours.accent or first, second, *NEON]
    return [linear(code) for code in codes]


def _fronts(scenery: Array, sides: list[Facade]) -> Array:
    """What of the linear ``scenery`` is a house, premultiplied RGBA."""
    alpha = np.zeros(scenery.shape[:2], np.float32)
    for side in sides:
        alpha[:, side.columns] = np.maximum(alpha[:, side.columns], side.alpha)
    return f32(np.dstack([scenery * alpha[..., None], alpha]))


def _washed(lens: Lens, scenery: Array, sides: list[Facade], colours: list[Array]) -> Array:
    """The facades in the light of the signs, one colour from each side, brighter low down."""
    made = scenery.copy()
    for side, colour in zip(sides, (colours[1], colours[0]), strict=True):
        share = np.exp(-np.clip(side.up, 0, None) / 7.0) * side.alpha
        patch = 0.6 + 0.4 * np.sin(side.away * 0.55 + np.where(side.up > 3.5, 1.7, 0.0))
        made[:, side.columns] += (0.1 * share * patch)[..., None] * colour + 0.035 * share[
            ..., None
        ] * linear("ffd8b0")
    return f32(made)


def _hazy(lens: Lens, scenery: Array, colours: list[Array]) -> Array:
    """Damp air down the street, glowing in the colours of the signs."""
    y, x = lens.rows[:, None], lens.columns[None]
    glow = np.exp(-((x / 0.2) ** 2) - (((y - lens.vanish + 0.06) / 0.2) ** 2))[..., None]
    wide = np.exp(-((x / 0.5) ** 2) - (((y - lens.vanish) / 0.35) ** 2))[..., None]
    return f32(
        scenery * (1 - 0.4 * glow)
        + 0.28 * glow * (0.5 * colours[0] + 0.5 * colours[1] + 0.12)
        + 0.05 * wide * colours[2]
    )


def _signs(
    spec: SceneSpec, lens: Lens, offs: tuple[float, float], reach: tuple[float, float], colours: list[Array]
) -> Array:
    """Signs that stand out from both walls between those distances, the far ones first: RGBA, linear, far
    brighter than white in their tubes."""
    layer = np.zeros((lens.height, lens.width, 4), np.float32)
    for off in offs:
        own = stream(spec, f"signs {off > 0} {reach[0]}")
        begin = np.arange(reach[0], reach[1], 2.6 if reach[0] < 30 else 4.0)
        for away in sorted((begin + own.uniform(0, 1.6, len(begin))).tolist(), reverse=True):
            kind, tone = own.random(), colours[int(min(own.exponential(1.6), len(colours) - 1))]
            up, inner = float(own.uniform(3.2, 9.5)), float(own.uniform(0.15, 0.5))
            if own.random() < 0.25:
                continue
            wide, tall = (
                (float(own.uniform(0.7, 1.1)), float(own.uniform(2.4, 5.0)))
                if kind < 0.6
                else (float(own.uniform(1.6, 2.8)), float(own.uniform(0.7, 1.3)))
            )
            inward = -float(np.sign(off))
            left = off + inward * inner if inward > 0 else off + inward * (inner + wide)
            _sign(own, layer, lens, (left, up, away), (wide, tall), tone, kind < 0.6)
    return layer


def _sign(
    rng: Random,
    layer: Array,
    lens: Lens,
    corner: tuple[float, float, float],
    size: tuple[float, float],
    tone: Array,
    upright: bool,
) -> None:
    """One sign: a dark box, its frame a tube, strokes like letters in it; or a lit panel with dark ones."""
    left, up, away = corner
    wide, tall = size
    panel = rng.random() < 0.4
    power = np.float32(1.0 / (1 + away / 60))
    body = tone * 0.85 * power + 0.05 if panel else tone * 0.05 + 0.004
    lit = np.full(3, 0.02, np.float32) if panel else (tone * 2.6 + 0.35) * power
    _fill(
        layer, lens, [(left, up), (left + wide, up), (left + wide, up + tall), (left, up + tall)], away, body
    )
    thick = 0.05
    if not panel:
        for a, b, c, d in (
            (0, 0, wide, thick),
            (0, tall - thick, wide, tall),
            (0, 0, thick, tall),
            (wide - thick, 0, wide, tall),
        ):
            _fill(
                layer,
                lens,
                [(left + a, up + b), (left + c, up + b), (left + c, up + d), (left + a, up + d)],
                away,
                (tone * 2.2 + 0.25) * power,
            )
    cell = min(wide, tall) * 0.86
    count = max(1, int((tall if upright else wide) / cell))
    for i in range(count):
        x0 = left + (wide - cell) / 2 if upright else left + (wide - count * cell) / 2 + i * cell
        y0 = up + (tall - count * cell) / 2 + i * cell if upright else up + (tall - cell) / 2
        for _ in range(int(rng.integers(3, 6))):
            u, v, long = rng.uniform(0.12, 0.55), rng.uniform(0.12, 0.8), rng.uniform(0.25, 0.65)
            du, dv = (long, 0.09) if rng.random() < 0.5 else (0.09, long)
            a, b = x0 + u * cell, y0 + min(v, 0.88 - dv) * cell
            _fill(
                layer,
                lens,
                [(a, b), (a + du * cell, b), (a + du * cell, b + dv * cell), (a, b + dv * cell)],
                away,
                lit,
            )


def _fill(layer: Array, lens: Lens, corners: list[tuple[float, float]], away: float, colour: Array) -> None:
    """A flat shape through (across, up) at that distance."""
    height, width = layer.shape[:2]
    points = np.array(
        [(lens.column(x, away) * height + width / 2, lens.row(away, up) * height) for x, up in corners]
    )
    cv2.fillPoly(
        layer,
        [np.clip(points * 8, -(2**20), 2**20).astype(np.int32)],
        (*np.asarray(colour).tolist(), 1.0),
        cv2.LINE_8,
        3,
    )


def _standing(spec: SceneSpec, lens: Lens, day: Day, offs: tuple[float, float]) -> tuple[Array, list[Lamp]]:
    """People and parked cars down the street, dark against the signs; the cars' lamps."""
    sheet, rng, lamps = Sheet(lens), stream(spec, "standing"), list[Lamp]()
    people = 14 if "people" in spec.props else 5
    things = [
        (float(rng.uniform(15, 60)), "person", float(rng.uniform(0.45, 0.85) * offs[int(rng.integers(2))]))
        for _ in range(people)
    ]
    if "cars" in spec.props:
        things += [
            (float(rng.uniform(20, 60)), "car", float(rng.uniform(0.45, 0.6) * offs[int(rng.integers(2))]))
            for _ in range(4)
        ]
    for away, kind, across in sorted(things, reverse=True):
        own = np.random.default_rng([*spec.stream(kind), round(away * 100)])
        if kind == "car":
            lamps += car(own, sheet, day, (across, away), across > 0, 1.0)
        else:
            person(own, sheet, day, (across, away))
    return sheet.layer(), lamps


def _points(spec: SceneSpec, lens: Lens, offs: tuple[float, float], colours: list[Array]) -> list[Lamp]:
    """Lanterns, windows and lamps as points of light at all distances."""
    rng, found = stream(spec, "points"), list[Lamp]()
    for _ in range(90):
        away, side = float(rng.uniform(13, 110)), offs[int(rng.integers(2))]
        up, tone = (
            float(rng.uniform(1.8, 12)),
            colours[int(rng.integers(len(colours)))] * 0.8 + 0.2 * LAMPLIGHT,
        )
        flux = np.float32(float(rng.uniform(0.2, 1)) ** 2 * 26 * (20 / away) ** 1.1)
        at = float(side) * float(rng.uniform(0.8, 0.98))
        found.append(
            Lamp(lens.column(at, away), lens.row(away, up), lens.row(away, -up), tone * flux, lens.disc(away))
        )
    return found


def _light(lens: Lens, paving: Paving, colours: list[Array]) -> Array:
    """The ground in the signs' light: one colour from each side, a lamp's white where the subject stands."""
    rows = lens.rows[paving.first :]
    metre = (lens.up / np.maximum(rows - lens.vanish, 0.004))[:, None]
    across = lens.columns[None] * metre
    home = lens.up / max(lens.foot - lens.vanish, 0.02)
    right = 1 / (1 + np.exp(np.clip(-across / (0.5 * home), -30, 30)))
    pool = np.exp(-((across / (0.6 * home)) ** 2) - ((metre / home - 1) / 0.5) ** 2)
    light = (0.3 * right)[..., None] * colours[0] + (0.3 * (1 - right))[..., None] * colours[1]
    light = light + (0.5 * pool)[..., None] * (LAMPLIGHT * 0.5 + 0.5) + 0.05
    return paving.under(f32(light), (0.3, 0.6, 0.74), 0.4)
