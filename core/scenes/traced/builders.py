"""The traced sets by the name that kinds call them by."""

from collections.abc import Mapping

from core.scenes.traced import studio
from core.scenes.traced.body import Pose
from core.scenes.traced.sets import Builder

BUILDERS: Mapping[str, Builder] = {"sweep": studio.sweep, "wall_floor": studio.wall_floor}
"""Every set."""
POSES: Mapping[str, Pose] = {name: "stands" for name in BUILDERS}
"""How the subject is put into each set."""
