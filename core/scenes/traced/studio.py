"""Studio sets: paper, walls with a floor, window light, a glossy plate, a shelf."""

from dataclasses import replace
from typing import Any

import numpy as np

from core.scenes.painters.glow import BACKS
from core.scenes.painters.studio import FOOT, furnished
from core.scenes.painting import Ground
from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.illumination import stage_of
from core.scenes.parts.surfaces import SURFACES
from core.scenes.parts.swatches import PAPERS, WALLS, pick, shaded
from core.scenes.parts.woods import WOODS
from core.scenes.spec import SceneSpec
from core.scenes.traced import furnishing, lights, meshes
from core.scenes.traced.materials import Material, plain
from core.scenes.traced.props import shapes_of
from core.scenes.traced.sets import Camera, Shot, Stage

UP: Array = np.array([0, 1, 0], np.float32)
OUT: Array = np.array([0, 0, 1], np.float32)
ACROSS: Array = np.array([1, 0, 0], np.float32)


def camera(spec: SceneSpec, aspect: float) -> Camera:
    """The camera of the painted studio."""
    stage = stage_of(spec, aspect, FOOT)
    return Camera(stage.vanish, stage.focal)


def lamps(shot: Shot, wall: float | None, floor: float = 0.0) -> tuple[dict[str, Any], lights.Mix]:
    """The lamps of a set: the key on the subject's place, or a sun through the spec's pattern, and the
    surround. ``wall`` is the wall's z, ``floor`` the floor's height below which it stands."""
    light = shot.spec.light
    mix = lights.mix_of(light)
    made: dict[str, Any] = {"surround": lights.surround(mix)}
    if light.pattern != "none" and wall is not None:
        toward = lights.raked(light)
        wide = (shot.lens.away - wall) / shot.lens.away
        # As the painted pattern is aimed (``parts.illumination.pattern_at``).
        beyond = -wall / toward[2]
        anchor = np.array(
            [-0.5 * beyond * toward[0], 0.5 * (0.6 * wide - beyond * toward[1]) + floor, wall], np.float32
        )
        aim = lights.Aim(anchor, ACROSS, UP, OUT, wide)
        return made | lights.through(shot.spec, mix, aim, toward, OUT), mix
    if wall is not None:
        made["background"] = background(shot, mix, wall, floor)
    target = np.array([shot.footprint.middle, 0.12, 0.0], np.float32)
    toward = lights.towards(light.direction, max(light.height, 12.0))
    return made | {"key": lights.key_light(light, mix, target, toward, UP, wall)}, mix


def background(shot: Shot, mix: lights.Mix, wall: float, floor: float) -> dict[str, Any]:
    """A soft lamp above that lights the wall alone, as studios do: otherwise it falls off into grey. By the
    seed it lights it evenly or as a pool from one side."""
    rng = shot.random("background")
    strength, side = float(rng.uniform(0.3, 0.62)), float(rng.uniform(-1.2, 1.2))
    room = max(0.5, -wall)
    place = np.array([side, floor + 2.1, wall + 0.9 * room + 0.3], np.float32)
    target = np.array([0.3 * side, floor + 0.75, wall], np.float32)
    distance = float(np.linalg.norm(place - target))
    # A box would throw its own shadow where the key shines past it.
    return lights.spot(place, target, np.pi * strength * distance**2 * (0.5 * mix.key + 0.5), 65.0, 8.0)


def ground_of(shot: Shot, name: str, far: float, wall: float | None = None) -> Ground:
    """The ground of that material, its far edge and its wall's foot at their rows."""
    surface, lens = SURFACES[name], shot.lens
    return Ground(
        vanish=lens.vanish,
        far=far,
        foot=lens.vanish + lens.rise,
        mirror=surface.mirror,
        rough=surface.rough,
        shade=0.6,
        wall=wall,
    )


def modelled(shot: Shot, far: float, near: float | None = None) -> dict[str, Any]:
    """The spec's modelled props on level ground that ends at z = ``far``, and at ``near`` if not only at the
    picture's lower edge."""
    seen = shot.lens.behind(0.97)
    return furnishing.shapes_of(shot, furnishing.Area(0.0, far, seen if near is None else min(near, seen)))


def wall_behind(shot: Shot, far: float) -> float:
    """The z of a wall whose foot is seen in row ``far``, at least a little behind the subject."""
    return min(shot.lens.behind(max(far, shot.lens.vanish + 0.02)), shot.footprint.far - 0.04)


def sweep(shot: Shot) -> Stage:
    """Seamless paper: a floor that curves up into the background, of one colour or of two that blend."""
    spec, rng = shot.spec, stream(shot.spec, "paper")
    own, behind, bend = pick(rng, PAPERS), float(rng.uniform(1.1, 1.9)), float(rng.uniform(0.7, 1.2))
    ground, wall = spec.colours.ground, spec.colours.wall
    if ground and wall and ground != wall:
        return two_papers(shot, ground, wall)
    stage = stage_of(spec, shot.lens.view.aspect, FOOT, behind=behind)
    far = wall_behind(shot, stage.far)
    start = min(far + bend, shot.footprint.far - 0.02)
    paper = shot.material("ground", "paper", ground or wall or own)
    mesh = meshes.sweep(4.0, -start, bend, 6.0, 8.0, paper.tile)
    lit, mix = lamps(shot, start - bend)
    row = shot.lens.row(0, start)
    return Stage(
        things={"sweep": mesh.shape("sweep", paper.bsdf()), **modelled(shot, start)},
        lamps=lit,
        ground=ground_of(shot, "paper", row, shot.lens.row(0, start - 0.4 * bend)),
        tint=mix.tint,
        brightness=mix.bright,
    )


