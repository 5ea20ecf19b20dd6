"""Books, papers and maps."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled.finish import satin
from core.scenes.modelled.making import (
    block,
    metallic,
    mottled,
    one_of,
    printed,
    put,
    settled,
    sheet,
    solid,
)
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import (
    joined,
    lathe,
    superquadric,
    tilted,
)
from core.scenes.parts.canvas import Array, Random, rgb
from core.scenes.parts.canvas import noise as field
from core.scenes.traced.meshes import Mesh

PAPER = "f1ecdf"


def page(rng: Random, code: str = PAPER, columns: int = 1, picture: float = 0.0) -> Array:
    """A printed page, 384×288×3 sRGB: lines of grey words in ``columns``, the share ``picture`` of it a
    photograph."""
    made = np.ones((384, 288, 3), np.float32) * rgb(code)
    wide = (288 - 40) // columns
    top = 26 + int(picture * 330)
    if picture:
        hue = rgb(one_of(rng, ("8fa0a8", "c09a7a", "a8a890", "b88f88", "7f8a78")))
        cloud = 0.5 + 0.3 * field(rng, top - 40, 248, 2.0, 4)
        made[24 : top - 16, 20:268] = np.clip(hue * cloud[..., None] * 1.9, 0.05, 0.95)
    for column in range(columns):
        left = 20 + column * wide
        for row in range(top, 362, 8):
            long = wide - 10 if (row // 8) % 9 else int(wide * 0.55)
            words = np.repeat(rng.random(long // 3 + 1) > 0.2, 3)[:long]
            made[row : row + 3, left : left + long] *= np.where(words, 0.62, 1.0)[None, :, None]
    return made


def notebook(rng: Random) -> tuple[Part, ...]:
    """A closed notebook with an elastic, a pen on it."""
    code = one_of(rng, ("5a3520", "1e1e20", "7a2f2a", "2f4a4a"))
    leaves = block(0.136, 0.013, 0.204, 0.001, 0.006).moved(0, 0.0022, 0)
    covers = [block(0.142, 0.0024, 0.21, 0.0009, 0.008).moved(0, y, 0) for y in (0, 0.0148)]
    back = superquadric((0.003, 0.0086, 0.105), 0.5, 0.3, 12, 24).moved(-0.0695, 0.0086, 0)
    tie = block(0.006, 0.0178, 0.212, 0.0005).moved(0.052, 0, 0)
    pen = lathe(
        [
            (0, 0),
            (0.0008, 0),
            (0.003, 0.014),
            (0.0045, 0.02),
            (0.0052, 0.08),
            (0.0052, 0.08),
            (0.0056, 0.081),
            (0.0056, 0.136),
            (0.004, 0.14),
            (0, 0.14),
        ],
        28,
    )
    clip = block(0.003, 0.045, 0.0016, 0.0005).moved(0, 0.09, 0.0066)
    lain = put(
        (solid(pen, "141414", 0.12, 0.6, coat=0.7), metallic(clip, "e0c070", 0.15)),
        lambda mesh: tilted(mesh, np.pi / 2, (0, 0, 1)).turned(0.7).moved(0.05, 0.0228, -0.03),
    )
    made = (
        mottled(joined([*covers, back]), rng, (code, code), 0.01, satin(0.5, 0.4)),
        solid(leaves, "ece4d0", 0.9, 0.1),
        solid(tie, "141414", 0.8),
        *lain,
    )
    return settled(put(made, lambda mesh: mesh.turned(-0.3)))


def _leaf(rng: Random, side: int, bulge: float, low: float) -> Mesh:
    u, v = np.meshgrid(np.linspace(0, 1, 40), np.linspace(-1, 1, 12))
    x = side * 0.135 * u
    y = low + bulge * (np.sin(np.pi * np.sqrt(u)) * 0.9 + 0.25 * (1 - u)) * (1 - u * 0.2)
    grid = np.stack([x, y - bulge * 0.5 * np.exp(-((u / 0.05) ** 2)), 0.1 * v], -1)
    return sheet(grid if side > 0 else grid[:, ::-1], low)


def open_book(rng: Random) -> tuple[Part, ...]:
    """An open book, its pages arched."""
    parts: list[Part] = [
        solid(block(0.278, 0.003, 0.208, 0.001), one_of(rng, ("6a2a26", "22344a", "3a4a38")), 0.6)
    ]
    for side in (-1, 1):
        made = _leaf(rng, side, 0.014, 0.008)
        left = -0.135 if side < 0 else 0.0
        parts.append(
            printed(made.moved(0, 0.0025, 0), page(rng, "efe7d4")[::1], (left, -0.1, 0.135, 0.2), 0.9)
        )
    return settled(put(parts, lambda mesh: mesh.turned(0.25)))


def _papers(rng: Random, size: tuple[float, float], thick: float, picture: Array) -> Part:
    wide, deep = size
    u, v = np.meshgrid(np.linspace(-1, 1, 50), np.linspace(-1, 1, 40))
    lift = thick + 0.0035 * np.clip(u, 0, 1) ** 3 + 0.002 * np.clip(v, 0, 1) ** 4
    made = sheet(np.stack([wide / 2 * u, lift, deep / 2 * v], -1), thick)
    made = Mesh(np.maximum(made.points, [-9, 0, -9]).astype(np.float32), made.faces, None, made.normals)
    return printed(made, picture, (-wide / 2, -deep / 2, wide, deep), 0.35)


def magazine(rng: Random) -> tuple[Part, ...]:
    """A glossy magazine."""
    cover = page(rng, one_of(rng, ("e8e0d6", "d8c0b8", "c8d0d4")), 1, 0.86)
    cover[10:40, 40:248] = rgb(one_of(rng, ("1c1c1c", "a83232", "ffffff")))[None, None]
    return settled(put((_papers(rng, (0.21, 0.275), 0.005, cover),), lambda mesh: mesh.turned(0.3)))


def newspaper(rng: Random) -> tuple[Part, ...]:
    """A folded newspaper."""
    front = page(rng, "dedacf", 3, 0.4)
    front[8:20, 30:258] *= 0.25
    return settled(put((_papers(rng, (0.29, 0.2), 0.011, front),), lambda mesh: mesh.turned(-0.25)))


def old_map(rng: Random) -> tuple[Part, ...]:
    """A map on yellowed paper, its folds and edges raised."""
    land = field(rng, 256, 384, 2.6, 6)
    made = np.where((land > 0.12)[..., None], rgb("d8bf8a"), rgb("c9c8a8")).astype(np.float32)
    made = made * (1 + 0.06 * field(rng, 256, 384, 9.0, 4))[..., None]
    for level in (0.12, 0.3, 0.45):
        made[np.abs(land - level) < (0.016 if level == 0.12 else 0.007)] *= 0.55
    made[::64] *= 0.82
    made[:, ::64] *= 0.82
    u, v = np.meshgrid(np.linspace(-1, 1, 80), np.linspace(-1, 1, 60))
    crease = np.abs(np.abs(((u + 1) * 1.5) % 1 - 0.5) * 2)
    y = (
        0.0012
        + 0.004 * crease * (0.4 + 0.6 * np.abs(np.sin(2 * u + v)))
        + 0.02 * np.clip(u, 0, 1) ** 6 * np.clip(v, 0, 1) ** 3
    )
    return settled(
        put(
            (
                printed(
                    sheet(np.stack([0.22 * u, y, 0.15 * v], -1), 0.0006),
                    np.clip(made, 0, 1),
                    (-0.22, -0.15, 0.44, 0.3),
                    0.9,
                ),
            ),
            lambda mesh: mesh.turned(0.2),
        )
    )


PRINT: Mapping[str, Model] = {
    "notebook": Model(notebook, 0.029, 0.25, lies=True),
    "open book": Model(open_book, 0.025, 0.35, lies=True),
    "magazine": Model(magazine, 0.011, 0.35, lies=True),
    "newspaper": Model(newspaper, 0.017, 0.36, lies=True),
    "old map": Model(old_map, 0.023, 0.54, lies=True),
}
"""By name."""
