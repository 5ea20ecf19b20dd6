"""Roads through mountains, desert and along the coast, as cars are photographed on them."""

from dataclasses import replace

import cv2
import numpy as np

from core.scenes.painting import Painting, View
from core.scenes.parts.assemble import Outdoors, as_painting, assemble, coarse, first_row
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, rgb, stream
from core.scenes.parts.crowns import plant_crown
from core.scenes.parts.dust import dusty
from core.scenes.parts.floats import ramp, three
from core.scenes.parts.highway import BROAD, NARROW, Road, guard_rail, road_by, roadway, verge_on
from core.scenes.parts.outdoors import Day, day_of, sky
from core.scenes.parts.paved import Paving, pave, tint_of
from core.scenes.parts.pavement import stains
from core.scenes.parts.perspective import Lens, ground_plane, lay, lens_of
from core.scenes.parts.plants_far import grown_palm, mesas, palm
from core.scenes.parts.ranges import Range, mountains
from core.scenes.parts.renewed import is_seen
from core.scenes.parts.sheets import Sheet
from core.scenes.spec import SceneSpec, is_anew, is_latest

BINS = ((48.0, 1e9), (24.0, 48.0), (0.0, 24.0))
"""Distances (from, to) of what shares one blur, far first."""
TURF = {
    "summer": ("4a5a2a", "6b7638", "8d8a4e"),
    "spring": ("4c6428", "66803a", "8f9e54"),
    "autumn": ("6a5a30", "8c7440", "a58a52"),
    "winter": ("c9ccd0", "e3e6ea", "f0f2f4"),
}


def _linear(code: str) -> Array:
    return to_linear(rgb(code))


def road_mountains(spec: SceneSpec, view: View) -> Painting:
    """A mountain road: ranges in the haze, firs and meadows beside it."""
    rng, day = stream(spec, "road"), day_of(spec)
    lens, road = lens_of(spec, view), road_by(rng)
    back = coarse(lens)
    snowy = spec.season == "winter"
    heaven = sky(spec, day, back.height, back.width, back.vanish, _cover(spec))
    scenery = _ranges(spec, back, day, heaven, 0.25 if snowy else 0.55 if "snow_peaks" in spec.props else 0.9)
    sheets = [(near, far, Sheet(back)) for near, far in BINS]
    if "firs" in spec.props or rng.random() < 0.6:
        _along(spec, sheets, lens, road, day, "fir", 46 if "firs" in spec.props else 22)
    _along(spec, sheets, lens, road, day, "bush", 16)
    if _railed(spec, rng, 0.35):
        guard_rail(sheets, lens, road, _far_side(road), day, BROAD if is_latest(spec) else NARROW)
    verge = verge_on(
        lens, first_row(lens), day, "snow" if snowy else "turf", TURF[spec.season], float(rng.uniform(0, 50))
    )
    return _driven(spec, lens, day, road, scenery, sheets, verge)


def road_desert(spec: SceneSpec, view: View) -> Painting:
    """A road through dry land: scrub, mesas or dunes at the horizon."""
    rng, day = stream(spec, "road"), day_of(spec)
    lens, road = lens_of(spec, view), road_by(rng, calm=True)
    back = coarse(lens)
    scenery = sky(spec, day, back.height, back.width, back.vanish, 0.6 * _cover(spec))
    both = not {"mesas", "dunes"} & set(spec.props)
    if "dunes" in spec.props or (both and rng.random() < 0.3):
        made = Range(back.vanish + 0.01, 0.1, 0.5, 0.0, _linear("c99a62"), _linear("b98850"), air=(0.15, 0.4))
        scenery = _before(scenery, mountains(spec.stream("dunes"), scenery.shape[:2], made, day))
    else:
        low = Range(back.vanish + 0.006, 0.1, 0.9, 0.75, _linear("a8795a"), _linear("8d5f48"), air=(0.5, 0.9))
        scenery = _before(scenery, mountains(spec.stream("hills"), scenery.shape[:2], low, day))
        if "mesas" in spec.props or rng.random() < 0.6:
            scenery = _before(scenery, mesas(stream(spec, "mesas"), back, day))
    if "dust" in spec.props:
        scenery = dusty(spec, back.vanish, day, scenery)
    sheets = [(near, far, Sheet(back)) for near, far in BINS]
    _along(spec, sheets, lens, road, day, "scrub", 130 if "bushes" in spec.props else 60)
    codes = ("9a6b45", "b98a5c", "c9a273") if rng.random() < 0.6 else ("a88f6a", "c2aa84", "d2bf9c")
    verge = verge_on(lens, first_row(lens), day, "dust", codes, float(rng.uniform(0, 50)))
    return _driven(spec, lens, day, road, scenery, sheets, verge)


