"""What every room has: camera, floor, walls, ceiling, daylight, and how its picture becomes a painting."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from core.scenes.painting import Ground, Painting, Spot, View
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.coverings import COVERINGS, covering
from core.scenes.parts.floats import f32
from core.scenes.parts.furnishings import lin, pick
from core.scenes.parts.heightfield import resized
from core.scenes.parts.interior_eye import Eye, Face
from core.scenes.parts.interior_floor import fresnel
from core.scenes.parts.interior_light import Lights
from core.scenes.parts.interior_photo import photograph
from core.scenes.parts.interior_room import Material, Room
from core.scenes.parts.openings import HOURS, LEAVES, Hour, daylight
from core.scenes.parts.renewed import renewed
from core.scenes.parts.surfaces import FLOORS, SURFACES, raked, surface
from core.scenes.spec import SceneSpec

FOCAL = 1.45
FACED, EYES, ASIDE = 2.15, 1.5, 0.35
"""Of a room whose wall is faced, for what hangs on it: metres of the wall from top to bottom of the picture,
height of the camera in metres, and how far it is turned, by what other rooms are."""
BEFORE = 1.6
"""Metres before that wall of which the light is as where a subject stands."""
GLOSS = {
    "carpet": 0.0,
    "concrete": 0.3,
    "dark concrete": 0.35,
    "tiles": 0.8,
    "white marble": 0.85,
    "white acrylic": 0.7,
    "black acrylic": 0.65,
}


STREWN = frozenset({"straw"})
"""Coverings that lie all over a floor; the others are rugs under the subject."""


@dataclass(frozen=True)
class Site:
    """A room begun: its spec, the hour, where the subject stands (z in m, row of its foot) and the linear
    colours of wall and accent, and on which side its window is (-1 left, 1 right). ``faced``: the subject
    hangs on the wall itself, of which ``spot`` is left free: the height of its middle, half its width and
    half its height in m."""

    spec: SceneSpec
    room: Room
    hour: Hour
    stand: float
    foot: float
    wall: Array
    accent: Array
    lean: float
    faced: bool = False
    spot: tuple[float, float, float] = (1.62, 0.62, 0.42)

    def has(self, prop: str) -> bool:
        """Whether the spec asks for that prop."""
        return prop in self.spec.props

    def chance(self, part: str, share: float) -> bool:
        """Whether the spec asks for that prop, or the seed gives it, in ``share`` of all rooms."""
        return self.has(part) or bool(self.rng(f"whether {part}").random() < share)

    def rng(self, part: str) -> np.random.Generator:
        """The random numbers of one part."""
        return stream(self.spec, part)


@lru_cache(maxsize=8)
def floor_material(
    name: str, texels: int, seed: tuple[int, int], colour: str | None, even: float
) -> Material:
    """The floor of that name, ``texels`` to a period, its contrast kept by ``even`` (0…1)."""
    wooden = name in FLOORS
    made = surface(name, texels, seed, colour, floor=wooden)
    linear = (np.clip(made, 0, 1) ** np.float32(2.2)).astype(np.float32)
    if wooden:
        # Under warm light the raw colours of wood come out more orange than a camera shows them.
        linear = (0.75 * linear + 0.25 * linear.mean(2, keepdims=True)).astype(np.float32)
    linear.setflags(write=False)
    known = SURFACES[name]
    laid = "boards" if wooden else "slabs" if "marble" in name else "tiles" if name == "tiles" else "poured"
    linear = linear.mean((0, 1)) + np.float32(even) * (linear - linear.mean((0, 1))) if even < 1 else linear
    return Material(linear.astype(np.float32), known.span, GLOSS.get(name, 0.4), max(known.rough, 0.12), laid)


@lru_cache(maxsize=4)
def strewn(name: str, seed: tuple[int, int], colour: str | None, texels: int) -> Material:
    """A floor that is strewn with straw or the like all over."""
    albedo, height = covering(name, texels, seed, colour)
    # Under a room's bounced light the yellow of straw would come out green.
    warm = np.array([1.18, 0.97, 0.86], np.float32)
    linear = to_linear(albedo) * raked(height, -0.4, 0.5, 0.5)[..., None] * warm
    linear.setflags(write=False)
    return Material(linear.astype(np.float32), COVERINGS[name].span, 0.0, 1.0, "poured")


@lru_cache(maxsize=4)
def rug_of(
    name: str, seed: tuple[int, int], colour: str | None, size: tuple[float, float], texels: float
) -> Array:
    """A rug of ``size`` (wide, deep) metres, linear, ``texels`` to a metre."""
    span = COVERINGS[name].span
    few = int(np.clip(round(texels * span), 24, 512))
    albedo, height = covering(name, max(few, 256), seed, colour)
    linear = resized(f32(to_linear(albedo) * raked(height, -0.4, 0.5, 0.4)[..., None]), few)
    rows, columns = round(size[1] / span * few), round(size[0] / span * few)
    return np.tile(linear, (rows // few + 1, columns // few + 1, 1))[:rows, :columns].astype(np.float32)


@lru_cache(maxsize=12)
def wall_texture(
    name: str, seed: tuple[int, int], colour: str | None, wide: float, high: float, texels: int
) -> Array:
    """A wall ``wide`` × ``high`` metres of a material, linear, ``texels`` to a metre."""
    span = SURFACES[name].span
    size = int(np.clip(2 ** round(np.log2(texels * span)), 128, 512))
    tile = np.clip(surface(name, size, seed, colour), 0, 1) ** np.float32(2.2)
    if name in ("plaster", "paint", "concrete", "dark concrete"):
        # Out of focus, what is left of a wall's unevenness would look like stains.
        tile = tile.mean((0, 1)) + np.float32(0.45) * (tile - tile.mean((0, 1)))
    count = int(np.ceil(wide / span)), int(np.ceil(high / span))
    whole = np.tile(tile, (count[1], count[0], 1))
    rows, columns = round(high / span * size), round(wide / span * size)
    return whole[-rows:, :columns].astype(np.float32)


def hexed(colour: Array) -> str:
    """``#rrggbb`` of a linear colour."""
    return "#" + "".join(f"{round(float(v) * 255):02x}" for v in np.clip(colour, 0, 1) ** (1 / 2.2))


