"""Places."""

from core.scenes.painters.town import street
from core.scenes.painting import Painting, View
from core.scenes.spec import SceneSpec


def neon_street(spec: SceneSpec, view: View) -> Painting:
    return street(spec, view)
