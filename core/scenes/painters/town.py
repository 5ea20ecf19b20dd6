"""Streets: the ground sharp where the subject stands, houses, cars and lamps out of focus behind."""

import numpy as np

from core.scenes.painting import Painting, View
from core.scenes.parts.assemble import Outdoors, as_painting, assemble, coarse, first_row
from core.scenes.parts.bokeh import Lamp, uneven
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, rgb, stream
from core.scenes.parts.fallen import littered, strewn
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.houses import Facade, composed, facade, lamps_of, row_of
from core.scenes.parts.outdoors import Day, day_of, sky
from core.scenes.parts.paved import Paving, pave, tint_of
from core.scenes.parts.perspective import Lens, ground_plane, lens_of
from core.scenes.parts.renewed import is_renewed, is_seen
from core.scenes.parts.roadside import car, lamp_post, person, tree
from core.scenes.parts.sheets import Sheet
from core.scenes.parts.street_fronts import street_sides
from core.scenes.spec import SceneSpec, since

HOUSES = 30.0
"""Metres to the houses along a street, as the lens has them out of focus."""
EVENING = {"night": 1.0, "dusk": 0.75, "sunset": 0.3, "foggy": 0.15, "overcast": 0.1}
LAMPLIGHT = to_linear(rgb("ffc58a"))
BALANCED = to_linear(rgb("ffe0c2"))
"""The light of street lamps on the ground as a camera balances it from form 7 on: else asphalt is brown."""


def wetness(spec: SceneSpec) -> float:
    """How wet the ground is, 0…1."""
    return 0.8 if spec.materials.ground == "wet asphalt" else 0.0


def street(spec: SceneSpec, view: View) -> Painting:
    """A street between houses."""
    rng = stream(spec, "street")
    old = "old_houses" in spec.props or rng.random() < 0.45
    half = float(rng.uniform(5.5, 8.5))
    return _between_houses(spec, view, half, (9.0, 16.0) if old else (12.0, 26.0), old, wetness(spec))


def city_lights(spec: SceneSpec, view: View) -> Painting:
    """A wide street in the evening: traffic and lit towers far out of focus, mirrored in the ground."""
    half = float(stream(spec, "street").uniform(8, 13))
    return _between_houses(spec, view, half, (18.0, 60.0), False, max(0.3, wetness(spec)))


def _between_houses(
    spec: SceneSpec, view: View, half: float, tall: tuple[float, float], old: bool, damp: float
) -> Painting:
    """A street of half width ``half`` metres between houses of ``tall`` metres."""
    rng, day = stream(spec, "view"), day_of(spec)
    lens = lens_of(spec, view, axis=float(rng.uniform(-0.16, 0.16)))
    back = coarse(lens)
    evening = EVENING.get(spec.light.time, 0.0)
    offs = (-half * float(rng.uniform(0.75, 1.15)), half * float(rng.uniform(0.75, 1.15)))
    sides: list[Facade] = []
    lamps: list[Lamp] = []
    for name, off in zip(("left", "right"), offs, strict=True):
        own = stream(spec, f"houses {name}")
        side = facade(own, back, day, row_of(own, old, tall), off, 0.5 * sum(tall), evening)
        lamps += lamps_of(own, back, side, evening, round(46 * evening))
        sides.append(side)
    heaven = sky(
        spec,
        day,
        back.height,
        back.width,
        back.vanish,
        float(rng.uniform(0.1, 0.45 if spec.light.time == "day" else 0.7)),
    )
    sheets, more = _furnished(spec, back, day, offs, evening)
    if since(spec, 7):
        fronts = street_sides(stream(spec, "fronts"), back, day, evening, offs, tall, old)
        scenery = composed(back, heaven, [])
        # Before the ground, on which they stand: at the picture's sides that is far below the horizon.
        sheets.insert(0, (fronts, back.disc(HOUSES)))
    else:
        scenery = composed(back, heaven, sides)
    fallen = _fallen(spec)
    sheets += strewn(spec, lens, day) if fallen else []
    if spec.kind == "city_lights":
        more += _traffic(spec, back, evening, min(-offs[0], offs[1]))
    place = Outdoors(
        scenery=scenery,
        far=60.0,
        layers=sheets,
        lamps=uneven([*lamps, *more], stream(spec, "uneven")) if is_renewed(spec) else [*lamps, *more],
        evening=evening,
        damp=damp,
        exposure=1.0 if evening < 0.5 else 1.25,
    )
    ground = spec.materials.ground or spec.place.grounds[0]
    lamplight = BALANCED if since(spec, 7) else LAMPLIGHT
    paving = pave(spec, lens, ground, first_row(lens), damp, spec.colours.ground)
    if "asphalt" in ground:
        paving = _kerbed(spec, lens, paving, (offs[0] + 2.6, offs[1] - 2.6))
    if fallen:
        paving = littered(spec, lens, paving, (offs[0] + 2.4, offs[1] - 2.4))
    light = assemble(lens, place, paving, lambda p: _street_light(lens, day, p, offs, evening, lamplight))
    return as_painting(lens, place, light, tint_of(day, lamplight, 0.6 * evening))


