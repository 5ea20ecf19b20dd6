"""Seats seen from straight above, that clothes are laid on: a sofa's cushions, a stool's round top on its
floor. Each changes the relief of a ground, in place of it."""

import numpy as np

from core.scenes.parts.canvas import grid, noise, ramp, stream
from core.scenes.parts.floats import f32
from core.scenes.parts.heightfield import Relief
from core.scenes.parts.straight import material
from core.scenes.spec import SceneSpec

SEAT = 0.62
"""Metres that one cushion is wide and deep."""
FLOORS = ("oak", "concrete", "herringbone", "walnut")
TOPS = ("sharp oak", "sharp pine", "sharp walnut")


def cushions(spec: SceneSpec, ground: Relief, high: float) -> Relief:
    """The ground's cloth as the cushions of a sofa: swollen, piped along their seams, the back above them."""
    rng = stream(spec, "cushions")
    rows, columns = ground.height.shape
    size = rows, columns
    y, x = grid(*size)
    aspect, unit = size[1] / size[0], 1 / high
    top = float(rng.uniform(0.1, 0.15))
    wander = 0.004 * noise(rng, *size, 4, 2)
    seam = aspect * float(rng.choice((0.12, 0.88))) + 0.02 * float(rng.normal())
    across, down = np.abs(x + wander - seam), np.abs(y + wander - top)
    front = np.abs(y + wander - top - SEAT * unit)
    nearest = np.minimum(np.minimum(across, down), front)
    # Each edge draws the cloth down by itself: nothing of a roof's ridges.
    swell = np.prod([1 - np.exp(-away / (0.055 * unit)) for away in (across, down, front)], axis=0)
    piping = np.exp(-(((np.abs(nearest - 0.009 * unit)) / (0.0045 * unit)) ** 2))
    crease = np.exp(-nearest / (0.006 * unit))
    folds = noise(stream(spec, "folds"), *size, 5, 3)
    height = ground.height + unit * (0.03 * swell + 0.005 * piping + 0.0025 * folds)
    back = ramp(f32(top - y), 0.0, 0.01)
    height = height + unit * 0.05 * back * (1 - np.exp(-np.clip(top - y, 0, None) / (0.05 * unit)))
    tone = ground.albedo * (1 - 0.55 * crease + 0.04 * piping)[..., None]
    return Relief(f32(np.clip(tone, 0, 1)), f32(height), ground.gloss)


def stool_top(spec: SceneSpec, ground: Relief, high: float) -> Relief:
    """A round stool of wood over a floor, which is farther away and in shade."""
    rng = stream(spec, "stool")
    rows, columns = ground.height.shape
    size = rows, columns
    y, x = grid(*size)
    aspect = size[1] / size[0]
    radius = 0.47 * max(1.0, aspect) if aspect >= 1 else 0.56 * aspect
    gone = np.hypot(x - aspect / 2, y - 0.5)
    floor = material(str(rng.choice(FLOORS)), size, 2.2 * high, spec.stream("floor below"), None, 0.4)
    wood = material(str(rng.choice(TOPS)), size, high, spec.stream("stool"), None, 0.15)
    on = ramp(f32(radius - gone), -0.0008, 0.0008)
    rim = np.exp(-np.clip(radius - gone, 0, None) / 0.008)
    shade = 1 - 0.6 * np.exp(-np.clip(gone - radius, 0, None) / 0.09)
    below = floor.albedo * (0.86 * shade)[..., None]
    top = wood.albedo * (1 - 0.25 * rim)[..., None]
    tone = below * (1 - on)[..., None] + top * on[..., None]
    height = wood.height * on + (floor.height * 0.4 - 0.16 / high) * (1 - on) - 0.006 * rim * on
    return Relief(f32(np.clip(tone, 0, 1)), f32(height), 0.05)
