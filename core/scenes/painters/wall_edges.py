"""The edge of a wall that is seen straight on, and the place past it, out of focus."""

import numpy as np

from core.scenes.kinds import kind_named
from core.scenes.painters.rails import behind
from core.scenes.painting import View
from core.scenes.parts.canvas import Array, grid, noise, ramp, stream
from core.scenes.parts.fixed import Fixture
from core.scenes.parts.floats import f32
from core.scenes.parts.heightfield import Lamp
from core.scenes.spec import SceneSpec

OPEN = 0.23
"""The share of the picture's width in which the place is seen."""
FOCUS = 0.22
"""The camera's blur there: near enough to know the place."""
SHIFT, IN_TOWN = 0.3, 0.08
"""Which part of the place is seen there, in widths of the picture from its own: of a town its houses, of
others what is in the middle."""
THICK = 0.026
"""Metres of the wall's thickness that are seen."""
UNEVEN = {"field stone": 0.014, "bamboo": 0.0, "aged brick": 0.004, "rustic wood": 0.002, "hedge wall": 0.02}
"""How far the edge of a wall wanders, in metres."""


def open_side(lamp: Lamp) -> int:
    """The side at which the wall ends, 1 right, -1 left: that of the light, so that the shadow of what hangs
    falls on the wall."""
    return 1 if lamp.toward[0] > 0 else -1


def wall_share(spec: SceneSpec, lamp: Lamp, size: tuple[int, int], high: float) -> tuple[Array, Array]:
    """The share of each pixel that shows the wall's face, and the wall or its thickness, H×W each; ``high``
    metres are seen from top to bottom."""
    _, x = grid(*size)
    aspect, side = size[1] / size[0], open_side(lamp)
    wander = UNEVEN.get(spec.materials.wall or "", 0.0012) / high
    edge = aspect / 2 + side * aspect * (0.5 - OPEN)
    edge = edge + wander * noise(stream(spec, "edge"), *size, 14, 3)
    inside = (edge - x) * side
    face = ramp(f32(inside), -0.0006, 0.0006)
    return face, ramp(f32(inside + THICK / high), -0.0006, 0.0006)


def within(things: list[Fixture], wall: Array) -> list[Fixture]:
    """The things before the wall as far as that reaches."""
    return [Fixture(f32(one.light * wall[..., None]), f32(one.cover * wall), one.away) for one in things]


def past_the_wall(
    light: Array, spec: SceneSpec, view: View, lamp: Lamp, shares: tuple[Array, Array]
) -> tuple[Array, Array]:
    """The wall's linear light with the place of ``spec.backdrop`` past its edge, and the disparity of that;
    ``shares`` as of ``wall_share``."""
    face, wall = shares
    near = spec.camera.model_copy(update={"blur": FOCUS})
    place, disparity = behind(spec.model_copy(update={"camera": near}), view)
    side = open_side(lamp)
    town = kind_named(spec.backdrop or "").group == "town"
    moved = -side * round((IN_TOWN if town else SHIFT) * view.width)
    place, disparity = np.roll(place, -moved, axis=1), np.roll(disparity, -moved, axis=1)
    tone = (light * face[..., None]).sum((0, 1)) / max(float(face.sum()), 1.0)
    # What is seen of the wall's thickness is its own stuff, drawn out across it, and in half shade.
    edge = f32(face * (1 - np.roll(face, -side * max(2, round(0.01 * view.height)), axis=1)))[..., None]
    rows = (light * edge).sum(1, keepdims=True) / np.maximum(edge.sum(1, keepdims=True), 1e-3)
    thick = f32((0.35 * tone + 0.65 * rows) * (0.42 + 0.2 * lamp.hardness))
    beside = place * (1 - wall[..., None]) + thick * wall[..., None]
    made = light * face[..., None] + beside * (1 - face[..., None])
    return f32(made), f32(disparity * (1 - wall))