def road_coast(spec: SceneSpec, view: View) -> Painting:
    """A road above the sea, headlands in the haze."""
    rng, day = stream(spec, "road"), day_of(spec)
    seen = is_seen(spec)
    lens, road = lens_of(spec, view), road_by(rng)
    if seen:
        # The sea lies across the view, right behind the road's farther verge.
        road = replace(road, turn=float(np.copysign(np.radians(rng.uniform(72, 86)), road.turn)), bend=0.0)
        road = replace(road, beside=-float(np.sign(road.turn)) * float(rng.uniform(0.2, 1.0)))
    back = coarse(lens)
    heaven = sky(spec, day, back.height, back.width, back.vanish, 0.8 * _cover(spec))
    side = _far_side(road)
    scenery = _blue(spec, back, day, heaven) if seen else _sea(spec, back, day, heaven)
    scenery = _headlands(spec, back, day, scenery, side)
    sheets = [(near, far, Sheet(back)) for near, far in BINS]
    if "palms" in spec.props:
        for along in np.arange(float(rng.uniform(4, 9)), 90, float(rng.uniform(9, 14))):
            own = np.random.default_rng([*spec.stream("palm"), round(along * 100)])
            across, away = road.point(lens, side * (road.half + float(own.uniform(1.5, 3))), float(along))
            if away > 7:
                plant = grown_palm if is_anew(spec) else palm
                plant(own, _sheet_at(sheets, away), day, (across, away), float(own.uniform(6, 9)))
    coast = lens.focus + float(rng.uniform(6.5, 8.5)) if seen else float(rng.uniform(26, 40))
    _along(spec, sheets, lens, road, day, "bush", 5 if seen else 12, coast)
    if _railed(spec, rng, 0.5):
        guard_rail(sheets, lens, road, side, day, BROAD if is_latest(spec) else NARROW)
    verge = verge_on(
        lens, first_row(lens), day, "turf", ("8a7a50", "a39262", "6f7440"), float(rng.uniform(0, 50))
    )
    return _driven(spec, lens, day, road, scenery, sheets, verge, coast=coast)


def _railed(spec: SceneSpec, rng: np.random.Generator, usual: float) -> bool:
    """Whether there is a rail: a long car's far wheels are soon over one, so that it is only where it is
    asked for. In scenes of an earlier form the ``usual`` share of roads had one."""
    drawn = "guardrail" in spec.props or rng.random() < usual
    return drawn and ("guardrail" in spec.props or not is_latest(spec))


def _cover(spec: SceneSpec) -> float:
    """How much of the sky is clouded."""
    return float(stream(spec, "cover").uniform(0.15, 0.6))


def _far_side(road: Road) -> float:
    """The side of the road (1 right) that lies behind what stands on it."""
    return -1.0 if road.turn > 0 else 1.0


def _before(below: Array, layer: Array) -> Array:
    return (below * (1 - layer[..., 3:]) + layer[..., :3]).astype(np.float32)


def _sheet_at(sheets: list[tuple[float, float, Sheet]], away: float) -> Sheet:
    return next(sheet for near, far, sheet in sheets if near <= away < far)


def _ranges(spec: SceneSpec, lens: Lens, day: Day, heaven: Array, snow: float) -> Array:
    """Two or three ranges, one behind the other."""
    rng, made = stream(spec, "ranges"), heaven
    shape = heaven.shape[0], heaven.shape[1]
    grass = _linear(str(rng.choice(["5d6a38", "6f7048", "57633a"])) if spec.season != "winter" else "c9ced6")
    wood = _linear({"autumn": "6a5228", "winter": "4a5450"}.get(spec.season, "243420"))
    far = Range(
        lens.vanish + 0.02,
        float(rng.uniform(0.3, 0.42)),
        0.9,
        0.95,
        _linear("8a857c"),
        _linear("6d6863"),
        snow=snow,
        air=(0.5, 0.85),
    )
    near = Range(
        lens.vanish + 0.03,
        float(rng.uniform(0.12, 0.2)),
        1.0,
        0.35,
        grass,
        _linear("7a756a"),
        snow=max(snow, 0.7) if snow > 0.3 else 0.3,
        air=(0.12, 0.4),
        trees=wood,
    )
    for name, layer in (("far range", far), ("near range", near)):
        made = _before(made, mountains(spec.stream(name), shape, layer, day))
    return made


