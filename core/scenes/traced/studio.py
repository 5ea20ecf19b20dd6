"""Studio sets: paper, walls with a floor, and a glossy plate."""

from core.scenes.painting import Ground
from core.scenes.parts.canvas import Array
from core.scenes.parts.surfaces import SURFACES
from core.scenes.traced import lights, meshes
from core.scenes.traced.materials import Material
from core.scenes.traced.sets import Shot, Stage
import numpy as np

PAPERS = ("f4f3f1", "f4f3f1", "e9e4dc", "f1d9cb", "dfe3dc", "d5dfe6", "e8dccb", "cfc8bf", "f2e6da")
PAINTS = ("e9e4db", "d9cdbb", "c9b8a6", "b9c2b4", "aebcc4", "d8b9a4", "e4d4c8", "8f9a8c", "c7cdd0")
UP: Array = np.array([0, 1, 0], np.float32)
TOWARDS_CAMERA: Array = np.array([0, 0, 1], np.float32)


def fill_share(shot: Shot) -> float:
    """How much of the light comes from all around: more in soft light, less at night and with patterns."""
    hard = shot.spec.light.hardness
    return float(0.42 - 0.2 * hard + shot.random("fill").uniform(-0.05, 0.05))


def lamps(shot: Shot, behind: float | None = None) -> tuple[dict[str, object], float]:
    """The key light on the subject's place and the surround, and the key's share."""
    light, fill = shot.spec.light, fill_share(shot)
    target = np.array([shot.footprint.middle, 0.15, 0.0], np.float32)
    toward = lights.towards(light)
    key = lights.key_light(light, target, toward, 1 - fill, UP, behind)
    return {"key": key.shape(), "surround": lights.surround(light, fill)}, 1 - fill


def brightness(shot: Shot) -> float:
    """How bright a picture of that time of day looks."""
    return lights.BRIGHTNESS.get(shot.spec.light.time, 1.0)


def plain_ground(shot: Shot, far: float, name: str, wall: float | None = None) -> Ground:
    """The ground of a set of that material, its far edge and its wall's foot at their rows."""
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


def sweep(shot: Shot) -> Stage:
    """Seamless paper: a floor that curves up into the background, of one colour or of two that blend."""
    spec, rng = shot.spec, shot.random("sweep")
    back = 0.35 + rng.uniform(0.7, 1.5) + max(0.0, -shot.footprint.far)
    radius = rng.uniform(0.8, 1.6)
    code = spec.colours.ground or spec.colours.wall or "#" + str(shot.random("paper").choice(PAPERS))
    mesh = meshes.sweep(4.0, back, radius, 7.0, 9.0, shot.material("ground", "paper", code).tile)
    paper = shot.material("ground", "paper", code)
    lit, share = lamps(shot, -back - radius)
    return Stage(
        things={"sweep": mesh.shape("sweep", paper.bsdf())},
        lamps=lit,
        ground=plain_ground(shot, shot.lens.row(0, -back), "paper", shot.lens.row(0, -back - radius)),
        tint=lights.white_of(spec.light, share),
        exposure=brightness(shot),
        depth=5,
    )


def wall_floor(shot: Shot) -> Stage:
    """A floor that meets an upright wall."""
    spec, rng = shot.spec, shot.random("room")
    back = 0.3 + rng.uniform(0.35, 0.9) + max(0.0, -shot.footprint.far)
    floor, wall = materials(shot)
    things = {
        "floor": meshes.floor(4.0, back, 7.0, floor.tile).shape("floor", floor.bsdf()),
        "wall": meshes.wall(-back, 0.0, 6.0, 7.0, wall.tile).shape("wall", wall.bsdf()),
    }
    lit, share = lamps(shot, -back)
    foot = shot.lens.row(0, -back)
    return Stage(
        things=things,
        lamps=lit,
        ground=plain_ground(shot, foot, floor.name, foot),
        tint=lights.white_of(spec.light, share),
        exposure=brightness(shot),
    )


def materials(shot: Shot) -> tuple[Material, Material]:
    """The materials of floor and wall, painted ones in a colour of the seed's where the spec names none."""
    spec, rng = shot.spec, shot.random("paint")
    kind = spec.place
    ground = spec.materials.ground or (kind.grounds or ("paint",))[0]
    wall = spec.materials.wall or (kind.walls or ("paint",))[0]
    own = "#" + str(rng.choice(PAINTS))
    wall_code = spec.colours.wall or (own if wall == "paint" else None)
    ground_code = spec.colours.ground or (wall_code or own if ground == "paint" else None)
    return (
        shot.material("ground", ground, ground_code, floor=True),
        shot.material("wall", wall, wall_code),
    )
