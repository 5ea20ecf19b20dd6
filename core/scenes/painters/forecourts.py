"""Places before buildings: a modern one of glass, a warehouse, a filling station, an open car park."""

from dataclasses import dataclass, field

import numpy as np

from core.scenes.painters.fields import foliage_of
from core.scenes.painters.groves import fruit_tree
from core.scenes.painting import Painting, View
from core.scenes.parts.assemble import Outdoors, as_painting, assemble, coarse, first_row
from core.scenes.parts.bokeh import Lamp
from core.scenes.parts.canvas import Array, Random, stream
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.frontage import Face, Patch, Style, drawn, upright
from core.scenes.parts.fronts import (
    Opening,
    courses,
    curtain_wall,
    plaster,
    punched,
    sheet_metal,
    slab,
    walled,
)
from core.scenes.parts.glazing import Glazing
from core.scenes.parts.outdoors import day_of, sky
from core.scenes.parts.paved import Paving, pave, tint_of
from core.scenes.parts.perspective import lens_of
from core.scenes.parts.roadside import car, lamp_post, person, tree
from core.scenes.parts.sheets import Sheet
from core.scenes.parts.soils import linear
from core.scenes.parts.viewpoint import FOCAL, Viewpoint
from core.scenes.spec import SceneSpec

EVENING = {"night": 1.0, "dusk": 0.8, "sunset": 0.35, "foggy": 0.25, "overcast": 0.15, "golden": 0.1}
WARM, COOL, LAMPLIGHT = linear("ffcf9a"), linear("e8f0ff"), linear("ffe3c6")


@dataclass
class Court:
    """A place before buildings while it is put together: ``faces`` far ones first with the metres ``away``
    that they are out of focus by, things that stand on the ground, lamps, ``lights`` (across, away, reach,
    linear) that fall on the ground."""

    spec: SceneSpec
    view: View
    faces: list[tuple[float, list[Face] | Array]] = field(
        default_factory=list[tuple[float, list[Face] | Array]]
    )
    lamps: list[Lamp] = field(default_factory=list[Lamp])
    pools: list[tuple[float, float, float, Array]] = field(
        default_factory=list[tuple[float, float, float, Array]]
    )
    shaded_to: float = 0.0

    def __post_init__(self) -> None:
        self.day = day_of(self.spec)
        self.lens = lens_of(self.spec, self.view, FOCAL)
        self.back = coarse(self.lens)
        back = self.back
        self.eye = Viewpoint(back.width, back.height, back.vanish, back.foot, back.metre, back.soft)
        self.evening = EVENING.get(self.spec.light.time, 0.0)
        self.standing = Sheet(self.back)
        self.standing_away = 40.0

    @property
    def focus(self) -> float:
        """Metres to what is in focus."""
        return self.lens.focus

    def seed(self, part: str) -> tuple[int, ...]:
        """What seeds the chances of one part."""
        return self.spec.stream(part)

    def leafy(self, rng: Random, across: float, away: float, tall: float) -> None:
        """A young tree, ``tall`` metres, with its foot there."""
        layer = np.zeros((self.back.height, self.back.width, 4), np.float32)
        foliage = foliage_of(self.spec, f"leaves {int(rng.integers(4))}", 0.005, 0.1)
        if self.spec.season == "winter":
            bare = Sheet(self.back)
            tree(rng, bare, self.day, (across, away), "winter", tall)
            layer = bare.layer()
        else:
            fruit_tree(rng, layer, self.eye, self.day, (across, away), tall, foliage, "")
        self.faces.append((away, layer))

    def glowing(self, across: float, up: float, away: float, light: Array, power: float) -> None:
        """A lamp that the lens makes a disc of."""
        lens = self.back
        colour = f32(light * np.float32(power * (25 / away) ** 1.2))
        place = lens.column(across, away), lens.row(away, up), lens.row(away, -up)
        self.lamps.append(Lamp(*place, colour, lens.disc(away), 0.3))


def finished(court: Court, paving: Paving, cover: float, damp: float, exposure: float = 1.0) -> Painting:
    """The photograph of the place."""
    spec, lens, back, day = court.spec, court.lens, court.back, court.day
    heaven = sky(spec, day, back.height, back.width, back.vanish, cover)
    layers: list[tuple[Array, float]] = []
    for away, faces in sorted(court.faces, key=lambda one: -one[0]):
        layer = drawn(back, day, court.evening, faces) if isinstance(faces, list) else faces
        share = 1 - np.exp(-away * (0.0015 + 0.006 * max(0.0, day.air - 0.3)))
        layer[..., :3] += share * (layer[..., 3:] * day.horizon * 0.8 - layer[..., :3])
        layers.append((layer, back.disc(away)))
    layers.append((court.standing.layer(), back.disc(court.standing_away)))
    place = Outdoors(
        scenery=heaven,
        far=300.0,
        layers=layers,
        lamps=court.lamps,
        melts=(260.0, 120.0),
        evening=court.evening,
        damp=damp,
        exposure=exposure * (1.0 if court.evening < 0.5 else 1.3),
    )
    light = assemble(lens, place, paving, lambda p: _ground_light(court, p))
    return as_painting(lens, place, light, tint_of(day, WARM, 0.5 * court.evening))


