"""Autumn on a street: leaves that lie thick along its kerbs, and single ones on the roadway."""

import numpy as np

from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.keepsakes import Glow, Stage
from core.scenes.parts.outdoors import Day
from core.scenes.parts.paved import Paving
from core.scenes.parts.perspective import Lens, Tile, ground_plane, lay, periodic, slopes
from core.scenes.parts.soils import litter
from core.scenes.parts.strewing import AUTUMN, lay_scrap, leaf_colour
from core.scenes.spec import SceneSpec

LYING = ("b5651f", "d08a2c", "97461c", "d9a63a", "7a4a22", "a8521f", "c9782a", "8a5a2a")
FORMS = ("maple", "maple", "beech", "oak")
BINS = ((1.7, 3.2), (1.12, 1.7), (0.5, 1.12))
"""Distances (in distances to the focus) of single leaves that share one blur, far first."""


def littered(spec: SceneSpec, lens: Lens, paving: Paving, kerbs: tuple[float, float]) -> Paving:
    """The ground with leaves on it: in heaps along ``kerbs`` (metres left and right), in patches between."""
    heights, paint, metres = litter((int(spec.seed % 7), 5), 512, LYING)
    rise = (heights - heights.mean()) / max(float(heights.std()), 1e-6)
    texture = np.dstack([paint, slopes(f32(heights), metres, 1.0), rise])
    made = Tile(f32(texture), metres * 0.8)
    plane = ground_plane(lens, paving.first)
    seen = lay(made, plane, (1.0, 2.0))
    patches = Tile(periodic(stream(spec, "litter"), 256, (5, 5), 6, 0.72)[..., None], 9.0)
    broken = lay(patches, plane, (0.0, 3.0))[..., 0]
    across = plane.lateral[None] * plane.metre[:, None]
    beside = np.minimum(np.abs(across - kerbs[0]), np.abs(across - kerbs[1]))
    share = ramp(f32(0.8 * broken + 2.2 * np.exp(-beside / 0.9) + 0.55 * seen[..., 5]), 1.1, 1.5)[..., None]
    tone = paving.tone + share * (seen[..., :3] * 1.15 - paving.tone)
    slope = paving.slope + share * (seen[..., 3:5] - paving.slope)
    return Paving(paving.first, f32(tone), f32(slope), f32(paving.damp * (1 - 0.8 * share[..., 0])))


def strewn(spec: SceneSpec, lens: Lens, day: Day, count: int = 130) -> list[tuple[Array, float]]:
    """Single leaves about the foot as layers, far first, each with the radius of its blur (heights)."""
    rng = stream(spec, "single leaves")
    glow = Glow(day.sun * 0.9, day.sky * 0.9, day.toward, day.sun, day.sky * 0.2)
    found = [(float(0.55 * (3.2 / 0.55) ** draw[0]), draw) for draw in rng.random((count, 5)).tolist()]
    layers: list[tuple[Array, float]] = []
    for near, far in BINS:
        stage = Stage(lens)
        for share, draw in sorted((one for one in found if near <= one[0] < far), reverse=True):
            away = share * lens.focus
            across = (draw[1] - 0.5) * 1.1 * max(lens.aspect, 1.0) * away / lens.focal
            own = np.random.default_rng([*spec.stream("leaf"), int(draw[2] * 1e6)])
            lay_scrap(
                stage,
                FORMS[int(draw[3] * 4)],
                int(draw[2] * 6),
                (across, away),
                0.035 + 0.05 * draw[4],
                6.28 * draw[2],
                leaf_colour(own, AUTUMN),
                glow,
                0.02 * draw[4],
            )
        layers.append((stage.layer, lens.disc(lens.focus * min(0.5 * (near + far), near + 0.4))))
    return layers
