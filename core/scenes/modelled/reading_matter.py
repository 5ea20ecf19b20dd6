"""Books, papers and maps."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled.making import (
    pick,
    printed,
    put,
    settled,
    sheet,
)
from core.scenes.modelled.model import Model, Part
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
        hue = rgb(pick(rng, ("8fa0a8", "c09a7a", "a8a890", "b88f88", "7f8a78")))
        cloud = 0.5 + 0.3 * field(rng, top - 40, 248, 2.0, 4)
        made[24 : top - 16, 20:268] = np.clip(hue * cloud[..., None] * 1.9, 0.05, 0.95)
    for column in range(columns):
        left = 20 + column * wide
        for row in range(top, 362, 8):
            long = wide - 10 if (row // 8) % 9 else int(wide * 0.55)
            words = np.repeat(rng.random(long // 3 + 1) > 0.2, 3)[:long]
            made[row : row + 3, left : left + long] *= np.where(words, 0.62, 1.0)[None, :, None]
    return made


def _papers(rng: Random, size: tuple[float, float], thick: float, picture: Array) -> Part:
    wide, deep = size
    u, v = np.meshgrid(np.linspace(-1, 1, 50), np.linspace(-1, 1, 40))
    lift = thick + 0.0035 * np.clip(u, 0, 1) ** 3 + 0.002 * np.clip(v, 0, 1) ** 4
    made = sheet(np.stack([wide / 2 * u, lift, deep / 2 * v], -1), thick)
    made = Mesh(np.maximum(made.points, [-9, 0, -9]).astype(np.float32), made.faces, None, made.normals)
    return printed(made, picture, (-wide / 2, -deep / 2, wide, deep), 0.35)


def magazine(rng: Random) -> tuple[Part, ...]:
    """A glossy magazine."""
    cover = page(rng, pick(rng, ("e8e0d6", "d8c0b8", "c8d0d4")), 1, 0.86)
    cover[10:40, 40:248] = rgb(pick(rng, ("1c1c1c", "a83232", "ffffff")))[None, None]
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
    "magazine": Model(magazine, 0.011, 0.35, lies=True),
    "newspaper": Model(newspaper, 0.017, 0.36, lies=True),
    "old map": Model(old_map, 0.023, 0.54, lies=True),
}
"""By name."""
