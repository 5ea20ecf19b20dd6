"""What bakers make."""

import numpy as np

from core.scenes.modelled import finish
from core.scenes.modelled.model import Part
from core.scenes.modelled.shapes import (
    Mesh,
    ball,
    bent,
    coloured,
    grounded,
    joined,
    mixed,
    noise,
    rotation,
    skin,
    slab,
    tilted,
    tone,
)
from core.scenes.parts.canvas import Array, Random


def risen(mesh: Mesh, by: Array) -> Mesh:
    """The mesh pushed outward along its normals by metres N."""
    normals = mesh.normals if mesh.normals is not None else np.zeros_like(mesh.points)
    return bent(mesh, lambda points: points + normals * by[:, None])


def flat_below(mesh: Mesh, level: float) -> Mesh:
    """The mesh with what is below ``level`` pressed flat."""
    return bent(mesh, lambda p: np.stack([p[:, 0], np.maximum(p[:, 1], level), p[:, 2]], 1))


def croissant(rng: Random) -> tuple[Part, ...]:
    """Rolled layers that step down from the middle to the tips, bent to a crescent, brown on their ridges."""
    rows, sides = 170, 44
    t = np.linspace(-1, 1, rows)
    steps = 3.2 + 0.4 * float(rng.uniform(-1, 1))
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    slant = 0.07 * np.sin(turn + 0.6)[None] + 0.03 * np.sin(2 * turn + rng.uniform(0, 6))[None]
    along = np.clip(np.abs(t[:, None] + slant), 0, 1) * steps
    step = np.floor(along + 0.5)
    within = along + 0.5 - step
    base = np.clip(1 - np.abs(t)[:, None] ** 1.5, 0, 1) ** 0.62 + 0 * slant
    stair = np.clip(1 - np.clip((step - 0.15) / steps, 0, 1) ** 1.5, 0.0, 1) ** 0.62
    puff = 1 - 0.34 * np.clip(within - 0.12, 0, 1) ** 1.6
    tips = np.clip((1 - np.abs(t)[:, None]) / 0.3, 0, 1) ** 0.75
    radius = 0.036 * np.clip(0.45 * base + 0.55 * stair, 0.12, 1) * puff * tips
    angle = t * 1.05
    bow = 0.067
    path = np.stack([np.sin(angle) * bow * 1.12, np.zeros(rows), (1 - np.cos(angle)) * bow * 1.1], 1)
    side = np.stack([-np.sin(angle), np.zeros(rows), -np.cos(angle)], 1)
    across = np.cos(turn)[None, :, None] * side[:, None] + 0.84 * np.sin(turn)[None, :, None] * np.array(
        [0, 1, 0]
    )
    radius[0], radius[-1] = 0, 0
    mesh = skin(np.ascontiguousarray(path[:, None] + radius[..., None] * across, np.float32))
    wrinkle = 0.0009 * noise(mesh.points, 0.022, rng) + 0.0003 * noise(mesh.points, 0.005, rng)
    mesh = flat_below(risen(mesh, wrinkle), -0.02)
    flake = np.clip(within, 0, 1).ravel()
    high = np.clip(mesh.points[:, 1] / 0.03 + 0.35, 0, 1)
    streak = noise(mesh.points * np.array([0.6, 2.4, 2.4]), 0.02, rng)
    brown = 0.4 + 0.42 * high + 0.16 * streak - 0.62 * np.clip((flake - 0.62) / 0.38, 0, 1)
    colour = mixed(tone("ecc585"), tone("bd7430"), brown)
    colour = mixed(colour, tone("84451a"), np.clip(brown - 0.62, 0, 1) * 1.5)
    return (Part(coloured(grounded(mesh), colour), finish.satin(0.36, 0.5, coat=0.35)),)


