"""A wall seen straight on, for what hangs: the light on it, and what it hangs from."""

import numpy as np

from core.scenes.modelled.potted import potted
from core.scenes.modelled.strewn import hang_a_hat
from core.scenes.painters.flat import NEAR, shade_of, shown
from core.scenes.painters.wall_edges import past_the_wall, wall_share, within
from core.scenes.painting import Ground, Painting, Spot, View
from core.scenes.parts.canvas import blur, stream
from core.scenes.parts.composed_walls import COMPOSED
from core.scenes.parts.coverings import WALLS as COVERED
from core.scenes.parts.coverings import spread
from core.scenes.parts.daylight import daylight, dimmed
from core.scenes.parts.fixed import laid_over, shadowed
from core.scenes.parts.floats import f32
from core.scenes.parts.heightfield import Relief, lit
from core.scenes.parts.lens import finished
from core.scenes.parts.renewed import renewed_wall
from core.scenes.parts.straight import hanging_lamp, material, tint_of
from core.scenes.parts.swatches import WALLS, pick
from core.scenes.parts.upright import falloff, through
from core.scenes.parts.wall_fixtures import all_fixtures
from core.scenes.parts.woods import WOODS
from core.scenes.spec import SceneSpec, since

ON_WALL = (0.47, 0.34, 0.32)
"""Row of the middle of what hangs flat on the wall, half its width at most in widths of the picture, and half
its height at most."""
BEHIND = 0.0024
"""How far out of focus the wall behind a rail is, in heights of the picture."""
PLAIN = frozenset({"plaster", "paint", "paper", "velvet", "silk", "panelling"})


def hanging_wall(spec: SceneSpec, view: View) -> Painting:
    """The wall straight on, with what is fixed to it."""
    size = view.height, view.width
    lamp = hanging_lamp(spec.light)
    wall = wall_of(spec, size)
    things = all_fixtures(spec, lamp, size, shown(spec)) + potted(spec, lamp, size)
    edge = wall_share(spec, lamp, size, shown(spec)) if spec.backdrop else None
    if edge is not None:
        things = within(things, edge[0])
    key = through(spec, lamp, size) * falloff(lamp, size)
    if things and since(spec, 7) and "rail" in spec.props:
        # What hangs before it is what the camera looks at.
        wall = Relief(blur(wall.albedo, BEHIND * size[0]), blur(wall.height, BEHIND * size[0]), wall.gloss)
    if things:
        left, around = shadowed(things, lamp, size, shown(spec))
        light = lit(wall, lamp, 1.0, key * left) * (0.4 + 0.6 * around)[..., None]
        light = laid_over(f32(light), things)
    else:
        light = lit(wall, lamp, 1.0, key)
    light = dimmed(light, daylight(spec, lamp, size))
    if "straw hat" in spec.props:
        hang_a_hat(spec, light, lamp, shown(spec))
    disparity = np.full(size, NEAR, np.float32)
    if edge is not None:
        light, far = past_the_wall(light, spec, view, lamp, edge)
        disparity = f32(NEAR * edge[1] + far)
    return Painting(
        image=finished(light, spec.stream("grain")),
        disparity=disparity,
        ground=Ground(
            vanish=-1.0,
            far=0.0,
            foot=0.85,
            shade=shade_of(spec, wall.albedo),
            spot=Spot(view.aspect / 2, ON_WALL[0], ON_WALL[1] * view.aspect, ON_WALL[2])
            if spec.held == "wall"
            else None,
        ),
        tint=tint_of(lamp),
    )


def wall_of(spec: SceneSpec, size: tuple[int, int]) -> Relief:
    """The bare wall's relief. Not to be written to."""
    rng = stream(spec, "wall")
    own, upright = pick(rng, WALLS), bool(rng.random() < 0.6)
    name = spec.materials.wall or spec.place.walls[0]
    colour = spec.colours.wall or (own if name in PLAIN else None)
    if name in COMPOSED:
        return COMPOSED[name](size, shown(spec), spec.stream("wall"), spec.colours.wall)
    if name in COVERED:
        return spread(name, size, shown(spec), spec.stream("wall"), colour, wall=True)
    turn = np.pi / 2 if upright and name in WOODS else 0.0
    return material(renewed_wall(spec, name), size, shown(spec), spec.stream("wall"), colour, turn)
