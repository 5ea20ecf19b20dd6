"""Places."""

from core.scenes.painters.heights import mountains
from core.scenes.painting import Painting, View
from core.scenes.spec import SceneSpec


def ruins(spec: SceneSpec, view: View) -> Painting:
    return mountains(spec, view)