def _crust(rng: Random, points: Array, score: Array, flour: float) -> Array:
    """Bread's crust: brown, darker where it bulges, pale in its cuts, floury in patches."""
    share = 0.5 + 0.28 * noise(points, 0.05, rng) + 0.12 * noise(points, 0.008, rng)
    made = mixed(tone("c98a45"), tone("8a4c1e"), share)
    made = mixed(made, tone("e3bf88"), np.clip(score, 0, 1))
    dust = np.clip(0.25 + 0.3 * noise(points, 0.04, rng) + 0.12 * noise(points, 0.006, rng, 1), 0, 1)
    return mixed(made, tone("f0e6d4"), flour * dust * (1 - 0.4 * score))


def crumb(rng: Random, points: Array, rim: Array) -> tuple[Array, Array]:
    """Colours and dents (metres) of cut bread; ``rim`` 0 inside … 1 at its crust."""
    holes = np.clip(noise(points, 0.006, rng, 2) - 0.7, 0, 1) + 0.7 * np.clip(
        noise(points, 0.013, rng, 1) - 1.1, 0, 1
    )
    made = mixed(tone("f0dfbd"), tone("d8bb88"), np.clip(holes, 0, 1))
    made = mixed(made, tone("8f5422"), np.clip((rim - 0.86) / 0.1, 0, 1))
    return made, -0.0022 * np.clip(holes, 0, 1) * (rim < 0.85)


def slice_outline(wide: float, tall: float) -> Array:
    """The outline (x, y) of a slice of a loaf, its foot flat."""
    turn = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    x = wide * np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** 0.8
    y = tall * np.where(np.sin(turn) > 0, np.abs(np.sin(turn)) ** 0.75, -0.42 * np.abs(np.sin(turn)) ** 0.45)
    return np.stack([x, y], 1).astype(np.float32)


def bread_slice(rng: Random, wide: float, tall: float, thick: float) -> Mesh:
    """A slice standing upright, its cuts toward ±z, on y = 0."""
    outline = slice_outline(wide, tall)
    rings = np.concatenate([np.linspace(0, 0.9, 22), [0.95, 0.985, 1.0]])
    faces: list[Mesh] = []
    for way in (1, -1):
        grid = rings[:, None, None] * outline[None]
        z = np.full((*grid.shape[:2], 1), way * thick / 2)
        made = skin(np.concatenate([grid, z], -1)[:: 1 if way > 0 else -1].astype(np.float32))
        rim = np.repeat(rings[:: 1 if way > 0 else -1], len(outline))
        colours, dent = crumb(rng, made.points, rim)
        made = bent(made, lambda p, dent=dent, way=way: p + np.array([0, 0, way]) * dent[:, None])
        faces.append(coloured(made, colours))
    edge = np.stack(
        [np.concatenate([outline, np.full((len(outline), 1), z)], 1) for z in (-thick / 2, thick / 2)]
    )
    rind = skin(np.ascontiguousarray(edge[::-1], np.float32))
    colours = _crust(rng, rind.points, np.zeros(len(rind.points)), 0.15)
    return grounded(joined([*faces, coloured(rind, colours)]))


def loaf(rng: Random, long: float, wide: float, tall: float, scores: int) -> Mesh:
    """A scored loaf lying along x."""
    mesh = ball((wide, long, tall), 110, 72)
    mesh = mesh.rotated(rotation(np.pi / 2, (0, 0, 1)) @ rotation(np.pi / 2, (0, 1, 0)))
    p = mesh.points
    along = p[:, 0] / long
    # Ends blunter than an ellipsoid's.
    grow = (1 - np.abs(along) ** 3.4) ** 0.5 / np.maximum((1 - along**2) ** 0.5, 0.05)
    mesh = bent(
        mesh, lambda q: q * np.stack([np.ones(len(q)), np.clip(grow, 1, 1.6), np.clip(grow, 1, 1.6)], 1)
    )
    p = mesh.points
    slant = along * scores / 2 + 0.55 * p[:, 2] / wide
    phase = (slant % 1) - 0.5
    up = np.clip(p[:, 1] / tall * 1.4, 0, 1) * (np.abs(p[:, 2]) < wide * 0.72) * (np.abs(along) < 0.86)
    cut = np.exp(-((phase / 0.15) ** 2)) * up
    lip = np.exp(-(((phase - 0.24) / 0.07) ** 2)) * up
    mesh = risen(
        mesh, 0.0045 * lip - 0.003 * cut + 0.0012 * noise(p, 0.03, rng) + 0.0004 * noise(p, 0.006, rng)
    )
    ears = np.clip(cut * 1.2 - 0.2, 0, 1) * np.clip(0.75 + 0.3 * noise(p, 0.01, rng), 0, 1)
    colours = _crust(rng, p, ears, 0.24)
    colours = mixed(colours, tone("4f260e"), np.clip(lip, 0, 1) * 0.5)
    return grounded(flat_below(coloured(mesh, colours), -tall * 0.62))


