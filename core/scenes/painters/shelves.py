"""A shelf board on a wall, seen nearly level."""

from dataclasses import replace

import cv2
import numpy as np

from core.scenes.painters import tables
from core.scenes.painters.tables import FRONT
from core.scenes.painting import Painting, View
from core.scenes.parts import glow
from core.scenes.parts.camera import develop, to_linear
from core.scenes.parts.canvas import Array, grid, ramp
from core.scenes.parts.surfaces import surface
from core.scenes.spec import SceneSpec

THICK = 0.042
"""How thick the board is, in shares of the height."""


def shelf(spec: SceneSpec, view: View) -> Painting:
    """The board ends at its front edge; below it the wall goes on in the board's shadow."""
    made = tables.counter(spec, view)
    size = view.height, view.width
    y, _ = grid(*size)
    light = to_linear(made.image)
    face, wall = _face(spec, view), _wall_below(spec, view)
    below = ramp(y, FRONT + THICK - 0.0015, FRONT + THICK + 0.0015)[..., None]
    front = ramp(y, FRONT - 0.0015, FRONT + 0.0015)[..., None]
    # The rounded edge catches the light from above.
    edge = np.exp(-(((y - FRONT) / 0.0028) ** 2))[..., None] * 0.22
    lower = face * (1 - below) + wall * below
    light = light * (1 - front) + lower * front
    light = light * (1 + edge)
    under = np.clip(made.disparity, 0, None)
    far = float(made.ground.far)
    level = (far - made.ground.vanish) / (1 - made.ground.vanish)
    near = (FRONT - made.ground.vanish) / (1 - made.ground.vanish)
    disparity = np.where(y < FRONT, under, np.where(y < FRONT + THICK, near, level)).astype(np.float32)
    return replace(
        made,
        image=develop(light.astype(np.float32)),
        disparity=disparity,
        ground=replace(made.ground, foot=min(made.ground.foot, FRONT - 0.035)),
    )


def _face(spec: SceneSpec, view: View) -> Array:
    """Linear light of the board's front: its material lengthwise, darker towards its lower edge."""
    material = spec.materials.ground or spec.place.grounds[0]
    texture = surface(material, 512, spec.stream("front"), spec.colours.ground)
    y, x = grid(view.height, view.width)
    across = ((x / 0.9) % 1 * 511).astype(np.float32)
    down = (((y - FRONT) / 0.9 + 0.31) % 1 * 511).astype(np.float32)
    picture = cv2.remap(texture, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    key, fill = glow.colours(spec.light)
    level = 0.5 + 0.28 * (1 - ramp(y, FRONT, FRONT + THICK))
    return (to_linear(picture) * (key + fill) * level[..., None]).astype(np.float32)


def _wall_below(spec: SceneSpec, view: View) -> Array:
    """Linear light of the wall under the board, in its shadow, which ends below, softly."""
    top = tables.table_top(spec, view)
    half = max(view.height // 2, 1), max(view.width // 2, 1)
    made = cv2.resize(
        tables.wall_of(spec, top, half), (view.width, view.height), interpolation=cv2.INTER_LINEAR
    )
    y, _ = grid(view.height, view.width)
    deep = 0.05 + 0.11 * np.tan(np.deg2rad(min(spec.light.height, 70))) / 1.5
    shade = 0.34 + 0.4 * ramp(y, FRONT + THICK, FRONT + THICK + deep)
    return (made * shade[..., None]).astype(np.float32)
