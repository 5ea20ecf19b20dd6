"""Places."""

from core.scenes.painters.fields import meadow
from core.scenes.painting import Painting, View
from core.scenes.spec import SceneSpec


def festival(spec: SceneSpec, view: View) -> Painting:
    return meadow(spec, view)