def _sea(spec: SceneSpec, lens: Lens, day: Day, heaven: Array) -> Array:
    """The sky with the sea below it, seen from a cliff."""
    first = first_row(lens)
    drop = 22.0
    plane = ground_plane(lens, first)
    low = type(plane)(plane.gap, plane.lateral, lens.up + drop, lens.focal, plane.soft * 0, plane.pixel)
    waves = lay(stains(spec.stream("waves")), low, (0.0, 0.0))
    down = np.clip(lens.rows[first:] - lens.vanish, 0, None)[:, None]
    mirror = np.clip(0.75 * np.exp(-down / 0.05) + 0.2, 0, 1)
    deep = _linear("1c5f78") * 0.7 + _linear("2f8f98") * 0.3
    body = deep * day.lit(max(0.2, day.toward[1]), 0.8) * (1 + 0.12 * waves[..., 3])[..., None]
    glow = day.horizon * 0.75 + day.middle * 0.2
    share = (mirror * (1 + 0.25 * waves[..., 3] * np.clip(down / 0.05, 0.2, 1)))[..., None]
    sea = body * (1 - share) + glow * share
    at = day.seen_at(lens.vanish, lens.aspect)
    if at is not None:
        path = np.exp(-(((lens.columns[None] + lens.aspect / 2 - at[1]) / (0.08 + down)) ** 2))
        sparks = np.clip(waves[..., 3] - 0.6, 0, None) + 0.25
        sea = sea + (path * sparks * 1.6 * day.behind)[..., None] * day.sun
    made = heaven.copy()
    made[first:] = sea
    return made.astype(np.float32)


def _blue(spec: SceneSpec, lens: Lens, day: Day, heaven: Array) -> Array:
    """The sky with the sea below it as it is known from a cliff: deep blue to the horizon, lighter and
    greener inshore, ruffled, in low sun with the sky's colours on it, and the sun's path."""
    first = first_row(lens)
    plane = ground_plane(lens, first)
    low = type(plane)(plane.gap, plane.lateral, lens.up + 26.0, lens.focal, plane.soft * 0, plane.pixel)
    waves = lay(stains(spec.stream("waves")), low, (0.0, 0.0))
    down = np.clip(lens.rows[first:] - lens.vanish, 0, None)[:, None]
    inshore = np.clip(down / 0.13 + 0.06 * waves[..., 1], 0, 1)[..., None]
    body = _linear("1f5c86") * (1 - inshore) + _linear("3f9fa6") * inshore
    body = body * day.lit(max(0.42, day.toward[1]), 1.0) * (1 + 0.2 * waves[..., 3])[..., None]
    late = 0.1 * (1 - float(np.clip(2 * day.toward[1], 0, 1)))
    sheen = (0.34 * np.exp(-down / 0.06) + 0.14 + late) * (1 + 0.5 * waves[..., 3])
    share = np.clip(sheen, 0, 0.75)[..., None]
    sea = body * (1 - share) + (day.horizon * 0.6 + day.middle * 0.3) * share
    caps = np.clip(waves[..., 3] - 1.5, 0, 1) * np.clip(down / 0.05, 0, 1)
    sea = sea + (0.5 * caps)[..., None] * (day.sun + day.sky)
    at = day.seen_at(lens.vanish, lens.aspect)
    if at is not None:
        path = np.exp(-(((lens.columns[None] + lens.aspect / 2 - at[1]) / (0.06 + 0.8 * down)) ** 2))
        sparks = np.clip(waves[..., 3] - 0.5, 0, None) + 0.2
        sea = sea + (path * sparks * 1.6 * day.behind)[..., None] * day.sun
    made = heaven.copy()
    made[first:] = sea
    return made.astype(np.float32)


def _headlands(spec: SceneSpec, lens: Lens, day: Day, scenery: Array, side: float) -> Array:
    """Land that runs out into the sea, one bluff behind the other; high cliffs with the prop."""
    rng = stream(spec, "headlands")
    high = 0.3 if "cliffs" in spec.props else 0.13
    shape = scenery.shape[0], scenery.shape[1]
    x = lens.columns[None] / lens.aspect + 0.5
    for step, air in ((0.62, (0.5, 0.8)), (0.36, (0.25, 0.5))):
        layer = Range(
            lens.vanish + 0.012,
            high * float(rng.uniform(0.8, 1.2)),
            0.8,
            0.5,
            _linear("66703e"),
            _linear("8d7f6c"),
            air=air,
        )
        made = mountains(spec.stream(f"headland {step}"), shape, layer, day)
        reach = x if side < 0 else 1 - x
        # The land sinks to the sea towards the open side.
        sunk = (ramp(reach, step * 0.35, step) * high * 1.5 * shape[0])[0]
        rows = np.arange(shape[0], dtype=np.float32)[:, None] - sunk[None]
        columns = np.repeat(np.arange(shape[1], dtype=np.float32)[None], shape[0], 0)
        made = cv2.remap(made, columns, rows.astype(np.float32), cv2.INTER_LINEAR)
        foot = ramp(lens.rows, lens.vanish + 0.016, lens.vanish + 0.008)[:, None, None]
        scenery = _before(scenery, made * foot)
    return scenery