def board(rng: Random, half: tuple[float, float], thick: float = 0.016) -> Part:
    """A wooden board with round corners, its grain along x."""
    turn = np.linspace(0, 2 * np.pi, 96, endpoint=False)
    x = half[0] * np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** 0.25
    z = half[1] * np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** 0.25
    sheet = slab(np.stack([x, z], 1).astype(np.float32), thick, 0.003)
    rings = np.linspace(1.0, 0.0, 60) ** 0.8
    inner = np.stack([x, z], 1)[None] * rings[:, None, None] * 0.985
    grid = np.stack([inner[..., 0], np.full(inner.shape[:2], thick + 0.0002), inner[..., 1]], -1)
    if np.cross(grid[1, 0] - grid[0, 0], grid[0, 1] - grid[0, 0])[1] < 0:
        grid = grid[:, ::-1]
    top = skin(np.ascontiguousarray(grid, np.float32))
    low, high = (("9a6a3c", "c4935c"), ("6a4226", "94633a"), ("b98a58", "d9b283"))[int(rng.integers(3))]

    def grain(points: Array) -> Array:
        stretched = points * np.array([0.12, 1.0, 1.0])
        bend = noise(stretched, 0.06, rng, 1)
        rings_ = np.sin(points[:, 2] / 0.0045 + 2.6 * bend)
        share = (
            0.5 + 0.22 * rings_ + 0.2 * bend + 0.12 * noise(points * np.array([0.08, 1, 1]), 0.003, rng, 1)
        )
        return mixed(tone(low), tone(high), share)

    mesh = joined([coloured(sheet, grain(sheet.points)), coloured(top, grain(top.points))])
    return Part(mesh, finish.satin(0.5, 0.4))


def bread(rng: Random) -> tuple[Part, ...]:
    """A loaf on a board, slices cut off it leaning before the rest."""
    under = board(rng, (0.155, 0.085))
    whole = loaf(rng, 0.085, 0.05, 0.056, 4)
    x0 = -0.045
    p = whole.points.copy()
    limit = 0.045
    p[:, 0] = np.minimum(p[:, 0], limit)
    whole = bent(whole, lambda _: p)
    tall = float(whole.points[np.abs(whole.points[:, 0] - limit) < 0.012, 1].max())
    parts: list[Mesh] = [whole.moved(x0, 0.016, -0.012)]
    for number in range(3):
        one = bread_slice(rng, 0.044, tall * 0.66, 0.0115).turned(np.pi / 2)
        # They lean on the loaf's cut, and on one another.
        one = grounded(tilted(one, 0.62, (0, 0, 1)))
        left = float(one.points[:, 0].min())
        parts.append(one.moved(x0 + limit + 0.0005 - left + 0.0155 * number, 0.0163, -0.01 + 0.003 * number))
    return under, Part(joined(parts), finish.matt())


def baguette(rng: Random) -> tuple[Part, ...]:
    """A baguette, lying."""
    mesh = loaf(rng, 0.23, 0.03, 0.03, 9)
    return (Part(mesh.turned(float(rng.uniform(-0.35, 0.35))), finish.satin(0.55, 0.35)),)