def begin(
    spec: SceneSpec,
    view: View,
    *,
    walls: str,
    accents: str,
    deep: float,
    half: tuple[float, float] = (1.9, 2.7),
    tall: float = 2.7,
    turn: float = 0.16,
    polished: bool = False,
    faced: float | None = None,
    scale: float = 1.0,
) -> Site:
    """An empty room with its main light. ``deep`` metres lie behind the subject; the side walls are
    ``half`` metres away; ``walls`` and ``accents`` are the colours to choose from; ``polished`` is a
    floor sealed with resin; ``faced`` metres are seen of the wall where the subject hangs on it,
    ``None`` for a room whose wall has no place for that. ``scale``: units of the room to a metre, for the
    inside of furniture."""
    rng = stream(spec, "room")
    vanish = spec.camera.horizon
    foot = float(np.clip(max(0.86, vanish + 0.12), 0, 0.97))
    unit = spec.place.width * spec.camera.distance * scale
    stand = FOCAL * unit
    up = (foot - vanish) * unit
    swing = float(rng.uniform(-turn, turn))
    stretch = max(1.0, spec.camera.distance) ** 0.7
    left, right = -rng.uniform(*half) * stretch, rng.uniform(*half) * stretch
    back = stand + deep * rng.uniform(0.9, 1.15)
    pivot = stand
    on_wall = faced is not None and spec.held == "wall"
    if faced is not None and on_wall:
        back = pivot = FOCAL * faced * spec.camera.distance
        stand, up, swing = back - BEFORE, EYES, ASIDE * swing
        foot = vanish + FOCAL * up / stand
    eye = Eye(FOCAL, vanish, up, swing, pivot, view.height, view.width)
    hour = replace(HOURS[spec.light.time], leaves=LEAVES[spec.season])
    drawn = pick(rng, walls)
    wall = lin(spec.colours.wall) if spec.colours.wall else drawn
    accent_drawn = pick(rng, accents)
    accent = lin(spec.colours.accent) if spec.colours.accent else accent_drawn
    floor, rug = _floor(spec, view, polished)
    room = Room(eye, float(left), float(right), float(back), max(tall, up + 0.6), floor, Lights())
    room.turned = bool(rng.random() < 0.5)
    if rug:
        wide, far = unit * float(rng.uniform(1.0, 1.15)), unit * 0.66
        cloth = rug_of(rug, spec.stream("floor"), spec.colours.ground, (wide, far), view.height / unit)
        room.rugs.append((cloth, float(rng.normal(0, 0.03)) * unit, stand + 0.06 * unit, wide, far))
    lean = 1.0 if stream(spec, "window's side").random() < 0.5 else -1.0
    return Site(spec, room, hour, stand, foot, wall, accent, lean, on_wall)