def _ground_light(court: Court, paving: Paving) -> Array:
    """The ground in sun or in the building's shade, and under its lamps."""
    day, lens = court.day, court.lens
    rows = lens.rows[paving.first :]
    metre = (lens.up / np.maximum(rows - lens.vanish, 0.004))[:, None]
    across, away = lens.columns[None] * metre, metre * lens.focal
    up = max(day.toward[1], 0.15)
    reach = court.shaded_to
    sunny = np.ones_like(across + away)
    if reach and day.toward[2] > 0.05:
        sunny = ramp(reach - away, -1.0, 1.0) * 0.0 + ramp(
            reach - 14.0 * day.toward[2] / up - away, -1.5, 1.5
        )
    light = day.lit(f32(sunny * up), f32(0.7 + 0 * sunny))
    if court.evening:
        home = lens.focus
        pool = np.exp(-((across / 4.2) ** 2) - ((away / home - 1) / 0.5) ** 2)
        glow = np.exp(-np.clip(reach - away, 0, None) / 9.0) if reach else 0 * pool
        light = light + court.evening * ((0.16 + 0.5 * pool + 0.35 * glow)[..., None] * LAMPLIGHT)
        for x, z, wide, tone in court.pools:
            share = np.exp(-(((across - x) / wide) ** 2) - ((away - z) / wide) ** 2)
            light = light + court.evening * share[..., None] * tone
    return paving.under(light.astype(np.float32), day.toward, day.hard)


def damp_of(spec: SceneSpec) -> float:
    """How wet the ground is, 0…1."""
    return 0.85 if spec.materials.ground == "wet asphalt" else 0.0


def paved(court: Court, damp: float) -> Paving:
    """The ground's own paving."""
    ground = court.spec.materials.ground or court.spec.place.grounds[0]
    return pave(court.spec, court.lens, ground, first_row(court.lens), damp, court.spec.colours.ground)


def fronted(
    start: tuple[float, float], yaw: float, size: tuple[float, float]
) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """The three corners (left end, near corner, right end) in plan of a block with its near corner at
    ``start``: its front runs to the left by ``size[0]``, its side to the right by ``size[1]`` metres,
    turned by ``yaw`` rad."""
    x, z = start
    left = (x - size[0] * float(np.cos(yaw)), z + size[0] * float(np.sin(yaw)))
    right = (x + size[1] * float(np.sin(yaw)), z + size[1] * float(np.cos(yaw)))
    return left, start, right


def modern_building(spec: SceneSpec, view: View) -> Painting:
    """A modern building of glass, near enough to fill the view, others beyond it."""
    court, rng = Court(spec, view), stream(spec, "building")
    side = float(rng.choice([-1, 1]))
    _glass_block(court, rng, side)
    _beside(court, rng, side)
    _before(court, rng, side)
    damp = damp_of(spec)
    paving = paved(court, damp)
    return finished(court, paving, float(rng.uniform(0.15, 0.5)), damp, 1.05)


def _glass_block(court: Court, rng: Random, side: float) -> None:
    """The building itself: its front turned a little to the ``side`` where its corner is."""
    lit = float(rng.uniform(0.65, 0.9))
    look = Glazing(
        bay=float(rng.choice([1.35, 1.5, 1.8])),
        storey=float(rng.uniform(3.5, 4.0)),
        lit=lit,
        mirror=float(rng.uniform(0.3, 0.5)),
        tint=str(rng.choice(["dfe9ea", "cfe0e6", "d6e4dc", "e6e2d8"])),
    )
    band = float(rng.choice([0.0, 0.9, 1.1]))
    frame = str(rng.choice(["4a4e54", "2e3136", "9aa0a6", "6e747a"]))
    style = curtain_wall(look, frame, band, "39424a", float(rng.uniform(4.2, 5.2)))
    near = court.focus + float(rng.uniform(26.0, 38.0))
    yaw, tall = float(rng.uniform(0.1, 0.34)), float(rng.uniform(16, 34))
    corner = (side * float(rng.uniform(0.12, 0.2)) * near, near)
    front, flank = 70.0, 30.0
    ends = fronted(corner, yaw, (front, flank))
    left, right = ((side * (x - corner[0]) + corner[0], z) for x, z in (ends[0], ends[2]))
    faces = [
        upright(corner, right, style, (0, tall), court.seed("flank")),
        upright(corner, left, style, (0, tall), court.seed("front")),
    ]
    court.faces.append((near + 4.0, faces))
    court.shaded_to = near
    court.pools.append((0.0, near - 2.0, 7.0, WARM * np.float32(0.5)))


