"""A shop's shelf: the subject at its front edge, goods in rows beside and behind it, the next shelves above
and below."""

from typing import Any

import numpy as np

from core.scenes.modelled.groceries import SORTS, label
from core.scenes.painters.tables import table_top
from core.scenes.painting import Ground
from core.scenes.parts.canvas import Random
from core.scenes.traced import lights, meshes
from core.scenes.traced.furnishing import PREFIX
from core.scenes.traced.materials import plain
from core.scenes.traced.sets import Shot, Stage

BACK, THICK, STEP = -0.95, 0.03, 0.025
"""The z of the shelf's back, how thick its board is, and the room between its goods, in heights."""
LEVELS = (-1, 0, 1)
GAP = 0.34
"""Metres from a shelf to the next."""
PRICES = ("#f4f2ea", "#f2d84a", "#f4f2ea", "#e8503a")


def shop_shelf(shot: Shot) -> Stage:
    """A shelf of a shop, at the height of its goods."""
    spec, lens, feet = shot.spec, shot.lens, shot.footprint
    top = table_top(spec, lens.view)
    unit = 1 / shot.things
    front = feet.near + 0.05
    board = shot.material(
        "board material", spec.materials.ground or spec.place.grounds[0], spec.colours.ground
    )
    mix = lights.mix_of(spec.light)
    things: dict[str, Any] = {}
    for level in LEVELS:
        y = level * GAP * unit
        slab = meshes.box((-6.0, y - THICK, BACK), (6.0, y, front), board.tile, 0.004)
        things[f"board{level}"] = slab.shape(f"board{level}", board.bsdf())
        things |= _prices(shot.random(f"prices {level}"), level, y, front)
        things |= _goods(shot, level, y, front)
    back = meshes.wall(BACK, -3.0, 4.0, 7.0, 1.0)
    things["back"] = back.shape("back", plain(spec.colours.wall or "#e4e5e4"))
    place = np.array([0.3, 1.6 + lens.rise, front + 1.6], np.float32)
    aim = np.array([feet.middle, 0.1, 0.0], np.float32)
    lamp = lights.box_light(place, aim, 1.1, (np.pi * mix.key).astype(np.float32))
    return Stage(
        things=things,
        lamps={"lamp": lamp, "surround": {"type": "constant", "radiance": lights.colour(0.75 * mix.fill)}},
        ground=Ground(
            vanish=lens.vanish, far=top.edge, foot=lens.vanish + lens.rise, mirror=0.05, rough=0.5, shade=0.5
        ),
        tint=mix.tint,
        brightness=mix.bright,
    )


def _prices(rng: Random, level: int, y: float, front: float) -> dict[str, Any]:
    """The rail at a board's edge with its price tags."""
    tall = 0.055
    rail = meshes.box((-6.0, y - tall, front), (6.0, y + 0.004, front + 0.008), 1.0, 0.002)
    made: dict[str, Any] = {f"rail{level}": rail.shape(f"rail{level}", plain("#c8cacb"))}
    at = -1.6 + float(rng.uniform(0, 0.1))
    number = 0
    while at < 1.6:
        wide = float(rng.uniform(0.07, 0.1))
        tag = meshes.box((at, y - tall + 0.008, front), (at + wide, y - 0.006, front + 0.0105), 1.0, 0.001)
        name = f"tag{level}_{number}"
        made[name] = tag.shape(name, plain(str(rng.choice(PRICES))))
        at, number = at + wide + float(rng.uniform(0.06, 0.22)), number + 1
    return made


def _goods(shot: Shot, level: int, y: float, front: float) -> dict[str, Any]:
    """Rows of goods on one board, of a sort for a few places, with room for the subject on its own."""
    rng, feet, unit = shot.random(f"goods {level}"), shot.footprint, 1 / shot.things
    made: dict[str, Any] = {}
    own = level == 0
    edge = min(-0.24, feet.far - 0.16) if own else front - 0.05
    reach = 0.5 * shot.lens.view.aspect * (shot.lens.away - BACK) / shot.lens.away + 0.1
    at, number = -reach + float(rng.uniform(0, 0.05)), 0
    while at < reach:
        pack = SORTS[int(rng.integers(len(SORTS)))](rng)
        front_, wide, deep = label(rng, pack), pack.wide * unit + STEP * 0.4, pack.deep * unit
        for _ in range(int(rng.integers(2, 5))):
            if at > reach:
                break
            rows = max(1, int((edge - BACK) / (deep + 0.02)))
            for row in range(min(rows, 2)):
                z = edge - deep / 2 - row * (deep + 0.02)
                turned = pack.mesh.turned(float(rng.normal(0, 0.03))).scaled(unit)
                name = f"{PREFIX}_goods{level}_{number}"
                made[name] = turned.moved(at + wide / 2, y, z).shape(name, front_)
                number += 1
            at += wide
        at += STEP
    return made
