"""Places."""

from core.scenes.painters.forests import moss
from core.scenes.painting import Painting, View
from core.scenes.spec import SceneSpec


def river_bank(spec: SceneSpec, view: View) -> Painting:
    return moss(spec, view)
