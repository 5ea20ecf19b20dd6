"""A potted plant beside what hangs on a wall: a baked one, cut off by the picture's edges and a little out of
focus, as it stands nearer than the wall."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled.relit import Lit, layer_of
from core.scenes.modelled.sprites import index, unpacked
from core.scenes.parts.canvas import Random, stream
from core.scenes.parts.fixed import Fixture
from core.scenes.parts.floats import f32
from core.scenes.parts.heightfield import Lamp
from core.scenes.spec import SceneSpec, since

PLANTS: Mapping[str, tuple[tuple[str, ...], tuple[float, float], float]] = {
    "plant": (("monstera", "monstera", "olive tree"), (0.5, 0.6), 1.14),
    "tall plant": (("olive tree", "monstera"), (0.24, 0.36), 1.2),
}
"""What each prop may be, between which rows its top is, and the row of its foot, below the picture."""
ASIDE = (-0.03, 0.06)
"""How far its middle is inside the picture's edge, in widths."""
FOCUS = 0.0042
"""How far it is out of focus, in heights."""
AWAY = 0.16
"""How far it is before the wall, in metres."""


def potted(spec: SceneSpec, lamp: Lamp, size: tuple[int, int]) -> list[Fixture]:
    """The plants among the spec's props before a wall of ``size`` (height, width), where it does not end;
    none in scenes of an earlier form, which have theirs drawn."""
    if not since(spec, 7):
        return []
    return [
        _grown(name, spec, stream(spec, f"potted {name}"), lamp, size)
        for name in PLANTS
        if name in spec.props
    ]


def _grown(name: str, spec: SceneSpec, rng: Random, lamp: Lamp, size: tuple[int, int]) -> Fixture:
    kinds, tops, foot = PLANTS[name]
    kinds = tuple(kind for kind in kinds if kind in index())
    baked = unpacked(kinds[int(rng.integers(len(kinds)))])[0]
    view = min(baked.views, key=lambda one: one.pitch)
    side = -1 if rng.random() < 0.5 else 1
    if spec.backdrop:
        side = -1 if lamp.toward[0] > 0 else 1
    rows, columns = size
    scale = (foot - float(rng.uniform(*tops))) * rows / view.foot[1]
    x = columns / 2 + side * columns * (0.5 - float(rng.uniform(*ASIDE)))
    way = float(rng.choice([-1, 1]))
    matrix = np.array(
        [[way * scale, 0, x - way * scale * view.foot[0]], [0, scale, foot * rows - scale * view.foot[1]]]
    )
    direction = float(np.degrees(np.arctan2(way * lamp.toward[0], 0.6)))
    light = Lit(
        direction,
        lamp.height,
        lamp.hardness,
        np.array(lamp.key, np.float32),
        np.array(lamp.fill, np.float32),
    )
    layer = layer_of(view, light, matrix, size, FOCUS * rows)
    return Fixture(f32(layer[..., :3]), f32(layer[..., 3]), AWAY)