def _fallen(spec: SceneSpec) -> bool:
    """Whether it is autumn on a street, and that is seen: its trees and their leaves."""
    return spec.kind == "street" and spec.season == "autumn" and is_seen(spec)


def _kerbed(spec: SceneSpec, lens: Lens, paving: Paving, kerbs: tuple[float, float]) -> Paving:
    """The roadway with paved walks beyond ``kerbs`` (metres left and right), kerbstones at their edges."""
    slabs = pave(spec, lens, "slabs", paving.first, 0.0)
    plane = ground_plane(lens, paving.first)
    across = plane.lateral[None] * plane.metre[:, None]
    soft = 1.5 * plane.grain[0][:, None] + 0.01
    beyond = np.maximum(kerbs[0] - across, across - kerbs[1])
    walk = ramp(beyond, -soft, soft)[..., None]
    stone = np.exp(-(((beyond - 0.08) / (0.1 + soft)) ** 2))[..., None] * (0.1 / (0.1 + soft))[..., None]
    gutter = np.exp(-(((beyond + 0.12) / (0.12 + soft)) ** 2))[..., None] * (0.12 / (0.12 + soft))[..., None]
    tone = paving.tone * (1 - 0.45 * gutter)
    tone = tone + walk * (slabs.tone * 0.9 - tone)
    tone = tone + 0.8 * stone * (to_linear(rgb("aaa69e")) - tone)
    slope = paving.slope + walk * (slabs.slope - paving.slope)
    return Paving(
        paving.first,
        tone.astype(np.float32),
        slope.astype(np.float32),
        f32(paving.damp * (1 - 0.7 * walk[..., 0])),
    )


def _traffic(spec: SceneSpec, lens: Lens, evening: float, half: float) -> list[Lamp]:
    """Head and tail lights, lamps in two rows, signs: points at all distances, of an accent colour too."""
    rng = stream(spec, "traffic")
    accent = to_linear(rgb(spec.colours.accent[1:])) if spec.colours.accent else None
    warm = [to_linear(rgb(code)) for code in ("ffb25a", "ffc987", "ffe0b4", "fff2df", "cfe0ff")]
    found: list[Lamp] = []

    def lamp(across: float, up: float, away: float, tone: Array, power: float) -> None:
        flux = np.float32(power * evening * (25 / away) ** 1.2)
        found.append(
            Lamp(
                lens.column(across, away),
                lens.row(away, up),
                lens.row(away, -up),
                tone * flux,
                lens.disc(away),
            )
        )

    for _ in range(int(rng.integers(10, 22))):
        away, lane = float(rng.uniform(18, 120)), float(rng.uniform(0.15, 0.6)) * half
        coming = rng.random() < 0.5
        tone = to_linear(rgb("fff0d8" if coming else "ff2c18"))
        for side in (-0.7, 0.7):
            lamp((-lane if coming else lane) + side, 0.7, away, tone, 60 if coming else 22)
    for _ in range(int(rng.integers(60, 120))):
        away, side = float(rng.uniform(16, 130)), float(rng.choice([-1, 1]))
        tone = warm[int(rng.integers(len(warm)))]
        if accent is not None and rng.random() < 0.55:
            tone = accent
        up = float(rng.uniform(0.4, 1.0) ** 2 * rng.uniform(2, 22))
        lamp(
            side * half * float(rng.uniform(0.55, 1.3)),
            up,
            away,
            tone,
            float(rng.uniform(0.15, 1) ** 2.5) * 60,
        )
    for away in np.arange(float(rng.uniform(16, 26)), 140, 19):
        for side in (-0.75, 0.75):
            lamp(side * half, 7.5, float(away), warm[0], 75)
    return found


Thing = tuple[float, str, float]
"""Something on the street: metres away, what it is, metres across."""


