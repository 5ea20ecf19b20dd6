"""Baked things seen from straight above, at the corners and edges of what is photographed lying."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled.baked import STEEP, has, meant_by, names_of, shows
from core.scenes.modelled.relit import LONGEST, Lit, layer_of, shade_of
from core.scenes.modelled.sprites import Baked, Sprite, index, unpacked
from core.scenes.parts.arranged import Table
from core.scenes.parts.canvas import Array, Random, stream
from core.scenes.parts.heightfield import Lamp
from core.scenes.parts.lying import Lay
from core.scenes.spec import SceneSpec

COPIES: Mapping[str, int] = {
    "eucalyptus": 3,
    "rose petals": 3,
    "fir branch": 3,
    "autumn leaves": 3,
    "olive sprig": 3,
    "daisies": 3,
    "pine cones": 2,
    "shells": 2,
    "pebbles": 2,
    "easter eggs": 2,
    "baubles": 2,
    "lavender": 2,
    "rose": 3,
}
"""How often some things lie about; others once."""
WIDEST = 0.42
"""The most of the picture's shorter side that one thing takes."""
SHARE = (1.0, 0.85, 0.7)
"""How large one is after the other."""


def lies(spec: SceneSpec, name: str) -> bool:
    """Whether that prop is laid about as baked pictures, instead of drawn."""
    return shows(spec, name) and bool(_lying(spec, name))


def _lying(spec: SceneSpec, name: str) -> tuple[str, ...]:
    """What of the things that a prop may mean has been seen from above."""
    things = dict.fromkeys(one for meant in meant_by(spec, name) for one in names_of(meant))
    return tuple(one for one in things if one in index() and _above(unpacked(one)[0]) is not None)


def _above(baked: Baked) -> Sprite | None:
    return next((view for view in baked.views if view.pitch > STEEP), None)


def lay_about(spec: SceneSpec, lay: Lay, light: Array, lamp: Lamp) -> None:
    """Put the spec's baked things on the lit ground, linear H×W×3, in place."""
    table = Table(spec, lay)
    names = [name for name in spec.props if lies(spec, name)]
    jobs, more = list[tuple[str, int, int, Random]](), list[tuple[str, int, int, Random]]()
    for number, name in enumerate(names):
        rng = stream(spec, f"baked {name}")
        meant = _lying(spec, name)
        one = meant[int(rng.integers(len(meant)))]
        jobs.append((one, number, 0, rng))
        more += [(one, 0, copy, rng) for copy in range(1, COPIES.get(one, 1))]
    free = max(0, 4 - len(jobs))
    jobs += [(one, len(names) + place, copy, rng) for place, (one, _, copy, rng) in enumerate(more[:free])]
    # Sprigs lie below what stands on them.
    jobs.sort(key=lambda job: unpacked(job[0])[0].tall)
    for one, place, copy, rng in jobs:
        _lay(table, light, lamp, one, (place, copy), rng)


def hang_a_hat(spec: SceneSpec, light: Array, lamp: Lamp, high: float) -> None:
    """Put a straw hat on the lit wall, linear H×W×3, in place, beside what hangs; ``high`` metres are seen
    from top to bottom."""
    view = _above(unpacked("straw hat")[0]) if has("straw hat") else None
    if view is None:
        return
    rows, columns = light.shape[:2]
    side = 1 if lamp.toward[0] > 0 else -1
    metre = rows / high
    at = columns / 2 + side * (columns / 2 - 0.1 * metre), 0.2 * rows
    _stamp(light, lamp, (view, unpacked("straw hat")[0]), at, (0.8 * metre, 0.3, 1.0))


def _lay(table: Table, light: Array, lamp: Lamp, name: str, order: tuple[int, int], rng: Random) -> None:
    """One thing near its corner, turned any way, or along the edge where it is long."""
    baked = unpacked(name)[int(rng.integers(len(unpacked(name))))]
    view = _above(baked)
    assert view is not None
    lay, height = table.lay, light.shape[0]
    place, copy = order
    # The first two lie across from each other.
    corner = table.corners[(0, 2, 1, 3)[place % 4]]
    wide, deep = (size / view.grain for size in view.cover.shape[::-1])
    room = WIDEST * min(lay.high, lay.wide)
    scale = min(1.25, room / max(wide, deep)) * SHARE[copy]
    reach = 0.5 * max(wide, deep) * scale
    inset = max(0.3 * reach, 0.62 * reach - 0.1 * copy * reach) + 0.012
    along = float(rng.uniform(-0.06, 0.1)) * min(lay.high, lay.wide)
    x, y = inset + max(along, 0), inset + max(-along, 0)
    x, y = (lay.wide - x if corner[0] > 0 else x), (lay.high - y if corner[1] > 0 else y)
    long = max(wide, deep) > 1.6 * min(wide, deep)
    turn = (
        table.inward(corner) + np.pi / 2 * float(rng.choice([-1, 1])) * 0.9
        if long
        else float(rng.uniform(-0.6, 0.6))
    )
    _stamp(
        light,
        lamp,
        (view, baked),
        (x / lay.high * height, y / lay.high * height),
        (scale * height / lay.high, float(turn) + float(rng.normal(0, 0.12)), -1.0 if copy % 2 else 1.0),
    )


def _stamp(
    light: Array,
    lamp: Lamp,
    thing: tuple[Sprite, Baked],
    at: tuple[float, float],
    how: tuple[float, float, float],
) -> None:
    """A thing at the pixel ``at``, ``how`` many px a metre, turned by how much (rad, clockwise), and -1 where
    it is mirrored."""
    view, baked = thing
    metre, turn, way = how
    clockwise = np.degrees(np.arctan2(lamp.toward[0], -lamp.toward[1])) - np.degrees(turn)
    lit = Lit(
        way * (180 - clockwise),
        lamp.height,
        lamp.hardness,
        np.array(lamp.key, np.float32),
        np.array(lamp.fill, np.float32),
    )
    reach = (0.5 * np.hypot(*view.cover.shape) / view.grain + LONGEST * baked.shade.far) * metre + 4
    rows, columns = (
        slice(max(0, int(mid - reach)), min(size, int(mid + reach) + 1))
        for mid, size in zip(at[::-1], light.shape[:2], strict=True)
    )
    if rows.start >= rows.stop or columns.start >= columns.stop:
        return
    size = rows.stop - rows.start, columns.stop - columns.start
    spin = np.array([[way * np.cos(turn), -np.sin(turn)], [way * np.sin(turn), np.cos(turn)]])
    # The middle of the picture of the thing, not the point it is modelled about, is put there.
    middle = np.array(view.cover.shape[::-1]) / 2
    offset = (middle - np.array(view.foot)) / view.grain
    foot = np.array([at[0] - columns.start - 0.5, at[1] - rows.start - 0.5]) - spin @ offset * metre
    scale = metre / view.grain
    matrix = np.concatenate(
        [spin * scale, (foot - spin * scale @ (np.array(view.foot) - 0.5))[:, None]], axis=1
    )
    plane = np.eye(3)
    plane[:2, :2], plane[:2, 2] = spin * metre, foot
    part = light[rows, columns] * shade_of(baked.shade, lit, plane, size, 0.0)
    layer = layer_of(view, lit, matrix, size, 0.0)
    light[rows, columns] = part * (1 - layer[..., 3:]) + layer[..., :3]
