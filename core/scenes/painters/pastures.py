"""What stands about open grass, behind the subject: a wood's edge, a barn, a fence; flowers in the grass."""

from collections.abc import Sequence

from core.scenes.painters.outside import behind, far_shape
from core.scenes.painters.wild_grass import row_of_boughs, tufted
from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.distance import Foliage, hazed, trees
from core.scenes.parts.grass import Flower, Turf, lawn, stick_all
from core.scenes.parts.outdoors import Day
from core.scenes.parts.paddocks import barn, rail_fence
from core.scenes.parts.ranges import Range, mountains
from core.scenes.parts.soils import linear
from core.scenes.parts.viewpoint import FOCAL, Viewpoint, defocus
from core.scenes.spec import SceneSpec, since


def flowered(
    canvas: Array,
    spec: SceneSpec,
    seen: Viewpoint,
    day: Day,
    edge: float,
    turf: Turf,
    flowers: tuple[Sequence[Flower], Sequence[Array]],
    sort: str,
    low: tuple[float, float] | None = None,
) -> None:
    """Grass with ``flowers`` (and their sprites) on the ``canvas``, in place, from the row ``edge`` to the
    front: as ``lawn``, and in newer specs in sods of that ``sort`` under the flowers."""
    if not since(spec, 7):
        lawn(canvas, spec.stream("grass"), seen, turf, day, edge, *flowers, low)
        return
    lawn(canvas, spec.stream("grass"), seen, turf, day, edge, (), (), low)
    tufted(canvas, spec, seen, day, edge, sort)
    stick_all(canvas, flowers[1], seen, sorted(flowers[0], key=lambda flower: flower.row))


def beyond(spec: SceneSpec, seen: Viewpoint, day: Day, back: Array) -> Array:
    """What is nearer than the hills: a wood, a barn, each as far out of focus as it stands."""
    small = seen.sized(back.shape[0])
    shape, soft = (small.height, small.width), seen.aperture
    if "wood" in spec.props:
        edge = row_of_boughs(spec, stream(spec, "wood"), small, day, seen.vanish + 0.03, (0.34, 0.6), 44)
        back = behind(back, hazed(edge, day, 0.12), 0.8 * soft)
    if "barn" in spec.props:
        made = barn(stream(spec, "barn"), shape, day, seen.vanish + 0.045, 0.4, "7f3328")
        back = behind(back, hazed(made, day, 0.08), 0.55 * soft)
    return back


def fence_of(spec: SceneSpec, seen: Viewpoint, day: Day) -> tuple[Array, ...]:
    """A fence that stands on the grass behind the subject, out of focus, where the spec has one."""
    if not {"fence", "white fence"} & {*spec.props}:
        return ()
    away = 2.1 * FOCAL * seen.span
    small = seen.sized(far_shape(seen, 0.5)[0])
    code = "e9e5dc" if "white fence" in spec.props else "8d7f6c"
    made = rail_fence(stream(spec, "fence"), small, day, away, code)
    row = seen.vanish + FOCAL * seen.eye / away
    return (defocus(hazed(made, day, 0.04), float(seen.softness(row))).clip(0),)


def with_peaks(spec: SceneSpec, seen: Viewpoint, day: Day, back: Array) -> Array:
    """The linear ``back`` with a range of snowy mountains before it, where the spec has one."""
    if "snow_peaks" not in spec.props:
        return back
    shape, row = (back.shape[0], back.shape[1]), seen.vanish + 0.01
    rock, pale, woods = linear("5f6470"), linear("6f7484"), linear("2f3d2c")
    made = Range(row, 0.3, 0.95, 0.9, rock, pale, 0.5, (0.3, 0.75), woods)
    return behind(back, hazed(mountains(spec.stream("peaks"), shape, made, day), day, 0.3), 0)


def lone_trees(spec: SceneSpec, small: Viewpoint, day: Day, foliage: Foliage) -> Array:
    """A few trees not far off, as the spec's form has them: RGBA of the size of ``small``."""
    if since(spec, 7):
        foot = small.vanish + 0.025
        return row_of_boughs(spec, stream(spec, "boughs"), small, day, foot, (0.16, 0.36), 11)
    shape, foot = (small.height, small.width), small.vanish + 0.02
    return trees(stream(spec, "trees"), shape, foot, (0.16, 0.34), 11, foliage, day, False)