def two_papers(shot: Shot, ground: str, wall: str) -> Stage:
    """A paper wall over a paper floor of another colour."""
    return room(shot, shot.material("ground", "paper", ground), shot.material("wall", "paper", wall))


def wall_floor(shot: Shot) -> Stage:
    """A floor that meets an upright wall, their colours those of the painted one."""
    spec, rng = shot.spec, stream(shot.spec, "materials")
    ground, wall = spec.materials.ground or spec.place.grounds[0], spec.materials.wall or spec.place.walls[0]
    own_wall = pick(rng, WALLS if spec.light.pattern == "none" else WALLS[:9])
    own_ground = shaded(spec.colours.wall or own_wall, float(rng.uniform(0.82, 1.02)))
    plain_ones = ("paint", "plaster", "paper", "carpet", "linen")
    wall_code = spec.colours.wall or (own_wall if wall in ("paint", "plaster") else None)
    ground_code = spec.colours.ground or (own_ground if ground in plain_ones else None)
    upright, turned = bool(rng.random() < 0.5), bool(rng.random() < 0.35)
    made = room(
        shot,
        shot.material("ground", ground, ground_code, floor=True),
        shot.material("wall", wall, wall_code),
        upright=upright and wall in WOODS,
        turned=turned,
    )
    stage = stage_of(spec, shot.lens.view.aspect, FOOT)
    return replace(made, things=made.things | shapes_of(furnished(spec, stage), shot, stage))


def room(
    shot: Shot, floor: Material, wall: Material, *, upright: bool = False, turned: bool = False
) -> Stage:
    """A floor and a wall of those materials, the wall's foot where the painted one has it; ``upright`` turns
    the wall's boards to stand, ``turned`` the floor's to run away from the camera."""
    far = stage_of(shot.spec, shot.lens.view.aspect, FOOT).far
    z = wall_behind(shot, far)
    lit, mix = lamps(shot, z)
    row, quarter = shot.lens.row(0, z), np.pi / 2
    ground = meshes.floor(4.0, -z, 7.0, floor.tile).turned_uv(quarter * turned)
    back = meshes.wall(z, 0.0, 6.0, 7.0, wall.tile).turned_uv(quarter * upright)
    things = {"floor": ground.shape("floor", floor.bsdf()), "wall": back.shape("wall", wall.bsdf())}
    things |= modelled(shot, z)
    if "skirting" in shot.spec.props:
        board = meshes.box((-7.0, 0.0, z), (7.0, 0.085, z + 0.012), 1.0, 0.005)
        things["skirting"] = board.shape("skirting", plain("#efece6"))
    return Stage(
        things=things,
        lamps=lit,
        ground=ground_of(shot, floor.name, row, row),
        tint=mix.tint,
        brightness=mix.bright,
    )


def glossy(shot: Shot) -> Stage:
    """A polished plate before a wall with a pool of light."""
    spec, rng = shot.spec, shot.random("glossy")
    name = spec.materials.ground or spec.place.grounds[0]
    dark = name == "black acrylic"
    plate = shot.material("ground", name, spec.colours.ground)
    own = pick(stream(spec, "glossy"), BACKS) if name != "white acrylic" else "#d5d6d8"
    wall = spec.colours.wall or own
    z = -3.2
    lit, mix = lamps(shot, None)
    edge = min(-0.9, shot.footprint.far - 0.3)
    place = np.array([rng.uniform(-0.5, 0.5), 2.4, z + 2.2], np.float32)
    pool = np.array([rng.uniform(-0.25, 0.25), 0.45, z], np.float32)
    lit["pool"] = lights.spot(place, pool, mix.key * (85.0 if dark else 9.0), 34.0, 3.0)
    if dark:
        lit["surround"] = {"type": "constant", "radiance": lights.colour(0.12 * mix.fill)}
    back = meshes.wall(z, -3.0, 6.0, 9.0, 1.0)
    return Stage(
        things={
            "plate": meshes.floor(4.0, -edge, 7.0, plate.tile).shape("plate", plate.bsdf()),
            "wall": back.shape("wall", plain(wall)),
            **modelled(shot, edge),
        },
        lamps=lit,
        ground=ground_of(shot, name, shot.lens.row(0, edge)),
        tint=mix.tint,
        brightness=mix.bright * (0.8 if dark else 1.0),
    )


def shelf(shot: Shot) -> Stage:
    """A board on a wall."""
    spec, rng = shot.spec, shot.random("shelf")
    board = shot.material("ground", spec.materials.ground or spec.place.grounds[0], spec.colours.ground)
    name = spec.materials.wall or spec.place.walls[0]
    own = pick(stream(spec, "materials"), WALLS)
    code = spec.colours.wall or (own if name in ("paint", "plaster") else None)
    wall = shot.material("wall", name, code)
    front = max(0.1, shot.footprint.near + 0.05) + float(rng.uniform(0, 0.05))
    z = min(-0.24, shot.footprint.far - 0.03) - float(rng.uniform(0, 0.06))
    thick = float(rng.uniform(0.03, 0.055))
    lit, mix = lamps(shot, z)
    half = 4.0 if rng.random() < 0.6 else 0.62 * shot.lens.view.aspect
    plank = meshes.box((-half, -thick, z), (half, 0.0, front), board.tile)
    return Stage(
        things={
            "board": plank.shape("board", board.bsdf()),
            "wall": meshes.wall(z, -3.0, 5.0, 7.0, wall.tile).shape("wall", wall.bsdf()),
            **modelled(shot, z, front),
        },
        lamps=lit,
        ground=ground_of(shot, board.name, shot.lens.row(0, z), shot.lens.row(0, z)),
        tint=mix.tint,
        brightness=mix.bright,
    )
