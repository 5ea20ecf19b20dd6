"""Places."""

from core.scenes.painters.heights import snow
from core.scenes.painting import Painting, View
from core.scenes.spec import SceneSpec


def ice(spec: SceneSpec, view: View) -> Painting:
    return snow(spec, view)
