"""Surfaces faced straight on: a flat lay seen from above, and a wall to hang on."""

from dataclasses import replace

import numpy as np

from core.scenes.painting import Ground
from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.fixed import HOOK
from core.scenes.parts.renewed import renewed_wall
from core.scenes.parts.surfaces import SURFACES, dyed
from core.scenes.parts.swatches import PAPERS, WALLS, pick
from core.scenes.spec import is_anew
from core.scenes.traced import lights, meshes
from core.scenes.traced.materials import Material
from core.scenes.traced.sets import Shot, Stage
from core.scenes.traced.studio import ACROSS, OUT, UP
from core.scenes.wall_light import seen_to_fall

PLAIN = ("paper", "linen", "plaster", "paint", "silk", "velvet", "carpet", "panelling", "satin")


def faced(shot: Shot, material: Material, toward: Array) -> Stage:
    """A flat surface at z = 0 lit from ``toward``, perhaps through a pattern."""
    spec = shot.spec
    mix = lights.mix_of(spec.light)
    lamps = {"surround": lights.surround(mix)}
    if spec.light.pattern != "none":
        aim = lights.Aim(np.zeros(3, np.float32), ACROSS, UP, OUT, 1.0)
        lamps |= lights.through(spec, mix, aim, toward, OUT)
    else:
        target = np.zeros(3, np.float32)
        lamps["key"] = lights.key_light(spec.light, mix, target, toward, OUT)
    surface = SURFACES[material.name]
    sheet = meshes.wall(0.0, -4.0, 4.0, 4.0, material.tile)
    return Stage(
        things={"surface": sheet.shape("surface", material.bsdf())},
        lamps=lamps,
        ground=Ground(
            vanish=spec.camera.horizon,
            far=0.0,
            foot=0.5,
            mirror=surface.mirror,
            rough=surface.rough,
            shade=0.6,
        ),
        tint=mix.tint,
        brightness=mix.bright,
        depth=4,
    )


def flat_lay(shot: Shot) -> Stage:
    """A table, floor or cloth seen straight from above."""
    spec = shot.spec
    name = spec.materials.ground or spec.place.grounds[0]
    own = pick(stream(spec, "ground colour"), PAPERS)
    code = spec.colours.ground or (own if name in PLAIN else None)
    code = dyed(name, code, spec.colours.accent)
    return faced(shot, shot.material("ground", name, code), lights.over_table(spec.light))


def hanging_wall(shot: Shot) -> Stage:
    """A wall on which something hangs."""
    if is_anew(shot.spec):
        light = seen_to_fall(shot.spec.light)
        shot = replace(shot, spec=shot.spec.model_copy(update={"light": light}))
    spec = shot.spec
    name = spec.materials.wall or spec.place.walls[0]
    own = pick(stream(spec, "wall colour"), WALLS)
    code = spec.colours.wall or (own if name in PLAIN else None)
    aside = float(np.clip(spec.light.direction, -62, 62))
    toward = lights.towards(aside, float(np.clip(spec.light.height, 14, 58)))
    stage = faced(shot, shot.material("wall", renewed_wall(spec, name), code), toward)
    # A nail where the hook of what hangs is.
    steel = {"type": "roughconductor", "material": "Cr", "alpha": 0.3}
    at = [0.0, 0.5 - HOOK - 0.004 / shot.metres, 0.0]
    stage.things["nail"] = {"type": "sphere", "center": at, "radius": 0.008 / shot.metres, "bsdf": steel}
    return stage