def _furnished(
    spec: SceneSpec, back: Lens, day: Day, offs: tuple[float, float], evening: float
) -> tuple[list[tuple[Array, float]], list[Lamp]]:
    """What stands on the street as layers (far first) with the radius of their blur; and its lamps."""
    things, lamps = _things(spec, offs, evening), list[Lamp]()
    layers: list[tuple[Array, float]] = []
    for near, far in ((32.0, 200.0), (0.0, 32.0)):
        sheet, own = Sheet(back), [thing for thing in things if near <= thing[0] < far]
        for thing in sorted(own, reverse=True):
            lamps += _stood(spec, sheet, day, thing, evening)
        middle = float(np.median([thing[0] for thing in own])) if own else 40.0
        layers.append((sheet.layer(), back.disc(middle)))
    return layers, lamps


def _things(spec: SceneSpec, offs: tuple[float, float], evening: float) -> list[Thing]:
    """Where cars, trees, people and lamp posts stand."""
    rng = stream(spec, "furniture")
    kerbs = [off - float(np.sign(off)) * 2.2 for off in offs]
    drawn = rng.random(2)
    # Cars and people that nobody asked for are left out: near enough to be seen they look like toys.
    unasked = not since(spec, 7)
    found: list[Thing] = []
    for kerb in kerbs:
        own = stream(spec, f"along {kerb > 0}")
        begin = own.uniform(13, 22, 3)
        if "cars" in spec.props or (unasked and drawn[0] < 0.6):
            parked = np.arange(begin[0] + 2, 80, 6.5)
            taken = own.random(len(parked)) < 0.6
            found += [(float(a), "car", kerb - 0.6 * float(np.sign(kerb))) for a in parked[taken]]
        if _fallen(spec):
            found += [(float(a), "tree", 0.93 * kerb) for a in np.arange(0.62 * begin[1], 90, 8)]
        elif "trees" in spec.props:
            found += [(float(a), "tree", kerb) for a in np.arange(begin[1], 90, 11)]
        if "lamps" in spec.props or evening > 0.3:
            found += [(float(a), "lamp", kerb) for a in np.arange(begin[2], 90, 17)]
    if "people" in spec.props or (unasked and drawn[1] < 0.5):
        many = 1 if unasked else 3
        for _ in range(many * int(rng.integers(3, 9))):
            off = offs[int(rng.integers(2))]
            across = float(off - np.sign(off) * rng.uniform(0.6, 2))
            found.append((float(rng.uniform(14 if unasked else 20, 50)), "person", across))
    return found


def _stood(spec: SceneSpec, sheet: Sheet, day: Day, thing: Thing, evening: float) -> list[Lamp]:
    """Draw one thing on the sheet; gives its lamps."""
    away, kind, across = thing
    rng = np.random.default_rng([*spec.stream(kind), round(away * 100), round(abs(across) * 100)])
    if kind == "car":
        return car(rng, sheet, day, (across, away), across > 0, evening)
    if kind == "lamp":
        return [lamp_post(sheet, day, (across, away), 5.2, evening, LAMPLIGHT)]
    if kind == "tree":
        tree(rng, sheet, day, (across, away), spec.season, float(rng.uniform(6, 9)))
    else:
        person(rng, sheet, day, (across, away))
    return []


def _street_light(
    lens: Lens, day: Day, paving: Paving, offs: tuple[float, float], evening: float, lamplight: Array
) -> Array:
    """The ground in sun, in the houses' shade and under lamps of that linear colour."""
    rows = lens.rows[paving.first :]
    metre = (lens.up / np.maximum(rows - lens.vanish, 0.004))[:, None]
    across = lens.columns[None] * metre
    right, up, _ = day.toward
    reach = 13.0 * abs(right) / max(up, 0.1)
    edge = offs[1] - reach if right > 0 else offs[0] + reach
    edge = max(edge, 1.6) if right > 0 else min(edge, -1.6)
    soft = 0.25 + 0.03 * metre + 0.5 * (1 - day.hard)
    sunny = ramp((edge - across) * (1 if right > 0 else -1), -soft, soft)
    light = day.lit(sunny * max(up, 0.15), 0.62)
    if evening:
        home = lens.up / max(lens.foot - lens.vanish, 0.02)
        pool = np.exp(-((across / (0.55 * home)) ** 2) - ((metre / home - 1) / 0.45) ** 2)
        lamps = 0.2 + 0.3 * np.exp(-((across / 4.5) ** 2)) + 0.55 * pool
        light = light + evening * lamplight * lamps[..., None]
    return paving.under(light.astype(np.float32), day.toward, day.hard)