def _along(
    spec: SceneSpec,
    sheets: list[tuple[float, float, Sheet]],
    lens: Lens,
    road: Road,
    day: Day,
    what: str,
    count: int,
    farthest: float = 220.0,
) -> None:
    """Plants on the land on both sides of the road as far as ``farthest`` metres, none on it and none before
    what is in focus."""
    rng = stream(spec, what)
    found: list[tuple[float, float, int]] = []
    for number in range(count):
        away = float(15 * (farthest / 15) ** rng.random())
        across = float(rng.uniform(-0.75, 0.75)) * away / lens.focal
        right, _ = road.places(lens, np.float32(across), np.float32(away))
        clear = road.half + (7.0 if what == "fir" else 1.2)
        if abs(float(right)) > clear and away > lens.focus * (2.2 if what == "fir" else 1.25):
            found.append((away, across, number))
    for away, across, number in sorted(found, reverse=True):
        own, sheet = np.random.default_rng([*spec.stream(what), number]), _sheet_at(sheets, away)
        variant, x, y = int(own.integers(99)), *sheet.at(across, 0, away)
        if what == "fir":
            size = float(own.uniform(6, 13))
            sheet.oval(
                x,
                y,
                0.16 * size * lens.focal / away,
                0.012 * size * lens.focal / away,
                three(0.02, 0.025, 0.02) * day.sky,
            )
            plant_crown(sheet, day, variant, "fir", "fir", (across, -0.2, away), size)
            continue
        size = float(own.uniform(0.5, 1.1)) if what == "scrub" else float(own.uniform(0.7, 1.9))
        leaves = "scrub" if what == "scrub" else {"winter": "bare"}.get(spec.season, spec.season)
        shadow = three(0.05, 0.045, 0.04) * (day.sky + 0.1)
        sheet.oval(x, y, 0.4 * size * lens.focal / away, 0.05 * size * lens.focal / away, shadow)
        plant_crown(sheet, day, variant, "round", leaves, (across, -0.22 * size, away), size)


NEAT = 0.04
"""Metres by which a road's edge is uneven: by more it looks torn."""


def _driven(
    spec: SceneSpec,
    lens: Lens,
    day: Day,
    road: Road,
    scenery: Array,
    sheets: list[tuple[float, float, Sheet]],
    verge: Array,
    coast: float = 0.0,
) -> Painting:
    """The road put into its land. ``coast`` metres off the land ends."""
    wet = 0.75 if spec.materials.ground == "wet asphalt" else 0.0
    first = first_row(lens)
    radii = (lens.disc(90.0), lens.disc(33.0), lens.disc(18.0))
    place = Outdoors(
        scenery=scenery,
        far=400.0,
        layers=[(sheet.layer(), radius) for (_, _, sheet), radius in zip(sheets, radii, strict=True)],
        melts=(coast * 1.25, coast) if coast else (900.0, 350.0),
        damp=wet,
        polish=0.3,
    )
    paving = pave(spec, lens, spec.materials.ground or "asphalt", first, wet, spec.colours.ground)
    tone, on = roadway(stream(spec, "roadway"), lens, road, paving, verge, NEAT if is_latest(spec) else 0.12)
    made = Paving(first, tone, paving.slope * on[..., None], paving.damp * on)
    light = assemble(lens, place, made, lambda p: _daylit(lens, day, p))
    return as_painting(lens, place, light, tint_of(day))


def _daylit(lens: Lens, day: Day, paving: Paving) -> Array:
    """Ground in the sun, fading into the air with distance."""
    light = day.lit(max(day.toward[1], 0.16), 0.92)
    made = paving.under(light.astype(np.float32), day.toward, day.hard)
    away = lens.focal * lens.up / np.maximum(lens.rows[paving.first :] - lens.vanish, 0.004)
    share = (1 - np.exp(-away * (0.0006 + 0.0016 * day.air)))[:, None, None]
    return (made * (1 - share) + (day.horizon * 0.7 + day.middle * 0.15) * share).astype(np.float32)