def _beside(court: Court, rng: Random, side: float) -> None:
    """Another building farther off, where the near one leaves room."""
    far = court.focus + float(rng.uniform(50, 80))
    look = Glazing(bay=2.6, storey=3.4, lit=0.5, mirror=0.2)
    wall = str(rng.choice(["b9b4aa", "c9c5bd", "8e8a84", "a89c8c"]))
    style = punched(plaster(wall), look, (0.6, 0.6))
    start = (side * float(rng.uniform(9, 13)) * far / 40, far)
    ends = [(start[0] + side * 60.0, far + 6.0), (start[0] - side * 4.0, far + 24.0)]
    faces = [
        upright(start, end, style, (0, float(rng.uniform(14, 26))), court.seed(f"beside {n}"))
        for n, end in enumerate(ends)
    ]
    court.faces.insert(0, (far, faces))


def _before(court: Court, rng: Random, aside: float) -> None:
    """What stands before the building: young trees, lamps, somebody, as the spec wants."""
    spec, sheet, day = court.spec, court.standing, court.day
    court.standing_away = court.focus + 7.0
    for away in (court.focus + 15.0, court.focus + 9.0):
        for side in (-1, 1):
            if "trees" in spec.props or rng.random() < (0.25 if side * aside > 0 else 0.0):
                across = side * float(rng.uniform(0.14, 0.24)) * away
                court.leafy(rng, across, away, float(rng.uniform(4.5, 6.5)))
    if "people" in spec.props:
        for _ in range(5):
            away = court.focus + float(rng.uniform(5, 11))
            person(rng, sheet, day, (float(rng.uniform(-0.3, 0.3)) * away, away))
    if "cars" in spec.props:
        for share in (-0.17, 0.16):
            away = court.focus + 6.0
            at = (share * away, away)
            court.lamps += car(rng, sheet, day, at, share > 0, court.evening)
    if "lamps" in spec.props:
        for side in (-1, 1):
            at = (side * 0.19 * (court.focus + 6.0), court.focus + 6.0)
            court.lamps.append(lamp_post(sheet, day, at, 5.0, court.evening, WARM))


def warehouse(spec: SceneSpec, view: View) -> Painting:
    """An industrial hall of sheet metal or brick with roller doors."""
    court, rng = Court(spec, view), stream(spec, "hall")
    near, tall = court.focus + float(rng.uniform(5.5, 8.0)), float(rng.uniform(7.0, 9.0))
    wall = spec.materials.wall or "sheet metal"
    code = spec.colours.wall or str(rng.choice(["a9afb4", "8b959c", "c6c8c8", "6d7880", "b9b4a8"]))
    skin = {
        "sheet metal": sheet_metal(code),
        "brick": courses(spec.colours.wall or "8a5846", (0.25, 0.075), "a89c90", 0.006),
        "concrete": courses(spec.colours.wall or "a8a6a2", (3.6, 1.8), "7c7a76", 0.014),
    }[wall]
    middle = float(rng.uniform(22.5, 25.5))
    door = str(rng.choice(["d9dbdc", "4f5a63", "8f979d", "9e3b2e", "39566e"]))
    openings = [
        Opening(
            at=(middle + off - 2.2, middle + off + 2.2, 0.0, 4.6),
            sort="roller",
            tone=door,
            panes=(1, 1),
            half=0.09,
            frame="54585c",
        )
        for off in (-8.0, 0.0, 8.0)
    ]
    openings += [
        Opening(at=(middle + 3.2, middle + 4.2, 0.0, 2.1), sort="door", tone="4a5058", panes=(1, 1)),
        *(
            Opening(at=(middle + x, middle + x + 3.0, 5.4, 6.4), panes=(4, 1))
            for x in np.arange(-20.0, 20.0, 4.0)
        ),
    ]
    turn = float(rng.uniform(-0.14, 0.14))
    ends = [(x, near + x * turn) for x in (-24.0, 24.0)]
    sconces = [(middle + off, 5.2, 1.5) for off in (-8.0, 0.0, 8.0)] + [(middle + 3.7, 2.7, 0.8)]
    style = walled(skin, openings, sconces=sconces)
    front = upright(ends[0], ends[1], style, (0, tall), court.seed("front"))
    rim = upright(ends[0], ends[1], slab("6a6e72", 0.9), (tall - 0.25, tall + 0.15), court.seed("rim"))
    court.faces.append((near, [front, rim]))
    court.shaded_to = near
    for off in (-8.0, 0.0, 8.0):
        at = off + middle - 24.0
        if court.evening:
            court.glowing(at, 5.1, near - 0.3, COOL, 30 * court.evening)
            court.pools.append((at, near - 1.5, 3.2, COOL * np.float32(0.9)))
    damp = damp_of(spec)
    return finished(court, paved(court, damp), float(rng.uniform(0.2, 0.55)), damp, 1.03)


