"""What bakers make."""

import numpy as np

from core.scenes.modelled import finish
from core.scenes.modelled.model import Part
from core.scenes.modelled.shapes import bent, coloured, curve, grounded, mixed, noise, skin, tone
from core.scenes.parts.canvas import Random


def croissant(rng: Random) -> tuple[Part, ...]:
    """Rolled layers that step down from the middle to the tips, bent to a crescent, browned on their ridges."""
    rows, sides = 150, 44
    t = np.linspace(-1, 1, rows)
    steps = 3.5 + 0.5 * float(rng.uniform(-1, 1))
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    # Each wrap of the dough begins with an edge: seen from the middle a step down, a little aslant.
    slant = 0.05 * np.sin(turn)[None] + 0.03 * np.sin(2 * turn + rng.uniform(0, 6))[None]
    along = np.abs(t[:, None] + slant) * steps
    step = np.floor(along + 0.5)
    within = along + 0.5 - step
    base = np.clip(1 - (np.abs(t)[:, None] / 1.02) ** 1.7, 0, 1) ** 0.75
    stair = np.clip(1 - (step / steps / 1.02) ** 1.7, 0, 1) ** 0.75
    swell = 0.35 * base + 0.65 * stair * (1.02 - 0.16 * within**2)
    radius = 0.0335 * np.clip(swell, 0.02, 1)
    radius[0], radius[-1] = 0, 0
    angle = t * 1.15
    bow = 0.062
    path = np.stack([np.sin(angle) * bow * 1.1, np.zeros(rows), (1 - np.cos(angle)) * bow * 1.05], 1)
    side = np.stack([-np.sin(angle) * 0.9, np.zeros(rows), np.cos(angle)], 1)
    side = np.stack([-np.sin(angle), np.zeros(rows), -np.cos(angle)], 1)
    up = np.array([0, 1, 0])
    grid = (
        path[:, None]
        + radius[..., None] * (np.cos(turn)[None, :, None] * side[:, None] + 0.82 * np.sin(turn)[None, :, None] * up)
    )
    mesh = skin(np.ascontiguousarray(grid, np.float32))
    rough = 0.0011 * noise(mesh.points, 0.022, rng) + 0.00035 * noise(mesh.points, 0.005, rng)
    mesh = bent(mesh, lambda points: points + (mesh.normals if mesh.normals is not None else 0) * rough[:, None])
    flat = np.maximum(mesh.points[:, 1], -0.019)
    mesh = bent(mesh, lambda points: np.stack([points[:, 0], flat, points[:, 2]], 1))
    edge = np.clip(within * 1.25 - 0.15, 0, 1).ravel()
    high = np.clip(mesh.points[:, 1] / 0.03 + 0.35, 0, 1)
    brown = 0.25 + 0.5 * high + 0.25 * noise(mesh.points, 0.02, rng) * 0.6 - 0.55 * edge**2
    colour = mixed(tone("d9a560"), tone("a8622a"), brown)
    colour = mixed(colour, tone("7a3d16"), np.clip(brown - 0.75, 0, 1) * 1.2)
    return (Part(coloured(grounded(mesh), colour), finish.satin(0.42, 0.45, coat=0.25)),)
