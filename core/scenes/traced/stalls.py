"""A market stall: a counter, behind it crates of goods, and the market far out of focus."""

from dataclasses import replace
from typing import Any

import numpy as np

from core.scenes.modelled.crates import CRATES, DEEP, HALF
from core.scenes.modelled.model import Part
from core.scenes.painters.stalls import behind_stall
from core.scenes.painters.stands import stand_view
from core.scenes.painters.table_backdrops import Behind
from core.scenes.parts.canvas import Array
from core.scenes.parts.outdoors import day_of
from core.scenes.parts.viewpoint import FOCAL
from core.scenes.parts.worktop import Top
from core.scenes.spec import SceneSpec
from core.scenes.traced.sets import Camera, Shot, Stage
from core.scenes.traced.tables import Goods, before

ROWS = ((-0.62, 0.0), (-1.12, 0.5))
"""Where the middles of the crates of each row stand, in heights of the picture behind the subject, and by how
much of a crate the row is shifted."""
LIES = 0.2
"""How far down, in heights, the counter's far edge lies below where it vanishes."""


def camera(spec: SceneSpec, aspect: float) -> Camera:
    """The camera of the painted stall."""
    from core.scenes.painting import View

    return Camera(stand_view(spec, View(round(1000 * aspect), 1000)).vanish, FOCAL)


def market_stall(shot: Shot) -> Stage:
    """A counter at a market by day, crates of goods behind the subject."""
    spec, view = shot.spec, shot.lens.view
    seen = stand_view(spec, view)
    light = behind_stall(spec, seen, day_of(spec))
    top = Top(seen.vanish, seen.vanish + LIES, seen.foot, seen.span * view.aspect, view.aspect)
    far: Array = light[..., 0] * 0
    return before(shot, top, Behind(light, far), goods=lambda level, edge: crates(shot, level, edge))


def crates(shot: Shot, level: float, edge: float) -> Goods:
    """Two rows of crates on a counter at that ``level`` which ends at z = ``edge``."""
    spec, rng = shot.spec, shot.random("crates")
    named = set(CRATES) & set(spec.props) or set(CRATES)
    builds = [build for name in sorted(named) for build in CRATES[name]]
    order = rng.permutation(len(builds))
    unit = 1 / shot.things
    wood = shot.material("crates", "pine" if spec.materials.ground != "pine" else "oak", None)
    timber = wood.bsdf()
    built: dict[int, tuple[Part, ...]] = {}
    made: dict[str, Any] = {}
    taken: list[tuple[float, float, float]] = []
    number = 0
    wide = 2 * HALF * unit + 0.02
    for row, (behind, shift) in enumerate(ROWS):
        z = min(behind, shot.footprint.far - DEEP * unit - 0.06) - (2.1 * DEEP * unit if row else 0.0)
        scale = (shot.lens.away - z) / shot.lens.away
        reach = int(0.5 * shot.lens.view.aspect * scale / wide + 1)
        for place in range(-reach, reach + 1):
            x = (place + shift) * wide
            sort = int(order[number % len(builds)])
            number += 1
            if sort not in built:
                built[sort] = builds[sort](rng)
            turn = float(rng.normal(0, 0.02)) + (np.pi if rng.random() < 0.5 else 0.0)
            for part_number, part in enumerate(built[sort]):
                key = f"model_crate{number}_{part_number}"
                mesh = part.mesh.turned(turn).scaled(unit).moved(x, level, z)
                # The first part is the crate itself.
                if not part_number and mesh.uv is not None:
                    mesh = replace(mesh, uv=(mesh.uv / wood.tile * unit).astype(np.float32), colours=None)
                made[key] = mesh.shape(key, part.bsdf if part_number else timber)
            taken.append((x, z, 0.5 * wide))
    return Goods(made, tuple(taken))
