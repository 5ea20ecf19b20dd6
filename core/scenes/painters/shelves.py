"""A shelf board on a wall, seen nearly level."""

from dataclasses import replace

import cv2
import numpy as np

from core.scenes.painters import counters, tables
from core.scenes.painters.tables import FRONT
from core.scenes.painting import Painting, View
from core.scenes.parts import glow
from core.scenes.parts.camera import develop, to_linear
from core.scenes.parts.canvas import Array, grid, ramp
from core.scenes.parts.periodic import fetch
from core.scenes.parts.renewed import renewed
from core.scenes.parts.surfaces import surface
from core.scenes.spec import SceneSpec

THICK = 0.042
"""How thick the board is, in shares of the height."""


def shelf(spec: SceneSpec, view: View) -> Painting:
    """The board ends at its front edge; below it the wall goes on in the board's shadow."""
    made = counters.counter(spec, view)
    start = int((FRONT - 0.02) * view.height)
    y, x = (np.ascontiguousarray(one[start:]) for one in grid(view.height, view.width))
    light = to_linear(made.image[start:])
    below = ramp(y, FRONT + THICK - 0.0015, FRONT + THICK + 0.0015)[..., None]
    front = ramp(y, FRONT - 0.0015, FRONT + 0.0015)[..., None]
    lower = _face(spec, view, y, x) * (1 - below) + _wall_below(spec, view, y) * below
    light = light * (1 - front) + lower * front
    # The rounded edge catches the light from above.
    light = light * (1 + np.exp(-(((y - FRONT) / 0.0028) ** 2))[..., None] * 0.22)
    image, disparity = made.image.copy(), made.disparity.copy()
    image[start:] = develop(light.astype(np.float32))
    ground = made.ground
    level, near = ((row - ground.vanish) / (1 - ground.vanish) for row in (ground.far, FRONT))
    own = disparity[start:]
    own[:] = np.where(y < FRONT, own, np.where(y < FRONT + THICK, near, level))
    # A reflection may be drawn past the front edge, where there is no board to mirror anything.
    ground = replace(ground, mirror=0.4 * ground.mirror)
    return replace(made, image=image, disparity=disparity, ground=ground)


def _face(spec: SceneSpec, view: View, y: Array, x: Array) -> Array:
    """Linear light of the board's front at rows ``y``: its material lengthwise, darker towards its lower
    edge."""
    material = spec.materials.ground or spec.place.grounds[0]
    texture = surface(
        renewed(spec, material), tables.texels(view), spec.stream("board material"), spec.colours.ground
    )
    picture = fetch(texture, x / np.float32(0.9), (y - FRONT) / np.float32(0.9) + np.float32(0.31))
    key, fill = glow.colours(spec.light)
    level = 0.5 + 0.28 * (1 - ramp(y, FRONT, FRONT + THICK))
    return (to_linear(picture) * (key + fill) * level[..., None]).astype(np.float32)


def _wall_below(spec: SceneSpec, view: View, y: Array) -> Array:
    """Linear light at rows ``y`` of the wall under the board, in its shadow, which ends below, softly."""
    made = counters.wall_of(spec, tables.table_top(spec, view), counters.wall_size(spec, view))
    made = cv2.resize(made, (view.width, view.height), interpolation=cv2.INTER_LINEAR)[-len(y) :]
    deep = 0.05 + 0.11 * np.tan(np.deg2rad(min(spec.light.height, 70))) / 1.5
    shade = 0.34 + 0.4 * ramp(y, FRONT + THICK, FRONT + THICK + deep)
    return (made * shade[..., None]).astype(np.float32)


def shop_shelf(spec: SceneSpec, view: View) -> Painting:
    """A shop's shelf: a board, other shelves of goods out of focus behind it."""
    return tables.table(spec.model_copy(update={"kind": "table", "backdrop": "store"}), view)