def petrol_station(spec: SceneSpec, view: View) -> Painting:
    """A filling station: a lit canopy on posts, pumps below it, the shop behind."""
    court, rng = Court(spec, view), stream(spec, "station")
    near = court.focus + float(rng.uniform(9.0, 13.0))
    code = str(rng.choice(["c8322c", "1f5fa8", "1d7a4c", "d98a1e"]))
    shop = near + 14.0
    hall = Glazing(bay=1.6, storey=3.4, wide=12, deep=6.0, lit=1.0, power=1.15, mirror=0.12)
    front = upright((-15.0, shop), (9.0, shop), curtain_wall(hall, "d8dadc"), (0, 3.4), court.seed("shop"))
    band = upright((-15.2, shop - 0.2), (9.2, shop - 0.2), slab(code, 0.7, linear(code) * 0.7), (3.0, 4.2))
    court.faces.append((shop, [front, band]))
    roof, under = 5.0, linear("f4f8ff")
    low: Face = Face(
        origin=(-13.0, roof, near - 1.5),
        along=(1.0, 0.0, 0.0),
        rise=(0.0, 0.0, 1.0),
        size=(26.0, 11.0),
        style=_soffit,
        seed=court.seed("soffit"),
    )
    edge = upright(
        (-13.0, near - 1.5), (13.0, near - 1.5), _fascia(code), (roof - 0.05, roof + 0.95), court.seed("edge")
    )
    posts = [
        upright((x - 0.22, near + z), (x + 0.22, near + z), slab("d5d8da"), (0, roof))
        for z in (7.0, 1.2)
        for x in (-8.6, -2.4, 4.2, 10.0)
    ]
    pumps = [part for z in (7.0, 1.2) for x in (-6.2, 0.6, 7.2) for part in _pump(x, near + z, code)]
    court.faces.append((near + 4.0, [low, *posts, *pumps, edge]))
    for z in (0.5, 3.5, 6.5):
        for x in (-9.0, -3.0, 3.0, 9.0):
            court.pools.append((x, near + z, 4.0, under * np.float32(0.4)))
    court.pools.append((0.0, court.focus, 4.5, under * np.float32(0.25)))
    damp = damp_of(spec)
    return finished(court, paved(court, damp), float(rng.uniform(0.2, 0.5)), damp, 1.0)


def _soffit(patch: Patch) -> tuple[Array, None]:
    """The canopy from below, with its square lamps."""
    lamp = ramp(0.5 - np.abs(patch.u / 2.6 % 1 - 0.5), 0.2, 0.24) * ramp(
        0.5 - np.abs(patch.v / 2.2 % 1 - 0.5), 0.2, 0.24
    )
    base = linear("dfe3e6") * (patch.day.sky * 0.35 + 0.55 * patch.evening * COOL)
    return f32(base + (lamp * (0.3 + 2.6 * patch.evening))[..., None] * COOL), None


def _fascia(code: str) -> Style:
    """The canopy's edge in the brand's colour, lit from within."""

    def style(patch: Patch) -> tuple[Array, None]:
        white = patch.lit(linear("eceeee"), 0.75) + np.float32(0.55 * patch.evening) * COOL
        stripe = patch.lit(linear(code), 0.75) + np.float32(0.9 * patch.evening) * linear(code)
        share = ramp(patch.v, 0.22, 0.24)
        return f32(white * (1 - share[..., None]) + stripe * share[..., None]), None

    return style


def _pump(x: float, z: float, code: str) -> list[Face]:
    """A pump on its island."""
    return [
        upright((x - 1.6, z - 0.5), (x + 1.6, z - 0.5), slab("a9a7a2"), (0, 0.16)),
        upright((x - 0.5, z - 0.4), (x + 0.5, z - 0.4), slab("e4e6e8", 0.5, COOL * 0.25), (0.16, 2.1)),
        upright((x - 0.5, z - 0.42), (x + 0.5, z - 0.42), slab(code, 0.5, linear(code) * 0.5), (1.75, 2.1)),
        upright((x - 0.3, z - 0.42), (x + 0.3, z - 0.42), slab("23282e", 0.5, COOL * 0.12), (1.1, 1.6)),
    ]