def _floor(spec: SceneSpec, view: View, polished: bool) -> tuple[Material, str | None]:
    """The spec's floor, and the rug that is to lie on it where the ground is one."""
    name, seed = spec.materials.ground or spec.place.grounds[0], spec.stream("floor")
    texels = 1024 if view.height > 640 else 512
    if name in STREWN:
        return strewn(name, seed, spec.colours.ground, texels), None
    rug = name if name in COVERINGS else None
    bare = next(other for other in spec.place.grounds if other in SURFACES) if rug else name
    even = 0.55 if polished else 0.65 if "concrete" in bare else 1.0
    floor = floor_material(renewed(spec, bare), texels, seed, None if rug else spec.colours.ground, even)
    if polished and "concrete" in bare:
        floor = replace(floor, gloss=0.6, rough=0.3)
    return floor, rug


def shell(site: Site, ceiling: str = "f2f0ec", skirting: bool = True) -> None:
    """Walls of the spec's material, a pale ceiling, skirting boards."""
    room, spec = site.room, site.spec
    name = renewed(spec, spec.materials.wall or spec.place.walls[0])
    colour = hexed(site.wall) if SURFACES[name].recolours else spec.colours.wall
    seed = spec.stream("wall")
    texels = 256 if room.eye.height > 400 else 128
    start, tall = max(0.5, 0.12 * site.stand), room.tall
    long, wide = room.back - start, room.right - room.left

    def face(
        at: tuple[float, float, float], u: tuple[float, float, float], normal: tuple[float, float, float]
    ) -> Face:
        span = float(np.linalg.norm(u))
        texture = wall_texture(name, seed, colour, round(span, 2), tall, texels)
        return Face(
            np.array(at, np.float32),
            np.array(u, np.float32),
            np.array([0, -tall, 0], np.float32),
            np.array(normal, np.float32),
            texture,
            (9, 12),
        )

    room.shell.append(face((room.left, tall, start), (0, 0, long), (1, 0, 0)))
    room.shell.append(face((room.right, tall, room.back), (0, 0, -long), (-1, 0, 0)))
    room.shell.append(face((room.left, tall, room.back), (wide, 0, 0), (0, 0, -1)))
    top = np.array([room.left, tall, start], np.float32)
    room.shell.append(
        Face(
            top,
            np.array([wide, 0, 0], np.float32),
            np.array([0, 0, long], np.float32),
            np.array([0, -1, 0], np.float32),
            lin(ceiling),
            (9, 9),
        )
    )
    if skirting:
        tone = np.clip(site.wall * 1.1, 0, 0.8).astype(np.float32)
        room.block(
            ((room.left + room.right) / 2, 0.045, room.back - 0.008), (wide, 0.09, 0.016), tone, fine=0.8
        )


def end(site: Site, key: float | None = None, lens: float = 1.0) -> Painting:
    """Take the photograph; ``key`` is how bright white gets where the hour does not decide it, ``lens`` how
    much more than a room a place is out of focus: 2 is a near one."""
    room, spec, hour, eye = site.room, site.spec, site.hour, site.room.eye
    bright = hour.key if key is None else key
    image, disparity, white = photograph(
        room, site.foot, lens * spec.camera.blur, bright, hour.balance, site.rng("grain"), by_wall=site.faced
    )
    far = eye.vanish + eye.focal * eye.up / (site.stand + (room.back - site.stand) / np.cos(eye.turn))
    shine = float(fresnel(eye, np.array(site.foot))) * room.floor.gloss
    ground = Ground(
        vanish=eye.vanish,
        far=float(min(far, site.foot - 0.02)),
        foot=site.foot,
        mirror=float(np.clip(shine * 1.6, 0, 0.6)),
        rough=room.floor.rough,
        shade=0.6,
        wall=float(min(far, site.foot - 0.02)),
        spot=_spot(site) if site.faced else None,
    )
    tint = np.clip(white / white.max(), 0, 1) ** (1 / 2.2)
    return Painting(
        image=image, disparity=disparity, ground=ground, tint=(float(tint[0]), float(tint[1]), float(tint[2]))
    )


def _spot(site: Site) -> Spot:
    """Where the free part of the faced wall is seen."""
    eye, (middle, half, tall) = site.room.eye, site.spot
    column, row, _ = eye.project(np.array([0.0, middle, site.room.back], np.float32)) / eye.height
    unit = eye.focal / site.room.back
    half = min(half * unit, 0.46 * eye.width / eye.height)
    return Spot(float(column), float(row), float(half), float(min(tall * unit, row - 0.04)))


def lit_by_day(site: Site) -> None:
    """The main light of the spec, where there is daylight."""
    daylight(site.room, site.spec, site.hour, site.stand)
