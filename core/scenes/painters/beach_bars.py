"""Places."""

from core.scenes.painters.coast import beach
from core.scenes.painting import Painting, View
from core.scenes.spec import SceneSpec


def beach_bar(spec: SceneSpec, view: View) -> Painting:
    return beach(spec, view)
