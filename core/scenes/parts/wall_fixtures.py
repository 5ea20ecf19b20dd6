"""All that a spec's props put on a wall seen straight on, and before it, in their order."""

from collections.abc import Callable, Mapping

from core.scenes.parts.canvas import Random, stream
from core.scenes.parts.climbers import CLIMBERS, climber, fronds
from core.scenes.parts.fixed import Fixture, fixtures
from core.scenes.parts.heightfield import Lamp
from core.scenes.parts.wall_things import bench, ladder, mirror, neon_sign, prints, surfboards, wall_lamp
from core.scenes.spec import SceneSpec

Maker = Callable[[Random, Lamp, tuple[int, int], float], list[Fixture]]
BEHIND: Mapping[str, Maker] = {
    "pictures": prints,
    "mirror": mirror,
    "lamp": wall_lamp,
    "neon sign": neon_sign,
    "bench": bench,
    "surfboards": surfboards,
    "ladder": ladder,
}
"""What is fixed to the wall, or stands before it, by the prop's name."""


def all_fixtures(spec: SceneSpec, lamp: Lamp, size: tuple[int, int], high: float) -> list[Fixture]:
    """The things before a wall of ``size`` (height, width), of which ``high`` metres are seen from top to
    bottom, from the wall forward."""
    made = list[Fixture]()
    for name, make in BEHIND.items():
        if name in spec.props:
            made += make(stream(spec, name), lamp, size, high)
    for name in CLIMBERS:
        if name in spec.props:
            made += climber(name, stream(spec, name), lamp, size, high, spec.season)
    made += fixtures(spec, lamp, size, high)
    return made + (fronds(stream(spec, "fronds"), lamp, size, high) if "palm fronds" in spec.props else [])
